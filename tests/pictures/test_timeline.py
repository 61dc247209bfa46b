"""The timeline as shapes: where things stand, what cannot be told apart is counted, nothing lies outside."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.pictures import svg
from briefing.pictures.axis import Axis, Span, between
from briefing.pictures.shapes import Anchor, Box, Dot, Mark, Picture, Stroke, Tone, Words, mirrored
from briefing.pictures.timeline import TOLD_APART, timeline, whole_span
from briefing.pictures.today import HEAD
from briefing.store.pictured import Happening
from briefing.store.store import create_store

TODAY = date(2022, 8, 19)
Draw = Callable[..., Picture]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "T", Clock(TODAY))
    yield made
    made.close()


@pytest.fixture
def draw(desk: Desk) -> Draw:
    def drawn(**more: object) -> Picture:
        return timeline(desk, svg.measure, **{"width": 800.0, **more})  # type: ignore[arg-type]

    return drawn


def event(desk: Desk, title: str, day: str, modality: str = "occurred") -> str:
    return desk.create("event", {"title": title, "date_edtf": day, "modality": modality})


def mark(picture: Picture, record_id: str) -> Mark:
    return next(one for one in picture.marks if one.id == record_id)


def test_an_exact_day_is_a_dot_in_the_middle_of_its_day(desk: Desk, draw: Draw) -> None:
    one = event(desk, "Talks", "2022-08-18")
    span = Span(date(2022, 8, 10), date(2022, 8, 29))
    picture = draw(span=span)
    dots = [part for part in mark(picture, one).shapes if isinstance(part, Dot)]
    per_day = (800 - 32) / 20
    assert [dot.x for dot in dots] == [pytest.approx(16 + 8.5 * per_day)]
    assert dots[0].fill is not None


@pytest.mark.parametrize(
    ("edtf", "soft"),
    [
        ("2022-08-18~/2022-08-20", (True, False)),
        ("2022-08-16/2022-08-20", (False, False)),
        ("2022-08-16/2022-08-20?", (False, True)),
        ("../2022-08-20", (True, False)),
        ("2022-08-20/..", (False, True)),
        ("2022-08", (True, True)),
        ("2022", (True, True)),
    ],
)
def test_an_end_that_is_not_known_fades(desk: Desk, draw: Draw, edtf: str, soft: tuple[bool, bool]) -> None:
    one = event(desk, "Tension", edtf)
    picture = draw(span=Span(date(2022, 8, 1), date(2022, 8, 31)))
    boxes = [part for part in mark(picture, one).shapes if isinstance(part, Box)]
    assert [(box.soft_start, box.soft_end) for box in boxes] == [soft]


def test_a_plan_is_hollow_and_what_was_cancelled_is_struck_through(desk: Desk, draw: Draw) -> None:
    plan = event(desk, "Hearing", "2022-08-22", "planned")
    gone = event(desk, "Visit", "2022-08-23", "cancelled")
    picture = draw()
    assert next(part for part in mark(picture, plan).shapes if isinstance(part, Dot)).fill is None
    assert any(isinstance(part, Stroke) for part in mark(picture, gone).shapes)
    assert "planned" in mark(picture, plan).name
    assert "cancelled" in mark(picture, gone).name


def test_what_nobody_confirmed_says_so_without_its_colour(desk: Desk, draw: Draw) -> None:
    told = event(desk, "Talks", "2022-08-18", "reported_unconfirmed")
    plan = event(desk, "Visit", "2022-08-19", "planned")
    picture = draw()
    shown = {
        one: [shape.text for shape in mark(picture, one).shapes if isinstance(shape, Words)] for one in (told, plan)
    }
    assert shown == {told: ["Unconfirmed: Talks"], plan: ["Visit"]}


def test_today_is_a_line_only_where_it_is_seen(desk: Desk, draw: Draw) -> None:
    event(desk, "Talks", "2022-08-18")
    words = [part.text for part in draw().ground if isinstance(part, Words)]
    assert "today" in words
    elsewhere = draw(span=Span(date(2020, 1, 1), date(2020, 2, 1)))
    assert "today" not in [part.text for part in elsewhere.ground if isinstance(part, Words)]


def line_of_today(picture: Picture) -> list[Stroke]:
    return [part for part in picture.ground if isinstance(part, Stroke) and part.tone is Tone.RED]


def covered(words: Words) -> tuple[float, float, float, float]:
    """The rectangle that a text fills: from left to right, from top to bottom."""
    long = svg.measure(words.text, words.size, words.bold)
    start = words.x - {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[words.anchor]
    return start, start + long, words.y - words.size * 0.75, words.y + words.size * 0.25


def crossed(picture: Picture) -> list[str]:
    """The texts beside the shapes through which the line of today runs."""
    found = []
    for words in (part for kept in picture.marks for part in kept.shapes if isinstance(part, Words)):
        left, right, top, bottom = covered(words)
        for stroke in line_of_today(picture):
            (x, high), (_x, low) = stroke.points
            if left <= x <= right and high < bottom and low > top:
                found.append(words.text)
    return found


def test_the_line_of_today_leaves_room_for_the_titles_it_meets(desk: Desk, draw: Draw) -> None:
    for number in range(4):
        event(desk, f"Talks number {number} between the two sides", "2022-08-18")
    event(desk, "An old affair", "2022-08-11")
    picture = draw(span=Span(date(2022, 8, 1), date(2022, 8, 31)))
    x = line_of_today(picture)[0].points[0][0]
    met = [
        words
        for kept in picture.marks
        for words in kept.shapes
        if isinstance(words, Words) and covered(words)[0] <= x <= covered(words)[1]
    ]
    assert len(met) >= 4, "without a gap the line would run through these"
    assert crossed(picture) == []
    strokes = line_of_today(picture)
    assert len(strokes) >= 4, "between two titles the line goes on"
    assert strokes[0].points[0][1] < HEAD
    assert {point[0] for stroke in strokes for point in stroke.points} == {x}
    assert crossed(mirrored(picture)) == []


def test_where_nothing_stands_in_its_way_the_line_of_today_is_whole(desk: Desk, draw: Draw) -> None:
    event(desk, "Talks", "2022-08-02")
    assert len(line_of_today(draw(span=Span(date(2022, 8, 1), date(2022, 8, 31))))) == 1


def test_what_lies_far_away_does_not_squash_the_axis_and_is_counted_at_its_end(desk: Desk, draw: Draw) -> None:
    for day in range(1, 20):
        event(desk, f"Talks {day}", f"2022-08-{day:02}")
    event(desk, "The beginning", "0001-01-01")
    event(desk, "The end", "9999-12-31")
    picture = draw()
    assert whole_span(desk.happenings(), TODAY).days < 60
    names = [one.name for one in picture.marks]
    assert "1 earlier than shown" in names
    assert "1 later than shown" in names
    assert len(picture.marks) == 21


def test_an_event_without_a_date_is_listed(desk: Desk, draw: Draw) -> None:
    one = event(desk, "Some day", "")
    assert mark(draw(), one).kind == "event"
    assert "no date" in mark(draw(), one).name


def test_an_empty_store_gives_an_empty_picture(draw: Draw) -> None:
    picture = draw()
    assert picture.marks == ()
    assert picture.description.startswith("0 events")


def test_more_than_can_be_told_apart_is_counted_and_nobody_is_lost(desk: Desk, draw: Draw) -> None:
    with desk.store.step("many", "T") as step:
        for number in range(TOLD_APART + 100):
            day = date(2022, 1, 1).toordinal() + number % 200
            step.insert("event", {"title": f"E{number}", "date_edtf": date.fromordinal(day).isoformat()})
    picture = draw()
    members = [one for kept in picture.marks for one in kept.members]
    assert len(members) == len(set(members)) == TOLD_APART + 100
    assert len(picture.marks) < 80
    assert all("events" in kept.name or "shown" in kept.name for kept in picture.marks)


def test_columns_use_the_height_tell_plans_apart_and_explain_only_themselves(desk: Desk, draw: Draw) -> None:
    with desk.store.step("many", "T") as step:
        for number in range(TOLD_APART + 100):
            day = date.fromordinal(date(2022, 1, 1).toordinal() + number % 200).isoformat()
            values = {"title": f"E{number}", "date_edtf": day, "modality": "occurred" if number % 3 else "planned"}
            step.insert("event", values)
    picture = draw(height=600.0)
    assert 590 < picture.height <= 600
    assert draw().height < 300
    assert [entry.words for entry in picture.legend] == ["happened", "planned"]
    column = max(picture.marks, key=lambda kept: len(kept.members))
    full, hollow = [shape for shape in column.shapes if isinstance(shape, Box)]
    assert full.fill is not None and hollow.fill is None and hollow.stroke is not None
    assert hollow.y + hollow.height <= full.y, "plans stand on what happened"
    assert full.height > hollow.height
    assert "planned)" in column.name
    for kept in picture.marks:
        for shape in kept.shapes:
            if isinstance(shape, Words):
                long = svg.measure(shape.text, shape.size, shape.bold)
                assert shape.x - long / 2 >= kept.bounds[0] and shape.x + long / 2 <= kept.bounds[0] + kept.bounds[2]


def test_the_legend_explains_what_is_drawn_and_nothing_else(desk: Desk, draw: Draw) -> None:
    event(desk, "Talks", "2022-08-18")
    assert [entry.words for entry in draw().legend] == ["happened on that day"]
    event(desk, "Blockade", "2022-08-01/2022-08-19", "ongoing")
    event(desk, "Visit", "2022-08-20", "cancelled")
    assert [entry.words for entry in draw().legend] == ["happened on that day", "ongoing", "cancelled"]


def test_only_events_of_an_issue_or_with_an_actor(desk: Desk, draw: Draw) -> None:
    issue = desk.create("issue", {"title": "Plates"})
    actor = desk.create("actor", {"name": "Ana"})
    one = desk.create("event", {"title": "Linked", "date_edtf": "2022-08-18"}, issue=issue)
    two = event(desk, "With Ana", "2022-08-17")
    desk.create("participant", {"event": two, "actor": actor})
    event(desk, "Neither", "2022-08-16")
    assert [kept.id for kept in draw(issues=(issue,)).marks] == [one]
    assert [kept.id for kept in draw(actors=(actor,)).marks] == [two]


DAYS = st.dates(min_value=date(2022, 1, 1), max_value=date(2023, 12, 31)).map(date.isoformat)
EDTF = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: f"{day}~"),
    st.tuples(DAYS, DAYS).map(lambda pair: "/".join(sorted(pair))),
    DAYS.map(lambda day: f"../{day}"),
    st.just(""),
)
TITLES = st.text("abcWi đЋ漢م<&>\"'", max_size=60).map(lambda text: " ".join(text.split()) or "x")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TITLES, EDTF), max_size=30), st.floats(min_value=200, max_value=1600))
def test_marks_lie_inside_and_apart_and_every_event_is_somewhere(events: list[tuple[str, str]], width: float) -> None:
    desk = Desk(create_store(), "T", Clock(TODAY))
    try:
        with desk.store.step("many", "T") as step:
            ids = {step.insert("event", {"title": title, "date_edtf": day}) for title, day in events}
        picture = timeline(desk, svg.measure, width=width)
    finally:
        desk.close()
    found = {kept.id for kept in picture.marks if kept.id} | {one for kept in picture.marks for _, one in kept.members}
    assert found == ids
    for kept in picture.marks:
        x, y, wide, high = kept.bounds
        assert y >= picture.top - 0.01
        assert y + high <= picture.height + 0.01
        assert wide > 0
        assert x < width
    lanes: dict[float, list[tuple[float, float]]] = {}
    for kept in picture.marks:
        lanes.setdefault(kept.bounds[1], []).append((kept.bounds[0], kept.bounds[0] + kept.bounds[2]))
    for places in lanes.values():
        for (_start, end), (start, _end) in pairwise(sorted(places)):
            assert end <= start + 8
    assert crossed(picture) == []
    assert len(picture.table) == len(events) + 1
    assert mirrored(mirrored(picture)) == picture or all(
        abs(a - b) < 0.01
        for one, two in zip(mirrored(mirrored(picture)).marks, picture.marks, strict=True)
        for a, b in zip(one.bounds, two.bounds, strict=True)
    )


@given(
    st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)),
    st.integers(min_value=0, max_value=4_000_000),
    st.floats(min_value=0.01, max_value=100),
    st.floats(min_value=0, max_value=1),
)
def test_any_span_can_be_zoomed_moved_and_ticked(first: date, days: int, factor: float, around: float) -> None:
    span = between(first.toordinal(), first.toordinal() + days)
    for one in (span, span.zoomed(factor, around), span.moved(around - 0.5)):
        assert one.first <= one.last
        axis = Axis(one, 16, 800)
        unit = axis.unit(26)
        ticks = list(axis.ticks(unit))
        assert len(ticks) <= 101, "a hundred centuries are all there are"
        assert all(words for _place, words in ticks)


def test_the_svg_is_well_formed_the_same_twice_and_refers_to_nothing(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    event(desk, '<script>alert("x")</script> & "quoted"', "2022-08-18~/2022-08-20")
    event(desk, "Вучић → مرحبا", "2022-08-18")
    picture = draw()
    text = svg.to_svg(picture)
    assert text == svg.to_svg(draw())
    tree = ET.fromstring(text)
    assert "script" not in {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert all("href" not in name for element in tree.iter() for name in element.attrib)
    assert tree.find("{http://www.w3.org/2000/svg}title").text == "Timeline"
    svg.write_svg(picture, tmp_path / "t.svg")
    assert ET.parse(tmp_path / "t.svg").getroot().tag.endswith("svg")


def test_letters_that_no_xml_may_hold_are_left_out() -> None:
    hostile = Words(0, 0, "a\x00b\x1bc\ud800d", 9)
    picture = Picture("\x0b", "", 10, 10, (hostile,), ())
    assert "".join(ET.fromstring(svg.to_svg(picture)).itertext()).endswith("abcd")


def test_texts_are_measured_as_the_font_sets_them() -> None:
    assert svg.measure("", 10, False) == 0
    assert svg.measure("mm", 10, False) == pytest.approx(2 * svg.measure("m", 10, False))
    assert svg.measure("Wide", 10, True) > svg.measure("Wide", 10, False)
    assert svg.measure("漢", 10, False) > 0


@pytest.mark.no_cover
def test_ten_thousand_events_are_read_in_one_query(desk: Desk, draw: Draw) -> None:
    with desk.store.step("many", "T") as step:
        for number in range(3000):
            step.insert("event", {"title": f"E{number}", "date_edtf": f"20{number % 23:02}-0{number % 9 + 1}"})
    asked: list[str] = []
    desk.store.connection.set_trace_callback(asked.append)
    picture = draw()
    desk.store.connection.set_trace_callback(None)
    assert sum("FROM event" in one for one in asked) <= 2
    assert sum(len(kept.members) for kept in picture.marks) == 3000
    assert isinstance(desk.happenings()[0], Happening)
