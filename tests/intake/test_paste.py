"""What is pasted from Word, Outlook or a browser becomes clean Markdown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.brief.prose import parse
from briefing.brief.tree import Table
from briefing.errors import IntakeError
from briefing.intake.paste import pasted

SAMPLES = sorted((Path(__file__).parent / "pasted").glob("*.html"))

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


def markdown_of(page: str) -> str:
    return pasted(page).markdown


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_programs_put_on_the_clipboard_reads_as_it_did_there(sample: Path) -> None:
    wanted = sample.with_suffix(".md").read_text(encoding="utf-8")
    assert markdown_of(sample.read_text(encoding="utf-8")) == wanted.rstrip("\n")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ul><li>one</li><ul><li>nested</li></ul><li>two</li></ul>", "- one\n  - nested\n- two"),
        ("<ul><ul><li>deep</li></ul><li>next</li></ul>", "- deep\n- next"),
        ("<ol><li>one</li><ol><li>a</li><ol><li>i</li></ol></ol></ol>", "1. one\n   1. a\n      1. i"),
    ],
)
def test_a_list_between_the_items_of_another_belongs_to_the_item_before_it(page: str, text: str) -> None:
    assert markdown_of(page) == text


@pytest.mark.parametrize(
    "page",
    [
        "<p>a <del>gone</del><ins>came</ins> b</p>",
        "<p>a <span class=msoDel><del><span>go</span>n<b>e</b></del></span><span class=msoIns>came</span> b</p>",
        "<p>a <ins>came</ins> b<del>gone<br>too<img src=x></del></p>",
        "<p>a came b<del>gone</p>",
    ],
)
def test_deleted_words_go_and_inserted_words_stay(page: str) -> None:
    found = pasted(page)
    assert (found.markdown, found.deleted) == ("a came b", True)
    assert pasted(f"{page}<p>after</p>").markdown == "a came b\n\nafter"


def test_what_is_only_struck_through_stays_as_words_and_nothing_is_said() -> None:
    found = pasted("<p>a <s>struck</s> <strike>line</strike> <del> </del>b</p>")
    assert (found.markdown.split(), found.deleted) == (["a", "struck", "line", "b"], False)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("40 m<sup>2</sup>", "40 m²"),
        ("10<sup>-3</sup> of CO<sub>2</sub>", "10⁻³ of CO₂"),
        ("x<sup>ab</sup>", "x^ab"),
        ("x<sub>max</sub>", "x_max"),
        ("the 1<sup>st</sup> and 22<sup>nd</sup>", "the 1st and 22nd"),
        ("Boat<sup>TM</sup>", "Boat™"),
        ('it is so<sup><a href="#_ftn1">[1]</a></sup> (see below)', "it is so[1] (see below)"),
        ('so<sup><a href="https://x.example/a#n1">[12]</a></sup>', "so[12]"),
        ("so<sup>[a]</sup>", "so[a]"),
        ('12 km<span style="mso-x:1;vertical-align:super">2</span>', "12 km²"),
        ('12<span style="mso-vertical-align:super">3</span>', "123"),
        ("a<sup> </sup>b<sup></sup>", "a b"),
    ],
)
def test_raised_and_lowered_letters_are_letters_of_their_own(page: str, text: str) -> None:
    assert markdown_of(f"<p>{page}</p>") == text


def _rows(page: str) -> list[list[str]]:
    (table,) = (block for block in parse(markdown_of(page)) if isinstance(block, Table))
    cells = [[(one,) for one in table.head], *table.rows]
    return [
        ["".join(run if isinstance(run, str) else getattr(run, "text", "") for run in cell) for cell in row]
        for row in cells
    ]


def test_cells_stay_under_their_heads() -> None:
    page = (
        "<table><tr><th>Day</th><th colspan=2>Boats</th><th>Hall</th></tr>"
        "<tr><td rowspan=2>Monday</td><td>Swift</td><td>Heron</td><td rowspan=0>north</td></tr>"
        "<tr><td colspan=2>none</td></tr><tr><td>Friday</td></tr></table>"
    )
    assert _rows(page) == [
        ["Day", "Boats", "", "Hall"],
        ["Monday", "Swift", "Heron", "north"],
        ["Monday", "none", "", "north"],
        ["Friday", "", "", "north"],
    ]


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4), min_size=2, max_size=5)
)
def test_every_row_of_a_table_is_as_wide_as_its_head(shape: list[list[tuple[int, int]]]) -> None:
    rows = [
        "".join(f"<td rowspan={deep} colspan={wide}>w{number}x{place}</td>" for place, (deep, wide) in enumerate(row))
        for number, row in enumerate(shape)
    ]
    page = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    found = markdown_of(page)
    widths = {line.count("|") for line in found.splitlines()}
    assert len(widths) == 1
    assert all(f"w{number}x{place} " in found for number, row in enumerate(shape) for place in range(len(row)))


@pytest.mark.no_cover
def test_a_table_that_asks_for_millions_of_cells_takes_no_time() -> None:
    row = "<tr>" + "<td colspan=40 rowspan=9999>x</td>" * 40 + "</tr>"
    assert markdown_of(f"<table>{row * 300}</table>").count("x") == 12_000


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
