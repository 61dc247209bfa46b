"""What the windows of exchange ask of the core: the part of it that any thread can do.

Refuses to: touch a widget, and to take anything that the user has not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.desk import Desk
from briefing.errors import NothingSharedError
from briefing.store import exchange
from briefing.store.exchange import Preview, Taken
from ui.background import Handle
from ui.exchange.server_order import ServerOrder
from ui.words import tr as _tr

EMPTY = Preview(0, (), (), (), 0, 0, ())
"""Nothing that was looked at."""


@dataclass(frozen=True)
class Arrival:
    """What another copy, a shared folder or a server has for this store. Titles of new records are in the preview."""

    where: Path | ServerOrder
    preview: Preview
    join: bool = False  # it is mixed in though the two have nothing in common

    @property
    def name(self) -> str:
        """Whose changes these are: the one who made them, or the file, folder or server."""
        users = self.preview.origin.users
        return users[0] if len(users) == 1 else self.where.stem

    @property
    def both_ways(self) -> bool:
        """Whether what is ours goes out as well: to a folder or a server, not to a file."""
        return not isinstance(self.where, Path) or self.where.is_dir()


@dataclass(frozen=True)
class Exchanged:
    """What an exchange did: what was taken, how many steps went into the folder, and what had to be said of it."""

    taken: Taken
    sent: int = 0
    notices: tuple[str, ...] = ()


NOTHING = Exchanged(Taken(0, 0, 0, 0, 0, 0, (), frozenset(), ""))
"""An exchange that did nothing."""


@dataclass(frozen=True)
class Stranger:
    """What is at `where` has nothing in common with the store: it is mixed in only where the user says so."""

    where: Path


def look(desk: Desk, path: Path, handle: Handle, *, join: bool = False) -> Arrival | Stranger:
    """What the store file or shared folder at `path` has that this store has not. Nothing is changed.

    Raises BriefingError with a sentence for what cannot be read or taken, and where the user asked to stop.
    """
    with stoppable(desk, handle):
        try:
            preview = desk.preview_from(path, join=join) if path.is_file() else desk.preview_folder(path, join=join)
        except NothingSharedError:
            return Stranger(path)
        return Arrival(path, preview, join)


def take(desk: Desk, path: Path, handle: Handle, *, join: bool = False) -> Exchanged:
    """Take in what `look` showed, all of it or nothing; to a folder, what it lacks is added. Raises as `look`."""
    with stoppable(desk, handle):
        if path.is_file():
            return Exchanged(desk.take_from(path, join=join))
        synced = desk.sync_folder(path, join=join)
        return Exchanged(synced.taken, synced.sent, synced.notices[len(synced.taken.notices) :])


def related(desk: Desk, path: Path) -> bool:
    """Whether the store at `path` is another copy of this one. Raises StoreError where it cannot be opened."""
    if path.exists() and desk.store.path.exists() and path.samefile(desk.store.path):
        return False
    with closing(Desk.open(path, desk.user, read_only=True)) as other:
        return bool(exchange.seen_by(desk.store).keys() & exchange.seen_by(other.store).keys())


def nothing_in_common(name: str) -> str:
    """What is said before two crises are mixed."""
    return _tr("This store has nothing in common with “%1”.").replace("%1", name)


def mixing_words() -> str:
    """What mixing two crises means, and the better way."""
    return _tr(
        "You are about to mix two crises for good. To work with those who wrote it, exchange with a new, empty store "
        "instead."
    )


def stopped_words(desk: Desk, before: int) -> str:
    """What is said of work that was stopped; `before` is the number of the newest step when it began."""
    if desk.step_number() == before:
        return _tr("Stopped. Nothing was changed.")
    return _tr("Stopped. What had come by then is taken; Undo takes it back.")


@contextmanager
def stoppable(desk: Desk, handle: Handle) -> Iterator[None]:
    """While the work inside runs, Cancel interrupts what it asks of the store."""
    handle.on_cancel(desk.store.give_up)
    try:
        yield
    finally:
        handle.on_cancel(lambda: None)
