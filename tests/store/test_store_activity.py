"""What belongs to a record is part of its history and can be put back; all that was done is read in blocks."""

from collections.abc import Iterator

import pytest

from briefing.desk import Desk
from briefing.model import Link
from briefing.store.steps import Change
from briefing.store.store import create_store


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Anna")
    yield desk
    desk.close()


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    made = {key: desk.create("actor", {"name": key.title()}) for key in ("vale", "brook")}
    made |= {key: desk.create("issue", {"title": key.title()}) for key in ("water", "fuel")}
    made["source"] = desk.create("source", {"title": "Minutes"})
    made["event"] = desk.create("event", {"title": "Talks"})
    made["fact"] = desk.create("fact", {"label": "Demand"})
    made["other"] = desk.create("fact", {"label": "Supply"})
    return made


def told(desk: Desk, kind: str, record_id: str) -> list[tuple[str, str]]:
    """(kind of row, field) of every change in the history of a record, newest first."""
    return [(c[0], c[2]) for entry in desk.record_history(kind, record_id) for c in entry.changes]


PARTS = [
    ("alias", {"actor": "vale", "text": "M. Vale"}, ["actor:vale"]),
    ("membership", {"person": "vale", "organisation": "brook", "role": "Chair"}, ["actor:vale"]),
    ("actor_relation", {"from_actor": "vale", "to_actor": "brook"}, ["actor:vale", "actor:brook"]),
    ("participant", {"event": "event", "actor": "vale"}, ["event:event", "actor:vale"]),
    ("derivation", {"fact": "fact", "basis": "other"}, ["fact:fact"]),
    ("citation", {"record_kind": "event", "record": "event", "source": "source", "locator": "p. 2"}, ["event:event"]),
    ("link", {"issue": "water", "target_kind": "event", "target": "event"}, ["issue:water", "event:event"]),
]


@pytest.mark.parametrize(("kind", "values", "owners"), PARTS, ids=lambda value: value if isinstance(value, str) else "")
def test_parts_stand_in_the_history_of_their_records_and_come_back(
    desk: Desk, ids: dict[str, str], kind: str, values: dict[str, str], owners: list[str]
) -> None:
    names = {"actor", "person", "organisation", "from_actor", "to_actor", "event", "fact", "basis", "record", "source"}
    names |= {"issue", "target"}
    part = desk.create(kind, {name: ids[value] if name in names else value for name, value in values.items()})
    places = [(one.partition(":")[0], ids[one.partition(":")[2]]) for one in owners]
    for place in places:
        assert told(desk, *place)[0] == (kind, "*")
    heard: list[Change] = []
    desk.listen(heard.append)
    assert desk.put_back_part(kind, part, there=False)
    assert heard[-1].ids >= {one for _kind, one in places} | {part}
    for place in places:
        assert told(desk, *place)[0] == (kind, "deleted")
    assert not desk.put_back_part(kind, part, there=False)
    assert desk.put_back_part(kind, part, there=True, origin="history") and heard[-1].origin == "history"
    assert not desk.put_back_part(kind, part, there=True)
    assert told(desk, *places[0])[:3] == [(kind, "deleted"), (kind, "deleted"), (kind, "*")]
    desk.undo()
    assert not desk.put_back_part(kind, part, there=False)


def test_a_link_made_anew_is_not_brought_back_twice(desk: Desk, ids: dict[str, str]) -> None:
    desk.link(ids["water"], "actor", ids["vale"])
    first = desk.link_rows(ids["water"])[0]
    desk.unlink(ids["water"], "actor", ids["vale"])
    desk.link(ids["water"], "actor", ids["vale"])
    assert not desk.put_back_part("link", first.id, there=True)
    assert len(desk.link_rows(ids["water"])) == 1 and desk.get(Link, first.id).deleted


def test_records_themselves_are_no_parts(desk: Desk, ids: dict[str, str]) -> None:
    assert not desk.put_back_part("actor", ids["vale"], there=False)


def test_other_records_stay_out_of_a_history(desk: Desk, ids: dict[str, str]) -> None:
    desk.link(ids["fuel"], "actor", ids["brook"])
    assert told(desk, "issue", ids["water"]) == [("issue", "*")]
    assert told(desk, "actor", ids["vale"]) == [("actor", "*")]


def test_deeds_come_newest_first_in_blocks_and_name_their_records(desk: Desk, ids: dict[str, str]) -> None:
    desk.edit("issue", ids["water"], {"priority": "high"}, group="typing")
    desk.edit("issue", ids["water"], {"priority": "low"}, group="typing")
    desk.create("alias", {"actor": ids["vale"], "text": "M. Vale"})
    everything = desk.deeds(limit=1000)
    assert [(d.label, d.record_kind, d.title) for d in everything[:3]] == [
        ("add other name", "actor", "Vale"),
        ("change priority", "issue", "Water"),
        ("new fact", "fact", "Supply"),
    ]
    assert len(everything) == len(desk.log())
    blocks: list[int] = []
    last = 0
    while block := desk.deeds(last, 3):
        assert len(block) <= 3
        blocks += [deed.number for deed in block]
        last = blocks[-1]
    assert blocks == [deed.number for deed in everything] == sorted(blocks, reverse=True)


def test_what_was_undone_is_marked_until_it_is_redone(desk: Desk, ids: dict[str, str]) -> None:
    desk.edit("issue", ids["water"], {"priority": "high"})
    desk.undo()
    undo, edit, other = desk.deeds(limit=3)
    assert (undo.kind, undo.undone) == ("undo", False)
    assert (edit.label, edit.undone, other.undone) == ("change priority", True, False)
    desk.redo()
    assert [deed.undone for deed in desk.deeds(limit=4)] == [False, False, False, False]
    desk.undo()
    assert [deed.undone for deed in desk.deeds(limit=5)] == [False, True, False, True, False]


def test_a_block_costs_no_more_in_a_long_log(desk: Desk, ids: dict[str, str]) -> None:
    def steps() -> int:
        counted = 0

        def tick() -> int:
            nonlocal counted
            counted += 1
            return 0

        desk.store.connection.set_progress_handler(tick, 100)
        desk.deeds(limit=20)
        desk.store.connection.set_progress_handler(None, 0)
        return counted

    for number in range(40):
        desk.edit("issue", ids["water"], {"next_step": f"{number}"})
    short = steps()
    for number in range(800):
        desk.edit("issue", ids["water"], {"next_step": f"again {number}"})
    assert steps() <= 1.5 * short
