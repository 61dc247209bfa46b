"""The blocks of a brief as paragraphs and tables of a DOCX.

Responsible for what stands in what: lists in quotes, bars in the margin, sheets. Words have no nested paragraphs, so
each one is told how far it stands in and which bar it has.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

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
    NoteRef,
    Paragraph,
    QuoteBlock,
    Sheet,
    Table,
    Text,
)
from briefing.export.docx_notes import PLAIN, Look, Story
from briefing.export.docx_styles import BULLETS, INK, LEVELS, NUMBERS, PARAGRAPHS, RULE, STEP, TINT
from briefing.export.docx_tables import grid
from briefing.export.docx_xml import border, colour, element, is_rtl, millimetres, points, run
from briefing.export.shared import HeadingLevels, attribution, in_marks, merged

_INSET = millimetres(4)
_LONGEST_UNBROKEN = 900


@dataclass(frozen=True)
class Place:
    """Where blocks stand: twips from the edge of the text, a bar beside them, their room, and what they are in."""

    room: int
    indent: int = 0
    bar: str = ""
    bar_at: int = 0
    depth: int = 0
    style: str = ""
    in_cell: bool = False
    landscape: bool = False


class Body:
    """Writes the blocks in reading order; knows the last heading, the lists begun and the sheet it is on.

    `picture` gives the element of the next figure, by its room in points; `turn` ends the pages before a sheet.
    """

    def __init__(
        self, brief: Brief, story: Story, picture: Callable[[Figure, float, bool], Any], turn: Callable[[bool], None]
    ) -> None:
        self.lists: list[tuple[int, int]] = []
        """(shape, first number) of each list that counts for itself."""
        self._brief = brief
        self._rtl = is_rtl(brief.language)
        self._story = story
        self._picture = picture
        self._turn = turn
        self._levels = HeadingLevels()
        self._headings = 0
        self._quotes = 0
        self._paragraph = (0, PARAGRAPHS)
        self._new_page = False

    def blocks(self, blocks: Blocks, place: Place, out: list[Any]) -> None:
        """Append the elements of `blocks` to `out`."""
        for block in blocks:
            self._block(block, place, out)

    def _block(self, block: Block, place: Place, out: list[Any]) -> None:
        match block:
            case Heading(level=level, runs=runs):
                self._headings += 1
                key = self._headings
                style = f"Heading{self._levels.fit(level) - 1}"
                start = element("bookmarkStart", id=key, name=f"_Toc{key:06d}")
                words = [start, *self._story.runs(merged(runs)), element("bookmarkEnd", id=key)]
                out.append(self.paragraph(style, words, place))
            case Paragraph(runs=runs, number=None):
                style = place.style or ("ListContinue" if place.depth else "Normal")
                out.append(self.paragraph(style, self._story.runs(runs), place))
            case Paragraph(runs=runs, number=int(number)):
                out.append(self._numbered(runs, number, place))
            case ListBlock():
                self._list(block, place, out)
            case BlockQuote(blocks=inner):
                bar = place if place.bar == "changed" else replace(place, bar="quote", bar_at=place.indent)
                inset = replace(bar, indent=place.indent + _INSET, room=place.room - _INSET, style="BlockQuote")
                self.blocks(inner, inset, out)
            case CodeBlock(text=text):
                box = element("ind", left=place.indent + 140, right=140)
                out.append(self.paragraph("Code", run(text), place, box))
            case QuoteBlock():
                self._quote(block, place, out)
            case Table():
                self._table(block, place, out)
            case Figure():
                self._figure(block, place, out)
            case Sheet(blocks=inner, landscape=landscape):
                self._sheet(inner, landscape, place, out)
            case Changed(blocks=inner):
                self.blocks(inner, replace(place, bar="changed", bar_at=place.indent), out)
            case Callout():
                self._callout(block, place, out)

    def paragraph(self, style: str, words: list[Any], place: Place, *properties: Any) -> Any:
        """A paragraph with the bar and the indent of its place."""
        names = {str(one.tag).rsplit("}", maxsplit=1)[-1] for one in properties if one is not None}
        own = [*properties]
        if place.indent and "ind" not in names:
            own.append(element("ind", left=place.indent))
        if place.bar and "pBdr" not in names and style not in {"Code", "OpenPoint"}:
            hanging = {"ListBullet": STEP, "ListNumber": STEP, "NumberedParagraph": millimetres(9)}.get(style, 0)
            own.append(
                element("pBdr", _bar(replace(place, indent=place.indent - hanging), "right" if self._rtl else "left"))
            )
        if self._new_page:
            own.append(element("pageBreakBefore"))
            self._new_page = False
        return element("p", element("pPr", element("pStyle", val=style), *own), *words)

    def gap(self) -> Any:
        """What parts a table from what follows it."""
        return element("p", element("pPr", element("pStyle", val="Gap")))

    def _numbered(self, runs: Any, number: int, place: Place) -> Any:
        last, list_ = self._paragraph
        if number != last + 1:
            list_ = self._new_list(PARAGRAPHS, number)
        self._paragraph = (number, list_)
        hanging = millimetres(9)
        ind = element("ind", left=place.indent + hanging, hanging=hanging)
        inner = replace(place, indent=place.indent + hanging) if place.bar else place
        shape = _number(list_, 0) if list_ != PARAGRAPHS else None
        return self.paragraph("NumberedParagraph", self._story.runs(runs), inner, ind, shape)

    def _new_list(self, shape: int, start: int) -> int:
        self.lists.append((shape, start))
        return PARAGRAPHS + len(self.lists)

    def _list(self, block: ListBlock, place: Place, out: list[Any]) -> None:
        level = min(place.depth, LEVELS - 1)
        list_ = self._new_list(NUMBERS, block.start) if block.ordered else BULLETS
        style = "ListNumber" if block.ordered else "ListBullet"
        inner = replace(place, indent=place.indent + STEP, room=place.room - STEP, depth=place.depth + 1, style="")
        if place.depth >= LEVELS:
            inner = replace(inner, indent=place.indent, room=place.room)
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and _is_plain(item[0]) else (Paragraph(()), item)
            ind = element("ind", left=inner.indent, hanging=STEP)
            words = self._story.runs(first.runs) if isinstance(first, Paragraph) else []
            out.append(self.paragraph(style, words, inner, _number(list_, level), ind))
            self.blocks(rest, inner, out)

    def _quote(self, block: QuoteBlock, place: Place, out: list[Any]) -> None:
        self._quotes += 1
        # Two quotes in a row would get one bar: Word joins the borders of paragraphs that stand in equally.
        indent = place.indent + _INSET + self._quotes % 2
        inner = replace(place, indent=indent)
        look = Look(language=block.language) if block.language else PLAIN
        rtl = is_rtl(block.language) if block.language else self._rtl
        bidi = element("bidi", val=int(rtl)) if rtl != self._rtl else None
        side = border("right" if rtl else "left", 2.8, self._brief.style.accent, space=_INSET / 20 - 2)
        bar = None if place.bar == "changed" else element("pBdr", side)
        lines = element("keepLines", val=int(len(block.exact) <= _LONGEST_UNBROKEN))
        space = element("spacing", before=points(1 if self._brief.one_page else 5), after=points(1))
        words = run(in_marks(block), *look.properties())
        out.append(self.paragraph("Quote", words, inner, element("keepNext"), lines, bar, bidi, space))
        by = (Text(attribution(block)), *((NoteRef(block.note),) if block.note is not None else ()))
        said = self._story.runs(by)
        if block.remark:
            said += [*run("  "), *run(block.remark, *Look(italic=True).properties())]
        out.append(self.paragraph("QuoteSource", said, inner, bar, bidi))
        out.append(self.gap())

    def _table(self, table: Table, place: Place, out: list[Any]) -> None:
        if table.caption:
            out.append(self.paragraph("Caption", run(table.caption), place))
        if table.head:
            if self._new_page:
                out.append(self.paragraph("Gap", [], place))
            out.append(
                grid(table, self._story, place.room, place.indent, changed=place.bar == "changed", brief=self._brief)
            )
            out.append(self.gap())

    def _figure(self, figure: Figure, place: Place, out: list[Any]) -> None:
        if figure.caption:
            out.append(self.paragraph("Caption", run(figure.caption), place))
        shown = element("r", self._picture(figure, place.room / 20, place.landscape))
        out.append(self.paragraph("Figure", [shown], place))

    def _sheet(self, blocks: Blocks, landscape: bool, place: Place, out: list[Any]) -> None:
        if not landscape or place.in_cell:
            self._new_page = not place.in_cell
            self.blocks(blocks, place, out)
            return
        self._turn(True)
        wider = self._wide() - place.indent
        self.blocks(blocks, replace(place, room=wider, landscape=True), out)
        self._turn(False)

    def _wide(self) -> int:
        from briefing.export.docx_pages import room_of

        return room_of(self._brief, landscape=True)

    def _callout(self, block: Callout, place: Place, out: list[Any]) -> None:
        if self._new_page:
            out.append(self.paragraph("Gap", [], place))
        inner = Place(room=place.room - 2 * _INSET, style="CalloutText", in_cell=True)
        if place.bar == "changed":
            inner = replace(inner, bar="changed")
        cell: list[Any] = []
        if block.label:
            cell.append(self.paragraph("CalloutLabel", run(block.label), inner))
        self.blocks(block.blocks, inner, cell)
        if not cell or not str(cell[-1].tag).endswith("}p"):
            cell.append(self.gap())
        down = points(8 if not self._brief.one_page else 3)
        margins = [element(side, w=size, type="dxa") for side, size in
                   (("top", down), ("left", _INSET), ("bottom", down), ("right", _INSET))]  # fmt: skip
        properties = element(
            "tblPr",
            element("tblW", w=place.room, type="dxa"),
            element("tblInd", w=place.indent, type="dxa"),
            element("tblBorders", border("left", 4.5, self._brief.style.accent)),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *margins),
            element("tblDescription", val=block.label or "Set off"),
            element("bidiVisual") if self._rtl else None,
        )
        shade = element("shd", val="clear", color="auto", fill=colour(TINT))
        held = element("tc", element("tcPr", element("tcW", w=place.room, type="dxa"), shade), *cell)
        columns = element("tblGrid", element("gridCol", w=place.room))
        out += [element("tbl", properties, columns, element("tr", held)), self.gap()]


def _number(list_: int, level: int) -> Any:
    return element("numPr", element("ilvl", val=level), element("numId", val=list_))


def _is_plain(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.number is None


def _bar(place: Place, side: str) -> Any:
    away = (place.indent - place.bar_at) / 20
    if place.bar == "changed":
        return border(side, 1.5, INK, space=away + 6)
    return border(side, 0.75, RULE, space=away - 1)
