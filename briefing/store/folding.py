"""Folding for search: Vučić, Vucic and Вучић become one, in text and in query.

SQLite's unicode61 tokenizer removes diacritics but does not join scripts, đ, ł, ß or ligatures. The words that
need more are indexed a second time in their folded form (`extra_words`), and a query is folded the same way.
Đ is written dj and d by turns, so a word with either is also found under the other.
The transliteration is that of Serbian and Macedonian Cyrillic to Latin (ISO 9 leaves đ, lj, nj apart).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from briefing.rules.pieces import whole_words

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
            (
                "g",
                "k",
                "dz",
                "i",
                "y",
                "e",
                "iu",
                "ia",
                "shch",
                "",
                "",
                "ie",
                "i",
                "i",
                "g",
            ),
            strict=True,
        )
    )
    | dict(zip("đðøłßæœþıςſ", ("dj", "d", "o", "l", "ss", "ae", "oe", "th", "i", "σ", "s"), strict=True))
)
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")  # as unicode61 cuts: letters, digits and their accents
_ALIKE = "Ѐ-ԯͰ-Ͽἀ-῿آ-ئۀ-ۓđĐðÐøØłŁßẞæÆœŒþÞıſǄ-ǌǠ-ǣǮ-ǳǼ-ǿﬀ-ﬆ"
_NEEDS_FOLDING = re.compile(f"[{_ALIKE}]|dj|DJ|Dj")
_LIGATURE = re.compile("[Ǆ-ǌǱ-ǳﬀ-ﬆ]")
_SHORT = 3  # letters from which a word is also looked for with d for dj
_MOST_WORDS = 16
_LONGEST_WORD = 64


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
    apart = unicodedata.normalize("NFKD", letter) if _LIGATURE.match(letter) else unicodedata.normalize("NFD", letter)
    bare = "".join(c for c in apart if not unicodedata.combining(c))  # NFKD alone would make ² a 2
    return "".join(_LETTERS.get(c, c) for c in bare)


def forms(word: str) -> tuple[str, ...]:
    """The folded spellings under which `word` is found: Đurić → djuric, duric."""
    folded = fold(word)
    plain = folded.replace("dj", "d")
    return (folded, plain) if plain != folded and len(plain) >= _SHORT else (folded,)


def extra_words(text: str) -> str:
    """The folded forms of those words of `text` that the tokenizer alone cannot bring together."""
    parts = (part for part in whole_words(text) if _NEEDS_FOLDING.search(part))
    words = (word for part in parts for word in _WORD.findall(part) if _NEEDS_FOLDING.search(word))
    return " ".join(form for word in words for form in forms(word) if form != word.lower())


def query_words(query: str) -> list[tuple[str, ...]]:
    """The words of a query, each as its folded spellings; a very long query is cut."""
    words = (_WORD.findall(fold(word)) for word in _WORD.findall(query)[: 4 * _MOST_WORDS])
    unique = dict.fromkeys(forms(part[:_LONGEST_WORD]) for parts in words for part in parts)
    return list(unique)[:_MOST_WORDS]


def spellings(query: str) -> list[str]:
    """Every folded spelling of every word of a query."""
    return [one for word in query_words(query) for one in word]


def match_expression(query: str) -> str:
    """An FTS5 MATCH expression: every word of `query`, as a prefix; empty where there is no word.

    The words hold letters and digits only and stand in quotation marks, so no operator of FTS5 gets through.
    """
    return " AND ".join(_any_of(word) for word in query_words(query))


def _any_of(word: tuple[str, ...]) -> str:
    tests = " OR ".join(f'"{one}"*' for one in word)
    return f"({tests})" if len(word) > 1 else tests


def marked_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Start and end of every word of `text` that a word of `query` begins, for showing what was found."""
    return list(_spans(text, spellings(query)))


def first_span(text: str, wanted: Sequence[str]) -> tuple[int, int] | None:
    """A word of `text` that one of `wanted` begins: one in plain Latin letters, else the first of any."""
    lower = text.lower()
    if len(lower) == len(text):  # else the places would not agree
        for word in wanted:
            place = lower.find(word)
            while place > 0 and lower[place - 1].isalnum():
                place = lower.find(word, place + 1)
            if place >= 0:
                found = _WORD.match(text, place)
                return (place, found.end()) if found else None
    if text.isascii() and "dj" not in lower:
        return None
    return next(_spans(text, wanted), None)


def _spans(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    beginnings = tuple(wanted)
    for word in _WORD.finditer(text):
        if any(form.startswith(beginnings) for form in forms(word[0])):
            yield word.start(), word.end()
