"""The change log around records: what belongs to a record and came or went, and everything that was done, in blocks.

The parts of a record are the rows that say what it is linked to, named, told by or made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from briefing.fieldspec import FieldType
from briefing.model import KINDS, MAIN_KINDS, Link, Record
from briefing.store import records, schema
from briefing.store.history import LogEntry, entries_of
from briefing.store.store import Store

_PARTS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "issue": (("link", "issue"),),
        "actor": (
            ("alias", "actor"),
            ("membership", "person"),
            ("actor_relation", "from_actor"),
            ("actor_relation", "to_actor"),
            ("participant", "actor"),
        ),
        "event": (("participant", "event"),),
        "fact": (("derivation", "fact"),),
    }
)
_OWNER: Mapping[str, str] = MappingProxyType(
    {
        "link": "issue",
        "alias": "actor",
        "membership": "person",
        "actor_relation": "from_actor",
        "participant": "event",
        "derivation": "fact",
        "source_version": "source",
        "rejection": "source",
        "brief_block": "brief",
        "brief_version": "brief",
        "waiver": "brief",
        "decision": "brief",
    }
)
_LOOKED_AT = 200
"""Parts of a step that are asked for their record; a step that touched so many and none of a record is about none."""
PART_KINDS = frozenset({"link", "alias", "membership", "actor_relation", "participant", "derivation", "citation"})
"""The kinds of rows that belong to a record and can be put back in its history."""


@dataclass(frozen=True)
class Deed:
    """One entry of the log: who did what, when, to which record. `undone` says that it was taken back since."""

    number: int
    at: str
    user: str
    label: str
    kind: str
    undone: bool
    record_kind: str
    record_id: str
    title: str


def record_history(store: Store, kind: str, record_id: str) -> list[LogEntry]:
    """The entries of the log that changed this record or one of its parts, newest first."""
    mine = ["SELECT :kind AS tbl, :id AS row"]
    for table, field in _PARTS.get(kind, ()):
        mine.append(f"SELECT '{table}', id FROM {table} WHERE {field} = (SELECT n FROM {kind} WHERE id = :id)")
    mine += [
        "SELECT 'link', id FROM link WHERE target = :id",
        "SELECT 'citation', id FROM citation WHERE record = :id",
    ]
    rows = store.query(
        "SELECT s.grp, s.at, s.user, s.label, s.kind, c.tbl, c.row, c.field, c.old, c.new"
        f" FROM ({' UNION '.join(mine)}) m CROSS JOIN change c ON c.tbl = m.tbl AND c.row = m.row"
        " JOIN step s ON s.n = c.step ORDER BY c.n",
        {"kind": kind, "id": record_id},
    )
    return entries_of(rows)


def deeds(store: Store, before: int = 0, limit: int = 100) -> list[Deed]:
    """A block of the log, newest first: the entries below step `before` (0: from the newest)."""
    rows = store.query(
        "SELECT s.n, s.at, s.user, s.label, s.kind, s.grp FROM step s WHERE (:before = 0 OR s.n < :before)"
        " AND NOT EXISTS (SELECT 1 FROM step l WHERE l.grp = s.grp AND l.grp <> l.id AND l.n > s.n)"
        " ORDER BY s.n DESC LIMIT :limit",
        {"before": before, "limit": limit},
    )
    found = {row["n"]: record_of(store, row["n"]) for row in rows}
    titles = records.titles(store, [place for place in found.values() if place[1]])
    return [
        Deed(
            row["n"],
            row["at"],
            row["user"],
            row["label"],
            row["kind"],
            row["kind"] != "undo" and _undone(store, row["grp"]),
            *found[row["n"]],
            titles.get(found[row["n"]][1], ""),
        )
        for row in rows
    ]


class Fate(StrEnum):
    """What became of a record since some step; the value is what people read."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"


def fate(store: Store, kind: str, record_id: str, since: int) -> Fate:
    """What became of a record since a step."""
    gone = store.query(f"SELECT 1 FROM {KINDS[kind].KIND} WHERE id = ? AND deleted <> ''", (record_id,))
    if gone:
        return Fate.DELETED
    made = store.query(
        "SELECT 1 FROM change WHERE tbl = ? AND row = ? AND field = '*' AND step > ?", (kind, record_id, since)
    )
    return Fate.NEW if made else Fate.CHANGED


def _undone(store: Store, group: str) -> bool:
    """Whether an entry was undone, and not redone since."""
    undone = False
    while rows := store.query("SELECT grp FROM step WHERE target = ? ORDER BY n DESC LIMIT 1", (group,)):
        undone, group = not undone, rows[0][0]
    return undone


def record_of(store: Store, number: int) -> tuple[str, str]:
    """(kind, id) of the record that a step was about: the first one itself, else the one whose part was changed."""
    marks = ", ".join("?" * len(MAIN_KINDS))
    first = f"SELECT tbl, row FROM change WHERE step = ? AND tbl IN ({marks}) ORDER BY n LIMIT 1"
    if main := store.query(first, (number, *MAIN_KINDS)):
        return main[0][0], main[0][1]
    for table, one in store.query(
        "SELECT tbl, row FROM change WHERE step = ? ORDER BY n LIMIT ?", (number, _LOOKED_AT)
    ):
        found = owner(records.get(store, KINDS[table], one))
        if found[1]:
            return found
    return "", ""


def owner(part: Record) -> tuple[str, str]:
    """(kind, id) of the record to which a part belongs; empty where it is none."""
    if part.KIND in _OWNER:
        spec = next(spec for spec in schema.specs(part.KIND) if spec.name == _OWNER[part.KIND])
        return spec.target, str(getattr(part, spec.name))
    if hasattr(part, "record_kind"):
        return str(part.record_kind), str(part.record)  # type: ignore[attr-defined]
    return "", ""


def ends(part: Record) -> frozenset[tuple[str, str]]:
    """(kind, id) of every record that a part joins."""
    found: set[tuple[str, Any]] = {owner(part)}
    found |= {(spec.target, getattr(part, spec.name)) for spec in schema.specs(part.KIND) if spec.type is FieldType.REF}
    if isinstance(part, Link):
        found.add((part.target_kind, part.target))
    return frozenset((kind, str(one)) for kind, one in found if one and kind)


def parts_of(store: Store, kind: str, record_id: str) -> list[Record]:
    """The living parts of a record, in the order in which they were made, kind by kind."""
    found: dict[str, Record] = {}
    tests = [(table, field, record_id) for table, field in _PARTS.get(kind, ())]
    tests += [("link", "target", record_id), ("citation", "record", record_id)]
    for table, field, one in tests:
        found |= {part.id: part for part in records.children(store, KINDS[table], field, one)}
    return list(found.values())


def same_part(store: Store, part: Record) -> bool:
    """Whether a living row says the same as this one, which is in the bin."""
    names = [spec.name for spec in schema.specs(part.KIND) if spec.name not in ("deleted", "marking")]
    living = records.children(store, type(part), _OWNER.get(part.KIND, "record"), owner(part)[1])
    return any(all(getattr(row, name) == getattr(part, name) for name in names) for row in living)
