"""EDTF ↔ the dates of CSL-JSON, by rule; what the other side cannot say is told in words, and no day is invented.

Uncertain and approximate become `circa`; an unknown day leaves the month; a quarter or half year is a range of months.
What is open at one side, or one of several days, is `literal`. The caller keeps the EDTF beside it where `from_csl`
would read another one.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from briefing.rules import dates

_PART = re.compile(r"(\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?(?:T[0-9:Z+-]*)?([?~%]?)", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(2[1-4])", re.ASCII)
_MONTHS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}
)
"""The first and the last month of quarters and halves of a year."""
_NAMES: Mapping[str, int] = MappingProxyType(
    {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4, "1": 1, "2": 2, "3": 3, "4": 4}
)
_NO = ("", "0", "false", "no", "none")
_LONGEST = 200


def to_csl(edtf: str) -> dict[str, Any]:
    """A date as `date-parts`, with `season` or `circa` where they apply, else as `literal`; empty for no date."""
    if not edtf:
        return {}
    if season := _SEASON.fullmatch(edtf):
        return {"date-parts": [[int(season[1])]], "season": int(season[2]) - 20}
    if len(edtf) == 7 and edtf[5:] in _MONTHS:
        year, (first, last) = int(edtf[:4]), _MONTHS[edtf[5:]]
        return {"date-parts": [[year, first], [year, last]]}
    start, slash, end = edtf.partition("/")
    sides = [_PART.fullmatch(side) for side in ((start, end) if slash else (start,))]
    parts = [_numbers(side) for side in sides if side is not None]
    if len(parts) != len(sides) or not all(parts):
        return {"literal": dates.describe(edtf)}
    made: dict[str, Any] = {"date-parts": parts}
    if any(side is not None and side[4] for side in sides):
        made["circa"] = True
    return made


def _numbers(side: re.Match[str]) -> list[int]:
    """Year, month and day as far as they are known; empty where they are no date of the calendar."""
    known = [int(side[1])]
    for part in (side[2], side[3]):
        if part is None or part == "XX":
            break
        known.append(int(part))
    return known if len(known) == 1 or known[1] <= 12 else []


def from_csl(value: object) -> str:
    """The EDTF of a date as other programs write it: an object, or text in EDTF or in words. Empty where it is none.

    Raises ValueError, without a sentence, for what cannot be read as a date.
    """
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _from_text(str(value))
    if not isinstance(value, Mapping):
        if value:
            raise ValueError
        return ""
    for name in ("edtf", "date-parts", "raw", "literal"):
        given = value.get(name)
        if given and name == "date-parts":
            if made := _from_parts(given, value):
                return made
        elif given:
            return _from_text(_plain(given))
    return ""


def _plain(given: object) -> str:
    """A text or a number as text; empty for anything else, however deep it is nested."""
    return str(given).strip() if isinstance(given, str | int) else ""


def _from_text(text: str) -> str:
    text = text.strip()
    if len(text) > _LONGEST:
        raise ValueError
    edtf = dates.from_words(text)
    dates.bounds(edtf)
    return edtf


def _from_parts(given: object, value: Mapping[Any, Any]) -> str:
    if not isinstance(given, list) or len(given) > 2:
        raise ValueError
    circa = _plain(value.get("circa") or "").casefold() not in _NO
    sides = [_one(part) for part in given]
    if not any(sides):
        return ""
    if not sides[0]:
        raise ValueError
    season = _NAMES.get(_plain(value.get("season") or "").casefold(), 0)
    if season and len(sides) == 1 and len(sides[0]) == 4:
        sides[0] = f"{sides[0]}-{20 + season}"
    if circa:
        sides = [_about(side) for side in sides]
    edtf = "/".join(side or ".." for side in sides)
    dates.bounds(edtf)
    return edtf


def _about(side: str) -> str:
    """A side of a date as approximate; a season cannot be, in the subset that is kept here."""
    return side if not side or _SEASON.fullmatch(side) else f"{side}~"


def _one(part: object) -> str:
    """One side of `date-parts`; empty where it holds nothing, as the open end of a range is written."""
    if not isinstance(part, list) or len(part) > 3:
        raise ValueError
    numbers: list[int] = []
    for one in part:
        number = _number(one)
        if not number:
            break
        numbers.append(number)
    if not numbers:
        return ""
    if not 1 <= numbers[0] <= 9999:
        raise ValueError
    edtf = f"{numbers[0]:04d}"
    if len(numbers) > 1:
        # months 13 to 16 are the seasons of older files, 21 to 24 those of EDTF
        month = numbers[1] + 8 if 13 <= numbers[1] <= 16 else numbers[1]
        edtf += f"-{month:02d}"
    return edtf + (f"-{numbers[2]:02d}" if len(numbers) > 2 else "")


def _number(one: object) -> int:
    if one is None or one == "":
        return 0
    if isinstance(one, bool) or not isinstance(one, int | str) or len(str(one)) > 6:
        raise ValueError
    return int(str(one).strip())
