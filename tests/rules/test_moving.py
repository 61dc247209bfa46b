"""What became of a passage in another version of its text: the same place, moved, changed, several places, gone."""

import time

from hypothesis import given
from hypothesis import strategies as st

from briefing.rules.anchors import Anchor, make_anchor
from briefing.rules.moving import Move, OtherText, likeness, share_words
from briefing.rules.word_changes import Fate

OLD = "The minister spoke at noon. “We will not leave the table today,” she said. Others went on to the corridor.\n"


def anchor(words: str, text: str = OLD) -> Anchor:
    start = text.index(words)
    return make_anchor(text, start, start + len(words))


def test_words_that_stayed_where_they_were_are_the_same_place() -> None:
    found = OtherText(OLD.replace("corridor", "hall")).find(anchor("We will not leave the table today"))
    assert found.move is Move.SAME and found.start == OLD.index("We will")


def test_words_that_stand_once_elsewhere_have_moved() -> None:
    new = "Correction: the day was wrong.\n\n" + OLD
    found = OtherText(new).find(anchor("We will not leave the table today"))
    assert found.move is Move.MOVED
    assert found.start is not None and new[found.start : found.end] == "We will not leave the table today"


def test_other_words_in_the_same_surroundings_are_told_word_by_word() -> None:
    new = "Corrected.\n" + OLD.replace("not leave the table today", "never leave this table")
    found = OtherText(new).find(anchor("We will not leave the table today"))
    assert found.move is Move.CHANGED and found.start is not None
    assert new[found.start : found.end] == "We will never leave this table"
    assert {piece.text.strip() for piece in found.pieces if piece.fate is Fate.ADDED} == {"never", "this"}
    assert (
        "".join(piece.text for piece in found.pieces if piece.fate is not Fate.REMOVED) == new[found.start : found.end]
    )


def test_changed_words_in_other_surroundings_are_found_by_what_they_share() -> None:
    new = "All was rewritten. She told us: “We shall not leave the table today.” Nothing else is as it was before.\n"
    found = OtherText(new).find(anchor("We will not leave the table today"))
    assert found.move is Move.CHANGED and found.start is not None
    assert new[found.start : found.end] == "We shall not leave the table today"


def test_changed_words_at_either_end_belong_to_the_passage() -> None:
    new = "All is new. “They will not leave the table tomorrow,” it said, and went on.\n"
    found = OtherText(new).find(anchor("We will not leave the table today"))
    assert found.start is not None and new[found.start : found.end] == "They will not leave the table tomorrow"


def test_words_in_several_places_are_left_to_a_person() -> None:
    text = "Now “a deal” here. Then “a deal” there.\n"
    new = "First “a deal” yes. Next “a deal” no.\n"
    found = OtherText(new).find(anchor("a deal", text))
    assert found.move is Move.SEVERAL and found.start is None and len(found.places) == 2


def test_another_word_that_took_the_old_place_is_not_the_passage() -> None:
    text = "Now a deal. And much later there is a deal for all of us here.\n"
    at = text.rindex("deal")
    old = make_anchor(text, at, at + 4)
    new = f"{'A line before this ':.<{at}}deal. And much later there is a deal for all of us here.\n"
    assert new[at : at + 4] == "deal"
    found = OtherText(new).find(old)
    assert (found.move, found.start) == (Move.MOVED, new.rindex("deal"))
    assert OtherText(text.replace("all of us", "them")).find(old).move is Move.SAME


def test_words_that_are_no_more_are_gone() -> None:
    assert OtherText("Nothing of this kind.\n").find(anchor("We will not leave the table today")).move is Move.GONE
    assert OtherText("").find(anchor("noon")).move is Move.GONE


@given(st.text(max_size=200), st.text(max_size=200), st.data())
def test_whatever_is_proposed_is_a_slice(old: str, new: str, data: st.DataObject) -> None:
    old += "x"
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = OtherText(new).find(make_anchor(old, start, end))
    if found.start is not None and found.end is not None:
        assert 0 <= found.start < found.end <= len(new)
        if found.move in (Move.SAME, Move.MOVED):
            assert new[found.start : found.end] == old[start:end]
    assert all(new[at : at + end - start] == old[start:end] for at in found.places)


def test_many_passages_of_a_long_text_are_looked_for_in_a_moment() -> None:
    text = " ".join(f"Sentence {number} is about plate {number % 97} and nobody else." for number in range(6_000))
    new = text.replace("nobody else", "no other person")
    begun = time.perf_counter()
    there = OtherText(new)
    for number in range(0, 1_000, 40):
        found = there.find(anchor(f"Sentence {number} is about plate {number % 97} and nobody else", text))
        assert found.move is Move.CHANGED and found.start is not None
        assert new[found.start :].startswith(f"Sentence {number} ")
    assert time.perf_counter() - begun < 5


def test_likeness_counts_words_in_their_order() -> None:
    one = "we did not get to an agreement today but it is not the end of the story"
    other = "we did not reach an agreement today but it is not the end of the story both leaders agreed"
    assert likeness(one, other) > 0.8 > likeness(one, " ".join(reversed(other.split())))
    assert likeness("", one) == 0 and share_words([], ["a"]) == 0 and share_words(["a", "b"], ["b", "c", "a"]) == 1


def test_a_passage_is_gone_where_too_few_of_its_words_are_left() -> None:
    wanted = anchor("We will not leave the table today")
    for new in (
        "Nothing here.",
        "The minister spoke at noon. “It rains.” she said. Others went on to the corridor.\n",
        "We left. Table talk today is not what we will do. Leave the leave the leave.",
        "the " * 3000 + "leave will not we today table",
    ):
        assert OtherText(new).find(wanted).move is Move.GONE


def test_a_changed_passage_ends_with_its_sentence_and_keeps_its_mark() -> None:
    old = OLD.replace("today,", "today!")
    new = "So it was said. We will not leave this long table today! Others stayed."
    found = OtherText(new).find(anchor("We will not leave the table today!", old))
    assert found.move is Move.CHANGED and found.start is not None
    assert new[found.start : found.end] == "We will not leave this long table today!"


def test_a_passage_of_words_that_stand_everywhere_is_found_by_all_of_them() -> None:
    old = "on and on and on and on it went to the end"
    new = "and on " * 2000 + "so on and on and on and on again"
    found = OtherText(new).find(anchor(old[:25], old))
    assert found.move in (Move.SEVERAL, Move.CHANGED)
