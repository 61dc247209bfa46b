"""The forms as data: their blocks, in the order of their skeletons."""

import pytest

from briefing.brief.compose import _BUILDERS
from briefing.brief.templates import ISSUE_BRIEF, ONE_PAGE, TEMPLATES, Template, template
from briefing.errors import NotFoundError

FORMS = tuple(TEMPLATES.values())


def test_the_one_page_brief_follows_its_skeleton() -> None:
    assert [block.heading for block in ONE_PAGE.blocks if not block.added] == [
        "Bottom line", "What happened", "Open issues", "Positions", "Key quotes", "Next 7 days", "What we do not know",
        "Lines to take",
    ]  # fmt: skip
    assert [block.name for block in ONE_PAGE.blocks if block.mandatory] == ["bottom_line"]
    bottom_line = ONE_PAGE.block("bottom_line")
    assert bottom_line is not None
    assert bottom_line.words == 60
    assert ONE_PAGE.one_page


def test_the_issue_brief_follows_its_skeleton() -> None:
    assert [block.heading for block in ISSUE_BRIEF.blocks if not block.added] == [
        "Summary", "Purpose", "State of play", "Key judgements", "Actors", "Timeline", "Facts and figures",
        "Key quotes", "Implications", "Lines to take", "Knowledge gaps", "How to read this brief",
    ]  # fmt: skip
    assert [block.name for block in ISSUE_BRIEF.blocks if block.mandatory] == ["summary", "knowledge_gaps"]
    assert not ISSUE_BRIEF.one_page


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_block_has_one_name_one_heading_and_one_maker(form: Template) -> None:
    assert len({block.name for block in form.blocks}) == len(form.blocks)
    assert len({block.heading for block in form.blocks}) == len(form.blocks)
    assert {block.name for block in form.blocks if not block.own} == set(_BUILDERS[form.name])
    assert all(block.hint for block in form.blocks)
    assert all(block.own for block in form.blocks if block.mandatory or block.words)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_offers_the_three_pictures(form: Template) -> None:
    added = [block for block in form.blocks if block.added]
    assert {block.name for block in added} == {"timeline_picture", "stance_matrix", "actor_map"}
    assert not any(block.own or block.mandatory for block in added)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_is_found_by_its_name(form: Template) -> None:
    assert template(form.name) is form
    assert form.block(form.blocks[-1].name) is form.blocks[-1]
    assert form.block("no such") is None


def test_a_form_that_nobody_made_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="Choose one of: one-page, issue-brief"):
        template("sonnet")
