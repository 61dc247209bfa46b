"""The real pages of a PDF, shown from its bytes: zoom, page x of y, and the place kept when new pages come.

Responsible for: the view and its tools. Refuses to: make a PDF. Imports QtPdf, so it is imported only when a
brief is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import ElidedLabel
from ui.widgets.pill import Pill

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_EDGE = 14
_POINTS = 72.0


def open_pdf(data: bytes, parent: QObject) -> QPdfDocument:
    """A document over `data`; its buffer lives as long as it does."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


class PageView(QPdfView):
    """The pages one under the other; Ctrl+wheel, + and − zoom, 0 fits the width."""

    zoom_wanted = Signal(int)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta := event.angleDelta().y():
                self.zoom_wanted.emit(1 if delta > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self.zoom_wanted.emit(step)


class PdfPages(QWidget):
    """Tools over pages. `set_pdf` shows new pages in the same place; `set_state` says how they fit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """No pages yet."""
        super().__init__(parent)
        self.context = context
        self.document: QPdfDocument | None = None
        self.data = b""
        self.view = PageView()
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(self.tr("Pages as they will print"))
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.zoom_wanted.connect(self.step_zoom)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())
        self.place = ElidedLabel(role="muted")
        self.state = Pill()
        icons = context.icons
        self.fit_width = self._fit(self.tr("Width"), self.tr("Fit the width"), QPdfView.ZoomMode.FitToWidth)
        self.fit_page = self._fit(self.tr("Page"), self.tr("Fit the whole page"), QPdfView.ZoomMode.FitInView)
        smaller = icon_button(icons, "zoom-out", self.tr("Zoom out"), on_click=lambda: self.step_zoom(-1))
        larger = icon_button(icons, "zoom-in", self.tr("Zoom in"), on_click=lambda: self.step_zoom(1))
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 5, 8, 5)
        tools.setSpacing(2)
        tools.addWidget(self.place, 1)
        tools.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        tools.addSpacing(6)
        for button in (self.fit_width, self.fit_page, smaller, larger):
            tools.addWidget(button)
        line = QFrame()
        line.setObjectName("line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(line)
        column.addWidget(self.view, 1)
        context.theme.changed.connect(self._dress)
        self._dress()
        self._show_fit()

    def set_pdf(self, data: bytes) -> int:
        """Show these pages where the reader was; returns how many there are."""
        if data == self.data and self.document is not None:
            return self.document.pageCount()
        across, down = self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()
        before, self.document, self.data = self.document, open_pdf(data, self), data
        self.view.setDocument(self.document)
        self.view.horizontalScrollBar().setValue(across)
        self.view.verticalScrollBar().setValue(down)
        if before is not None:
            before.deleteLater()
        self._say_page()
        return self.document.pageCount()

    def set_words(self, words: str, warning: str = "") -> None:
        """Say how the pages fit (instead of the page number), and what is wrong with that."""
        self._words = words
        self.state.set_pill(warning, "amber")
        self._say_page()

    def page_words(self) -> str:
        """Which page is shown, or how the only one fits."""
        return self.place.text()

    def step_zoom(self, direction: int) -> None:
        """One step larger or smaller; 0 fits the width."""
        if direction == 0:
            self.set_fit(QPdfView.ZoomMode.FitToWidth)
            return
        now = self.zoom()
        steps = [z for z in ZOOMS if (z > now + 0.01 if direction > 0 else z < now - 0.01)]
        if steps:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(steps[0] if direction > 0 else steps[-1])
            self._show_fit()

    def set_fit(self, mode: QPdfView.ZoomMode) -> None:
        """Fit the width or the whole page."""
        self.view.setZoomMode(mode)
        self._show_fit()

    def zoom(self) -> float:
        """The factor at which pages are shown now; 1 is the size on paper."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom or self.document is None or not self.document.pageCount():
            return self.view.zoomFactor()
        size = self.document.pagePointSize(max(0, self.view.pageNavigator().currentPage()))
        screen = QGuiApplication.primaryScreen()
        scale = (screen.logicalDotsPerInch() if screen is not None else 96.0) / _POINTS
        room = self.view.viewport().size()
        wide = (room.width() - 2 * _EDGE) / (size.width() * scale)
        high = (room.height() - 2 * _EDGE) / (size.height() * scale)
        return wide if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth else min(wide, high)

    _words = ""

    def _fit(self, text: str, name: str, mode: QPdfView.ZoomMode) -> QPushButton:
        button = push_button(self.context.icons, text, quiet=True, on_click=lambda: self.set_fit(mode))
        button.setProperty("small", True)
        button.setCheckable(True)
        button.toggled.connect(lambda on: self.set_fit(mode) if on else None)  # how assistive programs press it
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _show_fit(self) -> None:
        mode = self.view.zoomMode()
        self.fit_width.setChecked(mode == QPdfView.ZoomMode.FitToWidth)
        self.fit_page.setChecked(mode == QPdfView.ZoomMode.FitInView)

    def _say_page(self) -> None:
        count = self.document.pageCount() if self.document is not None else 0
        number = min(self.view.pageNavigator().currentPage() + 1, max(count, 1))
        words = self.tr("Page %1 of %2").replace("%1", str(max(1, number))).replace("%2", str(count))
        self.place.setText(self._words or (words if count else ""))
        self.view.setAccessibleDescription(self.place.text())

    def _dress(self) -> None:
        # The view paints the ground around its pages in this role; the pages themselves stay white.
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(self.context.theme.tokens.page))
        self.view.setPalette(palette)
        self.view.setPageSpacing(_EDGE)
        margins = self.view.documentMargins()
        for setter in (margins.setLeft, margins.setTop, margins.setRight, margins.setBottom):
            setter(_EDGE)
        self.view.setDocumentMargins(margins)
