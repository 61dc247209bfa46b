"""An export of briefs, from what was chosen to what came of it: the part of it that any thread can do.

Responsible for composing each brief as the export asks, for delivering it (files, search for what was withheld, reading
again, receipt) and for keeping what was finished when it is stopped. Refuses to: ask, and to touch a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk
from briefing.errors import BriefingError, ExportError, LeakError, UnverifiedQuoteError
from briefing.export.delivery import Delivered, deliver
from briefing.export.leaks import HEAD
from briefing.export.pdf import CancelledExportError
from briefing.model import Brief as BriefRecord
from briefing.wording import say
from ui.brief.making import Cancelled, Wish, desk_of, named_quote, order_of, whole_of
from ui.words import said, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.brief.compose import Composed, Order
    from briefing.export.files import ExportedFile
    from briefing.export.naming import FileNames
    from briefing.export.receipt import Receipt

Progress = Callable[[str, float], None]
DETAILS = "details"
"""What stands for the title and the head of a brief where a block is named."""
_WRITTEN = 0.9
"""The share of one brief that is behind when its files are written, and only reading them again is left."""


@dataclass(frozen=True)
class Choices:
    """How briefs are exported: formats and folder, and where it departs from what each brief says (empty: it does not).

    `receipt` keeps the receipt beside the files.
    """

    formats: tuple[str, ...]
    folder: Path
    profile: str = ""
    ceiling: str = ""
    paper: str = ""
    internal: bool = False
    receipt: bool = False


@dataclass(frozen=True)
class ExportOrder:
    """Which briefs (ids) are exported, each under which name without an ending."""

    briefs: tuple[tuple[str, str], ...]
    choices: Choices


@dataclass(frozen=True)
class Job:
    """One brief of an export; `title` is what it is called meanwhile."""

    wish: Wish
    title: str
    stem: str


@dataclass(frozen=True)
class Ready:
    """A brief that can be written, and the hashes of the archived texts of its quotes, by quote."""

    composed: Composed
    hashes: Mapping[str, str]


@dataclass(frozen=True)
class Refused:
    """A brief that was not exported, and why; `quote` or `block` is what stands in the way, where it is known."""

    brief: str
    title: str
    sentence: str
    quote: str = ""
    block: str = ""


@dataclass(frozen=True)
class Export:
    """What an export wrote, and what its reader should know.

    `told` are sentences, those of several briefs begin with their titles. `done` are the titles of the briefs that
    were written; `left` are those that were not, because it was stopped.
    """

    files: tuple[ExportedFile, ...] = ()
    told: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    done: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    left: tuple[str, ...] = ()


def targets(jobs: Iterable[Job], choices: Choices) -> list[Path]:
    """The files that would be written, those of receipts left out."""
    return [choices.folder / f"{job.stem}.{format_}" for job in jobs for format_ in choices.formats]


def order_for(wish: Wish, choices: Choices) -> Order:
    """What the core is asked for: the wish, and what this export wants otherwise."""
    order = order_of(wish)
    return replace(
        order,
        profile=choices.profile or order.profile,
        ceiling=choices.ceiling or order.ceiling,
        paper=choices.paper or order.paper,
        internal=choices.internal,
    )


def file_names(desk: Desk) -> FileNames:
    """What gives files their names: it knows the persons and levels of the store. Some 50 ms for 5,000 persons."""
    from briefing.export.naming import FileNames

    return FileNames(desk.person_names(), (level.name for _scheme, level in desk.levels().values()))


def stems(desk: Desk, briefs: Sequence[BriefRecord], names: FileNames) -> list[str]:
    """The names that an export of these briefs would choose by itself, no two of them the same."""
    from briefing.brief.tree import Brief

    found: list[str] = []
    for one in briefs:
        day = _day(desk, one)
        tree = Brief(one.template, one.title, "", "en", day, day, one.reference)
        stem = names.stem(tree)
        same = sum(stem == other or other.startswith(f"{stem}-no-") for other in found)
        found.append(f"{stem}-no-{same + 1}" if same else stem)
    return found


def _day(desk: Desk, brief: BriefRecord) -> str:
    try:
        return date.fromisoformat(brief.as_at_edtf).isoformat()
    except ValueError:  # none, or no single day
        return desk.today.isoformat()


def prepare(desk: Desk, job: Job, choices: Choices) -> Ready | Refused:
    """Compose the brief of a job, or say why it cannot be."""
    try:
        made = whole_of(desk, job.wish, order_for(job.wish, choices))
        return Ready(made, desk.quote_hashes(made.tree.quotes))
    except UnverifiedQuoteError as error:
        return Refused(job.wish.brief, job.title, said(error), quote=named_quote(desk, str(error)))
    except BriefingError as error:
        return Refused(job.wish.brief, job.title, said(error))


def run(
    jobs: Sequence[Job],
    choices: Choices,
    given: Sequence[Ready | Refused],
    *,
    overwrite: bool,
    progress: Progress,
    cancelled: Cancelled,
) -> Export:
    """Export brief after brief; each is written whole or not at all, and what was finished stays when it is stopped.

    `given` are the briefs of a store in memory, which were composed already; without them each is read from its file.
    """
    result = Export()
    for at, job in enumerate(jobs):
        if cancelled():
            return replace(result, left=tuple(one.title for one in jobs[at:]))

        def tell(words: str, share: float, *, at: int = at, job: Job = job) -> None:
            step = f"{job.title}: {said(words)}" if len(jobs) > 1 else said(words)
            progress(step, (at + min(share, 1.0) * _WRITTEN) / len(jobs))

        try:
            one = _one(job, choices, given[at : at + 1], overwrite, tell, cancelled)
            result = _with(result, job, one, several=len(jobs) > 1)
        except CancelledExportError:
            return replace(result, left=tuple(one.title for one in jobs[at:]))
    return result


def _one(
    job: Job,
    choices: Choices,
    given: Sequence[Ready | Refused],
    overwrite: bool,
    tell: Progress,
    cancelled: Cancelled,
) -> Delivered | Refused:
    if given:
        ready = given[0]
    else:
        with desk_of(job.wish) as desk:
            ready = prepare(desk, job, choices)
    if isinstance(ready, Refused):
        return ready
    reader = _Reader(tell, cancelled, bool(ready.composed.withheld.strings))
    try:
        done = deliver(
            ready.composed,
            choices.formats,
            choices.folder,
            stem=job.stem,
            overwrite=overwrite,
            keep_receipt=choices.receipt,
            hashes=ready.hashes,
            page_texts=reader.page_texts,
            progress=tell,
            cancelled=cancelled,
        )
    except CancelledExportError:
        raise
    except LeakError as error:
        return Refused(job.wish.brief, job.title, said(error), block=_leaking_block(ready.composed, str(error)))
    except BriefingError as error:
        return Refused(job.wish.brief, job.title, said(error))
    return replace(done, warnings=(*done.warnings, *reader.warnings))


class _Reader:
    """Reads each PDF once, in a process of its own.

    One that is not read, because it cannot be or because the user asked to stop, stays with a warning; where something
    is withheld (`strict`) it is a fault, for nobody has looked whether it is free of that.
    """

    def __init__(self, tell: Progress, cancelled: Cancelled, strict: bool) -> None:
        self._tell = tell
        self._cancelled = cancelled
        self._strict = strict
        self._read: dict[Path, Sequence[str] | None] = {}
        self.warnings: tuple[str, ...] = ()

    def page_texts(self, path: Path) -> Sequence[str] | None:
        from ui.brief.pdf_text import page_texts

        if path not in self._read:
            self._tell(_tr("Reading the PDF again"), 1.0)
            try:
                self._read[path] = page_texts(path, self._cancelled)
            except ExportError as error:
                if self._strict:
                    raise _unsearched(error, path) from None
                self._read[path] = None
                self.warnings += (str(error),)
        return self._read[path]


def _unsearched(error: ExportError, path: Path) -> ExportError:
    if isinstance(error, CancelledExportError):
        return CancelledExportError(say("The export was stopped. Nothing was written."))
    return ExportError(
        say(
            "“%1” could not be read again and searched for what lies above the ceiling. Nothing was written; please "
            "try again.",
            path.name,
        )
    )


def _with(result: Export, job: Job, one: Delivered | Refused, *, several: bool) -> Export:
    if isinstance(one, Refused):
        return replace(result, refused=(*result.refused, one))
    told = [*(_tr("To be completed: %1.").replace("%1", word(heading)) for heading in one.missing)]
    told += [said(warning) for warning in one.warnings]
    return replace(
        result,
        files=(*result.files, *one.files),
        told=(*result.told, *(f"{job.title}: {words}" if several else words for words in told)),
        receipts=(*result.receipts, one.receipt),
        done=(*result.done, job.title),
    )


def _leaking_block(composed: Composed, sentence: str) -> str:
    """The block of the outline that a refusal names by a heading in it; empty where it names a file."""
    from briefing.brief.tree import Heading, plain, walk_blocks

    if f"stands in: {HEAD}." in sentence:
        return DETAILS
    for one in composed.outline:
        inside = walk_blocks(composed.parts.get(one.block.name, ()))
        headings = {one.block.heading, *(plain(each.runs) for each in inside if isinstance(each, Heading))}
        if any(heading and f"stands in: {heading}." in sentence for heading in headings):
            return one.block.name
    return ""
