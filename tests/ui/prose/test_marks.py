"""The verbs of writing on plain text: what they write, and that the second time takes it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.prose.marks import BOLD, ITALIC, Written, insert_reference, next_line, toggle, toggle_link, toggle_list


def at(shown: str) -> Written:
    """A text whose selection stands between ‹ and ›; one mark ‸ is a caret."""
    if "‸" in shown:
        place = shown.index("‸")
        return Written(shown.replace("‸", ""), place, place)
    start = shown.index("‹")
    end = shown.index("›") - 1
    return Written(shown.replace("‹", "").replace("›", ""), start, end)


@st.composite
def selections(draw: st.DrawFn) -> Written:
    text = draw(st.text(alphabet="ab *_-1.#>\n“é😀", max_size=30))
    start = draw(st.integers(0, len(text)))
    return Written(text, start, draw(st.integers(start, len(text))))


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("the ‹second› option", BOLD, "the **‹second›** option"),
        ("the ‹second› option", ITALIC, "the *‹second›* option"),
        ("the sec‸ond option", BOLD, "the **‹second›** option"),
        ("the **‹second›** option", ITALIC, "the ***‹second›*** option"),
        ("the ***‹second›*** option", BOLD, "the *‹second›* option"),
        ("the ‹**second**› option", BOLD, "the ‹second› option"),
        ("the‹ second ›option", BOLD, "the **‹second›** option"),
        ("a ‸ b", BOLD, "a **‸** b"),
        ("- ‹one\n- two›", BOLD, "- **‹one**\n- **two›**"),
        ("‹one\n\n**two**›", BOLD, "**‹one**\n\n**two›**"),
        ("Đur‸ić said", ITALIC, "*‹Đurić›* said"),
    ],
)
def test_emphasis(before: str, mark: str, after: str) -> None:
    assert toggle(at(before), mark).text == at(after).text
    if "\n" not in before:
        assert toggle(at(before), mark) == at(after)


@given(selections(), st.sampled_from((BOLD, ITALIC)))
def test_a_selection_of_one_line_gets_its_text_back_by_the_second_toggle(written: Written, mark: str) -> None:
    if "\n" in written.text[written.start : written.end]:
        return
    if written.start == written.end and "*" in written.text[max(0, written.start - 1) : written.end + 1]:
        return  # a caret amid marks: an empty pair is taken away, and the caret may then stand in a word
    once = toggle(written, mark)
    assert once.text != written.text
    assert 0 <= once.start <= once.end <= len(once.text)
    assert toggle(once, mark).text == written.text


def test_several_paragraphs_get_their_text_back() -> None:
    written = at("‹One of them.\n\n- two\n- three›")
    once = toggle(written, BOLD)
    assert once.text == "**One of them.**\n\n- **two**\n- **three**"
    assert toggle(once, BOLD).text == written.text


@pytest.mark.parametrize(
    ("before", "numbered", "after"),
    [
        ("on‸e", False, "- on‸e"),
        ("‹one\ntwo›\nthree", True, "1. one\n2. two\nthree"),
        ("‹- one\n- two›", True, "1. one\n2. two"),
        ("‹1. one\n\n2. two›", False, "- one\n\n- two"),
        ("‹- one\n- two›", False, "one\ntwo"),
        ("‸", False, "- ‸"),
        ("  * ne‸sted", False, "  nested"),
    ],
)
def test_lists(before: str, numbered: bool, after: str) -> None:
    made = toggle_list(at(before), numbered=numbered)
    assert made.text == after.replace("‸", "")
    if "‸" in after:
        assert made == at(after)


@given(st.lists(st.text(alphabet="ab c", max_size=6), min_size=1, max_size=5), st.booleans())
def test_plain_lines_are_plain_again_after_the_second_toggle(lines: list[str], numbered: bool) -> None:
    text = "\n".join(lines)
    once = toggle_list(Written(text, 0, len(text)), numbered=numbered)
    assert toggle_list(once, numbered=numbered).text == text


def test_a_link_is_made_with_its_address_selected_and_taken_away_again() -> None:
    once = toggle_link(at("see the ‹daily report› of"))
    assert once == at("see the [daily report](‹https://›) of")
    assert toggle_link(once).text == "see the daily report of"


def test_a_selected_address_becomes_the_address_of_a_link() -> None:
    assert toggle_link(at("see ‹https://example.org/a› there")) == at("see [‸](https://example.org/a) there")


def test_a_reference_stands_apart_from_the_words_around_it() -> None:
    assert insert_reference(at("He said‸"), "quote", "1").text == "He said {{quote:1}}"
    assert insert_reference(at("(‸so)"), "quote", "1").text == "({{quote:1}} so)"
    assert insert_reference(at("a ‹gap›, b"), "quote", "1") == at("a {{quote:1}}‸, b")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one‸", "- one\n- ‸"),
        ("9. one‸", "9. one\n10. ‸"),
        ("  2) one‸ two", "  2) one\n  3) ‸two"),
        ("- one\n- ‸", "- one\n‸"),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_item(before: str, after: str) -> None:
    assert next_line(at(before)) == at(after)


@pytest.mark.parametrize("before", ["one‸", "‸- one", "-one‸", "1.5 million‸", "‸"])
def test_enter_is_only_enter_elsewhere(before: str) -> None:
    assert next_line(at(before)) is None
