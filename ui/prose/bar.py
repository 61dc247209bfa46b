"""The small bar below the words being written: bold, italic, lists, link, quote reference.

Its buttons never take the focus, so that a click leaves caret and selection where they are; the keyboard has
shortcuts and the menu.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.icons import Icons
from ui.prose.verbs import VERBS
from ui.widgets.buttons import icon_button


class WritingBar(QWidget):
    """One button a verb; `write` is called with its key."""

    def __init__(self, icons: Icons, write: Callable[[str], object], parent: QWidget) -> None:
        """A hidden bar."""
        super().__init__(parent)
        self.hide()
        self._icons = icons
        self._write = write
        self.setCursor(Qt.CursorShape.ArrowCursor)

    @cached_property
    def buttons(self) -> dict[str, QToolButton]:
        """The buttons by the keys of their verbs, made when they are first seen: most fields are never written in."""
        made: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for verb in VERBS:
            if verb.icon:
                button = icon_button(self._icons, verb.icon, verb.tip(), on_click=partial(self._write, verb.key))
                button.setProperty("small", True)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                row.addWidget(button)
                made[verb.key] = button
        row.addStretch(1)
        return made

    def setVisible(self, visible: bool) -> None:
        if visible:
            _ = self.buttons
        super().setVisible(visible)
