"""What proves the quotes of a brief, as plain data: made by `evidence_of`, packed by `export/evidence.py`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CitedQuote:
    """A quote and where it stands: `exact` is `text[start:end]` of the archived text, in Unicode code points.

    `passage` is the part of that text from `passage_start` on which holds the quote and what is around it;
    `publication` and `issued` (EDTF) are those of the source.
    """

    id: str
    exact: str
    speaker: str
    start: int
    end: int
    prefix: str
    suffix: str
    text_sha256: str
    source_title: str
    publication: str
    issued: str
    passage: str
    passage_start: int


@dataclass(frozen=True)
class Evidence:
    """The quotes of a brief, and whole archived texts by their SHA-256: only a whole text proves its hash."""

    quotes: tuple[CitedQuote, ...]
    texts: Mapping[str, str]

    def hashes(self) -> dict[str, str]:
        """The hash of the archived text of each quote, by the id of the quote: what a receipt asks for."""
        return {quote.id: quote.text_sha256 for quote in self.quotes}
