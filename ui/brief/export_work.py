"""An export of briefs, from what was chosen to what came of it: the part of it that any thread can do.

Responsible for having one brief after the other exported (by another process, where their store is a file), for saying
what came of it in the language of the window, and for keeping what was finished when it is stopped. Refuses to: ask,
and to touch a widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk
from briefing.export.delivery import Delivered
from briefing.export.pdf import CancelledExportError
from briefing.model import Brief as BriefRecord
from ui.brief import export_process, pdf_text
from ui.brief.export_one import Choices, Job, Progress, Ready, Refused, export
from ui.brief.export_process import OnCancel
from ui.brief.making import Cancelled
from ui.words import said, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.export.files import ExportedFile
    from briefing.export.naming import FileNames
    from briefing.export.receipt import Receipt

_WRITTEN = 0.9
"""The share of one brief that is behind when its files are written, and only reading them again is left."""


@dataclass(frozen=True)
class ExportOrder:
    """Which briefs (ids) are exported, each under which name without an ending."""

    briefs: tuple[tuple[str, str], ...]
    choices: Choices


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


def run(
    jobs: Sequence[Job],
    choices: Choices,
    given: Sequence[Ready | Refused],
    *,
    overwrite: bool,
    progress: Progress,
    cancelled: Cancelled,
    on_cancel: OnCancel = lambda _stop: None,
) -> Export:
    """Export brief after brief; each is written whole or not at all, and what was finished stays when it is stopped.

    `given` are the briefs of a store in memory, which were composed already; without them each is read from its file,
    and written, by another process, which `on_cancel` tells how it is stopped.
    """
    result = Export()
    for at, job in enumerate(jobs):
        if cancelled():
            return replace(result, left=tuple(one.title for one in jobs[at:]))

        def tell(words: str, share: float, *, at: int = at, job: Job = job) -> None:
            step = f"{job.title}: {said(words)}" if len(jobs) > 1 else said(words)
            progress(step, (at + min(share, 1.0) * _WRITTEN) / len(jobs))

        try:
            if given:
                pages = pdf_text.page_texts
                one = export(job, choices, given[at], overwrite=overwrite, tell=tell, cancelled=cancelled, pages=pages)
            else:
                one = export_process.shared().export(job, choices, overwrite=overwrite, tell=tell, on_cancel=on_cancel)
            result = _with(result, job, one, several=len(jobs) > 1)
        except CancelledExportError:
            return replace(result, left=tuple(one.title for one in jobs[at:]))
    return result


def _with(result: Export, job: Job, one: Delivered | Refused, *, several: bool) -> Export:
    if isinstance(one, Refused):
        return replace(result, refused=(*result.refused, told_to_reader(one)))
    told = [*(_tr("To be completed: %1.").replace("%1", word(heading)) for heading in one.missing)]
    told += [said(warning) for warning in one.warnings]
    return replace(
        result,
        files=(*result.files, *one.files),
        told=(*result.told, *(f"{job.title}: {words}" if several else words for words in told)),
        receipts=(*result.receipts, one.receipt),
        done=(*result.done, job.title),
    )


def told_to_reader(one: Refused) -> Refused:
    """A refusal with its sentence in the language of the window."""
    return replace(one, sentence=said(one.sentence))
