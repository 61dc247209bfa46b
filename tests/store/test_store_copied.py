"""A store in memory is a copy of an empty one: it is what would have been made."""

from __future__ import annotations

from typing import Any

from briefing.store import engine, schema
from briefing.store.store import MEMORY

PRAGMAS = ("application_id", "user_version", "encoding", "foreign_keys", "recursive_triggers", "page_size")


def whole(connection: engine.Connection) -> list[tuple[Any, ...]]:
    """How everything is declared, and all rows of all tables."""
    declared = [tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")]
    assert len(declared) > 100
    for kind, name, _sql in list(declared):
        if kind == "table":
            declared += [(name, *row) for row in connection.execute(f'SELECT * FROM "{name}"')]
    return declared


def test_a_copied_store_is_the_one_that_would_be_made() -> None:
    made, copied = engine.connect(MEMORY, mode="rw"), engine.connect(MEMORY, mode="rw")
    schema.migrate(made)
    schema.make_in_memory(copied)
    for connection in (made, copied):
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ''")
    assert whole(copied) == whole(made)
    for name in PRAGMAS:
        assert tuple(copied.execute(f"PRAGMA {name}").fetchone()) == tuple(made.execute(f"PRAGMA {name}").fetchone())
    made.close()
    copied.close()
