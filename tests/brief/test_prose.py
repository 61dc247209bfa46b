"""A Markdown field becomes blocks; nothing a user types is lost, run or waited for."""

import time

import pytest

from briefing.brief.prose import literal, parse
from briefing.brief.tree import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Runs,
    Strong,
    Table,
    Text,
    plain,
)

QUOTE = QuoteBlock("7", "nobody has left", "Ilka Torvald", "18 August 2022", 2)


def resolve(kind: str, id_: str) -> Block | Runs | None:
    """Knows one quote, one fact, and one table."""
    known: dict[tuple[str, str], Block | Runs] = {
        ("quote", "7"): QUOTE,
        ("fact", "3"): (Text("1.8 million"), NoteRef(1)),
        ("note", "4"): Paragraph((Text("a paragraph"),)),
        ("table", "5"): Table("", ("a",), (), (1,)),
    }
    return known.get((kind, id_))


def words(source: str) -> str:
    """The visible text of the paragraphs of `source`."""
    return "\n".join(plain(block.runs) for block in parse(source) if isinstance(block, Paragraph))


def test_emphasis_code_links_and_breaks_become_runs() -> None:
    (block,) = parse("We **must** *not* use `a<b&c` or [this](https://x.example/?a=1&b=2).  \nEnd.")
    assert block == Paragraph(
        (
            Text("We "),
            Strong((Text("must"),)),
            Text(" "),
            Emph((Text("not"),)),
            Text(" use "),
            Code("a<b&c"),
            Text(" or "),
            Link("https://x.example/?a=1&b=2", (Text("this"),)),
            Text("."),
            LineBreak(),
            Text("End."),
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a &amp; b &lt; c",
        '#read("/etc/passwd")',
        "####### seven",
        "#",
        "a * b | c _ d",
        "snake_case_name",
        "[^1]: a note that is none",
        "[label]: https://x.example",
        "<someone@x.example>",
        "Kosovo* and again Kosovo*",
        "{{quote:unknown}} and {{odd}}",
        "a \u202eb\u202c c \U0001f600",
        "1998. was a year",
    ],
)
def test_what_is_no_markup_stays_visible_as_typed(text: str) -> None:
    assert words("before\n" + text) == "before " + text or words(text) == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://[x"])
def test_links_elsewhere_than_the_web_and_mail_become_plain_text(url: str) -> None:
    assert parse(f"[press]({url})") == (Paragraph((Text("press"),)),)


def test_an_image_becomes_its_description() -> None:
    assert words("see ![the quay](https://x.example/a.png)") == "see the quay"


def test_a_list_may_follow_a_sentence_and_nest_by_two_blanks() -> None:
    text, items = parse("Points:\n- one\n  - deep\n\n    more\n- two")
    assert text == Paragraph((Text("Points:"),))
    deep = ListBlock(((Paragraph((Text("deep"),)), Paragraph((Text("more"),))),))
    assert items == ListBlock(((Paragraph((Text("one"),)), deep), (Paragraph((Text("two"),)),)))


def test_numbers_may_have_a_bracket_and_keep_their_start() -> None:
    (block,) = parse("3) third\n4) fourth")
    assert isinstance(block, ListBlock)
    assert (block.ordered, block.start, len(block.items)) == (True, 3, 2)


def test_a_list_ends_at_a_heading_and_at_an_outdented_paragraph() -> None:
    kinds = [type(block).__name__ for block in parse("- a\n# H\n- b\n\nafter")]
    assert kinds == ["ListBlock", "Paragraph", "ListBlock", "Paragraph"]


def test_four_blanks_make_preformatted_text() -> None:
    assert parse("    - a <b>") == (CodeBlock("- a <b>"),)


def test_fenced_code_keeps_lines_and_an_open_fence_is_text() -> None:
    assert parse("```sql\nselect <b>\n\nx\n```\nend")[0] == CodeBlock("select <b>\n\nx")
    assert parse("~~~\na\n~~~") == (CodeBlock("a"),)
    assert "open" in words("```\nopen")


def test_two_block_quotes_stay_two() -> None:
    first, second = parse("> one\n\n> two\n> more")
    assert first == BlockQuote((Paragraph((Text("one"),)),))
    assert second == BlockQuote((Paragraph((Text("two more"),)),))


def test_a_table_is_read_with_its_cells_as_runs() -> None:
    (table,) = parse("| a | b |\n|---|---|\n| **x** | y \\| z |")
    assert isinstance(table, Table)
    assert table.head == ("a", "b")
    assert [plain(cell) for cell in table.rows[0]] == ["x", "y | z"]
    assert len(table.widths) == 2


def test_headings_become_bold_paragraphs_or_levels_without_a_gap() -> None:
    assert parse("# A") == (Paragraph((Strong((Text("A"),)),)),)
    levels = [b.level for b in parse("# A\n#### B\n# C\n## C#", heading_level=3) if isinstance(b, Heading)]
    assert levels == [3, 4, 3, 4]
    assert plain(parse("## C#", heading_level=3)[0].runs) == "C#"


def test_a_rule_is_three_stars() -> None:
    assert words("a\n\n***\n\nb") == "a\n* * *\nb"


def test_a_reference_alone_in_its_paragraph_becomes_the_block() -> None:
    assert parse("before\n\n{{quote:7}}\n\nafter", resolve)[1] == QUOTE


def test_a_reference_in_a_sentence_becomes_runs() -> None:
    (block,) = parse("Of {{fact:3}} people, {{quote:7}}; {{note:4}} {{table:5}} {{none:9}}", resolve)
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "Of 1.8 million people, “nobody has left”; a paragraph {{table:5}} {{none:9}}"
    assert [run.number for run in block.runs if isinstance(run, NoteRef)] == [1, 2]


def test_a_fact_alone_in_its_paragraph_is_a_paragraph_and_an_unknown_one_stays() -> None:
    assert parse("{{fact:3}}", resolve) == (Paragraph((Text("1.8 million"), NoteRef(1))),)
    assert parse("{{fact:8}}", resolve) == (Paragraph((Text("{{fact:8}}"),)),)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000,
        "![" * 5_000,
        "[^" * 5_000,
        "> " * 5_000,
        "*a " * 20_000,
        "`" * 9_999,
        "[a](" * 2_000,
        "# x\n" * 20_000,
        "".join("  " * depth + "- x\n" for depth in range(200)),
        "- a\n" * 20_000,
        "x" * 100_001,
        "\x02klzzwxh:0001\x03",
    ],
    ids=lambda source: source[:8],
)
def test_hostile_text_is_read_at_once_and_stays_visible(source: str) -> None:
    began = time.process_time()
    blocks = parse(source)
    assert time.process_time() - began < 5
    assert blocks


def test_ten_thousand_brackets_come_out_as_they_went_in() -> None:
    assert words("[" * 10_000) == "[" * 10_000


def test_nothing_gives_nothing() -> None:
    assert parse("") == ()
    assert parse(" \n\n ") == ()


def test_plain_text_fields_keep_every_character() -> None:
    assert literal("**a** <b>\n[c]") == (Text("**a** <b>"), LineBreak(), Text("[c]"))
    assert literal("") == ()


def test_emphasis_nested_beyond_reason_keeps_its_words() -> None:
    source = "*a **b " * 12 + "x" + "** c*" * 12
    assert "x" in words(source)
    assert words(source).count("a") == 12


def test_quotes_nested_beyond_reason_are_flattened() -> None:
    assert "x" in str(parse("> " * 15 + "x"))


@pytest.mark.parametrize(
    "source", ["{{quote:8}}", "- {{quote:8}}", "1. {{quote:8}}", "> {{quote:8}}", "> - {{quote:8}}"]
)
def test_where_a_record_may_not_be_named_nothing_stands(source: str) -> None:
    assert parse(source, lambda _kind, _id: ()) == ()


def test_an_item_that_may_not_be_named_leaves_no_gap_in_its_list() -> None:
    (found,) = parse("1. one\n2. {{quote:8}}\n3. three", lambda _kind, _id: ())
    assert isinstance(found, ListBlock)
    assert [plain(block.runs) for item in found.items for block in item if isinstance(block, Paragraph)] == [
        "one",
        "three",
    ]
