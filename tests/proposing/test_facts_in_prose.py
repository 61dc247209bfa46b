"""Figures in running text: value, unit, whose they are; and which numbers are none."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.facts import find_facts
from briefing.proposing.proposal import About, Mention, ProposedActor, ProposedFact, ProposedQuote
from briefing.terms import ActorKind, QuoteForm, SpeakerCertainty

ABOUT = About(published="2022-08-18", language="en")


def only(text: str) -> ProposedFact:
    """The one figure of `text`."""
    found = find_facts(text, ABOUT)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "subject"),
    [
        ("Fishing accounts for 12 per cent of exports.", "12", "per cent", "Fishing"),
        ("The bank lent £4.5 million to the town.", "4.5 million", "pounds", "Bank"),
        ("The bank lent about 300,000 euros to the town.", "about 300,000", "euros", "Bank"),
        ("Norland evacuated about 80 people from the coast.", "about 80", "people", "Norland"),
        ("It is home to Norland's 1.8 million inhabitants.", "1.8 million", "inhabitants", "Norland"),
        ("At least three people died in the storm.", "At least three", "people", ""),
        ("Norland won independence from Estland in 1998.", "1998", "year", "Norland"),
        ("Most of the Tal population lives in the hills.", "most", "", "the Tal population"),
    ],
)
def test_a_figure_has_its_unit_and_whose_it_is(text: str, value: str, unit: str, subject: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.subject) == (value, unit, subject)
    assert text[found.start : found.end] == text.rstrip(".")
    assert found.label
    assert found.reason


def test_a_figure_belongs_to_an_actor_by_the_name_that_is_proposed() -> None:
    text = "Ethnic Tals account for 5 per cent of the vote."
    tals = ProposedActor(name="Tal minority in Norland", kind=ActorKind.GROUP, role="", mentions=((0, 11),))
    assert [one.subject for one in find_facts(text, ABOUT, actors=[tals])] == ["Tal minority in Norland"]


def test_the_words_around_a_figure_are_its_label() -> None:
    assert only("Fishing accounts for 12 per cent of exports.").label == "Fishing accounts for … per cent of exports"


def test_two_figures_of_one_sentence_are_two_facts() -> None:
    found = find_facts("Tals are 5 per cent of Norland's 1.8 million population, which is 90 per cent rural.", ABOUT)
    assert [(one.value, one.unit) for one in found] == [
        ("5", "per cent"),
        ("1.8 million", "population"),
        ("90", "per cent"),
    ]
    assert found[2].label == "Norland's 1.8 million population is … per cent rural"


def test_the_one_date_of_a_sentence_is_that_of_its_figure() -> None:
    assert only("Norland took in 4,000 refugees in 2021.").edtf == "2021"


@pytest.mark.parametrize(
    "text",
    [
        "1. People first.\n2. Houses later.",
        "Under Article 5 people may leave; resolution 1244 countries; page 12.",
        "On 18 August 2022 people met at 10.30.",
        "The Fortune 500 companies agreed.",
        "Two people spoke.",
        "He is 45 and flies an F-16.",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert find_facts(text, ABOUT) == ()


def test_a_figure_in_a_quotation_needs_somebody_who_said_it() -> None:
    text = "“We lost 40 per cent of the harvest,” said Ms Ora."
    quote = ProposedQuote(
        start=1, end=text.index(",”"), exact=text[1 : text.index(",”")], form=QuoteForm.FULL, speaker=None, resolved="",
        certainty=SpeakerCertainty.NAMED, confidence=0.5, reason="",
    )  # fmt: skip
    assert find_facts(text, ABOUT, quotes=[quote]) == ()
    at = text.index("Ms Ora")
    speaker = Mention(name="Ms Ora", start=at, end=at + 6)
    said = ProposedQuote(**{**{key: getattr(quote, key) for key in quote.__dataclass_fields__}, "speaker": speaker})
    found = find_facts(text, ABOUT, quotes=[said])
    assert [one.value for one in found] == ["40"]
    assert "Ms Ora" in found[0].reason


PIECES = st.sampled_from(
    ["5 per cent ", "of ", "1.8 million ", "people ", "$", "£3m ", "two ", "dead ", "’s ", "which is ", ". ", ", ",
     "1,000,000", "most of the Tals are ", "won independence in 1998", "\n\n", "%", "Norland ", "😀"]
)  # fmt: skip


@settings(max_examples=100)
@given(st.lists(PIECES | st.text(max_size=3), max_size=16).map("".join))
def test_any_text_gives_slices(text: str) -> None:
    for found in find_facts(text, ABOUT):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value
        assert found.label


@pytest.mark.parametrize("piece", ["5 per cent of ", "1,000", "$", "one million ", "most of the "])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begun = time.perf_counter()
    find_facts(piece * (40_000 // len(piece)), ABOUT)
    assert time.perf_counter() - begun < 4
