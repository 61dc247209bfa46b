"""One block of a brief written by two people: both texts are shown, and nothing is overwritten or lost."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.pages.briefs import BriefsPage

from .brief_staging import go, opened
from .conftest import Said


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    return opened(qtbot, context)


def contested(page: BriefsPage, brief: str, *, heard: bool) -> None:
    """Somebody else writes into the block in which words are being typed."""
    go(page, "bottom_line")
    page.editor.field.setFocus()
    QTest.keyClicks(page.editor.field, "mine")
    page.context.bridge.blockSignals(not heard)
    page.desk.write_block(brief, "bottom_line", "theirs")
    page.context.bridge.blockSignals(False)
    page.editor.flush()


@pytest.mark.parametrize("heard", [True, False])
def test_words_changed_elsewhere_are_shown_and_nothing_is_overwritten(
    page: BriefsPage, crisis: dict[str, str], heard: bool
) -> None:
    contested(page, crisis["brief"], heard=heard)
    assert page.editor.note.isVisible() and page.editor.note.words().endswith("to: theirs")
    assert page.editor.note.words().startswith("Changed by Anna, ")
    assert page.desk.brief_blocks(crisis["brief"])[0].text == "theirs" and page.editor.field.value() == "mine"
    go(page, "unknowns")
    assert page.desk.brief_blocks(crisis["brief"])[0].text == "theirs" and page.editor.field.value() == ""
    go(page, "bottom_line")
    assert page.editor.field.value() == "mine" and page.editor.note.isVisible()
    page.editor.note.mine.click()
    assert page.desk.brief_blocks(crisis["brief"])[0].text == "mine" and page.editor.note.isHidden()
    page.desk.undo()
    assert page.desk.brief_blocks(crisis["brief"])[0].text == "theirs" == page.editor.field.value()
    assert not page.context.drafts.all()


def test_words_of_a_block_given_up_for_theirs_can_be_brought_back(
    page: BriefsPage, crisis: dict[str, str], said: Said
) -> None:
    contested(page, crisis["brief"], heard=True)
    page.editor.note.theirs.click()
    assert page.editor.field.value() == "theirs" and page.editor.note.isHidden() and not page.editor.dirty()
    text, _action, undo = said.toasts[-1]
    assert "let go" in text and undo is not None
    undo()
    assert page.editor.field.value() == "mine" and page.editor.note.isVisible()
