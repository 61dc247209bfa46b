"""The preview: real pages, made off the window's thread, in the same place as before, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.errors import ExportError
from briefing.export.pdf import CancelledExportError
from briefing.model import Brief, BriefBlock
from briefing.reading.definitions import built_in_template
from ui.brief.digest import entries, note, pieces
from ui.brief.making import composed, make, typeset, wish_for
from ui.brief.pdf_text import page_texts
from ui.brief.preview import Preview
from ui.context import Context

from .conftest import Said

WAIT = 20_000


@pytest.fixture
def file_desk(crisis_db: Path) -> Iterator[Desk]:
    desk = Desk.open(crisis_db, "Anna")
    yield desk
    desk.close()


@pytest.fixture
def file_context(file_desk: Desk, make_context: Callable[[Desk], Context]) -> Context:
    return make_context(file_desk)


def brief_of(desk: Desk, template: str) -> Brief:
    return next(brief for brief in desk.every(Brief) if brief.template == template)


def shown(qtbot: QtBot, context: Context, brief: str) -> Preview:
    preview = Preview(context)
    qtbot.addWidget(preview)
    preview.resize(480, 640)
    preview.show()
    preview.show_brief(brief)
    ready(qtbot, preview)
    return preview


def ready(qtbot: QtBot, preview: Preview) -> None:
    qtbot.waitUntil(lambda: not preview.busy(), timeout=WAIT)


def words(preview: Preview) -> str:
    document = preview.pages.document
    assert document is not None
    return " ".join(document.getAllText(n).text() for n in range(document.pageCount()))


def test_the_sample_on_one_page_says_that_it_fits(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    preview = shown(qtbot, file_context, brief.id)
    assert preview.stack.currentWidget() is preview.pages
    assert preview.pages.page_words() == "1 page · fits, 1 line free"
    assert preview.status() == "one page"
    assert "crisis management meeting" in " ".join(words(preview).split())


def test_the_pages_wear_the_day_of_the_brief_and_the_preferences(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    file_context.desk.edit("brief", brief.id, {"as_at_edtf": "2022-08-20"})
    file_context.settings.set_text("unit", "Western Balkans unit")
    preview = shown(qtbot, file_context, brief.id)
    assert "20 August 2022" in words(preview)
    assert "Western Balkans unit" in words(preview)


def test_words_being_typed_are_seen_before_they_are_saved(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    preview = shown(qtbot, file_context, brief.id)
    preview.set_draft("bottom_line", "Typed but not saved.")
    preview.set_draft("no_such_block", "left alone")
    ready(qtbot, preview)
    assert "Typed but not saved." in words(preview)
    assert all("Typed" not in row.text for row in file_context.desk.brief_blocks(brief.id))
    preview.drop_draft("bottom_line")
    preview.refresh()
    ready(qtbot, preview)
    assert "Typed" not in words(preview)


def test_new_pages_come_where_the_reader_was(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "issue-brief")
    preview = shown(qtbot, file_context, brief.id)
    bar = preview.pages.view.verticalScrollBar()
    bar.setValue(900)
    assert preview.pages.page_words().startswith("Page 2 of ")
    before = preview.pages.document
    preview.set_draft("purpose", "Another purpose.")
    ready(qtbot, preview)
    assert preview.pages.document is not before
    assert bar.value() == 900
    assert "Another purpose." in words(preview)


def test_the_same_bytes_are_not_loaded_again(qtbot: QtBot, file_context: Context) -> None:
    preview = shown(qtbot, file_context, brief_of(file_context.desk, "one-page").id)
    before = preview.pages.document
    preview.refresh()
    ready(qtbot, preview)
    assert preview.pages.document is before


def test_only_the_last_of_many_changes_is_shown(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    preview = shown(qtbot, file_context, brief.id)
    for number in range(4):
        preview.set_draft("bottom_line", f"Version {number}.")
        preview.make_pages()
    ready(qtbot, preview)
    assert "Version 3." in words(preview)
    assert "Version 0." not in words(preview)


def test_a_brief_that_runs_over_says_so_and_how_to_mend_it(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    file_context.desk.write_block(brief.id, "unknowns", "We do not know.\n\n" * 60)
    preview = shown(qtbot, file_context, brief.id)
    assert preview.pages.state.text().endswith(" lines over")
    assert preview.pages.page_words().startswith("Page 1 of ")
    assert preview.warning.isVisibleTo(preview)


def test_a_missing_glyph_is_said_above_the_pages(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    file_context.desk.write_block(brief.id, "bottom_line", "A sign that no font holds: \U0001f9ff")
    preview = shown(qtbot, file_context, brief.id)
    assert preview.warning.isVisibleTo(preview)
    assert "U+1F9FF" in preview.warning.accessibleName()


def test_a_quote_that_no_longer_holds_stops_the_pages_and_is_one_click_away(
    qtbot: QtBot, context: Context, crisis: dict[str, str], said: Said
) -> None:
    with context.desk.store.step("damage", "test") as step:
        step.update("quote", crisis["story"], {"exact": "the end of the story"})
    preview = shown(qtbot, context, crisis["brief"])
    assert preview.stack.currentWidget() is preview.trouble
    assert "cannot be exported as verbatim" in preview.trouble.accessibleDescription()
    assert preview.status() == ""
    preview.open_quote.click()
    assert said.went == [("quote", crisis["story"])]


def test_a_brief_with_an_unknown_form_says_so(qtbot: QtBot, context: Context, crisis: dict[str, str]) -> None:
    context.desk.edit("brief", crisis["brief"], {"template": "haiku"})
    preview = shown(qtbot, context, crisis["brief"])
    assert "no template “haiku”" in preview.trouble.accessibleDescription()
    assert preview.open_quote.isHidden()
    context.desk.edit("brief", crisis["brief"], {"template": "one-page"})
    preview.again.click()
    ready(qtbot, preview)
    assert preview.stack.currentWidget() is preview.pages


def test_a_text_that_cannot_be_printed_is_told_in_its_place(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    preview = shown(qtbot, file_context, brief.id)
    preview.set_draft("bottom_line", "half a sign \ud800")
    ready(qtbot, preview)
    assert "cannot be printed" in preview.trouble.accessibleDescription()


def test_a_brief_that_is_gone_is_said_and_not_raised(qtbot: QtBot, context: Context) -> None:
    preview = Preview(context)
    qtbot.addWidget(preview)
    preview.make_pages()
    assert not preview.busy()
    preview.show_brief("019b0000-0000-7000-8000-000000000000")
    ready(qtbot, preview)
    assert preview.stack.currentWidget() is preview.trouble


def test_a_preview_that_was_stopped_shows_nothing_more(qtbot: QtBot, file_context: Context) -> None:
    preview = Preview(file_context)
    qtbot.addWidget(preview)
    preview.show_brief(brief_of(file_context.desk, "one-page").id)
    assert preview.busy()
    preview.stop()
    assert not preview.busy()
    QApplication.processEvents()
    assert preview.latest is None


def test_the_zoom_goes_by_button_key_and_wheel(qtbot: QtBot, file_context: Context) -> None:
    preview = shown(qtbot, file_context, brief_of(file_context.desk, "one-page").id)
    pages, view = preview.pages, preview.pages.view
    assert pages.fit_width.isChecked()
    fitted = pages.zoom()
    pages.fit_page.click()
    assert view.zoomMode() == QPdfView.ZoomMode.FitInView
    assert pages.zoom() <= fitted
    before = pages.zoom()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoomMode() == QPdfView.ZoomMode.Custom
    assert pages.zoom() > before
    larger = pages.zoom()
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert pages.zoom() < larger
    here = QPointF(20, 20)
    turn = QWheelEvent(
        here,
        here,
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    smaller = pages.zoom()
    QApplication.sendEvent(view.viewport(), turn)
    assert pages.zoom() > smaller
    for _ in range(20):
        pages.step_zoom(1)
    assert pages.zoom() == 4.0
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert pages.fit_width.isChecked()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)


def test_the_paper_stays_white_in_the_dark(qtbot: QtBot, file_context: Context) -> None:
    from ui.theme import Mode

    preview = shown(qtbot, file_context, brief_of(file_context.desk, "one-page").id)
    file_context.theme.set_mode(Mode.DARK)
    view = preview.pages.view
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(view.width() // 2, 60).name() == "#ffffff", timeout=WAIT)
    assert view.grab().toImage().pixelColor(3, 3).name() == file_context.theme.tokens.page


def test_making_can_be_cancelled(file_context: Context) -> None:
    desk = file_context.desk
    wish = wish_for(desk, file_context.settings, brief_of(desk, "one-page").id)
    with pytest.raises(CancelledExportError):
        make(wish, lambda: True)
    assert typeset(composed(desk, wish), lambda: False).pdf is not None


def test_the_outline_knows_what_each_block_holds(file_context: Context) -> None:
    desk = file_context.desk
    brief = brief_of(desk, "one-page")
    parts = composed(desk, wish_for(desk, file_context.settings, brief.id)).parts
    form = built_in_template("one-page")
    found = {entry.block.name: entry for entry in entries(form, desk.brief_blocks(brief.id), parts)[0]}
    assert note(found["key_quotes"])[0].startswith("2 quotes, ")
    assert note(found["open_issues"]) == ("4 rows", None)
    assert [piece.kind for piece in pieces(found["key_quotes"].blocks)][:2] == ["quote", "quote"]
    assert found["bottom_line"].blocks
    empty = {entry.block.name: entry for entry in entries(form, (), parts)[0]}
    assert note(empty["bottom_line"]) == ("To be completed", "amber")
    written = BriefBlock(id="1", brief=brief.id, block="bottom_line", text="word " * 61)
    long = {entry.block.name: entry for entry in entries(form, (written,), None)[0]}
    assert note(long["bottom_line"]) == ("61 of 60 words", "amber")
    assert note(long["positions"]) == ("From the records", None)
    assert note(long["unknowns"]) == ("Not written, left out", None)


def test_the_outline_of_an_issue_brief_splits_at_the_headings_of_the_form(file_context: Context) -> None:
    desk = file_context.desk
    parts = composed(desk, wish_for(desk, file_context.settings, brief_of(desk, "issue-brief").id)).parts
    found = {entry.block.name: entry for entry in entries(built_in_template("issue-brief"), (), parts)[0]}
    kinds = {piece.kind for piece in pieces(found["state_of_play"].blocks)}
    assert kinds == {"heading", "text", "row"}
    assert note(found["facts"])[0].endswith(" rows")
    assert note(found["sensitivities"]) == ("Internal, not printed", None)


def test_a_preview_that_is_not_seen_makes_nothing_until_it_is(qtbot: QtBot, file_context: Context) -> None:
    brief = brief_of(file_context.desk, "one-page")
    preview = shown(qtbot, file_context, brief.id)
    preview.set_draft("bottom_line", "Typed before it was hidden.")
    preview.make_pages()
    preview.hide()
    assert not preview.busy()
    preview.show()
    ready(qtbot, preview)
    assert "Typed before it was hidden." in words(preview)


def test_a_pdf_that_cannot_be_read_again_is_named_and_the_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(ExportError, match=r"“broken\.pdf” is written, but could not be read again"):
        page_texts(path)
    with pytest.raises(CancelledExportError):
        page_texts(path, lambda: True)
