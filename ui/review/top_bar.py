"""The bar over a brief that is read: out, which brief, how far, and what can be done. It folds in narrow windows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.review.verbs import GROUNDS, VIEWS
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel

WIDE = 1180
"""With less width (at 10 pt) size, ground and view are choices of one menu."""
_WORDS = 1300
"""With less width the verbs have no words."""


class TopBar(QFrame):
    """`set_title` and `set_facts` say what is read, `set_share` how far; the buttons are the actions themselves.

    `version_wanted` carries the number of another version.
    """

    version_wanted = Signal(int)

    def __init__(self, context: Context, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        """A bar with the buttons of these actions."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("review_bar")
        self._share = 0.0
        self.title = ElidedLabel(role="strong")
        self.facts = ElidedLabel(role="muted")
        self.leave = self._button(actions["leave"])
        self.queue = self._button(actions["queue"])
        self.notes = self._button(actions["notes"])
        self._folding = [self._button(actions[name]) for name in ("smaller", "larger")]
        self._grounds = [self._button(actions[mode.value]) for mode in GROUNDS]
        self._views = [self._button(actions[name], words=True) for name in VIEWS]
        self.verbs = [self._button(actions[name]) for name in ("print", "comment", "decide")]
        self.more = QToolButton()
        self.more.setText("Aa")
        self.more.setAccessibleName(self.tr("Letters, ground and view"))
        self.more.setToolTip(self.more.accessibleName())
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        for names in (("smaller", "larger", "usual"), [mode.value for mode in GROUNDS], VIEWS):
            for name in names:
                menu.addAction(actions[name])
            menu.addSeparator()
        self.more.setMenu(menu)
        self.versions = QToolButton()
        self.versions.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.versions.setObjectName("versions")
        self.versions.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.version_menu = QMenu(self)
        self.versions.clicked.connect(self._open_versions)  # a menu of its own would be given room for an arrow
        self.versions.hide()
        self._numbers: tuple[tuple[int, ...], int | None] = ((), None)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self.versions)
        second.addWidget(self.facts, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 10, 8)
        row.setSpacing(2)
        row.addWidget(self.leave)
        row.addWidget(self.queue)
        row.addSpacing(8)
        row.addLayout(words, 1)
        row.addSpacing(10)
        for group in (self._folding, self._grounds, self._views, [self.more], self.verbs, [self.notes]):
            for button in group:
                row.addWidget(button)
            row.addSpacing(8)

    def set_title(self, title: str, facts: str) -> None:
        """Say which brief is read, and what is to be known of it."""
        self.title.setText(title)
        self.facts.setText(facts)

    def set_versions(self, words: str, numbers: tuple[int, ...], shown: int | None) -> None:
        """Offer the versions there are, where there is more than one."""
        if (numbers, shown) == self._numbers:
            return
        self._numbers = (numbers, shown)
        self.versions.setVisible(len(numbers) > 1)
        self.versions.setText(f"{words} ▾")
        name = self.tr("Which version: %1").replace("%1", words)
        self.versions.setAccessibleName(name)
        self.versions.setToolTip(name)
        menu = self.version_menu
        menu.clear()
        for number in reversed(numbers):
            label = self.tr("Version %1").replace("%1", str(number))
            newest = self.tr("%1, the newest").replace("%1", label)
            action = menu.addAction(newest if number == numbers[-1] else label)
            action.setCheckable(True)
            action.setChecked(number == shown)
            action.triggered.connect(lambda _on=False, one=number: self.version_wanted.emit(one))

    def _open_versions(self) -> None:
        self.version_menu.popup(self.versions.mapToGlobal(self.versions.rect().bottomLeft()))

    def set_share(self, share: float) -> None:
        """Show how much of it was read, from 0 to 1."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        high = self.context.theme.px(2)
        wide = self.width() * min(max(self._share, 0.0), 1.0)
        start = self.width() - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
        QPainter(self).fillRect(
            QRectF(start, self.height() - high, wide, high), QColor(self.context.theme.tokens.accent)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show what there is room for."""
        theme = self.context.theme
        wide = self.width() >= theme.px(WIDE)
        for button in (*self._folding, *self._grounds, *self._views):
            button.setVisible(wide)
        self.more.setVisible(not wide)
        with_words = self.width() >= theme.px(_WORDS)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        style = beside if with_words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self.verbs:
            button.setToolButtonStyle(style)
        self.leave.setToolButtonStyle(beside if self.width() >= theme.px(900) else style)

    def _button(self, action: QAction, *, words: bool = False) -> QToolButton:
        button = ActionButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextOnly if words else style.ToolButtonIconOnly)
        return button
