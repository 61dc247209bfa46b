"""One happening told twice is one draft; one happening with two days is a conflict.

Responsible for: `merged`, and what counts as the same. Refuses to: join where only the kind is the same.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from briefing.proposing.dates import FoundDate, weekday_near
from briefing.proposing.events_reading import Draft
from briefing.rules import dates
from briefing.terms import EventKind, Modality
from briefing.wording import say

_LIKE = 0.5
_VERY_LIKE = 0.6
_LITTLE_LIKE = 0.15
_COMPARED = 40
TALKS = frozenset({"talks", "meeting", "discussion", "discussions", "negotiations", "summit", "session", "dialogue"})
"""Nouns for one meeting of some, by turns."""


def merged(drafts: Sequence[Draft], published: str, once: frozenset[str] = frozenset()) -> list[Draft]:
    """The drafts in order of the text, each happening once. `once` are the verbs of what happens once."""
    kept: list[Draft] = []
    for draft in sorted((one for one in drafts if not _names_talks(one)), key=lambda one: one.start):
        _keep(draft, kept, kept[-_COMPARED:], once)
    starts = [one.start for one in kept]
    talks: list[Draft] = []
    for draft in sorted((one for one in drafts if _names_talks(one)), key=lambda one: one.start):
        at = bisect_left(starts, draft.start)
        around = kept[max(0, at - _COMPARED) : at + _COMPARED]
        if not _contradicts(draft, around, published):
            _keep(draft, talks, around + talks[-_COMPARED:], once)
    kept += talks
    for draft in kept:
        if draft.date is not None and draft.date.other and not draft.conflict:
            draft.conflict = draft.date.other
    return sorted(kept, key=lambda one: (one.start, one.end))


def _names_talks(draft: Draft) -> bool:
    return draft.base in TALKS


def _keep(draft: Draft, kept: list[Draft], around: Sequence[Draft], once: frozenset[str]) -> None:
    for other in around:
        if draft.base == other.base and draft.base in once and _two_days(draft, other):
            other.conflict = draft.edtf
            other.also.append((draft.start, draft.end))
            return
        if _same(other, draft):
            _take(other, draft)
            return
    kept.append(draft)


def _two_days(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell one thing that happens once, and give it two days."""
    days = _told_day(one) and _told_day(other) and one.edtf != other.edtf
    return days and one.modality is other.modality and not other.conflict and _alike(one, other) >= _VERY_LIKE


def _alike(one: Draft, other: Draft) -> float:
    both = one.content | other.content
    return len(one.content & other.content) / len(both) if both else 0.0


def _same(one: Draft, other: Draft) -> bool:
    if one.modality is not other.modality and Modality.CANCELLED in (one.modality, other.modality):
        return False
    if one.base == "say" or other.base == "say":
        return one.base == other.base and one.edtf == other.edtf and _alike(one, other) >= _LIKE
    dated = bool(one.edtf) and one.edtf == other.edtf and one.date is not None and other.date is not None
    if one.base == other.base and (dated or one.date is None or other.date is None):
        return _alike(one, other) >= _LIKE
    if not dated or len(one.edtf) != 10:
        return False
    if one.kind is EventKind.MEETING is other.kind:
        shared = set(one.actors) & set(other.actors)
        return bool(shared) or _alike(one, other) >= _LITTLE_LIKE or (_talk(one) and _talk(other))
    return one.base in other.content or other.base in one.content or _alike(one, other) >= _LIKE


def _talk(draft: Draft) -> bool:
    return bool(draft.content & TALKS)


def _take(one: Draft, other: Draft) -> None:
    """Make `other` a second place of `one`."""
    if other.confidence > one.confidence + 0.1 or (one.date is None and other.date is not None):
        for name in ("base", "kind", "modality", "what", "date", "edtf", "basis", "place", "content", "confidence"):
            value = getattr(other, name)
            if name != "place" or value:
                setattr(one, name, value)
        one.also.append((one.start, one.end))
        one.start, one.end, one.reason = other.start, other.end, other.reason
    else:
        one.also.append((other.start, other.end))
    one.also += other.also
    one.actors = tuple(dict.fromkeys((*one.actors, *other.actors)))
    one.place = one.place or other.place


def _contradicts(draft: Draft, kept: Sequence[Draft], published: str) -> bool:
    """Whether `draft` is a meeting told already, on a weekday on which it cannot have been; then it is its conflict.

    “Friday’s talks were short”, in a text published on a Thursday that dates the talks to Thursday.
    """
    said = draft.date
    if said is None or not said.weekday or not said.noun or not _talk(draft) or said.facing >= 0:
        return False
    for other in reversed(kept):
        if other.kind is not EventKind.MEETING or not _told_day(other) or other.modality is not Modality.OCCURRED:
            continue
        if not (_talk(other) or other.base in ("meet", "confer", "negotiate")):
            continue
        day = date.fromisoformat(other.edtf)
        near = _near(said, day)
        if near is None or near == day:
            return False
        if near.isoformat() > published:
            other.conflict = near.isoformat()
            other.also.append((draft.start, draft.end))
            other.reason = say("%1; elsewhere %2", other.reason, said.words)
            return True
    return False


def _told_day(draft: Draft) -> bool:
    return len(draft.edtf) == 10 and draft.date is not None


def _near(said: FoundDate, day: date) -> date | None:
    try:
        return weekday_near(date.fromisoformat(said.edtf).weekday(), day)
    except (ValueError, OverflowError):
        return None


def days_of(draft_edtf: str, conflict: str) -> str:
    """Both days of a conflict in words, the earlier one first."""
    both = sorted((draft_edtf, conflict))
    return " / ".join(dates.describe(one, weekday=True) for one in both)
