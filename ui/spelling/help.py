"""Spelling in one field: marks below its words, and what the menu offers for a marked word.

Responsible for: what is never marked (the word being typed, code, references, texts that cannot be edited) and for
correcting. Refuses to: know which words are right; `ui.speller` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionFrame

from ui.context import Context
from ui.speller import Mark, fenced_units
from ui.spelling.painting import paint_marks, paint_wave, visible_marks, waved, x_of
from ui.widgets.text_field import LineField, TextField

Writable = TextField | LineField
F = TypeVar("F", bound=Writable)

_RECORD = "record:"


def helped(field: F, context: Context) -> F:
    """The field, with spelling."""
    field.help = (LineSpellingHelp if isinstance(field, LineField) else SpellingHelp)(field, context)
    return field


def help_of(field: object) -> BaseHelp | None:
    """What helps with the spelling of a widget; None where nothing does."""
    found = field.help if isinstance(field, TextField | LineField) else None
    return found if isinstance(found, BaseHelp) else None


class BaseHelp(QObject):
    """What is the same for all fields."""

    def __init__(self, field: Writable, context: Context) -> None:
        """Help with the words of `field`."""
        super().__init__(field)
        self.field = field
        self._context = context
        self._spelling = context.spelling
        self._typed_at = -1
        if self._spelling.is_on():
            self._spelling.want()
        self._spelling.changed.connect(self.repaint)
        field.textChanged.connect(self._on_typed)
        field.cursorPositionChanged.connect(self._on_moved)

    # what is marked

    def text(self) -> str:
        """The text of the field; a place in it is a place in the field."""
        raise NotImplementedError

    def marks(self) -> tuple[Mark, ...]:
        """Every misspelt word of the field."""
        return () if self.field.isReadOnly() else self._spelling.marks(self.text())

    def shown(self) -> bool:
        """Whether marks are painted at all."""
        return self._spelling.is_on() and not self.field.isReadOnly() and self.field.isEnabled()

    def repaint(self) -> None:
        """Paint the field anew."""
        (self.field.viewport() if isinstance(self.field, TextField) else self.field).update()

    def caret_at(self) -> int:
        """Where the caret is, in UTF-16 units."""
        return self.field.cursorPosition() if isinstance(self.field, LineField) else self.field.textCursor().position()

    def typing_at(self) -> int:
        """Where a word is being typed; -1 where none is. It is not marked before it is finished."""
        return self._typed_at if self.field.hasFocus() and self.caret_at() == self._typed_at else -1

    def _on_typed(self, *_text: str) -> None:
        self._typed_at = self.caret_at() if self.field.hasFocus() else -1

    def _on_moved(self, *_places: int) -> None:
        if self._typed_at >= 0 and self.caret_at() != self._typed_at:
            self._typed_at = -1
            self.repaint()

    # the menu

    def fill_menu(self, menu: QMenu, place: int) -> None:
        """Put the suggestions for the marked word at a place on top of a menu."""
        mark = next((one for one in self.marks() if one.start <= place <= one.end), None) if self.shown() else None
        if mark is not None:
            self.offer(menu, mark)

    def offer(self, menu: QMenu, mark: Mark) -> None:
        """Put what can be done with a misspelt word on top of a menu."""
        menu.setAccessibleName(self.tr("Spelling of “%1”").replace("%1", mark.word))
        first = menu.actions()[0] if menu.actions() else None
        made: list[QAction] = []
        for words in self._spelling.suggestions(mark.word):
            action = QAction(words.replace("&", "&&"), menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(lambda _on=False, chosen=words: self.correct(mark, chosen))
            made.append(action)
        if not made:
            nothing = QAction(self.tr("No suggestions"), menu)
            nothing.setEnabled(False)
            made.append(nothing)
        made.append(_line(menu))
        add = QAction(self.tr("&Add to the store's words"), menu)
        add.triggered.connect(lambda _on=False: self.add(mark.word))
        ignore = QAction(self.tr("&Ignore in this session"), menu)
        ignore.triggered.connect(lambda _on=False: self._spelling.ignore(mark.word))
        made += [add, ignore, _line(menu)]
        menu.insertActions(first, made)  # type: ignore[arg-type]

    def correct(self, mark: Mark, words: str) -> None:
        """Put the right word in the place of a misspelt one, if it is still there."""
        if self.field.isReadOnly() or mark not in self.marks():
            return
        self.field.replace(mark.start, mark.end, words)

    def add(self, word: str) -> None:
        """Add a word to the words of the store."""
        if self._context.may_edit():
            self._context.attempt(lambda: self._spelling.add(word))


class SpellingHelp(BaseHelp):
    """Spelling in a field of several lines; at rest also in the formatted text of a prose field."""

    field: TextField

    def text(self) -> str:
        return self.field.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def paint(self, event: QPaintEvent) -> None:
        """Mark the words of the text that can be seen."""
        if not self.shown():
            return
        seen, typing = QRectF(event.rect()), self.typing_at()
        code = fenced_units(self.text())
        painter = self._painter()
        for block, origin in seen_blocks(self.field, seen):
            start = block.position()
            marks = [
                one
                for one in visible_marks(block, origin, seen, self._spelling.marks)
                if not (one.start + start < typing <= one.end + start)
                and not any(begin <= one.start + start < end for begin, end in code)
            ]
            paint_marks(painter, block.layout(), origin, marks, self._context.theme)
        painter.end()

    def paint_still(self, event: QPaintEvent, still: QTextDocument) -> None:
        """Mark the words of a formatted text that stands in the place of the field's own."""
        if not self.shown():
            return
        seen = QRectF(event.rect())
        painter = self._painter()
        layout = still.documentLayout()
        block = still.begin()
        while block.isValid():
            place = layout.blockBoundingRect(block)
            if place.bottom() >= seen.top() and place.top() <= seen.bottom() and block.length() > 1:
                barred = _barred(block)
                marks = [
                    one
                    for one in visible_marks(block, place.topLeft(), seen, self._spelling.marks)
                    if not any(begin < one.end and one.start < end for begin, end in barred)
                ]
                paint_marks(painter, block.layout(), place.topLeft(), marks, self._context.theme)
            block = block.next()
        painter.end()

    def _painter(self) -> QPainter:
        painter = QPainter(self.field.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(waved(self._context.theme))
        return painter


def seen_blocks(field: TextField, seen: QRectF) -> Iterator[tuple[QTextBlock, QPointF]]:
    """The blocks of a field that lie in a part of its viewport, and where each begins."""
    block, offset = field.firstVisibleBlock(), field.contentOffset()
    while block.isValid():
        place = field.blockBoundingGeometry(block).translated(offset)
        if place.top() > seen.bottom():
            return
        if block.isVisible() and place.bottom() >= seen.top():
            yield block, place.topLeft()
        block = block.next()


class LineSpellingHelp(BaseHelp):
    """Spelling in a field of one line."""

    field: LineField

    def text(self) -> str:
        return self.field.text()

    def paint(self, event: QPaintEvent) -> None:
        """Mark the words that can be seen. Qt tells where the caret is; the other places are measured from there."""
        typing = self.typing_at()
        marks = [one for one in self.marks() if not one.start < typing <= one.end] if self.shown() else []
        if not marks:
            return
        field = self.field
        layout = QTextLayout(field.displayText(), field.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        caret = field.caret()
        shift = caret.center().x() - x_of(line, field.cursorPosition())
        base = caret.top() + line.ascent()
        option = QStyleOptionFrame()
        field.initStyleOption(option)
        inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
        painter = QPainter(field)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(waved(self._context.theme))
        painter.setClipRect(inside)
        for mark in marks:
            left, right = sorted((x_of(line, mark.start), x_of(line, mark.end)))
            paint_wave(painter, shift + left, shift + right, base, line.descent(), self._context.theme)
        painter.end()


def _barred(block: QTextBlock) -> list[tuple[int, int]]:
    """Where code and the words of records stand in a block of formatted text."""
    found: list[tuple[int, int]] = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        look = piece.charFormat()
        if look.anchorHref().startswith(_RECORD) or look.background().style() != Qt.BrushStyle.NoBrush:
            start = piece.position() - block.position()
            found.append((start, start + piece.length()))
        pieces += 1
    return found


def _line(menu: QMenu) -> QAction:
    line = QAction(menu)
    line.setSeparator(True)
    return line
