"""How a brief departs from its form: blocks moved, added, removed, confined; each as one step that can be undone."""

import pytest

from briefing.brief.compose import Order, composed
from briefing.desk import Desk
from briefing.desk.defining import fault_of
from briefing.errors import DefinitionError, InvalidEntryError, NotFoundError
from briefing.model import Template
from briefing.reading.definitions import built_in_template
from briefing.store.store import create_store


@pytest.fixture
def desk() -> Desk:
    return Desk(create_store(), "Anna")


@pytest.fixture
def brief(desk: Desk) -> str:
    return desk.new_brief("one-page", "Daily")


def names(desk: Desk, brief: str) -> list[str]:
    return [one.block.name for one in desk.planned(brief)]


def test_a_block_is_moved_and_every_place_is_kept_in_one_step(desk: Desk, brief: str) -> None:
    usual = names(desk, brief)
    printed = [one.included for one in desk.planned(brief)]
    steps = desk.step_number()
    desk.move_block(brief, usual[2], usual[0])
    assert names(desk, brief) == [usual[2], usual[0], usual[1], *usual[3:]]
    assert desk.step_number() == steps + 1
    assert desk.undo_label() == f"move block {built_in_template('one-page').blocks[2].heading} of “Daily”"
    assert sorted(one.included for one in desk.planned(brief)) == sorted(printed)
    desk.move_block(brief, usual[0])
    assert names(desk, brief)[-1] == usual[0]
    desk.undo()
    desk.undo()
    assert names(desk, brief) == usual
    desk.redo()
    assert names(desk, brief)[0] == usual[2]


def test_moving_a_block_to_where_it_stands_is_no_step(desk: Desk, brief: str) -> None:
    usual, steps = names(desk, brief), desk.step_number()
    desk.move_block(brief, usual[0], usual[1])
    desk.move_block(brief, usual[0], usual[0])
    desk.move_block(brief, usual[-1])
    assert desk.step_number() == steps and desk.latest == ""
    with pytest.raises(NotFoundError, match="no block “nothing”"):
        desk.move_block(brief, "nothing")


def test_a_block_is_added_in_its_place_written_and_removed(desk: Desk, brief: str) -> None:
    usual = names(desk, brief)
    added = desk.add_block(brief, "own", "  For the press ", before=usual[1])
    assert names(desk, brief) == [usual[0], added, *usual[1:]]
    assert desk.undo_label() == "add block For the press of “Daily”"
    desk.write_block(brief, added, "Nothing to say.")
    assert desk.undo_label() == "change For the press of “Daily”"
    tree = composed(desk, Order("one-page", brief=brief))
    assert tree.parts[added] and "Nothing to say." in str(tree.parts[added])
    desk.remove_added_block(brief, added)
    assert names(desk, brief) == usual
    desk.undo()
    assert next(one.text for one in desk.planned(brief) if one.block.name == added) == "Nothing to say."
    other = desk.add_block(brief, "own", "For the press")
    assert other != added and names(desk, brief)[-1] == other


@pytest.mark.parametrize(("made", "heading"), [("poem", "A poem"), ("own", "   ")])
def test_what_cannot_be_added_is_refused_with_a_reason(desk: Desk, brief: str, made: str, heading: str) -> None:
    with pytest.raises(InvalidEntryError):
        desk.add_block(brief, made, heading)
    with pytest.raises(InvalidEntryError, match="belongs to the form"):
        desk.remove_added_block(brief, "bottom_line")


def test_heading_pages_and_records_of_a_block_are_this_brief_s_own(desk: Desk, brief: str) -> None:
    desk.set_block(brief, "positions", {"heading": "Who says what"})
    desk.set_block(brief, "positions", {"new_page": True, "landscape": True})
    assert desk.undo_label().startswith("change block Who says what (on a new page, landscape)")
    issue = desk.create("issue", {"title": "Water"})
    desk.choose_records(brief, "open_issues", [issue, issue])
    with pytest.raises(NotFoundError):
        desk.choose_records(brief, "open_issues", [issue, "no-such-id"])
    found = {one.block.name: one for one in desk.planned(brief)}
    assert found["positions"].block.heading == "Who says what"
    assert found["positions"].block.landscape and found["positions"].block.new_page
    assert found["open_issues"].records == (issue,)
    usual = built_in_template("one-page").block("positions")
    assert usual is not None
    desk.set_block(brief, "positions", {"heading": usual.heading})
    assert all(not row.heading for row in desk.brief_blocks(brief) if row.block == "positions")
    with pytest.raises(InvalidEntryError, match="a verb of its own"):
        desk.set_block(brief, "positions", {"text": "x"})
    added = desk.add_block(brief, "facts", "Figures")
    with pytest.raises(InvalidEntryError, match="a heading"):
        desk.set_block(brief, added, {"heading": " "})


def test_an_optional_block_of_the_form_stays_out_when_something_about_it_is_set(desk: Desk, brief: str) -> None:
    desk.set_block(brief, "actor_map", {"landscape": True})
    desk.move_block(brief, "actor_map", "bottom_line")
    assert not next(one for one in desk.planned(brief) if one.block.name == "actor_map").included


# forms and profiles


def test_a_form_is_copied_changed_and_used(desk: Desk) -> None:
    one = desk.copy_template("one-page")
    two = desk.copy_template("one-page")
    assert [record.name for record in desk.every(Template)] == ["one-page-2", "one-page-3"]
    assert desk.template("one-page-2").title.endswith(" (copy)")
    text = desk.get(Template, one).text.replace("Bottom line", "The gist")
    desk.save_definition("template", one, text)
    assert desk.undo_label() == "change template"
    assert desk.template("one-page-2").blocks[0].heading == "The gist"
    with pytest.raises(DefinitionError, match="Line 2: another one here has the name"):
        desk.save_definition("template", two, text)
    profile = desk.copy_profile("uk")
    assert desk.profile("uk-2").ours is False
    assert [one.id for one in desk.definitions("profile") if not one.ours] == [profile]


def test_a_definition_with_a_fault_is_told_and_never_stored(desk: Desk) -> None:
    record = desk.copy_template("one-page")
    text = desk.get(Template, record).text
    steps = desk.step_number()
    broken = text.replace("heading = ", "headng = ", 1)
    line = broken.splitlines().index(next(one for one in broken.splitlines() if one.startswith("headng"))) + 1
    with pytest.raises(DefinitionError, match=rf"^Line {line}: there is no field “headng” here"):
        desk.save_definition("template", record, broken)
    assert desk.step_number() == steps and desk.get(Template, record).text == text
    assert fault_of("template", text) is None
    with pytest.raises(DefinitionError):
        desk.new_definition("profile", "name = [")


def test_one_that_was_broken_by_another_program_is_listed_with_its_fault(desk: Desk) -> None:
    record = desk.copy_template("one-page")
    desk.edit("template", record, {"text": "name = ["})
    found = next(one for one in desk.definitions("template") if one.id == record)
    assert found.fault is not None and found.fault.line == 1
    assert "one-page-2" not in desk.templates()


def test_a_definition_that_is_taken_in_replaces_none(desk: Desk) -> None:
    text = built_in_template("one-page").text
    desk.new_definition("template", text)
    assert desk.template("one-page").ours
    assert desk.template("one-page-2").blocks == built_in_template("one-page").blocks
