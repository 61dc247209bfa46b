"""Pictures for the page: as wide as its text, no higher than its sheet, with the legend under them.

What does not fit one sheet legibly is drawn in several pictures, or shows less and says so.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.pictures.actor_map import actor_map
from briefing.pictures.matrix import PRINTED, asked, matrix
from briefing.pictures.network import network
from briefing.pictures.shapes import Box, Dot, Measure, Picture, Shape, Stroke, Tone, Words, moved
from briefing.pictures.timeline import timeline
from briefing.reading import Reading

WIDTH = 470.0
"""The text of an A4 page in points."""
HEIGHT = 560.0
WIDTH_LYING, HEIGHT_LYING = 715.0, 360.0
"""The room of a sheet on its side, under a caption."""
SMALLEST = 0.68
"""A map is not set smaller than this, for its words would be too small to read."""
_LANES = 16
_PEOPLE = (40, 30, 24, 18, 14, 10, 7, 5)
_COLUMNS, _ROWS = 4, 11
_COLUMNS_LYING, _ROWS_LYING = 6, 6
_MATRICES = 6
_SIZE = 8.5
_GAP = 14.0
_LINE = 17.0


def printed_timeline(reading: Reading, measure: Measure, issues: Sequence[str]) -> list[Picture]:
    """The events of some issues as one picture."""
    picture = timeline(reading, measure, width=WIDTH, issues=issues, lanes=_LANES)
    return [with_legend(picture, measure)] if picture.marks else []


def printed_matrix(reading: Reading, measure: Measure, issues: Sequence[str]) -> list[Picture]:
    """The stances on some issues, in as many pictures as columns and rows need, at most six.

    More issues than an upright page has room for are drawn for pages on their side (`lies`).
    """
    actors, columns = asked(reading, issues)
    most, rows = (_COLUMNS, _ROWS) if len(columns) <= _COLUMNS else (_COLUMNS_LYING, _ROWS_LYING)
    found = [
        matrix(reading, measure, issues=some, actors=who, look=PRINTED)
        for some in _parted(columns, most)
        for who in _parted(actors, rows)
    ]
    return [with_legend(picture, measure) for picture in found if picture.marks][:_MATRICES]


def _parted(ids: Sequence[str], many: int) -> list[Sequence[str]]:
    return [ids[start : start + many] for start in range(0, len(ids), many)]


def printed_map(reading: Reading, measure: Measure, issues: Sequence[str]) -> list[Picture]:
    """How the actors of some issues are related, as many of them as can be read on one page."""
    today = reading.today.isoformat()
    for most in _PEOPLE:
        picture = actor_map(network(reading, issues=issues, most=most), measure, width=WIDTH, today=today)
        if not picture.marks:
            return []
        picture = with_legend(picture, measure)
        if scale_of(picture) >= SMALLEST:
            break
    return [picture]


def lies(picture: Picture) -> bool:
    """Whether a picture is too wide for the text of an upright page."""
    return picture.width > WIDTH + 1


def scale_of(picture: Picture, *, lying: bool = False) -> float:
    """How many times as large as it is a picture is set on the page: never larger, smaller where it has to fit.

    `lying` says that its page lies on its side.
    """
    wide, high = (WIDTH_LYING, HEIGHT_LYING) if lying else (WIDTH, HEIGHT)
    return min(1.0, wide / picture.width, high / picture.height)


def with_legend(picture: Picture, measure: Measure) -> Picture:
    """The picture with its legend under it, as wide as it is."""
    if not picture.legend:
        return picture
    shapes: list[Shape] = []
    x, y = 6.0, picture.height + 4
    for entry in picture.legend:
        sample = _wide(entry.shape) + 5
        long = sample + measure(entry.words, _SIZE, False)
        if x > 6 and x + long > picture.width - 6:
            x, y = 6.0, y + _LINE
        shapes.append(moved(entry.shape, x, y))
        shapes.append(Words(x + sample, y + 10, entry.words, _SIZE, Tone.MUTED))
        x += long + _GAP
    return replace(picture, height=y + _LINE + 2, ground=(*picture.ground, *shapes), legend=())


def _wide(shape: Shape) -> float:
    """How far a sample of the legend reaches from its start."""
    match shape:
        case Box():
            return shape.x + shape.width + 1
        case Dot():
            return shape.x + shape.radius + 1
        case Stroke():
            return max(x for x, _y in shape.points) + 1
        case Words():
            return shape.x + shape.size
