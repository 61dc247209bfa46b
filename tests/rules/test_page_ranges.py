"""What people type for pages is read, or refused with a sentence that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import PageRangeError
from briefing.rules.page_ranges import pages_of, written_pages

ALL = tuple(range(1, 10))


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ALL),
        ("   ", ALL),
        ("\t\n", ALL),
        ("4", (4,)),
        ("1-3,5", (1, 2, 3, 5)),
        ("1-3, 5, 8-", (1, 2, 3, 5, 8, 9)),
        ("8-", (8, 9)),
        ("9-", (9,)),
        ("-4", (1, 2, 3, 4)),
        ("-1", (1,)),
        ("2 - 4", (2, 3, 4)),
        ("  2-4 ,, 6 ,", (2, 3, 4, 6)),
        ("2–4", (2, 3, 4)),
        ("2—4", (2, 3, 4)),
        ("2−4", (2, 3, 4)),
        ("2‑4", (2, 3, 4)),
        ("5,5,4-6,5", (4, 5, 6)),
        ("9, 1, 5", (1, 5, 9)),
        ("3-3", (3,)),
        ("007", (7,)),
        ("1;3", (1, 3)),
        ("١-٣، ٥", (1, 2, 3, 5)),
        ("1-9", ALL),
    ],
)
def test_what_people_type_is_read(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text, 9) == pages


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3-1", "“3-1” runs backwards. Put the lower page first: 1-3."),
        ("0", "There is no page 0. Pages are counted from 1."),
        ("0-3", "There is no page 0. Pages are counted from 1."),
        ("000", "There is no page 0. Pages are counted from 1."),
        ("99", "There is no page 99. There are 9 pages."),
        ("8-10", "There is no page 10. There are 9 pages."),
        ("10-", "There is no page 10. There are 9 pages."),
        ("-10", "There is no page 10. There are 9 pages."),
        ("1, two", "“two” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("-", "“-” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("1--3", "“1--3” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("1-3-5", "“1-3-5” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("1 3", "“1 3” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("1.5", "“1.5” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("+1", "“+1” cannot be read as pages. Write them like 1-3, 5, 8-."),
        ("²", "“²” cannot be read as pages. Write them like 1-3, 5, 8-."),
        (",", "“,” names no pages. Write them like 1-3, 5, 8-."),
        (" ; , ", "“; ,” names no pages. Write them like 1-3, 5, 8-."),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PageRangeError) as refused:
        pages_of(text, 9)
    assert str(refused.value) == sentence


def test_huge_numbers_are_refused_and_not_said_in_full() -> None:
    for text in ("9" * 100_000, "1-" + "9" * 100_000, "1" * 5_000 + "-"):
        with pytest.raises(PageRangeError, match="There is no page") as refused:
            pages_of(text, 460)
        assert len(str(refused.value)) < 90


def test_long_rubbish_is_refused_at_once() -> None:
    for text in ("1" * 100_000 + "x", "1" + " " * 100_000 + "x", "-" * 100_000, "1 " * 50_000):
        with pytest.raises(PageRangeError, match="cannot be read"):
            pages_of(text, 9)


def test_a_document_of_one_page_says_so() -> None:
    assert pages_of("1-", 1) == (1,)
    with pytest.raises(PageRangeError, match="There is only 1 page"):
        pages_of("2", 1)


def test_a_document_without_pages_has_none() -> None:
    assert pages_of("", 0) == ()
    with pytest.raises(PageRangeError):
        pages_of("1", 0)


def test_pages_are_written_as_people_write_them() -> None:
    assert written_pages([]) == ""
    assert written_pages([4]) == "4"
    assert written_pages([5, 1, 2, 3, 3]) == "1-3, 5"
    assert written_pages([1, 2, 4, 5]) == "1-2, 4-5"


@given(st.sets(st.integers(1, 30), min_size=1, max_size=12))
def test_written_pages_are_read_as_the_same_pages(pages: set[int]) -> None:
    assert pages_of(written_pages(pages), 30) == tuple(sorted(pages))


@given(st.text(st.sampled_from("0123456789-–, ;x²١\n"), max_size=14), st.integers(0, 12))
def test_any_text_is_read_or_refused(text: str, count: int) -> None:
    try:
        pages = pages_of(text, count)
    except PageRangeError:
        return
    assert list(pages) == sorted(set(pages))
    assert all(1 <= page <= count for page in pages)
