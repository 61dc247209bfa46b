"""Anchors are slices in code points; a position that no longer matches never moves by itself."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rules.anchors import CONTEXT, Anchor, check_anchor, make_anchor, occurrences, sha256_text
from briefing.terms import AnchorState

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(slices())
def test_what_was_just_anchored_is_verified(chosen: tuple[str, int, int]) -> None:
    text, start, end = chosen
    anchor = make_anchor(text, start, end)
    assert anchor.exact == text[start:end]
    assert (anchor.prefix + anchor.exact + anchor.suffix) in text
    assert len(anchor.prefix) <= CONTEXT and len(anchor.suffix) <= CONTEXT
    assert check_anchor(text, sha256_text(text), anchor) is AnchorState.VERIFIED


@given(slices(), texts)
def test_text_put_in_front_is_never_verified(chosen: tuple[str, int, int], before: str) -> None:
    text, start, end = chosen
    anchor = make_anchor(text, start, end)
    altered = before + text
    assert check_anchor(altered, sha256_text(altered), anchor) is not AnchorState.VERIFIED
    assert start + len(before) in occurrences(altered, anchor, limit=1000)


@given(slices())
def test_every_occurrence_offered_is_one(chosen: tuple[str, int, int]) -> None:
    text, start, end = chosen
    anchor = make_anchor(text, start, end)
    found = occurrences(text, anchor)
    assert found and all(text[at : at + len(anchor.exact)] == anchor.exact for at in found)


def test_offsets_count_code_points_not_utf16_units() -> None:
    text = "😀😀 we agreed 😀"
    anchor = make_anchor(text, 3, 12)
    assert anchor.exact == "we agreed"
    assert check_anchor(text, sha256_text(text), anchor) is AnchorState.VERIFIED


def test_a_repeated_word_is_known_by_its_context() -> None:
    text = "Kosovo met Serbia. Kosovo left. Kosovo came back."
    anchor = make_anchor(text, 19, 25)
    moved, rewritten = "x" + text, "x" + text.replace("left", "stayed")
    assert occurrences(moved, anchor) == [20]
    assert check_anchor(moved, sha256_text(moved), anchor) is AnchorState.SOURCE_CHANGED
    assert occurrences(rewritten, anchor) == [1, 20, 35]
    assert check_anchor(rewritten, sha256_text(rewritten), anchor) is AnchorState.AMBIGUOUS


def test_the_place_with_the_same_context_is_found_behind_many_others() -> None:
    text = "no " * 400 + "yes no yes"
    anchor = make_anchor(text, len(text) - 6, len(text) - 4)
    assert anchor.exact == "no"
    assert occurrences("-" + text, anchor) == [len(text) - 5]


def test_a_change_elsewhere_makes_the_source_changed() -> None:
    text = "Words that stay. Words that go."
    anchor = make_anchor(text, 0, 15)
    altered = text.replace("go", "come")
    assert check_anchor(altered, sha256_text(altered), anchor) is AnchorState.SOURCE_CHANGED


def test_words_that_moved_once_are_source_changed_and_words_that_went_are_missing() -> None:
    text = "one two three"
    anchor = make_anchor(text, 4, 7)
    assert check_anchor("two one three", sha256_text("two one three"), anchor) is AnchorState.SOURCE_CHANGED
    assert check_anchor("one three", sha256_text("one three"), anchor) is AnchorState.MISSING


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_passage_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="do not lie in a text of 5 characters"):
        make_anchor("abcde", start, end)


@pytest.mark.parametrize(("start", "end", "exact"), [(0, 0, ""), (-3, -1, "cd"), (3, 1, "")])
def test_no_words_and_places_before_the_text_are_never_verified(start: int, end: int, exact: str) -> None:
    anchor = Anchor(exact, start, end, "", "", sha256_text("abcde"))
    assert check_anchor("abcde", sha256_text("abcde"), anchor) is AnchorState.MISSING
    assert occurrences("abcde", Anchor("", 0, 0, "", "", "")) == []


def test_a_given_hash_is_kept() -> None:
    assert make_anchor("abc", 0, 1, "known").text_sha256 == "known"


def test_all_anchors_of_the_seed_are_verified(shared: Path) -> None:
    text = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    found: list[Anchor] = []

    def collect(node: object) -> None:
        if isinstance(node, dict):
            if {"start", "end", "exact", "prefix", "suffix"} <= set(node):
                sha256 = gold["source"]["plain_sha256"]
                found.append(Anchor(node["exact"], node["start"], node["end"], node["prefix"], node["suffix"], sha256))
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(gold)
    assert len(found) > 50
    sha256 = sha256_text(text)
    assert {check_anchor(text, sha256, anchor) for anchor in found} == {AnchorState.VERIFIED}
    for anchor in found:
        again = make_anchor(text, anchor.start, anchor.end)
        assert (again.exact, again.prefix, again.suffix) == (anchor.exact, anchor.prefix, anchor.suffix)
