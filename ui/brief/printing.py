"""Printing: the pages of the finished PDF onto paper, with a preview, page by page, with progress and cancel.

Responsible for: fitting a page to the paper, the preview window, saying that there is no printer. Refuses to: lay out
anything anew; what is printed is the file itself, at 300 dots an inch.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QRectF, QSaveFile, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QImage, QKeyEvent, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QGraphicsView, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.brief.pages import open_pdf
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import ElidedLabel

PRINT_DPI = 300
PREVIEW_DPI = 144
_POINTS = 72.0


def fitted(page: QSizeF, paper: QSizeF) -> QRectF:
    """Where a page lies on paper, in the paper's units: its own size where it fits, else smaller; always centred."""
    scale = min(1.0, paper.width() / page.width(), paper.height() / page.height())
    size = QSizeF(page.width() * scale, page.height() * scale)
    left, top = (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height())


def paint_page(document: QPdfDocument, number: int, printer: QPrinter, painter: QPainter, dpi: int) -> None:
    """Paint one page (from 0) onto the printer's present page."""
    points = document.pagePointSize(number)
    dots = points * (dpi / _POINTS)
    image = document.render(number, QSize(round(dots.width()), round(dots.height())))
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    over = QPainter(paper)
    over.drawImage(0, 0, image)
    over.end()
    whole = printer.paperRect(QPrinter.Unit.Point)
    scale = printer.resolution() / _POINTS
    spot = fitted(points, whole.size())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # In full-page mode the painter's origin is the paper's corner.
    painter.drawImage(QRectF(spot.x() * scale, spot.y() * scale, spot.width() * scale, spot.height() * scale), paper)


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) that the print dialog asked for, in order, with the copies that the printer cannot make."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    pages = list(range(first - 1, last))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if printer.supportsMultipleCopies():
        return pages
    copies = max(1, printer.copyCount())
    return pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]


class PrintJob(QObject):
    """Prints one page each time the window is idle. `progressed` carries (done, of); `ended` a sentence, or nothing."""

    progressed = Signal(int, int)
    ended = Signal(str)

    def __init__(
        self, document: QPdfDocument, printer: QPrinter, dpi: int = PRINT_DPI, parent: QObject | None = None
    ) -> None:
        """A job that was not started."""
        super().__init__(parent)
        self.document = document
        self.printer = printer
        self.dpi = dpi
        self.cancelled = False
        self._pages = chosen_pages(printer, document.pageCount())
        self._done = 0
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Begin."""
        self.printer.setFullPage(True)
        if not self._pages or not self._painter.begin(self.printer):
            self.ended.emit(self.tr("The printer did not start. Please check it, or save the PDF instead."))
            return
        self.progressed.emit(0, len(self._pages))
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the page that is being printed."""
        self.cancelled = True

    def _next(self) -> None:
        if self.cancelled:
            self._finish(abort=True)
            return
        if self._done and not self.printer.newPage():
            words = self.tr("The printer stopped after page %1.").replace("%1", str(self._done))
            self._finish(abort=True, sentence=words)
            return
        paint_page(self.document, self._pages[self._done], self.printer, self._painter, self.dpi)
        self._done += 1
        self.progressed.emit(self._done, len(self._pages))
        if self._done == len(self._pages):
            self._finish()

    def _finish(self, *, abort: bool = False, sentence: str = "") -> None:
        self._timer.stop()
        if abort:
            self.printer.abort()
        self._painter.end()
        self.ended.emit(sentence)


class PrintWindow(QWidget):
    """The preview of the print, in a window of its own that blocks nothing."""

    def __init__(self, context: Context, data: bytes, title: str, parent: QWidget | None = None) -> None:
        """Show how the PDF `data` will lie on the paper of the default printer."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "page")
        self.setWindowTitle(self.tr("Print: %1").replace("%1", title))
        self.context = context
        self.data = data
        self.title = title
        self.document = open_pdf(data, self)
        self.job: PrintJob | None = None
        self._closing = False
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.has_printer = bool(QPrinterInfo.availablePrinterNames())
        if not self.has_printer:
            self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        letter = context.settings.text("paper") == "us-letter"
        self.printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4))
        self.printer.setFullPage(True)
        self.printer.setDocName(title)
        self.preview = QPrintPreviewWidget(self.printer)
        self.preview.paintRequested.connect(self._paint)
        self.preview.previewChanged.connect(self._say_page)
        self._build()
        self.resize(context.theme.px(760), context.theme.px(820))
        (self.print_button if self.has_printer else self.save_button).setFocus()

    def print_pages(self) -> None:
        """Ask on which printer, then print."""
        if self.job is None and self.context.alerts.choose_printer(self.printer, self.document.pageCount()):
            self.start(self.printer)

    def start(self, printer: QPrinter) -> PrintJob:
        """Print onto this printer, with progress and Cancel."""
        self.job = PrintJob(self.document, printer, parent=self)
        self.job.progressed.connect(self._on_progress)
        self.job.ended.connect(self._on_ended)
        for button in (self.print_button, self.setup_button):
            button.setEnabled(False)
        self.progress.show()
        self.cancel_button.show()
        self.job.start()
        return self.job

    def set_up(self) -> None:
        """Ask for paper and direction, and show the pages on it."""
        if self.context.alerts.page_setup(self.printer):
            self.printer.setFullPage(True)
            self.preview.updatePreview()

    def save_pdf(self) -> None:
        """Write the PDF to a file instead of printing it."""
        start = Path.home() / f"{self.title[:60].replace('/', '-').replace(chr(92), '-')}.pdf"
        target = self.context.alerts.save_file(self.tr("Save PDF"), start, self.tr("PDF files (*.pdf)"))
        if target is None:
            return
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        file = QSaveFile(str(target))
        ready = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(self.data) == len(self.data)
        if ready and file.commit():
            folder = target.parent
            self.context.toast(
                self.tr("Saved %1.").replace("%1", target.name),
                self.tr("Show"),
                lambda: self.context.alerts.show_folder(folder),
            )
        else:
            self.context.toast(self.tr("The PDF could not be saved: %1.").replace("%1", file.errorString()))

    def _build(self) -> None:
        icons = self.context.icons
        zoom = self.preview
        self.print_button = push_button(icons, self.tr("Print…"), "printer", primary=True, on_click=self.print_pages)
        self.print_button.setEnabled(self.has_printer)
        self.setup_button = push_button(icons, self.tr("Page setup…"), "settings", on_click=self.set_up)
        self.setup_button.setEnabled(self.has_printer)
        self.save_button = push_button(icons, self.tr("Save PDF…"), "save", on_click=self.save_pdf)
        self.place = ElidedLabel(role="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Printing"))
        self.progress.setFixedWidth(self.context.theme.px(140))
        self.progress.hide()
        self.cancel_button = push_button(icons, self.tr("Cancel"), on_click=self._cancel)
        self.cancel_button.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 8)
        bar.setSpacing(6)
        bar.addWidget(self.place, 1)
        bar.addWidget(self.progress)
        bar.addWidget(self.cancel_button)
        for name, icon, act in (
            (self.tr("Previous page"), "chevron-left", lambda: self._turn(-1)),
            (self.tr("Next page"), "chevron-right", lambda: self._turn(1)),
            (self.tr("Zoom out"), "zoom-out", lambda: zoom.zoomOut(1.2)),
            (self.tr("Zoom in"), "zoom-in", lambda: zoom.zoomIn(1.2)),
            (self.tr("Fit the whole page"), "maximize", zoom.fitInView),
        ):
            bar.addWidget(icon_button(icons, icon, name, on_click=act))
        for button in (self.setup_button, self.save_button, self.print_button):
            bar.addWidget(button)
        self.no_printer = Banner(
            icons, self.tr("No printer was found on this computer. Save the PDF instead."), "amber", closable=False
        )
        self.no_printer.setVisible(not self.has_printer)
        self.preview.setAccessibleName(self.tr("Pages on paper"))
        self._sheet = self.preview.findChild(QGraphicsView)
        if self._sheet is not None:
            self._sheet.setAccessibleName(self.preview.accessibleName())
        self.context.theme.changed.connect(self._dress)
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.no_printer)
        column.addWidget(self.preview, 1)
        self._say_page()

    def _dress(self) -> None:
        if self._sheet is not None:
            self._sheet.setBackgroundBrush(QColor(self.context.theme.tokens.page))

    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        for number in range(self.document.pageCount()):
            if number:
                printer.newPage()
            paint_page(self.document, number, printer, painter, PREVIEW_DPI)
        painter.end()

    def _turn(self, direction: int) -> None:
        page = min(max(1, self.preview.currentPage() + direction), max(1, self.preview.pageCount()))
        self.preview.setCurrentPage(page)
        self._say_page()

    def _say_page(self) -> None:
        words = self.tr("Page %1 of %2 · %3").replace("%1", str(max(1, self.preview.currentPage())))
        paper = self.printer.pageLayout().pageSize().name()
        self.place.setText(words.replace("%2", str(self.document.pageCount())).replace("%3", paper))

    def _cancel(self) -> None:
        if self.job is not None:
            self.cancel_button.setEnabled(False)
            self.job.cancel()

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        words = self.tr("Printing page %1 of %2").replace("%1", str(min(done + 1, total)))
        self.place.setText(words.replace("%2", str(total)))

    def _on_ended(self, sentence: str) -> None:
        job, self.job = self.job, None
        self.progress.hide()
        self.cancel_button.hide()
        self.cancel_button.setEnabled(True)
        for button in (self.print_button, self.setup_button):
            button.setEnabled(self.has_printer)
        self._say_page()
        if sentence:
            self.no_printer.set_text(sentence, "red")
            self.no_printer.show()
        elif job is not None:
            self.context.toast(self.tr("Printing was stopped.") if job.cancelled else self.tr("Sent to the printer."))
        if self._closing:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.job is not None:
            self._closing = True
            self.job.cancel()
            event.ignore()  # the page that is being printed is finished first
            return
        super().closeEvent(event)
