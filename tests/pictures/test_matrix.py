"""The stance matrix: what holds on a day, what is backed by a verified quote, and in what order."""

from collections.abc import Iterator
from datetime import date

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.pictures import svg
from briefing.pictures.matrix import HEAD, NAMES, days, matrix
from briefing.pictures.shapes import Box, Mark, Picture, Words
from briefing.store.store import create_store

TEXT = 'The minister said: "We will not open the quay." The union was silent.'


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "T", Clock(date(2022, 8, 19)))
    yield made
    made.close()


def position(desk: Desk, actor: str, issue: str, stance: str, **more: object) -> str:
    values = {"actor": actor, "issue": issue, "stance": stance, "summary": f"{stance} it", **more}
    return desk.create("position", values)


def quote(desk: Desk, speaker: str, issue: str) -> str:
    with desk.store.step("import source", "T") as step:
        source = step.insert("source", {"title": "Minutes", "type": "speech"})
        step.insert(
            "source_version",
            {"source": source, "number": 1, "text_sha256": step.keep_text(TEXT), "characters": len(TEXT)},
        )
    start = TEXT.index("We will")
    return desk.capture_quote(
        source, start, start + len("We will not open the quay."), {"speaker": speaker}, issue=issue
    )


def box(mark: Mark) -> Box:
    return next(shape for shape in mark.shapes if isinstance(shape, Box))


def texts(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.ground if isinstance(shape, Words)]


def test_a_cell_without_a_verified_quote_is_hollow(desk: Desk) -> None:
    issue = desk.create("issue", {"title": "Quay"})
    ana, bo = (desk.create("actor", {"name": name}) for name in ("Ana", "Bo"))
    backed, alone = position(desk, ana, issue, "opposes"), position(desk, bo, issue, "supports")
    said = quote(desk, ana, issue)
    one, two = sorted(matrix(desk, svg.measure).marks, key=lambda mark: mark.name)
    assert box(one).fill is not None
    assert not box(one).dashed
    assert one.members == (("quote", said), ("position", backed))
    assert "1 verified quote" in one.name
    assert box(two).fill is None
    assert box(two).dashed
    assert (two.kind, two.id) == ("position", alone)
    assert "no verified quote" in two.name
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = replace(text, 'not', 'now')")
    assert all(box(mark).dashed for mark in matrix(desk, svg.measure).marks), "an altered archive backs nothing"


def test_the_matrix_shows_what_held_on_the_day(desk: Desk) -> None:
    issue, ana = desk.create("issue", {"title": "Quay"}), desk.create("actor", {"name": "Ana"})
    position(desk, ana, issue, "opposes", valid_from_edtf="2022-01", valid_to_edtf="2022-06-30")
    position(desk, ana, issue, "conditional", valid_from_edtf="2022-06-30")
    shown = {
        day: [mark.name.split(": ")[1].split(",")[0] for mark in matrix(desk, svg.measure, day=day).marks]
        for day in (date(2021, 12, 31), date(2022, 3, 1), date(2022, 6, 30), date(2022, 8, 19))
    }
    assert list(shown.values()) == [[], ["opposes"], ["conditional"], ["conditional"]]
    assert days(desk) == [date(2022, 1, 1), date(2022, 6, 30), date(2022, 8, 19)]


def test_the_important_issues_and_the_busy_actors_come_first(desk: Desk) -> None:
    low = desk.create("issue", {"title": "A low one", "priority": "low"})
    high = desk.create("issue", {"title": "Z critical one", "priority": "critical"})
    ana, bo = (desk.create("actor", {"name": name}) for name in ("Ana", "Bo"))
    position(desk, ana, low, "neutral")
    position(desk, bo, low, "supports")
    position(desk, bo, high, "mediates")
    picture = matrix(desk, svg.measure)
    assert [text for text in texts(picture) if text in ("Ana", "Bo")] == ["Bo", "Ana"]
    places = {shape.text: shape.x for shape in picture.ground if isinstance(shape, Words)}
    assert places["Z critical one"] < places["A low one"]
    assert len(matrix(desk, svg.measure, actors=(ana,)).marks) == 1
    assert len(matrix(desk, svg.measure, issues=(low,)).marks) == 2


def test_a_red_line_is_written_and_every_stance_has_a_sign(desk: Desk) -> None:
    issue = desk.create("issue", {"title": "Quay"})
    for stance in ("supports", "opposes", "conditional", "neutral", "mediates", "unknown"):
        position(desk, desk.create("actor", {"name": f"Actor {stance}"}), issue, stance, red_line=stance == "opposes")
    picture = matrix(desk, svg.measure)
    words = {mark.key: [part.text for part in mark.shapes if isinstance(part, Words)] for mark in picture.marks}
    signs = {lines[0].split()[0] for lines in words.values()}
    assert len(signs) == 6
    assert sum("red line" in lines for lines in words.values()) == 1
    assert len(picture.legend) == 8
    assert len(picture.table) == 7


def test_cells_lie_apart_inside_and_beside_the_headings_and_hostile_names_stay_text(desk: Desk) -> None:
    issues = [desk.create("issue", {"title": f"<b>Issue {n}</b> " + "long " * 40}) for n in range(5)]
    actors = [desk.create("actor", {"name": f"<img src=x> {n} " + "name " * 30}) for n in range(7)]
    for actor in actors:
        for issue in issues:
            position(desk, actor, issue, "supports")
    picture = matrix(desk, svg.measure)
    assert len(picture.marks) == 35
    corners = {(mark.bounds[0], mark.bounds[1]) for mark in picture.marks}
    assert len(corners) == 35
    for x, y, wide, high in (mark.bounds for mark in picture.marks):
        assert x >= NAMES
        assert y >= HEAD
        assert x + wide <= picture.width
        assert y + high <= picture.height
    assert "<img" not in svg.to_svg(picture).replace("&lt;img", "")


def test_an_empty_store_has_an_empty_matrix(desk: Desk) -> None:
    picture = matrix(desk, svg.measure)
    assert picture.marks == ()
    assert picture.legend == ()
    assert days(desk) == [date(2022, 8, 19)]


def test_of_many_issues_those_who_speak_on_the_first_ones_come_first(desk: Desk) -> None:
    issues = [desk.create("issue", {"title": f"Quay {number:02}"}) for number in range(12)]
    ana, bo = (desk.create("actor", {"name": name}) for name in ("Ana", "Bo"))
    for issue in issues[8:]:
        position(desk, ana, issue, "opposes")
    position(desk, bo, issues[0], "opposes")
    for issue in issues[1:8]:
        position(desk, desk.create("actor", {"name": "Someone"}), issue, "neutral")
    shown = [text for text in texts(matrix(desk, svg.measure)) if text in ("Ana", "Bo")]
    assert shown == ["Bo", "Ana"]
