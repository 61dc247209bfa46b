"""Block quotations: paragraphs without marks that are set apart after a clause of reporting that ends in a colon.

Responsible for: blocks marked by `>` or by four blanks, as Markdown and typists set them. Refuses to: take the earlier
message of a mail for one (it follows its header line at once, names a time or an address, or is long).
"""

import re
from collections.abc import Iterator, Sequence

from briefing.proposing.cue_words import WORD, CueWords
from briefing.proposing.pieces import Bounds, Piece, trimmed
from briefing.proposing.proposal import Span

_MOST_PARAGRAPHS = 3
_REACH = 160
_APART = re.compile(r"[ \t]*>|(?: {4}|\t)[ \t]*(?=[^\W_]|[\[(])")
_LEAD = re.compile(r"[\s>]*")
_HEADER = re.compile(r"[\d@<>]")


def blocks(text: str, places: Sequence[Span], found: Sequence[Piece], words: CueWords) -> list[Piece]:
    """The paragraphs of all block quotations, each as a piece that goes on with the one before it."""
    taken = {number for piece in found for number in _covered(piece, places)}
    answers: list[Piece] = []
    number = 1
    while number < len(places):
        last = number
        while last < len(places) and last not in taken and _APART.match(text, *places[last]):
            last += 1
        introduced = 0 < last - number <= _MOST_PARAGRAPHS and _introduces(
            text, places[number - 1], places[number], words
        )
        if introduced:
            before: Piece | None = None
            for paragraph in range(number, last):
                before = _piece(text, places[paragraph], paragraph, before)
                answers.append(before)
        number = max(last, number + 1)
    return answers


def _covered(piece: Piece, places: Sequence[Span]) -> Iterator[int]:
    number = piece.paragraph
    while number < len(places) and places[number][0] < piece.marks_end:
        yield number
        number += 1


def _introduces(text: str, intro: Span, block: Span, words: CueWords) -> bool:
    """Whether a paragraph ends with a reporting clause and a colon, and a blank line follows it."""
    line = text[max(intro[0], intro[1] - _REACH) : intro[1]]
    gap = text[intro[1] - (len(line) - len(line.rstrip())) : block[0]]
    if not line.rstrip().endswith(":") or gap.count("\n") < 2 or _APART.match(text, *intro):
        return False
    said = re.split(r"[.!?]\s", line)[-1]
    return not _HEADER.search(said) and words.reports(word.lower() for word in WORD.findall(said))


def _piece(text: str, place: Span, number: int, before: Piece | None) -> Piece:
    lead = _LEAD.match(text, *place)
    start, end, _comma = trimmed(text, lead.end() if lead else place[0], place[1])
    return Piece(start, end, start, end, "", Bounds.BLOCK, number, False, before)
