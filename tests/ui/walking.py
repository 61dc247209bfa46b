"""The looks in which every page is walked, and how one is visited."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.base import Page
from ui.theme import Mode
from ui.window import MainWindow

LOOKS = [
    pytest.param((mode, scale, direction), id=f"{mode.value}-{scale}-{name}")
    for mode, scale, (name, direction) in product(
        (Mode.LIGHT, Mode.DARK),
        (100, 140),
        (("ltr", Qt.LayoutDirection.LeftToRight), ("rtl", Qt.LayoutDirection.RightToLeft)),
    )
]


def visit(window: MainWindow, key: str, qtbot: QtBot) -> Page:
    """Show a place and wait until everything in it has come."""
    window.show_place(key)
    page = window.current_page()
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=30_000)
    for _ in range(5):
        QApplication.processEvents()
    return page


def controls(window: MainWindow) -> list[QWidget]:
    """What can take the focus by Tab, visible now."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def unnamed(window: MainWindow, key: str) -> list[str]:
    """The controls of the place `key` that have no name, or one that another has."""
    names = [(spoken(widget), widget) for widget in controls(window)]
    assert len(names) > 8, key
    nameless = [widget for name, widget in names if not name.strip()]
    faults = [f"{key}: {type(widget).__name__} {widget.objectName()} has no name" for widget in nameless]
    for name, count in Counter(name for name, _widget in names if name.strip()).items():
        if count > 1:
            faults.append(f"{key}: {[type(w).__name__ for n, w in names if n == name]} are called “{name}”")
    return faults


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    if isinstance(widget, QComboBox):
        # Qt gives its value for its name on Linux; the label is told as a relation
        labels = [
            one.text(QAccessible.Text.Name)
            for one, kind in interface.relations()
            if kind & QAccessible.RelationFlag.Label
        ]
        return ", ".join(labels)
    return interface.text(QAccessible.Text.Name)
