"""May this step of another desk stand in our log? The same limits as for what is typed here, and a few more.

Refuses, with a sentence that names whose step it is: kinds and fields that there are not, values that a field cannot
hold, changes of archived texts and issued versions, and what would undo a step that nobody made.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefing.errors import ExchangeError, InvalidEntryError
from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import KINDS
from briefing.rules.validation import clean, spec_of
from briefing.store.sent import Sent, SentStep
from briefing.wording import named, say

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEPT_AS_MADE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "source_version": frozenset({"marking", "deleted", "source", "number"}),  # sources may be joined
        "brief_version": frozenset({"marking", "deleted"}),
    }
)
"""Kinds that are never changed, and the fields of theirs that may be."""
_SHORT = 200


def check(step: SentStep) -> dict[tuple[str, str], dict[str, Any]]:
    """The records that a step makes, with the values it gives them. Raises ExchangeError with a sentence.

    That it is a step at all was checked before (`SentStep.check`).
    """
    if step.kind in ("undo", "redo") and step.grp != step.id:
        raise refused(step, say("an undo stands by itself"))
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for change in step.changes:
        kind, row, field, _old, new = change
        if kind not in KINDS:
            raise refused(step, say("there is no kind of record “%1” here", kind[:40]))
        if field == "*":
            if not _ID.fullmatch(row):
                raise refused(step, say("“%1” is no id of a record", row[:40]))
            made[kind, row] = _made(step, kind, new)
        else:
            _check_field(step, change)
    return made


def _made(step: SentStep, kind: str, new: Any) -> dict[str, Any]:
    try:
        values = json.loads(new)
    except (TypeError, ValueError, RecursionError):
        raise refused(step, say("a new record (%1) has no values", named(KINDS[kind].LABEL))) from None
    if not isinstance(values, dict):
        raise refused(step, say("a new record (%1) has no values", named(KINDS[kind].LABEL)))
    for name, value in values.items():
        _check_value(step, _spec(step, kind, name), value)
    return values


def _check_field(step: SentStep, change: Sent) -> None:
    kind, _row, name, old, new = change
    spec = _spec(step, kind, name)
    if kind in _KEPT_AS_MADE and name not in _KEPT_AS_MADE[kind]:
        raise refused(step, say("a record (%1) is kept as it was made and is never changed", named(KINDS[kind].LABEL)))
    _check_value(step, spec, new)
    if isinstance(old, str) and len(old) > spec.limit:  # it is shown, and nothing more
        raise refused(step, say("the field “%1” cannot hold what it says", named(spec.label)))


def _spec(step: SentStep, kind: str, name: str) -> FieldSpec:
    try:
        return spec_of(kind, name)
    except InvalidEntryError:
        raise refused(
            step, say("there is no field “%2” of a record (%1)", named(KINDS[kind].LABEL), name[:40])
        ) from None


def _check_value(step: SentStep, spec: FieldSpec, value: Any) -> None:
    try:
        good = _short(spec, value) if isinstance(value, str) and len(value) <= _SHORT else _stands(spec, value)
    except InvalidEntryError:
        good = False
    if not good:
        raise refused(step, say("the field “%1” cannot hold what it says", named(spec.label)))


def _stands(spec: FieldSpec, value: Any) -> bool:
    if value is None:
        return spec.type in (FieldType.REF, FieldType.WHOLE)
    if spec.type is FieldType.FLAG:
        return type(value) is int and value in (0, 1)
    if spec.type is FieldType.WHOLE:
        return type(value) is int
    if not isinstance(value, str):
        return False
    if spec.type is FieldType.REF:
        return bool(_ID.fullmatch(value))
    return bool(clean(spec, value) == value)


@lru_cache(maxsize=4_096)
def _short(spec: FieldSpec, value: str) -> bool:
    """As `_stands`, for texts that come often: kinds, markings, dates, what is empty."""
    return _stands(spec, value)


def refused(step: SentStep, reason: str) -> ExchangeError:
    """The error for a step that cannot be taken in."""
    return ExchangeError(
        say(
            "“%1” by %2 (%3) cannot be taken in: %4. Nothing was taken in. Please ask for it to be sent again, or for "
            "a copy of the store that it came from.",
            step.label[:80],
            step.user[:80],
            step.at,
            reason,
        )
    )
