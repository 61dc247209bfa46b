"""The preflight: what it finds, what it lets pass, and that no altered quote ever passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.brief.finding import Finding, Preflight
from briefing.desk import Desk
from briefing.errors import InvalidEntryError
from briefing.model import Issue, Waiver
from briefing.store.store import create_store


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path / "crisis.db", "Anna")
    yield opened
    opened.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(create_store(), "Anna")
    opened.set_setting("as_at", "2026-03-10")
    yield opened
    opened.close()


def issue_brief(desk: Desk) -> str:
    return next(one.id for one in desk.briefs("issue-brief"))


def briefed(desk: Desk, **values: Any) -> str:
    """An issue with what is needed for a brief on it that has nothing to complain of. Returns the brief."""
    made = desk.create("issue", {"title": "The ferry", "next_step": "Ask for the timetable", **values})
    brief = desk.new_brief("issue-brief", "The ferry in March", [made])
    desk.write_block(brief, "summary", "The ferry runs again.")
    desk.write_block(brief, "knowledge_gaps", "Who pays for it.")
    return brief


def issue_of(desk: Desk) -> Issue:
    return desk.every(Issue)[0]


def cite(desk: Desk, kind: str, record: str) -> None:
    source = desk.create("source", {"title": "The gazette"})
    desk.create("citation", {"record_kind": kind, "record": record, "source": source, "locator": "page 2"})


def codes(found: Preflight) -> list[str]:
    return [one.code for one in found.findings]


def only(found: Preflight, code: str) -> Finding:
    (one,) = [one for one in found.findings if one.code == code]
    return one


def test_a_brief_with_nothing_wrong_has_no_finding(desk: Desk) -> None:
    found = desk.preflight(briefed(desk))
    assert found.findings == ()
    assert found.ok


def test_a_fact_without_a_source_blocks_until_it_is_cited_or_derived(desk: Desk) -> None:
    brief = briefed(desk)
    fact = desk.create("fact", {"label": "Boats", "value": "3"}, issue=issue_of(desk).id)
    other = desk.create("fact", {"label": "Seats", "value": "90"}, issue=issue_of(desk).id)
    assert [one.record for one in desk.preflight(brief).blocking] == [fact, other]
    cite(desk, "fact", fact)
    desk.edit("fact", other, {"formula": "3 times 30"})
    assert desk.preflight(brief).findings == ()
    desk.delete("source", desk.citations(fact)[0].source)
    assert only(desk.preflight(brief), "unsourced_fact").record == fact, "a source in the bin is none"


def test_an_event_and_a_position_without_a_source_block(desk: Desk) -> None:
    brief = briefed(desk)
    event = desk.create("event", {"title": "The ferry sails", "date_edtf": "2026-03-01"}, issue=issue_of(desk).id)
    actor = desk.create("actor", {"name": "Ana"})
    values = {"actor": actor, "issue": issue_of(desk).id, "summary": "Wants two boats"}
    position = desk.create("position", values)
    found = desk.preflight(brief)
    assert only(found, "unsourced_event").record == event
    assert only(found, "unsourced_position").record == position
    assert "Ana" in only(found, "unsourced_position").words
    cite(desk, "event", event)
    desk.edit("position", position, {"attribution": "inferred by us"})
    assert desk.preflight(brief).findings == ()


def test_a_plan_whose_day_has_passed_is_told_and_one_of_today_is_not(desk: Desk) -> None:
    brief = briefed(desk)
    values = {"title": "The vote", "date_edtf": "2026-03-09", "modality": "planned"}
    event = desk.create("event", values, issue=issue_of(desk).id)
    cite(desk, "event", event)
    one = only(desk.preflight(brief), "planned_past")
    assert (one.kind, one.record, one.field, one.severity) == ("event", event, "modality", "warns")
    assert "Monday 9 March 2026" in one.words
    desk.edit("event", event, {"date_edtf": "2026-03-10"})
    desk.edit("event", event, {"modality": "planned"})
    assert desk.preflight(brief).findings == ()


def test_a_deadline_and_a_next_step_that_have_passed_are_told_while_the_issue_is_open(desk: Desk) -> None:
    brief = briefed(desk, deadline_edtf="2026-03-09", next_step_due_edtf="2026-03-01")
    assert codes(desk.preflight(brief)) == ["deadline_overdue", "next_step_overdue"]
    desk.edit("issue", issue_of(desk).id, {"status": "resolved"})
    assert codes(desk.preflight(brief)) == []


def test_two_values_for_one_thing_at_one_time_block(desk: Desk) -> None:
    brief = briefed(desk)
    facts = [
        {"label": "Boats of the harbour", "value": "3", "as_at_edtf": "2026-03"},
        {"label": "The harbour boats", "value": "4", "as_at_edtf": "2026-03-05"},
    ]
    made = [desk.create("fact", values, issue=issue_of(desk).id) for values in facts]
    for one in made:
        cite(desk, "fact", one)
    assert only(desk.preflight(brief), "contradictory_figures").record == made[1]
    desk.edit("fact", made[1], {"as_at_edtf": "2025"})
    assert desk.preflight(brief).findings == ()
    desk.edit("fact", made[1], {"as_at_edtf": "", "value": "3.0"})
    assert desk.preflight(brief).findings == ()


def quoted(desk: Desk, tmp_path: Path, words: str, **values: Any) -> str:
    """A quote of a source that holds nothing else but a beginning and an end, linked to the issue."""
    file = tmp_path / f"{len(desk.ids('source'))}.txt"
    file.write_text(f"At noon they said: {words} And then they left.", encoding="utf-8")
    imported = desk.import_file(file)
    start = 19
    quote = desk.capture_quote(imported.source, start, start + len(words), values)
    desk.link(issue_of(desk).id, "quote", quote)
    return quote


def test_a_key_quote_is_a_sentence_with_a_speaker(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quote = quoted(desk, tmp_path, "not a ferry")
    assert desk.preflight(brief).quotes_checked == 1
    desk.edit("quote", quote, {"is_key": True, "form": "fragment"})
    assert codes(desk.preflight(brief)) == ["fragment_as_key", "quote_speaker_unknown"]
    desk.edit("quote", quote, {"form": "full", "speaker": desk.create("actor", {"name": "Ana"})})
    assert desk.preflight(brief).findings == ()


# waivers


def test_a_finding_is_let_pass_with_a_reason_for_as_long_as_it_is_the_same(desk: Desk) -> None:
    brief = briefed(desk)
    fact = desk.create("fact", {"label": "Boats", "value": "3"}, issue=issue_of(desk).id)
    one = only(desk.preflight(brief), "unsourced_fact")
    desk.waive(brief, one, "Counted by us on the quay.")
    found = desk.preflight(brief)
    assert found.ok
    assert only(found, "unsourced_fact").waived == "Counted by us on the quay."
    desk.edit("fact", fact, {"value": "4"})
    assert not desk.preflight(brief).ok, "another value is another finding"
    desk.edit("fact", fact, {"value": "3"})
    assert desk.preflight(brief).ok
    desk.take_back_waiver(brief, one)
    assert not desk.preflight(brief).ok
    undone = desk.undo()
    assert undone is not None
    assert "take back a waiver" in undone.label
    assert desk.preflight(brief).ok


def test_a_waiver_holds_in_its_own_brief_alone(desk: Desk) -> None:
    brief = briefed(desk)
    other = desk.new_brief("one-page", "Another", [issue_of(desk).id])
    desk.write_block(other, "bottom_line", "The ferry runs.")
    desk.edit("issue", issue_of(desk).id, {"deadline_edtf": "2026-03-01"})
    desk.waive(brief, only(desk.preflight(brief), "deadline_overdue"), "Known.")
    assert only(desk.preflight(other), "deadline_overdue").waived == ""


def test_waiving_needs_a_reason_and_waiving_again_gives_another(desk: Desk) -> None:
    brief = briefed(desk, deadline_edtf="2026-03-01")
    one = only(desk.preflight(brief), "deadline_overdue")
    with pytest.raises(InvalidEntryError, match="please say why"):
        desk.waive(brief, one, "  ")
    assert desk.waive(brief, one, "Known.") == desk.waive(brief, one, "Agreed with Ana.")
    assert [waiver.reason for waiver in desk.every(Waiver)] == ["Agreed with Ana."]
    desk.take_back_waiver(brief, one)
    desk.take_back_waiver(brief, one)
    assert desk.latest == "", "what is not waived cannot be taken back"


def test_an_altered_quote_cannot_be_waived_and_the_rest_is_still_found(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk, deadline_edtf="2026-03-01")
    quotes = [quoted(desk, tmp_path, words) for words in ("We will sail again.", "We will not sail.")]
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = replace(text, 'sail', 'fail')")
    found = desk.preflight(brief)
    assert {one.record for one in found.findings if one.code == "quote_unverified"} == set(quotes)
    assert codes(found) == ["quote_unverified"] * 2 + ["text_altered"] * 2 + ["deadline_overdue"]
    for one in found.blocking:
        with pytest.raises(InvalidEntryError, match="mended"):
            desk.waive(brief, one, "It looks right to me.")
    forged = {"brief": brief, "finding": one.code, "record_kind": one.kind, "record": one.record, "value": one.value}
    desk.create("waiver", {**forged, "reason": "forged"})
    assert len(desk.preflight(brief).blocking) == 4, "not even by a row that claims so"
