"""A new version of a source: what moved is shown, re-anchored by a person, and taken back; variants are linked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Quote
from tests.ui.conftest import Answers
from ui.importing.moved import MovedWindow
from ui.pages.evidence import QuoteDetail
from ui.pages.quotes import QuotesPage
from ui.pages.sources import SourcesPage
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FIRST = """The cell met on Monday. The minister said: “We will go on with the tankers as long as it takes.”

The contractor spoke of “reasons beyond our control” and of the winter that comes early.

The union called the offer “a decision without a date and without a price” in its note.

“Not now”, said the governor, and the spokesman said so too.
"""
SECOND = """CORRECTED. The cell met on Monday. The minister said: “We will go on with the tankers as long as it takes.”

The union called the offer “a decision without a date but with a high price” in its note.

“Not now”, said the governor. “Not now”, said the spokesman.
"""
WORDS = (
    "We will go on with the tankers as long as it takes.",
    "reasons beyond our control",
    "a decision without a date and without a price",
    "Not now",
)


@pytest.fixture
def page(open_window: Callable[[Desk | Path], MainWindow], tmp_path: Path) -> SourcesPage:
    desk = Desk.new(tmp_path / "crisis.db", "Anna")
    source = desk.archive_text("Note on the water", FIRST).source
    speaker = desk.create("actor", {"name": "Mara Vale", "kind": "person"})
    for words in WORDS:
        start = FIRST.index(words)
        desk.capture_quote(source, start, start + len(words), {"speaker": speaker})
    window = open_window(desk)
    window.go("source", source)
    found = window.current_page()
    assert isinstance(found, SourcesPage)
    return found


def brought(page: SourcesPage, tmp_path: Path, answers: Answers, qtbot: QtBot) -> MovedWindow:
    """The second version comes in by the menu; the window of what moved opens."""
    file = tmp_path / "corrected.txt"
    file.write_text(SECOND, encoding="utf-8")
    answers.files = [file]
    with qtbot.waitSignal(page.context.background.ended, timeout=20_000):
        page.context.actions["new_version"].trigger()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(MovedWindow)), timeout=20_000)
    shown = page.window().findChildren(MovedWindow)[0]
    settle(shown, qtbot)
    return shown


def settle(window: MovedWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.asked and not window.context.background.busy(), timeout=20_000)


def quote(desk: Desk, words: str) -> Quote:
    return next(one for one in desk.every(Quote) if one.exact == words)


def test_what_moved_is_shown_side_by_side_and_re_anchored_one_by_one_or_all_that_are_sure(
    page: SourcesPage, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    desk = page.desk
    window = brought(page, tmp_path, answers, qtbot)
    assert [window.row(one).pills[0][0] for one in window.items.values()] == [
        *("moved", "gone", "words changed", "several places")
    ]
    assert page.detail.versions.older.isVisible() and "4 quotes" in page.detail.versions.older.accessibleName()
    source = page.detail.shown()
    assert {desk.quote_state(one) for one in desk.older_quotes(source)} == {"verified"}
    assert window.told.text() == "0 of 4 re-anchored" and window.all_sure.text().endswith("(1)")
    window.activateWindow()
    window.list.setFocus()
    qtbot.waitUntil(lambda: window.pane.buttons[0].isVisible())
    QTest.keyClick(window.list, Qt.Key.Key_Tab)
    assert window.pane.buttons[0].hasFocus()
    QTest.keyClick(window.list, Qt.Key.Key_1)
    settle(window, qtbot)
    moved = quote(desk, WORDS[0])
    assert moved.start == SECOND.index(WORDS[0]) and desk.quote_state(moved) == "verified"
    window.list.setCurrentIndex(window.list.model().index(1, 0))
    assert [one.text() for one in window.pane.buttons] == [
        *("Re-anchor, with the words as they are now", "Leave it on version 1")
    ]
    window.pane.buttons[0].click()
    settle(window, qtbot)
    assert quote(desk, "a decision without a date but with a high price").start == SECOND.index("a decision")
    window.list.setCurrentIndex(window.list.model().index(1, 0))
    assert [one.text() for one in window.pane.buttons] == [
        "Re-anchor at the beginning of paragraph 3",
        "Re-anchor in paragraph 3, after “\u2068now”, said the governor.\u2069”",
        "Leave it on version 1",
    ]
    window.pane.buttons[1].click()
    settle(window, qtbot)
    assert quote(desk, "Not now").start == SECOND.rindex("Not now")
    assert window.pane.buttons[0].text() == "Leave it on version 1" and len(window.items) == 1
    window.undo()
    settle(window, qtbot)
    assert quote(desk, "Not now").start == FIRST.index("Not now") and len(window.items) == 2
    window.undo()
    settle(window, qtbot)
    window.undo()
    settle(window, qtbot)
    assert len(desk.older_quotes()) == 4
    window.all_sure.click()
    settle(window, qtbot)
    assert len(desk.older_quotes()) == 3 and not window.all_sure.isEnabled()
    undo = window.toasts.toasts()[-1].action
    assert undo is not None
    undo.click()
    settle(window, qtbot)
    assert len(desk.older_quotes()) == 4 and window.all_sure.isEnabled()
    main = page.window()
    assert isinstance(main, MainWindow)
    main.go("quote", quote(desk, WORDS[1]).id)
    quotes = main.current_page()
    assert isinstance(quotes, QuotesPage)
    detail = quotes.shown.detail
    assert isinstance(detail, QuoteDetail) and detail.older.isVisible() and "exact" in detail.proof.text()
    detail.open_source()
    sources = main.current_page()
    assert isinstance(sources, SourcesPage) and sources.detail.versions.not_newest.isVisible()
    window.close()


def test_the_same_words_in_another_source_are_shown_beside_the_quote_and_linked_by_a_click(
    page: SourcesPage, qtbot: QtBot
) -> None:
    desk, window = page.desk, page.window()
    assert isinstance(window, MainWindow)
    text = "Elsewhere she was heard to say: “We shall go on with the tankers as long as it takes.”"
    other = desk.archive_text("Another paper", text).source
    start, speaker = text.index("We shall"), desk.ids("actor")[0]
    made = desk.capture_quote(other, start, len(text) - 1, {"speaker": speaker})
    window.go("quote", quote(desk, WORDS[0]).id)
    quotes = window.current_page()
    assert isinstance(quotes, QuotesPage)
    detail = quotes.shown.detail
    section = detail.variants
    desk.mark_speaker(made, text.index("she"), text.index("she") + 3)
    assert "source says" not in detail.said.text()
    window.go("quote", made)
    assert "the source says “\u2068she\u2069”" in detail.said.text()
    window.go("quote", quote(desk, WORDS[0]).id)
    assert section.isVisible() and desk.variants(made) == ()

    def press(words: str) -> None:
        def seen() -> list[QPushButton]:
            return [one for one in section.findChildren(QPushButton) if one.isVisible() and one.text() == words]

        qtbot.waitUntil(lambda: len(seen()) == 1)
        seen()[0].click()

    press("Link as a variant")
    assert [one.exact for one in desk.variants(made)] == [WORDS[0]]
    press("Take off")
    assert desk.variants(made) == ()
    undo = window.toasts.toasts()[-1].action
    assert undo is not None
    undo.click()
    assert len(desk.variants(made)) == 1


def test_a_quote_of_an_older_version_is_shown_in_that_version_and_nothing_is_captured_there(
    page: SourcesPage, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    desk = page.desk
    brought(page, tmp_path, answers, qtbot).close()
    detail, one = page.detail, quote(desk, WORDS[0])
    page.show_record("quote_in_source", one.id)
    assert detail.view.toPlainText() == FIRST
    assert detail.view.textCursor().position() == one.start
    assert detail.versions.not_newest.isVisible() and not detail.versions.older.isVisible()
    assert detail.versions.button.text() == "Version 1" and not detail.capture_button.isEnabled()
    page.proposing.open()
    assert detail.versions.button.text() == "Version 2, the newest" and not detail.versions.not_newest.isVisible()
    page.proposing.close()
    detail.show_version(one.source_version)
    detail.versions.chosen.emit("")
    assert not detail.versions.not_newest.isVisible() and detail.versions.older.isVisible()
    detail.show_version(one.source_version)
    desk.undo()
    page.refresh()
    assert not detail.versions.button.isVisible() and not detail.versions.not_newest.isVisible()
