"""The visible text of a page, whatever state its tags are in, and in time that grows with its length only."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake.page_head import page_states
from briefing.intake.page_text import PageText
from briefing.intake.paste import pasted
from briefing.intake.tags import attributes


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("one <b>two</b> <i>three", "one two three"),
        ("on<a href='x'> identity, </a>but", "on identity, but"),
        ("a <a>b </a>c", "a b c"),
        ("<p>  much \n\t white   space </p>", "much white space"),
        ("a\u00a0b \u2028 c", "a\u00a0b \u2028 c"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("one <br> two", "one\ntwo"),
        ("<pre>a\n  b\n\n c</pre>", "a\n  b\n\n c"),
        ("<pre>\nfirst</pre>after", "first\n\nafter"),
        ("<ul><li>a<li>b</ul>c", "a\n\nb\n\nc"),
        ("<table><tr><td>1<td>2</table>", "1\n\n2"),
        ("<h1>Title</h1>text", "Title\n\ntext"),
        ("&lt;b&gt; &amp;amp; &#8220;x&#x201d; &nbsp;y", "<b> &amp; “x” \u00a0y"),
        ("a < b and c > d", "a < b and c > d"),
        ("a <3 b", "a <3 b"),
        ("5<6>7", "5<6>7"),
        ("tail <a href='x", "tail <a href='x"),
        ("tail <", "tail <"),
        ("x</>y", "x</>y"),
        ("a<!-- <p>no</p> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("a<!-->b", "ab"),
        ("<!DOCTYPE html><p>x", "x"),
        ("<?xml version='1.0'?>x", "x"),
        ("a<![CDATA[b]]>c", "ac"),
        ("<script>var a = '<p>no</p>';</script>yes", "yes"),
        ("<SCRIPT>no</scripty></ScRiPt >yes", "yes"),
        ("<style>p { }</style>yes", "yes"),
        ("<textarea>no</textarea><iframe><p>no</iframe>yes", "yes"),
        ("<svg><title>no</title><path d='x'/></svg>yes", "yes"),
        ("<noscript><p>no</p></noscript>yes", "yes"),
        ("<template><svg></template>yes", "yes"),
        ("<svg/>yes", "yes"),
        ("<p title='a > b'>x", "x"),
        ("<p title=\"a > b\" data-x='>'>x", "x"),
        ("<p title=it's>x", "x"),
        ("</p></div></pre></h1></svg>x", "x"),
        ("<img alt='no' src=x>x", "x"),
        ("<script>never closed", ""),
        ("", ""),
    ],
)
def test_what_a_browser_shows_is_what_is_kept(page: str, text: str) -> None:
    assert PageText(page).text == text


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title> Talks &amp;\n more </title><h1>Other</h1>", "Talks & more"),
        ("<h1>Big <b>talks</b></h1><h1>Second</h1>", "Big talks"),
        ("<svg><title>icon</title></svg><title>Page</title>", "Page"),
        ("<title></title><h1>x</h1>", "x"),
        ("<h1>never closed", ""),
        ("plain", ""),
    ],
)
def test_the_title_is_the_pages_or_its_first_heading(page: str, title: str) -> None:
    assert PageText(page).title == title


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("x<script>lost", "script"),
        ("x<svg>lost", "svg"),
        ("x<script>", ""),
        ("x<script>a</script>", ""),
        ("<svg><math></svg>x", ""),
    ],
)
def test_a_part_that_is_never_closed_is_named(page: str, part: str) -> None:
    assert PageText(page).unclosed == part


def test_ten_thousand_nested_tags_are_read() -> None:
    assert PageText("<div>" * 10_000 + "x" + "</div>" * 10_000).text == "x"
    assert PageText("<b>" * 10_000 + "x").text == "x"
    assert PageText("<svg>" * 10_000 + "</svg>" * 10_000 + "x").text == "x"


PIECES = [
    "<!--", "<![CDATA[", "<a ", "</", "</a", "<a b='", '<a b="', "&", "&#", "<!", "<?", "<", "<a/", "=", "<a =",
    "<script>", "<script></", "<title>", "<svg>", "</math>", "<svg></math>", "<pre>", "<br>", "<h1>x",
    "<p>x", "<a b=\"c='", "<a  ",
]  # fmt: skip


@pytest.mark.no_cover  # a tracer would be timed as well
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", ">", "'>", '">'])
def test_no_page_takes_long(piece: str, end: str) -> None:
    begun = time.process_time()
    PageText("hello " + piece * (100_000 // len(piece)) + end)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("tag", ["blockquote", "meta", "time", "link"])
@pytest.mark.parametrize("filling", ["a", "a ", "a=", "a= ", "a\t", "a='"])
def test_no_attribute_takes_long(tag: str, filling: str) -> None:
    page = f"<html><{tag} {filling * (200_000 // len(filling))}'>x"
    begun = time.perf_counter()
    PageText(page)
    page_states(page)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        (f"&#{'9' * 5000};", "\ufffd"),
        (f"&#{'0' * 5000}65;", "A"),
        (f"&#{'0' * 5000};", "\ufffd"),
        ("&#0008220;x", "“x"),
        ("&#8220x", "“x"),
        ("&#;&#x;", "&#;&#x;"),
        (f"&#x{'f' * 5000};", "\ufffd"),
    ],
)
def test_a_character_is_named_by_a_number_of_any_length(written: str, letters: str) -> None:
    assert PageText(f"<p>{written}</p>").text == letters
    assert attributes(f'a="{written}"') == {"a": letters}
    assert pasted(f"<p>{written}</p>").markdown.replace("\\", "") == letters


def test_an_attribute_without_a_value_is_there() -> None:
    assert attributes(" Pubdate a=1 b = '2' c a=3") == {"pubdate": "", "a": "1", "b": "2", "c": ""}


@given(
    st.lists(st.sampled_from([*PIECES, ">", "'", '"', "x", " ", "</svg>", "</script>", "</pre>", "-->"]), max_size=40)
)
def test_any_heap_of_pieces_is_a_text(pieces: list[str]) -> None:
    page = PageText("".join(pieces))
    assert "\n\n\n\n" not in page.text or "<pre>" in pieces or "<br>" in pieces
    assert page.text == page.text.strip("\n") or "<pre>" in pieces


@given(st.text(alphabet=st.characters(exclude_characters="<&\r", exclude_categories=["Cs"])))
def test_words_without_markup_are_kept_but_for_white_space(text: str) -> None:
    assert "".join(PageText(text).text.split()) == "".join(text.split())
