"""Intakes: what was taken in from other desks at once, so that it can be undone at once on this desk.

The steps of others keep their names in the log, which is the same on all desks; that they came here together is known
here alone, and so stands beside the log, in `meta`. Undoing an intake is an ordinary step of this desk: it puts back
what the intake changed, where nobody changed it since, and can be redone and undone again like any other.
"""

import json
from typing import Any

from briefing.model import KINDS
from briefing.store import schema, stories
from briefing.store.merging import register_of
from briefing.store.store import Store

_BEGINNING = "taken:"
_KEPT = 100
LABEL = "take in changes"


def name_of(store: Store, first: int) -> str:
    """The name of the intake whose first step has this local number."""
    return f"{_BEGINNING}{store.site}:{first:012d}"


def is_one(group: str) -> bool:
    """Whether a group is an intake; on other desks undone ones are known by that alone."""
    return group.startswith(_BEGINNING)


def remember(store: Store, name: str, last: int, own: int) -> None:
    """Keep an intake for undo: its last local step, and the number of our own newest step. Inside a transaction."""
    value = json.dumps({"last": last, "own": own, "label": LABEL})
    store.connection.execute("INSERT INTO meta VALUES(?, ?)", (name, value))
    for old, _ in _all(store)[_KEPT:]:
        store.connection.execute("DELETE FROM meta WHERE k = ?", (old,))


def undoable(store: Store, number: int) -> tuple[str, str] | None:
    """The name and label of the newest intake that was not undone, if no own step after number `number` came later."""
    for name, kept in _all(store):
        if kept["own"] < number:
            return None
        if not store.query("SELECT 1 FROM step WHERE target = ? AND kind = 'undo'", (name,)):
            return name, str(kept["label"])
    return None


def label(store: Store, name: str) -> str:
    """The label of an intake; empty for any other group."""
    return str(_kept(store, name)["label"]) if is_one(name) and _kept(store, name) else ""


def last(store: Store, name: str) -> int:
    """The local number of the last step of an intake; 0 where it is not known here."""
    return int(_kept(store, name).get("last", 0))


def net_changes(store: Store, name: str) -> list[tuple[str, str, str, Any, Any]]:
    """(kind, id, field, value before, value after) of all that an intake changed; `*` for the records it brought."""
    end = last(store, name)
    if not end:
        return []
    begin = int(name.rpartition(":")[2])
    rows = store.query(
        "SELECT DISTINCT tbl, row, field FROM change WHERE step BETWEEN ? AND ? ORDER BY n", (begin, end)
    )
    made = {(row[0], row[1]) for row in rows if row[2] == "*" and not _was_there(store, row[0], row[1], begin)}
    found = [(*place, "*", None, _as_brought(store, *place, end)) for place in made if _lives(store, *place, end)]
    keys = list(
        dict.fromkeys(
            (kind, row, register_of(kind, one)[0])
            for kind, row, name_ in rows
            if (kind, row) not in made
            for one in ([name_] if name_ != "*" else [spec.name for spec in schema.specs(kind)])
        )
    )
    before, after = stories.read(store, keys, begin), stories.read(store, keys, end + 1)
    for key, story in after.items():
        old = before[key].value
        found += [(key[0], key[1], field, old[field], new) for field, new in story.value.items() if old[field] != new]
    return found


def _was_there(store: Store, kind: str, row: str, begin: int) -> bool:
    sql = "SELECT 1 FROM change WHERE tbl = ? AND row = ? AND field = '*' AND step < ?"
    return bool(store.query(sql, (kind, row, begin)))


def _values(store: Store, kind: str, row: str, end: int) -> dict[str, Any]:
    keys = list(dict.fromkeys((kind, row, register_of(kind, spec.name)[0]) for spec in schema.specs(kind)))
    return {name: value for story in stories.read(store, keys, end + 1).values() for name, value in story.value.items()}


def _as_brought(store: Store, kind: str, row: str, end: int) -> str:
    return json.dumps(_values(store, kind, row, end), ensure_ascii=False)


def _lives(store: Store, kind: str, row: str, end: int) -> bool:
    found = stories.read(store, [(KINDS[kind].KIND, row, "deleted")], end + 1)
    return all(story.value["deleted"] == "" for story in found.values())


def _all(store: Store) -> list[tuple[str, dict[str, Any]]]:
    begin = f"{_BEGINNING}{store.site}:"
    rows = store.query("SELECT k, v FROM meta WHERE k >= ? AND k < ? ORDER BY k DESC", (begin, f"{begin};"))
    return [(str(row[0]), json.loads(row[1])) for row in rows]


def _kept(store: Store, name: str) -> dict[str, Any]:
    rows = store.query("SELECT v FROM meta WHERE k = ?", (name,))
    return dict(json.loads(rows[0][0])) if rows else {}
