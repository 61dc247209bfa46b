"""A brief tree ↔ plain JSON values, exactly: how a brief that was issued is kept.

Works by reflection over the dataclasses of `tree` and `shapes`: a new block needs no code here. Each object carries the
name of its class as `type`. Reading is strict, looks up no class but those, and says where the fault is.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefing.brief import tree
from briefing.brief.tree import Brief
from briefing.errors import BriefingError
from briefing.pictures import shapes
from briefing.wording import Said, say

FORMAT = "briefing-desk-frozen/1"
ADDED_LATER: frozenset[str] = frozenset()
"""Fields (`Class.field`) that came after the first release: where a brief lacks one, its default is taken."""

_SCALARS: Mapping[type, Said] = {
    str: say("a text"),
    bool: say("true or false"),
    int: say("a whole number"),
    float: say("a number"),
}

_EXACT = 2**53
"""Whole numbers below it are floats without loss."""


class FrozenBriefError(BriefingError):
    """A frozen brief cannot be written or read. The sentence says where, and what was expected there."""


def freeze(brief: Brief) -> dict[str, Any]:
    """`brief` as dicts, lists, texts, numbers, truth values and None: `{"format": …, "brief": {…}}`."""
    try:
        return {"format": FORMAT, "brief": _frozen(brief, Brief)}
    except RecursionError:
        raise _too_deep() from None


def thaw(value: object) -> Brief:
    """The brief that `freeze` made `value` of. Raises FrozenBriefError for anything that `freeze` cannot have made."""
    if not isinstance(value, dict) or value.get("format") != FORMAT or set(value) != {"format", "brief"}:
        raise FrozenBriefError(say("This is no frozen brief of the format %1.", FORMAT))
    try:
        brief = _thawed(value["brief"], Brief, "brief")
    except RecursionError:
        raise _too_deep() from None
    assert isinstance(brief, Brief)
    return brief


def canonical(value: object) -> bytes:
    """The one way to write a JSON value: keys sorted, UTF-8, no white space, one line feed at the end.

    Raises FrozenBriefError for what JSON or UTF-8 cannot hold: half a character, a number without an end.
    """
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8") + b"\n"
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise FrozenBriefError(
            "The brief holds half a character or an endless number and cannot be kept. Please remove it."
        ) from None


def thaw_bytes(data: bytes) -> Brief:
    """The brief in what `canonical(freeze(brief))` wrote. Raises FrozenBriefError."""
    try:
        value = json.loads(data.decode("utf-8"))
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise FrozenBriefError(say("This is no frozen brief of the format %1.", FORMAT)) from None
    return thaw(value)


@cache
def _classes() -> Mapping[str, type]:
    """The dataclasses of the tree and of its pictures, by name."""
    return {
        one.__name__: one
        for module in (tree, shapes)
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
    }


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _frozen(value: object, hint: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        kept = {one.name: _frozen(getattr(value, one.name), hints[one.name]) for one in fields(value)}
        return {"type": type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_frozen(item, kind) for item, kind in zip(value, _items(hint, len(value)), strict=True)]
    if isinstance(value, Enum):
        return value.value
    return float(value) if hint is float and isinstance(value, int) else value


def _items(hint: Any, count: int) -> Sequence[Any]:
    """The type of each of `count` items; as many as the type has where their number is fixed."""
    kinds = get_args(hint)
    return (kinds[0],) * count if kinds[1:] == (...,) else kinds


def _thawed(value: object, hint: Any, place: str) -> object:
    read, inner, may_lack = _way(hint)
    if value is None and may_lack:
        return None
    return read(value, inner, place)


@cache
def _way(hint: Any) -> tuple[Callable[[object, Any, str], object], Any, bool]:
    """How a value of this type is read, with what, and whether it may be None: types are looked into once."""
    if get_origin(hint) in (Union, UnionType):
        kinds = get_args(hint)
        others = tuple(kind for kind in kinds if kind is not NoneType)
        read, inner, _ = (_object, others, False) if len(others) > 1 else _way(others[0])
        return read, inner, NoneType in kinds
    if get_origin(hint) is tuple:
        return _row, hint, False
    if is_dataclass(hint):
        return _object, (hint,), False
    return (_choice, hint, False) if issubclass(hint, Enum) else (_scalar, hint, False)


@cache
def _fits(kind: type, allowed: tuple[type, ...]) -> bool:
    return issubclass(kind, allowed)


def _object(value: object, allowed: tuple[type, ...], place: str) -> object:
    name = value.get("type") if isinstance(value, dict) else None
    kind = _classes().get(name) if isinstance(name, str) else None
    if not isinstance(value, dict) or kind is None or not _fits(kind, allowed):
        raise _fault(place, say("one of: %1", ", ".join(one.__name__ for one in allowed)))
    hints = _hints(kind)
    if value.keys() != {"type", *hints}:
        _refuse_other_fields(kind, value, place)
    kept = {one: _thawed(value[one], hint, f"{place}.{one}") for one, hint in hints.items() if one in value}
    made: object = kind(**kept)
    return made


def _refuse_other_fields(kind: type, value: Mapping[str, object], place: str) -> None:
    """Raise FrozenBriefError where a field is not there that was always there, or one is there that is not known."""
    hints = _hints(kind)
    lacking = [one for one in hints if one not in value and f"{kind.__name__}.{one}" not in ADDED_LATER]
    if lacking:
        raise _fault(f"{place}.{lacking[0]}", say("a value"))
    unknown = [one for one in value if one != "type" and one not in hints]
    if unknown:
        raise FrozenBriefError(say("The frozen brief cannot be read: %1 is not known.", f"{place}.{unknown[0]}"))


def _row(value: object, hint: Any, place: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise _fault(place, say("a list"))
    kinds = _items(hint, len(value))
    if len(kinds) != len(value):
        raise _fault(place, say("a list of %1", len(kinds)))
    return tuple(
        _thawed(item, kind, f"{place}[{at}]") for at, (item, kind) in enumerate(zip(value, kinds, strict=True))
    )


def _choice(value: object, kind: type[Enum], place: str) -> Enum:
    for one in kind:
        if isinstance(value, str) and one.value == value:
            return one
    raise _fault(place, say("one of: %1", ", ".join(str(one.value) for one in kind)))


def _scalar(value: object, kind: type, place: str) -> object:
    if kind is float and type(value) is int and abs(value) < _EXACT:
        return float(value)
    fits = type(value) is kind  # a truth value is no number here
    if not fits or (isinstance(value, float) and not math.isfinite(value)):
        raise _fault(place, _SCALARS[kind])
    return value


def _fault(place: str, wanted: Said) -> FrozenBriefError:
    return FrozenBriefError(say("The frozen brief cannot be read: %1 should be %2.", place, wanted))


def _too_deep() -> FrozenBriefError:
    return FrozenBriefError("The brief is nested too deeply to be kept. Please make its lists flatter.")
