"""One change of the log in words: a field, a record that came or went, or what was linked, named or cited with it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.desk import Desk
from briefing.errors import BriefingError, InvalidEntryError
from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS, MAIN_KINDS, Link, Record
from briefing.rules.validation import spec_of
from briefing.store.activity import PART_KINDS
from briefing.store.history import LogEntry
from ui.forms.words import value_words
from ui.widgets.labels import isolate
from ui.words import tr as _tr
from ui.words import word

_SHORT = 120
_ONE_LINE = 60  # longer texts are told word by word


@dataclass(frozen=True)
class Told:
    """A change in words; `texts` are both states of a long text, `part` the row that can be put back or taken off."""

    words: str
    field: str = ""
    texts: tuple[str, str] | None = None
    part: tuple[str, str] | None = None
    part_words: str = ""


def told(desk: Desk, entry: LogEntry, record: tuple[str, str]) -> tuple[Told, ...]:
    """What an entry of the log changed in a record, in words."""
    return tuple(_told(desk, change, record) for change in entry.changes)


def shorten(text: str) -> str:
    """The text as one line of at most 120 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def _told(desk: Desk, change: tuple[str, str, str, object, object], record: tuple[str, str]) -> Told:
    kind, row, name, old, new = change
    if (kind, row) != record and kind in PART_KINDS:
        return _part_told(desk, change, record)
    if name == "*":
        return Told(_tr("Created"))
    if name == "deleted":
        return Told(_tr("Moved to the bin") if new else _tr("Restored from the bin"))
    try:
        spec = spec_of(kind, name)
    except InvalidEntryError:  # a field of an earlier version
        return Told(name, name)
    long = max(len(str(old or "")), len(str(new or ""))) > _ONE_LINE
    if long and old and new and spec.type in (FieldType.PROSE, FieldType.LINE, FieldType.VERBATIM):
        return Told(f"{word(spec.label)}:", word(spec.label), (str(old), str(new)))
    return Told(_field_words(desk, spec, old, new), word(spec.label))


def _field_words(desk: Desk, spec: FieldSpec, old: object, new: object) -> str:
    before, after = (isolate(shorten(value_words(desk, spec, value) or _tr("empty"))) for value in (old, new))
    return f"{word(spec.label)}: {before} → {after}"


def _part_told(desk: Desk, change: tuple[str, str, str, object, object], record: tuple[str, str]) -> Told:
    kind, row, name, old, new = change
    label = word(KINDS[kind].LABEL).capitalize()
    try:
        part = desk.get(KINDS[kind], row)
    except BriefingError:
        return Told(label, label)
    words = isolate(part_words(desk, part, record))
    if name == "*":
        text = _tr("%1 added: %2")
    elif name == "deleted":
        text = _tr("%1 taken off: %2") if new else _tr("%1 brought back: %2")
    else:
        spec = spec_of(kind, name)
        changed = _tr("%1 changed: %2")
        text = f"{changed} – {_field_words(desk, spec, old, new)}"
        return Told(text.replace("%1", label).replace("%2", words, 1), label)
    return Told(text.replace("%1", label).replace("%2", words), label, part=(kind, row), part_words=words)


def part_words(desk: Desk, part: Record, record: tuple[str, str]) -> str:
    """What a part says, seen from one of its records: the other records it names and its own words."""
    found: list[str] = []
    if isinstance(part, Link) and part.target != record[1]:
        found.append(f"{word(KINDS[part.target_kind].LABEL)} “{shorten(desk.title(part.target_kind, part.target))}”")
    for spec in field_specs(type(part)):
        value = getattr(part, spec.name)
        if not value or value == record[1] or spec.name in _UNSPOKEN:
            continue
        names = spec.type is FieldType.REF and spec.target in MAIN_KINDS
        if names or spec.type in (FieldType.LINE, FieldType.CHOICE, FieldType.DATE):
            found.append(shorten(value_words(desk, spec, value)))
    return ", ".join(found)


_UNSPOKEN = frozenset(
    {"deleted", "marking", "target", "target_kind", "record", "record_kind", "text_sha256", "language", "script"}
)
