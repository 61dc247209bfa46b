"""The window hears what others wrote; its own work in the background is no news before it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.store.steps import Change
from ui.bridge import EVERYTHING, Bridge


class Listener:
    """A bridge whose timer the test gives, and what it told."""

    def __init__(self, desk: Desk) -> None:
        self.busy = False
        self.bridge = Bridge(desk, busy=lambda: self.busy)
        self.changes: list[Change] = []
        self.lost: list[str] = []
        self.bridge.changed.connect(self.changes.append)
        self.bridge.lost.connect(self.lost.append)

    def tick(self) -> None:
        self.bridge._timer.timeout.emit()


@pytest.fixture
def here(sample: Path) -> Iterator[Desk]:
    made = Desk.open(sample, "Anna")
    yield made
    made.close()


@pytest.fixture
def listener(here: Desk, qtbot: QtBot) -> Iterator[Listener]:
    made = Listener(here)
    yield made
    made.bridge.close()


def write(sample: Path) -> None:
    other = Desk.open(sample, "Boris")
    other.create("issue", {"title": "Written elsewhere"})
    other.close()


def test_what_another_wrote_is_told_once(listener: Listener, sample: Path) -> None:
    listener.tick()
    assert listener.changes == []
    write(sample)
    listener.tick()
    listener.tick()
    assert listener.changes == [EVERYTHING]


def test_it_waits_until_the_window_has_ended_its_own_work(listener: Listener, sample: Path) -> None:
    listener.busy = True
    write(sample)
    listener.tick()
    assert listener.changes == []
    listener.busy = False
    listener.tick()
    assert listener.changes == [EVERYTHING]


def test_who_knows_that_something_was_written_hears_at_once(listener: Listener, sample: Path) -> None:
    listener.busy = True
    write(sample)
    listener.bridge.look()
    assert listener.changes == [EVERYTHING]


def test_a_store_that_goes_while_the_window_works_is_told(listener: Listener, sample: Path) -> None:
    listener.busy = True
    sample.rename(sample.with_name("elsewhere.db"))
    listener.tick()
    assert len(listener.lost) == 1
