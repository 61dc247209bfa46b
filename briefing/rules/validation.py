"""May this value stand in this field? Cleans what is harmless, refuses the rest with a sentence.

The sentence names the field as the user knows it (`InvalidEntryError`). Existence of referred records is
checked by the store, not here.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from briefing.errors import InvalidEntryError
from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS
from briefing.rules import dates
from briefing.rules.pieces import by_pieces
from briefing.wording import say

_KEPT_OUT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # XML, and so DOCX, cannot hold most of them
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


@cache
def _specs(kind: str) -> Mapping[str, FieldSpec]:
    return MappingProxyType({spec.name: spec for spec in field_specs(KINDS[kind])})


def spec_of(kind: str, field: str) -> FieldSpec:
    """The declaration of `field` of `kind`. Raises InvalidEntryError where there is none."""
    found = _specs(kind).get(field)
    if found is not None:
        return found
    known = ", ".join(s.name for s in field_specs(KINDS[kind]) if s.name != "deleted")
    raise InvalidEntryError(field, field, say("%1 has no such field. Its fields are: %2.", kind, known))


def without_controls(text: str) -> str:
    """`text` without the characters that no field may hold: controls but tab and line feed, noncharacters."""
    return by_pieces(text, lambda piece: _KEPT_OUT.sub("", piece))


def clean(spec: FieldSpec, value: Any) -> Any:
    """`value` as it is stored: text, int, bool, or None for an empty number.

    Raises InvalidEntryError, naming the field, for anything the field may not hold.
    """
    return _CLEANERS[spec.type](spec, value)


def _refuse(spec: FieldSpec, reason: str) -> InvalidEntryError:
    return InvalidEntryError(spec.name, spec.label, reason)


def _text(spec: FieldSpec, value: Any) -> str:
    text = "" if value is None else str(value)
    if "\r" in text and spec.type is not FieldType.VERBATIM:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _KEPT_OUT.search(text):
        raise _refuse(spec, say("the control character U+%1 cannot be kept. Please remove it.", f"{ord(found[0]):04X}"))
    if found := _SURROGATE.search(text):
        raise _refuse(spec, say("U+%1 is half a character. Please remove it.", f"{ord(found[0]):04X}"))
    if len(text) > spec.limit:
        raise _refuse(spec, say("at most %1 characters fit; this text has %2.", f"{spec.limit:,}", f"{len(text):,}"))
    return text


def _line(spec: FieldSpec, value: Any) -> str:
    text = _text(spec, value)
    if "\n" in text:
        raise _refuse(spec, say("this field holds a single line. Please remove the line break."))
    if spec.required and not text.strip():
        raise _refuse(spec, say("please enter something; this field cannot be empty."))
    return text


def _choice(spec: FieldSpec, value: Any) -> str:
    assert spec.choices is not None
    wanted = re.sub(r"[\s_-]+", " ", str(value).strip()).casefold()
    for option in spec.choices:
        if re.sub(r"[\s_-]+", " ", option.value).casefold() == wanted:
            return option.value
    raise _refuse(spec, say("“%1” is not known. Choose one of: %2.", str(value)[:60], ", ".join(spec.choices)))


def _flag(spec: FieldSpec, value: Any) -> bool:
    word = str(value).strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise _refuse(spec, say("please answer yes or no."))


def _whole(spec: FieldSpec, value: Any) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = int(str(value))
    except ValueError:
        raise _refuse(spec, say("please enter a whole number.")) from None
    if not -(2**63) <= number < 2**63:
        raise _refuse(spec, say("this number is too large."))
    return number


def _date(spec: FieldSpec, value: Any) -> str:
    text = dates.from_words(_line(spec, value))
    try:
        dates.bounds(text)
    except ValueError as error:
        raise _refuse(spec, say("%1.", error)) from None
    return text


def _json(spec: FieldSpec, value: Any) -> str:
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        found = json.loads(_text(spec, text))
    except (ValueError, TypeError, RecursionError):
        raise _refuse(spec, say("this is not valid JSON.")) from None
    if not isinstance(found, list):
        raise _refuse(spec, say("this must be a list in JSON, such as []."))
    return text


_CLEANERS: Mapping[FieldType, Callable[[FieldSpec, Any], Any]] = MappingProxyType(
    {
        FieldType.LINE: _line,
        FieldType.PROSE: _text,
        FieldType.VERBATIM: _text,
        FieldType.CHOICE: _choice,
        FieldType.FLAG: _flag,
        FieldType.WHOLE: _whole,
        FieldType.DATE: _date,
        FieldType.REF: _line,
        FieldType.JSON: _json,
    }
)
