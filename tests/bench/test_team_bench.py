"""A team's server against PostgreSQL's own way to move rows: COPY of the same rows to where nothing is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from briefing.ids import new_id
from briefing.team.carrier import pull
from tests.team.conftest import Team, database, own_team, postgres, ring
from tests.team.desks import DeskLog, Step

__all__ = ["database", "own_team", "postgres", "ring"]  # fixtures

STEPS = 10_000
ROUNDS = 5
RUNS = ROUNDS + 4  # with those before and after the rounds
Measure = Callable[..., Any]


@pytest.fixture
def durable(own_team: Team) -> Team:
    """The team with a server that waits for its disk, as every real one does."""
    with own_team.postgres.admin() as admin:
        admin.execute("ALTER SYSTEM SET fsync = on")
        admin.execute("SELECT pg_reload_conf()")
    return own_team


def desk() -> DeskLog:
    """What a desk wrote in some months: an issue edited field by field."""
    made = DeskLog()
    made.steps = [_step(made.site, number) for number in range(1, STEPS + 1)]
    return made


def _step(site: str, number: int) -> Step:
    text = f"What stands where and why, in some thirty words of prose, as of edit {number}. " * 2
    change = ("issue", site, "state_of_play", text, text)
    clock = 1_000_000_000 + number
    seen = {site: number - 1}
    return Step(f"{clock:016x}-{site}", site, number, clock, "change state of play", seen, (change,), ())


def test_pushing_steps_is_at_most_five_times_copy(ratio: Measure, durable: Team) -> None:
    desks = iter([desk() for _ in range(RUNS)])
    with durable.postgres.admin(durable.database) as admin, durable.connect("anna") as server:
        desk().push(server)
        rows = admin.execute("SELECT * FROM briefing.step").fetchall()
        admin.execute("CREATE TABLE public.floor(LIKE briefing.step INCLUDING DEFAULTS INCLUDING INDEXES)")

        def ours() -> None:
            assert next(desks).push(server).sent == STEPS

        def floor() -> None:
            site = new_id()
            with admin.cursor().copy("COPY public.floor FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((site, row[1], f"{row[3]:016x}-{site}", *row[3:]))

        assert ratio(ours, floor, rounds=ROUNDS).times <= 5.0


def test_pulling_steps_is_at_most_five_times_copy(ratio: Measure, durable: Team) -> None:
    with durable.connect("anna") as server:
        desk().push(server)
        other = DeskLog().log()

        def ours() -> None:
            assert sum(len(batch) for batch in pull(server, other)) == STEPS

        def floor() -> None:
            with server.link.cursor().copy("COPY (SELECT site, sn, body FROM briefing.step) TO STDOUT") as copy:
                copy.set_types(["text", "int8", "text"])
                assert len(list(copy.rows())) == STEPS

        assert ratio(ours, floor, rounds=ROUNDS).times <= 5.0
