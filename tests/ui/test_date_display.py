"""What is seen of a date in its field, and on which side of today a weekday is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from briefing.model import Event
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.record_form import RecordForm

from .staging import Stage


@pytest.fixture
def stage(context: Context, crisis: dict[str, str], qtbot: QtBot) -> Stage:
    return Stage(context, crisis, qtbot)


def test_a_weekday_is_read_by_what_is_said_of_the_event(context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
    desk = context.desk
    one = desk.create("event", {"title": "Talks"})
    form = RecordForm(context, "event", ("date_edtf", "date_literal", "modality"))
    qtbot.addWidget(form)
    form.show_record(desk.get(Event, one))
    form.show()
    qtbot.waitUntil(form.isActiveWindow)
    field = form.field("date_edtf")
    assert isinstance(field, DateField)
    field.setFocus()
    qtbot.keyClicks(field, "thursday")
    assert field.value() < desk.today.isoformat()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.edit("event", one, {"modality": "planned"})
    form.show_record(desk.get(Event, one))
    field.selectAll()
    qtbot.keyClicks(field, "thursday")
    assert field.value() >= desk.today.isoformat()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.get(Event, one).date_edtf == field.value()


def test_a_date_that_can_only_be_read_has_no_calendar(stage: Stage) -> None:
    field = stage.form.field("deadline_edtf")
    assert isinstance(field, DateField)
    field.setReadOnly(True)
    assert not any(button.isVisible() for button in field.findChildren(QToolButton))
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == "2026-11-20"


def test_the_help_of_a_date_shows_examples_below_the_whole_value(stage: Stage) -> None:
    field = stage.line("deadline_edtf")
    field.set_value("2022-08-22/2022-08-28")
    assert field.toolTip().startswith("22 to 28 August 2022\n\n") and "early Aug 2022" in field.toolTip()
    field.set_error("Not so.")
    assert field.toolTip() == "Not so."
    field.set_error("")
    assert "early Aug 2022" in field.toolTip()


def test_a_date_that_does_not_fit_never_looks_complete(stage: Stage) -> None:
    field = stage.form.field("deadline_edtf")
    assert isinstance(field, DateField)
    field.set_value("2022-08-22/2022-08-28")
    seen: list[str] = []
    for width in range(400, 40, -2):
        field.resize(width, field.height())
        if not seen or seen[-1] != field.shown():
            seen.append(field.shown())
    assert seen[:2] == ["22 to 28 August 2022", "22 to 28 Aug 2022"]
    assert len(seen) > 3 and all(words.endswith("…") for words in seen[2:])
    assert field.text() == "22 to 28 August 2022"
    field.setFocus()
    assert field.shown() == field.text()
    assert any(button.isVisible() for button in field.findChildren(QToolButton))
