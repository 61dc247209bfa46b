"""Comments and decisions as they are printed beside a brief: in a wide margin where they stand, the others at the end.

Responsible for their words and for the block beside which each is set. Refuses to: leave one out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.brief.placing import PlacedNote, Standing
from briefing.brief.reviewed import Reviewed
from briefing.model import Comment, Decision
from briefing.review_model import Remark
from briefing.rules import dates
from briefing.rules.initials import initials_of

_LONGEST = 160


@dataclass(frozen=True)
class MarginNote:
    """One note: `who` are initials, `about` what is to be known of it, `on` the words it stands on, `text` its own."""

    who: str
    about: str
    on: str
    text: str


@dataclass(frozen=True)
class MarginNotes:
    """The notes by the place of the block that holds their unit (`Unit.home`), and lists of the others by heading."""

    beside: Mapping[tuple[int, ...], tuple[MarginNote, ...]] = field(default_factory=dict)
    after: tuple[tuple[str, tuple[MarginNote, ...]], ...] = ()

    def count(self) -> int:
        """How many there are in all."""
        groups = (*self.beside.values(), *(notes for _, notes in self.after))
        return sum(len(notes) for notes in groups)


def margin_notes(reviewed: Reviewed, then: Mapping[str, str] | None = None) -> MarginNotes:
    """Every note on a version, in reading order; answers follow what they answer.

    `then` is what the units said on which notes were written whose place is gone, by the id of the note.
    """
    beside: dict[tuple[int, ...], list[MarginNote]] = {}
    whole: list[MarginNote] = []
    lost: list[MarginNote] = []
    counting = {one.note.id for one in reviewed.decisions}
    replies = {thread.head.note.id: thread.replies for thread in reviewed.threads}
    answers = {reply.id for thread in reviewed.threads for reply in thread.replies}
    units = reviewed.placed.units
    shared = Counter(unit.home for unit in units)
    notes = [one for one in reviewed.placed.notes if one.note.id not in answers]
    for one in sorted(notes, key=lambda one: (one.unit or 0, one.start, one.note.written_at, one.note.id)):
        unit = units[one.unit] if one.unit is not None else None
        on = one.note.exact if isinstance(one.note, Comment) else ""
        if unit is not None and (not unit.home or shared[unit.home] > 1):
            on = on or unit.text  # the block beside which it is set says more than this
        on = on or ((then or {}).get(one.note.id, "") if one.standing is Standing.UNPLACED else "")
        said = [_note(one.note, _about(one, counting), _cut(on))]
        said += [_note(reply, "reply", "") for reply in replies.get(one.note.id, ())]
        home = unit.home if unit is not None else ()
        if one.standing is Standing.UNPLACED:
            lost += said
        elif home:
            beside.setdefault(home, []).extend(said)
        else:  # the brief as a whole, its header, its sources
            whole += said
    after = (("On the brief as a whole, its header and sources", tuple(whole)), ("Without a place here", tuple(lost)))
    return MarginNotes(
        {home: tuple(notes) for home, notes in beside.items()}, tuple(group for group in after if group[1])
    )


def _note(note: Remark, about: str, on: str) -> MarginNote:
    day = note.written_at[:10]
    when = dates.describe(day, short=True) if day else ""
    told = ", ".join(part for part in (when, about) if part)
    return MarginNote(note.initials or initials_of(note.author) or "–", told, on, note.text)


def _about(one: PlacedNote, counting: set[str]) -> str:
    note = one.note
    parts = []
    if isinstance(note, Decision):
        parts.append(note.result.value)
        parts += [] if note.id in counting else ["replaced by a later decision"]
    elif note.resolved:
        parts.append("resolved")
    if one.standing is Standing.CHANGED:
        parts.append("text changed since")
    return ", ".join(parts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
