"""A text with its quotations taken as one word each, cut into sentences and paragraphs.

Responsible for: where a sentence ends when a quotation ends it, and where only an abbreviation does not.
Refuses to: look into a quotation.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from briefing.proposing.proposal import Span
from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import NOMINAL, VERBAL, Word

_STOPS = ".!?…"
_MARKS = "“”„‟\"‘’'«»‹›`″ \t\r\n\u00a0\u202f"
_APOSTROPHES = "’'"
_LONGEST_ASIDE = 12
_LOOK_AHEAD = 14
_PLACE_AND_DAY = frozenset(("name", "num", "time", ",", ".", "det"))
_COLON = 3


class Quoted(Protocol):
    """What is asked of a quotation: its words, its marks, and what the finder of marks knows of its speaker."""

    @property
    def start(self) -> int:
        """The first character between the marks."""

    @property
    def end(self) -> int:
        """Behind the last character between the marks."""

    @property
    def marks_start(self) -> int:
        """The opening mark."""

    @property
    def marks_end(self) -> int:
        """Behind the closing mark."""

    @property
    def continues(self) -> int | None:
        """The number of the quotation that this one goes on from."""

    @property
    def turn(self) -> Span | None:
        """Where a transcript names who speaks."""


class Sentence(NamedTuple):
    """Words `first` to before `last`, in a paragraph."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """A text as it is read for its speakers: `places[k]` is the word for quotation k; -1 for one within another."""

    text: str
    lexicon: Lexicon
    words: list[Word]
    sentences: list[Sentence]
    places: list[int]
    closings: list[str]
    folded: tuple[Span, ...] = ()

    def sentence_of(self, place: int) -> int:
        """The number of the sentence that a word is in."""
        return max(0, bisect_right(self.sentences, place, key=lambda one: one.first) - 1)

    def part_of(self, place: int) -> int:
        """The earlier message that a word stands in; -1 for the letter itself."""
        start = self.words[place].start
        number = bisect_right(self.folded, (start, len(self.text))) - 1
        return number if number >= 0 and start < self.folded[number][1] else -1


def page_of(
    text: str,
    words: Sequence[Word],
    quoted: Sequence[Quoted],
    lexicon: Lexicon,
    folded: Sequence[Span] = (),
    tags: Sequence[Span] = (),
) -> Page:
    """The words outside of quotations, in sentences. `quoted` is in the order of the text.

    `tags` name the speakers of a transcript: they are no part of a sentence, but the end of the one before.
    """
    masked, places = _masked(_without_tags(words, tags), quoted)
    closings = [_closing(text, one) for one in quoted]
    return Page(
        text=text,
        lexicon=lexicon,
        words=masked,
        sentences=_sentences(masked, closings, lexicon),
        places=places,
        closings=closings,
        folded=tuple(sorted(folded)),
    )


def _without_tags(words: Sequence[Word], tags: Sequence[Span]) -> Sequence[Word]:
    """The words with each tag and its colon replaced by the end of a paragraph."""
    if not tags:
        return words
    kept: list[Word] = []
    at = 0
    for start, end in tags:
        while at < len(words) and words[at].start < start:
            kept.append(words[at])
            at += 1
        kept.append(Word(start, start, "", "", "p"))
        while at < len(words) and (words[at].end <= end or (words[at].tag == ":" and words[at].start <= end + _COLON)):
            at += 1
    return [*kept, *words[at:]]


def _closing(text: str, quote: Quoted) -> str:
    """The last character of a quotation that is not a mark: a comma says that its sentence goes on."""
    end = quote.marks_end
    while end > quote.start and text[end - 1] in _MARKS:
        end -= 1
    return text[end - 1] if end > quote.start else ""


def _masked(words: Sequence[Word], quoted: Sequence[Quoted]) -> tuple[list[Word], list[int]]:
    masked: list[Word] = []
    places: list[int] = []
    at, until = 0, 0
    for number, quote in enumerate(quoted):
        if quote.marks_start < until:
            places.append(-1)
            continue
        while at < len(words) and words[at].start < quote.marks_start:
            masked.append(words[at])
            at += 1
        while at < len(words) and words[at].start < quote.marks_end:
            at += 1
        until = quote.marks_end
        places.append(len(masked))
        masked.append(Word(quote.marks_start, quote.marks_end, "", "", "q", str(number)))
    masked += words[at:]
    return _without_asides(masked, places)


def _without_asides(words: list[Word], places: list[int]) -> tuple[list[Word], list[int]]:
    """The words without short brackets; an apostrophe behind an s is a genitive."""
    kept: list[Word] = []
    moved = {place: number for number, place in enumerate(places) if place >= 0}
    place = 0
    while place < len(words):
        word = words[place]
        if word.tag in ("(", "["):
            end = _aside(words, place)
            if end and _names(words, place, end):
                words[place] = word = word._replace(tag=",")
                words[end - 1] = words[end - 1]._replace(tag=",")
            elif end:
                place = end
                continue
        if word.text in _APOSTROPHES and word.text and kept and kept[-1].end == word.start and kept[-1].low[-1:] == "s":
            word = word._replace(tag="'s")
        if place in moved:
            places[moved[place]] = len(kept)
        kept.append(word)
        place += 1
    return kept, places


def _names(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether brackets hold the name of the role before them: “the spokesman (Peter Stano)”."""
    inner = words[place + 1 : end - 1]
    return (
        len(inner) > 1
        and place > 0
        and words[place - 1].tag == "role"
        and all(one.tag in ("name", "title") for one in inner)
    )


def _aside(words: Sequence[Word], place: int) -> int:
    """Behind the bracket that closes a short aside without a quotation; 0 if there is none."""
    for end in range(place + 1, min(place + _LONGEST_ASIDE, len(words))):
        if words[end].tag in (")", "]"):
            return end + 1
        if words[end].tag in ("q", "p", "("):
            break
    return 0


def _sentences(words: Sequence[Word], closings: Sequence[str], lexicon: Lexicon) -> list[Sentence]:
    sentences: list[Sentence] = []
    first, paragraph, seen_verb, dateline = 0, 0, False, 0
    for place, word in enumerate(words):
        if word.tag == "p":
            if place > first:
                sentences.append(Sentence(first, place, paragraph))
            first, paragraph, seen_verb = place + 1, paragraph + 1, False
            continue
        if place == first and (place == 0 or words[place - 1].tag == "p"):
            dateline = _dateline(words, place)
        if place + 1 == dateline:
            sentences.append(Sentence(first, place + 1, paragraph))
            first = place + 1
            continue
        seen_verb = seen_verb or word.tag in VERBAL or word.tag == "aux"
        if _ends(words, place, closings) or (seen_verb and _lacks_stop(words, place, lexicon)):
            sentences.append(Sentence(first, place + 1, paragraph))
            first, seen_verb = place + 1, False
    if first < len(words):
        sentences.append(Sentence(first, len(words), paragraph))
    return sentences


def _dateline(words: Sequence[Word], first: int) -> int:
    """Behind the dash of “OSLO, March 14 – ”, where a paragraph begins so; else 0."""
    dated = words[first].text.isupper() and len(words[first].text) > 2
    for at in range(first, min(first + _LONGEST_ASIDE, len(words))):
        if words[at].tag == "-":
            return at + 1 if dated and at > first else 0
        if words[at].tag not in _PLACE_AND_DAY or (at == first and words[at].tag != "name"):
            return 0
        dated = dated or words[at].tag in ("num", "time")
    return 0


def _ends(words: Sequence[Word], place: int, closings: Sequence[str]) -> bool:
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None:
        return False
    if word.tag == ".":
        if after.tag == '"' and after.start == word.end:
            return False
        return after.tag not in (",", ";", ":", ".", ")") and not after.text[:1].islower()
    if word.tag == '"' and place and words[place - 1].tag == "." and words[place - 1].end == word.start:
        return not after.text[:1].islower()
    if word.tag != "q":
        return False
    closing = closings[int(word.form)]
    if closing not in _STOPS or not closing:
        return False
    if after.tag == "q":
        return True
    if not after.text[:1].isupper():
        return False
    return closing == "." or not _attributes(words, place + 1)


def _attributes(words: Sequence[Word], place: int) -> bool:
    """Whether a subject and a verb of saying follow at once: “Why?” Kurti asked."""
    for word in words[place : place + _LOOK_AHEAD]:
        if word.tag == "say":
            return True
        if word.tag not in NOMINAL and word.tag not in ("det", "poss", "'s", "adv", ",", '"', "aux"):
            return False
    return False


def _lacks_stop(words: Sequence[Word], place: int, lexicon: Lexicon) -> bool:
    """Whether “Mr X did” follows a name without any mark between: a full stop is missing."""
    if words[place].tag not in ("name", "word", "time", "noun") or place + 3 >= len(words):
        return False
    title = words[place + 1]
    if title.tag != "title" or title.low.rstrip(".") not in ("mr", "mrs", "ms") or words[place].low in lexicon.roles:
        return False
    after = place + 2
    while after < len(words) and words[after].tag == "name":
        after += 1
    return after > place + 2 and after < len(words) and (words[after].tag in VERBAL or words[after].tag == "aux")
