"""Long work off the window's thread: one task at a time, with progress and cancel; results come back by signal.

A task gets a `Handle` and plain data, opens its own desk where it needs the store, and never touches a widget.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

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


Told = Callable[[str, float], object]
"""Hears what is done now, and which part (0 to 1) is behind."""


class Handle:
    """What the work holds: it says how far it is, and asks whether it should stop."""

    def __init__(self, told: Told = lambda _text, _fraction: None) -> None:
        """A task that was not cancelled yet; `told` is called in the worker."""
        self.begun = False
        self._hears = told
        self._cancelled = False
        self._told = 0.0
        self._stop: Callable[[], object] = lambda: None
        self._turn = threading.Lock()

    def progress(self, text: str, fraction: float) -> None:
        """Say what is done now, and which part (0 to 1) is behind. What comes too fast to be read is let fall."""
        now = time.perf_counter()
        if now - self._told >= _SEEN or fraction >= 1:
            self._told = now
            self._hears(said(text), fraction)

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
Steps = Generator[None, None, Work | None]
"""What the window's thread does before work begins; each `yield` ends a turn. Returns the work, or None for none."""


class _Task(NamedTuple):
    label: Callable[[], str]
    steps: Steps
    done: Callable[[Any], object]
    failed: Callable[[str], object]
    told: Told | None


class _Answer(NamedTuple):
    """What came of a task: the first of them that is there."""

    crashed: Exception | None = None
    refused: str | None = None
    result: Any = None


class _Post(QObject):
    """Carries words and answers from the worker into the window's thread, in their order.

    It is nobody's child, so that it is there as long as a worker has it.
    """

    told = Signal(str, float)
    answered = Signal(object)


_Turns = Generator[None, None, Callable[[], object]]
_BUSY: set[Background] = set()
"""Those that have something to do: one that is nobody's child lives on until it has done it."""


def _nothing(*_given: object) -> None:
    """For whom nothing is left to do."""


class _Runner(QRunnable):
    """The work alone: what is to be done with its result stays in the window's thread."""

    def __init__(self, work: Work, handle: Handle, post: _Post) -> None:
        super().__init__()
        self._work = work
        self._handle = handle
        self._post = post

    def run(self) -> None:
        try:
            answer = _Answer(result=self._work(self._handle))
        except BriefingError as error:
            answer = _Answer(refused=said(error))
        except Exception as error:  # noqa: BLE001 (a bug: handed to the window's thread, which raises it there)
            answer = _Answer(crashed=error)
        self._post.answered.emit(answer)


class Background(QObject):
    """Runs tasks one after the other. `started`, `progressed` and `ended` feed the progress strip.

    `ended` comes when nothing is worked on any more; what is still being prepared announces itself later.
    """

    started = Signal(str)
    progressed = Signal(str, float)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """A pool of one thread."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: dict[Handle, _Task] = {}
        self._started: set[Handle] = set()
        self._waiting: deque[tuple[Handle, _Turns]] = deque()
        self._at_it = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setTimerType(Qt.TimerType.PreciseTimer)
        self._turn.timeout.connect(self._on_turn)
        self._post = _Post()
        self._post.told.connect(self._on_told)
        self._post.answered.connect(self._on_answer)

    def run(
        self,
        label: str,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[str], object],
        told: Told | None = None,
    ) -> Handle:
        """Run `work` in the worker; `done` or `failed` is called in the window's thread, and `told` before them."""
        return self.prepare(lambda: label, _only(work), done, failed, told)

    def prepare(
        self,
        label: Callable[[], str],
        steps: Steps,
        done: Callable[[Any], object],
        failed: Callable[[str], object],
        told: Told | None = None,
    ) -> Handle:
        """Run what `steps` return, as `run` does. They are taken soon, in the window's thread, one in each turn.

        It is busy from now on, and `label` is asked when the work begins. `failed` also gets the sentence of a
        BriefingError that a step raises.
        """
        handle = Handle(self._post.told.emit)
        task = _Task(label, steps, done, failed, told)
        self._running[handle] = task
        _BUSY.add(self)
        self._waiting.append((handle, self._turns(handle, task)))
        if not self._turn.isActive():
            self._turn.start(_BEGINS_MS)
        return handle

    def _turns(self, handle: Handle, task: _Task) -> _Turns:
        """From being asked for to its beginning, a little in each turn; gives what is to be done where it never begins.

        What the window has still to do in the turn in which work was asked for would share the interpreter with it, and
        all takes ten times as long where the machine took away the memory of a window at rest.
        """
        work: Work | None = None
        then: Callable[[], object] = _nothing
        try:
            work = yield from task.steps
        except BriefingError as error:
            then = partial(task.failed, said(error))
        if handle not in self._running:
            return _nothing  # closed while a step asked something
        if work is None:
            self._forget(handle)
            return then
        self._started.add(handle)
        self.started.emit(task.label())
        yield
        handle.begun = True
        self._pool.start(_Runner(work, handle, self._post))
        return _nothing

    def _on_turn(self) -> None:
        if self._at_it or not self._waiting:
            return  # a step asks something, and the window goes on meanwhile
        first = self._waiting[0]
        then: Callable[[], object] = _nothing
        self._at_it, goes_on = True, False
        try:
            next(first[1])
            goes_on = True
        except StopIteration as end:
            then = end.value
        finally:
            self._at_it = False
            if not goes_on:
                self._leave(first)
            if self._waiting:
                self._turn.start(0)
        then()

    def _leave(self, waiting: tuple[Handle, _Turns]) -> None:
        """It waits no more: it has begun, or never will, because nothing was to be done or a step has a bug."""
        if waiting in self._waiting:
            self._waiting.remove(waiting)
        if not waiting[0].begun:
            self._forget(waiting[0])

    def _forget(self, handle: Handle) -> None:
        """End a task that did not begin."""
        self._started.discard(handle)
        if self._running.pop(handle, None) is not None and not self._running:
            self._rested()

    def _rested(self) -> None:
        _BUSY.discard(self)
        self.ended.emit()

    def cancel(self) -> None:
        """Ask everything that runs or waits to stop."""
        for handle in self._running:
            handle.cancel()

    def busy(self) -> bool:
        """Whether anything runs, waits, or is being prepared."""
        return bool(self._running)

    def working(self) -> bool:
        """Whether anything is worked on, and not only being prepared."""
        return bool(self._started)

    def rest(self) -> None:
        """Let the idle worker go, and the memory that it alone uses; the next task makes another."""
        if not self._running:
            self._pool.waitForDone()

    def close(self) -> None:
        """Cancel everything and wait until the worker is idle.

        What has not begun yet never does, and nobody is told what came of the rest: they may be gone. Only a bug is.
        """
        self._turn.stop()
        while self._waiting:
            self._forget(self._waiting.popleft()[0])
        self.cancel()
        self._pool.waitForDone()
        for handle, task in self._running.items():
            self._running[handle] = task._replace(done=_nothing, failed=_nothing, told=None)
        _BUSY.discard(self)

    def _on_told(self, text: str, fraction: float) -> None:
        self.progressed.emit(text, fraction)
        if told := self._running[self._first()].told:
            told(text, fraction)

    def _on_answer(self, answer: _Answer) -> None:
        handle = self._first()
        task = self._running.pop(handle)
        self._started.discard(handle)
        if not self._running:
            self._rested()
        elif not self._started:
            self.ended.emit()
        if answer.crashed is not None:
            raise answer.crashed
        if answer.refused is not None:
            task.failed(answer.refused)
        else:
            task.done(answer.result)

    def _first(self) -> Handle:
        """The task whose words and answer come now: one begins after the other, and words come in their order."""
        return next(iter(self._running))


def _only(work: Work) -> Steps:
    """Nothing to be done before the work."""
    yield from ()
    return work
