"""Names that a house marks: once or everywhere in our own words, never in anybody else's."""

from pathlib import Path

import pytest

from briefing.brief.compose import Order
from briefing.brief.designations import designated
from briefing.brief.tree import (
    BlockQuote,
    Brief,
    CodeBlock,
    Heading,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Strong,
    Table,
    Text,
    Verbatim,
    plain,
    walk_blocks,
)
from briefing.desk import Desk
from briefing.export import html, markdown
from briefing.rules.profiles import Designation

FIRST = Designation("Kosovo", "*", "Without prejudice.")
EVERY = Designation("Kosovo", "*", "Without prejudice.", "every")


def brief(*blocks: object, title: str = "Talks") -> Brief:
    return Brief("one-page", title, "", "en", "2022-08-19", "", blocks=blocks)  # type: ignore[arg-type]


def marks(found: Brief) -> int:
    return repr(found.blocks).count("NoteRef(number=0)")


def test_the_first_name_in_the_text_is_marked_and_the_note_stands_once() -> None:
    runs = (Text("In Kosovo, and "), Strong((Text("Kosovo"),)), Text(" again."))
    found = designated(brief(Paragraph(runs), title="Kosovo–Serbia"), [FIRST])
    assert found.title == "Kosovo*–Serbia"
    assert marks(found) == 1
    assert [(note.number, note.mark) for note in found.notes] == [(0, "*")]
    assert found.blocks[0] == Paragraph(
        (Text("In Kosovo"), NoteRef(0), Text(", and "), Strong((Text("Kosovo"),)), Text(" again."))
    )


def test_every_name_is_marked_where_the_house_asks_for_it() -> None:
    blocks = (
        Heading(2, (Text("Kosovo"),)),
        ListBlock(((Paragraph((Link("https://example.org/Kosovo", (Text("Kosovo"),)),)),),)),
        Table("On Kosovo", ("A",), (((Text("Kosovo, Kosovo"),),),), (1.0,)),
    )
    assert marks(designated(brief(*blocks), [EVERY])) == 4


def test_nobody_elses_words_are_touched() -> None:
    blocks = (
        QuoteBlock("1", "tensions in Kosovo", "A, Kosovo", ""),
        BlockQuote((Paragraph((Text("Kosovo"),)),)),
        CodeBlock("Kosovo"),
        Paragraph((Text("“"), Verbatim("northern Kosovo"), Text("”"))),
        Paragraph((Text("Kosovo's and Kosovoan and preKosovo"),)),
    )
    found = designated(brief(*blocks), [EVERY])
    assert found.blocks[:4] == blocks[:4]
    assert marks(found) == 1


def test_a_brief_without_the_name_has_no_note() -> None:
    plain_ = brief(Paragraph((Text("Serbia"),)))
    assert designated(plain_, [FIRST]) == plain_


@pytest.fixture
def desk() -> Desk:
    return Desk.open(Path(__file__).parents[2] / "data" / "briefing.db", "Anna")


@pytest.mark.parametrize("profile", ["eu", "un", "coe"])
@pytest.mark.parametrize("template", ["one-page", "issue-brief"])
def test_the_sample_is_marked_once_outside_every_quote(desk: Desk, profile: str, template: str) -> None:
    tree = desk.composed(Order(template, profile=profile)).tree
    footnote = desk.profile(profile).designations[0].footnote
    page, source = html.render(tree), markdown.render(tree)
    assert source.count(footnote) == page.count(footnote) == 1
    quotes = [block for block in walk_blocks(tree.blocks) if isinstance(block, QuoteBlock)]
    assert "increasing tensions in northern Kosovo" in source
    assert not any("*" in quote.exact for quote in quotes)
    assert not any("*" in plain(note.runs) for note in tree.notes)
    assert tree.title.count("Kosovo*") == 1


@pytest.mark.parametrize("profile", ["uk", "tlp", "plain"])
def test_other_houses_print_no_mark(desk: Desk, profile: str) -> None:
    tree = desk.composed(Order("issue-brief", profile=profile)).tree
    assert "Kosovo*" not in tree.title
    assert not any(note.mark for note in tree.notes)


def test_the_outer_marks_are_the_houses_and_the_quote_stays_as_it_is(desk: Desk) -> None:
    tree = desk.composed(Order("one-page", profile="uk")).tree
    quotes = [block for block in walk_blocks(tree.blocks) if isinstance(block, QuoteBlock)]
    assert {quote.marks for quote in quotes} == {("‘", "’")}
    assert f"‘{quotes[0].exact}’" in html.render(tree)
    assert "‘emergency meeting’" in markdown.render(tree)
