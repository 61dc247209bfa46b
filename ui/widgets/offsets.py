"""Positions in a Qt document are UTF-16 units, positions in our texts are code points: the way between them."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_MARKS = "“”„‟\"«»‹›‘’‚'"


class Offsets:
    """Maps positions for one text. Cheap where no character lies beyond the basic plane."""

    def __init__(self, text: str) -> None:
        """Note where the characters of two units stand."""
        self.text = text
        self._points = [one.start() for one in _ASTRAL.finditer(text)] if _holds_astral(text) else []
        self._units = [at + before for before, at in enumerate(self._points)]

    def units(self, point: int) -> int:
        """The UTF-16 position of a code point position."""
        return point + bisect_left(self._points, point)

    def point(self, unit: int) -> int:
        """The code point position of a UTF-16 position; the middle of a character counts as its start."""
        return unit - bisect_left(self._units, unit)

    def length(self) -> int:
        """The length of the text in UTF-16 units."""
        return len(self.text) + len(self._points)

    def span(self, start_unit: int, end_unit: int) -> tuple[int, int]:
        """A selection in units as whole characters: one that is cut through is taken whole."""
        start, end = self.point(start_unit), self.point(end_unit)
        if self.units(start) > start_unit:
            start -= 1
        if self.units(end) < end_unit:
            end += 1
        return start, end


def _holds_astral(text: str) -> bool:
    """Whether a character takes two units; this is found many times sooner than where it stands."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage without white space and quotation marks around it; still a slice, and never less than a character."""
    first, last = start, end
    while first < last and (text[first].isspace() or text[first] in _MARKS):
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in _MARKS):
        last -= 1
    return (first, last) if first < last else (start, end)
