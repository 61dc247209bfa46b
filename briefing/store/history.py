"""The change log as people use it: undo, redo, the history of a field, the list of steps, what changed since.

A group of steps (all autosaves of one field while it had the focus) is one entry: old is its first old, new
its last new. Undo and redo are new steps that put values back only where nobody changed them since. A named
entry can be undone out of turn; that is done wholly or not at all, for half of it would be nobody's wish.
An intake of changes of other desks (`intakes.py`) is one entry, too.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from briefing.model import KINDS
from briefing.rules.validation import spec_of
from briefing.store import conflicting, intakes, undoing
from briefing.store.steps import UNDONE, Change, Step
from briefing.store.store import Store
from briefing.store.undoing import Turn

_LAST_UNDOABLE = (
    "SELECT s.grp, s.label, s.sn FROM step s WHERE s.site = :site"
    " AND (s.kind IN ('edit', 'redo') OR (s.kind = 'resolve' AND s.target IS NULL))"
    " AND NOT EXISTS (SELECT 1 FROM step u WHERE u.kind = 'undo' AND u.target = s.grp) ORDER BY s.sn DESC LIMIT 1"
)
_LAST_REDOABLE = (
    "SELECT s.grp, s.label, s.sn FROM step s WHERE s.site = :site AND s.kind = 'undo'"
    " AND NOT EXISTS (SELECT 1 FROM step u WHERE u.kind = 'redo' AND u.target = s.grp)"
    " AND s.sn > coalesce((SELECT max(sn) FROM step WHERE site = :site AND kind IN ('edit', 'resolve')), 0)"
    " ORDER BY s.sn DESC LIMIT 1"
)


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did. `skipped` has the labels of fields that were changed since and left alone.

    `done` is False where a named entry was left as it is, because something of it was changed since.
    """

    label: str
    change: Change
    skipped: tuple[str, ...]
    done: bool = True
    group: str = ""


class _ChangedSinceError(Exception):
    """Ends the step of an undo that must not be done by halves."""


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
    return undoable(store)[1]


def redo_label(store: Store) -> str:
    """The label of the step that redo would bring back; empty where there is none."""
    return redoable(store)[1]


def undoable(store: Store) -> tuple[str, str]:
    """The name and the label of the entry that undo would take back; empty where there is none."""
    group, label, number = _first(store, _LAST_UNDOABLE)
    return intakes.undoable(store, number) or (group, label)


def redoable(store: Store) -> tuple[str, str]:
    """The name and the label of the entry that redo would bring back; empty where there is none."""
    return _first(store, _LAST_REDOABLE)[:2]


def _first(store: Store, sql: str) -> tuple[str, str, int]:
    rows = store.query(sql, {"site": store.site})
    return next(((str(row[0]), str(row[1]), int(row[2])) for row in rows), ("", "", 0))


def undo(store: Store, user: str) -> Undone | None:
    """Take back the last entry made on this copy of the store; None where there is none."""
    group = undoable(store)[0]
    return _turn_back(store, user, group, "undo") if group else None


def undo_entry(store: Store, user: str, group: str) -> Undone | None:
    """Take back the entry named `group`, whatever was done after it; None where that was done already.

    Nothing is changed, and `done` is False, where any field of it was changed since.
    """
    living = _standing(store, group)
    return _turn_back(store, user, living, "undo", whole=True) if living else None


def _standing(store: Store, group: str) -> str:
    """The entry that stands for `group` now: itself, or what brought it back; empty where it is undone."""
    while undone := _target_of(store, group, "undo"):
        group = _target_of(store, undone, "redo")
    return group


def _target_of(store: Store, group: str, kind: str) -> str:
    sql = "SELECT grp FROM step WHERE target = ? AND kind = ? ORDER BY n DESC LIMIT 1"
    return next((str(row[0]) for row in store.query(sql, (group, kind))), "")


def redo(store: Store, user: str) -> Undone | None:
    """Bring back what the last undo took; None where there is none, or where an edit came after it."""
    group = redoable(store)[0]
    return _turn_back(store, user, group, "redo") if group else None


def _turn_back(store: Store, user: str, group: str, kind: str, *, whole: bool = False) -> Undone | None:
    sql = "SELECT label FROM step WHERE grp = ? ORDER BY n DESC LIMIT 1"
    label = intakes.label(store, group) or next((str(row[0]) for row in store.query(sql, (group,))), "")
    changes = [Turn(*change) for change in reversed(net_changes(store, group))]
    if not label:
        return None  # there is no such entry; one that came back to where it began is turned like any other
    skipped: list[str] = []
    try:
        with store.step(label, user, kind=kind, target=group) as step:
            barred = undoing.barred(store, step, group, changes)
            skipped += [_said(turn) for turn in changes if turn in barred or not _turned(step, turn)]
            if skipped and whole:
                raise _ChangedSinceError
            conflicting.turned(store, group)
            touched = frozenset(step.touched)
    except _ChangedSinceError:
        return Undone(label, Change(frozenset(), frozenset()), tuple(dict.fromkeys(skipped)), done=False, group=group)
    change = Change(frozenset(k for k, _ in touched), frozenset(i for _, i in touched))
    return Undone(label, change, tuple(dict.fromkeys(skipped)), group=group)


def _turned(step: Step, turn: Turn) -> bool:
    if turn.name == "*":
        return step.restore_value(turn.table, turn.id, "deleted", UNDONE, "")
    return step.restore_value(turn.table, turn.id, turn.name, turn.old, turn.new)


def _said(turn: Turn) -> str:
    """The label of what was left alone: the field, or the kind where it is the record itself."""
    return KINDS[turn.table].LABEL if turn.name == "*" else spec_of(turn.table, turn.name).label


def net_changes(store: Store, group: str) -> list[tuple[str, str, str, Any, Any]]:
    """(table, id, field, first old, last new) for each field that the group changed, in order of first change."""
    if intakes.is_one(group):
        return intakes.net_changes(store, group)
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


def made_by(store: Store, ids: Collection[str], label: str) -> frozenset[str]:
    """Those of these records that were made by a step with this label, on whatever desk."""
    rows = store.query(
        "SELECT c.row FROM json_each(:ids) j JOIN change c ON c.row = j.value AND c.field = '*'"
        " AND c.tbl IN (SELECT value FROM json_each(:kinds)) JOIN step s ON s.n = c.step WHERE s.label = :label",
        {"ids": json.dumps(list(ids)), "kinds": json.dumps(list(KINDS)), "label": label},
    )
    return frozenset(str(row[0]) for row in rows)


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
