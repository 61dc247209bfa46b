"""The line that shows where today is on a time axis. It never runs through a text.

Responsible for: the line, its gaps, and its word in the head.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from briefing.pictures.axis import Axis
from briefing.pictures.shapes import Anchor, Box, Mark, Measure, Shape, Stroke, Tone, Words
from briefing.wording import say

HEAD = 40.0
"""The height of the two rows that name the time."""
MARGIN = 16.0
SMALL = 8.5
_CLEAR = 3.0
"""How near the line of today may come to a text."""
_LEAST_LINE = 2.0


def line_of_today(axis: Axis, bottom: float, today: date, marks: Sequence[Mark], measure: Measure) -> Sequence[Shape]:
    """The line of today, which stops before each text that it would cross and goes on below it."""
    if not axis.span.first <= today <= axis.span.last:
        return ()
    x, end = axis.place(today, middle=True), axis.start + axis.length + MARGIN
    gaps = sorted(_gaps(x, marks, measure))
    shapes: list[Shape] = []
    top = HEAD - 2
    for low, high in (*gaps, (bottom, bottom)):
        if low - top >= _LEAST_LINE:
            shapes.append(Stroke(((x, top), (x, min(low, bottom))), Tone.RED, width=1.5))
        top = max(top, high)
    now = say("today")
    long = measure(now, SMALL, True) + 10
    shapes.append(Box(min(max(x - long / 2, 0), end - long), 2, long, 14, fill=Tone.RED, radius=7, pale=True))
    middle = min(max(x, long / 2), end - long / 2)
    shapes.append(Words(middle, 12.2, now, SMALL, Tone.RED, bold=True, anchor=Anchor.MIDDLE))
    return shapes


def _gaps(x: float, marks: Sequence[Mark], measure: Measure) -> Iterator[tuple[float, float]]:
    """The stretches of an upright line at `x` where texts stand."""
    for words in (shape for mark in marks for shape in mark.shapes if isinstance(shape, Words)):
        long = measure(words.text, words.size, words.bold)
        back = {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[words.anchor]
        if words.x - back - _CLEAR <= x <= words.x - back + long + _CLEAR:
            yield words.y - words.size - _CLEAR / 2, words.y + words.size * 0.3 + _CLEAR / 2
