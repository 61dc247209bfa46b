"""Dates, references, choices, and the history of a field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing.model import Event, Position
from ui.context import Context
from ui.forms.calendar_panel import CalendarPanel
from ui.forms.date_field import DateField, moved, shown_date, understood
from ui.forms.fields import FlagField
from ui.forms.record_form import RecordForm
from ui.forms.ref_field import NEW, RefField
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField

from .conftest import Said
from .staging import Stage


@pytest.fixture
def stage(context: Context, crisis: dict[str, str], qtbot: QtBot) -> Stage:
    return Stage(context, crisis, qtbot)


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2022-09-01", "1 September 2022"),
        ("2022-09", "September 2022"),
        ("2022", "2022"),
        ("2022-07-18~/2022-08-18", "about 18 July to 18 August 2022"),
        ("2022-08-01~/2022-08-10~", "on or about 1 to 10 August 2022"),
        ("2022-XX-12", "2022-XX-12"),
        ("", ""),
    ],
)
def test_a_date_is_shown_so_that_it_reads_back_the_same(edtf: str, shown: str) -> None:
    assert shown_date(edtf) == shown


@pytest.mark.parametrize(
    ("typed", "meant", "tone"),
    [
        ("1 sept 2022", "Thursday 1 September 2022", ""),
        ("2022-09", "September 2022", ""),
        ("September 2022", "", ""),
        ("2022-07-18~/..", "from about 18 July 2022", ""),
        ("early Aug 2022", "on or about 1 to 10 August 2022", ""),
        ("1/9/2022", "Thursday 1 September 2022 – the first number was read as the day", "amber"),
        ("soon", "", "muted"),
        ("2022-13-01", "There is no month 13; months go from 1 to 12.", "red"),
        ("30 Feb 2022", "February 2022 has 28 days.", "red"),
    ],
)
def test_a_typed_date_says_how_it_was_understood(typed: str, meant: str, tone: str) -> None:
    assert understood(typed, date(2022, 8, 19)) == (meant, tone)


@pytest.mark.parametrize(
    ("edtf", "step", "then"),
    [
        ("2022-08-31", 1, "2022-09-01"),
        ("2022-01-01~", -1, "2021-12-31~"),
        ("2022-12", 1, "2023-01"),
        ("2022-01?", -1, "2021-12?"),
        ("2022", -1, "2021"),
        ("9999-12-31", 1, ""),
        ("0001", -1, ""),
        ("2022-21", 1, ""),
        ("2022-08-01/2022-08-03", 1, ""),
        ("soon", 1, ""),
    ],
)
def test_a_date_moves_by_its_own_measure(edtf: str, step: int, then: str) -> None:
    assert moved(edtf, step) == then


def test_a_date_is_kept_as_edtf_and_tidied_on_leaving(stage: Stage) -> None:
    field = stage.line("deadline_edtf")
    stage.type("deadline_edtf", "1 sept 2022")
    field.flush()
    assert stage.record().deadline_edtf == "2022-09-01" and field.text() == "1 sept 2022"
    stage.leave()
    assert field.text() == "1 September 2022"


def test_a_date_half_typed_is_not_called_wrong_before_the_field_is_left(stage: Stage) -> None:
    stage.type("deadline_edtf", "1 sep")
    stage.line("deadline_edtf").flush()
    assert stage.form.row("deadline_edtf").error() == ""
    stage.qtbot.keyClicks(stage.line("deadline_edtf"), "t 2022")
    stage.leave()
    assert stage.record().deadline_edtf == "2022-09-01"


def test_enter_on_a_wrong_date_says_so_at_once(stage: Stage) -> None:
    stage.type("deadline_edtf", "1 sepp")
    stage.qtbot.keyClick(stage.line("deadline_edtf"), Qt.Key.Key_Return)
    assert "is not a date" in stage.form.row("deadline_edtf").error()


def meaning(stage: Stage) -> QLabel:
    label = stage.form.row("deadline_edtf").findChild(QLabel, "meaning")
    assert isinstance(label, QLabel)
    return label


def test_the_line_below_follows_every_key_and_shows_what_is_assumed(stage: Stage) -> None:
    stage.type("deadline_edtf", "20 nov")
    assert meaning(stage).text() == "Friday 20 November 2026 – no year was given; 2026 is the nearest"
    assert meaning(stage).isVisible() and meaning(stage).property("tone") == "amber"
    assert stage.line("deadline_edtf").accessibleDescription() == meaning(stage).text()
    stage.line("deadline_edtf").insert(" 2025")
    assert not meaning(stage).isVisible()
    stage.type("deadline_edtf", "31 april 2026")
    assert meaning(stage).text() == "April 2026 has 30 days." and meaning(stage).property("tone") == "red"


def test_words_are_saved_when_the_field_is_left_and_counted_from_the_day_of_the_desk(stage: Stage) -> None:
    stage.type("deadline_edtf", "by friday")
    stage.line("deadline_edtf").flush()
    assert stage.record().deadline_edtf == "2026-11-20"
    stage.leave()
    assert stage.record().deadline_edtf == "../2026-11-27"
    assert (
        stage.line("deadline_edtf").text() == "by 27 November 2026"
        and stage.desk.undo_label() == "change deadline of “Water supply interruption in the…”"
    )


def test_an_impossible_date_stays_as_typed_with_the_reason_and_nothing_is_lost(stage: Stage) -> None:
    stage.type("deadline_edtf", "31 april 2026")
    stage.leave()
    assert stage.form.row("deadline_edtf").error() == "April 2026 has 30 days."
    assert stage.line("deadline_edtf").text() == "31 april 2026" and not meaning(stage).isVisible()
    assert stage.record().deadline_edtf == "2026-11-20"
    stage.type("deadline_edtf", "30 april 2026")
    stage.leave()
    assert stage.form.row("deadline_edtf").error() == "" and stage.record().deadline_edtf == "2026-04-30"


def test_an_event_keeps_the_words_of_its_date_from_the_form(
    context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    form = RecordForm(context, "event", ("date_edtf", "date_literal"))
    qtbot.addWidget(form)
    form.show_record(context.desk.get(Event, crisis["tankers"]))
    form.show()
    qtbot.waitUntil(form.isActiveWindow)
    field = form.field("date_edtf")
    field.setFocus()
    assert isinstance(field, DateField)
    field.selectAll()
    qtbot.keyClicks(field, "early Nov")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    event = context.desk.get(Event, crisis["tankers"])
    assert (event.date_edtf, event.date_literal) == ("2026-11-01~/2026-11-10~", "early Nov")


def test_up_and_down_move_a_day_and_an_empty_field_begins_with_today(stage: Stage) -> None:
    field = stage.line("deadline_edtf")
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "21 November 2026"
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    stage.leave()
    assert stage.record().deadline_edtf == "2026-11-19"
    field.setFocus()
    field.clear()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == "2026-11-23"


def test_a_day_is_chosen_from_the_calendar_with_the_keyboard(stage: Stage) -> None:
    field = stage.line("deadline_edtf")
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    panel = stage.page.findChild(CalendarPanel)
    assert panel is not None and panel.isVisible() and holds_focus(panel)
    assert panel.month.selectedDate().toString("yyyy-MM-dd") == "2026-11-20"
    stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert stage.record().deadline_edtf == "2026-11-21" and panel.isHidden() and field.hasFocus()


def test_the_calendar_closes_with_escape_and_changes_nothing(stage: Stage) -> None:
    field = stage.form.field("deadline_edtf")
    assert isinstance(field, DateField)
    panel = field.open_calendar()
    stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert panel.isHidden() and field.hasFocus() and stage.record().deadline_edtf == "2026-11-20"


def ref(stage: Stage, name: str = "owner_actor") -> RefField:
    field = stage.form.field(name)
    assert isinstance(field, RefField)
    return field


def test_a_reference_is_found_by_typing_and_chosen_with_enter(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "bro")
    assert field.suggestions().isVisible() and list(field.suggestions().ids()) == [stage.ids["contractor"], NEW]
    stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stage.record().owner_actor == stage.ids["contractor"]
    assert field.text() == "Brook & Sons" and not field.suggestions().isVisible()


def test_a_reference_is_chosen_with_the_arrows_or_by_a_click(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    ids = list(field.suggestions().ids())
    assert len(ids) == 4
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    stage.qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert stage.record().owner_actor == ids[-1]
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    listed = field.suggestions()
    spot = listed.visualRect(listed.model().index(0, 0)).center()
    stage.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert stage.record().owner_actor == ids[0]


def test_a_reference_is_cleared_by_deleting_its_words(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert stage.record().owner_actor == "" and not stage.form.row("owner_actor").error()


def test_words_that_name_no_record_change_nothing_and_say_so(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "nobody at all")
    stage.leave()
    assert stage.record().owner_actor == stage.ids["directorate"] and field.text() == "Directorate of Utilities"
    assert stage.form.row("owner_actor").error() == "There is no actor called “nobody at all”; nothing was changed."


def test_a_whole_name_typed_is_taken_without_choosing(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "mara vale")
    stage.leave()
    assert stage.record().owner_actor == stage.ids["vale"]


def test_escape_gives_the_reference_back(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "bro")
    stage.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Directorate of Utilities" and not field.suggestions().isVisible()


def test_a_reference_opens_its_record(stage: Stage, said: Said) -> None:
    stage.qtbot.keyClick(ref(stage), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert said.went == [("actor", stage.ids["directorate"])]


def test_a_record_is_never_offered_to_itself(stage: Stage) -> None:
    field = ref(stage, "parent_issue")
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert stage.ids["water"] not in field.suggestions().ids() and len(field.suggestions().ids()) == 2


def test_a_choice_and_a_flag_save_at_once(stage: Stage, context: Context, crisis: dict[str, str]) -> None:
    choice = stage.form.field("status")
    assert isinstance(choice, ChoiceField)
    choice.setFocus()
    stage.qtbot.keyClicks(choice, "Stalled")
    choice.activated.emit(choice.currentIndex())
    assert stage.record().status == "stalled"
    form = RecordForm(context, "position", ("red_line",))
    stage.qtbot.addWidget(form)
    form.show_record(stage.desk.get(Position, crisis["position"]))
    flag = form.field("red_line")
    assert isinstance(flag, FlagField)
    form.show()
    stage.qtbot.keyClick(flag, Qt.Key.Key_Space)
    assert stage.desk.get(Position, crisis["position"]).red_line is True


def test_the_history_of_a_field_names_who_and_puts_a_value_back(stage: Stage, said: Said) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"priority": "critical"})
    view = stage.form.history_of("priority")
    assert view is not None and view.isVisible()
    assert [(entry.user, entry.old, entry.new) for entry in view.entries] == [
        ("Anna", "high", "critical"),
        ("Anna", None, "high"),
    ]
    backs = [button for button in view.findChildren(QPushButton) if button.text() == "Put this back"]
    assert [button.accessibleName() for button in backs] == ["Put back “High”"]
    stage.qtbot.mouseClick(backs[0], Qt.MouseButton.LeftButton)
    assert stage.record().priority == "high"
    text, action, undo = said.toasts[-1]
    assert (text, action) == ("Put back: Priority", "Undo") and undo is not None
    undo()
    assert stage.record().priority == "critical"


def test_the_history_of_a_reference_and_a_date_is_told_in_words(stage: Stage) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"owner_actor": stage.ids["vale"], "deadline_edtf": "2026-11-28"})
    for name, words in (("owner_actor", "Mara Vale"), ("deadline_edtf", "Saturday 28 November 2026")):
        view = stage.form.history_of(name)
        assert view is not None
        assert any(words in label.text() for label in view.findChildren(type(text_label())))
        view.shut()


def holds_focus(panel: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and panel.isAncestorOf(focus)


def test_a_panel_closes_with_escape_and_gives_the_focus_back(stage: Stage) -> None:
    stage.line("owner_desk").setFocus()
    view = stage.form.history_of("owner_desk")
    assert view is not None and holds_focus(view)
    stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert view.isHidden() and stage.line("owner_desk").hasFocus()


def test_a_panel_closes_with_a_click_elsewhere_and_keeps_tab_inside(stage: Stage) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"priority": "critical"})
    view = stage.form.history_of("priority")
    assert view is not None
    for _ in range(5):
        stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert holds_focus(view)
    stage.qtbot.mouseClick(stage.other, Qt.MouseButton.LeftButton)
    assert view.isHidden()


def test_hostile_words_are_shown_and_kept_as_they_are(stage: Stage) -> None:
    hostile = '<script>alert(1)</script> *b* | #read("/etc/passwd") & \u202e\U0001f600'
    stage.desk.edit("issue", stage.ids["water"], {"next_step": hostile})
    assert stage.line("next_step").value() == hostile
    view = stage.form.history_of("next_step")
    assert view is not None
    labels = [label.text() for label in view.findChildren(type(text_label()))]
    assert any(hostile in text for text in labels)
    view.shut()
