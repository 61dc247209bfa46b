"""A list of any length over ids: rows are fetched in blocks when they are looked at.

Responsible for: ids, blocks, and speaking rows. Refuses to: query; it is given a function that fetches rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.rows import ROW_ROLE, RowText

BLOCK = 200
BLOCKS_KEPT = 40
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[str]], dict[str, RowText]]


class RecordList(QAbstractListModel):
    """`set_ids` shows a list; `fetch` is asked for blocks of 200 ids as they come into view."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        """An empty list."""
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[str] = []
        self._blocks: OrderedDict[int, dict[str, RowText]] = OrderedDict()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these records, in this order."""
        self.beginResetModel()
        self._ids = list(ids)
        self._blocks.clear()
        self.endResetModel()

    def reload(self, ids: Sequence[str]) -> None:
        """Show these records again: only repaint where the list itself is the same, so that selection stays."""
        if list(ids) != self._ids:
            self.set_ids(ids)
            return
        self._blocks.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def ids(self) -> Sequence[str]:
        """The ids shown."""
        return self._ids

    def id_at(self, index: Index) -> str:
        """The id at an index; empty outside the list."""
        return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else ""

    def index_of(self, record_id: str) -> QModelIndex:
        """The index of a record; invalid where it is not shown."""
        return self.index(self._ids.index(record_id)) if record_id in self._ids else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role == ROW_ROLE:
            return self._row(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._row(index.row()).spoken()
        return None

    def _row(self, place: int) -> RowText:
        number = place // BLOCK
        block = self._blocks.get(number)
        if block is None:
            block = self._fetch(self._ids[number * BLOCK : (number + 1) * BLOCK])
            self._blocks[number] = block
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block.get(self._ids[place], RowText(""))
