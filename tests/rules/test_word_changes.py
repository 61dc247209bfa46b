"""Word-level differences: complete, in reading order, never slow, readable when shortened."""

import time

from hypothesis import given
from hypothesis import strategies as st

from briefing.rules.word_changes import Fate, Piece, shortened, word_changes

SAME, OUT, IN = Fate.SAME, Fate.REMOVED, Fate.ADDED
WORDS = st.lists(st.sampled_from("the talks moved to Monday , again . \n été".split(" ")), max_size=40).map(" ".join)


def test_only_the_words_that_changed_are_marked() -> None:
    assert word_changes("Talks on Monday in Vienna.", "Talks on Tuesday in Vienna.") == (
        Piece(SAME, "Talks on "),
        Piece(OUT, "Monday"),
        Piece(IN, "Tuesday"),
        Piece(SAME, " in Vienna."),
    )
    assert word_changes("a b", "a b c") == (Piece(SAME, "a b"), Piece(IN, " c"))
    assert word_changes("", "new") == (Piece(IN, "new"),)
    assert word_changes("", "") == ()


@given(st.one_of(WORDS, st.text(max_size=80)), st.one_of(WORDS, st.text(max_size=80)))
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.fate is not IN) == old
    assert "".join(piece.text for piece in pieces if piece.fate is not OUT) == new
    assert (old == new) == all(piece.fate is SAME for piece in pieces)
    assert all(piece.text for piece in pieces)


def test_long_texts_are_compared_at_once() -> None:
    old, new = "word " * 20_000, "other thing " * 10_000
    begun = time.process_time()
    pieces = word_changes(old, new)
    assert time.process_time() - begun < 2
    assert [piece.fate for piece in pieces][:2] == [OUT, IN]
    middle = "same " * 9_000
    assert len(word_changes(f"{middle}a {middle}", f"{middle}b {middle}")) == 4


def test_what_stayed_is_shortened_and_what_changed_is_kept() -> None:
    pieces = shortened(word_changes(f"{'x ' * 200}old{' y' * 200}", f"{'x ' * 200}new{' y' * 200}"), around=4)
    assert pieces == (Piece(SAME, "… x "), Piece(OUT, "old"), Piece(IN, "new"), Piece(SAME, " y …"))
    assert shortened((Piece(IN, "z" * 500),), longest=10) == (Piece(IN, "z" * 10 + "…"),)
