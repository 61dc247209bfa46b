"""What changed between two texts, word by word: what stayed, what was taken out, what was put in.

Pure. Refuses to: take long. Texts that differ almost everywhere are one removal and one addition.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORK = 400_000  # pairs of words that may have to be compared


class Fate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words with one fate."""

    fate: Fate
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order: without those added they make `old`, without those removed `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    found: list[Piece] = []
    _add(found, Fate.SAME, before[:start])
    if len(left) * len(right) > _MOST_WORK:
        _add(found, Fate.REMOVED, left)
        _add(found, Fate.ADDED, right)
    else:
        for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if tag == "equal":
                _add(found, Fate.SAME, left[a:b])
            else:
                _add(found, Fate.REMOVED, left[a:b])
                _add(found, Fate.ADDED, right[c:d])
    _add(found, Fate.SAME, before[len(before) - end :])
    return tuple(found)


def shortened(pieces: tuple[Piece, ...], around: int = 40, longest: int = 400) -> tuple[Piece, ...]:
    """For showing: of what stayed only `around` characters beside a change, of each change at most `longest`."""
    found = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.fate is not Fate.SAME:
            text = text if len(text) <= longest else f"{text[:longest]}…"
        else:
            head = around if place else 0
            tail = around if place < len(pieces) - 1 else 0
            if len(text) > head + tail + 1:
                first, last = text[:head], text[len(text) - tail :]
                text = f"{first[: first.rfind(' ') + 1]}…{last[max(0, last.find(' ')) :]}"
        found.append(Piece(piece.fate, text))
    return tuple(found)


def _alike(one: list[str], other: list[str]) -> int:
    """How many items two lists share from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _add(found: list[Piece], fate: Fate, words: list[str]) -> None:
    if words:
        found.append(Piece(fate, "".join(words)))
