"""The issues page: everything about an issue, edited where it is read, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from ui.context import Context
from ui.forms.expanding import ExpandingRow
from ui.forms.sections import RecordLink, Section, WithButton
from ui.pages.listing import BIN
from ui.widgets.card import QuoteCard
from ui.widgets.pill import Pill
from ui.widgets.text_field import ChoiceField, LineField

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


def test_the_head_counts_what_is_open_high_and_overdue(desktop: Desktop) -> None:
    assert desktop.page.subtitle(desktop.desk) == "3 open · 2 high · 1 overdue"
    assert desktop.listed()[0] == desktop.ids["water"]
    desktop.desk.edit("issue", desktop.ids["water"], {"priority": "critical"})
    assert desktop.page.subtitle(desktop.desk) == "3 open · 1 critical · 1 high · 1 overdue"


def test_chips_of_one_kind_widen_and_of_another_narrow(desktop: Desktop) -> None:
    chips = {b.text(): b for b in desktop.page.chips.findChildren(QAbstractButton)}
    for words in ("Open", "Stalled", "High"):
        desktop.qtbot.mouseClick(chips[words], Qt.MouseButton.LeftButton)
    assert desktop.listed() == [desktop.ids["water"], desktop.ids["fuel"]]
    desktop.qtbot.mouseClick(chips["Stalled"], Qt.MouseButton.LeftButton)
    assert desktop.listed() == [desktop.ids["water"]]


def test_a_chip_that_would_find_nothing_is_not_shown_unless_it_is_on(desktop: Desktop) -> None:
    chips = {b.text(): b for b in desktop.page.chips.findChildren(QAbstractButton)}
    assert [words for words, chip in chips.items() if chip.isVisible()] == [
        *("Open", "Stalled", "On hold", "High", "Medium", "Overdue"),
    ]
    desktop.desk.edit("issue", desktop.ids["fuel"], {"status": "resolved"})
    assert chips["Resolved"].isVisible() and not chips["Stalled"].isVisible()
    desktop.qtbot.mouseClick(chips["Resolved"], Qt.MouseButton.LeftButton)
    desktop.desk.edit("issue", desktop.ids["fuel"], {"status": "closed"})
    assert chips["Resolved"].isVisible() and chips["Closed"].isVisible()


def test_the_detail_shows_every_part_of_an_issue(desktop: Desktop) -> None:
    detail = desktop.page.detail
    text = words(detail)
    assert desktop.title().value() == "Water supply interruption in the northern district"
    for part in (
        "“not the end of the story”", "Mara Vale · 20 Nov 2026", "Directorate of Utilities (by continuation)",
        "Wants tankers until both stations run", "reported; cited: Utilities daily report, paragraph 2",
        "Both pumping stations stop", "Planned, not confirmed", "Demand covered by tankers: 60 %",
        "Press conference of the crisis cell", "Daily brief, 24 November", "Delayed delivery", "updated",
    ):  # fmt: skip
        assert part in text, part
    assert {pill.text() for pill in detail.head.findChildren(Pill)} == {"Open", "High", "Overdue"}


def test_the_title_is_edited_in_place_and_enter_saves_it(desktop: Desktop) -> None:
    title = desktop.title()
    title.setFocus()
    title.select_all()
    desktop.qtbot.keyClicks(title, "Water")
    desktop.qtbot.keyClick(title, Qt.Key.Key_Return)
    assert desktop.issue().title == "Water" and "\n" not in title.value()
    assert desktop.page.model.data(desktop.page.model.index(0)).startswith("Water,")
    QGuiApplication.clipboard().setText("two\nlines")
    title.paste()
    assert title.value() == "Watertwo lines"


def test_status_and_next_step_are_edited_in_place(desktop: Desktop) -> None:
    status = desktop.page.detail.facts.field("status")
    step = desktop.page.detail.facts.field("next_step")
    assert isinstance(status, ChoiceField) and isinstance(step, LineField)
    status.setFocus()
    desktop.qtbot.keyClicks(status, "Stal")
    step.setFocus()
    step.selectAll()
    desktop.qtbot.keyClicks(step, "Ask the ministry")
    desktop.page.flush()
    assert desktop.issue().status == "stalled" and desktop.issue().next_step == "Ask the ministry"
    assert "Stalled" in {pill.text() for pill in desktop.page.detail.head.findChildren(Pill)}
    desktop.desk.undo()
    desktop.desk.undo()
    assert status.value() == "open" and step.value() == "Repair date to be confirmed by the contractor"


def test_a_change_elsewhere_leaves_scroll_focus_and_widgets_alone(desktop: Desktop) -> None:
    detail = desktop.page.detail
    bar = detail.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    card = of(detail.quotes, QuoteCard)[0]
    card.setFocus()
    QApplication.processEvents()
    place = bar.value()
    desktop.desk.edit("issue", desktop.ids["water"], {"background": "Long ago"})
    QApplication.processEvents()
    assert of(detail.quotes, QuoteCard)[0] is card and card.hasFocus() and bar.value() == place


def test_a_new_issue_is_named_at_once(desktop: Desktop) -> None:
    desktop.page.new_record()
    title = desktop.title()
    assert title.hasFocus() and title.textCursor().selectedText() == "New issue"
    desktop.qtbot.keyClicks(title, "Fuel tax")
    desktop.page.flush()
    made = desktop.desk.get(Issue, desktop.shown())
    assert made.title == "Fuel tax" and made.owner_desk == "Anna"


def test_a_deleted_issue_goes_to_the_bin_and_comes_back(desktop: Desktop) -> None:
    desktop.qtbot.mouseClick(desktop.page.detail.head.trash, Qt.MouseButton.LeftButton)
    text, action, undo = desktop.said.toasts[-1]
    assert text.startswith("Deleted issue “Water") and action == "Undo" and undo is not None
    assert desktop.ids["water"] not in desktop.listed() and desktop.shown() == desktop.listed()[0]
    undo()
    assert not desktop.issue().deleted and desktop.shown() == desktop.ids["water"]


def test_the_bin_shows_deleted_issues_for_reading_and_restores_them(desktop: Desktop) -> None:
    page, detail = desktop.page, desktop.page.detail
    chip = next(b for b in page.chips.findChildren(QAbstractButton) if b.text().startswith("In the bin"))
    assert chip.isHidden()
    desktop.desk.delete("issue", desktop.ids["water"])
    assert not chip.isHidden() and chip.text() == "In the bin (1)"
    desktop.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert desktop.listed() == [desktop.ids["water"]] and page.chips.keys() == (BIN,)
    assert not detail.head.bin.isHidden() and desktop.title().isReadOnly() and not detail.quotes.add.isVisible()
    page.filter.setText("nothing like it")
    desktop.qtbot.waitUntil(lambda: desktop.listed() == [])
    page.filter.setText("water")
    desktop.qtbot.waitUntil(lambda: desktop.listed() != [])
    restore = next(b for b in detail.head.bin.findChildren(QAbstractButton) if b.text() == "Restore")
    desktop.qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert not desktop.issue().deleted and desktop.shown() == desktop.ids["water"] and chip.isHidden()
    assert desktop.said.texts()[-1].startswith("Restored issue")


def test_an_issue_being_edited_stays_although_it_no_longer_matches(desktop: Desktop) -> None:
    page = desktop.page
    desktop.qtbot.mouseClick(
        next(b for b in page.chips.findChildren(QAbstractButton) if b.text() == "Open"), Qt.MouseButton.LeftButton
    )
    assert desktop.listed() == [desktop.ids["water"]]
    desktop.desk.edit("issue", desktop.ids["water"], {"status": "closed"})
    assert desktop.shown() == desktop.ids["water"] and desktop.listed() == [desktop.ids["water"]]


def test_the_history_of_an_issue_is_closed_until_somebody_asks(desktop: Desktop) -> None:
    desktop.desk.edit("issue", desktop.ids["water"], {"priority": "critical"})
    history = desktop.page.detail.history
    assert not history.is_open() and history.widgets() == []
    desktop.qtbot.mouseClick(desktop.page.detail.head.history, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    told = words(history)
    assert history.is_open() and "Priority: \u2068High\u2069 → \u2068Critical\u2069" in told and "Created" in told
    desktop.page.show_record("issue", desktop.ids["fuel"])
    assert not history.is_open()


def test_the_reference_is_copied(desktop: Desktop) -> None:
    desktop.qtbot.mouseClick(desktop.page.detail.head.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == desktop.desk.reference(desktop.issue())


def test_a_narrow_page_shows_list_or_detail_with_a_way_back(desktop: Desktop) -> None:
    page = desktop.page
    page.resize(560, 700)
    QApplication.processEvents()
    assert page.details.isVisible() and not page.list.isVisible() and page.sides.back.isVisible()
    desktop.qtbot.mouseClick(page.sides.back, Qt.MouseButton.LeftButton)
    assert page.list.isVisible() and page.list.hasFocus() and not page.details.isVisible()
    spot = page.list.visualRect(page.model.index(1)).center()
    desktop.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.details.isVisible()
    page.focus_filter()
    assert page.filter.hasFocus()
    page.resize(1100, 700)
    QApplication.processEvents()
    assert page.list.isVisible() and page.details.isVisible() and not page.sides.back.isVisible()


def test_an_empty_store_says_what_to_do(
    desk: Desk, make_context: Callable[[Desk], Context], said: Said, qtbot: QtBot
) -> None:
    desktop = Desktop(make_context(desk), {}, said, qtbot)
    assert desktop.page.details.currentWidget() is desktop.page.no_records
    assert "No issues yet" in words(desktop.page.no_records)
    button = next(b for b in desktop.page.no_records.findChildren(QAbstractButton) if b.text() == "New issue")
    desktop.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desktop.title().hasFocus() and len(desktop.listed()) == 1
    detail = desktop.page.detail
    told = words(detail)
    for part in ("No quotes yet.", "Nobody's position is recorded yet.", "No events yet.", "Nobody is linked yet."):
        assert part in told
    step = detail.facts.field("next_step")
    assert isinstance(step, LineField) and step.placeholderText() == "What happens next, and who does it?"


def test_hostile_words_are_shown_literally(desktop: Desktop) -> None:
    hostile = "<b>bold</b> & <img src=x> *x* \u202e{{quote:1}}"
    desk, ids = desktop.desk, desktop.ids
    desk.edit("issue", ids["water"], {"title": hostile, "state_of_play": hostile})
    desk.edit("event", ids["stop"], {"title": hostile})
    desk.edit("actor", ids["vale"], {"name": hostile})
    detail = desktop.page.detail
    assert desktop.title().value() == hostile
    assert hostile in words(detail.events) and hostile in words(detail.quotes)
    for label in detail.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or label.text() == "" or label.pixmap()


def test_every_control_within_reach_of_tab_has_a_name(desktop: Desktop) -> None:
    nameless = [
        type(widget).__name__
        for widget in desktop.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_tab_walks_the_page_from_title_to_history_in_order(desktop: Desktop) -> None:
    detail = desktop.page.detail
    desktop.title().setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        if focus is None or (seen and focus is seen[0]):
            break
        seen.append(focus)
        desktop.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        detail.facts.field("status"), detail.facts.field("deadline_edtf"), detail.facts.field("next_step"),
        detail.prose.field("state_of_play"), detail.prose.field("unknowns"), of(detail.quotes, QuoteCard)[0],
        of(detail.events, RecordLink)[0], of(detail.sources, RecordLink)[0],
    ]  # fmt: skip
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_a_store_for_reading_offers_nothing_that_writes(
    desk: Desk, crisis: dict[str, str], make_context: Callable[[Desk], Context], said: Said, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(desk.store, "read_only", True)
    desktop = Desktop(make_context(desk), crisis, said, qtbot)
    detail = desktop.page.detail
    assert desktop.title().isReadOnly() and not desktop.page.new_button.isEnabled()
    assert not detail.head.trash.isVisible() and not detail.quotes.add.isVisible()
    assert not [w for w in detail.quotes.widgets() if isinstance(w, WithButton)]
    desktop.page.new_record()
    assert len(desktop.listed()) == 3
    row = detail.positions.widgets()[0]
    assert isinstance(row, ExpandingRow)
    row.toggle()
    assert row.form is not None
    field = row.form.field("summary")
    assert isinstance(field, QLineEdit) and field.isReadOnly()


@pytest.mark.parametrize("scale", [80, 140, 200])
def test_the_detail_never_runs_off_its_edge(desktop: Desktop, scale: int) -> None:
    desktop.context.theme.set_text_scale(scale)
    desktop.page.resize(1100, 800)
    QApplication.processEvents()
    detail = desktop.page.detail
    inside = detail.widget()
    assert inside is not None
    assert inside.width() <= detail.viewport().width()
