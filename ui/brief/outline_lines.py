"""The rows of an outline: a number, a title and a small second line, painted like every list of ours.

Refuses to: know where the rows come from, and what is done with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.brief.digest import Entry, note
from ui.icons import Icons
from ui.theme import Size, Tone
from ui.widgets.labels import isolate, one_line
from ui.widgets.rows import RowDelegate, RowShape
from ui.words import word

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class OutlineLine:
    """One row: what it is called in the code, its number (empty for none), its title and a second line."""

    key: str
    number: str
    title: str
    note: str
    tone: Tone | None = None
    movable: bool = False
    heading: bool = False

    def spoken(self) -> str:
        """The row as one sentence."""
        return ", ".join(part for part in (f"{self.number} {self.title}".strip(), self.note) if part)


def lines_of(found: Sequence[Entry]) -> list[OutlineLine]:
    """A row for each block; one that is not printed has a dash for its number."""
    lines = []
    for entry in found:
        words, tone = note(entry)
        number = str(entry.number) if entry.included else "–"
        lines.append(OutlineLine(entry.block.name, number, word(entry.block.heading), words, tone, movable=True))
    return lines


class Lines(QAbstractListModel):
    """The rows; what stays where it is, stays as it is shown."""

    def __init__(self, parent: QObject) -> None:
        """No rows."""
        super().__init__(parent)
        self.lines: tuple[OutlineLine, ...] = ()

    def set_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show these rows."""
        before, now = [line.key for line in self.lines], [line.key for line in lines]
        if before != now:
            self.beginResetModel()
            self.lines = tuple(lines)
            self.endResetModel()
            return
        changed = [place for place, line in enumerate(lines) if line != self.lines[place]]
        self.lines = tuple(lines)
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.isValid() and self.lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        movable = index.isValid() and self.lines[index.row()].movable
        return found | Qt.ItemFlag.ItemIsDragEnabled if movable else found

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return line.spoken()
        return None


class LinePainter(RowDelegate):
    """The ground of every list of ours, with a number column, a title and a small second line on it."""

    def __init__(self, icons: Icons, parent: QObject, *, grips: bool = False) -> None:
        """Paint in the theme of `icons`; with `grips` a row that can be moved shows one when it is met or chosen."""
        super().__init__(icons.theme, parent, shape=RowShape.SLIM, icons=icons)
        self._grips = grips

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._theme
        title, small = theme.metrics(), theme.metrics(Size.SMALL)
        return QSize(theme.px(140), title.height() + small.height() + 2 * theme.px(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        assert isinstance(line, OutlineLine)
        theme, tokens = self._theme, self._theme.tokens
        whole = QRect(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, option)
        title, small = theme.font(strong=not line.number), theme.font(Size.SMALL)
        lead = theme.metrics().horizontalAdvance("00") + theme.px(10)
        area = whole.adjusted(theme.px(14), theme.px(6), -theme.px(10), -theme.px(6))
        height = QFontMetrics(title).height()
        grip = theme.px(16) if self._grips and line.movable and _is_met(option) else 0
        room = area.width() - lead - grip
        number = QRect(area.left(), area.top(), lead, height)
        words = QRect(area.left() + lead, area.top(), room, height)
        if line.heading:
            words = QRect(area.left(), area.top(), area.width(), area.height())
        second = QRect(area.left() + lead, area.top() + height, room, QFontMetrics(small).height())
        ink = tokens.pill(line.tone).fg if line.tone else tokens.muted
        for rect, text, font, colour in (
            (number, line.number, theme.font(), tokens.muted),
            (words, line.title, title, tokens.text),
            (second, line.note, small, ink),
        ):
            self._draw(painter, QStyle.visualRect(option.direction, whole, rect), text, font, colour)
        if grip and self._icons is not None:
            spot = QRect(area.right() - grip + theme.px(6), whole.center().y() - grip // 2 + 1, grip, grip)
            spot = QStyle.visualRect(option.direction, whole, spot)
            device = painter.device()
            scale = device.devicePixelRatioF() if device is not None else 1.0
            painter.drawPixmap(spot, self._icons.pixmap("grip-vertical", "muted", grip, scale))
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        flags |= int(Qt.TextFlag.TextDontClip)  # the tails of letters may reach out of the height of a line
        painter.drawText(rect, flags, isolate(shown) if shown else "")


def _is_met(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))
