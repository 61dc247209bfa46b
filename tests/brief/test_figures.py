"""Pictures as blocks of a brief: printed where asked for, of the brief's issues, as large as the page can carry."""

import io
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest

from briefing.brief.tree import Blocks, Figure, Heading, Sheet, walk_blocks
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.export import pdf
from briefing.pictures import svg
from briefing.pictures.printed import (
    HEIGHT,
    SMALLEST,
    WIDTH,
    WIDTH_LYING,
    printed_map,
    printed_matrix,
    printed_timeline,
    scale_of,
    with_legend,
)
from briefing.pictures.shapes import Box, Dot, LegendEntry, Picture, Stroke, Tone, Words
from briefing.store.store import create_store

PICTURES = ("timeline_picture", "stance_matrix", "actor_map")


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "T", Clock(date(2022, 8, 19)))
    yield made
    made.close()


def told(desk: Desk, title: str) -> tuple[str, str, str]:
    """An issue with an event, and two actors of whom one wants something."""
    issue = desk.create("issue", {"title": title})
    ana, bo = (desk.create("actor", {"name": f"{name} of {title}"}) for name in ("Ana", "Bo"))
    event = desk.create("event", {"title": f"Talks on {title}", "date_edtf": "2022-08-18"})
    for kind, target in (("event", event), ("actor", bo)):
        desk.create("link", {"issue": issue, "target_kind": kind, "target": target})
    desk.create("position", {"actor": ana, "issue": issue, "stance": "opposes", "summary": "No"})
    desk.create("actor_relation", {"from_actor": ana, "to_actor": bo, "kind": "represents"})
    return issue, ana, bo


def figures(blocks: Blocks) -> list[Figure]:
    return [block for block in walk_blocks(blocks) if isinstance(block, Figure)]


@pytest.mark.parametrize("form", ["one-page", "issue-brief"])
def test_pictures_are_printed_where_a_brief_asks_for_them(desk: Desk, form: str) -> None:
    issue, *_ = told(desk, "quay")
    told(desk, "harbour")
    brief = desk.new_brief(form, "B", [issue])
    assert figures(desk.compose(form, brief=brief).blocks) == []
    for name in PICTURES:
        desk.include_block(brief, name, True)
    found = figures(desk.compose(form, brief=brief).blocks)
    assert {one.caption for one in found} == {
        "What happened and what is planned, as at 19 August 2022",
        "Who wants what, as at 19 August 2022",
        "How the actors are related, as at 19 August 2022",
    }
    for one in found:
        assert one.alt.startswith(f"{one.caption}. ")
        words = " ".join(cell for row in one.picture.table for cell in row)
        assert "quay" in words
        assert "harbour" not in words, "of the issues of the brief only"
    desk.include_block(brief, "actor_map", False)
    assert len(figures(desk.compose(form, brief=brief).blocks)) == 2
    desk.undo()
    assert len(figures(desk.compose(form, brief=brief).blocks)) == 3


def test_any_optional_block_can_be_left_out_but_no_mandatory_one(desk: Desk) -> None:
    told(desk, "quay")
    brief = desk.new_brief("one-page", "B")
    desk.include_block(brief, "positions", False)
    desk.include_block(brief, "bottom_line", False)
    tree = desk.compose("one-page", brief=brief)
    assert "Ana of quay" not in str(tree.blocks)
    assert tree.missing == ("Bottom line",)


def test_a_brief_without_anything_to_draw_has_no_empty_figures(desk: Desk) -> None:
    brief = desk.new_brief("one-page", "B")
    for name in PICTURES:
        desk.include_block(brief, name, True)
    told(desk, "quay")
    bare = desk.create("issue", {"title": "Bare"})
    other = desk.new_brief("one-page", "B", [bare])
    for name in PICTURES:
        desk.include_block(other, name, True)
    assert len(figures(desk.compose("one-page", brief=brief).blocks)) == 3
    assert figures(desk.compose("one-page", brief=other).blocks) == []


def test_the_day_is_that_of_the_brief(desk: Desk) -> None:
    issue, ana, _bo = told(desk, "quay")
    position = desk.positions(actor=ana)[0].id
    desk.edit("position", position, {"valid_from_edtf": "2022-08-10"})
    found = [
        printed_matrix(desk, svg.measure, [issue]) for desk in (desk, Desk(desk.store, "T", Clock(date(2022, 8, 1))))
    ]
    assert [len(pictures) for pictures in found] == [1, 0]


def test_a_large_matrix_becomes_several_that_fit_and_a_large_map_says_what_it_left_out(desk: Desk) -> None:
    with desk.store.step("fill", "T") as step:
        issues = [step.insert("issue", {"title": f"Question {number} of the harbour"}) for number in range(9)]
        actors = [step.insert("actor", {"name": f"Body {number} of the harbour"}) for number in range(60)]
        for number, actor in enumerate(actors):
            for issue in issues:
                values = {"actor": actor, "issue": issue, "stance": "conditional", "red_line": True, "summary": "Yes"}
                step.insert("position", values)
            for other in (number // 2, number // 3):
                if other != number:
                    values = {"from_actor": actor, "to_actor": actors[other], "kind": "member_of"}
                    step.insert("actor_relation", values)
        for number in range(80):
            event = step.insert("event", {"title": f"Round {number} of the talks", "date_edtf": "2022-08-18"})
            step.insert("link", {"issue": issues[0], "target_kind": "event", "target": event})
    matrices = printed_matrix(desk, svg.measure, issues)
    assert len(matrices) == 6
    (shown,) = printed_map(desk, svg.measure, issues)
    assert " of 60 actors" in shown.description
    (counted,) = printed_timeline(desk, svg.measure, issues)
    for picture in (*matrices, shown, counted):
        assert picture.width * scale_of(picture) <= WIDTH + 0.01
        assert picture.height * scale_of(picture) <= HEIGHT + 0.01
        assert scale_of(picture) >= SMALLEST
    cell = matrices[0].marks[0]
    assert [shape.text for shape in cell.shapes if isinstance(shape, Words)] == ["±  conditional", "red line"]
    x, _y, wide, _high = cell.bounds
    assert all(shape.x + svg.measure(shape.text, shape.size, shape.bold) < x + wide for shape in cell.shapes
               if isinstance(shape, Words))  # fmt: skip


def test_the_legend_stands_under_the_picture_and_wraps() -> None:
    samples = (Box(0, 0, 20, 10), Dot(5, 5, 4, fill=Tone.RED), Stroke(((0, 5), (20, 5))), Words(0, 10, "+", 10))
    legend = tuple(LegendEntry(sample, "a rather long explanation") for sample in samples)
    picture = with_legend(Picture("P", "", 200, 100, (), (), legend), svg.measure)
    assert picture.legend == ()
    assert len(picture.ground) == 8
    words = [shape for shape in picture.ground if isinstance(shape, Words) and len(shape.text) > 1]
    assert all(shape.y > 100 for shape in words)
    assert len({shape.y for shape in words}) > 1
    assert max(shape.y for shape in words) < picture.height
    assert with_legend(Picture("P", "", 1, 1, (), ()), svg.measure).height == 1


def test_a_wide_matrix_has_a_page_on_its_side_with_its_heading(desk: Desk) -> None:
    with desk.store.step("fill", "T") as step:
        actor = step.insert("actor", {"name": "The harbour board"})
        issues = [step.insert("issue", {"title": f"Question {number}"}) for number in range(6)]
        for issue in issues:
            step.insert("position", {"actor": actor, "issue": issue, "stance": "supports", "summary": "Yes"})
    brief = desk.new_brief("issue-brief", "Harbour", issues)
    desk.include_block(brief, "stance_matrix", True)
    tree = desk.compose("issue-brief", brief=brief)
    (sheet,) = [block for block in tree.blocks if isinstance(block, Sheet)]
    head, figure = sheet.blocks
    assert sheet.landscape
    assert isinstance(head, Heading)
    assert isinstance(figure, Figure)
    assert WIDTH < figure.picture.width * scale_of(figure.picture, lying=True) <= WIDTH_LYING
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(tree).data))
    lying = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) == 1
    assert "Who wants what" in lying[0].extract_text()
