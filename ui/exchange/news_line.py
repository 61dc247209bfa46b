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
        words = counted(
            number, "%1 change of others waits. Exchange now (F5)", "%1 changes of others wait. Exchange now (F5)"
        )
        self._show("", words if number else "", "")

    def show_away(self, name: str, why: str) -> None:
        """Say that a server cannot be reached; `why` is told to whoever points at it."""
        self._show(self.tr("%1 cannot be reached; you work on offline").replace("%1", name), "", why)

    def show_refused(self, name: str, why: str) -> None:
        """Say that a server does not let us listen; exchanging asks for what it wants."""
        self._show("", self.tr("Not listening to %1. Exchange now (F5)").replace("%1", name), why)

    def said(self) -> str:
        """What it says now."""
        return self.words.text() or self.button.text()

    def _show(self, words: str, verb: str, why: str) -> None:
        before = self.said()
        for part, text in ((self.words, words), (self.button, verb)):
            part.setText(text)
            part.setToolTip(plain_tip(why))
            part.setAccessibleDescription(why)
            part.setVisible(bool(text))
        self.setVisible(bool(words or verb))
        if self.said() not in ("", before):
            announce(self, self.said())
