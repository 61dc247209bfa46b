"""Intakes: what was taken in from other desks at once, so that it can be undone at once on this desk.

The steps of others keep their names in the log, which is the same on all desks; that they came here together is known
here alone, and so stands beside the log, in `meta`. Undoing an intake is an ordinary step of this desk: it puts back
what the intake changed, where nobody changed it since, and can be redone and undone again like any other.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from briefing.store import schema, stories
from briefing.store.merging import register_of
from briefing.store.store import Store

_BEGINNING = "taken:"
_KEPT = 100
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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
    for old in _names(store)[_KEPT:]:
        store.connection.execute("DELETE FROM meta WHERE k = ?", (old,))


def undoable(store: Store, number: int) -> tuple[str, str] | None:
    """The name and label of the newest intake that was not undone, if no own step after number `number` came later."""
    for name in _names(store):
        kept = _kept(store, name)
        if kept["own"] < number:
            return None
        if not store.query("SELECT 1 FROM step WHERE target = ? AND kind = 'undo'", (name,)):
            return name, str(kept["label"])
    return None


def is_undone(store: Store, numbers: Collection[int]) -> bool:
    """Whether one of these local steps came in an intake that was undone here, and not redone."""
    stands = stories.standing(store)
    return any(
        not stands(name) and any(begin <= number <= end for number in numbers)
        for name, (begin, end) in ((one, _span(store, one)) for one in (_names(store) if numbers else ()))
    )


def label(store: Store, name: str) -> str:
    """The label of an intake; empty for any other group."""
    return str(_kept(store, name)["label"]) if is_one(name) and _kept(store, name) else ""


def net_changes(store: Store, name: str) -> list[tuple[str, str, str, Any, Any]]:
    """(kind, id, field, value before, value after) of all that an intake changed; `*` for the records it brought."""
    begin, end = _span(store, name)
    sql = "SELECT DISTINCT tbl, row, field FROM change WHERE step BETWEEN ? AND ? ORDER BY n"
    rows = [(str(row[0]), str(row[1]), str(row[2])) for row in store.query(sql, (begin, end))]
    made = {(kind, row) for kind, row, field in rows if field == "*" and not _was_there(store, kind, row, begin)}
    binned = stories.read(store, [row for row in rows if row[2] == "deleted" and row[:2] in made], end + 1)
    gone = {key[:2] for key, story in binned.items() if story.value["deleted"]}
    found: list[tuple[str, str, str, Any, Any]] = [(*place, "*", None, "{}") for place in sorted(made - gone)]
    keys = dict.fromkeys(
        (kind, row, register_of(kind, one)[0])
        for kind, row, field in rows
        if (kind, row) not in made
        for one in ([field] if field != "*" else [spec.name for spec in schema.specs(kind)])
    )
    before, after = stories.read(store, list(keys), begin), stories.read(store, list(keys), end + 1)
    for key, story in after.items():
        old = before[key].value
        found += [(key[0], key[1], field, old[field], new) for field, new in story.value.items() if old[field] != new]
    return found


def went_on_with(store: Store, name: str) -> frozenset[str]:
    """The ids of records that hold something else than after the intake, or to which others were made to refer."""
    _, end = _span(store, name)
    sql = "SELECT DISTINCT tbl, row, field FROM change WHERE step > ? AND field NOT IN ('*', 'deleted')"
    later = [(row[0], row[1], register_of(row[0], row[2])[0]) for row in store.query(sql, (end,))]
    keys = list(dict.fromkeys(later))
    then, today = stories.read(store, keys, end + 1), stories.read(store, keys)
    found = {key[1] for key, story in today.items() if key in then and then[key].value != story.value}
    for kind, row, new in store.query("SELECT tbl, row, new FROM change WHERE step > ? AND field = '*'", (end,)):
        if store.query(f"SELECT 1 FROM {kind} WHERE id = ? AND deleted = ''", (row,)):
            found |= set(_ID.findall(new))
    return frozenset(found)


def _span(store: Store, name: str) -> tuple[int, int]:
    """The local numbers of the first and the last step of an intake; an empty span where it is not known here."""
    end = int(_kept(store, name).get("last", 0))
    return (int(name.rpartition(":")[2]), end) if end else (1, 0)


def _was_there(store: Store, kind: str, row: str, begin: int) -> bool:
    """Whether a record was here before: settings, blocks and notes may be made more than once."""
    sql = "SELECT 1 FROM change WHERE tbl = ? AND row = ? AND field = '*' AND step < ?"
    return bool(store.query(sql, (kind, row, begin)))


def _names(store: Store) -> list[str]:
    """The intakes of this copy, the newest first."""
    begin = f"{_BEGINNING}{store.site}:"
    rows = store.query("SELECT k FROM meta WHERE k >= ? AND k < ? ORDER BY k DESC", (begin, f"{begin};"))
    return [str(row[0]) for row in rows]


def _kept(store: Store, name: str) -> dict[str, Any]:
    rows = store.query("SELECT v FROM meta WHERE k = ?", (name,))
    return dict(json.loads(rows[0][0])) if rows else {}
