"""Actions are enabled where they do something: not on nothing, not in the bin, not behind a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.menus import OF_THE_RECORD
from ui.pages.listing import BIN
from ui.pages.quotes import QuotesPage
from ui.widgets.text_field import TextField
from ui.window import MainWindow

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("no_stray_windows"),
]

Open = Callable[[Desk | Path], MainWindow]


@pytest.fixture
def window(open_window: Open, sample: Path) -> MainWindow:
    return open_window(sample)


def enabled(window: MainWindow) -> set[str]:
    return {key for key in OF_THE_RECORD if window.actions_registry[key].isEnabled()}


def test_on_an_empty_store_there_is_nothing_to_do_to_a_record(open_window: Open, tmp_path: Path) -> None:
    window = open_window(Desk.new(tmp_path / "empty.db", "Anna"))
    for key in ("overview", "issues", "actors", "quotes", "timeline", "sources", "briefs"):
        window.show_place(key)
        assert enabled(window) == set(), key


def test_each_place_offers_what_its_records_can(window: MainWindow) -> None:
    for key, verbs in (
        ("issues", {"duplicate", "delete_record", "comment_record"}),
        ("actors", {"duplicate", "delete_record", "link_issue", "comment_record"}),
        (
            "quotes",
            {
                "duplicate",
                "delete_record",
                "link_issue",
                "copy_quote",
                "show_in_source",
                "verify_quote",
                "comment_record",
            },
        ),
        (
            "sources",
            {"delete_record", "link_issue", "capture", "comment_record", "review_proposals", "new_version"},
        ),
    ):
        window.show_place(key)
        assert enabled(window) == verbs, key


def test_a_quote_is_verified_and_shown_in_its_source_by_keys(window: MainWindow) -> None:
    window.show_place("quotes")
    page = window.current_page()
    quote = page.current_record()
    window.actions_registry["verify_quote"].trigger()
    assert any("checked now: exact" in label.text() for label in window.toasts.findChildren(QLabel))
    window.actions_registry["show_in_source"].trigger()
    assert window.current_page().KEY == "sources"
    window.back()
    assert window.current_page().current_record() == quote


def test_a_paraphrase_has_no_words_to_verify(window: MainWindow) -> None:
    window.show_place("quotes")
    page: Any = window.current_page()
    page.shown.write_paraphrase("They will meet again")
    assert enabled(window).isdisjoint({"verify_quote", "show_in_source"})


def test_a_place_of_records_asks_for_a_comment_by_a_key(window: MainWindow) -> None:
    action = window.actions_registry["comment_record"]
    assert action.shortcut().toString() == "Ctrl+Alt+M"
    for place in ("issues", "sources"):
        window.show_place(place)
        page = window.current_page()
        action.trigger()
        field = window.focusWidget()
        assert isinstance(field, TextField) and page.isAncestorOf(field)
        field.insertPlainText(f"On {place}.")
        next(one for one in page.findChildren(QPushButton) if one.text() == "Save comment").click()
        shown = page.current_record()
        assert shown is not None
        assert [one.head.text for one in window.desk.threads_on(*shown)] == [f"On {place}."]


def test_in_the_bin_a_record_can_only_be_restored(window: MainWindow) -> None:
    window.show_place("actors")
    page: Any = window.current_page()
    actor = page.current_record()[1]
    window.actions_registry["delete_record"].trigger()
    assert "restore_record" not in enabled(window)
    page.chips.set_keys((BIN,))
    page.refresh()
    assert page.current_record() == ("actor", actor) and enabled(window) == {"restore_record"}
    assert [action for action in page.menu().actions() if action.isEnabled()] == [
        window.actions_registry["restore_record"]
    ]
    window.actions_registry["restore_record"].trigger()
    assert window.desk.is_there("actor", actor) and page.current_record() == ("actor", actor)
    assert enabled(window) == {"duplicate", "delete_record", "link_issue", "comment_record"}


def test_the_menus_follow_from_quotes_to_facts_and_positions(window: MainWindow) -> None:
    window.show_place("quotes")
    page = window.current_page()
    assert isinstance(page, QuotesPage)
    assert "copy_quote" in enabled(window)
    page.shown.other_wanted.emit("fact")
    assert enabled(window) == {"duplicate", "delete_record", "link_issue", "comment_record"}
    page.shown.other_wanted.emit("position")
    assert enabled(window) == {"duplicate", "delete_record", "comment_record"}
    page.shown.other_wanted.emit("quote")
    assert "copy_quote" in enabled(window)


def test_what_a_picture_hides_cannot_be_deleted_by_a_key(window: MainWindow) -> None:
    window.show_place("actors")
    window.actions_registry["flip_view"].trigger()
    assert enabled(window) == set()
    window.actions_registry["flip_view"].trigger()
    assert "delete_record" in enabled(window)


def test_a_list_that_finds_nothing_takes_the_verbs_away(window: MainWindow, qtbot: QtBot) -> None:
    window.show_place("issues")
    page: Any = window.current_page()
    page.filter.setText("nothing like it")
    qtbot.waitUntil(lambda: page.current_record() is None)
    assert enabled(window) == set()
    page.clear_filter()
    assert "delete_record" in enabled(window)


def test_nothing_is_captured_from_a_source_in_the_bin(window: MainWindow) -> None:
    window.show_place("sources")
    page: Any = window.current_page()
    page.detail.view.show_passage(0, 20, select=True)
    assert page.detail.capture_button.isEnabled() and "capture" in enabled(window)
    window.actions_registry["delete_record"].trigger()
    page.show_bin()
    page.detail.view.show_passage(0, 20, select=True)
    assert not page.detail.capture_button.isEnabled() and enabled(window) == {"restore_record"}
