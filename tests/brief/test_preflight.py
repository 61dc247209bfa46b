"""The preflight: what it finds, what it lets pass, and that no altered quote ever passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.desk import Desk
from briefing.errors import InvalidEntryError
from briefing.intake.readers import read_bytes
from briefing.model import Quote, Waiver
from tests.brief.briefed import briefed, cite, codes, desk, issue_of, only, quoted

__all__ = ["desk"]


@pytest.fixture
def sample(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


def issue_brief(desk: Desk) -> str:
    return next(one.id for one in desk.briefs("issue-brief"))


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


def test_a_key_quote_is_a_sentence_with_a_speaker(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quote = quoted(desk, tmp_path, "not a ferry")
    assert desk.preflight(brief).quotes_checked == 1
    desk.edit("quote", quote, {"is_key": True, "form": "fragment"})
    assert codes(desk.preflight(brief)) == ["fragment_as_key", "quote_speaker_unknown"]
    desk.edit("quote", quote, {"form": "full", "speaker": desk.create("actor", {"name": "Ana"})})
    assert desk.preflight(brief).findings == ()


def test_a_quote_that_a_newer_version_of_its_source_words_otherwise_is_told(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quote = desk.get(Quote, quoted(desk, tmp_path, "not a ferry"))
    archived = desk.quote_archive(quote)
    assert archived is not None
    longer = f"Corrected on Monday. {archived.text}"
    desk.new_version(archived.source.id, read_bytes(longer.encode(), "b.txt"))
    assert desk.preflight(brief).findings == (), "the words are still there"
    other = longer.replace("not a ferry", "no ferry")
    desk.new_version(archived.source.id, read_bytes(other.encode(), "c.txt"))
    told = only(desk.preflight(brief), "quote_older")
    assert (told.record, told.severity) == (quote.id, "warns") and "version 3 has other words" in told.words
    assert desk.preflight(brief).ok


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


# no altered quote passes


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A copy of the sample that can be altered as no program of ours would."""
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("bare") / "crisis.db", "Anna")
    run = opened.store.connection.execute
    for row in run("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        run(f'DROP TRIGGER "{row[0]}"')
    yield opened
    opened.close()


@settings(max_examples=60)
@given(st.data())
def test_no_store_passes_in_which_a_quote_or_its_archived_text_was_altered(bare: Desk, data: st.DataObject) -> None:
    brief = data.draw(st.sampled_from(bare.ids("brief")))
    quote = data.draw(st.sampled_from(bare.every(Quote)))
    in_archive = data.draw(st.booleans())
    archive = bare.quote_archive(quote)
    assert archive is not None
    text = archive.text if in_archive else quote.exact
    place = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from([*"aE .,…\u00a0\u200b’é\n", "", text[place].swapcase(), text]))
    altered = text[:place] + new + text[place + length :]
    assume(altered != text)
    sql = (
        "UPDATE source_text SET text = ? WHERE sha256 = ?" if in_archive else "UPDATE quote SET exact = ? WHERE id = ?"
    )
    key = archive.version.text_sha256 if in_archive else quote.id
    bare.store.connection.execute(sql, (altered, key))
    try:
        found = bare.preflight(brief)
    finally:
        bare.store.connection.execute(sql, (text, key))
    assert not found.ok
    unproved = {one.record for one in found.findings if one.code == "quote_unverified"}
    assert unproved == ({one.id for one in bare.every(Quote)} if in_archive else {quote.id})
    assert found.quotes_checked == 7


def test_a_quote_that_only_own_words_refer_to_is_checked_too(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quote = quoted(desk, tmp_path, "We will sail again.")
    desk.unlink(issue_of(desk).id, "quote", quote)
    assert desk.preflight(brief).quotes_checked == 0
    desk.write_block(brief, "purpose", f"They said {{{{quote:{quote}}}}} at noon.")
    assert desk.preflight(brief).ok
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = text || ' '")
    assert codes(desk.preflight(brief)) == ["quote_unverified", "text_altered"]


def test_a_text_that_is_cited_and_was_altered_blocks(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quoted(desk, tmp_path, "We will sail again.")
    desk.delete("quote", desk.ids("quote")[0])
    fact = desk.create("fact", {"label": "Boats", "value": "3"}, issue=issue_of(desk).id)
    values = {"record_kind": "fact", "record": fact, "source": desk.ids("source")[0], "locator": "line 1"}
    desk.create("citation", values)
    assert desk.preflight(brief).ok
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = text || ' '")
    assert codes(desk.preflight(brief)) == ["text_altered"]


# the sample


def test_the_sample_has_its_two_dates_and_nothing_else(sample: Desk) -> None:
    for brief in sample.ids("brief"):
        found = sample.preflight(brief)
        assert found.ok
        assert codes(found) == ["date_conflict"]
        one = only(found, "date_conflict")
        assert (one.kind, one.field, one.severity) == ("event", "date_conflict", "warns")
        assert "Thursday 18 August 2022" in one.words
        assert "Friday 19 August 2022" in one.words
        assert found.quotes_checked == 7


def test_the_sample_a_week_later_has_plans_that_nobody_confirmed(sample: Desk) -> None:
    brief = issue_brief(sample)
    sample.edit("brief", brief, {"as_at_edtf": "2022-08-25"})
    found = sample.preflight(brief)
    assert codes(found) == ["date_conflict", *["planned_past"] * 2, *["next_step_overdue"] * 3, "stale_as_at"]
    assert "still to come" in only(found, "stale_as_at").words
    assert "stale_as_at" not in codes(sample.preflight(brief, now=date(2022, 8, 28)))
    assert "4 days ago" in only(sample.preflight(brief, now=date(2022, 8, 29)), "stale_as_at").words
