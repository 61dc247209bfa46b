"""A short list in groups: headings that cannot be chosen, and rows that can. Not for long lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.rows import ROW_ROLE, RowText

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class GroupedRow:
    """One line; a heading has no key."""

    key: str
    text: RowText


class GroupedList(QAbstractListModel):
    """`set_rows` shows the lines; `step` walks over the rows and leaves out the headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty list."""
        super().__init__(parent)
        self._rows: tuple[GroupedRow, ...] = ()

    def set_rows(self, rows: Sequence[GroupedRow]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def set_text(self, place: int, text: RowText) -> None:
        """Change the words of one line, such as the count in a heading."""
        rows = list(self._rows)
        rows[place] = GroupedRow(rows[place].key, text)
        self._rows = tuple(rows)
        self.dataChanged.emit(self.index(place), self.index(place))

    def rows(self) -> Sequence[GroupedRow]:
        """The lines shown."""
        return self._rows

    def ids(self) -> list[str]:
        """The keys of the rows, in order, without the headings."""
        return [row.key for row in self._rows if row.key]

    def key_at(self, index: Index) -> str:
        """The key of a row; empty for headings and outside the list."""
        return self._rows[index.row()].key if index.isValid() and index.row() < len(self._rows) else ""

    def step(self, place: int, by: int) -> int:
        """The place of the next row from `place` on in the direction `by`; `place` itself where there is none."""
        found = place + by
        while 0 <= found < len(self._rows):
            if self._rows[found].key:
                return found
            found += by
        return place

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.key_at(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        text = self._rows[index.row()].text
        if role == ROW_ROLE:
            return text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return text.spoken()
        return None
