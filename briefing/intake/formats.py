"""Which format a file is in, by its ending, and for a file without one by its first bytes; how much of it is read.

Refuses to read anything.
"""

from enum import StrEnum
from pathlib import PurePath

from briefing.errors import IntakeError
from briefing.wording import say


class Format(StrEnum):
    """What can be taken in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PAGE = "html"
    SAVED = "mhtml"
    PDF = "pdf"
    DOCX = "docx"
    MAIL = "mail"
    LINK = "link"


ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    "": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.PAGE,
    ".htm": Format.PAGE,
    ".xhtml": Format.PAGE,
    ".mht": Format.SAVED,
    ".mhtml": Format.SAVED,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".eml": Format.MAIL,
    ".url": Format.LINK,
    ".webloc": Format.LINK,
    ".desktop": Format.LINK,
}
TEXT_LIMIT = 25_000_000
"""Bytes of a text or a page that can be taken in."""
FILE_LIMIT = 100_000_000
"""Bytes of a PDF, a Word file or an e-mail, which hold pictures too."""
_BINARY = frozenset({Format.PDF, Format.DOCX, Format.MAIL, Format.SAVED})
_MAGIC = ((b"%PDF-", Format.PDF), (b"<!doctype html", Format.PAGE), (b"<html", Format.PAGE))


def format_by_name(name: str) -> Format:
    """The format that the ending of a file says. Raises IntakeError where no reader knows it."""
    found = ENDINGS.get(PurePath(name).suffix.lower())
    if found is None:
        raise IntakeError(
            say(
                "“%1” cannot be taken in: plain text (.txt, .md), web pages (.html, .mhtml), PDF, Word files (.docx), "
                "e-mails (.eml) and link files (.url, .webloc) can. Please save it as one of these first. "
                "Nothing was changed.",
                name,
            )
        )
    return found


def format_of(data: bytes, name: str) -> Format:
    """The format of a file; one without an ending is known by its beginning. Raises IntakeError."""
    by_name = format_by_name(name)
    if PurePath(name).suffix:
        return by_name
    head = data[:64].lstrip().lower()
    return next((kind for magic, kind in _MAGIC if head.startswith(magic.lower())), by_name)


def limit_of(kind: Format) -> int:
    """How many bytes of such a file can be taken in."""
    return FILE_LIMIT if kind in _BINARY else TEXT_LIMIT
