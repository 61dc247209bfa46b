"""Where paragraphs of a text begin and end, whatever the program that wrote it did with its lines.

Responsible for: blank lines, lines that a mail program or a PDF wrapped, `>` of a reply, and the edges of parts.
Refuses to: change a character. Every line is looked at a fixed number of times.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.proposing.proposal import Span

_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*")
_ENDS = re.compile(r"[.!?…:;。！？؟][\"”’'»«“)\]]*\Z")
_ITEM = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])[ \t]")
_STAMP = re.compile(
    r"[\[(]\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?[\])][ \t]|\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d"
)
_TAG = re.compile(r"[^\W\d_][^\n:,;.!?]{0,40}:[ \t]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    depth: int
    indent: int


def paragraphs(text: str, edges: Sequence[Span] = ()) -> list[Span]:
    """Places of all paragraphs that hold anything, in order. None crosses an edge of `edges`."""
    found: list[Span] = []
    block: list[_Line] = []
    borders = sorted({place for span in edges for place in span})
    for line in _lines(text, borders):
        if not line.text:
            _close(block, found)
            block = []
        else:
            block.append(line)
    _close(block, found)
    return found


def parts(text: str, places: Sequence[Span], edges: Sequence[Span] = ()) -> list[int]:
    """For each paragraph the number of its part: a part ends at an edge, and where `>` of a reply begins or ends."""
    borders = sorted({place for span in edges for place in span})
    numbers: list[int] = []
    before = (0, 0)
    for start, end in places:
        prefix = _PREFIX.match(text, start, end)
        here = (bisect_right(borders, start), text.count(">", start, prefix.end()) if prefix else 0)
        numbers.append((numbers[-1] if numbers else 0) + (here != before))
        before = here
    return numbers


def _lines(text: str, borders: list[int]) -> list[_Line]:
    lines: list[_Line] = []
    place = 0
    at = 0
    for whole in text.splitlines(keepends=True):
        end = place + len(whole)
        cuts = [place]
        while at < len(borders) and borders[at] < end:
            cuts.append(max(borders[at], place))
            at += 1
        for number, (first, last) in enumerate(zip(cuts, [*cuts[1:], end], strict=True)):
            if number:
                lines.append(_Line(first, first, "", 0, 0))
            lines.append(_line(text, first, last))
        place = end
    return lines


def _line(text: str, start: int, end: int) -> _Line:
    prefix = _PREFIX.match(text, start, end)
    first = prefix.end() if prefix else start
    words = text[first:end]
    indent = len(words) - len(words.lstrip()) + (first - start)
    return _Line(start, end, words.strip(), text.count(">", start, first), indent)


def _close(block: list[_Line], found: list[Span]) -> None:
    """Cut lines that follow each other without a blank one, and put the paragraphs they make into `found`."""
    if not block:
        return
    widest = max(len(line.text) for line in block)
    full = sum(len(line.text) >= widest * 0.7 for line in block[:-1])
    wrapped = len(block) >= 3 and _NARROWEST_WRAP <= widest <= _WIDEST_WRAP and full >= 0.75 * (len(block) - 1)
    start = block[0].start
    for before, line in pairwise(block):
        if _parts(before, line, wrapped, widest):
            found.append((start, before.end))
            start = line.start
    found.append((start, block[-1].end))


def _parts(before: _Line, line: _Line, wrapped: bool, widest: int) -> bool:
    """Whether a new paragraph begins with `line`."""
    if before.depth != line.depth or line.indent >= before.indent + 2 or _ITEM.match(line.text):
        return True
    if _STAMP.match(line.text):
        return True
    if line.text[0].islower():
        return len(before.text) > 4 * _WIDEST_WRAP
    if _TAG.match(line.text) and (_ENDS.search(before.text) or len(before.text) < _NARROWEST_WRAP):
        return True
    if wrapped:
        return len(before.text) < widest * 0.7 and bool(_ENDS.search(before.text))
    fits = _NARROWEST_WRAP <= len(before.text) <= _WIDEST_WRAP and len(line.text) <= _WIDEST_WRAP
    return not fits or bool(_ENDS.search(before.text))
