"""Verbs of exchange: look at what another copy of the store has, take it in, settle what two desks wrote."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefing.desk.base import Verbs
from briefing.errors import DamagedStoreError, ExchangeError, NotAStoreError, NotFoundError, NothingSharedError
from briefing.store import conflicting, engine, exchange, folder, joining, opening
from briefing.store.conflicting import Conflict
from briefing.store.doubles import Double, doubles
from briefing.store.exchange import Preview, Taken
from briefing.store.folder import Synced
from briefing.store.steps import Change
from briefing.store.store import Store, open_store
from briefing.wording import say


class ExchangeVerbs(Verbs):
    """What can be done with other copies of the store. The whole intake is one entry of undo."""

    def preview_from(self, path: Path, *, join: bool = False) -> Preview:
        """What taking in another store file would change, record by record. Nothing is written.

        A store that has nothing in common with this one, such as that of another crisis, is mixed with it only with
        `join`: else NothingSharedError. Raises StoreError where the file cannot be opened, ExchangeError where its
        changes cannot be taken in.
        """
        with self._other(path, join=join) as (steps, blobs):
            return exchange.preview(self.store, steps, blobs, self.user)

    def take_from(self, path: Path, *, join: bool = False, origin: str = "") -> Taken:
        """Take in what another store file has and this one has not. Raises as `preview_from` does."""
        self.latest = ""
        with self._other(path, join=join) as (steps, blobs):
            taken = exchange.take(self.store, steps, blobs, self.user)
        self._tell_taken(taken, origin)
        return taken

    def preview_folder(self, place: Path, *, join: bool = False) -> Preview:
        """What an exchange through a shared folder would take in. Nothing is written. Raises ExchangeError.

        For `join` see `preview_from`.
        """
        self._refuse_strangers(folder.sites(place), place.name, join=join)
        return folder.preview(self.store, place, self.user)

    def sync_folder(self, place: Path, *, join: bool = False, undoable: bool = True, origin: str = "") -> Synced:
        """Take in what other desks put into a shared folder, and add what it lacks. Raises ExchangeError.

        Where it runs by itself, `undoable` is False: undo then takes back what the user did, not what came. For `join`
        see `preview_from`.
        """
        self.latest = ""
        self._refuse_strangers(folder.sites(place), place.name, join=join)
        synced = folder.sync(self.store, place, self.user, undoable=undoable)
        self._tell_taken(synced.taken, origin)
        return synced

    def conflicts(self) -> list[Conflict]:
        """Two values of a field each, written without knowledge of each other, that wait to be settled."""
        return conflicting.unsettled(self.store)

    def conflict_count(self) -> int:
        """How many conflicts wait to be settled."""
        return conflicting.open_count(self.store)

    def settle(self, conflict: Conflict, value: Any, *, origin: str = "") -> None:
        """Say what stands in the field; no desk is asked again. Raises InvalidEntryError and ExchangeError."""
        self._tell(conflicting.settle(self.store, conflict, value, self.user), origin)

    def doubles(self) -> list[Double]:
        """Records that may be one, made on two desks: actors of one name, sources of one address or text."""
        return doubles(self.store)

    def join(self, kind: str, keep: str, other: str, *, origin: str = "") -> None:
        """Let the actor or source `keep` stand for `other`, too; references to either id lead to it.

        Raises InvalidEntryError and NotFoundError with a sentence.
        """
        self._tell(joining.join(self.store, kind, keep, other, self.user), origin)

    def _tell_taken(self, taken: Taken, origin: str) -> None:
        if taken.touched:
            kinds, ids = frozenset(kind for kind, _ in taken.touched), frozenset(one for _, one in taken.touched)
            self._tell_listeners(Change(kinds, ids, origin))
        self.latest = taken.name

    def _refuse_strangers(self, there: Collection[str], name: str, *, join: bool) -> None:
        here = exchange.seen_by(self.store)
        if there and here and not join and here.keys().isdisjoint(there):
            raise NothingSharedError(
                say(
                    "This store has nothing in common with what is in “%1”: that may be another crisis. To work with "
                    "those desks, exchange with a new, empty store; to mix the two for good, say that you join "
                    "(--join).",
                    name,
                )
            )

    @contextmanager
    def _other(self, path: Path, *, join: bool) -> Iterator["Source"]:
        reader = _READERS.get(_application(path))
        if reader is None:
            raise NotAStoreError(
                say("“%1” holds no changes that Briefing Desk can read. Please choose a store file.", path.name)
            )
        if engine.identity_of(path) == engine.identity_of(self.store.path):
            raise ExchangeError(say("“%1” is the store that is open here. Please choose another copy.", path.name))
        with reader(self.store, path) as (sites, steps, blobs):
            self._refuse_strangers(sites, path.name, join=join)
            yield steps, blobs


Source = tuple[Iterator[exchange.SentStep], Callable[[str], bytes | None]]
"""The steps that tell whether a file goes with a store, then those that it lacks; the texts and files of these."""


@contextmanager
def _store_file(
    store: Store, path: Path
) -> Iterator[tuple[Collection[str], Iterator[exchange.SentStep], Callable[[str], bytes | None]]]:
    with open_store(path, read_only=True) as other:

        def blob(name: str) -> bytes | None:
            try:
                return exchange.blob(other, name)
            except (NotFoundError, DamagedStoreError):
                return None

        yield exchange.seen_by(other), exchange.offered(other, exchange.seen_by(store)), blob


_READERS: Mapping[int, Any] = MappingProxyType({engine.APPLICATION_ID: _store_file})
"""Who reads a file that holds changes, by the application number in its head: gives its desks and a `Source`."""


def _application(path: Path) -> int:
    """The number that says which program a database file belongs to. Raises StoreError for what is no database."""
    engine.look_at(path)
    return opening.application_of(path)
