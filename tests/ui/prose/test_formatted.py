"""Formatted text: what people read of a field, and the way from there back to its source."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QTextDocument

from briefing.desk import Desk
from ui.icons import Icons
from ui.prose.formatted import Still, blocks_of, short_quote, source_place, write

SOURCE = """## Where it stands

The repair is **postponed** to *Friday*, the [report](https://example.org/r) says.

- one
- two
    - deeper

3. three

> set in

| Actor | Stance |
|---|---|
| Vale | *for* |

`x = 1` and the end."""


@pytest.fixture
def shown(desk: Desk, look: Icons) -> "Shown":
    return Shown(desk, look)


class Shown:
    """Writes sources into a document and tells what stands in it."""

    def __init__(self, desk: Desk, look: Icons) -> None:
        self.desk, self.look = desk, look

    def __call__(self, source: str) -> QTextDocument:
        document = Still()
        write(document, blocks_of(source, self.desk), self.look.theme)
        return document

    def pieces(self, document: QTextDocument) -> dict[str, tuple[int, bool, str]]:
        """Text of each piece → weight, italic, address."""
        found = {}
        block = document.begin()
        while block.isValid():
            at = block.begin()
            while not at.atEnd():
                form = at.fragment().charFormat()
                found[at.fragment().text()] = (form.fontWeight(), form.fontItalic(), form.anchorHref())
                at += 1
            block = block.next()
        return found


def test_marks_become_looks(shown: Shown) -> None:
    document = shown(SOURCE)
    pieces = shown.pieces(document)
    assert pieces["Where it stands"][0] == pieces["postponed"][0] == QFont.Weight.DemiBold
    assert pieces["Friday"][1] and pieces["for"][1] and not pieces["postponed"][1]
    assert pieces["report"][2] == "https://example.org/r"
    text = document.toPlainText()
    assert not set("#*[]>|`") & set(text)
    assert "Vale" in text and text.endswith("x = 1 and the end.")


def test_lists_keep_their_kind_depth_and_first_number(shown: Shown) -> None:
    document = shown(SOURCE)
    lists = {}
    block = document.begin()
    while block.isValid():
        if block.textList() is not None:
            form = block.textList().format()
            lists[block.text()] = (form.style().name, form.indent() + block.blockFormat().indent(), form.start())
        block = block.next()
    assert lists == {
        "one": ("ListDisc", 1, 1),
        "two": ("ListDisc", 1, 1),
        "deeper": ("ListDisc", 2, 1),
        "three": ("ListDecimal", 1, 3),
    }


def test_a_reference_is_read_as_the_quotes_own_words(shown: Shown, crisis: dict[str, str]) -> None:
    source = f"She said {{{{quote:{crisis['story']}}}}} on Monday; see {{{{issue:{crisis['water']}}}}}."
    document = shown(source)
    assert document.toPlainText() == (
        "She said “not the end of the story” on Monday; see Water supply interruption in the northern district."
    )
    assert shown.pieces(document)["“not the end of the story”"][2] == f"record:quote:{crisis['story']}"


@pytest.mark.parametrize("lost", ["{{quote:gone}}", "{{nonsense:1}}", "{{quote:}}", "{{setting:x}}"])
def test_a_reference_to_nothing_stays_visible(shown: Shown, crisis: dict[str, str], lost: str) -> None:
    assert shown(f"See {lost} there.").toPlainText() == f"See {lost} there."


def test_a_long_quote_is_cut_between_words() -> None:
    words = "we did not get to an agreement today, but it is not the end of the story and we go on"
    assert short_quote(words) == "we did not get to an agreement today, but it is not the end of the…"
    assert short_quote("short\nwords") == "short words"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/hostname">',
        "![x](file:///etc/hostname)",
        "<b>bold</b> &amp; <!-- gone -->",
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
    ],
)
def test_hostile_text_is_shown_and_leads_nowhere(shown: Shown, hostile: str) -> None:
    document = shown(hostile)
    pieces = shown.pieces(document)
    assert all(address == "" for _, _, address in pieces.values())
    if "<" in hostile:
        assert document.toPlainText() == hostile
    assert "\ufffc" not in document.toRawText()


def test_no_resource_is_ever_loaded(tmp_path: Path, qapp: object) -> None:
    from PySide6.QtGui import QImage

    picture = tmp_path / "x.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(picture))
    document = Still()
    assert document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl.fromLocalFile(str(picture))) is None


@pytest.mark.parametrize("hostile", ["[" * 10_000, "*a " * 9_000, "> " * 3_000 + "x", "a" * 100_001, "|" * 5_000])
def test_text_made_to_exhaust_is_shown_as_it_stands(shown: Shown, hostile: str) -> None:
    assert len(shown(hostile).toPlainText()) >= len(hostile) - 2


@pytest.mark.parametrize(
    ("word", "inside"), [("stands", 2), ("postponed", 4), ("report", 0), ("deeper", 3), ("Vale", 1), ("end.", 2)]
)
def test_a_place_in_the_words_leads_to_the_same_letter_of_the_source(shown: Shown, word: str, inside: int) -> None:
    document = shown(SOURCE)
    place = document.toRawText().index(word) + inside
    found = source_place(SOURCE, document, place)
    assert SOURCE[found - inside : found - inside + len(word)] == word


def test_a_place_in_a_reference_leads_to_it_and_words_after_it_to_themselves(
    shown: Shown, crisis: dict[str, str]
) -> None:
    source = f"She said {{{{quote:{crisis['story']}}}}} on Monday, the end."
    document = shown(source)
    text = document.toRawText()
    assert source_place(source, document, text.index("story")) == source.index("{{")
    assert source_place(source, document, text.index("Monday") + 3) == source.index("Monday") + 3


def test_a_place_past_every_word_is_at_the_end_of_them(shown: Shown) -> None:
    document = shown("one *two*")
    assert source_place("one *two*", document, 7) == 8
