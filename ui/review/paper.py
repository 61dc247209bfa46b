"""What is read on paper: the version as it was issued, or a copy with its notes in a wide margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.background import Handle
from ui.words import cut

if TYPE_CHECKING:
    from ui.review.review_page import ReviewPage


class Paper(QObject):
    """Opens the print window, which can save a PDF too, on what `page` shows."""

    def __init__(self, page: ReviewPage) -> None:
        """Nothing is printed yet."""
        super().__init__(page)
        self._page = page
        self.print_window: QWidget | None = None

    def print_brief(self) -> None:
        """Print the version as it was issued, or the draft as it is now."""
        page, printed = self._page, self._page.printed
        if page.shown is None:
            return
        if printed.isHidden() or not printed.data:
            printed.show_version(page.shown)
        if printed.data:
            self._open(printed.data)
        else:
            printed.ready.connect(lambda: self._open(printed.data), Qt.ConnectionType.SingleShotConnection)

    def print_with_notes(self) -> None:
        """Print a copy with a wide margin, in which every comment and decision stands at its place."""
        page = self._page
        if page.shown is None:
            return
        reviewed, then = page.shown.reviewed, page.shown.then

        def work(handle: Handle) -> bytes:
            from briefing.brief.margin_notes import margin_notes
            from briefing.export import pdf

            return pdf.render(reviewed.tree, cancelled=handle.cancelled, margin=margin_notes(reviewed, then)).data

        page.context.background.run(self.tr("Rendering"), work, self._open, page.context.toast)

    def _open(self, data: bytes) -> None:
        from ui.brief.printing import PrintWindow

        if shiboken6.isValid(self) and self._page.shown is not None:
            title = cut(self._page.shown.entry.title)
            self.print_window = PrintWindow(self._page.context, data, title, self._page.window())
            self.print_window.show()
