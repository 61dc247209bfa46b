"""The forms as data: those that ship with the program, and what a desk may get wrong in its own."""

import pytest

from briefing.brief.builders import BUILDERS
from briefing.desk import Desk
from briefing.errors import DefinitionError, NotFoundError
from briefing.reading.definitions import FORMS, built_in_template
from briefing.rules import templates
from briefing.rules.templates import MADE, OWN, Template
from briefing.store.store import create_store

SHIPPED = tuple(built_in_template(name) for name in FORMS)
LEAST = 'name = "mine"\ntitle = "Mine"\n\n[[block]]\nname = "a"\nheading = "A"\n'


def test_the_one_page_brief_follows_its_skeleton() -> None:
    form = built_in_template("one-page")
    assert [block.heading for block in form.blocks if not block.added] == [
        "Bottom line", "What happened", "Open issues", "Positions", "Key quotes", "Next 7 days", "What we do not know",
        "Lines to take",
    ]  # fmt: skip
    assert [block.name for block in form.blocks if block.mandatory] == ["bottom_line"]
    bottom_line = form.block("bottom_line")
    assert bottom_line is not None
    assert bottom_line.words == 60
    assert form.one_page


def test_everything_a_block_can_be_made_of_has_a_maker() -> None:
    assert set(BUILDERS) | set(OWN) == set(MADE)


@pytest.mark.parametrize("form", SHIPPED, ids=lambda form: form.name)
def test_each_shipped_form_is_whole(form: Template) -> None:
    assert form.ours
    assert len({block.name for block in form.blocks}) == len(form.blocks)
    assert all(block.hint for block in form.blocks)
    assert form.block("no such") is None
    assert not any(block.mandatory for block in form.blocks if block.added or block.internal)


def test_every_form_is_found_by_its_name_and_others_are_refused() -> None:
    desk = Desk(create_store(), "Anna")
    assert tuple(desk.templates()) == FORMS
    assert all(desk.template(name) is built_in_template(name) for name in FORMS)
    with pytest.raises(NotFoundError, match="Choose one of: one-page, issue-brief"):
        desk.template("sonnet")


def test_a_form_of_the_desk_joins_them_or_takes_the_place_of_one() -> None:
    desk = Desk(create_store(), "Anna")
    desk.create("template", {"name": "mine", "title": "Mine", "text": LEAST})
    own = built_in_template("one-page").text.replace("Bottom line", "In short")
    desk.create("template", {"name": "one-page", "title": "Ours", "text": own})
    assert tuple(desk.templates()) == (*FORMS, "mine")
    assert desk.template("one-page").blocks[0].heading == "In short"
    assert not desk.template("mine").ours


def test_a_broken_form_is_named_with_its_line_and_leaves_the_others_alone() -> None:
    desk = Desk(create_store(), "Anna")
    desk.create("template", {"name": "mine", "title": "Mine", "text": LEAST + "words = twelve"})
    assert tuple(desk.templates()) == FORMS
    with pytest.raises(DefinitionError, match="Line 7: the template “Mine”: this is not TOML"):
        desk.template("mine")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the field “name” is missing"),
        ('name = "x"\ntitle = 3\n', "Line 2: title must be a text"),
        ('name = "x"\ntitle = "X"\n', "needs at least one"),
        (LEAST + 'headng = "H"\n', "Line 7: there is no field “headng” here"),
        (LEAST + 'made = "poem"\n', "Line 7: “poem” is not known for made"),
        (LEAST + "most = 3\n", "Line 7: there is no field “most” here"),
        (LEAST + 'made = "positions"\nwords = 4\n', "Line 8: only what you write yourself"),
        (LEAST + '[[block]]\nname = "a"\nheading = "B"\n', "Line 8: two blocks have the name “a”"),
        (LEAST + '[[block]]\nname = "b"\nheading = "A"\n', "Line 9: two blocks have the heading “A”"),
        (LEAST + '[[block]]\nname = "B b"\nheading = "B"\n', "Line 8: “B b” is no name"),
        (LEAST + "words = 100000\n", "Line 7: words must lie between"),
        (LEAST.replace("[[block]]", 'asks = ["moon"]\n[[block]]'), "Line 4: “moon” is not known"),
        (LEAST.replace("[[block]]", "block = 3\n#").split('name = "a"')[0], "block must be a list of tables"),
        ("[" * 10_000, "this is not TOML"),
        ("x" * 200_000, "too long"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        templates.parse(text)
    assert said in str(refused.value)
