"""The order of a list: a small button beside its filter, with a menu of the orders that make sense for the kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QActionGroup
from PySide6.QtWidgets import QMenu

from ui.context import Context
from ui.widgets.buttons import icon_button
from ui.widgets.labels import plain_tip
from ui.words import marked
from ui.words import tr as _tr

USUAL = ""
ORDERS: Mapping[str, Mapping[str, str]] = {
    "issue": {
        USUAL: marked("Priority, then deadline"),
        "deadline": marked("Deadline"),
        "title": marked("Title"),
        "changed": marked("Last changed first"),
    },
    "event": {
        USUAL: marked("Date, oldest first"),
        "newest": marked("Date, newest first"),
        "title": marked("Title"),
        "changed": marked("Last changed first"),
    },
    "actor": {USUAL: marked("Name"), "kind": marked("Kind"), "changed": marked("Last changed first")},
    "quote": {
        USUAL: marked("Date, newest first"),
        "oldest": marked("Date, oldest first"),
        "speaker": marked("Speaker"),
        "added": marked("Last added first"),
    },
    "source": {
        USUAL: marked("Date, newest first"),
        "title": marked("Title"),
        "grade": marked("Grade"),
        "added": marked("Last added first"),
    },
    "fact": {
        USUAL: marked("First added first"),
        "title": marked("Title"),
        "newest": marked("Date, newest first"),
        "changed": marked("Last changed first"),
    },
    "position": {
        USUAL: marked("Issue"),
        "actor": marked("Actor"),
        "stance": marked("Stance"),
        "changed": marked("Last changed first"),
    },
}
"""The orders of each kind by the names that the store knows them by."""


class Sorting(QObject):
    """`button` opens the menu; `changed` is called when another order was chosen. `key` names it in the settings."""

    def __init__(self, context: Context, key: str, kind: str, changed: Callable[[], object], parent: QObject) -> None:
        """The order that was chosen last."""
        super().__init__(parent)
        self._settings = context.settings
        self._key = f"{key}/order"
        self._orders = ORDERS.get(kind, {})
        self._changed = changed
        self.button = icon_button(context.icons, "arrow-up-down", _tr("Sort order"), on_click=self.open)
        self._tell()

    def order(self) -> str:
        """The order in use, by its name in the store."""
        kept = self._settings.word(self._key)
        return kept if kept in self._orders else USUAL

    def menu(self) -> QMenu:
        """The orders, with a tick at the one in use."""
        menu, now = QMenu(self.button), self.order()
        group = QActionGroup(menu)
        for order, words in self._orders.items():
            action = menu.addAction(_tr(words), partial(self.choose, order))
            action.setCheckable(True)
            action.setChecked(order == now)
            group.addAction(action)
        return menu

    def choose(self, order: str) -> None:
        """List in this order from now on, and say so."""
        if order != self.order():
            self._settings.set_word(self._key, order)
            self._tell()
            self._changed()
            event = QAccessibleAnnouncementEvent(self.button, self.button.accessibleName())
            QAccessible.updateAccessibility(event)

    def open(self) -> None:
        """Open the menu below the button."""
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _tell(self) -> None:
        now = _tr(self._orders.get(self.order(), ""))
        words = _tr("Sort order: %1").replace("%1", now) if now else _tr("Sort order")
        self.button.setAccessibleName(words)
        self.button.setToolTip(plain_tip(words))
