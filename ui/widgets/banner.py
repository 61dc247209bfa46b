"""A strip on top of a page for a state that lasts: sample data, read-only file, a source that changed.

Responsible for: words, a tone, buttons and a close button.
Refuses to: go away by itself (that is what toasts do) and to ask a question that blocks.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from ui.icons import Icons
from ui.theme import Tone
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import plain_tip, set_look, stand_on, text_label

_ICONS: dict[Tone, str] = {
    "blue": "info",
    "grey": "info",
    "green": "circle-check",
    "amber": "triangle-alert",
    "red": "circle-alert",
}

_WORDS = 180
"""The words have at least so much of the width (at 10 pt)."""


class Banner(QFrame):
    """``closed`` is emitted when the user closes it; the banner hides itself first."""

    closed = Signal()

    def __init__(
        self,
        icons: Icons,
        text: str,
        tone: Tone = "blue",
        *,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._tone = tone
        self.setObjectName("banner")
        # Not Maximum: the height of its size hint is that of few lines, and many would be cut.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._picture = QLabel()
        self._words = text_label(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._words, 1)
        self._close = icon_button(icons, "x", self.tr("Close this notice"), on_click=self._on_close)
        self._buttons: list[QPushButton] = []
        self._menu = QMenu(self)
        self._more = icon_button(icons, "ellipsis", "", on_click=self._open_menu)
        self._more.hide()
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.insertWidget(self._row.count() - 1, self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        stand_on("banner", self._words, self._close, self._more)
        self._close.setVisible(closable)
        icons.follow(self._picture, self._draw)
        self.set_text(text, tone)

    def set_text(self, text: str, tone: Tone) -> None:
        """Change words and tone."""
        self._tone = tone
        self._words.setText(text)
        self.setAccessibleName(text)
        more = self.tr("Ways forward: %1").replace("%1", text)
        self._more.setAccessibleName(more)
        self._more.setToolTip(plain_tip(more))
        set_look(self, "tone", tone)
        set_look(self._words, "tone", tone)
        self._draw(self._picture)

    def add_action(self, text: str, on_click: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button before the close button."""
        button = push_button(self._icons, text, primary=primary, on_click=on_click)
        stand_on("banner", button)
        self._row.insertWidget(self._row.count() - 2, button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons.append(button)
        self._menu.addAction(text, on_click)
        self._fold()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the buttons leave no room for the words they are choices of a menu instead."""
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in self._buttons)
        words = min(self._words.sizeHint().width(), self._icons.theme.px(_WORDS))
        around = self._picture.sizeHint().width() + self._close.sizeHint().width() + 2 * self._row.spacing() + 20
        tight = bool(self._buttons) and self.isVisible() and needed + words + around > self.width()
        for button in self._buttons:
            button.setVisible(not tight)
        self._more.setVisible(tight)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold()

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def _draw(self, picture: QObject) -> None:
        if isinstance(picture, QLabel):
            edge, scale = self._icons.theme.icon_px, picture.devicePixelRatioF()
            picture.setPixmap(self._icons.pixmap(_ICONS[self._tone], self._tone, edge, scale))
