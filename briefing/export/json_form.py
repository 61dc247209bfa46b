"""Brief → JSON for scripts: what a reader sees, block by block, in the form that `resources/schema` describes.

Responsible for a form that stays as it is while the tree inside changes. Says nothing of records but the ids of quotes,
and nothing of colours, shapes or paper.
"""

import json
from collections.abc import Iterator
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
    Table,
    Text,
    plain,
)
from briefing.export.shared import contact_line, header_pairs, open_points, refuse_unprintable, table_of

FORMAT = "briefing-desk-brief/1"
SCHEMA = "urn:briefing-desk:schema:brief:1"


def render(brief: Brief) -> str:
    """The brief as JSON, indented by two, ending in a line feed. Raises ExportError for unprintable characters."""
    refuse_unprintable(brief)
    return json.dumps(public(brief), ensure_ascii=False, indent=2) + "\n"


def public(brief: Brief) -> dict[str, Any]:
    """The brief as JSON values, in the order in which a reader meets them."""
    return {
        "$schema": SCHEMA,
        "format": FORMAT,
        "marking": brief.marking,
        "handling": brief.handling,
        "title": brief.title,
        "template": brief.template,
        "reference": brief.reference,
        "version": brief.version,
        "language": brief.language,
        "as_at": brief.as_at,
        "as_at_text": brief.as_at_text,
        "header": [{"label": label, "value": value} for label, value in header_pairs(brief)],
        "open_points": list(open_points(brief)),
        "blocks": _blocks(brief.blocks),
        "notes": [
            {"number": note.number, "mark": note.mark, "text": plain(note.runs), "runs": _runs(note.runs)}
            for note in brief.notes
        ],
        "contact": contact_line(brief),
    }


def quotes_in(value: object) -> Iterator[str]:
    """The words of each verbatim quote in what `public` gave, in reading order."""
    if isinstance(value, dict):
        if value.get("kind") == "quote" and isinstance(value.get("exact"), str):
            yield value["exact"]
        for part in value.values():
            yield from quotes_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from quotes_in(part)


def texts_in(value: object) -> Iterator[str]:
    """Each text of what `public` gave, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


def _blocks(blocks: Blocks) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level=level, runs=runs):
            return {"kind": "heading", "level": level, **_said(runs)}
        case Paragraph(runs=runs, number=number):
            return {"kind": "paragraph", "number": number, **_said(runs)}
        case ListBlock(items=items, ordered=ordered, start=start):
            return {"kind": "list", "ordered": ordered, "start": start, "items": [_blocks(item) for item in items]}
        case BlockQuote(blocks=inner):
            return {"kind": "block_quote", "blocks": _blocks(inner)}
        case CodeBlock(text=text):
            return {"kind": "code_block", "text": text}
        case QuoteBlock():
            return _quote(block)
        case Table():
            return {"kind": "table", **_table(block)}
        case Callout(label=label, blocks=inner):
            return {"kind": "callout", "label": label, "blocks": _blocks(inner)}
        case Figure(caption=caption, alt=alt):
            shown = {name: part for name, part in _table(table_of(block)).items() if name != "caption"}
            return {"kind": "figure", "caption": caption, "alt": alt, **shown}
        case Sheet(blocks=inner, landscape=landscape):
            return {"kind": "sheet", "landscape": landscape, "blocks": _blocks(inner)}
        case Changed(blocks=inner):
            return {"kind": "changed", "blocks": _blocks(inner)}


def _quote(block: QuoteBlock) -> dict[str, Any]:
    return {
        "kind": "quote",
        "id": block.id,
        "exact": block.exact,
        "speaker": block.speaker,
        "occasion": block.occasion,
        "remark": block.remark,
        "language": block.language,
        "note": block.note,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": list(table.head),
        "rows": [[_said(cell) for cell in row] for row in table.rows],
    }


def _said(runs: Runs) -> dict[str, Any]:
    return {"text": plain(runs), "runs": _runs(runs)}


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    match run:
        case Text(text=text):
            return {"kind": "text", "text": text}
        case Strong(runs=inner):
            return {"kind": "strong", "runs": _runs(inner)}
        case Emph(runs=inner):
            return {"kind": "emphasis", "runs": _runs(inner)}
        case Code(text=text):
            return {"kind": "code", "text": text}
        case Link(url=url, runs=inner):
            return {"kind": "link", "url": url, "runs": _runs(inner)}
        case NoteRef(number=number):
            return {"kind": "note", "number": number}
        case LineBreak():
            return {"kind": "break"}
