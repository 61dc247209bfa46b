"""Dates: what a person types → EDTF text, its bounds as days, and the words in which it is printed.

Bounds come from the `edtf` package (Library of Congress EDTF, levels 0 to 2). Nothing here knows today,
and nothing is guessed: what cannot be read is refused with an example of what can.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

MONTHS = tuple(calendar.month_name)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PART = re.compile(r"(\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%]?)")
_WORDS = re.compile(r"(?:(\d{1,2})\.? +)?([A-Za-z]{3,9})\.?,? +(\d{4})")
EXAMPLES = "write a day, month or year, such as 1 September 2022, 2022-09-01, 2022-09 or 2022"


def from_words(text: str) -> str:
    """EDTF for `1 September 2022`, `1 Sep 2022` or `Sept 2022`; other text comes back as it is, trimmed."""
    text = text.strip()
    match = _WORDS.fullmatch(text)
    if not match:
        return text
    day, name, year = match.groups()
    months = [n for n, month in enumerate(MONTHS) if month and month.lower().startswith(name.lower()[:3])]
    if not months or not (MONTHS[months[0]].lower().startswith(name.lower()) or name.lower() == "sept"):
        return text
    edtf = f"{year}-{months[0]:02d}"
    return f"{edtf}-{int(day):02d}" if day else edtf


@lru_cache(maxsize=2048)
def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Earliest and latest day of `edtf` as ISO text; None where that side is open.

    Raises ValueError with a sentence where the text is no date.
    """
    if not edtf:
        return None, None
    if _DAY.fullmatch(edtf):
        try:
            return (day := date.fromisoformat(edtf).isoformat()), day
        except ValueError:
            raise ValueError(f"there is no such day as {edtf}") from None
    from edtf import parse_edtf  # noqa: PLC0415 (heavy; only needed for dates that are not plain days)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    if edtf.startswith("/"):
        edtf = ".." + edtf  # an unknown start would get a ten-year bound
    try:
        parsed = parse_edtf(edtf)
        return _iso(parsed.lower_strict()), _iso(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        raise ValueError(f"“{edtf[:40]}” is not a date; {EXAMPLES}") from None


def _iso(bound: object) -> str | None:
    year = getattr(bound, "tm_year", None)
    if year is None:
        return None
    if not 1 <= year <= 9999:  # noqa: PLR2004 (the range of datetime.date)
        raise ValueError("year out of range")
    return f"{year:04d}-{bound.tm_mon:02d}-{bound.tm_mday:02d}"  # type: ignore[attr-defined]


def describe(edtf: str, *, weekday: bool = False, short: bool = False) -> str:
    """`edtf` in words for print: `about 18 July to 18 August 2022`, `by 18 August 2022`.

    `weekday` prints the weekday of full days (a free check digit); `short` abbreviates months.
    """
    if not edtf:
        return ""
    if edtf[0] in "[{" and edtf[-1] in "]}":
        return " or ".join(_one(part.strip(), weekday, short) for part in edtf[1:-1].split(","))
    if "/" not in edtf:
        return _one(edtf, weekday, short)
    start, _, end = edtf.partition("/")
    if start in ("", ".."):
        return f"by {_one(end, weekday, short)}"
    if end in ("", ".."):
        return f"from {_one(start, weekday, short)}"
    first, last = _one(start, weekday, short), _one(end, weekday, short)
    year = f" {end[:4]}"
    if first.endswith(year) and last.endswith(year):
        first = first.removesuffix(year)
    return f"{first} to {last}"


def _one(edtf: str, weekday: bool, short: bool) -> str:
    match = _PART.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day, mark = match.groups()
    words = year
    if month and month != "XX":
        if not 1 <= int(month) <= 12:  # noqa: PLR2004 (seasons and nonsense are shown as they stand)
            return edtf
        name = calendar.month_abbr[int(month)] if short else MONTHS[int(month)]
        words = f"{name} {year}"
        if day and day != "XX":
            words = f"{int(day)} {words}"
            if weekday and not mark:
                names = calendar.day_abbr if short else calendar.day_name
                words = f"{names[date(int(year), int(month), int(day)).weekday()]} {words}"
    about = {"": "", "~": "about ", "?": "", "%": "about "}[mark]
    doubt = " (uncertain)" if mark in ("?", "%") else ""
    return f"{about}{words}{doubt}"
