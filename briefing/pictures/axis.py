"""An axis of days: where a day lies on it, and the ticks that people read, from days to centuries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

_DAYS: dict[Unit, float] = {
    "day": 1, "week": 7, "month": 30.4, "quarter": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525,
}  # fmt: skip
_ABOVE: dict[Unit, Unit] = {
    "day": "month", "week": "month", "month": "year", "quarter": "year", "year": "decade", "decade": "century",
}  # fmt: skip
_YEARS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days these are; at least one."""
        return max(1, self.last.toordinal() - self.first.toordinal() + 1)

    def zoomed(self, factor: float, around: float = 0.5) -> "Span":
        """`factor` times as long, with the point at the fraction `around` staying where it is."""
        length = min(max(7.0, self.days * factor), date.max.toordinal() / 2)
        start = self.first.toordinal() + self.days * around - length * around
        return between(start, start + length - 1)

    def moved(self, part: float) -> "Span":
        """As long as it is, moved by a part of its length."""
        step = self.days * part
        return between(self.first.toordinal() + step, self.last.toordinal() + step)


def between(first: float, last: float) -> Span:
    """The span of two ordinal numbers, as far as there are days."""
    low, high = date.min.toordinal(), date.max.toordinal()
    start = min(max(round(first), low), high)
    return Span(date.fromordinal(start), date.fromordinal(min(max(round(last), start), high)))


@dataclass(frozen=True)
class Axis:
    """A span of days laid out from `start` over `length` points."""

    span: Span
    start: float
    length: float

    @property
    def per_day(self) -> float:
        """The length of a day in points."""
        return self.length / self.span.days

    def place(self, day: date, *, middle: bool = False) -> float:
        """Where a day begins, or its middle; outside the axis too."""
        offset = day.toordinal() - self.span.first.toordinal() + (0.5 if middle else 0)
        return self.start + offset * self.per_day

    def unit(self, room: float) -> Unit:
        """The smallest unit whose ticks are at least `room` points apart."""
        return next((unit for unit, days in _DAYS.items() if days * self.per_day >= room), "century")

    def ticks(self, unit: Unit) -> Iterator[tuple[float, str]]:
        """Where each unit begins, with its words; the first one may begin before the axis."""
        day = _begin(self.span.first, unit)
        while day <= self.span.last:
            yield self.place(day), words(day, unit)
            following = _next(day, unit)
            if following is None:
                return
            day = following


def above(unit: Unit) -> Unit | None:
    """The unit that stands over another in the head of an axis."""
    return _ABOVE.get(unit)


def words(day: date, unit: Unit) -> str:
    """The words of the unit that begins on a day: `18`, `Aug`, `Aug 2022`, `2022`, `2020s`."""
    match unit:
        case "day" | "week":
            return str(day.day)
        case "month":
            return MONTHS[day.month - 1]
        case "quarter":
            return f"Q{(day.month + 2) // 3}"
        case "year":
            return str(day.year)
        case "decade":
            return f"{day.year // 10 * 10}s"
        case _:
            return f"{day.year // 100 * 100}–"


def full_words(day: date, unit: Unit) -> str:
    """Like `words`, for the upper row of a head: a month says its year."""
    return f"{MONTHS[day.month - 1]} {day.year}" if unit == "month" else words(day, unit)


def _begin(day: date, unit: Unit) -> date:
    match unit:
        case "day":
            return day
        case "week":
            return date.fromordinal(max(1, day.toordinal() - day.weekday()))
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            step = _YEARS[unit]
            return date(max(MINYEAR, day.year // step * step), 1, 1)


def _next(day: date, unit: Unit) -> date | None:
    try:
        match unit:
            case "day" | "week":
                return day + timedelta(days=round(_DAYS[unit]))
            case "month" | "quarter":
                months = day.month - 1 + (1 if unit == "month" else 3)
                return date(day.year + months // 12, months % 12 + 1, 1)
            case _:
                step = _YEARS[unit]
                year = day.year // step * step + step
                return date(year, 1, 1) if year <= MAXYEAR else None
    except (OverflowError, ValueError):  # after the last day there is
        return None
