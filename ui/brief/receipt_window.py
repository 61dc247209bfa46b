"""The receipt of an export: what was found when its files were read again, as a table, to copy, keep and print.

Responsible for: showing receipts that were made. Refuses to: read or count the files itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.export.counting import Count
from briefing.export.receipt import FileLine, Receipt, to_text
from briefing.rules import dates
from ui.background import Handle
from ui.brief.print_notice import Notice, hairline
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.buttons import push_button
from ui.widgets.labels import isolate, text_label
from ui.words import counted, marked, said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.brief.printing import PrintWindow

HEADS = (
    marked("File"),
    marked("Pages"),
    marked("Quotes"),
    marked("Notes"),
    marked("Rows"),
    marked("Markings"),
    marked("SHA-256 begins"),
)
_DIGITS = 12
_NAME = 190
"""Names of files have at least so much of the width (at 10 pt)."""
_NOTHING = "–"
_ROWS = 14
"""So many files make the window higher; beyond them the table is scrolled."""
_OF_SCREEN = 0.92
_PROBLEMS = 5
"""So many problems are told over the table; the text of the receipt has them all."""
TEXTS = marked("Text (*.txt)")


class ReceiptWindow(QWidget):
    """A window of its own that blocks nothing."""

    def __init__(self, context: Context, receipts: Sequence[Receipt], folder: Path, parent: QWidget) -> None:
        """Show the receipts of one export, at least one; `folder` is where its files lie."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.context = context
        self.receipts = tuple(receipts)
        self.folder = folder
        self.print_window: PrintWindow | None = None
        self._over = parent
        self.setWindowTitle(self.title())
        self.notice = Notice(context.icons)
        self.table = self._table()
        self._build()
        rows = min(self.table.rowCount(), _ROWS)
        wanted = QSize(context.theme.px(940), context.theme.px(260 + 30 * rows))
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() * _OF_SCREEN))
        self.close_button.setFocus()

    def title(self) -> str:
        """What the window is called."""
        if len(self.receipts) == 1:
            return self.tr("Receipt: %1").replace("%1", self.receipts[0].title)
        return counted(len(self.receipts), "Receipt of %1 brief", "Receipt of %1 briefs")

    def text(self) -> str:
        """The receipts in plain words."""
        return "\n".join(to_text(one) for one in self.receipts)

    def problems(self) -> list[str]:
        """What was not found again, a sentence each."""
        return [said(one) for receipt in self.receipts for one in receipt.problems]

    # verbs

    def copy(self) -> None:
        """Put the words of the receipt on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.notice.say(self.tr("The receipt is on the clipboard."), "green")

    def save(self) -> None:
        """Ask where, and write the words of the receipt there."""
        from briefing.export.files import write_all

        suggestion = self.folder / f"{self._stem()}.receipt.txt"
        target = self.context.alerts.save_file(self.tr("Save the receipt as text"), suggestion, _tr(TEXTS))
        if target is None:
            return
        try:
            write_all([self.text().encode("utf-8")], [target], overwrite=True)
        except BriefingError as error:
            self.notice.say(said(error), "red")
        else:
            self.notice.say(self.tr("Saved as %1.").replace("%1", target.name), "green")

    def print(self) -> None:
        """Set the receipt in the background, then show it in the print window."""
        from briefing.export import pdf
        from briefing.export.receipt_sheet import sheet

        tree = sheet(self.receipts, self.context.settings.text("paper") or "a4")
        self.print_button.setEnabled(False)

        def work(handle: Handle) -> bytes:
            return pdf.render(tree, cancelled=handle.cancelled).data

        self.context.background.run(self.tr("Setting the receipt"), work, self._print, self._not_printed)

    def _print(self, data: bytes) -> None:
        from ui.brief.printing import PrintWindow

        if shiboken6.isValid(self):  # closed meanwhile, nobody waits for it
            self.print_button.setEnabled(True)
            self.print_window = PrintWindow(self.context, data, self.title(), self._over)
            self.print_window.show()

    def _not_printed(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.print_button.setEnabled(True)
            self.notice.say(sentence, "red")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_room()  # the columns know their words' widths once they have their font

    def _share_room(self) -> None:
        """Give the names of the files what the counts leave, and enough to tell them apart where that is too little."""
        header = self.table.horizontalHeader()
        counts = sum(header.sectionSize(at) for at in range(1, header.count()))
        header.resizeSection(0, max(self.context.theme.px(_NAME), self.table.viewport().width() - counts))

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 12)
        head.setSpacing(6)
        head.addWidget(text_label(self.title(), "title", wrap=True))
        head.addWidget(text_label(self._about(), "muted", wrap=True))
        self.verdict = self._verdict()
        head.addSpacing(4)
        head.addWidget(self.verdict)
        column.addLayout(head)
        column.addWidget(self.notice)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 0, 20, 12)
        inside.addWidget(self.table)
        column.addLayout(inside, 1)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 14)
        row.setSpacing(8)
        self.copy_button = self._button(row, self.tr("Copy"), "copy", self.copy)
        self.save_button = self._button(row, self.tr("Save as text…"), "save", self.save)
        self.print_button = self._button(row, self.tr("Print…"), "printer", self.print)
        row.addStretch(1)
        self.close_button = self._button(row, self.tr("Close"), "", self.close)
        self.close_button.setDefault(True)
        column.addLayout(row)

    def _button(self, row: QHBoxLayout, words: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = push_button(self.context.icons, words, icon, on_click=act)
        button.setAutoDefault(True)  # Enter presses the button that has the focus
        row.addWidget(button)
        return button

    def _verdict(self) -> QWidget:
        problems = self.problems()
        if problems:
            more = len(problems) - _PROBLEMS
            lines = problems[:_PROBLEMS]
            if more > 0:
                lines.append(
                    counted(more, "and %1 more, in the text of the receipt", "and %1 more, in the text of the receipt")
                )
            return Banner(self.context.icons, "\n".join(lines), "red", closable=False)
        unread = [file.name for one in self.receipts for file in one.files if not file.read_back]
        words = self.tr("Everything was found again in the files as they lie on the disk.")
        if unread:
            words = self.tr("Everything was found again, but this could not be looked into: %1.")
        return Banner(
            self.context.icons, words.replace("%1", ", ".join(unread)), "amber" if unread else "green", closable=False
        )

    def _about(self) -> str:
        first = self.receipts[0]
        if len(self.receipts) > 1:
            return " · ".join(isolate(one.title) for one in self.receipts)
        day = self.tr("as at %1").replace("%1", dates.describe(first.as_at)) if first.as_at else ""
        profile = self.tr("profile %1").replace("%1", first.profile) if first.profile else ""
        return " · ".join(part for part in (first.marking, first.reference, day, first.version, profile) if part)

    def _stem(self) -> str:
        return self.receipts[0].files[0].name.rsplit(".", 1)[0]

    def _table(self) -> QTableWidget:
        files = [file for receipt in self.receipts for file in receipt.files]
        table = QTableWidget(len(files), len(HEADS))
        table.setHorizontalHeaderLabels([_tr(head) for head in HEADS])
        table.setAccessibleName(self.tr("What the files show"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.context.theme.px(30))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for row, file in enumerate(files):
            for at, (words, whole) in enumerate(_cells(file)):
                item = QTableWidgetItem(words)
                if not whole:
                    font = QFont(table.font())
                    font.setBold(True)
                    item.setFont(font)
                if at == len(HEADS) - 1:
                    item.setToolTip(file.sha256)
                elif at == 0:
                    item.setToolTip(file.name)
                table.setItem(row, at, item)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        if files:
            table.setCurrentCell(0, 0)
        return table


def _cells(file: FileLine) -> list[tuple[str, bool]]:
    """The cells of a file, and whether each says that all is well."""
    begins = (file.sha256[:_DIGITS], True)
    if not file.read_back:
        return [(isolate(file.name), True), (_tr("not read"), False), *[(_NOTHING, True)] * 4, begins]
    counts = (file.quotes, file.notes, file.rows, file.markings)
    return [(isolate(file.name), True), (str(file.pages or _NOTHING), True), *(_counted(one) for one in counts), begins]


def _counted(count: Count) -> tuple[str, bool]:
    if not count.expected:
        return _NOTHING, True
    words = _tr("%1 of %2").replace("%1", str(count.found)).replace("%2", str(count.expected))
    return isolate(words), count.ok
