"""Dates are EDTF; nothing is guessed, and what is printed is words."""

import calendar
import json
import locale
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rules import dates
from briefing.rules.dates import bounds, describe, from_words

FORMS = [
    ("2022-08-18", "2022-08-18", "2022-08-18", "18 August 2022"),
    ("2022-08", "2022-08-01", "2022-08-31", "August 2022"),
    ("2008", "2008-01-01", "2008-12-31", "2008"),
    ("2022-08?", "2022-08-01", "2022-08-31", "August 2022 (uncertain)"),
    ("2022-08~", "2022-08-01", "2022-08-31", "about August 2022"),
    ("2022-08%", "2022-08-01", "2022-08-31", "about August 2022 (uncertain)"),
    ("2022-08-18?", "2022-08-18", "2022-08-18", "18 August 2022 (uncertain)"),
    ("2022-08-01~", "2022-08-01", "2022-08-01", "about 1 August 2022"),
    ("../2022-08-18", None, "2022-08-18", "by 18 August 2022"),
    ("/2022-08-18", None, "2022-08-18", "by 18 August 2022"),
    ("2022-08-19/..", "2022-08-19", None, "from 19 August 2022"),
    ("2022-08-19/", "2022-08-19", None, "from 19 August 2022"),
    ("2022-08-19~/..", "2022-08-19", None, "from about 19 August 2022"),
    ("2022-08-XX", "2022-08-01", "2022-08-31", "August 2022"),
    ("2022-XX-XX", "2022-01-01", "2022-12-31", "2022"),
    ("[2022-08-18,2022-08-19]", "2022-08-18", "2022-08-19", "18 or 19 August 2022"),
    ("{2022-08-18,2022-08-19}", "2022-08-18", "2022-08-19", "18 and 19 August 2022"),
    ("[..2022-08-18]", None, "2022-08-18", "by 18 August 2022"),
    ("[2022-08-18..2022-08-20]", "2022-08-18", "2022-08-20", "18 to 20 August 2022"),
    ("2022-07-18~/2022-08-18", "2022-07-18", "2022-08-18", "about 18 July to 18 August 2022"),
    ("2021-12-30/2022-01-02", "2021-12-30", "2022-01-02", "30 December 2021 to 2 January 2022"),
    ("2022-21", "2022-03-01", "2022-05-31", "spring 2022"),
    ("2022-24", "2022-12-01", "2023-02-28", "winter 2022"),
    ("2022-33", "2022-01-01", "2022-03-31", "first quarter of 2022"),
    ("2022-36", "2022-10-01", "2022-12-31", "fourth quarter of 2022"),
    ("2022-40", "2022-01-01", "2022-06-30", "first half of 2022"),
    ("2022-41", "2022-07-01", "2022-12-31", "second half of 2022"),
    ("199X", "1990-01-01", "1999-12-31", "1990s"),
    ("2022-08-01~/2022-08-10~", "2022-08-01", "2022-08-10", "on or about 1 to 10 August 2022"),
    ("2022-08-30?/2022-08-31?", "2022-08-30", "2022-08-31", "30 to 31 August 2022 (uncertain)"),
    ("2022-08-30/2022-08-31?", "2022-08-30", "2022-08-31", "30 August to 31 August 2022 (end uncertain)"),
    ("[2022-09,2022-08]", "2022-08-01", "2022-09-30", "September 2022 or August 2022"),
    ("[2022-08,2022-09]", "2022-08-01", "2022-09-30", "August or September 2022"),
    ("", None, None, ""),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "words"), FORMS)
def test_every_form_has_its_bounds_and_its_words(
    edtf: str, earliest: str | None, latest: str | None, words: str
) -> None:
    assert bounds(edtf) == (earliest, latest)
    assert describe(edtf) == words


def test_the_weekday_is_printed_with_full_days_only() -> None:
    assert describe("2022-08-18", weekday=True) == "Thursday 18 August 2022"
    assert describe("2022-08-18", weekday=True, short=True) == "Thu 18 Aug 2022"
    assert describe("2022-08-18?", weekday=True) == "18 August 2022 (uncertain)"
    assert describe("2022-08", weekday=True) == "August 2022"
    assert describe("2022-08-18/2022-08-19", weekday=True) == "Thursday 18 to Friday 19 August 2022"


def test_nonsense_that_was_stored_is_shown_as_it_stands() -> None:
    assert describe("2022-13-01") == "2022-13-01"
    assert describe("soon") == "soon"
    assert describe("2022-02-30", weekday=True) == "30 February 2022"


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1 September 2022", "2022-09-01"),
        (" 1 sept 2022 ", "2022-09-01"),
        ("1 Sept, 2022", "2022-09-01"),
        ("1. Sep. 2022", "2022-09-01"),
        ("1st September 2022", "2022-09-01"),
        ("22nd of August 2022", "2022-08-22"),
        ("September 1, 2022", "2022-09-01"),
        ("September 1 2022", "2022-09-01"),
        ("Sept. 3rd, 2022", "2022-09-03"),
        ("Thursday 18 August 2022", "2022-08-18"),
        ("Thu, August 18, 2022", "2022-08-18"),
        ("August 2022", "2022-08"),
        ("May 2022", "2022-05"),
        ("31 February 2022", "2022-02-31"),
    ],
)
def test_words_become_edtf(typed: str, edtf: str) -> None:
    assert from_words(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    ["1 Sept", "next week", "18/08/22", "Friday 18 August 2022", "Friday 31 February 2022", "1 Sepp 2022", "Ma 2022"],
)
def test_nothing_is_guessed(typed: str) -> None:
    assert from_words(typed) == typed
    with pytest.raises(ValueError, match=r"is not a date; write a day, month or year, such as 1 September 2022"):
        bounds(typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2022-02-30", "February 2022 has 28 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2022-00-01", "there is no month 0"),
        ("2022-13-01", "there is no month 13; months go from 1 to 12"),
        ("2022-08-00", "the days of a month begin with 1"),
        ("0000-08-01", "years go from 1 to 9999"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bounds(typed)


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        bounds("2022-09-01/2022-08-01")


@pytest.mark.parametrize(
    "typed", ["Y170000", "-0500", "2022-13", "/", "..", "../..", "[", "２０２２-08-18", " 2022", "0000"]
)
def test_what_no_calendar_holds_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        bounds(typed)


@pytest.mark.parametrize("piece", ["[", "(", "2022-", "1", "?", "2022/", "2022-08-18,", "{[", "september "])
def test_huge_input_is_refused_at_once(piece: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match="is not a date"):
        bounds(from_words(piece * 10_000))
    assert time.process_time() - begun < 1


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        earliest, latest = bounds(from_words(text))
    except ValueError as error:
        assert str(error)  # noqa: PT017
    else:
        assert earliest is None or latest is None or earliest <= latest
    assert isinstance(describe(text), str)


@given(st.dates())
def test_every_day_goes_to_words_and_back(day: object) -> None:
    text = str(day)
    assert bounds(text) == (text, text)
    assert from_words(describe(text)) == text
    assert from_words(describe(text, weekday=True)) == text
    assert from_words(describe(text, weekday=True, short=True)) == text


def test_month_names_do_not_follow_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "month_name", ["?"] * 13)
    monkeypatch.setattr(calendar, "day_abbr", ["?"] * 7)
    assert locale.setlocale(locale.LC_TIME)
    assert describe("2022-08-18", weekday=True, short=True) == "Thu 18 Aug 2022"


def test_reading_a_date_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("/", "..", "2022/", "2022-08~/..", "?"):
        try:
            bounds(text)
        except ValueError:
            continue
    assert capsys.readouterr().out == ""


def test_all_dates_of_the_seed_are_read(shared: Path) -> None:
    gold = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    for event in [*gold["events"], *gold["quotes"]]:
        assert bounds(event["date_edtf"]) != (None, None)
        assert describe(event["date_edtf"]) != event["date_edtf"] or event["date_edtf"] == "2008"


@pytest.mark.parametrize("mark", ["", "?", "~", "%"])
@pytest.mark.parametrize(
    "part",
    ["2008", "2022-08", "2022-02", "2024-02", "2022-12-31", "2022-08-XX", "2022-XX", "2022-XX-XX", "0001", "9999-12"],
)
def test_the_short_way_to_bounds_says_what_the_library_says(part: str, mark: str) -> None:
    intervals = () if "XX" in part else (f"../{part}{mark}", f"{part}{mark}/..", f"0001-01-01/{part}{mark}")
    for edtf in (f"{part}{mark}", *intervals):
        short = dates._common(edtf)
        assert short is not None
        assert short == dates._library(edtf), edtf


@pytest.mark.parametrize("code", [21, 22, 23, 33, 34, 35, 36, 40, 41])
def test_seasons_and_quarters_have_the_bounds_of_the_library(code: int) -> None:
    assert dates._common(f"2024-{code}") == dates._library(f"2024-{code}")


@pytest.mark.parametrize(
    "edtf", ["2022-13", "2022-02-30", "[2022-08-18,2022-08-19]", "2022-25", "nonsense", "0000", "9999-24"]
)
def test_the_short_way_leaves_other_forms_to_the_library(edtf: str) -> None:
    assert dates._common(edtf) is None


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("19XX", "1900 to 1999"),
        ("199X", "1990s"),
        ("2022-09-01T14:00:00Z", "1 September 2022"),
        ("2022-12-XX", "December 2022"),
    ],
)
def test_what_came_from_elsewhere_is_printed_in_plain_words(edtf: str, words: str) -> None:
    assert dates.bounds(edtf) != (None, None) and dates.describe(edtf) == words
