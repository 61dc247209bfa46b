"""Takes files in, off the window's thread: what is clear is archived as one entry of undo, the rest waits.

Responsible for: the order of the files, what must be asked about one, and going on after one that is refused.
Refuses to: touch a widget, and to decide whether two sources are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.intake.formats import ENDINGS
from briefing.model import Source
from briefing.reading import Imported, Outcome
from ui.background import Handle
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.intake.readfile import ReadFile

_SAME_TITLES = 8


class Question(StrEnum):
    """What is not clear about a file."""

    ADDRESS = "address"
    TITLE = "title"
    READING = "reading"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one file: `done`, or the `question` that must be answered first (`other` is the source it names).

    `file` is kept where it can be read in another way, or waits.
    """

    name: str
    done: Imported | None = None
    question: Question | None = None
    other: str = ""
    file: ReadFile | None = None

    @property
    def source(self) -> str:
        """The source that it is now; empty where it is none."""
        return self.done.source if self.done is not None else ""

    @property
    def refused(self) -> bool:
        """Whether it was not taken in."""
        return self.done is not None and self.done.outcome is Outcome.REFUSED


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What became of the files in their order; `entry` undoes what was archived, `left` were not read any more."""

    taken: tuple[Taken, ...] = ()
    entry: str = ""
    left: int = 0

    def new(self) -> tuple[Taken, ...]:
        """Those by which something was added to the archive."""
        return tuple(one for one in self.taken if one.done is not None and one.done.new and one.source)

    def waiting(self) -> tuple[Taken, ...]:
        """Those that wait for an answer."""
        return tuple(one for one in self.taken if one.done is None)


def kinds_of_files() -> str:
    """What can be archived, for a dialog that asks for files."""
    known = _tr("What can be archived (%1)").replace("%1", " ".join(f"*{one}" for one in ENDINGS if one))
    return ";;".join((known, _tr("All files (*)")))


def question_of(desk: Desk, file: ReadFile) -> tuple[Question, str] | None:
    """What must be asked before a file is archived, and the source that it is about; None where everything is clear."""
    foreseen = desk.foreseen(file)
    if foreseen.outcome is Outcome.SAME_ADDRESS:
        return Question.ADDRESS, foreseen.other
    if foreseen.outcome is not Outcome.IMPORTED:
        return None
    if any(one.suggested for one in file.readings):
        return Question.READING, ""
    title = (file.title or file.says("title")).strip()
    if not title or file.reference:
        return None
    for one in desk.suggested(Source.KIND, title, _SAME_TITLES):
        if desk.title(Source.KIND, one).strip().casefold() == title.casefold():
            return Question.TITLE, one
    return None


def take_in(desk: Desk, paths: Sequence[Path], handle: Handle) -> Batch:
    """Read and archive files one after the other; what is done when the user cancels stays."""
    slots: list[Taken] = []
    places: list[int] = []

    def clear() -> Iterator[ReadFile | Imported]:
        for read in _each(paths, handle):
            if isinstance(read, Imported):
                slots.append(Taken(name=read.file_name, done=read))
                continue
            asked = question_of(desk, read)
            if asked is not None:
                slots.append(Taken(name=read.file_name, question=asked[0], other=asked[1], file=read))
                continue
            slots.append(Taken(name=read.file_name, file=read))
            places.append(len(slots) - 1)
            yield read

    results: list[Imported] = []
    try:
        results = desk.archive_files(clear())
    except BriefingError as error:  # the disk is full, say; what was written before is archived
        if not places:
            raise
        before = [desk.foreseen(file) for place in places[:-1] if (file := slots[place].file) is not None]
        results = [replace(one, new=True, outcome=Outcome.IMPORTED) for one in before]
        name = slots[places[-1]].name
        reason = str(error)
        results.append(Imported("", "", 0, new=False, outcome=Outcome.REFUSED, reason=reason, file_name=name))
    for place, result in zip(places, results, strict=False):
        file = slots[place].file
        kept = file if file is not None and file.readings and result.source else None
        slots[place] = replace(slots[place], done=result, file=kept)
    slots = [one for one in slots if one.done is not None or one.question is not None]
    return Batch(taken=tuple(slots), entry=desk.latest if results else "", left=len(paths) - len(slots))


def _each(paths: Sequence[Path], handle: Handle) -> Iterator[ReadFile | Imported]:
    from briefing.intake.finishing import printable
    from briefing.intake.worker import Reader

    with Reader() as reader:
        for number, path in enumerate(paths):
            if handle.cancelled():
                return
            name = printable(path.name)
            handle.progress(name, number / len(paths))
            try:
                yield reader.read(path, handle.cancelled)
            except BriefingError as error:
                if handle.cancelled():
                    return
                yield Imported("", "", 0, new=False, outcome=Outcome.REFUSED, reason=str(error), file_name=name)
