"""List rows painted by hand: a bold title, a grey second line, pills and a date.

Responsible for: painting a ``RowText`` found in ``ROW_ROLE``, in both reading directions, at any text size.
Refuses to: ask a store, and to interpret markup. Rows of one list are all of one height.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import Icons
from ui.theme import Face, Size, Theme, Tone
from ui.widgets.labels import one_line
from ui.widgets.pill import paint_pill, pill_size
from ui.widgets.row_texts import RowTexts

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
# These mean start and end: the painter turns them round by itself, rectangles it does not.
_AT_START = int(Qt.AlignmentFlag.AlignLeft) | _ONE_LINE
_AT_END = int(Qt.AlignmentFlag.AlignRight) | _ONE_LINE


@dataclass(frozen=True)
class RowText:
    """What one row says. ``quote`` sets the title in the reading face; ``icon`` is a Lucide name.

    A ``heading`` stands over the rows of a group; a ``quiet`` row has grey words. ``marks`` and ``second_marks`` are
    the stretches (start, end) of title and subtitle that were searched for.
    """

    title: str
    subtitle: str = ""
    pills: tuple[tuple[str, Tone], ...] = ()
    date: str = ""
    quote: bool = False
    icon: str = ""
    heading: bool = False
    quiet: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    second_marks: tuple[tuple[int, int], ...] = ()

    def spoken(self) -> str:
        """The row as one sentence, for ``Qt.AccessibleTextRole``."""
        words = (self.title, self.subtitle, *(text for text, _tone in self.pills), self.date)
        return ", ".join(one_line(word) for word in words if word)


class RowShape(Enum):
    """How many lines a row has: title + subtitle + pills, title + subtitle, or the title alone."""

    FULL = 3
    PLAIN = 2
    SLIM = 1


@dataclass(frozen=True)
class _Room:
    """The lengths of a row, in pixels; asked of the theme once, for a list asks for them with every row."""

    pad_x: int
    pad_y: int
    heading_pad: int
    below_title: int
    above_pills: int
    before_date: int
    after_icon: int
    between: int
    icon: int
    pill: int

    @classmethod
    def of(cls, theme: Theme) -> _Room:
        """The lengths at the text size now."""
        px = theme.px
        return cls(px(16), px(9), px(4), px(2), px(5), px(12), px(10), px(6), theme.icon_px, theme.pill_height())


class RowDelegate(QStyledItemDelegate):
    """Paints rows for any item view; in PLAIN and SLIM rows pills and date stand at the end of the title line."""

    def __init__(
        self,
        theme: Theme,
        parent: QObject | None = None,
        *,
        shape: RowShape = RowShape.FULL,
        icons: Icons | None = None,
        headed: bool = False,
    ) -> None:
        """Rows of one shape; a `headed` list has headings between them, and is short."""
        super().__init__(parent)
        self._headed = headed
        self._theme = theme
        self._shape = shape
        self._icons = icons
        self._measure()
        theme.changed.connect(self._on_theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW_ROLE) if self._headed else None
        heading = isinstance(row, RowText) and row.heading
        return self._heading_size if heading else self._size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowText):
            row = RowText(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.save()
        if not row.heading:
            self._paint_ground(painter, option)
        self._paint_words(painter, option, row)
        painter.restore()

    def seen_in(self, view: QAbstractItemView) -> int:
        """How many rows `view` can show at once."""
        return view.viewport().height() // self._size.height() + 2

    def foresee(self, row: RowText, view: QAbstractItemView) -> None:
        """Lay out the words of a row that `view` will show soon, so that painting it takes less of a turn."""
        option = QStyleOptionViewItem()
        option.direction = view.layoutDirection()
        option.rect = QRect(QPoint(0, 0), QSize(view.viewport().width(), self._size.height()))
        nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(nowhere)
        self._paint_words(painter, option, row)
        painter.end()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, row: RowText) -> None:
        painter.setLayoutDirection(option.direction)
        room = self._room
        if row.heading:
            _RowPainter(painter, option, self._theme, room, self._texts, room.heading_pad).paint_heading(row)
        else:
            body = self.body(option)
            _RowPainter(painter, body, self._theme, room, self._texts, room.pad_y).paint(row, self._shape, self._icons)

    def body(self, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
        """Where in a row its words stand: everywhere, unless a subclass paints something beside them."""
        return option

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect = self._theme.tokens, QRect(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, _colour(tokens.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, _colour(tokens.hover))
        if not selected:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), _colour(tokens.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(_colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        if selected:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, bar), _colour(tokens.accent))

    def _measure(self) -> None:
        theme = self._theme
        room = self._room = _Room.of(theme)
        self._texts = RowTexts()
        base = theme.metrics(strong=True).height()
        serif = theme.metrics(serif=True, italic=True).height()
        heights = {
            RowShape.FULL: max(base, serif) + base + room.below_title + room.above_pills + room.pill,
            RowShape.PLAIN: max(base, serif, room.pill) + room.below_title + base,
            RowShape.SLIM: max(base, serif, room.pill),
        }
        width = theme.px(160)
        self._size = QSize(width, heights[self._shape] + 2 * room.pad_y)
        self._heading_size = QSize(width, theme.metrics(Size.SMALL, strong=True).height() + room.before_date)

    def _on_theme(self) -> None:
        self._measure()
        self.sizeHintChanged.emit(QModelIndex())


class _RowPainter:
    """One row being painted; a cursor walks down the lines. All rectangles are mirrored by ``_mirrored``."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        theme: Theme,
        room: _Room,
        texts: RowTexts,
        pad_y: int,
    ) -> None:
        self._painter = painter
        self._theme = theme
        self._tokens = theme.tokens
        self._room = room
        self._texts = texts
        self._direction: Qt.LayoutDirection = option.direction
        self._whole = QRect(option.rect)
        self._area = self._whole.adjusted(room.pad_x, pad_y, -room.pad_x, -pad_y)

    def paint(self, row: RowText, shape: RowShape, icons: Icons | None) -> None:
        theme, tokens = self._theme, self._tokens
        if row.icon and icons is not None:
            self._paint_icon(icons, row.icon)
        strong, serif, plain = theme.face(strong=True), theme.face(serif=True, italic=True), theme.face()
        line = max(
            strong[1].height(),
            serif[1].height(),
            self._room.pill if shape is not RowShape.FULL else 0,
        )
        top = QRect(self._area.left(), self._area.top(), self._area.width(), line)
        room = top if shape is RowShape.FULL else self._paint_end(top, row)
        ink = tokens.muted if row.quiet else tokens.text
        self._text(room, one_line(row.title), serif if row.quote else strong, ink, marks=row.marks)
        if shape is RowShape.SLIM:
            return
        second = QRect(top.left(), top.bottom() + 1 + self._room.below_title, top.width(), plain[1].height())
        self._text(second, one_line(row.subtitle), plain, tokens.muted, marks=row.second_marks)
        if shape is RowShape.FULL:
            third = QRect(top.left(), second.bottom() + 1 + self._room.above_pills, top.width(), self._room.pill)
            self._paint_pills(self._paint_date(third, row.date), row.pills)

    def paint_heading(self, row: RowText) -> None:
        """The heading of a group at the start, its count at the end."""
        face, muted = self._theme.face(Size.SMALL, strong=True), self._tokens.muted
        self._text(self._paint_date(self._area, row.date), row.title, face, muted)

    def _paint_icon(self, icons: Icons, name: str) -> None:
        edge, gap = self._room.icon, self._room.after_icon
        line = self._theme.metrics(strong=True).height()
        spot = QRect(self._area.left(), self._area.top() + (line - edge) // 2, edge, edge)
        device = self._painter.device()
        scale = device.devicePixelRatioF() if device is not None else 1.0
        self._painter.drawPixmap(self._mirrored(spot), icons.pixmap(name, "muted", edge, scale))
        self._area.setLeft(self._area.left() + edge + gap)

    def _paint_end(self, line: QRect, row: RowText) -> QRect:
        """Date, then pills, from the end of the line inwards; returns what is left for the title."""
        room, gap = self._paint_date(line, row.date), self._room.between
        for text, tone in reversed(row.pills):
            size = pill_size(self._theme, one_line(text))
            if size.width() > room.width() // 2:
                continue
            spot = QRect(QPoint(room.right() - size.width() + 1, self._centred(room, size.height())), size)
            paint_pill(self._painter, self._mirrored(spot), one_line(text), tone, self._theme)
            room = room.adjusted(0, 0, -size.width() - gap, 0)
        return room

    def _paint_date(self, line: QRect, date: str) -> QRect:
        if not date:
            return line
        face, gap = self._theme.face(Size.SMALL), self._room.before_date
        width = min(face[1].horizontalAdvance(date) + 2, line.width() * 2 // 3)
        spot = QRect(line.right() - width + 1, line.top(), width, line.height())
        self._text(spot, date, face, self._tokens.muted, _AT_END)
        return line.adjusted(0, 0, -width - gap, 0)

    def _paint_pills(self, line: QRect, pills: tuple[tuple[str, Tone], ...]) -> None:
        x, gap = line.left(), self._room.between
        for at, (words, tone) in enumerate(pills):
            text = one_line(words)
            size = pill_size(self._theme, text)
            rest = len(pills) - at - 1
            reserve = gap + pill_size(self._theme, f"+{rest}").width() if rest else 0
            if x + size.width() + reserve > line.right() + 1 and x > line.left():
                more = f"+{rest + 1}"
                self._pill(QRect(QPoint(x, line.top()), pill_size(self._theme, more)), more, "grey")
                return
            if size.width() > line.width():
                size.setWidth(line.width())
                metrics = self._theme.metrics(Size.SMALL, strong=True)
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width() - 2 * self._theme.px(8))
            self._pill(QRect(QPoint(x, line.top()), size), text, tone)
            x += size.width() + gap

    def _pill(self, spot: QRect, text: str, tone: Tone) -> None:
        paint_pill(self._painter, self._mirrored(spot), text, tone, self._theme)

    def _text(
        self,
        rect: QRect,
        text: str,
        face: Face,
        colour: str,
        flags: int = _AT_START,
        marks: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self._painter.setPen(_colour(colour))
        if marks:
            pair = self._tokens.highlight
            layout = self._texts.marked(text, face, rect.width(), self._direction, marks, pair)
            spot = self._mirrored(rect)
            above = (spot.height() - layout.lineAt(0).height()) / 2
            layout.draw(self._painter, QPointF(spot.left(), spot.top() + above))
        elif shown := self._texts.cut(text, face, rect.width(), self._direction):
            self._painter.setFont(face[0])
            self._painter.drawText(self._mirrored(rect), flags, shown)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._whole, rect)

    @staticmethod
    def _centred(line: QRect, height: int) -> int:
        return line.top() + (line.height() - height) // 2


@cache
def _colour(token: str) -> QColor:
    return QColor(token)
