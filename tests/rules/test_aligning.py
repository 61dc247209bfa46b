"""Which items of two lists stand for one another: the same, in order; then those that are alike."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.rules.aligning import alike, same


def words(*texts: str) -> list[frozenset[str]]:
    return [frozenset(text.split()) for text in texts]


def test_the_same_items_are_found_in_order_around_what_moved() -> None:
    assert same("abcde", "axcde") == [(0, 0), (2, 2), (3, 3), (4, 4)]
    assert same("abc", "") == []
    assert same("xabcy", "abcxz") == [(1, 0), (2, 1), (3, 2)]


@given(st.text("abcdefg", max_size=30), st.text("abcdefg", max_size=30))
def test_pairs_are_equal_and_rise_on_both_sides(old: str, new: str) -> None:
    pairs = same(old, new)
    assert all(old[a] == new[b] for a, b in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert same(old, old) == [(n, n) for n in range(len(old))]


def test_what_shares_a_good_part_of_its_words_is_alike() -> None:
    assert alike(words("the talks ended", "nothing else"), words("entirely new", "the talks resumed")) == [(0, 1)]
    assert alike(words("one two"), words("three four")) == []
    assert alike(words(""), words("")) == []
    assert alike(words("a b", "a b c"), words("a b c")) == [(1, 0)]
