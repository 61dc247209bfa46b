"""Receipts as a brief: what stands on the page."""

from dataclasses import replace

from briefing.brief.tree import Callout, Heading, Table, plain, walk_blocks
from briefing.export import markdown
from briefing.export.counting import Count
from briefing.export.receipt import FileLine, QuoteLine, Receipt
from briefing.export.receipt_sheet import grouped, sheet

WHOLE = Receipt(
    title="Harbour talks",
    reference="HD 7",
    as_at="2022-08-19",
    marking="LIMITE",
    version="version 2",
    profile="eu",
    quotes=(QuoteLine("q1", "no text", "A. Speaker", "abcdef123456"),),
    notes=(),
    files=(FileLine("talks.md", "md", "0123456789abcdef" * 4, 10, None, True, Count(1, 1), markings=Count(2, 2)),),
)


def test_a_receipt_that_is_whole_says_so_and_how_it_was_counted() -> None:
    tree = sheet([WHOLE])
    assert (tree.title, tree.marking, tree.reference) == ("Receipt: Harbour talks", "LIMITE", "HD 7")
    assert tree.meta == (("Version", "version 2"), ("Profile", "eu"))
    counts, digests, quotes = (block for block in walk_blocks(tree.blocks) if isinstance(block, Table))
    assert [plain(cell) for cell in counts.rows[0]] == ["talks.md", "–", "1 of 1", "–", "–", "2 of 2"]
    assert plain(digests.rows[0][1]).replace(" ", "") == WHOLE.files[0].sha256
    assert [plain(cell) for cell in quotes.rows[0]] == ["“no text”", "A. Speaker", "abcdef123456"]
    assert "Everything was found again" in markdown.render(tree)


def test_problems_come_first_and_what_was_not_read_is_said() -> None:
    bad = replace(WHOLE, problems=("“talks.md” shows 0 of 3 notes.",))
    first = sheet([bad]).blocks[0]
    assert isinstance(first, Callout)
    assert first.label == "Problems"
    unread = replace(WHOLE, files=(replace(WHOLE.files[0], name="talks.pdf", read_back=False),))
    assert "not looked for in: talks.pdf" in markdown.render(sheet([unread]))


def test_receipts_of_several_briefs_carry_all_their_markings() -> None:
    other = replace(WHOLE, title="Fishing rights", marking="PUBLIC")
    tree = sheet([WHOLE, other, other])
    assert (tree.title, tree.marking) == ("Receipt of 3 briefs", "LIMITE / PUBLIC")
    titles = [plain(block.runs) for block in tree.blocks if isinstance(block, Heading)]
    assert titles == ["Harbour talks", "Fishing rights", "Fishing rights"]


def test_a_digest_is_read_out_in_eights() -> None:
    assert grouped("ab" * 10) == "abababab abababab abab"
