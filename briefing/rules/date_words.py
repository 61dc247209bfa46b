"""A date as people type it, read as EDTF with respect to a day: `early Aug 2022`, `by Friday`, `30/31 August`.

Responsible for: the grammar of such words, and for saying what was assumed on the way (a year, day before month).
Refuses to: guess silently. What cannot be read is refused with a sentence. Pure: the day is given.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.rules import dates
from briefing.rules.date_names import normal, weekday_number
from briefing.rules.date_singles import refused
from briefing.rules.date_spans import Spans
from briefing.rules.date_times import NOT_KEPT, without_time
from briefing.wording import say

EXAMPLES = (
    "18 August 2022", "19 Aug", "31.8.2022", "Aug 2022", "early Aug 2022", "by Friday", "before 1 Sept",
    "30-31 Aug", "from 3 May to 6 June", "about 20 August", "August or September", "spring 2022", "Q3 2022",
    "since 2013", "in two weeks", "week of 22 August", "20 Aug?",
)  # fmt: skip
_LONGEST = 100
_ANY_DIGIT = re.compile(r"\d")
_ABOUT = re.compile(r"(on or about|about|around|circa|ca\.?|c\.|approximately|approx\.?|roughly|some time in|~) ?(.+)")
_DOUBT = re.compile(r"(?:possibly|perhaps|maybe|probably) (.+)|(.+?) ?(?:\?|\(uncertain\)|\(\?\))")
_BEFORE = re.compile(r"(?:before|prior to|earlier than|vor) (.+)")
_AFTER = re.compile(r"(?:after|later than|nach) (.+)")
_BY = re.compile(r"(?:by|until|till|up to|no later than|not later than|bis) (.+)|(.+) (?:or earlier|at the latest)")
_SINCE = re.compile(
    r"(?:since|from|starting|as of|as from|not before|seit|ab) (.+?)(?: onwards?)?|(.+) (?:or later|onwards?)"
)
_LAST_OF = re.compile(r"(?:the )?end of (.+)")
_RANGE = re.compile(r" (?:to|until|till|through) | - |-")
_BETWEEN = re.compile(r"between (.+) and (.+)")
_EITHER = re.compile(r"(?:either )?(.+) (or|and) (.+)")
_OF_A_MONTH = r"((?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? )?\d{1,2})(?:st|nd|rd|th|\.)?"
_DAYS_OF_MONTH = re.compile(
    rf"(?:the )?{_OF_A_MONTH} ?(to|-|/|or|and) ?{_OF_A_MONTH}(?: of)? ([^\W\d_]{{3,}}\.?(?: (?:\d{{4}}|['’]?\d{{2}}))?)"
)
_MONTH_OF_DAYS = re.compile(
    r"([^\W\d_]{3,}\.?) (\d{1,2})(?:st|nd|rd|th)? ?(to|-|/|or|and) ?(\d{1,2})(?:st|nd|rd|th)?( (?:\d{4}|['’]\d{2}))?"
)
_YEAR = re.compile(
    r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|['’]\d{2}$|\d(?:st|nd|rd|th|\.)?(?: of)? ?[^\W\d_]{3,10}\.? \d{2}$"
)


class UnreadableDateError(ValueError):
    """The text is no date; the message is a sentence without its full stop that says why."""


@dataclass(frozen=True)
class Understood:
    """How a text was read. `notes` says what was assumed; `plain` that the text needed no reading at all."""

    edtf: str
    words: str
    notes: tuple[str, ...] = ()
    plain: bool = False


def read(text: str, today: date, facing: int = 0) -> Understood:
    """`text` as EDTF, as somebody means it who writes on `today`. EDTF itself comes back unchanged.

    A weekday alone is the last one where `facing` is -1 (it has happened), else the coming one. A time of day is
    left out, with a note. Raises UnreadableDateError, and nothing else, where it is no date.
    """
    typed = text.strip()
    words = " ".join(typed[: _LONGEST + 1].split())
    if len(typed) > _LONGEST or (day := without_time(words)) == words:
        return _read(typed, today, facing)
    try:
        found = _read(day, today, facing)
    except UnreadableDateError as error:
        if str(error).startswith(f"“{day}"):
            return _read(typed, today, facing)  # what is refused is the text as it was typed
        raise
    return replace(found, notes=(*found.notes, NOT_KEPT), plain=False)


def _read(typed: str, today: date, facing: int) -> Understood:
    if not typed:
        return Understood("", "", plain=True)
    plain = dates.from_words(typed)
    try:
        dates.bounds(plain)
    except ValueError as error:
        unread = str(error)
    else:
        return Understood(plain, dates.describe(plain, weekday=True), plain=True)
    if len(typed) > _LONGEST:
        raise UnreadableDateError(
            say("a date has at most %1 characters; this text has %2", _LONGEST, f"{len(typed):,}")
        )
    if any(not digit.isascii() for digit in _ANY_DIGIT.findall(typed)):
        raise UnreadableDateError("please write the digits of a date as 0 to 9")
    reader = _Reader(today, facing)
    try:
        edtf = reader.phrase(normal(typed))
        if edtf:
            dates.bounds(edtf)
    except (ValueError, OverflowError) as error:
        known = isinstance(error, ValueError) and str(error)
        raise UnreadableDateError(known or "years go from 1 to 9999") from None
    if not edtf:
        raise UnreadableDateError(unread)
    return Understood(edtf, dates.describe(edtf, weekday=True), tuple(dict.fromkeys(reader.notes)))


class _Reader(Spans):
    """Reads phrases: marks, open and closed stretches, choices. What stands in them is read by `Spans`."""

    def phrase(self, words: str) -> str:
        """EDTF of the whole text; empty where it is none. Raises ValueError where it is impossible."""
        ways = (self._days_of_month, self.single, self._doubtful, self._approximate, self._closed, self._open)
        for way in (*ways, self._choice):
            assumed = len(self.notes)
            if found := way(words):
                return found
            del self.notes[assumed:]
        return ""

    def _doubtful(self, words: str) -> str:
        match = _DOUBT.fullmatch(words)
        return _marked(self.phrase(match[1] or match[2]), "?") if match else ""

    def _approximate(self, words: str) -> str:
        match = _ABOUT.fullmatch(words)
        if not match:
            return ""
        inside = match[2]
        if match[1] != "on or about" and not self._days_of_month(inside) and (both := self._closed(inside)):
            start, _, end = both.partition("/")  # about 18 July to 18 August: the word stands before one day only
            return f"{_marked(start, '~')}/{end}"
        return _marked(self.phrase(inside), "~")

    def _days_of_month(self, words: str) -> str:
        """`30-31 Aug 2022`, `18 or 19 August`, `August 30-31, 2022`."""
        if match := _DAYS_OF_MONTH.fullmatch(words):
            first, between, last, rest = match.groups()
        elif match := _MONTH_OF_DAYS.fullmatch(words):
            month, first, between, last, year = match.groups()
            rest = month + (year or "")
        else:
            return ""
        return self._pair(f"{first} {rest}", f"{last} {rest}", between)

    def _closed(self, words: str) -> str:
        """`from 3 May to 6 June`, `between 3 and 6 May`, `30 Dec 2021 - 2 Jan 2022`."""
        if (match := _BETWEEN.fullmatch(words)) and (inner := f"{match[1]} to {match[2]}"):
            return self._days_of_month(inner) or self._pair(match[1], match[2], "to")
        inner = words.removeprefix("from ")
        if found := self._days_of_month(inner):
            return found
        for split in _RANGE.finditer(inner):
            if found := self._pair(inner[: split.start()], inner[split.end() :], "to"):
                return found
        return ""

    def _choice(self, words: str) -> str:
        match = _EITHER.fullmatch(words)
        return self._pair(match[1], match[3], match[2]) if match else ""

    def _pair(self, first: str, last: str, between: str) -> str:
        """Two dates that give each other the year that one of them lacks."""
        assumed = len(self.notes)
        end_mark = _DOUBT.fullmatch(last.replace("(end uncertain)", "?"))
        start, end = first.strip(), (end_mark[2] or last if end_mark else last).strip()
        about = [match[2] if (match := _ABOUT.fullmatch(side)) else "" for side in (start, end)]
        start, end = about[0] or start, about[1] or end
        doubted = _DOUBT.fullmatch(start)
        start = (doubted[2] or start) if doubted else start
        if _YEAR.search(end) and not _YEAR.search(start):
            there = self.single(end)
            here = self.single(start, near=_day(there, 1), side=-1) if there else ""
        else:
            here = self.single(start)
            there = self.single(end, near=_day(here, 0), side=0 if _YEAR.search(end) else 1) if here else ""
        if not here or not there or "/" in here + there:
            del self.notes[assumed:]
            return ""
        if between not in ("or", "and") and _day(there, 1) < _day(here, 0):
            if weekday_number(end) is None:
                first, last = dates.describe(here), dates.describe(there)
                raise ValueError(say("the end, %1, lies before the beginning, %2", last, first))
            there = (_day(there, 0) + timedelta(days=7)).isoformat()
        here = _marked(here, "~" if about[0] else "", "?" if doubted else "")
        there = _marked(there, "~" if about[1] else "", "?" if end_mark else "")
        if between in ("or", "and"):
            return f"[{here},{there}]" if between == "or" else f"{{{here},{there}}}"
        return f"{_no_season(here, 0)}/{_no_season(there, 1)}"

    def _open(self, words: str) -> str:
        ways: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
            (_BEFORE, lambda inner: f"../{_beside(inner, -1)}"),
            (_AFTER, lambda inner: f"{_beside(inner, 1)}/.."),
            (_BY, lambda inner: f"../{_side(inner, 1)}"),
            (_SINCE, lambda inner: f"{_side(inner, 0)}/.."),
        )
        for pattern, make in ways:
            match = pattern.fullmatch(words)
            if not match:
                continue
            inner = next(group for group in match.groups() if group)
            if pattern is _BY and (last_of := _LAST_OF.fullmatch(inner)) and (whole := self.single(last_of[1])):
                return f"../{_day(whole, 1).isoformat()}"
            found = (
                self._days_of_month(inner) or self.single(inner) or self._doubtful(inner) or self._approximate(inner)
            )
            if found and not found.startswith("..") and not found.endswith(".."):
                return make(found)
        return ""


def _marked(edtf: str, *marks: str) -> str:
    """`edtf` with marks (`~` approximate, `?` uncertain) on every day, month or year in it; together they are `%`."""
    wanted = "".join(marks)
    if not edtf or not wanted:
        return edtf
    if edtf[0] in "[{":
        return edtf[0] + ",".join(_marked(part, *marks) for part in edtf[1:-1].split(",")) + edtf[-1]
    if "/" in edtf:
        return "/".join(side if side in ("", "..") else _marked(side, *marks) for side in edtf.split("/"))
    if edtf.endswith("X") or _no_season(edtf, 0) != edtf:
        return _marked(f"{_no_season(edtf, 0)}/{_no_season(edtf, 1)}", *marks)
    bare = edtf.rstrip("?~%")
    kinds = set(edtf[len(bare) :].replace("%", "~?") + wanted)
    return bare + ("%" if len(kinds) == 2 else kinds.pop())


def _no_season(edtf: str, side: int) -> str:
    """The first (0) or last (1) month of a season, quarter or half, or year of a decade; all else as it is."""
    if edtf.endswith("X"):
        return dates.bounds(edtf)[side][:4]  # type: ignore[index]
    if edtf[5:7] > "12" and len(edtf) == 7:
        return dates.bounds(edtf)[side][:7]  # type: ignore[index]
    return edtf


def _day(edtf: str, side: int) -> date:
    """The first (0) or last (1) day of what has both."""
    bound = dates.bounds(edtf)[side]
    if bound is None:
        raise refused(edtf)
    return date.fromisoformat(bound)


def _side(edtf: str, side: int) -> str:
    """The first (0) or last (1) date in `edtf`."""
    if edtf[0] in "[{":
        return edtf[1:-1].split(",")[-side]
    return _no_season(edtf.split("/")[-side], side)


def _beside(edtf: str, step: int) -> str:
    """The day, month or year before (-1) or after (1) `edtf`, as precise as that, with its mark."""
    part = _side(edtf, 0 if step < 0 else 1)
    bare = part.rstrip("?~%")
    mark = part[len(bare) :]
    day = _day(bare, 0 if step < 0 else 1) + timedelta(days=step)
    return day.isoformat()[: len(bare)] + mark
