"""The preflight of own words and of the house: dates, markings, blocks, clearance. Each is found, and only that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.brief.compose import Order
from briefing.brief.finding import CODES
from briefing.brief.preflight import preflight
from briefing.desk import Desk
from tests.brief.briefed import briefed, cite, codes, desk, issue_of, only, quoted

__all__ = ["desk"]

ROOT = Path(__file__).resolve().parents[2]


def test_a_weekday_that_is_not_that_of_its_date_blocks_wherever_it_is_printed(desk: Desk) -> None:
    brief = briefed(desk, state_of_play="It runs from **Friday 12 March 2026**.")
    desk.write_block(brief, "purpose", "The vote is on Tuesday 10 March 2026, and again on Monday 17 March.")
    found = desk.preflight(brief)
    assert [(one.code, one.kind, one.field) for one in found.findings] == [
        ("weekday_mismatch", "brief", "purpose"),
        ("weekday_mismatch", "issue", "state_of_play"),
    ]
    assert "17 March 2026 is a Tuesday" in found.findings[0].words
    desk.edit(
        "issue", issue_of(desk).id, {"state_of_play": "", "background": "", "sensitivities": "Friday 12 March 2026"}
    )
    desk.write_block(brief, "purpose", "")
    assert desk.preflight(brief).findings == (), "what is not printed is nobody's business"


def test_an_event_whose_source_names_another_day_is_told(desk: Desk) -> None:
    brief = briefed(desk)
    event = desk.create("event", {"title": "The ferry sails", "date_edtf": "2026-03-02"}, issue=issue_of(desk).id)
    cite(desk, "event", event)
    desk.edit("event", event, {"date_literal": "on Monday"})
    assert desk.preflight(brief).findings == ()
    for words in ("on Sunday", "3 March"):
        desk.edit("event", event, {"date_literal": words})
        assert words in only(desk.preflight(brief), "date_conflict").words


def test_likelihood_and_confidence_in_one_sentence_are_told(desk: Desk) -> None:
    brief = briefed(desk)
    both = "It is likely, with high confidence, that it sails."
    desk.write_block(brief, "key_judgements", f"{both} We have low confidence.")
    one = only(desk.preflight(brief), "likelihood_and_confidence")
    assert one.value == both


def test_times_that_nobody_can_look_up_are_told_outside_of_quotes(desk: Desk) -> None:
    brief = briefed(desk)
    desk.write_block(brief, "purpose", "It sailed recently, as soon as it could, and “soon” sails last month.")
    assert [one.value for one in desk.preflight(brief).findings] == ["recently", "last month"]


def test_five_long_sentences_are_listed(desk: Desk) -> None:
    brief = briefed(desk)
    desk.write_block(brief, "purpose", "\n".join(f"- The boat {number} {'sails ' * 33}on." for number in range(7)))
    assert codes(desk.preflight(brief)) == ["long_sentence"] * 5
    desk.write_block(brief, "purpose", "\n".join(f"- The boat {number} {'sails ' * 31}on." for number in range(7)))
    assert codes(desk.preflight(brief)) == []


def test_a_quote_that_was_typed_is_the_quote_or_says_what_is_ours(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quoted(desk, tmp_path, "We will sail again before the summer is over.")
    for shown in ("We will sail again […] the summer is over.", "[T]hey will sail again before the summer is over."):
        desk.write_block(brief, "purpose", f"They said “{shown}”")
        expected = [] if shown.startswith("We") else ["display_altered"]
        assert codes(desk.preflight(brief)) == expected
    desk.write_block(brief, "purpose", "They said “we will not sail again before the summer is over”.")
    assert not desk.preflight(brief).ok
    desk.write_block(brief, "purpose", "They said “nothing of this was ever agreed by us”.")
    assert codes(desk.preflight(brief)) == ["typed_quote"]


def test_references_to_what_is_gone_block(desk: Desk) -> None:
    brief = briefed(desk)
    actor = desk.create("actor", {"name": "Ana"})
    desk.write_block(brief, "purpose", f"Ask {{{{actor:{actor}}}}}; `{{{{actor:none}}}}` is how a reference looks.")
    assert desk.preflight(brief).findings == ()
    desk.delete("actor", actor)
    assert "in the bin" in only(desk.preflight(brief), "dead_reference").words
    desk.write_block(brief, "purpose", "Ask {{actor:none}} and {{nobody:x}}.")
    assert codes(desk.preflight(brief)) == ["dead_reference"] * 2


# markings


@pytest.fixture
def marked(desk: Desk) -> str:
    """A brief of the United Kingdom's profile up to OFFICIAL, on an issue with a secret event. Returns the brief."""
    brief = briefed(desk)
    desk.edit("brief", brief, {"profile": "uk", "ceiling": "OFFICIAL"})
    values = {"title": "Operation Lighthouse begins", "date_edtf": "2026-03-01", "marking": "OFFICIAL-SENSITIVE"}
    cite(desk, "event", desk.create("event", values, issue=issue_of(desk).id))
    return brief


def test_what_lies_above_the_ceiling_is_no_finding_until_own_words_tell_it(desk: Desk, marked: str) -> None:
    assert desk.preflight(marked).findings == ()
    desk.write_block(marked, "purpose", "So that operation lighthouse begins well.")
    one = only(desk.preflight(marked), "leak")
    assert (one.severity, one.kind, one.record, one.field) == ("blocks", "brief", marked, "purpose")
    desk.write_block(marked, "purpose", "")
    desk.edit("issue", issue_of(desk).id, {"title": "The day Operation Lighthouse begins"})
    assert [one.field for one in desk.preflight(marked).findings if one.code == "leak"] == ["title"]


def test_a_reference_to_what_is_withheld_blocks(desk: Desk, marked: str) -> None:
    desk.write_block(marked, "purpose", f"{{{{event:{desk.ids('event')[0]}}}}}")
    assert codes(desk.preflight(marked)) == ["withheld_reference"]
    assert desk.preflight(marked, ceiling="OFFICIAL-SENSITIVE").findings == ()


def test_records_marked_in_another_scheme_are_told_where_they_bear_on_the_brief(desk: Desk) -> None:
    brief = briefed(desk)
    desk.edit("brief", brief, {"profile": "uk"})
    values = {"title": "The crossing", "date_edtf": "2026-03-01", "marking": "TLP:AMBER"}
    event = desk.create("event", values, issue=issue_of(desk).id)
    desk.create("event", {**values, "title": "Elsewhere"})
    assert [(one.code, one.record) for one in desk.preflight(brief).findings] == [("mixed_markings", event)]


# blocks, day, pages, clearance


def test_a_mandatory_block_without_words_blocks_and_may_be_waived(desk: Desk) -> None:
    brief = briefed(desk)
    desk.write_block(brief, "summary", " ")
    one = only(desk.preflight(brief), "missing_block")
    assert (one.record, one.field) == (brief, "summary")
    desk.waive(brief, one, "Told by telephone.")
    assert desk.preflight(brief).ok


def test_a_block_with_too_many_words_is_told(desk: Desk) -> None:
    brief = briefed(desk)
    desk.write_block(brief, "summary", "It sails. " * 75)
    assert desk.preflight(brief).findings == ()
    desk.write_block(brief, "summary", "It sails. " * 76)
    assert "152 words; its form allows 150" in only(desk.preflight(brief), "too_long_block").words


def test_a_day_that_is_past_is_told_against_the_clock_of_the_machine(desk: Desk) -> None:
    brief = briefed(desk)
    desk.set_setting("as_at", "")
    desk.edit("brief", brief, {"as_at_edtf": "2026-03-10"})
    assert codes(desk.preflight(brief, now=date(2026, 3, 13))) == []
    assert codes(desk.preflight(brief, now=date(2026, 3, 14))) == ["stale_as_at"]
    desk.edit("brief", brief, {"as_at_edtf": ""})
    assert codes(desk.preflight(brief)) == []


def test_a_form_of_one_page_has_one_page(desk: Desk) -> None:
    briefed(desk)
    brief = desk.new_brief("one-page", "The ferry", [issue_of(desk).id])
    desk.write_block(brief, "bottom_line", "It sails.")
    assert codes(desk.preflight(brief, pages=1)) == []
    assert codes(desk.preflight(brief, pages=2)) == ["one_page_overflow"]


def test_a_brief_that_was_put_to_others_needs_their_answer(desk: Desk) -> None:
    brief = briefed(desk)
    desk.put_to_clearance(brief)
    assert codes(desk.preflight(brief)) == ["no_clearance"]
    desk.create("clearance", {"brief": brief, "person": "Ana", "result": "not cleared"})
    one = only(desk.preflight(brief), "not_cleared")
    assert not one.waivable
    assert one.words.startswith("Ana")
    desk.create("clearance", {"brief": brief, "person": "Ana", "result": "cleared with condition"})
    assert desk.preflight(brief).findings == ()


def test_the_manual_names_every_finding() -> None:
    manual = (ROOT / "docs" / "manual" / "briefs.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"`{code}`" not in manual] == []


def test_a_source_above_the_ceiling_leaves_a_fact_without_one(desk: Desk) -> None:
    brief = briefed(desk)
    desk.edit("brief", brief, {"profile": "uk", "ceiling": "OFFICIAL"})
    fact = desk.create("fact", {"label": "Boats", "value": "3"}, issue=issue_of(desk).id)
    cite(desk, "fact", fact)
    desk.edit("source", desk.ids("source")[0], {"marking": "OFFICIAL-SENSITIVE"})
    assert "above the ceiling" in only(desk.preflight(brief), "unsourced_fact").words


def test_a_source_of_another_scheme_that_takes_a_quote_along_is_told(desk: Desk, tmp_path: Path) -> None:
    brief = briefed(desk)
    quoted(desk, tmp_path, "We will sail again.")
    source = desk.ids("source")[0]
    desk.edit("source", source, {"marking": "TLP:AMBER"})
    found = desk.preflight(brief)
    assert [(one.code, one.kind, one.record) for one in found.findings] == [("mixed_markings", "source", source)]
    assert found.quotes_checked == 0


def test_a_form_without_a_brief_is_looked_at_too(desk: Desk) -> None:
    desk.create("issue", {"title": "The ferry"})
    found = preflight(desk, Order("one-page"))
    assert [(one.code, one.record, one.field) for one in found.findings] == [("missing_block", "", "bottom_line")]


def test_words_built_to_exhaust_a_parser_are_looked_at_as_they_stand(desk: Desk) -> None:
    brief = briefed(desk)
    desk.write_block(brief, "purpose", "`" * 90_000 + " soon, on Friday 10 March 2026")
    assert codes(desk.preflight(brief)) == ["weekday_mismatch"]
