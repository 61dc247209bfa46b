"""Where steps come from that are taken in, and what they bring: read while they stand in the store, for the preview."""

from dataclasses import dataclass
from typing import Any

from briefing.store import schema
from briefing.store.store import Store

_EMPTY = frozenset({"", "0", "None", "False"})


@dataclass(frozen=True)
class Origin:
    """Who made the steps, from when to when (UTC; empty where there are none)."""

    users: tuple[str, ...] = ()
    first: str = ""
    last: str = ""


NOWHERE = Origin()


def origin(store: Store, first: int) -> Origin:
    """Where the steps come from that stand in the log from local number `first` on."""
    rows = store.query(
        "SELECT user, min(at), max(at) FROM step WHERE n >= ? AND site <> ? AND kind <> 'system'"
        " GROUP BY user ORDER BY min(n)",
        (first, store.site),
    )
    if not rows:
        return Origin()
    times = (min(str(row[1]) for row in rows), max(str(row[2]) for row in rows))
    return Origin(tuple(str(row[0]) for row in rows), *times)


def values(store: Store, kind: str, record_id: str) -> tuple[tuple[str, Any], ...]:
    """What a record holds, by the names of its fields; those that hold nothing are left out."""
    names = tuple(spec.name for spec in schema.specs(kind))
    rows = store.query(f"SELECT {schema.logged_list(kind, names)} FROM {kind} t WHERE t.id = ?", (record_id,))
    return tuple((name, row[name]) for row in rows for name in names if str(row[name]) not in _EMPTY)
