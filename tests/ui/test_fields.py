"""The fields: they hand over what was typed, once, and never overwrite somebody who is typing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.theme import Mode, Theme
from ui.widgets.form_row import FormRow
from ui.widgets.number_field import NumberField
from ui.widgets.text_field import ChoiceField, LineField, TextField

HOSTILE = '<img src="x"><b>bold</b> & "quotes"\u202e end'


@pytest.fixture
def icons(qapp: QApplication) -> Iterator[Icons]:
    theme = Theme(mode=Mode.LIGHT)
    theme.apply(qapp)
    yield Icons(theme)
    theme.set_text_scale(100)
    theme.deleteLater()


@pytest.fixture
def page(icons: Icons, qtbot: QtBot) -> QWidget:
    """A shown window with another field to move the focus to."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    other = QLineEdit()
    other.setObjectName("other")
    column.addWidget(other)
    page.resize(600, 400)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()
    QApplication.processEvents()


def leave(page: QWidget) -> None:
    other = page.findChild(QLineEdit, "other")
    assert other is not None
    other.setFocus()


def wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


@pytest.mark.parametrize("make", [LineField, TextField])
def test_a_field_commits_after_a_pause(make: type[LineField | TextField], page: QWidget, qtbot: QtBot) -> None:
    field = make("Owner")
    put(page, field)
    field.set_value("old")
    field.setFocus()
    with qtbot.waitSignal(field.committed, timeout=3000) as caught:
        qtbot.keyClicks(field, "new ")
    assert caught.args == [field.value()] and "new " in field.value()


@pytest.mark.parametrize("make", [LineField, TextField])
def test_leaving_a_field_commits_once_and_ends_the_session(
    make: type[LineField | TextField], page: QWidget, qtbot: QtBot
) -> None:
    field = make("Owner")
    put(page, field)
    said: list[str] = []
    field.session_started.connect(lambda: said.append("start"))
    field.committed.connect(said.append)
    field.session_ended.connect(lambda: said.append("end"))
    field.setFocus()
    qtbot.keyClicks(field, "ab")
    leave(page)
    field.flush()
    assert said == ["start", "ab", "end"]


@pytest.mark.parametrize("make", [LineField, TextField])
def test_ctrl_enter_commits_without_a_line_break(
    make: type[LineField | TextField], page: QWidget, qtbot: QtBot
) -> None:
    field = make("Owner")
    put(page, field)
    field.setFocus()
    qtbot.keyClicks(field, "ab")
    with qtbot.waitSignal(field.committed, timeout=200):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "ab"


@pytest.mark.parametrize("make", [LineField, TextField])
@pytest.mark.parametrize("stored", ["", "plain", "40\u00a0% of\u202fall", "Kosovo*", HOSTILE])
def test_a_visit_without_a_change_commits_nothing(
    make: type[LineField | TextField], stored: str, page: QWidget, qtbot: QtBot
) -> None:
    field = make("Owner")
    put(page, field)
    with qtbot.assertNotEmitted(field.committed):
        field.set_value(stored)
        field.setFocus()
        leave(page)
    assert field.value() == stored


def test_typing_and_taking_back_commits_nothing(page: QWidget, qtbot: QtBot) -> None:
    field = LineField("Owner")
    put(page, field)
    field.set_value("same")
    field.setFocus()
    with qtbot.assertNotEmitted(field.committed):
        qtbot.keyClick(field, Qt.Key.Key_End)
        qtbot.keyClicks(field, "x")
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        leave(page)


@pytest.mark.parametrize("make", [LineField, TextField])
def test_a_refresh_does_not_overwrite_what_is_being_typed(
    make: type[LineField | TextField], page: QWidget, qtbot: QtBot
) -> None:
    field = make("Owner")
    put(page, field)
    field.set_value("old")
    field.setFocus()
    qtbot.keyClicks(field, "X")
    typed = field.value()
    field.set_value("from another window")
    assert field.value() == typed
    with qtbot.waitSignal(field.committed, timeout=200) as caught:
        leave(page)
    assert caught.args == [typed]
    field.set_value("from another window")
    assert field.value() == "from another window"


def test_pasted_control_characters_and_line_breaks_are_cleaned(page: QWidget, qtbot: QtBot) -> None:
    line, text = LineField("Title"), TextField("Summary")
    put(page, line)
    put(page, text)
    QApplication.clipboard().setText("one\r\ntwo\x07\x1b[0m\tend")
    line.paste()
    data = QMimeData()
    data.setText("one\r\ntwo\x07\x1b[0m\tend")
    text.insertFromMimeData(data)
    assert line.value() == "one two[0m\tend"
    assert text.value() == "one\ntwo[0m\tend"


def test_undo_belongs_to_the_field_only_until_its_text_is_committed(page: QWidget, qtbot: QtBot) -> None:
    field = LineField("Owner")
    put(page, field)
    field.setFocus()

    def taken() -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control)
        event.ignore()
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    qtbot.keyClicks(field, "ab")
    assert taken()
    field.flush()
    assert not taken()


def test_a_text_field_grows_with_its_text_up_to_a_limit(page: QWidget) -> None:
    field = TextField("Summary", min_lines=2, max_lines=6)
    put(page, field)
    low = field.height()
    field.set_value("\n".join("abcdef"[:4]))
    middle = field.height()
    field.set_value("\n".join("x" * 40))
    high = field.height()
    line = field.fontMetrics().lineSpacing()
    assert middle - low == 2 * line and high - low == 4 * line


def test_an_error_is_said_beside_the_field_and_to_assistive_tools(icons: Icons, page: QWidget) -> None:
    field = LineField()
    row = FormRow(icons, "Review by", field)
    put(page, row)
    field.set_error("This is not a day.")
    assert row.error() == "This is not a day." and field.accessibleDescription() == "This is not a day."
    assert any(label.isVisible() and label.text() == "This is not a day." for label in row.findChildren(QLabel))
    row.set_error("")
    assert row.error() == "" and field.accessibleDescription() == ""


def test_a_wheel_passing_over_does_not_change_a_choice_or_a_number(page: QWidget) -> None:
    choice = ChoiceField("Status", [("a", "A"), ("b", "B")])
    number = NumberField("Days", 0, 9)
    for field in (choice, number):
        put(page, field)
        QApplication.sendEvent(field, wheel())
    assert choice.value() == "a" and number.value() == 0


def test_a_choice_commits_what_the_user_picks_and_keeps_unknown_values(page: QWidget, qtbot: QtBot) -> None:
    choice = ChoiceField("Status", [("a", "A"), ("b", "B")])
    put(page, choice)
    with qtbot.assertNotEmitted(choice.committed):
        choice.set_value("from a newer version")
    assert choice.value() == "from a newer version"
    choice.setFocus()
    with qtbot.waitSignal(choice.committed, timeout=200) as caught:
        qtbot.keyClick(choice, Qt.Key.Key_Home)
        leave(page)
    assert caught.args == ["a"]
