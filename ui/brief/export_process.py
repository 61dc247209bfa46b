"""A process that exports for the window: it composes, writes and reads again, and the window's thread notices nothing.

Responsible for its life: started when first asked, kept for the next export, ended when nobody asked for a while. Who
asks while it is busy gets another one. It is never killed while it works, or half an export could stay; it is asked to
stop. Refuses to: know how a brief is exported; `ui/brief/export_child.py` is the other end.
"""

from __future__ import annotations

import atexit
import contextlib
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing import child
from briefing.errors import BriefingError, ExportError
from briefing.export.delivery import Delivered
from briefing.export.pdf import CancelledExportError
from briefing.wording import say
from ui.brief.export_one import Choices, Job, Progress, Refused

WORKER = child.module("ui.brief.export_child")
IDLE = 60.0
"""Seconds after which a process that nobody asks gives its memory back."""
_ENDS = 10.0
"""Seconds that a process which is not at work may take to end."""
OnCancel = Callable[[Callable[[], object]], object]
"""Is told what to call when the user asks to stop."""


@dataclass(frozen=True)
class Task:
    """A brief to be exported."""

    job: Job
    choices: Choices
    overwrite: bool


@dataclass(frozen=True)
class Step:
    """What the process does now, and the share (0 to 1) of its task that is behind."""

    words: str
    share: float


@dataclass(frozen=True)
class Done:
    """What came of a task."""

    found: Delivered | Refused


@dataclass(frozen=True)
class Stopped:
    """The task was stopped as the user asked; nothing was written."""


@dataclass(frozen=True)
class Failed:
    """The store could not be read; the sentence says why."""

    sentence: str


@dataclass(frozen=True)
class Crashed:
    """A bug stopped the task: where, as Python tells it."""

    told: str


class Exporters:
    """Has briefs exported, whichever thread asks, each by a process of its own. Close it in the end."""

    def __init__(self, idle: float = IDLE) -> None:
        """Nothing runs yet."""
        self._idle = idle
        self._lock = threading.Lock()
        self._free: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None

    def export(
        self, job: Job, choices: Choices, *, overwrite: bool, tell: Progress, on_cancel: OnCancel
    ) -> Delivered | Refused:
        """Export a brief of a store in a file. Its sentences are those of the core.

        Raises CancelledExportError, and BriefingError where the store cannot be read or the process dies.
        """
        process = self._taken()
        try:
            end = _asked(process, Task(job, choices, overwrite), tell, on_cancel)
        except (OSError, EOFError):
            _end(process)
            raise ExportError(
                say(
                    "The process that exports ended before it was done. Please look at what is in %1, and try again.",
                    choices.folder,
                )
            ) from None
        except BaseException:
            _end(process)
            raise
        self._keep(process)
        match end:
            case Done(found):
                return found
            case Stopped():
                raise CancelledExportError("The export was stopped. Nothing was written.")
            case Failed(sentence):
                raise BriefingError(sentence)
        raise RuntimeError(end.told)

    def close(self) -> None:
        """End the process that waits; the next export starts another."""
        with self._lock:
            process, self._free = self._free, None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if process is not None:
            _end(process)

    def _taken(self) -> subprocess.Popen[bytes]:
        with self._lock:
            process, self._free = self._free, None
        if process is not None and process.poll() is None:
            return process
        if process is not None:
            _end(process)
        return child.start(WORKER, given=subprocess.PIPE, complaints=subprocess.DEVNULL)

    def _keep(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            before, self._free = self._free, process  # one is enough
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._idle, self.close)
            self._timer.daemon = True
            self._timer.start()
        if before is not None:
            _end(before)


@cache
def shared() -> Exporters:
    """Those of this program: all windows share what waits, which ends with the program."""
    made = Exporters()
    atexit.register(made.close)
    return made


def _asked(process: subprocess.Popen[bytes], task: Task, tell: Progress, on_cancel: OnCancel) -> Any:
    """How a task ended. Raises OSError or EOFError where the process did not answer."""
    given, answers = process.stdin, process.stdout
    assert given is not None
    assert answers is not None

    def stop() -> None:
        with contextlib.suppress(OSError):
            child.send(given, Stopped())

    child.send(given, task)
    on_cancel(stop)
    try:
        while isinstance(answer := child.receive(answers), Step):
            tell(answer.words, answer.share)
    finally:
        on_cancel(lambda: None)
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let a process end that has nothing more to do; one that does not is killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_ENDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
