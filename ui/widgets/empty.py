"""The placeholder of a page or list that has nothing to show, with the one or two things to do about it.

Responsible for: saying why it is empty and offering a way on.
Refuses to: cut its buttons, and to be shown with nothing to do where there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import text_label


class EmptyState(QWidget):
    """Icon, heading, a sentence and buttons, in the middle of its place."""

    def __init__(self, icons: Icons, icon: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = text_label(role="title", wrap=True)
        self._text = text_label(role="muted", wrap=True)
        self._beside = QWidget()
        self._buttons = FlowLayout(self._beside, 8, centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self._beside)
        column.addStretch(3)
        icons.follow(self._picture, self._draw)
        self.set_text(title, text)

    def set_text(self, title: str, text: str = "") -> None:
        """Change heading and sentence."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_icon(self, icon: str) -> None:
        """Change the picture."""
        self._icon = icon
        self._draw(self._picture)

    def add_action(
        self, text: str, on_click: Callable[[], object], *, icon: str = "", primary: bool = False
    ) -> QPushButton:
        """Add a button after those already there."""
        button = push_button(self._icons, text, icon, primary=primary, on_click=on_click)
        self._buttons.addWidget(button)
        button.show()  # at once, so that it can take the focus
        if self.focusProxy() is None:
            self.setFocusProxy(button)
        return button

    def _draw(self, picture: QObject) -> None:
        if isinstance(picture, QLabel):
            scale = picture.devicePixelRatioF()
            picture.setPixmap(self._icons.pixmap(self._icon, "muted", self._icons.theme.px(44), scale))
