"""The change log as people use it: undo, redo, the history of a field, the list of steps, what changed since.

A group of steps (all autosaves of one field while it had the focus) is one entry: old is its first old, new
its last new. Undo and redo are new steps that put values back only where nobody changed them since.
"""

import json
from dataclasses import dataclass
from typing import Any

from briefing.store.steps import UNDONE, Change
from briefing.store.store import Store

_LAST_UNDOABLE = (
    "SELECT s.grp, s.label, s.target FROM step s WHERE s.site = :site AND s.kind IN ('edit', 'redo', 'resolve')"
    " AND NOT EXISTS (SELECT 1 FROM step u WHERE u.kind = 'undo' AND u.target = s.grp) ORDER BY s.sn DESC LIMIT 1"
)
_LAST_REDOABLE = (
    "SELECT s.grp, s.label, s.target FROM step s WHERE s.site = :site AND s.kind = 'undo'"
    " AND NOT EXISTS (SELECT 1 FROM step u WHERE u.kind = 'redo' AND u.target = s.grp)"
    " AND s.sn > coalesce((SELECT max(sn) FROM step WHERE site = :site AND kind IN ('edit', 'resolve')), 0)"
    " ORDER BY s.sn DESC LIMIT 1"
)


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did. `skipped` names fields that somebody changed since and that were left alone."""

    label: str
    change: Change
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class FieldEntry:
    """One change of one field: when (UTC), by whom, from what to what; `group` names it for "put this back"."""

    at: str
    user: str
    old: Any
    new: Any
    group: str
    label: str


@dataclass(frozen=True)
class LogEntry:
    """One entry of the log: a group of steps, with the net change of each field."""

    group: str
    at: str
    user: str
    label: str
    kind: str
    changes: tuple[tuple[str, str, str, Any, Any], ...]


def undo_label(store: Store) -> str:
    """The label of the step that undo would take back; empty where there is none."""
    return _label(store, _LAST_UNDOABLE)


def redo_label(store: Store) -> str:
    """The label of the step that redo would bring back; empty where there is none."""
    return _label(store, _LAST_REDOABLE)


def _label(store: Store, sql: str) -> str:
    return next((str(row[1]) for row in store.query(sql, {"site": store.site})), "")


def undo(store: Store, user: str) -> Undone | None:
    """Take back the last entry made on this copy of the store; None where there is none."""
    return _turn_back(store, user, _LAST_UNDOABLE, "undo")


def redo(store: Store, user: str) -> Undone | None:
    """Bring back what the last undo took; None where there is none, or where an edit came after it."""
    return _turn_back(store, user, _LAST_REDOABLE, "redo")


def _turn_back(store: Store, user: str, sql: str, kind: str) -> Undone | None:
    rows = store.query(sql, {"site": store.site})
    if not rows:
        return None
    group, label = str(rows[0][0]), str(rows[0][1])
    skipped: list[str] = []
    with store.step(label, user, kind=kind, target=group) as step:
        for table, record_id, name, old, new in reversed(net_changes(store, group)):
            if name == "*":
                done = step.restore_value(table, record_id, "deleted", UNDONE, "")
            else:
                done = step.restore_value(table, record_id, name, old, new)
            if not done:
                skipped.append(f"{table} {name}")
        touched = frozenset(step.touched)
    change = Change(frozenset(k for k, _ in touched), frozenset(i for _, i in touched))
    return Undone(label, change, tuple(skipped))


def net_changes(store: Store, group: str) -> list[tuple[str, str, str, Any, Any]]:
    """(table, id, field, first old, last new) for each field that the group changed, in order of first change."""
    rows = store.query(
        "SELECT c.tbl, c.row, c.field, c.old, c.new FROM change c JOIN step s ON s.n = c.step"
        " WHERE s.id = :group OR (s.grp = :group AND s.grp <> s.id) ORDER BY c.n",
        {"group": group},
    )
    return _net(rows)


def _net(rows: list[Any]) -> list[tuple[str, str, str, Any, Any]]:
    net: dict[tuple[str, str, str], list[Any]] = {}
    for table, record_id, name, old, new in (tuple(row) for row in rows):
        net.setdefault((table, record_id, name), [old, new])[1] = new
    return [(*key, old, new) for key, (old, new) in net.items() if key[2] == "*" or old != new]


def field_history(store: Store, kind: str, record_id: str, name: str) -> list[FieldEntry]:
    """The changes of one field, newest first; the first entry of a record is its creation."""
    rows = store.query(
        "SELECT s.at, s.user, c.field, c.old, c.new, s.grp, s.label FROM change c JOIN step s ON s.n = c.step"
        " WHERE c.tbl = ? AND c.row = ? AND c.field IN (?, '*') ORDER BY c.n",
        (kind, record_id, name),
    )
    entries: dict[str, FieldEntry] = {}
    for at, user, field, old, new, group, label in (tuple(row) for row in rows):
        value = json.loads(new).get(name) if field == "*" else new
        first = entries[group].old if group in entries else (None if field == "*" else old)
        entries[group] = FieldEntry(at, user, first, value, group, label)
    return [entry for entry in reversed(entries.values()) if entry.old is None or entry.old != entry.new]


def first_values(store: Store, kind: str, record_id: str) -> dict[str, Any]:
    """The values with which a record was made; empty where the log does not say."""
    rows = store.query("SELECT new FROM change WHERE tbl = ? AND row = ? AND field = '*'", (kind, record_id))
    return dict(json.loads(rows[0][0])) if rows else {}


def changed_with(store: Store, kind: str, record_id: str, name: str, beside: str) -> str | None:
    """The label of the step that changed a field last, if that step changed `beside` or made the record too.

    Empty where it changed the field without `beside`; None where the field is as it was made.
    """
    rows = store.query(
        "SELECT s.label, EXISTS(SELECT 1 FROM change o WHERE o.step = c.step AND o.tbl = c.tbl AND o.row = c.row"
        " AND o.field IN (?, '*')) FROM change c JOIN step s ON s.n = c.step"
        " WHERE c.tbl = ? AND c.row = ? AND c.field = ? ORDER BY c.n DESC LIMIT 1",
        (beside, kind, record_id, name),
    )
    if not rows:
        return None
    return str(rows[0][0]) if rows[0][1] else ""


def entries_of(rows: list[Any]) -> list[LogEntry]:
    """Rows of (group, at, user, label, kind, table, id, field, old, new), oldest first, as entries, newest first."""
    heads: dict[str, tuple[str, str, str, str]] = {}
    changes: dict[str, list[Any]] = {}
    for group, at, user, label, kind_of_step, *change in (tuple(row) for row in rows):
        heads[group] = (at, user, label, kind_of_step)
        changes.setdefault(group, []).append(change)
    entries = [LogEntry(g, head[0], head[1], head[2], head[3], tuple(_net(changes[g]))) for g, head in heads.items()]
    return [entry for entry in reversed(entries) if entry.changes]


def log(store: Store, limit: int = 200) -> list[LogEntry]:
    """The newest entries of the change log, newest first."""
    groups = store.query(
        "SELECT grp, max(n) FROM step GROUP BY grp ORDER BY max(n) DESC LIMIT ?",
        (limit,),
    )
    entries = []
    for group, last in (tuple(row) for row in groups):
        at, user, label, kind = tuple(store.query("SELECT at, user, label, kind FROM step WHERE n = ?", (last,))[0])
        entries.append(LogEntry(group, at, user, label, kind, tuple(net_changes(store, group))))
    return entries


def step_number(store: Store) -> int:
    """The number of the last step."""
    return int(store.query("SELECT coalesce(max(n), 0) FROM step")[0][0])


def changes_since(store: Store, number: int) -> list[tuple[str, str, str, Any, Any]]:
    """The net change of every field since step `number`: (table, id, field, first old, last new)."""
    rows = store.query(
        "SELECT tbl, row, field, old, new FROM change WHERE step > ? ORDER BY n",
        (number,),
    )
    return _net(rows)
