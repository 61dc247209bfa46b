"""The actor map: who is shown, how lines are told, that nothing lies on anything, and the same bytes each time."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.pictures import svg
from briefing.pictures.actor_map import actor_map
from briefing.pictures.network import Network, network, period
from briefing.pictures.shapes import Box, Mark, Picture, Stroke, Tone, Words
from briefing.store.store import create_store

TODAY = "2022-08-19"


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "T", Clock(date(2022, 8, 19)))
    yield made
    made.close()


def drawn(desk: Desk, **asked: object) -> Picture:
    return actor_map(network(desk, **asked), svg.measure, width=700, today=TODAY)  # type: ignore[arg-type]


def actors(desk: Desk, *names: str, kind: str = "person") -> list[str]:
    return [desk.create("actor", {"name": name, "kind": kind}) for name in names]


def relate(desk: Desk, start: str, end: str, kind: str = "represents", **more: str) -> str:
    return desk.create("actor_relation", {"from_actor": start, "to_actor": end, "kind": kind, **more})


def names(found: Network) -> list[str]:
    return [one.name for one in found.actors]


def lines(picture: Picture) -> list[Stroke]:
    return [shape for shape in picture.ground if isinstance(shape, Stroke)]


def words(mark: Mark) -> list[str]:
    return [shape.text for shape in mark.shapes if isinstance(shape, Words)]


def tangle(desk: Desk, number: int, ties: int, seed: int = 3) -> list[str]:
    """Actors with random relations, some of them hubs."""
    chance = random.Random(seed)
    with desk.store.step("fill", "T") as step:
        made = [step.insert("actor", {"name": f"Body {place} of the region"}) for place in range(number)]
        for _ in range(ties):
            start, end = made[int(number * chance.random() ** 2)], made[chance.randrange(number)]
            if start != end:
                step.insert("actor_relation", {"from_actor": start, "to_actor": end, "kind": "opposes"})
    return made


def test_relations_and_roles_are_told_with_their_time_and_direction(desk: Desk) -> None:
    ana, bo = actors(desk, "Ana", "Bo")
    (ministry,) = actors(desk, "Ministry", kind="organisation")
    relate(desk, ana, bo, "aide_to", start_edtf="2020", end_edtf="2021-06", note="as a friend")
    desk.create(
        "membership",
        {
            "person": bo,
            "organisation": ministry,
            "role": "minister",
            "start_edtf": "../2022-08-01",
            "on_behalf_of": ana,
        },
    )
    picture = drawn(desk)
    told = {mark.name: mark for mark in picture.marks if mark.quiet}
    assert set(told) == {
        "Ana aide to Bo (2020 – Jun 2021, ended, as a friend)",
        "Bo: minister, Ministry (since 1 Aug 2022 or before)",
        "Bo: on behalf of Ana (since 1 Aug 2022 or before, minister)",
    }
    aide = told["Ana aide to Bo (2020 – Jun 2021, ended, as a friend)"]
    assert words(aide) == ["aide to", "2020 – Jun 2021"]
    assert aide.members == (("actor", ana), ("actor", bo))
    assert [line.dashed for line in lines(picture)] == [True, False, False], "what has ended is dashed"
    assert all(line.arrow for line in lines(picture))
    boxes = {mark.id: mark for mark in picture.marks if mark.kind == "actor"}
    assert boxes[bo].name == (
        "Bo, person: Ana aide to (2020 – Jun 2021, ended, as a friend); minister, Ministry (since 1 Aug 2022 or before)"
        "; on behalf of Ana (since 1 Aug 2022 or before, minister)"
    ).replace("Ana aide to (", "Ana aide to Bo (")
    line = lines(picture)[0]
    (x, y, wide, high) = boxes[bo].bounds
    end = line.points[-1]
    assert x - 4 <= end[0] <= x + wide + 4
    assert y - 4 <= end[1] <= y + high + 4, "the arrow points at the one it goes to"
    assert ("Ana", "aide to", "Bo", "2020 – Jun 2021, ended", "as a friend") in picture.table
    assert {entry.words for entry in picture.legend} == {"person", "organisation", "relation or role", "ended"}


def test_periods_are_words(desk: Desk) -> None:
    ana, bo = actors(desk, "Ana", "Bo")
    for start, end in (("2020", ""), ("", "2021"), ("", "../2021"), ("2020-05~", "2021")):
        relate(desk, ana, bo, start_edtf=start, end_edtf=end)
    assert [period(tie) for tie in desk.ties()] == [
        "since 2020", "until 2021", "until 2021 or before", "about May 2020 – 2021",
    ]  # fmt: skip


def test_ties_the_same_way_are_one_line_and_more_than_two_are_counted(desk: Desk) -> None:
    ana, bo = actors(desk, "Ana", "Bo")
    for kind in ("represents", "aide_to", "member_of"):
        relate(desk, ana, bo, kind)
    relate(desk, bo, ana, "opposes")
    relate(desk, ana, bo, "mediates")
    picture = drawn(desk)
    assert len(lines(picture)) == 3
    told = [words(mark) for mark in picture.marks if mark.quiet]
    assert ["represents", "aide to", "and 1 more"] in told
    assert {line.tone for line in lines(picture)} == {Tone.GREY, Tone.RED, Tone.BLUE}


def test_steps_issue_and_kind_narrow_the_map(desk: Desk) -> None:
    ana, bo, cy, di, eve = actors(desk, "Ana", "Bo", "Cy", "Di", "Eve")
    relate(desk, ana, bo)
    relate(desk, cy, bo, "opposes")
    relate(desk, cy, di)
    assert names(network(desk, actor=ana, steps=1)) == ["Ana", "Bo"]
    assert names(network(desk, actor=ana, steps=2)) == ["Ana", "Bo", "Cy"]
    assert names(network(desk, actor=ana)) == ["Ana", "Bo", "Cy", "Di"]
    assert names(network(desk, kinds=("opposes",))) == ["Bo", "Cy"]
    assert names(network(desk, kinds=("role",))) == []
    assert [one.name for one in network(desk).alone] == ["Eve"]
    issue = desk.create("issue", {"title": "Quay", "owner_actor": ana})
    desk.create("position", {"actor": bo, "issue": issue, "summary": "Wants it", "stance": "supports"})
    desk.create("link", {"issue": issue, "target_kind": "actor", "target": eve})
    event = desk.create("event", {"title": "Talks"})
    desk.create("participant", {"event": event, "actor": cy})
    found = network(desk, issues=(issue,))
    assert (names(found), [one.name for one in found.alone]) == (["Ana", "Bo"], ["Eve"])
    desk.create("link", {"issue": issue, "target_kind": "event", "target": event})
    assert names(network(desk, issues=(issue,))) == ["Ana", "Bo", "Cy"], "who takes part in its events bears on it"
    desk.delete("actor", bo)
    assert names(network(desk)) == ["Cy", "Di"], "nobody is tied to somebody in the bin"


def test_boxes_and_words_lie_apart_and_inside(desk: Desk) -> None:
    tangle(desk, 60, 110)
    picture = drawn(desk)
    boxes = [mark.bounds for mark in picture.marks]
    assert len(boxes) > 140
    for one, other in combinations(boxes, 2):
        across = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
        down = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
        assert across or down
    for x, y, wide, high in boxes:
        assert x >= 0
        assert y >= 0
        assert x + wide <= picture.width
        assert y + high <= picture.height


def test_too_many_are_cut_to_those_around_the_most_connected_and_it_says_so(desk: Desk) -> None:
    made = tangle(desk, 400, 500)
    hub, *_ = sorted(made, key=lambda one: -len(desk.relations(one)))
    found = network(desk)
    assert len(found.actors) == 150
    assert hub in {one.id for one in found.actors}
    assert found.centre == hub
    picture = drawn(desk)
    assert picture.description.startswith("Shows 150 of 400 actors, those around Body ")
    assert picture.width < 6000
    assert len(svg.to_svg(picture)) < 500_000
    near = network(desk, actor=hub, steps=1, most=5)
    assert len(near.actors) == 5
    assert near.left_out == near.total - 5 > 0
    assert hub in {one.id for one in near.actors}


def test_more_lines_than_can_be_laid_out_with_words_are_drawn_without(desk: Desk) -> None:
    tangle(desk, 60, 700)
    picture = drawn(desk)
    assert sum(mark.quiet for mark in picture.marks) > 420
    assert not any(words(mark) for mark in picture.marks if mark.quiet)


def test_the_same_store_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.pictures.test_actor_map import *\n"
        "desk = Desk(create_store(), 'T', Clock(date(2022, 8, 19)))\n"
        "made = [f'a{n}' for n in range(40)]\n"
        "from briefing.store.pictured import Party, Tie\n"
        "people = tuple(Party(one, one, 'person', '') for one in made)\n"
        "ties = tuple(Tie(f't{n}', 'opposes', 'opposes', made[n], made[n * 7 % 40], '', '', '', '')"
        " for n in range(1, 40) if n != n * 7 % 40)\n"
        "shown = Network(people, ties, (), 40, '')\n"
        "print(svg.to_svg(actor_map(shown, svg.measure, width=700, today=TODAY)))\n"
    )
    root = Path(__file__).parents[2]
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
    assert made.pop().startswith(b"<svg")


def test_those_without_relations_stand_under_the_map_and_hostile_names_stay_text(desk: Desk) -> None:
    long = "<img src=x> " + "name " * 60
    one, other = actors(desk, long, "Bo")
    assert drawn(desk).marks == (), "without any relation there is no map"
    relate(desk, one, other)
    more = actors(desk, *[f"Somebody {place}" for place in range(200)])
    picture = drawn(desk)
    below = max(mark.bounds[1] + mark.bounds[3] for mark in picture.marks if mark.quiet or mark.id in (one, other))
    named = [mark for mark in picture.marks if mark.id in more]
    assert named
    assert all(mark.bounds[1] >= below for mark in named)
    rest = next(mark for mark in picture.marks if mark.key == "more alone")
    assert len(named) + len(rest.members) == 200
    assert "<img" not in svg.to_svg(picture).replace("&lt;img", "")
    box = next(mark for mark in picture.marks if mark.id == one)
    assert max(shape.width for shape in box.shapes if isinstance(shape, Box)) < 170


def test_endless_notes_and_names_are_told_in_short_and_kept_in_the_table(desk: Desk) -> None:
    ana, bo = actors(desk, "Ana " * 240, "Bo")
    relate(desk, ana, bo, note="note " * 190)
    picture = drawn(desk)
    assert all(mark.tip.count("note") < 40 for mark in picture.marks)
    assert next(len(mark.name) for mark in picture.marks if mark.id == bo) < 600
    assert any("note " * 189 in cell for row in picture.table for cell in row)
