"""What can be done with the chosen proposal and with all of a confidence, each with its key in the tool tip."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from briefing.desk.review_items import Item, State
from ui.context import Context
from ui.proposals import told
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.flow import FlowLayout
from ui.words import marked
from ui.words import tr as _tr

_LEVELS = {
    "certain": marked("All that are certain (%1)"),
    "likely": marked("All that are likely or certain (%1)"),
    "possible": marked("All, however sure (%1)"),
}


class VerbBar(QFrame):
    """`use` gives it the verbs. `all_wanted` asks for every open proposal of at least the chosen `level`."""

    all_wanted = Signal()

    def __init__(self, context: Context) -> None:
        """Buttons that do nothing yet."""
        super().__init__()
        self.setObjectName("proposal_verbs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editable = False
        self.level = "certain"
        """The confidence from which on everything is accepted by the key."""
        icons = context.icons
        self.accept = push_button(icons, self.tr("Accept"), "check", primary=True)
        self.edit = push_button(icons, self.tr("Edit"), "pencil")
        self.reject = push_button(icons, self.tr("Reject"), "x")
        self.take_back = push_button(icons, self.tr("Take back"), "undo-2")
        self.undo = icon_button(icons, "undo-2", self.tr("Undo the last step"))
        self.menu = QMenu(self)
        self.levels = {name: self.menu.addAction("", partial(self._all, name)) for name in _LEVELS}
        for action in self.levels.values():
            action.setCheckable(True)
        self.accept_all = push_button(icons, self.tr("Accept all"), menu=self.menu)
        row = FlowLayout(gap=6)
        for button in (self.accept, self.edit, self.reject, self.take_back, self.accept_all, self.undo):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addLayout(row)

    def use(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do what these verbs do."""
        for name, button in {
            "accept": self.accept,
            "edit": self.edit,
            "reject": self.reject,
            "undo": self.undo,
        }.items():
            button.clicked.connect(lambda _on=False, name=name: actions[name].trigger())
            button.setToolTip(actions[name].toolTip())
        self.take_back.clicked.connect(lambda _on=False: actions["reject"].trigger())
        self.take_back.setToolTip(actions["reject"].toolTip().replace(actions["reject"].text(), self.take_back.text()))
        self.accept_all.setToolTip(actions["accept_all"].toolTip())

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [self.accept, self.edit, self.reject, self.take_back, self.accept_all, self.undo]

    def set_editable(self, editable: bool) -> None:
        """In a store that is only read nothing can be decided."""
        self._editable = editable
        self.setVisible(editable)

    def show_item(self, item: Item | None) -> None:
        """Offer what can be done with this proposal."""
        state = item.state if item is not None and self._editable else None
        for button in (self.accept, self.edit, self.reject):
            button.setVisible(state is State.OPEN)
        self.take_back.setVisible(state is State.REJECTED)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many of each confidence, or surer, would be accepted at once."""
        for name, action in self.levels.items():
            action.setText(_tr(_LEVELS[name]).replace("%1", str(counts[name])))
            action.setEnabled(counts[name] > 0)
            action.setChecked(name == self.level)
        self.accept_all.setEnabled(any(counts.values()))

    def least(self, level: str = "") -> float:
        """From which confidence on all are accepted at once."""
        return told.LEVELS[level or self.level]

    def _all(self, level: str) -> None:
        self.level = level
        self.all_wanted.emit()
