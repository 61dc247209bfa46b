"""The canvas of a picture: painted, walked by keyboard, clicked, scrolled, and said to those who do not see it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.pictures.shapes import Box, Mark, Picture, Tone, Words
from ui.icons import Icons
from ui.pictures.canvas import Canvas
from ui.pictures.waiting import Waiting
from ui.theme import Mode


def square(key: str, x: float, y: float, tone: Tone = Tone.GREEN) -> Mark:
    return Mark(key, f"name of {key}", f"tip of {key}", (x, y, 40, 20), (Box(x, y, 40, 20, fill=tone),), "event", key)


def grid(columns: int, rows: int, *, top: float = 30.0) -> Picture:
    """Squares in rows and columns under a head."""
    marks = tuple(square(f"{c} {r}", 20 + c * 60, 40 + r * 40) for r in range(rows) for c in range(columns))
    ground = (Words(4, 20, "Head", 10),)
    return Picture("Grid", "Squares.", 40 + columns * 60, 60 + rows * 40, ground, marks, top=top)


@pytest.fixture
def canvas(look: Icons, qtbot: QtBot) -> Canvas:
    made = Canvas(look.theme)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def at(canvas: Canvas, key: str) -> QPoint:
    mark = next(one for one in canvas.picture().marks if one.key == key)
    return canvas.place_of(mark)


def test_a_mark_is_painted_where_it_is_touched(canvas: Canvas, look: Icons) -> None:
    canvas.set_picture(grid(3, 3))
    shown = canvas.viewport().grab().toImage()
    green = QColor(look.theme.tokens.colour("green"))
    for key in ("0 0", "2 1", "1 2"):
        place = at(canvas, key)
        assert shown.pixelColor(place).rgb() == green.rgb()
        assert canvas.mark_at(place).key == key
    assert canvas.mark_at(QPoint(2, 60)) is None


def test_a_click_opens_and_a_drag_does_not(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_picture(grid(3, 30))
    with qtbot.waitSignal(canvas.opened) as opened:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, "1 1"))
    assert opened.args[0].key == "1 1"
    seen: list[object] = []
    canvas.opened.connect(seen.append)
    start = at(canvas, "1 2")
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas.viewport(), start - QPoint(0, 60))
    QTest.mouseMove(canvas.viewport(), start - QPoint(0, 120))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 120))
    assert seen == []
    assert canvas.verticalScrollBar().value() == 120


def test_the_keyboard_reaches_every_mark_and_says_it(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_picture(grid(4, 5))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.current_mark().key == "0 0", "the first key goes to the first mark"
    reached = {canvas.current_mark().key}
    for row in range(5):
        for _ in range(3):
            QTest.keyClick(canvas, Qt.Key.Key_Right if row % 2 == 0 else Qt.Key.Key_Left)
            reached.add(canvas.current_mark().key)
        QTest.keyClick(canvas, Qt.Key.Key_Down)
        reached.add(canvas.current_mark().key)
    assert len(reached) == 20
    assert canvas.accessibleDescription() == canvas.current_mark().name
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.current_mark().key == "3 4"
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    with qtbot.waitSignal(canvas.opened) as opened:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args[0].key == "0 0"
    for key, signal in (
        (Qt.Key.Key_Plus, canvas.zoomed),
        (Qt.Key.Key_Minus, canvas.zoomed),
        (Qt.Key.Key_0, canvas.fitted),
    ):
        with qtbot.waitSignal(signal):
            QTest.keyClick(canvas, key)


def test_the_current_mark_is_brought_into_view_and_kept_by_its_key(canvas: Canvas) -> None:
    canvas.set_picture(grid(30, 30))
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.viewport().rect().contains(at(canvas, "29 29"))
    canvas.set_picture(grid(30, 31))
    assert canvas.current_mark().key == "29 29"


def test_only_what_is_seen_is_painted(canvas: Canvas) -> None:
    canvas.set_picture(grid(100, 100))
    canvas.viewport().grab()
    assert 0 < canvas.painted < 250


def test_the_head_stays_while_the_rest_is_scrolled(canvas: Canvas, look: Icons) -> None:
    canvas.set_picture(grid(3, 60))
    head = canvas.viewport().grab(canvas.viewport().rect().adjusted(0, 0, 0, -370)).toImage()
    canvas.verticalScrollBar().setValue(400)
    assert canvas.viewport().grab(canvas.viewport().rect().adjusted(0, 0, 0, -370)).toImage() == head
    assert canvas.mark_at(QPoint(60, 5)) is None, "what lies under the head is not touched through it"


def test_a_line_under_the_head_says_that_more_lies_above(canvas: Canvas, look: Icons) -> None:
    large = replace(grid(3, 60), start=30.0)
    canvas.set_picture(large)
    place = QPoint(200, round(large.top * 4 / 3))
    line = QColor(look.theme.tokens.field_line).rgb()
    assert canvas.viewport().grab().toImage().pixelColor(place).rgb() != line
    canvas.verticalScrollBar().setValue(100)
    assert canvas.viewport().grab().toImage().pixelColor(place).rgb() == line


def test_the_ring_around_the_lowest_mark_is_not_cut(canvas: Canvas) -> None:
    canvas.set_picture(grid(3, 60))
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(20):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    mark = canvas.current_mark()
    assert mark is not None
    below = canvas.viewport().height() - (canvas.place_of(mark).y() + mark.bounds[3] / 2 * 4 / 3)
    assert below >= 3


def test_coming_back_to_a_picture_does_not_scroll_it(canvas: Canvas) -> None:
    canvas.set_picture(grid(3, 60))
    canvas.verticalScrollBar().setValue(600)
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.verticalScrollBar().value() == 600
    mark = canvas.current_mark()
    assert mark is not None and canvas.is_seen(mark)


def test_from_right_to_left_everything_is_on_the_other_side(canvas: Canvas) -> None:
    canvas.set_picture(grid(3, 3))
    before = at(canvas, "0 0").x()
    canvas.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert at(canvas, "0 0").x() > before
    assert canvas.mark_at(at(canvas, "2 2")).key == "2 2"


def test_the_wheel_zooms_about_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_picture(grid(3, 3))
    place = QPointF(canvas.viewport().width() / 4, 50)
    turn = QWheelEvent(
        place,
        canvas.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(canvas.zoomed) as zoomed:
        QApplication.sendEvent(canvas.viewport(), turn)
    assert zoomed.args == [pytest.approx(0.8), pytest.approx(0.25, abs=0.01)]


def test_dark_and_larger_are_repainted(canvas: Canvas, look: Icons) -> None:
    canvas.set_picture(grid(3, 3))
    light = canvas.viewport().grab().toImage()
    look.theme.set_mode(Mode.DARK)
    dark = canvas.viewport().grab().toImage()
    assert dark.pixelColor(2, 390) != light.pixelColor(2, 390)
    small = at(canvas, "2 2")
    look.theme.set_text_scale(140)
    assert at(canvas, "2 2").x() > small.x() * 1.3


def test_a_picture_that_takes_its_time_says_that_it_is_drawn(canvas: Canvas, qtbot: QtBot) -> None:
    note = Waiting(canvas)
    note.begin()
    assert not note.isVisible(), "what comes soon is not announced"
    qtbot.waitUntil(note.isVisible)
    assert note.text() == "Drawing…"
    assert canvas.rect().contains(note.geometry())
    note.end()
    assert not note.isVisible()
    note.begin()
    note.end()
    assert not note._timer.isActive()
