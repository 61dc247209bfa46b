"""What a user types comes out as the same visible text in all three formats, or is refused with a sentence."""

import time
from dataclasses import replace

import pytest

from briefing.brief.prose import literal, parse
from briefing.brief.tree import (
    Block,
    BlockQuote,
    Blocks,
    Brief,
    Callout,
    Code,
    Emph,
    Heading,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Strong,
    Table,
    Text,
)
from briefing.errors import ExportError
from briefing.export import html, markdown, pdf
from tests.export.reading import all_words, commonmark_words, html_words, markdown_words, squeezed

HOSTILE = [
    "<script>alert(1)</script> <!-- c --> <b>x</b>",
    "a * b ** c *d* e _f_ __g__ snake_case",
    "| a | b |",
    '#read("/etc/passwd") $x$ @ref <label> // /* */',
    "# no heading",
    "[x](http://y) ![z](http://y) [^1] [ref]: z [ ] [sic] [a] (b)",
    "- item",
    "+ plus",
    "1. item",
    "1986. A year",
    "> quote",
    "`code` ``` ~~~ ~~x~~",
    "&amp; &lt; &#35; &copy; &",
    "\\* \\\\ C:\\[temp]\\ \\",
    "===",
    "---",
    "***",
    "a\n---",
    "a\n===",
    "a|b\n-|-\n1|2",
    "|a|b|\n|-|-|\n|1|2|",
    "Kosovo* and Kosovo*",
    "{{quote:1}} {% x %} {{ y }} {#",
    "!important! [a]",
    "Đoković Вучић e\u0301 «»",
    "\tTab",
    "http://x.y/_a_*b* www.a.b a@b.cd <http://x.y>",
]


def _shapes(text: str) -> Blocks:
    """`text` in every place that a tree has for it."""
    line = text.replace("\n", " ").strip()
    runs = literal(text)
    return (
        Paragraph(runs),
        Paragraph(runs, 3),
        ListBlock(((Paragraph(runs), ListBlock(((Paragraph(runs),),))), (Paragraph(runs),))),
        Table(line, (line, "h"), ((runs, runs),), (1, 1)),
        QuoteBlock("q", line, line, line, None, line),
        Callout(line, (Paragraph(runs),)),
        BlockQuote((Paragraph(runs),)),
        Heading(2, literal(line)),
        Paragraph((Strong(literal(line)), Text("x"), Emph(literal(line)), NoteRef(1), Text("(y)"))),
        Paragraph((Link("https://x.example/(a)?b=*c*", literal(line)), Text(line))),
    )


def _between(words: dict[str, str]) -> dict[str, str]:
    """The letters between our two landmarks, without list markers and note numbers' brackets."""
    cut = {name: squeezed(text).split("BEGIN")[-1].split("FINIS")[0] for name, text in words.items()}
    return {name: text.replace("•", "").replace("–", "") for name, text in cut.items()}


def _brief(base: Brief, *blocks: Block) -> Brief:
    begin, end = (Paragraph((Text(word),)) for word in ("BEGIN", "FINIS"))
    return replace(base, title="T", notes=(), one_page=False, blocks=(begin, *blocks, end))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_the_same_in_every_format(one_page: Brief, text: str) -> None:
    for block in _shapes(text):
        brief = _brief(one_page, block)
        source = markdown.render(brief)
        words = {
            "markdown": markdown_words(source),
            "commonmark": commonmark_words(source),
            "html": html_words(html.render(brief)),
        }
        seen = _between(words)
        if isinstance(block, Paragraph) and NoteRef(1) in block.runs:
            seen = {name: letters.replace("[^1]", "1") for name, letters in seen.items()}
        assert set(seen.values()) == {seen["html"]}, block


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_the_same_on_paper(one_page: Brief, text: str) -> None:
    shapes = [b for b in _shapes(text) if not (isinstance(b, Paragraph) and NoteRef(1) in b.runs)]
    seen = _between(all_words(_brief(one_page, *shapes)))
    assert set(seen.values()) == {seen["html"]}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_no_harm_in_the_header_block(one_page: Brief, text: str) -> None:
    line = text.replace("\n", " ").strip()
    brief = replace(one_page, title=line, marking=line, reference=line, contact=line, meta=((line, line),))
    for name, words in all_words(brief).items():
        assert squeezed(words).count(squeezed(line)) >= 6, name


def test_a_field_of_markdown_is_the_same_in_every_format(one_page: Brief) -> None:
    source = (
        "Intro **bold** *it* `co|de` <script> [a](javascript:x)\n- one\n  - two\n\n"
        "1. x\n2. y\n\n| h | i |\n|---|---|\n| `a|b` | **c** |\n\n> q\n\n> r\n\n# Head\n\n    pre <x>\n"
    )
    seen = _between(all_words(_brief(one_page, *parse(source))))
    seen["pdf"] = seen["pdf"].replace("1.", "").replace("2.", "")
    assert set(seen.values()) == {seen["html"]}


def test_ten_thousand_brackets_are_all_printed_and_at_once(one_page: Brief) -> None:
    brief = _brief(one_page, *parse("[" * 10_000))
    began = time.monotonic()
    result = pdf.render(brief)
    page, source = html.render(brief), markdown.render(brief)
    assert time.monotonic() - began < 10
    assert html_words(page).count("[") == 10_000
    assert source.count("\\[") == 10_000
    assert result.pages >= 2
    assert commonmark_words(source).count("[") == 10_000


def test_a_word_longer_than_a_line_stays_on_the_page(one_page: Brief) -> None:
    words = all_words(_brief(one_page, Paragraph((Text("x" * 600),))))
    assert set(_between(words).values()) == {"x" * 600}
    assert "x" * 600 not in words["pdf"]  # it was broken over lines


def test_signs_that_turn_text_round_are_kept_and_do_no_harm_beyond_their_paragraph(one_page: Brief) -> None:
    brief = _brief(one_page, Paragraph((Text("a \u202edcb\u202c e \u2066f\u2069"),)))
    assert "\u202edcb\u202c" in html.render(brief)
    assert "\u202edcb\u202c" in markdown.render(brief)
    seen = _between(all_words(brief))
    assert {"".join(sorted(letters)) for letters in seen.values()} == {"abcdef"}


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\ud800"])
@pytest.mark.parametrize("writer", [html.render, markdown.render, pdf.render])
def test_control_characters_are_refused_with_a_sentence(one_page: Brief, bad: str, writer: object) -> None:
    for brief in (
        replace(one_page, title=f"A{bad}B"),
        replace(one_page, blocks=(Paragraph((Strong((Text(f"A{bad}B"),)),)),)),
        replace(one_page, notes=(Note(1, (Text(f"A{bad}B"),)),)),
    ):
        with pytest.raises(ExportError, match=rf"U\+{ord(bad):04X} in “A�B” cannot be printed"):
            writer(brief)  # type: ignore[operator]


def test_code_in_a_cell_with_a_bar_becomes_plain_words(one_page: Brief) -> None:
    table = Table("", ("a",), (((Code("x|y"),),), ((Code("``z`"),),)), (1,))
    seen = _between(all_words(_brief(one_page, table)))
    assert set(seen.values()) == {"ax|y``z`"}
