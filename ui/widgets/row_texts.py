"""The words of rows as they are painted: cut to their room, marked and laid out.

Responsible for doing so once for each text, for a row is painted with every step of the pointer. Refuses to: paint.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout, QTextOption

from ui.theme import Face, Pair
from ui.widgets.labels import FIRST_STRONG_ISOLATE, RIGHT_TO_LEFT, isolate

_AT_MOST = 400
"""Texts that are kept: those of the rows of a tall window, some times over."""
Marks = tuple[tuple[int, int], ...]


class RowTexts:
    """The texts of one look; another look needs another one. A face must be the theme's own."""

    def __init__(self) -> None:
        """Nothing is laid out yet."""
        self._cut: dict[tuple[str, int, int, bool], str] = {}
        self._laid: dict[tuple[str, int, int, Qt.LayoutDirection, Marks], QTextLayout] = {}

    def cut(self, text: str, face: Face, width: int, direction: Qt.LayoutDirection) -> str:
        """What of `text` has room in `width`, isolated where a direction could be disturbed."""
        left_to_right = direction == Qt.LayoutDirection.LeftToRight
        key = text, id(face), width, left_to_right
        found = self._cut.get(key)
        if found is None:
            shown = face[1].elidedText(text, Qt.TextElideMode.ElideRight, width)
            # isolating nearly doubles the time of painting it
            found = shown if not shown or (left_to_right and not RIGHT_TO_LEFT.search(shown)) else isolate(shown)
            _make_room(self._cut)
            self._cut[key] = found
        return found

    def marked(
        self, text: str, face: Face, width: int, direction: Qt.LayoutDirection, marks: Marks, pair: Pair
    ) -> QTextLayout:
        """What of `text` has room in `width` as one line, its `marks` (start, end) in the colours of `pair`."""
        key = text, id(face), width, direction, marks
        found = self._laid.get(key)
        if found is None:
            found = _laid_out(self.cut(text, face, width, direction), face, width, direction, marks, pair)
            _make_room(self._laid)
            self._laid[key] = found
        return found


def _laid_out(
    shown: str, face: Face, width: int, direction: Qt.LayoutDirection, marks: Marks, pair: Pair
) -> QTextLayout:
    before = int(shown.startswith(FIRST_STRONG_ISOLATE))
    length = len(shown) - 2 * before
    ranges = []
    for start, end in marks:
        if start < min(end, length):
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length = start + before, min(end, length) - start
            stretch.format = _highlight(pair.bg, pair.fg)
            ranges.append(stretch)
    made = QTextLayout(shown, face[0])
    made.setTextOption(_one_way(direction))
    made.setFormats(ranges)
    made.beginLayout()
    made.createLine().setLineWidth(width)
    made.endLayout()
    return made


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _AT_MOST:
        kept.clear()


@cache
def _highlight(ground: str, ink: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(ground))
    look.setForeground(QColor(ink))
    return look


@cache
def _one_way(direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option
