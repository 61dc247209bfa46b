"""What can be done with an issued version: its files, its receipt, its evidence pack, a comparison.

Responsible for: asking where to, the work in the background, and what is said afterwards.
Refuses to: change a version; it never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing.desk import Desk
from briefing.export.files import write_all
from briefing.model import Brief, BriefVersion
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.brief.paper_out import folder_of, say_written, show_folder, with_ending
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.words import counted
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.export.receipt import Receipt

PASSAGES, WHOLE = "passages", "whole"


class VersionVerbs(QObject):
    """The verbs, for the window of the widget `over`. The windows it opens are kept in `windows`."""

    def __init__(self, context: Context, over: QWidget) -> None:
        """Nothing to do yet."""
        super().__init__(over)
        self._context = context
        self._over = over
        self.windows: list[QWidget] = []

    def save_files(self, version: BriefVersion) -> None:
        """Ask for a folder and write the files of a version to it, as they went out."""
        desk, context = self._context.desk, self._context
        folder = context.alerts.choose_folder(self.tr("Save the files of the version"), folder_of(context))
        if folder is None:
            return
        kept = desk.kept_files(version)
        targets = [folder / one.name for one in kept]
        there = [one for one in targets if one.exists()]
        if there and not self._may_replace(there):
            return
        found: list[bytes] = []
        if not context.attempt(lambda: found.extend(desk.kept_file(one.sha256) for one in kept)):
            return

        def work(_handle: Handle) -> Path:
            write_all(found, targets, overwrite=True)
            return folder

        def done(where: Path) -> None:
            words = counted(len(targets), "Saved %1 file.", "Saved %1 files.")
            context.settings.set_word("export_folder", str(where))
            context.toast(words, _tr("Show"), partial(show_folder, context, where))

        context.background.run(self.tr("Saving the files"), work, done, context.toast)

    def receipt(self, version: BriefVersion) -> None:
        """Count what the files of a version show, and show the receipt."""

        def work(desk: Desk, handle: Handle) -> Receipt:
            return desk.receipt(version, partial(_page_texts, handle))

        work_on(
            self,
            self._context,
            self.tr("Reading the files again"),
            work,
            self.show_receipt,
            self._context.toast,
        )

    def show_receipt(self, receipt: Receipt) -> None:
        """Show a receipt in a window of its own."""
        from ui.brief.receipt_window import ReceiptWindow

        self._open(ReceiptWindow(self._context, [receipt], folder_of(self._context), self._over.window()))

    def ask_evidence(self, version: BriefVersion, anchor: QWidget) -> ChoicePanel:
        """Ask how much of the archived texts goes into the evidence pack, then for its file."""
        question = self.tr("What proves the quotes?")
        options = [
            (PASSAGES, self.tr("The passage around each quote")),
            (WHOLE, self.tr("The whole archived texts, where their rights allow it")),
        ]
        panel = ChoicePanel(self._context, anchor, question, options)
        panel.chosen.connect(lambda how: self.evidence(version, whole_texts=how == WHOLE))
        panel.open()
        return panel

    def evidence(self, version: BriefVersion, *, whole_texts: bool) -> None:
        """Ask for a file and write the evidence pack of a version to it."""
        context = self._context
        suggestion = folder_of(context) / f"{self._stem(version)}.evidence.zip"
        chosen = context.alerts.save_file(self.tr("Evidence pack"), suggestion, self.tr("Zip files (*.zip)"))
        if chosen is None:
            return
        target = with_ending(chosen, ".zip")
        brief, number = version.brief, version.number or 0

        def work(desk: Desk, handle: Handle) -> Path:
            texts = partial(_page_texts, handle)
            data = desk.evidence(brief, number=number, page_texts=texts, whole_texts=whole_texts)
            write_all([data], [target], overwrite=True)
            return target

        done = partial(say_written, context)
        work_on(self, context, self.tr("Making the evidence pack"), work, done, context.toast)

    def compare(self, brief: Brief, number: int = 0) -> None:
        """Compare a version (the newest without a number) with the one before it, or the first with the draft."""
        from ui.brief.comparison import ComparisonWindow

        if not self._context.desk.versions(brief.id):
            self._context.toast(self.tr("Nothing was issued yet that could be compared."))
            return
        self._open(ComparisonWindow(self._context, brief, number, self._over.window()))

    def stop(self) -> None:
        """Close the windows that were opened."""
        for window in self.windows:
            window.close()
        self.windows.clear()

    def _open(self, window: QWidget) -> None:
        self.windows.append(window)
        window.destroyed.connect(lambda: self.windows.remove(window) if window in self.windows else None)
        window.show()

    def _stem(self, version: BriefVersion) -> str:
        kept = self._context.desk.kept_files(version)
        return Path(kept[0].name).stem if kept else f"version-{version.number}"

    def _may_replace(self, there: list[Path]) -> bool:
        question = counted(len(there), "Replace %1 file?", "Replace %1 files?")
        return self._context.alerts.confirm(question, self.tr("Replace"), "\n".join(one.name for one in there))


def _page_texts(handle: Handle, path: Path) -> Sequence[str]:
    from ui.brief.pdf_text import page_texts

    return page_texts(path, handle.cancelled)
