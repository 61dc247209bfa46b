"""Briefs of about 40 and 500 pages in each format, against the bare engine on the same words."""

import dataclasses
import io
import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import markdown
import pytest
import typst

from briefing.brief.tree import Brief, Heading, Note, NoteRef, Paragraph, QuoteBlock, Table, Text
from briefing.export import docx, html, json_form, pdf
from briefing.export import markdown as md

Measure = Callable[..., Any]
MOST = 1.5
"""How many times as long as the bare engine an exporter may take."""
SENTENCE = (
    "The desk has read the statement, compared it with what was said the week before, and finds that the parties "
    "keep to their dates while the words around them have become more careful than they were in the spring."
)


def long_brief(chapters: int = 40) -> Brief:
    """A brief that prints on about one page a chapter."""
    blocks: list[object] = []
    notes = []
    for number in range(1, chapters + 1):
        blocks.append(Heading(2, (Text(f"Chapter {number}"),)))
        blocks += [Paragraph((Text(f"{SENTENCE} {SENTENCE}"), NoteRef(number))) for _ in range(5)]
        blocks.append(QuoteBlock(f"q{number}", SENTENCE[:90], "A speaker, in office", "18 August 2022", number))
        rows = tuple(((Text(f"Row {row}"),), (Text(SENTENCE[:60]),)) for row in range(6))
        blocks.append(Table(f"Table {number}", ("What", "Words"), rows, (1.0, 3.0)))
        notes.append(Note(number, (Text(f"A source, number {number}."),)))
    return Brief(
        template="issue-brief",
        title="A long brief",
        marking="SAMPLE",
        language="en",
        as_at="2022-08-19",
        as_at_text="Friday 19 August 2022",
        blocks=tuple(blocks),  # type: ignore[arg-type]
        notes=tuple(notes),
        contents=True,
    )


def bare_markdown(chapters: int = 40) -> str:
    """The same words as Markdown."""
    rows = "\n".join(f"| Row {row} | {SENTENCE[:60]} |" for row in range(6))
    return "\n\n".join(
        f"## Chapter {n}\n\n"
        + "\n\n".join(f"{SENTENCE} {SENTENCE}[^{n}]" for _ in range(5))
        + f"\n\n> {SENTENCE[:90]}\n\n| What | Words |\n|---|---|\n{rows}"
        + f"\n\n[^{n}]: A source, number {n}."
        for n in range(1, chapters + 1)
    )


def bare_typst(chapters: int = 40) -> str:
    """The same words as Typst source, with the same promises (tags, PDF/A, PDF/UA)."""
    rows = ", ".join(f"[Row {row}], [{SENTENCE[:60]}]" for row in range(6))
    head = '#set document(title: "A long brief", date: datetime(year: 2022, month: 8, day: 19))'
    head += '\n#set text(lang: "en", 10pt)\n#outline()\n'
    return head + "\n\n".join(
        f"== Chapter {n}\n\n"
        + "\n\n".join(f"{SENTENCE} {SENTENCE}#footnote[A source, number {n}.]" for _ in range(5))
        + f"\n\n#quote(block: true)[{SENTENCE[:90]}]"
        + f"\n\n#table(columns: (1fr, 3fr), table.header([What], [Words]), {rows})"
        for n in range(1, chapters + 1)
    )


def bare_docx(chapters: int) -> bytes:
    """The same words by python-docx alone, in its own template, without footnotes."""
    from docx import Document

    made = Document()
    for number in range(1, chapters + 1):
        made.add_heading(f"Chapter {number}", 1)
        for _ in range(5):
            made.add_paragraph(f"{SENTENCE} {SENTENCE}")
        made.add_paragraph(SENTENCE[:90], style="Quote")
        made.add_paragraph("A speaker, in office, 18 August 2022")
        table = made.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "What", "Words"
        for row in range(6):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = f"Row {row}", SENTENCE[:60]
        made.add_paragraph(f"A source, number {number}.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bare_json(brief: Brief) -> bytes:
    """The tree as the standard library writes it."""
    return json.dumps(dataclasses.asdict(brief), ensure_ascii=False, indent=1).encode()


def as_html(source: str) -> str:
    """Markdown through python-markdown."""
    return markdown.markdown(source, extensions=["tables", "footnotes", "sane_lists", "fenced_code"])


PAGES = pytest.mark.parametrize(("chapters", "rounds"), [(40, 7), (500, 3)], ids=["40 pages", "500 pages"])


@PAGES
def test_markdown_against_reading_it_back(ratio: Measure, chapters: int, rounds: int) -> None:
    brief, source = long_brief(chapters), bare_markdown(chapters)
    assert ratio(lambda: md.render(brief), lambda: as_html(source), rounds=rounds).times <= MOST


@PAGES
def test_html_against_bare_markdown(ratio: Measure, chapters: int, rounds: int) -> None:
    brief, source = long_brief(chapters), bare_markdown(chapters)
    assert ratio(lambda: html.render(brief), lambda: as_html(source), rounds=rounds).times <= MOST


@PAGES
def test_pdf_against_bare_typst(ratio: Measure, chapters: int, rounds: int) -> None:
    brief, source = long_brief(chapters), bare_typst(chapters).replace("== ", "= ").encode()

    def bare() -> bytes:
        made = typst.compile(source, pdf_standards=["a-2a", "ua-1"])
        assert isinstance(made, bytes)
        return made

    assert ratio(lambda: pdf.render(brief), bare, rounds=rounds).times <= MOST


@PAGES
def test_docx_against_bare_python_docx(ratio: Measure, chapters: int, rounds: int) -> None:
    brief = long_brief(chapters)
    assert ratio(lambda: docx.render(brief), lambda: bare_docx(chapters), rounds=rounds).times <= MOST


@PAGES
def test_json_against_the_standard_library(ratio: Measure, chapters: int, rounds: int) -> None:
    brief = long_brief(chapters)
    assert ratio(lambda: json_form.render(brief), lambda: bare_json(brief), rounds=rounds).times <= MOST


def test_a_pdf_of_500_pages_leaves_the_program_its_memory() -> None:
    """The worker has a memory of its own, which it gives back; the program holds the brief and the finished file."""
    brief = long_brief(500)
    tracemalloc.start()
    try:
        made = pdf.render(brief)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    print(f"\n{made.pages} pages, {len(made.data) / 1e6:.1f} MB, at most {peak / 1e6:.0f} MB in the program")
    assert peak <= 8 * len(made.data)
