"""Which parts of a text are words that a speller of English looks at, and where they stand.

Responsible for: leaving out addresses, references, code, marks of Markdown, numbers, abbreviations in capitals and
words of other scripts. Refuses to: know whether a word is right. Positions are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑"
_LONGEST = 60  # what is longer is no word
_INNER = r"(?:[^\W_]|[\u0300-\u036f\u00ad])"
_PIECE = rf"[^\W_]{_INNER}*(?:[{APOSTROPHES}]{_INNER}+)*"
_COMPOUND = re.compile(rf"{_PIECE}(?:[{_HYPHENS}]{_PIECE})*")
_PART = re.compile(_PIECE)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[^\n\u2029]*$|\Z)", re.MULTILINE | re.DOTALL)
_NOT_WORDS = re.compile(
    r"\{\{[^}\n]*(?:\}\})?"  # a reference, also one that is being written
    r"|(?<!`)(`++)(?:[^\n]{0,500}?[^`\n])?\1(?!`)"
    r"|<[^<>\s][^<>\n]*>"
    r"|\]\([^)\s]*\)?|^\[[^\]\n]+\]:\s*\S+"
    r"|\b(?:https?://|ftp://|mailto:|file:|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*"
    r"|[@#][^\W\d]\w*"
    r"|(?<!\w)(?:[A-Za-z]:)?[\\/]\w[^\s]*[\\/]\S*"
    r"|(?<![\w-])\w[\w-]*+(?:\.\w[\w-]*+)+"  # example.org, report.pdf, e.g
    r"|\b[^\W_]+(?:_[^\W_]+)+\b"
    r"|&#?\w+;",
    re.MULTILINE,
)


class Span(NamedTuple):
    """A word at its place."""

    start: int
    end: int
    text: str


def compounds(text: str) -> Iterator[Span]:
    """The words of a text in order; what hyphens join is one of them."""
    barred = _barred(text)
    at = 0
    for found in _COMPOUND.finditer(text):
        while at < len(barred) and barred[at][1] <= found.start():
            at += 1
        if at < len(barred) and barred[at][0] < found.end():
            continue
        yield Span(found.start(), found.end(), found[0])


def parts(compound: Span) -> Iterator[Span]:
    """What hyphens join, each by itself."""
    for found in _PART.finditer(compound.text):
        yield Span(compound.start + found.start(), compound.start + found.end(), found[0])


def fenced(text: str) -> list[tuple[int, int]]:
    """Where blocks of code stand; cheap where there are none."""
    return [found.span() for found in _FENCE.finditer(text)] if "```" in text or "~~~" in text else []


def _barred(text: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in _NOT_WORDS.finditer(text)] + fenced(text)
    return sorted(spans)


def plain(word: str) -> str:
    """A word as word lists write it: composed, with the typewriter's apostrophe, without soft hyphens."""
    if word.isascii():
        return word
    word = unicodedata.normalize("NFC", word.replace("\u00ad", ""))
    for apostrophe in APOSTROPHES[1:]:
        word = word.replace(apostrophe, "'")
    return word


def stem_of(word: str) -> str:
    """A word without the apostrophe and s of a possessive."""
    word = plain(word)
    return word[:-2] if word[-2:].lower() == "'s" else word


def is_english_matter(word: str) -> bool:
    """Whether a speller of English has anything to say on a word (in its plain form)."""
    stem = stem_of(word)
    if not 2 <= len(stem) <= _LONGEST or any(one.isdigit() for one in stem):
        return False
    bare = stem.removesuffix("s")
    if bare.isupper():  # EU, MPs, UN's
        return False
    return stem.isascii() or all(_latin(one) for one in stem if one.isalpha())


@lru_cache(maxsize=1024)
def _latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


def unaccented(word: str) -> str:
    """A word without its accents: café → cafe. Letters of their own, such as đ and ł, stay."""
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))
