"""Pictures in the exports: vector everywhere, told in words for those who do not see them, the same bytes each time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from briefing.brief.tree import Blocks, Brief, Figure
from briefing.export import html, markdown, pdf
from briefing.export.read_back import folded
from briefing.pictures.printed import WIDTH
from briefing.pictures.shapes import Anchor, Box, Dot, Mark, Picture, Stroke, Tone, Words
from briefing.pictures.svg import PALE, PRINT
from tests.export.reading import pdf_pages, pdf_reader

SVG = "{http://www.w3.org/2000/svg}"


def figure(title: str = "Timeline", name: str = "Talks & <b>more</b>") -> Figure:
    """A picture with every shape, and a name that would be markup."""
    mark = Mark("k", f"{name}, planned", name, (40, 40, 60, 20), (Words(60, 50, name, 9.5, bold=True),), "event", "e")
    ground = (
        Box(10, 30, 200, 40, fill=Tone.BLUE, soft_start=True, radius=4, pale=True),
        Box(220, 30, 60, 40, stroke=Tone.RED, dashed=True),
        Dot(300, 50, 5, stroke=Tone.ACCENT),
        Stroke(((10, 90), (100, 110), (200, 90)), Tone.GREY, dashed=True, curved=True, arrow=True),
        Words(300, 90, "today", 8.5, Tone.RED, anchor=Anchor.MIDDLE),
    )
    table = (("Date", "Event"), ("18 August 2022", name), ("by | 19 August", "Second"))
    picture = Picture(title, "Two events, one of them planned.", WIDTH, 140, ground, (mark,), table=table)
    return Figure(title, f"{title}. Two events, one of them planned.", picture)


@pytest.fixture
def brief(one_page: Brief) -> Brief:
    blocks: Blocks = (figure(), figure("Stance matrix"), *one_page.blocks)
    return replace(one_page, blocks=blocks, one_page=False)


def drawings(page: str) -> Iterator[ET.Element]:
    for found in re.findall(r"<svg.*?</svg>", page, re.S):
        yield ET.fromstring(found)


def test_html_carries_each_picture_inline_with_title_description_and_table(brief: Brief) -> None:
    page = html.render(brief)
    first, second = drawings(page)
    assert first.get("role") == "img"
    assert first.findtext(f"{SVG}title") == "Timeline"
    assert first.findtext(f"{SVG}desc") == "Two events, one of them planned."
    assert second.findtext(f"{SVG}title") == "Stance matrix"
    ids = [element.get("id") for drawing in (first, second) for element in drawing.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 2, "the fades of two pictures do not mix"
    for drawing, one in zip((first, second), ids, strict=True):
        assert any(element.get("fill") == f"url(#{one})" for element in drawing.iter())
    assert "<b>more" not in page
    assert page.count("<details>") == 2
    assert page.count("18 August 2022</th>") >= 2
    assert not re.search(r'(?:href|src)="(?!#|https?://[^"]*gazette|mailto:)', page), "nothing is loaded"
    names = re.findall(r'id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert page == html.render(brief)


def test_html_texts_say_how_wide_they_are_so_that_no_font_breaks_the_picture(brief: Brief) -> None:
    (drawing, _other) = drawings(html.render(brief))
    texts = list(drawing.iter(f"{SVG}text"))
    assert {one.text: bool(one.get("textLength")) for one in texts} == {"today": True, "Talks & <b>more</b>": True}
    odd = replace(brief, blocks=(figure(name="会談"),))
    (drawing,) = drawings(html.render(odd))
    assert {one.text: bool(one.get("textLength")) for one in drawing.iter(f"{SVG}text")}["会談"] is False


def test_markdown_tells_the_picture_as_a_table(brief: Brief) -> None:
    text = markdown.render(brief)
    assert "**Timeline**\n\nTimeline. Two events, one of them planned.\n\n| Date | Event |\n| --- | --- |\n" in text
    assert "| by \\| 19 August | Second |" in text
    assert "<svg" not in text


def structure(reader: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += list(one)
        elif hasattr(one, "keys"):
            yield one
            if "/K" in one:
                waiting.append(one["/K"])


def test_the_pdf_holds_vectors_with_alternative_words_and_keeps_its_standards(brief: Brief) -> None:
    result = pdf.render(brief)
    assert result.standards == ("a-2a", "ua-1")
    assert result.warnings == ()
    reader = pdf_reader(result.data)
    assert b"/Subtype/Image" not in result.data.replace(b" ", b""), "no picture is made of dots"
    assert not [image for page in reader.pages for image in page.images]
    told = [str(one["/Alt"]) for one in structure(reader) if "/Alt" in one]
    assert "Timeline. Two events, one of them planned." in told
    assert "Stance matrix. Two events, one of them planned." in told
    text = folded(" ".join(pdf_pages(result.data)))
    assert "Talks & <b>more</b>" in text, "the words of a picture can be found and copied"
    assert result.data == pdf.render(brief).data


def test_a_character_that_no_font_of_ours_holds_is_named_in_pictures_too(brief: Brief) -> None:
    result = pdf.render(replace(brief, blocks=(figure(name="Talks ⇄ talks"),)))
    assert "⇄" in result.missing
    assert any("U+21C4" in warning for warning in result.warnings)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_of_pictures_stand_out_in_grey() -> None:
    """A black-and-white printer keeps luminance alone."""
    for tone in (Tone.TEXT, Tone.MUTED, Tone.ACCENT, Tone.RED, Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY):
        ink = luminance(PRINT[tone])
        for ground in (1.0, luminance(PALE[tone])):
            assert (ground + 0.05) / (ink + 0.05) >= 4.5, tone
