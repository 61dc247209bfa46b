"""Dates in words reach the store as EDTF, counted from the day on which the desk is shown; events keep the words."""

from collections.abc import Iterator
from datetime import date

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import Event, Issue, Quote
from briefing.store.store import create_store
from briefing.terms import Modality


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 19)))
    yield desk
    desk.close()


def test_words_are_counted_from_the_day_of_the_desk(desk: Desk) -> None:
    one = desk.create("issue", {"title": "Plates", "deadline_edtf": "by next Friday"})
    assert desk.get(Issue, one).deadline_edtf == "../2022-08-26"
    desk.edit("issue", one, {"review_by_edtf": "in two weeks", "next_step_due_edtf": " 1\u00a0Sept "})
    record = desk.get(Issue, one)
    assert (record.review_by_edtf, record.next_step_due_edtf) == ("2022-09-02", "2022-09-01")
    assert desk.ids("issue") == [one]


def test_an_event_keeps_the_words_of_its_date_in_the_same_step(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks"})
    desk.edit("event", one, {"date_edtf": "early Aug 2022"})
    event = desk.get(Event, one)
    assert (event.date_edtf, event.date_literal) == ("2022-08-01~/2022-08-10~", "early Aug 2022")
    assert desk.undo_label() == "change date of “Talks”"
    desk.undo()
    event = desk.get(Event, one)
    assert (event.date_edtf, event.date_literal) == ("", "")
    made = desk.create("event", {"title": "Talks", "date_edtf": "30/31 August"})
    assert desk.get(Event, made).date_literal == "30/31 August"


@pytest.mark.parametrize("plain", ["2022-08-18", "18 August 2022", "2022-08", "Aug 2022", "2022-07-18~/2022-08-18", ""])
def test_plain_dates_are_no_words_to_keep(desk: Desk, plain: str) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": plain})
    assert desk.get(Event, one).date_literal == ""


def test_words_that_are_kept_already_stay(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks", "date_literal": "after the holidays"})
    desk.edit("event", one, {"date_edtf": "late August"})
    assert desk.get(Event, one).date_literal == "after the holidays"
    desk.edit("event", one, {"date_edtf": "early September", "date_literal": "as it says"})
    assert desk.get(Event, one).date_literal == "as it says"


def test_a_refused_date_names_its_field_and_the_reason(desk: Desk) -> None:
    with pytest.raises(InvalidEntryError, match=r"^Date: April 2022 has 30 days\.$"):
        desk.create("event", {"title": "Talks", "date_edtf": "31 April 2022"})
    with pytest.raises(InvalidEntryError, match=r"Deadline: a date has at most 100 characters; this text has 10,000"):
        desk.create("issue", {"title": "Plates", "deadline_edtf": "x" * 10_000})
    with pytest.raises(InvalidEntryError, match=r"Deadline: this field holds a single line"):
        desk.create("issue", {"title": "Plates", "deadline_edtf": "1 May\n2022"})
    with pytest.raises(InvalidEntryError, match=r"Deadline: U\+D800 is half a character"):
        desk.create("issue", {"title": "Plates", "deadline_edtf": "1 May \ud800"})
    assert desk.ids("issue") == desk.ids("event") == []
    with pytest.raises(NotFoundError):
        desk.edit("event", "x", {"date_edtf": "early May"})


def test_the_day_of_the_store_may_be_words(desk: Desk) -> None:
    desk.set_setting("as_at", "yesterday")
    assert desk.setting("as_at") == "2022-08-18"
    with pytest.raises(InvalidEntryError, match=r"As at: please give a day such as 2022-08-19"):
        desk.set_setting("as_at", "next week")


def test_a_captured_quote_may_be_said_on_a_day_in_words(desk: Desk) -> None:
    with desk.store.step("import source", "Tester") as step:
        source = step.insert("source", {"title": "Minutes"})
        text = "He said not yet."
        values = {"source": source, "number": 1, "text_sha256": step.keep_text(text), "characters": len(text)}
        step.insert("source_version", values)
    one = desk.capture_quote(source, 8, 15, {"date_edtf": "yesterday"})
    assert desk.get(Quote, one).date_edtf == "2022-08-18"


def literal(desk: Desk, one: str) -> tuple[str, str]:
    event = desk.get(Event, one)
    return event.date_edtf, event.date_literal


def test_the_words_of_a_date_follow_what_was_typed_last(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks"})
    desk.edit("event", one, {"date_edtf": "Thursday"})
    assert literal(desk, one) == ("2022-08-18", "Thursday")
    desk.edit("event", one, {"date_edtf": "next week"})
    assert literal(desk, one) == ("2022-08-22/2022-08-28", "next week")
    desk.edit("event", one, {"date_edtf": "22 August 2022"})
    assert literal(desk, one) == ("2022-08-22", "")
    desk.edit("event", one, {"date_edtf": "early Sept"})
    desk.undo()
    assert literal(desk, one) == ("2022-08-22", "")
    desk.redo()
    desk.edit("event", one, {"date_edtf": "late Sept 2022"})
    assert literal(desk, one) == ("2022-09-21~/2022-09-30~", "late Sept 2022")


def test_the_words_of_a_date_given_with_a_new_event_follow_too(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": "Thursday"})
    desk.edit("event", one, {"date_edtf": "next week"})
    assert literal(desk, one)[1] == "next week"


@pytest.mark.parametrize("by_hand", ["after the holidays", ""])
def test_words_written_by_hand_stay_whatever_is_typed(desk: Desk, by_hand: str) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": "Thursday"})
    desk.edit("event", one, {"date_literal": by_hand})
    desk.edit("event", one, {"date_edtf": "next week"})
    assert literal(desk, one)[1] == by_hand


def test_words_given_together_with_the_date_are_written_by_hand(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": "Thursday", "date_literal": "on Thursday"})
    desk.edit("event", one, {"date_edtf": "next week"})
    assert literal(desk, one)[1] == "on Thursday"
    other = desk.create("event", {"title": "Talks"})
    desk.edit("event", other, {"date_edtf": "Thursday", "date_literal": "on Thursday"})
    desk.edit("event", other, {"date_edtf": "next week"})
    assert literal(desk, other)[1] == "on Thursday"


def modality(desk: Desk, one: str) -> Modality:
    return desk.get(Event, one).modality


def test_a_new_event_to_come_is_proposed_as_planned_and_one_that_has_passed_as_occurred(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks"})
    desk.edit("event", one, {"date_edtf": "1 October 2022"})
    assert modality(desk, one) is Modality.PLANNED
    desk.edit("event", one, {"date_edtf": "1 August 2022"})
    assert modality(desk, one) is Modality.OCCURRED
    desk.edit("event", one, {"date_edtf": "next week"})
    assert modality(desk, one) is Modality.PLANNED
    desk.undo()
    assert (desk.get(Event, one).date_edtf, modality(desk, one)) == ("2022-08-01", Modality.OCCURRED)
    made = desk.create("event", {"title": "Talks", "date_edtf": "tomorrow"})
    assert modality(desk, made) is Modality.PLANNED
    assert modality(desk, desk.create("event", {"title": "Talks", "date_edtf": "today"})) is Modality.OCCURRED
    assert modality(desk, desk.create("event", {"title": "Talks", "date_edtf": "August 2022"})) is Modality.OCCURRED


@pytest.mark.parametrize("chosen", ["cancelled", "occurred", "planned"])
def test_what_the_user_chose_stays_whatever_the_date(desk: Desk, chosen: str) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": "1 October 2022"})
    desk.edit("event", one, {"modality": "ongoing"})
    desk.edit("event", one, {"modality": chosen})
    for day in ("1 August 2022", "1 November 2022", "1 August 2022"):
        desk.edit("event", one, {"date_edtf": day})
        assert modality(desk, one) == chosen
    given = desk.create("event", {"title": "Talks", "date_edtf": "1 October 2022", "modality": chosen})
    desk.edit("event", given, {"date_edtf": "1 August 2022"})
    desk.edit("event", given, {"date_edtf": "1 October 2022"})
    assert modality(desk, given) == chosen


def test_a_plan_whose_day_has_passed_stays_a_plan_when_its_date_is_corrected(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks", "date_edtf": "1 October 2022"})
    later = Desk(desk.store, "Tester", Clock(date(2022, 11, 1)))
    later.edit("event", one, {"date_edtf": "2 October 2022"})
    assert modality(desk, one) is Modality.PLANNED


def test_a_weekday_of_a_plan_is_the_coming_one_and_of_what_occurred_the_last(desk: Desk) -> None:
    one = desk.create("event", {"title": "Talks", "modality": "planned"})
    desk.edit("event", one, {"date_edtf": "Thursday"})
    assert desk.get(Event, one).date_edtf == "2022-08-25"
    desk.edit("event", one, {"date_edtf": "Thursday", "modality": "occurred"})
    assert desk.get(Event, one).date_edtf == "2022-08-18"
    issue = desk.create("issue", {"title": "Plates", "deadline_edtf": "Thursday"})
    assert desk.get(Issue, issue).deadline_edtf == "2022-08-25"
