"""Steps to a team's server and from it. Knows them as bytes with a site, a number and what their writer had seen.

A batch is one transaction: killed anywhere, it is on the server wholly or not at all, and sending it again changes
nothing. Each site's steps arrive without gaps, and no step before those that its writer had seen. Holds no store open
and decides nothing about contents.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from briefing.errors import NoRightError, PartedError
from briefing.team import extra, faults
from briefing.team.server import Server
from briefing.wording import say

STEPS_AT_ONCE = 500
_BYTES_AT_ONCE = 8_000_000  # of steps, in a batch either way
TAKEN_AT_ONCE = 2_000
_FETCHED_AT_ONCE = 250
Going = Callable[[], bool]
"""Whether to go on; asked between two batches."""


class SentStep(Protocol):
    """A step as it travels: number `sn` of its `site`, written after its writer had `seen` so many of each site."""

    @property
    def id(self) -> str:
        """The id of the step in every store."""

    @property
    def site(self) -> str:
        """The site that wrote it."""

    @property
    def sn(self) -> int:
        """Its number among the steps of the site, from 1."""

    @property
    def label(self) -> str:
        """What was done, for people."""

    @property
    def seen(self) -> Mapping[str, int]:
        """How many steps of each site were known where it was written."""

    @property
    def blobs(self) -> Sequence[str]:
        """The texts and files it needs: `t:` or `f:` and the SHA-256."""

    def to_bytes(self) -> bytes:
        """The step as it travels; the same step always gives the same bytes."""


Step = TypeVar("Step", bound=SentStep)


@dataclass(frozen=True)
class Log(Generic[Step]):
    """The side of the store: its site, how many steps of each site it has, and how they are got and read.

    `steps_after` gives the steps beyond so many of each site, each behind those it builds on; `blob` the content of a
    text or file; `read` makes a step of what `to_bytes` gave, and refuses what is none.
    """

    site: str
    seen: Mapping[str, int]
    steps_after: Callable[[Mapping[str, int]], Iterable[Step]]
    blob: Callable[[str], bytes]
    read: Callable[[bytes], Step]


@dataclass(frozen=True)
class Pushed:
    """How many steps the server took, and how many wait here until the desks they build on have sent theirs."""

    sent: int
    held: int


@dataclass
class _Batch(Generic[Step]):
    steps: list[Step] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, step: Step) -> None:
        body = step.to_bytes().decode()
        self.steps.append(step)
        self.bodies.append(body)
        self.size += len(body)

    @property
    def full(self) -> bool:
        return len(self.steps) >= STEPS_AT_ONCE or self.size >= _BYTES_AT_ONCE


def compare(server: Server, log: Log[Step]) -> None:
    """Raise PartedError where store and server tell the newest step of a site that both have otherwise.

    Before anything is sent or taken in: two copies of one store file that were both worked on must not be mixed.
    """
    there = server.seen()
    both = {site: min(number, there[site]) for site, number in log.seen.items() if site in there}
    bodies = server.bodies([*both.items()])
    steps = iter(log.steps_after({**log.seen, **{site: number - 1 for site, number in both.items()}}))
    while both:
        step = next(steps)
        if both.get(step.site) == step.sn:
            del both[step.site]
            _refuse_other(server, log, step, bodies)


def push(server: Server, log: Log[Step], going: Going = lambda: True) -> Pushed:
    """Send what the server does not have of this desk's steps, and of the history that nobody else sends.

    Raises PartedError where the server has another step under a number of ours, NoRightError, ServerAwayError and
    other TeamErrors; what was sent before stays sent.
    """
    compare(server, log)
    _refuse_foreign(server, log.site)
    have = server.seen()
    mine = {log.site: True}

    def ready(step: Step) -> bool:
        if step.site not in mine:
            mine[step.site] = server.claim(step.site, own=False) == server.address.login
        return mine[step.site]

    sent = 0
    late: list[Step] = []
    batch: _Batch[Step] = _Batch()
    for step in _in_order(log.steps_after(dict(have)), have, late, ready):
        batch.add(step)
        if batch.full:
            sent += _send(server, log, batch)
            batch = _Batch()
            if not going():
                return Pushed(sent, len(late))
    return Pushed(sent + _send(server, log, batch), len(late))


def pull(server: Server, log: Log[Step], going: Going = lambda: True) -> Iterator[tuple[Step, ...]]:
    """Batches of the steps that the store has not, each behind those it builds on. Raises TeamError.

    They are those of one moment. A batch that was taken in need not come again, wherever this is interrupted. Steps
    whose ground is missing on the server come last.
    """
    size = 0

    def arriving() -> Iterator[Step]:
        nonlocal size
        for site, number, body in _missing(server, log.seen):
            size += len(body)
            yield _read(server, log, site, number, body)

    batch: list[Step] = []
    late: list[Step] = []
    for step in _in_order(arriving(), dict(log.seen), late):
        batch.append(step)
        if len(batch) >= TAKEN_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield tuple(batch)
            batch, size = [], 0
            if not going():
                return
    if batch or late:
        yield (*batch, *late)


def _in_order(
    steps: Iterable[Step], have: dict[str, int], late: list[Step], ready: Callable[[Step], bool] = lambda _step: True
) -> Iterator[Step]:
    """The steps, each behind those it builds on, and counted in `have`; those that cannot follow stay in `late`.

    They come in order of time, which is nearly that order: only a desk whose clock was far ahead is out of turn.
    """
    for step in steps:
        if _follows(step, have) and ready(step):
            have[step.site] = step.sn
            yield step
        else:
            late.append(step)
    moved = True
    while moved:
        moved = False
        for step in tuple(late):
            if _follows(step, have) and ready(step):
                have[step.site] = step.sn
                late.remove(step)
                moved = True
                yield step


def _follows(step: SentStep, have: Mapping[str, int]) -> bool:
    ground = all(number <= have.get(site, 0) for site, number in step.seen.items() if site != step.site)
    return ground and step.sn == have.get(step.site, 0) + 1


def _missing(server: Server, seen: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    # the server sorts once and keeps the answer, so that no transaction waits while the store takes a batch in
    with faults.told(server.address):
        cursor = server.link.cursor("missing", withhold=True)
        cursor.execute(_NEXT, (list(seen), list(seen.values())))
    try:
        while True:
            with faults.told(server.address):
                rows = cursor.fetchmany(_FETCHED_AT_ONCE)
            if not rows:
                return
            yield from rows
    finally:
        with suppress(extra.psycopg().Error):  # of a connection that broke, which was told already
            cursor.close()


_NEXT = (
    "SELECT s.site, s.sn, s.body FROM briefing.desk_site d"
    " LEFT JOIN unnest(%b::text[], %b::bigint[]) AS had(site, sn) ON had.site = d.site"
    " CROSS JOIN LATERAL (SELECT * FROM briefing.step t WHERE t.site = d.site AND t.sn > coalesce(had.sn, 0)"
    " OFFSET 0) s"  # by its index, whatever the planner thinks of the number of rows
    " WHERE d.last_sn > coalesce(had.sn, 0) ORDER BY s.hlc, s.site"
)


def _read(server: Server, log: Log[Step], site: str, number: int, body: str) -> Step:
    step = log.read(body.encode())
    if (step.site, step.sn) != (site, number):
        raise PartedError(
            say(
                "Step %1 of %2 on %3 says that it is another. Nothing was taken in.", number, site, server.address.place
            )
        )
    return step


def _refuse_foreign(server: Server, own: str) -> None:
    holder = server.claim(own, own=True)
    if holder != server.address.login:
        raise NoRightError(
            say(
                "On %1 the steps of this store belong to “%2”, and you are “%3”. Please work in a store of your own, "
                "or ask the administrator to give you this one.",
                server.address.place,
                holder,
                server.address.login,
            )
        )


def _send(server: Server, log: Log[Step], batch: "_Batch[Step]") -> int:
    """Send a batch in one transaction; how many steps were new."""
    if not batch.steps:
        return 0
    labels = {step.id: step.label for step in batch.steps}
    with faults.told(server.address, labels), server.link.transaction():
        _send_blobs(server, {name for step in batch.steps for name in step.blobs}, log.blob)
        done = set(server.link.execute(_INSERT, (batch.bodies,)).fetchall())
        there = [step for step in batch.steps if (step.site, step.sn) not in done]
        if there:  # somebody sends the same steps at the same time
            bodies = server.bodies([(step.site, step.sn) for step in there])
            for step in there:
                _refuse_other(server, log, step, bodies)
    return len(done)


_INSERT = (
    "INSERT INTO briefing.step(body) SELECT unnest(%b::text[]) ON CONFLICT (site, sn) DO NOTHING RETURNING site, sn"
)


def _send_blobs(server: Server, names: set[str], blob: Callable[[str], bytes]) -> None:
    missing = server.link.execute(
        "SELECT name FROM unnest(%s::text[]) AS name WHERE NOT EXISTS"
        " (SELECT FROM briefing.blob have WHERE have.name = name.name)",
        (sorted(names),),
    ).fetchall()
    for (name,) in missing:
        server.link.execute(
            "INSERT INTO briefing.blob(name, data) VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, blob(name))
        )


def _refuse_other(server: Server, log: Log[Step], step: Step, bodies: Mapping[tuple[str, int], bytes]) -> None:
    there = bodies.get((step.site, step.sn))
    if there is None or log.read(there) != step:  # not the bytes: they name the format of the desk that wrote them
        raise PartedError(
            say(
                "The server %1 tells another step %2 than “%3” in the history of this store: two copies of one store "
                "file were worked on. Nothing was mixed. Please exchange with a new, empty store, and enter there what "
                "only this copy has.",
                server.address.place,
                step.sn,
                step.label,
            )
        )
