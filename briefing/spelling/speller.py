"""What is misspelt in a text, and what was probably meant: the dictionary, and the words that the store knows.

Responsible for: names and own words, capitals, possessives, hyphens, accents, and remembering what was looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Protocol

from briefing.spelling.words import (
    APOSTROPHES,
    Span,
    compounds,
    is_english_matter,
    parts,
    plain,
    stem_of,
    unaccented,
)
from briefing.store.folding import fold

_REMEMBERED = 50_000
_LONG_WORD = 7
_FORMS = frozenset(
    "ante anti arch bi bio co counter cross cyber de demi di dis eco electro ethno euro ex extra fore franco geo"
    " hydro hyper in inter intra kilo macro mega meta micro mid mini mis mono multi narco neo non out over pan para"
    " petro poly post pre pro proto pseudo psycho quasi re semi serbo sino socio sub super tele trans tri turbo ultra"
    " un under uni up vice".split()
)
"""What stands before a hyphen without being a word."""


class WordList(Protocol):
    """What a speller asks of a dictionary."""

    trade: tuple[str, ...]

    def knows(self, word: str) -> bool:
        """Whether a word is right."""
        ...

    def suggest(self, word: str) -> list[str]:
        """What it could have been."""
        ...


class Known:
    """The words that a store knows besides the dictionary. Never changes; making one of many names takes time."""

    def __init__(self, names: Iterable[str] = (), own: Iterable[str] = ()) -> None:
        """Take the words of `names`, and the `own` words of the store."""
        found = {plain(part.text) for name in names for one in compounds(name) for part in (one, *parts(one))}
        self.words = frozenset({stem_of(one) for one in found} | found | {plain(word) for word in own})
        self.by_folded: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            if is_english_matter(word):
                self.by_folded[fold(word)].append(word)


class Speller:
    """Checks texts. `learn` what the store knows; `ignore` lasts as long as the speller. One thread at a time."""

    def __init__(self, dictionary: WordList) -> None:
        """A speller that knows the dictionary, and nothing of a store."""
        self._dictionary = dictionary
        self._ignored: set[str] = set()
        self._known = Known()
        self._trade = Known(own=dictionary.trade)
        self._plain_trade = frozenset(unaccented(word) for word in self._trade.words)
        self._right: dict[str, bool] = {}

    def learn(self, known: Known) -> None:
        """Take these words for right from now on, and no others that were learnt before."""
        self._known = known
        self._right.clear()

    def ignore(self, word: str) -> None:
        """Take a word for right for now."""
        self._ignored.add(stem_of(word))
        self._right.clear()

    def misspelt(self, text: str) -> list[Span]:
        """The words of a text that are not right, in order."""
        return [wrong for compound in compounds(text) for wrong in self._wrong(compound)]

    def _wrong(self, compound: Span) -> list[Span]:
        if self.is_right(compound.text):
            return []
        pieces = list(parts(compound))
        if len(pieces) == 1:
            return pieces
        if plain(pieces[0].text).lower() in _FORMS and self.is_right("".join(piece.text for piece in pieces)):
            return []  # co-ordinator
        return [
            piece
            for at, piece in enumerate(pieces)
            if not self.is_right(piece.text) and not (at < len(pieces) - 1 and plain(piece.text).lower() in _FORMS)
        ]

    def is_right(self, word: str) -> bool:
        """Whether a word needs no mark."""
        known = self._right.get(word)
        if known is None:
            if len(self._right) > _REMEMBERED:
                self._right.clear()
            known = self._right[word] = self._look_up(plain(word))
        return known

    def _look_up(self, word: str) -> bool:
        if not is_english_matter(word):
            return True
        if self._in_lists(word) or self._dictionary.knows(word):
            return True
        stem = stem_of(word)
        if stem != word and (self._in_lists(stem) or self._dictionary.knows(stem)):
            return True
        return not word.isascii() and self._dictionary.knows(unaccented(word))

    def _in_lists(self, word: str) -> bool:
        forms = (word, word[:1].lower() + word[1:]) if word[:1].isupper() else (word,)
        lists = (self._known.words, self._ignored, self._trade.words, self._plain_trade)
        return any(form in words for form in forms for words in lists)

    def suggestions(self, word: str, at_most: int = 5) -> list[str]:
        """What was probably meant, the likeliest first, with the possessive and the apostrophe of the word."""
        written = plain(word)
        stem = stem_of(word)
        alike, near, farther = self._names_like(stem)
        found = [*alike, *near, *self._dictionary.suggest(stem), *farther]
        ending = written[len(stem) :]
        curly = next((one for one in word if one in APOSTROPHES[1:]), "")
        kept: list[str] = []
        for one in found:
            whole = one + ending
            whole = whole.replace("'", curly) if curly else whole
            if whole not in kept and whole != word:
                kept.append(whole)
        return kept[:at_most]

    def _names_like(self, stem: str) -> tuple[list[str], list[str], list[str]]:
        """Words of the store and the trade: those that differ in accents and capitals only, in one letter, in two."""
        folded = fold(stem)
        lists = (self._known.by_folded, self._trade.by_folded)
        alike = [word for words in lists for word in words.get(folded, ())]
        near: list[str] = []
        farther: list[str] = []
        for other, words in chain.from_iterable(one.items() for one in lists):
            if other == folded or other[:1] != folded[:1] or abs(len(other) - len(folded)) > 2:
                continue
            steps = _steps(folded, other)
            if steps == 1:
                near += words
            elif steps == 2 and len(folded) >= _LONG_WORD:
                farther += words
        return alike, near, farther


def _steps(one: str, other: str) -> int:
    """How many letters are put in, left out, changed or exchanged with their neighbour from one word to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
    return row[-1]
