"""A held arrow key runs through the list, the detail comes when it rests, and verbs mean the row under the mark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.pages.master import MasterPage
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DOWN = Qt.Key.Key_Down
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


@pytest.fixture
def page(desk: Desk, open_window: Callable[[Desk], MainWindow]) -> MasterPage:
    for number in range(8):
        desk.create("actor", {"name": f"Actor {number}", "kind": "person"})
    window = open_window(desk)
    window.show_place("actors")
    made = window.current_page()
    assert isinstance(made, MasterPage)
    made.list.setFocus()
    return made


def send(page: MasterPage, kind: QEvent.Type, *, again: bool = False, key: Qt.Key = DOWN) -> None:
    QApplication.sendEvent(page.list, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", again))


def hold(page: MasterPage, times: int) -> list[str]:
    """The records whose detail was made while the key was held."""
    made: list[str] = []
    before = page.show_detail
    page.show_detail = lambda record: (made.append(record), before(record))  # type: ignore[method-assign,func-returns-value,assignment]
    send(page, PRESS)
    for _ in range(times):
        send(page, PRESS, again=True)
    return made


def test_a_single_step_shows_its_record_at_once(page: MasterPage) -> None:
    first = page.model.ids()[0]
    assert page.current_record() == ("actor", first)
    send(page, PRESS)
    assert not page.following.is_behind()
    assert page.current_record() == ("actor", page.model.ids()[1])


def test_a_held_key_makes_the_detail_of_the_last_row_only(page: MasterPage) -> None:
    made = hold(page, 5)
    ids = page.model.ids()
    assert made == [ids[1]] and page.list.currentIndex().row() == 6
    send(page, RELEASE, again=True)  # some systems tell of a release between two repeats
    assert page.following.is_behind() and page.is_waiting()
    send(page, RELEASE)
    assert made == [ids[1], ids[6]] and not page.following.is_behind()


def test_the_detail_comes_where_the_release_was_not_seen(page: MasterPage, qtbot: QtBot) -> None:
    made = hold(page, 3)
    qtbot.waitUntil(lambda: len(made) == 2)
    assert made[-1] == page.model.ids()[4]


@pytest.mark.parametrize("how", ["verb", "other key", "menu key", "refresh"])
def test_what_comes_next_is_done_to_the_row_under_the_mark(page: MasterPage, how: str) -> None:
    made = hold(page, 4)
    match how:
        case "verb":
            assert page.current_record() == ("actor", page.model.ids()[5])
        case "other key":
            send(page, PRESS, key=Qt.Key.Key_F5)
        case "menu key":
            send(page, QEvent.Type.ShortcutOverride, key=Qt.Key.Key_Delete)
        case "refresh":
            page.refresh()
    assert made[1] == page.model.ids()[5]
