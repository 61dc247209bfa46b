"""What review mode asks of whatever holds the briefs: a store, or a pouch.

Responsible for: the questions, and the plain values that answer them. Refuses to: know a store, or a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from briefing.brief.addresses import Address, Spot, addresses, read
from briefing.brief.compare import Difference, compare_placed, everything
from briefing.brief.placing import Standing
from briefing.brief.reviewed import Reviewed
from briefing.brief.tree import Brief
from briefing.brief.units import Unit
from briefing.errors import BriefingError
from briefing.model import Comment

WORDS_A_MINUTE = 230
"""How fast people read prose on a screen."""

WHEN_ISSUED = "when issued"
"""The state of a quote that was verified when its brief was issued, and cannot be compared with the archive here."""


@dataclass(frozen=True)
class Entry:
    """A brief that waits to be read. `number` is its newest issued version, None for one that was never issued.

    `day` is what it says it is as at, in words; `status` its status; `marking` its marking, both as stored.
    """

    brief: str
    title: str
    number: int | None
    day: str
    status: str
    marking: str = ""


@dataclass(frozen=True)
class Shown:
    """A version of a brief as it is read, with every note on it.

    `quotes` are the words of its verified quotes by id; `numbers` the versions there are, oldest first; `then` what
    the unit said on which a note was written, for those whose text changed or is gone.
    """

    entry: Entry
    reviewed: Reviewed
    numbers: tuple[int, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    then: Mapping[str, str] = field(default_factory=dict)

    @property
    def units(self) -> Sequence[Unit]:
        """What can be commented, in reading order."""
        return self.reviewed.placed.units

    def addresses(self) -> list[Address]:
        """The address of each unit."""
        return addresses(self.units)

    def minutes(self) -> int:
        """How long reading takes, in minutes, at least one; sources are looked up, not read."""
        words = sum(len(unit.text.split()) for unit in self.units if unit.what != "source")
        return max(1, round(words / WORDS_A_MINUTE))


@dataclass(frozen=True)
class Since:
    """What changed since an earlier version: each difference, and the unit of the version shown where it stands.

    The unit is None where the words are gone and nothing stands before them. `changed` are the units that differ.
    """

    number: int
    day: str
    differences: tuple[tuple[Difference, int | None], ...]
    changed: frozenset[int]


@dataclass(frozen=True)
class Proof:
    """Where a quote comes from. `passage` is a part of the archived text, `exact` is `passage[start:end]`.

    `first` and `last` bound the sentences around the quote in that part. `state` is `verified` or says why not;
    `held` whether the archived text is there; `about` are further facts, one a line.
    """

    exact: str
    speaker: str
    title: str
    locator: str
    state: str
    passage: str = ""
    start: int = 0
    end: int = 0
    first: int = 0
    last: int = 0
    about: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the words around it are known."""
        return bool(self.passage)

    def sentence(self) -> tuple[str, int, int]:
        """The sentences around the quote, and where in them it stands."""
        return self.passage[self.first : self.last], self.start - self.first, self.end - self.first


def words_then(reviewed: Reviewed, tree_of: Callable[[int | None], Brief]) -> dict[str, str]:
    """What the units said on which the notes were written whose text changed or is gone, as far as that is known.

    `tree_of` gives the version of a number, and raises BriefingError where there is none any more.
    """
    found: dict[str, str] = {}
    known: dict[int | None, dict[Address, str]] = {}
    for one in reviewed.placed.notes:
        note = one.note
        if one.standing is Standing.PLACED or note.version == reviewed.number:
            continue
        if note.version not in known:
            try:
                units = everything(tree_of(note.version)) if note.version is not None else []
            except BriefingError:
                units = []
            known[note.version] = {name: unit.text for name, unit in zip(addresses(units), units, strict=True)}
        with suppress(ValueError, RecursionError):  # from elsewhere, and no address
            address = read(note.unit)
            if address is not None:
                found[note.id] = known[note.version].get(address, address.section)
    return found


def since_of(number: int, old: Brief, new: Brief) -> Since:
    """What changed from version `number`, which is `old`, to the one that is read."""
    found = compare_placed(old, new)
    changed = frozenset(at for one, at in found if at is not None and one.fate != "removed")
    return Since(number, old.as_at_text, tuple(found), changed)


class Reviewing(Protocol):
    """The briefs to read, the notes on them, and the ways to write one. Every verb raises BriefingError."""

    @property
    def refusal(self) -> str:
        """Why nothing can be written here, as a sentence; empty where notes can be."""
        ...

    @property
    def author(self) -> str:
        """Who writes the notes."""
        ...

    @property
    def name(self) -> str:
        """Under which name half-typed notes wait on this computer; empty where they wait in memory only."""
        ...

    @property
    def may_order(self) -> bool:
        """Whether the queue can be put in another order here."""
        ...

    def move(self, brief: str, way: int) -> None:
        """Put a brief one place earlier (-1) or later (1) in the queue."""
        ...

    def queue(self) -> list[Entry]:
        """The briefs in the order in which they are to be read."""
        ...

    def load(self, brief: str, number: int | None = None) -> Shown:
        """A version of a brief: the newest issued one without a number, or the draft where none was issued."""
        ...

    def since(self, shown: Shown, number: int) -> Since | None:
        """What changed since version `number`; None where that is not an earlier version that can be read."""
        ...

    def pdf(self, shown: Shown) -> bytes | None:
        """The pages as they were issued; None where no such file was kept."""
        ...

    def last_read(self, brief: str, before: int) -> int:
        """The newest version below number `before` that was read, where this keeps it; else 0."""
        ...

    def mark_read(self, shown: Shown, unit: int) -> None:
        """Keep that a version was read, as far as a unit, where this keeps it."""
        ...

    def proof(self, shown: Shown, quote: str) -> Proof:
        """Where a quote of the version shown comes from."""
        ...

    def comment(self, spot: Spot, text: str, initials: str, shown: Shown) -> str:
        """Write a comment on a place of the version shown; returns its id."""
        ...

    def reply(self, comment: Comment, text: str, initials: str) -> str:
        """Answer a comment; returns the id of the answer."""
        ...

    @property
    def may_resolve(self) -> bool:
        """Whether comments can be resolved here."""
        ...

    @property
    def hands_back(self) -> bool:
        """Whether what was written is handed back as a file (`answer_file`)."""
        ...

    @property
    def sealed(self) -> bool:
        """Whether what is read came sealed, so that what is handed back should be."""
        ...

    def answer_file(self, key: str = "") -> tuple[str, bytes]:
        """The name and the bytes of the file that is handed back, sealed to `key` where there is one.

        Raises PouchError where there is nothing in it, and for a key that is none.
        """
        ...

    def resolve(self, comment: str, *, done: bool) -> None:
        """Say that a comment is dealt with, or that it is not after all."""
        ...

    def decide(self, spot: Spot, result: str, text: str, initials: str, shown: Shown) -> str:
        """Decide on the version shown, or on one recommendation of it; returns the id."""
        ...

    def on_change(self, heard: Callable[[], object]) -> None:
        """Call `heard` when notes or briefs may have changed elsewhere."""
        ...
