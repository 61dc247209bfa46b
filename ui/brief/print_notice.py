"""What a print window has to say over its pages: one message at a time, with ways forward, spoken too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import Tone
from ui.widgets.banner import Banner

Way = tuple[str, Callable[[], object]]
"""Words of a button, and what it does."""


class Notice(QWidget):
    """Empty and without height until something is said."""

    def __init__(self, icons: Icons) -> None:
        """Nothing to say yet."""
        super().__init__()
        self._icons = icons
        self.banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, text: str, tone: Tone, *ways: Way, closable: bool = True) -> None:
        """Say this instead of what was said before."""
        self.clear()
        self.banner = Banner(self._icons, text, tone, closable=closable, parent=self)
        for words, act in ways:
            self.banner.add_action(words, act)
        self.banner.closed.connect(self.hide)
        self._column.addWidget(self.banner)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def clear(self) -> None:
        """Say nothing."""
        self.hide()
        if self.banner is not None:
            self.banner.hide()
            self._column.removeWidget(self.banner)
            self.banner.deleteLater()
            self.banner = None

    def text(self) -> str:
        """What is said now."""
        return self.banner.accessibleName() if self.banner is not None and not self.isHidden() else ""


def hairline() -> QFrame:
    """A line between two surfaces."""
    line = QFrame()
    line.setObjectName("line")
    return line
