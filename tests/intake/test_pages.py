"""Saved pages: the article is found without losing a quotation, and what the page states is named with its place."""

import time

import pytest

from briefing.errors import IntakeError
from briefing.intake.page_head import page_states
from briefing.intake.readers import read_bytes, read_clipboard
from briefing.intake.readfile import LINK
from briefing.intake.reading_here import read_here
from briefing.intake.stating import address, iso_day, language, mail_day, pdf_day
from briefing.intake.worker import Reader

SAID = (
    "The council met on Tuesday to discuss the closing of the old bridge, which has been under repair since spring.",
    "“We will not be rushed,” said the mayor after the meeting in the town hall. “The bridge is older than any of us.”",
    "Engineers had warned in January that two of the pillars were weakened by the flood, and asked for a closure.",
    "“No.”",
    "That was the whole answer of the minister when he was asked whether the state would pay for the works.",
    "The opposition called the plan “a bridge to nowhere” and asked for a vote in the coming week.",
    "“I cross it every day,” said one of the residents, “and every day I count the cracks.”",
)
MENU = "<ul class='menu'><li><a href='/'>Home</a></li><li><a href='/p'>Politics</a></li></ul>"
MORE = "<div class='related'><h3>More stories</h3><ul><li><a href='/a'>“They lied”: the story</a></li></ul></div>"
FOOT = "<div id='footer'><p>“All the news” is a mark of ours. Subscribe to our newsletter.</p></div>"
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in SAID)


def read(reader: Reader, body: str) -> tuple[str, str]:
    file = reader.read_bytes(f"<html><body>{MENU}{body}{FOOT}</body></html>".encode(), "a.html")
    return file.key, file.text


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='main'><h1>Bridge stays open</h1>{PARAGRAPHS}</div>{MORE}",
        f"<div><h1>Bridge stays open</h1>{''.join(f'<div>{words}</div>' for words in SAID)}</div>{MORE}",
        f"<div id='content'><h1>Bridge stays open</h1>{'<br><br>'.join(SAID)}</div>{MORE}",
        f"<table><tr><td>{MENU}</td><td><h1>Bridge stays open</h1>{PARAGRAPHS}</td></tr></table>",
        f"<article><h1>Bridge stays open</h1>{PARAGRAPHS}<div class='share'><button>Share</button></div></article>",
        f"<article><h1>Bridge stays open</h1>{PARAGRAPHS}</article><section class='comments'>"
        + "<p>“You are wrong about this bridge”, says a reader, and is quite sure that all agree.</p>" * 20
        + "</section>",
    ],
)
def test_an_article_keeps_its_headline_and_every_quotation(body: str, reader: Reader) -> None:
    key, text = read(reader, body)
    assert key == "article"
    assert text.split("\n\n") == ["Bridge stays open", *SAID]


def test_what_stands_between_headline_and_article_stays_where_it_quotes_somebody(reader: Reader) -> None:
    body = (
        "<article><header><h1>Bridge stays open</h1><p class='standfirst'>The mayor says “not before autumn”.</p>"
        f"</header>{PARAGRAPHS}<aside><p>“We will not be rushed”</p></aside><blockquote><p>“In a block,” he wrote.</p>"
        f"</blockquote><p>{SAID[0]}</p></article>"
    )
    assert read(reader, body)[1].split("\n\n") == [
        "Bridge stays open",
        "The mayor says “not before autumn”.",
        *SAID,
        "“In a block,” he wrote.",
        SAID[0],
    ]


def test_the_words_are_those_of_the_page_to_the_letter(reader: Reader) -> None:
    """Trafilatura would compose accents and drop soft hyphens and characters without width."""
    odd = "“Cafe\u0301 and co\u00adop\u200beration, a\u00a0bridge, ﬁne”, she said, and went on to speak for an hour."
    key, text = read(reader, f"<div id='main'><h1>Bridge stays open</h1><p>{odd}</p>{PARAGRAPHS}</div>{MORE}")
    assert (key, text.split("\n\n")[1]) == ("article", odd)


def test_a_page_without_an_article_is_its_main_part_or_read_whole(reader: Reader) -> None:
    lines = ["MAYOR: Good morning.", "Q: Will it close?", "MAYOR: No.", "Q: When?"] * 6
    spoken = "".join(f"<p>{line}</p>" for line in lines)
    assert read(reader, f"<main><nav>Menu</nav>{spoken}</main>") == ("article", "\n\n".join(lines))
    key, text = read(reader, "<p>“Short,” he said.</p>")
    assert (key, text.startswith("Home\n\nPolitics\n\n“Short,” he said.")) == ("page", True)


def test_half_an_article_is_none(reader: Reader) -> None:
    """What trafilatura misses is not lost in silence: a page of two parts is read whole."""
    second = "".join(f"<p>{words}</p>" for words in reversed(SAID))
    body = f"<div id='main'>{PARAGRAPHS}</div><div class='comments comment-list'>{second}</div>"
    file = reader.read_bytes(f"<html><body>{body}{body}</body></html>".encode(), "a.html")
    assert [words for words in SAID if file.text.split("\n\n").count(words) != 4] == []


def test_short_lines_of_a_transcript_are_not_taken_for_furniture(reader: Reader) -> None:
    lines = [
        "MR TALL: Good morning, everybody.",
        "I will take a few questions on the bridge, and then I have to leave for the council in the other town.",
        "Q: Will it close?",
        "MR TALL: No.",
        "Q: Why not?",
        "MR TALL: Because nobody has shown me another way to cross the river, and the pillars will hold until autumn.",
        "Q: Thank you.",
        "MR TALL: Thank you all.",
    ]
    spoken = "".join(f"<p>{line}</p>" for line in lines)
    key, text = read(reader, f"<div class='wrap'><h1>Press briefing</h1>{spoken}</div>{MORE}")
    assert (key, text.split("\n\n")) == ("article", ["Press briefing", *lines])


def test_a_piece_of_a_page_is_all_article() -> None:
    file = read_bytes(f"<div>{MENU}{PARAGRAPHS}</div>".encode(), "a.html")
    assert (file.key, file.readings, file.text.startswith("Home\n\nPolitics")) == ("page", (), True)


@pytest.mark.parametrize(
    ("head", "field", "value", "where"),
    [
        ('<meta property="article:published_time" content="2022-08-18T21:05:00Z">', "published", "2022-08-18",
         "meta property article:published_time"),
        ("<meta name=date content=2022-08>", "published", "2022-08", "meta name date"),
        ("<meta name=date content='18 August 2022'>", "published", "", ""),
        ("<meta name=date content=2022-02-30>", "published", "", ""),
        ("<time datetime=2022-08-18 itemprop=datePublished>", "published", "2022-08-18",
         "<time> marked as the date of publication"),
        ("<time datetime=2022-08-18>", "published", "", ""),
        ("<html lang=sr_Latn>", "language", "sr-Latn", "<html lang>"),
        ("<meta name=author content='https://x.example/lena'>", "author", "", ""),
        ("<link rel=canonical href='javascript:alert(1)'>", "address", "", ""),
        ("<!-- saved from url=(0024)https://news.example/a -->", "address", "https://news.example/a",
         "the note of the browser that saved the page"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "X"}, {"@type": ["Article"],'
         ' "author": [{"name": "A &amp; B"}]}]}</script>', "author", "A & B", "JSON-LD author"),
        ('<script type="application/ld+json">{"@type": "Article", "headline": [1, {}]}</script>', "title", "", ""),
        ('<script type="application/ld+json">{"@type": "Article", "headline": "a\\ud800\\u0007b"}</script>', "title",
         "a?b", "JSON-LD headline"),
        ('<script type="application/ld+json">' + '{"a":[' * 3000 + "</script>", "title", "", ""),
    ],
)  # fmt: skip
def test_a_page_states_what_it_states_and_nothing_else(head: str, field: str, value: str, where: str) -> None:
    found = [
        (one.value, one.where) for one in page_states(f"{head}<p>Published 1 May 2020 by nobody.") if one.field == field
    ]
    assert found == ([(value, where)] if value else [])


def test_dates_that_differ_are_all_kept() -> None:
    page = "<meta name=date content=2022-08-19><meta property=article:published_time content=2022-08-18>"
    assert [one.value for one in page_states(page)] == ["2022-08-18", "2022-08-19"]


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (iso_day("2022-08-18T21:05:00+02:00"), "2022-08-18"),
        (iso_day("20220818"), "2022-08-18"),
        (iso_day("2022"), "2022"),
        (iso_day("2022-8-1"), ""),
        (iso_day("18/08/2022"), ""),
        (mail_day("Thu, 18 Aug 2022 21:05:00 +0200"), "2022-08-18"),
        (mail_day("18 August 2022"), ""),
        (pdf_day("D:20220818210500+02'00'"), "2022-08-18"),
        (pdf_day("D:2022"), "2022"),
        (pdf_day("last week"), ""),
        (language("en_gb.UTF-8"), "en-GB"),
        (language("English"), ""),
        (language("und"), ""),
        (address("https://a.example/x y"), ""),
        (address("http://[a"), ""),
    ],
)
def test_only_what_is_well_formed_is_believed(made: str, right: str) -> None:
    assert made == right


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("Talks.url", b"[InternetShortcut]\r\nURL=https://news.example/a\r\n", "Talks"),
        ("a.desktop", "[Desktop Entry]\nType=Link\nName=Ćelija\nURL=https://news.example/a\n".encode(), "Ćelija"),
        ("Talks.webloc", b'<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key>'
         b"<string>https://news.example/a</string></dict></plist>", "Talks"),
    ],
)  # fmt: skip
def test_a_link_file_is_a_reference_and_no_text(name: str, data: bytes, title: str) -> None:
    file = read_here(data, name)
    assert (file.reference, file.text, file.media_type, file.title) == (True, "", LINK, title)
    assert file.says("address") == "https://news.example/a"
    assert "nothing is fetched" in file.notices[0]


def test_what_was_copied_from_a_page_is_read_as_a_piece_of_it() -> None:
    copied = (
        "Version:0.9\r\nStartHTML:00000097\r\nSourceURL:https://news.example/a\r\n<html><body>\r\n"
        "<!--StartFragment--><p>“Yes,” she said.<p>Then she left.<!--EndFragment--></body></html>"
    )
    file = read_clipboard(copied, "  Two   sentences ")
    assert (file.text, file.title) == ("“Yes,” she said.\n\nThen she left.", "Two sentences")
    assert (file.method, file.says("address")) == ("html/1 pasted", "https://news.example/a")
    assert read_clipboard("<h1>Head</h1>x", address="file:///secret").all_said("address") == ()


def test_no_link_file_takes_long() -> None:
    began = time.perf_counter()
    spaces = " " * 24_000
    for data in (f"URL={spaces}x{spaces}y{spaces}z{spaces}w\n", f"{spaces}URL{spaces}={spaces}{spaces}\n"):
        with pytest.raises(IntakeError, match="holds no web address"):
            read_bytes(data.encode(), "a.url")
    assert time.perf_counter() - began < 2
    file = read_bytes(b"[InternetShortcut]\r\n url = https://a.example/x?a=b \t\r\nURL=https://b.example\r\n", "a.url")
    assert file.says("address") == "https://a.example/x?a=b"


def test_no_clipboard_takes_long() -> None:
    began = time.perf_counter()
    for piece in ("<!--StartFragment-->x", "<!--  ", "<!--StartFragment ", "a:\n"):
        read_clipboard("x" + piece * (400_000 // len(piece)))
    assert time.perf_counter() - began < 10
    assert read_clipboard("a<!--StartFragment-->b<!--StartFragment-->c<!--EndFragment-->d").text == "bc"
