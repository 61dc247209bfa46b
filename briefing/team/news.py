"""Hears from a team's server that somebody sent steps, so that nobody has to ask again and again.

For a worker of its own: it waits on a connection of its own; another thread ends that with `cancel`. Fetches nothing.
"""

import threading
import time
from typing import Self

from briefing.team import faults
from briefing.team.link import Stop, never
from briefing.team.server import Ask, connect

_SLICE = 0.25  # seconds until a waiting thread notices that it was cancelled


class News:
    """Listens from the moment it is made, so that what is sent between two waits is not missed."""

    def __init__(self, url: str, ask: Ask | None = None, stop: Stop = never) -> None:
        """Connect and listen. Raises TeamError; StoppedError, here and later, once `stop` says so."""
        self._server = connect(url, ask, stop)
        self._cancelled = threading.Event()
        try:
            with faults.told(self._server.address):
                self._server.link.execute("LISTEN briefing_steps")
        except BaseException:
            self._server.close()
            raise

    def wait(self, timeout: float) -> bool:
        """Wait `timeout` seconds at most; whether somebody sent steps. False at once where it was cancelled.

        Raises ServerAwayError where the connection breaks; whoever waits then makes a new `News` and asks for all.
        """
        until = time.monotonic() + timeout
        while not self._cancelled.is_set():
            rest = min(_SLICE, until - time.monotonic())
            with faults.told(self._server.address):
                if list(self._server.link.notifies(timeout=max(0.0, rest), stop_after=1)):
                    return True
            if rest <= 0:
                return False
        return False

    def seen(self) -> dict[str, int]:
        """How many steps of each site the server has now. Raises TeamError."""
        return self._server.seen()

    def role(self) -> str:
        """What this login may do: `clearer`, `editor`, `reader`, or nothing. Raises TeamError."""
        return self._server.role()

    def cancel(self) -> None:
        """End the waiting, from any thread."""
        self._cancelled.set()

    def close(self) -> None:
        """Let go of the server; in the thread that waited."""
        self._server.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the server."""
        self.close()
