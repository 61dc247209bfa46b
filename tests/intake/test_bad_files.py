"""Hostile, damaged and endless files: a sentence for each that says what to do, and never a crash."""

import io
import re
import time
import zipfile
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import IntakeError
from briefing.intake.formats import ENDINGS, FILE_LIMIT
from briefing.intake.readers import bytes_of, read_bytes
from briefing.intake.reading_here import read_here
from briefing.intake.worker import Reader
from briefing.rules.anchors import sha256_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


UNSETTLED = re.compile("no reader understands|broke the process|took longer")
"""What is said where a reader of ours or a library met something that it should have known."""


UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word file with this body; `settings_rels` and the like are further parts."""
    names = {"settings_rels": "word/_rels/settings.xml.rels", "rels": "word/_rels/document.xml.rels"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            package.writestr(names.get(name, name), content)
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def refused(data: bytes, name: str, words: str) -> None:
    with pytest.raises(IntakeError, match=words) as error:
        read_here(data, name, choose=False)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_an_empty_file_is_told(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"")
    with pytest.raises(IntakeError, match=r"is empty. Nothing was changed"):
        bytes_of(path)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_two_hundred_megabytes_are_refused_without_being_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(IntakeError, match=r"has 200 MB; at most (25|100) MB can be taken in"):
        bytes_of(path)
    assert FILE_LIMIT == 100_000_000


def test_a_word_file_that_breaks_off_is_told(files: Path) -> None:
    whole = (files / "libreoffice.docx").read_bytes()
    refused(whole[: len(whole) // 2], "a.docx", r"“a.docx” is damaged or breaks off. Please get it again")
    refused(b"no package at all", "a.docx", r"is damaged or breaks off")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", "<a/>")
    refused(out.getvalue(), "a.docx", r"is no Word file. Please check its ending")


def test_locked_and_old_word_files_are_told() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    refused(old + "EncryptedPackage".encode("utf-16-le"), "a.docx", r"is protected with a password. Please save it")
    refused(old, "a.docx", r"is a Word file of the old kind. Please save it as .docx")


def test_a_zip_bomb_is_not_unpacked() -> None:
    began = time.monotonic()
    data = docx(paragraph("x" * 12_000_000))
    assert len(data) < 100_000
    refused(data, "a.docx", r"grows beyond all measure when it is unpacked")
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as package:
        for number in range(10_001):
            package.writestr(f"{number}", "")
    refused(many.getvalue(), "a.docx", r"grows beyond all measure")
    assert time.monotonic() - began < 10


def test_entities_in_a_word_file_are_not_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", bomb)
    refused(out.getvalue(), "a.docx", r"is damaged")
    refused(docx(paragraph("x"), **{"docProps/core.xml": bomb}), "a.docx", r"is damaged")


def test_a_thousand_nested_tables_are_read() -> None:
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert read_here(docx(table * 1000 + paragraph("deep") + end * 1000), "a.docx").text == "deep"
    refused(docx(table * 7000 + paragraph("deep") + end * 7000), "a.docx", r"is nested too deeply")


def test_templates_and_objects_elsewhere_are_told_and_not_fetched() -> None:
    relation = (
        '<Relationships><Relationship Id="r1" TargetMode="External" Target="https://elsewhere.example/x.dotm"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
    )
    file = read_here(
        docx(
            paragraph("text") + "<w:p><w:r><w:object/></w:r></w:p>",
            settings_rels=relation.format("attachedTemplate"),
            rels=relation.format("hyperlink"),
        ),
        "a.docx",
    )
    assert file.text == "text"
    assert file.notices == (
        "1 embedded object was not opened.",
        "The file refers to 1 template, picture or object elsewhere, which was not fetched.",
    )


def locked(files: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=files / "typst_two_columns.pdf")
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdfs_that_cannot_be_read_are_told(reader: Reader, files: Path) -> None:
    whole = (files / "typst_two_columns.pdf").read_bytes()
    blank = pypdf.PdfWriter()
    for _ in range(5001):
        blank.add_blank_page(100, 100)
    many = io.BytesIO()
    blank.write(many)
    for data, words in (
        (locked(files), r"“a.pdf” is protected with a password. Please save it without one"),
        (whole[:5000], r"“a.pdf” is no complete PDF. Please get it again"),
        (b"%PDF-1.7", r"is no complete PDF"),
        (b"not a PDF", r"is no complete PDF"),
        (many.getvalue(), r"has 5,001 pages; at most 5,000 can be taken in"),
    ):
        with pytest.raises(IntakeError, match=words):
            reader.read_bytes(data, "a.pdf")


def test_some_pages_of_pictures_are_told(reader: Reader, files: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=files / "chromium.pdf")
    writer.append(files / "chromium_picture.pdf")
    out = io.BytesIO()
    writer.write(out)
    assert reader.read_bytes(out.getvalue(), "a.pdf").notices[0] == "1 page is a picture without text."


def many_parts(number: int) -> bytes:
    picture = "--b\nContent-Type: image/png; name={}.png\nContent-Disposition: attachment\n\nx\n"
    head = "Subject: Many\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe text.\n"
    return (head + "".join(map(picture.format, range(number))) + "--b--\n").encode()


@pytest.mark.no_cover
def test_five_hundred_parts_of_an_email_are_told_apart() -> None:
    file = read_here(many_parts(500), "a.eml")
    assert file.text == "The text."
    assert file.notices[0].startswith("500 attachments were not read: 0.png, 1.png")
    assert "more than 1,000 parts" in read_here(many_parts(1100), "a.eml").notices[0]


def test_emails_that_cannot_be_read_are_told() -> None:
    refused(b"just words, and no header", "a.eml", r"“a.eml” is no e-mail. Please check its ending")
    refused(b"Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nx\n--a--", "a.eml", r"is encrypted. Please open")
    refused(b"Subject: nothing\n\n", "a.eml", r"holds no text")
    refused(b"From: Saved\nSubject: x\n\nno page", "a.mhtml", r"holds no page")
    nested = b"Subject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(1500)
    )
    refused(nested, "a.eml", r"is nested too deeply to be read")


def test_a_part_of_an_email_that_is_no_text_costs_the_others_nothing() -> None:
    parts = b"--b\nContent-Type: text/plain\n\n\0\0\0\0\0\x01\n--b\nContent-Type: text/plain\n\nThe text.\n--b--\n"
    file = read_here(b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + parts, "a.eml")
    assert (file.text, file.notices) == ("The text.", ("A part of the e-mail is damaged and was left out.",))


def test_scripts_and_pictures_of_a_page_are_neither_run_nor_fetched(reader: Reader) -> None:
    page = (
        "<html><head><script src='https://elsewhere.example/a.js'></script>"
        "<meta http-equiv=refresh content='0;url=https://elsewhere.example'></head>"
        "<body onload='alert(1)'><img src='https://elsewhere.example/a.png'><p>Words.</p></body></html>"
    )
    assert reader.read_bytes(page.encode(), "a.html").text == "Words."


def test_a_page_of_a_thousand_nested_tables_is_read(reader: Reader) -> None:
    page = "<html><body>" + "<table><tr><td>" * 1000 + "“Deep”, she said." + "</td></tr></table>" * 1000
    assert reader.read_bytes(page.encode(), "a.html").text == "“Deep”, she said."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.url", b"[InternetShortcut]\r\nURL=javascript:alert(1)\r\n"),
        ("a.url", b"[InternetShortcut]\r\nURL=file:///etc/passwd\r\n"),
        ("a.webloc", b"<plist><dict><key>URL</key><string>file:///x</string></dict></plist>"),
        ("a.webloc", b"bplist00 broken"),
        ("a.desktop", b"[Desktop Entry]\nType=Application\nExec=rm\n"),
    ],
)
def test_a_link_to_no_web_page_is_refused(name: str, data: bytes) -> None:
    refused(data, name, r"holds no web address")


def test_the_same_file_under_two_names_is_one_file(files: Path) -> None:
    data = (files / "libreoffice.docx").read_bytes()
    one, other = read_here(data, "one.docx"), read_here(data, "other.docx")
    assert (one.archive_sha256, one.text_sha256) == (other.archive_sha256, other.text_sha256)


def check(data: bytes, name: str, reader: Reader) -> None:
    try:
        file = reader.read_bytes(data, name)
    except IntakeError as error:
        sentence = str(error)
        assert sentence.endswith(".") and not UNSETTLED.search(sentence)
    else:
        assert file.reference == (not file.text)
        told = (file.title, file.file_name, *file.notices, *(one.value for one in file.stated))
        assert not UNFIT.search("".join((*told, *(part.title for part in file.parts))))
        for one in (file, *(file.chosen(other.key) for other in file.readings)):
            assert one.text_sha256 == sha256_text(one.text)
            assert not UNFIT.search(one.text)
            assert all(0 <= part.start < part.end <= len(one.text) for part in one.parts)


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(sorted(ENDINGS)))
def test_any_bytes_under_any_ending_are_a_text_or_a_sentence(reader: Reader, data: bytes, ending: str) -> None:
    check(data, f"a{ending}", reader)


@settings(max_examples=120)
@given(
    st.sampled_from(
        ["chromium.html", "chromium.mhtml", "chromium.pdf", "libreoffice.docx", "thunderbird_reply.eml",
         "gmail_reply.eml", "libreoffice.pdf"]
    ),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=5),
    st.floats(0.2, 1),
)  # fmt: skip
def test_a_damaged_file_is_a_text_or_a_sentence(
    reader: Reader, files: Path, name: str, harm: list[tuple[float, bytes]], length: float
) -> None:
    data = bytearray((files / name).read_bytes())
    for place, piece in harm:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece
    check(bytes(data[: int(length * len(data))]), name, reader)


def test_bytes_of_a_heavy_format_are_read_by_a_process_of_their_own(files: Path) -> None:
    assert read_bytes((files / "libreoffice_tracked.docx").read_bytes(), "a.docx").method == "docx/1"
