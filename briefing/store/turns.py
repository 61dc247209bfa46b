"""Reading in a worker without keeping the window waiting.

SQLite lets go of the interpreter for each row, and Python takes it again within microseconds: sooner than a waiting
thread has woken up, and without noticing that one waits. A worker that reads thousands of rows would hold up the
window's thread for 10 ms and more. So it sleeps for an instant now and then, which lets the other one in.
"""

import threading
import time
from collections.abc import Iterator
from typing import Any

_EVERY = 0.0005
_INSTANT = 0.00002
_ROWS = 64


class Turns:
    """When a worker last let others in. One for each store, which belongs to one thread at a time."""

    def __init__(self) -> None:
        """Begin now."""
        self._last = time.perf_counter()

    def all_of(self, cursor: Any) -> list[Any]:
        """All rows of a cursor at once."""
        if not _in_worker():
            return list(cursor.fetchall())
        found: list[Any] = []
        while part := cursor.fetchmany(_ROWS):
            found += part
            self._give()
        return found

    def each_of(self, cursor: Any) -> Iterator[Any]:
        """The rows of a cursor one by one."""
        if not _in_worker():
            yield from cursor
            return
        for row in cursor:
            self._give()
            yield row

    def _give(self) -> None:
        if time.perf_counter() - self._last > _EVERY:
            time.sleep(_INSTANT)
            self._last = time.perf_counter()


def _in_worker() -> bool:
    return threading.current_thread() is not threading.main_thread()
