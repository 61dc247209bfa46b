"""What a reader sees of an export: the words of a Markdown, HTML or PDF file, with white space folded."""

import io
import re

import pypdf

from briefing.brief.tree import Brief
from briefing.export import html, markdown, pdf
from briefing.export.read_back import folded, html_text


def markdown_words(source: str) -> str:
    """The words of `source` as python-markdown shows them, with raw HTML let through as readers do."""
    from markdown import Markdown

    page = Markdown(extensions=["tables", "footnotes", "sane_lists", "fenced_code"]).convert(source)
    return folded(html_text(re.sub(r"<br ?/?>|</(?:p|li|td|th|tr|h\d)>", " ", page)))


def commonmark_words(source: str) -> str:
    """The words of `source` as a CommonMark reader with tables and strike-through shows them."""
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    return folded(html_text(re.sub(r"<br ?/?>|</(?:p|li|td|th|tr|h\d)>", " ", page)))


def html_words(page: str) -> str:
    return folded(html_text(page))


def pdf_reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, by Qt's PDF reader: the one our window uses."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtPdf import QPdfDocument

    kept = QByteArray(data)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    buffer.close()
    return pages


def all_words(brief: Brief) -> dict[str, str]:
    """The words of `brief` in every format and reader."""
    source = markdown.render(brief)
    return {
        "markdown": markdown_words(source),
        "commonmark": commonmark_words(source),
        "html": html_words(html.render(brief)),
        "pdf": folded(" ".join(pdf_pages(pdf.render(brief).data))),
    }


def squeezed(text: str) -> str:
    """`text` without white space and without what no reader shows: for words that were broken over lines."""
    return re.sub(r"[\s\u200b\u202a-\u202e\u2066-\u2069]+", "", text)
