"""Comments and decisions ↔ plain JSON values, as pouches, notebooks and replies hold them.

Reading is strict: what no store would hold is refused with a sentence. Refuses to: trust what comes from elsewhere.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from briefing.errors import InvalidEntryError, PouchError
from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS, Comment, Decision
from briefing.review_model import Remark
from briefing.rules.validation import clean
from briefing.wording import say

_LEFT_OUT = frozenset({"deleted", "marking"})
"""What belongs to a store: a note never brings them along."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEPT_KINDS = (Comment.KIND, Decision.KIND)


@cache
def _specs(kind: str) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in field_specs(KINDS[kind]) if spec.name not in _LEFT_OUT)


@cache
def names_of(kind: str) -> tuple[str, ...]:
    """The fields of a note that travel."""
    return tuple(spec.name for spec in _specs(kind))


def values_of(note: Remark) -> dict[str, Any]:
    """The fields of a note that travel, without its id."""
    return {name: getattr(note, name) for name in names_of(note.KIND)}


def note_of(kind: Any, one: Any, values: Any) -> Remark:
    """The note that these values are. Raises PouchError for a kind, an id, a field or a value that cannot be."""
    if kind not in KEPT_KINDS or not isinstance(values, Mapping) or set(values) != set(names_of(kind)):
        raise PouchError(say("It holds something that is neither a comment nor a decision of this version."))
    if not is_id(one):
        raise PouchError(say("It holds a note without an id of ours."))
    given: dict[str, Any] = {"id": one}
    for spec in _specs(kind):
        value = values[spec.name]
        allowed: tuple[type, ...] = (str,)
        if spec.type is FieldType.FLAG:
            allowed = (bool,)
        elif spec.type is FieldType.WHOLE:
            allowed = (int, type(None))
        if type(value) not in allowed:
            raise PouchError(say("A note holds a value that cannot be kept in “%1”.", spec.label))
        try:
            cleaned = clean(spec, value)
        except InvalidEntryError as error:
            raise PouchError(say("A note cannot be kept. %1", error)) from error
        given[spec.name] = spec.choices(cleaned) if spec.choices is not None else cleaned
    return Comment(**given) if kind == Comment.KIND else Decision(**given)


def is_id(value: Any) -> bool:
    """Whether something is an id as records have it, and so can be part of a file name."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None
