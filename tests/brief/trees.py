"""Briefs of any shape, made from the types of the tree: a new block is tried without a word here."""

from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_SCALARS: dict[object, st.SearchStrategy[Any]] = {
    str: _TEXTS,
    int: st.integers(-9, 9),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    NoneType: st.none(),
}


def values(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """Values of a type of the tree; `depth` is how many objects may still stand in one another."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    kinds = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([values(kind, depth) for kind in kinds if depth or not nests(kind)])
    if get_origin(hint) is tuple:
        if kinds[1:] == (...,):
            return st.lists(values(kinds[0], depth), max_size=2).map(tuple) if depth else st.just(())
        return st.tuples(*(values(kind, depth) for kind in kinds))
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{name: values(kind, max(0, depth - 1)) for name, kind in hints.items()})


def nests(kind: Any) -> bool:
    return is_dataclass(kind) and any(one.type in ("Runs", "Blocks") for one in fields(kind))
