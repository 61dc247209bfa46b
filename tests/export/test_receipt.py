"""The receipt: files read again from the disk, counted, and later held against it."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.brief.prose import literal
from briefing.brief.tree import Brief, Code, Emph, Link, Note, NoteRef, QuoteBlock, Strong, Table, Text
from briefing.desk import Desk
from briefing.errors import ExportError
from briefing.export.counting import Count, Wanted, count, format_of
from briefing.export.files import export_brief
from briefing.export.receipt import Receipt, from_json, make_receipt, to_json, to_text, verify
from tests.export.conftest import FIRST_QUOTE, MARKING, SECOND_QUOTE
from tests.export.reading import pdf_pages
from tests.export.test_hostile import HOSTILE

ALL = ("md", "html", "pdf", "json", "csv")


def pages(path: Path) -> Sequence[str]:
    return pdf_pages(path.read_bytes())


@pytest.fixture
def paths(issue_brief: Brief, tmp_path: Path) -> list[Path]:
    return [file.path for file in export_brief(issue_brief, ALL, tmp_path / "out", stem="brief")]


@pytest.fixture
def receipt(issue_brief: Brief, paths: list[Path]) -> Receipt:
    return make_receipt(issue_brief, paths, profile="Blue", hashes={"q1": "ab" * 32}, page_texts=pages)


def test_everything_is_found_again_in_each_file(receipt: Receipt) -> None:
    assert receipt.problems == ()
    seen = {file.format: (file.quotes, file.notes, file.rows, file.markings) for file in receipt.files}
    both, three, rows = Count(2, 2), Count(3, 3), Count(12, 12)
    assert seen["md"] == seen["html"] == (both, three, rows, Count(2, 2))
    assert seen["json"] == (both, three, rows, Count(1, 1))
    assert seen["csv"] == (both, Count(2, 2), Count(0, 0), Count(2, 2))
    made = next(file for file in receipt.files if file.format == "pdf")
    assert made.pages is not None
    assert seen["pdf"] == (both, three, rows, Count(2 * made.pages, 2 * made.pages))


def test_the_sample_is_found_again(tmp_path: Path) -> None:
    desk = Desk.new_from_sample(tmp_path / "crisis.db", "Anna")
    for template in ("one-page", "issue-brief"):
        brief = desk.compose(template)
        files = [file.path for file in export_brief(brief, ALL, tmp_path / template)]
        assert make_receipt(brief, files, page_texts=pages).problems == ()
    desk.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_found_again(one_page: Brief, tmp_path: Path, text: str) -> None:
    """A receipt must not cry wolf over text that would be markup."""
    line = " ".join(text.split())
    note = Note(1, (Text(line), Emph((Text("slanted"),)), Code("co`de"), Link("http://x.y/_a", (Text(line),))))
    rows = (((*literal(text), NoteRef(1), Strong((Text("s"),))), (Text(line),)), ((Text("–"),), (Text("2"),)))
    brief = replace(
        one_page,
        marking=line,
        blocks=(
            Table("c", ("a", "b"), rows, (1, 1)),
            QuoteBlock("q", line, line, line, 1),
            QuoteBlock("p", line, "", ""),
        ),
        notes=(note,),
    )
    files = [file.path for file in export_brief(brief, ("md", "html", "json", "csv"), tmp_path)]
    assert make_receipt(brief, files).problems == ()


def test_a_pdf_that_nobody_reads_is_said_to_be_unread(issue_brief: Brief, paths: list[Path]) -> None:
    receipt = make_receipt(issue_brief, paths)
    assert [file.format for file in receipt.files if not file.read_back] == ["pdf"]
    assert "not read back" in to_text(receipt)
    assert "Everything was found again, but not looked for in: brief.pdf." in to_text(receipt)
    assert verify(paths[2], to_json(receipt)) == []


def test_a_receipt_comes_back_from_json_and_names_no_place(receipt: Receipt, paths: list[Path]) -> None:
    text = to_json(receipt)
    assert from_json(text) == receipt
    assert json.loads(text)["format"] == "briefing-desk-receipt/1"
    for words in (text, to_text(receipt)):
        assert str(paths[0].parent) not in words
        assert "Tester" not in words
        assert "abababababab" in words
        assert "ab" * 7 not in words


def test_the_receipt_in_words(receipt: Receipt) -> None:
    text = to_text(receipt)
    assert text.startswith(f"{MARKING}\nReceipt of an export\n")
    assert text.endswith(f"\n{MARKING}\n")
    for line in ("Reference: HD/2022/07", "Profile: Blue", "  table rows: 12 of 12", "Everything was found again."):
        assert line in text.split("\n")


@pytest.mark.parametrize("at", range(len(ALL)))
def test_a_file_is_what_its_receipt_says(receipt: Receipt, paths: list[Path], at: int) -> None:
    moved = paths[at].rename(paths[at].with_stem("other"))
    assert verify(moved, to_json(receipt), pages) == []


@pytest.mark.parametrize("end", ["md", "html", "json", "csv"])
def test_an_altered_quote_is_named(receipt: Receipt, paths: list[Path], end: str) -> None:
    path = next(one for one in paths if one.suffix == f".{end}")
    text = path.read_text("utf-8")
    path.write_text(text.replace(FIRST_QUOTE, FIRST_QUOTE.replace("not", "now")), "utf-8", newline="")
    different, lacking = verify(path, to_json(receipt))
    assert "is not the file that was exported" in different
    assert lacking.startswith(f"“brief.{end}” does not show the words of Ilka Torvald")


def test_an_altered_brief_has_its_problems_counted(issue_brief: Brief, paths: list[Path]) -> None:
    page = next(one for one in paths if one.suffix == ".html")
    text = page.read_text("utf-8").replace("Month 3", "Month x").replace("Statistical bulletin", "bulletin")
    page.write_text(text.replace(f'<p class="marking"><strong>{MARKING}</strong></p>', "", 1), "utf-8")
    assert make_receipt(issue_brief, [page]).problems == (
        "“brief.html” shows 2 of 3 notes.",
        "“brief.html” shows 11 of 12 rows of tables.",
        "“brief.html” carries the marking at 1 of 2 places.",
    )


def test_a_pdf_of_another_brief_is_found_out(issue_brief: Brief, receipt: Receipt, tmp_path: Path) -> None:
    other = replace(issue_brief, marking="OTHER", blocks=(QuoteBlock("q1", "other words", "S", "D"),), notes=())
    (file,) = export_brief(other, ["pdf"], tmp_path, stem="brief")
    problems = verify(file.path, to_json(receipt), pages)
    assert "is not the file that was exported" in problems[0]
    assert sum("does not show the words" in one for one in problems) == 2
    assert any("shows 0 of 3 notes" in one for one in problems)
    assert any("carries the marking at 0 of" in one for one in problems)


def test_words_that_go_on_over_a_page_are_found() -> None:
    words = "One long quote that begins here and goes on over the page, "
    wanted = Wanted((words * 3,), (), (), "M")
    texts = [f"M before {words}{words[:30]} 3 M", f"M {words[30:]}{words} after M"]
    assert count("pdf", b"", wanted, texts).quotes == Count(1, 1)
    assert count("pdf", b"", wanted, [texts[0], texts[1].replace("goes", "went", 1)]).quotes == Count(0, 1)


def test_a_document_is_read_by_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    start, end = SECOND_QUOTE[:9], SECOND_QUOTE[9:]
    body = f'<w:p><w:t xml:space="preserve">“{start}</w:t><w:t>{end}&amp;”</w:t></w:p>'
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", body)
        parts.writestr("word/header1.xml", f"<w:p><w:t>{MARKING}</w:t></w:p>")
        parts.writestr("word/footer1.xml", "<w:p><w:t>1</w:t></w:p>")
    seen = count("docx", path.read_bytes(), Wanted((SECOND_QUOTE + "&", FIRST_QUOTE), (), (), MARKING))
    assert (seen.quotes, seen.markings, seen.lacking) == (Count(1, 2), Count(1, 2), (FIRST_QUOTE,))


@pytest.mark.parametrize("end", ["docx", "json", "csv", "md"])
def test_a_broken_file_is_named(receipt: Receipt, tmp_path: Path, end: str) -> None:
    path = tmp_path / f"brief.{end}"
    path.write_bytes(b"\xff\xfe\x00")
    assert len(verify(path, to_json(receipt))) == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "briefing-desk-receipt/1"}', "[" * 100_000])
def test_what_is_no_receipt_is_refused(paths: list[Path], text: str) -> None:
    with pytest.raises(ExportError, match="no receipt of Briefing Desk"):
        verify(paths[0], text)


def test_files_that_cannot_be_read_are_named(receipt: Receipt, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“gone\.md” cannot be read"):
        verify(tmp_path / "gone.md", to_json(receipt))
    with pytest.raises(ExportError, match="in no format"):
        format_of("x.exe")
