"""Spans named by one of their days or by their length: `week of 22 August`, `within two weeks`, `20th century`.

Responsible for: where such a span begins and ends. Refuses to: read the day in it, which `date_singles` does.
"""

import re
from datetime import date, timedelta

from briefing.rules import dates
from briefing.rules.date_names import amount
from briefing.rules.date_singles import UNIT, Singles, moved_by
from briefing.wording import say

_WEEK = re.compile(
    r"(?:the |in the )?(?:week (of|commencing|beginning|starting|from|ending)|(w/?c)\.?)(?: on)?(?: the)? (.+)"
)
_WITHIN = re.compile(
    r"(?:within|in|over|during|for) (?:the )?((?:next|coming) )?"
    rf"(a couple of|[a-z]+|\d{{1,4}}) {UNIT}(?: (?:of|from) (.+))?"
)
_JUST_PAST = re.compile(
    rf"(?:(?:within|in|over|during|for) )?(?:the )?(?:last|past) (?:(a couple of|[a-z]+|\d{{1,4}}) )?{UNIT}"
)
_CENTURY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th) (?:century|cent\.?|c\.?)")


class Spans(Singles):
    """Reads one date or one named span; what is a single date is read by `Singles`."""

    def single(self, words: str, near: date | None = None, side: int = 0) -> str:
        """EDTF of one date or span; empty where it is none. Raises ValueError where there is no such day."""
        found = super().single(words, near, side)
        return found or self._week(words, near, side) or self._within(words) or _century(words)

    def _week(self, words: str, near: date | None, side: int) -> str:
        match = _WEEK.fullmatch(words)
        day = _whole_day(super().single(match[3], near, side)) if match else None
        if match is None or day is None:
            return ""
        if match[1] == "of":
            day -= timedelta(days=day.weekday())
        elif match[1] == "ending":
            day -= timedelta(days=6)
        return f"{day.isoformat()}/{(day + timedelta(days=6)).isoformat()}"

    def _within(self, words: str) -> str:
        if past := _JUST_PAST.fullmatch(words):
            count = amount(past[1] or "a")
            start = moved_by(self.today, -count, past[2])
            return self._from_today(start, self.today) if count else ""
        match = _WITHIN.fullmatch(words)
        count = amount(match[2]) if match else 0
        if match is None or not count or not (match[1] or words.startswith("within ")):
            return ""
        if not match[4] or match[4] in ("now", "today"):
            return self._from_today(self.today, moved_by(self.today, count, match[3]))
        first = _whole_day(super().single(match[4]))
        return f"{first.isoformat()}/{moved_by(first, count, match[3]).isoformat()}" if first else ""

    def _from_today(self, start: date, end: date) -> str:
        self.notes.append(say("counted from %1", dates.describe(self.today.isoformat(), weekday=True)))
        return f"{start.isoformat()}/{end.isoformat()}"


def _whole_day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf) if len(edtf) == 10 else None
    except ValueError:
        return None


def _century(words: str) -> str:
    match = _CENTURY.fullmatch(words)
    if not match or int(match[1]) < 1:
        return ""
    return f"{100 * int(match[1]) - 99:04d}/{100 * int(match[1]):04d}"
