"""A prose field: formatted at rest, Markdown and a bar while it is written, verbs by key, button and menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from tests.ui.conftest import Said
from tests.ui.staging import Stage
from ui.context import Context
from ui.forms.fields import choose_quote
from ui.forms.link_picker import LinkPicker
from ui.icons import Icons
from ui.prose.field import ProseField
from ui.prose.verbs import VERBS
from ui.theme import Mode
from ui.widgets.offsets import Offsets
from ui.window import MainWindow

TEXT = "Supply comes **first**.\n\n- tankers\n- pipes\n\nThe repair is *late*."


class Desktop:
    """A shown prose field with another field before and after it."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.before, self.after = QLineEdit(), QLineEdit()
        self.field = ProseField(context, "State of play", "", lambda f, then: choose_quote(context, f, then))
        column = QVBoxLayout(self.page)
        for widget in (self.before, self.field, self.after):
            column.addWidget(widget)
        column.addStretch(1)
        self.page.resize(640, 700)
        self.page.show()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.before.setFocus()
        self.field.set_value(TEXT)
        QApplication.processEvents()

    def picture(self) -> QImage:
        QApplication.processEvents()
        return self.field.grab().toImage()

    def select(self, words: str) -> None:
        at = self.field.value().index(words)
        cursor = self.field.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + len(words), cursor.MoveMode.KeepAnchor)
        self.field.setTextCursor(cursor)

    def click(self, word: str, inside: int = 0) -> None:
        """Click on a letter of the formatted text."""
        document = self.field.formatted()
        text = document.toRawText()
        place = Offsets(text).units(text.index(word) + inside)
        block = document.findBlock(place)
        line = block.layout().lineForTextPosition(place - block.position())
        x = line.cursorToX(place - block.position())[0]  # type: ignore[index]
        top = block.layout().position()
        spot = QPoint(round(top.x() + x) + 1, round(top.y() + line.y() + line.height() / 2))
        QTest.mouseClick(self.field.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


@pytest.fixture
def desktop(context: Context, qtbot: QtBot) -> Desktop:
    return Desktop(context, qtbot)


def test_at_rest_the_words_are_formatted_and_with_the_focus_they_are_markdown(desktop: Desktop) -> None:
    field = desktop.field
    assert field.resting() and field.bar.isHidden()
    assert "**" not in field.formatted().toPlainText() and field.value() == TEXT
    resting = desktop.picture()
    field.setFocus()
    assert not field.resting() and field.bar.isVisible()
    assert desktop.picture() != resting
    desktop.after.setFocus()
    assert field.resting() and field.bar.isHidden()
    assert desktop.picture() == resting


def test_what_is_painted_at_rest_is_the_formatted_text(desktop: Desktop) -> None:
    desktop.field.set_value("Supply comes first.")
    plain = desktop.picture()
    desktop.field.set_value("Supply comes **first**.")
    assert desktop.picture() != plain
    desktop.field.set_value("Supply comes first.")
    assert desktop.picture() == plain


def test_tab_leaves_the_field_and_passes_no_button(desktop: Desktop) -> None:
    desktop.before.setFocus()
    QTest.keyClick(desktop.before, Qt.Key.Key_Tab)
    assert desktop.field.hasFocus()
    QTest.keyClick(desktop.field, Qt.Key.Key_Tab)
    assert desktop.after.hasFocus()
    assert desktop.field.value() == TEXT


@pytest.mark.parametrize(("word", "inside"), [("first", 2), ("pipes", 0), ("late", 3)])
def test_a_click_puts_the_caret_where_it_was_clicked(desktop: Desktop, word: str, inside: int) -> None:
    desktop.click(word, inside)
    field = desktop.field
    assert field.hasFocus() and not field.resting()
    assert field.textCursor().position() == TEXT.index(word) + inside
    assert not field.textCursor().hasSelection()


def test_a_click_outside_the_basic_plane_is_counted_in_characters(desktop: Desktop) -> None:
    desktop.field.set_value("😀😀 **one** two")
    desktop.click("two", 1)
    cursor = desktop.field.textCursor()
    cursor.movePosition(cursor.MoveOperation.NextCharacter, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "w"


def test_what_is_clicked_does_not_move_before_the_button_is_released(desktop: Desktop) -> None:
    desktop.field.setFocus()
    QApplication.processEvents()
    top = desktop.after.y()
    QTest.mousePress(desktop.after, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert desktop.after.hasFocus() and desktop.after.y() == top
    QTest.mouseRelease(desktop.after, Qt.MouseButton.LeftButton)
    desktop.qtbot.waitUntil(desktop.field.resting)


def test_the_height_is_that_of_what_is_shown(desktop: Desktop) -> None:
    field = desktop.field
    line = field.fontMetrics().lineSpacing()
    resting = field.height()
    assert resting >= field.formatted().size().height()
    field.setFocus()
    QApplication.processEvents()
    assert field.viewport().height() == 6 * line + round(2 * field.document().documentMargin())
    assert field.bar.geometry().bottom() <= field.height()
    assert field.bar.geometry().top() >= field.viewport().geometry().bottom()
    field.set_value("")
    desktop.after.setFocus()
    QApplication.processEvents()
    assert field.height() < resting


@pytest.mark.parametrize("key", ["bold", "italic"])
def test_twice_gives_the_text_back_as_one_step_of_undo_each(desktop: Desktop, key: str) -> None:
    field = desktop.field
    field.setFocus()
    desktop.select("repair")
    field.write(key)
    mark = "**" if key == "bold" else "*"
    assert f"The {mark}repair{mark} is" in field.value()
    assert field.textCursor().selectedText() == "repair"
    once = field.value()
    field.write(key)
    assert field.value() == TEXT
    field.undo()
    assert field.value() == once
    field.undo()
    assert field.value() == TEXT


def test_the_buttons_write_and_leave_the_focus(desktop: Desktop) -> None:
    field = desktop.field
    field.setFocus()
    desktop.select("repair")
    QTest.mouseClick(field.bar.buttons["bold"], Qt.MouseButton.LeftButton)
    assert "**repair**" in field.value() and field.hasFocus()
    QTest.mouseClick(field.bar.buttons["numbered"], Qt.MouseButton.LeftButton)
    assert field.value().endswith("\n\n1. The **repair** is *late*.")
    QTest.mouseClick(field.bar.buttons["web_link"], Qt.MouseButton.LeftButton)
    assert "[repair](https://)" in field.value()
    assert field.textCursor().selectedText() == "https://"


def test_every_button_says_what_it_does_and_by_which_key(desktop: Desktop) -> None:
    names = {key: button.accessibleName() for key, button in desktop.field.bar.buttons.items()}
    assert names["italic"] == "Italic (Ctrl+I)"
    assert len(set(names.values())) == len(names) == 6
    for button in desktop.field.bar.buttons.values():
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus and not button.icon().isNull()


def test_enter_goes_on_with_a_list(desktop: Desktop) -> None:
    field = desktop.field
    field.setFocus()
    desktop.select("pipes")
    cursor = field.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    field.setTextCursor(cursor)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "wells")
    assert "- pipes\n- wells\n" in field.value()


def test_a_quote_is_found_by_search_and_put_in_as_its_reference(desktop: Desktop, crisis: dict[str, str]) -> None:
    field = desktop.field
    field.setFocus()
    field.put_caret(len(TEXT))
    field.write("quote_reference")
    picker = desktop.page.findChild(LinkPicker)
    assert picker is not None and picker.field.hasFocus()
    assert not field.resting(), "the field stays as it is while a quote is chosen"
    picker.field.setText("beyond our control")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert field.hasFocus()
    assert field.value() == f"{TEXT} {{{{quote:{crisis['control']}}}}}"
    desktop.after.setFocus()
    assert field.formatted().toPlainText().endswith("late. “for reasons beyond our control”")


def test_a_choice_given_up_changes_nothing(desktop: Desktop) -> None:
    field = desktop.field
    field.setFocus()
    field.write("quote_reference")
    picker = desktop.page.findChild(LinkPicker)
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    desktop.qtbot.waitUntil(field.hasFocus)
    assert field.value() == TEXT
    desktop.after.setFocus()
    desktop.qtbot.waitUntil(field.resting)


def test_ctrl_and_a_click_on_a_reference_open_the_quote(desktop: Desktop, crisis: dict[str, str], said: Said) -> None:
    desktop.field.set_value(f"{{{{quote:{crisis['story']}}}}}")
    QTest.mouseClick(
        desktop.field.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, QPoint(40, 10)
    )
    assert said.went == [("quote", crisis["story"])]


def test_a_reference_follows_the_quote_it_leads_to(desktop: Desktop, context: Context, crisis: dict[str, str]) -> None:
    made = context.desk.create("quote", {"exact": "a first wording", "form": "paraphrase"})
    desktop.field.set_value(f"See {{{{quote:{made}}}}}.")
    assert desktop.field.formatted().toPlainText() == "See a first wording."
    context.desk.edit("quote", made, {"exact": "another wording"})
    assert desktop.field.formatted().toPlainText() == "See another wording."


def test_a_field_that_can_only_be_read_has_no_bar_and_writes_nothing(desktop: Desktop) -> None:
    desktop.field.setReadOnly(True)
    desktop.field.setFocus()
    assert desktop.field.bar.isHidden()
    desktop.select("repair")
    for verb in VERBS:
        desktop.field.write(verb.key)
    assert desktop.field.value() == TEXT


@pytest.mark.parametrize("scale", [80, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_fits_at_every_text_size_and_direction(
    desktop: Desktop, look: Icons, qapp: QApplication, scale: int, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        look.theme.set_text_scale(scale)
        look.theme.set_mode(Mode.DARK)
        QApplication.processEvents()
        field = desktop.field
        assert field.height() >= field.formatted().size().height()
        assert field.formatted().begin().charFormat().font().pointSizeF() == pytest.approx(scale / 10, abs=0.2)
        field.setFocus()
        QApplication.processEvents()
        inside = field.rect()
        for button in field.bar.buttons.values():
            spot = button.mapTo(field, QPoint(0, 0))
            assert inside.contains(spot) and inside.contains(spot + button.rect().bottomRight())
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_form_saves_what_a_verb_wrote(context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
    stage = Stage(context, crisis, qtbot)
    field = stage.form.field("state_of_play")
    assert isinstance(field, ProseField)
    field.setFocus()
    field.put_caret(2)
    field.write("bold")
    stage.leave()
    assert stage.record().state_of_play.startswith("**Two** pumping")
    context.desk.undo()
    assert stage.record().state_of_play.startswith("Two pumping")


def test_the_keys_of_the_window_write_in_the_field_with_the_focus(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    qtbot.waitUntil(window.isActiveWindow)
    issue = window.desk.ids("issue")[0]
    window.desk.edit("issue", issue, {"state_of_play": "Two pumping stations"})
    actions = window.actions_registry
    assert not any(actions[verb.key].isEnabled() for verb in VERBS)
    window.go("issue", issue)
    qtbot.waitUntil(lambda: any(f.isVisible() for f in window.findChildren(ProseField)))
    page = next(f for f in window.findChildren(ProseField) if f.isVisible() and f.value())
    page.setFocus()
    assert all(actions[verb.key].isEnabled() for verb in VERBS)
    for verb, begins in (
        ("bold", "**Two** pumping"),
        ("bold", "Two pumping"),
        ("italic", "*Two* pumping"),
        ("italic", "Two pumping"),
        ("bulleted", "- Two pumping"),
        ("numbered", "1. Two pumping"),
        ("web_link", "1. [Two](https://) pumping"),
    ):
        if verb == "bold":
            page.put_caret(page.value().index("Two") + 1)
        keys = QKeySequence(next(v.shortcut for v in VERBS if v.key == verb))[0]  # type: ignore[index]
        QTest.keyClick(page, keys.key(), keys.keyboardModifiers())
        assert page.value().startswith(begins), verb
    page.flush()
    assert window.desk.get(Issue, issue).state_of_play.startswith("1. [Two]")
    page.clearFocus()
    assert not actions["bold"].isEnabled()


def test_formatted_text_is_pasted_as_markdown_and_as_one_step(context: Context, qtbot: QtBot, said: Said) -> None:
    desktop = Desktop(context, qtbot)
    field = desktop.field
    field.setFocus()
    field.selectAll()
    data = QMimeData()
    data.setHtml("<p>The <b>quay</b> is <a href='https://example.org/'>open</a></p>")
    data.setText("The quay is open")
    field.insertFromMimeData(data)
    assert field.value() == "The **quay** is [open](https://example.org/)"
    field.undo()
    assert field.value() == TEXT
    field.selectAll()
    QApplication.clipboard().setMimeData(data)
    field.paste_plain()
    assert field.value() == "The quay is open"
    field.selectAll()
    changed = QMimeData()
    changed.setHtml("<p>The quay is <del>shut</del><ins>open</ins></p>")
    field.insertFromMimeData(changed)
    assert field.value() == "The quay is open"
    assert said.toasts[-1][0] == "Words marked as deleted were left out."
    field.selectAll()
    long = QMimeData()
    long.setHtml("<p>word</p>" * 250_000)
    long.setText("word")
    field.insertFromMimeData(long)
    assert field.value() == "word" and "without formatting" in said.texts()[-1]
