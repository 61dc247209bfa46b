"""Texts and names of CSL-JSON as plain ones: formatting is taken out, and nothing that a field may not hold stays."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from briefing.rules.validation import without_controls

_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub|sc|span|nc|p|br|div|a|script|style|font|img)(?:\s[^<>]{0,300})?/?>", re.I
)
_HALF = re.compile(r"[\ud800-\udfff]")
_NAME_TEXTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
_LONGEST_NAME = 1_000


def loads(text: str | bytes) -> Any:
    """What a text in JSON says; what is no number of JSON (NaN, Infinity, 1e999) is nothing. Raises as `json.loads`."""
    return json.loads(text, parse_constant=lambda _: None, parse_float=_finite)


def _finite(text: str) -> float | None:
    return number if math.isfinite(number := float(text)) else None


def plain_line(value: object) -> str:
    """A text as one line without markup; numbers are text too. Empty for what is neither."""
    return " ".join(plain_text(value).split())


def plain_text(value: object) -> str:
    """A text without markup and control characters, with its line breaks."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return without_controls(_HALF.sub("\ufffd", _TAG.sub("", text))).strip()


def names(value: object) -> tuple[list[dict[str, Any]], list[str]]:
    """The names in a list of names, and what each held that no name may hold, by its key.

    A text alone is a name as it is written. Raises ValueError for what is neither that nor a list.
    """
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list):
        raise ValueError
    found: list[dict[str, Any]] = []
    odd: dict[str, None] = {}
    for one in value:
        if isinstance(one, Mapping):
            name = _name(one, odd)
        else:
            literal = plain_line(one)[:_LONGEST_NAME]
            name = {"literal": literal} if literal else {}
        if name:
            found.append(name)
    return found, list(odd)


def _name(given: Mapping[Any, Any], odd: dict[str, None]) -> dict[str, Any]:
    name: dict[str, Any] = {}
    for key, value in given.items():
        if key in _NAME_TEXTS:
            if text := plain_line(value)[:_LONGEST_NAME]:
                name[key] = text
        elif key in _NAME_SWITCHES and isinstance(value, str | int | bool):
            name[key] = value if isinstance(value, bool | int) else plain_line(value)
        elif value not in (None, "", [], {}):
            odd[plain_line(key)[:60]] = None
    return name if any(key in name for key in _NAME_TEXTS) else {}


def kept_names(text: str) -> tuple[list[dict[str, Any]], bool]:
    """The names that a source holds, and whether all of what it holds are names."""
    try:
        held = json.loads(text or "[]")
        found, odd = names(held)
    except (ValueError, RecursionError):
        return [], False
    return found, not odd and len(found) == len(held)
