"""A page of three fields with spelling, and what the tests ask of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.prose.field import ProseField
from ui.spelling.help import help_of, helped
from ui.widgets.text_field import LineField, TextField


def loaded(context: Context, qtbot: QtBot) -> Context:
    """The context with its dictionary; skipped where there can be none."""
    pytest.importorskip("hunspell", reason="chunspell has no wheel for this machine")
    context.spelling.want()
    qtbot.waitUntil(lambda: not context.spelling.is_loading(), timeout=10_000)
    assert context.spelling.problem() == ""
    return context


class Page:
    """A prose field, a line and a field for the words of others."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.context = context
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.prose = ProseField(context, "State of play")
        self.line = helped(LineField("Next step"), context)
        self.verbatim = TextField("Words")
        column = QVBoxLayout(self.widget)
        for one in (self.prose, self.line, self.verbatim):
            column.addWidget(one)
        column.addStretch(1)
        self.widget.resize(640, 600)
        self.widget.show()
        qtbot.waitUntil(self.widget.isActiveWindow)
        self.verbatim.setFocus()

    def menu(self, field: TextField | LineField, words: str) -> QMenu:
        """The menu of the field on a word."""
        return field.open_menu(field.value().index(words) + 1)


def marked(field: TextField | LineField) -> list[str]:
    found = help_of(field)
    assert found is not None
    return [one.word for one in found.marks()]


def entries(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions()]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().replace("&", "") == words).trigger()
    menu.close()
    QApplication.processEvents()


def red_in(context: Context, widget: QWidget) -> int:
    """How many points have the colour of the marks."""
    QApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = int(context.theme.tokens.red.fg[1:], 16)
    return sum((image.pixel(x, y) & 0xFFFFFF) == wanted for y in range(image.height()) for x in range(image.width()))


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found
