"""One brief of an export, from what was chosen to what came of it: the part that any thread and any process can do.

Responsible for composing the brief as the export asks and for delivering it (files, search for what was withheld,
reading again, receipt). Its sentences are those of the core, which the window says in its language. Refuses to: ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk
from briefing.errors import BriefingError, ExportError, LeakError, UnverifiedQuoteError
from briefing.export.delivery import Delivered, deliver
from briefing.export.leaks import HEAD
from briefing.export.pdf import CancelledExportError
from briefing.wording import say
from ui.brief.making import Cancelled, Wish, desk_of, named_quote, order_of, whole_of

if TYPE_CHECKING:
    from briefing.brief.compose import Composed, Order

Progress = Callable[[str, float], None]
Pages = Callable[[Path, Cancelled], Sequence[str]]
"""Reads the words of each page of a PDF. Raises ExportError, CancelledExportError where it was stopped."""
DETAILS = "details"
"""What stands for the title and the head of a brief where a block is named."""


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


def prepare(desk: Desk, job: Job, choices: Choices) -> Ready | Refused:
    """Compose the brief of a job, or say why it cannot be."""
    try:
        made = whole_of(desk, job.wish, order_for(job.wish, choices))
        return Ready(made, desk.quote_hashes(made.tree.quotes))
    except UnverifiedQuoteError as error:
        return Refused(job.wish.brief, job.title, str(error), quote=named_quote(desk, str(error)))
    except BriefingError as error:
        return Refused(job.wish.brief, job.title, str(error))


def read_and_export(
    job: Job, choices: Choices, *, overwrite: bool, tell: Progress, cancelled: Cancelled, pages: Pages
) -> Delivered | Refused:
    """Export the brief of a store in a file. Raises CancelledExportError, and StoreError where it cannot be read."""
    with desk_of(job.wish) as desk:
        ready = prepare(desk, job, choices)
    return export(job, choices, ready, overwrite=overwrite, tell=tell, cancelled=cancelled, pages=pages)


def export(
    job: Job,
    choices: Choices,
    ready: Ready | Refused,
    *,
    overwrite: bool,
    tell: Progress,
    cancelled: Cancelled,
    pages: Pages,
) -> Delivered | Refused:
    """Write what is ready, or pass on why it is not: whole or not at all. Raises CancelledExportError."""
    if isinstance(ready, Refused):
        return ready
    reader = _Reader(tell, cancelled, pages, strict=bool(ready.composed.withheld.strings))
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
        return Refused(job.wish.brief, job.title, str(error), block=_leaking_block(ready.composed, str(error)))
    except BriefingError as error:
        return Refused(job.wish.brief, job.title, str(error))
    return replace(done, warnings=(*done.warnings, *reader.warnings))


class _Reader:
    """Reads each PDF once.

    One that is not read, because it cannot be or because the user asked to stop, stays with a warning; where something
    is withheld (`strict`) it is a fault, for nobody has looked whether it is free of that.
    """

    def __init__(self, tell: Progress, cancelled: Cancelled, pages: Pages, *, strict: bool) -> None:
        self._tell = tell
        self._cancelled = cancelled
        self._pages = pages
        self._strict = strict
        self._read: dict[Path, Sequence[str] | None] = {}
        self.warnings: tuple[str, ...] = ()

    def page_texts(self, path: Path) -> Sequence[str] | None:
        if path not in self._read:
            self._tell(say("Reading the PDF again"), 1.0)
            try:
                self._read[path] = self._pages(path, self._cancelled)
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
