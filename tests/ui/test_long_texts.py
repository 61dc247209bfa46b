"""A text of megabytes is shown in parts, and reads as one."""

import pytest
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.reader import view as view_module
from ui.reader.view import Marked, ReaderView

LINES = [f"Paragraph {number} of the minutes, with an émigré \U0001f600 in it." for number in range(400)]
TEXT = "\n\n".join(LINES)


@pytest.fixture
def reader(look: Icons, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ReaderView:
    monkeypatch.setattr(view_module, "PART", 500)
    made = ReaderView(look.theme)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def on_screen(reader: ReaderView) -> str:
    return reader.document().toPlainText()


def test_the_beginning_is_there_at_once_and_the_rest_follows(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_text(TEXT)
    assert on_screen(reader).startswith(LINES[0]) and len(on_screen(reader)) < 1_200
    assert reader.is_exact()
    qtbot.waitUntil(lambda: on_screen(reader) == TEXT)
    assert reader.is_exact()


def test_a_passage_far_below_is_reached_before_the_rest_is_shown(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_text(TEXT)
    start = TEXT.index(LINES[300])
    reader.show_passage(start, start + len(LINES[300]), select=True)
    assert reader.selection() == (start, start + len(LINES[300]))
    assert reader.textCursor().selectedText() == LINES[300]
    qtbot.waitUntil(lambda: on_screen(reader) == TEXT)
    assert reader.selection() == (start, start + len(LINES[300]))


def test_marks_beyond_what_is_shown_are_painted_when_it_is(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_text(TEXT)
    start = TEXT.index(LINES[390])
    end = start + len(LINES[390])
    reader.show_marked([Marked("q", start, end, True, LINES[390])])
    assert reader.extraSelections() == []
    qtbot.waitUntil(lambda: len(reader.extraSelections()) == 1)
    (painted,) = reader.extraSelections()
    assert painted.cursor.selectedText() == LINES[390]


def test_another_text_takes_the_place_of_one_half_shown(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_text(TEXT)
    reader.show_text("Short.\n\nAnd done.")
    qtbot.wait(50)
    assert on_screen(reader) == "Short.\n\nAnd done."
    assert reader.find_text("done") == 1


def test_what_is_found_far_below_is_shown(reader: ReaderView) -> None:
    reader.show_text(TEXT)
    assert reader.find_text("Paragraph 377 ") == 1
    assert reader.textCursor().selectedText() == "Paragraph 377 "
