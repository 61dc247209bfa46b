"""The store: an open file (or memory), its identity, and steps. SQL for records, links, log, search and backup
lies in the neighbouring modules, which take a `Store`.

One `Store` belongs to one thread at a time; another thread opens its own.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.clock import utc_now
from briefing.errors import ReadOnlyStoreError, StoreError
from briefing.ids import new_id
from briefing.store import engine, place, schema, search
from briefing.store.engine import sqlite3
from briefing.store.steps import Change, Step

if TYPE_CHECKING:
    from sqlite_utils import Database

MEMORY = Path(":memory:")


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Stamps:
    """Where a store takes times from; the sample is built with fixed ones."""

    now: Callable[[], str] = utc_now
    milliseconds: Callable[[], int] = _milliseconds


class Store:
    """An open store. Use `open_store` or `create_store`; close it when done."""

    def __init__(self, path: Path, connection: engine.Connection, *, read_only: bool, stamps: Stamps) -> None:
        """Wrap a checked connection."""
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self._stamps = stamps
        self._seen: dict[str, int] = {}
        self._hlc = 0
        self._data_version = -1

    @cached_property
    def database(self) -> "Database":
        """The store as a sqlite-utils database, on the same connection; loaded when first written to."""
        from sqlite_utils import Database  # noqa: PLC0415 (heavy; reading needs none of it)

        return Database(self.connection)

    @property
    def site(self) -> str:
        """The id of this copy of the store; no two copies that are written to share it."""
        row = self.connection.execute("SELECT v FROM meta WHERE k = 'site'").fetchone()
        return str(row[0])

    @contextmanager
    def step(
        self, label: str, user: str, *, kind: str = "edit", group: str = "", target: str = ""
    ) -> Iterator[Step]:
        """One action of `user` as one transaction; an exception inside leaves no trace.

        `label` is what the Edit menu says after "Undo:". Steps with the same `group` are undone together.
        Raises StoreError (read-only, locked, full) with a sentence.
        """
        if self.read_only:
            raise ReadOnlyStoreError(
                f"“{self.path.name}” is open for reading only. Use “Save a copy” to work on a copy of your own."
            )
        with engine.translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                step = self._begin(label, user, kind, group, target)
                yield step
                search.follow(self.connection, step.touched)
                self.connection.execute("UPDATE ctx SET step = NULL")
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                self._data_version = -1  # the counters may be ahead of the file: read them again
                raise

    def _begin(self, label: str, user: str, kind: str, group: str, target: str) -> Step:
        self._catch_up()
        site = self.site
        self._hlc = max(self._stamps.milliseconds() << 16, self._hlc + 1)
        number = self._seen.get(site, 0) + 1
        step_id = f"{self._hlc:016x}-{site}"
        cursor = self.connection.execute(
            "INSERT INTO step(id, site, sn, hlc, at, user, label, kind, grp, target, seen)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                step_id,
                site,
                number,
                self._hlc,
                self._stamps.now(),
                user,
                label,
                kind,
                self._living_group(group) or step_id,
                target or None,
                json.dumps(self._seen),
            ),
        )
        self._seen[site] = number
        self.connection.execute("UPDATE ctx SET step = ?", (cursor.lastrowid,))
        return Step(self.connection, int(cursor.lastrowid), step_id, self.database)

    def _catch_up(self) -> None:
        """Read the counters again when another connection has written since."""
        version = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._data_version:
            rows = self.connection.execute("SELECT site, max(sn) FROM step GROUP BY site")
            self._seen = {row[0]: row[1] for row in rows}
            self._hlc = self.connection.execute("SELECT coalesce(max(hlc), 0) FROM step").fetchone()[0]
            self._data_version = version

    def _living_group(self, group: str) -> str:
        """A group that was undone takes no more steps: typing on after an undo starts another."""
        while group and self.connection.execute("SELECT 1 FROM step WHERE target = ?", (group,)).fetchone():
            group += "+"
        return group

    def data_version(self) -> int:
        """A number that moves when another connection has changed the store."""
        with engine.translated(self.path):
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def check_integrity(self) -> list[str]:
        """What SQLite's own checks find wrong; empty when all is well. Slow on large stores."""
        try:
            found = [str(row[0]) for row in self.connection.execute("PRAGMA quick_check(20)")]
            found = [] if found == ["ok"] else found
            rows = self.connection.execute("PRAGMA foreign_key_check").fetchmany(20)
            return found + [f"{row[0]}: row {row[1]} points to a missing {row[2]}" for row in rows]
        except sqlite3.DatabaseError as error:
            return [str(error)]

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        try:
            if not self.read_only:
                self.connection.execute("PRAGMA optimize")
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            pass  # the disk may be gone or full; nothing that was committed depends on this
        self.connection.close()

    def __enter__(self) -> "Store":
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()


def open_store(path: Path, *, read_only: bool = False, stamps: Stamps | None = None) -> Store:
    """Open an existing store after checking that it is one. Raises the StoreError that says what is wrong.

    A file that cannot be written, or lies in a folder that cannot, is opened read-only by itself.
    """
    path = Path(path)
    engine.look_at(path)
    place.refuse_network(path)
    read_only = read_only or not engine.writable(path)
    connection = _connect(path, read_only=read_only)
    try:
        version = engine.check_identity(connection, path, schema.SCHEMA_VERSION)
        with engine.translated(path):
            if not read_only:
                if version < schema.SCHEMA_VERSION:
                    keep_before_upgrade(connection, path, version)
                    schema.migrate(connection)
                engine.make_durable(connection)
            connection.execute("SELECT count(*) FROM doc_ft_config").fetchone()
            connection.execute("SELECT v FROM meta WHERE k = 'site'").fetchone()
    except BaseException:
        connection.close()
        raise
    return Store(path, connection, read_only=read_only, stamps=stamps or Stamps())


def _connect(path: Path, *, read_only: bool) -> engine.Connection:
    if not read_only:
        return engine.connect(path, mode="rw")
    try:
        connection = engine.connect(path, mode="ro")
        with engine.translated(path):
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except StoreError as error:
        if type(error) is not StoreError and not isinstance(error, ReadOnlyStoreError):
            raise
        # a store in write-ahead mode on a read-only disk can only be read as immutable
        connection = engine.connect(path, mode="immutable")
    return connection


def open_immutable(path: Path) -> Store:
    """Open a store that nobody writes, such as the shipped sample: no file ever appears beside it."""
    engine.look_at(path)
    connection = engine.connect(path, mode="immutable")
    try:
        engine.check_identity(connection, path, schema.SCHEMA_VERSION)
    except BaseException:
        connection.close()
        raise
    return Store(path, connection, read_only=True, stamps=Stamps())


def keep_before_upgrade(connection: engine.Connection, path: Path, version: int) -> Path:
    """Keep the store as it is in a dated copy beside it, before its format is changed."""
    stamp = utc_now().replace(":", "").replace("-", "")
    copy = path.with_name(f"{path.stem}-format{version}-{stamp}.db")
    connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


def create_store(path: Path = MEMORY, *, site: str = "", stamps: Stamps | None = None) -> Store:
    """Make an empty store. Raises StoreError where the file exists already or cannot be made."""
    if path != MEMORY:
        if path.exists():
            raise StoreError(
                f"“{path.name}” exists already. Please choose another name; nothing was changed."
            )
        if not path.parent.is_dir():
            raise StoreError(f"There is no folder {path.parent}. Please choose another place.")
        place.refuse_network(path)
    connection = engine.connect(path, mode="rwc")
    try:
        with engine.translated(path):
            schema.migrate(connection)
            connection.execute("INSERT INTO meta VALUES('site', ?)", (site or new_id(),))
            if path != MEMORY:
                engine.make_durable(connection)
    except BaseException:
        connection.close()
        if path != MEMORY:
            path.unlink(missing_ok=True)
        raise
    return Store(path, connection, read_only=False, stamps=stamps or Stamps())


__all__ = ["MEMORY", "Change", "Stamps", "Store", "create_store", "open_immutable", "open_store"]
