"""Which value stands where several desks wrote the same field, and what they have to be asked: functions of the log.

Every desk that has the same steps answers alike, in whatever order they came: nothing but the steps is looked at.
A step that had seen another one stands over it. Of those that had not seen each other the newest (time, then name of
the step) stands, and where they wrote different things, the two are a conflict until a step of kind `resolve` that had
seen both settles it. What had been seen counts for more than clocks, so a wrong clock cannot undo what was written in
full knowledge.

Fields that only mean something together are one register: its value is what one desk had in all of them after its
step, never half of one desk and half of another. So the words of a quote stay a slice of their source.

Long texts in which two desks changed different sentences are merged (`merged`) by a step of kind `resolve` of the desk
that meets both first. It travels like any other, so the text stands in the log as somebody's, and a later version that
cuts sentences otherwise changes nothing that was settled. Desks that meet both at once write the same text, which is no
conflict.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Any

Values = Mapping[str, Any]

_ANCHOR = ("exact", "form", "start", "end", "prefix", "suffix", "text_sha256", "source_version")
_MENTION = ("speaker_as_stated", "mention_start", "mention_end")
REGISTERS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "quote": ((*_ANCHOR, *_MENTION),),  # the mention stands in the same text
        "citation": (tuple(name for name in _ANCHOR if name != "form"),),
        "event": (("date_edtf", "date_literal", "date_basis", "date_conflict"),),
    }
)
"""Fields that are settled together, by kind; the first one names the register. All others stand by themselves."""

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"'”’»)\]]*|\n|$)[^\S\n]*")
_MOST_PIECES = 1_000
_KEPT_VECTORS = 4_096


def register_of(kind: str, field: str) -> tuple[str, ...]:
    """The fields that are settled together with `field`, itself among them."""
    return next((group for group in REGISTERS.get(kind, ()) if field in group), (field,))


@lru_cache(maxsize=_KEPT_VECTORS)
def _vector(seen: str) -> Mapping[str, int]:
    found: dict[str, int] = json.loads(seen)
    return found


@dataclass(frozen=True)
class Write:
    """What one step wrote to a register. `seen` is the JSON of the newest steps that it had seen of each site."""

    id: str
    site: str
    sn: int
    kind: str
    group: str
    seen: str
    values: Values

    def saw(self, other: "Write") -> bool:
        """Whether this step was made in knowledge of the other one."""
        return self.known(other.site) >= other.sn

    def known(self, site: str) -> int:
        """The number of the newest step of a site that this step had seen."""
        return self.sn - 1 if site == self.site else _vector(self.seen).get(site, 0)


class Story:
    """All that was written to one register of one record, in an order in which it could have been written."""

    def __init__(self, writes: Sequence[Write]) -> None:
        """`writes` has each step once and no step before one that it had seen; it is not empty."""
        self.writes = writes

    @cached_property
    def straight(self) -> bool:
        """Whether every step had seen the one before it, so that nothing was written side by side."""
        return all(later.saw(earlier) for earlier, later in pairwise(self.writes))

    @cached_property
    def heads(self) -> tuple[Write, ...]:
        """The writes that no other one had seen, by name."""
        return _heads([writes[-1] for writes in self._by_site.values()])

    @cached_property
    def winner(self) -> Write:
        """The write that stands."""
        return self.writes[-1] if self.straight else self.heads[-1]

    @property
    def value(self) -> Values:
        """What stands in the register."""
        return self.after(self.winner)

    def after(self, write: Write) -> Values:
        """What the desk that made `write` had in the register after it."""
        return self._values[write.id]

    def before(self, *writes: Write) -> tuple[Write, ...]:
        """The newest writes that all of `writes` had seen."""
        newest = []
        for site, there in self._by_site.items():
            known = min(write.known(site) for write in writes)
            place = bisect_right(there, known, key=lambda write: write.sn)
            newest += there[place - 1 : place] if place else []
        return _heads(newest)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The names of every two steps that wrote different things without having seen each other, smaller first."""
        if self.straight:
            return frozenset()
        sides = [self.before(write) for write in self.writes]
        return frozenset(
            (one.id, other.id)
            for heads in [*sides, self.heads]
            for one, other in combinations(heads, 2)
            if self._differ(one, other)
        )

    def settled_by(self, pair: tuple[str, str], stands: Callable[[str], bool]) -> str:
        """The name of the step that settled a conflict; empty where none did. `stands` is asked for its group."""
        one, other = (self._by_id[name] for name in pair)
        found = (w for w in self.writes if w.kind == "resolve" and w.saw(one) and w.saw(other) and stands(w.group))
        return min((write.id for write in found), default="")

    def named(self, step: str) -> Write:
        """The write of a step. Raises KeyError."""
        return self._by_id[step]

    @cached_property
    def _by_id(self) -> Mapping[str, Write]:
        return {write.id: write for write in self.writes}

    @cached_property
    def _values(self) -> Mapping[str, Values]:
        every = frozenset(name for write in self.writes for name in write.values)
        found: dict[str, Values] = {}
        for place, write in enumerate(self.writes):
            if write.values.keys() == every:
                found[write.id] = write.values
                continue
            if self.straight:
                under = found[self.writes[place - 1].id] if place else {}
            else:
                stood = self.before(write)
                under = found[stood[-1].id] if stood else {}
            found[write.id] = {**under, **write.values}
        return found

    def _differ(self, one: Write, other: Write) -> bool:
        first, second = self.after(one), self.after(other)
        if first.keys() == second.keys() == {"deleted"}:
            return bool(first["deleted"]) is not bool(second["deleted"])  # binned at two times is binned
        return first != second

    @cached_property
    def _by_site(self) -> Mapping[str, list[Write]]:
        found: dict[str, list[Write]] = {}
        for write in self.writes:
            found.setdefault(write.site, []).append(write)
        return found


def _heads(writes: Sequence[Write]) -> tuple[Write, ...]:
    return tuple(
        sorted((one for one in writes if not any(other.saw(one) for other in writes)), key=lambda write: write.id)
    )


# texts


def merged(base: str, one: str, other: str) -> str | None:
    """`base` with the changes of both; None where they changed the same sentence, or too much to tell.

    The same whichever comes first. Sentences are the smallest piece: two changes within one make no sense together.
    """
    if one == other:
        return one
    pieces = _sentences(base)
    mine, theirs = _changes(pieces, _sentences(one)), _changes(pieces, _sentences(other))
    if mine is None or theirs is None:
        return None
    together = sorted({*mine, *theirs})
    for before, after in pairwise(together):
        if after[0] < before[1] or (after[0] == before[1] and (before[0] == before[1] or after[0] == after[1])):
            return None
    return "".join(_with(pieces, together))


Replacement = tuple[int, int, tuple[str, ...]]
"""(first piece, the piece after the last one, what takes their place)."""


def _with(pieces: Sequence[str], changes: Sequence[Replacement]) -> Iterator[str]:
    place = 0
    for start, stop, new in changes:
        yield from pieces[place:start]
        yield from new
        place = stop
    yield from pieces[place:]


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.findall(text) if piece]


def _changes(base: Sequence[str], text: Sequence[str]) -> list[Replacement] | None:
    """What turns `base` into `text`; None where that would take long to find."""
    start = 0
    while start < min(len(base), len(text)) and base[start] == text[start]:
        start += 1
    end = 0
    while end < min(len(base), len(text)) - start and base[-1 - end] == text[-1 - end]:
        end += 1
    old, new = base[start : len(base) - end], text[start : len(text) - end]
    if len(old) > _MOST_PIECES or len(new) > _MOST_PIECES:
        return None
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(start + a, start + b, tuple(new[c:d])) for tag, a, b, c, d in found if tag != "equal"]
