"""The tree of a brief → a document to read, block by block, and where each unit stands in it.

Units are met in the order of `briefing.brief.compare.everything`, and what is written of one is exactly its words.
Responsible for: what stands in the document. Refuses to: read exported files, and to show anything that can be edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFrame, QTextFrameFormat

from briefing.brief.tree import (
    Block,
    BlockQuote,
    Blocks,
    Brief,
    Callout,
    Changed,
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    QuoteBlock,
    Sheet,
    Table,
    plain,
)
from briefing.brief.units import Unit
from ui.review.drawing import Drawings
from ui.review.faces import Faces
from ui.review.laying import Places
from ui.review.running import Pen
from ui.review.tables import write_table
from ui.words import tr as _tr

_SECTION = 2
_STEP = 26.0
"""So much (at 13 pt) lists, quotes and what stands in them is set in."""


@dataclass(frozen=True)
class Extras:
    """What is written beside the brief itself. `before` are the lines on top, each with the address it leads to.

    `deciding` are the units that can be decided, with the words that say what was decided already.
    """

    heading: str = ""
    before: Sequence[tuple[str, str, str]] = ()
    deciding: Mapping[int | None, str] = field(default_factory=dict)
    results: Sequence[tuple[str, str]] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)


class Writer:
    """Writes one brief; `places` says afterwards where everything stands."""

    def __init__(self, document: QTextDocument, faces: Faces, drawings: Drawings, units: Sequence[Unit]) -> None:
        """Write into an empty document; `units` are those of the brief, in order."""
        self.places = Places()
        self.faces = faces
        self._drawings = drawings
        self._units = units
        self._next = 0
        self._list_next = False
        self.cursor = QTextCursor(document)
        self.pen = Pen(self.cursor, faces, self.places)
        self._fresh = True
        self._frames: list[QTextFrame] = []
        self._extras = Extras()

    def write(self, brief: Brief, extras: Extras) -> None:
        """Write all of it."""
        self.pen.quotes = {words: one for one, words in extras.quotes.items()}
        self.pen.notes = {note.number: note.mark for note in brief.notes}
        self._extras = extras
        self.cursor.beginEditBlock()
        self._before(extras)
        self._header(brief)
        self._blocks(brief.blocks, 0.0, "paragraph")
        self._decision(None)
        self._sources(brief.notes)
        self.cursor.endEditBlock()

    # units

    def take(self, text: str) -> int | None:
        """The number of the next unit, whose words are `text`; None for blank words, which are no unit."""
        if not text.strip():
            return None
        at = self._next
        assert self._units[at].text == text, (self._units[at].text, text)
        self._next = at + 1
        return at

    def line(self, made: QTextBlockFormat, look: QTextCharFormat | None = None) -> None:
        """Begin a new paragraph of this format."""
        look = look or self.faces.look()
        if self._fresh:
            self.cursor.setBlockFormat(made)
            self.cursor.setBlockCharFormat(look)
            self._fresh = False
        else:
            self.cursor.insertBlock(made, look)
        self.cursor.setCharFormat(look)

    def go_on(self, place: int) -> None:
        """Go on in the paragraph that stands behind a table or a frame."""
        self.cursor.setPosition(place)
        self._fresh = True

    def make_room(self) -> None:
        """What comes begins a table or a frame: a paragraph that nobody used stays before it, and is made low."""
        if self._fresh:
            low = QTextBlockFormat()
            low.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            self.cursor.setBlockFormat(low)

    # parts

    def _before(self, extras: Extras) -> None:
        if not extras.heading:
            return
        self._frame("accent_soft")
        self.line(self.faces.block(0, 4, line=112), self.faces.look(0.86, sans=True, strong=True))
        self.pen.chrome(extras.heading, self.faces.look(0.86, sans=True, strong=True))
        for label, words, href in extras.before:
            self.line(self.faces.block(3, 1, line=112))
            if label:
                look = self.faces.look(0.78, sans=True, strong=True, ink="muted")
                self.pen.chrome(f"{label}\u2002", look)
            self.pen.link(words, href, self.faces.look(0.82, sans=True, ink="accent_text" if href else "muted"))
        self._leave()

    def _header(self, brief: Brief) -> None:
        faces = self.faces
        lines = [("Title", brief.title), ("Marking", brief.marking), ("Information as at", brief.as_at_text)]
        lines += [*brief.meta, ("Reference", brief.reference), ("Contact", brief.contact)]
        for at, (label, value) in enumerate(lines):
            if not value:
                continue
            unit = self.take(f"{label}: {value}")
            if at == 0:
                self.line(faces.block(10, 10, line=98), faces.look(1.75, strong=True))
                self.pen.unit(unit, value, faces.look(1.75, strong=True), len(label) + 2)
                self._item(unit)
            else:
                look = faces.look(0.8, sans=True, ink="muted")
                self.line(faces.block(0, 1, line=112), look)
                self.pen.unit(unit, f"{label}: ", look)
                strong = label == "Marking"
                ink = "red" if strong else "text"
                self.pen.unit(unit, value, faces.look(0.8, sans=True, strong=strong, ink=ink), len(label) + 2)
        self.line(faces.block(4, 6, line=100), faces.look(0.4))

    def _blocks(self, blocks: Blocks, start: float, what: str) -> None:
        for block in blocks:
            self._block(block, start, what)

    def _block(self, block: Block, start: float, what: str) -> None:
        faces = self.faces
        match block:
            case Heading(level=level, runs=runs):
                big = level <= _SECTION
                factor = 1.28 if big else 1.08
                self.line(faces.block(24 if big else 16, 6 if big else 3, line=104), faces.look(factor, strong=True))
                unit = self.take(plain(runs))
                self.pen.runs(runs, unit, faces.look(factor, strong=True))
                self._item(unit)
            case Paragraph(runs=runs, number=number):
                self.line(faces.block(0, 10, start=start))
                unit = self.take(plain(runs))
                if number is not None:
                    self.pen.chrome(f"{number}.\u2002", faces.look(ink="muted"))
                self.pen.runs(runs, unit, faces.look())
                self._item(unit)
                self._decision(unit)
            case CodeBlock(text=text):
                self.line(faces.block(2, 10, start=start, line=112))
                unit = self.take(text)
                self.pen.unit(unit, text, faces.look(0.86, sans=True))
                self._item(unit)
            case QuoteBlock():
                self._quote(block, start)
            case Table():
                write_table(self, block)
            case Figure():
                self._figure(block)
            case ListBlock():
                self._list(block, start, what)
            case Callout(label=label, blocks=inside):
                self._frame("page")
                self.line(faces.block(0, 4, line=108), faces.look(0.86, sans=True, strong=True, ink="accent_text"))
                unit = self.take(label)
                self.pen.unit(unit, label, faces.look(0.86, sans=True, strong=True, ink="accent_text"))
                self._item(unit)
                self._blocks(inside, 0.0, what)
                self._leave()
            case BlockQuote(blocks=inside):
                self._blocks(inside, start + _STEP, what)
            case Sheet(blocks=inside) | Changed(blocks=inside):
                self._blocks(inside, start, what)

    def _quote(self, block: QuoteBlock, start: float) -> None:
        faces, marks = self.faces, block.marks
        said = ", ".join(part for part in (block.speaker, block.occasion, block.remark) if part)
        words = f"{marks[0]}{block.exact}{marks[1]}"
        unit = self.take(f"{words} – {said}")
        self.line(faces.block(8, 0, start=start + _STEP))
        self.pen.quote(unit, words, block.id, faces.look(1.06, italic=True))
        self.line(faces.block(2, 12, start=start + _STEP, line=108))
        look = faces.look(0.8, sans=True, ink="muted")
        self.pen.unit(unit, said, look, len(words) + 3)
        if block.note is not None:
            self.pen.note(block.note, look)
        self._item(unit)

    def _figure(self, block: Figure) -> None:
        faces, picture = self.faces, block.picture
        rows = [" · ".join(row) for row in picture.table]
        unit = self.take("\n".join((block.alt, *rows)))
        begin = self.cursor.position()
        if block.caption:
            self.line(faces.block(10, 3, line=108), faces.look(0.86, sans=True, strong=True))
            begin = self.cursor.position()
            self.pen.chrome(block.caption, faces.look(0.86, sans=True, strong=True))
        self.line(faces.block(2, 3, line=100), faces.look(0.86))
        self.cursor.insertText(self._drawings.mark(), self._drawings.format(picture))
        self.line(faces.block(0, 12, line=108), faces.look(0.78, sans=True, ink="muted"))
        self.pen.unit(unit, block.alt, faces.look(0.78, sans=True, ink="muted"))
        if unit is not None:
            self.places.spans[unit] = (begin, self.cursor.position())
        self._item(unit)

    def _list(self, block: ListBlock, start: float, what: str) -> None:
        faces = self.faces
        inner = start + _STEP
        for at, item in enumerate(block.items):
            mark = f"{block.start + at}." if block.ordered else "•"
            for number, one in enumerate(item):
                if isinstance(one, Paragraph):
                    made = faces.block(0, 5, start=inner)
                    made.setTextIndent(-faces.px(_STEP) if number == 0 else 0)
                    self.line(made)
                    unit = self.take(plain(one.runs))
                    if number == 0:
                        self.pen.hanging(mark, faces.px(_STEP))
                    self.pen.runs(one.runs, unit, faces.look())
                    self._item(unit)
                    self._decision(unit, inner)
                else:
                    self._block(one, inner, "item")

    def _sources(self, notes: tuple[Note, ...]) -> None:
        faces = self.faces
        if not notes:
            return
        self.line(faces.block(30, 6, line=104), faces.look(1.08, strong=True))
        self.pen.chrome(_tr("Sources"), faces.look(1.08, strong=True))
        for note in notes:
            made = faces.block(0, 4, start=_STEP, line=114)
            made.setTextIndent(-faces.px(_STEP))
            self.line(made, faces.look(0.84))
            unit = self.take(plain(note.runs))
            self.places.notes[note.number] = self.cursor.position()
            self.pen.hanging(note.mark or str(note.number), faces.px(_STEP), 0.84)
            self.pen.runs(note.runs, unit, faces.look(0.84))
            self._item(unit)

    def _decision(self, unit: int | None, start: float = 0.0) -> None:
        """The line on which something is decided: what was said so far, and the four answers."""
        if unit not in self._extras.deciding:
            return
        faces = self.faces
        look = faces.look(0.8, sans=True, ink="muted")
        self.line(faces.block(20 if unit is None else 0, 12, start=start, line=114), look)
        self.places.decisions[unit] = self.cursor.position()
        said = self._extras.deciding[unit]
        label = _tr("The whole brief:") if unit is None else _tr("Your decision:")
        self.pen.chrome(f"{label}\u2002", faces.look(0.8, sans=True, strong=True, ink="muted"))
        name = "" if unit is None else str(unit)
        for at, (result, words) in enumerate(self._extras.results):
            if at:
                self.pen.chrome("\u2002·\u2002", look)
            link = faces.look(0.8, sans=True, strong=True, ink="accent_text")
            self.pen.link(words.replace(" ", "\u00a0"), f"decide:{name}:{result}", link)
        if said:
            self.pen.chrome(f"\u2003{said}", look)

    # frames

    def _frame(self, ground: str) -> None:
        made = QTextFrameFormat()
        made.setBackground(self.faces.colour(ground))
        made.setPadding(self.faces.px(14))
        made.setTopMargin(self.faces.px(10))
        made.setBottomMargin(self.faces.px(14))
        made.setBorder(0)
        self.make_room()
        self._frames.append(self.cursor.insertFrame(made))
        self._fresh = True

    def _leave(self) -> None:
        self.go_on(self._frames.pop().lastPosition() + 1)

    def _item(self, unit: int | None) -> None:
        if unit is not None:
            self.places.items.append(unit)
