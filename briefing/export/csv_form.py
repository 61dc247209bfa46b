"""The verbatim quotes of a brief → CSV for a spreadsheet: one row a quote, safe to open, the words recoverable.

RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the letters. A cell that a spreadsheet would take for a
formula gets an apostrophe before it; `recovered` takes it away. Writes nothing of a brief but its quotes.
"""

import csv
import io
import re
from collections.abc import Sequence

from briefing.brief.tree import Brief, QuoteBlock, plain, walk_blocks
from briefing.errors import ExportError
from briefing.export.shared import refuse_unprintable

COLUMNS = ("Number", "Quote", "Speaker", "Occasion", "Remark", "Language", "Note", "Source", "Marking")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_BOM = "\ufeff"


def render(brief: Brief) -> str:
    """The quotes in reading order under a row of names. Raises ExportError for unprintable characters."""
    refuse_unprintable(brief)
    notes = {note.number: plain(note.runs) for note in brief.notes}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    quotes = [block for block in walk_blocks(brief.blocks) if isinstance(block, QuoteBlock)]
    for number, quote in enumerate(quotes, 1):
        note = "" if quote.note is None else str(quote.note)
        source = "" if quote.note is None else notes.get(quote.note, "")
        said = (quote.exact, quote.speaker, quote.occasion, quote.remark, quote.language)
        writer.writerow([_safe(cell) for cell in (str(number), *said, note, source, brief.marking)])
    return _BOM + out.getvalue()


def recovered(cell: str) -> str:
    """What `cell` said before it was made safe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read(text: str) -> list[dict[str, str]]:
    """The rows that `render` wrote, by column, recovered. Raises ExportError where `text` is another table."""
    try:
        rows: list[Sequence[str]] = list(csv.reader(io.StringIO(text.removeprefix(_BOM), newline=""), strict=True))
    except csv.Error:
        rows = []
    if not rows or tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise ExportError("This is not a table of quotes as Briefing Desk writes it. Please export it again.")
    return [dict(zip(COLUMNS, map(recovered, row), strict=True)) for row in rows[1:]]


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
