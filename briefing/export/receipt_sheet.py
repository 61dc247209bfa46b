"""Receipts as a brief of their own, so that they are set and printed like one.

Says of each file what the receipt says, with its whole SHA-256 in groups of eight that can be read out. Refuses to:
count anything again.
"""

from collections.abc import Sequence

from briefing.brief.tree import (
    Block,
    Blocks,
    Brief,
    Callout,
    Code,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    Strong,
    Table,
    Text,
)
from briefing.export.counting import Count
from briefing.export.receipt import FileLine, Receipt
from briefing.rules import dates

_HEAD = ("File", "Pages", "Quotes", "Notes", "Rows", "Markings")
_WIDTHS = (4.0, 0.9, 1.1, 1.1, 1.1, 1.2)
_GROUP = 8


def sheet(receipts: Sequence[Receipt], paper: str = "a4") -> Brief:
    """The receipts of one export, of which there is at least one, as a brief; marked with all their markings."""
    first = receipts[0]
    one = len(receipts) == 1
    blocks: list[Block] = []
    for receipt in receipts:
        if not one:
            blocks.append(Heading(2, (Text(receipt.title),)))
            blocks += [Paragraph((Text(" · ".join(f"{label} {value}" for label, value in about(receipt))),))]
        blocks += _told(receipt)
    return Brief(
        template="receipt",
        title=f"Receipt: {first.title}" if one else f"Receipt of {len(receipts)} briefs",
        marking=" / ".join(dict.fromkeys(receipt.marking for receipt in receipts if receipt.marking)),
        language="en",
        as_at=first.as_at,
        as_at_text=dates.describe(first.as_at),
        reference=first.reference if one else "",
        meta=about(first) if one else (),
        blocks=tuple(blocks),
        paper=paper,
    )


def about(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """Version and profile of what was exported, with their labels, where there are any."""
    pairs = (("Version", receipt.version), ("Profile", receipt.profile))
    return tuple(pair for pair in pairs if pair[1])


def _told(receipt: Receipt) -> Blocks:
    blocks: list[Block] = []
    if receipt.problems:
        blocks.append(Callout("Problems", (_list(receipt.problems),)))
    else:
        unread = [file.name for file in receipt.files if not file.read_back]
        words = f", but not looked for in: {', '.join(unread)}." if unread else "."
        blocks.append(
            Callout("Everything was found again", (Paragraph((Text(f"Read from the disk and counted{words}"),)),))
        )
    blocks.append(Table("What the files show", _HEAD, tuple(_row(file) for file in receipt.files), _WIDTHS))
    digests = tuple(((Text(file.name),), (Code(grouped(file.sha256)),)) for file in receipt.files)
    blocks.append(Table("SHA-256", ("File", "Digest"), digests, (2.0, 3.0)))
    if receipt.quotes:
        quotes = tuple(
            ((Text(f"“{quote.exact}”"),), (Text(quote.speaker),), (Code(quote.source or "not given"),))
            for quote in receipt.quotes
        )
        blocks.append(
            Table("Quotes", ("Words", "Speaker", "Archived text"), quotes, (4.0, 2.0, 1.6), row_headers=False)
        )
    return tuple(blocks)


def _row(file: FileLine) -> tuple[Runs, ...]:
    counts = (file.quotes, file.notes, file.rows, file.markings)
    if not file.read_back:
        return ((Text(file.name),), (Text("not read"),), *(((Text("–"),),) * len(counts)))
    pages = str(file.pages) if file.pages else "–"
    return ((Text(file.name),), (Text(pages),), *(_counted(one) for one in counts))


def _counted(count: Count) -> Runs:
    if not count.expected:
        return (Text("–"),)
    words = Text(f"{count.found} of {count.expected}")
    return (words,) if count.ok else (Strong((words,)),)


def _list(sentences: Sequence[str]) -> ListBlock:
    return ListBlock(tuple((Paragraph((Text(one),)),) for one in sentences))


def grouped(digest: str) -> str:
    """A digest in groups that a person can compare."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
