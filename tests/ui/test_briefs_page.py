"""The briefs page: what a brief holds, what is still to be written, and what comes out of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Brief
from briefing.store.store import create_store
from ui.brief.palette import BlockPalette
from ui.context import Context
from ui.pages.brief_verbs import DETAILS
from ui.pages.briefs import BriefsPage

from .brief_staging import WAIT, go, line, opened, pdf_text, ready
from .conftest import Said


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    return opened(qtbot, context)


@pytest.fixture
def sample(crisis_db: Path) -> Iterator[Desk]:
    desk = Desk.open(crisis_db, "Anna")
    yield desk
    desk.close()


# outline and head


def test_the_outline_has_the_blocks_of_the_form_in_order(page: BriefsPage) -> None:
    assert [one.key for one in page.outline.lines()][:4] == [DETAILS, "bottom_line", "what_happened", "open_issues"]
    assert [one.number for one in page.outline.lines()][1:] == [str(n) for n in range(1, len(page.outline.lines()))]
    assert line(page, "bottom_line").spoken() == "1 Bottom line, To be completed"
    assert line(page, "key_quotes").note.startswith("1 quote")
    assert line(page, "what_happened").note == "2 lines"


def test_the_head_says_how_far_the_brief_is(page: BriefsPage) -> None:
    assert page.header.accessibleName() == "Daily brief, 24 November"
    assert page.header._subtitle.text() == "Draft · one page · as at 23 November 2026"


def test_a_block_made_from_records_shows_what_it_will_hold(
    page: BriefsPage, crisis: dict[str, str], said: Said
) -> None:
    go(page, "key_quotes")
    assert page.middle.currentWidget() is page.records
    from ui.widgets.card import QuoteCard

    card = page.records.findChild(QuoteCard)
    assert card is not None
    assert "not the end of the story" in card.accessibleName()
    card.click()
    assert said.went == [("quote", crisis["story"])]
    go(page, "open_issues")
    assert page.records.heading.text() == "Open issues"


def test_what_the_records_hold_stays_where_it_is_after_another_change(page: BriefsPage, qtbot: QtBot) -> None:
    from ui.widgets.card import QuoteCard

    go(page, "key_quotes")
    before = page.records.findChild(QuoteCard)
    page.desk.create("actor", {"name": "Somebody else"})
    ready(qtbot, page)
    assert page.records.findChild(QuoteCard) is before


def test_enter_in_the_outline_goes_to_the_words(page: BriefsPage, qtbot: QtBot) -> None:
    page.outline.setFocus()
    go(page, "bottom_line")
    page.outline.activated.emit(page.outline.currentIndex())
    assert page.editor.field.hasFocus()
    page.outline.entered_block.emit(DETAILS)
    assert page.brief_details.form.field("title").hasFocus()
    page.outline.entered_block.emit("positions")
    assert page.records.area.hasFocus()


# writing


def test_typing_is_seen_in_the_pages_and_saved_as_one_step(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    steps = page.desk.step_number()
    go(page, "bottom_line")
    page.editor.field.setFocus()
    QTest.keyClicks(page.editor.field, "Water comes first.")
    assert page.editor.dirty()
    qtbot.waitUntil(lambda: "Water comes first." in pdf_text(page), timeout=WAIT)
    page.editor.field.flush()
    QTest.keyClicks(page.editor.field, " Always.")
    page.outline.setFocus()
    assert page.desk.brief_blocks(crisis["brief"])[0].text == "Water comes first. Always."
    assert page.desk.step_number() > steps
    assert page.desk.undo_label() == "change bottom line of “Daily brief, 24 November”"
    page.desk.undo()
    assert all(not row.text for row in page.desk.brief_blocks(crisis["brief"]))
    assert page.editor.field.value() == ""


def test_an_outline_line_counts_the_words_against_the_limit(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    page.desk.write_block(crisis["brief"], "bottom_line", "one two three")
    ready(qtbot, page)
    assert line(page, "bottom_line").note == "3 of 60 words"
    page.desk.write_block(crisis["brief"], "bottom_line", "word " * 61)
    ready(qtbot, page)
    assert line(page, "bottom_line").tone == "amber"
    go(page, "bottom_line")
    assert page.editor.count.text() == "61 of 60 words, too long"


def test_a_text_that_is_refused_stays_and_says_why(page: BriefsPage) -> None:
    go(page, "bottom_line")
    page.editor.field.setPlainText("x" * 100_001)
    page.editor.field.flush()
    assert page.editor.problem.isVisibleTo(page)
    assert page.editor.dirty()
    assert [draft.text for draft in page.context.drafts.all()] == ["x" * 100_001]
    page.editor.field.setPlainText("short")
    page.editor.flush()
    assert page.editor.problem.isHidden() and not page.context.drafts.all()


def test_marks_lists_and_quotes_are_put_in_by_button(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    go(page, "unknowns")
    field = page.editor.field
    field.setPlainText("When it ends")
    field.selectAll()
    field.wrap("**", "**")
    assert field.value() == "**When it ends**"
    field.moveCursor(field.textCursor().MoveOperation.End)
    page.editor.fill_quotes()
    actions = page.editor._menu.actions()
    assert actions[0].text() == "“not the end of the story”"
    actions[0].trigger()
    assert f"\n\n{{{{quote:{crisis['story']}}}}}" in field.value()
    field.setPlainText("Before\nitem")
    cursor = field.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    field.setTextCursor(cursor)
    field.start_list()
    assert field.value() == "Before\n\n- item"
    page.flush()
    ready(qtbot, page)


def test_no_break_spaces_and_hostile_words_reach_the_store_as_typed(page: BriefsPage, crisis: dict[str, str]) -> None:
    words = 'Mr\u00a0X <script>"*|#read("/etc/passwd")'
    go(page, "unknowns")
    page.editor.field.setPlainText(words)
    page.flush()
    assert page.desk.brief_blocks(crisis["brief"])[0].text == words


# details


def test_the_details_are_edited_in_place(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    go(page, DETAILS)
    title = page.brief_details.form.field("title")
    title.setFocus()
    title.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(title, "Evening brief")
    page.flush()
    assert page.desk.get(Brief, crisis["brief"]).title == "Evening brief"
    assert page.header.accessibleName() == "Evening brief"


def test_the_day_of_a_brief_is_the_day_it_is_shown_as_at(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    page.desk.edit("brief", crisis["brief"], {"as_at_edtf": "2026-11-21"})
    ready(qtbot, page)
    assert "as at 21 November 2026" in page.header._subtitle.text()
    assert "21 November 2026" in pdf_text(page)


def test_issues_are_ticked_and_none_means_all(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    go(page, DETAILS)
    choice = page.brief_details.issues
    assert choice.ticked() == (crisis["water"],)
    choice.set_ticked(crisis["fuel"], True)
    assert set(json.loads(page.desk.get(Brief, crisis["brief"]).issues)) == {crisis["water"], crisis["fuel"]}
    choice.set_ticked(crisis["water"], False)
    choice.set_ticked(crisis["fuel"], False)
    assert json.loads(page.desk.get(Brief, crisis["brief"]).issues) == []
    assert "all 3 open issues" in page.brief_details.issues_words.text()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert len(choice.ticked()) == 1


def test_a_closed_issue_that_was_chosen_is_still_offered(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    page.desk.edit("issue", crisis["water"], {"status": "closed"})
    go(page, DETAILS)
    assert crisis["water"] in page.brief_details.issues.ids()
    assert page.brief_details.issues.ticked() == (crisis["water"],)


def test_another_form_gives_another_outline(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    go(page, DETAILS)
    field = page.brief_details.template
    field.setCurrentIndex(field.findData("issue-brief"))
    field.flush()
    assert page.desk.get(Brief, crisis["brief"]).template == "issue-brief"
    assert line(page, "summary").note == "To be completed"
    page.brief_details.template_editor.row.history_requested.emit()


# new and delete


def test_a_new_brief_starts_with_a_choice_of_forms(page: BriefsPage, qtbot: QtBot, said: Said) -> None:
    page.new_record()
    assert page.details.currentWidget() is page.new_pane
    assert page.new_pane.cards["one-page"].hasFocus()
    page.desk.create("actor", {"name": "Somebody"})
    assert page.details.currentWidget() is page.new_pane
    QTest.keyClick(page.new_pane, Qt.Key.Key_Escape)
    assert page.details.currentWidget() is page.composed
    page.new_record()
    QTest.keyClick(page.new_pane.cards["issue-brief"], Qt.Key.Key_Return)
    record = page.desk.get(Brief, page.current_record()[1])  # type: ignore[index]
    assert record.template == "issue-brief"
    assert page.brief_details.form.field("title").hasFocus()
    assert said.texts()[-1] == "Made a brief: Issue brief."


def test_a_deleted_brief_can_be_brought_back_from_the_toast(
    page: BriefsPage, crisis: dict[str, str], said: Said
) -> None:
    page.brief_details.delete_wanted.emit()
    text, action, undo = said.toasts[-1]
    assert (text, action) == ("Deleted “Daily brief, 24 November”.", "Undo")
    assert page.details.currentWidget() is page.no_records
    assert not page.export_button.isEnabled()
    assert undo is not None
    undo()
    assert page.current_record() == ("brief", crisis["brief"])
    assert page.details.currentWidget() is page.composed


def test_an_empty_store_offers_the_first_brief(
    qtbot: QtBot, make_context: Callable[[Desk], Context], said: Said
) -> None:
    desk = Desk(create_store(), "Anna")
    page = opened(qtbot, make_context(desk))
    assert page.details.currentWidget() is page.no_records
    page.export_brief()
    page.print_brief()
    assert said.texts() == ["There is no brief to export yet.", "There are no pages to print yet."]
    page.new_record()
    page.new_pane.cards["one-page"].click()
    assert page.details.currentWidget() is page.composed
    assert line(page, "bottom_line").note == "To be completed"
    page.flush()
    ready(qtbot, page)


# manners


def test_the_list_folds_away_and_stays_so(page: BriefsPage, qtbot: QtBot) -> None:
    assert not page.start.folded()
    page.start.fold.click()
    assert page.start.folded()
    assert page.start.fold.accessibleName() == "Show the list of briefs"
    assert opened(qtbot, page.context).start.folded()
    page.focus_filter()
    assert not page.start.folded()
    assert page.filter.isVisibleTo(page)


def test_a_narrow_window_puts_words_over_pages(page: BriefsPage) -> None:
    page.resize(700, 700)
    QApplication.processEvents()
    assert page.composer.orientation() == Qt.Orientation.Vertical
    page.resize(1100, 700)
    QApplication.processEvents()
    assert page.composer.orientation() == Qt.Orientation.Horizontal


def test_a_brief_opened_from_elsewhere_is_shown(page: BriefsPage, qtbot: QtBot) -> None:
    other = page.desk.new_brief("issue-brief", "Another brief")
    page.show_record("brief", other)
    assert page.header.accessibleName() == "Another brief"
    assert page.current_record() == ("brief", other)
    ready(qtbot, page)


def test_a_store_that_is_only_read_can_be_looked_at(
    qtbot: QtBot, make_context: Callable[[Desk], Context], sample: Desk, said: Said
) -> None:
    path = sample.store.path
    reading = Desk.open(path, "Anna", read_only=True)
    page = opened(qtbot, make_context(reading))
    assert page.editor.field.isReadOnly()
    page.new_record()
    assert page.details.currentWidget() is page.composed
    go(page, DETAILS)
    assert not page.brief_details.template.isEnabled()
    assert page.preview.stack.currentWidget() is page.preview.pages
    page.preview.stop()


def test_everything_that_takes_the_focus_has_a_name(page: BriefsPage) -> None:
    for key in (DETAILS, "bottom_line", "key_quotes"):
        go(page, key)
        unnamed = [
            f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
            and not getattr(widget, "text", str)()
        ]
        assert unnamed == []


def test_ctrl_z_belongs_to_the_field_until_the_words_are_saved(page: BriefsPage) -> None:
    go(page, "bottom_line")
    page.editor.field.setFocus()
    QTest.keyClicks(page.editor.field, "abc")
    QTest.keySequence(page.editor.field, QKeySequence(QKeySequence.StandardKey.Undo))
    assert page.editor.field.value() == ""
    QApplication.sendEvent(page.editor.field, QFocusEvent(QEvent.Type.FocusOut))


def test_the_module_of_the_page_loads_nothing_that_shows_or_prints_a_pdf() -> None:
    code = (
        "import sys, ui.pages.briefs\n"
        "heavy = ('PySide6.QtPdf', 'PySide6.QtPdfWidgets', 'PySide6.QtPrintSupport', 'typst', 'markdown', 'jinja2')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# pictures, and what is printed


def test_a_picture_is_added_to_a_brief_takes_its_place_and_is_taken_out_again(
    page: BriefsPage, qtbot: QtBot, said: Said
) -> None:
    page.add_block()
    palette = page.blocks.panel
    assert isinstance(palette, BlockPalette)
    assert palette.keys()[:4] == ("own", "form timeline_picture", "form stance_matrix", "form actor_map")
    palette.field.setText("related actors")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    ready(qtbot, page)
    keys = [one.key for one in page.outline.lines()]
    assert keys.index("actor_map") == keys.index("positions") + 1
    assert line(page, "actor_map").number == str(int(line(page, "positions").number) + 1)
    assert page.outline.current() == "actor_map"
    assert page.records.include.text() == "Leave out of this brief"
    page.include_block()
    assert "actor_map" not in [one.key for one in page.outline.lines()]
    words, action, undo = said.toasts[-1]
    assert words.startswith("Left “How the actors are related” out.") and action == "Undo" and undo is not None
    assert page.outline.current() == keys[keys.index("actor_map") + 1]
    undo()
    assert page.outline.current() == "actor_map"


def test_a_block_from_records_is_left_out_but_not_one_of_own_words(page: BriefsPage, qtbot: QtBot, said: Said) -> None:
    go(page, "positions")
    page.include_block()
    page.refresh()
    assert (line(page, "positions").number, line(page, "positions").note) == ("–", "Left out")
    go(page, "bottom_line")
    page.include_block()
    assert said.toasts[-1][0] == "This block stands in every brief of this form."
    assert line(page, "bottom_line").number == "1"
