"""Brief → Markdown that GitHub, pandoc, CommonMark with footnotes and python-markdown all read alike.

Responsible for the layout of the common subset: an empty line before lists, nesting by four blanks,
`<!-- -->` between neighbours that would grow together. Escaping of characters is in `markdown_text`.
"""

from collections.abc import Iterable

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
    Text,
    replaced,
)
from briefing.export.markdown_text import cell, code_fence, inline
from briefing.export.shared import (
    UNCITED_TITLE,
    attribution,
    cited_notes,
    contact_line,
    header_pairs,
    in_marks,
    is_marked,
    marked_notes,
    open_points,
    refuse_unprintable,
    table_of,
)

_APART = "<!-- -->"


def render(brief: Brief) -> str:
    """The brief as Markdown, ending in a line feed. Raises ExportError for unprintable characters."""
    refuse_unprintable(brief)
    cited, uncited = cited_notes(brief)
    marks = marked_notes(brief)
    if marks:  # Markdown numbers its footnotes itself: a mark is written out
        brief = replaced(brief, lambda part: Text(marks.get(part.number, "")) if is_marked(part, marks) else part)
    marking = "  \n".join(_bold(line) for line in (brief.marking, brief.handling) if line)
    parts = [
        marking,
        f"# {inline((Text(brief.title),), line_start=False)}",
    ]
    parts.append(
        "\n".join(f"-   {_bold(label + ':')} {inline((Text(value),))}" for label, value in header_pairs(brief))
    )
    parts += [_bold(line) for line in open_points(brief)]
    parts.append(_blocks(brief.blocks))
    if uncited:
        parts += [f"## {UNCITED_TITLE}", _uncited(uncited)]
    parts.append(inline((Text(contact_line(brief)),)))
    parts += [inline((Text(f"{note.mark} "), *note.runs)) for note in cited if note.mark]
    parts += [_note(note) for note in cited if not note.mark]
    parts.append(marking)
    return "\n\n".join(part for part in parts if part) + "\n"


def _bold(text: str) -> str:
    return f"**{inline((Text(text),), line_start=False)}**" if text else ""


def _note(note: Note) -> str:
    return f"[^{note.number}]: {inline(note.runs)}"


def _uncited(notes: Iterable[Note]) -> str:
    return "\n".join(f"-   {inline(note.runs)}" for note in notes)


def _blocks(blocks: Blocks, *, nested: bool = False) -> str:
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _block(block, nested=nested)
        if not text:
            continue
        if before is not None and _would_grow_together(before, block):
            out.append(_APART)
        out.append(text)
        before = block
    return "\n\n".join(out)


def _would_grow_together(before: Block, after: Block) -> bool:
    quotes = (QuoteBlock, BlockQuote, Callout)
    if isinstance(before, quotes) and isinstance(after, quotes):
        return True
    return isinstance(before, ListBlock) and (
        isinstance(after, ListBlock) or (isinstance(after, CodeBlock) and not after.text)
    )


def _block(block: Block, *, nested: bool) -> str:
    match block:
        case Heading(level=level, runs=runs):
            return f"{'#' * min(max(level, 2), 6)} {inline(runs, heading=True)}"
        case Paragraph(runs=runs, number=None):
            return inline(runs)
        case Paragraph(runs=runs, number=number):
            return f"**{number}.** {inline(runs, line_start=False)}"
        case ListBlock(items=items, ordered=ordered, start=start):
            return _list(items, start if ordered else None)
        case BlockQuote(blocks=inner):
            return _prefixed(_blocks(inner, nested=True))
        case CodeBlock(text=text):
            return _indented(text) if nested else code_fence(text)
        case QuoteBlock():
            return _prefixed(_quote(block))
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Sheet(blocks=inner) | Changed(blocks=inner):
            return _blocks(inner, nested=nested)
        case Callout(label=label, blocks=inner):
            return _prefixed("\n\n".join(part for part in (_bold(label), _blocks(inner, nested=True)) if part))


def _quote(block: QuoteBlock) -> str:
    from briefing.brief.tree import NoteRef

    note = (NoteRef(block.note),) if block.note is not None else ()
    said = inline((Text(in_marks(block)),))
    by = inline((Text(attribution(block)), *note))
    remark = f"  \n{inline((Text(block.remark),))}" if block.remark else ""
    return f"{said}\n\n{by}{remark}"


def _list(items: tuple[Blocks, ...], start: int | None) -> str:
    """Markers are four characters wide, so that every reader nests what is four blanks in."""
    loose = any(sum(not isinstance(block, ListBlock) for block in item) > 1 for item in items)
    lines: list[str] = []
    for at, item in enumerate(items):
        body = _blocks(item, nested=True)
        if not body:
            continue
        marker = "-   " if start is None else f"{start + at}.".ljust(3) + " "
        if not loose:
            body = body.replace("\n\n", "\n", 1) if len(item) > 1 else body
        lines.append(marker + _deeper(body))
    return ("\n\n" if loose else "\n").join(line.rstrip() for line in lines)


def _deeper(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"    {line}" if line else "" for line in rest)])


def _prefixed(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line.strip() else "" for line in text.split("\n"))


def _table(table: Table) -> str:
    width = len(table.head)
    lines = [
        _row(cell((Text(text),)) for text in table.head),
        _row("---" for _ in table.head),
    ]
    for row in table.rows:
        cells = [cell(runs) for runs in row[:width]]
        lines.append(_row(cells + [""] * (width - len(cells))))
    text = "\n".join(lines)
    return f"{_bold(table.caption)}\n\n{text}" if table.caption else text


def _figure(figure: Figure) -> str:
    """A picture as what it says and as the table that holds the same."""
    said = [_bold(figure.caption), inline((Text(figure.alt),))]
    return "\n\n".join(part for part in (*said, _table(table_of(figure))) if part)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
