"""Backups in the window: counted before one's eyes, looked into, restored, and the restoring undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.errors import StoreError
from ui.forms.backups import Backups
from ui.widgets.banner import Banner
from ui.widgets.rows import ROW_ROLE, RowText
from ui.widgets.toast import Toasts
from ui.window import MainWindow

from .conftest import Answers

Open = Callable[[Desk | Path], MainWindow]


def shown(window: MainWindow, qtbot: QtBot) -> Backups:
    """The dialog, with everything counted."""
    window.actions_registry["backups"].trigger()
    dialog = window.findChildren(Backups)[-1]
    qtbot.waitUntil(lambda: not dialog.busy())
    return dialog


def row(dialog: Backups, number: int = 0) -> RowText:
    found = dialog.model.index(number).data(ROW_ROLE)
    assert isinstance(found, RowText)
    return found


def press(window: MainWindow, words: str, qtbot: QtBot) -> None:
    """Press the button of a banner or a message when it is there."""

    def found() -> list[QAbstractButton]:
        holders = (*window.findChildren(Banner), *window.findChildren(Toasts))
        buttons = [button for holder in holders for button in holder.findChildren(QAbstractButton)]
        return [button for button in buttons if button.isVisible() and button.text().startswith(words)]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def titles(window: MainWindow) -> list[str]:
    return sorted(issue.title for issue in window.desk.open_issues())


def test_a_backup_is_written_counted_looked_into_restored_and_taken_back(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    dialog = shown(window, qtbot)
    assert dialog.model.rowCount() == 0
    assert dialog.empty.isVisible()
    assert not dialog.restore_button.isEnabled()
    dialog.new.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1 and not dialog.busy())
    assert row(dialog).subtitle.startswith("Issue: 6 · Quote: 7")
    assert row(dialog).pills == (("opened and counted ✓", "green"),)
    before = titles(window)
    issue = window.desk.ids("issue")[0]
    window.desk.edit("issue", issue, {"title": "Changed since"})
    dialog.look_button.click()
    assert window.desk.read_only
    assert titles(window) == before
    assert window.settings.recent()[0] == sample, "a backup that was looked at is not opened at the next start"
    press(window, "Back to Sample crisis", qtbot)
    assert "Changed since" in titles(window)
    dialog = shown(window, qtbot)
    dialog.list.setCurrentIndex(dialog.model.index(dialog.model.rowCount() - 1))
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: window.has_desk() and titles(window) == before, timeout=10_000)
    assert not window.desk.read_only
    assert window.desk.store.path == sample
    press(window, "Undo", qtbot)
    qtbot.waitUntil(lambda: window.has_desk() and "Changed since" in titles(window), timeout=10_000)


def test_a_backup_is_restored_while_it_is_looked_at(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    kept = window.desk.keep_backup()
    before = titles(window)
    window.desk.edit("issue", window.desk.ids("issue")[0], {"title": "Changed since"})
    window.commands.look_inside(kept)
    press(window, "Restore this backup", qtbot)
    qtbot.waitUntil(lambda: window.has_desk() and not window.desk.read_only, timeout=10_000)
    assert titles(window) == before
    assert window.desk.store.path == sample


def test_a_damaged_backup_is_named_and_cannot_be_chosen(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    kept = window.desk.keep_backup()
    kept.write_bytes(kept.read_bytes()[:5000])
    dialog = shown(window, qtbot)
    assert row(dialog).pills == (("damaged", "red"),)
    assert row(dialog).subtitle.endswith(".")
    assert not dialog.look_button.isEnabled()
    assert not dialog.restore_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert not window.desk.read_only


def test_a_store_that_cannot_be_replaced_stays_as_it_is(
    open_window: Open, sample: Path, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(sample)
    kept = window.desk.keep_backup()
    window.desk.edit("issue", window.desk.ids("issue")[0], {"title": "Changed since"})

    def full(prepared: Path, target: Path) -> Path:
        prepared.unlink()
        raise StoreError("The disk is full. Nothing was changed.")

    monkeypatch.setattr(Desk, "swap_in", staticmethod(full))
    window.commands.restore_backup(kept)
    qtbot.waitUntil(lambda: ("problem", "The disk is full. Nothing was changed.") in answers.asked, timeout=10_000)
    assert "Changed since" in titles(window)


def test_another_program_that_has_the_store_open_keeps_it(
    open_window: Open, sample: Path, qtbot: QtBot, answers: Answers
) -> None:
    window = open_window(sample)
    kept = window.desk.keep_backup()
    other = Desk.open(sample, "Boris")
    other.edit("issue", other.ids("issue")[0], {"title": "Boris was here"})
    window.commands.restore_backup(kept)
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=10_000)
    assert "in use elsewhere" in answers.asked[0][1]
    assert "Boris was here" in titles(window)
    other.close()
