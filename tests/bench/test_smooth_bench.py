"""The longest gap of a 1 ms timer while long work runs, against that of the same window at rest.

Each round measures work and then rest, for as long as the work took, since the longest of many gaps is longer than
the longest of few; the medians are compared, since a single one is as much the machine's as ours. Work ends when its
worker has ended; what the window does to show the result comes after it and is measured apart.

Rest is measured twice: with nothing else to do, which is what the bound is asked of, and beside a process that shares
nothing with the window and keeps one processor busy. The second is told, not checked: it is what the system's own
scheduler costs any window beside any work, and says how much of a gap is ours. So does the processor time that the
window's thread took between two ticks, which other programs hardly change.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
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
MOST = 2.0
"""How many times as long as at rest a gap may be."""
NEIGHBOUR = "import sys, time\nend = time.perf_counter() + float(sys.argv[1])\nwhile time.perf_counter() < end: pass"
SHOWN = 0.1
"""Seconds that showing a result may take at most: what people feel as at once."""


class Gaps:
    """The longest time between two ticks of a 1 ms timer of the window's thread, in seconds.

    `own` is the most processor time that the thread took between two of them.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._longest = 0.0
        self._used = 0.0
        self.own = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._last, self._longest = time.perf_counter(), 0.0
        self._used, self.own = time.thread_time(), 0.0
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
        used = time.thread_time()
        self.own = max(self.own, used - self._used)
        self._used = used


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
        self._own: list[float] = []
        share_turns()

    def work(self, begin: Callable[[], object]) -> tuple[float, float]:
        """The longest gap while the worker runs, and the longest while its result is shown."""
        found: list[float] = []

        def ended() -> None:
            found.append(self._gaps.stop())
            self._own.append(self._gaps.own)
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

    def rests(self) -> tuple[float, float]:
        """The longest gap at rest in as much time as the last work took: alone, then beside a busy process."""
        self._gaps.start()
        pause(self._took)
        alone = self._gaps.stop()
        with subprocess.Popen([sys.executable, "-c", NEIGHBOUR, str(self._took + 1)]):
            pause(0.3)  # until it runs
            self._gaps.start()
            pause(self._took)
            beside = self._gaps.stop()
        return alone, beside

    def typed(self, box: SearchBox, words: str) -> float:
        """The longest gap while somebody types in the search box."""
        began = time.perf_counter()
        self._gaps.start()
        for letter in words:
            box.field.insert(letter)
            pause(0.12)
        self._took = time.perf_counter() - began
        found = self._gaps.stop()
        self._own.append(self._gaps.own)
        return found

    def compare(
        self, name: str, rests: list[tuple[float, float]], work: list[float], shown: list[float] | None = None
    ) -> None:
        """Print and check the medians."""
        ours = statistics.median(work)
        alone, beside = (statistics.median(each) for each in zip(*rests, strict=True))
        told = f"\n{name}: longest gap {ours * 1000:.1f} ms; at rest {alone * 1000:.1f} ms, ratio {ours / alone:.2f}; "
        told += f"at rest beside other work {beside * 1000:.1f} ms, ratio {ours / beside:.2f}"
        told += f"; most work of the window's own {statistics.median(self._own[-len(work) :]) * 1000:.1f} ms"
        if shown:
            told += f"; showing the result {statistics.median(shown) * 1000:.0f} ms"
        print(told)
        self._benchmark.extra_info[name] = round(ours / alone, 2)
        self._benchmark.pedantic(lambda: None)
        assert ours <= MOST * alone
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
    """Three texts of 5 MB and twenty pages, in each round others."""
    chance = random.Random(5)
    window = smooth.window
    window.show_place("sources")
    rest(window, 0.5)
    page = window.current_page()
    assert isinstance(page, SourcesPage)

    def files(number: int) -> list[Path]:
        made = [tmp_path / f"{number}-{part}.txt" for part in "abc"]
        for text in made:
            lines = (" ".join(sentence(chance) for _ in range(5)) for _ in range(13_000))
            text.write_text("\n\n".join(lines), encoding="utf-8")
        for place in range(20):
            made.append(tmp_path / f"{number}-{place}.html")
            words = "".join(f"<p>{sentence(chance)}</p>" for _ in range(500))
            made[-1].write_text(f"<html><body>{words}</body></html>", encoding="utf-8")
        return made

    page.import_files(files(0))
    rest(window, 0.5)
    rests, work, shown = [], [], []
    for number in range(1, ROUNDS + 1):
        wanted = files(number)
        one, other = smooth.work(lambda wanted=wanted: page.import_files(wanted))  # type: ignore[misc]
        work.append(one)
        shown.append(other)
        rests.append(smooth.rests())
    smooth.compare("importing", rests, work, shown)


def test_exporting_leaves_the_window_free(smooth: Smooth, tmp_path: Path) -> None:
    window = smooth.window
    window.show_place("briefs")
    rest(window, 1.0)
    page = window.current_page()
    assert isinstance(page, BriefsPage)
    page.export_to(("md", "html", "pdf"), tmp_path, "first")
    rest(window, 0.5)
    rests, work, shown = [], [], []
    for number in range(ROUNDS):
        one, other = smooth.work(lambda stem=str(number): page.export_to(("md", "html", "pdf"), tmp_path, stem))  # type: ignore[misc]
        work.append(one)
        shown.append(other)
        rests.append(smooth.rests())
    assert len(list(tmp_path.glob("*.pdf"))) == ROUNDS + 1
    smooth.compare("exporting", rests, work, shown)


def test_searching_leaves_the_window_free(smooth: Smooth) -> None:
    window = smooth.window
    box = SearchBox(window.context, window)
    box.open_over()
    smooth.typed(box, "harbour")
    rests, work = [], []
    for words in ("second panel", "harbour office", "vucic lund", "winter reserve", "letter delegate"):
        box.field.clear()
        pause(0.3)
        work.append(smooth.typed(box, words))
        rests.append(smooth.rests())
    box.reject()
    QApplication.processEvents()
    smooth.compare("searching", rests, work)
