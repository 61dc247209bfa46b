"""The log of single registers, as `merging.py` wants it; and whether a group of steps stands or was undone."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from briefing.fieldspec import FieldType
from briefing.rules.validation import spec_of
from briefing.store import schema
from briefing.store.merging import Story, Write, merged, register_of
from briefing.store.store import Store

Key = tuple[str, str, str]
"""(kind, id of the record, name of the register)."""
_AT_ONCE = 500
_EVERY = 1 << 62

_READ = (
    "SELECT json_extract(j.value, '$[3]') AS k, c.field, c.new, s.id, s.site, s.sn, s.kind, s.grp, s.seen"
    " FROM json_each(:keys) j CROSS JOIN change c ON c.tbl = json_extract(j.value, '$[0]')"
    " AND c.row = json_extract(j.value, '$[1]') AND c.field = json_extract(j.value, '$[2]')"
    " CROSS JOIN step s ON s.n = c.step WHERE c.step < :before ORDER BY c.n"
)


def read(store: Store, keys: Sequence[Key], before: int = _EVERY) -> dict[Key, Story]:
    """The stories of registers, of the steps up to local number `before`; those without any write are left out."""
    found: dict[Key, Story] = {}
    for start in range(0, len(keys), _AT_ONCE):
        found |= _read(store, keys[start : start + _AT_ONCE], before)
    return found


def _read(store: Store, keys: Sequence[Key], before: int) -> dict[Key, Story]:
    wanted = [
        (kind, row, field, place)
        for place, (kind, row, name) in enumerate(keys)
        for field in (*register_of(kind, name), "*")
    ]
    writes: dict[int, dict[str, tuple[Any, dict[str, Any]]]] = {}
    for row in store.query(_READ, {"keys": json.dumps(wanted), "before": before}):
        place, field, new = row["k"], row["field"], row["new"]
        kind, _, name = keys[place]
        _, values = writes.setdefault(place, {}).setdefault(row["id"], (row, {}))
        values |= {field: new} if field != "*" else first_values(kind, new, register_of(kind, name))
    return {keys[place]: Story([_write(*one) for one in steps.values()]) for place, steps in writes.items()}


def _write(row: Any, values: dict[str, Any]) -> Write:
    return Write(row["id"], row["site"], row["sn"], row["kind"], row["grp"], row["seen"], values)


def first_values(kind: str, made: str, fields: Iterable[str]) -> dict[str, Any]:
    """The values of `fields` in the JSON with which a record was made; what it does not have is as it is declared."""
    values = json.loads(made)
    return {name: values[name] if name in values else _defaults(kind)[name] for name in fields}


def _defaults(kind: str) -> Mapping[str, Any]:
    return {spec.name: None if spec.type is FieldType.REF else _plain(spec.default) for spec in schema.specs(kind)}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value if value is None else str(value)


def standing(store: Store) -> Callable[[str], bool]:
    """A question that can be asked of groups of steps: whether one stands, or was undone and not redone.

    It remembers its answers, so it is good until the next undo. An undo made on any desk counts; a group that
    was undone twice must be redone twice.
    """
    known: dict[str, bool] = {}

    def stands(group: str) -> bool:
        if group not in known:
            known[group] = False  # a hostile log may go round in circles
            known[group] = all(
                any(stands(redone) for redone in _turned(store, undone, "redo"))
                for undone in _turned(store, group, "undo")
            )
        return known[group]

    return stands


def _turned(store: Store, group: str, kind: str) -> list[str]:
    sql = "SELECT grp FROM step WHERE target = ? AND kind = ? ORDER BY id"
    return [str(row[0]) for row in store.query(sql, (group, kind))]


def settled_by_turn(store: Store, group: str) -> list[Key]:
    """The registers that were settled by what an undo or redo of `group` turns, directly or through other turns."""
    rows = store.query(
        "WITH RECURSIVE chain(g) AS (SELECT :group UNION SELECT s.target FROM chain JOIN step s ON s.id = chain.g"
        " WHERE s.kind IN ('undo', 'redo') AND s.target IS NOT NULL)"
        " SELECT DISTINCT c.tbl, c.row, c.field FROM chain JOIN step s ON s.id = chain.g"
        " OR (s.grp = chain.g AND s.grp <> s.id) JOIN change c ON c.step = s.n WHERE s.kind = 'resolve'",
        {"group": group},
    )
    return [(row[0], row[1], register_of(row[0], row[2])[0]) for row in rows]


def merged_text(key: Key, story: Story) -> str | None:
    """The text that holds what two desks wrote into one at once; None where it is no text, or they meet in it."""
    kind, _, name = key
    spec = spec_of(kind, name)
    if spec.type is not FieldType.PROSE or len(story.heads) != 2:
        return None
    one, other = story.heads
    bases = {story.after(write)[name] for write in story.before(one, other)}
    if len(bases) != 1:
        return None
    text = merged(bases.pop(), story.after(one)[name], story.after(other)[name])
    return text if text is not None and len(text) <= spec.limit else None
