"""Conflicts: kept beside the log as it says, shown with both sides, settled by a step that travels like any other."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.errors import ExchangeError, InvalidEntryError
from briefing.fieldspec import FieldType
from briefing.rules.validation import clean, spec_of
from briefing.store import records, schema, stories
from briefing.store.merging import Story, merged, register_of
from briefing.store.steps import JOINED, Step
from briefing.store.store import Store
from briefing.store.stories import Key
from briefing.wording import say


@dataclass(frozen=True)
class Side:
    """What one desk wrote: the step, whose it was, when (UTC), and the value of the field after it."""

    step: str
    user: str
    at: str
    value: Any


@dataclass(frozen=True)
class Conflict:
    """Two values of one field that were written without knowledge of each other; the older one is `a`.

    `base` is what both had seen, `current` what stands now, `merged` a text with the changes of both, or None.
    """

    kind: str
    id: str
    title: str
    field: str
    label: str
    a: Side
    b: Side
    base: Any
    current: Any
    merged: str | None


def refresh(store: Store, found: Mapping[Key, Story], stands: Callable[[str], bool]) -> set[Key]:
    """Make the table of conflicts say what these stories say. Returns the registers that wait to be settled.

    The caller holds a transaction.
    """
    unsettled: set[Key] = set()
    for key, story in found.items():
        there = {
            (str(row[0]), str(row[1])): row[2]
            for row in store.query("SELECT a, b, resolved FROM conflict WHERE tbl = ? AND row = ? AND field = ?", key)
        }
        if story.straight and not there:
            continue
        now = {pair: story.settled_by(pair, stands) or None for pair in story.pairs}
        for pair in there.keys() - now.keys():
            store.connection.execute(
                "DELETE FROM conflict WHERE tbl = ? AND row = ? AND field = ? AND a = ? AND b = ?", (*key, *pair)
            )
        for pair, resolved in now.items():
            if pair not in there or there[pair] != resolved:
                store.connection.execute(
                    "INSERT INTO conflict VALUES(?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET resolved = excluded.resolved",
                    (*key, *pair, resolved),
                )
        if None in now.values():
            unsettled.add(key)
    return unsettled


def turned(store: Store, group: str) -> None:
    """Follow an undo or redo of `group`: what it had settled is open again, or settled. Inside the step."""
    keys = stories.settled_by_turn(store, group)
    if keys:
        refresh(store, stories.read(store, keys), stories.standing(store))


def unsettled(store: Store, only: Collection[Key] | None = None) -> list[Conflict]:
    """The conflicts that wait to be settled, in the order in which they arose; on demand of some registers alone."""
    rows = store.query(
        "SELECT tbl, row, field, a, b FROM conflict WHERE resolved IS NULL ORDER BY max(a, b), a, b, field"
    )
    wanted = [((row[0], row[1], row[2]), (row[3], row[4])) for row in rows]
    wanted = [one for one in wanted if only is None or one[0] in only]
    keys = list(dict.fromkeys(key for key, _ in wanted))
    found = stories.read(store, keys)
    titles = records.titles(store, [(kind, row) for kind, row, _ in keys])
    return [_shown(store, key, pair, found[key], titles.get(key[1], "")) for key, pair in wanted]


def binned_unseen(store: Store, places: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """(title, labels of fields) of those records that one desk put into the bin while another one changed them.

    It stays there, for whoever deleted a record meant all of it; but whoever wrote those words should know.
    """
    keys: list[Key] = [(kind, row, "deleted") for kind, row in places]
    gone = {key: story.winner for key, story in stories.read(store, keys).items() if _is_binned(story)}
    titles = records.titles(store, [key[:2] for key in gone])
    found = []
    for (kind, row, _), binned in gone.items():
        sql = (
            "SELECT c.field, s.site, s.sn FROM change c JOIN step s ON s.n = c.step"
            " WHERE c.tbl = ? AND c.row = ? AND c.field NOT IN ('*', 'deleted')"
        )
        rows = [one for one in store.query(sql, (kind, row)) if one[1] != binned.site]
        unseen = {one[0] for one in rows if one[2] > binned.known(one[1])}
        if unseen:
            found.append((titles.get(row, ""), sorted(str(spec_of(kind, name).label) for name in unseen)))
    return found


def _is_binned(story: Story) -> bool:
    value = str(story.value["deleted"] or "")
    return bool(value) and not value.startswith(JOINED)


def open_count(store: Store) -> int:
    """How many conflicts wait to be settled."""
    return int(store.query("SELECT count(*) FROM conflict WHERE resolved IS NULL")[0][0])


def _shown(store: Store, key: Key, pair: tuple[str, str], story: Story, title: str) -> Conflict:
    kind, record_id, name = key
    one, other = (story.named(step) for step in pair)
    shared = story.before(one, other)
    base = story.after(shared[-1])[name] if shared else None
    a, b = (_side(store, write.id, story.after(write)[name]) for write in (one, other))
    spec = spec_of(kind, name)
    proposal = merged(base or "", a.value, b.value) if spec.type is FieldType.PROSE else None
    return Conflict(kind, record_id, title, name, spec.label, a, b, base, story.value[name], proposal)


def _side(store: Store, step: str, value: Any) -> Side:
    row = store.query("SELECT user, at FROM step WHERE id = ?", (step,))[0]
    return Side(step, str(row[0]), str(row[1]), value)


def settle(store: Store, conflict: Conflict, value: Any, user: str) -> Step:
    """Say what stands in a field that two desks wrote, in a step of kind `resolve`; no desk is asked again.

    The words of a quote and other fields that only mean something together are settled for one of the two sides.
    Raises InvalidEntryError for a value that the field cannot hold, ExchangeError where it was settled meanwhile.
    """
    key = (conflict.kind, conflict.id, conflict.field)
    with store.step(f"settle {conflict.label.lower()}", user, kind="resolve") as step:
        story = stories.read(store, [key]).get(key)
        sql = "SELECT 1 FROM conflict WHERE tbl = ? AND row = ? AND field = ? AND a = ? AND b = ? AND resolved IS NULL"
        if story is None or not store.query(sql, (*key, conflict.a.step, conflict.b.step)):
            raise ExchangeError(
                say("This conflict was settled meanwhile, here or on another desk. Please look at the list again.")
            )
        write(store, step, conflict.kind, conflict.id, _chosen(conflict, story, value))
        refresh(store, stories.read(store, [key]), stories.standing(store))
    return step


def _chosen(conflict: Conflict, story: Story, value: Any) -> dict[str, Any]:
    fields = register_of(conflict.kind, conflict.field)
    if len(fields) == 1:
        spec = spec_of(conflict.kind, conflict.field)
        if spec.name == "deleted" and value not in (conflict.a.value, conflict.b.value):
            raise InvalidEntryError(spec.name, spec.label, say("choose one of the two sides."))
        return {spec.name: clean(spec, value)}
    for side in (conflict.b, conflict.a):
        if side.value == value:
            return dict(story.after(story.named(side.step)))
    spec = spec_of(conflict.kind, conflict.field)
    raise InvalidEntryError(spec.name, spec.label, say("choose one of the two sides."))


def write(store: Store, step: Step, kind: str, record_id: str, values: Mapping[str, Any]) -> None:
    """Give fields these values in a step, and have the log say so also where they hold them already.

    Without that, a choice for what stands would leave no trace, and other desks would ask again.
    """
    step.update(kind, record_id, values)
    logged = {row[0] for row in store.query("SELECT field FROM change WHERE step = ? AND row = ?", (step.n, record_id))}
    missing = tuple(name for name in values if name not in logged)
    if not missing:
        return
    held = store.query(f"SELECT {schema.logged_list(kind, missing)} FROM {kind} t WHERE t.id = ?", (record_id,))[0]
    rows = [(step.n, kind, record_id, name, held[name], held[name]) for name in missing]
    store.connection.executemany("INSERT INTO change(step, tbl, row, field, old, new) VALUES(?, ?, ?, ?, ?, ?)", rows)
    step.touched.add((kind, record_id))
