"""Who is tied to whom: which actors an actor map shows, and which of their relations and roles.

Where there are more actors than anybody can read, those around the most connected one are kept, and counted is who is
left out.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.reading import Reading
from briefing.rules import dates
from briefing.store.pictured import Party, Tie
from briefing.wording import say

MOST = 150
"""More actors than this are not shown at once."""
ROLE = "role"
"""The kind of a tie that is no relation but a role."""


@dataclass(frozen=True)
class Network:
    """What a map shows. `alone` are without any tie, `total` counts all who were asked for, shown or not.

    `centre` is the actor around whom it was asked for, or around whom it was cut; empty for a whole one.
    """

    actors: tuple[Party, ...]
    ties: tuple[Tie, ...]
    alone: tuple[Party, ...]
    total: int
    centre: str

    @property
    def left_out(self) -> int:
        """How many actors with relations are not shown."""
        return self.total - len(self.actors) - len(self.alone)


def network(
    reading: Reading,
    *,
    issues: Sequence[str] = (),
    kinds: Sequence[str] = (),
    actor: str = "",
    steps: int = 0,
    most: int = MOST,
) -> Network:
    """The actors that bear on some issues and their ties of some kinds; all without.

    With an `actor`, those who are tied to it over at most so many steps, or over any number where `steps` is 0.
    """
    bearing = reading.actors_on(issues) if issues else None
    asked = {one.id: one for one in reading.parties() if bearing is None or one.id in bearing or one.id == actor}
    ties = [
        tie for tie in reading.ties() if tie.start in asked and tie.end in asked and (not kinds or tie.kind in kinds)
    ]
    near: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        near[tie.start].append(tie.end)
        near[tie.end].append(tie.start)
    centre = ""
    if actor:
        centre, reached = actor, _around(actor, near, steps, most) if actor in asked else []
        total = len(_around(actor, near, steps, len(asked))) if reached else 0
        alone: tuple[Party, ...] = ()
    else:
        total = len(asked)
        alone = tuple(one for key, one in asked.items() if key not in near)
        reached = list(near)
        if len(reached) > most:
            centre = _most_connected(near, near)
            reached = _clusters(near, most)
    shown = set(reached)
    return Network(
        actors=tuple(one for key, one in asked.items() if key in shown),
        ties=tuple(tie for tie in ties if tie.start in shown and tie.end in shown),
        alone=alone,
        total=total,
        centre=centre,
    )


def _most_connected(of: Iterable[str], near: dict[str, list[str]]) -> str:
    return min(of, key=lambda one: (-len(near[one]), one))


def _around(start: str, near: dict[str, list[str]], steps: int, most: int) -> list[str]:
    """Who is reached from `start`, the nearest first and among them the most connected, at most so many."""
    reached, waiting = {start: 0}, deque([start])
    while waiting:
        one = waiting.popleft()
        if steps and reached[one] == steps:
            continue
        for other in sorted(set(near.get(one, ())) - reached.keys(), key=lambda key: (-len(near[key]), key)):
            if len(reached) >= most:
                return list(reached)
            reached[other] = reached[one] + 1
            waiting.append(other)
    return list(reached)


def _clusters(near: dict[str, list[str]], most: int) -> list[str]:
    """The surroundings of the most connected actor, then of the most connected of the rest, until there are enough."""
    found: list[str] = []
    rest = set(near)
    while rest and most - len(found) > 1:
        around = _around(_most_connected(rest, near), near, 0, most - len(found))
        found += around
        rest -= set(around)
    return found


def period(tie: Tie) -> str:
    """The time for which a tie holds, in words; empty where nothing is known of it."""
    start, end = _bound(tie.from_edtf), _bound(tie.to_edtf)
    if start and end:
        return f"{start} – {end}"
    return say("since %1", start) if start else say("until %1", end) if end else ""


def _bound(edtf: str) -> str:
    first, slash, last = edtf.partition("/")
    if slash and first in ("", ".."):
        return say("%1 or before", dates.describe(last, short=True))
    return dates.describe(edtf, short=True)
