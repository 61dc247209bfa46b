"""Where a picture stands in its viewport: how large it is shown, how far it is scrolled, and where its points are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from briefing.pictures.shapes import Mark, Picture
from ui.pictures.painting import factor
from ui.theme import Theme

_EMPTY = Picture("", "", 1, 1, (), ())
SMALLEST, LARGEST = 0.02, 4.0
"""The ends of magnifying."""
_RING = 4
"""Room around a mark for the ring that says where the keyboard is."""


class Scrolled(QAbstractScrollArea):
    """A picture that is magnified and scrolled; a subclass paints it and gives it to `_picture`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing to show."""
        super().__init__(parent)
        self._theme = theme
        self._picture = _EMPTY
        self._times = 1.0
        self._wheeled: float | None = None

    def picture(self) -> Picture:
        """The picture as it is shown."""
        return self._picture

    def points_wide(self, *, with_bars: bool = False) -> float:
        """The width of the canvas in points of a picture that is not magnified; with the room of its scroll bars."""
        room = self.maximumViewportSize() if with_bars else self.viewport().size()
        return room.width() / factor(self._theme)

    def points_tall(self) -> float:
        """The height of the canvas in whole points of a picture that is not magnified."""
        return float(self.viewport().height() // factor(self._theme))

    def place_of(self, mark: Mark) -> QPoint:
        """Where the middle of a mark is in the viewport."""
        scale = self._scale()
        middle = QRectF(*mark.bounds).center() * scale
        return (middle - self._offset()).toPoint()

    # how large it is

    def magnification(self) -> float:
        """How many times as large as its text size says the picture is shown."""
        return self._times

    def magnify(self, times: float, around: float = 0.5) -> None:
        """Show the picture so many times as large as now; what is at this fraction of the width stays there.

        Its height is that of the wheel's pointer, or the middle.
        """
        room = self.viewport().size()
        held = QPointF(around * room.width(), room.height() / 2 if self._wheeled is None else self._wheeled)
        kept = (held + self._offset()) / self._scale()
        self._times = min(max(self._times * times, SMALLEST), self._most())
        self._arrange()
        self._scroll_to(kept * self._scale() - held)

    def fit(self, least: float = SMALLEST) -> bool:
        """Show the whole picture, no larger than its text size says and not below `least`; whether it is whole."""
        room, bare = self.maximumViewportSize(), factor(self._theme)
        wanted = min(room.width() / (self._picture.width * bare), room.height() / (self._picture.height * bare))
        self._times = min(max(wanted, least), 1.0)
        self._arrange()
        return wanted >= self._times - 0.001

    def place(self) -> tuple[float, float, float]:
        """How many times as large as its text size says it is shown, and which point of it stands in the corner."""
        corner = self._offset() / self._scale()
        return self._times, corner.x(), corner.y()

    def look_at(self, times: float, x: float, y: float) -> None:
        """Show the picture as `place` told it."""
        self._times = min(max(times, SMALLEST), self._most())
        self._arrange()
        self._scroll_to(QPointF(x, y) * self._scale())

    def bring(self, key: str) -> None:
        """Put the mark of this key into the middle, as far as the picture goes."""
        mark = next((one for one in self._picture.marks if one.key == key), None)
        if mark is not None:
            room = self.viewport().size()
            middle = QPointF(room.width() / 2, room.height() / 2)
            self._scroll_to(QRectF(*mark.bounds).center() * self._scale() - middle)

    def _most(self) -> float:
        """The headings that stay leave at least half of the viewport to what they head."""
        room, bare = self.viewport().size(), 2 * factor(self._theme)
        across, down = self._picture.start * bare, self._picture.top * bare
        most = min(LARGEST, room.width() / across if across else LARGEST, room.height() / down if down else LARGEST)
        return max(1.0, most)

    def _scale(self) -> float:
        return factor(self._theme) * self._times

    def _scroll_to(self, offset: QPointF) -> None:
        across = self.horizontalScrollBar()
        x = round(offset.x())
        across.setValue(across.maximum() - x if self._is_mirrored() else x)
        self.verticalScrollBar().setValue(round(offset.y()))

    def is_seen(self, mark: Mark) -> bool:
        """Whether a mark lies in view, with the ring around it."""
        scale = self._scale()
        bounds = QRectF(*(value * scale for value in mark.bounds)).translated(-self._offset())
        room = QRectF(self.viewport().rect())
        side = self._picture.start * scale
        room.adjust(
            0 if self._is_mirrored() else side, self._picture.top * scale, -side if self._is_mirrored() else 0, 0
        )
        return room.contains(bounds.adjusted(-_RING, -_RING, _RING, _RING))

    def show_mark(self, mark: Mark) -> None:
        """Scroll as little as shows a mark with the ring around it."""
        scale = self._scale()
        x, y, wide, high = (value * scale for value in mark.bounds)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        start, top = self._picture.start * scale, self._picture.top * scale
        if y - _RING - down.value() < top:
            down.setValue(round(y - _RING - top))
        elif y + high + _RING - down.value() > self.viewport().height():
            down.setValue(round(y + high + _RING - self.viewport().height()))
        if x - _RING - across.value() < start:
            across.setValue(round(x - _RING - start))
        elif x + wide + _RING - across.value() > self.viewport().width():
            across.setValue(round(x + wide + _RING - self.viewport().width()))

    def _arrange(self) -> None:
        scale, room = self._scale(), self.viewport().size()
        for bar, size, seen in (
            (self.horizontalScrollBar(), self._picture.width, room.width()),
            (self.verticalScrollBar(), self._picture.height, room.height()),
        ):
            bar.setRange(0, max(0, round(size * scale) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(max(1, seen // 12))
        self.viewport().update()

    def _offset(self) -> QPointF:
        across = self.horizontalScrollBar()
        x: float = across.maximum() - across.value() if self._is_mirrored() else across.value()
        y: float = self.verticalScrollBar().value()
        if not self._picture.top and not self._picture.start:  # without headings it stands in the middle
            x -= max(0.0, (self.viewport().width() - self._picture.width * self._scale()) / 2)
            y -= max(0.0, (self.viewport().height() - self._picture.height * self._scale()) / 2)
        return QPointF(x, y)

    def _far_side(self) -> float:
        return float(self.horizontalScrollBar().maximum())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _to_points(self, place: QPoint) -> QPointF:
        return (QPointF(place) + self._offset()) / self._scale()
