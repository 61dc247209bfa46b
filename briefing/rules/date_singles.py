"""One day, month, year or named stretch in words: `19 Aug`, `1/9/2022`, `late August`, `Q3 2022`, `next week`.

Responsible for: the year that is not given, weekdays as check digits, days counted from today, and notes on each
assumption. Refuses to: combine dates, which `date_words` does.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from briefing.rules import dates
from briefing.rules.date_names import SEASON_CODES, amount, month_number, ordinal, weekday_number
from briefing.wording import say

_BEFORE_A_DATE = re.compile(r"^(?:on|in|at|during|le|am|im) ")
_NAME = r"([^\W\d_]{3,10})\.?"
_WEEKDAY = r"(?:(mon|tue|wed|thu|fri|sat|sun)([a-z]{0,6})\.? )?"
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(?:the )?(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of)? ?{_NAME}(?: (\d{{4}}|['’]?\d{{2}})\.?)?"
)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?(?: (\d{{4}}|['’]\d{{2}}))?")
_MONTH = re.compile(rf"{_NAME}(?: (?:of )?(\d{{4}}|['’]\d{{2}}))?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DECADE = re.compile(r"(?:the )?(\d{3})0s")
_DAY_ALONE = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")
_PART_NAME = "early|mid|late|beginning|start|middle|end"
_PART = re.compile(
    rf"(?:the )?(?:({_PART_NAME})(?:(?:/|-| to | or )({_PART_NAME}))?|(first|1st|second|2nd) half)[ -](?:of |in )?(.+)"
)
_PART_OF_YEAR = re.compile(
    r"(?:the )?(?:(q|h)([1-4])|(first|second|third|fourth|1st|2nd|3rd|4th) (quarter|half))"
    r"(?: of)?(?: (\d{4}|['’]\d{2}))?"
)
_SEASON = re.compile(r"(?:the )?(spring|summer|autumn|fall|winter)(?: of)?(?: (\d{4}|['’]\d{2}))?")
UNIT = r"(day|week|fortnight|month|year)s?"
_AHEAD = re.compile(rf"(?:in )?(a couple of|[a-z]+|\d{{1,4}}) {UNIT}(?:['’]? time| from (?:now|today))?")
_AGO = re.compile(rf"(a couple of|[a-z]+|\d{{1,4}}) {UNIT} ago")
_NAMED_STRETCH = re.compile(r"(this|next|last|past|coming) (week|weekend|month|quarter|year)")
_NAMED_WEEKDAY = re.compile(r"(?:(this|next|last|past|coming) )?([a-z]{3,9})\.?")
_NEAR_DAYS = {
    "today": 0, "now": 0, "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "day after tomorrow": 2,
    "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip


def refused(text: str) -> ValueError:
    """What is raised for words that are no date."""
    return ValueError(say("“%1” is not a date; %2", text[:40], dates.EXAMPLES))


class Singles:
    """Reads one date on `today`; `notes` collects what was assumed."""

    def __init__(self, today: date, facing: int = 0) -> None:
        """Read as somebody means it who writes on `today` of what happened (`facing` -1), or is to come (1)."""
        self.today = today
        self._facing = facing
        self.notes: list[str] = []

    def single(self, words: str, near: date | None = None, side: int = 0) -> str:
        """EDTF of one date; empty where it is none. Raises ValueError where there is no such day.

        A year that is not given is the one that brings the date nearest to `near` (today, if not given): the last
        one before it where `side` is -1, the first one after it where it is 1.
        """
        words = words.strip()
        if not _NUMBERS.fullmatch(words):
            words = words.removesuffix(".")
        bare = _BEFORE_A_DATE.sub("", words)
        return (
            self._relative(words.removeprefix("on "))
            or self._written(bare, near, side)
            or self._numeric(bare, near, side)
            or self._stretch(bare, near, side)
        )

    # days, months and years

    def _written(self, words: str, near: date | None, side: int) -> str:
        if match := _DAY_ALONE.fullmatch(words):
            return self._day_alone(int(match[1]))
        elif match := _DAY_MONTH.fullmatch(words):
            short, rest, day, name, year = match.groups()
        elif match := _MONTH_DAY.fullmatch(words):
            short, rest, name, day, year = match.groups()
        elif match := _MONTH.fullmatch(words):
            short, rest, day, name, year = None, None, None, *match.groups()
        elif re.fullmatch(r"(?:the )?(?:year )?\d{4}", words):
            return words[-4:]
        elif match := _DECADE.fullmatch(words):
            return f"{match[1]}X"
        else:
            return ""
        month = month_number(name)
        weekday = weekday_number(f"{short}{rest}") if short else None
        if not month or (short and weekday is None):
            return ""
        return self._day_of(year, month, day, weekday, near, side)

    def _numeric(self, words: str, near: date | None, side: int) -> str:
        if match := _ISO.fullmatch(words):
            year, number, on = match.groups()
            if on is None and int(number) > 12:
                return ""
            return self._day_of(year, int(number), on, None, near, side)
        match = _NUMBERS.fullmatch(words)
        if not match:
            return ""
        day, mark, month, year = match.groups()
        if mark == "-" and not year:
            return ""
        if mark != "." and int(day) <= 12 and day != month:
            self.notes.append(say("the first number was read as the day"))
        if int(month) > 12:
            raise ValueError(say("the day comes before the month here, and there is no month %1", int(month)))
        return self._day_of(year, int(month), day, None, near, side)

    def _day_of(
        self, year: str | None, month: int, day: str | None, weekday: int | None, near: date | None, side: int
    ) -> str:
        if year:
            edtf = _edtf(int(self._four_digits(year)), month, day)
            _check_weekday(edtf, weekday)
            return edtf
        known = [one for one in _years(near or self.today) if _exists(one, month, day)]
        if not known:
            raise ValueError(dates.no_such_day((near or self.today).year, month, int(day or 1)))
        fitting = [year for year in known if weekday is None or _weekday(year, month, day) == weekday]
        if not fitting:
            _check_weekday(_edtf(_nearest(known, month, day, near or self.today, side), month, day), weekday)
        chosen = _nearest(fitting or known, month, day, near or self.today, side)
        if near is None:
            nearest = _nearest(known, month, day, self.today, side)
            self.notes.append(_why_year(chosen, nearest, month, int(day or 1), weekday))
        return _edtf(chosen, month, day)

    def _four_digits(self, year: str) -> str:
        """A year of two digits as the nearest one that ends in them."""
        digits = year.lstrip("'’")
        if len(digits) == 4:
            return digits
        first = self.today.year // 100 * 100 + int(digits)
        taken = min((first, first - 100, first + 100), key=lambda one: abs(one - self.today.year))
        self.notes.append(say("the year was taken as %1", f"{taken:04d}"))
        return f"{taken:04d}"

    def _day_alone(self, day: int) -> str:
        first = self.today.replace(day=1)
        months = [first, _add_months(first, -1), _add_months(first, 1)]
        known = [date(m.year, m.month, day) for m in months if _exists(m.year, m.month, str(day))]
        if not known:
            raise ValueError("a month has 28 to 31 days")
        chosen = min(known, key=lambda one: abs((one - self.today).days))
        self.notes.append(say("no month was given; %1 %2 is the nearest", dates.MONTHS[chosen.month], chosen.year))
        return chosen.isoformat()

    # parts of months and years

    def _stretch(self, words: str, near: date | None, side: int) -> str:
        if match := _PART_OF_YEAR.fullmatch(words):
            letter, number, word, unit, year = match.groups()
            which = int(number) if number else ordinal(word)
            if letter == "h" or unit == "half":
                return f"{self._year(year, near)}-{39 + which}" if which <= 2 else ""
            return f"{self._year(year, near)}-{32 + which}"
        if match := _SEASON.fullmatch(words):
            code = SEASON_CODES[match[1]]
            year = self._year(match[2], near)
            return self._season(match[1], f"{year}-{code}")
        if match := _PART.fullmatch(words):
            name, to, half, rest = match.groups()
            whole = self._written(rest, near, side) or self._this_one(rest)
            if len(whole) in (4, 7) and whole.replace("-", "").isdigit():
                start, end = (_part_of(whole, one or "", half or "").partition("/") for one in (name, to or name))
                return f"{start[0]}/{end[2]}" if end[1] else start[0]
        return ""

    def _season(self, name: str, edtf: str) -> str:
        """`edtf`, with a note of the months that the season is taken for."""
        first, last = (str(bound)[:7] for bound in dates.bounds(edtf))
        self.notes.append(say("%1 was read as %2", name, dates.describe(f"{first}/{last}")))
        return edtf

    def _this_one(self, words: str) -> str:
        match = _NAMED_STRETCH.fullmatch(words)
        return self._relative(words) if match and match[2] in ("month", "year") else ""

    def _year(self, year: str | None, near: date | None) -> str:
        if year:
            return self._four_digits(year)
        taken = f"{(near or self.today).year:04d}"
        if near is None:
            self.notes.append(say("no year was given; %1 was taken", taken))
        return taken

    # days counted from today

    def _relative(self, words: str) -> str:
        found = self._near_day(words) or self._counted(words) or self._named(words)
        if found:
            self.notes.append(say("counted from %1", dates.describe(self.today.isoformat(), weekday=True)))
        return found

    def _near_day(self, words: str) -> str:
        if words in _NEAR_DAYS:
            return (self.today + timedelta(days=_NEAR_DAYS[words])).isoformat()
        match = _NAMED_WEEKDAY.fullmatch(words)
        number = weekday_number(match[2]) if match else None
        if match is None or number is None:
            return ""
        monday = self.today - timedelta(days=self.today.weekday())
        if match[1] == "next":
            self.notes.append(say("read as the %1 of the week after this one", dates.WEEKDAYS[number]))
            return (monday + timedelta(days=7 + number)).isoformat()
        if match[1] == "this":
            return (monday + timedelta(days=number)).isoformat()
        if match[1] in ("last", "past"):
            return (self.today - timedelta(days=(self.today.weekday() - number - 1) % 7 + 1)).isoformat()
        if self._facing < 0 and not match[1]:
            self.notes.append(say("read as the last %1, for it has happened", dates.WEEKDAYS[number]))
            return (self.today - timedelta(days=(self.today.weekday() - number) % 7)).isoformat()
        self.notes.append(say("read as the coming %1", dates.WEEKDAYS[number]))
        return (self.today + timedelta(days=(number - self.today.weekday()) % 7)).isoformat()

    def _counted(self, words: str) -> str:
        counts = words.startswith("in ") or words.endswith((" time", " now", " today"))
        ahead = _AHEAD.fullmatch(words) if counts else None
        match = ahead or _AGO.fullmatch(words)
        if not match or not (count := amount(match[1])):
            return ""
        return moved_by(self.today, count if ahead else -count, match[2]).isoformat()

    def _named(self, words: str) -> str:
        match = _NAMED_STRETCH.fullmatch(words)
        if not match:
            return ""
        step = {"next": 1, "coming": 1, "last": -1, "past": -1}.get(match[1], 0)
        monday = self.today + timedelta(days=7 * step - self.today.weekday())
        match match[2]:
            case "week":
                return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
            case "weekend":
                return f"{(monday + timedelta(days=5)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
            case "month":
                return _add_months(self.today, step).isoformat()[:7]
            case "quarter":
                day = _add_months(self.today, 3 * step)
                return f"{day.year:04d}-{33 + (day.month - 1) // 3}"
            case _:
                return _add_months(self.today, 12 * step).isoformat()[:4]


def moved_by(day: date, count: int, unit: str) -> date:
    """`day` and `count` days, weeks, fortnights, months or years; raises ValueError beyond the calendar."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    return day + timedelta(days=count * days) if days else _add_months(day, count * (12 if unit == "year" else 1))


def _why_year(chosen: int, nearest: int, month: int, day: int, weekday: int | None) -> str:
    """Why a year was taken that was not given."""
    if weekday is None:
        return say("no year was given; %1 is the nearest", chosen)
    name = f"{day} {dates.MONTHS[month]}"
    if chosen == nearest:
        return say("no year was given; %1 is the nearest in which %2 is a %3", chosen, name, dates.WEEKDAYS[weekday])
    other = dates.WEEKDAYS[date(nearest, month, day).weekday()]
    return say(
        "%1 is the year in which %2 is a %3; the nearest, %2 %4, is a %5",
        chosen,
        name,
        dates.WEEKDAYS[weekday],
        nearest,
        other,
    )


def _years(near: date) -> Iterable[int]:
    return [year for year in (near.year, near.year + 1, near.year - 1) if 1 <= year <= 9999]


def _exists(year: int, month: int, day: str | None) -> bool:
    return 1 <= month <= 12 and 1 <= int(day or 1) <= calendar.monthrange(year, month)[1]


def _edtf(year: int, month: int, day: str | None) -> str:
    if not _exists(year, month, day) if 1 <= year <= 9999 and 1 <= month <= 12 else True:
        raise ValueError(dates.no_such_day(year, month, int(day or 1)))
    return f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _weekday(year: int, month: int, day: str | None) -> int:
    return date(year, month, int(day or 1)).weekday()


def _check_weekday(edtf: str, weekday: int | None) -> None:
    if weekday is not None and (is_one := date.fromisoformat(edtf).weekday()) != weekday:
        told = say("%1 is a %2, not a %3", dates.describe(edtf), dates.WEEKDAYS[is_one], dates.WEEKDAYS[weekday])
        raise ValueError(told)


def _nearest(years: list[int], month: int, day: str | None, near: date, side: int) -> int:
    def distance(year: int) -> int:
        first = date(year, month, int(day or 1))
        last = first if day else date(year, month, calendar.monthrange(year, month)[1])
        away = (first - near).days if first > near else (near - last).days if last < near else 0
        wrong = (side < 0 and first > near) or (side > 0 and last < near)
        return away + (100_000 if wrong else 0)

    return min(years, key=distance)


def _add_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("years go from 1 to 9999")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _part_of(whole: str, name: str, half: str) -> str:
    """Early, mid or late in a month (ten days each) or a year (four months each); halves are exact."""
    place = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(name, 2)
    if len(whole) == 4:
        if half:
            return f"{whole}-{40 if ordinal(half) == 1 else 41}"
        return f"{whole}-{4 * place + 1:02d}~/{whole}-{4 * place + 4:02d}~"
    length = calendar.monthrange(int(whole[:4]), int(whole[5:]))[1]
    if half:
        first, last = (1, 15) if ordinal(half) == 1 else (16, length)
        return f"{whole}-{first:02d}/{whole}-{last:02d}"
    return f"{whole}-{10 * place + 1:02d}~/{whole}-{10 * place + 10 if place < 2 else length:02d}~"
