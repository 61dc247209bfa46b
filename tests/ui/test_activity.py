"""The activity log: newest first, in blocks, undone entries marked, a click leads to the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.context import Context
from ui.forms.activity import BLOCK, ActivityLog, DeedList
from ui.widgets.rows import ROW_ROLE, RowText
from ui.window import MainWindow

from .conftest import Said


def shown(context: Context, qtbot: QtBot) -> ActivityLog:
    parent = QWidget()
    qtbot.addWidget(parent)
    log = ActivityLog(context, parent)
    log.keep = parent  # type: ignore[attr-defined]
    log.open()
    return log


def row(log: ActivityLog, number: int) -> RowText:
    found = log.model.index(number).data(ROW_ROLE)
    assert isinstance(found, RowText)
    return found


def test_entries_say_who_what_and_where_and_what_was_undone(
    context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    context.desk.edit("issue", crisis["water"], {"priority": "critical"})
    context.desk.unlink(crisis["water"], "actor", crisis["vale"])
    context.desk.undo()
    log = shown(context, qtbot)
    undo, unlink, edit = (row(log, number) for number in range(3))
    assert (undo.title, undo.icon, undo.pills) == ("Undone: unlink actor", "undo-2", ())
    assert (unlink.title, unlink.icon, unlink.pills) == ("Unlink actor", "unlink", (("undone since", "grey"),))
    assert (edit.title, edit.icon, edit.pills) == ("Change priority", "pencil", ())
    assert edit.subtitle.startswith("Anna · Issue ") and "Water supply" in edit.subtitle and edit.date
    spoken = log.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Unlink actor" in spoken and "undone since" in spoken
    log.reject()


def test_a_click_or_enter_leads_to_the_record_once(
    context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot
) -> None:
    context.desk.edit("event", crisis["tankers"], {"place": "North"})
    log = shown(context, qtbot)
    spot = log.list.visualRect(log.model.index(0)).center()
    qtbot.mouseClick(log.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert said.went == [("event", crisis["tankers"])] and log.isHidden()
    context.desk.create("alias", {"actor": crisis["vale"], "text": "M. Vale"})
    log = shown(context, qtbot)
    qtbot.keyClick(log.list, Qt.Key.Key_Return)
    assert said.went[1:] == [("actor", crisis["vale"])]


def test_an_entry_about_the_store_itself_says_so(
    context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot
) -> None:
    context.desk.set_setting("as_at", "2026-11-24")
    log = shown(context, qtbot)
    qtbot.keyClick(log.list, Qt.Key.Key_Return)
    assert said.went == [] and "about the store itself" in said.texts()[-1] and log.isVisible()
    log.reject()


def test_only_the_blocks_that_are_looked_at_are_read(context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
    for number in range(3 * BLOCK):
        context.desk.edit("issue", crisis["water"], {"next_step": f"Call {number}"})
    asked: list[int] = []

    def read(before: int, limit: int) -> object:
        asked.append(before)
        return context.desk.deeds(before, limit)

    parent = QWidget()
    qtbot.addWidget(parent)
    model = DeedList(read, lambda deed: RowText(deed.label), parent)  # type: ignore[arg-type]
    nowhere = QModelIndex()
    assert (asked, model.rowCount()) == ([0], BLOCK)
    while model.canFetchMore(nowhere):
        model.fetchMore(nowhere)
    everything = context.desk.deeds(limit=10_000)
    assert [model.deed(model.index(n)) for n in range(model.rowCount())] == everything
    assert len(asked) == len(everything) // BLOCK + 1
    model.fetchMore(nowhere)
    assert model.rowCount() == len(everything) and model.deed(nowhere) is None


def test_an_empty_store_says_that_nothing_was_done(
    desk: Desk, make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    log = shown(make_context(desk), qtbot)
    assert not log.list.isVisible()
    assert any("Nothing was done" in label.text() for label in log.findChildren(QLabel))
    log.reject()


def test_the_view_menu_opens_it_over_the_window(
    desk: Desk, crisis: dict[str, str], open_window: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(desk)
    window.actions_registry["activity"].trigger()
    log = window.findChild(ActivityLog)
    assert log is not None and log.isVisible()
    qtbot.waitUntil(log.list.hasFocus)
    log.list.activated.emit(log.model.index(0))
    assert window.body.stack.currentWidget() is window.page("briefs")
