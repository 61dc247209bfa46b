"""Who is meant by the words that name a speaker: pronouns, surnames, titles, the desk's own actors."""

import pytest

from briefing.proposing.proposal import About, KnownActor
from briefing.proposing.quotes import find
from briefing.proposing.speakers import attribute
from briefing.terms import ActorKind, SpeakerCertainty


def meant(text: str, *known: KnownActor) -> list[str]:
    return [one.resolved for one in attribute(text, find(text, "en"), About(language="en", known=known))]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Nora Beck came late. “The road was closed,” she said.", "Nora Beck"),
        ("Ms Beck met Mr Holm in Lund. “It was short,” she said.", "Beck"),
        ("Ms Beck met Mr Holm in Lund. “It was short,” he said.", "Holm"),
        ("Mr Beck met Mr Holm on Friday. “I told him no,” he said.", "Beck"),
        ("“We tried,” said Anna Holm. The rain fell. She called it “a sad day for all”.", "Anna Holm"),
        ("Anna Holm wrote to the town. In the letter, Holm said it was “too late to turn back”.", "Anna Holm"),
        ("The harbour police closed the road. “We will open it tomorrow,” they said.", "harbour police"),
        ("Anna Holm, who lost the vote, called it “a sad day for all of us”.", "Anna Holm"),
        ("“We agree,” said ANNA HOLM, the mayor.", "ANNA HOLM"),
        ("“We agree,” said Ursula von der Heide, the mayor.", "Ursula von der Heide"),
        ("Norwegian President Anna Holm arrived. “We agree,” the Norwegian president said.", "Anna Holm"),
    ],
)
def test_the_person_meant_is_found_in_the_text(text: str, person: str) -> None:
    assert meant(text)[-1:] == [person]


def test_a_missing_full_stop_does_not_make_a_sentence_of_two() -> None:
    text = (
        "“It was short,” said Anna Holm. A newspaper said Mr Beck would hold a “meeting of all the mayors” in the "
        "town hall of Visby Ms Holm did not explain why. However, she said it was “not an ordinary evening”."
    )
    assert meant(text) == ["Anna Holm", "", "Anna Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "An aide to Mr Holm said it would be “one of his best speeches”.",
        "“It will be fine,” said a spokeswoman for Anna Holm.",
        "Holm’s lawyer said that it was “nothing but a rumour”.",
        "“It went badly,” said one diplomat.",
    ],
)
def test_an_aide_is_never_the_person_aided(text: str) -> None:
    (one,) = attribute(text, find(text, "en"), About())
    assert one.resolved == ""
    assert one.certainty is SpeakerCertainty.ANONYMOUS


def test_two_presidents_are_not_told_apart_by_their_title() -> None:
    text = "President Anna Holm met President Nora Beck. “We agree,” the president said."
    assert meant(text) == [""]


def test_several_who_speak_together_are_nobody_in_particular() -> None:
    text = "“We agree on the text,” Beck and Holm said in a joint statement."
    (one,) = attribute(text, find(text, "en"), About())
    assert one.resolved == ""


def test_a_group_is_collective() -> None:
    (one,) = attribute("“We agree,” the four mayors said.", find("“We agree,” the four mayors said."), About())
    assert one.certainty is SpeakerCertainty.COLLECTIVE


@pytest.mark.parametrize("spelling", ["Đurđa Čolić", "Djurdja Colic", "Ђурђа Чолић"])
def test_the_desk_s_own_actor_is_known_in_every_spelling(spelling: str) -> None:
    known = KnownActor(id="1", name="Đurđa Čolić", aliases=("Djurdja Colic",))
    assert meant(f"“We agree,” said {spelling}.", known) == ["Đurđa Čolić"]


def test_a_surname_alone_is_the_desk_s_actor_if_only_one_has_it() -> None:
    anna, nora = KnownActor(id="1", name="Anna Holm"), KnownActor(id="2", name="Nora Holm")
    assert meant("“We agree,” Holm said.", anna) == ["Anna Holm"]
    assert meant("“We agree,” Holm said.", anna, nora) == ["Holm"]


def test_a_body_that_the_desk_knows_has_the_desk_s_name() -> None:
    known = KnownActor(id="1", name="European Union", kind=ActorKind.ORGANISATION, aliases=("EU",))
    assert meant("The EU said it was “deeply worried by the arrests”.", known) == ["European Union"]


def test_neither_a_speaker_nor_a_pronoun_is_sought_in_another_message() -> None:
    text = (
        "Anna Holm wrote to us. “We agree,” she said.\n\n“It is time to go home.”\n\nShe said it was “late at night”."
    )
    earlier = text.index("“It is")
    found = attribute(text, find(text, "en"), About(language="en", folded=((earlier, len(text)),)))
    assert [one.resolved for one in found] == ["Anna Holm", "", ""]
    assert found[1].speaker is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“We will go on,” Minister of Energy Mara Vale said.", "Mara Vale"),
        ("Secretary of State Antony Mills said “no deal is near”.", "Antony Mills"),
        ("The mayor of Vensholm Peter Lund said “no deal is near”.", "Peter Lund"),
        ("A spokesman for Peter Lund said “no deal is near”.", ""),
        ("An aide to President Peter Lund said “no deal is near”.", ""),
        ("The chief of staff of Peter Lund said “no deal is near”.", ""),
    ],
)
def test_an_office_and_the_name_behind_it_are_one_person(text: str, who: str) -> None:
    assert meant(text) == [who]
