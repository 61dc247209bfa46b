"""Houses as data: those that ship with the program, markings under a ceiling, and what a desk may get wrong."""

import pytest

from briefing.desk import Desk
from briefing.errors import DefinitionError, ExportError, InvalidEntryError, NotFoundError
from briefing.model import Issue
from briefing.reading.definitions import HOUSES, built_in_profile
from briefing.rules import markings, profiles
from briefing.store.store import create_store

LEAST = 'name = "mine"\ntitle = "Mine"\n\n[marking]\nscheme = "OURS"\n\n[[marking.level]]\nname = "LOW"\nrank = 1\n'


@pytest.fixture
def desk() -> Desk:
    return Desk(create_store(), "Anna")


def test_the_shipped_houses_have_the_markings_of_their_schemes() -> None:
    names = {name: [one.name for one in built_in_profile(name).levels] for name in HOUSES}
    assert names["uk"] == ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"]
    assert names["tlp"] == ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
    assert names["eu"][1:3] == ["LIMITE", "RESTREINT UE/EU RESTRICTED"]
    assert names["plain"] == []


def test_levels_that_need_accredited_systems_are_there_but_disabled_with_the_reason() -> None:
    disabled = [level for name in HOUSES for level in built_in_profile(name).levels if not level.enabled]
    assert {"SECRET", "TOP SECRET", "SECRET UE/EU SECRET"} <= {level.name for level in disabled}
    assert all(level.reason for level in disabled)


def test_kosovo_has_a_footnote_in_three_houses_and_none_in_the_others() -> None:
    marked = {name for name in HOUSES if any(one.term == "Kosovo" for one in built_in_profile(name).designations)}
    assert marked == {"eu", "un", "coe"}
    notes = {built_in_profile(name).designations[0].footnote for name in marked}
    assert len(notes) == 3
    assert all("1244" in note for note in notes)


def test_a_ceiling_lets_through_what_lies_below_it_in_the_same_scheme() -> None:
    uk = built_in_profile("uk")
    allowed = markings.allowed_under(uk, markings.ceiling_of(uk, "official"))
    assert [allowed(one) for one in ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TLP:CLEAR")] == [
        True,
        False,
        False,
        False,
    ]
    highest = markings.ceiling_of(uk, "")
    assert highest is not None
    assert highest.name == "OFFICIAL-SENSITIVE"
    with pytest.raises(ExportError, match="accredited"):
        markings.ceiling_of(uk, "SECRET")


def test_the_banner_is_the_highest_of_what_is_included() -> None:
    uk = built_in_profile("uk")
    assert markings.highest(uk, ["", "OFFICIAL-SENSITIVE", "OFFICIAL"]).name == "OFFICIAL-SENSITIVE"
    assert markings.highest(uk, ["", ""]).name == "OFFICIAL"
    assert markings.highest(uk, []).name == "OFFICIAL"
    assert markings.highest(built_in_profile("plain"), [""]) is None


def test_a_record_takes_the_name_of_a_level_and_nothing_else(desk: Desk) -> None:
    issue = desk.create("issue", {"title": "Plates", "marking": "official-sensitive"})
    assert desk.fields(desk.open_issues()[0])["marking"] == "OFFICIAL-SENSITIVE"
    desk.edit("issue", issue, {"marking": "TLP:RED"})
    desk.edit("issue", issue, {"marking": ""})
    for wrong, said in (("VERY SECRET", "no marking that is known"), ("SECRET", "accredited systems only")):
        with pytest.raises(InvalidEntryError, match=said):
            desk.edit("issue", issue, {"marking": wrong})


def test_a_house_of_the_desk_joins_them_and_its_levels_can_be_used(desk: Desk) -> None:
    desk.create("profile", {"name": "mine", "title": "Mine", "text": LEAST})
    assert tuple(desk.profiles()) == (*HOUSES, "mine")
    desk.create("issue", {"title": "Plates", "marking": "low"})
    own = built_in_profile("uk").text.replace("OFFICIAL-SENSITIVE", "OFFICIAL-DELICATE")
    desk.create("profile", {"name": "uk", "title": "Ours", "text": own})
    assert desk.profile("uk").level("official-delicate") is not None
    with pytest.raises(NotFoundError, match="Choose one of: plain, uk"):
        desk.profile("martian")


def test_the_plain_house_takes_the_levels_that_the_store_has_for_it(desk: Desk) -> None:
    desk.create("marking", {"scheme": "plain", "level": "DESK ONLY", "rank": 2})
    desk.create("marking", {"scheme": "plain", "level": "OPEN", "rank": 1})
    assert [one.name for one in desk.profile("").levels] == ["OPEN", "DESK ONLY"]


def test_a_broken_house_is_named_with_its_line_and_leaves_the_others_alone(desk: Desk) -> None:
    desk.create("profile", {"name": "mine", "title": "Mine", "text": LEAST + "colour = 3"})
    assert tuple(desk.profiles()) == HOUSES
    with pytest.raises(DefinitionError, match="Line 10: the profile “Mine”: there is no field “colour”"):
        desk.profile("mine")


def test_a_broken_house_of_a_shipped_name_does_not_hide_the_shipped_levels(desk: Desk) -> None:
    desk.create("profile", {"name": "uk", "title": "Ours", "text": LEAST + "colour = 3"})
    assert tuple(desk.profiles()) == HOUSES
    issue = desk.create("issue", {"title": "Plates", "marking": "official"})
    assert desk.get(Issue, issue).marking == "OFFICIAL"
    with pytest.raises(DefinitionError, match="the profile “Ours”"):  # a brief is never printed as another house says
        desk.profile("uk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the field “name” is missing"),
        (LEAST + 'ink = "red"\n', "Line 10: “red” is no colour"),
        (LEAST + '\n[[marking.level]]\nname = "low"\nrank = 2\n', "Line 12: two levels are called"),
        (LEAST + '\n[[marking.level]]\nname = "HIGH"\nrank = 1\n', "Line 13: two levels have the rank 1"),
        (LEAST.replace('scheme = "OURS"', ""), "levels need the name of their scheme"),
        (LEAST + '[quotes]\nopening = ""\n', "Line 11: quotation marks have"),
        (LEAST + '[[designation]]\nterm = "K"\nmark = " "\nfootnote = "x"\n', "Line 12: “mark” cannot be empty"),
        (LEAST + '[look]\nlogo = "http://example.org/x.png"\n', "Line 11: a logo is the text of an SVG"),
        (LEAST + '[look]\npaper = "a5"\n', "Line 11: “a5” is not known for paper"),
        ("name = \x00", "this is not TOML"),
        ("marking = 3\n" + 'name = "x"\ntitle = "X"\n', "Line 1: marking must be a table"),
    ],
)
def test_what_is_wrong_with_a_house_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        profiles.parse(text)
    assert said in str(refused.value)


DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">%s</svg>'


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ("<b>logo</b>", "begins with <svg"),
        ("<svg onload=x>", "no whole SVG picture"),
        (DRAWN % "<g>", "no whole SVG picture"),
        ('<svg width="4" height="4"/>', "name its language"),
        (DRAWN % "<script>1</script>", "no script"),
        (DRAWN % '<image href="file:///elsewhere.png"/>', "no other file"),
        ('<svg><!DOCTYPE a [<!ENTITY b "c">]></svg>', "leave out what stands in"),
    ],
)
def test_a_logo_that_could_not_be_drawn_is_refused_before_it_is_kept(logo: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        profiles.parse(f"{LEAST}\n[look]\nlogo = '''{logo}'''\n")


def test_a_logo_may_hold_pictures_and_links_of_its_own() -> None:
    inner = '<!-- ours --><defs><g id="a"/></defs><use href="#a"/><image href="data:image/png;base64,AA=="/>'
    assert profiles.parse(f"{LEAST}\n[look]\nlogo = '''{DRAWN % inner}'''\n").look.logo == DRAWN % inner


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ('[look]\naccent = "#f4f4f0"\n', 12),
        ('[[marking.level]]\nname = "HIGH"\nrank = 2\nink = "#ffc000"\n', 14),
        ('[[marking.level]]\nname = "HIGH"\nrank = 2\nground = "#000000"\n', 14),
    ],
)
def test_letters_that_nobody_could_read_are_refused(more: str, line: int) -> None:
    with pytest.raises(DefinitionError, match="more contrast") as caught:
        profiles.parse(f"{LEAST}\n{more}")
    assert caught.value.line == line
    assert profiles.parse(f'{LEAST}\n[[marking.level]]\nname = "H"\nrank = 2\nink = "#ffc000"\nground = "#000000"\n')
