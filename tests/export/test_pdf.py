"""The PDF: tagged, marked, counted, the same bytes each time; and what happens when Typst cannot."""

import hashlib
import sys
import time
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from briefing.brief.tree import Brief, Heading, Paragraph, QuoteBlock, Table, Text
from briefing.errors import ExportError
from briefing.export import pdf, typst_worker
from briefing.export.read_back import folded
from briefing.paths import resources
from tests.export.conftest import FIRST_QUOTE, MARKING, SECOND_QUOTE, words
from tests.export.reading import pdf_pages, pdf_reader


def _titles(outline: list[Any]) -> list[str]:
    out: list[str] = []
    for entry in outline:
        out += _titles(entry) if isinstance(entry, list) else [str(entry["/Title"])]
    return out


def test_the_file_declares_standards_tags_language_title_and_outline(issue_brief: Brief) -> None:
    result = pdf.render(issue_brief)
    reader = pdf_reader(result.data)
    root: Any = reader.trailer["/Root"]
    assert result.standards == ("a-2a", "ua-1")
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == issue_brief.title
    assert reader.metadata.author is None
    titles = _titles(reader.outline)
    assert titles[:3] == ["Purpose", "State of play", "Licences for night crossings"]
    assert len(titles) == sum(isinstance(block, Heading) for block in issue_brief.blocks)
    xmp = result.data.decode("latin-1")
    assert "pdfuaid" in xmp
    assert "pdfaid" in xmp


def test_every_page_carries_the_marking_twice_and_its_number(issue_brief: Brief, one_page: Brief) -> None:
    for brief in (issue_brief, one_page):
        result = pdf.render(brief)
        pages = pdf_pages(result.data)
        assert len(pages) == result.pages
        for number, text in enumerate(pages, 1):
            assert text.count(MARKING) == 2
            assert text.count(f"Page {number} of {len(pages)}") == 1


def test_the_marking_is_real_text_at_the_start_and_the_end(issue_brief: Brief) -> None:
    streams = [page.get_contents() for page in pdf_reader(pdf.render(issue_brief).data).pages]
    artifacts = [stream.get_data().count(b"/Artifact") for stream in streams if stream is not None]
    assert len(artifacts) == 3
    assert artifacts[1] > 0


def test_two_runs_are_the_same_bytes(issue_brief: Brief) -> None:
    first, second = (hashlib.sha256(pdf.render(issue_brief).data).hexdigest() for _ in range(2))
    assert first == second


def test_quotes_stand_in_the_text_layer_as_they_are_stored(issue_brief: Brief) -> None:
    text = folded(" ".join(pdf_pages(pdf.render(issue_brief).data)))
    for exact in (FIRST_QUOTE, SECOND_QUOTE):
        assert f"“{exact}”" in text
    assert "— Ilka Torvald, chair of the Harbour Talks, 18 August 2022, after the second round" in text


def test_ligatures_do_not_reach_the_text_layer(one_page: Brief) -> None:
    brief = replace(one_page, blocks=(QuoteBlock("q", "office conflict flow affluent fjord", "S", "D"),))
    assert "office conflict flow affluent fjord" in folded(" ".join(pdf_pages(pdf.render(brief).data)))


def test_a_contents_list_has_page_numbers(issue_brief: Brief) -> None:
    first = pdf_pages(pdf.render(issue_brief).data)[0]
    assert "Contents" in first
    assert "Facts and figures" in first
    assert "Contents" not in pdf_pages(pdf.render(replace(issue_brief, contents=False)).data)[0]


def test_a_note_cited_again_keeps_its_number_and_is_printed_once(issue_brief: Brief) -> None:
    text = folded(" ".join(pdf_pages(pdf.render(issue_brief).data)))
    assert text.count("Statistical bulletin on crossings") == 1
    assert text.count("press notice 14/2022") == 1


def test_notes_keep_the_numbers_of_the_tree_and_uncited_ones_are_listed(one_page: Brief) -> None:
    blocks = (Heading(2, words("Head", 3)), Paragraph(words("a", 2)), Paragraph(words("b", 3, 9)))
    text = folded(" ".join(pdf_pages(pdf.render(replace(one_page, contents=True, blocks=blocks)).data)))
    assert "3Ministry of Transport" in text.replace("3 Ministry", "3Ministry")
    assert text.count("Ministry of Transport") == 1
    assert "Further sources" in text
    assert "The Harbour Gazette" in text


def test_a_table_longer_than_a_page_is_printed_in_full_with_its_head(one_page: Brief) -> None:
    rows = tuple((words(f"row-{n:03d}"), words(f"value {n}")) for n in range(80))
    table = Table("Eighty rows", ("Row key", "Value"), rows, (1, 2))
    result = pdf.render(replace(one_page, one_page=False, blocks=(table,)))
    pages = pdf_pages(result.data)
    text = " ".join(pages)
    assert result.pages > 1
    assert [n for n in range(80) if f"row-{n:03d}" not in text] == []
    assert sum("Row key" in page for page in pages) == sum("row-" in page for page in pages)


def test_one_page_stays_one_page_and_says_so_when_it_cannot(one_page: Brief) -> None:
    assert pdf.page_count(one_page) == 1
    more = tuple(
        Paragraph(words("A sentence that fills a line and a little more of the next one, no more. " * 2))
        for _ in range(7)
    )
    tight = pdf.render(replace(one_page, blocks=one_page.blocks + more))
    assert (tight.pages, tight.warnings) == (1, ())
    assert tight.body_size >= 10.5
    over = pdf.render(replace(one_page, blocks=one_page.blocks + more * 6))
    assert over.pages > 1
    assert "not one, even at 10.5 pt" in over.warnings[0]


def test_paper_and_odd_values_are_borne(one_page: Brief) -> None:
    brief = replace(one_page, paper="us-letter", as_at="2022-08~", language="x-odd", meta=(("To", "x" * 300),))
    result = pdf.render(brief)
    box = pdf_reader(result.data).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)
    assert pdf.render(brief).data == result.data


def test_an_empty_brief_is_a_page() -> None:
    brief = Brief("t", "T", "M", "en", "", "", missing=("Bottom line",), contents=True)
    result = pdf.render(brief)
    assert result.pages == 1
    assert "To be completed: Bottom line" in pdf_pages(result.data)[0]


def test_a_character_without_glyph_is_named_and_the_standards_are_dropped(one_page: Brief) -> None:
    private = chr(0xE000)
    result = pdf.render(replace(one_page, blocks=(Paragraph((Text(f"a {private} b"),)),)))
    assert result.standards == ()
    assert result.missing == private
    assert "U+E000" in result.warnings[0]
    assert "not PDF/UA" in result.warnings[0]


def test_a_font_of_the_computer_may_lend_a_glyph(one_page: Brief) -> None:
    result = pdf.render(replace(one_page, blocks=(Paragraph((Text("smile \U0001f600 end"),)),)))
    assert result.missing == "\U0001f600"
    expected = "A font of this computer" if result.standards else "No font holds"
    assert result.warnings[0].startswith(expected)


def test_many_missing_characters_are_counted() -> None:
    private = "".join(chr(0xE000 + n) for n in range(12))
    result = pdf.render(Brief("t", "T", "M", "en", "2022-08-19", "", blocks=(Paragraph((Text(private),)),)))
    assert "and 4 more" in result.warnings[0]


WORKERS = {
    "killed": ("import os, signal; os.kill(os.getpid(), 9)", "ended before the PDF was finished"),
    "crashed": ("raise SystemExit('out of paper')", "It said: out of paper"),
    "silent": ("pass", "gave no answer"),
    "cut short": ("print('{}')", "incomplete PDF"),
    "refused": ('print(\'{"error": "no such font"}\')', "could not be typeset: no such font"),
    "slow": ("import time; time.sleep(60)", "longer than 0.2 seconds"),
}


@pytest.mark.parametrize("fault", WORKERS)
def test_a_worker_that_fails_gives_a_sentence(one_page: Brief, fault: str) -> None:
    code, sentence = WORKERS[fault]
    with pytest.raises(ExportError, match=sentence):
        pdf.render(one_page, timeout=0.2 if fault == "slow" else 30, worker=(sys.executable, "-c", code))


def test_cancel_ends_the_worker_at_once(one_page: Brief) -> None:
    asked = count()
    began = time.monotonic()
    with pytest.raises(pdf.CancelledExportError, match="stopped"):
        pdf.render(
            one_page,
            cancelled=lambda: next(asked) > 1,
            worker=(sys.executable, "-c", "import time; time.sleep(60)"),
        )
    assert time.monotonic() - began < 5


def test_the_worker_reports_an_error_that_is_no_glyph(tmp_path: Any) -> None:
    template = tmp_path / "t.typ"
    template.write_text('#panic("no")')
    request = {
        "template": str(template),
        "fonts": str(resources() / "fonts"),
        "empty": str(tmp_path),
        "data": "{}",
        "fits": ["{}"],
        "timestamp": 0,
    }
    answer, data = typst_worker.typeset(request)
    assert "panicked" in answer["error"]
    assert data == b""


def test_the_worker_climbs_the_ladder_in_process_too(tmp_path: Any, one_page: Brief) -> None:
    from briefing.export.pdf_data import template_data

    request = {
        "template": str(resources() / "templates" / "brief.typ"),
        "fonts": str(resources() / "fonts"),
        "empty": str(tmp_path),
        "data": template_data(replace(one_page, blocks=(Paragraph((Text(chr(0xE000)),)),))),
        "fits": ['{"size":11,"leading":0.68,"gap":1,"side":22,"top":24,"bottom":25,"table":9}'],
        "timestamp": 0,
    }
    answer, data = typst_worker.typeset(request)
    assert (answer["standards"], answer["missing"], answer["pages"]) == ((), chr(0xE000), 1)
    assert data.startswith(b"%PDF-")


def test_a_brief_of_one_page_knows_how_many_lines_are_free_or_too_many(one_page: Brief, issue_brief: Brief) -> None:
    def lines(count: int) -> pdf.PdfResult:
        return pdf.render(replace(one_page, blocks=tuple(Paragraph((Text("x"),)) for _ in range(count)), notes=()))

    few, more, many, most = (lines(count) for count in (5, 15, 100, 110))
    assert few.lines_over is not None and more.lines_over is not None
    assert few.pages == more.pages == 1 and few.lines_over < more.lines_over - 8 < 0
    assert many.lines_over is not None and most.lines_over is not None
    assert many.pages == 2 and 9 <= most.lines_over - many.lines_over <= 14 and many.lines_over > 0
    assert pdf.render(issue_brief).lines_over is None


def test_what_the_notes_of_a_page_take_is_not_free(one_page: Brief) -> None:
    noted = pdf.render(one_page).lines_over
    bare = pdf.render(replace(one_page, notes=())).lines_over
    assert noted is not None and bare is not None and bare < noted
