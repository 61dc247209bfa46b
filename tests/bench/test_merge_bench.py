"""Exchange against the floor: the same rows put into the same tables by bare SQL; and many histories that end alike."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from briefing.store import exchange
from briefing.store.exchange import SentStep
from briefing.store.store import Stamps, Store, create_store
from tests.store.test_exchange_convergence import YEAR, play

Measure = Callable[..., Any]
EDITS = 1_000
RECORDS = 500


@pytest.fixture(scope="module")
def sent() -> Iterator[tuple[list[SentStep], list[SentStep]]]:
    """The steps that make 500 issues on one desk, and those of 1,000 edits made offline on another."""
    ticks = count(1_700_000_000_000)
    with create_store(site="desk-a", stamps=Stamps(milliseconds=lambda: next(ticks))) as here:
        with here.step("fill", "A") as step:
            play = "What stands where and why, in some sixty words of prose. " * 6
            ids = [step.insert("issue", {"title": f"Issue {n}", "state_of_play": play}) for n in range(RECORDS)]
        base = list(exchange.steps_after(here, {}))
    with create_store(site="desk-b", stamps=Stamps(milliseconds=lambda: next(ticks))) as there:
        exchange.take(there, base, lambda _: None, "B")
        chance = random.Random(1)
        for number in range(EDITS):
            with there.step("change next step", "B") as step:
                step.update("issue", chance.choice(ids), {"next_step": f"call {number}"})
        yield base, list(exchange.steps_after(there, {"desk-a": 1}))


def test_a_thousand_edits_are_merged_in_at_most_three_times_bare_inserts(
    ratio: Measure, sent: tuple[list[SentStep], list[SentStep]], tmp_path: Path
) -> None:
    """The floor writes the same rows of log, records and search with the same durability, and asks nothing."""
    base, edits = sent
    names = count()

    def fresh() -> Store:
        store = create_store(tmp_path / f"{next(names)}.db", site="desk-c")
        exchange.take(store, base, lambda _: None, "C")
        return store

    stores: dict[str, list[Store]] = {
        "ours": [fresh() for _ in range(13)],
        "floor": [fresh() for _ in range(10)],
    }

    def ours() -> None:
        with stores["ours"].pop() as store:
            assert exchange.take(store, edits, lambda _: None, "C").steps == EDITS

    def floor() -> None:
        with stores["floor"].pop() as store:
            bare(store, edits)

    assert ratio(ours, floor).times <= 3.0


def bare(store: Store, edits: list[SentStep]) -> None:
    """The rows of these steps by nothing but SQL, each record and its row of search written once."""
    execute = store.connection.execute
    execute("BEGIN IMMEDIATE")
    execute("UPDATE ctx SET step = 0")
    last: dict[str, Any] = {}
    for step in edits:
        number = execute(
            "INSERT INTO step(id, site, sn, hlc, at, user, label, kind, grp, target, seen)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')",
            (step.id, step.site, step.sn, step.hlc, step.at, step.user, step.label, step.kind, step.grp, step.target),
        ).lastrowid
        for change in step.changes:
            execute("INSERT INTO change(step, tbl, row, field, old, new) VALUES(?, ?, ?, ?, ?, ?)", (number, *change))
            last[change[1]] = change[4]
    for one, value in last.items():
        execute("UPDATE issue SET next_step = ? WHERE id = ?", (value, one))
        execute("UPDATE doc SET body = body || ? WHERE ref = ?", (value, one))
    execute("UPDATE ctx SET step = NULL")
    execute("COMMIT")


def test_three_hundred_histories_of_three_desks_end_alike() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        deeds = [(chance.randrange(3), chance.randrange(14)) for _ in range(chance.randrange(10, 60))]
        play(deeds, seed, chance.choice([(0, 0, 0), (0, YEAR, 0), (0, -YEAR, 5)]))
