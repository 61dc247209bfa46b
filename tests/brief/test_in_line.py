"""Blocks as the words of one cell: whatever prose may hold is in it, in its order, and pictures are left out."""

from briefing.brief.parts import in_line, text
from briefing.brief.tree import CodeBlock, Heading, ListBlock, Paragraph, QuoteBlock, Table, plain


def test_every_kind_of_block_gives_its_words() -> None:
    quote = QuoteBlock(id="q", exact="not now", speaker="Anna Holm", occasion="", note=3)
    table = Table("Berths", ("Pier", "Free"), ((text("One"), text("two")),), (1, 1))
    blocks = (
        Heading(2, text("Ports")),
        Paragraph(text("Two piers.")),
        ListBlock(((Paragraph(text("The first")),),)),
        quote,
        CodeBlock("a = 1"),
        table,
    )
    words = plain(in_line(blocks))
    places = [words.find(part) for part in ("Ports", "Two piers.", "The first", "not now", "Anna Holm", "a = 1", "One")]
    assert places == sorted(places)
    assert places[0] == 0
    assert words.endswith("One two")


def test_a_quote_without_a_note_is_told_without_one() -> None:
    quote = QuoteBlock(id="q", exact="not now", speaker="Anna Holm", occasion="")
    assert plain(in_line((quote,))).endswith("not now” (Anna Holm)")
