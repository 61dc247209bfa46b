"""What SQLite's own checks find wrong in a store. Reads the whole file."""

from briefing.errors import GivenUpError
from briefing.store.engine import sqlite3
from briefing.store.store import Store


def check_integrity(store: Store) -> list[str]:
    """A sentence for each thing that is wrong; empty when all is well. Slow on large stores.

    Raises GivenUpError when the store was told to give up.
    """
    try:
        found = [str(row[0]) for row in _asked(store, "PRAGMA quick_check(20)")]
        found = [] if found == ["ok"] else found
        rows = _asked(store, "PRAGMA foreign_key_check")[:20]
        found += [f"{row[0]}: row {row[1]} points to a missing {row[2]}" for row in rows]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return found or _check_search(store)


def _asked(store: Store, sql: str) -> list[sqlite3.Row]:
    try:
        return list(store.connection.execute(sql).fetchall())
    except sqlite3.OperationalError as error:
        if _code(error) == sqlite3.SQLITE_INTERRUPT:
            raise GivenUpError("The check was given up.") from error
        raise


def _check_search(store: Store) -> list[str]:
    """Compare the search index with the texts it was made from, where the store can be written."""
    if store.read_only:
        return []
    try:
        store.connection.execute("INSERT INTO doc_ft(doc_ft, rank) VALUES('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if _code(error) != sqlite3.SQLITE_CORRUPT:
            return []  # locked or full: nothing was found out
        return ["the search index does not match the records"]
    return []


def _code(error: Exception) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
