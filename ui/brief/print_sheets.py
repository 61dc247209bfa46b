"""The sheets that will come out of the printer, one under the other, as sharp as the screen can show them.

Responsible for: painting what can be seen and nothing else, zoom, and telling which sheet is looked at. Refuses to:
know options; it is told pages, paper and words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, field

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.brief.pages import ZOOMS
from ui.brief.print_paper import POINTS, fitted, number_spot, page_image, paint_number
from ui.theme import Theme

_GAP = 16
_KEPT = 8
"""So many images of pages are kept, so that scrolling to and fro does not make them again."""


@dataclass(frozen=True)
class Shown:
    """What is to be seen: pages (from 1), the paper of all (None: each its own), what each carries, in which ink."""

    pages: tuple[int, ...] = ()
    paper: QSizeF | None = None
    words: str = ""
    colour: bool = True
    edges: QMarginsF = field(default_factory=QMarginsF)


class Sheets(QAbstractScrollArea):
    """`turned` is emitted when another sheet is looked at or the zoom has changed."""

    turned = Signal()

    def __init__(self, document: QPdfDocument, theme: Theme) -> None:
        """No sheets yet; each is shown whole at first."""
        super().__init__()
        self._document = document
        self._theme = theme
        self._shown = Shown()
        self._zoom = 0.0  # 0 fits a sheet into the window
        self._tops: list[int] = []
        self._sizes: list[QSize] = []
        self._made: OrderedDict[tuple[int, int, bool], QPixmap] = OrderedDict()
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages on paper"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.px(160), theme.px(120))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        theme.changed.connect(self.viewport().update)

    def show_pages(self, shown: Shown) -> None:
        """Show these sheets, at the same page where it is still there."""
        if shown == self._shown:
            return
        before = self.page()
        self._shown = shown
        self._lay_out()
        self.turn_to(shown.pages.index(before) if before in shown.pages else 0)
        self.viewport().update()

    def count(self) -> int:
        """How many sheets there are."""
        return len(self._shown.pages)

    def current(self) -> int:
        """Which sheet is looked at, from 0."""
        return self._current

    def page(self) -> int:
        """Which page is looked at, from 1; 0 where there is none."""
        return self._shown.pages[self._current] if self._current < self.count() else 0

    def turn_to(self, sheet: int) -> None:
        """Look at a sheet, or at the nearest there is."""
        if self._tops:
            at = min(max(0, sheet), len(self._tops) - 1)
            self.verticalScrollBar().setValue(self._tops[at] - _GAP // 2)
            self._set_current(at)

    def zoom(self) -> float:
        """The factor of the size on paper."""
        return self._zoom or self._fitting()

    def step_zoom(self, direction: int) -> None:
        """One step larger or smaller; 0 shows whole sheets."""
        now = self.zoom()
        steps = [one for one in ZOOMS if (one > now + 0.01 if direction > 0 else one < now - 0.01)]
        if direction and not steps:
            return
        self._zoom = 0.0 if not direction else steps[0] if direction > 0 else steps[-1]
        at = self._current
        self._lay_out()
        self.turn_to(at)
        self.viewport().update()
        self.turned.emit()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.tokens.page))
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for sheet in range(max(0, bisect_right(self._tops, down + event.rect().top()) - 1), self.count()):
            top = self._tops[sheet] - down
            if top > event.rect().bottom():
                break
            self._paint_sheet(
                painter, sheet, max(_GAP, (self.viewport().width() - self._sizes[sheet].width()) // 2), top, across
            )

    def _paint_sheet(self, painter: QPainter, sheet: int, left: int, top: int, across: int) -> None:
        size, paper = self._sizes[sheet], self._paper(sheet)
        page = self._shown.pages[sheet]
        scale = size.width() / paper.width()
        painter.save()
        painter.translate(left - across, top)
        painter.fillRect(0, 0, size.width(), size.height(), QColor(self._theme.tokens.paper))
        spot = fitted(self._document.pagePointSize(page - 1), paper)
        dots = QSize(round(spot.width() * scale), round(spot.height() * scale))
        image = self._image(page, dots)
        painter.drawPixmap(round(spot.left() * scale), round(spot.top() * scale), image)
        if self._shown.words:
            painter.scale(scale, scale)
            where = number_spot(image.toImage(), spot, paper, self._shown.words, self._shown.edges)
            paint_number(painter, self._shown.words, where)
            painter.scale(1 / scale, 1 / scale)
        painter.setPen(QColor(self._theme.tokens.line))
        painter.drawRect(QRectF(-0.5, -0.5, size.width() + 1, size.height() + 1))
        painter.restore()

    def _image(self, page: int, dots: QSize) -> QPixmap:
        key = (page, dots.width(), self._shown.colour)
        if key not in self._made:
            ratio = self.devicePixelRatioF()
            image = page_image(self._document, page, dots * ratio, colour=self._shown.colour)
            made = QPixmap.fromImage(image)
            made.setDevicePixelRatio(ratio)
            self._made[key] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    # where everything is

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = self._current
        self._lay_out()
        if not self._zoom:
            self.turn_to(at)

    def _paper(self, sheet: int) -> QSizeF:
        page = self._document.pagePointSize(self._shown.pages[sheet] - 1)
        paper = self._shown.paper
        if paper is None:
            return page
        return paper.transposed() if page.width() > page.height() else paper

    def _dots(self) -> float:
        return self.logicalDpiX() / POINTS

    def _fitting(self) -> float:
        if not self.count():
            return 1.0
        paper, room = self._paper(min(self._current, self.count() - 1)), self.viewport().size()
        wide = (room.width() - 2 * _GAP) / (paper.width() * self._dots())
        high = (room.height() - 2 * _GAP) / (paper.height() * self._dots())
        return max(0.05, min(wide, high))

    def _lay_out(self) -> None:
        scale = self.zoom() * self._dots()
        papers = [self._paper(sheet) for sheet in range(self.count())]
        self._sizes = [QSize(round(one.width() * scale), round(one.height() * scale)) for one in papers]
        self._tops, down = [], _GAP
        for size in self._sizes:
            self._tops.append(down)
            down += size.height() + _GAP
        room = self.viewport().size()
        widest = max((size.width() for size in self._sizes), default=0) + 2 * _GAP
        for bar, whole, part in (
            (self.verticalScrollBar(), down, room.height()),
            (self.horizontalScrollBar(), widest, room.width()),
        ):
            bar.setPageStep(part)
            bar.setSingleStep(self._theme.px(30))
            bar.setRange(0, max(0, whole - part))
        self._set_current(min(self._current, max(0, self.count() - 1)))

    def _look(self) -> None:
        self.viewport().update()
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        self._set_current(max(0, bisect_right(self._tops, middle) - 1))

    def _set_current(self, sheet: int) -> None:
        self._current = sheet
        self.turned.emit()

    # keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        sheet = {
            Qt.Key.Key_PageDown: self._current + 1,
            Qt.Key.Key_PageUp: self._current - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count() - 1,
        }.get(key)
        zoom = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(key)
        if sheet is not None:
            self.turn_to(sheet)
        elif zoom is not None:
            self.step_zoom(zoom)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta := event.angleDelta().y():
                self.step_zoom(1 if delta > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
