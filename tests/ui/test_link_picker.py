"""The panel that finds a record to link: always in sight, honest about what is linked, and no maker by accident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.model import Issue, Quote
from ui.context import Context
from ui.forms.link_picker import LinkPicker
from ui.forms.ref_field import NEW
from ui.pages.quotes import QuotesPage
from ui.window import MainWindow

DIRECTIONS = pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)


@pytest.fixture
def facing(direction: Qt.LayoutDirection, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    qapp.setLayoutDirection(direction)
    yield direction
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@DIRECTIONS
@pytest.mark.parametrize("size", [(1320, 840), (640, 440)], ids=["wide", "small"])
@pytest.mark.parametrize("spot", [(40, 1217), (600, 210), (2, 2), (900, -700)])
def test_the_panel_lies_wholly_inside_the_window_wherever_its_anchor_is(
    facing: Qt.LayoutDirection, size: tuple[int, int], spot: tuple[int, int], context: Context, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    anchor = QWidget(window)
    anchor.setGeometry(*spot, 60, 24)
    window.show()
    picker = LinkPicker(context, "issue", anchor, may_create=True)
    picker.open()
    assert window.rect().contains(picker.geometry()), picker.geometry()
    assert picker.isVisible() and window.focusWidget() is picker.field
    assert picker.list.viewport().height() >= picker.list.sizeHintForRow(0)
    picker.shut()


@DIRECTIONS
def test_ctrl_l_opens_in_sight_on_the_page_of_a_long_quote(
    facing: Qt.LayoutDirection, open_window: Callable[[Path], MainWindow], sample: Path
) -> None:
    window = open_window(sample)
    for size in ((1320, 840), (640, 440)):
        window.resize(*size)
        window.go("quote", window.desk.every(Quote)[0].id)
        page = window.current_page()
        assert isinstance(page, QuotesPage)
        for area in page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        window.commands.link_issue()
        picker = next(one for one in window.findChildren(LinkPicker) if one.isVisible())
        assert window.rect().contains(picker.geometry()) and not picker.visibleRegion().isEmpty()
        picker.shut()


@pytest.fixture
def anchor(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    found = QWidget()
    QVBoxLayout(window).addWidget(found)
    window.show()
    yield found
    window.hide()  # which also keeps the window until the end of the test


def test_what_is_linked_already_is_shown_so_and_enter_makes_no_second_one(
    context: Context, crisis: dict[str, str], anchor: QWidget, qtbot: QtBot
) -> None:
    picker = LinkPicker(context, "issue", anchor, linked=[crisis["fuel"]], may_create=True)
    chosen, wanted = list[str](), list[str]()
    picker.chosen.connect(chosen.append)
    picker.wanted_new.connect(wanted.append)
    picker.open()
    assert crisis["fuel"] not in picker.list.ids()
    qtbot.keyClicks(picker.field, "Delayed delivery of winter fuel reserves")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.list.ids()[0] == crisis["fuel"] and NEW not in picker.list.ids()
    assert "already linked" in picker.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert chosen == [] and wanted == [] and picker.isVisible()
    assert any("is linked already" in label for label in said_in(picker))


def said_in(picker: LinkPicker) -> list[str]:
    return [label.text() for label in picker.findChildren(QLabel) if label.isVisible()]


def test_a_new_record_is_made_only_where_its_line_was_chosen(context: Context, anchor: QWidget, qtbot: QtBot) -> None:
    picker = LinkPicker(context, "issue", anchor, may_create=True)
    wanted = list[str]()
    picker.wanted_new.connect(wanted.append)
    picker.open()
    qtbot.keyClicks(picker.field, "Zebra crossing")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert wanted == [] and picker.isVisible() and list(picker.list.ids()) == [NEW]
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert wanted == ["Zebra crossing"]


def test_making_an_issue_and_linking_to_it_is_one_step_and_one_undo(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    quote = window.desk.every(Quote)[0].id
    window.go("quote", quote)
    steps, issues, before = window.desk.step_number(), window.desk.ids("issue"), window.desk.issues_of("quote", quote)
    window.commands.link_issue()
    picker = next(one for one in window.findChildren(LinkPicker) if one.isVisible())
    qtbot.keyClicks(picker.field, "A very new issue with a title so long that it has to be cut in the message")
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert window.desk.step_number() == steps + 1
    assert len(window.desk.issues_of("quote", quote)) == len(before) + 1
    toast = window.toasts.toasts()[-1]
    assert toast.text.startswith("Made the issue “A very new issue") and "…” and linked the quote to it." in toast.text
    assert toast.action is not None
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert window.desk.ids("issue") == issues and window.desk.issues_of("quote", quote) == before
    assert len(window.desk.every(Issue)) == len(issues)
