"""Exchange with another copy: nothing is taken before it was seen, and all of it can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Actor, Event, Issue
from tests.ui.conftest import Answers, Said
from tests.ui.exchange.desks import TwoDesks
from tests.ui.walking import spoken
from ui.context import Context
from ui.dropping import FileDrops, files_in
from ui.exchange.preview import BOTH
from ui.exchange.verbs import ExchangeVerbs
from ui.exchange.window import ExchangeWindow
from ui.widgets.rows import ROW_ROLE
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[Desk | Path], MainWindow]
Make = Callable[[Desk], Context]


@pytest.fixture
def dialog(desks: TwoDesks, make_context: Make, qtbot: QtBot) -> Iterator[ExchangeWindow]:
    with Desk.open(desks.anna, "Anna").store as store:
        parent = QWidget()
        qtbot.addWidget(parent)
        made = ExchangeWindow(make_context(Desk(store, "Anna")), parent)
        made.open()
        yield made
        made.context.background.close()


def read(dialog: ExchangeWindow, path: Path, qtbot: QtBot) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: not dialog.busy())


def rows(dialog: ExchangeWindow) -> list[str]:
    assert dialog.preview is not None
    model = dialog.preview.list.model()
    return [model.index(number, 0).data(ROW_ROLE).spoken() for number in range(model.rowCount())]


def test_what_came_is_seen_then_taken_then_taken_back(desks: TwoDesks, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(desks.anna)
    before = window.desk.step_number()
    window.commands.exchange.exchange_with(desks.bela)
    dialog = window.findChildren(ExchangeWindow)[-1]
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None and "8 steps by" in dialog.preview.facts() and "Bela" in dialog.preview.facts()
    assert window.desk.step_number() == before, "a preview writes nothing"
    dialog.take()
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()))
    toast = window.toasts.toasts()[-1]
    assert toast.text == "Taken from Bela: 7 records."
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy and Water"
    assert window.desk.get(Event, desks.ids["repair"]).deleted
    assert toast.action is not None
    toast.action.click()
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy"
    assert not window.desk.get(Event, desks.ids["repair"]).deleted


def test_the_preview_tells_every_record_and_the_conflicts_first(
    dialog: ExchangeWindow, desks: TwoDesks, qtbot: QtBot
) -> None:
    read(dialog, desks.bela, qtbot)
    assert dialog.preview is not None
    assert rows(dialog)[:2] == [
        "Water supply interruption in the northern district, Issue · Next step, State of play, both desks",
        "Delayed delivery of winter fuel reserves, Issue · Background, both desks",
    ]
    assert "Jana Hollin, Actor, new" in rows(dialog)
    assert "Contractor due to finish the repair, Event, to the bin" in rows(dialog)
    dialog.preview.chips.set_keys([BOTH])
    dialog.preview.chips.changed.emit((BOTH,))
    assert len(rows(dialog)) == 2
    change = dialog.preview.chosen()
    assert change is not None
    told = {one.label: one for one in dialog.preview.words.fields(change)}
    assert told["Next step"].both and told["Next step"].old == "Minister to announce the repair date on Monday"
    assert told["State of play"].texts is not None and "Both stations" in told["State of play"].texts[1]


def test_where_our_newer_words_stand_the_preview_tells_theirs_too(
    desks: TwoDesks, make_context: Make, qtbot: QtBot
) -> None:
    desk = Desk.open(desks.bela, "Bela")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExchangeWindow(make_context(desk), parent)
    dialog.open()
    read(dialog, desks.anna, qtbot)
    assert dialog.preview is not None
    assert rows(dialog)[1] == "Delayed delivery of winter fuel reserves, Issue · Background, both desks, stays as it is"
    dialog.preview.list.setCurrentIndex(dialog.preview.list.model().index(1, 0))
    change = dialog.preview.chosen()
    assert change is not None
    told = dialog.preview.words.fields(change)[0]
    assert told.stays and "April" in told.old and "March" in told.new
    dialog.reject()
    dialog.context.background.close()
    desk.close()


def test_every_stop_of_the_preview_has_a_name_of_its_own(dialog: ExchangeWindow, desks: TwoDesks, qtbot: QtBot) -> None:
    read(dialog, desks.bela, qtbot)
    stops = [
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    names = Counter(spoken(one) for one in stops)
    assert len(stops) > 5 and "" not in names and max(names.values()) == 1, names


def test_control_and_enter_takes_but_enter_alone_does_not(
    dialog: ExchangeWindow, desks: TwoDesks, qtbot: QtBot
) -> None:
    read(dialog, desks.bela, qtbot)
    assert dialog.preview is not None
    QTest.keyClick(dialog.preview.list, Qt.Key.Key_Return)
    assert not dialog.busy() and dialog.isVisible()
    with qtbot.waitSignal(dialog.taken):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("words", [b"", b"minutes of the meeting", b"SQLite format 3\0 and no more"])
def test_a_file_that_is_no_store_says_so_and_nothing_changes(
    dialog: ExchangeWindow, words: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    before = dialog.context.desk.step_number()
    odd = tmp_path / "odd.db"
    odd.write_bytes(words)
    read(dialog, odd, qtbot)
    assert dialog.problem.isVisible() and "odd.db" in dialog.problem.accessibleDescription()
    assert dialog.context.desk.step_number() == before and not dialog.main_button.isVisible()


def test_the_store_itself_and_one_that_has_nothing_new_are_told_apart(
    dialog: ExchangeWindow, desks: TwoDesks, qtbot: QtBot
) -> None:
    read(dialog, desks.anna, qtbot)
    assert "is the store that is open here" in dialog.problem.accessibleDescription()
    dialog.context.desk.take_from(desks.bela)
    read(dialog, desks.bela, qtbot)
    assert dialog.problem.accessibleName() == "There is nothing new"


def test_stopping_while_it_reads_changes_nothing(
    dialog: ExchangeWindow, desks: TwoDesks, said: Said, qtbot: QtBot
) -> None:
    before = dialog.context.desk.step_number()
    with qtbot.waitSignal(dialog.finished):
        dialog.read(desks.bela)
        dialog.reject()
    assert said.texts() == ["Stopped. Nothing was changed."]
    assert dialog.context.desk.step_number() == before


def test_a_dropped_copy_is_looked_at_or_opened_and_another_store_just_opened(
    desks: TwoDesks, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(desks.anna)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(desks.bela))])
    drops = window.findChildren(FileDrops)[0]
    drops.take(files_in(carried))
    menu = window.findChildren(QMenu, "dropped_copy")[0]
    assert window.desk.store.path == desks.anna
    menu.actions()[0].trigger()
    menu.close()
    dialog = window.findChildren(ExchangeWindow)[-1]
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None
    dialog.reject()
    other = tmp_path / "other.db"
    Desk.new(other, "Anna").close()
    drops.take([other])
    assert window.desk.store.path == other


def test_a_store_that_can_only_be_read_takes_nothing(desks: TwoDesks, open_window: Open) -> None:
    window = open_window(Desk.open(desks.anna, "Anna", read_only=True))
    assert not window.actions_registry["exchange"].isEnabled()
    ExchangeVerbs(window).exchange()
    assert not window.findChildren(ExchangeWindow)
    assert "reading only" in window.toasts.toasts()[-1].text


def test_another_crisis_is_mixed_in_only_where_the_user_says_so(
    dialog: ExchangeWindow, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    other = tmp_path / "elsewhere.db"
    desk = Desk.new(other, "Cara")
    desk.create("issue", {"title": "Another crisis"})
    desk.close()
    answers.yes = False
    read(dialog, other, qtbot)
    assert answers.asked[-1][0] == "confirm" and "nothing in common with “elsewhere.db”" in answers.asked[-1][1]
    assert dialog.preview is None and dialog.stack.currentWidget() is dialog.start
    answers.yes = True
    read(dialog, other, qtbot)
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None
    assert [one.title for one in dialog.preview.arrival.preview.records] == ["Another crisis"]
    dialog.main_verb()
    qtbot.waitUntil(lambda: not dialog.busy())
    assert "Another crisis" in [one.title for one in dialog.context.desk.every(Issue)]
