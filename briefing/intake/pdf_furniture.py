"""Running heads and page numbers of a PDF: found by where they stand and how often they come back.

A line is furniture where it stands in the outer eighth of its page, among its two outermost lines there, and comes back
at the same height with only its figures changed on at least two pages and a third of all; or begins or ends with a
figure that counts the pages (the head of a chapter); or is nothing but a page number, or what a browser prints above
and below a page. Refuses to touch anything else.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ZONE = 0.125
_OUTERMOST = 2
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-–—\s|(]*(?:(?:page|p\.|seite|s\.|str\.|strana|страна|стр\.|pagina|página|lk)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|von|od|od ukupno|de|из|sur|di|van)\s*\d{1,4})?[-–—\s|)]*",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)? .+|(?:https?|file):\S+ \d{1,4}/\d{1,4}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words, its edges from the lower left corner, its baseline and size, all in points.

    `note` is the mark of the footnote that it belongs to.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    note: str = ""


@dataclass(frozen=True)
class Page:
    """The lines of one page in the order in which the file draws them, and its height in points."""

    height: float
    lines: tuple[Line, ...]


def without_furniture(pages: Sequence[Page]) -> tuple[list[list[Line]], int]:
    """The lines of each page that belong to its text, and how many were left out."""
    outer = [_outermost(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    counting: Counter[tuple[str, int]] = Counter()
    for lines in outer:
        seen.update({key for line in lines for key in _near(line)})
        counting.update({key for line in lines for key in _counts(line)})
    enough = max(2, len(pages) // 3)
    kept: list[list[Line]] = []
    left_out = 0
    for page, lines in zip(pages, outer, strict=True):
        gone = {
            id(line)
            for line in lines
            if _alone(line)
            or any(seen[key] >= enough for key in _near(line))
            or any(counting[key] >= max(4, len(pages) // 5) for key in _counts(line))
        }
        kept.append([line for line in page.lines if id(line) not in gone])
        left_out += len(gone)
    return kept, left_out


def _outermost(page: Page) -> list[Line]:
    """The lines at the top and at the foot that may be furniture."""
    by_height = sorted(page.lines, key=lambda line: -line.base)
    heights = sorted({round(line.base) for line in page.lines}, reverse=True)
    top, foot = heights[:_OUTERMOST], heights[-_OUTERMOST:]
    return [
        line
        for line in by_height
        if (line.base > page.height * (1 - _ZONE) and round(line.base) in top)
        or (line.base < page.height * _ZONE and round(line.base) in foot)
    ]


def _counts(line: Line) -> list[tuple[str, int]]:
    """How far a figure at either end of a line is from the number of its page; the same on pages that it counts."""
    words = line.text.split()
    ends = dict.fromkeys((words[0], words[-1])) if words else {}
    at = f"{round(line.size)} {round(line.base / 8)}"
    return [(at, int(word) - line.page) for word in ends if word.isascii() and word.isdigit() and len(word) < 5]


def _alone(line: Line) -> bool:
    """Whether it is furniture whatever stands on the other pages."""
    return (_NUMBER.fullmatch(line.text) or _BROWSER.fullmatch(line.text)) is not None


def _near(line: Line) -> tuple[tuple[str, int], ...]:
    """What a line is known by: its words without figures, at its height or a little beside it."""
    words = _FIGURES.sub("#", " ".join(line.text.split()).casefold())
    height = int(line.base // 4)
    return (words, height), (words, height + 1)
