"""How a field of a record is declared: its type, its words for people, its limits.

The helpers make dataclass fields that carry a `FieldSpec`; `field_specs` reads them back. Nothing is
checked here: `rules/validation.py` does that.
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

LINE_LIMIT = 1_000
PROSE_LIMIT = 100_000


class FieldType(StrEnum):
    """How a field is stored, checked and edited."""

    LINE = "line"  # plain text without line feeds
    PROSE = "prose"  # Markdown source
    VERBATIM = "verbatim"  # text copied from a source, never normalised
    CHOICE = "choice"  # a value of an enum
    FLAG = "flag"  # yes or no
    WHOLE = "whole"  # an integer, or nothing
    DATE = "date"  # EDTF text; earliest and latest day are derived beside it
    REF = "ref"  # the id of a record of another kind, or nothing
    JSON = "json"  # a list in JSON, as text


Choices = type[StrEnum]


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """What is known of one field. `target` names the kind a REF points to, `limit` counts code points.

    `own_words` says that the text is written by the desk in its own language, and so can be misspelt.
    """

    name: str
    type: FieldType
    label: str
    choices: Choices | None = None
    target: str = ""
    required: bool = False
    limit: int = LINE_LIMIT
    default: Any = ""
    own_words: bool = False


def _declare(type_: FieldType, label: str, default: Any, **more: Any) -> Any:
    return field(default=default, metadata={"type": type_, "label": label, **more})


def line(label: str, *, required: bool = False, own_words: bool = False) -> Any:
    return _declare(FieldType.LINE, label, "", required=required, own_words=own_words)


def prose(label: str) -> Any:
    return _declare(FieldType.PROSE, label, "", limit=PROSE_LIMIT, own_words=True)


def verbatim(label: str) -> Any:
    return _declare(FieldType.VERBATIM, label, "", limit=PROSE_LIMIT)


def choice(label: str, default: StrEnum) -> Any:
    return _declare(FieldType.CHOICE, label, default, choices=type(default))


def flag(label: str, *, default: bool = False) -> Any:
    return _declare(FieldType.FLAG, label, default)


def whole(label: str) -> Any:
    return _declare(FieldType.WHOLE, label, None)


def date(label: str) -> Any:
    return _declare(FieldType.DATE, label, "")


def ref(target: str, label: str, *, required: bool = False) -> Any:
    return _declare(FieldType.REF, label, "", target=target, required=required)


def json(label: str, default: str = "[]") -> Any:
    return _declare(FieldType.JSON, label, default, limit=10 * PROSE_LIMIT)


def field_specs(cls: type) -> tuple[FieldSpec, ...]:
    """The declared fields of `cls` in order, without `id`."""
    return tuple(FieldSpec(name=f.name, default=f.default, **f.metadata) for f in fields(cls) if f.metadata)
