"""The Undo of a message takes back what the message tells, whatever was done since, and says what came of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing.model import Issue, Quote
from ui.pages.issues import IssuesPage
from ui.pages.quotes import QuotesPage
from ui.window import MainWindow


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], sample: Path) -> MainWindow:
    return open_window(sample)


def issue_shown(window: MainWindow) -> tuple[IssuesPage, str]:
    issue = next(one for one in window.desk.every(Issue) if one.priority == "high")
    window.go("issue", issue.id)
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    return page, issue.id


def press_undo(window: MainWindow, qtbot: QtBot, place: int = -1) -> str:
    """Press the button of a message and return what is said then."""
    button = window.toasts.toasts()[place].action
    assert button is not None and button.text() == "Undo"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return window.toasts.toasts()[-1].text


def test_putting_a_value_back_is_undone_without_what_was_typed_elsewhere_since(
    window: MainWindow, qtbot: QtBot
) -> None:
    page, issue = issue_shown(window)
    window.desk.edit("issue", issue, {"priority": "critical"})
    view = page.detail.facts.history_of("priority")
    assert view is not None
    back = next(button for button in view.findChildren(QPushButton) if button.text() == "Put this back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.desk.get(Issue, issue).priority == "high"
    field = page.detail.facts.field("next_step")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "Ring the mission")
    assert press_undo(window, qtbot).startswith("Undone: ")
    found = window.desk.get(Issue, issue)
    assert (found.priority, found.next_step) == ("critical", "Ring the mission")
    assert "next step" in window.actions_registry["undo"].text()
    assert "priority" in window.actions_registry["redo"].text()


def test_what_was_changed_since_is_said_and_left_alone(window: MainWindow, qtbot: QtBot) -> None:
    page, issue = issue_shown(window)
    page.duplicate_record()
    made = page.detail.shown()
    assert made != issue
    window.desk.edit("issue", made, {"title": "Another matter"})
    assert press_undo(window, qtbot).startswith("Not undone, since something was changed again: issue.")
    assert window.desk.get(Issue, made).title == "Another matter" and not window.desk.get(Issue, made).deleted


def test_a_second_way_to_the_same_undo_says_that_it_is_done(window: MainWindow, qtbot: QtBot) -> None:
    page, issue = issue_shown(window)
    page.detail.verbs.delete(issue)
    window.commands.undo()
    steps = window.desk.step_number()
    assert press_undo(window, qtbot, place=0) == "This was undone already."
    assert window.desk.step_number() == steps and not window.desk.get(Issue, issue).deleted


def test_a_quote_that_became_a_paraphrase_gets_its_marks_back_without_a_later_edit(
    window: MainWindow, qtbot: QtBot
) -> None:
    quote = next(one for one in window.desk.every(Quote) if window.desk.quote_state(one) == "verified")
    window.go("quote", quote.id)
    page = window.current_page()
    assert isinstance(page, QuotesPage)
    page.shown.detail.reword.reworded.emit("What was said, more or less")
    issue = window.desk.every(Issue)[0]
    window.desk.edit("issue", issue.id, {"next_step": "Write to the ministry"})
    press_undo(window, qtbot)
    assert window.desk.quote_state(window.desk.get(Quote, quote.id)) == "verified"
    assert window.desk.get(Issue, issue.id).next_step == "Write to the ministry"
