"""A list of records with a box each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

ROWS_AT_MOST = 9
_ID = int(Qt.ItemDataRole.UserRole)


class Checklist(QListView):
    """A checklist of records. `changed` carries the ids that are ticked, in the order of the list, after a click."""

    changed = Signal(tuple)

    def __init__(self, name: str, most: int = ROWS_AT_MOST, parent: QWidget | None = None) -> None:
        """An empty list, as high as its rows and no higher than `most` of them."""
        super().__init__(parent)
        self._most = most
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setProperty("framed", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._filling = False
        self._model.itemChanged.connect(lambda _item: self._on_item())

    def set_records(self, records: Sequence[tuple[str, str]], ticked: Sequence[str], *, editable: bool) -> None:
        """Offer these (id, title), some of them ticked."""
        self._filling = True
        if [one for one, _ in records] != self.ids():
            self._model.clear()
            for one, _title in records:
                item = QStandardItem()
                item.setData(one, _ID)
                self._model.appendRow(item)
        for place, (one, title) in enumerate(records):
            item = self._model.item(place)
            item.setText(title)
            item.setToolTip(title if "<" not in title else "")
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if editable else flags)
            item.setCheckState(Qt.CheckState.Checked if one in ticked else Qt.CheckState.Unchecked)
        self._filling = False
        row = self.sizeHintForRow(0) if records else 0
        self.setFixedHeight(row * min(len(records), self._most) + 8)
        self.setVisible(bool(records))

    def narrow(self, words: str) -> int:
        """Show only rows that have all these words; returns how many do."""
        wanted = words.casefold().split()
        count = 0
        for place in range(self._model.rowCount()):
            title = self._model.item(place).text().casefold()
            there = all(one in title for one in wanted)
            self.setRowHidden(place, not there)
            count += there
        return count

    def ids(self) -> list[str]:
        """The ids offered."""
        return [str(self._model.item(place).data(_ID)) for place in range(self._model.rowCount())]

    def ticked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        items = (self._model.item(place) for place in range(self._model.rowCount()))
        return tuple(str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def set_ticked(self, record_id: str, on: bool) -> None:
        """Tick a record as a click would."""
        item = self._model.item(self.ids().index(record_id))
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _on_item(self) -> None:
        if not self._filling:
            self.changed.emit(self.ticked())
