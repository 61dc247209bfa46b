"""Paragraph numbers and the sentences around a passage."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.rules.passages import Paragraphs, paragraph_number, paragraph_numbers, surroundings

TEXT = "First one. Second one. It is said here. Fourth.\n\n  \nNext paragraph, alone"


def around(text: str, words: str) -> str:
    start = text.index(words)
    first, last = surroundings(text, start, start + len(words))
    return text[first:last]


def test_blank_lines_are_not_counted() -> None:
    assert list(paragraph_numbers(TEXT)) == [1, 0, 0, 2]
    assert paragraph_number(TEXT, 0) == 1
    assert paragraph_number(TEXT, TEXT.index("alone")) == 2
    assert paragraph_number("", 0) == 1


def test_a_passage_is_shown_with_one_sentence_on_each_side() -> None:
    text = "One. Two. Three is here. Four. Five."
    assert around(text, "is here") == "Two. Three is here. Four."
    assert around(text, "Three is here.") == "Two. Three is here. Four."
    assert around(text, "One.") == "One. Two."
    assert around(text, "Five.") == "Four. Five."


def test_what_surrounds_a_passage_never_leaves_its_paragraph() -> None:
    assert around(TEXT, "Fourth.") == "It is said here. Fourth."
    assert around(TEXT, "Next paragraph") == "Next paragraph, alone"


def test_a_long_paragraph_without_marks_is_cut_short() -> None:
    text = "word " * 1000
    shown = around(text[:2500] + "HERE " + text, "HERE")
    assert len(shown) < 1100
    assert shown.startswith("word")
    assert len(around("x" * 2000 + "HERE" + "y" * 2000, "HERE")) == 1004


@given(st.text("ab.!? \n\u2029“”", max_size=80), st.data())
def test_the_passage_itself_is_always_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = surroundings(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    numbers = [number for number in paragraph_numbers(text) if number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 1 <= paragraph_number(text, start) <= max(1, len(numbers))


@given(st.text(alphabet="ab \n\r\u2029", max_size=30))
def test_many_places_are_numbered_as_one_is(text: str) -> None:
    paragraphs = Paragraphs(text)
    assert [paragraphs.number(at) for at in range(len(text))] == [paragraph_number(text, at) for at in range(len(text))]
