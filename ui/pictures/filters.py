"""The fields over a picture that narrow it: to an issue, to an actor, and to what a picture adds of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ui.context import Context
from ui.forms.ref_field import RefField
from ui.widgets.flow import FlowLayout

_WIDE = 200


class Filters(QWidget):
    """`changed` tells that another issue or actor was chosen; what nothing is called like is said in a toast."""

    changed = Signal()

    def __init__(self, context: Context, issue: str, actor: str, parent: QWidget | None = None) -> None:
        """`issue` and `actor` are what the two fields are called for those who do not see them."""
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8)
        self.setContentsMargins(16, 0, 12, 8)
        self.issue = RefField(context, "issue", issue)
        self.issue.setPlaceholderText(self.tr("All issues"))
        self.actor = RefField(context, "actor", actor)
        self.actor.setPlaceholderText(self.tr("All actors"))
        for field in (self.issue, self.actor):
            field.set_value("")
            field.setFixedWidth(context.theme.px(_WIDE))
            field.committed.connect(lambda _id: self.changed.emit())
            field.error_changed.connect(lambda text: context.toast(text) if text else None)
            self._flow.addWidget(field)
        self._theme = context.theme
        context.theme.changed.connect(self._widen)

    def add(self, choice: QComboBox, name: str) -> None:
        """Add a choice after the fields, and say what it chooses: on Linux the name of a box is what it shows."""
        choice.setAccessibleName(name)
        choice.setAccessibleDescription(name)
        label = QLabel(name, self)
        label.setBuddy(choice)
        label.hide()
        self._flow.addWidget(choice)

    def put(self, *widgets: QWidget) -> None:
        """Add other widgets after the fields."""
        for widget in widgets:
            self._flow.addWidget(widget)

    def issues(self) -> tuple[str, ...]:
        """The chosen issue, if any."""
        return (self.issue.value(),) if self.issue.value() else ()

    def actors(self) -> tuple[str, ...]:
        """The chosen actor, if any."""
        return (self.actor.value(),) if self.actor.value() else ()

    def _widen(self) -> None:
        for field in (self.issue, self.actor):
            field.setFixedWidth(self._theme.px(_WIDE))
