"""Happenings that a verb tells: with a date, or without one where somebody named does something strong.

Responsible for: the draft of a happening. Refuses to: join drafts.
"""

from collections.abc import Iterator, Sequence

from briefing.proposing.dates import FoundDate
from briefing.proposing.events_clauses import complement, subject, written
from briefing.proposing.events_dates import claimed, now, when
from briefing.proposing.events_reading import Draft, Sentence, Text, place_in
from briefing.proposing.events_verbs import Group
from briefing.proposing.proposal import Span
from briefing.rules import dates
from briefing.terms import EventKind, Modality
from briefing.wording import say

_ACTING = frozenset({"name", "title", "role"})
_PLURALS = ("s", "men", "people", "police")
_DAY = 10  # characters of a whole day in EDTF
_DEADLINES = frozenset({"postpone", "delay", "extend", "suspend"})
_FEW = 4


def _arranged(whole: Text, sentence: Sentence, group: Group, date: FoundDate) -> Draft | None:
    """`The run-off is scheduled for 26 March`: what is arranged is a noun."""
    words, table = whole.words, whole.table
    if words[group.last].low not in table.planned or not date.edtf:
        return None
    who = subject(words, sentence.begin, group, sentence.groups, table, sentence.skip)
    noun = next((words[place].low for place in reversed(who) if words[place].low in table.nouns), "")
    if not noun:
        return None
    bare = [place for at, place in enumerate(who) if at or words[place].tag != "det"]
    what = written(whole.text, words, bare)
    start, end = _span(whole, sentence, who, group, [], date)
    draft = Draft(
        base=noun,
        kind=table.nouns[noun],
        modality=Modality.PLANNED,
        what=what[:1].upper() + what[1:],
        start=start,
        end=end,
        date=date,
        content=frozenset(words[place].low for place in who if words[place].tag not in ("det", "prep", "conj")),
        confidence=0.65,
        reason=say("“%1” with a date", words[group.last].text),
    )
    _place_and_actors(whole, draft)
    _when(whole, sentence, draft)
    if any(word.low in table.cancelled | table.put_off for word in words[group.last : sentence.end]):
        draft.modality = Modality.CANCELLED
    return draft


def dated(whole: Text, sentence: Sentence, last_named: str) -> Iterator[Draft]:
    """The happenings of a sentence that have a date."""
    for date, group in claimed(whole, sentence):
        if group.verb is None and not group.report:
            draft = _arranged(whole, sentence, group, date)
            if draft is not None:
                yield draft
            continue
        if group.report and not _has_event_object(whole, sentence, group):
            draft = _statement(whole, sentence, group, date)
        elif group.verb is None or group.modality is None:
            continue
        elif _put_off(whole, group, date):
            draft = _told(whole, sentence, group, "", None)
            yield from _deadline(whole, sentence, group, date)
        else:
            draft = _told(whole, sentence, group, last_named, date)
        if draft is not None:
            yield draft


def _has_event_object(whole: Text, sentence: Sentence, group: Group) -> bool:
    if group.verb is None:
        return False
    behind = whole.words[group.last + 1 : group.last + 5]
    return bool(behind) and behind[0].low != "that" and behind[0].tag not in (",", '"', ":", "prep", "sub")


def undated(whole: Text, sentence: Sentence, taken: frozenset[int]) -> Iterator[Draft]:
    """What somebody named has done, where no date says when."""
    for group in sentence.groups:
        verb = group.verb
        word = whole.words[group.last]
        if word.low in whole.table.cancelled and not sentence.dates and (draft := _called_off(whole, sentence, group)):
            yield draft
            continue
        if whole.inside_quote(word.start, word.end):
            continue
        strong = verb is not None and verb.base in whole.table.strong and not group.dated_only and not group.passive
        if not strong or group.last in taken or group.modality is not Modality.OCCURRED or not group.finite:
            continue
        draft = _told(whole, sentence, group, "", None)
        if draft is not None:
            yield draft


def _called_off(whole: Text, sentence: Sentence, group: Group) -> Draft | None:
    """`The call was cancelled`, without a date."""
    words, table = whole.words, whole.table
    passive = any(word.tag == "aux" for word in words[group.first : group.last])
    who = subject(words, sentence.begin, group, sentence.groups, table, sentence.skip)
    noun = next((words[place].low for place in reversed(who) if words[place].low in table.nouns), "")
    if not passive or not noun or whole.inside_quote(words[group.last].start, words[group.last].end):
        return None
    bare = [place for at, place in enumerate(who) if at or words[place].tag != "det"]
    what = written(whole.text, words, bare)
    start, end = _span(whole, sentence, who, group, [], None)
    draft = Draft(
        base=noun,
        kind=table.nouns[noun],
        modality=Modality.CANCELLED,
        what=what[:1].upper() + what[1:],
        start=start,
        end=end,
        content=frozenset(words[place].low for place in who if words[place].tag not in ("det", "prep", "conj")),
        confidence=0.4,
        reason=say("“%1”, without a date", words[group.last].text),
    )
    _place_and_actors(whole, draft)
    draft.edtf, draft.basis = "", say("not dated")
    return draft


def _told(whole: Text, sentence: Sentence, group: Group, last_named: str, date: FoundDate | None) -> Draft | None:
    words, table = whole.words, whole.table
    verb = group.verb
    if verb is None or group.modality is None:
        return None
    who = subject(words, sentence.begin, group, sentence.groups, table, sentence.skip)
    said = complement(words, sentence.end, group, table, sentence.skip)
    kind = verb.kind or EventKind.MEETING
    noun = next((words[place].low for place in said[:8] if words[place].low in table.nouns), "")
    theme = next((words[place].low for place in reversed(who) if words[place].low in table.nouns), "")
    phase = verb.base in table.phases and date is not None and len(date.edtf) == 10 and not said
    if verb.base in table.light and not noun and not theme and not phase:
        return None
    if date is None and verb.base == "react" and not any(words[place].tag == "," for place in said):
        return None
    if (verb.base in table.light and not said and not phase and not theme) or _is_inner(whole, sentence, group):
        return None
    if date is not None and not date.edtf and len(whole.about.published) == _DAY and not date.weekday:
        return None
    if any(words[place].low.split("’")[0] in ("i", "we", "you", "my", "our") for place in [*who, *said]):
        return None
    if group.modality is Modality.ONGOING and date is not None and not now(date, whole.about.published):
        return None
    if verb.base == "take" and noun in ("part", "office", "effect") and said and words[said[0]].low != noun:
        return None
    if verb.base in table.light or theme:
        kind = table.nouns.get(noun if verb.base in table.light and noun else theme or noun, kind)
    if len(who) > 1 and any(words[place].tag == "pron" for place in who):
        return None
    named = any(words[place].tag in _ACTING or words[place].low in whole.bodies for place in who)
    resolved = ""
    if who and all(words[place].tag == "pron" or words[place].low in table.pronouns for place in who):
        if words[who[0]].low not in ("he", "she") or not last_named or date is None:
            return None
        if any(
            place not in sentence.skip and words[place].tag in ("sub", "rel", "verb", "say")
            for place in range(sentence.begin, who[0])
        ):
            return None  # he of a clause within another may be anybody
        resolved = last_named
    if not who or not (named or resolved or theme or any(words[place].low.endswith(_PLURALS) for place in who)):
        return None
    if date is None and not named and not (theme and verb.base in _DEADLINES):
        return None
    start, end = _span(whole, sentence, who or [group.first], group, said, date)
    if not said and not group.passive and not (theme or verb.base in table.alone):
        return None
    if kind is EventKind.STATEMENT and not said and not group.passive and verb.base not in ("speak", "testify"):
        return None
    if len(said) + len(who) < 2 or (not said and not group.passive and date is None):
        return None
    draft = Draft(
        base=verb.base,
        kind=kind,
        modality=group.modality,
        what=_title(whole, resolved, who, group, said),
        start=start,
        end=end,
        date=date,
        content=frozenset(
            words[place].low for place in [*who, *said] if words[place].tag not in ("det", "prep", "conj")
        ),
        confidence=0.7 if date is not None and named else 0.6 if date is not None else 0.35,
        reason=say("“%1” with a date", words[group.last].text)
        if date
        else say("“%1”, without a date", words[group.last].text),
    )
    _place_and_actors(whole, draft)
    _when(whole, sentence, draft)
    if resolved:
        draft.confidence -= 0.15
    return draft


def _is_inner(whole: Text, sentence: Sentence, group: Group) -> bool:
    """Whether the verb stands within the subject of another one: `the case on which the court ruled was closed`."""
    place = group.last + 1
    while place < sentence.end and place in sentence.skip:
        place += 1
    return place < sentence.end and whole.words[place].tag == "aux" and whole.words[place].low != "to"


def _span(
    whole: Text, sentence: Sentence, who: Sequence[int], group: Group, said: Sequence[int], date: FoundDate | None
) -> Span:
    places = [*who, group.first, group.last, *said]
    start, end = whole.words[min(places)].start, whole.words[max(places)].end
    if date is not None:
        start, end = min(start, date.start), max(end, date.end)
    return start, end


def _title(whole: Text, resolved: str, who: Sequence[int], group: Group, said: Sequence[int]) -> str:
    words = whole.words
    bare = list(who)
    while bare and words[bare[0]].tag == "det":
        bare.pop(0)
    name = resolved or written(whole.text, words, bare)
    verb = words[group.last].low
    rest = list(said)
    if len(rest) > 1 and words[rest[0]].tag == "det" and words[rest[1]].low != "of":
        rest.pop(0)
    behind = written(whole.text, words, rest)
    base = group.verb.base if group.verb else verb
    if group.modality is Modality.PLANNED:
        verb = f"to be {verb}" if group.passive else f"to {base}"
    elif group.modality is Modality.CANCELLED:
        verb = "did not take place:" if base == "take" else f"not {verb}"
        behind = "" if base == "take" else behind
    elif group.modality is Modality.OCCURRED and not group.passive and group.verb:
        verb = group.verb.past
    elif group.modality is Modality.ONGOING:
        verb = written(whole.text, words, [*range(group.first, group.last + 1)])
    title = f"{name} {verb} {behind}".replace(" ,", ",").strip().rstrip(":")
    return title[:1].upper() + title[1:]


def _place_and_actors(whole: Text, draft: Draft) -> None:
    draft.place = place_in(whole, draft.start, draft.end, draft.base, [draft.date] if draft.date else [])
    draft.actors = whole.named(draft.start, draft.end)


def _when(whole: Text, sentence: Sentence, draft: Draft) -> None:
    """The date of a draft, and what date and sentence say of its modality."""
    published = whole.about.published
    draft.edtf, draft.basis = when(draft.date, published)
    first, last = whole.at(draft.start), whole.at(draft.end)
    words = {word.low for word in whole.words[max(sentence.begin, first - 4) : min(sentence.end, last + 2)]}
    if words & whole.table.doubtful and draft.modality in (Modality.OCCURRED, Modality.PLANNED):
        draft.modality = Modality.REPORTED_UNCONFIRMED
    if words & whole.table.cancelled and draft.modality is Modality.PLANNED:
        draft.modality = Modality.CANCELLED
    earliest, latest = dates.bounds(draft.edtf)
    day = published if len(published) == 10 else ""
    if day and earliest and earliest > day and draft.modality in (Modality.OCCURRED, Modality.ONGOING):
        draft.modality = Modality.PLANNED
        draft.confidence -= 0.2
    if day and latest and latest < day and draft.modality is Modality.PLANNED:
        draft.confidence -= 0.2
    if draft.date is not None and not draft.edtf:
        draft.confidence -= 0.2
    if whole.inside_quote(draft.start, draft.end):
        draft.confidence -= 0.15
        draft.reason = say("%1; inside a quotation", draft.reason)


def _statement(whole: Text, sentence: Sentence, group: Group, date: FoundDate) -> Draft | None:
    """What somebody said on a day: `the talks have failed, the ministry said on Thursday`."""
    words, table = whole.words, whole.table
    who = subject(words, sentence.begin, group, sentence.groups, table, sentence.skip)
    if not who or not any(words[place].tag in _ACTING for place in who) or not group.finite or group.passive:
        return None
    inner = _content(whole, sentence, group, who)
    if inner is None or (not date.edtf and not date.weekday and len(whole.about.published) == _DAY):
        return None
    speaker = written(whole.text, words, who[1:] if words[who[0]].tag == "det" else who)
    content = written(whole.text, words, inner)
    only_begins = inner[0] == sentence.begin and words[inner[0]].low not in whole.places
    only_begins = only_begins and len(inner) > 1 and words[inner[1]].tag not in ("name", "'s")
    if (only_begins or words[inner[0]].tag not in ("name", "title")) and not content[:2].isupper():
        content = content[:1].lower() + content[1:]
    places = [*who, *inner, group.last]
    draft = Draft(
        base="say",
        kind=EventKind.STATEMENT,
        modality=Modality.OCCURRED,
        what=f"{speaker[:1].upper()}{speaker[1:]}: {content}",
        start=min(words[min(places)].start, date.start),
        end=max(words[max(places)].end, date.end),
        date=date,
        content=frozenset(words[place].low for place in who),
        confidence=0.45,
        reason=say("“%1” with a date", words[group.last].text),
    )
    draft.actors = whole.named(words[min(who)].start, words[max(who)].end)
    draft.edtf, draft.basis = when(date, whole.about.published)
    return draft


def _content(whole: Text, sentence: Sentence, group: Group, who: Sequence[int]) -> list[int] | None:
    """What was said, in its own verb: before the comma of `…, he said`, else behind `said that`."""
    words, table = whole.words, whole.table
    before = [one for one in sentence.groups if one.last < min(who) and one.finite and not one.report]
    comma = min(who) - 1
    while comma > sentence.begin and words[comma].tag == "det":
        comma -= 1
    last = [place for place in range(group.last + 1, sentence.end) if place not in sentence.skip]
    closes = len(last) < _FEW or words[last[0]].tag in (",", '"')
    if before and closes and comma > sentence.begin and words[comma].tag == ",":
        inner = before[-1]
    else:
        behind = [one for one in sentence.groups if one.first > group.last and one.finite and not one.report]
        if not behind or behind[0].first - group.last > 12:
            return None
        inner = behind[0]
    head = subject(words, sentence.begin, inner, sentence.groups, table, sentence.skip)
    if not head or words[head[0]].tag in ("pron", "poss") or words[head[0]].low.split("’")[0] in table.pronouns:
        return None
    said = complement(words, sentence.end, inner, table, sentence.skip)
    places = sorted({*_short(whole, head), *range(inner.first, inner.last + 1), *said[:8]} - sentence.skip)
    return places if len(places) > 3 else None


def _short(whole: Text, places: Sequence[int]) -> list[int]:
    """A subject without what hangs behind its head."""
    cut = next((n for n, place in enumerate(places) if n > 0 and whole.words[place].tag == "prep"), len(places))
    return list(places[:cut]) if len(places) > 5 else list(places)


def _put_off(whole: Text, group: Group, date: FoundDate) -> bool:
    """Whether a date is the day to which something was put off, not that of putting it off."""
    if group.verb is None or group.verb.base not in _DEADLINES:
        return False
    before = whole.words[whole.at(date.start) - 1].low if whole.at(date.start) else ""
    return before in ("to", "until", "till") or date.words.lower().startswith(("until", "till"))


def _deadline(whole: Text, sentence: Sentence, group: Group, date: FoundDate) -> Iterator[Draft]:
    """What is due on the day to which something was put off."""
    if group.verb is None or not date.edtf:
        return
    said = complement(whole.words, sentence.end, group, whole.table, sentence.skip)
    while said and whole.words[said[-1]].low in ("to", "until"):
        said.pop()
    if not said or group.passive:
        said = subject(whole.words, sentence.begin, group, sentence.groups, whole.table, sentence.skip)
    bare = [place for at, place in enumerate(said) if at or whole.words[place].tag != "det"]
    what = written(whole.text, whole.words, bare)
    if not what:
        return
    start = whole.words[min(said)].start
    yield Draft(
        base=f"{group.verb.base} until",
        kind=EventKind.DEADLINE,
        modality=Modality.PLANNED,
        what=say("Due: %1", what),
        start=min(start, date.start),
        end=max(whole.words[max(said)].end, date.end),
        date=date,
        edtf=date.edtf.removeprefix("../"),
        basis=date.basis,
        content=frozenset(whole.words[place].low for place in said),
        confidence=0.6,
        reason=say("“%1” to a date", whole.words[group.last].text),
    )
