"""Folding for search: Vučić, Vucic and Вучић become one, in text and in query.

SQLite's unicode61 tokenizer removes diacritics but does not join scripts, đ, ł or ß. The words that need
more are indexed a second time in their folded form (`extra_words`), and a query is folded the same way.
The transliteration is that of Serbian and Macedonian Cyrillic to Latin (ISO 9 leaves đ, lj, nj apart).
"""

import re
import unicodedata
from types import MappingProxyType

_CYRILLIC = dict(
    zip(
        "абвгдежзијклмнопрстћуфхцчшђљњџ",
        "a b v g d e z z i j k l m n o p r s t c u f h c c s dj lj nj dz".split(),
        strict=True,
    )
)
_LETTERS = MappingProxyType(
    _CYRILLIC
    | dict(
        zip(
            "ѓќѕйыэюящъьєіїґ",
            ("g", "k", "dz", "i", "y", "e", "iu", "ia", "shch", "", "", "ie", "i", "i", "g"),
            strict=True,
        )
    )
    | dict(zip("đðøłßæœþı", ("dj", "d", "o", "l", "ss", "ae", "oe", "th", "i"), strict=True))
)
_WORD = re.compile(r"\w+")
_NEEDS_FOLDING = re.compile("[Ѐ-ӿđĐðøØłŁßæÆœŒþı]")
_DJ = re.compile("[đђ]")


def fold(text: str) -> str:
    """`text` in lower-case Latin letters without diacritics; characters of other scripts stay."""
    text = text.lower()
    if text.isascii():
        return text
    return "".join(_fold_one(letter) for letter in text)


def _fold_one(letter: str) -> str:
    if letter.isascii():
        return letter
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in bare)


def _forms(word: str) -> list[str]:
    lower = word.lower()
    forms = [fold(lower)]
    if _DJ.search(lower):  # people write Đurić as Djuric and as Duric
        forms.append(fold(_DJ.sub("d", lower)))
    return forms


def extra_words(text: str) -> str:
    """The folded forms of those words of `text` that the tokenizer alone cannot bring together."""
    if not _NEEDS_FOLDING.search(text):
        return ""
    words = (word for word in _WORD.findall(text) if _NEEDS_FOLDING.search(word))
    return " ".join(form for word in words for form in _forms(word))


def query_words(query: str) -> list[str]:
    """The folded words of a query."""
    return [word.replace("_", " ").strip() or word for word in _WORD.findall(fold(query)) if word.strip("_")]


def match_expression(query: str) -> str:
    """An FTS5 MATCH expression: every word of `query`, as a prefix; empty where there is no word."""
    return " ".join(f'"{word}"*' for word in query_words(query))


def marked_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Start and end of every word of `text` that a word of `query` begins, for showing what was found."""
    wanted = tuple(query_words(query))
    if not wanted:
        return []
    return [
        (word.start(), word.end())
        for word in _WORD.finditer(text)
        if any(form.startswith(wanted) for form in _forms(word[0]))
    ]
