"""The kinds of button the window uses, each with its icon bound to the theme and a name for assistive tools.

Responsible for: push buttons (one primary a page), quiet link-like buttons, icon buttons, buttons of a QAction.
Refuses to: know what a button does.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from ui.icons import Icons
from ui.widgets.labels import plain_tip

_GAP = "\u2009"  # thin space: Qt fixes the room between icon and words at 4 px, which looks cramped


class WordButton(QPushButton):
    """A push button with a little more room between icon and words; its text stays as it was given."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if not option.icon.isNull() and option.text:
            option.text = f"{_GAP}{option.text}"


class ActionButton(QToolButton):
    """A tool button that looks like a push button."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        beside = option.toolButtonStyle == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if beside and not option.icon.isNull() and option.text:
            option.text = f"{_GAP}{option.text}"


def push_button(
    icons: Icons,
    text: str,
    icon: str = "",
    *,
    primary: bool = False,
    quiet: bool = False,
    danger: bool = False,
    on_click: Callable[[], object] | None = None,
    menu: QMenu | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words; ``quiet`` looks like a link, ``danger`` is red, ``menu`` opens below it."""
    button = WordButton(text, parent)
    button.setAutoDefault(False)
    for name, value in (("primary", primary), ("quiet", quiet), ("danger", danger), ("has_menu", bool(menu))):
        button.setProperty(name, value)
    if icon:
        icons.bind(button, icon, "on_accent" if primary else "accent_text" if quiet else "red" if danger else "text")
    if menu is not None:
        button.setMenu(menu)
    if on_click is not None:
        # clicked carries a bool that no verb wants
        button.clicked.connect(lambda _checked=False: on_click())
    return button


def icon_button(
    icons: Icons,
    icon: str,
    label: str,
    *,
    ink: str = "muted",
    checkable: bool = False,
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QToolButton:
    """A button with only an icon; ``label`` is its accessible name and its tool tip."""
    button = QToolButton(parent)
    button.setCheckable(checkable)
    button.setAccessibleName(label)
    button.setToolTip(plain_tip(label))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    icons.bind(button, icon, ink)
    if on_click is not None:
        button.clicked.connect(lambda _checked=False: on_click())
    return button


def action_button(
    icons: Icons, action: QAction, icon: str = "", *, primary: bool = False, parent: QWidget | None = None
) -> QToolButton:
    """A button that looks like a push button and is the action: text, enabling, tool tip and all."""
    button = ActionButton(parent)
    button.setProperty("look", "button")
    button.setProperty("primary", primary)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setDefaultAction(action)
    if icon:
        icons.bind(button, icon, "on_accent" if primary else "text")
    else:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    if action.menu() is not None:
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("has_menu", True)
    return button
