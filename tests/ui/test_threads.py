"""No question about all records, no import and no export runs on the thread of the window in a large store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from briefing.brief import compose
from briefing.desk import Desk
from briefing.export import files
from briefing.intake import worker
from briefing.reading.lists import ListReading
from ui import asking
from ui.pages.briefs import BriefsPage
from ui.pages.sources import SourcesPage
from ui.shell import PLACES
from ui.window import MainWindow

from .walking import visit

LONG: tuple[tuple[Any, str], ...] = (
    (ListReading, "counts"),
    (ListReading, "needs_attention"),
    (ListReading, "filtered"),
    (ListReading, "binned"),
    (Desk, "archive_files"),
    (Desk, "reviewed"),
    (worker.Reader, "read"),
    (compose, "composed"),
    (compose, "left_out"),
    (files, "render"),
)
"""What may take long in a large store, by where it is looked up."""


class Guard:
    """Notes which long calls were made, and which of them on the thread of the window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.called: set[str] = set()
        self.blocking: list[str] = []
        for home, name in LONG:
            monkeypatch.setattr(home, name, self._watched(getattr(home, name), name))

    def _watched(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            self.called.add(name)
            if threading.current_thread() is threading.main_thread():
                self.blocking.append(name)
            return call(*given, **named)

        return watched


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Guard:
    monkeypatch.setattr(asking, "LARGE", 0)
    return Guard(monkeypatch)


def test_the_guard_sees_a_call_on_the_thread_of_the_window(guard: Guard, sample: Path) -> None:
    desk = Desk.open(sample, "Anna")
    desk.counts()
    desk.close()
    assert guard.blocking == ["counts"]


def test_nothing_long_runs_on_the_thread_of_the_window(
    guard: Guard, open_window: Callable[[Path], MainWindow], sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    for place in PLACES:
        page: Any = visit(window, place.key, qtbot)
        if hasattr(page, "filter") and place.key != "briefs":
            page.filter.setText("talks")
            page.refresh()
            qtbot.waitUntil(lambda shown=page: not shown.is_waiting(), timeout=10_000)  # type: ignore[misc]
    file = tmp_path / "note.txt"
    file.write_text("A note on the talks.", encoding="utf-8")
    sources = visit(window, "sources", qtbot)
    assert isinstance(sources, SourcesPage)
    before = window.desk.count("source")
    sources.import_files([file])
    qtbot.waitUntil(lambda: window.desk.count("source") == before + 1 and not window.background.busy(), timeout=20_000)
    briefs = visit(window, "briefs", qtbot)
    assert isinstance(briefs, BriefsPage)
    briefs.export_brief()
    qtbot.waitUntil(lambda: "left_out" in guard.called, timeout=10_000)
    briefs.dialog.reject()
    briefs.export_to(("md", "html"), tmp_path, "brief")
    qtbot.waitUntil(lambda: not window.background.busy(), timeout=30_000)
    assert (tmp_path / "brief.html").exists()
    assert {"counts", "needs_attention", "filtered", "archive_files", "read", "reviewed", "composed"} <= guard.called
    assert "render" not in guard.called, "another process exports"
    assert guard.blocking == []
