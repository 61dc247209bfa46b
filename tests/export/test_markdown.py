"""The Markdown file: its source reads well, and every reader shows it alike."""

from dataclasses import replace

from markdown_it import MarkdownIt

from briefing.brief.tree import (
    Brief,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Note,
    Paragraph,
    QuoteBlock,
    Strong,
    Table,
    Text,
)
from briefing.export import markdown
from briefing.export.markdown_text import inline
from tests.export.conftest import FIRST_QUOTE, MARKING, SECOND_QUOTE, words

SEVEN_LIKE = [
    "Sadly, nothing was signed today … But it is not the last word",
    "The work will go on in the coming days.",
    "urgent gathering",
]


def test_the_source_opens_and_ends_with_the_marking(one_page: Brief) -> None:
    lines = markdown.render(one_page).strip().split("\n")
    assert lines[0] == lines[-1] == f"**{MARKING}**"
    assert lines[2] == "# Harbour Talks: second round ends without a text"
    assert "-   **Information as at:** Friday 19 August 2022" in lines


def test_quotes_stand_in_the_source_character_for_character(issue_brief: Brief) -> None:
    source = markdown.render(issue_brief)
    assert f"> “{FIRST_QUOTE}”" in source
    assert f"> “{SECOND_QUOTE}”" in source
    for exact in SEVEN_LIKE:
        assert exact in markdown.render(replace(issue_brief, blocks=(QuoteBlock("x", exact, "S", "D"),)))


def test_adjacent_quotes_stay_two_for_every_reader(issue_brief: Brief) -> None:
    from markdown import Markdown

    quotes = tuple(b for b in issue_brief.blocks if isinstance(b, QuoteBlock))
    source = markdown.render(replace(issue_brief, blocks=quotes))
    assert "\n\n<!-- -->\n\n> " in source
    assert Markdown(extensions=["footnotes"]).convert(source).count("<blockquote>") == 2
    assert MarkdownIt("commonmark").render(source).count("<blockquote>") == 2


def test_notes_are_footnotes_and_uncited_ones_a_list(one_page: Brief) -> None:
    brief = replace(one_page, blocks=(Paragraph(words("a", 2, 2)),), notes=one_page.notes)
    source = markdown.render(brief)
    assert "a[^2][^2]" in source
    assert "\n[^2]: Northern Port Authority" in source
    assert "[^1]:" not in source
    assert "## Further sources\n\n-   The Harbour Gazette" in source


def test_lists_nest_by_four_and_tables_have_every_cell(issue_brief: Brief) -> None:
    source = markdown.render(issue_brief)
    assert "\n1.  We welcome that the talks go on.\n    -   If pressed" in source
    assert "| Month 8 | 108[^3] |" in source
    assert source.count("\n| Month ") == 9
    assert "\n**12.** The Port Authority" in source


def test_blocks_in_a_list_item_are_a_paragraph_apart() -> None:
    item = (Paragraph(words("one")), Paragraph(words("two")), CodeBlock("a\n\nb"))
    brief = Brief("t", "T", "M", "en", "2022-08-19", "", blocks=(ListBlock((item,)), ListBlock((item[:1],))))
    source = markdown.render(brief)
    assert "-   one\n\n    two\n\n        a\n\n        b\n\n<!-- -->\n\n-   one" in source


def test_code_is_fenced_beyond_its_own_ticks() -> None:
    brief = Brief("t", "T", "M", "en", "", "", blocks=(CodeBlock("```\nx"),))
    assert "````\n```\nx\n````" in markdown.render(brief)


def test_headings_are_at_most_six_deep_and_keep_a_last_hash() -> None:
    brief = Brief("t", "T", "", "en", "", "", blocks=(Heading(9, words("In C#")), Heading(2, ())))
    assert "###### In C\\#" in markdown.render(brief)


def test_short_rows_are_filled_and_long_ones_cut() -> None:
    table = Table(
        "", ("a", "b"), ((words("1"),), (words("1"), (Text("2"), LineBreak(), Text("3")), words("4"))), (1, 1)
    )
    source = markdown.render(Brief("t", "T", "M", "en", "", "", blocks=(table,)))
    assert "| 1 |  |\n| 1 | 2<br>3 |" in source


def test_emphasis_is_written_only_where_it_takes() -> None:
    assert inline((Strong((Text("a"), Emph((Text("b"),)))),)) == "**ab**"
    assert inline((Strong((Text("a "), Emph((Text("b"),)), Text(" c"))),)) == "**a _b_ c**"
    assert inline((Strong((Text("a"),)), Strong((Text("b"),)))) == "a**b**"
    assert inline((Strong((Text(" a "),)),)) == "a"
    assert inline((Strong((Strong((Text("a"),)),)),)) == "**a**"
    assert inline((Strong(()), Text("x"))) == "x"
    assert inline((Text("x"), Strong((Text("(a)"),)))) == "x(a)"


def test_links_keep_their_address_and_bare_ones_are_bare() -> None:
    url = "https://x.example/a?b=1&c=2"
    assert inline((Link(url, (Text(url),)),)) == f"<{url}>"
    assert inline((Text("hi!"), Link("https://x.example/a b", (Text("l[1]"),)))) == (
        "hi\\![l\\[1\\]](https://x.example/a%20b)"
    )


def test_open_points_are_printed_once() -> None:
    brief = Brief("t", "T", "M", "en", "", "", missing=("Bottom line", "Gaps"))
    said = replace(brief, blocks=(Paragraph((Strong(words("To be completed:")), Text(" Gaps"))),))
    source = markdown.render(said)
    assert source.count("To be completed: Bottom line") == 1
    assert source.count("Gaps") == 1


def test_reference_and_contact_are_not_said_twice(one_page: Brief) -> None:
    brief = replace(one_page, meta=(("reference", "HD/1"), ("Contact", "ext. 1"), ("Empty", "")))
    source = markdown.render(brief)
    assert "HD/2022/07" not in source
    assert "ext. 4410" not in source
    assert "Empty" not in source


def test_the_same_brief_gives_the_same_source(issue_brief: Brief) -> None:
    assert markdown.render(issue_brief) == markdown.render(issue_brief)


def test_a_note_in_words_is_escaped() -> None:
    brief = Brief("t", "T", "M", "en", "", "", blocks=(Paragraph(words("a", 1)),), notes=(Note(1, words("*x*")),))
    assert "[^1]: \\*x\\*" in markdown.render(brief)
