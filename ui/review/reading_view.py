"""A brief as it is read: one column of about seventy characters, marks in its margins, an item at a time.

Responsible for: walking its items and telling what was clicked. Refuses to: change anything,
and to show markup: it is written from the tree.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.review.marks import MarginPainter
from ui.review.reading_text import ReadingText
from ui.theme import Theme

_NEAR = 2_000
"""So many characters before and behind what is seen may have marks that reach into it."""


class ReadingView(ReadingText):
    """`show_brief` writes one. Links are told by `quote_wanted`, `note_wanted`, `seen_wanted`, `decision_wanted`.

    `moved` carries the item that is read now, `margin_clicked` the id of a note whose mark was clicked.
    """

    moved = Signal(int)
    quote_wanted = Signal(str)
    note_wanted = Signal(int)
    decision_wanted = Signal(object, str)
    margin_clicked = Signal(str)
    seen_wanted = Signal()
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing to read yet."""
        super().__init__(theme, parent)
        self._margin = MarginPainter(theme)
        self.setAccessibleName(self.tr("The brief"))
        self.viewport().setMouseTracking(True)
        self.anchorClicked.connect(self._on_link)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())

    # where

    def go_to(self, unit: int, *, start: int = 0, end: int = 0) -> None:
        """Read a unit now: show it, and put the bar beside it."""
        if unit not in self.places.spans:
            return
        found = self.places.shown(unit, start, end) if end else []
        place = found[0][0] if found else self.places.spans[unit][0]
        self._mark_current(unit)
        self.setCursorWidth(0)
        self._show(place, self.places.spans[unit])
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.moved.emit(unit)

    def step(self, way: int) -> bool:
        """Go to the next (1) or previous (-1) item; returns whether there was one."""
        items = self.places.items
        if not items:
            return False
        now = self.marks.current
        if now in items:
            at = items.index(now) + way
        else:
            first = self.place_in_view()
            later = [n for n, one in enumerate(items) if self.places.spans[one][0] >= first]
            at = (later[0] if later else len(items) - 1) if way > 0 else max(0, (later[0] if later else len(items)) - 1)
        if not 0 <= at < len(items):
            return False
        self.go_to(items[at])
        return True

    def to_top(self) -> None:
        """Show the beginning; no item is read yet."""
        self._mark_current(None)
        cursor = self.textCursor()
        cursor.setPosition(0)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        now = self.marks.current
        bar = self.verticalScrollBar()
        if plain and event.key() == Qt.Key.Key_Space:
            bar.setValue(bar.value() + self.viewport().height() - self._theme.px(48))
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + self._theme.px(54) * (1 if event.key() == Qt.Key.Key_Down else -1))
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._on_anchor() and now:
            self._open(now)
        else:
            # whoever selects by keyboard needs to see where the selection begins; a reader does not
            moves = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self.setCursorWidth(1 if moves or event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()  # QTextEdit would make the letters larger by itself, and forget it
        else:
            super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if note := self._margin.note_at(event.position()):
            self.margin_clicked.emit(note)
            return
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            place = self.cursorForPosition(event.position().toPoint()).position()
            unit = self.places.unit_at(place)
            if unit in self.places.items and unit != self.marks.current and unit is not None:
                self._mark_current(unit)
                self.moved.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._margin.note_at(event.position()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        kept = self.place_in_view() if self._brief is not None and self.verticalScrollBar().value() else None
        super().resizeEvent(event)
        self._place()
        if kept is not None and event.size().width() != event.oldSize().width():
            self._scroll_to(kept)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._margin.chips = []
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        seen = QRectF(self.viewport().rect())
        near = self._near_view()
        for unit in self.marks.changed & near:
            if (box := self.box_of(unit)).intersects(seen):
                self._margin.change(painter, box, mirrored=mirrored)
        row: dict[int, int] = {}
        for mark in self.marks.notes:
            if mark.unit not in near:
                continue
            place = row.get(mark.unit, 0)
            row[mark.unit] = place + 1
            box = self.box_of(mark.unit)
            if box.adjusted(0, 0, 0, 60).intersects(seen):
                here = mark.unit == self.marks.current
                self._margin.chip(painter, mark, box, place, mirrored=mirrored, here=here)
        now = self.marks.current
        if now is not None and now in near:
            self._margin.bar(painter, self.box_of(now), mirrored=mirrored)

    # parts

    def _near_view(self) -> frozenset[int]:
        """The units that are seen, and a few around them: only they are measured when marks are painted."""
        middle = self.viewport().width() // 2
        first = self.cursorForPosition(QPoint(middle, 0)).position() - _NEAR
        last = self.cursorForPosition(QPoint(middle, self.viewport().height())).position() + _NEAR
        return frozenset(unit for unit, (start, end) in self.places.spans.items() if end >= first and start <= last)

    def _on_anchor(self) -> bool:
        return bool(self.textCursor().charFormat().anchorHref()) and self.textCursor().hasSelection()

    def _open(self, unit: int) -> None:
        """What Enter does on an item: open its first quote, else its first note."""
        start, end = self.places.spans[unit]
        cursor = QTextCursor(self.document())
        found: list[str] = []
        cursor.setPosition(start)
        while cursor.position() < min(end + 8, self.document().characterCount() - 1):
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            if href := cursor.charFormat().anchorHref():
                found.append(href)
        quotes = [one for one in found if one.startswith("quote:")]
        wanted = quotes or [one for one in found if one.startswith("note:")]
        if wanted:
            self._on_link(QUrl(wanted[0]))

    def _on_link(self, url: QUrl) -> None:
        kind, _, rest = url.toString().partition(":")
        match kind:
            case "quote":
                self.quote_wanted.emit(rest)
            case "note":
                self.note_wanted.emit(int(rest))
            case "unit":
                self.go_to(int(rest))
            case "seen":
                self.seen_wanted.emit()
            case "decide":
                unit, _, result = rest.partition(":")
                self.decision_wanted.emit(int(unit) if unit else None, result)
