"""A quiet line at the foot of the window: what of others waits on the server, or that it cannot be reached."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.announcing import announce
from ui.widgets.buttons import push_button
from ui.widgets.labels import ElidedLabel, plain_tip, stand_on
from ui.words import counted


class NewsLine(QWidget):
    """`wanted` when the user wants to exchange now."""

    wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        """Nothing to say yet."""
        super().__init__()
        self.words = ElidedLabel(role="muted")
        self.button = push_button(icons, "", quiet=True, on_click=self.wanted.emit)
        stand_on("status", self.words, self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.button)
        self.clear()

    def clear(self) -> None:
        """Nothing waits."""
        self._show("", "", "")

    def show_waiting(self, number: int) -> None:
        """Say how many changes of others wait."""
        if not number:
            self.clear()
            return
        words = counted(number, "%1 change of others waits.", "%1 changes of others wait.")
        self._show(words, self.tr("Exchange now (F5)"), "")
        self.button.setAccessibleName(self.tr("%1 Exchange now (F5)").replace("%1", words))

    def show_away(self, name: str, why: str) -> None:
        """Say that a server cannot be reached; `why` is told to whoever points at it."""
        self._show(self.tr("%1 cannot be reached; you work on offline").replace("%1", name), "", why)

    def show_refused(self, name: str, why: str) -> None:
        """Say that a server does not let us listen."""
        self._show(self.tr("Not listening to %1").replace("%1", name), self.tr("Exchange now (F5)"), why)
        self.button.setAccessibleName(why)

    def said(self) -> str:
        """What it says now."""
        return " ".join(part for part in (self.words.text(), self.button.text()) if part)

    def _show(self, words: str, verb: str, why: str) -> None:
        before = self.words.text()
        self.words.setText(words)
        self.words.updateGeometry()
        self.words.setToolTip(plain_tip(why))
        self.words.setAccessibleDescription(why)
        self.button.setText(verb)
        self.button.setVisible(bool(verb))
        self.setVisible(bool(words))
        if words and words != before:
            announce(self, words)
