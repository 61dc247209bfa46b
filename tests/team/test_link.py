"""A server that never answers, a name that nobody knows: whoever waits can give up at once, and nothing is left."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import ServerAwayError, StoppedError
from briefing.team.address import read
from briefing.team.link import located
from briefing.team.news import News
from briefing.team.server import connect
from tests.team.conftest import Team, answers


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("this system has no Unix sockets")
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(str(Path(folder) / ".s.PGSQL.5432"))
        server.listen()
        yield f"postgresql://anna@/crisis?host={folder}"


def descriptors() -> int:
    listed = Path("/proc/self/fd")
    return sum(1 for _ in listed.iterdir()) if listed.exists() else 0  # which other systems have not


class Stop:
    """Says that nobody waits any more when it is asked for so manyth time."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left <= 0


def test_a_connection_that_is_being_made_is_given_up_at_once(silent: str) -> None:
    before, began = descriptors(), time.monotonic()
    with pytest.raises(StoppedError):
        connect(silent, stop=Stop(3))
    assert time.monotonic() - began < 5, "the wait for a server that does not answer is ten seconds"
    assert descriptors() == before


def test_a_question_that_takes_long_is_given_up_at_once_and_the_connection_with_it(team: Team) -> None:
    stopped = threading.Event()
    with connect(team.url("anna"), answers, stopped.is_set) as server:
        threading.Timer(0.1, stopped.set).start()
        began = time.monotonic()
        with pytest.raises(StoppedError):
            server.link.execute("SELECT pg_sleep(20)")
        assert time.monotonic() - began < 5
        assert server.link.closed


def test_waiting_for_news_is_given_up_at_once(team: Team) -> None:
    stopped = threading.Event()
    with News(team.url("anna"), answers, stopped.is_set) as news:
        assert news.role() == "editor"
        assert news.seen() == {}
        threading.Timer(0.1, stopped.set).start()
        with pytest.raises(StoppedError):
            news.wait(20)


def test_a_name_is_looked_up_beside_the_driver_and_given_to_it_as_numbers() -> None:
    told = {"host": "localhost", "hostaddr": "", "port": "5432"}
    found = located(read("postgresql://anna@localhost/crisis"), told, lambda: False)
    assert set(found["hostaddr"].split(",")) <= {"127.0.0.1", "::1"}
    assert set(found["host"].split(",")) == {"localhost"}
    assert found["host"].count(",") == found["hostaddr"].count(",")
    with pytest.raises(ServerAwayError, match="cannot be reached"):
        located(read("postgresql://anna@no.such.name.invalid/crisis"), {**told, "host": "x" * 70}, lambda: False)
