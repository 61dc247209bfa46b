"""What the menu and F7 offer for a misspelt word, the switch, and a machine without the package."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from tests.ui.conftest import Answers, Said
from tests.ui.spelling_staging import Page, choose, entries, loaded, marked, popup, red_in
from ui.context import Context
from ui.forms.preferences import Preferences
from ui.spelling.verbs import next_mistake
from ui.widgets.text_field import LineField, TextField
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> Page:
    return Page(loaded(context, qtbot), qtbot)


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
    assert desk.undo_label().startswith("change state of play of “Water supply")
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
