"""Weekdays in prose that are not those of the dates beside them: “Friday 18 August 2022” was a Thursday.

Weekdays are English; months may be those of `date_names`. A date without a year counts in the years that the text
names and in the one nearest to a given day; it is told only where it is wrong in all of them. Refuses to: read a
weekday that stands anywhere else in the sentence as if it belonged to a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.rules.date_names import month_number, normal, weekday_number
from briefing.rules.dates import WEEKDAYS

_WHOLE_NAME = r"(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DAY_NAME = rf"(?:{_WHOLE_NAME}|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|(?<![Tt]he )Sun)"  # The Sun is a newspaper
_WEEKDAY = rf"\b{_DAY_NAME}\b"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_MONTH = r"[^\W\d_]{3,12}\.?"
_YEAR = r"(?:,?\s+\d{4}\b)?"
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}\b|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b"
    rf"|{_NUMBER}(?:\s+of)?\s+{_MONTH}{_YEAR}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR})"
)
_BETWEEN = r"(?:,?\s+(?:the\s+)?|\s*\()"
_BEHIND = r"(?:\s*\(|,?\s+(?:was|is|will\s+be|falls\s+on|fell\s+on)\s+(?:a\s+)?|,\s+a\s+)"
_PAIRS = (
    re.compile(rf"(?P<weekday>{_WEEKDAY}){_BETWEEN}(?P<date>{_DATE})"),
    re.compile(rf"(?P<date>\b{_DATE}){_BEHIND}(?P<weekday>{_WEEKDAY})"),
)
_FIRST_OF_TWO = re.compile(
    rf"(?P<weekday>{_WEEKDAY}){_BETWEEN}(?P<day>{_NUMBER})\s*(?:to|and|or|until|[-–])\s*(?:{_WEEKDAY}{_BETWEEN})?"
    rf"(?P<rest>{_NUMBER}(?:\s+of)?\s+{_MONTH}{_YEAR})"
)
_LONE = re.compile(rf"\b{_WHOLE_NAME}\b")
_WHOLE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DAY_FIRST = re.compile(rf"({_NUMBER})(?:\s+of)?\s+({_MONTH})(?:,?\s+(\d{{4}}))?")
_MONTH_FIRST = re.compile(rf"({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?")
_SOME_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_EMPHASIS = re.compile(r"[*_`]+")


@dataclass(frozen=True)
class Mismatch:
    """Words in which weekday and date do not fit, and the day with its true weekday."""

    words: str
    day: date

    @property
    def weekday(self) -> str:
        """The weekday that the date has."""
        return WEEKDAYS[self.day.weekday()]


def mismatches(text: str, near: date) -> list[Mismatch]:
    """Every pair of a weekday and a date in `text` that does not fit; `near` is the day of which it speaks."""
    plain = _EMPHASIS.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")
    years = {int(one) for one in _SOME_YEAR.findall(plain)}
    found = dict.fromkeys(_wrong(plain, years, near))
    return list(found)


def weekdays_in(text: str) -> set[int]:
    """The weekdays that a text names by their whole names, 0 for Monday."""
    named = (weekday_number(normal(one)) for one in _LONE.findall(text))
    return {one for one in named if one is not None}


def day_and_month(text: str) -> set[tuple[int, int]]:
    """The days that a text names, each as (month, day)."""
    found = (_read(one) for one in re.findall(rf"\b{_DATE}", text))
    return {(month, day) for month, day, _ in filter(None, found)}


def _wrong(text: str, years: set[int], near: date) -> Iterator[Mismatch]:
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            yield from _compared(match[0], match["weekday"], match["date"], years, near)
    for match in _FIRST_OF_TWO.finditer(text):
        day, rest = match["day"], match["rest"]
        last = re.match(_NUMBER, rest)
        if last is not None and _digits(day) < _digits(last[0]):  # else it lies in the month before
            yield from _compared(match[0], match["weekday"], f"{day}{rest[last.end() :]}", years, near)


def _compared(words: str, weekday: str, written: str, years: set[int], near: date) -> Iterator[Mismatch]:
    wanted, read = weekday_number(normal(weekday).rstrip(".")), _read(written)
    if wanted is None or read is None:
        return
    month, day, year = read
    days = [one for one in (_day(y, month, day) for y in ([year] if year else sorted(years))) if one]
    if not year:
        beside = [one for one in (_day(near.year + step, month, day) for step in (-1, 0, 1)) if one]
        days = sorted(beside, key=lambda one: abs((one - near).days))[:1] + days
    if days and all(one.weekday() != wanted for one in days):
        yield Mismatch(words.strip(), days[0])


def _read(written: str) -> tuple[int, int, int] | None:
    """(month, day, year) of a date; the year is 0 where it is not given. None where it is no date."""
    if match := _WHOLE.fullmatch(written):
        return int(match[2]), int(match[3]), int(match[1])
    if match := _DOTTED.fullmatch(written):
        return int(match[2]), int(match[1]), int(match[3])
    if match := _DAY_FIRST.fullmatch(written):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(written):
        name, day, year = match.groups()
    else:
        return None
    month = month_number(normal(name).rstrip("."))
    return (month, _digits(day), int(year or 0)) if month else None


def _digits(text: str) -> int:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
