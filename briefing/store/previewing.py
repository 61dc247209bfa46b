"""What an intake changes, said by record: for the preview before it and the answer after it."""

from dataclasses import dataclass
from typing import Any

from briefing.model import KINDS
from briefing.store import arriving, conflicting, records
from briefing.store.arriving import NOWHERE, Origin
from briefing.store.conflicting import Conflict
from briefing.store.doubles import Double, doubles
from briefing.store.store import Store
from briefing.store.taking import Arrived


@dataclass(frozen=True)
class RecordChange:
    """What an intake does to one record. `what` is `new`, `changed`, `deleted` or `restored`; `fields` old → new.

    `held` are the values that a new record holds.
    """

    kind: str
    id: str
    title: str
    what: str
    fields: tuple[tuple[str, Any, Any], ...]
    held: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What taking these steps in would do. `waiting` steps would not be taken yet; `notices` say why, and warn.

    `merged` counts texts into which both sides' changes go. Conflicts are those that would have to be settled.
    """

    steps: int
    records: tuple[RecordChange, ...]
    conflicts: tuple[Conflict, ...]
    doubles: tuple[Double, ...]
    merged: int
    waiting: int
    notices: tuple[str, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class Taken:
    """What was taken in. `touched` has (kind, id) of every record; `name` is that of the intake, for undo, or empty."""

    steps: int
    new: int
    changed: int
    conflicts: int
    merged: int
    waiting: int
    notices: tuple[str, ...]
    touched: frozenset[tuple[str, str]]
    name: str


def told(store: Store, arrived: Arrived) -> Preview:
    """The preview, while what arrived stands in the store; titles are those the records have then."""
    places = [*arrived.made, *arrived.changed]
    titles = records.titles(store, places)
    rows = [
        RecordChange(kind, one, titles.get(one, ""), "new", (), arriving.values(store, kind, one))
        for kind, one in arrived.made
    ]
    for (kind, one), fields in arrived.changed.items():
        what = _what(fields)
        shown = tuple((name, old, new) for name, (old, new) in fields.items() if name != "deleted")
        rows.append(RecordChange(kind, one, titles.get(one, ""), what, shown))
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows.sort(key=lambda row: order[row.kind])
    return Preview(
        steps=arrived.steps,
        records=tuple(rows),
        conflicts=tuple(conflicting.unsettled(store, arrived.open)),
        doubles=tuple(doubles(store, {one for _, one in arrived.made})),
        merged=arrived.merged,
        waiting=arrived.waiting,
        notices=tuple(arrived.notices),
        origin=arriving.origin(store, arrived.first),
    )


def _what(fields: dict[str, tuple[Any, Any]]) -> str:
    old, new = fields.get("deleted", ("", ""))
    if bool(old) is bool(new):
        return "changed"
    return "deleted" if new else "restored"


def counted(arrived: Arrived, name: str) -> Taken:
    """The answer to whoever took it in."""
    return Taken(
        steps=arrived.steps,
        new=len(arrived.made),
        changed=len(arrived.changed),
        conflicts=len(arrived.open),
        merged=arrived.merged,
        waiting=arrived.waiting,
        notices=tuple(arrived.notices),
        touched=frozenset(arrived.touched),
        name=name,
    )
