"""Each form made of the sample, in each format: every quote, row, note and marking of the tree is there, counted."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.brief.tree import Brief, NoteRef, QuoteBlock, Run, Table, plain, walk_blocks
from briefing.desk import Desk
from briefing.export import docx
from briefing.export.counting import Count, docx_words
from briefing.export.files import export_brief
from briefing.export.receipt import make_receipt
from briefing.model import Quote
from tests.export.reading import all_words, pdf_pages, squeezed

NAMES = ("one-page", "issue-brief", "meeting-brief", "quote-sheet", "submission")
FORMATS = ("md", "html", "pdf", "docx", "json", "csv")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("forms") / "crisis.db", "Anna")
    yield opened
    opened.close()


def quotes_of(brief: Brief) -> list[QuoteBlock]:
    return [block for block in walk_blocks(brief.blocks) if isinstance(block, QuoteBlock)]


def tables_of(brief: Brief) -> list[Table]:
    return [block for block in walk_blocks(brief.blocks) if isinstance(block, Table)]


def stretches(cell: tuple[Run, ...]) -> list[str]:
    """The words of a cell between its references to notes, each as readers show it."""
    whole = "".join("\0" if isinstance(run, NoteRef) else plain((run,)) for run in cell)
    return [squeezed(words) for words in whole.split("\0") if squeezed(words)]


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_a_form_is_counted_in_every_file_of_it(desk: Desk, name: str, tmp_path: Path) -> None:
    brief = compose(desk, Order(name))
    quotes = len(quotes_of(brief))
    rows = sum(len(table.rows) for table in tables_of(brief))
    assert quotes
    assert rows
    files = [file.path for file in export_brief(brief, FORMATS, tmp_path)]
    receipt = make_receipt(brief, files, page_texts=lambda path: pdf_pages(path.read_bytes()))
    assert receipt.problems == ()
    for file in receipt.files:
        assert file.quotes == Count(quotes, quotes), file.name
        if file.format == "csv":  # the sheet of the quotes, each with its source and the marking
            assert file.notes == file.markings == Count(quotes, quotes)
            continue
        assert file.rows == Count(rows, rows), file.name
        assert file.notes == Count(len(brief.notes), len(brief.notes)), file.name
        places = {"json": 1, "pdf": 2 * (file.pages or 0)}.get(file.format, 2)
        assert file.markings == Count(places, places), file.name


@pytest.mark.parametrize("name", NAMES)
def test_readers_that_are_not_ours_show_the_words_of_a_form(desk: Desk, name: str) -> None:
    brief = compose(desk, Order(name))
    shown = {reader: squeezed(words) for reader, words in all_words(brief).items()}
    with zipfile.ZipFile(io.BytesIO(docx.render(brief))) as parts:
        inner = [one for one in parts.namelist() if one.startswith("word/") and one.endswith(".xml")]
        shown["docx"] = squeezed("".join(docx_words(parts.read(one).decode()) for one in inner))
    wanted = Counter(squeezed(quote.exact) for quote in quotes_of(brief))
    wanted |= Counter(squeezed(desk.get(Quote, one).exact) for one in brief.quotes)  # those in lines too
    wanted += Counter(
        words for table in tables_of(brief) for row in table.rows for cell in row for words in stretches(cell)
    )
    wanted += Counter(squeezed(plain(note.runs)) for note in brief.notes)
    wanted[squeezed(brief.marking)] = 2
    for reader, words in shown.items():
        assert [one for one, times in wanted.items() if words.count(one) < times] == [], reader
