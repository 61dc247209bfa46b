"""The preview: what will print, made anew a moment after every change, never on the window's thread.

Responsible for: when to make pages, dropping those that come too late, and saying what stands in their way.
Refuses to: compose or typeset itself (`making.py` does, in a worker of the preview's own).
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing.export.typesetter import shared
from briefing.model import Quote
from ui.background import Background, Handle
from ui.brief.digest import counted_pages, fit_words
from ui.brief.house import seen, withheld_words
from ui.brief.making import Made, composed, make, typeset, wish_for
from ui.brief.pages import PdfPages
from ui.brief.withheld_panel import WithheldPanel
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.empty import EmptyState
from ui.words import said

DEBOUNCE_MS = 150
"""How long a pause in typing is before pages are made anew."""
AT_ONCE_MS = 20
"""The same for a first change after a rest, which should be seen at once."""


class Preview(QWidget):
    """Show a brief by `show_brief`; `made` carries what came of it, for the outline and for export."""

    made = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """No brief yet."""
        super().__init__(parent)
        self.context = context
        self.latest: Made | None = None
        self._typesetter = shared()
        self._since = QElapsedTimer()
        self._brief = ""
        self._drafts: dict[str, str] = {}
        self._handle: Handle | None = None
        self._ticket = 0
        self._stale = False
        # Not a child: it must outlive this widget while pages are still being made.
        self._worker = Background()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make_pages)
        self.pages = PdfPages(context)
        self.waiting = EmptyState(context.icons, "file-text", self.tr("Rendering…"))
        self.trouble = EmptyState(context.icons, "triangle-alert", "")
        self.open_quote = self.trouble.add_action(self.tr("Open the quote"), self._go_to_quote, icon="quote")
        self.again = self.trouble.add_action(self.tr("Try again"), self.make_pages, icon="refresh-cw")
        self.warning = Banner(context.icons, "", "amber", closable=False)
        self.warning.hide()
        self.held = Banner(context.icons, "", "blue", closable=False)
        self.held.add_action(self.tr("Show them"), lambda: self.show_withheld(self.held))
        self.held.hide()
        self.stack = QStackedWidget()
        for widget in (self.waiting, self.trouble, self.pages):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.warning)
        column.addWidget(self.held)
        column.addWidget(self.stack, 1)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)

    def show_brief(self, brief: str) -> None:
        """Show a brief; the same one is only made again after a moment."""
        if brief == self._brief:
            self.refresh()
            return
        self._brief, self.latest = brief, None
        self._drafts.clear()
        self.warning.hide()
        self.held.hide()
        self.stack.setCurrentWidget(self.waiting)
        self.make_pages()

    def set_draft(self, block: str, text: str) -> None:
        """Words being typed, which the store does not have yet."""
        self._drafts[block] = text
        self.refresh()

    def drop_draft(self, block: str) -> None:
        """The words of a block are saved, or given up."""
        self._drafts.pop(block, None)

    def refresh(self) -> None:
        """Make the pages again, a moment after the last call; nearly at once where nothing was changed for a while."""
        rests = not self.busy() and (not self._since.isValid() or self._since.elapsed() > 2 * DEBOUNCE_MS)
        self._timer.start(AT_ONCE_MS if rests else DEBOUNCE_MS)
        self._since.start()

    def busy(self) -> bool:
        """Whether pages are being made or about to be."""
        return self._handle is not None or self._timer.isActive()

    def stop(self) -> None:
        """Stop making pages, for good, and wait until the worker has let go of the store."""
        self._timer.stop()
        self._ticket += 1
        self._handle = None
        self._worker.close()

    def make_pages(self) -> None:
        """Make the pages now; what is still being made is dropped."""
        self._timer.stop()
        if not self._brief:
            return
        wish = wish_for(self.context.desk, self.context.settings, self._brief, self._drafts)
        if self._handle is not None:
            self._handle.cancel()
        self._ticket += 1
        ticket = self._ticket
        if wish.path is None:
            # Only its own thread may read a store in memory; the pages are still made in the worker.
            tree = composed(self.context.desk, wish)
            work = lambda handle: typeset(tree, handle.cancelled, self._typesetter)  # noqa: E731
        else:
            work = lambda handle: make(wish, handle.cancelled, self._typesetter)  # noqa: E731
        self._say_rendering()
        self._handle = self._worker.run(
            self.tr("Rendering"),
            work,
            lambda made: self._done(ticket, made),
            lambda text: self._done(ticket, Made(problem=text)),
        )

    def _done(self, ticket: int, made: Made) -> None:
        if ticket == self._ticket and shiboken6.isValid(self):
            self._handle = None
            self._show(made)

    def _show(self, made: Made) -> None:
        self.latest = made
        held = self.withheld_words()
        self.held.set_text(held, "blue")
        self.held.setVisible(bool(held))
        if made.pdf is None:
            self.warning.hide()
            self.trouble.set_text(self.tr("The pages cannot be shown"), made.problem)
            self.open_quote.setVisible(bool(made.quote))
            self.again.setVisible(not made.quote)
            self.stack.setCurrentWidget(self.trouble)
            self.made.emit(made)
            return
        self.pages.set_pdf(made.pdf.data)
        self.pages.set_words(*fit_words(made.pdf.lines_over))
        self.warning.set_text("\n".join(said(one) for one in made.pdf.warnings), "amber")
        self.warning.setVisible(bool(made.pdf.warnings))
        self.stack.setCurrentWidget(self.pages)
        self.made.emit(made)

    def status(self) -> str:
        """How many pages there are, in words; empty while nobody knows."""
        if self.latest is None or self.latest.pdf is None:
            return ""
        return counted_pages(self.latest.pdf.pages)

    def withheld_words(self) -> str:
        """What the ceiling leaves out, as a sentence; empty where nothing is."""
        return withheld_words(self.latest.withheld, self.latest.ceiling) if self.latest is not None else ""

    def show_withheld(self, beside: QWidget) -> None:
        """List what the ceiling leaves out."""
        if self.latest is not None:
            self.panel = WithheldPanel(self.context, beside, self.withheld_words(), seen(self.latest.withheld))
            self.panel.open()

    def pause(self) -> None:
        """Drop what is being made; it is made again when the preview is seen again."""
        self._timer.stop()
        self._ticket += 1
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        self._stale = True

    def hideEvent(self, event: QHideEvent) -> None:
        # A page that is not seen may outlive its store by a moment.
        self.pause()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.stop()
        return super().event(event)

    def _say_rendering(self) -> None:
        if self.stack.currentWidget() is self.pages:
            self.pages.set_words(self.tr("Rendering…"))

    def _go_to_quote(self) -> None:
        if self.latest is not None and self.latest.quote:
            self.context.go(Quote.KIND, self.latest.quote)
