"""The overview tells what others did since the user was last here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.pages.overview import OverviewPage
from ui.window import MainWindow

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
    assert "Boris: change title" in told[0]
    assert not any("Taken back" in one or gone in one or "Mine" in one for one in told)
    seen = next(one for one in page.changed.findChildren(QPushButton) if one.text() == "Mark as seen")
    seen.click()
    assert lines(page) == []
    second.close()
    assert lines(overview(open_window(sample))) == []
