"""Runs exports in the background, and says in words what came of them, with the ways that lead on from there.

Responsible for: the question before files are replaced, the summary, what stands in the way. Refuses to: write files
itself; each brief is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from briefing.model import Brief, Quote
from ui.background import Handle, Steps
from ui.brief.export_one import Choices, Job, Ready, Refused, prepare
from ui.brief.export_work import Export, ExportOrder, run, targets, told_to_reader
from ui.brief.making import wish_for
from ui.context import Context
from ui.words import counted
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.brief.receipt_window import ReceiptWindow

Way = tuple[str, Callable[[], object]]
"""Words of a button, and what it does."""
_ASKED_BY_NAME = 12
"""So many files are named in the question whether they are replaced."""


class Exporter(QObject):
    """Runs an export. `finished` carries an `Export`, `failed` the sentence that says why nothing was written.

    `block_wanted` asks for the block of the brief shown whose words stand in the way.
    """

    finished = Signal(object)
    failed = Signal(str)
    block_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Nothing to do yet; windows of receipts belong to the window of `parent`."""
        super().__init__(parent)
        self.context = context
        self.receipt: ReceiptWindow | None = None
        self._over = parent

    def run(self, brief: str, formats: tuple[str, ...], folder: Path, stem: str) -> None:
        """Export one brief as it says itself, without a file for the receipt."""
        desk, settings = self.context.desk, self.context.settings
        self._begin(Choices(formats, folder), lambda: [Job(wish_for(desk, settings, brief), "", stem)])

    def start(self, order: ExportOrder) -> None:
        """Export briefs of the store as an order wants them."""
        desk, settings = self.context.desk, self.context.settings

        def jobs() -> list[Job]:
            records = {one.id: one for one in desk.among(Brief, [brief for brief, _stem in order.briefs])}
            return [
                Job(wish_for(desk, settings, brief), records[brief].title, stem)
                for brief, stem in order.briefs
                if brief in records  # one may have been deleted in another window meanwhile
            ]

        self._begin(order.choices, jobs)

    def _begin(self, choices: Choices, jobs: Callable[[], list[Job]]) -> None:
        self.context.background.prepare(
            lambda: self.tr("Exporting"), self._steps(choices, jobs), self._done, self._not_done
        )

    def _steps(self, choices: Choices, jobs_of: Callable[[], list[Job]]) -> Steps:
        """What comes before an export: its jobs, and the question whether files are replaced."""
        jobs = jobs_of()
        if not jobs:
            return None
        yield
        there = [one for one in targets(jobs, choices) if one.exists()]
        if there and not self._may_replace(there):
            return None
        yield
        self.context.settings.set_word("export_folder", str(choices.folder))
        given: list[Ready | Refused] = []
        if any(job.wish.path is None for job in jobs):  # only its own thread may read a store in memory
            given = [prepare(self.context.desk, job, choices) for job in jobs]
            refused = tuple(told_to_reader(one) for one in given if isinstance(one, Refused))
            if len(refused) == len(jobs):
                return lambda _handle: Export(refused=refused)

        def work(handle: Handle) -> Export:
            return run(
                jobs,
                choices,
                given,
                overwrite=bool(there),
                progress=handle.progress,
                cancelled=handle.cancelled,
                on_cancel=handle.on_cancel,
            )

        return work

    def _may_replace(self, there: list[Path]) -> bool:
        if len(there) == 1:
            question = self.tr("Replace “%1”?").replace("%1", there[0].name)
        else:
            question = counted(len(there), "Replace %1 file?", "Replace %1 files?")
        names = [one.name for one in there[:_ASKED_BY_NAME]]
        if len(there) > len(names):
            names.append(counted(len(there) - len(names), "and %1 more", "and %1 more"))
        return self.context.alerts.confirm(question, self.tr("Replace"), "\n".join(names))

    def _done(self, result: Export) -> None:
        if not result.files:
            first = result.refused[0] if result.refused else None
            stopped = self.tr("The export was stopped. Nothing was written.")
            self._not_done(first.sentence if first else stopped, self._way(first) if first else None)
            return
        for one in result.refused:  # the newest message stands lowest: the summary
            way = self._way(one)
            if way is not None:
                self.context.toast(f"{one.title}: {one.sentence}", *way)
        folder = result.files[0].path.parent
        show: Way = (self.tr("Show"), lambda: self._show(folder))
        self.context.toast(summary(result), self.tr("Receipt"), lambda: self.show_receipt(result), show)
        self.finished.emit(result)

    def _not_done(self, sentence: str, way: Way | None = None) -> None:
        if way is None:
            self.context.toast(sentence)
        else:
            self.context.toast(sentence, *way)
        self.failed.emit(sentence)

    def _way(self, one: Refused) -> Way | None:
        """What leads on from a refusal, where we know what stands in the way."""
        if one.quote:
            return self.tr("Show the quote"), lambda: self.context.go(Quote.KIND, one.quote)
        if one.block:
            return self.tr("Show the block"), lambda: self._show_block(one)
        return None

    def _show_block(self, one: Refused) -> None:
        self.context.go(Brief.KIND, one.brief)
        self.block_wanted.emit(one.block)

    def show_receipt(self, result: Export) -> None:
        """Open the receipt of an export in a window of its own."""
        from ui.brief.receipt_window import ReceiptWindow

        self.receipt = ReceiptWindow(self.context, result.receipts, result.files[0].path.parent, self._over.window())
        self.receipt.show()

    def _show(self, folder: Path) -> None:
        if not self.context.alerts.show_folder(folder):
            self.context.toast(self.tr("The files are in %1.").replace("%1", str(folder)))


def summary(result: Export) -> str:
    """What an export came to, in a sentence or two."""
    files = counted(len(result.files), "Exported %1 file.", "Exported %1 files.")
    others = len(result.refused) + len(result.left)
    if len(result.done) + others == 1:
        return files
    briefs = counted(len(result.done), "%1 brief", "%1 briefs")
    words = [
        _tr("Exported %1: %2.").replace("%1", briefs).replace("%2", counted(len(result.files), "%1 file", "%1 files"))
    ]
    if result.left:
        words.append(_tr("Stopped before: %1.").replace("%1", ", ".join(result.left)))
    if result.refused:
        words.append(_tr("Not exported: %1.").replace("%1", ", ".join(one.title for one in result.refused)))
    return " ".join(words)


def notices(result: Export) -> list[str]:
    """What the user should know of an export, a sentence each."""
    several = len(result.done) + len(result.refused) + len(result.left) > 1
    found = [
        *(f"{one.title}: {one.sentence}" if several else one.sentence for one in result.refused),
        *result.told,
    ]
    return list(dict.fromkeys(found))


def last_folder(context: Context) -> Path:
    """The folder of the last export, else the user's documents."""
    kept = context.settings.word("export_folder")
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
