"""Words between marks, across paragraphs: each piece of marked text in order, before anybody judges what it is.

Responsible for: marks that are opened anew in each paragraph, one pair over several paragraphs, and marks that are
never closed (their piece ends with the paragraph). Refuses to: say whether the words are speech.
"""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any

from briefing.proposing.marks import Mark, Side, marks
from briefing.proposing.pairing import Pair, Ways, join_strays, pair
from briefing.proposing.proposal import Span

_MOST_PARAGRAPHS = 8
_LONGEST_SPANNING = 6000
_LONGEST_UNCLOSED = 1500
_LEAD = re.compile(r"[\s>*•·\-–—|_#]*\Z")
_LEADING = re.compile(r"[\s>*•·\-–—|_#]*")
_ANEW = (("«", "»"), ("„", "“"), ("„", "”"))  # what Spanish and others begin the next paragraph of a quote with
_COMMAS = ",،、，"
_EMPTY = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_LONGEST_SIGNATURE = 90
_CAPITAL = r"[^\W\d_a-z][\w.'’&-]*"
_SIGNATURE = re.compile(rf"\s*{_CAPITAL}(?: {_CAPITAL}){{1,3}}, {_CAPITAL}(?: (?:{_CAPITAL}|&|[a-z]{{1,3}}))*\s*")
_SENTENCE_ENDED = re.compile(r"[.!?…]\s*\Z")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")


class Bounds(Enum):
    """How the end of a piece is known."""

    PAIR = "a pair of marks"
    REPAIRED = "marks that were put together by their order"
    SPANNING = "one pair over several paragraphs"
    REPEATED = "the mark is opened again in the next paragraph"
    BLOCK = "a block of its own without marks"
    UNCLOSED = "no closing mark; the paragraph ends"


@dataclass(slots=True, eq=False)
class Piece:
    """Marked words `text[start:end]`, with the marks `text[marks_start:marks_end]`, in paragraph number `paragraph`."""

    start: int
    end: int
    marks_start: int
    marks_end: int
    glyph: str
    bounds: Bounds
    paragraph: int
    comma: bool
    after: "Piece | None" = None


@dataclass(slots=True)
class _Open:
    """A mark that waits for its closing one, with the pairs behind it that may be inside of it."""

    mark: Mark
    paragraph: int
    held: list[Pair] = field(default_factory=list)
    after: Piece | None = None


def pieces(text: str, places: Sequence[Span], parts: Sequence[int], table: Mapping[str, Any]) -> list[Piece]:
    """All outer pieces of marked words, in order and without overlap; none is empty.

    `places` are the paragraphs, `parts` the number of the part that each belongs to: no piece is in two parts.
    """
    gathering = _Gathering(text, places, table)
    for number in range(len(places)):
        if number and parts[number] != parts[number - 1]:
            gathering.give_up(number)
        gathering.take(number)
    gathering.give_up(len(places))
    return gathering.ordered()


def trimmed(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The words of a span without blanks around them and without one comma of the reporter; whether there was one."""
    start, end = _shrunk(text, start, end)
    comma = end > start and text[end - 1] in _COMMAS
    if comma:
        start, end = _shrunk(text, start, end - 1)
    return start, end, comma


def _shrunk(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in _EMPTY):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EMPTY):
        end -= 1
    return start, end


class _Gathering:
    """The walk over the paragraphs, with the mark that is open at the end of one."""

    def __init__(self, text: str, places: Sequence[Span], table: Mapping[str, Any]) -> None:
        self._text = text
        self._places = places
        self._ways = Ways.of(table)
        self._elisions = frozenset(str(word) for word in table.get("elisions", ()))
        self._elided = frozenset(str(word) for word in table.get("elided", ()))
        self._both_ways = any(pair in ("’’", "››") for pair in table.get("pairs", ()))
        self._open: _Open | None = None
        self._found: list[Piece] = []
        self._anew: dict[int, Piece] = {}

    def take(self, number: int) -> None:
        """Read one paragraph."""
        start, end = self._places[number]
        found = list(marks(self._text, start, end, self._elisions, self._both_ways, self._elided))
        if not found:
            if self._open and not self._may_go_on(number):
                self.give_up(number)
            return
        paired = pair(found, self._ways)
        after = None
        if self._open:
            waiting = self._open
            alike = [mark for mark in found if mark.family == waiting.mark.family]
            if self._opens_anew(found[0], number):
                after = self._repeat(number)
            elif alike and paired.strays and alike[0] is paired.strays[0] and self._may_go_on(number):
                closer = paired.strays.pop(0)
                last = self._unsigned(closer.start, number)
                self._put(waiting.mark, last, closer.end, Bounds.SPANNING, waiting.paragraph, waiting.after)
                self._open = None
                paired.pairs = [one for one in paired.pairs if one.open.start >= closer.end]
                paired.unclosed = [one for one in paired.unclosed if one.start >= closer.end]
            elif alike or not self._may_go_on(number):
                self.give_up(number)
        join_strays(self._text, paired)
        pairs = self._leave_open(paired.pairs, paired.unclosed, number, after)
        for one in pairs:
            bounds = Bounds.REPAIRED if one.repaired else Bounds.PAIR
            chained = after if one.open is found[0] else None
            self._put(one.open, one.close.start, one.close.end, bounds, number, chained)

    def give_up(self, number: int) -> None:
        """Paragraph `number` does not go on with what is open: it ends with its own paragraph."""
        waiting, self._open = self._open, None
        if waiting is None:
            return
        end = self._places[waiting.paragraph][1]
        if waiting.held:
            self._cut(waiting.mark, waiting.held[0].open.start, waiting.paragraph, waiting.after)
        elif waiting.mark.family != "single":
            if end - waiting.mark.end > _LONGEST_UNCLOSED:
                end = self._sentence_end(waiting.mark.end, waiting.mark.end + _LONGEST_UNCLOSED)
            self._put(waiting.mark, end, end, Bounds.UNCLOSED, waiting.paragraph, waiting.after)
        for one in waiting.held:
            self._put(one.open, one.close.start, one.close.end, Bounds.PAIR, waiting.paragraph, None)

    def ordered(self) -> list[Piece]:
        """What was found, in the order of the text."""
        ordered: list[Piece] = []
        for piece in sorted(self._found, key=lambda piece: (piece.marks_start, -piece.marks_end)):
            if not ordered or piece.marks_start >= ordered[-1].marks_end:
                ordered.append(piece)
        return ordered

    def _may_go_on(self, number: int) -> bool:
        waiting = self._open
        return (
            waiting is not None
            and not waiting.held
            and number - waiting.paragraph < _MOST_PARAGRAPHS
            and self._places[number][0] - waiting.mark.start < _LONGEST_SPANNING
        )

    def _opens_anew(self, first: Mark, number: int) -> bool:
        waiting = self._open
        return (
            waiting is not None
            and waiting.paragraph == number - 1
            and (first.glyph == waiting.mark.glyph or (waiting.mark.glyph, first.glyph) in _ANEW)
            and first.side is not Side.CLOSES
            and self._leads(first, number)
        )

    def _opened_after(self, mark: Mark, number: int) -> bool:
        """Whether a single mark before a capital opens the next paragraph too: then it is no apostrophe."""
        if number + 1 >= len(self._places) or not self._text[mark.end : mark.end + 1].isupper():
            return False
        lead = _LEADING.match(self._text, *self._places[number + 1])
        return lead is not None and self._text.startswith(self._text[mark.start : mark.end], lead.end())

    def _leads(self, mark: Mark, number: int) -> bool:
        start = self._places[number][0]
        return mark.start - start < 24 and bool(_LEAD.match(self._text[start : mark.start]))

    def _repeat(self, number: int) -> Piece | None:
        waiting, self._open = self._open, None
        assert waiting is not None
        end = self._places[waiting.paragraph][1]
        return self._put(waiting.mark, end, end, Bounds.REPEATED, waiting.paragraph, waiting.after)

    def _unsigned(self, end: int, number: int) -> int:
        """Where the words end, if the last line before the closing mark is the name and the place of who said them."""
        start = self._places[number][0]
        before = self._places[number - 1][1]
        signed = end - start <= _LONGEST_SIGNATURE and _SIGNATURE.fullmatch(self._text, start, end)
        return before if signed and _SENTENCE_ENDED.search(self._text, max(0, before - 8), before) else end

    def _leave_open(self, pairs: list[Pair], unclosed: list[Mark], number: int, after: Piece | None) -> list[Pair]:
        """Keep the mark that is open at the end of a paragraph, and say which pairs are certain."""
        unclosed = [
            one
            for one in unclosed
            if one.family != "single" or self._leads(one, number) or self._opened_after(one, number)
        ]
        if not unclosed:
            return pairs
        mark = unclosed[-1]
        opened = [one.open.start for one in pairs]
        for one, following in pairwise(unclosed):
            at = bisect(opened, one.start)
            self._cut(one, min(following.start, opened[at]) if at < len(opened) else following.start, number, None)
        at = bisect(opened, mark.start)
        chained = after if self._leads(mark, number) else None
        self._open = _Open(mark, number, pairs[at:], chained)
        return pairs[:at]

    def _cut(self, mark: Mark, following: int, number: int, after: Piece | None) -> None:
        """A mark that another opening one follows: its words end with a sentence before that one.

        Where nothing stands between, it is the same quote, opened anew where a paragraph was that the text has lost.
        """
        if mark.family == "single":
            return
        last = self._sentence_end(mark.end, min(following, mark.end + _LONGEST_UNCLOSED))
        ended = self._text[last - 1 : last] in (".", "!", "?", "…")
        anew = ended and not self._text[last:following].strip()
        piece = self._put(mark, last, last, Bounds.REPEATED if anew else Bounds.UNCLOSED, number, after)
        if anew and piece:
            self._anew[following] = piece

    def _sentence_end(self, start: int, end: int) -> int:
        last = end
        for match in _SENTENCE_END.finditer(self._text, start, end):
            last = match.end()
        return last

    def _put(
        self, mark: Mark, last: int, marks_end: int, bounds: Bounds, number: int, after: Piece | None
    ) -> Piece | None:
        start, end, comma = trimmed(self._text, mark.end, last)
        if start >= end or not any(one.isalnum() for one in self._text[start:end]):
            return None
        after = after or self._anew.get(mark.start)
        piece = Piece(start, end, mark.start, max(marks_end, end), mark.glyph, bounds, number, comma, after)
        self._found.append(piece)
        return piece
