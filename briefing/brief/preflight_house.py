"""The checks of the house: markings and leaks, blocks, the day of the brief, its pages, who cleared it."""

import re
from collections.abc import Iterator
from datetime import date

from briefing.brief.finding import SHOWN, Finding, found
from briefing.brief.preflight_scope import Scope, words_in
from briefing.model import Brief, Clearance
from briefing.rules import dates
from briefing.rules.cutting import cut
from briefing.rules.date_names import month_number, normal, weekday_number
from briefing.store import since, told
from briefing.terms import BriefStatus, ClearanceResult
from briefing.wording import named, say

STALE_DAYS = 3
"""A brief that is older shows a state of things that may have changed."""
_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_TELLING_WORDS = 4


def markings(scope: Scope) -> Iterator[Finding]:
    """Records of the brief's issues that are left out because the profile does not know their marking.

    Those among them that take others along, such as the source of a quote.
    """
    held, profile = scope.composed.withheld, scope.composed.profile
    foreign = {one.id: one for one in held.records if one.marking and profile.level(one.marking) is None}
    if not foreign:
        return
    bearing = told.bearing(scope.reading.store, scope.issues, held.ids)
    bearing |= told.carriers(scope.reading.store, bearing)
    for one in foreign.values():
        if one.id in bearing:
            words = say(
                "“%1” is marked %2, which is no level of the profile %3, so it is left out. Mark it in the scheme of "
                "that profile, or choose another profile.",
                one.title,
                one.marking,
                profile.title,
            )
            yield found("mixed_markings", words, one.kind, one.id, "marking", one.marking)


def leaks(scope: Scope) -> Iterator[Finding]:
    """Own words and titles that hold words of a record above the ceiling."""
    strings = [one for one in scope.composed.withheld.strings if _tells(one)]
    if not strings:
        return
    shown = [(text, _REFERENCE.sub(" ", text.text)) for text in scope.texts]
    everything = "\n".join(words for _, words in shown).casefold()
    held = [one for one in strings if one.casefold() in everything]
    for text, seen in shown:
        for one in held:
            if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", seen, re.IGNORECASE):
                words = say(
                    "In %1 stands “%2”, words of a record that lies above the ceiling. Take them out, or raise the "
                    "ceiling.",
                    text.where,
                    cut(one, SHOWN),
                )
                yield found("leak", words, text.kind, text.record, text.field, one)


def _tells(string: str) -> bool:
    """Whether these words can tell of one record: several of them, a name or a number; no unit, no weekday."""
    words = [one for one in _WORD.findall(string) if not _of_the_calendar(one)]
    return len(words) >= _TELLING_WORDS or any(one != one.lower() or any(map(str.isdigit, one)) for one in words)


def _of_the_calendar(word: str) -> bool:
    return weekday_number(normal(word)) is not None or bool(month_number(normal(word)))


def blocks(scope: Scope) -> Iterator[Finding]:
    """Mandatory blocks that are empty, and blocks with more words than their template allows."""
    for one in scope.composed.outline:
        made = scope.composed.parts.get(one.block.name)
        if made is None:
            continue
        if one.block.mandatory and not made:
            words = say("The block “%1” is mandatory and empty. Write it.", one.block.heading)
            yield found("missing_block", words, Brief.KIND, scope.brief_id, one.block.name, one.block.name)
        count = len(one.text.split()) if one.text.strip() else words_in(made)
        if 0 < one.block.words < count:
            words = say(
                "The block “%1” has %2 words; its form allows %3. Shorten it.",
                one.block.heading,
                count,
                one.block.words,
            )
            value = f"{one.block.name}: {count}"
            yield found("too_long_block", words, Brief.KIND, scope.brief_id, one.block.name, value)


def as_at(scope: Scope) -> Iterator[Finding]:
    """A brief of a day that is past or to come."""
    days = (scope.now - date.fromisoformat(scope.day)).days
    when = dates.describe(scope.day, weekday=True)
    if days > STALE_DAYS:
        words = say("The brief is as at %1, %2 days ago. Bring it up to date, and change the day.", when, days)
    elif days < 0:
        words = say("The brief is as at %1, a day that is still to come. Change the day.", when)
    else:
        return
    yield found("stale_as_at", words, Brief.KIND, scope.brief_id, "as_at_edtf", scope.day)


def pages(scope: Scope) -> Iterator[Finding]:
    """A form of one page that has more."""
    if scope.composed.tree.one_page and scope.pages is not None and scope.pages > 1:
        words = say("This form has one page; the brief has %1. Shorten it, or leave blocks out.", scope.pages)
        yield found("one_page_overflow", words, Brief.KIND, scope.brief_id, "", f"{scope.pages} pages")


def clearance(scope: Scope) -> Iterator[Finding]:
    """A brief that was put to others: somebody cleared it as it is, nobody refused. The last answer of each counts."""
    brief = scope.brief
    if brief is None or brief.status not in (BriefStatus.IN_CLEARANCE, BriefStatus.CLEARED):
        return
    answers = scope.reading.clearances(brief.id)
    last = {(normal(one.person), normal(one.unit)): one for one in answers}
    refused = [one for one in last.values() if one.result is ClearanceResult.NOT_CLEARED]
    for one in refused:
        words = say("%1 did not clear the brief. Mend it, and put it to them again.", _who(one))
        yield found("not_cleared", words, Clearance.KIND, one.id, "result", one.result.value)
    if not last:
        words = say("The brief is %1, but nobody has cleared it. Note who did.", named(brief.status.value))
        yield found("no_clearance", words, Brief.KIND, brief.id, "status", brief.status.value)
    for one in last.values():
        if one not in refused and (blocks := since.unseen_words(scope.reading.store, brief.id, one.id)):
            words = say(
                "%1 cleared the brief without having seen what another desk changed in it (%2). Put it to them again.",
                _who(one),
                ", ".join(blocks),
            )
            yield found("cleared_unseen", words, Clearance.KIND, one.id, "result", ", ".join(blocks))


def _who(one: Clearance) -> str:
    return f"{one.person}, {one.unit}" if one.unit else one.person
