"""What is said of notes: results, standings, counts, and where they stand."""

from __future__ import annotations

from briefing.brief.placing import PlacedNote, Standing
from briefing.brief.reviewed import Reviewed
from briefing.review_model import Remark
from briefing.rules.initials import initials_of
from briefing.terms import DecisionResult
from ui.theme import Tone
from ui.words import counted, marked
from ui.words import tr as _tr

_RESULTS: tuple[tuple[DecisionResult, str, Tone], ...] = (
    (DecisionResult.NOTED, marked("Noted"), "grey"),
    (DecisionResult.AGREED, marked("Agreed"), "green"),
    (DecisionResult.NOT_AGREED, marked("Not agreed"), "red"),
    (DecisionResult.DISCUSS, marked("Discuss"), "amber"),
)


def results() -> tuple[tuple[str, str], ...]:
    """The four answers with their words."""
    return tuple((result.value, _tr(words)) for result, words, _ in _RESULTS)


def result_words(result: str) -> str:
    """The words of an answer."""
    return dict(results()).get(result, result)


def result_tone(result: str) -> Tone:
    """The tone of an answer; the words say the same."""
    return next((tone for one, _, tone in _RESULTS if one.value == result), "grey")


def initials_on(note: Remark) -> str:
    """The initials of a note, made of the name where it has none."""
    return note.initials or initials_of(note.author)


def counts_line(reviewed: Reviewed) -> str:
    """How many notes there are and where they stand; the three numbers make the first."""
    placed = reviewed.placed
    if not placed.notes:
        return _tr("No notes yet.")
    parts = [
        _tr("%1 in place").replace("%1", str(len(placed.placed))),
        _tr("%1 on changed text").replace("%1", str(len(placed.changed))),
        _tr("%1 without a place").replace("%1", str(len(placed.unplaced))),
    ]
    return f"{counted(len(placed.notes), '%1 note', '%1 notes')}: {', '.join(parts)}"


def standing_words(placed: PlacedNote) -> str:
    """What is to be known about the place of a note; empty where its words are as they were."""
    if placed.standing is Standing.CHANGED:
        return _tr("text changed since your note") if placed.unit is not None else _tr("changed since")
    return _tr("without a place here") if placed.standing is Standing.UNPLACED else ""
