"""The overview: what needs attention and can be mended on the spot, what others did, and how it stands in any width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Event, Issue
from ui.bridge import EVERYTHING
from ui.icons import Icons
from ui.pages.overview import OverviewPage
from ui.widgets.row_card import AT_MOST, RowCard
from ui.window import MainWindow

pytestmark = pytest.mark.usefixtures("no_stray_windows")

Open = Callable[[Desk | Path], MainWindow]


def overview(window: MainWindow) -> OverviewPage:
    window.show_place("overview")
    page = window.current_page()
    assert isinstance(page, OverviewPage)
    return page


def lines(page: OverviewPage) -> list[str]:
    if not page.changed.isVisibleTo(page):
        return []
    return [one.accessibleName() for one in page.changed.findChildren(QAbstractButton) if one.accessibleName()]


def test_what_others_did_since_the_last_visit_is_told_once(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    first = open_window(sample)
    assert lines(overview(first)) == [], "on the first visit nothing is new"
    mine, other = first.desk.ids("issue")[:2]
    first.desk.edit("issue", mine, {"next_step": "Mine"})
    assert lines(overview(first)) == []
    first.close()
    boris = Desk.open(sample, "Boris")
    boris.edit("issue", other, {"next_step": "Ask again"})
    boris.edit("issue", other, {"title": "Renamed by Boris"})
    gone = boris.create("actor", {"name": "Taken back"})
    boris.undo()
    boris.close()
    second = open_window(sample)
    page = overview(second)
    told = lines(page)
    assert told[0].startswith("Renamed by Boris")
    assert "Changed" in told[0]
    assert "Boris: change title" in told[0]
    assert not any("Taken back" in one or gone in one or "Mine" in one for one in told)
    seen = next(one for one in page.changed.findChildren(QPushButton) if one.text() == "Mark as seen")
    seen.click()
    assert lines(page) == []
    second.close()
    assert lines(overview(open_window(sample))) == []


def told(card: RowCard) -> list[str]:
    return [row.line.accessibleName() for row in card.rows]


def test_what_others_made_and_threw_away_is_told_apart_at_a_glance(open_window: Open, sample: Path) -> None:
    first = open_window(sample)
    first.close()
    boris = Desk.open(sample, "Boris")
    boris.create("actor", {"name": "A new body"})
    gone = boris.ids("event")[0]
    boris.delete("event", gone)
    boris.close()
    page = overview(open_window(sample))
    new = next(one for one in told(page.changed) if "A new body" in one)
    deleted = next(one for one in told(page.changed) if "A new body" not in one)
    assert ("New" in new, "Deleted" in deleted, "Boris" in new, "Boris" in deleted) == (True, True, True, True)
    page.changed.rows[told(page.changed).index(deleted)].line.click()
    assert page.window().current_page().current_record() == ("event", gone)  # type: ignore[attr-defined]


@pytest.fixture
def busy(open_window: Open, tmp_path: Path) -> MainWindow:
    """A store in which everything is the matter that can be."""
    desk = Desk.new(tmp_path / "busy.db", "Anna")
    desk.set_setting("as_at", "2022-08-27")
    desk.create("issue", {"title": "Late", "deadline_edtf": "2022-08-20", "next_step": "Call"})
    desk.create("issue", {"title": "Idle"})
    desk.create("issue", {"title": "Old", "next_step": "Call", "review_by_edtf": "2022-08-26"})
    desk.create("issue", {"title": "Fine", "next_step": "Call", "review_by_edtf": "2022-09-26"})
    desk.create("event", {"title": "Hearing", "modality": "planned", "date_edtf": "2022-08-21"})
    desk.create("event", {"title": "Torn", "date_edtf": "2022-08-18", "date_conflict": "2022-08-19"})
    desk.close()
    return open_window(tmp_path / "busy.db")


def press(card: RowCard, words: str, title: str) -> None:
    """Press a button of the line about `title` with the keyboard."""
    row = next(row for row in card.rows if row.line.accessibleName().startswith(title))
    button = next(one for one in row.buttons if one.text() == words)
    assert button.accessibleName() == f"{words}: {row.line.accessibleName()}"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_every_matter_has_a_line_and_a_remedy(busy: MainWindow) -> None:
    page = overview(busy)
    found = {row.line.accessibleName(): [button.text() for button in row.buttons] for row in page.attention.rows}
    assert found == {
        "Late, Deadline has passed, 20 Aug 2022": ["Change the deadline"],
        "Idle, No next step": ["Add a next step"],
        "Old, Review is due, 26 Aug 2022": ["Again in a week"],
        "Hearing, Planned, not confirmed, 21 Aug 2022": ["It took place", "It did not"],
        "Torn, Two dates for one event, 18 Aug 2022": ["Settle the date"],
    }


@pytest.mark.parametrize(("words", "modality"), [("It took place", "occurred"), ("It did not", "cancelled")])
def test_a_plan_whose_day_has_passed_is_settled_on_the_spot_and_taken_back(
    busy: MainWindow, words: str, modality: str
) -> None:
    page = overview(busy)
    event = busy.desk.every(Event)[1]
    assert event.title == "Hearing"
    press(page.attention, words, "Hearing")
    assert busy.desk.get(Event, event.id).modality == modality
    assert not any("Hearing" in one for one in told(page.attention))
    focus = page.window().focusWidget()
    assert focus is page.attention.rows[3].line, "the next line is at hand"
    toast = busy.toasts.toasts()[-1]
    assert "Hearing" in toast.text
    assert toast.action is not None
    toast.action.click()
    assert busy.desk.get(Event, event.id).modality == "planned"
    assert any("Hearing" in one for one in told(page.attention))


def test_the_message_takes_nothing_back_that_was_changed_since(busy: MainWindow) -> None:
    page = overview(busy)
    event = busy.desk.every(Event)[1]
    press(page.attention, "It took place", "Hearing")
    busy.desk.edit("event", event.id, {"modality": "ongoing"})
    toast = busy.toasts.toasts()[-1]
    assert toast.action is not None
    toast.action.click()
    assert busy.desk.get(Event, event.id).modality == "ongoing"


def test_a_review_is_put_off_by_a_week(busy: MainWindow) -> None:
    page = overview(busy)
    press(page.attention, "Again in a week", "Old")
    issue = next(one for one in busy.desk.every(Issue) if one.title == "Old")
    assert issue.review_by_edtf == "2022-09-03"
    assert not any("Review is due" in one for one in told(page.attention))
    busy.actions_registry["undo"].trigger()
    assert busy.desk.get(Issue, issue.id).review_by_edtf == "2022-08-26"


@pytest.mark.parametrize(
    ("words", "title", "kind", "field"),
    [
        ("Change the deadline", "Late", "issue", "Deadline"),
        ("Add a next step", "Idle", "issue", "Next step"),
        ("Settle the date", "Torn", "event", "Conflicting date"),
    ],
)
def test_what_must_be_written_opens_with_the_focus_in_its_field(
    busy: MainWindow, words: str, title: str, kind: str, field: str
) -> None:
    page = overview(busy)
    press(page.attention, words, title)
    QApplication.processEvents()
    shown = busy.current_page().current_record()
    assert shown is not None
    assert (shown[0], busy.desk.title(*shown)) == (kind, title)
    focus = page.window().focusWidget()
    assert focus is not None
    assert focus.accessibleName() == field
    assert focus.visibleRegion().boundingRect().height() >= focus.height() - 2, "it is in view"
    busy.back()
    assert busy.current_page() is page


def test_a_quote_that_no_longer_verifies_is_shown_in_its_source(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    desk = window.desk
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")  # as a damaged disk would
    desk.store.connection.execute("UPDATE source_text SET text = replace(text, 'Unhappily', 'Happily')")
    page = overview(window)
    page.refresh()
    row = next(row for row in page.attention.rows if "Unhappily" in row.line.accessibleName())
    assert "not in source" in row.line.accessibleName()
    assert [button.text() for button in row.buttons] == ["Show in source"]
    row.buttons[0].click()
    assert window.current_page().KEY == "sources"


def fill(desk: Desk, many: int) -> None:
    with desk.store.step("fill", "Anna") as step:
        for number in range(many):
            step.insert("issue", {"title": f"Idle {number:03}"})


def test_the_rest_of_a_card_is_unfolded_in_place_by_keyboard(open_window: Open, tmp_path: Path) -> None:
    desk = Desk.new(tmp_path / "many.db", "Anna")
    fill(desk, AT_MOST + 60)
    desk.close()
    page = overview(open_window(tmp_path / "many.db"))
    card = page.attention
    assert len(card.rows) == AT_MOST
    assert card.more is not None
    assert (card.more.text(), card.fewer) == ("and 60 more", None)
    assert card.more.accessibleName() == "and 60 more: Needs attention"
    card.more.setFocus()
    QTest.keyClick(card.more, Qt.Key.Key_Space)
    assert len(card.rows) == AT_MOST + 50
    assert page.window().focusWidget() is card.rows[AT_MOST].line, "the first line that was hidden"
    assert card.more is not None
    card.more.click()
    assert len(card.rows) == AT_MOST + 60
    assert card.more is None
    assert card.fewer is not None
    card.fewer.click()
    assert len(card.rows) == AT_MOST


def test_records_of_the_same_title_have_controls_of_their_own_names(open_window: Open, tmp_path: Path) -> None:
    desk = Desk.new(tmp_path / "same.db", "Anna")
    for _ in range(3):
        desk.create("event", {"title": "Hearing", "modality": "planned", "date_edtf": "2001-08-21"})
    desk.close()
    page = overview(open_window(tmp_path / "same.db"))
    names = [one.accessibleName() for one in page.attention.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    assert len(names) == 9
    assert len(set(names)) == 9


def test_the_brief_edited_last_is_continued_and_issued_ones_are_not_in_progress(
    open_window: Open, sample: Path
) -> None:
    window = open_window(sample)
    older, newer = window.desk.in_progress()[1], window.desk.in_progress()[0]
    window.desk.write_block(older, "summary", "A line that is new.")
    page = overview(window)
    assert [name.split(",")[0] for name in told(page.briefs)] == [
        window.desk.title("brief", one) for one in (older, newer)
    ]
    page.resume.click()
    assert window.current_page().current_record() == ("brief", older)
    with window.desk.store.step("issue brief", "Anna") as step:
        for one in (older, newer):
            step.update("brief", one, {"status": "issued"})
    window.context.bridge.changed.emit(EVERYTHING)
    page = overview(window)
    assert told(page.briefs) == []
    assert page.resume.isHidden()


def cut(page: OverviewPage) -> list[str]:
    """What is not seen whole: buttons narrower than their words, and what lies outside its card or the page."""
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    inside = area.widget()
    assert inside is not None
    found = []
    for one in inside.findChildren(QWidget):
        if not one.isVisibleTo(inside):
            continue
        left = one.mapTo(inside, QPoint()).x()
        if left < 0 or left + one.width() > area.viewport().width():
            found.append(f"outside: {one.accessibleName()}")
        if isinstance(one, QPushButton) and one.width() < one.sizeHint().width():
            found.append(f"cut: {one.accessibleName()}")
        tall = one.heightForWidth(one.width()) if one.hasHeightForWidth() else one.minimumSizeHint().height()
        if one.height() < tall:
            found.append(f"flat: {one.accessibleName()} {type(one).__name__}")
    return found


def columns(page: OverviewPage) -> tuple[int, int]:
    """How many figures and how many cards stand beside each other."""
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    cards = [card for card in page.findChildren(RowCard) if card.isVisibleTo(page)]
    across = [{one.mapTo(page, QPoint()).x() for one in group} for group in (page.figures.values(), cards)]
    return len(across[0]), len(across[1])


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(
    ("width", "scale", "wanted"),
    [
        (640, 100, (2, 1)),
        (700, 100, (2, 1)),
        (890, 100, (2, 1)),
        (1100, 100, (4, 2)),
        (1320, 100, (4, 2)),
        (1800, 80, (4, 2)),
        (1320, 140, (2, 1)),
        (640, 200, (1, 1)),
        (1320, 200, (2, 1)),
    ],
)
def test_nothing_is_cut_at_any_width(
    busy: MainWindow,
    look: Icons,
    qapp: QApplication,
    qtbot: QtBot,
    width: int,
    scale: int,
    wanted: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        look.theme.set_text_scale(scale)
        busy.resize(width, 840)
        page = overview(busy)
        qtbot.waitUntil(lambda: columns(page) == wanted)
        qtbot.waitUntil(lambda: cut(page) == [])
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_empty_store_says_how_to_begin(open_window: Open, tmp_path: Path) -> None:
    Desk.new(tmp_path / "empty.db", "Anna").close()
    window = open_window(tmp_path / "empty.db")
    page = overview(window)
    assert page.start.isVisible()
    assert not any(one.isVisible() for one in (*page.figures.values(), page.attention, page.next))
    focus = page.window().focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Import sources…"
    begin = next(one for one in page.start.findChildren(QPushButton) if one.text() == "New issue")
    begin.click()
    assert window.current_page().KEY == "issues"
    page = overview(window)
    assert not page.start.isVisible()
    assert page.figures["issue"].isVisible()
