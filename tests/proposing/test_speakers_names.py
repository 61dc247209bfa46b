"""Names of a text: where they stand, what they seem to name, and which are the same."""

import pytest

from briefing.proposing.names import Name, names_in
from briefing.terms import ActorKind


def found(text: str) -> list[Name]:
    return list(names_in(text, "en").found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met Anna Holm in Visby.", ["Anna Holm", "Visby"]),
        ("They met Ursula von der Heide there.", ["Ursula von der Heide"]),
        ("They met John F. Kerr Jr. there.", ["John F. Kerr Jr."]),
        ("They met Secretary of State Anna Holm there.", ["Anna Holm"]),
        ("They met Norwegian President Anna Holm there.", ["Norwegian", "Anna Holm"]),
        ("They met Kosovo Prime Minister Anna Holm there.", ["Kosovo", "Anna Holm"]),
        ("They met Anna Holm’s aide there.", ["Anna Holm"]),
        ("The Ministry of Roads met in Bosnia and Herzegovina.", ["Ministry of Roads", "Bosnia", "Herzegovina"]),
        ("However, nobody came.", []),
        ("They met on Monday in August.", []),
        ("They met Anna Holm Monday.", ["Anna Holm"]),
    ],
)
def test_names_are_slices_of_the_text_without_titles(text: str, names: list[str]) -> None:
    assert [one.text for one in found(text)] == names
    assert all(text[one.start : one.end] == one.text for one in found(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met Mr Holm there.", ActorKind.PERSON),
        ("They met Anna Holm there.", ActorKind.PERSON),
        ("It was Holm, who lost.", ActorKind.PERSON),
        ("They met Wexley Q. Tand there.", ActorKind.PERSON),
        ("They met Wexley Tand, the chief of police, there.", ActorKind.PERSON),
        ("They say that Wexley later said no.", ActorKind.PERSON),
        ("They met the Commission on Bridges there.", ActorKind.ORGANISATION),
        ("They met the EU there.", ActorKind.ORGANISATION),
        ("They met the Roads Ministry there.", ActorKind.ORGANISATION),
        ("They met Serbia there.", ActorKind.STATE_OR_TERRITORY),
        ("They met in Belgrade there.", ActorKind.STATE_OR_TERRITORY),
        ("They met the Serbs there.", ActorKind.GROUP),
        ("They met near Wexley there.", None),
    ],
)
def test_what_a_name_seems_to_name(text: str, kind: ActorKind | None) -> None:
    assert [one.kind for one in found(text)] == [kind]


def test_a_title_tells_the_gender() -> None:
    assert [one.gender for one in found("They met Mr Holm, Ms Beck and President Lind.")] == ["male", "female", ""]


def test_a_surname_is_the_person_whose_full_name_stands_elsewhere() -> None:
    names = names_in("Holm came. Then Anna Holm spoke, and Ms Holm left.", "en")
    assert list(names.clusters) == ["Anna Holm"]
    assert len(names.clusters["Anna Holm"]) == 3


def test_two_of_one_surname_are_told_apart_by_their_title() -> None:
    names = names_in("Anna Holm and Peter Holm came. Mr Holm spoke. Ms Holm left.", "en")
    assert [one.full for one in names.found] == ["Anna Holm", "Peter Holm", "Peter Holm", "Anna Holm"]


def test_a_name_is_a_person_s_where_its_surname_is() -> None:
    names = names_in("They met Wexley Tand there. Ms Tand smiled.", "en")
    assert list(names.clusters) == ["Wexley Tand"]
    assert names.found[0].kind is ActorKind.PERSON


def test_an_initial_and_accents_do_not_make_another_person() -> None:
    names = names_in("They met Ana Čolić there. They saw Ana M. Colic again.", "en")
    assert len(names.clusters) == 1


def test_a_headline_makes_no_names() -> None:
    assert found("Old Bridge Falls Into Cold River\n\nThe bridge is gone.") == []
