"""What a brief says on which day, and which of its blocks are there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.brief.tree import Callout, Heading, plain
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.export import markdown


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


def one_page(desk: Desk, *issues: str) -> str:
    """The words of the one-page brief, bold or not."""
    return markdown.render(compose(desk, Order("one-page", issues=issues))).replace("**", "")


def test_titles_with_marks_of_their_own_get_no_second_full_stop(desk: Desk) -> None:
    issue = desk.open_issues()[0].id
    event = {"title": "Who speaks next?", "date_edtf": "2022-08-18", "modality": "occurred", "kind": "decision"}
    desk.create("event", event, issue=issue)
    desk.edit("issue", issue, {"next_step": "Ask.", "next_step_due_edtf": ""})
    assert "Thursday 18 August 2022: Who speaks next?\n" in one_page(desk)
    made = markdown.render(compose(desk, Order("issue-brief")))
    assert "Next step:** Ask.\n" in made


def test_what_is_planned_by_some_day_is_among_the_next_days(desk: Desk) -> None:
    issue = desk.open_issues()[0].id
    for title, day, modality in (
        ("A statement", "../2022-08-25", "planned"),
        ("Something", "", "planned"),
        ("A visit", "2022-08-22", "cancelled"),
    ):
        desk.create("event", {"title": title, "date_edtf": day, "modality": modality}, issue=issue)
    made = one_page(desk, issue)
    assert "By 25 August 2022: A statement (planned)." in made
    assert "Something" not in made
    assert "A visit" not in made


def test_a_deadline_without_an_event_is_told_by_its_issue_with_the_days_left(desk: Desk) -> None:
    other = desk.open_issues()[1]
    for day, left in (("2022-08-19", "today"), ("2022-08-20", "in 1 day"), ("2022-08-26", "in 7 days")):
        desk.edit("issue", other.id, {"deadline_edtf": day})
        assert f"deadline, {other.title} (due {left})." in one_page(desk)
    desk.edit("issue", other.id, {"deadline_edtf": "2022-08-16"})
    assert "16 August 2022 (3 days ago)" in one_page(desk)
    desk.edit("issue", other.id, {"deadline_edtf": "2022-08-20/.."})
    assert "from 20 August 2022 |" in one_page(desk)


def test_of_what_lies_beyond_seven_days_only_the_next_is_told(desk: Desk) -> None:
    issue = desk.open_issues()[0].id
    for title, day in (("Far", "2022-12-01"), ("Farther", "2022-12-02")):
        desk.create("event", {"title": title, "date_edtf": day, "modality": "planned"}, issue=issue)
    made = one_page(desk, issue)
    assert "Enforcement on documents and plates due (planned; due in 13 days)." in made
    assert "Far" not in made


def test_a_block_that_is_left_out_goes_with_its_heading_unless_it_is_mandatory(desk: Desk) -> None:
    brief = desk.briefs("one-page")[0]
    desk.create("brief_block", {"brief": brief.id, "block": "positions", "included": False})
    bottom = next(block for block in desk.brief_blocks(brief.id) if block.block == "bottom_line")
    desk.edit("brief_block", bottom.id, {"included": False})
    made = compose(desk, Order("one-page"))
    assert "Positions" not in [plain(b.runs) for b in made.blocks if isinstance(b, Heading)]
    assert any(isinstance(block, Callout) for block in made.blocks)


def test_a_named_brief_is_shown_as_at_its_own_day_unless_another_is_given(desk: Desk) -> None:
    brief = desk.briefs("one-page")[0]
    desk.edit("brief", brief.id, {"as_at_edtf": "2022-08-25"})
    assert desk.compose("one-page", brief=brief.id).as_at == "2022-08-25"
    assert desk.compose("one-page").as_at == "2022-08-19"
    given = Desk(desk.store, "Anna", Clock(date(2022, 8, 20)))
    assert given.compose("one-page", brief=brief.id).as_at == "2022-08-20"
    desk.edit("brief", brief.id, {"as_at_edtf": "2022-08"})
    assert desk.compose("one-page", brief=brief.id).as_at == "2022-08-19"
