"""The head of a page: what it is, how much is in it, and the page's own buttons at the end.

Responsible for: title, subtitle and a place for buttons, one of them primary.
Refuses to: wrap its title, which ends in … and is whole in the tool tip, and to cut its buttons.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.buttons import action_button, push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel

_LEAST = 100
_TITLE = 160
"""So much of a title (at 10 pt) is seen beside the buttons; with less room they stand below it."""


class PageHeader(QFrame):
    """Title over subtitle at the start, buttons at the end."""

    def __init__(self, icons: Icons, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setObjectName("page_header")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._title = ElidedLabel(role="title")
        self._subtitle = ElidedLabel(role="muted")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 10, 16, 10)
        self._row.setSpacing(8)
        self._row.addLayout(texts, 1)
        self._beside = QWidget()
        self.buttons = FlowLayout(self._beside, 8)
        self._row.addWidget(self._beside)
        self._stand(below=False)
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
        self.buttons.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """Put the buttons below the title where there is no room beside it."""
        margins, theme = self._row.contentsMargins(), self._icons.theme
        room = self.width() - margins.left() - margins.right() - self._row.spacing()
        title = max(theme.px(_LEAST), min(self._title.sizeHint().width(), theme.px(_TITLE)))
        below = title + self.buttons.sizeHint().width() > room
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
            self._stand(below=below)

    def _stand(self, *, below: bool) -> None:
        # what is aligned is never given more lines than one, and what may shrink is shrunk before the title is
        self._row.setAlignment(self._beside, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter)
        policy = self._beside.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred if below else QSizePolicy.Policy.Minimum)
        self._beside.setSizePolicy(policy)
