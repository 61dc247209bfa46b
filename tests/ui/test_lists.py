"""What is over a list: filters kept under names, the ways back to the whole list, the order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.pages.timeline import TimelinePage

from .conftest import Answers, Said
from .staging import Desktop

Make = Callable[..., Desktop]


@pytest.fixture
def staged(context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot) -> Make:
    return lambda page: Desktop(context, crisis, said, qtbot, page)


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def test_a_saved_filter_keeps_the_issue_of_the_timeline(staged: Make, answers: Answers) -> None:
    desktop = staged(TimelinePage)
    page, water = desktop.page, desktop.ids["water"]
    desktop.desk.create("event", {"title": "Elsewhere", "date_edtf": "2026-11-19"})
    assert not entry(page.saved.menu(), "Save this filter…").isEnabled()
    page.set_narrowing((water,))
    page.refresh()
    narrowed = desktop.listed()
    assert len(narrowed) == 3
    answers.text = "Water only"
    entry(page.saved.menu(), "Save this filter…").trigger()
    page.clear_filter()
    assert len(desktop.listed()) == 4 and page.issue.value() == ""
    assert not entry(page.saved.menu(), "Water only").isChecked()
    entry(page.saved.menu(), "Water only").trigger()
    assert desktop.listed() == narrowed and page.issue.value() == water
    assert entry(page.saved.menu(), "Water only").isChecked()


def test_a_saved_filter_of_another_store_does_not_narrow_to_an_issue_that_is_not_there(staged: Make) -> None:
    desktop = staged(TimelinePage)
    kept = '{"Old": {"text": "", "chips": ["occurred"]}, "Far": {"text": "", "chips": [], "narrowing": ["nobody"]}}'
    desktop.context.settings.set_word("timeline/filters", kept)
    entry(desktop.page.saved.menu(), "Far").trigger()
    assert desktop.page.issue.value() == "" and len(desktop.listed()) == 3
    entry(desktop.page.saved.menu(), "Old").trigger()  # as it was kept before there was narrowing
    assert len(desktop.listed()) == 2


def test_escape_takes_the_text_first_and_then_all_the_rest(staged: Make) -> None:
    desktop = staged(TimelinePage)
    page = desktop.page
    page.set_narrowing((desktop.ids["water"],))
    page.chips.set_keys(("planned",))
    page.filter.setText("repair")
    page.filter.setFocus()
    desktop.qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert (page.filter.text(), page.chips.keys(), page.issue.value()) == ("", ("planned",), desktop.ids["water"])
    desktop.qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert page.chips.keys() == () and page.issue.value() == "" and len(desktop.listed()) == 3


def test_a_record_that_the_issue_kept_out_is_shown_when_it_is_wanted(staged: Make) -> None:
    desktop = staged(TimelinePage)
    other = desktop.desk.create("event", {"title": "Elsewhere"})
    desktop.page.set_narrowing((desktop.ids["water"],))
    desktop.page.refresh()
    desktop.page.show_record("event", other)
    assert desktop.shown() == other and desktop.page.issue.value() == ""


def test_an_empty_field_of_an_issue_has_no_arrow(staged: Make) -> None:
    desktop = staged(TimelinePage)
    field = desktop.page.issue
    arrow = next(action for action in field.actions() if "Alt+Enter" in action.toolTip())
    assert not arrow.isVisible()
    field.set_value(desktop.ids["water"])
    assert arrow.isVisible()
    desktop.page.clear_filter()
    assert not arrow.isVisible()
