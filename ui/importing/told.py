"""What became of a file, in words: its row, the sentence about it, and the whole list to copy."""

from __future__ import annotations

from briefing.desk import Desk
from briefing.model import Source
from briefing.reading import Imported, Outcome
from briefing.rules import dates
from ui.importing.taking import Batch, Question, Taken
from ui.theme import Tone
from ui.widgets.labels import isolate
from ui.widgets.rows import RowText
from ui.words import counted, cut, said
from ui.words import tr as _tr

_TITLE = 80


def pill(taken: Taken) -> tuple[str, Tone]:
    """What became of a file, in a word or two."""
    if taken.done is None:
        return _tr("needs an answer"), "amber"
    tones: dict[Outcome, tuple[str, Tone]] = {
        Outcome.IMPORTED: (_tr("imported"), "green"),
        Outcome.SAME_ADDRESS: (_tr("imported"), "green"),
        Outcome.REFERRED: (_tr("referred to"), "green"),
        Outcome.ALREADY_THERE: (_tr("already there"), "grey"),
        Outcome.NEW_VERSION: (_tr("new version"), "blue"),
        Outcome.REFUSED: (_tr("not taken in"), "red"),
    }
    return tones[taken.done.outcome]


def sentence(desk: Desk, taken: Taken) -> str:
    """What became of a file, or what is asked about it."""
    if taken.done is None:
        return question(desk, taken)
    done, title = taken.done, isolate(cut(desk.title(Source.KIND, taken.source), _TITLE))
    words = {
        Outcome.IMPORTED: _tr("It is archived as “%1”."),
        Outcome.SAME_ADDRESS: _tr("It is archived as “%1”, a source of its own."),
        Outcome.REFERRED: _tr("It says where “%1” is. Nothing of it is archived, so it cannot be quoted."),
        Outcome.ALREADY_THERE: _tr("It is archived already as “%1”. Nothing was added."),
        Outcome.NEW_VERSION: _tr("It is the newest version of “%1” now."),
        Outcome.REFUSED: said(done.reason),
    }[done.outcome]
    return words.replace("%1", title)


def question(desk: Desk, taken: Taken) -> str:
    """What is asked about a file."""
    if taken.question is Question.READING:
        return _tr("The text looks damaged as it was read. Choose how it is to be read.")
    other = desk.get(Source, taken.other)
    words = _tr("Another source has the same address: %1. Is this file a new version of it?")
    if taken.question is Question.TITLE:
        words = _tr("Another source has the same title: %1. Is this file a new version of it?")
    day = dates.describe(other.issued_edtf, short=True)
    name = f"“{isolate(cut(other.title, _TITLE))}”" + (f" ({day})" if day else "")
    return words.replace("%1", name)


def notices(taken: Taken) -> list[str]:
    """What was noticed about a file: hidden characters, tracked changes, and the like."""
    found = taken.done.notices if taken.done is not None else taken.file.notices if taken.file is not None else ()
    return [said(one) for one in found]


def row(desk: Desk, taken: Taken) -> RowText:
    """A file as a row."""
    marks = [pill(taken)]
    if noticed := notices(taken):
        marks.insert(0, (counted(len(noticed), "%1 notice", "%1 notices"), "amber"))
    return RowText(taken.name, sentence(desk, taken), tuple(marks))


def summary(batch: Batch) -> str:
    """How many files came in, were there, wait, or were refused."""

    def of(*outcomes: Outcome) -> int:
        done: list[Imported] = [one.done for one in batch.taken if one.done is not None]
        return sum(one.outcome in outcomes for one in done)

    came = of(Outcome.IMPORTED, Outcome.SAME_ADDRESS, Outcome.REFERRED, Outcome.NEW_VERSION)
    parts = [
        (came, counted(came, "%1 imported", "%1 imported")),
        (there := of(Outcome.ALREADY_THERE), counted(there, "%1 already there", "%1 already there")),
        (wait := len(batch.waiting()), counted(wait, "%1 needs an answer", "%1 need an answer")),
        (away := of(Outcome.REFUSED), counted(away, "%1 not taken in", "%1 not taken in")),
        (batch.left, counted(batch.left, "%1 not read any more", "%1 not read any more")),
    ]
    return " · ".join(words for number, words in parts if number)


def as_list(desk: Desk, batch: Batch) -> str:
    """The whole list in plain words, to copy."""
    lines = []
    for one in batch.taken:
        lines.append(f"{one.name}: {pill(one)[0]}. {sentence(desk, one)}")
        lines += [f"    {notice}" for notice in notices(one)]
    return "\n".join(lines).replace("\u2068", "").replace("\u2069", "") + "\n"
