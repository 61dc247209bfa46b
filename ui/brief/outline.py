"""The outline of a brief: its blocks in their order, each with what stands in it.

Responsible for: telling which block is chosen, and where the user drags one or moves it by Alt+Up and Alt+Down.
Refuses to: read the store and to edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.brief.outline_lines import LinePainter, Lines, OutlineLine
from ui.context import Context

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Outline(QListView):
    """`chosen` carries the key of a row that the user went to; Enter on a row is `entered_block`.

    `stepped` carries a key and -1 or 1, `dropped` a key and that of the row before which it was dropped (empty: at the
    end). `menu_wanted` carries a key and a point of the screen, `delete_wanted` a key.
    """

    chosen = Signal(str)
    entered_block = Signal(str)
    stepped = Signal(str, int)
    dropped = Signal(str, str)
    menu_wanted = Signal(str, QPoint)
    delete_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """An empty outline."""
        super().__init__(parent)
        self._telling = True
        self._theme = context.theme
        self._drop_row: int | None = None
        self._lines = Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(LinePainter(context.icons, self, grips=not context.desk.read_only))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Outline"))
        self.setAccessibleDescription(self.tr("Alt+Up and Alt+Down move a block. The menu key says what else it can."))
        if not context.desk.read_only:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDragDropOverwriteMode(False)
            self.setDropIndicatorShown(False)  # its line is as good as unseen; see `paintEvent`
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(lambda index: self.entered_block.emit(self._lines.lines[index.row()].key))

    def set_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show these rows; the chosen one stays chosen."""
        key = self.current()
        self._lines.set_lines(lines)
        if key and self.current() != key:
            self.choose(key)

    def lines(self) -> tuple[OutlineLine, ...]:
        """The rows shown."""
        return self._lines.lines

    def choose(self, key: str) -> None:
        """Choose a row, without a signal; an unknown key chooses the first."""
        place = next((n for n, line in enumerate(self._lines.lines) if line.key == key), 0)
        self._telling = False
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._lines.index(place), how)
        self._telling = True

    def current(self) -> str:
        """The key of the chosen row; empty where none is."""
        index = self.currentIndex()
        return self._lines.lines[index.row()].key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(self.current(), step)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self.current())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid() or not self._lines.lines[index.row()].movable:
            return
        spot = self.visualRect(index).center() if by_key else event.pos()
        self.setCurrentIndex(index)
        self.menu_wanted.emit(self._lines.lines[index.row()].key, self.viewport().mapToGlobal(spot))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls
        self._answer(event)
        if event.source() is self:
            self._show_drop(self._row_at(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row is None or not self._lines.lines:
            return
        last = self._drop_row >= len(self._lines.lines)
        rect = self.visualRect(self._lines.index(self._drop_row - 1 if last else self._drop_row))
        y = rect.bottom() + 1 if last else rect.top()
        thick = self._theme.px(3)
        painter = QPainter(self.viewport())
        painter.fillRect(0, max(0, y - thick // 2), rect.width(), thick, QColor(self._theme.tokens.accent))

    def dropEvent(self, event: QDropEvent) -> None:
        key = self.current()
        self._show_drop(None)
        if event.source() is self and key:
            self.dropped.emit(key, self.drop_before(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the rows come anew; the view must not take one away
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def drop_before(self, spot: QPoint) -> str:
        """The key of the block before which one is put that is dropped here; empty at the end."""
        return next((line.key for line in self._lines.lines[self._row_at(spot) :] if line.movable), "")

    def _row_at(self, spot: QPoint) -> int:
        """The row before which something is put that is dropped here; never before one that cannot be moved."""
        lines = self._lines.lines
        index = self.indexAt(spot)
        row = index.row() + (spot.y() > self.visualRect(index).center().y()) if index.isValid() else len(lines)
        while row < len(lines) and not lines[row].movable:
            row += 1
        return row

    def _show_drop(self, row: int | None) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def _answer(self, event: QDragMoveEvent) -> None:
        if event.source() is self:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self._telling:
            self.chosen.emit(self._lines.lines[current.row()].key)
