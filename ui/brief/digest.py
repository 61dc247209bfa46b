"""What the outline says of each block of a brief: written, to be completed, or what the records will put there.

Pure reading of the outline and of what was composed for each of its parts. No widgets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.brief.outline import outline
from briefing.brief.tree import (
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
from briefing.model import BriefBlock
from briefing.rules.templates import Template, TemplateBlock
from ui.tokens import Tone
from ui.words import counted
from ui.words import tr as _tr


@dataclass(frozen=True)
class Entry:
    """One block of the outline. `blocks` is what will be printed; `known` says whether that was composed yet.

    A block that is not `included` is not printed; it has the number 0. One with `records` is confined to them; an
    `extra` one was added by this brief, a `kept_in` one is internal and this brief leaves those out.
    """

    number: int
    block: TemplateBlock
    text: str
    blocks: Blocks
    known: bool
    included: bool = True
    records: tuple[str, ...] = ()
    extra: bool = False
    kept_in: bool = False

    @property
    def to_complete(self) -> bool:
        """Whether a mandatory block is still empty."""
        return self.block.own and self.block.mandatory and not self.text.strip()

    @property
    def too_long(self) -> bool:
        """Whether there are more words than the form allows."""
        return 0 < self.block.words < words_in(self.text)


@dataclass(frozen=True)
class Piece:
    """A line of what records put into a block: `kind` is heading, text, item, row or quote (then with its id)."""

    kind: str
    text: str
    more: str = ""
    id: str = ""


def entries(
    form: Template, rows: Sequence[BriefBlock], parts: Mapping[str, Blocks] | None
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The blocks of a brief in its order, and those of its form that could be added.

    `parts` is what is printed for each block, by name; None while nobody knows.
    """
    found: list[Entry] = []
    spare: list[Entry] = []
    number = 0
    for planned in outline(form, rows):
        number += planned.included
        entry = Entry(
            number if planned.included else 0,
            planned.block,
            planned.text,
            (parts or {}).get(planned.block.name, ()),
            parts is not None,
            planned.included,
            planned.records,
            planned.added,
            planned.block.internal and parts is not None and planned.block.name not in parts,
        )
        (found if planned.included or not planned.block.added else spare).append(entry)
    return tuple(found), tuple(spare)


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def word_count(entry: Entry, text: str) -> str:
    """`38 of 60 words`, or `38 words` where there is no limit."""
    return words_of(words_in(text), entry.block.words)


def words_of(count: int, limit: int) -> str:
    """`38 of 60 words`, or `38 words` without a limit."""
    if limit:
        return counted(limit, "%2 of %1 word", "%2 of %1 words", count)
    return counted(count, "%1 word", "%1 words")


def note(entry: Entry) -> tuple[str, Tone | None]:
    """The second line of a block in the outline, and its tone where somebody should act."""
    if not entry.included:
        return _tr("Left out"), None
    if entry.kept_in:
        return _tr("Internal, not printed"), None
    if entry.to_complete:
        return _tr("To be completed"), "amber"
    if entry.text.strip() and entry.block.own:
        return word_count(entry, entry.text), "amber" if entry.too_long else None
    if not entry.known:
        return (_tr("Not written, left out") if entry.block.own else _tr("From the records")), None
    if not entry.blocks:
        return (_tr("Not written, left out") if entry.block.own else _tr("Nothing to show, left out")), None
    return _contents(entry.blocks), None


def _contents(blocks: Blocks) -> str:
    quotes = sum(isinstance(block, QuoteBlock) for block in blocks)
    pictures = sum(isinstance(block, Figure) for block in blocks)
    rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
    items = sum(len(block.items) for block in blocks if isinstance(block, ListBlock))
    texts = sum(isinstance(block, Paragraph) for block in blocks)
    parts = (
        (quotes, counted(quotes, "%1 quote", "%1 quotes")),
        (pictures, counted(pictures, "%1 picture", "%1 pictures")),
        (rows, counted(rows, "%1 row", "%1 rows")),
        (items, counted(items, "%1 line", "%1 lines")),
        (texts, counted(texts, "%1 paragraph", "%1 paragraphs")),
    )
    shown = [words for number, words in parts if number]
    return ", ".join(shown[:2])


def pieces(blocks: Blocks) -> tuple[Piece, ...]:
    """What a block made from records will contain, line by line."""
    found: list[Piece] = []
    for block in blocks:
        match block:
            case Heading(runs=runs):
                found.append(Piece("heading", plain(runs)))
            case Paragraph(runs=runs):
                found.append(Piece("text", plain(runs)))
            case ListBlock(items=items):
                found += [Piece("item", _joined(item)) for item in items]
            case QuoteBlock(id=one, exact=exact, speaker=speaker, occasion=occasion, remark=remark):
                told = " · ".join(part for part in (speaker, occasion, remark) if part)
                found.append(Piece("quote", exact, told, one))
            case Table(caption=caption, rows=rows):
                found.append(Piece("heading", caption))
                found += [Piece("row", plain(row[0]), " · ".join(plain(cell) for cell in row[1:])) for row in rows]
            case Figure(caption=caption, alt=alt, picture=picture):
                found += [Piece("heading", caption), Piece("text", alt)]
                found += [
                    Piece("row", row[0], " · ".join(cell for cell in row[1:] if cell)) for row in picture.table[1:]
                ]
            case CodeBlock(text=text):
                found.append(Piece("text", text))
            case BlockQuote(blocks=inner) | Callout(blocks=inner) | Sheet(blocks=inner) | Changed(blocks=inner):
                found += pieces(inner)
    return tuple(found)


def _joined(blocks: Blocks) -> str:
    return " ".join(piece.text for piece in pieces(blocks))


def counted_pages(count: int) -> str:
    """`one page`, `6 pages`."""
    return counted(count, "one page", "%1 pages")


def fit_words(lines_over: int | None) -> tuple[str, str]:
    """How a brief of one page fits, and what is wrong with that; both are empty where there is no limit."""
    if lines_over is None:
        return "", ""
    if lines_over > 0:
        return "", counted(lines_over, "%1 line over", "%1 lines over")
    if lines_over == 0:
        return _tr("1 page · just fits"), ""
    return counted(-lines_over, "1 page · fits, %1 line free", "1 page · fits, %1 lines free"), ""
