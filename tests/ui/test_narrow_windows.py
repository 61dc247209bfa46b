"""The smallest window with the largest text: everything can still be reached, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QSplitter
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.icons import Icons
from ui.pages.sources import SourcesPage
from ui.shell import PLACES
from ui.widgets.banner import Banner
from ui.widgets.header import PageHeader
from ui.widgets.nav import NavButton
from ui.window import MainWindow

from .walking import visit

Open = Callable[[Desk | Path], MainWindow]


@pytest.fixture(params=[100, 200])
def smallest(request: pytest.FixtureRequest, open_window: Open, sample: Path, look: Icons) -> Iterator[MainWindow]:
    """The smallest window on the sample, with text as it is and twice as large."""
    look.theme.set_text_scale(request.param)
    window = open_window(sample)
    window.resize(window.minimumSize())
    yield window
    look.theme.set_text_scale(100)


def lasting(window: MainWindow) -> Banner:
    """The banner over the pages."""
    (banner,) = (one for one in window.body.findChildren(Banner) if one.parent() is window.body.widget())
    return banner


def test_every_place_is_reached_by_keyboard_and_seen(smallest: MainWindow, qtbot: QtBot) -> None:
    buttons = smallest.sidebar.findChildren(NavButton)
    assert len(buttons) == len(PLACES)
    visit(smallest, "overview", qtbot)
    for button in buttons:
        assert button.height() >= button.sizeHint().height()
    for above, below in pairwise(buttons):
        assert above.geometry().bottom() < below.geometry().top()
    find = next(one for one in smallest.sidebar.findChildren(QPushButton) if one.accessibleName() == "Search")
    find.setFocus()
    for _ in PLACES:
        QTest.keyClick(smallest.focusWidget(), Qt.Key.Key_Tab)
        focus = smallest.focusWidget()
        assert focus is not None
        if isinstance(focus, NavButton):
            break
    assert isinstance(smallest.focusWidget(), NavButton)
    for _ in range(1, len(PLACES)):
        QTest.keyClick(smallest.focusWidget(), Qt.Key.Key_Down)
        QApplication.processEvents()
        focus = smallest.focusWidget()
        assert isinstance(focus, NavButton)


def test_no_button_of_a_header_or_a_banner_is_cut(smallest: MainWindow, qtbot: QtBot) -> None:
    faults = []
    for place in PLACES:
        page = visit(smallest, place.key, qtbot)
        (header,) = page.findChildren(PageHeader)
        (banner,) = (
            one for one in smallest.body.findChildren(Banner) if one.isVisible() and not page.isAncestorOf(one)
        )
        for frame in (header, banner):
            for button in frame.findChildren(QAbstractButton):
                whole = QRect(button.mapTo(frame, QPoint()), button.size())
                if button.isVisible() and (
                    not frame.rect().contains(whole) or button.width() < button.sizeHint().width()
                ):
                    faults.append(f"{place.key}: {button.accessibleName() or button.text()}")
    assert faults == []


def test_the_choices_of_a_banner_are_in_a_menu_where_they_have_no_room(
    open_window: Open, sample: Path, look: Icons
) -> None:
    window = open_window(sample)
    window.resize(1320, 840)
    QApplication.processEvents()
    banner = lasting(window)
    buttons = list(banner.findChildren(QPushButton))
    assert all(one.isVisible() for one in buttons)
    look.theme.set_text_scale(200)
    window.resize(window.minimumSize())
    QApplication.processEvents()
    assert not any(one.isVisible() for one in buttons)
    more = next(one for one in banner.findChildren(QAbstractButton) if one.accessibleName().startswith("Ways forward"))
    assert more.isVisible()
    menu = banner.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [one.text() for one in buttons]
    menu.actions()[0].trigger()
    assert window.desk.setting("as_at") == "", "“Use today” was chosen"


def test_a_page_that_has_no_room_is_scrolled_to_its_end(smallest: MainWindow, qtbot: QtBot) -> None:
    visit(smallest, "issues", qtbot)
    body = smallest.body
    inside = body.widget()
    assert inside is not None
    assert inside.width() == body.viewport().width(), "nothing scrolls sideways"
    bar = body.verticalScrollBar()
    assert bar.maximum() == max(0, inside.height() - body.viewport().height())
    bar.setValue(bar.maximum())
    page = smallest.current_page()
    end = page.mapTo(body.viewport(), QPoint(0, page.height()))
    assert end.y() <= body.viewport().height()


@pytest.fixture
def sources(open_window: Open, sample: Path, qtbot: QtBot) -> Callable[[int], SourcesPage]:
    def opened(width: int) -> SourcesPage:
        window = open_window(sample)
        window.resize(width, 840)
        page = visit(window, "sources", qtbot)
        assert isinstance(page, SourcesPage)
        return page

    return opened


@pytest.mark.parametrize(
    ("width", "way"),
    [(1320, Qt.Orientation.Horizontal), (1100, Qt.Orientation.Vertical), (700, Qt.Orientation.Vertical)],
)
def test_the_quotes_of_a_source_have_a_share_of_the_room_and_say_how_many(
    sources: Callable[[int], SourcesPage], width: int, way: Qt.Orientation
) -> None:
    page = sources(width)
    page.show_record("source", page.desk.ids("source")[0])
    QApplication.processEvents()
    splitter = page.detail.splitter
    assert splitter.orientation() == way
    text, side = splitter.sizes()
    assert side / (text + side) >= 0.3
    assert page.detail.quotes._heading.text() == "Quotes in this source (7)"
    inside = page.detail._side.widget()
    assert inside.width() <= page.detail._side.viewport().width(), "nothing is cut at its end"


def test_the_line_between_text_and_quotes_is_remembered(
    sources: Callable[[int], SourcesPage], open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = sources(1100)
    splitter: QSplitter = page.detail.splitter
    whole = sum(splitter.sizes())
    splitter.setSizes([round(whole * 0.75), whole - round(whole * 0.75)])
    splitter.splitterMoved.emit(0, 1)
    page.window().close()
    again = open_window(sample)
    again.resize(1100, 840)
    shown = visit(again, "sources", qtbot)
    assert isinstance(shown, SourcesPage)
    text, side = shown.detail.splitter.sizes()
    assert text / (text + side) == pytest.approx(0.75, abs=0.03)


def test_the_facts_of_a_source_are_words(sources: Callable[[int], SourcesPage]) -> None:
    page = sources(1320)
    page.show_record("source", page.desk.ids("source")[0])
    assert "newspaper article" in page.detail.facts.text()
    assert "article-newspaper" not in page.detail.facts.text()
