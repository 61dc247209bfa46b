"""A second window on the same store: its own pages and desk, changes seen at once, closed by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from briefing.store.store import create_store
from ui.alerts import Alerts
from ui.icons import Icons
from ui.pages.issues import IssuesPage
from ui.settings import Settings
from ui.theme import Mode
from ui.window import MainWindow
from ui.windows import Windows

Open = Callable[[Any], MainWindow]


def second_of(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window that File, New window opens."""
    before = window.neighbours()
    window.actions_registry["new_window"].trigger()
    made = next(other for other in window.neighbours() if other not in before)
    qtbot.waitExposed(made)
    return made


def title_shown(window: MainWindow) -> str:
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    return str(page.detail.title._field.value())


def test_a_new_window_shows_the_same_store_with_pages_of_its_own(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    first.go("issue", first.desk.ids("issue")[2])
    second = second_of(first, qtbot)
    assert second.desk is not first.desk and second.desk.store.path == first.desk.store.path
    assert second.theme is first.theme and second.icons is first.icons
    assert second.windowTitle() == "Sample crisis (2) – Briefing Desk"
    second.show_place("actors")
    assert first.current_page().KEY == "issues" and second.trail() is not first.trail()
    assert first.geometry() != second.geometry()


def test_what_one_window_writes_the_other_shows_at_once(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    second = second_of(first, qtbot)
    issue = first.desk.ids("issue")[0]
    old = first.desk.get(Issue, issue).title
    for window in (first, second):
        window.go("issue", issue)
    # well before the other window would have looked by itself
    first.desk.edit("issue", issue, {"title": "Changed in 1"})
    qtbot.waitUntil(lambda: title_shown(second) == "Changed in 1", timeout=1000)
    second.desk.edit("issue", issue, {"title": "Changed in 2"})
    qtbot.waitUntil(lambda: title_shown(first) == "Changed in 2", timeout=1000)
    first.commands.undo()
    qtbot.waitUntil(lambda: title_shown(second) == "Changed in 1", timeout=1000)
    second.commands.undo()
    qtbot.waitUntil(lambda: title_shown(first) == old == title_shown(second), timeout=1000)
    assert first.actions_registry["redo"].isEnabled()


def test_a_window_is_closed_by_itself_and_the_changes_are_backed_up_once(
    open_window: Open, sample: Path, qtbot: QtBot, own_places: Path
) -> None:
    first = open_window(sample)
    second = second_of(first, qtbot)
    first.desk.edit("issue", first.desk.ids("issue")[0], {"title": "New title"})
    first.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(first)
    assert second.isVisible() and second.desk.get(Issue, second.desk.ids("issue")[0]).title == "New title"
    assert second.neighbours() == []
    second.theme.set_mode(Mode.DARK)
    second.show_place("issues")
    second.close()
    assert len(list((own_places / "backups").rglob("*.db"))) == 1


def test_the_window_that_is_closed_last_backs_up_what_it_changed(
    open_window: Open, sample: Path, qtbot: QtBot, own_places: Path
) -> None:
    first = open_window(sample)
    second = second_of(first, qtbot)
    for window in (first, second):
        window.desk.edit("issue", window.desk.ids("issue")[0], {"title": f"From {window.slot}"})
        window.close()
    assert len(list((own_places / "backups").rglob("*.db"))) == 2


def test_quit_closes_every_window(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    second = second_of(first, qtbot)
    second.actions_registry["quit"].trigger()
    assert not first.isVisible() and not second.isVisible()
    assert not first.has_desk() and not second.has_desk()


def test_each_window_asks_over_itself(look: Icons, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    windows = Windows(Settings(tmp_path / "s.ini"), look.theme, look)
    first = windows.add(Desk.open(sample, "Anna"))
    second = windows.add_beside(first)
    assert second is not None
    assert isinstance(first.alerts, Alerts) and first.alerts is not second.alerts
    assert first.alerts.parent is first and second.alerts.parent is second
    for window in windows.all():
        window.close()
    assert windows.all() == []


def test_each_window_finds_its_own_place_again(look: Icons, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    windows = Windows(Settings(tmp_path / "s.ini"), look.theme, look)
    first = windows.add(Desk.open(sample, "Anna"))
    second = windows.add_beside(first)
    assert second is not None
    first.resize(760, 600)
    second.resize(690, 560)
    first.show_place("actors")
    second.show_place("timeline")
    for window in windows.all():
        window.close()
    again = windows.add(Desk.open(sample, "Anna"))
    beside = windows.add_beside(again)
    assert beside is not None
    assert (again.width(), beside.width()) == (760, 690)
    assert (again.current_page().KEY, beside.current_page().KEY) == ("actors", "timeline")
    for window in windows.all():
        window.close()


def test_a_store_that_cannot_be_opened_twice_is_named(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(Desk(create_store(), "Anna"))
    window.actions_registry["new_window"].trigger()
    assert window.neighbours() == []
    assert "cannot be opened twice" in window.toasts.toasts()[-1].accessibleName()


def test_a_second_window_on_a_backup_is_read_only_too(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    first.commands.look_inside(first.desk.keep_backup())
    second = second_of(first, qtbot)
    assert second.desk.read_only and second.looking_from == sample


def test_a_backup_is_restored_while_two_windows_show_the_store(
    open_window: Open, sample: Path, qtbot: QtBot, answers: Any
) -> None:
    first = open_window(sample)
    issue = first.desk.ids("issue")[0]
    old = first.desk.get(Issue, issue).title
    kept = first.desk.keep_backup()
    second = second_of(first, qtbot)
    for window in (first, second):
        window.go("issue", issue)
    second.desk.edit("issue", issue, {"title": "Regretted"})
    with qtbot.waitSignal(first.background.ended):
        first.commands.restore_backup(kept)
    assert not [kind for kind, _text in answers.asked if kind == "problem"]
    assert title_shown(first) == title_shown(second) == old
    second.desk.edit("issue", issue, {"title": "Both are on the restored store"})
    qtbot.waitUntil(lambda: title_shown(first) == "Both are on the restored store", timeout=1000)


@pytest.mark.parametrize("mode", [Mode.DARK, Mode.LIGHT])
def test_the_look_is_one_for_both_windows_and_their_menus(
    open_window: Open, sample: Path, qtbot: QtBot, mode: Mode
) -> None:
    first = open_window(sample)
    first.commands.set_mode(Mode.LIGHT if mode is Mode.DARK else Mode.DARK)
    second = second_of(first, qtbot)
    second.commands.set_mode(mode)
    assert first.actions_registry[f"mode_{mode.value}"].isChecked()


def test_a_name_given_in_one_window_is_the_name_in_the_other(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    second = second_of(first, qtbot)
    first.settings.set_text("name", "Bela Moor")
    assert second.may_edit() and second.desk.user == "Bela Moor"
