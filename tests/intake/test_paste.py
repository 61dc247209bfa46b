"""What is pasted from Word, Outlook or a browser becomes clean Markdown."""

import pytest

from briefing.errors import IntakeError
from briefing.intake.paste import markdown_of

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{font:11pt Calibri}</style>
<!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body lang=EN-GB><!--StartFragment-->
<h2 style='margin:0'><span lang=EN-US>Harbour talks</span></h2>
<p class=MsoNormal>The <b>northern quay</b> stays <i>open</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·
<span>&nbsp;&nbsp; </span></span><![endif]>first point</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>below it</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·
<span>&nbsp;&nbsp; </span></span><![endif]>second point</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Day</p></td><td><p>Place</p></td></tr>
<tr><td>Monday</td><td>Hall | north</td></tr></table>
<p><a href="https://example.org/a">Minutes</a></p><!--EndFragment--></body></html>"""


def test_a_page_of_word_keeps_what_it_says_and_how_it_is_built() -> None:
    text = markdown_of(WORD)
    assert text.startswith("## Harbour talks\n\nThe **northern quay** stays *open*.\n\n- first point")
    assert "second point" in text and text.index("below it") < text.index("second point")
    assert "| Day | Place |" in text and "| Monday | Hall \\| north |" in text
    assert text.endswith("[Minutes](https://example.org/a)")
    assert "mso" not in text.lower() and "<" not in text and "Calibri" not in text


def test_styles_of_a_browser_that_mean_something_are_kept() -> None:
    page = (
        '<span style="font-weight:700">no</span> <span style="font-style:italic">yet</span>'
        '<b style="font-weight:normal">, later</b>'
    )
    assert markdown_of(page) == "**no** *yet*, later"


def test_what_word_says_of_other_scripts_takes_no_bold_and_no_italic_away() -> None:
    page = (
        "<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>quay</b> is <i style='mso-bidi-font-style:\n"
        "normal'>still</i> <b style='mso-bidi-font-weight:normal'><i style='mso-bidi-font-style:normal'>open</i></b>."
        "<span style='mso-bidi-font-weight:bold;mso-ansi-font-style:italic'> Plain.</span></p>"
    )
    assert markdown_of(page) == "The **quay** is *still* ***open***. Plain."


def test_layout_tables_of_a_mail_are_no_tables() -> None:
    page = "<table><tr><td><table><tr><td>Dear all</td></tr></table></td></tr></table><p>Yours</p>"
    assert "|" not in markdown_of(page) and markdown_of(page).split() == ["Dear", "all", "Yours"]


@pytest.mark.parametrize(
    "page",
    [
        "<p>hi<script>alert(1)</script></p>",
        "<p>hi<img src='http://x.example/a.png' onerror='alert(1)'></p>",
        "<p>hi<style>p{}</style><template>alert</template></p>",
        "<p>hi<svg><script>alert(1)</script></svg></p>",
    ],
)
def test_nothing_that_runs_or_loads_comes_in(page: str) -> None:
    assert markdown_of(page) == "hi"


def test_an_address_that_could_run_is_left_out() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"):
        assert markdown_of(f'<a href="{address}">words</a>') == "words"


def test_words_that_would_read_as_markdown_stay_words() -> None:
    assert markdown_of("<p># not a heading</p><p>1. not a list</p><p>a *star* and _line_</p>") == (
        "\\# not a heading\n\n1\\. not a list\n\na \\*star\\* and \\_line\\_"
    )


def test_ten_thousand_brackets_and_five_thousand_tags_take_no_time() -> None:
    assert markdown_of("[" * 10_000) == "[" * 10_000
    assert markdown_of("<div>" * 5_000 + "words") == "words"
    assert markdown_of("<b>" * 5_000 + "words").strip("*") == "words"


def test_five_megabytes_are_refused_with_a_way_forward() -> None:
    with pytest.raises(IntakeError, match="in smaller parts, or without formatting"):
        markdown_of("<p>words <b>x</b></p>" * 250_000)


def test_nothing_gives_nothing() -> None:
    assert markdown_of("") == markdown_of("<p> </p>") == ""
