"""What pages and scripts ask: references, fields, what belongs to what, lists, and the check of a store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import (
    NotFoundError,
)
from briefing.model import Event, Fact, Issue, Quote
from briefing.store.store import create_store

TEXT = "He said “not yet” 😀 and then “not now”.\n\nNobody in the room objected; all went on to the corridor.\n"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 25)))
    yield desk
    desk.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_record_is_known_by_its_short_reference(desk: Desk) -> None:
    one = desk.create("fact", {"label": "f"})
    fact = desk.get(Fact, one)
    assert desk.resolve(desk.reference(fact).lower()) == ("fact", one)
    assert desk.resolve(f" {one} ") == ("fact", one)
    for unknown in ("F-ZZZZZZ", "nonsense"):
        with pytest.raises(NotFoundError):
            desk.resolve(unknown)


def test_a_reference_that_two_records_share_is_refused_with_the_longer_ones(desk: Desk) -> None:
    with desk.store.step("x", "T") as step:
        for head in ("1", "2"):
            step.insert("fact", {"label": head}, f"00000000-0000-7000-8000-{head}00000000000")
    with pytest.raises(
        NotFoundError, match=r"More than one record has the reference F-000000. Please say F-00000000 or"
    ):
        desk.resolve("F-000000")


def test_the_fields_of_a_record_come_with_titles_and_states(desk: Desk, article: Path) -> None:
    actor = desk.create("actor", {"name": "EU"})
    issue = desk.get(Issue, desk.create("issue", {"title": "i", "owner_actor": actor}))
    fields = desk.fields(issue)
    assert fields["owner_actor_title"] == "EU" and fields["parent_issue_title"] == ""
    assert (fields["kind_of_record"], fields["reference"]) == ("issue", desk.reference(issue))
    quote = desk.get(Quote, desk.capture_quote(desk.import_file(article).source, 0, 7))
    assert (desk.fields(quote)["state"], desk.fields(quote)["source_title"]) == ("verified", "article.txt")
    ours = desk.get(Quote, desk.create("quote", {"exact": "x", "form": "paraphrase"}))
    assert (desk.fields(ours)["state"], desk.fields(ours)["source"]) == ("paraphrase", "")
    event = desk.get(Event, desk.create("event", {"title": "e", "modality": "planned", "date_edtf": "2022-08-01"}))
    assert desk.fields(event)["state"] == "planned, not confirmed"


def test_what_belongs_to_an_actor_an_event_and_a_fact_is_found(desk: Desk) -> None:
    he, eu = desk.create("actor", {"name": "He"}), desk.create("actor", {"name": "EU"})
    issue, event = desk.create("issue", {"title": "i"}), desk.create("event", {"title": "e"})
    desk.create("alias", {"actor": he, "text": "Him"})
    desk.create("membership", {"person": he, "organisation": eu, "role": "envoy"})
    desk.create("actor_relation", {"from_actor": he, "to_actor": eu, "kind": "represents"})
    desk.create("participant", {"event": event, "actor": he, "role": "host"})
    desk.create("position", {"actor": he, "issue": issue, "summary": "talk"})
    source = desk.create("source", {"title": "s"})
    desk.create("citation", {"record_kind": "event", "record": event, "source": source, "locator": "p. 9"})
    basis, derived = desk.create("fact", {"label": "b"}), desk.create("fact", {"label": "d"})
    desk.create("derivation", {"fact": derived, "basis": basis})
    assert [alias.text for alias in desk.aliases(he)] == ["Him"]
    assert [role.role for role in desk.memberships(he)] == ["envoy"]
    assert len(desk.relations(he)) == len(desk.relations(eu)) == 1
    assert [(actor.name, role) for actor, role in desk.participants(event)] == [("He", "host")]
    assert len(desk.positions(actor=he)) == len(desk.positions(issue=issue)) == 1
    assert [citation.locator for citation in desk.citations(event)] == ["p. 9"]
    assert [fact.id for fact in desk.basis(derived)] == [basis]
    assert desk.title("actor", he) == "He" and desk.title("actor", "") == ""


def test_lists_counts_and_searches_are_answered(desk: Desk) -> None:
    one = desk.create("issue", {"title": "Plates", "deadline_edtf": "2022-09-01"})
    desk.create("issue", {"title": "Old", "status": "closed"})
    assert [issue.id for issue in desk.open_issues()] == [one]
    assert desk.counts()["issue"].work == 1
    assert [row.title for row in desk.rows("issue", [one])] == ["Plates"]
    assert [notice.words for notice in desk.needs_attention()] == ["no next step"]
    assert [notice.words for notice in desk.next_days()] == ["deadline"] and desk.next_days(3) == []
    assert [hit.id for hit in desk.search("plat")] == [one] == [hit.id for hit in desk.search("plat", ["issue"])]
    assert desk.search("plat", ["actor"]) == []
    assert list(desk.last_touched([one])) == [one]


def test_the_check_of_a_sound_store_finds_nothing(desk: Desk, article: Path) -> None:
    desk.capture_quote(desk.import_file(article).source, 0, 7)
    check = desk.check()
    assert check.ok and check.quotes == {"verified": 1, "source_changed": 0, "ambiguous": 0, "missing": 0}
    with desk.store.step("import", "T") as step:  # no verb makes such a quote
        step.insert("quote", {"exact": "made up"})
    check = desk.check()
    assert not check.ok and check.problems[0].endswith("“made up”: missing. It has no place in an archived text.")
