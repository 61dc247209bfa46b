"""Which items of one list stand for which of another: the same ones first, then those that are alike.

Pure. Refuses to: take long. What would need too much work is left without a partner.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

_MOST_PASSED = 40
"""Items of the other list that are looked at for one that is like it."""
_ALIKE = 0.3
_MOST_WORK = 400_000  # items looked at again and again while lists are cut into smaller ones


def same(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of items that are equal and stand in the same order in both lists."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    work = 0
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        work += b - a + d - c
        if a == b or c == d or work > _MOST_WORK:
            continue
        fixed = _longest(_once_in_both(old, new, (a, b, c, d)))
        if not fixed:
            continue
        found += fixed
        edges = [(a - 1, c - 1), *fixed, (b, d)]
        waiting += [
            (left + 1, right, start + 1, end)
            for (left, start), (right, end) in pairwise(edges)
            if left + 1 < right and start + 1 < end
        ]
    return sorted(found)


def _once_in_both(
    old: Sequence[Hashable], new: Sequence[Hashable], part: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """The places of items that stand exactly once in each part, by their place in the old one."""
    a, b, c, d = part
    before, after = Counter(old[a:b]), Counter(new[c:d])
    at = {new[place]: place for place in range(c, d) if after[new[place]] == 1}
    return [(place, at[old[place]]) for place in range(a, b) if before[old[place]] == 1 and old[place] in at]


def _longest(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rise on both sides; `pairs` rise on the first."""
    tails: list[int] = []
    ends: list[int] = []
    came_from: list[int] = []
    for place, (_, right) in enumerate(pairs):
        at = bisect_left(tails, right)
        came_from.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(right)
            ends.append(place)
        else:
            tails[at], ends[at] = right, place
    chain: list[tuple[int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chain.append(pairs[place])
        place = came_from[place]
    return chain[::-1]


def alike(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """The places of items, in order, that share the most of their words, where that is a good part of them."""
    found: list[tuple[int, int]] = []
    first = 0
    for place, words in enumerate(new):
        best, at = _ALIKE, -1
        for other in range(first, min(first + _MOST_PASSED, len(old))):
            share = _share(old[other], words)
            if share > best:
                best, at = share, other
        if at >= 0:
            found.append((at, place))
            first = at + 1
    return found


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    together = len(one | other)
    return len(one & other) / together if together else 0.0
