"""What the records held at an earlier step, read from the change log, and which version of a brief went out before.

Net: a field that was changed and changed back is as it was, and an undo counts as what it did. Table names are
unqualified, so that what lies above a ceiling (`withheld.py`) is not here either. Refuses to: say what a reader should
know.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from briefing.model import Brief, Record
from briefing.store import records, schema
from briefing.store.store import Store

R = TypeVar("R", bound=Record)
_ALWAYS = ("*", "deleted", "marking")


@dataclass(frozen=True)
class Past:
    """The records as they were at a step.

    `made` are the ids of those made since; `before` holds, by id and field, the value then where it is another one now.
    """

    made: frozenset[str] = frozenset()
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def held(self, record: Record, name: str) -> Any:
        """The value of a field at the step; references are ids, empty for none."""
        value = self.before.get(record.id, {}).get(name, getattr(record, name))
        return "" if value is None else value

    def differs(self, record: Record, name: str) -> bool:
        """Whether a record that was there at the step holds something else now."""
        return record.id not in self.made and name in self.before.get(record.id, {})

    def lived(self, record: Record) -> bool:
        """Whether a record was there at the step, and not in the bin."""
        return record.id not in self.made and not self.held(record, "deleted")


def past(store: Store, step: int, watched: Mapping[str, Collection[str]]) -> Past:
    """The records of the kinds that are `watched` (with the fields that count) as they were at the end of a step."""
    names = sorted({*_ALWAYS, *(name for group in watched.values() for name in group)})
    rows = store.each(
        "SELECT row, field, old, CASE WHEN field = '*' THEN NULL ELSE new END AS new FROM change WHERE step > ?"
        " AND tbl IN (SELECT value FROM json_each(?)) AND field IN (SELECT value FROM json_each(?)) ORDER BY n",
        (step, json.dumps(sorted(watched)), json.dumps(names)),
    )
    made: set[str] = set()
    net: dict[tuple[str, str], list[Any]] = {}
    for record_id, name, old, new in rows:
        if name == "*":
            made.add(record_id)
        else:
            net.setdefault((record_id, name), [old, new])[1] = new
    before: dict[str, dict[str, Any]] = {}
    for (record_id, name), (old, new) in net.items():
        if (old or "") != (new or ""):
            before.setdefault(record_id, {})[name] = old
    return Past(frozenset(made), before)


def belonging(store: Store, cls: type[R], name: str, parents: Sequence[str]) -> list[R]:
    """The records of a kind whose reference `name` points to one of `parents`, those in the bin among them."""
    target = next(spec.target for spec in schema.specs(cls.KIND) if spec.name == name)
    test = f't."{name}" IN (SELECT n FROM {target} WHERE id IN (SELECT value FROM json_each(?)))'
    return records.select(store, cls, test, (json.dumps(list(parents)),))


def earlier_version(store: Store, brief: Brief) -> str:
    """The id of the version that went out before this issue of a brief; empty where there is none.

    The newest one of its series, else the newest one that went to the same audience; versions of this very issue
    (same brief, same number) are not earlier ones.
    """
    for name, wanted in (("series", brief.series), ("audience", brief.audience)):
        rows = store.query(
            "SELECT v.id FROM brief_version v JOIN brief b ON b.n = v.brief LEFT JOIN step s ON s.id = v.step"
            f" WHERE v.deleted = '' AND b.deleted = '' AND trim(b.{name}) = trim(:wanted) COLLATE NOCASE"
            " AND NOT (b.id = :brief AND v.series_no IS :number) ORDER BY coalesce(s.n, 0) DESC, v.n DESC LIMIT 1",
            {"wanted": wanted, "brief": brief.id, "number": brief.series_no},
        )
        if rows and wanted.strip():
            return str(rows[0][0])
    return ""


def step_named(store: Store, step: str) -> int:
    """The number of the step with this id; 0 where there is none."""
    return next((int(row[0]) for row in store.query("SELECT n FROM step WHERE id = ?", (step,))), 0)


def last_step_before(store: Store, day: str) -> int:
    """The number of the last step that was taken before a day (ISO); 0 where there is none."""
    return int(store.query("SELECT coalesce(max(n), 0) FROM step WHERE at < ?", (day,))[0][0])


def day_of(store: Store, number: int) -> str:
    """The day (ISO, UTC) on which a step was taken; empty where there is none."""
    return next((str(row[0])[:10] for row in store.query("SELECT at FROM step WHERE n = ?", (number,))), "")


def kept_bytes(store: Store, sha256: str) -> bytes | None:
    """The bytes that are archived under a hash; None where there are none, or others."""
    rows = store.query("SELECT data FROM source_file WHERE sha256 = ?", (sha256,))
    data = bytes(rows[0][0]) if rows else b""
    return data if rows and hashlib.sha256(data).hexdigest() == sha256 else None
