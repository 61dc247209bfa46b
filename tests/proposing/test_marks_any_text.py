"""Any text and any marks: every proposal is a slice, in order, and the work grows with the text alone."""

import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.proposing.paragraphs import paragraphs
from briefing.proposing.quotes import Quoted, find, spoken_turns, verdicts

MARKS = [*"“”\"‘’'„‚«»‹›「」『』`´", "''", "``", "&ldquo;", "&quot;", "â€œ", "â€", "\x93", '\\"', '= "', '""']
OTHERS = [
    "word",
    "said",
    "He",
    "Mr.",
    "5",
    " ",
    "\n",
    "\n\n",
    ",",
    ".",
    "?",
    ":",
    "—",
    "> ",
    "ANA: ",
    "s",
    "t",
    "(",
    ")",
    "\u00a0",
    "\u200b",
    "…",
    "é",
    "😀",
    "話",
    "<a b=",
    "\r\n",
    "\x00",
    "\u2028",
    "s’ ",
    " n’ ",
]
LANGUAGES = ["", "en", "de", "fr", "sr", "sr-Cyrl", "sv", "ja", "xx", "../en"]

texts = st.lists(st.sampled_from(MARKS + OTHERS), max_size=60).map("".join)


def check(text: str, answers: tuple[Quoted, ...]) -> None:
    for number, one in enumerate(answers):
        assert 0 <= one.marks_start <= one.start < one.end <= one.marks_end <= len(text)
        assert text[one.start : one.end].strip()
        assert one.continues is None or 0 <= one.continues < number
        assert one.turn is None or 0 <= one.turn[0] < one.turn[1] <= one.start
    for before, after in pairwise(answers):
        assert before.marks_end <= after.marks_start


@given(texts, st.sampled_from(LANGUAGES))
def test_every_answer_is_a_slice_in_order_and_without_overlap(text: str, language: str) -> None:
    everything = verdicts(text, language)
    proposed = find(text, language)
    check(text, everything)
    check(text, proposed)
    check(text, spoken_turns(text, language))
    assert {(one.start, one.end) for one in proposed} <= {(one.start, one.end) for one in everything}


@given(st.text(max_size=80))
def test_any_characters_at_all_are_read(text: str) -> None:
    check(text, find(text, "en"))


@given(texts, st.lists(st.integers(0, 80), max_size=4))
def test_no_quote_crosses_the_edge_of_an_earlier_message(text: str, edges: list[int]) -> None:
    folded = [(min(pair), min(max(pair), len(text))) for pair in zip(edges[::2], edges[1::2], strict=False)]
    folded = [(start, end) for start, end in folded if start < end <= len(text)]
    for start, end in paragraphs(text, folded):
        assert not any(start < edge < end for span in folded for edge in span)
    check(text, find(text, "en", folded))


@given(texts)
def test_paragraphs_hold_every_character_that_is_no_blank(text: str) -> None:
    held = "".join(text[start:end] for start, end in paragraphs(text))
    assert [one for one in held if not one.isspace() and one != ">"] == [
        one for one in text if not one.isspace() and one != ">"
    ]


def calls(work: Callable[[], Any]) -> int:
    """How many functions are called while something is done: a count, not a time."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "[",
        "“a ",
        '"a. ',
        "‘a. ",
        "“a. ",
        ",” ",
        "“a\n\n",
        "“a” ",
        "A: “a\n\n",
        "A: a\n\n",
        "“a” “b” said. ",
        "``",
        "s’ t ‘",
        "> “a\n",
    ],
)
def test_four_times_the_marks_are_four_times_the_work(unit: str) -> None:
    find(unit * 10, "en")
    small = calls(partial(find, unit * 150, "en"))
    large = calls(partial(find, unit * 600, "en"))
    assert large < 6 * small + 400


@pytest.mark.parametrize("mark", ["[", '"', "“", "‘", "«", "''"])
def test_ten_thousand_marks_propose_nothing_that_is_long(mark: str) -> None:
    assert find(mark * 10_000, "en") == ()
    assert all(one.end - one.start < 2000 for one in find(f"{mark}word " * 1000, "en"))
