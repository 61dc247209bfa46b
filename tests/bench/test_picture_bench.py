"""Pictures of large stores, against reading the same rows and doing nothing with them."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.pictures import svg
from briefing.pictures.actor_map import actor_map
from briefing.pictures.axis import Span
from briefing.pictures.matrix import matrix
from briefing.pictures.network import network
from briefing.pictures.shapes import Picture
from briefing.pictures.timeline import timeline
from briefing.store.store import create_store

from .conftest import Ratio

EVENTS = 10_000
ACTORS, ISSUES = 200, 40


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Events of ten years, and a position of every actor on every fourth issue."""
    made = Desk(create_store(), "T", Clock(date(2022, 8, 19)))
    first = date(2013, 1, 1).toordinal()
    with made.store.step("fill", "T") as step:
        for number in range(EVENTS):
            day = date.fromordinal(first + number * 3650 // EVENTS).isoformat()
            edtf = (day, day[:7], f"{day}~", f"{day}/..")[number % 4 if number % 50 == 0 else 0]
            step.insert("event", {"title": f"Meeting {number} of the working group", "date_edtf": edtf})
        actors = [step.insert("actor", {"name": f"Body {number}"}) for number in range(ACTORS)]
        issues = [step.insert("issue", {"title": f"Question {number}"}) for number in range(ISSUES)]
        for place, actor in enumerate(actors):
            for issue in issues[place % 4 :: 4]:
                step.insert("position", {"actor": actor, "issue": issue, "stance": "supports", "summary": "Wants it"})
    yield made
    made.close()


def test_ten_thousand_events_are_counted_on_the_axis(desk: Desk, ratio: Callable[..., Ratio]) -> None:
    svg.measure("warm", 9, False)
    picture = timeline(desk, svg.measure, width=1000)
    assert sum(len(mark.members) or 1 for mark in picture.marks) >= EVENTS * 0.99
    found = ratio(lambda: timeline(desk, svg.measure, width=1000), desk.happenings)
    assert found.times <= 6
    assert found.ours < 0.5


def test_a_near_span_of_ten_thousand_events_is_drawn_one_by_one(desk: Desk, ratio: Callable[..., Ratio]) -> None:
    near = Span(date(2018, 3, 1), date(2018, 3, 7))
    picture = timeline(desk, svg.measure, width=1000, span=near)
    assert any(mark.id for mark in picture.marks)
    found = ratio(lambda: timeline(desk, svg.measure, width=1000, span=near), desk.happenings)
    assert found.times <= 6


def test_the_stances_of_two_hundred_actors(desk: Desk, ratio: Callable[..., Ratio]) -> None:
    assert len(matrix(desk, svg.measure).marks) == ACTORS * ISSUES // 4
    found = ratio(lambda: matrix(desk, svg.measure), desk.held)
    assert found.ours < 0.5
    assert found.times <= 20


def test_the_map_of_two_thousand_actors(ratio: Callable[..., Ratio]) -> None:
    many = Desk(create_store(), "T", Clock(date(2022, 8, 19)))
    with many.store.step("fill", "T") as step:
        actors = [step.insert("actor", {"name": f"Body {number}"}) for number in range(2_000)]
        for number in range(1, 3_000):
            start, end = actors[number * number % 97], actors[number * 7 % 2_000]
            if start != end:
                step.insert("actor_relation", {"from_actor": start, "to_actor": end, "kind": "opposes"})

    def draw() -> Picture:
        return actor_map(network(many), svg.measure, width=1000, today="2022-08-19")

    assert draw().description.startswith("Shows 150 of 2,000 actors")
    found = ratio(draw, lambda: (many.parties(), many.ties()), rounds=3)
    assert found.ours < 6, "laying out 150 actors, whatever the size of the store"
    many.close()
