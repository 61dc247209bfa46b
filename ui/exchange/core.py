"""What the windows of exchange ask of the core: the part of it that any thread can do.

Refuses to: touch a widget, and to take anything that the user has not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.desk import Desk
from briefing.errors import ExchangeError, NotFoundError
from briefing.store import exchange
from briefing.store.exchange import Preview, SentStep, Taken
from briefing.store.store import MEMORY
from briefing.wording import say
from ui.background import Handle
from ui.words import tr as _tr

_EVERY = 50
"""Progress is told once in so many steps."""


@dataclass(frozen=True)
class Arrival:
    """What another copy has for this one. `users` made its steps from `first` to `last` (UTC; empty where none).

    `made` are the values of the records that are new. `strange` says that the two have no history in common.
    """

    where: Path
    preview: Preview
    users: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    made: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    strange: bool = False

    @property
    def name(self) -> str:
        """Whose changes these are: the one who made them, or the file."""
        return self.users[0] if len(self.users) == 1 else self.where.stem


class _Passing:
    """Steps on their way: counted, and listened to for who made them, when, and what they made."""

    def __init__(self, handle: Handle, total: int) -> None:
        self._handle = handle
        self._total = max(total, 1)
        self.users: dict[str, None] = {}
        self.times: list[str] = []
        self.made: dict[tuple[str, str], dict[str, Any]] = {}

    def each(self, steps: Iterator[SentStep]) -> Iterator[SentStep]:
        for number, step in enumerate(steps):
            if self._handle.cancelled():
                raise ExchangeError(say("Stopped. Nothing was taken in."))
            if number % _EVERY == 0:
                self._handle.progress(_tr("Reading the changes"), number / self._total * 0.9)
            self._note(step)
            yield step
        self._handle.progress(_tr("Comparing them with this store"), 0.9)

    def _note(self, step: SentStep) -> None:
        if step.changes:
            self.users[step.user] = None
            self.times = [min([step.at, *self.times[:1]]), max([step.at, *self.times[1:]])]
        for kind, row, name, _old, new in step.changes:
            if name == "*":
                self.made[kind, row] = dict(json.loads(new))
            elif (kind, row) in self.made:
                self.made[kind, row][name] = new


def look(desk: Desk, path: Path, handle: Handle) -> Arrival:
    """What the store at `path` has that this one has not. Nothing is changed.

    Raises BriefingError with a sentence for what cannot be read or taken, and where the user asked to stop.
    """
    with _other(desk, path, handle) as other:
        ours, theirs = exchange.seen_by(desk.store), exchange.seen_by(other.store)
        passing = _Passing(handle, _missing(ours, theirs))
        steps = passing.each(exchange.steps_after(other.store, ours))
        preview = exchange.preview(desk.store, steps, _blobs(other), desk.user)
    new = {(one.kind, one.id) for one in preview.records if one.what == "new"}
    return Arrival(
        where=path,
        preview=preview,
        users=tuple(passing.users),
        first=passing.times[0] if passing.times else "",
        last=passing.times[-1] if passing.times else "",
        made={place: values for place, values in passing.made.items() if place in new},
        strange=not set(ours) & set(theirs),
    )


def take(desk: Desk, path: Path, handle: Handle) -> Taken:
    """Take in what the store at `path` has that this one has not; all of it or nothing. Raises as `look`."""
    with _other(desk, path, handle) as other:
        ours = exchange.seen_by(desk.store)
        passing = _Passing(handle, _missing(ours, exchange.seen_by(other.store)))
        steps = passing.each(exchange.steps_after(other.store, ours))
        return exchange.take(desk.store, steps, _blobs(other), desk.user)


def related(desk: Desk, path: Path) -> bool:
    """Whether the store at `path` is another copy of this one. Raises BriefingError where it cannot be opened."""
    if _same(desk, path):
        return False
    with closing(Desk.open(path, desk.user, read_only=True)) as other:
        return bool(set(exchange.seen_by(desk.store)) & set(exchange.seen_by(other.store)))


@contextmanager
def _other(desk: Desk, path: Path, handle: Handle) -> Iterator[Desk]:
    if _same(desk, path):
        raise ExchangeError(say("“%1” is the store that is open here. Choose the copy of another desk.", path.name))
    with closing(Desk.open(path, desk.user, read_only=True)) as other:
        handle.on_cancel(desk.store.give_up)
        try:
            yield other
        finally:
            handle.on_cancel(lambda: None)


def _same(desk: Desk, path: Path) -> bool:
    return desk.store.path != MEMORY and path.exists() and path.samefile(desk.store.path)


def _missing(ours: Mapping[str, int], theirs: Mapping[str, int]) -> int:
    return sum(max(0, number - ours.get(site, 0)) for site, number in theirs.items())


def _blobs(other: Desk) -> Callable[[str], bytes | None]:
    def blob(name: str) -> bytes | None:
        try:
            return exchange.blob(other.store, name)
        except NotFoundError:
            return None

    return blob
