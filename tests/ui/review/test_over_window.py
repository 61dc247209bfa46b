"""Review mode over the window: F11 and back, what it hides, what it holds, and where the focus comes back to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing.brief.addresses import Spot
from briefing.desk import Desk
from ui.app import _options
from ui.review.all_notes import AllNotes
from ui.review.over_window import KEPT
from ui.review.review_page import ReviewPage
from ui.window import MainWindow

from .conftest import a_submission

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def page_of(window: MainWindow) -> ReviewPage:
    mode = window.commands.review_mode
    assert mode is not None and mode.page is not None
    return mode.page


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def test_f11_reads_the_brief_that_is_shown_and_comes_back_to_where_one_was(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.show_place("briefs")
    shown = window.current_page().seen()
    assert shown is not None
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
    before: QWidget | None = QApplication.focusWidget()
    enabled = {one.key for one in window.actions_registry.all() if one.action.isEnabled()}
    press(qtbot, Qt.Key.Key_F11)
    page = page_of(window)
    assert page.isVisible() and page.shown is not None and page.shown.entry.brief == shown[1]
    assert not any(part.isVisible() for part in (window.menuBar(), window.sidebar, window.body, window.statusBar()))
    window.menus.refresh()
    assert {one.key for one in window.actions_registry.all() if one.action.isEnabled()} <= set(KEPT)
    press(qtbot, Qt.Key.Key_J)
    assert page.text.current() is not None
    press(qtbot, Qt.Key.Key_F1)
    manual = next(one for one in window.findChildren(QWidget) if type(one).__name__ == "Manual")
    assert manual.shown() == "reading"  # type: ignore[attr-defined]
    manual.close()
    page.text.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.isVisible() and window.body.isVisible() and window.menuBar().isVisible()
    assert QApplication.focusWidget() is before
    assert {one.key for one in window.actions_registry.all() if one.action.isEnabled()} == enabled
    press(qtbot, Qt.Key.Key_F11)
    assert page_of(window) is page and page.isVisible()
    press(qtbot, Qt.Key.Key_F11)
    assert not page.isVisible()


def test_a_store_that_can_only_be_read_offers_review_and_nothing_is_written_in_it(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(Desk.open(sample, "Anna", read_only=True))
    buttons = {one.text(): one for one in window.body.findChildren(QPushButton)}
    buttons["Open in review"].click()
    page = page_of(window)
    assert page.isVisible()
    assert "reading only" in page.notes.refusal.text()
    assert not page.verbs["comment"].isEnabled() and not page.verbs["decide"].isEnabled()
    page.noting.comment()
    assert page.notes.form.isHidden()
    another = sample.with_name("another.db")
    Desk.new_from_sample(another, "Anna").close()
    window.take_desk(Desk.open(another, "Anna"))  # another store in the same window: review ends
    assert window.body.isVisible() and not window.commands.reviewing()


def test_a_file_that_can_only_be_read_opens_in_review_mode_where_briefs_were_issued(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path
) -> None:
    window = open_window(Desk.open(sample, "Anna", read_only=True))
    window.commands.read_at_once()
    assert not window.commands.reviewing(), "no brief of it was issued"
    with closing(Desk.open(sample, "Anna")) as desk:
        a_submission(desk, desk.open_issues()[0].id)
    window.commands.read_at_once()
    assert page_of(window).isVisible() and len(page_of(window).source.queue()) == 3
    window.take_desk(Desk.open(sample, "Anna"))
    window.commands.read_at_once()
    assert not window.commands.reviewing(), "it can be written"


def test_the_command_line_opens_review_mode() -> None:
    assert _options(["--review", "crisis.db"]).review
    assert not _options(["crisis.db"]).review


def test_all_comments_and_decisions_are_listed_narrowed_and_lead_to_their_place(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    desk = Desk.open(sample, "Anna")
    brief = a_submission(desk, desk.open_issues()[0].id)
    desk.add_comment(Spot(brief, 2), "Good.")
    window = open_window(desk)
    window.actions_registry["all_notes"].trigger()
    listed = next(one for one in window.findChildren(QWidget) if isinstance(one, AllNotes))
    assert listed.count.text() == "6 comments and decisions"
    assert len(listed.shown()) == 6 and listed.shown()[0].text == "Good."
    listed.chips.set_keys(("agreed",))
    listed.chips.changed.emit(("agreed",))
    assert [one.KIND for one in listed.shown()] == ["decision"]
    assert listed.count.text() == "1 of 6 comments and decisions"
    listed.chips.set_keys(("open",))
    listed.words.setText("AUTUMN")
    assert [one.text for one in listed.shown()] == ["Early autumn?"]
    listed.author.set_value("Anna")
    listed.author.currentIndexChanged.emit(1)
    assert listed.shown() == [] and listed.nothing.text().startswith("Nothing is like that")
    listed.author.set_value("Jo Kern")
    listed.author.currentIndexChanged.emit(1)
    listed.list.activated.emit(listed.model.index(0))
    page = page_of(window)
    assert page.isVisible() and page.shown is not None
    unit = page.text.current()
    assert unit is not None and page.shown.units[unit].text == "Agree to talks in spring."
    desk.add_comment(Spot(brief, 2), "Autumn again.", author="Jo Kern")  # the list hears of what is written
    assert {one.text for one in listed.shown()} == {"Early autumn?", "Autumn again."}
    listed.close()


def test_what_is_half_typed_when_the_window_closes_is_there_again(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.commands.review()
    page = page_of(window)
    page.noting.comment()
    qtbot.keyClicks(page.notes.form.words, "Half a sen")
    window.close()
    again = open_window(sample)
    again.commands.review()
    page = page_of(again)
    assert page.notes.go_on.isVisible()
    page.notes.go_on.click()
    assert page.notes.form.words.value() == "Half a sen"
