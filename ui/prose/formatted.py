"""Markdown as people read it: the blocks of a field written into a text document, and the way back to the source.

Responsible for: headings, emphasis, lists, tables, references as the words they stand for. Every text goes in as text,
so there is no markup that could load or run anything. Refuses to: parse (`briefing.brief.prose` does), and to edit.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from briefing.brief.prose import parse
from briefing.brief.tree import (
    BlockQuote,
    Blocks,
    Code,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Runs,
    Strong,
    Table,
    Text,
)
from briefing.errors import BriefingError
from briefing.model import KINDS, Quote
from briefing.reading import Reading
from briefing.terms import QuoteForm
from ui.theme import Size, Theme
from ui.widgets.offsets import Offsets

RECORD = "record:"
"""How the address of a reference begins; what follows is `kind:id`."""

_SHORT = 70
_LARGEST_HEADINGS = 2
_WORD = re.compile(r"\S+")


class Still(QTextDocument):
    """A document that loads nothing, whatever its text may say."""

    def loadResource(self, type: int, name: Any) -> Any:  # noqa: A002 (Qt's own name)
        return None


def short_quote(words: str) -> str:
    """The first words of a quote, for a place inside a sentence."""
    line = " ".join(words.split())
    if len(line) <= _SHORT:
        return line
    return line[:_SHORT].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + "…"


def blocks_of(source: str, reading: Reading) -> Blocks:
    """The blocks of a field, its references as the words of the records they lead to."""

    def reference(kind: str, record_id: str) -> Runs | None:
        try:
            if kind == Quote.KIND:
                quote = reading.get(Quote, record_id)
                words = short_quote(quote.exact)
                if quote.form is not QuoteForm.PARAPHRASE:
                    words = f"“{words}”"
            else:
                words = reading.title(kind, record_id) if kind in KINDS else ""
        except BriefingError:
            return None
        return (Link(f"{RECORD}{kind}:{record_id}", (Text(words),)),) if words else None

    return parse(source, reference, heading_level=1)


def write(document: QTextDocument, blocks: Blocks, theme: Theme) -> None:
    """Fill `document` with `blocks` in the look of `theme`."""
    _Writer(document, theme).write(blocks)


def source_place(source: str, document: QTextDocument, place: int) -> int:
    """Where in the Markdown a place of the formatted text was written, as a code point; words are the way back."""
    at = 0
    for word, start, end in _words(document):
        found = source.find(word, at)
        if found >= 0:
            if place < start:
                return found if place + 1 >= start else at
            if place <= end:
                offsets = Offsets(word)
                return found + (offsets.point(place - start) if end - start == offsets.length() else 0)
            at = found + len(word)
        elif place <= end:
            return at
    return at


def _words(document: QTextDocument) -> list[tuple[str, int, int]]:
    """(words of the source, start, end in the document) in reading order; a reference is one word."""
    found: list[tuple[str, int, int]] = []
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            address = piece.charFormat().anchorHref()
            if address.startswith(RECORD):
                written = "{{" + address.removeprefix(RECORD) + "}}"
                found.append((written, piece.position(), piece.position() + piece.length()))
            else:
                offsets, at = Offsets(piece.text()), piece.position()
                found += [
                    (one[0], at + offsets.units(one.start()), at + offsets.units(one.end()))
                    for one in _WORD.finditer(piece.text())
                ]
            pieces += 1
        block = block.next()
    return found


class _Writer:
    """Writes blocks one after the other; knows the look, and whether the first block is still empty."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._theme = theme
        self._tokens = theme.tokens
        self._ink = self._tokens.text
        document.clear()
        document.setIndentWidth(theme.px(22))
        self._cursor = QTextCursor(document)
        self._fresh = True

    def write(self, blocks: Blocks) -> None:
        self._cursor.beginEditBlock()
        self._blocks(blocks, QTextBlockFormat())
        self._cursor.endEditBlock()

    def _blocks(self, blocks: Blocks, base: QTextBlockFormat) -> None:
        for block in blocks:
            match block:
                case Heading(level=level, runs=runs):
                    self._start(base, above=8)
                    size = Size.TITLE if level <= _LARGEST_HEADINGS else Size.BASE
                    self._runs(runs, self._format(self._theme.font(size, strong=True)))
                case Paragraph(runs=runs):
                    self._start(base, above=6)
                    self._runs(runs, self._format(self._theme.font()))
                case ListBlock():
                    self._list(block, base)
                case BlockQuote(blocks=inner):
                    set_in = QTextBlockFormat(base)
                    set_in.setLeftMargin(base.leftMargin() + self._theme.px(18))
                    kept, self._ink = self._ink, self._tokens.muted
                    self._blocks(inner, set_in)
                    self._ink = kept
                case CodeBlock(text=text):
                    for number, line in enumerate(text.split("\n")):
                        self._start(base, above=0 if number else 6)
                        self._cursor.insertText(line, self._code())
                case Table():
                    self._table(block)
                case _:
                    pass

    def _start(self, base: QTextBlockFormat, above: float) -> None:
        """Begin a block; the first one is there already and stands at the top."""
        kind = QTextBlockFormat(base)
        if self._fresh:
            self._cursor.setBlockFormat(kind)
        else:
            kind.setTopMargin(self._theme.px(above) if above else 0)
            self._cursor.insertBlock(kind, QTextCharFormat())
        self._fresh = False

    def _list(self, block: ListBlock, base: QTextBlockFormat) -> None:
        form = QTextListFormat()
        form.setStyle(QTextListFormat.Style.ListDecimal if block.ordered else QTextListFormat.Style.ListDisc)
        form.setStart(block.start)
        form.setIndent(base.indent() + 1)
        inner, item_form = QTextBlockFormat(base), QTextBlockFormat(base)
        inner.setIndent(base.indent() + 1)
        item_form.setIndent(0)  # the list sets its items in
        made = None
        for number, item in enumerate(block.items):
            opening = item[0] if item and isinstance(item[0], Paragraph) else Paragraph(())
            self._start(item_form, above=2 if number or base.indent() else 6)
            if made is None:
                made = self._cursor.createList(form)
            else:
                made.add(self._cursor.block())
            self._runs(opening.runs, self._format(self._theme.font()))
            self._blocks(item[1:] if opening in item[:1] else item, inner)

    def _table(self, table: Table) -> None:
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._tokens.line))
        form.setBorderCollapse(True)
        form.setCellPadding(self._theme.px(4))
        form.setCellSpacing(0)
        form.setTopMargin(self._theme.px(6))
        form.setBottomMargin(self._theme.px(6))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setHeaderRowCount(1)
        width = max(len(table.head), 1)
        made = self._cursor.insertTable(len(table.rows) + 1, width, form)
        for at, words in enumerate(table.head):
            cell = made.cellAt(0, at).firstCursorPosition()
            cell.insertText(words, self._format(self._theme.font(strong=True)))
        for row, cells in enumerate(table.rows, start=1):
            for at, runs in enumerate(cells[:width]):
                kept, self._cursor = self._cursor, made.cellAt(row, at).firstCursorPosition()
                self._runs(runs, self._format(self._theme.font()))
                self._cursor = kept
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True  # a table is followed by an empty block: the next words go there

    def _runs(self, runs: Runs, form: QTextCharFormat) -> None:
        for run in runs:
            match run:
                case Text(text=text):
                    self._cursor.insertText(text, form)
                case LineBreak():
                    self._cursor.insertText("\u2028", form)
                case Strong(runs=inner):
                    bold = QTextCharFormat(form)
                    bold.setFontWeight(QFont.Weight.DemiBold)
                    self._runs(inner, bold)
                case Emph(runs=inner):
                    sloped = QTextCharFormat(form)
                    sloped.setFontItalic(True)
                    self._runs(inner, sloped)
                case Code(text=text):
                    code = QTextCharFormat(form)
                    code.setBackground(QColor(self._tokens.hover))
                    self._cursor.insertText(text, code)
                case Link(url=url, runs=inner):
                    leads = QTextCharFormat(form)
                    leads.setAnchor(True)
                    leads.setAnchorHref(url)
                    leads.setForeground(QColor(self._tokens.accent_text))
                    leads.setFontUnderline(not url.startswith(RECORD))
                    self._runs(inner, leads)
                case _:
                    pass

    def _format(self, font: QFont) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(QColor(self._ink))
        return form

    def _code(self) -> QTextCharFormat:
        form = self._format(self._theme.font())
        form.setBackground(QColor(self._tokens.hover))
        return form
