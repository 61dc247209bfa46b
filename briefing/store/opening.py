"""How the file of a store is opened, made and brought up to date; `store.py` wraps what comes of it."""

import os
from pathlib import Path

from briefing.clock import utc_now
from briefing.errors import DamagedStoreError, ReadOnlyStoreError, StoreError
from briefing.ids import new_id
from briefing.store import engine, schema
from briefing.wording import say

COPY = "copy"
"""What `meta` holds in a copy that nobody has worked on yet."""


def connect(path: Path, *, read_only: bool, busy: int) -> engine.Connection:
    """A connection to the file as it may be used; one that only reads leaves no file beside it."""
    if not read_only:
        return engine.connect(path, mode="rw", busy=busy)
    if engine.writable(path):  # a connection in mode `ro` would leave its -wal and -shm behind
        connection = engine.connect(path, mode="rw", busy=busy)
        connection.execute("PRAGMA query_only = ON")
        return connection
    connection = engine.connect(path, mode="ro", busy=busy)
    try:
        with engine.translated(path):
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return connection
    except StoreError as error:
        connection.close()
        if type(error) is not StoreError and not isinstance(error, ReadOnlyStoreError):
            raise
        # a store in write-ahead mode on a read-only disk can only be read as immutable
        return connect_immutable(path)


def connect_immutable(path: Path) -> engine.Connection:
    """A connection to a file that nobody writes. Raises StoreError where its log beside it was never folded in."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            say(
                "“%1” was not closed properly: its newest changes are still in “%2” beside it. Please copy "
                "both files to a folder you can write to, and open the copy there.",
                path.name,
                log.name,
            )
        )
    return engine.connect(path, mode="immutable")


def become_own(connection: engine.Connection) -> None:
    """Give a copy that is opened to be worked on a site id of its own: two desks of one name could not exchange."""
    if not connection.execute("SELECT 1 FROM meta WHERE k = ?", (COPY,)).fetchall():
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        sql = "UPDATE meta SET v = ? WHERE k = 'site' AND EXISTS(SELECT 1 FROM meta WHERE k = ?)"
        connection.execute(sql, (new_id(), COPY))  # another window may have been the first
        connection.execute("DELETE FROM meta WHERE k = ?", (COPY,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def refuse_incomplete(connection: engine.Connection, path: Path) -> None:
    """Raise DamagedStoreError where a table or the site id is missing."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema").fetchall()}
    if not schema.names("TABLE") <= names or not connection.execute("SELECT 1 FROM meta WHERE k = 'site'").fetchall():
        raise DamagedStoreError(engine.damaged(path))


def upgrade(connection: engine.Connection, path: Path, version: int, *, read_only: bool) -> None:
    """Bring an older store to the newest format, after keeping it as it is in a dated copy beside it."""
    if read_only:
        raise StoreError(
            say(
                "“%1” was made by an older version of Briefing Desk and must be brought up to date first. "
                "Please open it once where it can be written to, or open a copy of it.",
                path.name,
            )
        )
    stamp = utc_now().replace(":", "").replace("-", "")
    copy = path.with_name(f"{path.stem}-format{version}-{stamp}.db")
    connection.execute("VACUUM INTO ?", (str(copy),))
    schema.migrate(connection)


def reserve(path: Path) -> None:
    """Make the file itself, so that two windows cannot both make it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StoreError(
            say("“%1” exists already. Please choose another name; nothing was changed.", path.name)
        ) from None
    except OSError as error:
        raise StoreError(
            say("“%1” could not be made: %2. Please choose another place or name.", path.name, error.strerror)
        ) from error


def application_of(path: Path) -> int:
    """The number in a database file that says whose it is. Raises NotAStoreError for what is no database."""
    connection = connect(path, read_only=True, busy=engine.BUSY_MILLISECONDS)
    try:
        with engine.translated(path):
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    finally:
        connection.close()
