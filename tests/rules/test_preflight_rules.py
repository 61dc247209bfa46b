"""The rules of the preflight that need no store: weekdays, sentences, shown quotes, figures. And none of them hangs."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Fact
from briefing.rules.dates import MONTHS, WEEKDAYS
from briefing.rules.display_quotes import faithful, resembles
from briefing.rules.figures import contradict, same_value
from briefing.rules.plain_words import long_sentences, quoted, sentences, undefined_times
from briefing.rules.weekdays import day_and_month, mismatches, weekdays_in

NEAR = date(2022, 8, 19)
SAID = "Unhappily, we did not agree today … But it is not over."


@pytest.mark.parametrize(
    "text",
    [
        "Friday 18 August 2022",
        "on Friday, August 18, 2022",
        "Friday the 18th of August 2022",
        "Fri 18.8.2022",
        "FRIDAY 2022-08-18",
        "**Friday**, 18 August",
        "Friday (18 August 2022)",
        "18 August 2022 (Friday)",
        "18 August 2022, a Friday",
        "18 August 2022 was a Friday",
        "Friday 18 août 2022",
        "Friday 18. avgusta 2022",
        "Friday 18 to Sunday 21 August 2022",
        "Friday\u00a018\u00a0August",
    ],
)
def test_a_wrong_weekday_is_found_however_the_date_is_written(text: str) -> None:
    (one,) = mismatches(f"It was said {text} in the hall.", NEAR)
    assert one.weekday == "Thursday"
    assert one.day == date(2022, 8, 18)


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 18 August 2022",
        "On Friday 18 people came in May 2022",
        "the committee sat 18 August 2022",
        "The Sun, 18 August 2022",
        "Friday. 18 August 2022 is past",
        "Thursday 18 and Friday 19 August 2022",
        "Monday 2 January",
        "In 2017, on Friday 18 August",
        "Friday 31 June 2022",
        "Friday, 5 market stalls",
    ],
)
def test_what_is_right_or_no_pair_at_all_is_let_alone(text: str) -> None:
    assert mismatches(text, NEAR) == []


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.booleans())
def test_every_weekday_but_the_right_one_is_wrong(day: date, weekday: int, month_first: bool) -> None:
    words = f"{MONTHS[day.month]} {day.day}, {day.year}" if month_first else f"{day.day} {MONTHS[day.month]} {day.year}"
    found = mismatches(f"{WEEKDAYS[weekday]} {words}", day + timedelta(days=9))
    assert bool(found) == (weekday != day.weekday())
    assert all(one.day == day for one in found)


def test_the_days_that_a_text_names() -> None:
    assert weekdays_in("Thursday and friday; the Sun, Sundays") == {3, 4}
    assert day_and_month("1 September, May 2022 and 2022-08-18") == {(9, 1), (8, 18)}


def test_sentences_end_where_they_end() -> None:
    text = "Mr. Vale left. He said so on 18. August!\n\n- one. Two (see p. 4)\n- **three** is {{quote:x}} fine? Yes"
    assert sentences(text) == [
        "Mr. Vale left.", "He said so on 18. August!", "one.", "Two (see p. 4)", "three is [record] fine?", "Yes",
    ]  # fmt: skip


def test_long_sentences_are_counted_in_words() -> None:
    assert long_sentences(f"{'a ' * 34}b.") == []
    assert len(long_sentences(f"Short. {'a ' * 35}b.")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recently, and soon.", ["recently", "soon"]),
        ("As soon as he came, shortly before noon, soon after.", []),
        ('He said “soon” and "recently" and „last month“.', []),
        ("In the last month, and the last month of 2022.", ["last month"]),
        ("`soon`", []),
        ("Sooner or later.", []),
    ],
)
def test_times_that_nobody_can_look_up(text: str, expected: list[str]) -> None:
    assert undefined_times(text) == expected


@pytest.mark.parametrize(
    "shown",
    [
        SAID,
        "we did not agree today",
        "we did not agree today […] it is not over.",
        "we [the EU] did not agree [sic] today",
        "[W]e did not agree today,",
        "we did *not* agree today (emphasis added)",
        "not agree  today",
    ],
)
def test_what_a_reader_is_told_of_may_differ(shown: str) -> None:
    assert faithful(shown, SAID)


@pytest.mark.parametrize(
    "shown",
    [
        "We did not agree today",
        "we did not quite agree today",
        "we did not agree today … it is not over",
        "we did *not* agree today",
        "it is not over […] we did not agree",
        "[W]e did not Agree today",
    ],
)
def test_everything_else_may_not(shown: str) -> None:
    assert not faithful(shown, SAID)


@given(st.integers(0, len(SAID)), st.integers(0, len(SAID)), st.sampled_from("abz.,’"))
def test_no_slice_with_a_character_more_is_faithful(start: int, end: int, more: str) -> None:
    piece = SAID[start:end]
    altered = f"{piece[: len(piece) // 2]}{more}{piece[len(piece) // 2 :]}"
    words = " ".join(altered.split())
    assert faithful(altered, SAID) == (words in SAID or (words[-1:] in ".," and words[:-1].rstrip() in SAID))


def test_a_quote_that_was_meant_is_told_from_other_words() -> None:
    assert resembles("we did not quite agree today", SAID)
    assert not resembles("nothing of this was ever agreed", SAID)
    assert not resembles("not over", SAID)


def test_values_are_compared_as_numbers_where_they_are_numbers() -> None:
    assert same_value("1.8 million", "1,800,000")
    assert same_value("90 000", "90,000.0")
    assert same_value("About Ten", "about ten")
    assert not same_value("1.8 million", "1.8 billion")
    assert not same_value("1,5", "15"), "a comma before one digit groups nothing"


def fact(label: str, value: str, **more: Any) -> Fact:
    return Fact(id=f"{label}{value}{more}", label=label, value=value, **more)


def test_only_the_same_thing_in_the_same_unit_contradicts_itself() -> None:
    first = fact("Unemployment in the north", "9", unit="per cent", subject="n")
    others = [
        fact("Inflation in the north", "4", unit="per cent", subject="n"),
        fact("Unemployment in the north", "900", unit="people", subject="n"),
        fact("Unemployment in the north", "9.0", unit="per cent", subject="n"),
        fact("Unemployment in the north", "7", unit="per cent", subject="other"),
    ]
    assert list(contradict([first, *others])) == []
    other = fact("The north: unemployment", "8", unit="Per cent")
    assert list(contradict([first, other])) == [(first, other)]


HOSTILE = [
    "`" * 50_000,
    "` " * 1_900,
    "a. " * 33_000,
    "“" * 100_000,
    "[" * 999 + "x" * 90_000,
    "*_" * 1_900,
    "Friday " * 14_000,
    "Friday" + " " * 99_000 + "18 August 2022",
    "18 August " * 10_000,
    "soon" * 25_000,
    "(" * 100_000,
    "." + "”" * 99_000,
    "{{" * 40_000,
    '"' * 99_999,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_keeps_them_busy(text: str) -> None:
    began = time.process_time()
    mismatches(text, NEAR)
    undefined_times(text)
    long_sentences(text)
    for one in quoted(text)[:50]:
        faithful(one, SAID)
        resembles(one, SAID)
    assert time.process_time() - began < 2
