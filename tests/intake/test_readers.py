"""A file becomes one canonical text: exactly what stood in it, or a sentence that says why not."""

import codecs
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import BriefingError, IntakeError, NotFoundError
from briefing.intake.readers import SIZE_LIMIT, bytes_of, read_bytes, read_file
from briefing.rules.anchors import make_anchor, sha256_text

SEED = "23e1ceb70a2b1d1bfe2ef0ea74234edf54991c89531e6f7571f5f6086990c6ef"
QUOTES = {
    (345, 429): "Unhappily, we did not get to an agreement today … But it is not the end of the story",
    (494, 540): "The discussion will resume in the coming days.",
    (1203, 1250): "what will be one of his most important speeches",
    (1329, 1346): "emergency meeting",
    (1527, 1547): "not a normal meeting",
    (1573, 1611): "increasing tensions in northern Kosovo",
    (
        1615,
        1723,
    ): "It was a crisis management meeting. The purpose of this meeting was to calm down the situation on the ground",
}


@pytest.mark.parametrize("name", ["article.html", "article_plain.txt"])
def test_the_seed_article_is_read_to_the_letter(shared: Path, name: str) -> None:
    file = read_file(shared / "seed" / name)
    assert (file.text_sha256, len(file.text)) == (SEED, 2312)
    assert sha256_text(file.text) == SEED
    assert (file.notices, file.title) == ((), "")
    for (start, end), words in QUOTES.items():
        assert make_anchor(file.text, start, end).exact == words


def test_the_bytes_of_the_seed_are_known(shared: Path) -> None:
    gold = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    assert read_file(shared / "seed" / "article.html").archive_sha256 == gold["source"]["file_sha256"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip))
def test_plain_text_is_kept_letter_by_letter(text: str) -> None:
    if text.startswith("\ufeff"):
        return
    file = read_bytes(text.encode(), "note.txt")
    assert (file.text, file.method, file.media_type) == (text, "text/1 utf-8", "text/plain")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a"]))
def test_any_bytes_are_a_text_or_a_sentence(data: bytes, name: str) -> None:
    try:
        file = read_bytes(data, name)
    except BriefingError as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert file.text.strip() and file.text_sha256 == sha256_text(file.text)
        assert not any(c < " " and c not in "\t\n" for c in file.text)


@pytest.mark.parametrize(
    ("bom", "encoding", "method"),
    [
        (codecs.BOM_UTF8, "utf-8", "text/1 utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "text/1 utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "text/1 utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "text/1 utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "text/1 utf-32"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(bom: bytes, encoding: str, method: str) -> None:
    file = read_bytes(bom + "“Вучић” 😀".encode(encoding), "a.txt")
    assert (file.text, file.method, file.notices) == ("“Вучић” 😀", method, ())


def test_windows_text_is_read_with_a_notice() -> None:
    file = read_bytes("“Vu\u0161ko” said".encode("cp1252"), "a.txt")
    assert file.text == "“Vuško” said"
    assert file.notices == ("Read as cp1252, by assumption: please check accented letters.",)


def test_a_byte_that_cp1252_does_not_know_does_not_spoil_the_rest() -> None:
    file = read_bytes(b"\x93quoted\x94 \x81 caf\xe9", "a.txt")
    assert file.text == "“quoted”  café"
    assert file.notices[-1] == "1 control character was left out."


def test_one_bad_byte_does_not_turn_utf_8_into_something_else() -> None:
    file = read_bytes("“one” “two” ".encode() + b"\xff end", "a.txt")
    assert file.text == "“one” “two” \ufffd end"
    assert file.notices == ("1 character could not be read and is shown as \ufffd.",)
    marked = read_bytes(codecs.BOM_UTF8 + b"plain \xff", "a.txt")
    assert marked.text == "plain \ufffd"


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        (b'<meta charset="iso-8859-2">', "iso8859-2", "Štrpce"),
        (b"<meta http-equiv=x content='text/html; charset=windows-1251'>", "cp1251", "Вучић"),
        (b'<meta charset="iso-8859-1">', "cp1252", "“é”"),
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", "мир"),
    ],
)
def test_a_page_may_declare_its_encoding(head: bytes, encoding: str, text: str) -> None:
    file = read_bytes(head + b"<p>" + text.encode(encoding), "a.html")
    assert file.text == text
    assert "as it declares" in file.notices[0] and encoding in file.method


@pytest.mark.parametrize("declared", [b"rot13", b"zlib", b"idna", b"unicode_escape", b"utf-7", b"nonsense", b"utf-8"])
def test_a_declared_encoding_that_is_none_is_not_believed(declared: bytes) -> None:
    file = read_bytes(b"<meta charset=" + declared + b"><p>caf\xe9", "a.html")
    assert file.text == "café" and "by assumption" in file.notices[0]


def test_plain_text_declares_nothing() -> None:
    assert read_bytes(b'<meta charset="koi8-r"> caf\xe9', "a.txt").text.endswith("café")


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", codecs.BOM_UTF16_LE + b"a\0\xd8", b"\0" * 64])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"“a.txt” is not a text file. Please check its ending. Nothing was changed"):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\x01\x02", b"\xef\xbb\xbf"])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"holds no text"):
        read_bytes(data, "a.txt")


def test_control_characters_are_left_out_with_a_notice_before_offsets_are_fixed() -> None:
    file = read_bytes(b"one\x0b two\x1b\r\nthree\rfour\ttab" + "\x85\uffff".encode(), "a.txt")
    assert file.text == "one two\nthree\nfour\ttab"
    assert file.notices == ("4 control characters were left out.",)
    many = read_bytes(b"x" * 9_000 + b"\0" * 2_000, "a.txt")
    assert many.notices == ("2,000 control characters were left out.",)


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.db", "a.exe", "a.html.zip"])
def test_other_endings_are_refused_before_the_file_is_opened(name: str) -> None:
    with pytest.raises(IntakeError, match=r"plain text \(.txt, .md\), web pages \(.html, .mhtml\), PDF"):
        read_file(Path("nowhere") / name)
    with pytest.raises(IntakeError, match=r"cannot be taken in"):
        read_bytes(b"text", name)


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><p>x", b" \n<html lang=en><p>x", b"<HTML><p>x"])
def test_a_page_without_an_ending_is_known_by_its_beginning(data: bytes) -> None:
    assert read_bytes(data, "page").media_type == "text/html"
    assert read_bytes(b"<p>x", "page").media_type == "text/plain"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file “a.txt”"):
        read_file(tmp_path / "a.txt")


def test_a_folder_and_a_device_are_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"is a folder. Please choose the files in it"):
        read_file(tmp_path)
    with pytest.raises(IntakeError, match=r"is a device"):
        read_file(Path(os.devnull))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(IntakeError, match=r"is a device"):
        read_file(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "may not be read by you"),
        (OSError(5, "Input/output error"), "Input/output"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    (tmp_path / "a.txt").write_text("x")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)  # root may read anything
    with pytest.raises(IntakeError, match=words):
        read_file(tmp_path / "a.txt")


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2 * SIZE_LIMIT)
    with pytest.raises(IntakeError, match=r"has 50 MB; at most 25 MB can be taken in"):
        read_file(path)


def test_two_files_with_the_same_text_have_one_hash_and_two_archives() -> None:
    page, plain = read_bytes(b"<p>same words</p>", "a.html"), read_bytes(b"same words", "a.txt")
    assert page.text_sha256 == plain.text_sha256
    assert page.archive_sha256 != plain.archive_sha256


def test_a_name_that_is_no_text_can_still_be_shown() -> None:
    name = os.fsdecode(b"caf\xe9\x07\n.txt")
    file = read_bytes(b"x", name)
    assert file.file_name == "caf\ufffd .txt"
    assert len(read_bytes(b"x", "n" * 300).file_name) == 200


def test_a_name_of_several_lines_or_of_no_text_makes_a_sentence_of_one_line(tmp_path: Path) -> None:
    for name in ("two\nlines.txt", "caf\udce9.txt", "two\nlines.xyz"):
        with pytest.raises((IntakeError, NotFoundError)) as error:
            bytes_of(tmp_path / name)
        assert str(error.value).isprintable()
    path = tmp_path / "two\nlines.txt"
    path.write_text("Words.", encoding="utf-8")
    assert read_file(path).file_name == "two lines.txt"


def test_a_long_name_keeps_its_ending() -> None:
    file = read_bytes(b"x", f"{'a' * 240}.txt")
    assert (len(file.file_name), file.file_name[-6:]) == (200, "a….txt")
    assert len(read_bytes(b"x", "a" * 240).file_name) == 200


def test_a_title_holds_no_controls() -> None:
    assert read_bytes(b"<title>a\x07 b\x9d\n c</title>x", "a.html").title == "a b c"


def test_the_part_that_is_never_closed_is_told() -> None:
    file = read_bytes(b"<p>shown<noscript>not shown", "a.html")
    assert file.text == "shown"
    assert file.notices == ("The page never closes its <noscript> part; what follows it was left out.",)
