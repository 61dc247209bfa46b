"""What two desks changed at once is settled by a person: by key, one step each, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from tests.ui.exchange.desks import TwoDesks
from tests.ui.walking import spoken
from ui.context import Context
from ui.exchange.conflict_words import both, sides
from ui.exchange.conflicts import ConflictsWindow
from ui.widgets.banner import Banner
from ui.widgets.rows import ROW_ROLE
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MINE = "Minister to announce the repair date on Monday"
THEIRS = "Contractor to confirm the repair date in writing by Friday"


@pytest.fixture
def shown(desks: TwoDesks, make_context: Callable[[Desk], Context], qtbot: QtBot) -> Iterator[ConflictsWindow]:
    desk = Desk.open(desks.anna, "Anna")
    desk.take_from(desks.bela)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ConflictsWindow(make_context(desk), parent)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    desk.close()


def next_step(shown: ConflictsWindow, desks: TwoDesks) -> str:
    return shown.context.desk.get(Issue, desks.ids["water"]).next_step


def test_both_sides_are_shown_with_who_when_and_what_both_had_seen(shown: ConflictsWindow, desks: TwoDesks) -> None:
    conflict = shown.chosen()
    assert conflict is not None and conflict.base == "Repair date to be confirmed by the contractor"
    ours, theirs = sides(shown.context.desk, conflict)
    assert (ours.heading, ours.words, ours.stands) == ("This desk", MINE, False)
    assert (theirs.heading, theirs.words, theirs.stands) == ("Other desk", THEIRS, True)
    assert "Anna" in ours.by and "Bela" in theirs.by
    assert shown.list.model().index(0, 0).data(ROW_ROLE).title == "Next step"
    assert shown.told.text() == "0 of 2 settled"


def test_keys_choose_and_walk_and_each_choice_is_one_step_that_can_be_taken_back(
    shown: ConflictsWindow, desks: TwoDesks
) -> None:
    before = shown.context.desk.step_number()
    QTest.keyClick(shown.list, Qt.Key.Key_J)
    QTest.keyClick(shown.list, Qt.Key.Key_K)
    QTest.keyClick(shown.list, Qt.Key.Key_1)
    assert next_step(shown, desks) == MINE and shown.context.desk.step_number() == before + 1
    assert shown.told.text() == "1 of 2 settled"
    assert "settle next step" in shown.context.desk.undo_label()
    QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert next_step(shown, desks) == THEIRS and shown.told.text() == "0 of 2 settled"
    chosen = shown.chosen()
    assert chosen is not None and chosen.field == "next_step", "what came back is chosen"
    QTest.keyClick(shown.list, Qt.Key.Key_2)
    assert next_step(shown, desks) == THEIRS and len(shown.context.desk.conflicts()) == 1


def test_both_texts_can_be_kept_and_changed_and_typing_settles_nothing(shown: ConflictsWindow, desks: TwoDesks) -> None:
    QTest.keyClick(shown.list, Qt.Key.Key_J)
    assert shown.pane.merged is not None
    shown.pane.merged.setFocus()
    QTest.keyClicks(shown.pane.merged, "12jk")
    assert len(shown.context.desk.conflicts()) == 2, "what is typed is text"
    shown.pane.merged.setPlainText("Filled in March or April.")
    shown.pane.buttons[2].click()
    assert shown.context.desk.get(Issue, desks.ids["fuel"]).background == "Filled in March or April."
    QTest.keyClick(shown.list, Qt.Key.Key_1)
    assert shown.empty.isVisible() and shown.told.text() == "2 of 2 settled"


def test_what_was_settled_meanwhile_says_so_and_leaves_the_list(shown: ConflictsWindow, desks: TwoDesks) -> None:
    stale = shown.context.desk.conflicts()
    other = Desk.open(desks.anna, "Cara")
    other.settle(stale[0], "Wait")
    other.close()
    QTest.keyClick(shown.list, Qt.Key.Key_1)
    assert "settled meanwhile" in shown.toasts.toasts()[-1].text
    assert [one.field for one in shown.context.desk.conflicts()] == ["background"]
    assert next_step(shown, desks) == "Wait" and shown.list.model().rowCount() == 1


def test_every_stop_has_a_name_of_its_own(shown: ConflictsWindow) -> None:
    stops = [
        one
        for one in shown.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    names = Counter(spoken(one) for one in stops)
    assert len(stops) > 5 and "" not in names and max(names.values()) == 1, names


def test_a_banner_stays_until_everything_is_settled(
    desks: TwoDesks, open_window: Callable[[Desk | Path], MainWindow]
) -> None:
    def banners() -> list[str]:
        return [one.accessibleName() for one in window.findChildren(Banner) if "both desks" in one.accessibleName()]

    window = open_window(desks.anna)
    window.desk.take_from(desks.bela)
    assert "2 fields were changed on both desks." in banners()
    window.actions_registry["settle"].trigger()
    dialog = window.findChildren(ConflictsWindow)[-1]
    dialog.pane.use(0)
    assert "1 field was changed on both desks." in banners()
    dialog.pane.use(0)
    window.actions_registry["settle"].trigger()
    assert len(window.findChildren(ConflictsWindow)) == 1 and dialog.empty.isVisible()
    live = [one for one in window.body.findChildren(Banner) if one.isVisible()]
    assert not [one for one in live if "both desks" in one.accessibleName()]
    dialog.close()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("A. B. C.", "A. X. C.", "A. B. X. C."),
        ("Monday", "Friday", "Monday; Friday"),
        ("A. B.", "A. B.", "A. B."),
        ("", "New.", "New."),
    ],
)
def test_a_text_of_both_has_what_they_share_once(one: str, other: str, found: str) -> None:
    assert both(one, other) == found
