"""Reading sources and capturing passages: positions, import, find, quotes in their source."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.model import Fact, Quote
from ui.pages.quotes import QuotesPage
from ui.pages.sources import SourcesPage
from ui.widgets.offsets import Offsets, trimmed
from ui.window import MainWindow

Open = Callable[[Any], MainWindow]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(TEXT, st.data())
def test_positions_go_to_units_and_back(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    assert offsets.length() == len(text.encode("utf-16-le")) // 2
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = offsets.units(start), offsets.units(end)
    assert units[0] == len(text[:start].encode("utf-16-le")) // 2
    assert offsets.span(*units) == (start, end)


def test_a_selection_that_cuts_a_character_takes_it_whole() -> None:
    offsets = Offsets("a🙂b")
    assert offsets.span(2, 2 + 1) == (1, 2)
    assert offsets.span(1, 2) == (1, 2)


@pytest.mark.parametrize(
    ("text", "passage", "kept"),
    [
        ("say “yes” now", "“yes”", "yes"),
        ("say  yes  now", "  yes  ", "yes"),
        ("«oui»", "«oui»", "oui"),
        ("“”", "“”", "“”"),
    ],
)
def test_marks_and_white_space_around_a_passage_are_left_out(text: str, passage: str, kept: str) -> None:
    start = text.index(passage)
    first, last = trimmed(text, start, start + len(passage))
    assert text[first:last] == kept


def test_the_document_keeps_one_position_for_each_unit(qapp: QApplication) -> None:
    text = "a\u00a0b\u2028c\nd\u0301 🙂 \u2029 e"
    document = QTextDocument()
    document.setPlainText(text)
    assert document.characterCount() - 1 == Offsets(text).length()


@pytest.fixture
def sources(open_window: Open, sample: Path) -> SourcesPage:
    window = open_window(sample)
    window.show_place("sources")
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    return page


def test_files_dropped_on_the_page_are_imported(sources: SourcesPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "dropped.txt"
    file.write_text("Dropped words.", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(sources.filter, QDragEnterEvent(QPoint(5, 5), *how))
    drop = QDropEvent(QPointF(5, 5), *how)
    with qtbot.waitSignal(sources.context.background.ended):
        QApplication.sendEvent(sources.filter, drop)  # over a text field, which lets files pass
    assert sources.detail.title.text().strip("\u2068\u2069") == "dropped.txt"


def test_find_marks_every_place_and_walks_them(sources: SourcesPage) -> None:
    detail = sources.detail
    detail.focus_find()
    detail.seek.setText("MEETING")
    assert detail.count.text() == "1 of 4"
    detail.view.next_hit(1)
    assert detail.count.text() == "2 of 4"
    detail.view.next_hit(-1)
    detail.view.next_hit(-1)
    assert detail.count.text() == "4 of 4"
    detail.seek.setText("nowhere")
    assert detail.count.text() == "none"
    detail.view.next_hit(1)
    detail.seek.clear()
    assert detail.count.text() == ""


def test_a_click_on_an_underlined_quote_opens_it_and_back(sources: SourcesPage, qtbot: QtBot) -> None:
    quote = next(q for q in sources.desk.every(Quote) if q.exact == "emergency meeting")
    window = sources.window()
    assert isinstance(window, MainWindow)
    window.go("quote_in_source", quote.id)
    view = sources.detail.view
    place = view.cursorRect().center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.current_page().current_record() == ("quote", quote.id)
    page = window.current_page()
    assert isinstance(page, QuotesPage)
    page.shown.detail.show_in_source.click()
    assert window.current_page() is sources


def test_an_empty_selection_or_a_wrong_day_is_said_where_it_happens(sources: SourcesPage) -> None:
    sources.capture_selection()
    view = sources.detail.view
    cursor = view.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    sources.capture_selection()
    panel = sources.detail.capture
    panel.said.setText("32 August 2022")
    before = len(sources.desk.ids("quote"))
    panel.save_quote()
    assert len(sources.desk.ids("quote")) == before
    assert panel.rows["date_edtf"].error()
    assert panel.isVisible()
    panel.close_panel()
    assert not panel.isVisible()


def test_an_altered_archive_is_said_in_reader_and_quote(open_window: Open, sample: Path) -> None:
    from briefing.store.engine import connect

    connection = connect(sample)
    connection.execute("DROP TRIGGER source_text_keep_u")
    connection.execute("UPDATE source_text SET text = replace(text, 'normal', 'formal')")
    connection.close()
    window = open_window(sample)
    assert window.desk.counts()["quote"].work == 7
    window.show_place("sources")
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    assert "was altered" in page.detail.facts.text()
    assert not any(one.verified for one in page.detail.view._marked)
    window.show_place("quotes")
    quotes = window.current_page()
    assert isinstance(quotes, QuotesPage)
    assert "Export refuses" in quotes.shown.detail.proof.text()


def test_a_quote_is_copied_with_its_source_and_no_markup_of_its_own(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    quote = next(q for q in window.desk.every(Quote) if q.exact.startswith("not a normal"))
    window.desk.edit("actor", quote.speaker, {"name": "<b>Josep</b>"})
    window.go("quote", quote.id)
    page = window.current_page()
    assert isinstance(page, QuotesPage)
    page.shown.detail.copy_with_source()
    data = QApplication.clipboard().mimeData()
    assert data.text().startswith(
        "“not a normal meeting” — <b>Josep</b>, chief diplomat of the EU, 18 August 2022, [Untitled"
    )
    assert "&lt;b&gt;Josep" in data.html()


def test_facts_positions_and_paraphrases_are_shown_whole(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    page = window.page("quotes")
    assert isinstance(page, QuotesPage)
    derived = next(fact for fact in window.desk.ids("fact") if window.desk.basis(fact))
    window.go("fact", derived)
    assert page.current_record() == ("fact", derived)
    assert len(page.shown.detail.basis.widgets()) >= 1
    page.refresh()
    position = window.desk.ids("position")[0]
    window.go("position", position)
    assert page.current_record() == ("position", position)
    made = window.desk.create("quote", {"exact": "He said as much", "form": "paraphrase"})
    window.go("quote", made)
    assert "paraphrase" in page.shown.detail.proof.text()
    assert not page.shown.detail.show_in_source.isEnabled()


def test_the_timeline_narrows_to_an_issue_and_back(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    window.show_place("timeline")
    page: Any = window.current_page()
    assert page.model.rowCount() == 12
    page.issue.set_value(window.desk.ids("issue")[1])
    page.issue.committed.emit(page.issue.value())
    assert page.model.rowCount() == 1
    page.clear_filter()
    assert page.model.rowCount() == 12


def test_a_passage_becomes_the_proof_of_a_fact_made_on_the_way(sources: SourcesPage, qtbot: QtBot) -> None:
    desk, detail = sources.desk, sources.detail
    assert detail.citing.ask("fact") is None and not detail.citing.button.isEnabled()
    view = detail.view
    cursor = view.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(28, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert detail.citing.button.isEnabled()
    picker = detail.citing.ask("fact")
    assert picker is not None
    picker.field.setText("Days until the talks resume")
    picker.look()
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    fact = next(one for one in desk.every(Fact) if one.label == "Days until the talks resume")
    cited = desk.citations(fact.id)[0]
    archived = desk.archived(detail.shown())
    assert archived is not None and cited.start is not None and cited.end is not None
    assert archived.text[cited.start : cited.end] == cited.exact and desk.citation_state(cited) == "verified"
    window = sources.window()
    assert isinstance(window, MainWindow)
    window.show_place("overview")
    window.go("citation", cited.id)
    assert window.current_page() is sources and view.selection()[0] == cited.start
