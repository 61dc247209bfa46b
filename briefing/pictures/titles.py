"""Where the title of a thing on the time axis stands: after it, before it, in two lines, or on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.pictures.axis import Axis
from briefing.pictures.shapes import Anchor, Measure, shortened, wrapped

SIZE = 9.5
TITLE_LINE = 11.5
_TITLE = 320.0
_LEAST_TITLE = 70.0
"""With less room beside a bar its title stands on it."""


@dataclass(frozen=True)
class Titled:
    """The lines of a title, where they begin or end, and how far they reach."""

    lines: Sequence[str]
    x: float
    anchor: Anchor
    left: float
    right: float


def titled(title: str, start: float, end: float, axis: Axis, measure: Measure) -> Titled:
    """A title after its shape; before it, in two lines, or over it, where it does not fit."""
    first, last = axis.start, axis.start + axis.length
    after, before = last - end - 8, start - first - 8
    whole = shortened(title, _TITLE, SIZE, measure)
    long = measure(whole, SIZE, False)
    if long <= after or long <= before:
        lines: Sequence[str] = (whole,)
        back = long > after
    else:
        room = max(after, before)
        over = room < _LEAST_TITLE
        if over:
            end, room = start, max(_LEAST_TITLE, last - start - 16)
        lines = wrapped(title, min(room, _TITLE), SIZE, measure, lines=1 if over else 2)
        long = max((measure(line, SIZE, False) for line in lines), default=0.0)
        back = not over and before > after
    if back:
        return Titled(lines, start - 8, Anchor.END, start - 8 - long, start)
    return Titled(lines, end + 8, Anchor.START, end, end + 8 + long)
