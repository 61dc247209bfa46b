"""The real pages beside the text: made or fetched once a brief is shown so, and which page holds which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.background import Handle
from ui.context import Context
from ui.review.source import Reviewing, Shown
from ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

    from ui.brief.pages import PdfPages

_HEAD = 36
"""So many letters of a unit are looked for on the pages."""
_BLANK = re.compile(r"[\W_]+")


class Printed(QWidget):
    """`show_version` shows the pages of a version; `ready` says that they are there, with their bytes in `data`."""

    ready = Signal()

    def __init__(self, context: Context, source: Reviewing, parent: QWidget | None = None) -> None:
        """No pages yet."""
        super().__init__(parent)
        self.context = context
        self._source = source
        self._ticket = 0
        self._wanted: Shown | None = None
        self.data = b""
        self.starts: dict[int, int] = {}
        self.pages: PdfPages | None = None
        self.waiting = EmptyState(context.icons, "file-text", self.tr("Rendering…"))
        self.trouble = EmptyState(context.icons, "triangle-alert", self.tr("The pages cannot be shown"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def show_version(self, shown: Shown) -> None:
        """Show the pages of a version: those that were issued, else as they print now."""
        before = self._wanted
        self._wanted = shown
        if before is not None and before.reviewed.tree == shown.reviewed.tree and self.data:
            return
        self._ticket += 1
        self.data = b""
        self.starts = {}
        self.stack.setCurrentWidget(self.waiting)
        data = self._source.pdf(shown)
        if data is not None:
            self._show(self._ticket, data)
            return
        tree, ticket = shown.reviewed.tree, self._ticket

        def work(handle: Handle) -> bytes:
            from briefing.export import pdf

            return pdf.render(tree, cancelled=handle.cancelled).data

        self.context.background.run(
            self.tr("Rendering"), work, lambda made: self._show(ticket, made), lambda text: self._fail(ticket, text)
        )

    def count(self) -> int:
        """How many pages there are; 0 while they are not there."""
        document = self.pages.document if self.pages is not None and self.data else None
        return document.pageCount() if document is not None else 0

    def page_of(self, unit: int | None) -> int:
        """The page, from 1, on which a unit begins; 0 where that is not known."""
        if unit is None or not self.starts:
            return 0
        before = [at for at in self.starts if at <= unit]
        return self.starts[max(before)] + 1 if before else 1

    def go_to(self, unit: int) -> None:
        """Show the page on which a unit begins."""
        page = self.page_of(unit)
        if page and self.pages is not None:
            navigator = self.pages.view.pageNavigator()
            if navigator.currentPage() != page - 1:
                navigator.jump(page - 1, QPointF(0, 0))

    def _show(self, ticket: int, data: bytes) -> None:
        if ticket != self._ticket or self._wanted is None or not shiboken6.isValid(self):
            return
        if self.pages is None:
            from ui.brief.pages import PdfPages

            self.pages = PdfPages(self.context)
            self.stack.addWidget(self.pages)
        self.data = data
        self.pages.set_pdf(data)
        self.stack.setCurrentWidget(self.pages)
        if self.pages.document is not None:
            self.starts = starts_of(self._wanted, _texts(self.pages.document))
        self.ready.emit()

    def _fail(self, ticket: int, sentence: str) -> None:
        if ticket == self._ticket and shiboken6.isValid(self):
            self.trouble.set_text(self.tr("The pages cannot be shown"), sentence)
            self.stack.setCurrentWidget(self.trouble)


def _texts(document: QPdfDocument) -> list[str]:
    return [_bare(document.getAllText(page).text()) for page in range(document.pageCount())]


def _bare(text: str) -> str:
    return _BLANK.sub("", text)


def starts_of(shown: Shown, pages: Sequence[str]) -> dict[int, int]:
    """The page, from 0, on which each unit begins that is found; units follow one another, so pages never go back.

    `pages` are the words of each page without anything between the letters.
    """
    found: dict[int, int] = {}
    page = place = 0
    for at, unit in enumerate(shown.units):
        if unit.what == "source":
            break
        head = _bare(unit.text)[:_HEAD]
        if len(head) < 4:
            continue
        for number in range(page, len(pages)):
            hit = pages[number].find(head, place if number == page else 0)
            if hit >= 0:
                page, place = number, hit
                found[at] = number
                break
    return found
