"""The actor map in its page: it narrows, magnifies, is walked from actor to actor, and leads to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.pictures.shapes import Box, Mark, Picture, Tone
from ui.icons import Icons
from ui.pages.actors import ActorsPage
from ui.pages.views import LIST, PICTURE
from ui.pictures.canvas import Canvas
from ui.pictures.painting import image
from ui.pictures.scrolled import LARGEST
from ui.pictures.walking import nearest
from ui.window import MainWindow

from .conftest import Answers

Open = Callable[[Desk | Path], MainWindow]


def map_page(window: MainWindow, qtbot: QtBot) -> ActorsPage:
    window.show_place("actors")
    page = window.current_page()
    assert isinstance(page, ActorsPage)
    page.views.show(PICTURE)
    settle(page, qtbot)
    return page


def settle(page: ActorsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.map.busy() and not page.map._stale, timeout=20_000)


def shown(page: ActorsPage) -> set[str]:
    """The names of the actors that have a box."""
    picture = page.map.canvas.picture()
    tied = {one for mark in picture.marks if mark.quiet for _kind, one in mark.members}
    return {page.desk.title("actor", mark.id) for mark in picture.marks if mark.id in tied}


def test_the_map_narrows_by_actor_steps_kind_and_issue_and_says_what_it_shows(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = map_page(open_window(sample), qtbot)
    assert page.map.words.text() == "7 actors, 9 relations and roles"
    assert not page.map.steps.isVisible()
    aide = next(one for one in page.desk.ids("actor") if page.desk.title("actor", one).startswith("Unnamed aide"))
    page.map.choose(aide)
    settle(page, qtbot)
    assert page.map.steps.isVisible()
    assert shown(page) == {"Unnamed aide to Mr Vucic", "Aleksandar Vucic"}
    page.map.steps.setCurrentIndex(1)
    settle(page, qtbot)
    assert shown(page) == {"Unnamed aide to Mr Vucic", "Aleksandar Vucic", "Serbia"}
    page.map.choose("")
    page.map.kind.setCurrentIndex(page.map.kind.findData("mediates"))
    settle(page, qtbot)
    assert shown(page) == {"European Union (EU)", "Kosovo", "Serbia"}
    page.map.kind.setCurrentIndex(page.map.kind.findData("opposes"))
    settle(page, qtbot)
    assert page.map.stack.currentWidget() is page.map.nothing
    assert page.map.nothing.accessibleName() == "No relations here"
    page.map.kind.setCurrentIndex(0)
    issue = page.desk.ids("issue")[0]
    page.map.filters.issue.set_value(issue)
    page.map.filters.issue.committed.emit(issue)
    settle(page, qtbot)
    assert 0 < len(page.map.canvas.picture().table) < 13


def test_the_choices_over_the_map_say_what_they_choose(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    page = map_page(open_window(sample), qtbot)
    for box in (page.map.steps, page.map.kind):
        told = QAccessible.queryAccessibleInterface(box)
        labels = [other.text(QAccessible.Text.Name) for other, _kind in told.relations()]
        assert labels == [box.accessibleName()]
        assert told.text(QAccessible.Text.Description) == box.accessibleName()


def test_the_keyboard_goes_from_actor_to_actor_and_enter_opens_one(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = map_page(open_window(sample), qtbot)
    canvas = page.map.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.current_mark().kind == "actor"
    marks = canvas.picture().marks
    reached = {marks.index(canvas.current_mark())}
    waiting = list(reached)
    while waiting:
        found = {nearest(marks, waiting[-1], *way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1))}
        waiting = waiting[:-1] + [one for one in found - reached if 0 <= one < len(marks)]
        reached |= set(waiting)
    assert {marks[one].key for one in reached} == set(page.desk.ids("actor")), "the arrows reach every actor"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(canvas, key)
        assert not canvas.current_mark().quiet
    assert "represents Kosovo" in " ".join(mark.name for mark in canvas.picture().marks if mark.id)
    wanted = canvas.current_mark().id
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert page.views.current() == LIST
    assert page.current_record() == ("actor", wanted)


def test_a_map_is_seen_whole_until_it_is_magnified(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    page = map_page(open_window(sample), qtbot)
    canvas = page.map.canvas
    qtbot.waitUntil(page.map.legend.isVisible)
    for _ in range(5):
        QApplication.processEvents()  # the legend takes its room
    fitted = canvas.magnification()
    assert canvas.verticalScrollBar().maximum() == 0
    assert fitted <= 1
    page.map.closer.click()
    page.map.closer.click()
    assert canvas.magnification() == pytest.approx(fitted / 0.36)
    assert canvas.verticalScrollBar().maximum() > 0
    page.refresh()
    settle(page, qtbot)
    assert canvas.magnification() == pytest.approx(fitted / 0.36), "a change elsewhere does not move what is looked at"
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.magnification() == pytest.approx(fitted)
    for _ in range(20):
        page.map.closer.click()
    assert canvas.magnification() == LARGEST


def test_everything_of_a_map_that_needs_scroll_bars_is_shown_when_asked(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = map_page(open_window(sample), qtbot)
    canvas = page.map.canvas
    large = Picture("Map", "", 4000, 4000, (), canvas.picture().marks)
    canvas.set_picture(large)
    page.map.shown_picture(large)
    qtbot.waitUntil(canvas.verticalScrollBar().isVisible)
    assert canvas.verticalScrollBar().maximum() > 0, "it is shown at a size that can be read"
    readable = canvas.magnification()
    QTest.keyClick(canvas, Qt.Key.Key_0)
    for _ in range(5):
        QApplication.processEvents()  # the scroll bars go, and the canvas becomes larger
    assert canvas.magnification() < readable / 2
    assert canvas.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_magnifying_holds_the_point_and_touch_goes_on_meeting_what_is_seen(
    look: Icons, qtbot: QtBot, way: Qt.LayoutDirection
) -> None:
    canvas = Canvas(look.theme)
    canvas.setLayoutDirection(way)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    marks = tuple(
        Mark(f"{x} {y}", "n", "t", (x, y, 40, 20), (Box(x, y, 40, 20),), "actor", f"{x} {y}")
        for x in range(0, 900, 60)
        for y in range(0, 900, 60)
    )
    canvas.set_picture(Picture("Map", "", 900, 900, (), marks))
    canvas.magnify(1.5)
    canvas.bring("480 480")
    canvas.magnify(2.0)
    assert canvas.mark_at(QPoint(200, 150)).key == "480 480", "the middle stays the middle"
    assert not canvas.fit(0.5)
    assert canvas.fit()
    assert canvas.verticalScrollBar().maximum() <= 1
    last = canvas.picture().marks[17]
    assert canvas.mark_at(canvas.place_of(last)) is last


def test_the_lines_of_an_actor_are_lit_while_it_is_looked_at(look: Icons, qtbot: QtBot) -> None:
    canvas = Canvas(look.theme)
    qtbot.addWidget(canvas)
    canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    canvas.resize(400, 300)
    canvas.show()
    lit = (Box(100, 100, 50, 50, fill=Tone.RED),)
    marks = (
        Mark("a", "a", "a", (10, 10, 40, 20), (), "actor", "a", lit=lit),
        Mark("b", "b", "b", (10, 60, 40, 20), (), "actor", "b"),
    )
    canvas.set_picture(Picture("Map", "", 250, 200, (), marks, top=1))
    red = QColor(look.theme.tokens.colour("red")).rgb()

    def is_lit() -> bool:
        return canvas.viewport().grab().toImage().pixelColor(QPointF(125 * 4 / 3, 125 * 4 / 3).toPoint()).rgb() == red

    assert not is_lit()
    QTest.mouseMove(canvas.viewport(), canvas.place_of(marks[0]))
    assert is_lit()
    QTest.mouseMove(canvas.viewport(), canvas.place_of(marks[1]))
    assert not is_lit()


def test_what_is_saved_has_the_legend_and_is_never_huge(
    open_window: Open, sample: Path, tmp_path: Path, answers: Answers, look: Icons, qtbot: QtBot
) -> None:
    page = map_page(open_window(sample), qtbot)
    answers.files = [tmp_path / "map.svg"]
    page.map.save.click()
    qtbot.waitUntil(lambda: not page.context.background.busy())
    assert "relation or role" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert image(page.map.canvas.picture(), 3, look.theme).width() == round(page.map.canvas.picture().width * 3)
    made = image(Picture("P", "", 6000, 5000, (), ()), 3, look.theme)
    assert made.width() * made.height() <= 41_000_000


def test_an_empty_store_says_what_to_do_and_a_relation_appears(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    Desk.new(tmp_path / "empty.db", "Anna").close()
    window = open_window(tmp_path / "empty.db")
    desk = window.desk
    ana, bo = (desk.create("actor", {"name": name}) for name in ("Ana", "Bo"))
    page = map_page(window, qtbot)
    assert page.map.stack.currentWidget() is page.map.nothing
    assert page.map.nothing.accessibleName() == "No relations yet"
    desk.create("actor_relation", {"from_actor": ana, "to_actor": bo, "kind": "represents"})
    qtbot.waitUntil(lambda: page.map.stack.currentWidget() is page.map.canvas, timeout=20_000)
    assert shown(page) == {"Ana", "Bo"}
    page.map.as_table.setChecked(True)
    rows = page.map.table.model()
    assert [rows.index(0, column).data() for column in range(3)] == ["Ana", "represents", "Bo"]
    page.map.kind.setCurrentIndex(page.map.kind.findData("opposes"))
    settle(page, qtbot)
    assert page.map.stack.currentWidget() is page.map.nothing
    assert not any(button.isEnabled() for button in (page.map.closer, page.map.as_table, page.map.copy, page.map.save))
    assert page.map.wider.isVisible()
    page.map.wider.click()
    settle(page, qtbot)
    assert shown(page) == {"Ana", "Bo"}
    assert page.map.save.isEnabled()
