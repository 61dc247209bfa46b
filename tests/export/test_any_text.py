"""Whatever text a store accepts comes out of every exporter as the same visible text.

A line, a quote and a cell each; many examples share one brief, so that pages are set only a few times.
"""

import unicodedata

from fontTools.ttLib import TTFont
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefing.brief.tree import Blocks, Brief, Heading, ListBlock, Paragraph, QuoteBlock, Table, Text
from briefing.errors import InvalidEntryError
from briefing.export import csv_form, docx, html, json_form, markdown, pdf
from briefing.export.read_back import docx_text, folded, json_value
from briefing.fieldspec import FieldSpec, FieldType
from briefing.paths import resources
from briefing.rules.validation import clean

from .reading import commonmark_words, html_words, markdown_words, pdf_pages

LINE = FieldSpec(name="title", type=FieldType.LINE, label="Title")


def accepted(text: str) -> bool:
    """Whether the store takes `text` as a line."""
    try:
        return bool(clean(LINE, text)) and bool(text.strip())
    except InvalidEntryError:
        return False


ANY = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)
MARKUP = st.text(st.sampled_from("ab *_`[]()<>#|~\\!&;:{}=-+.$'\"“”…–1"), min_size=1, max_size=30)


def printable() -> str:
    """Letters and signs from left to right that the first or the second font of the page has, each by itself.

    An accented letter that the first font lacks is set of letter and accent, which readers of pages give back apart.
    """
    fonts = [TTFont(resources() / "fonts" / f"{name}_400Regular.ttf") for name in ("SourceSerif4", "Inter", "NotoSans")]
    maps = [set(font.getBestCmap()) for font in fonts]
    codes = (code for code in maps[2] if 0x20 <= code < 0x590 or 0x2010 <= code < 0x2027)
    signs = (
        chr(code) for code in codes if all(code in known for known in maps) or not unicodedata.decomposition(chr(code))
    )
    return "".join(sign for sign in signs if sign.isprintable() and not unicodedata.category(sign).startswith("M"))


def brief_of(texts: list[str]) -> Brief:
    """Each text as a line of a list, a quote and a cell."""
    lines = tuple((Paragraph((Text(f"{n}: "), Text(text), Text(" ."))),) for n, text in enumerate(texts))
    quotes = (QuoteBlock(str(n), text, f"Speaker {n}", "day") for n, text in enumerate(texts))
    rows = tuple(((Text(str(n)),), (Text(text),)) for n, text in enumerate(texts))
    table = Table("Cells", ("Number", "Text"), rows, (1.0, 4.0))
    blocks: Blocks = (Heading(2, (Text("Texts"),)), ListBlock(lines), *quotes, table)
    return Brief("issue-brief", "Texts", "MARKING", "en", "2022-08-19", "19 August 2022", blocks=blocks)


def missing(texts: list[str], shown: str, times: int) -> list[str]:
    """The texts that a reader sees less often than that."""
    return [text for text in texts if shown.count(folded(text)) < times]


@settings(max_examples=3, deadline=None)
@given(st.lists(st.one_of(ANY, MARKUP).filter(accepted), min_size=25, max_size=25, unique=True))
def test_any_text_in_every_format_but_the_page(texts: list[str]) -> None:
    brief = brief_of(texts)
    source = markdown.render(brief)
    assert missing(texts, markdown_words(source), 3) == []
    assert missing(texts, commonmark_words(source), 3) == []
    assert missing(texts, html_words(html.render(brief)), 3) == []
    assert [text for text in texts if docx_text(docx.render(brief)).count(text) < 3] == []
    assert list(json_form.quotes_in(json_value(json_form.render(brief)))) == texts
    assert [row["Quote"] for row in csv_form.read(csv_form.render(brief))] == texts


def _joined(text: str) -> str:
    """Without blanks, composed: a reader of pages may give a letter and its accent apart."""
    return unicodedata.normalize("NFC", "".join(text.split()))


@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(
    st.lists(st.text(st.sampled_from(printable()), min_size=1, max_size=24).filter(accepted), min_size=40, max_size=40)
)
def test_any_text_that_our_fonts_have_on_the_page(texts: list[str]) -> None:
    made = pdf.render(brief_of(texts))
    shown = _joined("".join(pdf_pages(made.data)))
    lacking = [text for text in texts if shown.count(_joined(text)) < 3]
    assert lacking == []
