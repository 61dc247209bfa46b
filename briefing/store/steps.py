"""A step: one action of a user, one transaction, one entry of the change log. The only way to write.

Values are checked (`rules/validation.py`) before they reach SQL, the log is written by triggers, and the
search table follows at the end of the step, inside the same transaction.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.clock import utc_now
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.fieldspec import FieldSpec, FieldType
from briefing.ids import new_id
from briefing.model import KINDS
from briefing.rules import dates
from briefing.rules.anchors import sha256_text
from briefing.rules.pieces import in_utf8
from briefing.rules.validation import clean, spec_of
from briefing.store import schema
from briefing.store.engine import Connection
from briefing.wording import named, say

if TYPE_CHECKING:
    from sqlite_utils import Database

UNDONE = "undone"
"""The value of `deleted` of a record whose creation was undone: out of the lists and out of the bin."""
JOINED = "joined:"
"""What the value of `deleted` begins with, before the id of the record that stays, where two were joined."""


@dataclass(frozen=True)
class Change:
    """What a verb changed: the kinds and ids touched, and who asked (`origin`), so that pages reload wisely."""

    kinds: frozenset[str]
    ids: frozenset[str]
    origin: str = ""


@dataclass
class Step:
    """The writer inside one open step. Made by `Store.step`; useless once the step has ended.

    `kept` says that a text or file was archived, which is worth a step even where no field changed. `group` is
    the name under which it can be undone.
    """

    connection: Connection
    n: int
    id: str
    group: str
    database: "Database"
    touched: set[tuple[str, str]] = field(default_factory=set)
    kept: bool = False

    def insert(self, kind: str, values: Mapping[str, Any], record_id: str = "") -> str:
        """Make a record of `kind`; fields not given have their defaults. Returns the id."""
        record_id = record_id or new_id()
        cls = KINDS[kind]
        unknown = set(values) - {spec.name for spec in schema.specs(kind)}
        for name in sorted(unknown):
            spec_of(kind, name)  # raises, and lists the fields there are
        row: dict[str, Any] = {"id": record_id}
        for spec in schema.specs(kind):
            if spec.name in values or spec.required:
                row |= self._columns(spec, clean(spec, values.get(spec.name, spec.default)))
        self.database.table(cls.KIND).insert(row)
        self.touched.add((kind, record_id))
        return record_id

    def update(self, kind: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Set fields of a record. Fields that already hold the value leave no trace in the log."""
        row: dict[str, Any] = {}
        for name, value in values.items():
            spec = spec_of(kind, name)
            row |= self._columns(spec, clean(spec, value))
        self._set(kind, record_id, row)

    def delete(self, kind: str, record_id: str) -> None:
        """Move a record to the bin; it keeps all its fields and links."""
        self.update(kind, record_id, {"deleted": utc_now()})

    def restore_value(self, kind: str, record_id: str, name: str, value: Any, only_if: Any) -> bool:
        """Put back a logged value where the field still holds `only_if`; False where it moved on since."""
        if not self.holds(kind, record_id, name, only_if):
            return False
        self._set(kind, record_id, self._columns(spec_of(kind, name), value))
        return True

    def holds(self, kind: str, record_id: str, name: str, value: Any) -> bool:
        """Whether a field holds this logged value now."""
        expected = self._columns(spec_of(kind, name), value)[name]
        cursor = self.connection.execute(
            f'SELECT 1 FROM {kind} WHERE id = ? AND "{name}" IS ?',
            (record_id, expected),
        )
        return cursor.fetchone() is not None

    def keep_text(self, text: str) -> str:
        """Archive a text by its SHA-256, which is returned; the same text is kept once."""
        sha256 = sha256_text(text)
        self.connection.execute("INSERT OR IGNORE INTO source_text VALUES(?, CAST(? AS TEXT))", (sha256, in_utf8(text)))
        self.kept = True
        return sha256

    def keep_file(self, data: bytes) -> str:
        """Archive the bytes of a file by their SHA-256, which is returned."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.connection.execute("INSERT OR IGNORE INTO source_file VALUES(?, ?)", (sha256, data))
        self.kept = True
        return sha256

    def _set(self, kind: str, record_id: str, row: Mapping[str, Any]) -> None:
        if not row:
            return
        assignments = ", ".join(f'"{name}" = ?' for name in row)
        cursor = self.connection.execute(f"UPDATE {kind} SET {assignments} WHERE id = ?", (*row.values(), record_id))
        if cursor.rowcount != 1:
            raise NotFoundError(say("There is no %1 with the id %2.", named(KINDS[kind].LABEL), record_id))
        self.touched.add((kind, record_id))

    def _columns(self, spec: FieldSpec, value: Any) -> dict[str, Any]:
        """The column values that one field stands for; `value` is already clean or comes from the log."""
        if spec.type is FieldType.REF:
            return {spec.name: self._key(spec, value)}
        if spec.type is FieldType.FLAG:
            return {spec.name: int(bool(value))}
        if spec.type is FieldType.DATE:
            earliest, latest = dates.bounds(value)
            columns = schema.day_columns(spec)
            return {spec.name: value, columns[0]: earliest, columns[1]: latest}
        return {spec.name: value}

    def _key(self, spec: FieldSpec, record_id: str | None) -> int | None:
        if not record_id:
            return None
        row = self.connection.execute(f"SELECT n FROM {spec.target} WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise InvalidEntryError(
                spec.name,
                spec.label,
                say("there is no %1 with the id %2.", named(KINDS[spec.target].LABEL), record_id),
            )
        return int(row[0])
