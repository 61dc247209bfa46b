"""A panel that opens over the window beside what asked for it, and closes with Escape or a click elsewhere.

It is a child of the window and no window of its own, so that the keyboard, assistive tools and every desktop
treat it alike. Refuses to: block anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

_MARGIN = 6
_GAP = 3


def place_over(panel: QWidget, anchor: QWidget, *, at_start: bool) -> None:
    """Put a child of the window below `anchor`, or above it, or over it where there is no room beside it.

    It always lies wholly inside the window, also where the anchor itself is scrolled out of sight.
    """
    window = anchor.window()
    room = window.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    spot = QRect(anchor.mapTo(window, QPoint(0, 0)), anchor.size())
    if not spot.intersects(room):
        spot.moveTop(max(room.top(), min(spot.top(), room.bottom() - spot.height())))
    size = panel.size().boundedTo(room.size())
    below, above = room.bottom() - spot.bottom() - _GAP, spot.top() - room.top() - _GAP
    least = min(size.height(), panel.minimumSizeHint().height())
    if max(below, above) >= least:
        size.setHeight(min(size.height(), max(below, above)))
    top = spot.bottom() + _GAP if size.height() <= below else spot.top() - size.height() - _GAP
    top = max(room.top(), min(top, room.bottom() - size.height() + 1))
    start = spot.left() if at_start else spot.right() - size.width() + 1
    if anchor.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        start = spot.right() - size.width() + 1 if at_start else spot.left()
    left = max(room.left(), min(start, room.right() - size.width() + 1))
    panel.setGeometry(QRect(QPoint(left, top), size))
    panel.raise_()


class Panel(QFrame):
    """Put content into a layout, then `open_at` an anchor. `closed` is emitted once."""

    closed = Signal()

    def __init__(self, anchor: QWidget) -> None:
        """A hidden panel over the window of `anchor`."""
        super().__init__(anchor.window())
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._anchor = anchor
        self._came_from = QApplication.focusWidget()
        self._open = False
        self.hide()

    def open_at(self, width: int, height: int, *, at_start: bool = False) -> None:
        """Show the panel below its anchor, no larger than this, and take the focus."""
        self.resize(width, height)
        place_over(self, self._anchor, at_start=at_start)
        self._open = True
        self.show()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the first thing that takes it."""
        if stops := self._stops():
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Close, and give the focus back; the second call does nothing."""
        if not self._open:
            return
        self._open = False
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self or self.isAncestorOf(focus))
        back = self._came_from if self._came_from is not None and self._came_from.isVisible() else self._anchor
        self.hide()
        if inside:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            outside = isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched)
            if outside and isinstance(watched, QWidget) and watched.window() is self.window():
                self.shut()
        elif (event.type() == QEvent.Type.Resize and watched is self.window()) or (
            event.type() == QEvent.Type.Hide and watched is self._anchor
        ):
            self.shut()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's own name)
        """Tab stays inside the panel."""
        stops, here = self._stops(), QApplication.focusWidget()
        if stops:
            place = stops.index(here) if here in stops else -1
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            stops[(place + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        return [
            child
            for child in self.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
