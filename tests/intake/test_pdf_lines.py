"""Paragraphs by the geometry of a page: what ends one, what goes on, and which hyphens are no hyphens."""

import pytest

from briefing.intake.pdf_furniture import Line, Page, without_furniture
from briefing.intake.pdf_lines import paragraphs
from briefing.intake.pdf_marks import LOWERED, RAISED, merged, without_marks

WIDTH = 300.0


def lines(*written: str, top: float = 700, page: int = 0, size: float = 10, step: float = 12) -> list[Line]:
    """Lines below each other; each blank in front is one of indent, a line that ends in `|` is short."""
    made = []
    for number, text in enumerate(written):
        words = text.strip().removesuffix("|")
        left = 50 + 10.0 * (len(text) - len(text.lstrip()))
        right = left + len(words) * 4 if text.endswith("|") else 50 + WIDTH
        made.append(Line(words, left, right, top - step * number, size, page))
    return made


def texts(*pages: list[Line]) -> list[str]:
    return paragraphs(pages).text.split("\n\n")


def test_an_indent_a_gap_and_a_short_line_end_a_paragraph() -> None:
    assert texts(lines("  The first line of it", "goes on here.|", "  The second begins", "and ends.|")) == [
        "The first line of it goes on here.", "The second begins and ends.",
    ]  # fmt: skip
    assert texts(lines("The talks", "went on.|", "They ended", "late.|")) == ["The talks went on.", "They ended late."]
    assert texts(lines("The talks", "went on,", "and on.|") + lines("Later they ended.", top=640)) == [
        "The talks went on, and on.", "Later they ended.",
    ]  # fmt: skip


def test_whoever_speaks_begins_a_paragraph() -> None:
    spoken = lines("PRESIDENT: We will go there.", "Q: When will you go there, and why?", "A: Soon.|")
    assert len(texts(spoken)) == 3
    assert len(texts(lines("They said what they wanted:", "Peace: that was all of it.|"))) == 1


def test_a_sentence_and_a_quotation_go_on_over_the_end_of_a_page() -> None:
    first = lines("The talks went on for the whole of", "the night and ended in the early")
    assert texts(first, lines("morning without a deal.|", page=1)) == [
        "The talks went on for the whole of the night and ended in the early morning without a deal."
    ]
    quoting = lines("She said: “We have not come here", "to talk. We are here to decide.")
    assert texts(quoting, lines("Nobody leaves.” Then she sat down.|", page=1))[0].endswith(
        "decide. Nobody leaves.” Then she sat down."
    )
    ended = lines("The talks went on for the whole of", "the night.")
    assert len(texts(ended, lines("Then they ended.|", page=1))) == 2


@pytest.mark.parametrize(
    ("before", "after", "rest", "text"),
    [
        ("a difficult agree-", "ment was made.|", "", "a difficult agreement was made."),
        ("a long-", "standing wish|", "", "a long-standing wish"),
        ("a long\u00ad", "standing wish|", "", "a longstanding wish"),
        ("the clear-", "house said|", "a clearhouse is no house|", "the clearhouse said"),
        ("the clear-", "house said|", "a clear-house clearhouse|", "the clear-house said"),
        ("they re-", "sign the paper|", "", "they re-sign the paper"),
        ("between Serbia-", "Kosovo|", "", "between Serbia-Kosovo"),
    ],
)
def test_a_hyphen_goes_only_where_it_can_be_none_of_the_word(before: str, after: str, rest: str, text: str) -> None:
    known = {"resign", "sign", "house", "clear"}
    found = paragraphs([lines(before, after), lines(rest, page=1) if rest else []], knows=known.__contains__)
    assert found.text.split("\n\n")[0] == text
    assert found.hyphens == (1 if "-" in text and "Kosovo" not in text else 0)


def page(number: int, *, head: str = "", foot: str = "", body: str = "Words of the text.|") -> Page:
    top, end = Line(head, 50, 200, 800, 8, number), Line(foot, 50, 200, 30, 8, number)
    return Page(842, tuple(line for line in (top, *lines(body, page=number), end) if line.text))


def test_heads_that_come_back_and_numbers_of_pages_are_furniture() -> None:
    pages = [page(number, head="The Courier, no. 7", foot=f"Page {number + 1} of 4") for number in range(4)]
    kept, left_out = without_furniture(pages)
    assert ([line.text for one in kept for line in one], left_out) == (["Words of the text."] * 4, 8)


def test_the_head_of_a_chapter_counts_its_pages() -> None:
    heads = ["Chapter 2: Talks", "Chapter 2: Talks", "Chapter 3: Bridges", "Annex: A", "Annex: B", "Annex: C"]
    pages = [page(number, head=f"{head} {number + 11}") for number, head in enumerate(heads)]
    assert without_furniture(pages)[1] == 6
    assert without_furniture([page(number, head=f"In {2000 + 7 * number}") for number in range(2, 4)])[1] == 2
    years = ["Talks of 1999", "The summer of 2004", "A bridge in 2011", "Since 2013", "Before 2016", "After 2022"]
    assert without_furniture([page(number, head=head) for number, head in enumerate(years)])[1] == 0


@pytest.mark.parametrize("foot", ["7", "– 7 –", "7/12", "Seite 7", "стр. 7", "iv", "https://news.example/a 1/3"])
def test_a_number_alone_is_furniture_even_once(foot: str) -> None:
    assert without_furniture([page(0, foot=foot)])[1] == 1


@pytest.mark.parametrize("foot", ["We have 7 reasons", "2022 was the year", "mild"])
def test_a_last_line_is_no_furniture(foot: str) -> None:
    assert without_furniture([page(0, foot=foot)])[1] == 0


def test_a_heading_that_comes_back_in_the_middle_of_pages_is_text() -> None:
    pages = [page(number, body="Summary|") for number in range(4)]
    assert without_furniture(pages)[1] == 0


def test_a_raised_figure_is_a_mark_where_a_note_begins_with_it() -> None:
    raised = f"the dues.{RAISED}1{LOWERED} They rose by 5 m{RAISED}2{LOWERED} in all of these years"
    note = lines("1 Last raised in 2019.|", top=80, size=7)
    body, told = list(without_marks([*lines(raised), *note]))
    assert (body.text, body.note) == ("the dues. They rose by 5 m2 in all of these years", "")
    assert (told.text, told.note) == ("Last raised in 2019.", "1")
    found = paragraphs([[body, told]])
    assert found.text.endswith("in all of these years\n\nLast raised in 2019.")


def test_a_line_that_a_small_figure_cut_is_whole_again() -> None:
    one, other = Line("the dues.1", 50, 95, 700, 10, 0), Line("Since then", 100, 150, 700, 10, 0)
    far = Line("Other column", 300, 400, 700, 10, 0)
    assert [line.text for line in merged([one, other, far])] == ["the dues.1 Since then", "Other column"]
