"""A picture as SVG: for HTML, for the page, and to be saved. No script, no reference to anything outside."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from types import MappingProxyType

from briefing import paths
from briefing.pictures.shapes import Anchor, Box, Dot, Mark, Picture, Shape, Stroke, Tone, Words

PRINT: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.TEXT: "#1a1d23", Tone.MUTED: "#555b66", Tone.LINE: "#d5d9e0", Tone.CARD: "#ffffff", Tone.ACCENT: "#1d4f91",
        Tone.RED: "#a61e1e", Tone.AMBER: "#8a5300", Tone.GREEN: "#1c6b35", Tone.BLUE: "#1d5fa8", Tone.GREY: "#5b626e",
    }
)  # fmt: skip
PALE: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.TEXT: "#e6e8ec", Tone.MUTED: "#eceef1", Tone.LINE: "#f2f3f5", Tone.CARD: "#ffffff",
        Tone.ACCENT: "#cfdef2", Tone.RED: "#f8d9d7", Tone.AMBER: "#f7e3bd", Tone.GREEN: "#cfead6",
        Tone.BLUE: "#d3e5f7", Tone.GREY: "#e4e7eb",
    }
)  # fmt: skip
FONT = "Inter, Arial, sans-serif"
_FILES = {False: "Inter_400Regular.ttf", True: "Inter_600SemiBold.ttf"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}


def measure(text: str, size: float, bold: bool) -> float:
    """The width of a text in points as the shipped interface font sets it, without kerning."""
    widths, other = _widths(_FILES[bold])
    return sum(widths.get(letter, other) for letter in text) * size


@lru_cache(maxsize=4)
def _widths(file: str) -> tuple[Mapping[str, float], float]:
    from fontTools.ttLib import TTFont

    with TTFont(paths.resources() / "fonts" / file, lazy=True) as font:
        unit = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        widths = {chr(code): advances[name][0] / unit for code, name in font.getBestCmap().items()}
    return MappingProxyType(widths), 0.6


def to_svg(
    picture: Picture,
    *,
    ink: Mapping[Tone, str] = PRINT,
    pale: Mapping[Tone, str] = PALE,
    name: str = "",
    any_font: bool = True,
) -> str:
    """The picture as one SVG element, the same text on every run. `name` tells several in one page apart.

    Where it may be shown in `any_font`, each text says how wide it is, so that a wider font does not break the picture.
    """
    drawing = _Drawing(ink, pale, name, any_font=any_font)
    inside = [drawing.shape(shape) for shape in picture.ground]
    inside += [drawing.mark(mark) for mark in picture.marks]
    size = f'width="{_n(picture.width)}" height="{_n(picture.height)}"'
    box = f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
    head = f"<title>{escape(_clean(picture.title))}</title><desc>{escape(_clean(picture.description))}</desc>"
    fades = f"<defs>{''.join(drawing.fades.values())}</defs>" if drawing.fades else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" font-family="{FONT}">'
        f"{head}{fades}{''.join(inside)}</svg>"
    )


class _Drawing:
    """Shapes as elements; the fades that soft ends need are collected on the way."""

    def __init__(self, ink: Mapping[Tone, str], pale: Mapping[Tone, str], name: str, *, any_font: bool) -> None:
        self._name = name
        self._any_font = any_font
        self._ink = ink
        self._pale = pale
        self.fades: dict[tuple[str, bool, bool], str] = {}

    def mark(self, mark: Mark) -> str:
        return f"<g><title>{escape(_clean(mark.name))}</title>{''.join(self.shape(one) for one in mark.shapes)}</g>"

    def shape(self, shape: Shape) -> str:
        match shape:
            case Box():
                return self._box(shape)
            case Dot():
                fill = self._ink[shape.fill] if shape.fill else self._ink[Tone.CARD]
                ring = f' stroke="{self._ink[shape.stroke]}" stroke-width="1.6"' if shape.stroke else ""
                return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" fill="{fill}"{ring}/>'
            case Stroke():
                return self._stroke(shape)
            case Words():
                weight = ' font-weight="600"' if shape.bold else ""
                anchor = "" if shape.anchor is Anchor.START else f' text-anchor="{_ANCHORS[shape.anchor]}"'
                place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"{self._width(shape)}'
                return (
                    f'<text {place} fill="{self._ink[shape.tone]}"{weight}{anchor}>{escape(_clean(shape.text))}</text>'
                )

    def _width(self, words: Words) -> str:
        widths, _other = _widths(_FILES[words.bold])
        if not self._any_font or len(words.text) < 2 or not all(letter in widths for letter in words.text):
            return ""
        return f' textLength="{_n(measure(words.text, words.size, words.bold))}" lengthAdjust="spacingAndGlyphs"'

    def _box(self, box: Box) -> str:
        colour = (self._pale if box.pale else self._ink)[box.fill] if box.fill else ""
        fill = colour or "none"
        if colour and (box.soft_start or box.soft_end):
            fill = f"url(#{self._fade(colour, box.soft_start, box.soft_end)})"
        place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
        radius = f' rx="{_n(box.radius)}"' if box.radius else ""
        line = f' stroke="{self._ink[box.stroke]}" stroke-width="1.4"' if box.stroke else ""
        dashes = ' stroke-dasharray="4 3"' if box.dashed else ""
        return f'<rect {place}{radius} fill="{fill}"{line}{dashes}/>'

    def _fade(self, colour: str, start: bool, end: bool) -> str:
        name = f"{self._name}fade{len(self.fades)}"
        known = self.fades.get((colour, start, end))
        if known is not None:
            return known.split('"', 2)[1]
        stops = ((0, 0.0 if start else 1.0), (0.35, 1.0), (0.65, 1.0), (1, 0.0 if end else 1.0))
        inside = "".join(f'<stop offset="{_n(at)}" stop-color="{colour}" stop-opacity="{_n(o)}"/>' for at, o in stops)
        self.fades[(colour, start, end)] = f'<linearGradient id="{name}">{inside}</linearGradient>'
        return name

    def _stroke(self, stroke: Stroke) -> str:
        points = stroke.points
        if stroke.curved and len(points) == 3:
            (x, y), (cx, cy), (ex, ey) = points
            path = f"M{_n(x)} {_n(y)}Q{_n(cx)} {_n(cy)} {_n(ex)} {_n(ey)}"
        else:
            path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        dashes = ' stroke-dasharray="4 3"' if stroke.dashed else ""
        line = f'stroke="{self._ink[stroke.tone]}" stroke-width="{_n(stroke.width)}"{dashes}'
        drawn = f'<path d="{path}" fill="none" {line}/>'
        if stroke.arrow:
            corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in arrow_head(points[-2], points[-1]))
            drawn += f'<polygon points="{corners}" fill="{self._ink[stroke.tone]}"/>'
        return drawn


def arrow_head(before: tuple[float, float], tip: tuple[float, float], size: float = 7.0) -> list[tuple[float, float]]:
    """The three corners of the head of an arrow that comes from `before` to `tip`."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    long = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / long, dy / long
    base = (tip[0] - dx * size, tip[1] - dy * size)
    half = size * 0.45
    return [tip, (base[0] - dy * half, base[1] + dx * half), (base[0] + dy * half, base[1] - dx * half)]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _clean(text: str) -> str:
    """Without the characters that no XML may hold."""
    return "".join(
        letter for letter in text if letter in "\t\n" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )


def write_svg(picture: Picture, path: Path) -> None:
    """Save the picture as an SVG file. Raises OSError."""
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{to_svg(picture)}\n', encoding="utf-8")
