"""A quiet line at the foot of the window: what of others waits on the server, or that it cannot be reached."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from ui.widgets.announcing import announce
from ui.widgets.labels import ElidedLabel, plain_tip, set_look, stand_on
from ui.words import counted


class _LineButton(QPushButton):
    """A button like a link that shortens itself with … where the window is too narrow for its words."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        around = 2 * self.fontMetrics().averageCharWidth()
        room = max(0, self.width() - around)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)


class NewsLine(QWidget):
    """`wanted` when the user wants to exchange now."""

    wanted = Signal()

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__()
        self.words = ElidedLabel(role="muted")
        self.button = _LineButton()
        self.button.setAutoDefault(False)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_look(self.button, "quiet", True)
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit())
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
        self._show(self.tr("Offline: %1 cannot be reached").replace("%1", name), "", why)

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
            part.setToolTip(plain_tip(why or text))
            part.setAccessibleDescription(why)
            part.setVisible(bool(text))
        self.setVisible(bool(words or verb))
        if self.said() not in ("", before):
            announce(self, self.said())
