"""Who acts in running text: persons with roles, bodies, states, peoples, and those without a name."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.actors import find_actors
from briefing.proposing.proposal import About, KnownActor, Mention, ProposedActor, ProposedQuote
from briefing.terms import ActorKind, QuoteForm, SpeakerCertainty

ABOUT = About(published="2022-08-18", language="en")


def actors(text: str, *known: KnownActor) -> dict[str, ProposedActor]:
    """The actors of `text` by name."""
    return {one.name: one for one in find_actors(text, About(language="en", known=known))}


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Norwegian Prime Minister Ana Maro spoke.", "Ana Maro", "Norwegian Prime Minister", "Norway"),
        ("They heard the EU’s chief trade negotiator, Ana Maro.", "Ana Maro", "the EU’s chief trade negotiator",
         "European Union"),
        ("Ana Maro, the foreign minister of Peru, said so.", "Ana Maro", "the foreign minister of Peru", "Peru"),
        ("They heard that Ana Maro, a senator from Ohio, was in town.", "Ana Maro", "a senator from Ohio", ""),
        ("Former party leader Ana Maro said so.", "Ana Maro", "Former party leader", ""),
        ("Ms Ana Maro said so.", "Ana Maro", "", ""),
    ],
)  # fmt: skip
def test_a_person_has_the_role_that_the_text_states(text: str, name: str, role: str, affiliation: str) -> None:
    found = actors(text)[name]
    assert (found.kind, found.role, found.affiliation) == (ActorKind.PERSON, role, affiliation)


def test_a_person_is_one_with_all_mentions() -> None:
    text = "Peruvian President Ana Maro left. Ms Maro said nothing. Later the Peruvian president returned."
    found = actors(text)["Ana Maro"]
    assert [text[start:end] for start, end in found.mentions] == ["Ana Maro", "Ms Maro", "the Peruvian president"]
    assert found.aliases == ("Maro",)


def test_an_office_without_a_holder_is_an_office() -> None:
    found = actors("Later the Peruvian president returned.")["Peruvian president"]
    assert (found.kind, found.affiliation) == (ActorKind.OFFICE, "Peru")


def test_states_and_bodies_are_known_by_all_their_names() -> None:
    text = (
        "The EU and NATO said so. The European Union warned. Talks between Peru and the UK failed. EU-mediated talks."
    )
    found = actors(text)
    assert found["European Union"].kind is ActorKind.ORGANISATION
    assert [text[start:end] for start, end in found["European Union"].mentions] == ["EU", "European Union", "EU"]
    assert {"NATO", "Peru", "United Kingdom"} <= set(found)
    assert found["Peru"].kind is ActorKind.STATE_OR_TERRITORY


def test_a_state_that_is_only_a_place_is_no_actor() -> None:
    assert actors("He lives in Peru and was born in Norway.") == {}


def test_peoples_are_groups_when_they_are_named_as_such() -> None:
    text = (
        "He met leaders of the Hungarian minority in Romania. Ethnic Hungarians and Minority Hungarians voted. "
        "Ten per cent are ethnic Germans. The Hungarian population grew."
    )
    found = actors(text)
    assert found["Hungarian minority in Romania"].kind is ActorKind.GROUP
    assert len(found["Hungarian minority in Romania"].mentions) == 4
    assert found["leaders of the Hungarian minority in Romania"].kind is ActorKind.GROUP
    assert found["ethnic Germans"].kind is ActorKind.GROUP


def test_labels_for_many_and_bodies_of_a_state_act_without_a_name() -> None:
    found = actors(
        "Under pressure from the West, Turkish police left. Serbian state media said so. The West Bank is far."
    )
    assert found["the West"].kind is ActorKind.COLLECTIVE_LABEL
    assert len(found["the West"].mentions) == 1
    assert (found["Turkish police"].kind, found["Turkish police"].affiliation) == (ActorKind.ORGANISATION, "Turkey")
    assert "Serbian state media" in found


def test_an_unnamed_source_stays_unnamed() -> None:
    known = KnownActor(id="1", name="Ana Maro")
    found = actors("President Ana Maro left. An aide to Ms Maro said she would return.", known)
    assert found["Ana Maro"].known == "1"
    aide = found["aide to Ms Maro"]
    assert (aide.anonymous, aide.known, aide.affiliation) == (True, "", "Ana Maro")
    assert actors("A senior EU official said so.")["senior EU official"].anonymous


def test_a_named_spokesman_is_no_unnamed_source() -> None:
    assert not any(one.anonymous for one in actors("A spokesman for the army, Ivo Tal, said so.").values())


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("President Aleksandar Vucic spoke.", KnownActor(id="v", name="Aleksandar Vučić")),
        ("President Aleksandar Vucic spoke.", KnownActor(id="v", name="Александар Вучић")),
        ("Minister Marko Djuric spoke.", KnownActor(id="v", name="Marko Đurić")),
        ("Minister Marko Đurić spoke.", KnownActor(id="v", name="Marko Djuric")),
        ("Mr Tal Oran spoke.", KnownActor(id="v", name="President Tal Oran")),
        ("Mr Tal Oran spoke.", KnownActor(id="v", name="Tal Oran Ferrer")),
        ("Mr Oran spoke.", KnownActor(id="v", name="Tal Oran")),
        ("The European Union spoke.", KnownActor(id="v", name="EU", kind=ActorKind.ORGANISATION)),
        ("Talks between Britain and Peru.", KnownActor(id="v", name="UK", kind=ActorKind.STATE_OR_TERRITORY)),
    ],
)
def test_the_actors_of_the_desk_are_known_across_spelling_and_script(text: str, known: KnownActor) -> None:
    assert [one.known for one in actors(text, known).values() if one.known] == ["v"]


def test_the_desk_knows_whom_nothing_but_a_name_tells_of() -> None:
    known = (
        KnownActor(id="o", name="Tal Oran"),
        KnownActor(id="l", name="Hill List", kind=ActorKind.ORGANISATION, aliases=("Brdska lista",)),
    )
    text = "Diplomats criticised Oran over the move, and the Hill List left parliament. They blamed Oran again."
    found = actors(text, *known)
    assert {one.known: len(one.mentions) for one in found.values()} == {"o": 2, "l": 1}
    assert found["Tal Oran"].aliases == ("Oran",)


def test_a_surname_that_two_have_is_nobody() -> None:
    known = (KnownActor(id="1", name="Tal Oran"), KnownActor(id="2", name="Ivo Oran"))
    assert [one.known for one in actors("Mr Oran spoke.", *known).values()] == [""]


def test_another_first_name_is_another_person() -> None:
    assert [one.known for one in actors("Mr Ivo Oran spoke.", KnownActor(id="1", name="Tal Oran")).values()] == [""]


def test_whoever_a_quotation_is_resolved_to_is_an_actor() -> None:
    text = "“We wait,” said Lumen Orvath. Nobody else spoke to us on that long day in the hills."
    at = text.index("Lumen Orvath")
    quote = ProposedQuote(
        start=1, end=8, exact=text[1:8], form=QuoteForm.FULL,
        speaker=Mention(name="Lumen Orvath", start=at, end=at + 12),
        resolved="Lumen Orvath", certainty=SpeakerCertainty.NAMED, confidence=0.9, reason="",
    )  # fmt: skip
    found = {one.name: one for one in find_actors(text, ABOUT, quotes=[quote])}
    assert found["Lumen Orvath"].kind is ActorKind.PERSON
    assert found["Lumen Orvath"].mentions == ((at, at + 12),)


def test_who_is_only_in_an_earlier_message_is_left_alone() -> None:
    text = "President Ana Maro left."
    assert find_actors(text, About(language="en", folded=((0, len(text)),))) == ()


PIECES = st.sampled_from(
    ["Mr ", "Oran", "President ", "the ", "EU", ", ", "’s ", "chief ", "diplomat", "ethnic ", "Serbs ", "minority ",
     "in ", "Peru", "an aide to ", "said ", ". ", "\n\n", "leaders of ", "the West ", "Vučić ", "Вучић ", "😀", "-"]
)  # fmt: skip


@settings(max_examples=120)
@given(st.lists(PIECES | st.text(max_size=3), max_size=16).map("".join))
def test_any_text_gives_slices(text: str) -> None:
    for found in find_actors(text, About(language="en", known=(KnownActor(id="1", name="Tal Oran"),))):
        assert found.name
        assert found.mentions
        assert all(0 <= start < end <= len(text) for start, end in found.mentions)
        assert 0 < found.confidence < 1


@pytest.mark.parametrize("piece", ["ethnic Serbs, ", "an aide to ", "the Peruvian president ", "Mr Oran, ", "EU-"])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begun = time.perf_counter()
    find_actors(piece * (40_000 // len(piece)), ABOUT)
    assert time.perf_counter() - begun < 4
