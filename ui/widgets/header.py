"""The head of a page: what it is, how much is in it, and the page's own buttons at the end.

Responsible for: title, subtitle and a place for buttons, one of them primary.
Refuses to: wrap; long titles end in … and are whole in the tool tip.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.buttons import action_button, push_button
from ui.widgets.labels import ElidedLabel


class PageHeader(QFrame):
    """Title over subtitle at the start, buttons at the end."""

    def __init__(self, icons: Icons, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setProperty("page_header", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = ElidedLabel(role="title")
        self._subtitle = ElidedLabel(role="muted")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        row.addLayout(self.buttons)
        self.set_title(title)
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Change the title, which is also the header's accessible name."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the grey line under the title."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_button(
        self, text: str, on_click: Callable[[], object], *, icon: str = "", primary: bool = False
    ) -> QPushButton:
        """Add a button of its own."""
        button = push_button(self._icons, text, icon, primary=primary, on_click=on_click)
        self.add_widget(button)
        return button

    def add_action(self, action: QAction, *, icon: str = "", primary: bool = False) -> QToolButton:
        """Add a button that is this action."""
        button = action_button(self._icons, action, icon, primary=primary)
        self.add_widget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else after the buttons already there."""
        self.buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
