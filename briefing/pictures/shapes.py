"""What a picture is made of: shapes in points, with roles instead of colours, and marks that lead to records.

One picture feeds three outlets: the window paints it, HTML carries it as SVG, the page sets that SVG. All
lengths are points at 100 % text, the origin is the top start corner, x grows towards the end of the line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Tone(StrEnum):
    """The role of a colour; the theme of the window and the style of the page say which colour it is."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"  # hairlines and grids
    CARD = "card"  # the ground of boxes
    ACCENT = "accent"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class Anchor(StrEnum):
    """Which point of a text its x is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Box:
    """A rectangle. A soft one fades out at its start or end: that end is not known exactly."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone | None = None
    stroke: Tone | None = None
    radius: float = 0.0
    soft_start: bool = False
    soft_end: bool = False
    dashed: bool = False
    pale: bool = False  # the soft version of the fill, on which text stands


@dataclass(frozen=True)
class Dot:
    """A circle by its centre."""

    x: float
    y: float
    radius: float
    fill: Tone | None = None
    stroke: Tone | None = None


@dataclass(frozen=True)
class Stroke:
    """A line through points; `curved` makes a smooth one of them. An arrow points at the last point."""

    points: tuple[tuple[float, float], ...]
    tone: Tone = Tone.LINE
    width: float = 1.0
    dashed: bool = False
    curved: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Words:
    """One line of text; y is its baseline. It is already as short as it has to be."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone = Tone.TEXT
    bold: bool = False
    anchor: Anchor = Anchor.START


Shape = Box | Dot | Stroke | Words


@dataclass(frozen=True)
class Mark:
    """Shapes that stand for one thing: what is said of it, and the record a click opens.

    `bounds` (x, y, width, height) is where it is touched, never smaller than what is seen. `kind` and `id` are
    empty for a mark that stands for several records; then `members` holds their (kind, id). The keyboard passes over
    a `quiet` mark: its neighbours say what it says. `lit` is drawn under all marks while this one is looked at.
    """

    key: str
    name: str
    tip: str
    bounds: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]
    kind: str = ""
    id: str = ""
    members: tuple[tuple[str, str], ...] = ()
    quiet: bool = False
    lit: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class LegendEntry:
    """What a shape of the picture means."""

    shape: Shape
    words: str


@dataclass(frozen=True)
class Lead:
    """The record that a row of the table is about, and the day by which the row is sorted among days."""

    kind: str = ""
    id: str = ""
    day: str = ""


@dataclass(frozen=True)
class Picture:
    """A finished picture. `ground` is drawn under the marks and cannot be touched.

    `title` names it, `description` says in a sentence or two what it shows, for those who do not see it;
    `table` holds the same content as rows of text (the first row heads them), for Markdown and for listening.
    `leads` has one for each row but the first, and `days` is the column that holds days, -1 where there is none.
    `top` and `start` are the heights and widths of headings that stay while the rest is scrolled.
    """

    title: str
    description: str
    width: float
    height: float
    ground: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    legend: tuple[LegendEntry, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    top: float = 0.0
    start: float = 0.0
    leads: tuple[Lead, ...] = ()
    days: int = -1


Measure = Callable[[str, float, bool], float]
"""(text, size in points, bold) → its width in points."""


def shortened(text: str, room: float, size: float, measure: Measure, *, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `room` points; empty where not one letter fits."""
    if measure(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def wrapped(
    text: str, room: float, size: float, measure: Measure, *, lines: int = 2, bold: bool = False
) -> Sequence[str]:
    """`text` in at most `lines` lines of `room` points, the last one shortened where it must be."""
    words = text.split()
    rows: list[str] = []
    while words and len(rows) < lines - 1:
        row = words.pop(0)
        while words and measure(f"{row} {words[0]}", size, bold) <= room:
            row = f"{row} {words.pop(0)}"
        rows.append(shortened(row, room, size, measure, bold=bold))
    if words:
        rows.append(shortened(" ".join(words), room, size, measure, bold=bold))
    return rows


def moved(shape: Shape, right: float, down: float) -> Shape:
    """The shape in another place."""
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)


def mirrored(picture: Picture) -> Picture:
    """The picture for those who read from right to left: every place on the other side, texts as they are."""
    wide = picture.width
    marks = tuple(
        replace(
            mark,
            bounds=(wide - mark.bounds[0] - mark.bounds[2], *mark.bounds[1:]),
            shapes=tuple(_turned(shape, wide) for shape in mark.shapes),
            lit=tuple(_turned(shape, wide) for shape in mark.lit),
        )
        for mark in picture.marks
    )
    return replace(picture, ground=tuple(_turned(shape, wide) for shape in picture.ground), marks=marks)


def _turned(shape: Shape, wide: float) -> Shape:
    match shape:
        case Box():
            return replace(shape, x=wide - shape.x - shape.width, soft_start=shape.soft_end, soft_end=shape.soft_start)
        case Dot():
            return replace(shape, x=wide - shape.x)
        case Stroke():
            return replace(shape, points=tuple((wide - x, y) for x, y in shape.points))
        case Words():
            turned = {Anchor.START: Anchor.END, Anchor.END: Anchor.START, Anchor.MIDDLE: Anchor.MIDDLE}
            return replace(shape, x=wide - shape.x, anchor=turned[shape.anchor])
