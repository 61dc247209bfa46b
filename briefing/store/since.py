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

from briefing.fieldspec import field_specs
from briefing.model import Brief, BriefBlock, Record
from briefing.store import records, schema, stories
from briefing.store.merging import Story, register_of
from briefing.store.store import Store

R = TypeVar("R", bound=Record)
_ALWAYS = ("*", "deleted", "marking")
_OF_THE_WAY = frozenset({"status", "series_no"})
"""Fields of a brief that say how far it came to its readers, not what it says."""
_UNSEEN = "SELECT n FROM step s WHERE s.sn > coalesce((SELECT value FROM json_each(:known) WHERE key = s.site), 0)"
_UNAWARE = "(site <> :site AND coalesce((SELECT value FROM json_each(seen) WHERE key = :site), 0) < :number)"


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
    """The records of the kinds that are `watched` (with the fields that count) as they were for the author of a step.

    What another desk had done by then and the author had not seen is new, whenever it came here.
    """
    names = sorted({*_ALWAYS, *(name for group in watched.values() for name in group)})
    known = _known_at(store, step)
    rows = store.each(
        "SELECT tbl, row, field, old, CASE WHEN field = '*' THEN NULL ELSE new END AS new FROM change"
        f" WHERE step IN ({_UNSEEN}) AND tbl IN (SELECT value FROM json_each(:kinds))"
        " AND field IN (SELECT value FROM json_each(:names)) ORDER BY n",
        {"known": json.dumps(known), "kinds": json.dumps(sorted(watched)), "names": json.dumps(names)},
    )
    made: set[str] = set()
    net: dict[tuple[str, str, str], list[Any]] = {}
    for kind, record_id, name, old, new in rows:
        if name == "*":
            made.add(record_id)
        else:
            net.setdefault((kind, record_id, name), [old, new])[1] = new
    if _side_by_side(store, step, known):
        net = _as_seen(store, [key for key in net if key[1] not in made], known)
    before: dict[str, dict[str, Any]] = {}
    for (_, record_id, name), (old, new) in net.items():
        if (old or "") != (new or ""):
            before.setdefault(record_id, {})[name] = old
    return Past(frozenset(made), before)


def _known_at(store: Store, step: int) -> dict[str, int]:
    """What the author of a step had seen, the step itself among it: the newest number of each site."""
    for row in store.query("SELECT seen, site, sn FROM step WHERE n = ?", (step,)):
        return {**json.loads(row[0]), str(row[1]): int(row[2])}
    return {}


def _side_by_side(store: Store, step: int, known: Mapping[str, int]) -> bool:
    """Whether desks wrote at the same time about then, so that the log must be asked for each field."""
    sql = f"SELECT 1 FROM step WHERE n IN ({_UNSEEN}) AND (n < :step OR {_UNAWARE}) LIMIT 1"
    rows = store.query("SELECT site, sn FROM step WHERE n = ?", (step,))
    site, number = (rows[0][0], rows[0][1]) if rows else ("", 0)
    values = {"known": json.dumps(dict(known)), "step": step, "site": site, "number": number}
    return bool(store.query(sql, values))


def _as_seen(
    store: Store, keys: Sequence[tuple[str, str, str]], known: Mapping[str, int]
) -> dict[tuple[str, str, str], list[Any]]:
    """(value then, value now) of fields, each of what was known then and of all."""
    places = list(dict.fromkeys((kind, row, register_of(kind, name)[0]) for kind, row, name in keys))
    found = stories.read(store, places)
    net: dict[tuple[str, str, str], list[Any]] = {}
    for kind, row, name in keys:
        story = found[kind, row, register_of(kind, name)[0]]
        then = [write for write in story.writes if write.sn <= known.get(write.site, 0)]
        if then:
            net[kind, row, name] = [Story(then).value[name], story.value[name]]
    return net


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


def unseen_words(store: Store, brief: str, clearance: str) -> list[str]:
    """The blocks of a brief, by name, and its fields that are otherwise than for who noted this clearance.

    On one desk an edit takes the clearances back; another desk may have written meanwhile.
    """
    rows = store.query("SELECT max(step) FROM change WHERE tbl = 'clearance' AND row = ? AND field = '*'", (clearance,))
    fields = {cls.KIND: {spec.name for spec in field_specs(cls)} for cls in (Brief, BriefBlock)}
    fields[Brief.KIND] -= _OF_THE_WAY
    then = past(store, int(rows[0][0] or 0), fields)
    changed = then.before.get(brief, {})
    found = [spec.label for spec in field_specs(Brief) if spec.name in changed]
    blocks = belonging(store, BriefBlock, "brief", [brief])
    return found + [one.block for one in blocks if one.id in then.made or one.id in then.before]


def step_named(store: Store, step: str) -> int:
    """The number of the step with this id; 0 where there is none."""
    return next((int(row[0]) for row in store.query("SELECT n FROM step WHERE id = ?", (step,))), 0)


def last_step_before(store: Store, day: str) -> int:
    """The number of the last step of this desk before a day (ISO), else of any desk; 0 where there is none."""
    sql = "SELECT coalesce(max(n) FILTER (WHERE site = ?), max(n), 0) FROM step WHERE at < ?"
    return int(store.query(sql, (store.site, day))[0][0])


def day_of(store: Store, number: int) -> str:
    """The day (ISO, UTC) on which a step was taken; empty where there is none."""
    return next((str(row[0])[:10] for row in store.query("SELECT at FROM step WHERE n = ?", (number,))), "")


def kept_bytes(store: Store, sha256: str) -> bytes | None:
    """The bytes that are archived under a hash; None where there are none, or others."""
    rows = store.query("SELECT data FROM source_file WHERE sha256 = ?", (sha256,))
    data = bytes(rows[0][0]) if rows else b""
    return data if rows and hashlib.sha256(data).hexdigest() == sha256 else None
