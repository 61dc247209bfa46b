"""A worker that reads gets the same rows as anybody, and lets others have a turn meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.store import turns
from briefing.store.engine import connect
from briefing.store.turns import Turns

ROWS = 200
NUMBERS = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) SELECT i FROM n"


@pytest.fixture
def connection() -> Iterator[Any]:
    made = connect(Path(":memory:"))
    yield made
    made.close()


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every rest that was taken; a turn comes after each look at the clock."""
    taken: list[float] = []
    monkeypatch.setattr(turns, "_EVERY", 0.0)
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


def in_worker(work: Callable[[], list[int]]) -> list[int]:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.extend(work()))
    thread.start()
    thread.join()
    return found


@pytest.mark.parametrize("how", ["all_of", "each_of"])
def test_a_worker_rests_between_rows_and_loses_none(connection: Any, sleeps: list[float], how: str) -> None:
    def read() -> list[int]:
        return [row[0] for row in getattr(Turns(), how)(connection.execute(NUMBERS))]

    assert read() == list(range(1, ROWS + 1)) and sleeps == []  # the window's own thread waits for nobody
    assert in_worker(read) == list(range(1, ROWS + 1))
    assert sleeps
