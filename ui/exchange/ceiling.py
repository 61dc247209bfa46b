"""Ask how highly marked the records may be that go into a file. Asked only where something in the store is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField


class CeilingDialog(QDialog):
    """`open()` it. `chosen` carries the name of the level, empty for no ceiling."""

    chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget, title: str, levels: Sequence[str]) -> None:
        """Offer these levels; the lowest is chosen, so that nothing goes out that was not thought of."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.ceiling = ChoiceField(self.tr("Nothing above"))
        everything = ("", self.tr("No ceiling: everything goes along, with its marking"))
        self.ceiling.set_options([*((name, name) for name in levels), everything])
        self.ceiling.set_value(levels[0] if levels else "")
        self.save = push_button(context.icons, self.tr("Save as…"), primary=True, on_click=self._choose)
        self.cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        hint = self.tr("Some records of this store are marked. What lies above the ceiling stays out of the file.")
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addWidget(FormRow(context.icons, self.tr("Nothing above"), self.ceiling))
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(context.theme.px(460), self.sizeHint().height())
        self.ceiling.setFocus()

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.ceiling.value())
