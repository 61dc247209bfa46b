"""The outline of a brief is arranged: blocks added, moved, renamed, left out and confined, by mouse and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.brief.palette import BlockPalette
from ui.brief.record_choice import RecordChoice
from ui.context import Context
from ui.forms.entry_panel import EntryPanel
from ui.pages.briefs import BriefsPage

from .brief_staging import go, line, opened, pdf_text, ready
from .conftest import Said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    return opened(qtbot, context)


def keys_of(page: BriefsPage) -> list[str]:
    return [one.key for one in page.outline.lines()]


def test_a_block_is_moved_by_keys_and_what_happened_is_said(
    page: BriefsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr("ui.brief.block_verbs.announce", lambda _widget, words: spoken.append(words))
    usual = keys_of(page)
    go(page, usual[2])
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert keys_of(page)[1:3] == [usual[2], usual[1]]
    assert page.outline.current() == usual[2]
    QTest.keyClick(page.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page.move_block(1)
    assert keys_of(page) == usual
    count = len(usual) - 1
    assert spoken == [
        f"“What happened” is now block 1 of {count}.",
        "“What happened” is the first block.",
        f"“What happened” is now block 2 of {count}.",
    ]
    assert page.desk.undo_label() == "move block What happened of “Daily brief, 24 November”"
    ready(qtbot, page)


def test_a_block_is_dropped_where_the_line_shows(page: BriefsPage, qtbot: QtBot) -> None:
    usual = keys_of(page)
    outline = page.outline
    first, last = (outline.visualRect(outline.model().index(row, 0)) for row in (1, len(usual) - 1))
    assert outline.drop_before(first.topLeft() + QPoint(4, 2)) == usual[1]
    assert outline.drop_before(first.bottomLeft() + QPoint(4, -2)) == usual[2]
    assert outline.drop_before(outline.visualRect(outline.model().index(0, 0)).center()) == usual[1]
    assert outline.drop_before(last.bottomLeft() + QPoint(4, -2)) == ""
    assert not outline.model().flags(outline.model().index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    outline.dropped.emit(usual[1], "")
    assert keys_of(page) == [usual[0], *usual[2:], usual[1]]
    ready(qtbot, page)


def test_own_words_are_added_named_and_removed(page: BriefsPage, qtbot: QtBot, said: Said) -> None:
    go(page, "what_happened")
    page.start.add_block.click()
    palette = page.blocks.panel
    assert isinstance(palette, BlockPalette)
    palette.field.setText("no such thing")
    assert palette.keys() == ()
    palette.field.clear()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    entry = page.blocks.panel
    assert isinstance(entry, EntryPanel)
    entry.field.setText("For the press")
    QTest.keyClick(entry.field, Qt.Key.Key_Return)
    key = page.outline.current()
    assert keys_of(page).index(key) == keys_of(page).index("what_happened") + 1
    assert page.middle.currentWidget() is page.editor and page.editor.heading.text() == "For the press"
    assert page.editor.field.hasFocus()
    page.editor.field.setPlainText("Nothing to say.")
    page.flush()
    page.blocks.rename(key)
    again = page.blocks.panel
    assert isinstance(again, EntryPanel) and again.field.text() == "For the press"
    again.field.setText("For the papers")
    again.add.click()
    assert line(page, key).title == "For the papers"
    ready(qtbot, page)
    assert "For the papers" in pdf_text(page) and "Nothing to say." in pdf_text(page)
    QTest.keyClick(page.outline, Qt.Key.Key_Delete)
    assert key not in keys_of(page)
    assert said.toasts[-1][0] == "Removed “For the papers” from this brief."
    ready(qtbot, page)


def test_the_menu_of_a_block_offers_what_can_be_done_with_it(page: BriefsPage, qtbot: QtBot) -> None:
    def menu(key: str) -> dict[str, QAction]:
        made = page.blocks.menu_of(key)
        qtbot.addWidget(made)
        return {one.text().partition("\t")[0]: one for one in made.actions() if one.text()}

    go(page, "positions")
    offered = menu("positions")
    assert list(offered) == [
        "Rename heading…", "Begin on a new page", "Landscape page", "Choose records…", "Move up", "Move down",
        "Leave out of this brief",
    ]  # fmt: skip
    offered["Begin on a new page"].trigger()
    assert menu("positions")["Begin on a new page"].isChecked()
    assert not menu("bottom_line")["Leave out of this brief"].isEnabled()
    assert not menu("bottom_line")["Move up"].isEnabled()
    assert "Choose records…" not in menu("bottom_line")
    page.editor.more.click()
    qtbot.waitUntil(lambda: page.outline.isVisible())
    ready(qtbot, page)


def test_a_block_is_confined_to_the_records_that_are_ticked(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    go(page, "what_happened")
    page.records.choose.click()
    panel = page.blocks.panel
    assert isinstance(panel, RecordChoice)
    assert set(panel.list.ids()) == {crisis["stop"], crisis["tankers"], crisis["repair"]}
    panel.field.setText("tanker")
    steps = page.desk.step_number()
    panel.list.set_ticked(crisis["tankers"], on=True)
    assert page.records.choose.text() == "1 record chosen…"
    ready(qtbot, page)
    assert line(page, "what_happened").note == "1 line"
    panel.list.set_ticked(crisis["stop"], on=True)
    panel.done.click()
    assert page.desk.step_number() == steps + 2
    page.desk.undo()
    assert page.records.choose.text() == "Choose records…"
    ready(qtbot, page)
