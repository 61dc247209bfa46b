"""Spellings meet: accents, scripts, đ as dj and d, ligatures; and no operator of FTS5 gets through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.store.folding import extra_words, first_span, fold, marked_spans, match_expression, query_words, spellings


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Vučić", "vucic"),
        ("ВУЧИЋ", "vucic"),
        ("Вучић", "vucic"),
        ("Gërvalla", "gervalla"),
        ("Thaçi", "thaci"),
        ("Štrpce", "strpce"),
        ("Đurić", "djuric"),
        ("Ђурић", "djuric"),
        ("Љубљана", "ljubljana"),
        ("Џакула", "dzakula"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Þór", "thor"),
        ("oﬃce", "office"),
        ("Ǆ", "dz"),
        ("Ελλάς", "ελλασ"),
        ("km²", "km²"),
        ("plain", "plain"),
    ],
)
def test_words_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(unicodedata.normalize("NFD", word)) == folded


def test_a_word_with_dj_is_also_looked_for_with_d() -> None:
    assert query_words("Đurić") == query_words("Djuric") == [("djuric", "duric")]
    assert query_words("Duric") == [("duric",)]
    assert query_words("dj") == [("dj",)]
    assert spellings("Đurić Kurti") == ["djuric", "duric", "kurti"]


def test_only_words_that_need_it_are_indexed_twice() -> None:
    assert extra_words("Vučić met Kurti") == ""
    assert extra_words("Вучић met Đurić and Djuric") == "vucic djuric duric duric"


@pytest.mark.parametrize(
    "query", ['"', "*", "-", "AND", "NEAR(", '"; DROP', "title:x", "a OR b", "^x", "{a}", "\0", "x\ud800y"]
)
def test_operators_are_words_or_nothing(query: str) -> None:
    expression = match_expression(query)
    assert expression == " AND ".join(f'"{word}"*' for (word, *_) in query_words(query))
    assert all(word.isalnum() for word in spellings(query))


def test_a_long_query_is_cut() -> None:
    assert len(query_words(" ".join(f"w{number}" for number in range(5_000)))) == 16
    assert spellings("x" * 10_000) == ["x" * 64]
    assert query_words("a a a b") == [("a",), ("b",)]


def test_words_that_were_found_are_marked_in_their_own_spelling() -> None:
    text = "President Вучић (Vučić, Vucic) and Djuric, Đurić; a_vu"
    assert [text[a:b] for a, b in marked_spans(text, "vuc duri")] == ["Вучић", "Vučić", "Vucic", "Djuric", "Đurić"]
    assert [text[a:b] for a, b in marked_spans(text, "vu")][-1] == "vu"
    decomposed = unicodedata.normalize("NFD", "Vučić")
    assert marked_spans(decomposed, "vucic") == [(0, len(decomposed))]
    assert marked_spans(text, "") == [] and marked_spans("", "x") == []


def test_marks_count_code_points() -> None:
    assert marked_spans("😀 Kosovo", "kos") == [(2, 8)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("a reviewed view", ["view"], "view"),
        ("preview", ["view"], None),
        ("Вучић", ["vucic"], "Вучић"),
        ("Džemper Djuric", ["duric"], "Djuric"),
        ("İstanbul and Kosovo", ["kosovo"], "Kosovo"),
        ("nothing here", ["kosovo"], None),
        ("", ["a"], None),
    ],
)
def test_the_first_word_found_begins_with_what_was_sought(text: str, wanted: list[str], found: str | None) -> None:
    span = first_span(text, wanted)
    assert (text[span[0] : span[1]] if span else None) == found


@given(st.text(), st.text())
def test_any_text_and_query_can_be_marked(text: str, query: str) -> None:
    spans = marked_spans(text, query)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    span = first_span(text, spellings(query))
    assert span is None or 0 <= span[0] < span[1] <= len(text)
