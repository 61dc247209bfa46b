"""The search box finds and gives commands, beside records."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.search import COMMAND, SearchBox
from ui.window import MainWindow


def _ask(window: MainWindow, query: str, qtbot: QtBot) -> SearchBox:
    box = SearchBox(window.context, window)
    box.open_over()
    with qtbot.waitSignal(box.model.modelReset):
        box.field.insert(query)
    return box


def _kinds(box: SearchBox) -> list[str]:
    return [box._hits[one].kind for one in box.model.ids()]


def test_a_command_is_given_by_its_name(open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    action = window.context.actions["go_quotes"]
    given: list[bool] = []
    action.triggered.connect(lambda: given.append(True))
    box = _ask(window, f"> {action.text().replace('&', '')}", qtbot)
    assert set(_kinds(box)) == {COMMAND}
    assert box.model.ids()[0] == "go_quotes"
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert given


def test_commands_stand_below_the_records_that_are_found(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    box = _ask(open_window(sample), "quotes", qtbot)
    kinds = _kinds(box)
    assert COMMAND in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == COMMAND)
    box.reject()


def test_a_command_that_cannot_be_given_now_is_not_offered(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.context.actions["go_quotes"].setEnabled(False)
    box = _ask(window, ">", qtbot)
    assert box.model.rowCount() > 10
    assert "go_quotes" not in box.model.ids()
    assert "search" not in box.model.ids()
    box.reject()
