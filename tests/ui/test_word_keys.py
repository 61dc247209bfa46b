"""In a text field the keys that delete a word delete a word; elsewhere Ctrl+Del moves the record to the bin."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.window import MainWindow

from .walking import visit

CTRL = Qt.KeyboardModifier.ControlModifier


def text_of(field: Any) -> str:
    return str(field.text() if hasattr(field, "text") else field.toPlainText())


@pytest.fixture
def issues(open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot) -> Any:
    window = open_window(sample)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return visit(window, "issues", qtbot)


@pytest.mark.parametrize("name", ["next_step", "state_of_play", "title", "filter"])
def test_a_word_is_deleted_and_the_record_stays(issues: Any, name: str, qtbot: QtBot) -> None:
    before = issues.desk.count("issue")
    detail = issues.detail
    fields: dict[str, QWidget] = {"title": detail.title.widget, "filter": issues.filter}
    field: Any = fields.get(name) or next(
        editor.widget for form in detail.forms for editor in form.editors.values() if editor.spec.name == name
    )
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    if name == "filter":
        field.setText("two words")
    QTest.keyClick(field, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Home)
    words = text_of(field).split()
    QTest.keyClick(field, Qt.Key.Key_Delete, CTRL)
    assert text_of(field).split() == words[1:]
    assert issues.desk.count("issue") == before


def test_in_the_list_the_key_moves_the_record_to_the_bin(issues: Any, qtbot: QtBot) -> None:
    before = issues.desk.count("issue")
    issues.list.setFocus()
    QTest.keyClick(issues.list, Qt.Key.Key_Delete, CTRL)
    assert issues.desk.count("issue") == before - 1
