"""Rows in the order of time: the month stands beside the first row of each, and a line shows where today is.

Responsible for: the column of months and the line. All rows stay of one height, whatever stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from briefing.pictures.axis import MONTHS
from ui.theme import Size, Theme
from ui.widgets.pill import paint_pill, pill_size
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowText

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 58


@dataclass(frozen=True)
class DatedRow(RowText):
    """`upper` and `lower` name its stretch of time (`Aug`, `2022`); `past` is None where there is no day."""

    upper: str = ""
    lower: str = ""
    past: bool | None = None

    @property
    def group(self) -> tuple[str, str]:
        """What rows of one stretch of time have in common."""
        return self.upper, self.lower


def dated(row: RowText, first: str, last: str, today: str, undated: str) -> DatedRow:
    """A row with the month of its latest day (the earliest, where that is open), or the year where that is all."""
    values = {one.name: getattr(row, one.name) for one in fields(RowText)}
    shown = last or first
    if not shown:
        upper, _blank, lower = undated.partition(" ")
        return DatedRow(**values, upper=upper, lower=lower)
    day = date.fromisoformat(shown)
    year = f"{day.year:04}"  # a bare 1 would be read as a day
    past = bool(last) and last < today
    if first and last and (first[:4], first[5:], last[5:]) == (last[:4], "01-01", "12-31"):
        return DatedRow(**values, upper=year, past=past)
    return DatedRow(**values, upper=MONTHS[day.month - 1], lower=year, past=past)


class DatedRowDelegate(RowDelegate):
    """Paints `DatedRow`s; `today` is the word at the line."""

    def __init__(self, theme: Theme, parent: QObject | None, today: str) -> None:
        """Rows with a column beside them."""
        self._today = today
        self._way = 1
        super().__init__(theme, parent)

    def set_way(self, way: int) -> None:
        """Whether time runs down the rows (1), up (-1), or neither (0): then there is no line of today."""
        self._way = way

    def body(self, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
        inner = QStyleOptionViewItem(option)
        whole = QRect(option.rect)
        room = whole.adjusted(self._column - self._theme.px(8), 0, 0, 0)
        inner.rect = QStyle.visualRect(option.direction, whole, room)
        return inner

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if not isinstance(row, DatedRow):
            return
        before, after = (_row(index, way) for way in (-1, 1))
        painter.save()
        whole = QRect(option.rect)
        self._paint_month(painter, option, row, before, after)
        if self._has_today_above(row, before):
            self._paint_today(painter, option, whole.top())
        elif self._way and row.past is (self._way > 0) and (after is None or after.past is None):
            self._paint_today(painter, option, whole.bottom() - 1)
        painter.restore()

    def _paint_month(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: DatedRow,
        before: DatedRow | None,
        after: DatedRow | None,
    ) -> None:
        theme, tokens, whole = self._theme, self._theme.tokens, QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if after is not None and after.group == row.group and not selected:  # no line between rows of one month
            ground = QColor(tokens.hover if hovered else tokens.card)
            edge = QRect(whole.left(), whole.bottom(), self._column, 1)
            painter.fillRect(QStyle.visualRect(option.direction, whole, edge), ground)
        heights = [theme.metrics(Size.SMALL, strong=strong).height() for strong in (True, False)]
        needed = self._room.pad_y + sum(heights)
        starts = before is None or before.group != row.group
        # of the rows that are seen the first that has room for it shows its month, wherever the month begins
        if (whole.top() >= needed and not starts) or (whole.top() < 0 and whole.bottom() < needed):
            return
        line = theme.pill_height() if self._has_today_above(row, before) and whole.top() >= 0 else 0
        top = max(whole.top(), 0) + max(self._room.pad_y + theme.px(1), line)
        for text, height, strong in zip(row.group, heights, (True, False), strict=True):
            spot = QRect(whole.left() + theme.px(16), top, self._column - theme.px(16), height)
            painter.setFont(theme.font(Size.SMALL, strong=strong))
            painter.setPen(QColor(tokens.text if strong else tokens.muted))
            metrics = QFontMetrics(painter.font())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, spot.width())
            painter.setLayoutDirection(option.direction)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
            painter.drawText(QStyle.visualRect(option.direction, whole, spot), flags, shown)
            top += height

    def _has_today_above(self, row: DatedRow, before: DatedRow | None) -> bool:
        passed = self._way > 0  # what stands above the line
        return bool(self._way) and row.past is (not passed) and (before is None or before.past is passed)

    def _paint_today(self, painter: QPainter, option: QStyleOptionViewItem, y: int) -> None:
        """The line at the upper or the lower edge of a row, with its word at the start of it."""
        theme, whole = self._theme, QRect(option.rect)
        painter.fillRect(QRect(whole.left(), y, whole.width(), 2), QColor(theme.tokens.red.fg))
        size = pill_size(theme, self._today)
        top = y if y == whole.top() else y + 2 - size.height()
        spot = QRect(whole.left() + theme.px(4), top, size.width(), size.height())
        paint_pill(painter, QStyle.visualRect(option.direction, whole, spot), self._today, "red", theme)

    def _measure(self) -> None:
        super()._measure()
        theme = self._theme
        self._column = max(theme.px(_WIDTH), pill_size(theme, self._today).width() + theme.px(12))


def _row(index: Index, way: int) -> DatedRow | None:
    found = index.siblingAtRow(index.row() + way) if isinstance(index, QModelIndex) else None
    row = found.data(ROW_ROLE) if found is not None and found.isValid() else None
    return row if isinstance(row, DatedRow) else None
