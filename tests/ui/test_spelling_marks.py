"""Misspelt words are marked in the fields of the window, unless the store knows them or the user wants no marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from tests.ui.conftest import Said
from tests.ui.spelling_staging import Page, choose, loaded, marked, red_in
from ui import speller
from ui.context import Context
from ui.forms.store_words import StoreWords
from ui.speller import Mark
from ui.spelling.help import help_of, seen_blocks
from ui.spelling.painting import visible_marks
from ui.widgets.text_field import TextField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> Page:
    return Page(loaded(context, qtbot), qtbot)


# marks


def test_a_misspelt_word_is_underlined_at_rest_and_while_it_is_written(page: Page) -> None:
    page.prose.set_value("All is **well** here.")
    assert red_in(page.context, page.prose) == 0
    page.prose.set_value("All is **wrogn** here.")
    assert page.prose.resting() and red_in(page.context, page.prose) > 5
    page.prose.setFocus()
    assert not page.prose.resting() and red_in(page.context, page.prose) > 5


def test_a_misspelt_word_of_one_line_is_underlined_below_its_letters(page: Page) -> None:
    page.line.set_value("Repair the brigde")
    assert red_in(page.context, page.line) > 3
    page.line.set_value("Repair the bridge")
    assert red_in(page.context, page.line) == 0


def test_references_addresses_code_and_words_of_others_are_never_marked(page: Page, crisis: dict[str, str]) -> None:
    quote = page.context.desk.capture_quote(crisis["minutes"], 0, 9, {})
    page.prose.set_value(f"See {{{{quote:{quote}}}}} and `wrogn` at https://wrogn.exmple\n\n```\nwrogn\n```\n")
    page.verbatim.set_value("Wrogn wrods of sombody esle")
    assert marked(page.prose) == []
    assert help_of(page.verbatim) is None
    assert red_in(page.context, page.widget) == 0
    page.prose.setFocus()
    assert red_in(page.context, page.prose) == 0


def test_the_words_of_a_quote_are_not_marked_where_a_reference_shows_them(page: Page, crisis: dict[str, str]) -> None:
    made = page.context.desk.create("quote", {"exact": "Wrogn wrods", "form": "paraphrase"})
    page.prose.set_value(f"See {{{{quote:{made}}}}}.")
    assert "Wrogn" in page.prose.formatted().toPlainText()
    assert red_in(page.context, page.prose) == 0


def test_the_word_being_typed_is_marked_when_it_is_finished(page: Page) -> None:
    page.prose.setFocus()
    QTest.keyClicks(page.prose, "All is wrogn")
    assert marked(page.prose) == ["wrogn"] and red_in(page.context, page.prose) == 0
    QTest.keyClicks(page.prose, " ")
    assert red_in(page.context, page.prose) > 5


def test_what_cannot_be_edited_is_not_marked(page: Page) -> None:
    page.prose.set_value("All is wrogn")
    page.prose.setReadOnly(True)
    assert marked(page.prose) == [] and red_in(page.context, page.prose) == 0


def test_marks_can_be_turned_off_and_stay_off(page: Page) -> None:
    page.prose.set_value("All is wrogn")
    page.context.spelling.set_on(False)
    assert red_in(page.context, page.prose) == 0 and not page.context.settings.spelling()
    page.context.spelling.set_on(True)
    assert red_in(page.context, page.prose) > 5 and page.context.settings.spelling()


@pytest.mark.parametrize("sentence", ["The goverment met. ", "The goverment met.\n", "The goverment 😀 met. "])
def test_of_a_long_text_only_what_can_be_seen_is_looked_at(page: Page, sentence: str) -> None:
    text = sentence * 5_300
    assert len(text) > 100_000
    field = TextField("Long", parent=page.widget)
    field.setPlainText(text)
    field.show()
    QApplication.processEvents()
    field.select_span(50_000, 50_000)
    asked: list[str] = []

    def ask(piece: str) -> tuple[Mark, ...]:
        asked.append(piece)
        return page.context.spelling.marks(piece)

    seen = QRectF(field.viewport().rect())
    found = [
        (block, one) for block, origin in seen_blocks(field, seen) for one in visible_marks(block, origin, seen, ask)
    ]
    assert sum(map(len, asked)) < 4_000
    assert len(found) > 3
    for block, one in found:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + one.start)
        cursor.setPosition(block.position() + one.end, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == "goverment"


# the words of the store


def test_a_name_that_is_added_loses_its_mark_and_gets_it_back_by_undo(page: Page, qtbot: QtBot) -> None:
    desk = page.context.desk
    page.prose.set_value("Talks with Brnabić.")
    assert marked(page.prose) == ["Brnabić"]
    actor = desk.create("actor", {"name": "Ana Brnabić"})
    qtbot.waitUntil(lambda: marked(page.prose) == [])
    assert red_in(page.context, page.prose) == 0
    desk.undo()
    qtbot.waitUntil(lambda: marked(page.prose) == ["Brnabić"])
    desk.redo()
    desk.create("alias", {"actor": actor, "text": "Brnabiq"})
    page.prose.set_value("Talks with Brnabić, or Brnabiq.")
    assert marked(page.prose) == []


def test_a_word_is_added_from_the_menu_and_undo_brings_its_mark_back(page: Page) -> None:
    desk = page.context.desk
    page.prose.set_value("The planification’s end")
    assert marked(page.prose) == ["planification’s"]
    page.prose.setFocus()
    choose(page.menu(page.prose, "planification"), "Add to the store's words")
    assert desk.own_words() == ["planification"] and desk.undo_label() == "add word"
    assert marked(page.prose) == []
    desk.undo()
    assert marked(page.prose) == ["planification’s"]


def test_an_ignored_word_is_ignored_in_this_session_only(page: Page) -> None:
    step = page.context.desk.step_number()
    page.prose.set_value("Planification")
    choose(page.menu(page.prose, "Planification"), "Ignore in this session")
    assert marked(page.prose) == [] and page.context.desk.step_number() == step


def test_the_stores_words_are_listed_added_and_taken_out(page: Page, said: Said) -> None:
    page.context.desk.add_word("zebu")
    dialog = StoreWords(page.context, page.widget)
    dialog.open()
    dialog.field.setText("two words")
    dialog.add.click()
    assert "without spaces" in said.texts()[-1] and dialog.field.text() == "two words"
    dialog.field.setText("Banjska")
    dialog.add.click()
    assert dialog.field.text() == "" and not dialog.add.isEnabled()
    assert [dialog.words.item(row).text() for row in range(dialog.words.count())] == ["Banjska", "zebu"]
    assert not dialog.remove.isEnabled()
    dialog.words.setCurrentRow(1)
    QTest.keyClick(dialog.words, Qt.Key.Key_Delete)
    assert page.context.desk.own_words() == ["Banjska"]
    page.context.desk.undo()
    assert dialog.words.count() == 2
    dialog.close()


@pytest.fixture
def kept_desk(sample: Path) -> Iterator[Desk]:
    """The sample in a file."""
    made = Desk.open(sample, "Anna")
    yield made
    made.close()


def test_the_names_of_a_large_store_are_read_in_a_worker_and_followed(
    kept_desk: Desk, make_context: Callable[[Desk], Context], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("hunspell")
    monkeypatch.setattr(speller, "LARGE", 0)
    page = Page(make_context(kept_desk), qtbot)
    qtbot.waitUntil(lambda: not page.context.spelling.is_loading(), timeout=10_000)
    page.prose.set_value("Vučić and Kurti met Zelenskyjj and Brnabiqq.")
    assert marked(page.prose) == ["Zelenskyjj", "Brnabiqq"]
    for name in ("Ana Brnabiqq", "Anna", "Volodymyr Zelenskyjj"):
        kept_desk.create("actor", {"name": name})
    qtbot.waitUntil(lambda: marked(page.prose) == [], timeout=10_000)
    kept_desk.add_word("wrogn")
    page.prose.set_value("wrogn")
    qtbot.waitUntil(lambda: marked(page.prose) == [], timeout=10_000)
