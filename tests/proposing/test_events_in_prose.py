"""Happenings in running text: what, when, whether it took place, and which of them are one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.events import find_events
from briefing.proposing.proposal import About, ProposedActor, ProposedEvent
from briefing.rules import dates
from briefing.terms import ActorKind, EventKind, Modality

ABOUT = About(published="2022-08-18", language="en")  # a Thursday


def only(text: str) -> ProposedEvent:
    """The one happening of `text`."""
    found = find_events(text, ABOUT)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "what", "edtf", "modality", "kind"),
    [
        ("President Ana Maro met the envoy in Oslo on Tuesday.", "President Ana Maro met envoy in Oslo", "2022-08-16",
         "occurred", "meeting"),
        ("President Ana Maro will meet the envoy in Oslo on Tuesday.", "President Ana Maro to meet envoy in Oslo",
         "2022-08-23", "planned", "meeting"),
        ("An aide said the president would return to Oslo on Friday.", "President to return to Oslo", "2022-08-19",
         "planned", "meeting"),
        ("The minister is due to visit Peru on 3 September.", "Minister to visit Peru", "2022-09-03", "planned",
         "meeting"),
        ("The talks will resume in the coming days.", "Talks to resume", "2022-08-19~/..", "planned", "meeting"),
        ("The summit did not take place on Monday.", "Summit did not take place", "2022-08-15", "cancelled", "meeting"),
        ("A union representing nurses filed a complaint with St. Ives Corp.’s board on Monday.",
         "Union representing nurses filed complaint with St. Ives Corp.’s board", "2022-08-15", "occurred", "legal"),
        ("On Monday, fishermen rescued over 700 people.", "Fishermen rescued over 700 people", "2022-08-15", "occurred",
         "incident"),
        ("Estland won independence from Norland in 1998.", "Estland won independence from Norland", "1998", "occurred",
         "legal"),
        ("The treaty was signed in Oslo on 3 May 2021.", "Treaty signed in Oslo", "2021-05-03", "occurred", "legal"),
        ("Rebels reportedly attacked the port on Monday.", "Rebels attacked port", "2022-08-15", "reported_unconfirmed",
         "incident"),
        ("The government is holding talks with the miners today.", "Government is holding talks with the miners",
         "2022-08-18", "ongoing", "meeting"),
        ("The offices will be closed on Monday after the presidential election on Sunday.", "", "", "", ""),
    ],
)  # fmt: skip
def test_a_verb_with_a_date_is_a_happening(text: str, what: str, edtf: str, modality: str, kind: str) -> None:
    found = find_events(text, ABOUT)
    if not what:
        assert "Presidential election" in [one.what for one in found]
        return
    assert [(one.what, one.edtf, one.modality.value, one.kind.value) for one in found] == [(what, edtf, modality, kind)]
    assert text[found[0].start : found[0].end]
    assert found[0].basis
    assert found[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "If the two sides meet on Friday, a deal is possible.",
        "The minister did not sign the treaty on Tuesday.",
        "The minister could resign on Friday.",
        "The minister should visit Peru in September.",
        "Everyone was tired on Tuesday.",
        "Monday, 15 August 2022\n\nA house by the sea.",
        "I met him on Tuesday.",
        "She has lived there since 2013.",
        "The study, released on Tuesday, has 40 pages.",
    ],
)
def test_what_might_be_and_what_was_not_is_no_happening(text: str) -> None:
    assert find_events(text, ABOUT) == ()


def test_a_noun_with_a_date_is_a_happening() -> None:
    found = only("Nobody expected the results of the presidential election on 3 May.")
    assert (found.what, found.edtf, found.kind) == ("Presidential election", "2022-05-03", EventKind.DECISION)
    assert find_events("He spoke of Monday’s attack in Tarland.", ABOUT)[0].what == "Attack in Tarland"


@pytest.mark.parametrize(
    ("text", "what", "edtf", "modality"),
    [
        ("The run-off is scheduled for 26 August.", "Run-off", "2022-08-26", Modality.PLANNED),
        ("Talks that had been scheduled for Friday were cancelled.", "Talks", "2022-08-19", Modality.CANCELLED),
        ("The unions have called a rally for Saturday.", "Rally", "2022-08-20", Modality.PLANNED),
    ],
)
def test_what_is_arranged_for_a_day_is_planned(text: str, what: str, edtf: str, modality: Modality) -> None:
    found = only(text)
    assert (found.what, found.edtf, found.modality) == (what, edtf, modality)


def test_two_days_in_one_sentence_belong_to_their_own_verbs() -> None:
    said, closes = find_events(
        "The Trade Ministry announced on Monday that the embassy in Oslo will close on 31 August.", ABOUT
    )
    assert (said.edtf, said.modality, said.kind) == ("2022-08-15", Modality.OCCURRED, EventKind.STATEMENT)
    assert (closes.edtf, closes.modality, closes.what) == ("2022-08-31", Modality.PLANNED, "Embassy in Oslo to close")


def test_the_day_of_an_agency_is_no_happening() -> None:
    found = only("OSLO, April 15 (Agency) - Fighting erupted in the capital of Norland on Saturday, a doctor said.")
    assert (found.date_literal, found.kind) == ("on Saturday", EventKind.INCIDENT)


def test_what_somebody_named_has_done_needs_no_date() -> None:
    found = only("Under pressure, Mr Oran has postponed the enforcement of the measure.")
    assert (found.what, found.edtf) == ("Mr Oran postponed enforcement of the measure", "../2022-08-18")
    assert found.basis == "not dated; before publication"
    assert found.confidence < 0.5


def test_putting_off_and_the_day_to_which_it_is_put_off_are_two_happenings() -> None:
    put_off, due = find_events("Mr Oran has postponed the enforcement of the measure to September 1.", ABOUT)
    assert (put_off.edtf, put_off.modality) == ("../2022-08-18", Modality.OCCURRED)
    assert (due.edtf, due.modality, due.kind) == ("2022-09-01", Modality.PLANNED, EventKind.DEADLINE)
    assert due.what == "Due: enforcement of the measure"


def test_one_happening_told_twice_is_one_with_two_places() -> None:
    text = (
        "Estland declared that foreign identity papers would no longer be valid. Protests followed. "
        "Estland declared that foreign identity papers and plates would no longer be valid."
    )
    found = only(text)
    assert len(found.also) == 1
    assert text[slice(*found.also[0])].startswith("Estland declared")


def test_two_days_for_the_same_talks_are_a_conflict() -> None:
    found = only("Ms Ora and Mr Tal took part in talks on Thursday. Mr Lim said Friday’s discussion was hard.")
    assert (found.edtf, found.conflict) == ("2022-08-18", "2022-08-19")
    assert len(found.also) == 1


def test_what_happens_once_and_has_two_days_is_a_conflict() -> None:
    found = only(
        "Ms Ora and Mr Tal signed the fishing treaty on 3 May 2021. Peace followed. "
        "Ms Ora and Mr Tal signed the fishing treaty on 4 May 2021, a spokesman said."
    )
    assert (found.edtf, found.conflict) == ("2021-05-03", "2021-05-04")
    twice = find_events("Rebels attacked the port on Monday. Rebels attacked the port on Tuesday.", ABOUT)
    assert [(one.edtf, one.conflict) for one in twice] == [("2022-08-15", ""), ("2022-08-16", "")]


def test_talks_on_two_days_that_both_may_be_are_no_conflict() -> None:
    found = find_events(
        "Ms Ora and Mr Tal took part in talks on Monday. Mr Lim said Tuesday’s discussion was hard.", ABOUT
    )
    assert [(one.edtf, one.conflict) for one in found] == [("2022-08-15", ""), ("2022-08-16", "")]


def test_a_weekday_that_contradicts_its_date_is_a_conflict() -> None:
    found = only("President Ana Maro met the envoy on Friday 12 July 2022.")
    assert (found.edtf, found.conflict) == ("2022-07-12", "2022-07-15")


def test_actors_place_and_quotations_are_known() -> None:
    text = "On Tuesday President Ana Maro met Tal Oran in northern Tarland. “The court ruled today,” she said."
    actors = [
        ProposedActor(name=name, kind=ActorKind.PERSON, role="", mentions=((at, at + len(name)),))
        for name in ("Ana Maro", "Tal Oran")
        for at in (text.index(name),)
    ]
    first, second = find_events(text, ABOUT, actors=actors, quotes=((text.index("“") + 1, text.index(",”")),))
    assert first.actors == ("Ana Maro", "Tal Oran")
    assert first.place == "northern Tarland"
    assert "inside a quotation" in second.reason
    assert second.confidence < first.confidence


def test_an_earlier_message_is_left_alone() -> None:
    text = "President Ana Maro met the envoy on Tuesday."
    assert find_events(text, About(published="2022-08-18", folded=((0, len(text)),))) == ()


PIECES = st.sampled_from(
    ["Mr Oran ", "the talks ", "met ", "will ", "on Friday", ", ", ". ", "“", "” ", "that ", "to ", "sign ", "was ",
     "Friday’s ", "postponed ", "until ", "1 May ", "who ", "and ", "\n\n", "said ", "not ", "2022 ", "😀"]
)  # fmt: skip


@settings(max_examples=120)
@given(st.lists(PIECES | st.text(max_size=3), max_size=18).map("".join), st.sampled_from(["", "2022-08-18"]))
def test_any_text_gives_slices_and_dates_that_can_be_read(text: str, published: str) -> None:
    for found in find_events(text, About(published=published)):
        assert 0 <= found.start < found.end <= len(text)
        assert all(0 <= start < end <= len(text) for start, end in found.also)
        assert found.date_literal in text
        assert found.what
        assert 0 <= found.confidence <= 1
        for edtf in (found.edtf, found.conflict):
            dates.bounds(edtf)


@pytest.mark.parametrize("piece", ["Mr Oran met Ms Tal on Friday. ", "met and ", "Friday’s talks were. ", ", who met "])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begun = time.perf_counter()
    find_events(piece * (40_000 // len(piece)), ABOUT)
    assert time.perf_counter() - begun < 4
