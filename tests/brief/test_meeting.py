"""The meeting brief: which meeting, who takes part, and what came before it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose, composed
from briefing.brief.tree import Blocks, QuoteBlock, walk_blocks
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import NotFoundError, UnverifiedQuoteError
from briefing.export import markdown
from briefing.model import Actor, Event, Source
from briefing.reading import Reading
from briefing.store.store import create_store


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


def event(desk: Desk, title: str) -> str:
    return next(one.id for one in desk.every(Event) if one.title.startswith(title))


def actor(desk: Desk, name: str) -> str:
    return next(one.id for one in desk.every(Actor) if one.name.startswith(name))


def made(reading: Reading, **order: str) -> str:
    return markdown.render(compose(reading, Order("meeting-brief", **order)))  # type: ignore[arg-type]


def part(text: str, heading: str) -> str:
    """The words under a heading, up to the next one of its level."""
    level = heading.partition(" ")[0]
    return text.partition(f"{heading}\n")[2].partition(f"\n{level} ")[0]


def test_the_next_planned_meeting_is_taken_where_none_is_named(desk: Desk) -> None:
    assert "| What | Talks to resume |" in made(desk)
    issue = desk.open_issues()[0].id
    first = {"title": "A round before", "kind": "meeting", "modality": "planned", "date_edtf": "2022-08-19"}
    desk.create("event", first | {"title": "A round called off", "modality": "cancelled"}, issue=issue)
    desk.create("event", first | {"title": "A statement", "kind": "statement"}, issue=issue)
    desk.create("event", first | {"title": "A round gone by", "date_edtf": "2022-08-18"}, issue=issue)
    assert "| What | Talks to resume |" in made(desk)


def test_the_latest_meeting_is_taken_where_none_is_planned(desk: Desk) -> None:
    for title in ("Talks to resume", "Mr Vucic to meet"):
        desk.delete("event", event(desk, title))
    assert "| What | EU-mediated crisis talks" in made(desk)
    assert "Thursday 18 August 2022 (the source also says Friday 19 August 2022)" in part(made(desk), "## The meeting")
    assert "| Note on the date | The article also speaks of" in made(desk)


def test_a_named_meeting_tells_who_where_and_when(desk: Desk) -> None:
    box = part(made(desk, event=event(desk, "Mr Vucic to meet")), "## The meeting")
    assert "Aleksandar Vucic (Александар Вучић), President of Serbia<br>Leaders of the Serb minority" in box
    assert "| Where | Belgrade |" in box
    assert "| When | Sunday 21 August 2022 |" in box
    assert "| State | planned |" in box
    later = Reading(desk.store, Clock(date(2022, 8, 25)))
    assert "| State | planned, not confirmed |" in made(later, event=event(desk, "Mr Vucic to meet"))


def test_without_a_meeting_the_box_is_to_be_completed() -> None:
    desk = Desk(create_store(), "Anna")
    brief = compose(desk, Order("meeting-brief"))
    assert brief.missing == ("The meeting", "Our objectives")
    assert "To be completed: The meeting" in markdown.render(brief)


def test_a_meeting_above_the_ceiling_is_not_replaced_by_another(desk: Desk) -> None:
    talks = event(desk, "EU-mediated crisis talks")
    desk.edit("event", talks, {"marking": "OFFICIAL-SENSITIVE"})
    order = Order("meeting-brief", event=talks, profile="uk", ceiling="OFFICIAL")
    brief = compose(desk, order)
    assert "The meeting" in brief.missing
    assert "Talks to resume" not in part(markdown.render(brief), "## The meeting")


def test_a_meeting_in_the_bin_is_refused_by_name(desk: Desk) -> None:
    talks = event(desk, "EU-mediated crisis talks")
    desk.delete("event", talks)
    with pytest.raises(NotFoundError, match=r"EU-mediated crisis talks.* is in the bin"):
        compose(desk, Order("meeting-brief", event=talks))


def test_earlier_events_are_told_newest_first_with_what_they_share(desk: Desk) -> None:
    since = part(made(desk), "## Since you last met")
    titles = ("The EU announces", "EU-mediated crisis talks", "Tension rises", "Kosovo declares Serbian", "2008")
    places = [since.index(title) for title in titles]
    assert places == sorted(places)
    assert "with Kosovo, Serbia" in since
    assert "Contested by Serbia." in since
    assert "occurred; cited, sentence 5[^1]" in since
    assert "Mr Kurti postpones" not in since  # a label for many brings nobody together
    assert "publishes" not in since


def test_a_label_for_many_is_no_participant(desk: Desk) -> None:
    only = desk.create("event", {"title": "With the West", "date_edtf": "2022-08-22", "modality": "planned"})
    desk.create("participant", {"event": only, "actor": actor(desk, "The West")})
    assert "## Since you last met" not in made(desk, event=only)


def test_what_was_planned_and_is_not_confirmed_is_told(desk: Desk) -> None:
    later = Reading(desk.store, Clock(date(2022, 9, 5)))
    since = part(made(later), "## Since you last met")
    assert "### Planned, not confirmed" in since
    assert "Enforcement on documents and plates due (planned, not confirmed)." in since


def test_what_is_not_shown_is_counted(desk: Desk) -> None:
    text = (
        'name = "mine"\ntitle = "Mine"\n[[block]]\nname = "a"\nheading = "Before"\nmade = "since_last_met"\nmost = 2\n'
    )
    text += '[[block]]\nname = "b"\nheading = "Who"\nmade = "bios"\nmost = 4\n'
    desk.create("template", {"name": "mine", "title": "Mine", "text": text})
    shown = markdown.render(compose(desk, Order("mine")))
    assert "3 earlier events not shown." in shown
    assert "**Not shown:** Albin Kurti, Aleksandar Vucic." in shown


def test_who_takes_part_and_who_holds_an_office_in_what_takes_part(desk: Desk) -> None:
    people = part(made(desk), "## Annex A: Participants")
    names = ("European Union (EU)", "Kosovo", "Serbia", "Josep Borrell", "Albin Kurti", "Aleksandar Vucic")
    assert [line[4:] for line in people.split("\n") if line.startswith("### ")] == list(names)
    vucic = part(people, "### Aleksandar Vucic")
    assert "**Native spelling:** Александар Вучић" in vucic
    assert "not named as a participant; office-holder: Serbia" in vucic
    assert "**Office:** President of Serbia (held by 18 August 2022)" in vucic
    assert "represents Serbia; has as aide: Unnamed aide to Mr Vucic" in vucic
    assert "give a speech" not in vucic  # planned, not earlier
    borrell = part(people, "### Josep Borrell")
    assert "mediates: Wants calm in the north, where he sees tension rise. (own words;" in borrell
    assert "**Office:** chief diplomat of the EU (held by 18 August 2022)" in borrell
    assert "“It was a crisis management meeting." in borrell


def test_pronunciation_is_printed_and_free_description_is_not(desk: Desk) -> None:
    kurti = actor(desk, "Albin Kurti")
    desk.edit("actor", kurti, {"pronunciation": "AL-bin KOOR-tee", "description": "Ill since May; married."})
    people = made(desk)
    assert "**Say:** AL-bin KOOR-tee" in people
    assert "Ill since May" not in people


def test_an_office_is_told_with_its_body_and_days(desk: Desk) -> None:
    office = {"organisation": actor(desk, "Serbia"), "role": "Chair of the council", "start_edtf": "2019"}
    desk.create("membership", {"person": actor(desk, "Aleksandar Vucic"), "end_edtf": "2021-05", **office})
    assert "Chair of the council, Serbia (from 2019, until May 2021)" in made(desk)


def test_without_a_meeting_the_actors_of_the_issues_are_told(desk: Desk) -> None:
    for one in desk.every(Event):
        desk.delete("event", one.id)
    people = part(made(desk), "## Annex A: Participants")
    assert "### Josep Borrell" in people
    assert "### The West" not in people
    assert "### Ethnic Albanians" not in people
    assert "In the meeting" not in people


def test_only_the_quotes_that_are_printed_are_named(desk: Desk) -> None:
    done = composed(desk, Order("meeting-brief"))
    printed = [block.id for block in walk_blocks(done.tree.blocks) if isinstance(block, QuoteBlock)]
    assert list(done.tree.quotes) == printed
    assert len(quotes(done.parts["bios"])) == 1


def quotes(blocks: Blocks) -> list[QuoteBlock]:
    return [block for block in walk_blocks(blocks) if isinstance(block, QuoteBlock)]


def test_last_words_that_are_no_longer_in_the_archive_stop_the_brief(desk: Desk) -> None:
    kurti = actor(desk, "Albin Kurti")
    quote = desk.capture_quote(desk.every(Source)[0].id, 0, 9, {"speaker": kurti})
    assert "“Unhappily”" in made(desk)
    with desk.store.step("break it", "Anna") as step:
        step.update("quote", quote, {"start": 5, "end": 14})
    with pytest.raises(UnverifiedQuoteError, match="“Unhappily” cannot be exported as verbatim"):
        compose(desk, Order("meeting-brief"))
