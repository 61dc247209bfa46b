"""What a text leaves unsettled: candidates by topic, and questions where it contradicts itself."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.events import find_events
from briefing.proposing.issues import find_issues
from briefing.proposing.proposal import About, ProposedActor, ProposedIssue
from briefing.terms import ActorKind

ABOUT = About(published="2022-08-18", language="en")  # a Thursday


def issues(text: str) -> tuple[ProposedIssue, ...]:
    """The candidates of `text`, with its events."""
    return find_issues(text, ABOUT, events=find_events(text, ABOUT))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks between Estland and Norland have reached an impasse.", "Impasse: Talks between Estland and Norland"),
        ("The dispute over fishing rights was bitter.", "Dispute: fishing rights"),
        ("The status of the islands remains unresolved.", "Dispute: status of the islands"),
        ("The spokesman did not say when the border would open.", "Not disclosed: when the border would open"),
        ("Estland does not recognise Norland.", "Recognition: Estland – Norland"),
        ("Tensions in northern Norland are high.", "Tensions in northern Norland"),
        ("Norland declared that foreign plates would no longer be valid.", "Validity: foreign plates"),
    ],
)
def test_a_phrase_that_something_is_unsettled_is_a_candidate(text: str, title: str) -> None:
    found = issues(text)
    assert [one.title for one in found] == [title]
    assert text[found[0].start : found[0].end] == text.rstrip(".")
    assert found[0].confidence < 0.5
    assert "the text says" in found[0].reason


def test_one_topic_is_proposed_once_with_its_deadline() -> None:
    text = (
        "Norland declared that foreign plates would no longer be valid. People protested. "
        "Mr Oran has postponed the enforcement of the measure to September 1."
    )
    found = issues(text)
    assert [(one.title, one.deadline) for one in found] == [("Validity: foreign plates", "2022-09-01")]
    assert found[0].reason == "the text says: “no longer be valid”, “postponed”"


def test_two_topics_are_two_candidates() -> None:
    found = issues("The dispute over fishing rights was bitter. The dispute over the old port was long.")
    assert [one.title for one in found] == ["Dispute: fishing rights", "Dispute: old port"]


def test_two_days_for_one_event_are_a_question() -> None:
    text = "Ms Ora and Mr Tal took part in talks on Thursday. Mr Lim said Friday’s discussion was hard."
    found = issues(text)
    assert [one.title for one in found] == [
        "Which day: Thursday 18 August 2022 / Friday 19 August 2022? Ms Ora and Mr Tal took part in talks"
    ]
    assert text[found[0].start : found[0].end] == "Friday’s discussion"


def test_the_actors_of_the_sentence_are_named() -> None:
    text = "Estland does not recognise Norland."
    actors = [
        ProposedActor(name=name, kind=ActorKind.STATE_OR_TERRITORY, role="", mentions=((at, at + 7),))
        for name in ("Estland", "Norland")
        for at in (text.index(name),)
    ]
    assert find_issues(text, ABOUT, actors=actors)[0].actors == ("Estland", "Norland")


@pytest.mark.parametrize(
    "text",
    ["The two sides signed a deal.", "He was tense.", "Tensions rose.", "They agreed on the date."],
)
def test_other_sentences_are_no_issues(text: str) -> None:
    assert issues(text) == ()


PIECES = st.sampled_from(
    ["talks ", "impasse ", "dispute over ", "no longer be valid ", "tensions ", "in Norland", "that ", ", ", ". ",
     "postponed ", "until 1 May ", "does not recognise ", "Estland ", "did not elaborate ", "on ", "\n\n"]
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(PIECES | st.text(max_size=3), max_size=16).map("".join))
def test_any_text_gives_slices(text: str) -> None:
    for found in issues(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.title
        assert 0 < found.confidence <= 0.5


@pytest.mark.parametrize("piece", ["dispute over ", "an impasse in talks. ", "tensions in X and "])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begun = time.perf_counter()
    find_issues(piece * (40_000 // len(piece)), ABOUT)
    assert time.perf_counter() - begun < 4
