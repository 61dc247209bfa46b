"""Shapes on the screen: roles become colours of the theme, points become pixels at the text size now."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from briefing.pictures.shapes import Anchor, Box, Dot, Picture, Shape, Stroke, Tone, Words
from briefing.pictures.svg import arrow_head
from ui.theme import SANS, Theme

PIXELS_PER_POINT = 96 / 72
_MOST_PIXELS = 40_000_000
"""An image of more of them takes more memory than a picture is worth."""


def factor(theme: Theme) -> float:
    """Pixels for a point of a picture at the text size now."""
    return theme.px(1000) / 1000 * PIXELS_PER_POINT


def ink(theme: Theme, tone: Tone) -> QColor:
    """The colour of a role for lines, texts and full shapes."""
    return QColor(theme.tokens.colour(tone.value))


def pale(theme: Theme, tone: Tone) -> QColor:
    """The soft version of a role."""
    tokens = theme.tokens
    match tone.value:
        case "red" | "amber" | "green" | "blue" | "grey":
            return QColor(tokens.pill(tone.value).bg)
        case "accent":
            colour = QColor(tokens.accent)
            colour.setAlphaF(0.45)
            return colour
        case _:
            return QColor(tokens.hover)


def paint(painter: QPainter, shapes: Iterable[Shape], theme: Theme) -> None:
    """Paint shapes; the painter is scaled to points already."""
    for shape in shapes:
        match shape:
            case Box():
                _box(painter, shape, theme)
            case Dot():
                painter.setPen(QPen(ink(theme, shape.stroke), 1.6) if shape.stroke else Qt.PenStyle.NoPen)
                painter.setBrush(ink(theme, shape.fill or Tone.CARD))
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case Stroke():
                _stroke(painter, shape, theme)
            case Words():
                _words(painter, shape, theme)


def extent(shape: Shape) -> QRectF:
    """The rectangle in which a shape is seen; texts are given more than they need."""
    match shape:
        case Box():
            return QRectF(shape.x, shape.y, shape.width, shape.height).adjusted(-2, -2, 2, 2)
        case Dot():
            edge = shape.radius + 2
            return QRectF(shape.x - edge, shape.y - edge, 2 * edge, 2 * edge)
        case Stroke():
            across = [x for x, _y in shape.points]
            down = [y for _x, y in shape.points]
            corners = QRectF(QPointF(min(across), min(down)), QPointF(max(across), max(down)))
            return corners.adjusted(-8, -8, 8, 8)
        case Words():
            wide = len(shape.text) * shape.size
            back = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[shape.anchor]
            return QRectF(shape.x - back, shape.y - shape.size * 1.2, wide, shape.size * 1.6)


def _box(painter: QPainter, box: Box, theme: Theme) -> None:
    rect = QRectF(box.x, box.y, box.width, box.height)
    painter.setPen(Qt.PenStyle.NoPen)
    if box.stroke is not None:
        pen = QPen(ink(theme, box.stroke), 1.4)
        if box.dashed:
            pen.setDashPattern([3, 2.2])
        painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if box.fill is not None:
        colour = pale(theme, box.fill) if box.pale else ink(theme, box.fill)
        painter.setBrush(_faded(colour, rect, box) if box.soft_start or box.soft_end else colour)
    painter.drawRoundedRect(rect, box.radius, box.radius)


def _faded(colour: QColor, rect: QRectF, box: Box) -> QBrush:
    none = QColor(colour)
    none.setAlpha(0)
    fade = QLinearGradient(rect.topLeft(), rect.topRight())
    fade.setColorAt(0, none if box.soft_start else colour)
    fade.setColorAt(0.35, colour)
    fade.setColorAt(0.65, colour)
    fade.setColorAt(1, none if box.soft_end else colour)
    return QBrush(fade)


def _stroke(painter: QPainter, stroke: Stroke, theme: Theme) -> None:
    colour = ink(theme, stroke.tone)
    pen = QPen(colour, stroke.width)
    if stroke.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(x, y) for x, y in stroke.points]
    path = QPainterPath(points[0])
    if stroke.curved and len(points) == 3:
        path.quadTo(points[1], points[2])
    else:
        for point in points[1:]:
            path.lineTo(point)
    painter.drawPath(path)
    if stroke.arrow:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in arrow_head(stroke.points[-2], stroke.points[-1])]))


def _words(painter: QPainter, words: Words, theme: Theme) -> None:
    font = QFont(list(SANS))
    font.setPixelSize(100)  # whole pixels only: the scale makes the size
    font.setWeight(QFont.Weight.DemiBold if words.bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    scale = words.size / 100
    painter.save()
    painter.translate(words.x, words.y)
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(ink(theme, words.tone))
    back = 0.0
    if words.anchor is not Anchor.START:
        wide = QFontMetricsF(font).horizontalAdvance(words.text)
        back = wide if words.anchor is Anchor.END else wide / 2
    painter.drawText(QPointF(-back, 0), words.text)
    painter.restore()


def image(picture: Picture, scale: float, light: Theme) -> QImage:
    """A picture in light colours on white, `scale` pixels for a point, fewer where it would be huge.

    It may be called in a worker: the theme is only asked for its colours.
    """
    scale = min(scale, (_MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    made = QImage(*size, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    for shapes in (picture.ground, *(mark.shapes for mark in picture.marks)):
        paint(painter, shapes, light)
    painter.end()
    return made
