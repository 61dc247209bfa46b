"""Noun phrases around a place of a sentence: “the EU’s top diplomat”, “a spokesman for Mr Kurti”, “he”.

Responsible for: where such a phrase begins and ends, and which word is its head.
Refuses to: say what the phrase does in its sentence (`clauses.py`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import NOMINAL, Word

_LEFT = NOMINAL | {"'s", "det", "poss"}
_MOST = 14


class Phrase(NamedTuple):
    """Words `first` to before `last`; `head` is the word that says who it is."""

    first: int
    last: int
    head: int


def is_named(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether the head of a phrase is a name."""
    return words[phrase.head].tag == "name"


def text_span(words: Sequence[Word], phrase: Phrase) -> tuple[int, int]:
    """The slice of the text that a phrase is."""
    return words[phrase.first].start, words[phrase.last - 1].end


def phrase_before(words: Sequence[Word], end: int, floor: int, known: Lexicon) -> Phrase | None:
    """The phrase whose last word stands just before `end`, not reaching before `floor`; without complements."""
    last = end - 1
    if last >= floor and words[last].tag == "det" and end < len(words) and words[end].low == "of":
        return Phrase(last, end, last)  # one of them
    if last < floor or words[last].tag not in NOMINAL:
        return None
    if words[last].tag == "pron":
        return Phrase(last, end, last)
    first = last
    while first > floor and last - first < _MOST and _goes_left(words, first, last, known):
        first -= 1
        if words[first].tag in ("det", "poss") and not _is_particle(words, first, known):
            break
    first = _trimmed(words, first, last)
    return Phrase(first, end, _head(words, first, end, known))


def _goes_left(words: Sequence[Word], first: int, last: int, known: Lexicon) -> bool:
    word, this = words[first - 1], words[first]
    if this.tag in ("name", "prep", "det") and _is_particle(words, first - 1, known):
        return True
    if this.tag == "prep" and not _is_particle(words, first, known):
        return False
    if word.tag == "title" and this.tag == "name" and first < last:
        return True
    if word.tag == "adv" and first > 1 and words[first - 2].tag in ("det", "poss"):
        return True  # “the second paragraph”
    if word.tag not in _LEFT or word.tag == "pron":
        return False
    if word.tag == "name" and this.tag == "title" and this.low.rstrip(".") in ("mr", "mrs", "ms"):
        return False
    return word.tag != "'s" or first - 2 >= 0


def _is_particle(words: Sequence[Word], place: int, known: Lexicon) -> bool:
    """Whether a small word is that of a name: “Ursula von der Leyen”."""
    if words[place].low not in known.particles or not words[place].text.islower():
        return False
    many = 1
    while place > 0 and words[place - 1].low in known.particles and words[place - 1].text.islower() and many < 4:
        place, many = place - 1, many + 1
    return place > 0 and words[place - 1].tag == "name" and (words[place - 1].low in known.given or many > 1)


def _trimmed(words: Sequence[Word], first: int, last: int) -> int:
    """Past small words that are no part of a name: “cheered Kurti” is Kurti; a determiner keeps them all."""
    if words[first].tag in ("det", "poss"):
        return first
    while first < last and words[first].tag in ("'s", "num") and words[last].tag == "name":
        first += 1
    if words[last].tag == "name":
        while first < last and words[first].tag == "word":
            first += 1
    return first


def _head(words: Sequence[Word], first: int, last: int, known: Lexicon) -> int:
    head = last - 1
    while head > first and (words[head].low in known.suffixes or words[head].tag in ("num", "'s")):
        head -= 1
    if known.elided and words[head].tag == "word":  # French adjectives follow: “la ministre allemande”
        return next((at for at in range(head - 1, first - 1, -1) if words[at].tag in ("role", "name")), head)
    return head


def phrase_after(words: Sequence[Word], start: int, ceiling: int, known: Lexicon) -> Phrase | None:
    """The phrase that begins at `start`, before `ceiling`; without complements."""
    place = start
    if place < ceiling and words[place].tag == "pron":
        return Phrase(place, place + 1, place)
    while place < ceiling and words[place].tag in ("det", "poss"):
        place += 1
    begin = place
    while place < ceiling and place - start < _MOST and _goes_right(words, place, begin, ceiling, known):
        place += 1
    while place > begin and words[place - 1].tag == "'s":
        place -= 1
    if place == begin:
        some = start < place < ceiling and words[place].low == "of"
        return Phrase(start, place, place - 1) if some else None
    return Phrase(start, place, _head(words, begin, place, known))


def _goes_right(words: Sequence[Word], place: int, begin: int, ceiling: int, known: Lexicon) -> bool:
    word = words[place]
    if word.tag == "'s":
        return place > begin
    if word.low in known.particles and place + 1 < ceiling and words[place + 1].tag == "name" and place > begin:
        before = words[place - 1]
        return before.tag == "name" or bool(known.titles.get(before.low)) or before.low in known.particles
    if word.tag not in NOMINAL or word.tag == "pron":
        return False
    if place > begin and words[place - 1].tag == "name" and word.tag in ("word", "num"):
        if _describes(words[place - 1].low, known):
            return True
        return any(
            one.tag in ("name", "role") and all(x.tag in NOMINAL for x in words[place : place + ahead])
            for ahead, one in enumerate(words[place + 1 : min(place + 4, ceiling)], 1)
        )
    return True


def _describes(low: str, known: Lexicon) -> bool:
    """Whether a word with a capital is an adjective: “European affairs”."""
    return low in known.demonyms or low in known.not_names or low.endswith(("ean", "ian", "ish", "ese", "’s"))


def with_complements(words: Sequence[Word], phrase: Phrase, ceiling: int, known: Lexicon) -> Phrase:
    """The phrase with what belongs to its head behind it: “for Mr Kurti”, “of the ministry”."""
    last = phrase.last
    for _ in range(0 if words[phrase.head].tag == "pron" else 4):
        if last >= ceiling or words[last].low not in known.complements:
            break
        more = phrase_after(words, last + (words[last].tag != "det"), ceiling, known)
        if more is None:
            own = last + 1 < ceiling and words[last].low == "of" and words[last + 1].tag == "poss"
            last += 2 if own else 0  # “a colleague of his”
            break
        last = more.last
        if last + 1 < ceiling and words[last].low == "and" and words[last].tag == "conj":
            joined = phrase_after(words, last + 1, ceiling, known)
            alike = joined is not None and (
                words[joined.head].tag == words[more.head].tag or _describes(words[more.head].low, known)
            )
            last = joined.last if joined is not None and alike else last
    return phrase._replace(last=last)
