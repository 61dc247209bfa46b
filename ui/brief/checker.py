"""Asks the preflight of a brief in a worker, a moment after every change, and drops answers that come too late.

Responsible for: when to ask, a desk of the worker's own, and a sentence where nothing could be composed.
Refuses to: show anything, and to decide what is a finding.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from briefing.brief.finding import Preflight
from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.store.store import MEMORY
from ui.background import Background, Handle
from ui.context import Context
from ui.words import said

SOON_MS, LATER_MS = 250, 2_000


@dataclass(frozen=True)
class Checked:
    """What a preflight of the brief `brief` found, or the sentence that says why there is none."""

    brief: str
    preflight: Preflight = field(default_factory=Preflight)
    problem: str = ""


class Checker(QObject):
    """`check` a brief; `checked` carries a `Checked`. `stop` it before the store is closed."""

    checked = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Nothing to check yet."""
        super().__init__(parent)
        self._context = context
        self._worker = Background()  # not a child: it must outlive this object while a brief is being composed
        self._brief = ""
        self._pages: int | None = None
        self._running = False
        self._ticket = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check_now)

    def check(self, brief: str, *, soon: bool = True) -> None:
        """Look at a brief a moment after the last call; another brief than before at once."""
        if brief != self._brief:
            self._brief, self._pages = brief, None
            self.check_now()
            return
        wait = SOON_MS if soon else LATER_MS
        if not self._timer.isActive() or self._timer.remainingTime() > wait or not soon:
            self._timer.start(wait)

    def set_pages(self, pages: int | None) -> None:
        """Say how many pages the brief has, once they were made."""
        if pages != self._pages and self._brief:
            self._pages = pages
            self._timer.start(SOON_MS)

    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running or self._timer.isActive()

    def check_now(self) -> None:
        """Look at the brief now; what is still being looked at is dropped."""
        self._timer.stop()
        self._worker.cancel()
        self._ticket += 1
        ticket, brief, pages, desk = self._ticket, self._brief, self._pages, self._context.desk
        if not brief:
            return
        if desk.store.path == MEMORY:  # only its own thread may read it
            self._done(ticket, _checked(desk, brief, pages))
            return

        def work(handle: Handle) -> Checked:
            if handle.cancelled():
                return Checked(brief)
            with closing(desk.twin()) as twin:
                return _checked(twin, brief, pages)

        self._running = True
        self._worker.run(
            "",
            work,
            lambda found: self._done(ticket, found),
            lambda text: self._done(ticket, Checked(brief, problem=text)),
        )

    def pause(self) -> None:
        """Drop what is being looked at."""
        self._timer.stop()
        self._ticket += 1
        self._running = False
        self._worker.cancel()

    def stop(self) -> None:
        """Stop for good, and wait until the worker has let go of the store."""
        self.pause()
        self._worker.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.stop()
        return super().event(event)

    def _done(self, ticket: int, found: Checked) -> None:
        if ticket == self._ticket and shiboken6.isValid(self):
            self._running = False
            self.checked.emit(found)


def _checked(desk: Desk, brief: str, pages: int | None) -> Checked:
    try:
        return Checked(brief, desk.preflight(brief, pages=pages))
    except BriefingError as error:
        return Checked(brief, problem=said(error))
