"""Any brief as a text to read: each unit stands where it is said to be, whatever its words are; pictures are drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from briefing.brief.compare import everything
from briefing.brief.tree import (
    BlockQuote,
    Brief,
    Callout,
    CodeBlock,
    Figure,
    Heading,
    LineBreak,
    ListBlock,
    Paragraph,
    QuoteBlock,
    Table,
    Text,
)
from briefing.pictures.shapes import Box, Picture, Tone
from tests.export.conftest import build_issue_brief
from tests.export.edge_briefs import annexed, edge, empty, from_right_to_left
from ui.icons import Icons
from ui.review.drawing import Drawings
from ui.review.faces import Faces
from ui.review.laying import Places
from ui.review.marks import Marks, NoteMark
from ui.review.reading_view import ReadingView
from ui.review.running import shown
from ui.review.writing import Extras, Writer
from ui.theme import Theme
from ui.widgets.offsets import Offsets

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)
PICTURE = Picture("Who", "Two boxes.", 900.0, 300.0, (Box(0, 0, 900, 300, fill=Tone.RED),), (), table=(("A",), ("b",)))


def written(brief: Brief, theme: Theme) -> tuple[QTextDocument, Places]:
    document = QTextDocument()
    drawings = Drawings(theme, document)
    drawings.belong_to(document)
    writer = Writer(document, Faces(theme), drawings, everything(brief))
    writer.write(brief, Extras(deciding={None: ""}, results=(("agreed", "Agreed"),)))
    return document, writer.places


def holds(brief: Brief, theme: Theme) -> None:
    document, places = written(brief, theme)
    units = everything(brief)
    assert sorted(places.spans) == list(range(len(units)))
    raw = Offsets(document.toRawText())
    for one in places.stretches:
        start, end = raw.point(one.at), raw.point(one.end_at)
        assert units[one.unit].text[one.start : one.start + len(one.text)] == one.text
        assert raw.text[start:end] == shown(one.text)
        assert places.selected(one.at, one.end_at) == (one.unit, one.start, one.start + len(one.text))
    places_of_items = [places.spans[one][0] for one in places.items]
    assert places_of_items == sorted(places_of_items)
    assert places.decisions == {None: places.decisions[None]}


@pytest.mark.parametrize("made", [edge, annexed, from_right_to_left, lambda _base: empty(), lambda base: base])
def test_every_unit_of_a_brief_of_any_shape_is_written_once(made: object, look: Icons) -> None:
    assert callable(made)
    holds(made(build_issue_brief()), look.theme)


@settings(max_examples=40)
@given(st.lists(ANY, min_size=8, max_size=8))
def test_any_words_stand_where_they_are_said_to_be(words: list[str]) -> None:
    a, b, c, d, e, f, g, h = words
    lines = (Paragraph((Text(a), LineBreak(), Text(b))), ListBlock(((Paragraph((Text(c),)),),), ordered=True))
    table = Table(a, (b, c), (((Text(d),), (Text(e),)),), (1, 2))
    quote = QuoteBlock("q", f, g, "", None, h)
    brief = Brief(
        "x", a, "", "en", "2026-11-23", "23 November", meta=((b, c),), blocks=(
            Heading(2, (Text(d),)), *lines, table, quote, Callout(e, (BlockQuote(lines), table)), CodeBlock(f),
        )
    )  # fmt: skip
    holds(brief, Theme())


def test_a_picture_is_drawn_as_wide_as_the_column_and_can_be_commented(qtbot: QtBot, look: Icons) -> None:
    view = ReadingView(look.theme)
    qtbot.addWidget(view)
    view.resize(700, 700)
    view.show()
    brief = Brief("x", "T", "", "en", "", "", blocks=(Figure("Who, today", "Two boxes.", PICTURE),))
    view.show_brief(brief, everything(brief), Extras())
    picture = next(n for n, unit in enumerate(everything(brief)) if unit.what == "picture")
    view.go_to(picture)
    _, width = view._column()
    box = view.box_of(picture)
    assert width / 3 < box.height() < width
    seen = view.grab().toImage()
    ratio = seen.devicePixelRatio()
    inside = seen.pixelColor(round(box.center().x() * ratio), round((box.top() + width / 6 + 20) * ratio))
    assert inside.name() == look.theme.tokens.red.fg
    assert view.places.selected(*view.places.spans[picture]) is not None


def test_a_line_holds_about_seventy_characters_at_any_width_and_size(qtbot: QtBot, look: Icons) -> None:
    view = ReadingView(look.theme)
    qtbot.addWidget(view)
    view.resize(1600, 700)
    view.show()
    prose = "The cabinet met on Thursday evening and agreed to review the delivery of fuel before winter comes. " * 12
    brief = Brief("x", "T", "", "en", "", "", blocks=(Paragraph((Text(prose),)),))
    for size in (100, 150):
        view.set_size(size)
        view.show_brief(brief, everything(brief), Extras())
        block = view.document().findBlock(view.places.spans[1][0])
        lengths = [block.layout().lineAt(n).textLength() for n in range(block.layout().lineCount() - 1)]
        assert 62 <= sum(lengths) / len(lengths) <= 74
    view.resize(500, 700)
    left, width = view._column()
    assert left + width < view.viewport().width()


def test_initials_change_sides_with_the_direction_of_the_window(qtbot: QtBot, look: Icons) -> None:
    view = ReadingView(look.theme)
    qtbot.addWidget(view)
    view.resize(900, 700)
    brief = replace(empty(), blocks=(Paragraph((Text("One."),)),))
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        view.setLayoutDirection(direction)
        view.show()
        view.show_brief(brief, everything(brief), Extras())
        view.set_marks(Marks((NoteMark("n", len(everything(brief)) - 1, 0, 3, "AB"),)))
        view.grab()
        left, width = view._column()
        ((rect, note),) = view._margin.chips
        assert note == "n" and rect.left() >= 0 and rect.right() <= view.viewport().width()
        assert rect.left() > left + width if direction == Qt.LayoutDirection.LeftToRight else rect.right() < left
