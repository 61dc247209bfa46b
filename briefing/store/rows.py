"""Records brought up to date with a log that is there already: made and changed without being logged again.

Values are those of the log: references are ids, or None. A reference to a record that comes later waits for it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Self

from briefing.errors import ExchangeError
from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import KINDS
from briefing.rules import dates
from briefing.store import schema, search
from briefing.store.store import Store
from briefing.wording import named, say


@cache
def _specs(kind: str) -> Mapping[str, FieldSpec]:
    return {spec.name: spec for spec in schema.specs(kind)}


class Rows:
    """Writes records while the log keeps still. Use as a context inside `Store.writing`; `close` at its end."""

    def __init__(self, store: Store) -> None:
        """Write to `store`."""
        self._connection = store.connection
        self._keys: dict[tuple[str, str], int | None] = {}
        self._waiting: list[tuple[str, str, FieldSpec, str]] = []
        self.touched: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        """Have the triggers keep still."""
        self._connection.execute("UPDATE ctx SET step = ?", (schema.TAKING,))
        return self

    def __exit__(self, *_: object) -> None:
        """Have the triggers write again; after an error the transaction is rolled back by whoever began it."""
        self._connection.execute("UPDATE ctx SET step = NULL")

    def held(self, kind: str, record_id: str, fields: Iterable[str]) -> dict[str, Any]:
        """What these fields of a record hold now."""
        sql = f"SELECT {schema.logged_list(kind, tuple(fields))} FROM {kind} t WHERE t.id = ?"
        row = self._connection.execute(sql, (record_id,)).fetchone()
        return {name: row[name] for name in row.keys()}  # noqa: SIM118 (a row iterates over its values)

    def make(self, kind: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Make a record. Raises ExchangeError where a value cannot be kept."""
        row = {"id": record_id, **self._columns(kind, record_id, values)}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(f"INSERT INTO {kind}({names}) VALUES({marks})", tuple(row.values()))
        self._keys[kind, record_id] = cursor.lastrowid
        self.touched.add((kind, record_id))

    def change(self, kind: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Set fields of a record; what it belonged to before is found by search under its new name, too."""
        self.touched |= search.parents(self._connection, kind, record_id)
        row = self._columns(kind, record_id, values)
        assignments = ", ".join(f'"{name}" = ?' for name in row)
        self._connection.execute(f"UPDATE {kind} SET {assignments} WHERE id = ?", (*row.values(), record_id))
        self.touched.add((kind, record_id))

    def close(self) -> None:
        """Fill in what referred to records that came later. Raises ExchangeError where one never came."""
        for kind, record_id, spec, wanted in self._waiting:
            key = self._key(spec.target, wanted)
            if key is None:
                raise ExchangeError(
                    say(
                        "A record (%1) refers to another one (%2) that is neither here nor among what was sent. "
                        "Nothing was taken in. Please ask for a copy of the store that it came from.",
                        named(KINDS[kind].LABEL),
                        named(KINDS[spec.target].LABEL),
                    )
                )
            self._connection.execute(f'UPDATE {kind} SET "{spec.name}" = ? WHERE id = ?', (key, record_id))
        self._waiting.clear()

    def _columns(self, kind: str, record_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        specs = _specs(kind)
        for name, value in values.items():
            spec = specs[name]
            row[name] = value
            if spec.type is FieldType.REF:
                row[name] = self._key(spec.target, value) if value else None
                if value and row[name] is None:
                    self._waiting.append((kind, record_id, spec, value))
            elif spec.type is FieldType.DATE:
                earliest, latest = schema.day_columns(spec)
                row[earliest], row[latest] = dates.bounds(value)
        return row

    def _key(self, kind: str, record_id: str) -> int | None:
        if self._keys.get((kind, record_id)) is None:
            row = self._connection.execute(f"SELECT n FROM {kind} WHERE id = ?", (record_id,)).fetchone()
            self._keys[kind, record_id] = row and row[0]
        return self._keys[kind, record_id]
