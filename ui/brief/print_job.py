"""One print: side by side onto the printer, each time the window is idle, with one page in memory at a time.

Responsible for: what is being printed now, stopping, and how far it came. Refuses to: speak to the user.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ui.brief.print_options import PrintOptions, Side, rest_of, sides_of
from ui.brief.print_paper import POINTS, page_image, paint_page
from ui.brief.printers import edges_of


class Outcome(StrEnum):
    """How a print ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    NOT_STARTED = "not started"


class PrintJob(QObject):
    """`progressed` carries (pages done, of), all copies together; `ended` comes once, with `outcome` set before it."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(
        self,
        document: QPdfDocument,
        printer: QPrinter,
        options: PrintOptions,
        parent: QObject | None = None,
    ) -> None:
        """A job that was not started, on a printer that was prepared for these options."""
        super().__init__(parent)
        self.document = document
        self.printer = printer
        self.options = options
        self.outcome: Outcome | None = None
        self.done = 0
        self._able = printer.supportsMultipleCopies()
        self._sides = sides_of(options, able=self._able)
        self._pages = [side for side in self._sides if side.page]
        self._at = 0
        self._cancelled = False
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Begin."""
        if self._sides:
            self._turn(self._sides[0])
        if not self._sides or not self._painter.begin(self.printer):
            self._finish(Outcome.NOT_STARTED)
            return
        self.progressed.emit(0, len(self._pages))
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the page that is being printed."""
        self._cancelled = True

    def now(self) -> Side:
        """The page that is being printed, or the last one."""
        return self._pages[min(self.done, len(self._pages) - 1)]

    def last(self) -> Side | None:
        """The page that was printed last; None before the first."""
        return self._pages[self.done - 1] if self.done else None

    def makes_copies(self) -> bool:
        """Whether there are copies to be told apart, made here one by one and not by the printer."""
        several = self.options.copies > 1 or self.options.numbered
        return several and not self.options.by_printer(able=self._able)

    def sides(self) -> int:
        """How many sides of paper there are, empty ones too."""
        return len(self._sides)

    def rest(self) -> tuple[PrintOptions, ...]:
        """What was not printed, in parts that are printed one after the other."""
        return rest_of(self.options, self.done, able=self._able)

    def _next(self) -> None:
        if self._cancelled:
            self._finish(Outcome.CANCELLED)
            return
        side = self._sides[self._at]
        if self._at:
            self._turn(side)
            if not self.printer.newPage():
                self._finish(Outcome.STOPPED)
                return
        if side.page and not self._paint(side):
            self._finish(Outcome.STOPPED)
            return
        self._at += 1
        if side.page:
            self.done += 1
            self.progressed.emit(self.done, len(self._pages))
        if self._at == len(self._sides):
            self._finish(Outcome.DONE)

    def _turn(self, side: Side) -> None:
        """Lay the paper as the page lies."""
        size = self.document.pagePointSize(side.page - 1) if side.page else QSizeF()
        wide = size.width() > size.height()
        lies = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        if side.page and self.printer.pageLayout().orientation() != lies:
            self.printer.setPageOrientation(lies)

    def _paint(self, side: Side) -> bool:
        size = self.document.pagePointSize(side.page - 1)
        dots = size * (self.options.dpi / POINTS)
        image = page_image(
            self.document, side.page, QSize(round(dots.width()), round(dots.height())), colour=self.options.colour
        )
        if image.isNull():
            return False
        self._painter.save()
        # In full-page mode the painter's origin is the paper's corner.
        scale = self.printer.resolution() / POINTS
        self._painter.scale(scale, scale)
        paper = self.printer.pageLayout().fullRectPoints().toRectF().size()
        words = self.options.number_words(side.copy)
        paint_page(self._painter, image, size, paper, words, edges_of(self.printer))
        self._painter.restore()
        return True

    def _finish(self, outcome: Outcome) -> None:
        self._timer.stop()
        if outcome in (Outcome.CANCELLED, Outcome.STOPPED):
            self.printer.abort()
        ended_well = self._painter.end() if self._painter.isActive() else True
        self.outcome = Outcome.STOPPED if outcome is Outcome.DONE and not ended_well else outcome
        self.ended.emit()
