"""Dragging a record: what is carried, where a drag begins, and lists and pages on which one can be dropped.

Responsible for: the record under the pointer and nothing else. Refuses to: know what a drop means; it asks.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView, QWidget

SPRING_MS = 600
MIME = "application/x-briefing-desk-record"

Place = tuple[str, str]
"""(kind, id) of a record."""
Wanted = Callable[[str], bool]
"""Whether records of a kind can be dropped."""


def carried(place: Place) -> QMimeData:
    """What a drag of this record carries: no text, so that no text field takes it for words."""
    data = QMimeData()
    data.setData(MIME, f"{place[0]} {place[1]}".encode())
    return data


def record_in(data: QMimeData) -> Place | None:
    """The record that is carried; None where it is something else."""
    kind, _, one = bytes(data.data(MIME).data()).decode("ascii", "replace").partition(" ")
    return (kind, one) if kind and one else None


def _fits(event: QDropEvent, wants: Wanted) -> Place | None:
    place = record_in(event.mimeData())
    return place if place is not None and wants(place[0]) else None


class DragSource(QObject):
    """Lets a widget that stands for a record be dragged."""

    def __init__(self, widget: QWidget, record: Callable[[], Place | None]) -> None:
        """`record` says which one, at the time when a drag begins."""
        super().__init__(widget)
        self._widget = widget
        self._record = record
        self._pressed: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._pressed = event.position().toPoint()
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                far = (event.position().toPoint() - self._pressed).manhattanLength()
                if far >= QApplication.startDragDistance():
                    self._pressed = None
                    return self._start()
        return super().eventFilter(watched, event)

    def _start(self) -> bool:
        place = self._record()
        if place is None or not place[1]:
            return False
        start_drag(self._widget, place)
        return True


def start_drag(widget: QWidget, place: Place) -> None:
    """Carry a record away from a widget, until it is dropped."""
    drag = QDrag(widget)
    drag.setMimeData(carried(place))
    drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)


class DropTarget(QObject):
    """Lets records be dropped anywhere on a widget. `dropped` carries kind and id."""

    dropped = Signal(str, str)

    def __init__(self, widget: QWidget, wants: Wanted) -> None:
        """`wants` says which kinds can be dropped now."""
        super().__init__(widget)
        self._wants = wants
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            place = _fits(event, self._wants)
            if place is None:
                event.ignore()  # what is above this widget may want it
                return True
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(*place)
            return True
        return super().eventFilter(watched, event)


class Spring(QObject):
    """A button that is pressed by itself when a record is held over it, to get to what lies behind it."""

    sprung = Signal()

    def __init__(self, widget: QWidget) -> None:
        """Watch what is dragged over `widget`."""
        super().__init__(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SPRING_MS)
        self._timer.timeout.connect(self.sprung)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and record_in(event.mimeData()) is not None:
            event.accept()
            self._timer.start()
            return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._timer.stop()
            return True
        return super().eventFilter(watched, event)


class TakesNoFiles:
    """A text field in which files are not dropped as their paths; what stands above it may want them."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files pass by."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)  # type: ignore[misc]

    def event(self, event: QEvent) -> bool:
        """Keep the keys that delete a word, which would else move the whole record to the bin."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.DeleteEndOfWord) or event.matches(keys.DeleteStartOfWord):
                event.accept()
                return True
        return bool(super().event(event))  # type: ignore[misc]


class PlainLine(TakesNoFiles, QLineEdit):
    """A line of text for a filter or a search."""


class RecordView(QListView):
    """A list whose rows can be dragged, and onto whose rows records can be dropped. `dropped`: row, kind, id."""

    dropped = Signal(int, str, str)

    def __init__(self, record: Callable[[int], Place], wants: Wanted, parent: QWidget | None = None) -> None:
        """`record` says which one a row shows, `wants` what can be dropped on the rows."""
        super().__init__(parent)
        self._record = record
        self._wants = wants
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 (Qt's own name)
        row = self.currentIndex().row()
        if row >= 0:
            start_drag(self, self._record(row))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._answer(event)

    def dropEvent(self, event: QDropEvent) -> None:
        place = _fits(event, self._wants)
        row = self.indexAt(event.position().toPoint()).row()
        if place is None or row < 0:
            event.ignore()
            return
        event.acceptProposedAction()
        self.dropped.emit(row, *place)

    def _answer(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if _fits(event, self._wants) is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
