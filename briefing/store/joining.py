"""Two records that are one are joined: what referred to the one refers to the other, and both ids stay good.

The record that goes keeps its row in the bin with a pointer to the one that stays, so that a reference to its id in
prose still leads somewhere. One step, undone like any other. Refuses what is not in doubt: other kinds, records in the
bin, and two markings that differ, for then nobody but the desk can say what the joined record may be shown to.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.errors import InvalidEntryError, NotFoundError
from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import KINDS, Actor, Alias, BriefBlock, Record, Source, SourceVersion
from briefing.store import activity, records, schema
from briefing.store.steps import JOINED, Step
from briefing.store.store import Store
from briefing.wording import named, say

JOINABLE = frozenset({Actor.KIND, Source.KIND})
"""The kinds that two desks make twice, for they meet them in the world and not in their work."""
_BY_ID = (
    ("link", "target_kind", "target"),
    ("citation", "record_kind", "record"),
    ("comment", "record_kind", "record"),
    ("decision", "record_kind", "record"),
    ("waiver", "record_kind", "record"),
)
"""Fields that hold an id as text, each beside the kind it is of."""
_FILLED = frozenset({FieldType.LINE, FieldType.PROSE, FieldType.VERBATIM, FieldType.DATE, FieldType.JSON})
_EMPTY = ("", "[]", None)


def now(store: Store, kind: str, record_id: str) -> str:
    """The id of the record that this one was joined to, however often; its own where it was not."""
    seen = {record_id}
    while kind in JOINABLE:
        rows = store.query(f"SELECT deleted FROM {kind} WHERE id = ?", (record_id,))
        target = str(rows[0][0]).removeprefix(JOINED) if rows and str(rows[0][0]).startswith(JOINED) else ""
        if not target or target in seen:  # two desks may have joined two records the one way and the other
            break
        record_id = target
        seen.add(target)
    return record_id


def join(store: Store, kind: str, keep: str, other: str, user: str) -> Step:
    """Let `keep` stand for `other`, too. Raises InvalidEntryError and NotFoundError with a sentence."""
    staying, going = _pair(store, kind, keep, other)
    with store.step(f"join {KINDS[kind].LABEL}", user) as step:
        if isinstance(staying, Source):
            _move_versions(store, step, keep, other)
        _move_references(store, step, kind, keep, other)
        step.update(kind, keep, dict(_to_fill(staying, going)))
        if isinstance(staying, Actor) and isinstance(going, Actor):
            _keep_names(store, step, staying, going)
        step.update(kind, keep, {"deleted": ""})
        step.update(kind, other, {"deleted": f"{JOINED}{keep}"})
    return step


def left_over(store: Store) -> list[tuple[str, str, str]]:
    """(kind, id that stays, id that went) of joined records of which another desk knew nothing yet.

    It made something refer to the one that went, or joined the two the other way round, so that both went. To be
    joined again: that moves what is left.
    """
    found: list[tuple[str, str, str]] = []
    for kind in sorted(JOINABLE):
        rows = store.query(f"SELECT id FROM {kind} WHERE deleted GLOB ? ORDER BY id", (f"{JOINED}*",))
        gone = [str(row[0]) for row in rows]
        for other in gone:
            keep = now(store, kind, other)
            if keep == other or (keep in gone and keep > other):
                continue  # of two that went, the older one is proposed to stay
            if keep in gone or _is_referred_to(store, kind, other):
                found.append((kind, keep, other))
    return found


def _is_referred_to(store: Store, kind: str, record_id: str) -> bool:
    for cls in KINDS.values():
        refs = [spec for spec in schema.specs(cls.KIND) if spec.type is FieldType.REF and spec.target == kind]
        if any(not row.deleted for row in _referring(store, cls, refs, record_id)):
            return True
    sql = " UNION ALL ".join(
        f"SELECT 1 FROM {name} WHERE deleted = '' AND {kinds} = :kind AND {field} = :id"
        for name, kinds, field in _BY_ID
    )
    sql += " UNION ALL SELECT 1 FROM brief_block WHERE deleted = '' AND instr(records, :id) > 0"
    return bool(store.query(f"{sql} LIMIT 1", {"kind": kind, "id": record_id}))


def _is_joined(record: Record) -> bool:
    return record.deleted.startswith(JOINED)


def _pair(store: Store, kind: str, keep: str, other: str) -> tuple[Record, Record]:
    label = KINDS[kind].LABEL if kind in KINDS else kind
    if kind not in JOINABLE or keep == other:
        raise InvalidEntryError("id", label.capitalize(), say("choose two actors, or two sources."))
    staying, going = records.get(store, KINDS[kind], keep), records.get(store, KINDS[kind], other)
    ends = {now(store, kind, keep), now(store, kind, other)}
    round_about = all(_is_joined(records.get(store, KINDS[kind], end)) for end in ends)  # three desks, all went
    for one in (staying, going):
        if one.deleted and not (_is_joined(one) and (ends <= {keep, other} or round_about)):
            raise NotFoundError(say("This %1 is in the bin. Restore it first, then join.", named(label)))
    if staying.marking and going.marking and staying.marking != going.marking:
        raise InvalidEntryError(
            "marking",
            "Marking",
            say("one is marked %1, the other %2. Mark both alike first.", staying.marking, going.marking),
        )
    return staying, going


def _to_fill(staying: Record, going: Record) -> Iterator[tuple[str, Any]]:
    """What only the record that goes says."""
    for spec in schema.specs(staying.KIND):
        held, value = getattr(staying, spec.name), getattr(going, spec.name)
        if spec.type in _FILLED and spec.name != "deleted" and held in _EMPTY and value not in _EMPTY:
            yield spec.name, value


def _keep_names(store: Store, step: Step, staying: Actor, going: Actor) -> None:
    """Have the names of the actor who goes found under the one who stays."""
    known = {staying.name, staying.name_native, *(a.text for a in records.children(store, Alias, "actor", staying.id))}
    for name in dict.fromkeys((going.name, going.name_native)):
        if name and name not in known:
            step.insert(Alias.KIND, {"actor": staying.id, "text": name})


def _move_references(store: Store, step: Step, kind: str, keep: str, other: str) -> None:
    for cls in KINDS.values():
        refs = [spec for spec in schema.specs(cls.KIND) if spec.type is FieldType.REF and spec.target == kind]
        for row in _referring(store, cls, refs, other):
            _move(store, step, row, {spec.name: keep for spec in refs if getattr(row, spec.name) == other}, refs)
    for name, kinds, field in _BY_ID:
        for row in records.select(store, KINDS[name], f"t.{kinds} = ? AND t.{field} = ?", (kind, other)):
            _move(store, step, row, {field: keep}, ())
    for row in records.select(store, BriefBlock, "instr(t.records, ?) > 0", (other,)):
        chosen = [keep if one == other else one for one in json.loads(row.records)]
        step.update(BriefBlock.KIND, row.id, {"records": json.dumps(list(dict.fromkeys(chosen)))})


def _referring(store: Store, cls: type[Record], refs: list[FieldSpec], other: str) -> list[Record]:
    if not refs:
        return []
    tests = " OR ".join(f't."{spec.name}" = (SELECT n FROM {spec.target} WHERE id = ?)' for spec in refs)
    return list(records.select(store, cls, tests, (other,) * len(refs)))


def _move(store: Store, step: Step, row: Record, values: Mapping[str, str], refs: Any) -> None:
    """Let a row refer to the record that stays, or go where that is said already, or would be said of itself."""
    moved = replace(row, **values)
    ends = [getattr(moved, spec.name) for spec in refs if getattr(moved, spec.name)]
    said = row.KIND in activity.PART_KINDS and not row.deleted and activity.same_part(store, moved)
    if said or len(ends) > len(set(ends)):
        if not row.deleted:
            step.delete(row.KIND, row.id)
        return
    step.update(row.KIND, row.id, values)


def _move_versions(store: Store, step: Step, keep: str, other: str) -> None:
    """Put the archived texts of a source behind those of the one that stays; what is there already goes to the bin."""
    there = records.children(store, SourceVersion, "source", keep)
    number = max((version.number or 0 for version in there), default=0)
    for version in sorted(records.children(store, SourceVersion, "source", other), key=lambda one: one.number or 0):
        same = next((one for one in there if one.text_sha256 == version.text_sha256), None)
        if same is None:
            number += 1
            step.update(SourceVersion.KIND, version.id, {"source": keep, "number": number})
            continue
        for kind in ("quote", "citation"):
            test = "t.source_version = (SELECT n FROM source_version WHERE id = ?)"
            for row in records.select(store, KINDS[kind], test, (version.id,)):
                step.update(kind, row.id, {"source_version": same.id})
        step.delete(SourceVersion.KIND, version.id)
