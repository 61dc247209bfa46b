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
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from briefing.pictures.shapes import Mark, Picture, mirrored
from ui.pictures.painting import extent, paint
from ui.pictures.scrolled import Scrolled
from ui.pictures.walking import following, nearest
from ui.theme import Theme
from ui.widgets.labels import plain_tip

_WHEEL_STEP = 120
_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Canvas(Scrolled):
    """`set_picture` shows one. `opened` is a mark that was clicked; `zoomed` (factor, fraction of the width)."""

    opened = Signal(object)
    zoomed = Signal(float, float)
    panned = Signal(float)
    fitted = Signal()
    width_changed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty canvas."""
        super().__init__(theme, parent)
        self._given = self._picture
        self._hovered: Mark | None = None
        self._current = -1
        self._grip: QPoint | None = None
        self._gripped = QPoint()
        self._dragged = False
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

    def current_mark(self) -> Mark | None:
        """The mark that the keyboard is at."""
        return self._picture.marks[self._current] if 0 <= self._current < len(self._picture.marks) else None

    def mark_at(self, place: QPoint) -> Mark | None:
        """The mark at a place of the viewport."""
        point = self._to_points(place)
        if point.y() < self._picture.top + self.verticalScrollBar().value() / self._scale():
            return None
        for mark in reversed(self._picture.marks):
            if QRectF(*mark.bounds).contains(point):
                return mark
        return None

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
            if offset.y() > 0 and self._picture.start:  # what lies under the head goes on above
                painter.fillRect(QRectF(0, top - 1, whole.width(), 2), QColor(self._theme.tokens.field_line))
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
            self._go_to(self._first_seen(), announce=False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _first_seen(self) -> int:
        """The first mark in view, so that coming back does not scroll; where there is none, the first of all."""
        marks = self._picture.marks
        seen = (number for number, mark in enumerate(marks) if not mark.quiet and self.is_seen(mark))
        return next(seen, following(marks, -1, 1))

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
        self.show_mark(mark)
        self.setAccessibleDescription(mark.name)
        if announce:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.name))
        self.viewport().update()

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

    def _dress(self) -> None:
        self._arrange()
        self.width_changed.emit()
