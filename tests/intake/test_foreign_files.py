"""The same article as other programs wrote it: one text, whatever the format, but for white space and line ends."""

import re
from itertools import accumulate
from pathlib import Path

import pytest

from briefing.intake.readfile import MESSAGE, NOTE, PAGE, REPLY, SIGNATURE, ReadFile
from briefing.intake.worker import Reader
from briefing.proposing.engine import propose
from briefing.proposing.proposal import About
from briefing.rules.anchors import make_anchor, sha256_text

TITLE = "Arden and Veldt leave the ferry talks without a deal"
QUOTE = re.compile("“[^”]+”|«[^»]+»")
ARTICLES = (
    "chromium.html",
    "chromium.mhtml",
    "chromium.pdf",
    "libreoffice.docx",
    "libreoffice.pdf",
    "typst_two_columns.pdf",
    "python_email.eml",
)


def folded(text: str) -> str:
    """Without white space and hyphens: what a line's end may change."""
    return re.sub(r"[\s-]", "", text)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_format_tells_the_same_text(name: str, reader: Reader, files: Path, told: list[str]) -> None:
    read = reader.read(files / name)
    assert folded("".join(told)) in folded(read.text)
    assert read.text_sha256 == sha256_text(read.text)
    assert read.file_name == name
    assert read.data == (files / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in ARTICLES if not name.startswith("typst")])
def test_every_paragraph_and_every_quotation_is_whole(name: str, reader: Reader, files: Path, told: list[str]) -> None:
    read = reader.read(files / name)
    assert [paragraph for paragraph in told if paragraph not in read.text.split("\n\n")] == []
    for quotation in QUOTE.findall("\n".join(told)):
        start = read.text.index(quotation)
        assert make_anchor(read.text, start, start + len(quotation)).exact == quotation


def places(read: ReadFile, told: list[str]) -> list[tuple[int, int, str]]:
    """Where the quotations that the engine finds stand in the folded article, and their words."""
    before = list(accumulate((bool(folded(letter)) for letter in read.text), initial=0))
    first = folded(read.text).index(folded("".join(told)))
    found = [
        (before[quote.start] - first, before[quote.end] - first, folded(quote.exact))
        for quote in propose(read.text, About(language="en")).quotes
    ]
    return sorted(one for one in found if one[0] >= 0 and one[1] <= len(folded("".join(told))))


def test_every_format_offers_the_same_quotations_at_the_same_places(
    reader: Reader, files: Path, told: list[str]
) -> None:
    offered = {name: places(reader.read(files / name), told) for name in ARTICLES}
    whole = folded("".join(told))
    assert len(offered["chromium.html"]) >= 8
    for name, found in offered.items():
        assert found == offered["chromium.html"], name
        assert all(whole[start:end] == words for start, end, words in found)


def test_what_stands_around_an_article_is_gone_and_can_be_had(reader: Reader, files: Path, told: list[str]) -> None:
    for name in ("chromium.html", "chromium.mhtml"):
        article = reader.read(files / name)
        assert (article.key, article.text) == ("article", "\n\n".join([TITLE, *told]))
        assert "article by trafilatura 2." in article.method
        page = article.chosen("page")
        assert "Accept all" in page.text
        assert "“No ferry, no fish”" in page.text
        assert "All rights reserved" in page.text
        assert "not a quotation of the page" not in page.text
        assert page.chosen("article") == article


def test_a_page_says_who_published_it_and_where_it_says_so(reader: Reader, files: Path) -> None:
    read = reader.read(files / "chromium.html")
    assert [(one.field, one.value, one.where) for one in read.stated] == [
        ("language", "en-GB", "<html lang>"),
        ("address", "https://courier.example/2024/05/ferry-talks", "<link rel=canonical>"),
        ("title", TITLE, "JSON-LD headline"),
        ("publisher", "The Strait Courier", "JSON-LD publisher"),
        ("author", "Lena Brook", "JSON-LD author"),
        ("published", "2024-05-16", "JSON-LD datePublished"),
    ]
    assert read.all_said("published")[0].literal == "2024-05-16T18:20:00+02:00"
    assert read.title == TITLE
    saved = reader.read(files / "chromium.mhtml")
    assert saved.says("published") == "2024-05-16"
    assert saved.all_said("created")[0].where == "the Date header, when it was saved"


@pytest.mark.parametrize(("name", "pages"), [("chromium.pdf", 2), ("libreoffice.pdf", 3), ("typst_two_columns.pdf", 2)])
def test_running_heads_are_cut_and_pages_are_known(name: str, pages: int, reader: Reader, files: Path) -> None:
    read = reader.read(files / name)
    assert "running heads and page numbers were left out." in read.notices[0]
    assert not re.search(r"Page \d|archive copy|Courier\s+Archive", read.text)
    assert [part.title for part in read.parts if part.kind == PAGE] == [str(number + 1) for number in range(pages)]
    assert read.parts[0].start == 0
    assert read.title.startswith(TITLE)


def test_the_mark_of_a_footnote_does_not_stick_to_the_sentence(reader: Reader, files: Path) -> None:
    for name in ("libreoffice.docx", "libreoffice.pdf"):
        assert "at short notice. Since then lorries" in reader.read(files / name).text


def test_hyphens_of_line_ends_go_only_where_they_cannot_belong_to_the_word(reader: Reader, files: Path) -> None:
    read = reader.read(files / "typst_two_columns.pdf")
    assert "government" in read.text
    assert "long-standing wish" in read.text
    assert "A reading without them is offered." in read.notices[-1]
    assert "reporters that the raise" in read.chosen("joined").text
    assert [part.title for part in read.chosen("joined").parts] == ["1", "2"]


@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice.pdf"])
def test_notes_stand_behind_the_body(name: str, reader: Reader, files: Path) -> None:
    read = reader.read(files / name)
    (note,) = (part for part in read.parts if part.kind == NOTE)
    assert (note.title, note.end) == ("1", len(read.text))
    assert read.text[note.start : note.end] == "The dues were last raised in 2019."


def test_a_word_file_keeps_its_lines_and_cells_and_says_who_made_it(reader: Reader, files: Path) -> None:
    read = reader.read(files / "libreoffice.docx")
    assert "Signed in the customs house,\nPort Arden\n\nHarbour\n\nDues\n\nPort Arden\n\n40" in read.text
    assert "archive copy" not in read.text
    assert (read.says("title"), read.says("author"), read.says("created")) == (TITLE, "Lena Brook", "2024-05-16")
    assert read.all_said("author")[0].where == "core.xml, dc:creator"


def test_tracked_insertions_are_in_and_deletions_are_out_and_told(reader: Reader, files: Path) -> None:
    read = reader.read(files / "libreoffice_tracked.docx")
    assert read.text == (
        "“This was not a meeting that anybody will miss,” Ms Halden said.\n\n"
        "She left without a word and took the last ferry home."
    )
    assert read.notices == ("The file has tracked changes: 1 insertion was taken in and 2 deletions were left out.",)


def test_a_page_of_pictures_is_told(reader: Reader, files: Path) -> None:
    from briefing.errors import IntakeError

    with pytest.raises(IntakeError, match=r"is a picture without text. Please have its text recognised first"):
        reader.read(files / "chromium_picture.pdf")


def test_a_mail_of_python_has_its_headers_and_its_attachment_named(reader: Reader, files: Path) -> None:
    read = reader.read(files / "python_email.eml")
    assert read.title == f"Erklärung: {TITLE}"
    assert [(one.field, one.value, one.where) for one in read.stated][1:] == [
        ("author", "Lena Brook", "the From header"),
        ("published", "2024-05-16", "the Date header"),
        ("recipient", "Desk", "the To header"),
        ("recipient", "Ana Petrović", "the To header"),
    ]
    assert read.notices == ("1 attachment was not read: draft.pdf",)


def chain(read: ReadFile) -> list[tuple[str, int, str]]:
    return [(part.kind, part.depth, read.text[part.start : part.end]) for part in read.parts]


def test_the_chain_of_outlook_is_told_apart(reader: Reader, files: Path) -> None:
    read = reader.read(files / "outlook_reply.eml")
    own, first, second = chain(read)
    assert own == (
        MESSAGE, 0,
        "Dear Mira,\n\n“We will come”, as I said to the press. The ninth of June suits us.\n\nJoren",
    )  # fmt: skip
    assert first[:2] == (REPLY, 1)
    assert first[2].endswith("“I have been in this building since seven” is all I told them.\n\nMira")
    assert second[:2] == (REPLY, 2)
    assert second[2].endswith("We expect to be heard first.")
    assert [part.title for part in read.parts] == [
        "", "From: Mira Halden <mira.halden@arden.example>", "-----Original Message-----",
    ]  # fmt: skip
    assert [part.folded for part in read.parts] == [False, True, True]
    assert read.says("author") == "Aske, Joren"


def test_the_chain_of_thunderbird_is_told_apart_and_its_lines_are_whole(reader: Reader, files: Path) -> None:
    read = reader.read(files / "thunderbird_reply.eml")
    assert [(kind, depth) for kind, depth, _ in chain(read)] == [
        (MESSAGE, 0), (REPLY, 1), (REPLY, 2), (MESSAGE, 0), (SIGNATURE, 0),
    ]  # fmt: skip
    assert "“we came with a proposal, and we leave with a question”" in chain(read)[0][2]
    assert "“Nobody has shown us how the quays are to be paid for otherwise”" in chain(read)[1][2]
    assert chain(read)[3][2] == "See you there."


def test_the_chain_of_gmail_is_told_apart_in_both_its_parts(reader: Reader, files: Path) -> None:
    read = reader.read(files / "gmail_reply.eml")
    for one in (read, read.chosen("plain")):
        assert [(kind, depth) for kind, depth, _ in chain(one)] == [(MESSAGE, 0), (REPLY, 1)]
        assert chain(one)[0][2] == "Thank you. I will print “a matter of arithmetic” as it stands."
    assert "“a matter of arithmetic”. I will not say more." in chain(read)[1][2]
