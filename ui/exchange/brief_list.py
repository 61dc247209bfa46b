"""The briefs of a pouch: ticked, and put into the order in which they are to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from briefing.rules import dates
from ui.context import Context
from ui.exchange.pouch_work import Issued
from ui.widgets.labels import isolate, one_line, plain_tip

_LINES = 6
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROLE = int(Qt.ItemDataRole.UserRole)


class BriefList(QListWidget):
    """`changed` tells of a tick or another order."""

    changed = Signal()

    def __init__(self, context: Context, briefs: Sequence[Issued], chosen: str = "") -> None:
        """These briefs; the `chosen` one is ticked and first, without one the newest."""
        super().__init__()
        self._theme = context.theme
        self.setAccessibleName(self.tr("Briefs in the order to be read"))
        self.setAccessibleDescription(self.tr("Space ticks a brief, Alt+Up and Alt+Down move it."))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setProperty("framed", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        ordered = sorted(briefs, key=lambda one: one.brief.id != chosen)
        for place, one in enumerate(ordered):
            self._add(one, ticked=place == 0)
        self.setCurrentRow(0)
        self.itemChanged.connect(lambda _item: self.changed.emit())
        self.model().rowsMoved.connect(lambda *_moved: self.changed.emit())
        self.model().rowsInserted.connect(lambda *_rows: self.changed.emit())  # a drop takes a row and puts it in
        context.theme.changed.connect(self._fit)
        self._fit()

    def chosen(self) -> list[Issued]:
        """The ticked briefs in their order."""
        items = [self.item(row) for row in range(self.count())]
        return [one.data(_ROLE) for one in items if one.checkState() == Qt.CheckState.Checked]

    def move_brief(self, step: int) -> None:
        """Move the current brief one place up (-1) or down (1)."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)

    def mark(self, above: Callable[[Issued], bool]) -> None:
        """Say of each brief whether it lies above the ceiling."""
        blocked = self.blockSignals(True)
        for row in range(self.count()):
            item = self.item(row)
            one: Issued = item.data(_ROLE)
            item.setText(self._words(one, above=above(one)))
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_brief(step)
        else:
            super().keyPressEvent(event)

    def _add(self, one: Issued, *, ticked: bool) -> None:
        item = QListWidgetItem(self._words(one, above=False))
        item.setToolTip(plain_tip(one.brief.title))
        item.setData(_ROLE, one)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addItem(item)

    def _words(self, one: Issued, *, above: bool) -> str:
        number = self.tr("version %1").replace("%1", str(one.version.number or 0))
        day = dates.describe(one.version.as_at_edtf, short=True) if one.version.as_at_edtf else ""
        parts = [one_line(one.brief.title), number, day, one.version.marking]
        if above:
            parts.insert(1, self.tr("above the ceiling"))
        return " · ".join(isolate(part) for part in parts if part)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(27) * max(2, min(_LINES, self.count())) + 8)
