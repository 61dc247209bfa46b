"""Records made on two desks: joined with the name that is chosen, or told apart for good, and either taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Actor, Quote
from tests.ui.exchange.desks import TwoDesks
from tests.ui.walking import spoken
from ui.background import Handle
from ui.context import Context
from ui.exchange.core import Arrival, look
from ui.exchange.doubles import DoublesWindow
from ui.exchange.told import Words
from ui.widgets.rows import ROW_ROLE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def pairs(desk: Desk, crisis: dict[str, str]) -> dict[str, str]:
    """Two actors that are twice in the store."""
    made = dict(crisis)
    made["vale2"] = desk.create("actor", {"name": "Mára Vale", "kind": "person", "role_as_stated": "Minister"})
    made["brook2"] = desk.create("actor", {"name": "Brook & Sons", "kind": "organisation"})
    desk.edit("quote", made["story"], {"speaker": made["vale2"]})
    return made


@pytest.fixture
def shown(
    desk: Desk, pairs: dict[str, str], make_context: Callable[[Desk], Context], qtbot: QtBot
) -> Iterator[DoublesWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = DoublesWindow(make_context(desk), parent)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def rows(shown: DoublesWindow) -> list[str]:
    model = shown.list.model()
    return [model.index(row, 0).data(ROW_ROLE).spoken() for row in range(model.rowCount())]


def choose(shown: DoublesWindow, title: str) -> None:
    for _ in shown.items:
        QTest.keyClick(shown.list, Qt.Key.Key_K)
    for _ in shown.items:
        double = shown.chosen()
        if double is not None and double.first_title == title:
            return
        QTest.keyClick(shown.list, Qt.Key.Key_J)
    raise AssertionError(title)


def test_a_pair_is_joined_under_the_name_that_is_chosen_and_taken_back(
    shown: DoublesWindow, desk: Desk, pairs: dict[str, str]
) -> None:
    assert sorted(rows(shown)) == [
        "Brook & Sons, Actor · the same name",
        "Mara Vale, Actor · Mára Vale · the same name",
    ]
    choose(shown, "Mara Vale")
    QTest.keyClick(shown.list, Qt.Key.Key_1)
    assert desk.get(Quote, pairs["story"]).speaker == pairs["vale"]
    assert [one.name for one in desk.every(Actor)].count("Mára Vale") == 0
    assert len(rows(shown)) == 1 and shown.told.text() == "1 of 2 decided"
    QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.get(Quote, pairs["story"]).speaker == pairs["vale2"]
    chosen = shown.chosen()
    assert chosen is not None and chosen.first_title == "Mara Vale", "what came back is chosen"
    shown.pane.buttons[1].click()
    assert desk.get(Quote, pairs["story"]).speaker == pairs["vale2"]
    assert [one.name for one in desk.every(Actor) if "Vale" in one.name] == ["Mára Vale"]


def test_what_is_different_is_remembered_here_and_by_who_takes_it_in(
    shown: DoublesWindow, desk: Desk, make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    for _ in range(2):
        QTest.keyClick(shown.list, Qt.Key.Key_3)
    assert shown.empty.isVisible() and shown.told.text() == "2 of 2 decided"
    assert desk.undo_label() == "keep two records apart"
    assert len(desk.doubles()) == 2 and not desk.open_doubles()
    again = DoublesWindow(shown.context, shown)
    assert again.items == {} and "No two actors" in again.empty.accessibleDescription()
    again.close()
    shown.undo()
    assert len(desk.open_doubles()) == 1 and len(rows(shown)) == 1
    QTest.keyClick(shown.list, Qt.Key.Key_3)
    assert not desk.open_doubles(), "what was taken back can be said again"


def test_what_one_desk_said_is_told_in_words_and_holds_on_the_other(desks: TwoDesks) -> None:
    other = Desk.open(desks.bela, "Bela")
    other.take_from(desks.anna)
    other.keep_apart(other.open_doubles()[0])
    other.close()
    desk = Desk.open(desks.anna, "Anna")
    arrival = look(desk, desks.bela, Handle())
    assert isinstance(arrival, Arrival)
    words = Words(desk, arrival)
    assert "Two records that only look alike" in [words.title(one) for one in arrival.preview.records]
    desk.take_from(desks.bela)
    assert desk.doubles() and not desk.open_doubles()
    desk.close()


def test_a_pair_that_cannot_be_joined_says_why_and_stays(
    shown: DoublesWindow, desk: Desk, pairs: dict[str, str]
) -> None:
    levels = [level.name for _, level in desk.levels().values() if level.enabled][:2]
    for key, level in zip(("vale", "vale2"), levels, strict=True):
        desk.edit("actor", pairs[key], {"marking": level})
    choose(shown, "Mara Vale")
    QTest.keyClick(shown.list, Qt.Key.Key_1)
    assert "Mark both alike first" in shown.toasts.toasts()[-1].text
    assert len(rows(shown)) == 2


def test_every_stop_has_a_name_of_its_own(shown: DoublesWindow) -> None:
    stops = [
        one
        for one in shown.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]
    names = Counter(spoken(one) for one in stops)
    assert len(stops) > 4 and "" not in names and max(names.values()) == 1, names
