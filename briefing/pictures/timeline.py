"""The timeline: events on an axis of days, imprecise dates as bars that fade out, plans hollow, today a line.

Where more events lie on the axis than can be told apart, they are counted by day, week, month or year instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefing.pictures.axis import Axis, Span, Unit, above, between, full_words
from briefing.pictures.counting import LEAST, counted, counted_legend, middle_day
from briefing.pictures.shapes import (
    Box,
    Dot,
    Lead,
    LegendEntry,
    Mark,
    Measure,
    Picture,
    Shape,
    Stroke,
    Tone,
    Words,
    shortened,
)
from briefing.pictures.titles import SIZE, TITLE_LINE, Titled, titled
from briefing.pictures.today import HEAD, MARGIN, SMALL, line_of_today
from briefing.reading import Reading
from briefing.rules import dates
from briefing.store.pictured import Happening
from briefing.terms import in_words
from briefing.wording import named, say, say_many

LANE = 30.0
LANES = 24
"""With more lanes than this nobody finds anything: events are counted instead."""
TOLD_APART = 400
_DOT = 5.0
_LEAST_BAR = 12.0
_ROW = 24.0  # of what lies under the axis
_FAR = 4
"""An event that lies so many times the length of the middle four fifths away from them is not on the axis."""
_TONES = {
    "occurred": Tone.ACCENT, "ongoing": Tone.BLUE, "planned": Tone.ACCENT, "cancelled": Tone.GREY,
    "reported_unconfirmed": Tone.AMBER,
}  # fmt: skip


@dataclass
class _Lanes:
    """Where the next thing of each lane may begin."""

    ends: list[float] = field(default_factory=list)

    def find(self, start: float, end: float) -> int:
        for number, taken in enumerate(self.ends):
            if start >= taken:
                self.ends[number] = end
                return number
        self.ends.append(end)
        return len(self.ends) - 1


def whole_span(found: Sequence[Happening], today: date) -> Span:
    """The span that shows the events, without the few that lie far from all others, with some room at both ends."""
    days = sorted(middle_day(one) for one in found if one.first or one.last)
    if not days:
        return between(today.toordinal() - 15, today.toordinal() + 15)
    low, high = days[len(days) // 10], days[len(days) - 1 - len(days) // 10]
    reach = max(45, _FAR * (high - low))
    near = [day for day in days if low - reach <= day <= high + reach]
    room = max(3.0, (near[-1] - near[0]) * 0.06)
    return between(near[0] - room, near[-1] + room)


def timeline(
    reading: Reading,
    measure: Measure,
    *,
    width: float,
    span: Span | None = None,
    issues: Sequence[str] = (),
    actors: Sequence[str] = (),
    lanes: int = LANES,
    height: float = 0.0,
) -> Picture:
    """The events that bear on some issues or with some actors (all without) as a picture `width` points wide.

    Where they need more than so many lanes they are counted, in columns that make use of `height`.
    """
    found = reading.happenings(issues, actors)
    shown = span or whole_span(found, reading.today)
    axis = Axis(shown, MARGIN, max(60.0, width - 2 * MARGIN))
    first, last = shown.first.isoformat(), shown.last.isoformat()
    dated = [one for one in found if one.first or one.last]
    before = [one for one in dated if (one.last or "9999") < first]
    after = [one for one in dated if (one.first or "0001") > last]
    aside = {one.id for one in (*before, *after)}
    inside = [one for one in dated if one.id not in aside]
    undated = [one for one in found if not one.first and not one.last]
    marks = _told_apart(inside, axis, measure, lanes) if len(inside) <= TOLD_APART else None
    if marks is None:
        rest_rows = (_ROW if before or after else 0) + (_ROW if undated else 0)
        tall = max(LEAST, height - HEAD - 14 - rest_rows - MARGIN)
        bottom = HEAD + 14 + tall
        marks, legend = counted(inside, axis, measure, HEAD + 14, tall), counted_legend(inside)
    else:
        legend = _legend(inside)
        used = round(max((mark.bounds[1] - HEAD for mark in marks), default=0) // LANE) + 1
        bottom = HEAD + 10 + used * LANE
    edges, bottom = _edges(before, after, axis, bottom, measure)
    rest, bottom = _undated(undated, axis, bottom, measure)
    marks = (*marks, *edges, *rest)
    ground = (*_ground(axis, bottom, measure), *line_of_today(axis, bottom, reading.today, marks, measure))
    return Picture(
        title=say("Timeline"),
        description=_description(found, shown),
        width=width,
        height=bottom + MARGIN,
        ground=ground,
        marks=marks,
        legend=legend,
        table=_table(found),
        top=HEAD,
        leads=tuple(Lead("event", one.id, one.first or one.last or "9999") for one in found),
        days=0,
    )


def _told_apart(found: Sequence[Happening], axis: Axis, measure: Measure, most: int) -> tuple[Mark, ...] | None:
    """Each event by itself; None where they need more than `most` lanes."""
    lanes, marks = _Lanes(), []
    drawn = sorted(((*_extent(one, axis), one) for one in found), key=lambda item: (item[0], item[1]))
    for start, end, one in drawn:
        title = titled(_named(one), start, end, axis, measure)
        left, right = min(start, title.left), max(end, title.right)
        lane = lanes.find(left - 4, right + 10)
        if lane >= most:
            return None
        marks.append(_mark(one, (start, end), lane, title))
    return tuple(marks)


def _named(one: Happening) -> str:
    """The title, and where only a colour would tell that nobody confirmed it, the word for it."""
    return say("Unconfirmed: %1", one.title) if one.modality == "reported_unconfirmed" else one.title


def _extent(one: Happening, axis: Axis) -> tuple[float, float]:
    left, right = axis.start, axis.start + axis.length
    if _is_day(one):
        middle = min(max(axis.place(date.fromisoformat(one.first), middle=True), left), right)
        return middle - _DOT, middle + _DOT
    start = max(left, axis.place(date.fromisoformat(one.first))) if one.first else left
    end = min(right, axis.place(date.fromisoformat(one.last)) + axis.per_day) if one.last else right
    if end - start < _LEAST_BAR:
        middle = (start + end) / 2
        start, end = middle - _LEAST_BAR / 2, middle + _LEAST_BAR / 2
    return start, end


def _is_day(one: Happening) -> bool:
    return bool(one.first) and one.first == one.last


def _mark(one: Happening, extent: tuple[float, float], lane: int, title: Titled) -> Mark:
    start, end = extent
    top = HEAD + 10 + lane * LANE
    middle = top + LANE / 2 - 3
    tone = _TONES.get(one.modality, Tone.ACCENT)
    hollow = one.modality in ("planned", "reported_unconfirmed", "cancelled")
    shapes: list[Shape] = []
    if _is_day(one):
        shapes.append(Dot((start + end) / 2, middle, _DOT, fill=None if hollow else tone, stroke=tone))
    else:
        soft_start, soft_end = _soft(one)
        shapes.append(
            Box(
                start,
                middle - 5,
                end - start,
                10,
                fill=None if hollow else tone,
                stroke=tone if hollow else None,
                radius=5,
                dashed=hollow,
                soft_start=soft_start,
                soft_end=soft_end,
                pale=not hollow,
            )
        )
    quiet = one.modality == "cancelled"
    for number, line in enumerate(title.lines):
        y = middle + (number - (len(title.lines) - 1) / 2) * TITLE_LINE
        ink = Tone.MUTED if quiet else Tone.TEXT
        shapes.append(Words(title.x, y + SIZE * 0.36, line, SIZE, ink, anchor=title.anchor))
        if quiet and line:
            shapes.append(Stroke(((title.left, y), (title.right, y)), Tone.MUTED))
    when, state = dates.describe(one.edtf), named(in_words(one.modality))
    left, right = min(start, title.left), max(end, title.right)
    bounds = (left - 2, top, right - left + 4, LANE - 4)
    return Mark(
        one.id,
        f"{one.title}, {when}, {state}",
        f"{one.title}\n{when} · {state}",
        bounds,
        tuple(shapes),
        "event",
        one.id,
    )


def _state(one: Happening) -> str:
    return named(in_words(one.modality))


def _soft(one: Happening) -> tuple[bool, bool]:
    """Whether the start and the end are not known exactly: left open, marked as unsure, or known by month or year."""
    first, slash, last = one.edtf.partition("/")
    ends = (first, last) if slash else (first, first)
    unsure = [any(sign in end for sign in "~?%X") or (not slash and len(end) < len("2022-08-18")) for end in ends]
    return unsure[0] or not one.first, unsure[1] or not one.last


def _edges(
    before: Sequence[Happening], after: Sequence[Happening], axis: Axis, bottom: float, measure: Measure
) -> tuple[tuple[Mark, ...], float]:
    """What lies before and after the axis: how many, at either end, under everything else."""
    marks = []
    for key, found in (("before", before), ("after", after)):
        if not found:
            continue
        many = f"{len(found):,}"
        text = say("← %1 earlier", many) if key == "before" else say("%1 later →", many)
        name = say("%1 earlier than shown", many) if key == "before" else say("%1 later than shown", many)
        long = measure(text, SIZE, False)
        start = axis.start if key == "before" else axis.start + axis.length - long
        titles = "\n".join(f"{one.title} ({dates.describe(one.edtf, short=True)})" for one in found[:6])
        marks.append(
            Mark(
                key,
                name,
                titles,
                (start - 4, bottom, long + 8, 22.0),
                (Words(start, bottom + 14, text, SIZE, Tone.ACCENT),),
                kind="event" if len(found) == 1 else "",
                id=found[0].id if len(found) == 1 else "",
                members=() if len(found) == 1 else tuple(("event", one.id) for one in found),
            )
        )
    return tuple(marks), bottom + _ROW if marks else bottom


def _undated(found: Sequence[Happening], axis: Axis, bottom: float, measure: Measure) -> tuple[tuple[Mark, ...], float]:
    """Events without a date, in a row of their own."""
    marks, x, lead = [], axis.start, say("Without a date:")
    x += measure(lead, SIZE, True) + 10
    y = bottom + 14
    for number, one in enumerate(found):
        title = shortened(one.title, 160, SIZE, measure)
        long = measure(title, SIZE, False)
        if x + long > axis.start + axis.length - 60:
            more = say("and %1 more", f"{len(found) - number:,}")
            rest = tuple(("event", other.id) for other in found[number:])
            words = Words(x, y, more, SIZE, Tone.ACCENT)
            bounds = (x - 4, bottom, measure(more, SIZE, False) + 8, 22.0)
            marks.append(Mark("more undated", say("%1 without a date", more), more, bounds, (words,), members=rest))
            break
        words = Words(x, y, title, SIZE)
        name = say("%1, no date, %2", one.title, named(in_words(one.modality)))
        marks.append(Mark(one.id, name, one.title, (x - 4, bottom, long + 8, 22.0), (words,), "event", one.id))
        x += long + 18
    if not marks:
        return (), bottom
    head = Words(axis.start, y, lead, SIZE, Tone.MUTED, bold=True)
    marks[0] = Mark(**{**marks[0].__dict__, "shapes": (head, *marks[0].shapes)})
    return tuple(marks), bottom + _ROW


def _ground(axis: Axis, bottom: float, measure: Measure) -> tuple[Shape, ...]:
    unit: Unit = axis.unit(26)
    upper = above(unit)
    shapes: list[Shape] = [Stroke(((0, HEAD), (axis.length + 2 * MARGIN, HEAD)), Tone.LINE)]
    left, right = axis.start, axis.start + axis.length
    for place, words in axis.ticks(unit):
        if place >= left - 0.5:
            shapes.append(Stroke(((place, HEAD), (place, bottom)), Tone.LINE, width=0.5))
        if left - 2 <= place <= right - measure(words, SMALL, False):
            shapes.append(Words(place + 3, HEAD - 7, words, SMALL, Tone.MUTED))
    if upper is not None:
        shapes += _upper(axis, upper, measure)
    return tuple(shapes)


def _upper(axis: Axis, unit: Unit, measure: Measure) -> list[Shape]:
    """The upper row of the head; its first words stay at the start while their time is seen."""
    shapes: list[Shape] = []
    places = list(axis.ticks(unit))
    for number, (place, _words) in enumerate(places):
        x = max(place, axis.start)
        end = places[number + 1][0] if number + 1 < len(places) else axis.start + axis.length
        day = between(*(2 * [axis.span.first.toordinal() + (x - axis.start) / axis.per_day + 0.5])).first
        words = full_words(day, unit)
        if end - x > measure(words, SIZE, True) + 8:
            shapes.append(Words(x + 3, HEAD - 22, words, SIZE, Tone.TEXT, bold=True))
    return shapes


def _description(found: Sequence[Happening], span: Span) -> str:
    dated = [one for one in found if one.first or one.last]
    words = dates.describe(f"{span.first.isoformat()}/{span.last.isoformat()}")
    planned = sum(one.modality == "planned" for one in found)
    none = len(found) - len(dated)
    events = say_many(len(found), "%1 event", "%1 events")
    return say("%1, %2 of them planned, %3 without a date. Shown: %4.", events, f"{planned:,}", f"{none:,}", words)


def _table(found: Sequence[Happening]) -> tuple[tuple[str, ...], ...]:
    rows = ((dates.describe(one.edtf), one.title, named(in_words(one.modality))) for one in found)
    return ((say("Date"), say("Event"), say("State")), *rows)


def _legend(found: Sequence[Happening]) -> tuple[LegendEntry, ...]:
    """What the shapes mean, as far as there are any."""
    days = {one.modality for one in found if _is_day(one)}
    states = {one.modality for one in found}
    soft = any(any(_soft(one)) for one in found if not _is_day(one))
    day, bar = Dot(6, 6, _DOT, fill=Tone.ACCENT, stroke=Tone.ACCENT), Box(0, 1, 26, 10, Tone.ACCENT, None, 5)
    unsure = Dot(6, 6, _DOT, stroke=Tone.AMBER)
    entries = (
        (LegendEntry(day, say("happened on that day")), "occurred" in days),
        (LegendEntry(replace(bar, soft_start=True, soft_end=True, pale=True), say("some time then")), soft),
        (LegendEntry(replace(bar, fill=Tone.BLUE, pale=True), say("ongoing")), "ongoing" in states),
        (LegendEntry(Dot(6, 6, _DOT, stroke=Tone.ACCENT), say("planned")), "planned" in states),
        (LegendEntry(unsure, say("reported, unconfirmed")), "reported_unconfirmed" in states),
        (LegendEntry(Dot(6, 6, _DOT, stroke=Tone.GREY), say("cancelled")), "cancelled" in states),
    )
    return tuple(entry for entry, is_drawn in entries if is_drawn)
