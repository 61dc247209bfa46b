"""Dates of CSL-JSON: EDTF in every form that is used here, and what other programs write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.interchange.csl_dates import from_csl, to_csl
from briefing.rules import dates


@pytest.mark.parametrize(
    ("edtf", "csl"),
    [
        ("2022-08-18", {"date-parts": [[2022, 8, 18]]}),
        ("2022-08", {"date-parts": [[2022, 8]]}),
        ("2022", {"date-parts": [[2022]]}),
        ("2022-08-18?", {"date-parts": [[2022, 8, 18]], "circa": True}),
        ("2022-08~", {"date-parts": [[2022, 8]], "circa": True}),
        ("2022%", {"date-parts": [[2022]], "circa": True}),
        ("2022-08-XX", {"date-parts": [[2022, 8]]}),
        ("2022-XX-XX", {"date-parts": [[2022]]}),
        ("2022-22", {"date-parts": [[2022]], "season": 2}),
        ("2022-36", {"date-parts": [[2022, 10], [2022, 12]]}),
        ("2022-40", {"date-parts": [[2022, 1], [2022, 6]]}),
        ("2022-08-01/2022-09", {"date-parts": [[2022, 8, 1], [2022, 9]]}),
        ("2022/2023~", {"date-parts": [[2022], [2023]], "circa": True}),
        ("2022-08-18T10:00:00Z", {"date-parts": [[2022, 8, 18]]}),
        ("../2022-08-18", {"literal": "by 18 August 2022"}),
        ("2022-08-19/..", {"literal": "from 19 August 2022"}),
        ("[2022-08-18,2022-08-19]", {"literal": "18 or 19 August 2022"}),
        ("201X", {"literal": "2010s"}),
        ("", {}),
    ],
)
def test_a_date_goes_out_as_exactly_as_csl_can_say_it_and_no_day_is_invented(edtf: str, csl: dict[str, Any]) -> None:
    assert to_csl(edtf) == csl


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ({"date-parts": [["2022", "8", "18"]]}, "2022-08-18"),
        ({"date-parts": [[2022, 8, 1], [2022, 8, 3]]}, "2022-08-01/2022-08-03"),
        ({"date-parts": [[2022, 8, 1], [0, 0, 0]]}, "2022-08-01/.."),
        ({"date-parts": [["2022", "", ""]]}, "2022"),
        ({"date-parts": [[2022]], "season": "Autumn"}, "2022-23"),
        ({"date-parts": [[2022, 14]]}, "2022-22"),
        ({"date-parts": [[2022, 21]]}, "2022-21"),
        ({"date-parts": [[2022, 8]], "circa": 1}, "2022-08~"),
        ({"date-parts": [[2022, 8]], "circa": "false"}, "2022-08"),
        ({"edtf": "2022-08-18?", "date-parts": [[2022]]}, "2022-08-18?"),
        ({"raw": "18 August 2022"}, "2022-08-18"),
        ({"literal": "Aug 2022"}, "2022-08"),
        ("2022-08-18~", "2022-08-18~"),
        (2022, "2022"),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": []}, ""),
        ({"date-parts": [[None]]}, ""),
        (None, ""),
        ({}, ""),
    ],
)
def test_dates_of_other_programs_are_read(value: object, edtf: str) -> None:
    assert from_csl(value) == edtf


@pytest.mark.parametrize(
    "value",
    [
        {"date-parts": [[2022, 2, 30]]},
        {"date-parts": [[2022, 13, 40]]},
        {"date-parts": [[-44, 3, 15]]},
        {"date-parts": [[True]]},
        {"date-parts": [[1e300]]},
        {"date-parts": [[{}]]},
        {"date-parts": "2022"},
        {"date-parts": [[2022], [2023], [2024]]},
        {"date-parts": [[2023], [2022]]},
        {"date-parts": [[0], [2022]]},
        {"literal": "spring term"},
        {"raw": "9" * 10_000},
        "next week",
        ["2022"],
        True,
    ],
)
def test_what_is_no_date_is_refused_and_not_guessed(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any sentence; who asks has one of its own
        from_csl(value)


@given(
    st.dates(),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["", "~"]),
    st.dates(),
)
def test_days_months_years_and_ranges_come_back_as_they_went(first: Any, form: str, mark: str, last: Any) -> None:
    first, last = sorted((first, last))
    start, end = (f"{one:%Y}".rjust(4, "0") + one.strftime(form)[len(f"{one:%Y}") :] for one in (first, last))
    for edtf in (f"{start}{mark}", f"{start}{mark}/{end}{mark}"):
        dates.bounds(edtf)
        assert from_csl(to_csl(edtf)) == edtf
