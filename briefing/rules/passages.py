"""Where a passage stands in its text: the number of its paragraph, and the sentences around it. Code points throughout.

A paragraph is what stands between line feeds; blank ones are not counted. Sentences are found by their marks alone,
which is enough to show a passage in its surroundings and never used to cut words that are kept.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

BREAK = re.compile("[\n\r\u2029]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*(?:\s+|$)")
_AT_MOST = 500
"""Characters shown on each side of a passage."""


def paragraph_numbers(text: str) -> Iterator[int]:
    """For each line of `text` the number of its paragraph, from 1; 0 for a blank line."""
    count = 0
    for _, holds in _lines(text):
        count += holds
        yield count if holds else 0


def _lines(text: str) -> Iterator[tuple[int, bool]]:
    """Where each line begins, and whether it holds anything."""
    start = 0
    for end in chain((one.start() for one in BREAK.finditer(text)), [len(text)]):
        yield start, bool(text[start:end].strip())
        start = end + 1


class Paragraphs:
    """The paragraphs of one text, for whoever asks of many places in it: the text is gone through once."""

    def __init__(self, text: str) -> None:
        """Number the paragraphs of `text`."""
        self._starts = [start for start, holds in _lines(text) if holds]

    def number(self, at: int) -> int:
        """What `paragraph_number` says."""
        return max(1, bisect_right(self._starts, at))


def paragraph_number(text: str, at: int) -> int:
    """The number of the paragraph that holds the character at `at`; at least 1."""
    end = BREAK.search(text, at)
    head = text[: end.start() if end else len(text)]
    return max(1, sum(bool(line.strip()) for line in BREAK.split(head)))


def surroundings(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from one sentence before `text[start:end]` to one after it, inside its own paragraph(s)."""
    first = max((one.end() for one in BREAK.finditer(text, max(0, start - _AT_MOST), start)), default=0)
    if not first and start > _AT_MOST:
        first = text.find(" ", start - _AT_MOST, start) + 1 or start - _AT_MOST
    stop = BREAK.search(text, end)
    last = min(stop.start() if stop else len(text), end + _AT_MOST)
    ends = [one.end() for one in _SENTENCE_END.finditer(text, first, start)]
    first = ends[-2] if len(ends) > 1 else first
    ends = [one.end() for one in _SENTENCE_END.finditer(text, end, last)]
    whole = text[start:end].rstrip('"”’»)] ')[-1:] in (*".!?…",)
    place = 0 if whole else 1  # where the passage stops in mid-sentence, its sentence ends first
    last = ends[place] if place < len(ends) else last
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
