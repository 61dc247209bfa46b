"""What bears on an issue: linked, taken off, made on the way, edited in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from briefing.model import Actor, Event, Fact, Position, Quote
from ui.context import Context
from ui.forms.entry_panel import EntryPanel
from ui.forms.expanding import ExpandingRow
from ui.forms.link_picker import LinkPicker
from ui.forms.link_sections import LinkSection
from ui.forms.sections import RecordLink, Section, WithButton
from ui.widgets.card import QuoteCard
from ui.widgets.text_field import LineField

from .conftest import Said
from .staging import Desktop


@pytest.fixture
def desktop(context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot) -> Desktop:
    return Desktop(context, crisis, said, qtbot)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def of(section: Section, kind: type[QWidget]) -> list[QWidget]:
    return [
        found for widget in section.widgets() for found in (widget, *widget.findChildren(kind)) if type(found) is kind
    ]


def picker_of(desktop: Desktop, section: LinkSection) -> LinkPicker:
    desktop.page.detail.ensureWidgetVisible(section.add)
    desktop.qtbot.mouseClick(section.add, Qt.MouseButton.LeftButton)
    found: list[LinkPicker] = desktop.page.findChildren(LinkPicker)
    return next(one for one in found if one.isVisible())


def test_a_quote_is_found_linked_and_taken_off_again(desktop: Desktop) -> None:
    section = desktop.page.detail.quotes
    picker = picker_of(desktop, section)
    assert picker.field.hasFocus() and list(picker.list.ids()) == [desktop.ids["control"]]
    desktop.qtbot.keyClicks(picker.field, "beyond")
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    linked = {quote.id for quote in desktop.desk.linked(desktop.ids["water"], Quote)}
    assert desktop.ids["control"] in linked and len(of(section, QuoteCard)) == 3
    last = section.widgets()[-1]
    assert isinstance(last, WithButton)
    assert last.button.accessibleName() == "Take off the issue: for reasons beyond our control"
    desktop.qtbot.mouseClick(last.button, Qt.MouseButton.LeftButton)
    assert len(of(section, QuoteCard)) == 2
    text, action, undo = desktop.said.toasts[-1]
    assert (text, action) == ("The quote was taken off the issue.", "Undo") and undo is not None
    undo()
    assert len(of(section, QuoteCard)) == 3


def test_an_event_or_actor_that_is_not_there_yet_is_made_on_the_way(desktop: Desktop) -> None:
    for section, cls in ((desktop.page.detail.events, Event), (desktop.page.detail.actors, Actor)):
        picker = picker_of(desktop, section)
        desktop.qtbot.keyClicks(picker.field, "Quite new")
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
        assert picker.isVisible()  # Enter alone makes nothing
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Down)
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
        found = desktop.desk.linked(desktop.ids["water"], cls)
        assert "Quite new" in [getattr(record, cls.TITLE) for record in found]
        text, action, undo = desktop.said.toasts[-1]
        assert text == f"Made the {cls.KIND} “Quite new” and linked it." and action == "Undo" and undo is not None
        undo()
        assert "Quite new" not in [getattr(record, cls.TITLE) for record in desktop.desk.every(cls)]


def test_a_picker_says_when_nothing_matches_and_closes_with_escape(desktop: Desktop) -> None:
    picker = picker_of(desktop, desktop.page.detail.quotes)
    picker.field.setText("zebra")
    picker.look()
    assert "No other quote matches “zebra”." in words(picker) and list(picker.list.ids()) == []
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.isVisible()
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()


def test_lines_and_cards_open_their_records_by_keyboard(desktop: Desktop) -> None:
    detail = desktop.page.detail
    for widget, kind in ((of(detail.quotes, QuoteCard)[0], "quote"), (of(detail.events, RecordLink)[0], "event")):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            desktop.said.went.clear()
            desktop.qtbot.keyClick(widget, key)
            assert [went[0] for went in desktop.said.went] == [kind]


def test_a_position_opens_into_a_form_and_saves(desktop: Desktop) -> None:
    section = desktop.page.detail.positions
    row = section.widgets()[0]
    assert isinstance(row, ExpandingRow) and not row.is_open()
    desktop.qtbot.keyClick(row.line, Qt.Key.Key_Return)
    assert row.is_open() and row.form is not None
    summary = row.form.field("summary")
    assert isinstance(summary, LineField)
    summary.setFocus()
    summary.selectAll()
    desktop.qtbot.keyClicks(summary, "Wants a pipeline")
    desktop.page.flush()
    assert desktop.desk.get(Position, desktop.ids["position"]).summary == "Wants a pipeline"
    assert section.widgets()[0] is row and row.is_open() and "Wants a pipeline" in row.line.accessibleName()
    row.toggle()
    assert not row.is_open()


def test_a_position_is_added_for_an_actor_and_deleted(desktop: Desktop) -> None:
    section = desktop.page.detail.positions
    picker = section.pick()
    desktop.qtbot.keyClicks(picker.field, "mara")
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert len(desktop.desk.positions(issue=desktop.ids["water"])) == 1  # nobody said yet what they want
    panel = next(one for one in desktop.page.window().findChildren(EntryPanel) if one.isVisible())
    desktop.qtbot.keyClicks(panel.field, "Wants tankers")
    desktop.qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    found = desktop.desk.positions(issue=desktop.ids["water"])
    assert [p.actor for p in found] == [desktop.ids["directorate"], desktop.ids["vale"]]
    row = section.widgets()[-1]
    assert isinstance(row, ExpandingRow) and row.is_open() and row.form is not None
    assert row.form.field("stance").hasFocus()
    delete = next(b for b in row.findChildren(QAbstractButton) if b.text() == "Delete")
    desktop.qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert len(section.widgets()) == 1
    undo = desktop.said.toasts[-1][2]
    assert undo is not None
    undo()
    assert len(section.widgets()) == 2


def test_a_fact_is_made_with_its_value_and_taken_off(desktop: Desktop) -> None:
    section = desktop.page.detail.figures
    picker = picker_of(desktop, section)
    desktop.qtbot.keyClicks(picker.field, "Households without water")
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    row = section.widgets()[-1]
    assert isinstance(row, ExpandingRow) and row.form is not None
    value = row.form.field("value")
    assert isinstance(value, LineField) and value.hasFocus()
    desktop.qtbot.keyClicks(value, "1200")
    desktop.page.flush()
    assert "Households without water: 1200" in row.line.accessibleName()
    assert len(desktop.desk.linked(desktop.ids["water"], Fact)) == 2
    take_off = next(b for b in row.findChildren(QAbstractButton) if b.text() == "Take off the issue")
    desktop.qtbot.mouseClick(take_off, Qt.MouseButton.LeftButton)
    assert len(desktop.desk.linked(desktop.ids["water"], Fact)) == 1


def test_a_fact_with_its_basis_alone_is_derived_on_the_issue_too(desktop: Desktop) -> None:
    desk, section = desktop.desk, desktop.page.detail.figures
    made = desk.create("fact", {"label": "Litres a week", "value": "7"}, issue=desktop.ids["water"])
    basis = desk.create("fact", {"label": "Litres a day", "value": "1"})
    section.show_issue(desktop.ids["water"])
    assert "Litres a week: 7" in words(section) and "derived" not in words(section).lower()
    desk.create("derivation", {"fact": made, "basis": basis})
    section.show_issue(desktop.ids["water"])
    assert "derived from Litres a day" in words(section)
