"""Which marks of one paragraph belong together, and which stand alone.

Responsible for: marks inside marks (only the outer pair is told), marks of two kinds, marks turned the wrong way, and
possessives inside single marks. Refuses to: look into the next paragraph, or to say what a pair means.
"""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.proposing.marks import Hold, Mark, Side

_DEEPEST = 8
_ENDLESS = 3000
_NESTED_REACH = 1000
_OPEN = frozenset("“„‘‚«‹「『")
_CLOSE = frozenset("”’»›」』")


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening and a closing mark. `repaired` is true where the marks alone did not say so."""

    open: Mark
    close: Mark
    repaired: bool = False


@dataclass(slots=True)
class Paired:
    """What was found in a paragraph: outer pairs, opening marks without a closing one, and the other way round."""

    pairs: list[Pair] = field(default_factory=list)
    unclosed: list[Mark] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ways:
    """Which marks open and which close in a language, where the blanks around them do not tell."""

    opening: frozenset[str]
    closing: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Ways":
        """Read `pairs` of a table of marks; a mark that it does not name is turned as in English."""
        pairs = [str(pair) for pair in table.get("pairs", ())]
        named = frozenset("".join(pairs))
        return cls(
            frozenset(pair[0] for pair in pairs) | (_OPEN - named),
            frozenset(pair[1] for pair in pairs) | (_CLOSE - named),
        )

    def side(self, mark: Mark, is_open: bool) -> Side:
        """What an undecided mark does, given whether one of its family is open."""
        if mark.glyph in self.opening and mark.glyph not in self.closing:
            return Side.OPENS
        if mark.glyph in self.closing and mark.glyph not in self.opening:
            return Side.CLOSES
        return Side.CLOSES if is_open else Side.OPENS


def pair(marks: Sequence[Mark], ways: Ways) -> Paired:
    """Pair the marks of one paragraph, in one pass."""
    result = Paired()
    found: list[Pair] = []
    stack: list[Mark] = []
    firm = _next_single(marks)
    endless = bool(marks) and marks[-1].end - marks[0].start > _ENDLESS
    for at, mark in enumerate(marks):
        opener = _opener(stack, mark)
        side = mark.side if mark.side is not Side.EITHER else ways.side(mark, opener >= 0)
        if side is Side.OPENS:
            if mark.glyph == "'" and mark.side is Side.EITHER:
                continue
            if endless:
                _forget(stack, mark, result)
            stack.append(mark)
            if len(stack) > _DEEPEST:
                result.unclosed.append(stack.pop(0))
        elif opener < 0:
            result.strays.append(mark)
        elif mark.hold is not Hold.WEAK or not firm[at]:
            found.append(Pair(stack[opener], mark))
            result.unclosed.extend(one for one in stack[opener + 1 :] if one.family != "single")
            del stack[opener:]
    result.unclosed.extend(stack)
    result.unclosed.sort(key=lambda mark: mark.start)
    result.pairs = _outer(found)
    if result.unclosed:
        _take_turns(marks, ways, result)
    return result


def join_strays(text: str, result: Paired) -> None:
    """Two closing marks with nothing open: the first one opens if it only stuck to the comma before it."""
    pairs = []
    left: list[Mark] = []
    opened = [one.open.start for one in result.pairs]
    for mark in result.strays:
        alike = bool(left) and left[-1].family == mark.family != "single"
        between = alike and bisect(opened, left[-1].start) != bisect(opened, mark.start)
        if alike and not between and _stuck(text, left[-1]):
            pairs.append(Pair(left.pop(), mark, repaired=True))
        else:
            left.append(mark)
    result.strays = left
    if pairs:
        result.pairs = sorted([*result.pairs, *pairs], key=lambda pair: pair.open.start)


def _opener(stack: Sequence[Mark], mark: Mark) -> int:
    """Where in the stack the mark is that this one can close; -1 if there is none.

    A single mark closes only what was opened last: it may be an apostrophe.
    """
    if mark.family == "single":
        return len(stack) - 1 if stack and stack[-1].family == "single" else -1
    return next((at for at in range(len(stack) - 1, -1, -1) if stack[at].family == mark.family), -1)


def _forget(stack: list[Mark], mark: Mark, result: Paired) -> None:
    """A text without paragraphs: a mark far back that nothing closed must not swallow what comes."""
    far = [one for one in stack if one.family == mark.family and mark.start - one.end > _NESTED_REACH]
    if far:
        stack[:] = [one for one in stack if one not in far]
        result.unclosed.extend(far)


def _next_single(marks: Sequence[Mark]) -> list[bool]:
    """For each mark: whether the next single one that is no doubtful apostrophe closes."""
    following = False
    answers = []
    for mark in reversed(marks):
        answers.append(following)
        if mark.family == "single" and not (mark.side is Side.CLOSES and mark.hold is Hold.WEAK):
            following = mark.side is Side.CLOSES
    return answers[::-1]


def _outer(found: list[Pair]) -> list[Pair]:
    """The pairs that lie in no other. A doubtful pair of single marks gives way to the double ones in it."""
    doubles = sorted(one.open.start for one in found if one.open.family != "single")
    outer: list[Pair] = []
    for one in sorted(found, key=lambda pair: pair.open.start):
        doubtful = one.open.family == "single" and one.close.hold is not Hold.FIRM
        if doubtful and bisect(doubles, one.open.start) != bisect(doubles, one.close.start):
            continue
        if not outer or one.open.start >= outer[-1].close.end:
            outer.append(one)
    return outer


def _take_turns(marks: Sequence[Mark], ways: Ways, result: Paired) -> None:
    """Where marks were left open, let them open and close in turns, if every one of them can."""
    doubles = [mark for mark in marks if mark.family == "double"]
    if len(doubles) % 2 or not any(mark.family == "double" for mark in result.unclosed):
        return
    turns = list(zip(doubles[::2], doubles[1::2], strict=True))
    for first, second in turns:
        if first.side is Side.CLOSES or (second.side is Side.OPENS and second.glyph in ways.opening):
            return
    kept = [one for one in result.pairs if one.open.family != "double"]
    result.pairs = _outer([*kept, *(Pair(first, second, repaired=True) for first, second in turns)])
    result.unclosed = [mark for mark in result.unclosed if mark.family != "double"]
    result.strays = [mark for mark in result.strays if mark.family != "double"]


def _stuck(text: str, mark: Mark) -> bool:
    return mark.start > 0 and text[mark.start - 1] in ",:" and text[mark.end : mark.end + 2].strip().isalnum()
