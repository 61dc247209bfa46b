"""The stance matrix: who wants what of which issue, as it stood on a day. A cell without a verified quote is hollow.

A stance is told by a sign and a word, never by colour alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Issue, Quote
from briefing.pictures.shapes import (
    Anchor,
    Box,
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
    wrapped,
)
from briefing.reading import Reading
from briefing.store.pictured import Held
from briefing.terms import Priority
from briefing.wording import named, say, say_many

NAMES = 180.0
COLUMN = 128.0
HEAD = 58.0
ROW = 40.0
NARROW = 120.0
"""In narrower columns a red line is told under the stance."""
_SEEN = 8
"""So many columns are about as many as a window shows at first."""
_SIZE = 9.5
_SMALL = 8.5
_PAD = 5.0
_SIGNS = {"supports": "+", "opposes": "–", "conditional": "±", "neutral": "○", "mediates": "↔", "unknown": "?"}
_TONES = {
    "supports": Tone.GREEN, "opposes": Tone.RED, "conditional": Tone.AMBER, "neutral": Tone.GREY,
    "mediates": Tone.BLUE, "unknown": Tone.GREY,
}  # fmt: skip
_ORDER = tuple(priority.value for priority in Priority)


@dataclass(frozen=True)
class Look:
    """How wide the names and the columns are."""

    names: float = NAMES
    column: float = COLUMN


SHOWN = Look()
PRINTED = Look(names=112.0, column=87.0)
"""Four issues fill the width of a page."""


def days(reading: Reading) -> list[date]:
    """The days on which any position begins to hold or has ceased to, in order; the desk's day is among them."""
    found = {reading.today}
    for one in reading.held():
        found |= {date.fromisoformat(day) for day in (one.first, one.last) if day}
    return sorted(found)


def matrix(
    reading: Reading,
    measure: Measure,
    *,
    day: date | None = None,
    issues: Sequence[str] = (),
    actors: Sequence[str] = (),
    look: Look = SHOWN,
) -> Picture:
    """The positions that hold on `day` (the desk's day without one), of some issues and actors or of all."""
    cells = _cells(reading, day or reading.today, issues, actors)
    columns = _columns(reading, cells)
    rows = _rows(cells, columns)
    proofs = _proofs(reading, cells)
    ground: list[Shape] = []
    marks: list[Mark] = []
    for number, (issue, title) in enumerate(columns):
        x = look.names + number * look.column
        ground.append(Stroke(((x, 0), (x, HEAD + len(rows) * ROW)), Tone.LINE, width=0.5))
        for line, text in enumerate(wrapped(title, look.column - 14, _SMALL, measure, lines=4, bold=True)):
            ground.append(Words(x + 7, 13 + line * 11.5, text, _SMALL, bold=True))
        for place, (actor, name) in enumerate(rows):
            held = cells.get((actor, issue))
            if held is not None:
                quotes = proofs.get((actor, issue), ())
                marks.append(_cell(held, name, title, (x, HEAD + place * ROW), quotes, measure, look.column))
    for place, (_actor, name) in enumerate(rows):
        y = HEAD + place * ROW
        ground.append(Stroke(((0, y), (look.names + len(columns) * look.column, y)), Tone.LINE, width=0.5))
        told_name = wrapped(name, look.names - 24, _SIZE, measure, lines=2, bold=True)
        first = y + ROW / 2 + _SIZE * 0.36 - (len(told_name) - 1) * 6.25
        for line, text in enumerate(told_name):
            ground.append(Words(14, first + line * 12.5, text, _SIZE, bold=True))
    ground += _frame(len(rows), len(columns), look)
    hollow = sum(1 for key in cells if key not in proofs)
    told = say(
        "%1 of %2 on %3, %4 without a quote.",
        say_many(len(cells), "%1 position", "%1 positions"),
        say_many(len(rows), "%1 actor", "%1 actors"),
        say_many(len(columns), "%1 issue", "%1 issues"),
        f"{hollow:,}",
    )
    return Picture(
        title=say("Stance matrix"),
        description=told,
        width=look.names + max(1, len(columns)) * look.column + 8,
        height=HEAD + len(rows) * ROW + 8,
        ground=tuple(ground),
        marks=tuple(marks),
        legend=_legend({one.stance for one in cells.values()}) if cells else (),
        table=_table(cells, proofs),
        leads=tuple(Lead("position", one.id) for _key, one in _listed(cells)),
        top=HEAD,
        start=look.names,
    )


def asked(reading: Reading, issues: Sequence[str]) -> tuple[list[str], list[str]]:
    """The actors and the issues of the matrix of these issues, in the order in which they stand in it."""
    cells = _cells(reading, reading.today, issues, ())
    columns = _columns(reading, cells)
    return [actor for actor, _name in _rows(cells, columns)], [issue for issue, _title in columns]


def _cells(reading: Reading, day: date, issues: Sequence[str], actors: Sequence[str]) -> dict[tuple[str, str], Held]:
    """What holds on a day, by actor and issue."""
    on = day.isoformat()
    cells: dict[tuple[str, str], Held] = {}
    for one in reading.held():  # oldest first: of several that hold, the newest is shown
        if (not issues or one.issue in issues) and (not actors or one.actor in actors) and _holds(one, on):
            before = cells.get((one.actor, one.issue))
            if before is None or one.first >= before.first:
                cells[one.actor, one.issue] = one
    return cells


def _frame(rows: int, columns: int, look: Look) -> list[Shape]:
    """The lower and the far edge."""
    right, bottom = look.names + columns * look.column, HEAD + rows * ROW
    if not rows:
        return []
    return [
        Stroke(((0, bottom), (right, bottom)), Tone.LINE, width=0.5),
        Stroke(((right, 0), (right, bottom)), Tone.LINE, width=0.5),
    ]


def _holds(one: Held, on: str) -> bool:
    return (not one.first or one.first <= on) and (not one.last or one.last >= on)


def _rows(cells: dict[tuple[str, str], Held], columns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Actors, those with the most positions first; of many columns those count first that are seen first."""
    seen = {issue for issue, _title in columns[:_SEEN]}
    near: dict[tuple[str, str], int] = defaultdict(int)
    count: dict[tuple[str, str], int] = defaultdict(int)
    for one in cells.values():
        count[one.actor, one.actor_name] += 1
        near[one.actor, one.actor_name] += one.issue in seen
    return sorted(count, key=lambda pair: (-near[pair], -count[pair], pair[1].casefold(), pair[0]))


def _columns(reading: Reading, cells: dict[tuple[str, str], Held]) -> list[tuple[str, str]]:
    """Issues, the most important first."""
    titles = {one.issue: one.issue_title for one in cells.values()}
    ranks = {issue: _ORDER.index(reading.get(Issue, issue).priority) for issue in titles}
    return sorted(titles.items(), key=lambda pair: (ranks[pair[0]], pair[1].casefold()))


def _proofs(reading: Reading, cells: dict[tuple[str, str], Held]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each cell its actor's quotes on the issue that are verified now."""
    said = [one for one in reading.spoken_on() if one[:2] in cells]
    states = reading.quote_states([reading.get(Quote, quote) for quote in dict.fromkeys(quote for *_, quote in said)])
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor, issue, quote in said:
        if states[quote] == "verified":
            found[actor, issue].append(quote)
    return {key: tuple(quotes) for key, quotes in found.items()}


def _cell(
    held: Held,
    actor: str,
    issue: str,
    corner: tuple[float, float],
    quotes: tuple[str, ...],
    measure: Measure,
    width: float,
) -> Mark:
    x, y = corner
    tone = _TONES.get(held.stance, Tone.GREY)
    box = Box(
        x + _PAD,
        y + _PAD,
        width - 2 * _PAD,
        ROW - 2 * _PAD,
        fill=tone if quotes else None,
        stroke=tone if not quotes or held.red_line else None,
        radius=5,
        dashed=not quotes,
        pale=True,
    )
    stance, red = named(held.stance), say("red line")
    words = f"{_SIGNS.get(held.stance, '?')}  {stance}"
    middle = y + ROW / 2 + _SIZE * 0.36
    narrow = width < NARROW
    start, up = x + _PAD + (5 if narrow else 9), 6.0 if narrow and held.red_line else 0.0
    words = shortened(words, width - 2 * _PAD - 8, _SIZE, measure, bold=True)
    shapes: list[Shape] = [box, Words(start, middle - up, words, _SIZE, tone, bold=True)]
    if held.red_line and narrow:
        shapes.append(Words(start, middle + up, red, _SMALL, Tone.RED, bold=True))
    elif held.red_line:
        shapes.append(Words(x + width - _PAD - 7, middle, red, _SMALL, Tone.RED, bold=True, anchor=Anchor.END))
    proof = say("no verified quote")
    if quotes:
        proof = say_many(len(quotes), "%1 verified quote", "%1 verified quotes")
    line = f", {red}" if held.red_line else ""
    name = say("%1 on %2: %3, %4, %5", actor, issue, f"{stance}{line}", held.summary, proof)
    tip = f"{actor} · {stance}{line}\n{issue}\n{held.summary}\n{proof}"
    members = (("position", held.id), *(("quote", quote) for quote in quotes))
    if len(quotes) == 1:  # the words themselves are what one looks for
        members = (members[1], members[0])
    alone = len(members) == 1
    return Mark(
        key=f"{held.actor} {held.issue}",
        name=name,
        tip=tip,
        bounds=(x + 2, y + 2, width - 4, ROW - 4),
        shapes=tuple(shapes),
        kind="position" if alone else "",
        id=held.id if alone else "",
        members=() if alone else members,
    )


def _table(
    cells: dict[tuple[str, str], Held], proofs: dict[tuple[str, str], tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    rows = _listed(cells)
    return (
        (say("Issue"), say("Position"), say("Actor"), say("Stance"), say("Verified quotes")),
        *(
            (one.issue_title, one.summary, one.actor_name, named(one.stance), str(len(proofs.get(key, ()))))
            for key, one in rows
        ),
    )


def _listed(cells: dict[tuple[str, str], Held]) -> list[tuple[tuple[str, str], Held]]:
    """The cells by issue and actor."""
    return sorted(cells.items(), key=lambda item: (item[1].issue_title.casefold(), item[1].actor_name.casefold()))


def _legend(stances: set[str]) -> tuple[LegendEntry, ...]:
    signs = tuple(
        LegendEntry(Words(0, 11, _SIGNS[stance], 11, _TONES[stance], bold=True), named(stance))
        for stance in _SIGNS
        if stance in stances
    )
    full = Box(0, 2, 22, 10, fill=Tone.GREY, radius=4, pale=True)
    hollow = Box(1, 2, 22, 10, stroke=Tone.GREY, radius=4, dashed=True)
    return (*signs, LegendEntry(full, say("with a verified quote")), LegendEntry(hollow, say("without one")))
