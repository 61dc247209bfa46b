"""Reading records: rows → the frozen nouns of `model.py`, singly, by kind, and as ids for long lists."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from briefing.errors import NotFoundError
from briefing.fieldspec import FieldType
from briefing.model import KINDS, Record
from briefing.store import schema
from briefing.store.store import Store
from briefing.wording import named, say

R = TypeVar("R", bound=Record)
_CHUNK = 400  # parameters a statement; SQLite allows more, this keeps the statement cache small
_BINNED = "t.deleted NOT IN ('', 'undone')"

ORDERS: Mapping[str, str] = {
    "issue": (
        "CASE t.priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END,"
        " coalesce(t.deadline_latest, '9999'), t.n"
    ),
    "event": "coalesce(t.date_latest, t.date_earliest, '9999'), coalesce(t.date_earliest, ''), t.n",
    "actor": "coalesce(nullif(t.sort_name, ''), t.name) COLLATE NOCASE, t.n",
    "quote": "t.date_latest DESC, t.source_version, t.start, t.n",
    "source": "coalesce(t.issued_latest, '0000') DESC, t.n DESC",
    "brief": "t.n DESC",
    "fact": "t.n",
    "position": "t.issue, t.n",
    "template": "t.id",  # of two of one name, the same one is used on every desk
    "profile": "t.id",
}
"""How the kinds are listed: issues by priority and deadline, events and sources by date, actors by name."""

_CHANGED = "(SELECT max(c.step) FROM change c WHERE c.tbl = '{0}' AND c.row = t.id) DESC, t.n DESC"
_NAME = "(SELECT coalesce(nullif(a.sort_name, ''), a.name) FROM actor a WHERE a.n = t.{0}) COLLATE NOCASE NULLS LAST"
SORTS: Mapping[str, Mapping[str, str]] = {
    "issue": {
        "deadline": f"coalesce(t.deadline_latest, '9999'), {ORDERS['issue']}",
        "title": "t.title COLLATE NOCASE, t.n",
        "changed": _CHANGED.format("issue"),
    },
    "event": {
        "newest": "coalesce(t.date_latest, t.date_earliest, '') DESC, coalesce(t.date_earliest, '') DESC, t.n DESC",
        "title": "t.title COLLATE NOCASE, t.n",
        "changed": _CHANGED.format("event"),
    },
    "actor": {"kind": f"t.kind, {ORDERS['actor']}", "changed": _CHANGED.format("actor")},
    "quote": {
        "oldest": "coalesce(t.date_latest, '9999'), t.source_version, t.start, t.n",
        "speaker": f"{_NAME.format('speaker')}, {ORDERS['quote']}",
        "added": "t.n DESC",
    },
    "source": {
        "title": "t.title COLLATE NOCASE, t.n",
        "grade": f"t.reliability, {ORDERS['source']}",
        "added": "t.n DESC",
    },
    "fact": {
        "title": "t.label COLLATE NOCASE, t.n",
        "newest": "coalesce(t.as_at_latest, '') DESC, t.n DESC",
        "changed": _CHANGED.format("fact"),
    },
    "position": {
        "actor": f"{_NAME.format('actor')}, {ORDERS['position']}",
        "stance": f"t.stance, {ORDERS['position']}",
        "changed": _CHANGED.format("position"),
    },
}
"""Other orders in which a kind can be listed, by the names under which they are asked for."""


def _record(cls: type[R], row: Any) -> R:
    values: dict[str, Any] = {"id": row["id"]}
    for spec in schema.specs(cls.KIND):
        value = row[spec.name]
        if spec.type is FieldType.CHOICE and spec.choices is not None:
            value = spec.choices(value)
        elif spec.type is FieldType.FLAG:
            value = bool(value)
        values[spec.name] = value
    return cls(**values)


def get(store: Store, cls: type[R], record_id: str) -> R:
    """The record of kind `cls` with this id, also out of the bin. Raises NotFoundError."""
    found = select(store, cls, "t.id = ?", (record_id,))
    if not found:
        raise NotFoundError(say("There is no %1 with the id %2.", named(cls.LABEL), record_id))
    return found[0]


def kinds_of(store: Store, wanted: Collection[str]) -> dict[str, str]:
    """The kind of each of these ids that some record has, in the bin or not."""
    asked = json.dumps(list(wanted))
    found: dict[str, str] = {}
    for kind in KINDS:
        rows = store.query(f"SELECT id FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (asked,))
        found |= {str(row[0]): kind for row in rows}
    return found


def kind_of(store: Store, record_id: str) -> str:
    """The kind of the record with this id. Raises NotFoundError."""
    for kind in KINDS:
        if store.query(f"SELECT 1 FROM {kind} WHERE id = ?", (record_id,)):
            return kind
    raise NotFoundError(say("There is no record with the id %1.", record_id))


def every(store: Store, cls: type[R], *, deleted: bool = False) -> list[R]:
    """All records of a kind in their usual order; with `deleted`, those in the bin instead."""
    test = _BINNED if deleted else "t.deleted = ''"
    return select(store, cls, test)


def held(store: Store, cls: type[R], wanted: Collection[str]) -> list[R]:
    """Those of the `wanted` ids that are records of a kind, in the bin or taken back or not."""
    return select(store, cls, "t.id IN (SELECT value FROM json_each(?))", (json.dumps(list(wanted)),))


def among(store: Store, cls: type[R], wanted: Collection[str]) -> list[R]:
    """Those of the `wanted` ids that are records of a kind and not in the bin, in their usual order."""
    test = "t.deleted = '' AND t.id IN (SELECT value FROM json_each(?))"
    return select(store, cls, test, (json.dumps(list(wanted)),))


def having(store: Store, cls: type[R], field: str, values: Collection[str]) -> list[R]:
    """The living records of kind `cls` whose text `field` is one of `values`, in the usual order; none for no value."""
    test = f"t.deleted = '' AND t.\"{field}\" <> '' AND t.\"{field}\" IN (SELECT value FROM json_each(?))"
    return select(store, cls, test, (json.dumps(list(values)),)) if values else []


def select(store: Store, cls: type[R], where: str, parameters: Sequence[Any] = ()) -> list[R]:
    """The records for which the SQL condition `where` (over table `t`) holds, in their usual order."""
    order = ORDERS.get(cls.KIND, "t.n")
    rows = store.query(
        f"SELECT {schema.select_list(cls.KIND)} FROM {cls.KIND} t WHERE {where} ORDER BY {order}",
        parameters,
    )
    return [_record(cls, row) for row in rows]


def ids(store: Store, kind: str, order: str = "", *, deleted: bool = False) -> list[str]:
    """The ids of all records of `kind`, in one of its `SORTS` or the usual order; with `deleted`, those in the bin."""
    by = SORTS.get(kind, {}).get(order) or ORDERS.get(kind, "t.n")
    test = _BINNED if deleted else "t.deleted = ''"
    return [row[0] for row in store.each(f"SELECT t.id FROM {kind} t WHERE {test} ORDER BY {by}")]


def several(store: Store, cls: type[R], wanted: Sequence[str]) -> list[R]:
    """The records with these ids, in the order given; ids that do not exist are left out."""
    found: dict[str, R] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        found |= {record.id: record for record in select(store, cls, f"t.id IN ({marks})", part)}
    return [found[one] for one in wanted if one in found]


def children(store: Store, cls: type[R], field: str, parent: str) -> list[R]:
    """The living records of kind `cls` whose reference `field` points to `parent`."""
    spec = next(spec for spec in schema.specs(cls.KIND) if spec.name == field)
    test = f't."{field}" = (SELECT n FROM {spec.target} WHERE id = ?)' if spec.target else f't."{field}" = ?'
    return select(store, cls, f"t.deleted = '' AND {test}", (parent,))


def titles(store: Store, wanted: Iterable[tuple[str, str]], *, living: bool = False) -> dict[str, str]:
    """The titles of records by id, for (kind, id) pairs; on demand only of those that are not in the bin."""
    only = " AND deleted = ''" if living else ""
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in wanted:
        by_kind.setdefault(kind, []).append(record_id)
    found: dict[str, str] = {}
    for kind, group in by_kind.items():
        title = KINDS[kind].TITLE
        for start in range(0, len(group), _CHUNK):
            part = group[start : start + _CHUNK]
            marks = ", ".join("?" * len(part))
            rows = store.query(f'SELECT id, "{title}" FROM {kind} WHERE id IN ({marks}){only}', part)
            found |= {row[0]: str(row[1]) for row in rows}
    return found


def count(store: Store, kind: str, where: str = "1", parameters: Sequence[Any] = ()) -> int:
    """How many living records of `kind` meet the SQL condition `where` over table `t`."""
    return int(
        store.query(
            f"SELECT count(*) FROM {kind} t WHERE t.deleted = '' AND {where}",
            parameters,
        )[0][0]
    )


@dataclass(frozen=True)
class Stamp:
    """Who touched a record, and when (UTC, ISO 8601)."""

    at: str
    user: str


def last_touched(store: Store, wanted: Sequence[str]) -> dict[str, Stamp]:
    """For each id the last step that changed the record."""
    found: dict[str, Stamp] = {}
    for record_id in wanted:
        rows = store.query(
            "SELECT s.at, s.user FROM step s WHERE s.n ="
            " (SELECT max(c.step) FROM change c WHERE c.row = ? AND c.tbl IN (SELECT value FROM json_each(?)))",
            (record_id, _KIND_LIST),
        )
        if rows:
            found[record_id] = Stamp(rows[0][0], rows[0][1])
    return found


_KIND_LIST = "[" + ", ".join(f'"{kind}"' for kind in KINDS) + "]"


def setting(store: Store, name: str) -> str:
    """The value of a setting of the store; empty where it was never set."""
    return _setting(store, name, "value")


def setting_id(store: Store, name: str) -> str:
    """The id of the record that holds a setting; empty where there is none."""
    return _setting(store, name, "id")


def _setting(store: Store, name: str, column: str) -> str:
    # by id: where two copies made one each, both read the same one
    sql = f"SELECT {column} FROM setting WHERE name = ? AND deleted = '' ORDER BY id LIMIT 1"
    return next((str(row[0]) for row in store.query(sql, (name,))), "")
