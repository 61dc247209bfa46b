"""Dates in running text: which words, which day, on which side of publication, and why."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.dates import FoundDate, find_dates, weekday_near
from briefing.proposing.proposal import About
from briefing.rules import dates

ABOUT = About(published="2022-08-18", language="en")  # a Thursday


def only(text: str, about: About = ABOUT) -> FoundDate:
    """The one date in `text`."""
    found = find_dates(text, about)
    assert len(found) == 1, found
    assert found[0].words == text[found[0].start : found[0].end]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The treaty was signed on 18 August 2022 in Oslo.", "on 18 August 2022", "2022-08-18"),
        ("They met on August 3rd.", "on August 3rd", "2022-08-03"),
        ("They met on Aug. 3, 2021, in Oslo.", "on Aug. 3, 2021", "2021-08-03"),
        ("It was signed on 18.8.2022.", "on 18.8.2022", "2022-08-18"),
        ("It was signed on 8/20/2022.", "on 8/20/2022", "2022-08-20"),
        ("Version of 2022-08-01 follows.", "2022-08-01", "2022-08-01"),
        ("She will return on the 25th.", "on the 25th", "2022-08-25"),
        ("They met on the 2nd of August.", "on the 2nd of August", "2022-08-02"),
        ("They met on Tuesday, August 16, in Oslo.", "on Tuesday, August 16", "2022-08-16"),
        ("Talks will be held on Aug. 30-31.", "on Aug. 30-31", "2022-08-30/2022-08-31"),
        ("The mission ran from 2004 to 2009.", "from 2004 to 2009", "2004/2009"),
        ("Between 3 May and 6 June 2021 they struck.", "Between 3 May and 6 June 2021", "2021-05-03/2021-06-06"),
        ("The island won independence in 2008.", "in 2008", "2008"),
        ("He has worked there since 2013.", "since 2013", "2013/.."),
        ("Talks began in early 2021.", "in early 2021", "2021-01~/2021-04~"),
        ("Talks began in mid-July.", "in mid-July", "2022-07-11~/2022-07-20~"),
        ("A report is due by the end of August.", "by the end of August", "../2022-08-31"),
        ("The ministers met last week.", "last week", "2022-08-08/2022-08-14"),
        ("They struck earlier this month.", "earlier this month", "2022-08-01/2022-08-18"),
        ("They left two weeks ago.", "two weeks ago", "2022-08-04"),
        ("He spoke yesterday.", "yesterday", "2022-08-17"),
        ("Tomorrow the court will rule.", "Tomorrow", "2022-08-19"),
        ("They attacked over the weekend.", "over the weekend", "2022-08-13/2022-08-14"),
        ("Clashes have multiplied in the last month.", "in the last month", "2022-07-18~/2022-08-18"),
        ("Clashes multiplied last month.", "last month", "2022-07"),
        ("They will meet in the coming days.", "in the coming days", "2022-08-19~/.."),
        ("In September he resigned.", "In September", "2021-09"),
        ("In September he will resign.", "In September", "2022-09"),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, words: str, edtf: str) -> None:
    found = only(text)
    assert (found.words, found.edtf) == (words, edtf)
    assert found.basis


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The ministers met on Tuesday.", "2022-08-16"),
        ("The ministers will meet on Tuesday.", "2022-08-23"),
        ("An aide said the minister would return to Oslo on Friday.", "2022-08-19"),
        ("The minister is to meet them on Friday.", "2022-08-19"),
        ("The minister would on Sunday hold a meeting.", "2022-08-21"),
        ("The two sides agreed to meet on Monday.", "2022-08-22"),
        ("The vote was postponed to Monday.", "2022-08-22"),
        ("The talks resume on Monday.", "2022-08-22"),
        ("The court is expected to rule Monday.", "2022-08-22"),
        ("Talks will be held on Wednesday.", "2022-08-24"),
        ("She was elected on Wednesday.", "2022-08-17"),
        ("On Wednesday the leaders signed a truce.", "2022-08-17"),
        ("Wednesday’s vote was close.", "2022-08-17"),
        ("Wednesday's vote will be close.", "2022-08-24"),
        ("The king spoke on Thursday.", "2022-08-18"),
        ("The offer stands until Friday.", "../2022-08-19"),
    ],
)
def test_a_weekday_lies_on_the_side_that_its_verb_says(text: str, edtf: str) -> None:
    assert only(text).edtf == edtf


def test_a_weekday_tells_how_it_was_counted() -> None:
    assert only("They met on Tuesday.").basis == "Tuesday before publication on Thu 18 Aug 2022"
    assert only("They will meet on Tuesday.").basis == "Tuesday after publication on Thu 18 Aug 2022"


def test_a_weekday_without_a_verb_is_not_guessed() -> None:
    found = only("Friday, in the evening.")
    assert (found.words, found.edtf) == ("Friday", "")
    assert "does not say whether" in found.basis


def test_without_a_day_of_publication_only_whole_dates_are_resolved() -> None:
    found = find_dates("They met on Tuesday, last week, and on 3 May 2021 in Oslo.", About(language="en"))
    assert [(one.words, one.edtf) for one in found] == [
        ("on Tuesday", ""),
        ("last week", ""),
        ("on 3 May 2021", "2021-05-03"),
    ]
    assert found[0].basis == "no day of publication is known"


def test_a_weekday_that_is_not_that_of_its_date_is_told() -> None:
    found = only("They met on Friday 12 July 2022.")
    assert (found.edtf, found.other) == ("2022-07-12", "2022-07-15")
    assert "is a Tuesday, not a Friday" in found.basis


@pytest.mark.parametrize(
    "text",
    [
        "We may go there and march with them.",
        "The Sunday Times said so on Black Friday.",
        "About 2000 people came, 3.2 per cent more.",
        "See section 3.5 and page 12.",
        "He had two days to decide; the second of many.",
        "A crop in 1500 fields.",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert [one.words for one in find_dates(text, ABOUT)] == []


def test_german_and_serbian_dates_are_read_in_both_scripts() -> None:
    german = find_dates("Am Dienstag sagte er, am 1. September werde er kommen. Gestern war er da.", About(
        published="2022-08-18", language="de-AT"))  # fmt: skip
    assert [one.edtf for one in german] == ["2022-08-16", "2022-09-01", "2022-08-17"]
    serbian = find_dates("U utorak je rekao. Потписан је 1. јула 2022. године, јуче. U petak će doći.", About(
        published="2022-08-18", language="sr-Cyrl"))  # fmt: skip
    assert [one.edtf for one in serbian] == ["2022-08-16", "2022-07-01", "2022-08-17", "2022-08-19"]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("fr", "Les ministres ont parlé mardi. Le 1er septembre, il sera là.", ["2022-08-16", "2022-09-01"]),
        ("es", "Ayer dijo que el 3 de mayo de 2023 viajará.", ["2022-08-17", "2023-05-03"]),
        ("it", "Il 3 maggio 2022 era a Roma. Venerdì sarà qui.", ["2022-05-03", "2022-08-19"]),
        ("ru", "Министр заявил во вторник. В пятницу он будет там.", ["2022-08-16", "2022-08-19"]),
        ("uk", "Міністр заявив у вівторок. 18 серпня 2022 року.", ["2022-08-16", "2022-08-18"]),
        ("sq", "Ministri tha të martën se do të vijë më 3 shtator 2022.", ["2022-08-16", "2022-09-03"]),
        ("de", "Zwischen dem 3. Mai und 6. Juni 2021 war er hier.", ["2021-05-03/2021-06-06"]),
        ("sr", "Od 3. maja do 6. juna 2021. godine je bio ovde.", ["2021-05-03/2021-06-06"]),
    ],
)
def test_further_languages_are_read_by_their_tables(language: str, text: str, edtf: list[str]) -> None:
    assert [one.edtf for one in find_dates(text, About(published="2022-08-18", language=language))] == edtf


def test_the_nearest_day_of_a_weekday_is_at_most_three_days_away() -> None:
    assert weekday_near(4, date(2022, 8, 18)) == date(2022, 8, 19)
    assert weekday_near(2, date(2022, 8, 18)) == date(2022, 8, 17)


PIECES = st.sampled_from(
    ["Friday", "on ", " 18", "August", "th ", "last ", "month", " 2022", "-", "/", ".", ",", "\n", "the ", "in ", "99",
     "’s", "between ", " and ", "Ü", "😀", "2022-08-18", "two weeks ago", "will ", "May "]
)  # fmt: skip


@settings(max_examples=120)
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=16).map("".join), st.sampled_from(["", "2022-08-18", "0001-01-01"])
)
def test_any_text_gives_slices_and_dates_that_can_be_read(text: str, published: str) -> None:
    last = 0
    for found in find_dates(text, About(published=published)):
        assert found.words == text[found.start : found.end] != ""
        assert found.start >= last
        last = found.end
        assert found.basis
        dates.bounds(found.edtf)


@pytest.mark.parametrize("piece", ["on Friday ", "the ", "1", "18 August ", "between 3 May and ", "a "])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begun = time.perf_counter()
    find_dates(piece * (60_000 // len(piece)), ABOUT)
    assert time.perf_counter() - begun < 3
