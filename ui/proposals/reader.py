"""Asks what a source offers, in a worker: for the number on the button, and for the review itself.

Responsible for: a desk of the worker's own, answers that come too late, and asking again after a change. A text is
read once; what was decided about it is asked each time. Refuses to: show anything, and to write what was found.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from briefing.desk import Desk
from briefing.desk.review_items import Review
from briefing.errors import BriefingError
from briefing.proposing.proposal import About, Proposals
from briefing.store.store import MEMORY
from ui.background import Background, Handle
from ui.context import Context
from ui.words import counted, said
from ui.words import tr as _tr

SOON_MS, AGAIN_MS = 200, 30
LONGEST = 2_000_000
"""Characters of a text that are read, a few seconds' work. A worker cannot be stopped in the middle of one."""
Engine = Callable[[str, About], Proposals]
"""From a text, and what is known of it, to what it offers."""


@dataclass(frozen=True)
class Read:
    """What one archived text offers; `asked` is all that it depends on."""

    asked: tuple[str, str, str]
    proposals: Proposals


@dataclass(frozen=True)
class Found:
    """What a source offers, or the sentence that says why nothing could be read."""

    source: str
    review: Review | None = None
    problem: str = ""
    read: Read | None = None


class ProposalReader(QObject):
    """`read` a source; `found` carries a `Found`. `stop` it before the store is closed."""

    found = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Nothing to read yet."""
        super().__init__(parent)
        self._context = context
        self._worker = Background()  # not a child: it must outlive this object while a text is being read
        self._source = ""
        self._ticket = 0
        self._running = False
        self.engine: Engine = _engine
        self.latest: Found | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read_now)

    def read(self, source: str, *, soon: bool = False) -> None:
        """Read a source a moment from now; another one than before forgets what was found."""
        if source != self._source:
            self.give_up()
            self._source = source
        if source:
            self._timer.start(AGAIN_MS if soon else SOON_MS)

    def read_now(self) -> None:
        """Read it now; what is still being read is dropped."""
        self._timer.stop()
        self._worker.cancel()
        self._ticket += 1
        ticket, source, desk, engine = self._ticket, self._source, self._context.desk, self.engine
        known = self.latest.read if self.latest is not None else None
        if not source:
            return
        if desk.store.path == MEMORY:  # only its own thread may read it
            self._done(ticket, _found(desk, source, engine, known))
            return

        def work(handle: Handle) -> Found:
            if handle.cancelled():
                return Found(source)
            with closing(desk.twin()) as twin:
                return _found(twin, source, engine, known)

        self._running = True
        self._worker.run(
            "",
            work,
            lambda found: self._done(ticket, found),
            lambda text: self._done(ticket, Found(source, problem=text)),
        )

    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running or self._timer.isActive()

    def give_up(self) -> None:
        """Drop what is being read, and what was found."""
        self._timer.stop()
        self._ticket += 1
        self._running = False
        self._worker.cancel()
        self.latest, self._source = None, ""

    def stop(self) -> None:
        """Stop for good, and wait until the worker has let go of the store."""
        self.give_up()
        self._worker.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.stop()
        return super().event(event)

    def _done(self, ticket: int, found: Found) -> None:
        if ticket == self._ticket and shiboken6.isValid(self):
            self._running = False
            self.latest = found
            self.found.emit(found)


def _engine(text: str, about: About) -> Proposals:
    # here: its language data is read when it is first wanted
    from briefing.proposing.engine import propose  # type: ignore[import-not-found, unused-ignore]

    found: Proposals = propose(text, about)
    return found


def _found(desk: Desk, source: str, engine: Engine, known: Read | None) -> Found:
    try:
        archived = desk.archived(source)
        if archived is None:
            return Found(source)
        about = archived.source
        asked = (archived.version.id, about.issued_edtf, about.language)
        if len(archived.text) > LONGEST:
            words = counted(LONGEST, "%1 character", "%1 characters")
            return Found(source, problem=_tr("Only texts of up to %1 are read for proposals.").replace("%1", words))
        if known is None or known.asked != asked:
            known = Read(asked, engine(archived.text, desk.about(archived)))
        return Found(source, desk.reviewed(archived, known.proposals), read=known)
    except BriefingError as error:
        return Found(source, problem=said(error))
