"""The store: an open file (or memory), its identity, and steps.

SQL for records, links, log, search and backup lies in the neighbouring modules, which take a `Store`.
One `Store` belongs to one thread at a time; another thread opens its own.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from briefing.clock import utc_now
from briefing.errors import GivenUpError, ReadOnlyStoreError, StoreError
from briefing.ids import new_id
from briefing.store import engine, opening, place, schema, search
from briefing.store.engine import sqlite3
from briefing.store.steps import Change, Step
from briefing.store.turns import Turns
from briefing.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

MEMORY = Path(":memory:")
FAR_AHEAD = 86_400_000  # milliseconds: a clock that is ahead by more is wrong
_CLOSING_PATIENCE = 250  # milliseconds to wait for readers when the log is folded in at the end


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Stamps:
    """Where a store takes times from; the sample is built with fixed ones."""

    now: Callable[[], str] = utc_now
    milliseconds: Callable[[], int] = _milliseconds


_GROUP_IS_OVER = (
    "SELECT 1 FROM step WHERE target = :group UNION ALL"
    " SELECT 1 FROM change c JOIN change o ON o.tbl = c.tbl AND o.row = c.row AND o.field = c.field"
    " WHERE c.step IN (SELECT n FROM step WHERE grp = :group AND grp <> id)"
    " AND o.step > (SELECT max(n) FROM step WHERE grp = :group AND grp <> id) LIMIT 1"
)


class Store:
    """An open store. Use `open_store` or `create_store`; close it when done."""

    def __init__(
        self,
        path: Path,
        connection: engine.Connection,
        *,
        read_only: bool,
        stamps: Stamps,
    ) -> None:
        """Wrap a checked connection."""
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.sound_texts: set[str] = set()  # hashes of archived texts found whole since the store was opened
        self.unproved: tuple[tuple[int, int], list[str]] = ((-1, -1), [])  # quotes, as of a state of the file
        self._given_up = False
        self._turns = Turns()
        self.stamps = stamps
        self._file = engine.identity_of(path)
        self._seen: dict[str, int] = {}
        self._hlc = 0
        self._data_version = -1

    @cached_property
    def database(self) -> "Database":
        """The store as a sqlite-utils database, on the same connection; loaded when first written to."""
        from sqlite_utils import Database

        return Database(self.connection)

    @cached_property
    def site(self) -> str:
        """The id of this copy of the store; no two copies that are written to share it."""
        return str(self.query("SELECT v FROM meta WHERE k = 'site'")[0][0])

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """All rows of a SELECT at once (a half-read one would pin the write-ahead log).

        Raises StoreError with a sentence where the file is damaged, locked or gone, or the work was given up.
        """
        self.go_on()
        with engine.translated(self.path):
            return self._turns.all_of(self.connection.execute(sql, parameters))

    def each(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[Any]:
        """The rows of a SELECT one by one, for many that are not kept. Read them to the end. Raises as `query` does."""
        self.go_on()
        with engine.translated(self.path):
            yield from self._turns.each_of(self.connection.execute(sql, parameters))

    def give_up(self) -> None:
        """Stop, from another thread, whatever this store is asked for now and later. Close it afterwards."""
        self._given_up = True
        self.connection.interrupt()

    def go_on(self) -> None:
        """Raise GivenUpError where the work was given up."""
        if self._given_up:
            raise GivenUpError("The work was given up.")

    @contextmanager
    def step(
        self,
        label: str,
        user: str,
        *,
        kind: str = "edit",
        group: str = "",
        target: str = "",
    ) -> Iterator[Step]:
        """One action of `user` as one transaction; an exception inside leaves no trace.

        `label` is what the Edit menu says after "Undo:". Steps with the same `group` are undone together. An
        edit that changes nothing is no step: it leaves nothing to undo, and `touched` is empty afterwards.
        Raises StoreError (read-only, locked, full, moved) with a sentence.
        """
        with self.writing(label):
            step = self.begin(label, user, kind, group, target)
            yield step
            if kind == "edit" and not step.kept and not self._changed(step):
                step.touched.clear()
                self._give_up()
                return
            self.end(step)

    @contextmanager
    def writing(self, label: str) -> Iterator[None]:
        """One transaction, for `step` and for who takes in the log of others; an exception inside leaves no trace."""
        if self.read_only:
            raise ReadOnlyStoreError(
                say("“%1” is open for reading only. Use “Save a copy” to work on a copy of your own.", self.path.name)
            )
        if self.connection.in_transaction:
            raise RuntimeError(f"“{label}” was begun inside another step")
        if gone := self.gone():
            raise gone  # SQLite would go on writing to a file that has lost its name
        with engine.translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                if self.connection.in_transaction:
                    self.connection.execute("COMMIT")
            except BaseException:
                self._give_up()
                raise

    def gone(self) -> StoreError | None:
        """Why the file that was opened is no longer where it was; None where it is."""
        if self.path == MEMORY:
            return None
        there = engine.identity_of(self.path)
        if there == self._file:
            return None
        return engine.moved(self.path) if there is None else engine.replaced(self.path)

    def _changed(self, step: Step) -> bool:
        sql = "SELECT 1 FROM change WHERE step = ? LIMIT 1"
        return self.connection.execute(sql, (step.n,)).fetchone() is not None

    def _give_up(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self._data_version = -1  # the counters may be ahead of the file: read them again

    def end(self, step: Step) -> None:
        """Bring the search table up to date with a step; nothing more is written to it."""
        search.follow(self.connection, step.touched, step.n)
        self.connection.execute("UPDATE ctx SET step = NULL")

    def begin(self, label: str, user: str, kind: str, group: str = "", target: str = "") -> Step:
        """The row of a step, inside `writing`. Whoever is not `step` calls `end` afterwards."""
        now = self.stamps.milliseconds()
        self._catch_up(now)
        site = self.site
        self._hlc = max(now << 16, self._hlc + 1)
        number = self._seen.get(site, 0) + 1
        step_id = f"{self._hlc:016x}-{site}"
        group = self._living_group(group) or step_id
        cursor = self.connection.execute(
            "INSERT INTO step(id, site, sn, hlc, at, user, label, kind, grp, target, seen)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                step_id,
                site,
                number,
                self._hlc,
                self.stamps.now(),
                user,
                label,
                kind,
                group,
                target or None,
                json.dumps(self._seen),
            ),
        )
        self._seen[site] = number
        self.connection.execute("UPDATE ctx SET step = ?", (cursor.lastrowid,))
        return Step(self.connection, int(cursor.lastrowid), step_id, group, self.database)

    def _catch_up(self, now: int) -> None:
        """Read the counters again when another connection has written since."""
        version = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._data_version:
            rows = self.connection.execute("SELECT site, max(sn) FROM step GROUP BY site")
            self._seen = {row[0]: row[1] for row in rows}
            self._hlc = self._newest_time(now)
            self._data_version = version

    def recount(self) -> None:
        """Read the counters again before the next step: the log was written to by other ways."""
        self._data_version = -1

    def _newest_time(self, now: int) -> int:
        """The time after which the next step must lie: that of our last one, and of those that others made.

        Steps from a clock that is more than a day ahead do not count: one wrong clock would drag along those of all
        desks. What was written after seeing such a step stands all the same (`merging.py` asks what had been seen).
        """
        horizon = f"{(now + FAR_AHEAD) << 16:016x}"
        sql = (
            "SELECT max((SELECT coalesce(max(hlc), 0) FROM step WHERE id = (SELECT max(id) FROM step WHERE id < ?)),"
            " coalesce((SELECT hlc FROM step WHERE site = ? ORDER BY sn DESC LIMIT 1), 0))"
        )
        return int(self.connection.execute(sql, (horizon, self.site)).fetchone()[0])

    def _living_group(self, group: str) -> str:
        """A group that was undone, or whose fields somebody else changed since, takes no more steps."""
        while group and self.connection.execute(_GROUP_IS_OVER, {"group": group}).fetchone():
            group += "+"
        return group

    def data_version(self) -> int:
        """A number that moves when another connection has changed the store."""
        return int(self.query("PRAGMA data_version")[0][0])

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        try:
            if not self.read_only:
                self.connection.execute(f"PRAGMA busy_timeout = {_CLOSING_PATIENCE}")
                self.connection.execute("PRAGMA optimize")
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error:
            pass  # the disk may be gone or full; nothing that was committed depends on this
        self.connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()


def open_store(
    path: Path,
    *,
    read_only: bool = False,
    stamps: Stamps | None = None,
    busy: int = engine.BUSY_MILLISECONDS,
) -> Store:
    """Open an existing store after checking that it is one. Raises the StoreError that says what is wrong.

    A file that cannot be written, or lies in a folder that cannot, is opened read-only by itself. `busy` is
    how many milliseconds a write waits for another writer.
    """
    path = Path(path)
    engine.look_at(path)
    place.refuse_network(path)
    read_only = read_only or not engine.writable(path)
    connection = opening.connect(path, read_only=read_only, busy=busy)
    try:
        version = engine.check_identity(connection, path, schema.newest())
        with engine.translated(path):
            if version < schema.newest():
                opening.upgrade(connection, path, version, read_only=read_only)
            opening.refuse_incomplete(connection, path)
            if not read_only:
                engine.make_durable(connection)
                schema.complete(connection)
                opening.become_own(connection)
    except BaseException:
        connection.close()
        raise
    return Store(path, connection, read_only=read_only, stamps=stamps or Stamps())


def open_immutable(path: Path) -> Store:
    """Open a store that nobody writes, such as the shipped sample: no file ever appears beside it."""
    engine.look_at(path)
    connection = opening.connect_immutable(path)
    try:
        version = engine.check_identity(connection, path, schema.newest())
        with engine.translated(path):
            if version < schema.newest():
                opening.upgrade(connection, path, version, read_only=True)
            opening.refuse_incomplete(connection, path)
    except BaseException:
        connection.close()
        raise
    return Store(path, connection, read_only=True, stamps=Stamps())


def create_store(
    path: Path = MEMORY,
    *,
    site: str = "",
    stamps: Stamps | None = None,
    busy: int = engine.BUSY_MILLISECONDS,
) -> Store:
    """Make an empty store, readable by its owner only. Raises StoreError where it exists or cannot be made."""
    if path != MEMORY:
        path = Path(path)
        if not path.parent.is_dir():
            raise StoreError(say("There is no folder %1. Please choose another place.", path.parent))
        place.refuse_network(path)
        opening.reserve(path)
    connection = engine.connect(path, mode="rw", busy=busy)
    try:
        with engine.translated(path):
            (schema.make_in_memory if path == MEMORY else schema.migrate)(connection)
            connection.execute("INSERT INTO meta VALUES('site', ?)", (site or new_id(),))
            connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", ((stamps or Stamps()).now(),))
            if path != MEMORY:
                engine.make_durable(connection)
    except BaseException:
        connection.close()
        if path != MEMORY:
            path.unlink(missing_ok=True)
        raise
    return Store(path, connection, read_only=False, stamps=stamps or Stamps())


__all__ = ["MEMORY", "Change", "Stamps", "Store", "create_store", "open_immutable", "open_store"]
