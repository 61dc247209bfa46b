"""A picture as rows of text: sorted by any column, each row a way to its record. It is filled when it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from briefing.pictures.shapes import Lead, Picture

_Index = QModelIndex | QPersistentModelIndex
_MEASURED = 60
"""So many rows tell how wide a column has to be."""
_SORTS = {Qt.Key.Key_Down: Qt.SortOrder.AscendingOrder, Qt.Key.Key_Up: Qt.SortOrder.DescendingOrder}


class PictureRows(QAbstractTableModel):
    """The table of a picture in the order that was asked for."""

    def __init__(self, parent: QWidget) -> None:
        """No rows yet."""
        super().__init__(parent)
        self._head: tuple[str, ...] = ()
        self._rows: list[tuple[tuple[str, ...], Lead]] = []
        self._given = self._rows
        self._days = -1

    def show_picture(self, picture: Picture) -> None:
        """Other rows, as the picture gives them."""
        self.beginResetModel()
        self._head, *rows = picture.table or ((),)
        leads = picture.leads or (Lead(),) * len(rows)
        self._given = self._rows = list(zip(rows, leads, strict=True))
        self._days = picture.days
        self.endResetModel()

    def lead(self, row: int) -> Lead:
        """What a row opens."""
        return self._rows[row][1]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._rows[index.row()][0][index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        across = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._head[section] if across else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        if 0 <= column < len(self._head):
            self._rows = sorted(
                self._given, key=lambda row: self._key(row, column), reverse=order == Qt.SortOrder.DescendingOrder
            )
        else:
            self._rows = self._given
        self.layoutChanged.emit()

    def _key(self, row: tuple[tuple[str, ...], Lead], column: int) -> tuple[int, str]:
        cells, lead = row
        if column == self._days:
            return 0, lead.day
        text = cells[column]
        return (int(text), "") if text.isdecimal() else (-1, text.casefold())


class PictureTable(QTableView):
    """`opened` (kind, id) when a row is double-clicked or Enter is pressed on it."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty table."""
        super().__init__(parent)
        self._rows = PictureRows(self)
        self.setModel(self._rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.setAccessibleDescription(
            self.tr("Enter opens a row. Alt+Down and Alt+Up sort by the column where you are.")
        )
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_picture(self, picture: Picture) -> None:
        """Show the table of a picture."""
        before = self.horizontalHeader().sortIndicatorSection(), self.horizontalHeader().sortIndicatorOrder()
        self._rows.show_picture(picture)
        self._rows.sort(*before)
        self.setAccessibleName(picture.title)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        wide = min(1, header.count() - 1)  # the column with the longest words takes what the others leave
        for column in range(header.count()):
            if column != wide:
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), self.viewport().width() // 4))
        if wide >= 0:
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _SORTS:
            self.sortByColumn(max(0, self.currentIndex().column()), _SORTS[key])
            self.scrollTo(self.currentIndex())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._open(row)
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        lead = self._rows.lead(row)
        if lead.id:
            self.opened.emit(lead.kind, lead.id)
