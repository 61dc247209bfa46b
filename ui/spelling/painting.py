"""The wavy line below a misspelt word, painted over a text that is laid out already: the text itself is not touched.

Responsible for: the lines of one block that can be seen. A block may be a whole text of 100,000 characters in one
line, so only the part that is painted is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock, QTextLayout, QTextLine

from ui.speller import Mark
from ui.theme import Theme

_WHOLE = 4_000
"""Blocks up to this length are looked at as a whole, so that each is looked at once."""
_AROUND = 400
"""Units before and after the visible part of a longer block, so that no word or address is cut."""

Ask = Callable[[str], Sequence[Mark]]


def waved(theme: Theme) -> QPen:
    """The pen of the wavy line."""
    pen = QPen(QColor(theme.tokens.red.fg), max(1.0, theme.px(12) / 10))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def visible_marks(block: QTextBlock, origin: QPointF, seen: QRectF, ask: Ask) -> list[Mark]:
    """The misspelt words of a block between the top and bottom of `seen`, in units of the block."""
    layout = block.layout()
    if block.length() <= _WHOLE:
        return list(ask(block.text()))
    first = _line_at(layout, seen.top() - origin.y())
    last = _line_at(layout, seen.bottom() - origin.y())
    if first is None or last is None:
        return []
    text = block.text()
    start = max(0, first.textStart() - _AROUND)
    end = min(block.length() - 1, last.textStart() + last.textLength() + _AROUND)
    if len(text) != block.length() - 1:  # a character of two units: units and code points differ
        raw = text.encode("utf-16-le", "surrogatepass")
        piece = raw[2 * start : 2 * end].decode("utf-16-le", "replace")
    else:
        piece = text[start:end]
    skipped = piece.find(" ") + 1 if start else 0
    cut = piece.rfind(" ") if end < block.length() - 1 else len(piece)
    start += len(piece[:skipped].encode("utf-16-le")) // 2
    return [Mark(start + one.start, start + one.end, one.word) for one in ask(piece[skipped : max(cut, skipped)])]


def paint_marks(painter: QPainter, layout: QTextLayout, origin: QPointF, marks: Sequence[Mark], theme: Theme) -> None:
    """Paint the wavy lines of a block whose layout stands at `origin`."""
    for mark in marks:
        line = layout.lineForTextPosition(mark.start)
        while line.isValid() and line.textStart() < mark.end:
            start = max(mark.start, line.textStart())
            end = min(mark.end, line.textStart() + line.textLength())
            if start < end:
                left, right = sorted((x_of(line, start), x_of(line, end)))
                base = origin.y() + line.y() + line.ascent()
                paint_wave(painter, origin.x() + left, origin.x() + right, base, line.descent(), theme)
            if line.lineNumber() + 1 >= layout.lineCount():
                break
            line = layout.lineAt(line.lineNumber() + 1)


def paint_wave(painter: QPainter, left: float, right: float, base: float, descent: float, theme: Theme) -> None:
    """A wavy line below a word whose letters stand on `base`."""
    half = max(1.0, theme.px(13) / 10)
    step = 2 * half
    middle = base + max(descent - half, half + 1)
    points, x, up = QPolygonF(), left, False
    while x < right:
        points.append(QPointF(x, middle + (-half if up else half)))
        x, up = x + step, not up
    painter.drawPolyline(points)


def x_of(line: QTextLine, place: int) -> float:
    """Where a place of the text stands in its line."""
    x: float = line.cursorToX(place)[0]  # type: ignore[index]
    return x


def _line_at(layout: QTextLayout, y: float) -> QTextLine | None:
    """The line at a height, or the nearest."""
    low, high = 0, layout.lineCount() - 1
    if high < 0:
        return None
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() <= y:
            low = middle + 1
        else:
            high = middle
    return layout.lineAt(low)
