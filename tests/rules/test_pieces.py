"""Long texts taken in pieces are the same texts."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake.readers import read_bytes
from briefing.rules import pieces as pieces_module
from briefing.rules.anchors import sha256_text
from briefing.rules.pieces import by_pieces, from_utf8, in_utf8, pieces, whole_words

TEXTS = st.text(st.sampled_from("ab é\n\r\U0001f600\ud800 "), max_size=60)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces_module, "PIECE", 7)


@given(TEXTS)
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert "".join(whole_words(text)) == text
    assert by_pieces(text, str.upper) == text.upper()


@given(TEXTS)
def test_words_are_not_cut(text: str) -> None:
    assert [word for part in whole_words(text) for word in part.split()] == text.split()


@given(TEXTS)
def test_the_hash_does_not_know_of_pieces(text: str) -> None:
    assert sha256_text(text) == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@given(st.text(max_size=60))
def test_in_utf8_and_back_it_is_the_text(text: str) -> None:
    assert in_utf8(text) == text.encode()
    assert from_utf8(in_utf8(text)) == text


@given(st.binary(max_size=60))
def test_what_is_not_utf8_is_replaced_as_it_would_be_at_once(data: bytes) -> None:
    assert from_utf8(data) == data.decode("utf-8", "replace")


def test_a_piece_is_no_longer_than_it_may_be() -> None:
    assert {len(piece) for piece in pieces("x" * 30)} == {7, 2}


def test_a_word_without_end_is_one_piece() -> None:
    assert list(whole_words("x" * 30)) == ["x" * 30]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_lines_end_alike_wherever_a_piece_was_cut(encoding: str, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for piece in range(1, 9):
        monkeypatch.setattr("briefing.intake.decoding.PIECE", piece)
        data = f"Été{ending}two{ending}{ending}three – dash{ending}".encode(encoding)
        assert read_bytes(data, "note.txt").text == "Été\ntwo\n\nthree – dash\n"
