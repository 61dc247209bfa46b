"""Where a table breaks on the printed page: never after its caption, and never before one last row."""

from dataclasses import replace

import pytest

from briefing.brief.tree import Block, Brief, Paragraph, Table
from briefing.export import pdf
from tests.export.conftest import words
from tests.export.reading import pdf_pages


def pages_of(brief: Brief, before: int, rows: int) -> list[str]:
    """The pages of so many lines, then a table of so many rows."""
    filler: list[Block] = [Paragraph(words(f"Line {number} of what stands before.")) for number in range(before)]
    told = tuple((words(f"key-{n:02}"), words(f"value-{n:02}")) for n in range(rows))
    table = Table("What it costs", ("Head of keys", "Head of values"), told, (1, 2))
    return pdf_pages(pdf.render(replace(brief, one_page=False, blocks=(*filler, table))).data)


@pytest.mark.parametrize("rows", [5, 14])
def test_a_table_never_breaks_after_its_caption_or_before_one_last_row(one_page: Brief, rows: int) -> None:
    broken = 0
    for before in range(20, 38):
        pages = pages_of(one_page, before, rows)
        found = [sum(f"key-{n:02}" in page for n in range(rows)) for page in pages]
        assert sum(found) == rows
        first = next(number for number, page in enumerate(pages) if "What it costs" in page)
        assert found[first] >= 1, f"the caption is alone after {before} lines"
        shares = [many for many in found if many]
        broken += len(shares) > 1
        assert shares[-1] > 1, f"one row is alone after {before} lines"
    assert broken, "no table had to break"


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_short_table_is_printed_in_full(one_page: Brief, rows: int) -> None:
    text = " ".join(pages_of(one_page, 1, rows))
    assert [text.count(f"key-{n:02}") for n in range(rows)] == [1] * rows


def test_last_rows_too_long_for_one_page_are_not_kept_together(one_page: Brief) -> None:
    long = " ".join(f"word{n:03}" for n in range(350))
    rows = tuple((words(f"key-{n}"), words(long)) for n in range(4))
    table = Table("Long", ("Head of keys", "Head of values"), rows, (1, 1))
    text = " ".join(pdf_pages(pdf.render(replace(one_page, one_page=False, blocks=(table,))).data))
    assert text.count("word349") == 4
