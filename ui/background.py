"""Long work off the window's thread: one task at a time, with progress and cancel; results come back by signal.

A task gets a `Handle` and plain data, opens its own desk where it needs the store, and never touches a widget.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from briefing.errors import BriefingError
from ui.words import said

TURN = 0.0002
"""Seconds after which a worker lets the window's thread have the interpreter; Python's own 0.005 can be felt.

Qt lets go of the interpreter and takes it again several times in one event, and waits as long each time.
"""


_BEGINS_MS = 2
_SEEN = 0.1
"""Seconds between two words of progress; each is painted by the window."""
_SWEEPS = 100
"""Python's own 10 makes it look through all objects of the program again and again while it works, 10 to 30 ms each."""


def share_turns() -> None:
    """Make the workers of this process let go of the interpreter after `TURN`, and memory be swept seldom."""
    sys.setswitchinterval(TURN)
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, _SWEEPS)


class Handle(QObject):
    """What the work holds: it says how far it is, and asks whether it should stop."""

    progressed = Signal(str, float)
    finished = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self) -> None:
        """A task that was not cancelled yet."""
        super().__init__()
        self.begun = False
        self._cancelled = False
        self._told = 0.0
        self._stop: Callable[[], object] = lambda: None
        self._turn = threading.Lock()

    def progress(self, text: str, fraction: float) -> None:
        """Say what is done now, and which part (0 to 1) is behind. What comes too fast to be read is let fall."""
        now = time.perf_counter()
        if now - self._told >= _SEEN or fraction >= 1:
            self._told = now
            self.progressed.emit(said(text), fraction)

    def cancel(self) -> None:
        """Ask the work to stop soon."""
        self._cancelled = True
        with self._turn:
            self._stop()

    def on_cancel(self, stop: Callable[[], object]) -> None:
        """Call `stop` in the window's thread when the user asks to stop, for work that cannot ask by itself."""
        with self._turn:  # so that nothing is stopped that has ended meanwhile
            self._stop = stop
        if self._cancelled:
            stop()

    def cancelled(self) -> bool:
        """Whether the user has asked to stop."""
        return self._cancelled


Work = Callable[[Handle], Any]


class _Runner(QRunnable):
    def __init__(self, work: Work, handle: Handle) -> None:
        super().__init__()
        self._work = work
        self._handle = handle

    def run(self) -> None:
        try:
            result = self._work(self._handle)
        except BriefingError as error:
            self._handle.failed.emit(said(error))
        except Exception as error:  # noqa: BLE001 (a bug: handed to the window's thread, which raises it there)
            self._handle.crashed.emit(error)
        else:
            self._handle.finished.emit(result)


class Background(QObject):
    """Runs tasks one after the other. `started`, `progressed` and `ended` feed the progress strip."""

    started = Signal(str)
    progressed = Signal(str, float)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """A pool of one thread."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[Handle] = []

    def run(
        self,
        label: str,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[str], object],
    ) -> Handle:
        """Run `work` in the worker; `done` or `failed` is called in the window's thread."""
        handle = Handle()
        self._running.append(handle)
        handle.progressed.connect(self.progressed)
        handle.finished.connect(lambda result: self._end(handle, lambda: done(result)))
        handle.failed.connect(lambda text: self._end(handle, lambda: failed(text)))
        handle.crashed.connect(lambda error: self._end(handle, lambda: _raise(error)))
        # in a turn of its own: what the window has still to do in this one would share the interpreter with the work
        QTimer.singleShot(_BEGINS_MS, self._pool, lambda: self._begin(label, work, handle))
        return handle

    def _begin(self, label: str, work: Work, handle: Handle) -> None:
        if handle in self._running:
            handle.begun = True
            self.started.emit(label)
            self._pool.start(_Runner(work, handle))

    def cancel(self) -> None:
        """Ask everything that runs or waits to stop."""
        for handle in self._running:
            handle.cancel()

    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._running)

    def rest(self) -> None:
        """Let the idle worker go, and the memory that it alone uses; the next task makes another."""
        if not self._running:
            self._pool.waitForDone()

    def close(self) -> None:
        """Cancel everything and wait until the worker is idle. What has not begun yet never does."""
        before = len(self._running)
        self._running = [handle for handle in self._running if handle.begun]
        if before and not self._running:
            self.ended.emit()
        self.cancel()
        self._pool.waitForDone()

    def _end(self, handle: Handle, then: Callable[[], object]) -> None:
        if not shiboken6.isValid(self):
            return  # the answer was on its way when the page was taken down
        if handle in self._running:
            self._running.remove(handle)
        if not self._running:
            self.ended.emit()
        then()


def _raise(error: Exception) -> None:
    raise error
