"""A whole crisis file made by keyboard alone, taken back step by step to nothing, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import KINDS, MAIN_KINDS, Quote
from ui.pages.master import MasterPage
from ui.window import MainWindow

from .conftest import Answers
from .walking import spoken

pytestmark = pytest.mark.usefixtures("no_stray_windows")

Open = Callable[[Desk | Path], MainWindow]

PRESS = """The harbour cell met on Monday.

Governor Ilic said that the port "stays open under every condition" and that talks go on.
"""
NOTE = """Note of the union.

The union calls the closure "a decision without a date". It asks for a hearing "before the end of the month".
"""
ACTORS = ("Jana Ilic", "Harbour Authority", "Dock Workers Union", "Ministry of Transport")
ISSUES = ("Closure of the northern quay", "Wages of the night shift")
EVENTS = (("Harbour cell meets", "2026-11-16"), ("Union protests", "2026-11-18"), ("Hearing", "2026-12-01"))
QUOTES = (
    ("press", "stays open under every condition", "Jana Ilic"),
    ("note", "a decision without a date", "Dock Workers Union"),
    ("note", "before the end of the month", "Dock Workers Union"),
)
POSITIONS = (
    (ISSUES[0], "Jana Ilic", "Keeps the port open"),
    (ISSUES[0], "Dock Workers Union", "Wants a date"),
    (ISSUES[1], "Dock Workers Union", "Wants the night rate"),
    (ISSUES[1], "Ministry of Transport", "Offers talks"),
)


class Hands:
    """Keys go where the focus is, as they do for a person."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, keys: str) -> None:
        """Press one combination of keys."""
        QTest.keySequence(self.target(), QKeySequence(keys))
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type over what is selected, or into what is empty."""
        QTest.keyClicks(self.target(), text)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Walk on with Tab until the control of this name has the focus."""
        seen = []
        for _ in range(160):
            now = QApplication.focusWidget()
            if now is not None and spoken(now).startswith(name):
                return
            seen.append(spoken(now) if now is not None else "nothing")
            self.press("Tab")
        raise AssertionError(f"Tab never came to “{name}”, only to {seen}")

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for what comes by itself."""
        self.qtbot.waitUntil(true, timeout=10_000)

    def until_there_are(self, number: int, kind: str) -> None:
        """Wait for so many records of a kind."""
        self.until(lambda: len(self.window.desk.ids(kind)) == number)

    def choose(self, text: str) -> None:
        """Type into a field that suggests records, and take the first suggestion."""
        self.type(text)
        self.press("Return")


def counts(desk: Desk) -> dict[str, int]:
    return {kind: len(desk.ids(kind)) for kind in MAIN_KINDS if kind not in ("fact", "brief")}


def make_all(hands: Hands, window: MainWindow, answers: Answers, files: dict[str, Path]) -> None:
    desk = window.desk
    for name in ACTORS:
        hands.press("Ctrl+3")
        hands.press("Ctrl+N")
        hands.type(name)
        hands.press("Ctrl+Return")
    for title in ISSUES:
        hands.press("Ctrl+2")
        hands.press("Ctrl+N")
        hands.type(title)
        hands.press("Ctrl+Return")
    for title, day in EVENTS:
        hands.press("Ctrl+5")
        hands.press("Ctrl+N")
        hands.type(title)
        hands.tab_to("Date")
        hands.type(day)
        hands.press("Ctrl+Return")
    for number, path in enumerate(files.values(), start=1):
        answers.files = [path]
        hands.press("Ctrl+Shift+I")
        hands.until_there_are(number, "source")
    for file, words, speaker in QUOTES:
        open_row(hands, "Ctrl+6", files[file].name)
        before = len(desk.ids("quote"))
        hands.tab_to("Find in this text")
        hands.type(words)
        hands.press("Ctrl+Shift+C")
        hands.tab_to("Speaker")
        hands.choose(speaker)
        hands.press("Ctrl+Return")
        assert len(desk.ids("quote")) == before + 1, words
    for issue, actor, summary in POSITIONS:
        open_row(hands, "Ctrl+2", issue)
        hands.tab_to("Add position")
        hands.press("Space")
        hands.choose(actor)
        hands.press("Ctrl+A")
        hands.type(summary)
        hands.press("Ctrl+Return")


def open_row(hands: Hands, place: str, title: str) -> None:
    """Go to a place, and down its list to the row of this title."""
    hands.press(place)
    page = hands.window.current_page()
    assert isinstance(page, MasterPage)
    assert QApplication.focusWidget() is page.list
    hands.press("Home")
    for _ in range(page.model.rowCount()):
        current = page.current_record()
        assert current is not None
        if hands.window.desk.title(*current) == title:
            return
        hands.press("Down")
    raise AssertionError(f"no row “{title}”")


def test_a_crisis_file_is_made_by_keyboard_taken_back_to_nothing_and_brought_back(
    open_window: Open, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    files = {"press": tmp_path / "press.txt", "note": tmp_path / "note.txt"}
    files["press"].write_text(PRESS, encoding="utf-8")
    files["note"].write_text(NOTE, encoding="utf-8")
    Desk.new(tmp_path / "harbour.db", "Anna").close()
    window = open_window(tmp_path / "harbour.db")
    hands = Hands(window, qtbot)
    hands.until(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
    make_all(hands, window, answers, files)
    desk = window.desk
    everything = state(desk)
    assert {kind: len(records) for kind, records in everything.items()} == {
        "source": 2, "actor": 4, "issue": 2, "event": 3, "quote": 3, "position": 4,
    }  # fmt: skip
    assert {position["summary"] for position in everything["position"].values()} == {words for *_, words in POSITIONS}
    assert all(desk.quote_state(quote) == "verified" for quote in desk.every(Quote))
    steps = 0
    while desk.undo_label():
        before = desk.step_number()
        hands.press("Ctrl+Z")
        assert desk.step_number() > before, f"Ctrl+Z did not take back “{desk.undo_label()}”"
        steps += 1
    assert steps >= 20
    assert counts(desk) == dict.fromkeys(everything, 0)
    while desk.redo_label():
        hands.press("Ctrl+Shift+Z")
        steps -= 1
    assert steps == 0
    assert state(desk) == everything
    assert window.desk.check().ok


def state(desk: Desk) -> dict[str, dict[str, dict[str, object]]]:
    """Every record that is not in the bin, with its fields."""
    return {
        kind: {one.id: desk.fields(one) for one in desk.every(KINDS[kind])}
        for kind in MAIN_KINDS
        if kind not in ("fact", "brief")
    }
