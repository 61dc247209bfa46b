"""The DOCX: all that the brief holds, as what it is, marked, with no trace of its maker, the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief.tree import (
    Blocks,
    Brief,
    Changed,
    Heading,
    Link,
    ListBlock,
    Note,
    Paragraph,
    QuoteBlock,
    Sheet,
    Style,
    Table,
    Text,
    replaced,
    walk_blocks,
)
from briefing.errors import ExportError
from briefing.export import docx, docx_pictures
from briefing.export.files import export_brief
from briefing.export.read_back import check_quotes, docx_text
from tests.export.conftest import MARKING, words
from tests.export.test_figures import figure
from tests.export.test_hostile import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = b"\x89PNG"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def root(data: bytes, name: str = "document") -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(parts(data)[f"word/{name}.xml"])


def said(one: Any) -> str:
    return "".join(part.text or "" for part in one.iter(f"{W}t"))


def styled(data: bytes, style: str) -> list[str]:
    found = root(data).iter(f"{W}p")
    return [said(one) for one in found if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]


def test_everything_is_there_as_what_it_is(issue_brief: Brief, one_page: Brief) -> None:
    for brief in (issue_brief, one_page):
        data = docx.render(brief)
        text = docx_text(data)
        blocks = list(walk_blocks(brief.blocks))
        quotes = [block for block in blocks if isinstance(block, QuoteBlock)]
        assert [f"“{one.exact}”" for one in quotes] == styled(data, "Quote")
        tables = [block for block in blocks if isinstance(block, Table)]
        shown = [one for one in root(data).iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblStyle") is not None]
        assert [len(one.findall(f"{W}tr")) for one in shown] == [len(one.rows) + 1 for one in tables]
        for one, table in zip(shown, tables, strict=True):
            assert one.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val").startswith(table.caption)
            assert len(one.findall(f"{W}tr/{W}trPr/{W}tblHeader")) == 1
            assert len(one.findall(f"{W}tr/{W}trPr/{W}cantSplit")) == len(table.rows) + 1
        heads = [block for block in blocks if isinstance(block, Heading)]
        assert sum(len(styled(data, f"Heading{level}")) for level in range(1, 6)) == len(heads)
        assert styled(data, "Title") == [brief.title]
        assert styled(data, "MarkingText") == [MARKING, MARKING]
        assert text.count("Contact: Harbour Desk, ext. 4410") == 1
        reopened = python_docx.Document(io.BytesIO(data))
        assert reopened.paragraphs[1].text == brief.title


def test_no_heading_level_is_skipped_and_the_contents_lead_to_them(issue_brief: Brief) -> None:
    heads = (Heading(5, words("deep")), Heading(2, words("b")), Heading(4, words("c")))
    odd = replace(issue_brief, blocks=heads, notes=())
    data = docx.render(odd)
    assert (styled(data, "Heading1"), styled(data, "Heading2")) == (["deep", "b"], ["c"])
    assert styled(data, "Toc1") + styled(data, "Toc2") == ["deep", "b", "c"]
    anchors = {one.get(f"{W}anchor") for one in root(data).iter(f"{W}hyperlink")}
    assert anchors <= {one.get(f"{W}name") for one in root(data).iter(f"{W}bookmarkStart")}
    assert b"updateFields" not in parts(data)["word/settings.xml"]
    assert [one.get(f"{W}fldCharType") for one in root(data).iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_each_page_is_marked_and_counted(issue_brief: Brief) -> None:
    brief = replace(issue_brief, handling="Not for onward use", version="v3")
    data = docx.render(brief)
    for name in ("header1", "footer1", "footer2"):
        assert said(root(data, name)).startswith(f"{MARKING}Not for onward use")
    foot = root(data, "footer1")
    assert [one.get(f"{W}instr").strip() for one in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "HD/2022/07 · v3 · Friday 19 August 2022" in said(foot)
    assert "Page 1 of 1" in said(foot)
    assert len(root(docx.render(issue_brief), "header1")) == 1


def test_a_marking_in_a_box_has_twelve_points_and_the_line_under_it_can_be_read(one_page: Brief) -> None:
    boxed = Style(marking_ink="#33ff00", marking_ground="#000000")
    found = root(docx.render(replace(one_page, handling="Not for onward use", style=boxed)), "styles")
    looks = {one.get(f"{W}styleId"): one.find(f"{W}rPr") for one in found.iter(f"{W}style")}
    assert looks["Marking"].find(f"{W}sz").get(f"{W}val") == "24"
    assert looks["MarkingText"].find(f"{W}sz").get(f"{W}val") == "24"
    assert looks["Marking"].find(f"{W}color").get(f"{W}val").lower() == "33ff00"
    assert looks["Handling"].find(f"{W}color") is None, "as the text"


def test_a_landscape_sheet_lies_on_its_side_and_upright_pages_follow(one_page: Brief) -> None:
    sheet = Sheet((Heading(2, words("Wide")), Paragraph(words("w"))), landscape=True)
    upright = Sheet((Paragraph(words("new page")),))
    blocks: Blocks = (Paragraph(words("a")), sheet, Paragraph(words("b")), upright)
    data = docx.render(replace(one_page, one_page=False, blocks=blocks, notes=()))
    pages = list(root(data).iter(f"{W}sectPr"))
    assert [one.find(f"{W}pgSz").get(f"{W}orient") for one in pages] == [None, "landscape", None]
    for one in pages:
        assert one.find(f"{W}headerReference") is not None
        assert one.find(f"{W}footerReference") is not None
    assert len(list(root(data).iter(f"{W}pageBreakBefore"))) == 1
    last = docx.render(replace(one_page, blocks=(sheet,), notes=(), contact=""))
    assert [one.find(f"{W}pgSz").get(f"{W}orient") for one in root(last).iter(f"{W}sectPr")] == [None, "landscape"]


def test_a_note_is_one_footnote_and_is_then_referred_to(one_page: Brief) -> None:
    star = Note(0, words("On the name."), "*")
    blocks = (Paragraph(words("a", 1)), Paragraph(words("b", 1, 0)), Paragraph(words("c", 3, 0, 77)))
    data = docx.render(replace(one_page, blocks=blocks, notes=(*one_page.notes, star)))
    notes = root(data, "footnotes").findall(f"{W}footnote")[2:]
    assert [said(one)[:8] for one in notes] == [" The Har", "* On the", "3 Minist"]
    references = list(root(data).iter(f"{W}footnoteReference"))
    assert [one.get(f"{W}customMarkFollows") for one in references] == [None, "1", "1"]
    assert [one.get(f"{W}instr").split()[0] for one in root(data).iter(f"{W}fldSimple")] == ["NOTEREF"]
    assert docx_text(data).count("On the name.") == 1
    assert styled(data, "Heading1") == ["Further sources"]
    assert "press notice 14/2022" in styled(data, "SourceList")[0]


def test_lists_begin_anew_and_numbered_paragraphs_go_on(one_page: Brief) -> None:
    seven = ListBlock(((Paragraph(words("x")),), ()), ordered=True, start=7)
    blocks: Blocks = (seven, seven, *(Paragraph(words("p"), number) for number in (1, 2, 9)))
    numbering = root(docx.render(replace(one_page, blocks=blocks)), "numbering")
    starts = [one.find(f"{W}lvlOverride/{W}startOverride") for one in numbering.findall(f"{W}num")[3:]]
    assert [one.get(f"{W}val") for one in starts] == ["7", "7", "9"]


def test_the_file_tells_title_language_and_marking_and_nothing_of_its_maker(issue_brief: Brief) -> None:
    data = docx.render(issue_brief)
    core = python_docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject, core.language) == (issue_brief.title, MARKING, "en-GB")
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert str(core.created)[:10] == "2022-08-19"
    assert not [name for name in parts(data) if "thumbnail" in name or "app.xml" in name or "custom" in name]
    assert b'lang w:val="en-GB"' in parts(data)["word/styles.xml"]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert data == docx.render(issue_brief)


def test_the_look_is_the_style_of_the_brief(one_page: Brief) -> None:
    style = Style("#123456", "#ffffff", "#000000", "right", sans=True, duplex=True)
    one_page = replaced(
        one_page, lambda part: replace(part, marks=("«", "»")) if isinstance(part, QuoteBlock) else part
    )
    brief = replace(one_page, style=style, paper="us-letter", blocks=(Changed(one_page.blocks),))
    data = docx.render(brief)
    sheet = parts(data)["word/styles.xml"].decode()
    assert all(value in sheet for value in ("123456", "FFFFFF", 'w:fill="000000"', 'w:jc w:val="right"'))
    assert "Source Serif" not in sheet
    assert b"mirrorMargins" in parts(data)["word/settings.xml"]
    assert styled(data, "Quote")[0].startswith("«")
    assert len(list(root(data).iter(f"{W}pBdr"))) > 10
    assert root(data).find(f".//{W}pgSz").get(f"{W}w") == "12240"


def test_languages_from_right_to_left(one_page: Brief) -> None:
    quote = QuoteBlock("q", "نحن هنا 2022 والحوار", "A", "B", language="ar")
    data = docx.render(replace(one_page, blocks=(quote,)))
    assert len(list(root(data).iter(f"{W}bidi"))) == 2
    assert quote.exact in docx_text(data)
    assert b"<w:bidi" in parts(docx.render(replace(one_page, language="ar")))["word/styles.xml"]


def test_pictures_are_images_with_words_for_those_who_do_not_see_them(one_page: Brief) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40" height="10"/></svg>'
    sheet = Sheet((figure("Wide"),), landscape=True)
    brief = replace(one_page, blocks=(figure(), sheet), style=Style(logo=logo))
    data = docx.render(brief)
    told = [one.get("descr") for one in root(data).iter("{*}docPr")]
    assert told == ["Logo", *(f"{name}. Two events, one of them planned." for name in ("Timeline", "Wide"))]
    images = [blob for name, blob in parts(data).items() if "media" in name]
    assert images
    assert all(blob.startswith(PNG) for blob in images)
    assert data == docx.render(brief)
    with pytest.raises(ExportError, match="could not be drawn"):
        docx.render(replace(one_page, style=Style(logo="<svg")))


def test_drawing_can_be_stopped_and_a_silent_worker_is_named() -> None:
    import sys

    drawing = docx_pictures.Drawing("<svg/>", 1, 1)
    with pytest.raises(ExportError, match="stopped"):
        docx_pictures.images([drawing], lambda: True)
    with pytest.raises(ExportError, match="gave no answer"):
        docx_pictures.images([drawing], worker=(sys.executable, "-c", "pass"))


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 3000, "会談 🙂 مرحبا", "a\u2028b\u0085c\u00adz", " two  blanks "])
def test_hostile_text_comes_back(one_page: Brief, text: str) -> None:
    quote = QuoteBlock("q", text, text, text, None, text)
    table = Table(text, (text,), ((words(text),),), (1,))
    blocks: Blocks = (Paragraph(words(text)), quote, table)
    brief = replace(one_page, title=text, marking=text, reference=text, meta=((text, text),), blocks=blocks)
    assert docx_text(docx.render(brief)).count(text) >= 9


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, (*range(9), *range(11, 32), 127)),
                                                                           "\ufffe", "\uffff"])))  # fmt: skip
def test_any_printable_text_comes_back_unchanged(text: str) -> None:
    blocks: Blocks = (QuoteBlock("q", text, "A", "B"), Paragraph((Text(text),)))
    shown = docx_text(docx.render(Brief("t", "T", "M", "en", "", "", blocks=blocks)))
    assert f"“{text}”\n" in shown
    assert f"\n{text}\n" in shown


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_cannot_be_printed_is_refused(one_page: Brief, bad: str) -> None:
    with pytest.raises(ExportError, match="cannot be printed"):
        docx.render(replace(one_page, title=f"a{bad}b"))


def test_addresses_are_links_unless_word_would_call_the_file_damaged(one_page: Brief) -> None:
    addresses = ("https://x.example/a b?c=ü", "http://[bad", "https://x.example/" + "a" * 3000, "mailto:a@b.example")
    blocks = tuple(Paragraph((Link(one, words(one)),)) for one in addresses)
    data = docx.render(replace(one_page, blocks=blocks, notes=()))
    linked = parts(data)["word/_rels/document.xml.rels"].decode()
    assert "a%20b?c=%C3%BC" in linked
    assert "mailto:a@b.example" in linked
    assert "[bad" not in linked
    assert "a" * 3000 not in linked
    assert all(one in docx_text(data) for one in addresses)


def test_much_and_nothing(one_page: Brief) -> None:
    rows = tuple((words(f"row-{n:03d}"), words("v")) for n in range(80))
    chapters = tuple(Heading(3, words(f"Issue {n}")) for n in range(200))
    text = docx_text(docx.render(replace(one_page, blocks=(Table("T", ("a", "b"), rows, (1, 2)), *chapters))))
    assert all(f"row-{n:03d}" in text for n in range(80))
    assert all(f"Issue {n}\n" in text for n in range(200))
    empty = Brief("t", "T", "M", "en", "", "", missing=("Bottom line",), contents=True)
    assert "To be completed: Bottom line" in docx_text(docx.render(empty))


def test_the_file_is_written_and_read_again(one_page: Brief, tmp_path: Any) -> None:
    (file,) = export_brief(one_page, ["Word"], tmp_path)
    assert file.path.suffix == ".docx"
    check_quotes(one_page, "docx", docx_text(file.path.read_bytes()))
    with pytest.raises(ExportError, match="Word file does not show the words"):
        check_quotes(one_page, "docx", docx_text(file.path.read_bytes()).replace("yet …", "yet  …"))
