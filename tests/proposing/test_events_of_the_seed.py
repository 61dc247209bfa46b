"""What is proposed from the seed article, held against its gold by offsets: nothing of its text stands here."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from briefing.proposing.actors import find_actors
from briefing.proposing.events import find_events
from briefing.proposing.facts import find_facts
from briefing.proposing.issues import find_issues
from briefing.proposing.proposal import About, ProposedActor, ProposedEvent
from briefing.rules import dates

ABOUT = About(published="2022-08-18", language="en")
WHOLE = "23e1ceb7"
STATES = {"state": "state_or_territory"}


@pytest.fixture
def text(shared: Path) -> str:
    """The seed article."""
    read = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    assert hashlib.sha256(read.encode()).hexdigest().startswith(WHOLE)
    return read


@pytest.fixture
def gold(shared: Path) -> dict[str, Any]:
    """What was found in it by hand."""
    found: dict[str, Any] = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    return found


def events(text: str) -> tuple[ProposedEvent, ...]:
    """Its happenings."""
    return find_events(text, ABOUT, actors=find_actors(text, ABOUT))


def of(found: tuple[ProposedEvent, ...], start: int, end: int) -> list[ProposedEvent]:
    """The happenings that are told within a slice."""
    return [
        one for one in found if any(low >= start and high <= end for low, high in ((one.start, one.end), *one.also))
    ]


def test_its_twelve_actors_are_proposed_and_nobody_else(text: str, gold: dict[str, Any]) -> None:
    found = find_actors(text, ABOUT)
    assert len(found) == len(gold["actors"])
    for actor in gold["actors"]:
        wanted = {(one["start"], one["end"]) for one in actor["mentions"]}
        fitting = [one for one in found if touched(one, wanted) == len(wanted)]
        best = min(fitting, key=lambda one: len(one.mentions) - len(wanted))
        assert best.kind.value == STATES.get(actor["kind"], actor["kind"]), actor["id"]
        assert best.anonymous is (actor["id"] == "a_vucic_aide")


def touched(actor: ProposedActor, wanted: set[tuple[int, int]]) -> int:
    """How many of the wanted mentions an actor has a mention in, or around."""
    return sum(any(start < end_of and start_of < end for start, end in actor.mentions) for start_of, end_of in wanted)


@pytest.mark.parametrize("number", ["e01", "e02", "e03", "e04", "e05", "e06", "e07", "e08", "e09", "e10", "e11"])
def test_an_event_has_the_date_and_the_modality_of_the_gold(text: str, gold: dict[str, Any], number: str) -> None:
    event = next(one for one in gold["events"] if one["id"] == number)
    anchor = event["anchors"][0]
    fitting = of(events(text), anchor["start"], anchor["end"])
    assert (event["date_edtf"], event["modality"]) in [(one.edtf, one.modality.value) for one in fitting]
    literal = event["date_literal"]
    if literal is not None:
        assert literal["exact"] in [one.date_literal for one in fitting]


def test_nothing_else_is_proposed_as_an_event(text: str) -> None:
    assert len(events(text)) == 11


def test_one_declaration_told_twice_is_one_event(text: str, gold: dict[str, Any]) -> None:
    first, second = (next(one for one in gold["events"] if one["id"] == "e02")["anchors"])[:2]
    assert of(events(text), first["start"], first["end"]) == of(events(text), second["start"], second["end"])


def test_exactly_one_conflict_of_days_is_raised(text: str) -> None:
    assert [(one.edtf, one.conflict) for one in events(text) if one.conflict] == [("2022-08-18", "2022-08-19")]
    questions = [one for one in find_issues(text, ABOUT, events=events(text)) if one.confidence >= 0.5]
    assert [text[one.start : one.end].split("’", maxsplit=1)[0] for one in questions] == ["Friday"]


def test_its_figures_have_value_and_unit(text: str) -> None:
    found = {(one.value, one.unit) for one in find_facts(text, ABOUT)}
    assert found >= {
        ("5", "per cent"),
        ("1.8 million", "population"),
        ("90", "per cent"),
        ("2008", "year"),
        ("most", ""),
    }
    assert len(found) == 5


def test_its_issues_are_candidates_each_once(text: str, gold: dict[str, Any]) -> None:
    found = [one for one in find_issues(text, ABOUT, events=events(text)) if one.confidence < 0.5]
    assert len(found) == 4
    assert [one.deadline for one in found if one.deadline] == [
        next(one["deadline_edtf"] for one in gold["issues"] if one["deadline_edtf"])
    ]


def test_without_a_day_of_publication_no_day_is_invented(text: str) -> None:
    for event in find_events(text, About(language="en")):
        assert event.edtf in ("", "2008")
        dates.bounds(event.edtf)
