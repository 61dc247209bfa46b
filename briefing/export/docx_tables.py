"""A table of a brief in a DOCX: a head that is repeated, rows that stay whole, columns as wide as they were given.

Responsible for one table; its caption and what surrounds it are the body's.
"""

from typing import Any

from briefing.brief.tree import Brief, Table
from briefing.export.docx_notes import PLAIN, Look, Story
from briefing.export.docx_styles import INK
from briefing.export.docx_xml import border, element, is_rtl, run


def grid(table: Table, story: Story, room: int, indent: int, *, changed: bool, brief: Brief) -> Any:
    """The element of `table`, `room` twips wide. A changed one has a bar at its start."""
    widths = _widths(table, room)
    look = element(
        "tblLook", val="04A0" if table.row_headers else "0420", firstRow=1, lastRow=0,
        firstColumn=int(table.row_headers), lastColumn=0, noHBand=1, noVBand=1,
    )  # fmt: skip
    told = table.caption or ", ".join(table.head)
    properties = element(
        "tblPr",
        element("tblStyle", val="BriefTable"),
        element("bidiVisual") if is_rtl(brief.language) else None,
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=indent, type="dxa"),
        element("tblBorders", border("left", 1.5, INK)) if changed else None,
        element("tblLayout", type="fixed"),
        look,
        element("tblCaption", val=told),
        element("tblDescription", val=f"{told}: {', '.join(table.head)}" if table.caption else told),
    )
    columns = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    head = [
        _cell(_paragraph("TableHead", run(name), keep=True), width)
        for name, width in zip(table.head, widths, strict=True)
    ]
    first = element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *head)
    rows = [_row(table, at, story, widths) for at in range(len(table.rows))]
    return element("tbl", properties, columns, first, *rows)


def _row(table: Table, at: int, story: Story, widths: list[int]) -> Any:
    count = len(table.head)
    keep = at == len(table.rows) - 2  # a single last row would be alone on its page
    cells = []
    for column, runs in enumerate((*table.rows[at], *((),) * count)[:count]):
        look = Look(bold=True) if column == 0 and table.row_headers else PLAIN
        cells.append(_cell(_paragraph("TableText", story.runs(runs, look), keep=keep), widths[column]))
    return element("tr", element("trPr", element("cantSplit")), *cells)


def _cell(paragraph: Any, width: int) -> Any:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")), paragraph)


def _paragraph(style: str, words: list[Any], *, keep: bool) -> Any:
    return element("p", element("pPr", element("pStyle", val=style), element("keepNext") if keep else None), *words)


def _widths(table: Table, room: int) -> list[int]:
    """Twips of each column; equal ones where the table does not say."""
    count = len(table.head)
    fits = len(table.widths) == count and all(width > 0 for width in table.widths)
    shares = table.widths if fits else (1.0,) * count
    return [max(1, int(room * share / sum(shares))) for share in shares]
