"""The list of the timeline: months beside the rows, the line of today, all rows of one height."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.icons import Icons
from ui.models.record_list import RecordList
from ui.pages.timeline import TimelinePage
from ui.widgets.dated_rows import DatedRow, DatedRowDelegate, dated
from ui.widgets.rows import ROW_ROLE, RowText
from ui.window import MainWindow

Open = Callable[[Desk | Path], MainWindow]
TODAY = "2022-08-19"


@pytest.mark.parametrize(
    ("first", "last", "group", "past"),
    [
        ("2022-08-18", "2022-08-18", ("Aug", "2022"), True),
        ("2022-08-19", "2022-08-19", ("Aug", "2022"), False),
        ("2022-07-18", "2022-08-18", ("Aug", "2022"), True),
        ("2022-01-01", "2022-12-31", ("2022", ""), False),
        ("2008-01-01", "2008-12-31", ("2008", ""), True),
        ("2007-01-01", "2008-12-31", ("Dec", "2008"), True),
        ("", "2022-08-18", ("Aug", "2022"), True),
        ("2022-08-01", "", ("Aug", "2022"), False),
        ("", "", ("No", "date"), None),
        ("0001-01-01", "0001-01-01", ("Jan", "0001"), True),
        ("9999-12-31", "9999-12-31", ("Dec", "9999"), False),
    ],
)
def test_a_row_belongs_to_the_month_of_its_latest_day(
    first: str, last: str, group: tuple[str, str], past: bool | None
) -> None:
    row = dated(RowText("Talks", "meeting"), first, last, TODAY, "No date")
    assert (row.title, row.subtitle, row.group, row.past) == ("Talks", "meeting", group, past)


def timeline(window: MainWindow, qtbot: QtBot) -> TimelinePage:
    window.resize(1200, 900)
    window.show_place("timeline")
    page = window.current_page()
    assert isinstance(page, TimelinePage)
    qtbot.waitUntil(lambda: page.list.viewport().width() > 200)
    return page


def picture(page: TimelinePage) -> QImage:
    return page.list.viewport().grab().toImage()


def red_lines(page: TimelinePage) -> list[int]:
    """Where a red line runs through the list, from its top."""
    shown = picture(page)
    red = QColor(page.context.theme.tokens.red.fg).rgb()
    x = round(shown.width() * 0.7)
    found = [y for y in range(shown.height()) if shown.pixelColor(x, y).rgb() == red]
    return [y for y in found if y - 1 not in found]


def test_the_line_of_today_runs_between_what_was_and_what_comes(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    page = timeline(open_window(sample), qtbot)
    rows = [page.model.index(place).data(ROW_ROLE) for place in range(page.model.rowCount())]
    assert all(isinstance(row, DatedRow) for row in rows)
    coming = next(place for place, row in enumerate(rows) if row.past is False)
    assert 0 < coming < len(rows)
    page.list.scrollTo(page.model.index(coming), page.list.ScrollHint.PositionAtCenter)
    assert red_lines(page) == [page.list.visualRect(page.model.index(coming)).top()]
    assert len({page.list.visualRect(page.model.index(place)).height() for place in range(len(rows))}) == 1


def test_where_nothing_comes_the_line_ends_the_list(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    Desk.new(tmp_path / "past.db", "Anna").close()
    window = open_window(tmp_path / "past.db")
    for title, day in (("One", "1990-01-05"), ("Two", "1991-02-06"), ("Three", "")):
        window.desk.create("event", {"title": title, "date_edtf": day})
    page = timeline(window, qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    second = page.list.visualRect(page.model.index(1))
    (line,) = red_lines(page)
    assert second.bottom() - 2 <= line <= second.bottom()


def test_in_another_order_the_line_of_today_follows_or_is_left_out(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = timeline(open_window(sample), qtbot)
    page.sorting.choose("newest")
    rows = [page.model.index(place).data(ROW_ROLE) for place in range(page.model.rowCount())]
    gone = next(place for place, row in enumerate(rows) if row.past)
    assert 0 < gone < len(rows)
    page.list.scrollTo(page.model.index(gone), page.list.ScrollHint.PositionAtCenter)
    assert red_lines(page) == [page.list.visualRect(page.model.index(gone)).top()]
    page.sorting.choose("title")
    for place in range(0, len(rows), 3):
        page.list.scrollTo(page.model.index(place), page.list.ScrollHint.PositionAtTop)
        assert red_lines(page) == []


def beside(page: TimelinePage, top: int, bottom: int) -> set[int]:
    """The colours in the column of months between two heights."""
    shown = picture(page)
    delegate = page.list.itemDelegate()
    assert isinstance(delegate, DatedRowDelegate)
    wide = delegate._column - page.context.theme.px(10)
    return {shown.pixelColor(x, y).rgb() for x in range(4, wide) for y in range(max(0, top), bottom)}


def test_the_month_stands_beside_its_first_row_and_stays_in_view(
    open_window: Open, tmp_path: Path, qtbot: QtBot, look: Icons
) -> None:
    Desk.new(tmp_path / "many.db", "Anna").close()
    window = open_window(tmp_path / "many.db")
    with window.desk.store.step("fill", "T") as step:
        for number in range(60):
            step.insert("event", {"title": f"Event {number}", "date_edtf": f"1990-0{1 + number // 20}-15"})
    page = timeline(window, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 60)
    page.list.clearSelection()
    ground = {QColor(page.context.theme.tokens.card).rgb(), QColor(page.context.theme.tokens.line).rgb()}

    def has_month(place: int) -> bool:
        rect = page.list.visualRect(page.model.index(place))
        return bool(beside(page, rect.top() + 3, rect.bottom() - 2) - ground)

    page.list.setFocus(Qt.FocusReason.OtherFocusReason)
    bar = page.list.verticalScrollBar()
    page.list.scrollTo(page.model.index(10), page.list.ScrollHint.PositionAtTop)
    assert has_month(10), "the first row that is seen"
    assert not has_month(11)
    height = page.list.visualRect(page.model.index(10)).height()
    bar.setValue(bar.value() + height - 8)
    assert has_month(11), "the one above it has no room any more"
    page.list.scrollTo(page.model.index(18), page.list.ScrollHint.PositionAtTop)
    assert [has_month(place) for place in (18, 19, 20, 21)] == [True, False, True, False]


def test_painting_a_row_reads_its_neighbours_and_no_more(look: Icons, qtbot: QtBot) -> None:
    asked: list[int] = []

    def fetch(ids: list[str]) -> dict[str, RowText]:
        asked.append(len(ids))
        return {one: dated(RowText(one), "2022-08-18", "2022-08-18", TODAY, "No date") for one in ids}

    from PySide6.QtWidgets import QListView

    view = QListView()
    qtbot.addWidget(view)
    model = RecordList(fetch, view)  # type: ignore[arg-type]
    view.setModel(model)
    view.setUniformItemSizes(True)
    view.setItemDelegate(DatedRowDelegate(look.theme, view, "today"))
    model.set_ids([str(number) for number in range(100_000)])
    view.resize(400, 600)
    view.show()
    qtbot.waitExposed(view)
    view.scrollTo(model.index(50_100))
    view.viewport().grab()
    assert sum(asked) <= 800
