"""A brief of about 40 pages as HTML and PDF, against bare `markdown` and bare Typst on the same words."""

from collections.abc import Callable
from typing import Any

import markdown
import typst

from briefing.brief.tree import Brief, Heading, Note, NoteRef, Paragraph, QuoteBlock, Table, Text
from briefing.export import html, pdf

Measure = Callable[..., Any]
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


def test_html_takes_at_most_twice_the_time_of_bare_markdown(ratio: Measure) -> None:
    brief, source = long_brief(), bare_markdown()
    found = ratio(
        lambda: html.render(brief),
        lambda: markdown.markdown(source, extensions=["tables", "footnotes", "sane_lists", "fenced_code"]),
    )
    assert found.times <= 2.0


def test_pdf_takes_at_most_twice_the_time_of_bare_typst(ratio: Measure) -> None:
    brief, source = long_brief(), bare_typst().replace("== ", "= ").encode()

    def bare() -> bytes:
        made = typst.compile(source, pdf_standards=["a-2a", "ua-1"])
        assert isinstance(made, bytes)
        return made

    found = ratio(lambda: pdf.render(brief), bare, rounds=5)
    assert found.times <= 2.0
