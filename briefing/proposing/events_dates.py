"""Which date belongs to which verb or noun of a sentence, and what it says of when something is.

Responsible for: `claimed`, `governed`, `when`. Refuses to: read a date, which `dates` has done.
"""

import re

from briefing.proposing.dates import FoundDate
from briefing.proposing.events_reading import Sentence, Text
from briefing.proposing.events_verbs import Group
from briefing.rules import dates
from briefing.terms import EventKind
from briefing.wording import say

_OPENS = frozenset({",", "conj", "sub", "rel", ":", "p", "."})
_DATELINE, _LINE = 40, 80
_AGENCY = re.compile(r"\s?(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/)?\s?(?:-|–|—)\s")
_BOUNDS = ("since ", "before ", "after ")


def governed(whole: Text, sentence: Sentence, date: FoundDate) -> Group | None:
    """The verb that a date belongs to: the one around it, else the last one before it, else the next one."""
    first, last = whole.at(date.start), whole.at(date.end)
    for group in sentence.groups:
        if group.first < first and last <= group.last:
            return group
    for group in sentence.groups:
        if (
            group.first == last
            and group.finite
            and not date.words.startswith("for ")
            and not whole.words[group.last].low.endswith("ing")
        ):
            return group  # the court this month rejected
    left = [group for group in sentence.groups if group.last < first]
    right = [group for group in sentence.groups if group.first >= last]
    before = whole.words[first - 1] if first > sentence.begin else None
    opens = before is None or before.tag in _OPENS or before.low in whole.table.opens
    if opens and right and (before is None or before.tag != "," or not left or _starts(whole, last)):
        return right[0]
    return left[-1] if left else right[0] if right else None


def claimed(whole: Text, sentence: Sentence) -> list[tuple[FoundDate, Group]]:
    """Each date with its verb; a verb with several dates has the nearest one."""
    nearest: dict[int, tuple[int, FoundDate, Group]] = {}
    for date in sentence.dates:
        if date.noun or _heads_the_text(whole.text, date) or date.words.lower().startswith(_BOUNDS):
            continue
        group = governed(whole, sentence, date)
        if group is None or (group.verb is not None and _of_noun(whole, date, group)):
            continue
        far = abs(whole.at(date.start) - group.last)
        if group.last not in nearest or far < nearest[group.last][0]:
            nearest[group.last] = (far, date, group)
    return [(date, group) for _, date, group in sorted(nearest.values(), key=lambda one: one[1].start)]


def _heads_the_text(text: str, date: FoundDate) -> bool:
    """Whether a date stands alone on its line: the day of a text, not of what it tells."""
    begin = max(0, date.start - _LINE)
    line = text[max(begin, text.rfind("\n", begin, date.start) + 1) : date.start]
    behind = text[date.end : date.end + 80].partition("\n")[0]
    if len(line) < _DATELINE and _AGENCY.match(text, date.end):
        return True
    whole = date.written and any(day in date.words for day in dates.WEEKDAYS)
    if whole and not line.strip() and (not behind or behind.lstrip()[:1].isupper()):
        return True
    return len(line) < 30 and not line.strip(" -–—|") and not behind.strip(" .-–—|")


def _starts(whole: Text, place: int) -> bool:
    """Whether a clause goes on behind a date that stands after a comma: `, on Friday the king left`."""
    return place < len(whole.words) and whole.words[place].tag not in (".", "p", ",", ";")


def _of_noun(whole: Text, date: FoundDate, group: Group) -> str:
    """The happening right before a date that is its own: `the results of the election on 3 May`."""
    place = whole.at(date.start) - 1
    word = whole.words[place] if place > group.last else None
    if word is None or word.low not in whole.table.nouns or group.verb is None or word.low in whole.table.objects:
        return ""
    if date.words.startswith("for "):
        return word.low
    own = group.verb.base in whole.table.light or group.verb.kind is EventKind.MEETING
    return "" if own else word.low


def when(date: FoundDate | None, published: str) -> tuple[str, str]:
    """(EDTF, how it was read) of what has a date, or none: then it lies before publication, if that is known."""
    if date is not None:
        return date.edtf, date.basis
    try:
        known = bool(published) and dates.bounds(published)[1] is not None
    except ValueError:
        known = False
    if known and "/" not in published:
        return f"../{published.rstrip('?~%')}", say("not dated; before publication")
    return "", say("not dated")


def now(date: FoundDate, published: str) -> bool:
    """Whether a date may be that of something that goes on."""
    latest = dates.bounds(date.edtf)[1]
    return latest is None or len(published) != 10 or latest >= published
