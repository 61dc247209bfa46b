"""Measuring by ratio: ours and the floor are run in turn in one process, so that a noisy machine hits both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Ratio:
    """Medians in seconds of ours and of the floor."""

    ours: float
    floor: float

    @property
    def times(self) -> float:
        """How many times the floor ours takes."""
        return self.ours / self.floor


@pytest.fixture
def ratio(benchmark: Any) -> Callable[..., Ratio]:
    """Run ours and the floor in turn `rounds` times, and put both medians into the benchmark's report."""

    def measure(ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 9) -> Ratio:
        taken: dict[str, list[float]] = {"ours": [], "floor": []}
        ours()
        floor()
        for _ in range(rounds):
            for name, work in (("floor", floor), ("ours", ours)):
                began = time.perf_counter()
                work()
                taken[name].append(time.perf_counter() - began)
        found = Ratio(statistics.median(taken["ours"]), statistics.median(taken["floor"]))
        benchmark.extra_info.update(
            ours_ms=round(found.ours * 1000, 2), floor_ms=round(found.floor * 1000, 2), ratio=round(found.times, 2)
        )
        print(f"\nours {found.ours * 1000:.2f} ms, floor {found.floor * 1000:.2f} ms, ratio {found.times:.2f}")
        benchmark.pedantic(ours, rounds=3)
        return found

    return measure
