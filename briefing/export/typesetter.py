"""A typesetting process that stays: the preview asks it again and again, and it knows its fonts and what it set before.

Responsible for its life: started when first asked, ended when nobody asked for a while. A request that is given up goes
on for a moment, for most are done by then and the process is warm for the next one; a longer one is killed. One request
at a time. Refuses to: know what is typeset; `pdf.render` does.
"""

import atexit
import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any, Self

from briefing import child
from briefing.errors import ExportError

WORKER = child.module("briefing.export.typst_worker", "--stay")
IDLE = 60.0
"""Seconds after which a process that nobody asks gives its memory back."""
PATIENCE = 1.0
"""Seconds that a request which was given up may still take."""
_POLL = 0.02


class Typesetter:
    """Asks one process for one PDF after the other, whichever thread asks. Close it in the end."""

    def __init__(self, idle: float = IDLE) -> None:
        """Nothing runs yet."""
        self._idle = idle
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._empty: tempfile.TemporaryDirectory[str] | None = None
        self._timer: threading.Timer | None = None
        self._given_up: queue.Queue[bytes | None] | None = None

    def ask(self, request: dict[str, Any], timeout: float, stopped: Callable[[], None]) -> bytes:
        """The worker's answer: a line of JSON, then the PDF. `stopped` is asked often, and raises to give up.

        Raises ExportError when the worker dies or takes longer than `timeout` seconds.
        """
        with self._lock:
            self._rest()
            self._finish_the_last()
            process = self._running()
            assert self._empty is not None
            words = json.dumps({**request, "empty": self._empty.name}).encode("ascii")
            answers: queue.Queue[bytes | None] = queue.Queue()
            threading.Thread(target=_exchange, args=(process, words, answers), daemon=True).start()
            ends = time.monotonic() + timeout
            try:
                while True:
                    with contextlib.suppress(queue.Empty):
                        answer = answers.get(timeout=_POLL)
                        break
                    stopped()
                    if time.monotonic() > ends:
                        raise ExportError("Typesetting took too long and was stopped. Please try a shorter brief.")
            except ExportError:
                self._given_up = answers
                self._wait_for_more()
                raise
            except BaseException:
                self._end()
                raise
            if answer is None:
                self._end()
                raise ExportError("The typesetting process ended before the PDF was finished. Please try again.")
            self._wait_for_more()
            return answer

    def close(self) -> None:
        """End the process, if one runs; the next request starts another."""
        with self._lock:
            self._rest()
            self._end()

    def __enter__(self) -> Self:
        """The typesetter itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._empty = tempfile.TemporaryDirectory(prefix="briefing_")
            self._process = child.start(WORKER, given=subprocess.PIPE)
        return self._process

    def _finish_the_last(self) -> None:
        """Let a request that was given up end, or kill it."""
        waiting, self._given_up = self._given_up, None
        if waiting is not None:
            try:
                if waiting.get(timeout=PATIENCE) is None:
                    self._end()
            except queue.Empty:
                self._end()

    def _wait_for_more(self) -> None:
        self._timer = threading.Timer(self._idle, self.close)
        self._timer.daemon = True
        self._timer.start()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        process, self._process, self._given_up = self._process, None, None
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError, ValueError):
                process.communicate()
        if self._empty is not None:
            self._empty.cleanup()
            self._empty = None


@cache
def shared() -> Typesetter:
    """The typesetter of this program: all windows ask one process, which ends with the program or when none asks."""
    made = Typesetter()
    atexit.register(made.close)
    return made


def _exchange(process: "subprocess.Popen[bytes]", words: bytes, answers: "queue.Queue[bytes | None]") -> None:
    """Send one request and read its answer: a line with its length, then as many bytes. None where it died."""
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"%d\n" % len(words) + words)
        process.stdin.flush()
        length = int(process.stdout.readline())
        answer = process.stdout.read(length)
        answers.put(answer if len(answer) == length else None)
    except (OSError, ValueError):
        answers.put(None)
