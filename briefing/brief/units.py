"""A brief as a row of units in reading order, each of which can differ by itself: paragraphs, rows, quotes."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from briefing.brief.tree import (
    Block,
    BlockQuote,
    Blocks,
    Callout,
    Changed,
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    QuoteBlock,
    Sheet,
    Table,
    plain,
)

_SECTION = 2


@dataclass(frozen=True)
class Unit:
    """One unit: what it is, its visible words, the heading it stands under.

    `key` says which record it is, None where only its words say so; `home` is the place of the block that holds it.
    """

    what: str
    text: str
    section: str
    key: Hashable
    home: tuple[int, ...]

    @property
    def group(self) -> Hashable:
        """What it may be told from by its words alone: rows of one table, paragraphs and items; None for records."""
        match self.key:
            case ("row", caption, *_):
                return "row", caption
            case None:
                return "prose" if self.what == "item" else self.what.replace("paragraph", "prose")
            case _:
                return None

    @cached_property
    def words(self) -> frozenset[str]:
        """Its different words, in small letters."""
        return frozenset(self.text.casefold().split())


def top_blocks(blocks: Blocks, home: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Block]]:
    """The blocks of one level with their places; what stands inside a bar counts as if there was none."""
    number = 0
    for block in blocks:
        for one in _without_bar(block):
            yield (*home, number), one
            number += 1


def _without_bar(block: Block) -> Iterator[Block]:
    if isinstance(block, Changed):
        for inner in block.blocks:
            yield from _without_bar(inner)
    else:
        yield block


def units(blocks: Blocks) -> Iterator[Unit]:
    """The units of a brief in reading order."""
    main = section = ""
    for home, block in _all_top(blocks, ()):
        if isinstance(block, Heading):
            words = plain(block.runs)
            main = words if block.level <= _SECTION else main
            section = words if block.level <= _SECTION or not main else f"{main} – {words}"
        label = block.label if isinstance(block, Callout) else ""
        yield from (unit for unit in _of(block, label or section, home, "paragraph") if unit.text.strip())


def _all_top(blocks: Blocks, home: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Block]]:
    for place, block in top_blocks(blocks, home):
        if isinstance(block, Sheet):
            yield from _all_top(block.blocks, place)
        else:
            yield place, block


def _of(block: Block, section: str, home: tuple[int, ...], what: str) -> Iterator[Unit]:
    match block:
        case Heading(runs=runs):
            yield Unit("heading", plain(runs), section, None, home)
        case Paragraph(runs=runs):
            yield Unit(what, plain(runs), section, None, home)
        case CodeBlock(text=text):
            yield Unit("preformatted text", text, section, None, home)
        case QuoteBlock(exact=exact, marks=marks):
            said = ", ".join(part for part in (block.speaker, block.occasion, block.remark) if part)
            yield Unit("quote", f"{marks[0]}{exact}{marks[1]} – {said}", section, ("quote", block.id), home)
        case Table():
            yield from _table(block, section, home)
        case Figure(caption=caption, alt=alt, picture=picture):
            rows = [" · ".join(row) for row in picture.table]
            yield Unit("picture", "\n".join((alt, *rows)), section, ("picture", caption.partition(",")[0]), home)
        case ListBlock(items=items):
            for item in items:
                for inner in item:
                    yield from _of(inner, section, home, "item")
        case Callout(label=label, blocks=inside):
            yield Unit("heading", label, section, None, home)
            for inner in inside:
                yield from _of(inner, section, home, what)
        case BlockQuote(blocks=inside) | Sheet(blocks=inside) | Changed(blocks=inside):
            for inner in inside:
                yield from _of(inner, section, home, what)


def _table(table: Table, section: str, home: tuple[int, ...]) -> Iterator[Unit]:
    head = " · ".join(table.head)
    yield Unit("table", f"{table.caption}: {head}" if table.caption else head, section, ("table", table.caption), home)
    cells = [tuple(plain(cell) for cell in row) for row in table.rows]
    often: dict[str, int] = {}
    for row in cells:
        often[row[0] if row else ""] = often.get(row[0] if row else "", 0) + 1
    for row in cells:
        # A row whose first cell stands there more than once is told apart by its second.
        name = row[:1] if row and often[row[0]] == 1 else row[:2]
        yield Unit("row", " · ".join(row), section, ("row", table.caption, *name), home)
