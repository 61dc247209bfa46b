"""Columns that count events where they cannot be told apart: what happened is full, what is only planned hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.pictures.axis import Axis, between
from briefing.pictures.shapes import Anchor, Box, LegendEntry, Mark, Measure, Shape, Tone, Words
from briefing.rules import dates
from briefing.store.pictured import Happening
from briefing.wording import named, say, say_many

LEAST = 150.0
"""The least height of the columns, with the numbers over them."""
_NUMBER = 8.5
_OVER = 16.0  # room for the number over the highest column


@dataclass(frozen=True)
class _Part:
    """A part of a column, from the bottom up."""

    words: str
    states: tuple[str, ...]
    tone: Tone
    hollow: bool


_PARTS = (
    _Part(say("happened"), ("occurred", "ongoing"), Tone.ACCENT, hollow=False),
    _Part(say("planned"), ("planned",), Tone.ACCENT, hollow=True),
    _Part(say("reported, unconfirmed"), ("reported_unconfirmed",), Tone.AMBER, hollow=True),
    _Part(say("cancelled"), ("cancelled",), Tone.GREY, hollow=True),
)


def middle_day(one: Happening) -> int:
    """The day in the middle of when it may have been, as an ordinal number."""
    first = date.fromisoformat(one.first or one.last).toordinal()
    last = date.fromisoformat(one.last or one.first).toordinal()
    return (first + last) // 2


def counted(found: Sequence[Happening], axis: Axis, measure: Measure, top: float, height: float) -> tuple[Mark, ...]:
    """Columns, one a unit of time, as high as there are events in it; each event counts where its middle lies."""
    unit = axis.unit(14)
    starts = [(max(place, axis.start), words) for place, words in axis.ticks(unit)]
    ends = [place for place, _words in starts[1:]] + [axis.start + axis.length]
    columns: list[list[Happening]] = [[] for _ in starts]
    at = 0
    for place, one in sorted(
        ((axis.place(date.fromordinal(middle_day(one)), middle=True), one) for one in found), key=lambda item: item[0]
    ):
        while at < len(starts) - 1 and place >= ends[at]:
            at += 1
        columns[at].append(one)
    per_event = (height - _OVER) / max(1, *(len(column) for column in columns)) if columns else 0.0
    marks = []
    for (start, _words), end, column in zip(starts, ends, columns, strict=True):
        if not column:
            continue
        shapes, upper = _column(column, (start, end), top + height, per_event)
        number = f"{len(column):,}"
        if measure(number, _NUMBER, False) <= end - start:  # a wider one would lie on its neighbour
            shapes.append(Words((start + end) / 2, upper - 4, number, _NUMBER, Tone.MUTED, anchor=Anchor.MIDDLE))
        when, told = _period(start, end, axis), _told(column)
        events = say_many(len(column), "%1 event", "%1 events")
        marks.append(
            Mark(
                f"{when} {unit}",
                f"{events}{told}, {when}",
                f"{events}{told}\n{when}",
                (start, top - 14, max(6.0, end - start), height + 14),
                tuple(shapes),
                members=tuple(("event", one.id) for one in column),
            )
        )
    return tuple(marks)


def counted_legend(found: Sequence[Happening]) -> tuple[LegendEntry, ...]:
    """What the parts of the columns mean, as far as there are any."""
    states = {one.modality for one in found}
    return tuple(
        LegendEntry(_box(part, 1, 1, 12, 12), named(part.words)) for part in _PARTS if states & set(part.states)
    )


def _column(
    column: Sequence[Happening], sides: tuple[float, float], base: float, per_event: float
) -> tuple[list[Shape], float]:
    """The parts of one column, and where it ends."""
    start, end = sides
    shapes: list[Shape] = []
    for part in _PARTS:
        many = sum(one.modality in part.states for one in column)
        if many:
            high = max(3.0, many * per_event)
            base -= high
            shapes.append(_box(part, start + 1, base, max(2.0, end - start - 2), high))
    return shapes, base


def _box(part: _Part, x: float, y: float, width: float, height: float) -> Box:
    if not part.hollow:
        return Box(x, y, width, height, fill=part.tone, radius=2)
    inset = min(0.7, width / 4)  # the line lies within the column
    return Box(x + inset, y + inset, width - 2 * inset, height - 2 * inset, stroke=part.tone, radius=2)


def _told(column: Sequence[Happening]) -> str:
    parts = ((sum(one.modality in part.states for one in column), part) for part in _PARTS if part.hollow)
    words = [say("%1 %2", f"{many:,}", named(part.words)) for many, part in parts if many]
    return f" ({'; '.join(words)})" if words else ""


def _period(start: float, end: float, axis: Axis) -> str:
    first = axis.span.first.toordinal() + round((start - axis.start) / axis.per_day)
    last = axis.span.first.toordinal() + max(round((end - axis.start) / axis.per_day) - 1, 0)
    span = between(first, max(first, last))
    if span.first == span.last:
        return dates.describe(span.first.isoformat(), short=True)
    return dates.describe(f"{span.first.isoformat()}/{span.last.isoformat()}", short=True)
