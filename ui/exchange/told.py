"""What an exchange does to one record, in words: a row of the list, and its fields for the pane beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from briefing.desk import Desk
from briefing.desk.parting import DIFFERENT
from briefing.errors import InvalidEntryError
from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS, MAIN_KINDS, Setting
from briefing.rules.validation import spec_of
from briefing.store.conflicting import Conflict
from briefing.store.exchange import Preview, RecordChange
from ui.exchange.core import Arrival
from ui.forms.change_words import shorten
from ui.forms.words import value_words
from ui.icons import KIND_ICONS
from ui.theme import Tone
from ui.widgets.labels import isolate
from ui.widgets.rows import RowText
from ui.words import counted, opened, word
from ui.words import tr as _tr

_TONES: Mapping[str, Tone] = MappingProxyType(
    {"new": "green", "changed": "blue", "deleted": "red", "restored": "green", "conflict": "amber"}
)
_UNTOLD = frozenset(
    {
        "deleted",
        "start",
        "end",
        "prefix",
        "suffix",
        "number",
        "record_kind",
        "target_kind",
        "sort_name",
        "source_version",
    }
)
STAYS = "stays"
"""What an exchange does to a record of which ours is the newer version."""
_ONE_LINE = 60
"""Longer texts are told word by word."""
_NAMED = MappingProxyType({"target": "target_kind", "record": "record_kind"})
"""Fields that hold the id of a record, and the field that says of which kind."""


@dataclass(frozen=True)
class FieldTold:
    """A field in words. `texts` are both states of a long text, to be told word by word; `both` desks changed it.

    Where it `stays`, ours (`old`) is the newer one and stands, whatever theirs (`new`) is.
    """

    label: str
    old: str
    new: str
    texts: tuple[str, str] | None = None
    both: bool = False
    stays: bool = False


class Words:
    """Says the changes of one arrival; titles of its records come from it, all others from the store."""

    def __init__(self, desk: Desk, arrival: Arrival) -> None:
        """Words for what `arrival` does to the store of `desk`."""
        self._desk = desk
        self._titles = {one.id: one.title for one in arrival.preview.records}
        self._contested: dict[str, dict[str, Conflict]] = {}
        for one in arrival.preview.conflicts:
            self._contested.setdefault(one.id, {})[one.field] = one

    def contested(self, change: RecordChange) -> bool:
        """Whether both desks changed a field of the record."""
        return change.id in self._contested

    def title(self, change: RecordChange) -> str:
        """What the record is called: by its title, or by the records that it puts together."""
        if change.kind in MAIN_KINDS and change.title:
            return change.title
        if change.kind == Setting.KIND:
            alike = change.title.startswith(DIFFERENT)
            return _tr("Two records that only look alike") if alike else opened(change.title.replace("_", " "))
        names = [self._named(*one) for one in self._refs(change)]
        found = " – ".join(isolate(shorten(name)) for name in names if name)
        return found or change.title or opened(word(KINDS[change.kind].LABEL))

    def row(self, change: RecordChange) -> RowText:
        """The record as a row."""
        noun = opened(word(KINDS[change.kind].LABEL))
        labels = [one.label for one in self.fields(change)] if change.what in ("changed", STAYS) else []
        subtitle = " · ".join([noun, ", ".join(labels)]) if labels else noun
        pills = [(_tr("both desks"), _TONES["conflict"])] if self.contested(change) else []
        if change.what != "changed" or not pills:
            pills.append(what_pill(change.what))
        icon = KIND_ICONS.get(change.kind, "circle")
        return RowText(shorten(self.title(change)), subtitle, tuple(pills), icon=icon)

    def fields(self, change: RecordChange) -> list[FieldTold]:
        """Its fields: old → new of a changed one, the values of a new one."""
        values = dict(change.held)
        found = []
        for name, old, new in change.fields or [(name, "", value) for name, value in change.held]:
            try:
                spec = spec_of(change.kind, name)
            except InvalidEntryError:  # a field of an earlier version
                continue
            if _is_told(spec):
                found.append(self._field(change, spec, old, new, values))
        told = {name for name, _old, _new in change.fields}
        contested = self._contested.get(change.id, {}).values()
        found += [self._staying(one) for one in contested if one.field not in told]
        return [one for one in found if one.old or one.new]

    def _staying(self, conflict: Conflict) -> FieldTold:
        if conflict.field == "deleted":
            ours, other = (_tr("in the bin") if value else _tr("not in the bin") for value in _two(conflict))
            return FieldTold(_tr("In the bin or not"), ours, other, both=True, stays=True)
        spec = spec_of(conflict.kind, conflict.field)
        ours, other = (self._value(spec, value, {}) or _tr("empty") for value in _two(conflict))
        return FieldTold(word(spec.label), ours, other, both=True, stays=True)

    def _field(self, change: RecordChange, spec: FieldSpec, old: Any, new: Any, values: Mapping[str, Any]) -> FieldTold:
        before, after = (self._value(spec, value, values) for value in (old, new))
        texts = None
        long = max(len(before), len(after)) > _ONE_LINE
        if long and before and after and spec.type in (FieldType.PROSE, FieldType.LINE, FieldType.VERBATIM):
            texts = (before, after)
        both = spec.name in self._contested.get(change.id, {})
        return FieldTold(word(spec.label), before, after, texts, both)

    def _value(self, spec: FieldSpec, value: Any, values: Mapping[str, Any]) -> str:
        if value in ("", None):
            return ""
        if spec.type is FieldType.REF:
            return self._named(spec.target, str(value))
        if spec.name in _NAMED:
            return self._named(str(values.get(_NAMED[spec.name], "")), str(value))
        return value_words(self._desk, spec, value)

    def _refs(self, change: RecordChange) -> list[tuple[str, str]]:
        values = dict(change.held)
        found = []
        for spec in field_specs(KINDS[change.kind]):
            value = values.get(spec.name)
            if not value:
                continue
            if spec.type is FieldType.REF and spec.target in MAIN_KINDS:
                found.append((spec.target, str(value)))
            elif spec.name in _NAMED:
                found.append((str(values.get(_NAMED[spec.name], "")), str(value)))
        return found

    def _named(self, kind: str, record_id: str) -> str:
        if record_id in self._titles:
            return self._titles[record_id]
        return self._desk.title(kind, record_id) if kind in KINDS else ""


def _two(conflict: Conflict) -> tuple[Any, Any]:
    """What stands, and what the other desk wrote."""
    other = conflict.a if conflict.b.value == conflict.current else conflict.b
    return conflict.current, other.value


def what_pill(what: str) -> tuple[str, Tone]:
    """What happens to a record, as a pill."""
    words = {
        "new": _tr("new"),
        "changed": _tr("changed"),
        "deleted": _tr("to the bin"),
        "restored": _tr("back from the bin"),
        STAYS: _tr("stays as it is"),
    }
    return words.get(what, what), _TONES.get(what, "grey")


def ordered(preview: Preview, words: Words) -> list[RecordChange]:
    """What both desks changed first, then what people look for, then what belongs to it.

    Where our newer value stands nothing changes in a record; it is told all the same, for it waits to be settled.
    """
    there = {one.id for one in preview.records}
    staying = {
        one.id: RecordChange(one.kind, one.id, one.title, STAYS, ()) for one in preview.conflicts if one.id not in there
    }
    return sorted(
        [*staying.values(), *preview.records],
        key=lambda one: (not words.contested(one), one.what == STAYS, one.kind not in MAIN_KINDS),
    )


def counts(arrival: Arrival) -> list[tuple[str, Tone]]:
    """How much of what comes, as pills; what asks for a decision stands first."""
    preview = arrival.preview
    found: list[tuple[str, Tone]] = []
    if preview.conflicts:
        words = counted(len(preview.conflicts), "%1 field changed on both desks", "%1 fields changed on both desks")
        found.append((words, "amber"))
    if preview.doubles:
        found.append((counted(len(preview.doubles), "%1 possible double", "%1 possible doubles"), "amber"))
    if preview.merged:
        found.append((counted(preview.merged, "%1 text merged", "%1 texts merged"), "blue"))
    many = {what: sum(each.what == what for each in preview.records) for what in _TONES}
    for what, words in (
        ("new", counted(many["new"], "%1 new record", "%1 new records")),
        ("changed", counted(many["changed"], "%1 changed", "%1 changed")),
        ("deleted", counted(many["deleted"], "%1 to the bin", "%1 to the bin")),
        ("restored", counted(many["restored"], "%1 back from the bin", "%1 back from the bin")),
    ):
        if many[what]:
            found.append((words, _TONES[what]))
    return found


def _is_told(spec: FieldSpec) -> bool:
    return spec.name not in _UNTOLD and "sha256" not in spec.name and spec.type is not FieldType.JSON
