"""Pictures in their pages: drawn off the window's thread, zoomed, narrowed, left and come back to, taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Position, Quote
from ui.pages.issues import IssuesPage
from ui.pages.timeline import TimelinePage
from ui.pages.views import LIST, PICTURE
from ui.pictures import painting
from ui.window import MainWindow

from .conftest import Answers

Open = Callable[[Desk | Path], MainWindow]


def picture_page(window: MainWindow, qtbot: QtBot) -> TimelinePage:
    window.show_place("timeline")
    page = window.current_page()
    assert isinstance(page, TimelinePage)
    page.views.show(PICTURE)
    qtbot.waitUntil(lambda: bool(page.picture.canvas.picture().marks) and not page.is_waiting(), timeout=10_000)
    return page


def test_the_timeline_is_drawn_in_a_worker_and_leads_to_its_events(
    open_window: Open, sample: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[bool] = []
    before = Desk.happenings

    def noted(desk: Desk, *more: object) -> object:
        threads.append(QThread.currentThread() is QApplication.instance().thread())
        return before(desk, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "happenings", noted)
    window = open_window(sample)
    page = picture_page(window, qtbot)
    assert threads
    assert not any(threads), "the store is read off the window's thread"
    assert page.picture.words.text() == "30 July to 4 September 2022"
    kept = next(one for one in page.picture.canvas.picture().marks if one.id)
    page.picture.canvas.opened.emit(kept)
    assert page.views.current() == LIST
    assert page.current_record() == ("event", kept.id)


def test_zoom_pan_fit_and_the_filters_change_what_is_drawn(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    page = picture_page(open_window(sample), qtbot)
    picture = page.picture

    def settled() -> None:
        qtbot.waitUntil(lambda: not picture.busy(), timeout=10_000)

    whole = picture.span()
    picture.closer.click()
    settled()
    near = picture.span()
    assert near.days < whole.days
    picture.pan(0.25)
    settled()
    assert picture.span().first > near.first
    picture.whole.click()
    settled()
    assert picture.span() == whole
    everything = len(picture.canvas.picture().table)
    issue = page.desk.ids("issue")[0]
    picture.filters.issue.set_value(issue)
    picture.filters.issue.committed.emit(issue)
    settled()
    assert 1 < len(picture.canvas.picture().table) < everything
    picture.as_table.setChecked(True)
    assert picture.stack.currentWidget() is picture.table
    assert picture.table.model().rowCount() == len(picture.canvas.picture().table) - 1


def test_a_change_is_drawn_and_an_empty_timeline_says_so(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    Desk.new(tmp_path / "empty.db", "Anna").close()
    window = open_window(tmp_path / "empty.db")
    window.show_place("timeline")
    page = window.current_page()
    assert isinstance(page, TimelinePage)
    page.flip_view()
    qtbot.waitUntil(lambda: page.picture.stack.currentWidget() is page.picture.nothing)
    assert not any(button.isEnabled() for button in page.picture._buttons)
    assert not page.picture.wider.isVisible()
    assert [one.text() for one in page.picture.nothing.findChildren(QPushButton) if one.isVisible()] == ["New event"]
    window.desk.create("event", {"title": "Talks", "date_edtf": "2022-08-18"})
    qtbot.waitUntil(lambda: len(page.picture.canvas.picture().marks) == 1, timeout=10_000)
    assert page.picture.stack.currentWidget() is page.picture.canvas


def test_the_picture_is_saved_and_copied(
    open_window: Open,
    sample: Path,
    qtbot: QtBot,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = picture_page(open_window(sample), qtbot).picture
    threads: list[bool] = []
    before_image = painting.image

    def noted(*given: object) -> QImage:
        threads.append(QThread.currentThread() is QApplication.instance().thread())
        return before_image(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(painting, "image", noted)

    def taken() -> None:
        qtbot.waitUntil(lambda: not picture.context.background.busy(), timeout=10_000)

    for name in ("timeline.svg", "timeline.png", "timeline"):
        answers.files = [tmp_path / name]
        picture.save.click()
        taken()
    assert (tmp_path / "timeline.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert (tmp_path / "timeline.png").read_bytes().startswith(b"\x89PNG")
    picture.copy.click()
    taken()
    assert threads == [False, False], "no pixel is painted in the window's thread"
    clipboard = QGuiApplication.clipboard().mimeData()
    assert clipboard.hasImage()
    assert bytes(clipboard.data("image/svg+xml").data()).startswith(b"<svg")
    assert clipboard.text().startswith("Date\tEvent\tState")
    answers.files = [tmp_path / "no such folder" / "x.svg"]
    before = len(list(tmp_path.iterdir()))
    picture.save.click()
    taken()
    assert len(list(tmp_path.iterdir())) == before


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_stances_follow_the_slider_and_offer_the_quotes_of_a_cell(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    position = window.desk.every(Position)[0]
    window.desk.edit("position", position.id, {"valid_from_edtf": "2022-08-10"})
    window.show_place("issues")
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    window.actions_registry["flip_view"].trigger()
    stances = page.stances
    qtbot.waitUntil(lambda: len(stances.canvas.picture().marks) == 7 and not stances.busy(), timeout=10_000)
    assert "today" in stances.label.text()
    steps = stances.slider.maximum()
    assert steps >= 1
    stances.slider.setValue(0)
    qtbot.waitUntil(lambda: not stances.busy(), timeout=10_000)
    assert stances.label.text() == "10 August 2022"
    stances.slider.setValue(steps)
    qtbot.waitUntil(lambda: not stances.busy(), timeout=10_000)
    backed = next(mark for mark in stances.canvas.picture().marks if mark.members)
    stances.canvas.opened.emit(backed)
    menu = stances.findChildren(QMenu)[-1]
    offered = [action.text() for action in menu.actions()]
    assert offered[0].startswith(f"Position: {window.desk.title(*backed.members[0])[:40]}")
    quote = window.desk.get(Quote, backed.members[1][1])
    assert offered[1].startswith(f"Quote: “{quote.exact[:40]}")
    assert f"” – {window.desk.title('actor', quote.speaker)}, " in offered[1]
    assert menu.activeAction() is menu.actions()[0]
    menu.actions()[1].trigger()
    assert window.current_page().current_record() == backed.members[1]
    menu.close()


def stances_page(window: MainWindow, qtbot: QtBot) -> IssuesPage:
    window.show_place("issues")
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    page.views.show(PICTURE)
    qtbot.waitUntil(lambda: bool(page.stances.canvas.picture().marks) and not page.is_waiting(), timeout=10_000)
    return page


def test_the_stances_are_magnified_under_their_fixed_head_and_narrowed(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = stances_page(open_window(sample), qtbot)
    stances, canvas = page.stances, page.stances.canvas
    assert canvas.magnification() == 1.0
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    stances.closer.click()
    assert canvas.magnification() > 2
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    head = canvas.viewport().rect().adjusted(0, 0, 0, -canvas.viewport().height() + 40)
    before = canvas.viewport().grab(head).toImage()
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum() - 30)
    assert canvas.viewport().grab(head).toImage() == before
    for _ in range(9):
        stances.closer.click()
    first = canvas.picture().marks[0]
    canvas.show_mark(first)
    assert canvas.mark_at(canvas.place_of(first)) is first, "the head leaves room"
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.magnification() <= 1.0
    assert canvas.horizontalScrollBar().maximum() == 0
    everything = len(canvas.picture().marks)
    mark = canvas.picture().marks[0]
    actor = page.desk.get(Position, next(one for kind, one in (*mark.members, (mark.kind, mark.id)) if kind)).actor
    stances.filters.actor.set_value(actor)
    stances.filters.actor.committed.emit(actor)
    qtbot.waitUntil(lambda: not stances.busy(), timeout=10_000)
    assert 0 < len(canvas.picture().marks) < everything
    assert all(one.key.startswith(actor) for one in canvas.picture().marks)


def test_a_field_over_a_picture_shows_the_beginning_and_says_what_is_not_there(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    page = picture_page(window, qtbot)
    field = page.picture.filters.issue
    assert field.width() == window.theme.px(200)
    field.setFocus()
    QTest.keyClicks(field, "nothing is called so")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "nothing is called so" in field.accessibleDescription()
    field.clear()
    QTest.keyClicks(field, page.desk.title("issue", page.desk.ids("issue")[0])[:12])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value()
    assert field.cursorPosition() == 0


def test_back_from_a_record_returns_to_the_picture_as_it_was_left(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    page = stances_page(window, qtbot)
    canvas = page.stances.canvas
    for _ in range(3):
        page.stances.closer.click()
    alone = next(mark for mark in canvas.picture().marks if mark.id)
    canvas.show_mark(alone)
    before = canvas.place()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.place_of(alone))
    assert window.current_page().current_record() == (alone.kind, alone.id)
    window.actions_registry["back"].trigger()
    assert window.current_page() is page
    assert page.views.current() == PICTURE
    qtbot.waitUntil(lambda: not page.is_waiting())
    assert canvas.place() == before
    window.actions_registry["forward"].trigger()
    assert window.current_page().current_record() == (alone.kind, alone.id)


def test_back_to_the_timeline_keeps_its_days_and_a_restart_too(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    page = picture_page(window, qtbot)
    picture = page.picture
    issue = page.desk.ids("issue")[0]
    picture.filters.issue.set_value(issue)
    picture.filters.issue.committed.emit(issue)
    qtbot.waitUntil(lambda: not picture.busy(), timeout=10_000)
    picture.closer.click()
    qtbot.waitUntil(lambda: not picture.busy(), timeout=10_000)
    span = picture.span()
    event = next(mark for mark in picture.canvas.picture().marks if mark.id)
    picture.canvas.opened.emit(event)
    assert page.views.current() == LIST
    window.back()
    assert page.views.current() == PICTURE
    qtbot.waitUntil(lambda: not page.is_waiting())
    assert picture.span() == span
    window.close()
    later = open_window(sample)
    page = picture_page(later, qtbot)
    assert page.picture.span() == span
    assert page.picture.filters.issue.value() == issue


def test_a_restart_brings_back_how_near_the_stances_were_looked_at(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    stances = stances_page(window, qtbot).stances
    for _ in range(3):
        stances.closer.click()
    stances.canvas.verticalScrollBar().setValue(100)
    before = stances.canvas.place()
    window.close()
    stances = stances_page(open_window(sample), qtbot).stances
    assert stances.canvas.place() == pytest.approx(before, abs=1)
    assert before[2] > 0


def test_the_table_is_filled_when_it_is_shown_sorted_and_leads_to_records(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    page = picture_page(open_window(sample), qtbot)
    picture, table = page.picture, page.picture.table
    assert table.model().rowCount() == 0, "nobody has looked at it"
    picture.as_table.click()
    rows = table.model()

    def column(number: int) -> list[str]:
        return [rows.index(row, number).data() for row in range(rows.rowCount())]

    given = column(1)
    assert len(given) == len(picture.canvas.picture().table) - 1
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert column(1) == sorted(given, key=str.casefold) != given
    table.setCurrentIndex(rows.index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert column(1) == given, "dates sort as days, not as words"
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert column(0)[-1] == picture.canvas.picture().table[1][0]
    table.setCurrentIndex(rows.index(0, 1))
    title = column(1)[0]
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.views.current() == LIST
    record = page.current_record()
    assert record is not None and page.desk.title(*record) == title
