"""Dates as sentences say them, read against a day of publication, or left as they stand where nothing is certain."""

from __future__ import annotations

import pytest

from briefing.proposing.dates import find_dates
from briefing.proposing.proposal import About

PUBLISHED = "2024-05-16"
"""A Thursday."""


@pytest.mark.parametrize(
    ("text", "edtf", "basis"),
    [
        ("They met a few hours ago.", "", "the words give no number"),
        ("The road reopens in two weeks.", "", "a length of time, or so long after publication"),
        ("The ferry sank on 3 March.", "2024-03-03", "the year is the one nearest to publication"),
        ("The council met on Friday, 3 May 2024.", "2024-05-03", "as written"),
        ("The council met on Monday, 3 May 2024.", "2024-05-03", "3 May 2024 is a Friday, not a Monday"),
        ("They met last weekend.", "2024-05-11/2024-05-12", "counted from publication"),
        ("They will meet at the weekend.", "2024-05-18/2024-05-19", "counted from publication"),
        ("It will open later this year.", "2024-05-16/2024-12-31", "counted from publication"),
        ("It closed earlier this month.", "2024-05-01/2024-05-16", "counted from publication"),
        ("In the next few days the talks resume.", "2024-05-17~/..", "no end is given"),
        ("In the past three weeks nothing happened.", "2024-04-25~/2024-05-16", "about three weeks up to publication"),
        ("In recent days it rained.", "../2024-05-16", "some time before publication"),
        ("It will open in 48 hours.", "2024-05-18", "counted from publication"),
        ("They met 48 hours ago.", "2024-05-14", "counted from publication"),
        ("It will open in five hours.", "", "so few hours may be the same day or another"),
        ("In the past 48 hours it rained.", "2024-05-14~/2024-05-16", "about 48 hours up to publication"),
        ("They will sign after Monday.", "2024-05-21/..", "Monday after publication"),
        ("They will not sign before Monday.", "../2024-05-19", "Monday after publication"),
        ("They met on 3 or 4 May.", "[2024-05-03,2024-05-04]", "the year is the one nearest"),
        ("It opened in the spring of 2023.", "2023-21", "as written"),
        ("It opened in the second quarter of 2023.", "2023-34", "as written"),
        ("It closed on 2022-05-03.", "2022-05-03", "as written"),
        ("In the coming three weeks it opens.", "2024-05-17~/2024-06-06~", "counted from publication"),
        ("The weekend.", "", "does not say whether the weekend is past or to come"),
        ("They will meet next weekend.", "2024-05-25/2024-05-26", "counted from publication"),
        ("It opened on 31 April.", "", "April 2024 has 30 days"),
        ("Talks went on over the last month.", "2024-04-16~/2024-05-16", "not a calendar month"),
        ("Since 2019 nothing moved.", "2019/..", "as written"),
        ("They met on the 3rd.", "2024-05-03", "counted from publication"),
        ("From 3 to 5 June the port is closed.", "2024-06-03/2024-06-05", "the year is the one nearest"),
        ("They left by the end of May.", "../2024-05-31", "the year is the one nearest"),
    ],
)
def test_a_date_is_read_with_its_reason(text: str, edtf: str, basis: str) -> None:
    (found,) = find_dates(text, About(published=PUBLISHED, language="en"))
    assert found.edtf == edtf
    assert basis in found.basis


@pytest.mark.parametrize("published", ["", "2024", "no day", "2024-13-45"])
def test_without_a_day_of_publication_only_whole_dates_are_read(published: str) -> None:
    about = About(published=published, language="en")
    read = {one.edtf for one in find_dates("They met on 3 March 2022, yesterday and last weekend.", about)}
    assert read == {"2022-03-03", ""}


@pytest.mark.parametrize(("published", "edtf"), [("2024-05", "2024-03-03"), ("2024", ""), ("../2024-05-16", "")])
def test_a_year_is_only_added_beside_a_month_of_publication(published: str, edtf: str) -> None:
    (found,) = find_dates("They met on 3 March.", About(published=published, language="en"))
    assert found.edtf == edtf
