"""Desks of a team as a server knows them: logs of steps, each with its site, its number and what it had seen."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from briefing.ids import new_id
from briefing.team.carrier import Going, Log, Pushed, pull, push
from briefing.team.server import Server

CLOCK = itertools.count(1_000_000)
Change = tuple[str, str, str, object, object]


@dataclass(frozen=True)
class Step:
    """A step as the store writes it, with the fields that the server reads."""

    id: str
    site: str
    sn: int
    hlc: int
    label: str
    seen: dict[str, int]
    changes: tuple[Change, ...]
    blobs: tuple[str, ...]

    def to_bytes(self) -> bytes:
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(data: bytes) -> Step:
    values = json.loads(data)
    return Step(**{**values, "changes": tuple(map(tuple, values["changes"])), "blobs": tuple(values["blobs"])})


@dataclass
class DeskLog:
    """The log of one desk, in memory."""

    site: str = field(default_factory=new_id)
    steps: list[Step] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    ahead: int = 0  # of all clocks

    def seen(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for step in self.steps:
            found[step.site] = max(step.sn, found.get(step.site, 0))
        return found

    def write(self, label: str = "change title", *changes: Change, text: bytes = b"") -> Step:
        """One more step of this desk; with the text it archives, if any."""
        seen = self.seen()
        names = (f"t:{hashlib.sha256(text).hexdigest()}",) if text else ()
        self.blobs |= dict.fromkeys(names, text)
        clock = next(CLOCK) + self.ahead
        made = changes or (("issue", new_id(), "title", "old", label),)
        step = Step(f"{clock:016x}-{self.site}", self.site, seen.get(self.site, 0) + 1, clock, label, seen, made, names)
        self.steps.append(step)
        return step

    def after(self, seen: Mapping[str, int]) -> Iterator[Step]:
        return (step for step in sorted(self.steps, key=lambda step: step.id) if step.sn > seen.get(step.site, 0))

    def log(self) -> Log[Step]:
        return Log(self.site, self.seen(), self.after, self.blobs.__getitem__, read)

    def push(self, server: Server) -> Pushed:
        return push(server, self.log())

    def pull(self, server: Server, going: Going = lambda: True) -> int:
        """Take in what others sent; how many steps."""
        before = len(self.steps)
        for batch in pull(server, self.log(), going):
            for step in batch:
                self._take(step, server.blob)
        return len(self.steps) - before

    def take_from(self, other: DeskLog) -> None:
        """Take in what another desk has, by hand."""
        for step in other.steps:
            if step.sn > self.seen().get(step.site, 0):
                self._take(step, other.blobs.get)

    def _take(self, step: Step, blob: Callable[[str], bytes | None]) -> None:
        """As a store does: each step behind those it had seen, none twice."""
        have = self.seen()
        assert step.sn == have.get(step.site, 0) + 1
        assert all(number <= have.get(site, 0) for site, number in step.seen.items())
        for name in step.blobs:
            data = blob(name)
            assert data is not None
            self.blobs[name] = data
        self.steps.append(step)
