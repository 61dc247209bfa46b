"""A picture on the screen: painted from its shapes, hovered, clicked, walked by keyboard, panned and zoomed.

Responsible for: showing one Picture at the text size now. Refuses to: make pictures; `zoomed` asks for another one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from briefing.pictures.shapes import Mark, Picture, mirrored
from ui.pictures.painting import extent, factor, paint
from ui.pictures.walking import following, nearest
from ui.theme import Theme
from ui.widgets.labels import plain_tip

_EMPTY = Picture("", "", 1, 1, (), ())
_WHEEL_STEP = 120
SMALLEST, LARGEST = 0.1, 4.0
"""The ends of magnifying."""
_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Canvas(QAbstractScrollArea):
    """`set_picture` shows one. `opened` is a mark that was clicked; `zoomed` (factor, fraction of the width)."""

    opened = Signal(object)
    zoomed = Signal(float, float)
    panned = Signal(float)
    fitted = Signal()
    width_changed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty canvas."""
        super().__init__(parent)
        self._theme = theme
        self._given = self._picture = _EMPTY
        self._hovered: Mark | None = None
        self._current = -1
        self._grip: QPoint | None = None
        self._gripped = QPoint()
        self._dragged = False
        self._times = 1.0
        self._wheeled: float | None = None
        self.painted = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self._dress)

    # what is shown

    def set_picture(self, picture: Picture) -> None:
        """Show another picture; the mark of the same key stays the current one."""
        before = self.current_mark()
        self._given = picture
        self._picture = mirrored(picture) if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else picture
        keys = [mark.key for mark in self._picture.marks]
        self._current = keys.index(before.key) if before is not None and before.key in keys else -1
        self._hovered = None
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(picture.description)
        self._arrange()

    def picture(self) -> Picture:
        """The picture as it is shown."""
        return self._picture

    def current_mark(self) -> Mark | None:
        """The mark that the keyboard is at."""
        return self._picture.marks[self._current] if 0 <= self._current < len(self._picture.marks) else None

    def points_wide(self, *, with_bars: bool = False) -> float:
        """The width of the canvas in points of a picture that is not magnified; with the room of its scroll bars."""
        room = self.maximumViewportSize() if with_bars else self.viewport().size()
        return room.width() / factor(self._theme)

    def mark_at(self, place: QPoint) -> Mark | None:
        """The mark at a place of the viewport."""
        point = self._to_points(place)
        if point.y() < self._picture.top + self.verticalScrollBar().value() / self._scale():
            return None
        for mark in reversed(self._picture.marks):
            if QRectF(*mark.bounds).contains(point):
                return mark
        return None

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
        self._times = min(max(self._times * times, SMALLEST), LARGEST)
        self._arrange()
        self._scroll_to(kept * self._scale() - held)

    def fit(self, least: float = SMALLEST) -> bool:
        """Show the whole picture, no larger than its text size says and not below `least`; whether it is whole."""
        room, bare = self.maximumViewportSize(), factor(self._theme)
        wanted = min(room.width() / (self._picture.width * bare), room.height() / (self._picture.height * bare))
        self._times = min(max(wanted, least), 1.0)
        self._arrange()
        return wanted >= self._times - 0.001

    def bring(self, key: str) -> None:
        """Put the mark of this key into the middle, as far as the picture goes."""
        mark = next((one for one in self._picture.marks if one.key == key), None)
        if mark is not None:
            room = self.viewport().size()
            middle = QPointF(room.width() / 2, room.height() / 2)
            self._scroll_to(QRectF(*mark.bounds).center() * self._scale() - middle)

    def _scale(self) -> float:
        return factor(self._theme) * self._times

    def _scroll_to(self, offset: QPointF) -> None:
        across = self.horizontalScrollBar()
        x = round(offset.x())
        across.setValue(across.maximum() - x if self._is_mirrored() else x)
        self.verticalScrollBar().setValue(round(offset.y()))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.viewport().rect(), QColor(self._theme.tokens.card))
        scale, offset = self._scale(), self._offset()
        start, top = self._picture.start * scale, self._picture.top * scale
        whole = QRectF(self.viewport().rect())
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = (
            QRectF(whole.right() - start, top, start, whole.height())
            if right
            else QRectF(0, top, start, whole.height())
        )
        body = whole.adjusted(0 if right else start, top, -start if right else 0, 0)
        self.painted = 0
        self._layer(painter, body, offset, marks=True)
        if start:
            self._layer(painter, side, QPointF(self._far_side() if right else 0, offset.y()))
        if top:
            head = QRectF(body.left(), 0, body.width(), top)
            self._layer(painter, head, QPointF(offset.x(), 0))
        painter.end()

    def _layer(self, painter: QPainter, clip: QRectF, offset: QPointF, *, marks: bool = False) -> None:
        scale = self._scale()
        painter.save()
        painter.setClipRect(clip)
        painter.translate(-offset)
        painter.scale(scale, scale)
        seen = QRectF((clip.topLeft() + offset) / scale, clip.size() / scale)
        ground = [shape for shape in self._picture.ground if extent(shape).intersects(seen)]
        paint(painter, ground, self._theme)
        self.painted += len(ground)
        for looked in (self._hovered, self.current_mark() if self.hasFocus() else None) if marks else ():
            paint(painter, looked.lit if looked else (), self._theme)
        for mark in self._picture.marks if marks else ():
            bounds = QRectF(*mark.bounds)
            if not bounds.adjusted(-40, -10, 40, 10).intersects(seen):
                continue
            if mark is self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.tokens.hover))
                painter.drawRoundedRect(bounds, 5, 5)
            paint(painter, mark.shapes, self._theme)
            self.painted += len(mark.shapes)
            if self.hasFocus() and mark is self.current_mark():
                painter.setPen(QPen(QColor(self._theme.tokens.focus), 2 / scale * 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(bounds, 5, 5)
        painter.restore()

    # mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            moved = event.position().toPoint() - self._grip
            if self._dragged or moved.manhattanLength() > 6:
                self._drag(event.position().toPoint())
            return
        found = self.mark_at(event.position().toPoint())
        if found is not self._hovered:
            self._hovered = found
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._gripped = event.position().toPoint()
            self._dragged = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        self.viewport().unsetCursor()
        found = self.mark_at(event.position().toPoint())
        if found is not None and not self._dragged:
            if not found.quiet:
                self._go_to(self._picture.marks.index(found), announce=False)
            self.opened.emit(found)

    def _drag(self, place: QPoint) -> None:
        self._dragged = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        step = place - self._gripped
        self._gripped = place
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setValue(down.value() - step.y())
        if across.maximum():
            across.setValue(across.value() - step.x())
        else:
            self.panned.emit(-step.x() / max(1, self.viewport().width()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() / _WHEEL_STEP
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turn:
            self._wheeled = event.position().y()
            self.zoomed.emit(0.8**turn, event.position().x() / max(1, self.viewport().width()))
            self._wheeled = None
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self.horizontalScrollBar().maximum():
            self.panned.emit(-(event.angleDelta().x() / _WHEEL_STEP or turn) * 0.15)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.mark_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(found.tip) if found else "", self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        current = self.current_mark()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in _KEYS:
            self._step(*_KEYS[key])
        elif key == Qt.Key.Key_Home:
            self._go_to(following(self._picture.marks, -1, 1))
        elif key == Qt.Key.Key_End:
            self._go_to(following(self._picture.marks, len(self._picture.marks), -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current is not None:
            self.opened.emit(current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoomed.emit(0.7, self._fraction(current))
        elif key == Qt.Key.Key_Minus:
            self.zoomed.emit(1 / 0.7, self._fraction(current))
        elif key == Qt.Key.Key_0:
            self.fitted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._picture.marks and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(following(self._picture.marks, -1, 1), announce=False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _step(self, right: int, down: int) -> None:
        """Go to the nearest mark in a direction; where there is none, stay."""
        if self.current_mark() is None:
            self._go_to(following(self._picture.marks, -1, 1))
            return
        self._go_to(nearest(self._picture.marks, self._current, right, down))

    def _go_to(self, number: int, *, announce: bool = True) -> None:
        if not 0 <= number < len(self._picture.marks):
            return
        self._current = number
        mark = self._picture.marks[number]
        self._show(mark)
        self.setAccessibleDescription(mark.name)
        if announce:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.name))
        self.viewport().update()

    def _show(self, mark: Mark) -> None:
        scale = self._scale()
        x, y, wide, high = (value * scale for value in mark.bounds)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        start, top = self._picture.start * scale, self._picture.top * scale
        if y - down.value() < top:
            down.setValue(round(y - top))
        elif y + high - down.value() > self.viewport().height():
            down.setValue(round(y + high - self.viewport().height()))
        if x - across.value() < start:
            across.setValue(round(x - start))
        elif x + wide - across.value() > self.viewport().width():
            across.setValue(round(x + wide - self.viewport().width()))

    def _fraction(self, mark: Mark | None) -> float:
        if mark is None:
            return 0.5
        return min(max(self.place_of(mark).x() / max(1, self.viewport().width()), 0.0), 1.0)

    # size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.resized.emit()
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.set_picture(self._given)

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

    def _dress(self) -> None:
        self._arrange()
        self.width_changed.emit()

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
