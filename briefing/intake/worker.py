"""Reads files in a process of its own: one for a batch, started when the first heavy file comes.

Responsible for the life of that process: killed on cancel and when a file takes too long, started anew after a crash.
Each of these is a sentence about that file alone. Refuses to know formats.
"""

import contextlib
import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from briefing import child
from briefing.errors import IntakeError
from briefing.intake import wire
from briefing.intake.finishing import printable
from briefing.intake.readers import bytes_of
from briefing.intake.readfile import ReadFile
from briefing.intake.reading_here import TIMEOUT, is_light, read_safely
from briefing.wording import say

WORKER = child.module("briefing.intake.worker_child")
_GOES = 2.0
"""Seconds that the process has to end by itself when no more files come."""
_POLL = 0.02
_LENGTH = 20
_LARGEST_ANSWER = 2_000_000_000
"""Figures of the length of an answer, and the bytes that it may have."""

Cancelled = Callable[[], bool]


class CancelledIntakeError(IntakeError):
    """The user stopped the reading; nothing of the file was taken in."""


class Reader:
    """Reads one file after the other, whichever thread asks. Close it in the end, or use it in a `with`."""

    def __init__(self, timeout: float = TIMEOUT, worker: Sequence[str] = WORKER) -> None:
        """Nothing runs yet. `timeout` is in seconds a file."""
        self._timeout = timeout
        self._worker = tuple(worker)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, cancelled: Cancelled = lambda: False) -> ReadFile:
        """Read a file. `cancelled` is asked about fifty times a second.

        Raises CancelledIntakeError, IntakeError or NotFoundError with a sentence; the next file can be read after each.
        """
        return self.read_bytes(bytes_of(path), printable(Path(path).name), cancelled)

    def read_bytes(self, data: bytes, name: str, cancelled: Cancelled = lambda: False) -> ReadFile:
        """Read the bytes of a file called `name`. Raises as `read` does."""
        if is_light(data, name):
            return read_safely(data, name)
        with self._lock:
            answer = self._answer(data, name, cancelled)
            try:
                return wire.from_wire(answer, data)
            except (ValueError, TypeError, LookupError, AttributeError, RecursionError):  # a file made it say so
                self._end()
                raise _broke(name) from None

    def close(self) -> None:
        """End the process, if one runs; the next heavy file starts another."""
        with self._lock:
            self._let_go()

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def _answer(self, data: bytes, name: str, cancelled: Cancelled) -> bytes:
        process = self._running()
        answers: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=_exchange, args=(process, data, name, answers), daemon=True).start()
        ends = time.monotonic() + self._timeout
        try:
            while True:
                with contextlib.suppress(queue.Empty):
                    answer = answers.get(timeout=_POLL)
                    break
                if cancelled():
                    raise CancelledIntakeError(say("Reading “%1” was stopped. Nothing of it was taken in.", name))
                if time.monotonic() > ends:
                    raise IntakeError(
                        say(
                            "“%1” took longer than %2 seconds to read and was given up. Please split it, or save it as "
                            "text. Nothing was changed.",
                            name,
                            f"{self._timeout:.0f}",
                        )
                    )
        except BaseException:
            self._end()
            raise
        if answer is None:
            self._end()
            raise _broke(name)
        return answer

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            try:
                self._process = child.start(self._worker, given=subprocess.PIPE)
            except OSError as error:
                raise IntakeError(
                    say(
                        "The process that reads files could not be started: %1. Please try again. Nothing was changed.",
                        error.strerror or "",
                    )
                ) from error
        return self._process

    def _let_go(self) -> None:
        """Tell the process that nothing more comes, which ends it; kill one that does not hear it."""
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
                process.communicate(timeout=_GOES)
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError, ValueError):
                process.communicate()


def _broke(name: str) -> IntakeError:
    return IntakeError(
        say("“%1” broke the process that read it. Please save it anew, or as text. Nothing was changed.", name)
    )


def _exchange(process: "subprocess.Popen[bytes]", data: bytes, name: str, answers: "queue.Queue[bytes | None]") -> None:
    """Send one file and read the answer. None where the process died."""
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        words = json.dumps(name).encode("ascii")
        process.stdin.write(b"%d %d\n" % (len(words), len(data)) + words)
        process.stdin.write(data)
        process.stdin.flush()
        length = int(process.stdout.readline(_LENGTH))
        answer = process.stdout.read(length) if 0 <= length <= _LARGEST_ANSWER else b""
        answers.put(answer if answer and len(answer) == length else None)
    except (OSError, ValueError, MemoryError):
        answers.put(None)
