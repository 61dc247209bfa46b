"""E-mails by hand: encodings, broken lines, and where the words of others begin in the conventions of many programs."""

import pytest

from briefing.intake.flowed import MailLine, plain_lines
from briefing.intake.readfile import MESSAGE, REPLY, SIGNATURE
from briefing.intake.reading_here import read_here
from briefing.intake.replies import told_apart


def mail(body: str, headers: str = "", encoding: str = "utf-8") -> bytes:
    return f"From: A <a@b.example>\nSubject: x\n{headers}\n{body}".encode(encoding)


@pytest.mark.parametrize(
    ("delsp", "body", "text"),
    [
        (False, "“We will \nnot go,” she \nsaid.\n\nThen she left.", "“We will not go,” she said.\n\nThen she left."),
        (True, "“We will  \nnot go,” she  \nsaid.", "“We will not go,” she said."),
        (True, "大きな \n変化", "大きな変化"),
        (False, " From here \non.", "From here on."),
        (False, "One.\n-- \nName", "One.\n\n--\nName"),
    ],
)
def test_lines_that_only_the_mail_broke_are_whole(delsp: bool, body: str, text: str) -> None:
    lines = plain_lines(body, flowed=True, delsp=delsp)
    assert told_apart(lines)[0] == text


def test_lines_of_other_mails_stay_as_they_were_broken() -> None:
    file = read_here(mail("A line \nand another.\n\n>From the start."), "a.eml")
    assert file.text == "A line\nand another.\n\nFrom the start."


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("No.\n\nOn Mon, 1 May 2024 at 10:00, A B <a@b.example> wrote:\n> Yes?", [(MESSAGE, 0), (REPLY, 1)]),
        ("Nein.\n\nAm 01.05.2024 um 10:00 schrieb A B:\n> Ja?", [(MESSAGE, 0), (REPLY, 1)]),
        ("Non.\n\nLe lun. 1 mai 2024 à 10:00, A B <a@b.example> a écrit :\n> Oui ?", [(MESSAGE, 0), (REPLY, 1)]),
        ("Ne.\n\nДана 1. мај 2024. у 10:00, А Б је написао:\n> Да?", [(MESSAGE, 0), (REPLY, 1)]),
        ("No.\n\nOn 1 May 2024, A B wrote:\n\nYes?", [(MESSAGE, 0), (REPLY, 1)]),
        (
            "No.\n\n-----Original Message-----\nFrom: A\nSent: today\nTo: B\nSubject: x\n\nYes?",
            [(MESSAGE, 0), (REPLY, 1)],
        ),
        ("Nein.\n\nVon: A\nGesendet: heute\nAn: B\nBetreff: x\n\nJa?", [(MESSAGE, 0), (REPLY, 1)]),
        ("Ne.\n\nОд: А\nПослато: данас\nЗа: Б\nПредмет: x\n\nДа?", [(MESSAGE, 0), (REPLY, 1)]),
        ("> Yes?\n\nNo.\n\n> Really?\n\nNo.", [(REPLY, 1), (MESSAGE, 0), (REPLY, 1), (MESSAGE, 0)]),
        (">> first\n> second\n\nThird.", [(REPLY, 2), (REPLY, 1), (MESSAGE, 0)]),
        (
            "No.\n\n> On 1 May 2024, at 10:00, A B <a@b.example> wrote:\n> \n> Yes?\n\nBye.",
            [(MESSAGE, 0), (REPLY, 1), (MESSAGE, 0)],
        ),
        ("Hello.\n\n-- \nA B\nOffice", [(MESSAGE, 0), (SIGNATURE, 0)]),
        ("---------- Forwarded message ---------\nFrom: A\nDate: x\nTo: B\n\nThe statement.", [(MESSAGE, 1)]),
        ("He wrote:\n“On 1 May we will go”, and he went.\nFrom: nobody knows where.", [(MESSAGE, 0)]),
    ],
)
def test_where_the_words_of_others_begin(body: str, kinds: list[tuple[str, int]]) -> None:
    file = read_here(mail(body), "a.eml")
    assert [(part.kind, part.depth) for part in file.parts] == kinds
    assert "\n\n".join(file.text[part.start : part.end] for part in file.parts) == file.text


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("<p>No.</p><div style='border-top:1'><p><b>From:</b> A<br><b>Sent:</b> today<br><b>To:</b> B<br><b>Subject:"
         "</b> x</p></div><p>Yes?</p><p>Or not.</p>", [(MESSAGE, 0), (REPLY, 1)]),
        ("<div>No.</div><blockquote type=cite><div>On 1 May 2024, at 10:00, A B &lt;a@b.example&gt; wrote:</div><br>"
         "<div>Yes?</div></blockquote><div>Bye.</div>", [(MESSAGE, 0), (REPLY, 1), (MESSAGE, 0)]),
        ("<p>No.</p><div class=moz-cite-prefix>On 1/5/24 10:00, A B wrote:<br></div><blockquote type=cite><p>Yes?</p>"
         "</blockquote>", [(MESSAGE, 0), (REPLY, 1)]),
        ("<p>She said:</p><blockquote><p>“No.”</p></blockquote>", [(MESSAGE, 0)]),
        ("<p>No.</p><p>From: A</p><p>Sent: today</p><p>To: B</p><p>Yes?</p>", [(MESSAGE, 0), (REPLY, 1)]),
    ],
)  # fmt: skip
def test_where_the_words_of_others_begin_on_a_page(page: str, kinds: list[tuple[str, int]]) -> None:
    file = read_here(mail(page, "Content-Type: text/html\n"), "a.eml")
    assert [(part.kind, part.depth) for part in file.parts] == kinds
    assert file.text[: file.parts[0].end] in ("No.", "She said:\n\n“No.”")


def test_an_email_that_is_passed_on_as_an_attachment_is_named_by_its_subject() -> None:
    body = "--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: B\nSubject: The statement\n\nWe go.\n--b--\n"
    file = read_here(mail(body, "Content-Type: multipart/mixed; boundary=b\n"), "a.eml")
    assert (file.text, file.notices) == ("See below.", ("1 attachment was not read: The statement",))


def test_the_marks_go_and_the_words_stay() -> None:
    text, parts = told_apart([MailLine("We said", 1), MailLine("“no”.", 1), MailLine(""), MailLine("Good.")])
    assert text == "We said\n“no”.\n\nGood."
    assert [(part.kind, text[part.start : part.end]) for part in parts] == [
        (REPLY, "We said\n“no”."), (MESSAGE, "Good."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("iso-2022-jp", "iso2022_jp", "変化はない"),
        ("koi8-r", "koi8-r", "“нет”".replace("“", '"').replace("”", '"')),
        ("iso-8859-1", "cp1252", "“café”"),
        ("windows-1250", "cp1250", "„nie będzie”"),
        ("utf-16", "utf-16", "“no”"),
        ("us-ascii", "utf-8", "“no”"),
        ("x-nonsense", "utf-8", "“no”"),
        ("", "utf-8", "“no”"),
    ],
)
def test_a_text_part_is_read_as_it_declares(charset: str, encoding: str, words: str) -> None:
    declared = f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n" if charset else ""
    headers = f"Subject: x\n{declared}Content-Transfer-Encoding: base64\n\n".encode()
    import base64

    file = read_here(headers + base64.b64encode(words.encode(encoding)), "a.eml")
    assert (file.text, file.notices) == (words, ())


def test_an_html_part_is_preferred_for_its_whole_lines_and_the_plain_one_can_be_had() -> None:
    body = (
        "--b\nContent-Type: text/plain\n\nOne line\nand more.\n--b\nContent-Type: text/html\n\n"
        "<p>One line and more.</p>\n--b--\n"
    )
    file = read_here(mail(body, "Content-Type: multipart/alternative; boundary=b\n"), "a.eml")
    assert (file.key, file.text) == ("html", "One line and more.")
    assert file.chosen("plain").text == "One line\nand more."
    stub = body.replace("<p>One line and more.</p>", "<p>x</p>")
    assert read_here(mail(stub, "Content-Type: multipart/alternative; boundary=b\n"), "a.eml").key == "plain"


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Thu, 16 May 2024 23:50:00 -0700", "2024-05-16"),
        ("16 May 2024 18:20 +0200 (CEST)", "2024-05-16"),
        ("Thu, 31 Feb 2024 10:00:00 +0000", ""),
        ("yesterday", ""),
        ("2024-05-16", ""),
    ],
)
def test_the_day_is_the_one_that_the_header_writes(date: str, day: str) -> None:
    assert read_here(mail("x", f"Date: {date}\n"), "a.eml").says("published") == day
