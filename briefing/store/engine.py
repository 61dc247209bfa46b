"""The one door to SQLite: which library, how a connection is made, what is wrong with a file.

One SQLite library per process: a second one, or a plain `open()` of a live store, would drop our locks
(POSIX releases all of a file's locks when any of its descriptors is closed). So a store file is only ever
looked at through this module.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

try:  # the same choice as sqlite_utils makes, so that both use one module
    import pysqlite3 as sqlite3
    import pysqlite3.dbapi2  # noqa: F401
except ImportError:  # no wheel for this platform: the standard library's engine
    import sqlite3

from briefing.errors import (
    DamagedStoreError,
    FullStoreError,
    GivenUpError,
    LockedStoreError,
    NewerStoreError,
    NotAStoreError,
    NotFoundError,
    ReadOnlyStoreError,
    StoreError,
)
from briefing.wording import say

APPLICATION_ID = 0x42524946  # "BRIF"
BUSY_MILLISECONDS = 5_000
_MOVED = 1032  # SQLITE_READONLY_DBMOVED
SAFE_VERSION = (
    3,
    51,
    3,
)  # the first SQLite without the write-ahead-log corruption of 3.7.0 to 3.51.2

Connection = Any  # pysqlite3 carries no types

__all__ = [
    "APPLICATION_ID",
    "Connection",
    "check_identity",
    "connect",
    "damaged",
    "identity_of",
    "library_version",
    "look_at",
    "make_durable",
    "moved",
    "replaced",
    "sqlite3",
    "translated",
    "writable",
]


def library_version() -> tuple[str, bool]:
    """The SQLite version in use, and whether it is free of the known write-ahead-log bug."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= SAFE_VERSION


def connect(path: Path | str, *, mode: str = "rw", busy: int = BUSY_MILLISECONDS) -> Connection:
    """A connection in autocommit, usable from one thread at a time.

    `mode`: `rw` (existing file), `rwc` (create), `ro`, or `immutable` (a file nobody writes, such as the
    shipped sample or a copy on a read-only disk). `:memory:` makes a store in memory. `busy` is how many
    milliseconds a statement waits for another writer.
    """
    with translated(Path(path)):
        if str(path) == ":memory:":
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        else:
            how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
            uri = f"file:{quote(os.fsencode(Path(path).absolute()))}?{how}"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        for pragma in (
            f"busy_timeout = {busy}",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # else INSERT OR REPLACE deletes a row behind the triggers' back
            "trusted_schema = OFF",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def make_durable(connection: Connection) -> None:
    """Write-ahead log and full synchronisation: no committed step is lost in a power cut."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def check_identity(connection: Connection, path: Path, newest: int) -> int:
    """The schema number of the store. Raises the StoreError that says what is wrong with the file."""
    with translated(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotAStoreError(
            say(
                "“%1” is a database, but not a Briefing Desk store. Nothing was changed. Please choose a file "
                "that was made by Briefing Desk.",
                path.name,
            )
        )
    if version > newest:
        raise NewerStoreError(
            say(
                "“%1” was made by a newer version of Briefing Desk (format %2; this version reads up to %3). "
                "Nothing was changed. Please update Briefing Desk to open it.",
                path.name,
                version,
                newest,
            )
        )
    if version < 1 or tables == 0:
        raise DamagedStoreError(damaged(path))
    return version


def look_at(path: Path) -> None:
    """Raise the error that can be told before SQLite sees the file: missing, no plain file, or empty."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            say("There is no file “%1” in %2. It may have been moved.", path.name, path.parent)
        ) from None
    except (OSError, ValueError) as error:
        raise StoreError(say("“%1” cannot be reached: %2. Nothing was changed.", path.name, _reason(error))) from error
    if stat.S_ISDIR(found.st_mode):
        raise NotAStoreError(say("“%1” is a folder. Please choose a store file inside it.", path.name))
    if not stat.S_ISREG(found.st_mode):
        raise NotAStoreError(say("“%1” is a device, not a file. Please choose a store file.", path.name))
    if found.st_size == 0:
        raise NotAStoreError(
            say(
                "“%1” is empty (0 bytes), perhaps a copy that was interrupted. Nothing was changed. Please "
                "copy it again, or restore a backup.",
                path.name,
            )
        )


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one of the same name; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def moved(path: Path) -> StoreError:
    """The error for a store that is no longer where it was opened."""
    return StoreError(
        say(
            "“%1” was moved, renamed or deleted while it was open, so nothing more can be saved in it. "
            "Please put it back, or save a copy of what is shown under a new name.",
            path.name,
        )
    )


def replaced(path: Path) -> StoreError:
    """The error for a store in whose place lies another file now."""
    return StoreError(
        say(
            "Another file has taken the place of “%1” while it was open, so nothing more can be saved in it. "
            "Please save a copy of what is shown under a new name, or open the file that is there now.",
            path.name,
        )
    )


def writable(path: Path) -> bool:
    """Whether both the file and its folder can be written (the write-ahead log lies beside the file)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def damaged(path: Path) -> str:
    """The sentence for a store whose contents are damaged."""
    return say(
        "“%1” is damaged and cannot be read as a whole. It was left as it is. Please restore a backup (File, "
        "Backups), or ask for help with this copy.",
        path.name,
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into the StoreError whose sentence a user can act on. Bugs pass through."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


def _known(error: Exception, path: Path) -> StoreError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    name = path.name
    if extended == _MOVED:
        return moved(path)
    if "Could not decode to UTF-8" in str(error):  # raised by the Python module, without a code
        return DamagedStoreError(damaged(path))
    if code == sqlite3.SQLITE_INTERRUPT:
        return GivenUpError("The question was given up for the next one.")
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStoreError(say("“%1” is not a Briefing Desk store. Nothing was changed.", name))
    if code == sqlite3.SQLITE_CORRUPT:
        return DamagedStoreError(damaged(path))
    if code == sqlite3.SQLITE_FULL:
        return FullStoreError(
            say(
                "The disk that holds “%1” is full, so nothing was changed; everything saved before is safe. "
                "Please free some space and try again.",
                name,
            )
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedStoreError(
            say("Another window or program is writing to “%1”. Nothing was changed. Please try again.", name)
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return ReadOnlyStoreError(
            say("“%1” can only be read here. Use “Save a copy” to work on a copy of your own.", name)
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StoreError(
            say("“%1” cannot be reached; the disk or folder may be gone or closed to you. Nothing was changed.", name)
        )
    return None
