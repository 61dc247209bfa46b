"""Dates: what a person types → EDTF text, its bounds as days, and the words in which it is printed.

Bounds come from the `edtf` package (Library of Congress EDTF, levels 0 to 2). Nothing here knows today,
and nothing is guessed: what cannot be read is refused with an example of what can.
"""

import calendar
import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from briefing.wording import say

# Not from `calendar`, whose names follow the locale that the window's toolkit sets.
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = MappingProxyType(
    {
        21: "spring",
        22: "summer",
        23: "autumn",
        24: "winter",
        33: "first quarter of",
        34: "second quarter of",
        35: "third quarter of",
        36: "fourth quarter of",
        40: "first half of",
        41: "second half of",
    }
)
EXAMPLES = say("write a day, month or year, such as 1 September 2022, 2022-09-01, 2022-09 or 2022")
_DOUBT = " (uncertain)"
_LONGEST = 100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EDTF = re.compile(r"[0-9X.,/~?%\[\]{}SUYE+:TZ-]*[0-9][0-9X.,/~?%\[\]{}SUYE+:TZ-]*")
_PART = re.compile(r"(\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%]?)", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(2[1-4]|3[3-6]|4[01])", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_CENTURY = re.compile(r"(\d{2})XX", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? +)?([a-z]{3,9})\.?,? +(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})", re.ASCII)
_WEEKDAY_BEFORE = re.compile(rf"(?:{'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in WEEKDAYS)})\.?,? +", re.I)


def from_words(text: str) -> str:
    """EDTF for `1 September 2022`, `1st Sept, 2022`, `September 1, 2022` or `Sept 2022`.

    A weekday in front is taken as a check digit: where it is not that day's, the text comes back as it is, and so
    does all other text, trimmed.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return text
    weekday = _WEEKDAY_BEFORE.match(text)
    words = (text[weekday.end() :] if weekday else text).lower()
    if match := _DAY_FIRST.fullmatch(words):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(words):
        name, day, year = match.groups()
    else:
        return text
    month = _month(name)
    if not month:
        return text
    edtf = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    if weekday:
        try:
            same = WEEKDAYS[date.fromisoformat(edtf).weekday()][:3].lower() == text[:3].lower()
        except ValueError:
            same = False
        return edtf if same else text
    return edtf


def _month(name: str) -> int:
    if name == "sept":
        return 9
    return next((n for n, month in enumerate(MONTHS) if month.lower().startswith(name) and month), 0)


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
            raise ValueError(no_such_day(int(edtf[:4]), int(edtf[5:7]), int(edtf[8:]))) from None
    if len(edtf) > _LONGEST or not _EDTF.fullmatch(edtf):
        raise ValueError(say("“%1” is not a date; %2", edtf[:40], EXAMPLES))
    known = _common(edtf)
    if known is None:
        known = _library(edtf)
    earliest, latest = known
    if earliest and latest and earliest > latest:
        raise ValueError(say("“%1” ends before it begins", edtf))
    return earliest, latest


def no_such_day(year: int, month: int, day: int) -> str:
    """Why this is no day of the calendar: `February 2022 has 28 days`."""
    if not 1 <= year <= 9999:
        return say("years go from 1 to 9999")
    if not 1 <= month <= 12:
        return say("there is no month %1; months go from 1 to 12", month)
    if day < 1:
        return say("the days of a month begin with 1")
    return say("%1 %2 has %3 days", MONTHS[month], year, calendar.monthrange(year, month)[1])


def _common(edtf: str) -> tuple[str | None, str | None] | None:
    """Bounds of the commonest forms, so that the window starts without the parser; None for other forms.

    A test compares every one of them with what the `edtf` package says.
    """
    if season := _SEASON.fullmatch(edtf):
        return _season(int(season[1]), int(season[2]))
    start, slash, end = edtf.partition("/")
    sides: list[tuple[str | None, str | None]] = []
    for part in (start, end) if slash else (start,):
        match = _PART.fullmatch(part)
        if slash and part in ("", ".."):
            sides.append((None, None))
        elif match is None or (slash and "XX" in part) or (match[2] == "XX" and match[3] not in (None, "XX")):
            return None
        else:
            year, month, day = match[1], match[2], match[3]
            first = f"{year}-{month or '01'}-{day or '01'}".replace("XX", "01")
            last_month = "12" if month in (None, "XX") else month
            if not (year >= "0001" and "01" <= last_month <= "12"):
                return None
            days = calendar.monthrange(int(year), int(last_month))[1]
            last = f"{year}-{last_month}-{days if day in (None, 'XX') else day}"
            if day not in (None, "XX") and not 1 <= int(day) <= days:
                return None
            sides.append((first, last))
    return sides[0][0], sides[-1][1]


def _season(year: int, code: int) -> tuple[str, str] | None:
    """Bounds of a season of the northern half, a quarter or a half of a year. Winter ends in the year after."""
    first, months = (3 * (code - 21) + 3, 3) if code < 33 else (3 * (code - 33) + 1, 3) if code < 40 else (0, 6)
    if code >= 40:
        first = 6 * (code - 40) + 1
    last = first + months - 1
    end = year + (last > 12)
    if not 1 <= year <= end <= 9999:
        return None
    last = (last - 1) % 12 + 1
    return f"{year:04d}-{first:02d}-01", f"{end:04d}-{last:02d}-{calendar.monthrange(end, last)[1]}"


def _library(edtf: str) -> tuple[str | None, str | None]:
    """Bounds as the `edtf` package reads them. Raises ValueError with a sentence."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    text = edtf
    if text.startswith("/"):
        text = ".." + text  # an unknown start would get a ten-year bound, and so would an unknown end
    if text.endswith("/"):
        text += ".."
    try:
        parsed = parse_edtf(text)
        return _iso(parsed.lower_strict()), _iso(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError(say("“%1” is not a date; %2", edtf, EXAMPLES)) from None


def _iso(bound: object) -> str | None:
    year = getattr(bound, "tm_year", None)
    if year is None:
        return None
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    return f"{year:04d}-{bound.tm_mon:02d}-{bound.tm_mday:02d}"  # type: ignore[attr-defined]


def describe(edtf: str, *, weekday: bool = False, short: bool = False) -> str:
    """`edtf` in words for print: `about 18 July to 18 August 2022`, `by 18 August 2022`.

    `weekday` prints the weekday of full days (a free check digit); `short` abbreviates months and weekdays.
    """
    if not edtf:
        return ""
    if edtf[0] in "[{" and edtf[-1] in "]}":
        listed = [part.strip() for part in edtf[1:-1].split(",")]
        parts = [_stretch(part, "..", weekday, short) for part in listed]
        if listed == sorted(listed) and not any(".." in part or part[-1:] in "?~%" for part in listed):
            parts = [*(_without_shared(part, parts[-1]) for part in parts[:-1]), parts[-1]]
        return (" or " if edtf[0] == "[" else " and ").join(parts)
    return _stretch(edtf, "/", weekday, short)


def _stretch(edtf: str, between: str, weekday: bool, short: bool) -> str:
    start, found, end = edtf.partition(between)
    if not found:
        return _one(edtf, weekday, short)
    if start in ("", "..") and end in ("", ".."):
        return edtf
    if start in ("", ".."):
        return f"by {_one(end, weekday, short)}"
    if end in ("", ".."):
        return f"from {_one(start, weekday, short)}"
    mark = end[-1] if end[-1] in "?~%" else ""
    if (start[-1] if start[-1] in "?~%" else "") == mark:
        first, last = (_one(side.removesuffix(mark), weekday and not mark, short) for side in (start, end))
        about, doubt = "on or about " if mark in ("~", "%") else "", " (uncertain)" if mark in ("?", "%") else ""
        return f"{about}{_without_shared(first, last)} to {last}{doubt}"
    first, last = _one(start, weekday, short), _one(end, weekday, short)
    year = f" {end[:4]}"
    if first.endswith(year) and last.removesuffix(_DOUBT).endswith(year):
        first = first.removesuffix(year)
    if last.endswith(_DOUBT):
        last = f"{last.removesuffix(_DOUBT)} (end uncertain)"
    return f"{first} to {last}"


def _without_shared(first: str, last: str) -> str:
    """`first` without the month and year, or the year, that it shares with `last`."""
    here, there = first.split(" "), last.split(" ")
    shared = 0
    if len(here) > 1 and len(there) > 1 and here[-1] == there[-1]:
        shared = 1
        if len(here) > 2 and len(there) > 2 and here[-2] == there[-2] and here[-2] != "of":
            shared = 2
    return " ".join(here[: len(here) - shared])


def _one(edtf: str, weekday: bool, short: bool) -> str:
    if decade := _DECADE.fullmatch(edtf):
        return f"{decade[1]}0s"
    if century := _CENTURY.fullmatch(edtf):
        return f"{century[1]}00 to {century[1]}99"
    edtf = edtf.partition("T")[0]  # a time of day may stand in what came from elsewhere; nobody prints it
    match = _PART.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day, mark = match.groups()
    words: str = year
    if month and month != "XX":
        number = int(month)
        if number in SEASONS:
            words = f"{SEASONS[number]} {year}"
        elif not 1 <= number < len(MONTHS):
            return edtf  # nonsense is shown as it stands
        else:
            words = f"{MONTHS[number][:3] if short else MONTHS[number]} {year}"
        if day and day != "XX":
            words = f"{int(day)} {words}"
            if weekday and not mark:
                words = f"{_weekday(edtf, short)}{words}"
    about = "about " if mark and mark in "~%" else ""
    doubt = _DOUBT if mark and mark in "?%" else ""
    return f"{about}{words}{doubt}"


def _weekday(day: str, short: bool) -> str:
    try:
        name = WEEKDAYS[date.fromisoformat(day).weekday()]
    except ValueError:
        return ""
    return f"{name[:3] if short else name} "
