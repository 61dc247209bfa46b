"""The archived text on the screen: read-only, its quotes underlined, what was found marked. Plain text throughout.

Words are never taken from the widget, only positions; the text is the archive's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit, QWidget

from briefing.rules.passages import paragraph_numbers
from ui.theme import Size, Theme
from ui.widgets import spans
from ui.widgets.offsets import Offsets
from ui.widgets.spans import Span

MEASURE = 72
"""Characters a line, at most."""
MANY, AROUND = 200, 6_000
"""Of more stretches than so many, only those are coloured that lie so many characters before or behind what is seen."""
PART = 30_000
"""Characters of a long text that are shown at once; the rest follows while the window is already in use."""


@dataclass(frozen=True)
class Marked:
    """A quote in the text, in code points, and whether it is verified."""

    id: str
    start: int
    end: int
    verified: bool
    words: str


def _cut(text: str, start: int) -> int:
    """Where the part of `text` that begins at `start` ends: after a line feed."""
    if len(text) - start <= 2 * PART:
        return len(text)
    return text.find("\n", start + PART) + 1 or len(text)


class Numbers(QWidget):
    """The numbers of the paragraphs, beside the text."""

    def __init__(self, view: ReaderView) -> None:
        """Numbers for `view`."""
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.number_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(QPainter(self), event.rect())


class ReaderView(QPlainTextEdit):
    """`quote_clicked` carries the id of a quote that was clicked; `found` how many hits, and which one is shown.

    `menu_wanted` asks for what can be done with the quote under the pointer to be added to the menu. While stretches
    are shown (`show_spans`), `span_clicked` carries the key of one that was clicked, and quotes are not clicked.
    """

    quote_clicked = Signal(str)
    span_clicked = Signal(str)
    menu_wanted = Signal(str, QMenu)
    found = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty reader."""
        super().__init__(parent)
        # numbers and bar keep their sides: an archived text lies as it was written, however the window is read
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._theme = theme
        self._offsets = Offsets("")
        self._numbering: Iterator[int] = iter(())
        self._numbered: list[int] = []
        self._lines = 1
        self._shown = 0
        self._marked: Sequence[Marked] = ()
        self._spans: Sequence[Span] = ()
        self._coloured = (0, 0)
        self._hits: list[int] = []
        self._hit = -1
        self._query = ""
        self._spot: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("reader", True)
        self.setAccessibleName(self.tr("Archived text"))
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.numbers = Numbers(self)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._show_more)
        self.updateRequest.connect(self._on_update)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._colour_more())
        theme.changed.connect(self._dress)
        self._dress()

    # content

    def show_text(self, text: str) -> None:
        """Show an archived text from its beginning."""
        if text == self._offsets.text:
            return
        self._offsets = Offsets(text)
        self._numbering, self._numbered = paragraph_numbers(text), []
        self._lines = text.count("\n") + 1
        self._spot = None
        self._shown = _cut(text, 0)
        self.setPlainText(text[: self._shown])
        if self._shown < len(text):
            self._more.start()
        self.find_text("")

    def _show_to(self, point: int) -> None:
        """Show the text at least as far as `point`."""
        text, end = self._offsets.text, self._shown
        while end < point and end < len(text):
            end = _cut(text, end)
        if end > self._shown:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[self._shown : end])
            self._shown = end

    def _show_more(self) -> None:
        self._show_to(self._shown + 1)
        if self._shown == len(self._offsets.text):
            self._more.stop()
            self._paint()

    def is_exact(self) -> bool:
        """Whether every position on the screen stands for one position of the text."""
        return self.document().characterCount() - 1 == self._offsets.units(self._shown)

    def show_marked(self, marked: Sequence[Marked]) -> None:
        """Underline these quotes."""
        self._marked = marked
        self._paint()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Colour these stretches; none takes all colours away."""
        self._spans = spans
        self._paint()

    def spans(self) -> Sequence[Span]:
        """The stretches that are coloured."""
        return self._spans

    def bring(self, start: int, end: int) -> None:
        """Scroll a passage into view, only as far as is needed, without selecting or marking it."""
        self._show_to(end)
        marked, self._spot = self._spot is not None, None
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.units(start))
        self.setTextCursor(cursor)
        last = QTextCursor(self.document())
        last.setPosition(self._offsets.units(end))
        room = self.viewport().rect().adjusted(0, self._theme.px(12), 0, -self._theme.px(24))
        if not (room.contains(self.cursorRect().center()) and room.contains(self.cursorRect(last).center())):
            self.centerCursor()
        if marked:
            self._paint()

    def selection(self) -> tuple[int, int]:
        """The selected passage in code points; empty where nothing is selected."""
        cursor = self.textCursor()
        return self._offsets.span(cursor.selectionStart(), cursor.selectionEnd())

    def show_passage(self, start: int, end: int, *, select: bool = False) -> None:
        """Scroll to a passage and mark it, or select it, so that it can be captured at once."""
        self._show_to(end)
        self._spot = None if select else (start, end)
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.units(start))
        if select:
            cursor.setPosition(self._offsets.units(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self._paint()

    # find

    def find_text(self, query: str) -> int:
        """Mark every place of `query`, in any case; go to the first. Returns how many there are."""
        self._query = query
        self._hits = []
        wanted = query.casefold()
        haystack = self._offsets.text.casefold() if wanted else ""
        if len(haystack) != len(self._offsets.text):
            haystack, wanted = self._offsets.text, query  # folding moved the positions: take the case as it is
        at = haystack.find(wanted) if wanted else -1
        while at >= 0:
            self._hits.append(at)
            at = haystack.find(wanted, at + max(1, len(wanted)))
        self._hit = -1
        if self._hits:
            self.next_hit(1)
        else:
            self._paint()
            self.found.emit(0, 0)
        return len(self._hits)

    def next_hit(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) place found."""
        if not self._hits:
            return
        self._hit = (self._hit + direction) % len(self._hits)
        start = self._hits[self._hit]
        self.show_passage(start, start + len(self._query), select=True)
        self.found.emit(len(self._hits), self._hit + 1)

    # look

    def number_width(self) -> int:
        """The width of the paragraph numbers."""
        digits = len(str(self._lines))
        return self._theme.metrics(Size.SMALL).horizontalAdvance("0" * digits) + self._theme.px(18)

    def paint_numbers(self, painter: QPainter, rect: QRect) -> None:
        """Number each paragraph that holds words."""
        painter.fillRect(rect, QColor(self._theme.tokens.card))
        painter.setFont(self._theme.font(Size.SMALL))
        painter.setPen(QColor(self._theme.tokens.muted))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= rect.bottom():
            if number := self._number_of(block):
                height = round(self.blockBoundingRect(block).height() / max(1, block.layout().lineCount()))
                box = QRect(0, round(top), self.numbers.width() - self._theme.px(8), height)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def _number_of(self, block: QTextBlock) -> int:
        """The number of the paragraph in `block`; 0 where it is blank."""
        place = block.blockNumber()
        self._numbered += islice(self._numbering, max(0, place + 1 - len(self._numbered)))
        return self._numbered[place] if place < len(self._numbered) else 0

    def _paint(self) -> None:
        tokens = self._theme.tokens
        painted: list[QTextEdit.ExtraSelection] = []
        shown = self._shown
        for one in (one for one in self._marked if one.end <= shown):
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(QColor(tokens.accent if one.verified else tokens.pill("red").fg))
            if not one.verified:
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            painted.append(self._extra(one.start, one.end, look))
        seen = spans.in_painting_order([span for span in self._near() if span.end <= shown])
        painted += [self._extra(span.start, span.end, spans.look(tokens, span)) for span in seen]
        for start in (hit for hit in self._hits[:500] if hit + len(self._query) <= shown):
            look = QTextCharFormat()
            look.setBackground(QColor(tokens.pill("amber").bg))
            painted.append(self._extra(start, start + len(self._query), look))
        if self._spot is not None:
            look = QTextCharFormat()
            look.setBackground(QColor(tokens.highlight.bg))
            look.setForeground(QColor(tokens.highlight.fg))
            painted.append(self._extra(*self._spot, look))
        self.setExtraSelections(painted)

    def _near(self) -> Sequence[Span]:
        """The stretches to colour: all of them, or of very many those near what is seen."""
        if len(self._spans) <= MANY:
            return self._spans
        top = self.firstVisibleBlock().position()
        bottom = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        self._coloured = (self._offsets.point(top) - AROUND, self._offsets.point(bottom) + AROUND)
        return [one for one in self._spans if one.end > self._coloured[0] and one.start < self._coloured[1]]

    def _colour_more(self) -> None:
        """Of very many stretches, colour those that were scrolled to."""
        if len(self._spans) > MANY:
            top = self._offsets.point(self.firstVisibleBlock().position())
            if not self._coloured[0] + AROUND // 2 <= top <= self._coloured[1] - AROUND:
                self._paint()

    def _extra(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        extra = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        last = self._offsets.units(self._shown)
        cursor.setPosition(min(self._offsets.units(start), last))
        cursor.setPosition(min(self._offsets.units(end), last), QTextCursor.MoveMode.KeepAnchor)
        extra.cursor = cursor
        extra.format = look
        return extra

    def _dress(self) -> None:
        font = self._theme.font(serif=True)
        font.setPointSizeF(self._theme.points * 1.2)
        self.setFont(font)
        self._place()
        self._paint()

    def _place(self) -> None:
        measure = QFontMetrics(self.font()).averageCharWidth() * MEASURE
        room = self.width() - self.number_width() - self._theme.px(24)
        spare = max(self._theme.px(12), room - measure)
        top = self._theme.px(10)
        self.setViewportMargins(self.number_width(), top, spare, 0)
        self.numbers.setGeometry(0, top, self.number_width(), self.height() - top)

    def _on_update(self, rect: QRect, dy: int) -> None:
        if dy:
            self.numbers.scroll(0, dy)
        else:
            self.numbers.update(0, rect.y(), self.numbers.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or event.button() != Qt.MouseButton.LeftButton:
            return
        cursor = self.cursorForPosition(event.position().toPoint())
        if self._spans:
            if key := spans.at(self._spans, self._offsets.point(cursor.position())):
                self.span_clicked.emit(key)
        elif quote := self.quote_at(cursor):
            self.quote_clicked.emit(quote)

    def quote_at(self, cursor: QTextCursor) -> str:
        """The id of the quote that is underlined at a cursor; empty where none is."""
        point = self._offsets.point(cursor.position())
        return next((one.id for one in self._marked if one.start <= point < one.end), "")

    def menu_at(self, cursor: QTextCursor) -> QMenu:
        """What can be done at a cursor: with the selection, and with the quote that is underlined there."""
        menu = self.createStandardContextMenu()
        if quote := self.quote_at(cursor):
            menu.addSeparator()
            self.menu_wanted.emit(quote, menu)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu = self.menu_at(self.textCursor() if by_key else self.cursorForPosition(event.pos()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
