"""Proposals beside what the desk holds: accepted, edited, each one step; nothing is stored twice."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.desk import Desk
from briefing.desk.quoting import WITHOUT_PLACE
from briefing.desk.review_items import State
from briefing.errors import InvalidEntryError
from briefing.intake.readers import read_bytes
from briefing.model import Actor, Event, Fact, Issue, Quote
from briefing.proposing.proposal import Mention, Proposals, ProposedQuote
from briefing.store.store import create_store
from briefing.terms import QuoteForm, SpeakerCertainty
from tests.desk.offering import TEXT, a_quote, at, desk, item, offered, review, source

__all__ = ["desk", "source"]


def test_items_stand_in_the_order_of_the_text_and_are_slices_of_it(desk: Desk, source: str) -> None:
    found = review(desk, source)
    assert [one.kind for one in found.items] == [
        "quote", "actor", "actor", "quote", "event", "issue", "fact", "quote",
    ]  # fmt: skip
    assert all(one.words == TEXT[one.start : one.end] for one in found.items)
    assert len({one.key for one in found.items}) == 8 and found.counts()[State.OPEN] == 8
    assert [one.key for one in review(desk, source).items] == [one.key for one in found.items]
    assert desk.step_number() == 1  # looking writes nothing


def test_a_quote_is_accepted_as_a_slice_with_the_words_that_name_its_speaker(desk: Desk, source: str) -> None:
    ana = desk.create("actor", {"name": "Ana Kovac"})
    plates = desk.create("issue", {"title": "Plates"})
    one = item(desk, source, "quote")
    assert one.known == (ana,)
    made = desk.accept(source, one, {"date_edtf": "18 Aug 2022"}, issue=plates)
    quote = desk.get(Quote, made)
    assert quote.exact == TEXT[quote.start : quote.end] and desk.quote_state(quote) == "verified"
    assert quote.speaker == ana and quote.speaker_as_stated == TEXT[quote.mention_start : quote.mention_end]
    assert (quote.date_edtf, quote.locator, quote.language) == ("2022-08-18", "paragraph 1", "en")
    assert [found.id for found in desk.linked(plates, Quote)] == [made]
    assert desk.undo_label() == "accept quote “We did not agree today. But it goes on”"
    again = item(desk, source, "quote")
    assert (again.state, again.record) == (State.ACCEPTED, made)
    assert desk.accept(source, one) == made and len(desk.every(Quote)) == 1
    assert desk.latest == ""
    desk.undo()
    assert desk.every(Quote) == [] and desk.linked(plates, Quote) == []
    assert item(desk, source, "quote").state is State.OPEN


def test_an_aide_is_never_the_one_aided_and_is_made_only_where_the_user_says_so(desk: Desk, source: str) -> None:
    desk.create("actor", {"name": "Petrov"})
    one = item(desk, source, "quote", 1)
    assert one.known == ()
    quote = desk.get(Quote, desk.accept(source, one))
    assert (quote.speaker, quote.speaker_as_stated, quote.speaker_certainty) == (
        "",
        "An aide to Mr Petrov",
        "anonymous",
    )
    desk.undo()
    quote = desk.get(Quote, desk.accept(source, one, {"new_speaker": {"name": "Aide to Mr Petrov"}}))
    aide = desk.get(Actor, quote.speaker)
    assert (aide.name, aide.anonymous) == ("Aide to Mr Petrov", True)
    assert [cited.exact for cited in desk.citations(aide.id)] == ["An aide to Mr Petrov"]
    assert desk.undo_label() == "accept quote “not a normal meeting”"
    desk.undo()
    assert [actor.name for actor in desk.every(Actor)] == ["Petrov"]


def test_an_actor_is_linked_to_the_one_of_another_spelling_and_never_made_twice(desk: Desk, source: str) -> None:
    ana = desk.create("actor", {"name": "Ана Ковач"})
    league = desk.create("actor", {"name": "The League", "kind": "organisation"})
    one = item(desk, source, "actor")
    assert one.known == (ana,)
    assert desk.accept(source, one) == ana
    assert [alias.text for alias in desk.aliases(ana)] == ["Kovač"]
    assert desk.get(Actor, ana).role_as_stated == "mediator"
    assert [(row.organisation, row.role) for row in desk.memberships(ana)] == [(league, "mediator")]
    assert [cited.exact for cited in desk.citations(ana)] == ["Ana Kovač", "Kovač"]
    assert desk.accept(source, one) == ana
    assert item(desk, source, "actor").state is State.ACCEPTED
    assert len(desk.every(Actor)) == 2


def test_two_proposals_of_one_actor_make_one(desk: Desk, source: str) -> None:
    first, other = offered().actors
    twice = replace(offered(), actors=(first, replace(other, name="Ana Kovac", aliases=())))
    one, two = [one for one in review(desk, source, twice).items if one.kind == "actor"]
    assert desk.accept(source, one) == desk.accept(source, two)
    assert len(desk.every(Actor)) == 1


def test_of_two_actors_of_one_name_the_user_says_which(desk: Desk, source: str) -> None:
    mine = [desk.create("actor", {"name": name}) for name in ("Ana Kovač", "Ana Kovac")]
    one = item(desk, source, "actor")
    assert set(one.known) == set(mine)
    with pytest.raises(InvalidEntryError, match=r"more than one actor may be “Ana Kovač”"):
        desk.accept(source, one)
    third = desk.accept(source, item(desk, source, "actor", 1), {"same_as": "", "name": "Petar Petrov"})
    assert desk.get(Actor, third).name == "Petar Petrov"
    done = desk.accept_all(source, review(desk, source).items)
    assert [(left.kind, reason) for left, reason in done.left] == [
        ("actor", "more than one actor may be “Ana Kovač”. Please choose which.")
    ]
    assert desk.accept(source, one, {"same_as": mine[1]}) == mine[1]


def test_an_event_is_accepted_with_its_place_its_people_and_the_doubt_about_its_day(desk: Desk, source: str) -> None:
    petrov = desk.create("actor", {"name": "Petrov"})
    made = desk.accept(source, item(desk, source, "event"), {"title": "The aide returns"})
    event = desk.get(Event, made)
    assert (event.title, event.date_edtf, event.date_literal) == ("The aide returns", "2022-08-19", "on Friday")
    assert (event.modality, event.date_conflict) == ("planned", "2022-08-20")
    assert "Saturday 20 August 2022" in event.editor_note
    assert [actor.id for actor, _ in desk.participants(made)] == [petrov]
    (cited,) = desk.citations(made)
    assert cited.exact == "He would return on Friday." and desk.citation_state(cited) == "verified"
    assert item(desk, source, "event").record == made


def test_a_record_of_the_desk_is_told_once_more_where_it_is_the_same(desk: Desk, source: str) -> None:
    known = desk.create("event", {"title": "The aide makes his return", "date_edtf": "2022-08-19"})
    desk.create("actor", {"name": "Petrov"})
    one = item(desk, source, "event")
    assert one.known == (known,) and one.state is State.OPEN
    assert desk.accept(source, one, {"same_as": known}) == known
    assert [event.id for event in desk.every(Event)] == [known] and len(desk.citations(known)) == 1
    assert desk.participants(known) == []
    assert desk.undo_label() == "accept event “The aide makes his return”"


def test_among_many_what_may_be_there_already_is_left_to_be_looked_at(desk: Desk, source: str) -> None:
    known = desk.create("event", {"title": "The aide makes his return", "date_edtf": "2022-08-19"})
    found = review(desk, source).items
    done = desk.accept_all(source, found)
    assert [(one.kind, reason) for one, reason in done.left] == [
        ("event", "it may be “The aide makes his return”, which is here already. Please choose.")
    ]
    one = next(one for one in found if one.kind == "event")
    assert desk.accept_all(source, found, {one.key: {"same_as": known}}).records[one.key] == known
    assert {one.state for one in review(desk, source).items} == {State.ACCEPTED}


def test_who_is_named_by_the_very_words_is_the_speaker(desk: Desk, source: str) -> None:
    aide = replace(
        offered().actors[1], name="aide to Mr Petrov", anonymous=True, mentions=(at("An aide to Mr Petrov"),)
    )
    with_aide = replace(offered(), actors=(*offered().actors, aide))
    desk.accept_all(source, review(desk, source, with_aide).items)
    (said,) = [quote for quote in desk.every(Quote) if quote.exact == "not a normal meeting"]
    assert desk.get(Actor, said.speaker).name == "aide to Mr Petrov"
    desk.undo()
    made = desk.accept(source, next(one for one in review(desk, source, with_aide).items if one.proposal == aide))
    (later,) = [one for one in review(desk, source, with_aide).items if one.words == "not a normal meeting"]
    assert later.known == (made,)


def test_facts_and_issues_come_with_the_sentence_that_tells_them(desk: Desk, source: str) -> None:
    fact, issue = desk.accept(source, item(desk, source, "fact")), desk.accept(source, item(desk, source, "issue"))
    assert (desk.get(Fact, fact).value, desk.get(Fact, fact).unit) == ("5", "per cent")
    assert desk.citations(fact)[0].exact == "About 5 per cent of drivers are concerned."
    assert desk.get(Issue, issue).title == "Talks stalled over plates"
    assert desk.citations(issue)[0].exact == "The talks stalled over plates."
    assert [row.target for row in desk.link_rows(issue)] == [source]


def test_everything_is_accepted_in_one_step_and_undone_in_one(desk: Desk, source: str) -> None:
    before = desk.step_number()
    done = desk.accept_all(source, review(desk, source).items)
    assert desk.step_number() == before + 1 and done.left == () and len(done.records) == 8
    assert desk.undo_label() == "accept proposals"
    said = {quote.exact: quote for quote in desk.every(Quote)}
    ana = next(actor.id for actor in desk.every(Actor) if actor.name == "Ana Kovač")
    assert said["We go on"].speaker == said["We did not agree today. But it goes on"].speaker == ana
    assert (said["We go on"].speaker_certainty, said["We go on"].speaker_as_stated) == ("by continuation", "")
    assert said["not a normal meeting"].speaker == ""
    assert {one.state for one in review(desk, source).items} == {State.ACCEPTED}
    assert desk.accept_all(source, review(desk, source).items).records == done.records
    assert desk.step_number() == before + 1
    desk.undo()
    assert [desk.count(kind) for kind in ("actor", "quote", "event", "fact", "issue")] == [0] * 5
    assert {one.state for one in review(desk, source).items} == {State.OPEN}
    desk.redo()
    assert {one.state for one in review(desk, source).items} == {State.ACCEPTED}


def test_what_was_captured_by_hand_counts_as_accepted(desk: Desk, source: str) -> None:
    start, end = at("We did not agree today. But it goes on,")
    made = desk.capture_quote(source, start, end)
    start, end = at("He would return on Friday")
    event = desk.create("event", {"title": "Return", "date_edtf": "2022-08-19"})
    desk.cite_passage("event", event, source, start, end)
    assert (item(desk, source, "quote").state, item(desk, source, "quote").record) == (State.ACCEPTED, made)
    assert item(desk, source, "event").record == event
    desk.delete("event", event)
    assert item(desk, source, "event").state is State.OPEN


def test_an_event_that_is_told_twice_is_one_with_two_places(desk: Desk, source: str) -> None:
    twice = replace(offered(), events=(replace(offered().events[0], also=(at("The talks stalled over plates."),)),))
    (one,) = [found for found in review(desk, source, twice).items if found.kind == "event"]
    made = desk.accept(source, one)
    assert [cited.exact for cited in desk.citations(made)] == [
        "He would return on Friday.", "The talks stalled over plates.",
    ]  # fmt: skip
    desk.undo()
    start, end = at("The talks stalled")
    event = desk.create("event", {"title": "Return", "date_edtf": "2022-08-19"})
    desk.cite_passage("event", event, source, start, end)
    (one,) = [found for found in review(desk, source, twice).items if found.kind == "event"]
    assert one.record == event


def test_one_sentence_may_tell_of_two_events(desk: Desk, source: str) -> None:
    one = offered().events[0]
    both = replace(offered(), events=(one, replace(one, what="Speech in the capital", edtf="2022-08-21")))
    first, second = [found for found in review(desk, source, both).items if found.kind == "event"]
    assert first.key != second.key
    made = [desk.accept(source, first), desk.accept(source, second)]
    again = [found for found in review(desk, source, both).items if found.kind == "event"]
    assert [found.record for found in again] == made and len(set(made)) == 2


def test_edits_are_read_as_a_form_reads_them_and_words_stay_those_of_the_source(desk: Desk, source: str) -> None:
    one = item(desk, source, "quote")
    for wrong, sentence in (
        ({"exact": "We agreed"}, r"the words come from the source"),
        ({"date_edtf": "2022-02-30"}, r"February 2022 has 28 days"),
        ({"colour": "red"}, r"quote has no such field"),
        ({"start": 0, "end": 0}, r"do not lie in a text"),
        ({"start": "x"}, r"please enter a whole number"),
        ({"speaker": "nobody"}, r"there is no actor with the id nobody"),
        ({"mention_start": 5, "mention_end": 5}, r"these words do not stand at this place"),
    ):
        with pytest.raises(InvalidEntryError, match=sentence):
            desk.accept(source, one, wrong)
    assert desk.every(Quote) == []
    start, end = at("We did not agree today.")
    quote = desk.get(Quote, desk.accept(source, one, {"start": start, "end": end, "is_key": "yes"}))
    assert (quote.exact, quote.is_key) == ("We did not agree today.", True)


def test_a_key_outlives_what_is_put_before_it_and_tells_like_words_apart(desk: Desk) -> None:
    short = "He spoke of a “deal” with them. She spoke of a “deal” with us, and then of a “deal” with them.\n"
    found = []
    for text in (short, f"A line before. {short}"):
        source = desk.archive_text(text[:9], text).source
        archived = desk.archived(source)
        assert archived is not None
        places = [at for at in range(len(text)) if text.startswith("deal", at)]
        quotes = tuple(
            ProposedQuote(
                start=at, end=at + 4, exact="deal", form=QuoteForm.FRAGMENT, speaker=None, resolved="",
                certainty=SpeakerCertainty.NAMED, confidence=0.3, reason="",
            )
            for at in places
        )  # fmt: skip
        found.append([one.key for one in desk.reviewed(archived, Proposals(quotes=quotes)).items])
    assert found[0] == found[1] and len(set(found[0])) == 3


def test_a_name_that_is_that_of_an_actor_is_not_made_again_with_a_quote(desk: Desk, source: str) -> None:
    ana = desk.create("actor", {"name": "Ana Kovac"})
    one = item(desk, source, "quote", 2)
    quote = desk.get(Quote, desk.accept(source, one, {"new_speaker": {}}))
    assert quote.speaker == ana and len(desk.every(Actor)) == 1


def test_a_quote_of_an_older_version_settles_one_of_the_same_words(desk: Desk) -> None:
    text = "He spoke of a “deal” with them. She spoke of a “deal” with us.\n"
    source = desk.archive_text("Deals", text).source
    made = desk.capture_quote(source, text.index("deal"), text.index("deal") + 4)
    newer = f"Corrected. {text}"
    desk.new_version(source, read_bytes(newer.encode(), "b.txt"))
    places = [at for at in range(len(newer)) if newer.startswith("deal", at)]
    quotes = tuple(replace(a_quote("We go on", "", ""), start=at, end=at + 4, exact="deal") for at in places)
    found = review(desk, source, Proposals(quotes=quotes)).items
    assert [(one.state, one.record) for one in found] == [(State.ACCEPTED, made), (State.OPEN, "")]
    assert desk.get(Quote, desk.accept(source, found[1])).start == places[1]


@settings(max_examples=10)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
def test_whatever_is_proposed_of_whatever_text_a_quote_is_a_slice(words: str, places: list[tuple[int, int]]) -> None:
    desk = Desk(create_store(), "Tester")
    source = desk.archive_text("Any", f"{words} end").source
    archived = desk.archived(source)
    assert archived is not None
    text = archived.text
    quotes = tuple(
        ProposedQuote(
            start=start, end=end, exact=text[start:end], form=QuoteForm.FRAGMENT, resolved="", confidence=0.5,
            reason="", speaker=Mention(name=text[:1], start=0, end=1), certainty=SpeakerCertainty.NAMED,
        )
        for start, end in ((at, min(at + size, len(text))) for at, size in places)
        if start < end and text[start:end].strip()
    )  # fmt: skip
    found = review(desk, source, Proposals(quotes=quotes)).items
    assert len({one.key for one in found}) == len(found)
    desk.accept_all(source, found)
    for quote in desk.every(Quote):
        assert quote.exact == text[quote.start : quote.end] and desk.quote_state(quote) == "verified"
        assert quote.speaker_as_stated == text[quote.mention_start : quote.mention_end] == text[:1]
    assert desk.check().ok
    assert all(one.state is State.ACCEPTED for one in review(desk, source, Proposals(quotes=quotes)).items)
    desk.close()


def test_a_quote_that_is_accepted_as_a_paraphrase_has_no_place_in_the_text(desk: Desk, source: str) -> None:
    made = desk.accept(source, item(desk, source, "quote"), {"form": "paraphrase"})
    quote = desk.get(Quote, made)
    assert (quote.form, quote.exact) == (QuoteForm.PARAPHRASE, "We did not agree today. But it goes on")
    assert all(getattr(quote, name) == empty for name, empty in WITHOUT_PLACE.items())
    assert quote.source_version and quote.speaker_as_stated == "Ana Kovač, the mediator of the League"
    assert item(desk, source, "quote").record == made == desk.accept(source, item(desk, source, "quote"))
    desk.edit("quote", made, {"form": "full"})
    assert desk.quote_state(desk.get(Quote, made)) == "verified"


def test_thousands_of_proposals_are_decided_in_time_that_grows_with_their_number(desk: Desk) -> None:
    words = [f"agreement number {number} will be signed in spring" for number in range(2_000)]
    text = "\n\n".join(f"“{one},” they said." for one in words)
    source = desk.archive_text("Long", text).source
    certain = SpeakerCertainty.COLLECTIVE
    starts = [text.index(one) for one in words]
    quotes = tuple(
        ProposedQuote(
            start=start, end=start + len(one), exact=one, form=QuoteForm.FULL, speaker=None, resolved="",
            certainty=certain, confidence=0.9, reason="said", language="en",
        )
        for start, one in zip(starts, words, strict=True)
    )  # fmt: skip
    proposals = Proposals(language="en", quotes=quotes, actors=(), events=(), facts=(), issues=())
    issue = desk.create("issue", {"title": "Agreements"})
    began = time.perf_counter()
    done = desk.accept_all(source, review(desk, source, proposals).items, issues=[issue])
    assert len(done.records) == 2_000 and not review(desk, source, proposals).open
    assert time.perf_counter() - began < 12
    last = desk.get(Quote, done.records[review(desk, source, proposals).items[-1].key])
    assert last.locator == "paragraph 2000"
    desk.undo()
    assert len(review(desk, source, proposals).open) == 2_000
