"""The longest gap of a 1 ms timer while long work runs, against that of the same window at rest.

Each round measures work and then rest, for as long as the work took, since the longest of many gaps is longer than
the longest of few; the medians are compared, since a single one is as much the machine's as ours. Work ends when its worker has ended; what the window does to show the result comes
after it and is measured apart.
"""

from __future__ import annotations

import random
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui.background import share_turns
from ui.pages.briefs import BriefsPage
from ui.pages.sources import SourcesPage
from ui.search import SearchBox
from ui.window import MainWindow

from .make_store import sentence
from .test_scale_bench import large, opened, rest  # noqa: F401

ROUNDS = 5
SHOWN = 0.1
"""Seconds that showing a result may take at most: what people feel as at once."""


class Gaps:
    """The longest time between two ticks of a 1 ms timer of the window's thread, in seconds."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._longest = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._last, self._longest = time.perf_counter(), 0.0
        self._timer.start()

    def stop(self) -> float:
        """The longest gap since `start`."""
        self._tick()
        self._timer.stop()
        return self._longest

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now


def run_until(done: Callable[[], bool]) -> None:
    """Run the event loop as the program does, without a busy loop that would take the interpreter from workers."""
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()


def pause(seconds: float) -> None:
    """Let the window run for a while."""
    end = time.perf_counter() + seconds
    run_until(lambda: time.perf_counter() >= end)


class Smooth:
    """Measures rest and work in turn on one window."""

    def __init__(self, window: MainWindow, benchmark: Any) -> None:
        self.window = window
        self._benchmark = benchmark
        self._gaps = Gaps()
        self._took = 0.0
        share_turns()

    def work(self, begin: Callable[[], object]) -> tuple[float, float]:
        """The longest gap while the worker runs, and the longest while its result is shown."""
        found: list[float] = []

        def ended() -> None:
            found.append(self._gaps.stop())
            self._took = time.perf_counter() - began
            self._gaps.start()

        self.window.background.ended.connect(ended)
        began = time.perf_counter()
        self._gaps.start()
        begin()
        run_until(lambda: bool(found))
        run_until(lambda: not self.window.current_page().is_waiting())
        pause(0.3)
        self.window.background.ended.disconnect(ended)
        return found[0], self._gaps.stop()

    def at_rest(self) -> float:
        """The longest gap of a window that nobody touches, in as much time as the last work took."""
        self._gaps.start()
        pause(self._took)
        return self._gaps.stop()

    def typed(self, box: SearchBox, words: str) -> float:
        """The longest gap while somebody types in the search box."""
        began = time.perf_counter()
        self._gaps.start()
        for letter in words:
            box.field.insert(letter)
            pause(0.12)
        self._took = time.perf_counter() - began
        return self._gaps.stop()

    def compare(self, name: str, rest_: list[float], work: list[float], shown: list[float] | None = None) -> None:
        """Print and check the medians."""
        ours, floor = statistics.median(work), statistics.median(rest_)
        told = f"\n{name}: longest gap {ours * 1000:.1f} ms, at rest {floor * 1000:.1f} ms, ratio {ours / floor:.2f}"
        if shown:
            told += f"; showing the result {statistics.median(shown) * 1000:.0f} ms"
        print(told)
        self._benchmark.extra_info[name] = round(ours / floor, 2)
        self._benchmark.pedantic(lambda: None)
        assert ours <= 2 * floor
        assert not shown or statistics.median(shown) <= SHOWN


@pytest.fixture
def smooth(
    large: Path,  # noqa: F811
    opened: Callable[[Path], MainWindow],  # noqa: F811
    tmp_path: Path,
    benchmark: Any,
) -> Smooth:
    """On a window with a copy of the large store, in which one brief is begun."""
    path = tmp_path / "copy.db"
    shutil.copy(large, path)
    window = opened(path)
    issues = window.desk.ids("issue")[:4]
    window.desk.new_brief("issue-brief", "Four questions", issues)
    return Smooth(window, benchmark)


def test_importing_leaves_the_window_free(smooth: Smooth, tmp_path: Path) -> None:
    """A text of 5 MB and twenty pages, in each round others."""
    chance = random.Random(5)
    window = smooth.window
    window.show_place("sources")
    rest(window, 0.5)
    page = window.current_page()
    assert isinstance(page, SourcesPage)

    def files(number: int) -> list[Path]:
        text = tmp_path / f"{number}.txt"
        lines = (" ".join(sentence(chance) for _ in range(5)) for _ in range(13_000))
        text.write_text("\n\n".join(lines), encoding="utf-8")
        made = [text]
        for place in range(20):
            made.append(tmp_path / f"{number}-{place}.html")
            words = "".join(f"<p>{sentence(chance)}</p>" for _ in range(500))
            made[-1].write_text(f"<html><body>{words}</body></html>", encoding="utf-8")
        return made

    page.import_files(files(0))
    rest(window, 0.5)
    at_rest, work, shown = [], [], []
    for number in range(1, ROUNDS + 1):
        wanted = files(number)
        one, other = smooth.work(lambda wanted=wanted: page.import_files(wanted))  # type: ignore[misc]
        work.append(one)
        shown.append(other)
        at_rest.append(smooth.at_rest())
    smooth.compare("importing", at_rest, work, shown)


def test_exporting_leaves_the_window_free(smooth: Smooth, tmp_path: Path) -> None:
    window = smooth.window
    window.show_place("briefs")
    rest(window, 1.0)
    page = window.current_page()
    assert isinstance(page, BriefsPage)
    page.export_to(("md", "html", "pdf"), tmp_path, "first")
    rest(window, 0.5)
    at_rest, work, shown = [], [], []
    for number in range(ROUNDS):
        one, other = smooth.work(lambda stem=str(number): page.export_to(("md", "html", "pdf"), tmp_path, stem))  # type: ignore[misc]
        work.append(one)
        shown.append(other)
        at_rest.append(smooth.at_rest())
    assert len(list(tmp_path.glob("*.pdf"))) == ROUNDS + 1
    smooth.compare("exporting", at_rest, work, shown)


def test_searching_leaves_the_window_free(smooth: Smooth) -> None:
    window = smooth.window
    box = SearchBox(window.context, window)
    box.open_over()
    smooth.typed(box, "harbour")
    at_rest, work = [], []
    for words in ("second panel", "harbour office", "vucic lund", "winter reserve", "letter delegate"):
        box.field.clear()
        pause(0.3)
        work.append(smooth.typed(box, words))
        at_rest.append(smooth.at_rest())
    box.reject()
    QApplication.processEvents()
    smooth.compare("searching", at_rest, work)
