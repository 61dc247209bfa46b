"""Misspelt words in the window: marks, menu, the next mistake, the words of the store, and no package at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from tests.ui.conftest import Answers, Said
from ui import speller
from ui.context import Context
from ui.forms.preferences import Preferences
from ui.forms.store_words import StoreWords
from ui.prose.field import ProseField
from ui.speller import Mark
from ui.spelling.help import help_of, helped, seen_blocks
from ui.spelling.painting import visible_marks
from ui.spelling.verbs import next_mistake
from ui.widgets.text_field import LineField, TextField
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def ready(context: Context, qtbot: QtBot) -> Context:
    """The context with its dictionary loaded."""
    pytest.importorskip("hunspell", reason="chunspell has no wheel for this machine")
    context.spelling.want()
    qtbot.waitUntil(lambda: not context.spelling.is_loading(), timeout=10_000)
    assert context.spelling.problem() == ""
    return context


class Page:
    """A prose field, a line and a field for the words of others."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.context = context
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.prose = ProseField(context, "State of play")
        self.line = helped(LineField("Next step"), context)
        self.verbatim = TextField("Words")
        column = QVBoxLayout(self.widget)
        for one in (self.prose, self.line, self.verbatim):
            column.addWidget(one)
        column.addStretch(1)
        self.widget.resize(640, 600)
        self.widget.show()
        qtbot.waitUntil(self.widget.isActiveWindow)
        self.verbatim.setFocus()

    def menu(self, field: TextField | LineField, words: str) -> QMenu:
        """The menu of the field on a word."""
        return field.open_menu(field.value().index(words) + 1)


@pytest.fixture
def page(ready: Context, qtbot: QtBot) -> Page:
    return Page(ready, qtbot)


def marked(field: TextField | LineField) -> list[str]:
    found = help_of(field)
    assert found is not None
    return [one.word for one in found.marks()]


def entries(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions()]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().replace("&", "") == words).trigger()
    menu.close()
    QApplication.processEvents()


def red_in(context: Context, widget: QWidget) -> int:
    """How many points have the colour of the marks."""
    QApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = int(context.theme.tokens.red.fg[1:], 16)
    return sum((image.pixel(x, y) & 0xFFFFFF) == wanted for y in range(image.height()) for x in range(image.width()))


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


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


# the menu


def test_a_suggestion_takes_the_place_of_the_word_as_one_step_of_undo(page: Page) -> None:
    page.prose.set_value("😀 The goverment **occured**.")
    page.prose.setFocus()
    menu = page.menu(page.prose, "occured")
    assert entries(menu)[0] == "occurred" and menu.accessibleName() == "Spelling of “occured”"
    assert entries(menu).index("Add to the store's words") <= 6
    choose(menu, "occurred")
    assert page.prose.value() == "😀 The goverment **occurred**."
    page.prose.undo()
    assert page.prose.value() == "😀 The goverment **occured**."


def test_a_suggestion_is_chosen_in_a_field_of_one_line(page: Page) -> None:
    page.line.set_value("Repair the brigde now")
    choose(page.menu(page.line, "brigde"), "bridge")
    assert page.line.value() == "Repair the bridge now"
    page.line.undo()
    assert page.line.value() == "Repair the brigde now"


def test_a_word_without_a_mark_has_the_plain_menu(page: Page) -> None:
    page.prose.set_value("The goverment met")
    menu = page.menu(page.prose, "met")
    assert "Ignore in this session" not in entries(menu) and menu.actions()
    menu.close()


def test_a_right_click_on_the_formatted_text_offers_what_was_meant(page: Page) -> None:
    page.prose.set_value("- It is **wrogn**\n- here")
    document = page.prose.formatted()
    place = document.toRawText().index("wrogn") + 2
    block = document.findBlock(place)
    top = document.documentLayout().blockBoundingRect(block).topLeft()  # first: it may lay the lines out anew
    line = block.layout().lineForTextPosition(place - block.position())
    spot = QPoint(
        round(top.x() + line.cursorToX(place - block.position())[0]),  # type: ignore[index]
        round(top.y() + line.y() + line.height() / 2),
    )
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, page.prose.viewport().mapToGlobal(spot))
    QApplication.sendEvent(page.prose.viewport(), event)
    menu = popup()
    assert entries(menu)[0] == "wrong"
    choose(menu, "wrong")
    assert page.prose.value() == "- It is **wrong**\n- here"


def test_the_menu_key_opens_the_suggestions_for_the_word_at_the_caret(page: Page) -> None:
    page.prose.set_value("The goverment met")
    page.prose.setFocus()
    page.prose.put_caret(8)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(page.prose.viewport(), event)
    choose(popup(), "government")
    assert page.prose.value() == "The government met"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself makes a menu event of Shift+F10")
def test_shift_f10_opens_the_suggestions_for_the_word_at_the_caret(page: Page) -> None:
    page.line.set_value("Repair the brigde")
    page.prose.set_value("Repair the raod")
    for field, wanted in ((page.line, "bridge"), (page.prose, "road")):
        field.setFocus()
        field.select_span(13, 13)
        QTest.keyClick(field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        assert wanted in entries(popup())[:5]
        popup().close()


# the next mistake


def test_f7_goes_from_mistake_to_mistake_and_from_field_to_field(page: Page) -> None:
    page.prose.set_value("The goverment **occured**")
    page.line.set_value("Repair the brigde")
    page.verbatim.set_value("wrogn")
    page.prose.setFocus()
    seen = []
    for _ in range(4):
        next_mistake(page.context, page.widget)
        field = QApplication.focusWidget()
        assert isinstance(field, TextField | LineField)
        start, end = field.chosen()
        seen.append(field.value()[start:end])
        assert popup().activeAction() is popup().actions()[0]
        popup().close()
    assert seen == ["goverment", "occured", "brigde", "goverment"]


def test_f7_corrects_by_enter(page: Page) -> None:
    page.line.set_value("Repair the brigde")
    next_mistake(page.context, page.widget)
    QTest.keyClick(popup(), Qt.Key.Key_Return)
    assert page.line.value() == "Repair the bridge"


def test_f7_says_where_nothing_is_misspelt(page: Page, said: Said) -> None:
    page.prose.set_value("All is well")
    next_mistake(page.context, page.widget)
    assert said.texts() == ["Nothing is misspelt here."]


# in the window


def test_the_menu_of_the_window_switches_marks_and_f7_finds_words_of_the_record(
    desk: Desk, crisis: dict[str, str], open_window: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    pytest.importorskip("hunspell")
    desk.edit("issue", crisis["water"], {"state_of_play": "The goverment met Vale."})
    window = open_window(desk)
    window.go("issue", crisis["water"])
    qtbot.waitUntil(lambda: not window.current_page().is_waiting(), timeout=10_000)
    window.actions_registry["next_mistake"].trigger()
    choose(popup(), "government")
    window.current_page().flush()
    assert desk.get(Issue, crisis["water"]).state_of_play == "The government met Vale."
    assert desk.undo_label() == "change state of play"
    action = window.actions_registry["spelling"]
    assert action.isChecked()
    action.trigger()
    assert not window.context.spelling.is_on()
    window.actions_registry["preferences"].trigger()
    dialog = window.findChild(Preferences)
    dialog.spelling.click()
    dialog.close()
    assert action.isChecked() and window.context.spelling.is_on()


def test_preferences_switch_the_marks_and_lead_to_the_words(page: Page, qtbot: QtBot) -> None:
    dialog = Preferences(page.context, page.widget)
    dialog.open()
    assert dialog.spelling.isChecked() and not dialog.no_spelling.isVisible()
    dialog.spelling.click()
    assert not page.context.spelling.is_on()
    dialog.close()


def test_without_the_package_the_window_works_and_says_why_nothing_is_marked(
    context: Context, said: Said, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    page = Page(context, qtbot)
    qtbot.waitUntil(lambda: bool(context.spelling.problem()), timeout=10_000)
    page.prose.set_value("All is wrogn")
    page.prose.setFocus()
    QTest.keyClicks(page.prose, "and mroe ")
    page.prose.textCursor().movePosition(QTextCursor.MoveOperation.Start)
    assert marked(page.prose) == [] and red_in(context, page.prose) == 0
    menu = page.menu(page.prose, "wrogn")
    assert "Ignore in this session" not in entries(menu)
    menu.close()
    next_mistake(context, page.widget)
    assert "chunspell" in said.texts()[-1]
    dialog = Preferences(context, page.widget)
    dialog.open()
    assert dialog.no_spelling.isVisible() and "chunspell" in dialog.no_spelling.text()
    assert not dialog.spelling.isEnabled() and answers.asked == []
    dialog.close()
