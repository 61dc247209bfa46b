"""The HTML page: one file, nothing fetched, nothing hidden, the structure a screen reader needs."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from briefing.brief.prose import literal
from briefing.brief.tree import Brief, Callout, Heading, ListBlock, Paragraph, QuoteBlock, Table
from briefing.export import html
from briefing.export.read_back import html_text
from tests.export.conftest import FIRST_QUOTE, MARKING, words

ALLOWED = frozenset(
    "html head meta title style body a table thead tbody tfoot tr td th p header h1 h2 h3 h4 h5 h6 dl div dt dd "
    "time nav ul ol li main section footer strong em code sup br blockquote figure figcaption span pre caption "
    "colgroup col".split()
)


class Outline(HTMLParser):
    """Tags in order, with their attributes, and a check that they close as they opened."""

    VOID = frozenset({"meta", "br", "col"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_page_is_well_formed_and_of_known_elements_only(issue_brief: Brief, one_page: Brief) -> None:
    for brief in (issue_brief, one_page):
        page = Outline(html.render(brief))
        assert page.open == []
        assert page.comments == []
        assert {tag for tag, _ in page.tags} <= ALLOWED


def test_nothing_is_fetched_and_nothing_runs(issue_brief: Brief) -> None:
    page = html.render(issue_brief)
    outline = Outline(page)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:" in page
    names = {name for _, attrs in outline.tags for name in attrs}
    assert not [name for name in names if name.startswith(("on", "data-", "src"))]
    assert "url(" not in page
    assert "@import" not in page
    for link in outline.all("a"):
        assert re.match(r"#|https?://|mailto:", str(link["href"]))


def test_there_is_one_title_and_no_level_is_skipped(issue_brief: Brief) -> None:
    odd = (Heading(4, words("a")), Heading(2, words("b")), Heading(5, words("c")), Heading(9, words("d")))
    for brief in (issue_brief, replace(issue_brief, blocks=odd)):
        levels = [int(tag[1]) for tag, _ in Outline(html.render(brief)).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_marking_is_the_first_and_the_last_thing_said(issue_brief: Brief) -> None:
    said = html_text(html.render(issue_brief)).split("\n")
    spoken = [line.strip() for line in said if line.strip()]
    assert spoken[1] == MARKING  # after the skip link
    assert spoken[-1] == MARKING


def test_notes_are_linked_both_ways_and_every_target_is_there(issue_brief: Brief) -> None:
    page = Outline(html.render(issue_brief))
    ids = [str(attrs["id"]) for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        href = str(link["href"])
        assert not href.startswith("#") or href[1:] in ids
    roles = [attrs.get("role") for _, attrs in page.tags]
    assert roles.count("doc-noteref") == roles.count("doc-backlink") > 20
    assert roles.count("doc-endnotes") == 1


def test_a_reference_to_no_note_is_a_plain_number(one_page: Brief) -> None:
    page = html.render(replace(one_page, blocks=(Paragraph(words("a", 9)),)))
    assert "<sup>9</sup>" in page


def test_tables_have_captions_and_scopes(issue_brief: Brief) -> None:
    bare = Table("", ("a", "b"), ((words("1"), words("2")),), (1,), row_headers=False)
    page = html.render(replace(issue_brief, blocks=(*issue_brief.blocks, bare)))
    assert page.count("<caption id=") == 2
    assert page.count('scope="row"') == 4 + 8
    assert page.count('scope="col"') == 4 + 2 + 2
    assert 'aria-label="Table"' in page


def test_languages_day_and_paper_are_declared(issue_brief: Brief) -> None:
    page = html.render(replace(issue_brief, paper="us-letter"))
    assert '<html lang="en-GB" dir="ltr">' in page
    assert '<blockquote lang="en" dir="auto">' in page
    assert '<time datetime="2022-08-19">Friday 19 August 2022</time>' in page
    assert "size: letter;" in page
    assert "<time" not in html.render(replace(issue_brief, as_at="2022-08"))
    assert 'dir="rtl"' in html.render(replace(issue_brief, language="ar"))


@pytest.mark.parametrize(("language", "declared"), [("sr-Cyrl", 'lang="sr-Cyrl" '), ("Serbian", ""), ("", "")])
def test_only_what_is_a_language_tag_is_declared_as_one(one_page: Brief, language: str, declared: str) -> None:
    page = html.render(
        replace(one_page, language=language, blocks=(QuoteBlock("q", "x", "S", "D", language=language),))
    )
    assert f'<html lang="{language if declared else "en"}"' in page
    assert f'<blockquote {declared}dir="auto">' in page


def test_a_quote_is_a_figure_with_its_speaker(issue_brief: Brief) -> None:
    page = html.render(issue_brief)
    assert f"<p>“{FIRST_QUOTE}”</p></blockquote>" in page
    assert page.count('<figure class="quote">') == 2
    assert "<figcaption>— Ilka Torvald, chair of the Harbour Talks, 18 August 2022" in page


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "' onclick='x", "{{ 7 * 7 }}", "</style><b>"])
def test_no_field_can_become_markup(one_page: Brief, attack: str) -> None:
    brief = replace(
        one_page,
        title=attack,
        marking=attack,
        language=attack,
        reference=attack,
        meta=((attack, attack),),
        missing=(attack,),
        blocks=(
            QuoteBlock("q", attack, attack, attack, None, attack, attack),
            Callout(attack, (Paragraph(literal(attack)),)),
            ListBlock(((Paragraph(literal(attack)),),)),
            Table(attack, (attack,), ((literal(attack),),), (1,)),
        ),
    )
    page = html.render(brief)
    outline = Outline(page)
    assert {tag for tag, _ in outline.tags} <= ALLOWED
    assert not any(name.startswith("on") for _, attrs in outline.tags for name in attrs)
    assert html_text(page).count(attack) >= 10


def test_an_empty_callout_label_prints_none(one_page: Brief) -> None:
    page = html.render(replace(one_page, blocks=(Callout("", (Paragraph(words("a")),)),), notes=(), contact=""))
    assert '<section class="callout">' in page
    assert "doc-endnotes" not in page.split("</style>")[1]


def test_the_same_brief_gives_the_same_page(issue_brief: Brief) -> None:
    assert html.render(issue_brief) == html.render(issue_brief)


@pytest.mark.parametrize(
    ("marking", "handling", "ground", "lines"),
    [("", "", "", 0), ("PUBLIC", "", "", 1), ("TLP:CLEAR", "Not for the press", "#000000", 3), ("x" * 71, "", "", 2)],
)
def test_paper_keeps_room_for_every_line_of_the_marking(
    one_page: Brief, marking: str, handling: str, ground: str, lines: int
) -> None:
    style = replace(one_page.style, marking_ground=ground)
    page = html.render(replace(one_page, marking=marking, handling=handling, style=style))
    assert f":root {{ --marking-lines: {lines}; }}" in page


def test_the_label_of_a_block_that_stands_out_is_a_heading_and_skips_no_level(one_page: Brief) -> None:
    blocks = (Callout("Bottom line", (Paragraph(words("One.")),)), Heading(4, words("Deep")))
    page = html.render(replace(one_page, blocks=blocks, contents=False))
    assert (
        '<section class="callout" aria-labelledby="callout-1">\n<h2 class="label" id="callout-1">Bottom line</h2>'
        in page
    )
    assert '<h3 id="section-1">Deep</h3>' in page
