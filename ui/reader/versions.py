"""Which version of a source is read: a button to choose one, and what is said over the text where it is not the newest.

Words are taken from the newest version alone; an older one is shown because quotes stand on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from briefing.model import SourceVersion
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.buttons import push_button
from ui.words import counted


class Versions(QObject):
    """The button and the banner. `chosen` carries the id of a version; `moved_wanted` asks what became of quotes."""

    chosen = Signal(str)
    moved_wanted = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Nothing is shown before `show_versions`."""
        super().__init__(parent)
        self._menu = QMenu()
        self.button: QPushButton = push_button(context.icons, "", "history", menu=self._menu)
        self.older = Banner(context.icons, "", "blue", closable=False)
        self.older.add_action(self.tr("See what moved…"), self.moved_wanted.emit)
        self.not_newest = Banner(context.icons, "", "amber", closable=False)
        self.not_newest.add_action(self.tr("Show the newest"), lambda: self.chosen.emit(""))
        for part in (self.button, self.older, self.not_newest):
            part.hide()

    def show_versions(self, versions: Sequence[SourceVersion], shown: str, older_quotes: int) -> None:
        """Offer `versions`, the newest first; `shown` is the one that is read, `older_quotes` stand on others."""
        newest = versions[0].id if versions else ""
        self.button.setVisible(len(versions) > 1)
        self._menu.clear()
        for one in versions:
            words = self.tr("Version %1, the newest") if one.id == newest else self.tr("Version %1")
            words = words.replace("%1", str(one.number or 1))
            choice = self._menu.addAction(words, partial(self.chosen.emit, one.id))
            choice.setCheckable(True)
            choice.setChecked(one.id == shown)
            if one.id == shown:
                self.button.setText(words)
                self.button.setAccessibleName(self.tr("Shown: %1").replace("%1", words))
        words = counted(older_quotes, "%1 quote stands on an older version.", "%1 quotes stand on an older version.")
        self.older.set_text(words, "blue")
        self.older.setVisible(older_quotes > 0 and shown == newest)
        number = next((one.number or 1 for one in versions if one.id == shown), 1)
        words = self.tr("This is version %1, not the newest one. Quotes are captured in the newest text.")
        self.not_newest.set_text(words.replace("%1", str(number)), "amber")
        self.not_newest.setVisible(shown != newest)
