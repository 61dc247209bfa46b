"""What is marked in a brief that is read, and the marks in its margin.

Responsible for: what a mark is, where it is painted, which of them lies under a point. Refuses to: know the store.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.theme import Size, Theme

AT_START = 54
"""The margin (at 10 pt) beside the text in which bars stand; the other one holds the initials."""
AT_END = 88


@dataclass(frozen=True)
class NoteMark:
    """A note at a unit: its id, whose initials it shows, and whether its text changed. `start` and `end` are words."""

    note: str
    unit: int
    start: int
    end: int
    initials: str
    changed: bool = False
    quiet: bool = False
    decision: bool = False


@dataclass(frozen=True)
class Marks:
    """Everything that is marked: the notes, the units that changed since the last reading, and the current unit."""

    notes: tuple[NoteMark, ...] = ()
    changed: frozenset[int] = frozenset()
    current: int | None = None


class MarginPainter:
    """Paints marks beside the text; it notes where chips were painted, so that they can be clicked."""

    def __init__(self, theme: Theme) -> None:
        """Nothing painted yet."""
        self._theme = theme
        self.chips: list[tuple[QRectF, str]] = []

    def bar(self, painter: QPainter, box: QRectF, *, mirrored: bool) -> None:
        """The quiet bar of the item that is read."""
        theme = self._theme
        x = box.right() + theme.px(12) if mirrored else box.left() - theme.px(15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.accent))
        painter.drawRoundedRect(QRectF(x, box.top(), theme.px(3), box.height()), 1.5, 1.5)

    def change(self, painter: QPainter, box: QRectF, *, mirrored: bool) -> None:
        """The bar at words that changed, with a Δ, as in print."""
        theme, tokens = self._theme, self._theme.tokens
        x = box.right() + theme.px(23) if mirrored else box.left() - theme.px(26)
        painter.setPen(QPen(QColor(tokens.text), theme.px(2)))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        font = theme.font(Size.SMALL, strong=True)
        painter.setFont(font)
        wide = theme.metrics(Size.SMALL, strong=True).height()
        side = QRectF(x + theme.px(2) if mirrored else x - wide - theme.px(2), box.top(), wide, wide)
        painter.drawText(side, int(Qt.AlignmentFlag.AlignCenter), "Δ")

    def chip(self, painter: QPainter, mark: NoteMark, box: QRectF, place: int, *, mirrored: bool, here: bool) -> None:
        """The initials of a note, in a row beside the first line of its words."""
        theme, tokens = self._theme, self._theme.tokens
        metrics = theme.metrics(Size.SMALL, strong=True)
        words = (f"{mark.initials or '–'}" + (" ✓" if mark.decision else "") + (" ≠" if mark.changed else ""))[:10]
        wide, high = metrics.horizontalAdvance(words) + theme.px(12), metrics.height() + theme.px(4)
        x = box.left() - theme.px(10) - wide if mirrored else box.right() + theme.px(10)
        rect = QRectF(x, box.top() + place * (high + theme.px(3)), wide, high)
        pair = tokens.amber if mark.changed else tokens.grey if mark.quiet else tokens.blue
        painter.setPen(QPen(QColor(tokens.focus), 2) if here else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.bg))
        painter.drawRoundedRect(rect, high / 2, high / 2)
        painter.setPen(QColor(pair.fg))
        painter.setFont(theme.font(Size.SMALL, strong=True))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)
        self.chips.append((rect, mark.note))

    def note_at(self, point: QPointF) -> str:
        """The id of the note whose chip lies under a point; empty where none does."""
        return next((note for rect, note in reversed(self.chips) if rect.contains(point)), "")
