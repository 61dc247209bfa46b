"""What is over a list: filters kept under names, the ways back to the whole list, the order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.store.records import SORTS
from ui.context import Context
from ui.pages.issues import IssuesPage
from ui.pages.master import MasterPage
from ui.pages.sorting import ORDERS, USUAL
from ui.pages.sources import SourcesPage
from ui.pages.timeline import TimelinePage
from ui.window import MainWindow

from .conftest import Answers, Said
from .staging import Desktop
from .walking import visit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

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


def test_every_order_of_the_menu_is_one_that_the_store_knows() -> None:
    assert {kind: set(orders) - {USUAL} for kind, orders in ORDERS.items()} == {
        kind: set(orders) for kind, orders in SORTS.items()
    }


def test_a_list_is_sorted_says_so_and_remembers_it(staged: Make) -> None:
    desktop = staged(IssuesPage)
    page, ids = desktop.page, desktop.ids
    assert desktop.listed() == [ids["water"], ids["fuel"], ids["schools"]]
    assert page.sorting.button.accessibleName() == "Sort order: Priority, then deadline"
    entry(page.sorting.menu(), "Title").trigger()
    assert desktop.listed() == [ids["fuel"], ids["schools"], ids["water"]]
    assert desktop.shown() == ids["water"] and page.list.currentIndex().row() == 2
    assert page.sorting.button.accessibleName() == page.sorting.button.toolTip() == "Sort order: Title"
    assert entry(page.sorting.menu(), "Title").isChecked()
    page.chips.set_keys(("stalled", "open"))
    page.refresh()
    assert desktop.listed() == [ids["fuel"], ids["water"]]
    again = staged(IssuesPage)
    assert again.listed() == [ids["fuel"], ids["schools"], ids["water"]]
    desktop.context.settings.set_word("issues/order", "moon")
    assert page.sorting.order() == USUAL


def test_the_order_is_reached_and_chosen_without_a_mouse(staged: Make) -> None:
    desktop = staged(IssuesPage)
    page = desktop.page
    page.filter.setFocus()
    desktop.qtbot.keyClick(page.filter, Qt.Key.Key_Tab)
    assert page.sorting.button.hasFocus()
    desktop.qtbot.keyClick(page.sorting.button, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        desktop.qtbot.keyClick(menu, key)
    assert page.sorting.order() == "deadline"


def test_a_place_of_which_all_is_in_the_bin_says_so_and_shows_it(staged: Make) -> None:
    desktop = staged(SourcesPage)
    page = desktop.page
    for source in desktop.desk.ids("source"):
        desktop.desk.delete("source", source)
    assert page.no_records.isVisible() and page.no_records.accessibleName() == "Everything here is in the bin"
    assert page.no_records.accessibleDescription().startswith("2 in the bin")
    button = next(b for b in page.no_records.findChildren(QPushButton) if b.text() == "Show the bin")
    desktop.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.in_bin() and len(desktop.listed()) == 2 and page.list.hasFocus()
    assert head(page) == "2 in the bin"
    assert [chip.text() for chip in page.chips.findChildren(QPushButton) if chip.isVisible()] == ["In the bin (2)"]
    page.filter.setText("daily")
    page.refresh()
    assert head(page) == "1 of 2 in the bin shown"


def test_a_place_that_was_always_empty_does_not_speak_of_the_bin(
    desk: Desk, make_context: Callable[[Desk], Context], said: Said, qtbot: QtBot
) -> None:
    page = Desktop(make_context(desk), {}, said, qtbot, SourcesPage).page
    assert page.no_records.accessibleName() == "No sources yet"
    assert not [b for b in page.no_records.findChildren(QPushButton) if b.isVisible() and "bin" in b.text()]


def head(page: MasterPage) -> str:
    return next(label.text() for label in page.header.findChildren(QLabel) if "bin" in label.text())


def test_a_filter_is_remembered_over_a_restart_of_the_window(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    page: Any = visit(open_window(sample), "issues", qtbot)
    page.filter.setText("Kosovo")
    page.chips.set_keys(("high",))
    page._refilter()
    shown = page.model.ids()
    assert 0 < len(shown) < 6
    page.window().close()
    again: Any = visit(open_window(sample), "issues", qtbot)
    assert (again.filter.text(), again.chips.keys(), again.model.ids()) == ("Kosovo", ("high",), shown)
    again.clear_filter()
    again.window().close()
    last: Any = visit(open_window(sample), "issues", qtbot)
    assert len(last.model.ids()) == 6
