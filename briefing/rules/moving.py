"""Where words that were taken from one version of a text stand in another one, or what became of them.

Pure, in Unicode code points. Nothing is moved here: what is found is shown to a person, who decides. Refuses to take
long: a text is cut into words once, and looked through once for each passage that is not there word for word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from briefing.rules.anchors import Anchor, occurrences
from briefing.rules.word_changes import Piece, word_changes

_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…:\n“”\"«»„]")  # between two words: there a passage may begin or end
_ALIKE = 0.6  # of the words of a passage that must stand together for it to be the changed one
_SURE = 8  # characters beside a passage by which it is known again
_MOST_WORDS = 400  # of a passage that are looked for; the rest of a longer one follows by its last words
_WIDER = 1.5
_RAREST = 5  # words of a passage at whose places it is looked for
_COMMON = 200  # places of a word that is no help


class Move(StrEnum):
    """What became of a passage."""

    SAME = "same place"
    MOVED = "moved"
    CHANGED = "changed words"
    SEVERAL = "several places"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What became of a passage: `start` and `end` are where it is proposed to stand now, None where nothing is.

    `places` are all the starts of the same words, where there are several; `pieces` tell word by word what changed.
    """

    move: Move
    start: int | None = None
    end: int | None = None
    places: tuple[int, ...] = ()
    pieces: tuple[Piece, ...] = ()


class OtherText:
    """The text in which passages of an earlier version are looked for."""

    def __init__(self, text: str) -> None:
        """Look in `text`."""
        self.text = text

    @cached_property
    def _words(self) -> tuple[list[str], list[tuple[int, int]]]:
        found = list(_WORD.finditer(self.text))
        return [one[0].casefold() for one in found], [one.span() for one in found]

    def find(self, anchor: Anchor) -> Moved:
        """What became of a passage of an earlier version."""
        start, end = anchor.start, anchor.end
        if self.text[start:end] == anchor.exact and self._stays(anchor):
            return Moved(move=Move.SAME, start=start, end=end)
        places = tuple(occurrences(self.text, anchor))
        if len(places) == 1:
            return Moved(move=Move.MOVED, start=places[0], end=places[0] + len(anchor.exact))
        if places:
            return Moved(move=Move.SEVERAL, places=places)
        span = self._between(anchor) or self._likest(anchor.exact)
        if span is None:
            return Moved(move=Move.GONE)
        pieces = word_changes(anchor.exact, self.text[slice(*span)])
        return Moved(move=Move.CHANGED, start=span[0], end=span[1], pieces=pieces)

    def _stays(self, anchor: Anchor) -> bool:
        """Whether what stands at the old place is the passage itself: what stands on one side of it says so, or all."""
        before, after = anchor.prefix + anchor.exact, anchor.exact + anchor.suffix
        known = len(anchor.prefix.strip()) >= _SURE and self.text.endswith(before, 0, anchor.end)
        known = known or (len(anchor.suffix.strip()) >= _SURE and self.text.startswith(after, anchor.start))
        return known or occurrences(self.text, anchor, 2) == [anchor.start]

    def _between(self, anchor: Anchor) -> tuple[int, int] | None:
        """What stands now between the words that stood around a passage, if both are there once and near."""
        before, after = anchor.prefix, anchor.suffix
        if len(before.strip()) < _SURE or len(after.strip()) < _SURE or self.text.count(before) != 1:
            return None
        start = self.text.index(before) + len(before)
        end = self.text.find(after, start, start + 3 * len(anchor.exact) + 200)
        if end <= start or not self._alike(anchor.exact, self.text[start:end]):
            return None
        return start, end

    def _alike(self, one: str, other: str) -> bool:
        mine, theirs = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
        return (mine & theirs).total() >= _ALIKE / 2 * max(mine.total(), 1)

    def _likest(self, exact: str) -> tuple[int, int] | None:
        """The stretch that shares most words with a passage, from its first to its last word that matches."""
        wanted = [word.casefold() for word in _WORD.findall(exact)][:_MOST_WORDS]
        words, spans = self._words
        if len(wanted) < 3 or not words:
            return None
        first = self._best_window(wanted, words)
        if first is None:
            return None
        last = min(len(words), first + int(_WIDER * len(wanted)) + 1)
        first = max(0, first - len(wanted) // 2)
        blocks = SequenceMatcher(None, wanted, words[first:last], autojunk=False).get_matching_blocks()
        matched = [block for block in blocks if block.size]
        if sum(block.size for block in matched) < _ALIKE * len(wanted):
            return None
        head, tail = matched[0], matched[-1]
        begin, stop = first + head.b, first + tail.b + tail.size - 1
        for _ in range(head.a):  # words before the first one that matches, as many as the passage had there
            if begin == 0 or _END.search(self.text, spans[begin - 1][1], spans[begin][0]):
                break
            begin -= 1
        for _ in range(len(wanted) - tail.a - tail.size):
            if stop + 1 == len(words) or _END.search(self.text, spans[stop][1], spans[stop + 1][0]):
                break
            stop += 1
        return self._with_marks(exact, spans[begin][0], spans[stop][1])

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self._words[0]):
            found.setdefault(word, []).append(at)
        return found

    def _best_window(self, wanted: list[str], words: list[str]) -> int | None:
        """Where a window as long as the passage holds most of its words; None where no window holds enough.

        Windows are laid where the rarest words of the passage stand, and everywhere only where all are common.
        """
        size, need = len(wanted), Counter(wanted)
        there = [word for word in dict.fromkeys(wanted) if word in self._places]
        rare = sorted(there, key=lambda word: len(self._places[word]))[:_RAREST]
        if not rare or len(self._places[rare[0]]) > _COMMON:
            return self._best_of_all(wanted, words)
        near = [(word, at) for word in rare for at in self._places[word][:_COMMON]]
        best, place = 0, None
        for start in sorted({max(0, at - wanted.index(word)) for word, at in near}):
            shared = (need & Counter(words[start : start + size])).total()
            if shared > best:
                best, place = shared, start
        return place if best >= _ALIKE * size else None

    def _best_of_all(self, wanted: list[str], words: list[str]) -> int | None:
        """What `_best_window` says, by laying the window at every word, from one to the next."""
        size, lacking = len(wanted), Counter(wanted)
        shared = best = 0
        place: int | None = None
        for at, word in enumerate(words):
            if word in lacking:
                shared += lacking[word] > 0
                lacking[word] -= 1
            if at >= size and (gone := words[at - size]) in lacking:
                lacking[gone] += 1
                shared -= lacking[gone] > 0
            if shared > best:
                best, place = shared, max(0, at - size + 1)
        return place if best >= _ALIKE * size else None

    def _with_marks(self, exact: str, start: int, end: int) -> tuple[int, int]:
        """The stretch with the marks at its end that the passage ended in, such as a full stop."""
        tail = exact[len(exact.rstrip(".!?…")) :]
        while tail and end < len(self.text) and self.text[end] in ".!?…":
            end += 1
        return start, end


def likeness(one: str, other: str) -> float:
    """How alike two utterances are, 0 to 1: the words they share in their order, of those of the shorter one."""
    mine, theirs = _WORD.findall(one), _WORD.findall(other)
    if not mine or not theirs:
        return 0.0
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(mine), len(theirs))


def share_words(one: Iterable[str], other: Iterable[str]) -> float:
    """How many of the words of the shorter of two utterances stand in the other, 0 to 1; order does not count."""
    mine, theirs = Counter(one), Counter(other)
    least = min(mine.total(), theirs.total())
    return (mine & theirs).total() / least if least else 0.0
