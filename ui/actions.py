"""The one registry of actions: menus, tool tips, shortcuts and the shortcut page are all made from it.

Two actions may not share a key or a shortcut; the registry refuses at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.icons import Icons


@dataclass(frozen=True)
class Registered:
    """An action with its key and the menu it stands in; `words` are others by which people look for it."""

    key: str
    menu: str
    action: QAction
    words: str = ""


class Actions(QObject):
    """All actions of a window by key."""

    def __init__(self, icons: Icons, parent: QObject) -> None:
        """An empty registry; actions belong to `parent`."""
        super().__init__(parent)
        self._icons = icons
        self._all: dict[str, Registered] = {}
        self._undressed: list[tuple[QAction, str]] = []

    def add(
        self,
        key: str,
        menu: str,
        text: str,
        slot: Callable[[], object],
        *,
        shortcut: str | QKeySequence.StandardKey = "",
        icon: str = "",
        checkable: bool = False,
        tip: str = "",
        words: str = "",
    ) -> QAction:
        """Register an action. `menu` is file, formats, edit, text, view, go or help, or empty for none."""
        if key in self._all:
            raise ValueError(f"two actions called {key}")
        action = QAction(text, self.parent())
        action.setObjectName(key)
        action.setCheckable(checkable)
        keys = self._keys(shortcut)
        for one in keys:
            clash = [r.key for r in self._all.values() if one in r.action.shortcuts()]
            if clash:
                raise ValueError(f"{key} and {clash[0]} share {one.toString()}")
        action.setShortcuts(keys)
        plain = tip or text.replace("&", "").rstrip("…")
        shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        action.setToolTip(f"{plain} ({shown})" if shown else plain)
        if icon:
            self._undressed.append((action, icon))
        if checkable:
            action.toggled.connect(lambda _on: slot())
        else:
            action.triggered.connect(lambda _on=False: slot())
        self._all[key] = Registered(key, menu, action, words)
        return action

    def set_words(self, key: str, words: str) -> None:
        """Let an action be found by other words too."""
        self._all[key] = replace(self._all[key], words=words)

    def dress(self) -> None:
        """Give the actions their icons. Nobody sees them before a menu opens, so this waits for the first paint."""
        for action, icon in self._undressed:
            self._icons.bind(action, icon)
        self._undressed.clear()

    def _keys(self, shortcut: str | QKeySequence.StandardKey) -> list[QKeySequence]:
        if isinstance(shortcut, QKeySequence.StandardKey):
            return QKeySequence.keyBindings(shortcut)
        return [QKeySequence(shortcut)] if shortcut else []

    def __getitem__(self, key: str) -> QAction:
        """The action registered under `key`."""
        return self._all[key].action

    def of_menu(self, menu: str) -> list[QAction]:
        """The actions of a menu in the order in which they were registered."""
        return [r.action for r in self._all.values() if r.menu == menu]

    def all(self) -> list[Registered]:
        """Every action."""
        return list(self._all.values())
