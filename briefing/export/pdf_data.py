"""The brief tree as JSON for the Typst template: short arrays, places where a long word may break, notes.

Responsible for everything the template should not have to work out. Changes no visible character but tabs,
which Typst does not print (blanks take their place).
"""

import json
import re
from datetime import date
from typing import Any

from briefing.brief.tree import (
    Block,
    BlockQuote,
    Blocks,
    Brief,
    Callout,
    Changed,
    Code,
    CodeBlock,
    Emph,
    Figure,
    Foreign,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Run,
    Runs,
    Sheet,
    Strong,
    Style,
    Table,
    Text,
    plain,
    walk_blocks,
)
from briefing.export.shared import (
    AS_AT_LABEL,
    CONTENTS_TITLE,
    UNCITED_TITLE,
    HeadingLevels,
    attribution,
    cited_notes,
    contact_line,
    foot_parts,
    header_pairs,
    in_marks,
    marked_notes,
    merged,
    open_points,
    unreferred,
)
from briefing.pictures.printed import scale_of
from briefing.pictures.svg import to_svg

_LONGEST_WORD = 28
_SHORT_PAIR = 50
_LONGEST_UNBROKEN = 900
_LONGEST_KEPT = 300  # letters of a cell in a row that is kept with another
_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_PIECE = re.compile(r"[^/._?&=#-]{1,12}[/._?&=#-]?|[/._?&=#-]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAPERS = frozenset({"a4", "us-letter"})


def template_data(brief: Brief) -> str:
    """The JSON that `brief.typ` reads."""
    page = _Page()
    _, uncited = cited_notes(brief)
    day = day_of(brief)
    last = brief.blocks[-1] if brief.blocks else None
    ends_on_its_side = isinstance(last, Sheet) and last.landscape and not uncited and not contact_line(brief)
    data = {
        "title": brief.title,
        "title_runs": breakable(brief.title),
        "marking": breakable(brief.marking),
        "description": ". ".join(part for part in (brief.marking, f"{AS_AT_LABEL} {brief.as_at_text}") if part),
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "lang": _language(brief.language),
        "paper": brief.paper if brief.paper in _PAPERS else "a4",
        "handling": breakable(brief.handling),
        "style": _style(brief),
        "logo": brief.style.logo,
        "logo_alt": "Logo",
        "foot": foot_parts(brief),
        "pairs": [
            [breakable(label), breakable(value), len(label) + len(value) < _SHORT_PAIR]
            for label, value in header_pairs(brief)
        ],
        "contents": brief.contents and any(isinstance(block, Heading) for block in walk_blocks(brief.blocks)),
        "contents_title": CONTENTS_TITLE,
        "open_points": [breakable(line) for line in open_points(brief)],
        "blocks": _ended(page.blocks(brief.blocks), ends_on_its_side),
        "ends_on_its_side": ends_on_its_side,
        "marks": {str(number): mark for number, mark in marked_notes(brief).items()},
        "notes": {str(note.number): page.runs(note.runs) for note in brief.notes},
        "uncited": [page.runs(note.runs) for note in uncited],
        "uncited_title": UNCITED_TITLE,
        "designations": [page.runs((Text(f"{note.mark} "), *note.runs)) for note in unreferred(brief)],
        "contact": breakable(contact_line(brief)),
    }
    return json.dumps(data, ensure_ascii=False)


def _style(brief: Brief) -> dict[str, Any]:
    style, usual = brief.style, Style()
    return {
        "accent": style.accent if _COLOUR.fullmatch(style.accent) else usual.accent,
        "marking_ink": style.marking_ink if _COLOUR.fullmatch(style.marking_ink) else usual.marking_ink,
        "marking_ground": style.marking_ground if _COLOUR.fullmatch(style.marking_ground) else "",
        "marking_at": style.marking_at,
        "sans": style.sans,
        "duplex": style.duplex,
    }


def _ended(blocks: list[list[Any]], ends_on_its_side: bool) -> list[list[Any]]:
    """The blocks, of which a last one on its side also holds the foot of the document: it would get a page else."""
    for at, block in enumerate(blocks):
        if block[0] == "sheet":
            block.append(ends_on_its_side and at == len(blocks) - 1)
    return blocks


def day_of(brief: Brief) -> date | None:
    """The day of the information, where `as_at` is one."""
    try:
        return date.fromisoformat(brief.as_at)
    except ValueError:
        return None


def breakable(text: str) -> list[list[Any]]:
    """`text` as runs; a word too long for a line becomes pieces, between which a line may end.

    The template sets each piece in a box: unlike a zero-width space that adds nothing to the text layer,
    and unlike a zero-width gap it lets a line end after an opening bracket.
    """
    text = text.expandtabs(4)
    out: list[list[Any]] = []
    at = 0
    for word in _WORD.finditer(text):
        if word.start() > at:
            out.append(["t", text[at : word.start()]])
        out += [["w", piece] for piece in _PIECE.findall(word[0])]
        at = word.end()
    if at < len(text):
        out.append(["t", text[at:]])
    return out


def _together(table: Table) -> int:
    """How many rows at the end of a table stand on one page; long ones might not find room together."""
    last = [cell for row in table.rows[-2:] for cell in row]
    long = any(len(plain(cell)) > _LONGEST_KEPT for cell in last)
    return 0 if long or len(table.rows) < 3 else 2


class _Page:
    """Walks the tree once, in reading order; knows which notes were cited and the last heading level."""

    def __init__(self) -> None:
        self._cited: set[int] = set()
        self._lying = False
        self._levels = HeadingLevels()

    def blocks(self, blocks: Blocks) -> list[list[Any]]:
        return [self._block(block) for block in blocks]

    def runs(self, runs: Runs, *, in_heading: bool = False) -> list[list[Any]]:
        return [item for run in merged(runs) for item in self._run(run, in_heading)]

    def _block(self, block: Block) -> list[Any]:
        match block:
            case Heading(level=level, runs=runs):
                return ["h", self._levels.fit(level) - 1, self.runs(runs, in_heading=True)]
            case Paragraph(runs=runs, number=None):
                return ["p", self.runs(runs)]
            case Paragraph(runs=runs, number=number):
                return ["np", f"{number}.", self.runs(runs)]
            case ListBlock(items=items, ordered=True, start=start):
                return ["ol", start, [self.blocks(item) for item in items]]
            case ListBlock(items=items):
                return ["ul", [self.blocks(item) for item in items]]
            case BlockQuote(blocks=inner):
                return ["bq", self.blocks(inner)]
            case CodeBlock(text=text):
                return ["code", _preformatted(text)]
            case QuoteBlock():
                return ["quote", self._quote(block)]
            case Table():
                return ["table", self._table(block)]
            case Figure():
                return ["figure", self._figure(block)]
            case Sheet(blocks=inner, landscape=landscape):
                before, self._lying = self._lying, landscape
                made = _ended(self.blocks(inner), False)
                self._lying = before
                return ["sheet", made, landscape]
            case Changed(blocks=inner):
                return ["changed", self.blocks(inner)]
            case Callout(label=label, blocks=inner):
                short = sum(len(plain(b.runs)) for b in walk_blocks(inner) if isinstance(b, Paragraph))
                return [
                    "callout",
                    breakable(label),
                    self.blocks(inner),
                    short > _LONGEST_UNBROKEN,
                ]

    def _quote(self, block: QuoteBlock) -> dict[str, Any]:
        by: Runs = (Text(attribution(block)),)
        if block.note is not None:
            by += (NoteRef(block.note),)
        return {
            "text": breakable(in_marks(block)),
            "by": self.runs(by),
            "remark": self.runs((Text(block.remark),)),
            "lang": _language(block.language),
            "breakable": len(block.exact) > _LONGEST_UNBROKEN,
        }

    def _table(self, table: Table) -> dict[str, Any]:
        count = len(table.head)
        fits = len(table.widths) == count and all(width > 0 for width in table.widths)
        return {
            "caption": breakable(table.caption),
            "head": [breakable(name) for name in table.head],
            "together": _together(table),
            "rows": [[self.runs(cell) for cell in (*row, *((),) * count)[:count]] for row in table.rows],
            "widths": list(table.widths) if fits else [1] * count,
            "row_headers": table.row_headers,
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        scale = scale_of(figure.picture, lying=self._lying)
        return {
            "caption": breakable(figure.caption),
            "alt": figure.alt,
            "svg": to_svg(figure.picture, any_font=False),
            "width": round(figure.picture.width * scale, 2),
        }

    def _run(self, run: Run, in_heading: bool) -> list[list[Any]]:
        match run:
            case Foreign(text=text, language=language):
                return [["l", _language(language), breakable(text)]]
            case Text(text=text):
                return breakable(text)
            case Strong(runs=inner):
                return [["b", self.runs(inner, in_heading=in_heading)]]
            case Emph(runs=inner):
                return [["i", self.runs(inner, in_heading=in_heading)]]
            case Code(text=text):
                return [["c", breakable(text)]]
            case Link(url=url, runs=inner):
                return [["a", url, self.runs(inner, in_heading=in_heading)]]
            case NoteRef(number=number):
                first = number not in self._cited
                self._cited.add(number)
                return [["n", number, first, in_heading]]
            case LineBreak():
                return [["br"]]


def _preformatted(text: str) -> list[list[Any]]:
    """Lines with their blanks kept: each is a no-break space, since Typst drops those that open a line."""
    out: list[list[Any]] = []
    for index, line in enumerate(text.expandtabs(4).split("\n")):
        out += [["br"]] if index else []
        indent = len(line) - len(line.lstrip(" "))
        out += breakable(" " * indent + line[indent:])
    return out


def _language(tag: str) -> list[str | None]:
    """Language and region as Typst takes them: two or three letters, two letters or nothing."""
    parts = tag.split("-")
    language = parts[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}", parts[0]) else "en"
    region = next((part.upper() for part in parts[1:] if re.fullmatch(r"[A-Za-z]{2}", part)), None)
    return [language, region]
