"""Dates as people type them: each is read as meant, says what was assumed, and is refused with a sentence."""

import calendar
import datetime as dt
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rules import dates
from briefing.rules.date_names import month_number
from briefing.rules.date_words import EXAMPLES, UnreadableDateError, read

TODAY = date(2022, 8, 19)  # a Friday


@pytest.mark.parametrize(
    ("typed", "edtf", "words"),
    [
        ("early Aug 2022", "2022-08-01~/2022-08-10~", "on or about 1 to 10 August 2022"),
        ("mid-August 2022", "2022-08-11~/2022-08-20~", "on or about 11 to 20 August 2022"),
        ("late February 2024", "2024-02-21~/2024-02-29~", "on or about 21 to 29 February 2024"),
        ("mid/late August 2022", "2022-08-11~/2022-08-31~", "on or about 11 to 31 August 2022"),
        ("early 2022", "2022-01~/2022-04~", "on or about January to April 2022"),
        ("first half of August 2022", "2022-08-01/2022-08-15", "Monday 1 to Monday 15 August 2022"),
        ("before 1 Sept", "../2022-08-31", "by Wednesday 31 August 2022"),
        ("before 2022", "../2021", "by 2021"),
        ("after 5 May 2022", "2022-05-06/..", "from Friday 6 May 2022"),
        ("after August 2022", "2022-09/..", "from September 2022"),
        ("since 2013", "2013/..", "from 2013"),
        ("until 1 Oct", "../2022-10-01", "by Saturday 1 October 2022"),
        ("by the end of August", "../2022-08-31", "by Wednesday 31 August 2022"),
        ("by early August", "../2022-08-10~", "by about 10 August 2022"),
        ("3 May 2022 or later", "2022-05-03/..", "from Tuesday 3 May 2022"),
        ("by Friday", "../2022-08-19", "by Friday 19 August 2022"),
        ("Thursday", "2022-08-25", "Thursday 25 August 2022"),
        ("last Monday", "2022-08-15", "Monday 15 August 2022"),
        ("last Friday", "2022-08-12", "Friday 12 August 2022"),
        ("next Monday", "2022-08-22", "Monday 22 August 2022"),
        ("next week", "2022-08-22/2022-08-28", "Monday 22 to Sunday 28 August 2022"),
        ("next quarter", "2022-36", "fourth quarter of 2022"),
        ("tomorrow", "2022-08-20", "Saturday 20 August 2022"),
        ("in two weeks", "2022-09-02", "Friday 2 September 2022"),
        ("in six months", "2023-02-19", "Sunday 19 February 2023"),
        ("3 days ago", "2022-08-16", "Tuesday 16 August 2022"),
        ("30-31 Aug?", "2022-08-30?/2022-08-31?", "30 to 31 August 2022 (uncertain)"),
        ("30/31 August", "2022-08-30/2022-08-31", "Tuesday 30 to Wednesday 31 August 2022"),
        ("18–19 August 2022", "2022-08-18/2022-08-19", "Thursday 18 to Friday 19 August 2022"),
        ("August 30-31, 2022", "2022-08-30/2022-08-31", "Tuesday 30 to Wednesday 31 August 2022"),
        ("from 3 May to 6 June", "2022-05-03/2022-06-06", "Tuesday 3 May to Monday 6 June 2022"),
        ("30 Dec to 2 Jan 2022", "2021-12-30/2022-01-02", "Thursday 30 December 2021 to Sunday 2 January 2022"),
        ("Thursday to Tuesday", "2022-08-25/2022-08-30", "Thursday 25 to Tuesday 30 August 2022"),
        ("between 3 and 6 May", "2022-05-03/2022-05-06", "Tuesday 3 to Friday 6 May 2022"),
        ("about 20 August", "2022-08-20~", "about 20 August 2022"),
        ("about 3-6 May 2022", "2022-05-03~/2022-05-06~", "on or about 3 to 6 May 2022"),
        ("about 18 July to 18 August 2022", "2022-07-18~/2022-08-18", "about 18 July to Thursday 18 August 2022"),
        ("possibly about 20 August", "2022-08-20%", "about 20 August 2022 (uncertain)"),
        ("August or September 2022", "[2022-08,2022-09]", "August or September 2022"),
        ("18 or 19 August 2022", "[2022-08-18,2022-08-19]", "Thursday 18 or Friday 19 August 2022"),
        ("spring 2022", "2022-21", "spring 2022"),
        ("about spring 2022", "2022-03~/2022-05~", "on or about March to May 2022"),
        ("Q3 2022", "2022-35", "third quarter of 2022"),
        ("2nd half of 2022", "2022-41", "second half of 2022"),
        ("the 1990s", "199X", "1990s"),
        ("22 Aug 22", "2022-08-22", "Monday 22 August 2022"),
        ("22 Aug ’22", "2022-08-22", "Monday 22 August 2022"),
        ("22-24 Aug 22", "2022-08-22/2022-08-24", "Monday 22 to Wednesday 24 August 2022"),
        ("from 3 Aug 99 to 4 Sept 01", "1999-08-03/2001-09-04", "Tuesday 3 August 1999 to Tuesday 4 September 2001"),
        ("Aug '22", "2022-08", "August 2022"),
        ("Aug 22", "2022-08-22", "Monday 22 August 2022"),
        ("week of 22 August", "2022-08-22/2022-08-28", "Monday 22 to Sunday 28 August 2022"),
        ("week of 24 August", "2022-08-22/2022-08-28", "Monday 22 to Sunday 28 August 2022"),
        ("w/c 22 Aug", "2022-08-22/2022-08-28", "Monday 22 to Sunday 28 August 2022"),
        ("week ending 28 August 2022", "2022-08-22/2022-08-28", "Monday 22 to Sunday 28 August 2022"),
        ("by the week of 22 August", "../2022-08-28", "by Sunday 28 August 2022"),
        ("within two weeks", "2022-08-19/2022-09-02", "Friday 19 August to Friday 2 September 2022"),
        ("within a week of 1 Sept", "2022-09-01/2022-09-08", "Thursday 1 to Thursday 8 September 2022"),
        ("in the past month", "2022-07-19/2022-08-19", "Tuesday 19 July to Friday 19 August 2022"),
        ("20th century", "1901/2000", "1901 to 2000"),
        ("about the 19th century", "1801~/1900~", "on or about 1801 to 1900"),
        ("31.8.2022", "2022-08-31", "Wednesday 31 August 2022"),
        ("1/9/2022", "2022-09-01", "Thursday 1 September 2022"),
        ("18/08/22", "2022-08-18", "Thursday 18 August 2022"),
        ("19 Aug", "2022-08-19", "Friday 19 August 2022"),
        ("the 25th", "2022-08-25", "Thursday 25 August 2022"),
        ("2. März 2022", "2022-03-02", "Wednesday 2 March 2022"),
        ("1er août 2022", "2022-08-01", "Monday 1 August 2022"),
        ("15. septembra 2022.", "2022-09-15", "Thursday 15 September 2022"),
        ("15. септембар 2022", "2022-09-15", "Thursday 15 September 2022"),
        ("", "", ""),
    ],
)
def test_words_are_read_as_they_are_meant(typed: str, edtf: str, words: str) -> None:
    found = read(typed, TODAY)
    assert (found.edtf, found.words) == (edtf, words)


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("19 Aug 2022", ()),
        ("31.8.2022", ()),
        ("early Aug 2022", ()),
        ("19 Aug", ("no year was given; 2022 is the nearest",)),
        ("1/9/2022", ("the first number was read as the day",)),
        ("18/08/22", ("the year was taken as 2022",)),
        ("the 25th", ("no month was given; August 2022 is the nearest",)),
        ("winter 2022", ("winter was read as December 2022 to February 2023",)),
        ("summer 2022", ("summer was read as June to August 2022",)),
        ("Aug '22", ("the year was taken as 2022",)),
        ("1/9/75", ("the first number was read as the day", "the year was taken as 1975")),
        ("Thu 1 Sept", ("no year was given; 2022 is the nearest in which 1 September is a Thursday",)),
        (
            "Fri 1 Sept",
            ("2023 is the year in which 1 September is a Friday; the nearest, 1 September 2022, is a Thursday",),
        ),
        ("1 Sept 2022 at 14:00", ("the time is not kept",)),
        ("tomorrow", ("counted from Friday 19 August 2022",)),
        ("Thursday", ("read as the coming Thursday", "counted from Friday 19 August 2022")),
        ("next Monday", ("read as the Monday of the week after this one", "counted from Friday 19 August 2022")),
    ],
)
def test_what_was_assumed_is_said(typed: str, notes: tuple[str, ...]) -> None:
    assert read(typed, TODAY).notes == notes


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2022-02-30", "February 2022 has 28 days"),
        ("31 April 2022", "April 2022 has 30 days"),
        ("29 Feb", "February 2022 has 28 days"),
        ("30-31 April 2022", "April 2022 has 30 days"),
        ("9/13/2022", "the day comes before the month here, and there is no month 13"),
        ("Friday 18 August 2022", "18 August 2022 is a Thursday, not a Friday"),
        ("Monday 18 August", "18 August 2022 is a Thursday, not a Monday"),
        ("6 June 2022 to 3 May 2022", "the end, 3 May 2022, lies before the beginning, 6 June 2022"),
        ("2022-09-01/2022-08-01", "ends before it begins"),
        ("٣ May 2022", "please write the digits of a date as 0 to 9"),
        ("in 9999 years", "years go from 1 to 9999"),
        ("before 1 January 0001", "years go from 1 to 9999"),
        ("the 45th", "a month has 28 to 31 days"),
        ("x" * 10_000, "a date has at most 100 characters; this text has 10,000"),
        ("asdf", "“asdf” is not a date; write a day, month or year, such as 1 September 2022"),
        ("two weeks", "is not a date"),
        ("by by 3 May", "is not a date"),
        ("1/2/3/4", "is not a date"),
        ("in 3 May years", "is not a date"),
    ],
)
def test_what_cannot_be_a_date_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UnreadableDateError, match=re.escape(why)):
        read(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1 Sept at 14:00", "2022-09-01"),
        ("2022-09-01T14:00", "2022-09-01"),
        ("2022-09-01T14:00:00Z", "2022-09-01"),
        ("2022-09-01 14:00+02:00", "2022-09-01"),
        ("01.09.2022 14:00", "2022-09-01"),
        ("1 Sept, 14.30 Uhr", "2022-09-01"),
        ("10.11. at 9.30", "2022-11-10"),
        ("at 9 am on 1 Sept", "2022-09-01"),
        ("noon on 1 May 2022", "2022-05-01"),
        ("by 1 Sept at 17:00", "../2022-09-01"),
        ("1 Sept 14:00 to 3 Sept 16:00", "2022-09-01/2022-09-03"),
        ("Thursday 14:00-16:00", "2022-08-25"),
        ("1 Sept? (2 pm)", "2022-09-01?"),
        ("last night", "2022-08-18"),
        ("this morning", "2022-08-19"),
        ("tonight", "2022-08-19"),
        ("yesterday evening", "2022-08-18"),
        ("the morning of 1 Sept", "2022-09-01"),
    ],
)
def test_a_time_is_read_as_its_day_and_said_not_to_be_kept(typed: str, edtf: str) -> None:
    found = read(typed, TODAY)
    assert (found.edtf, found.plain) == (edtf, False)
    assert found.notes[-1] == "the time is not kept"


@pytest.mark.parametrize("typed", ["14:00", "noon", "1 Sept 25:00", "1 Sept 9", "in 24 hours", "evening", "Sat 10.11"])
def test_what_is_no_day_with_a_time_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(UnreadableDateError, match=f"“{typed}” is not a date"):
        read(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.times())
def test_a_moment_of_a_machine_is_read_as_its_day(day: date, time: dt.time) -> None:
    for moment in (
        f"{day}T{time.isoformat()}",
        f"{day} {time:%H:%M}",
        f"{day.day} {day:%B} {day.year} at {time:%H:%M}",
    ):
        assert read(moment, TODAY).edtf == day.isoformat()


def test_a_weekday_of_what_has_happened_is_the_last_one() -> None:
    found = read("Thursday", TODAY, -1)
    assert (found.edtf, found.notes[0]) == ("2022-08-18", "read as the last Thursday, for it has happened")
    assert read("Friday", TODAY, -1).edtf == read("Friday", TODAY, 1).edtf == "2022-08-19"
    assert read("Thursday", TODAY, 1).edtf == "2022-08-25"
    assert read("next Thursday", TODAY, -1).edtf == "2022-08-25"


@given(st.dates(date(1, 2, 1), date(9998, 1, 1)), st.sampled_from(dates.WEEKDAYS))
def test_a_weekday_lies_within_a_week_of_the_day_it_is_written(today: date, name: str) -> None:
    last, coming = (date.fromisoformat(read(name, today, facing).edtf) for facing in (-1, 1))
    assert dates.WEEKDAYS[last.weekday()] == dates.WEEKDAYS[coming.weekday()] == name
    assert 0 <= (today - last).days < 7 and 0 <= (coming - today).days < 7


def test_the_end_without_a_year_follows_the_beginning() -> None:
    assert read("30 December to 2 January", TODAY).edtf in ("2021-12-30/2022-01-02", "2022-12-30/2023-01-02")
    assert read("6 June 2021 to 3 May", TODAY).edtf == "2021-06-06/2022-05-03"


def test_a_year_is_the_nearest_even_at_its_turn() -> None:
    assert read("30 Dec", date(2022, 1, 3)).edtf == "2021-12-30"
    assert read("3 Jan", date(2022, 12, 30)).edtf == "2023-01-03"
    assert read("29 Feb", date(2023, 12, 1)).edtf == "2024-02-29"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_is_read(example: str) -> None:
    assert dates.bounds(read(example, TODAY).edtf) != (None, None)


def test_months_are_known_in_every_language_and_short_names_only_where_they_are_certain() -> None:
    for number, name in enumerate(calendar.month_name[1:], start=1):
        assert month_number(name.lower()) == number == month_number(name[:3].lower())
    assert [month_number(name) for name in ("juillet", "oktobra", "фебруара", "dez")] == [7, 10, 2, 12]
    assert [month_number(name) for name in ("jui", "ma", "xyz", "")] == [0, 0, 0, 0]


# properties

DAYS = st.dates(date(1800, 1, 1), date(2300, 12, 31))
MONTHS = st.sampled_from(dates.MONTHS[1:])
YEARS = st.integers(1000, 9990).map(str)


def words_of(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month]} {day.year}"


SINGLE = st.one_of(
    DAYS.map(words_of),
    st.builds("{} {}".format, MONTHS, YEARS),
    st.builds("{} {}".format, st.integers(1, 28), MONTHS),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "autumn", "winter", "Q1", "Q4", "H2"]), YEARS),
    st.builds("{} {} {}".format, st.sampled_from(["early", "mid", "late", "end of"]), MONTHS, YEARS),
    st.builds("{} {}".format, st.sampled_from(["next", "last", "this"]), st.sampled_from(["week", "Friday", "year"])),
    st.builds("in {} {}s".format, st.integers(2, 99), st.sampled_from(["day", "week", "month", "year"])),
    YEARS,
    st.sampled_from(["tomorrow", "yesterday", "Sunday", "1/9/2022", "31.8.2022", "1990s"]),
)
BEFORE = st.sampled_from(["", "about ", "by ", "before ", "after ", "since ", "possibly ", "by about "])
TYPED = st.one_of(
    st.builds("{}{}{}".format, BEFORE, SINGLE, st.sampled_from(["", "?"])),
    st.builds("{} {} {}".format, SINGLE, st.sampled_from(["to", "or", "and", "-"]), SINGLE),
    st.builds("{}-{} {} {}".format, st.integers(1, 14), st.integers(15, 28), MONTHS, YEARS),
)


@given(TYPED, DAYS)
def test_what_is_read_is_valid_edtf_and_its_words_mean_the_same(typed: str, today: date) -> None:
    try:
        found = read(typed, today)
    except UnreadableDateError as error:
        assert str(error)  # noqa: PT017
        return
    earliest, latest = dates.bounds(found.edtf)
    assert earliest or latest
    if not re.search(r"-(2[1-4]|3[3-6]|4[01])(?!\d)", found.edtf):
        assert dates._library(found.edtf) == (earliest, latest)
    assert found.words == dates.describe(found.edtf, weekday=True)
    for words in (found.words, dates.describe(found.edtf)):
        again = read(words, today)
        assert again.edtf == found.edtf
        # a season says which months it is taken for, in whatever words it was written
        assert not again.notes or again.edtf[5:7] in {"21", "22", "23", "24"}
    assert read(found.edtf, today).edtf == found.edtf and read(found.edtf, today).plain


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}.{n}.{y}", "{d}/{n}/{y}", "{y}-{n:02d}-{d:02d}"]))
def test_a_whole_day_is_that_day_in_every_way_of_writing(day: date, pattern: str) -> None:
    typed = pattern.format(d=day.day, m=dates.MONTHS[day.month], n=day.month, y=day.year)
    assert read(typed, TODAY).edtf == day.isoformat()


@given(DAYS, st.integers(0, 400))
def test_a_stretch_holds_the_days_it_was_made_of(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    assert dates.bounds(read(f"{words_of(day)} to {words_of(last)}", TODAY).edtf) == (str(day), str(last))
    assert dates.bounds(read(f"before {words_of(day)}", TODAY).edtf) == (None, str(day - timedelta(days=1)))
    assert dates.bounds(read(f"after {words_of(day)}", TODAY).edtf) == (str(day + timedelta(days=1)), None)


@given(DAYS)
def test_a_day_without_its_year_lies_within_half_a_year(today: date) -> None:
    meant = date.fromisoformat(read("19 August", today).edtf)
    assert abs((meant - today).days) <= 183 and (meant.day, meant.month) == (19, 8)


@given(DAYS, st.sampled_from(dates.WEEKDAYS))
def test_weekdays_lie_where_they_are_said_to_lie(today: date, name: str) -> None:
    def day(words: str) -> date:
        return date.fromisoformat(read(words, today).edtf)

    assert 0 <= (day(name) - today).days <= 6
    assert 1 <= (today - day(f"last {name}")).days <= 7
    assert day(f"next {name}").isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]
    assert {dates.WEEKDAYS[day(words).weekday()] for words in (name, f"last {name}", f"next {name}")} == {name}


@given(st.text(max_size=120))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        found = read(text, TODAY)
    except UnreadableDateError as error:
        assert str(error)  # noqa: PT017
    else:
        dates.bounds(found.edtf)


@given(
    st.lists(st.sampled_from("by from to or about ? 3 31 May 2022 - / next Friday week early of the . 0 Q3".split()))
)
def test_words_of_dates_in_any_order_are_a_date_or_a_sentence(words: list[str]) -> None:
    try:
        found = read(" ".join(words), TODAY)
    except UnreadableDateError as error:
        assert str(error)  # noqa: PT017
    else:
        dates.bounds(found.edtf)
