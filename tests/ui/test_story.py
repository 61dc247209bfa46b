"""The main job through the real window: read, edit, see the page, export, undo, come back, redo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from ui.pages.briefs import BriefsPage
from ui.pages.issues import IssuesPage
from ui.window import MainWindow

pytestmark = pytest.mark.usefixtures("no_stray_windows")

NEXT = "Ring the mission before Friday"


def pdf_text(path: Path) -> str:
    document = QPdfDocument()
    document.load(str(path))
    text = "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return text


def test_the_main_job_from_the_sample_to_paper_and_back(
    open_window: Callable[[Path], MainWindow], sample: Path, tmp_path: Path, answers: Any, qtbot: QtBot
) -> None:
    window = open_window(sample)
    issue = next(one for one in window.desk.every(Issue) if one.status == "on hold")

    # read and edit the documents-and-plates issue
    window.go("issue", issue.id)
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    status: Any = page.detail.facts.field("status")
    status.setCurrentIndex(status.findData("in negotiation"))
    status.flush()
    step: Any = page.detail.facts.field("next_step")
    step.setFocus()
    step.selectAll()
    qtbot.keyClicks(step, NEXT)
    step.flush()
    changed = window.desk.get(Issue, issue.id)
    assert (changed.status, changed.next_step) == ("in negotiation", NEXT)
    assert window.actions_registry["undo"].text().startswith("&Undo: change next step of “")
    assert window.status.saved().startswith("Saved ")

    # see it on the real page
    window.show_place("briefs")
    briefs = window.current_page()
    assert isinstance(briefs, BriefsPage)
    one_page = next(one for one in window.desk.briefs("one-page"))
    briefs.show_record("brief", one_page.id)

    def shown() -> None:
        made = briefs.preview.latest
        assert made is not None
        assert made.pdf is not None
        assert "in negotiation" in made_text(made.pdf.data, tmp_path)
        assert "Ring the mission" in made_text(made.pdf.data, tmp_path)

    qtbot.waitUntil(shown, timeout=20_000)

    # export three formats
    out = tmp_path / "out"
    out.mkdir()
    with qtbot.waitSignal(window.background.ended, timeout=30_000):
        briefs.export_to(("md", "html", "pdf"), out, "brief")
    files = {path.suffix: path for path in out.iterdir()}
    assert set(files) == {".md", ".html", ".pdf"}
    for text in (
        files[".md"].read_text(encoding="utf-8"),
        files[".html"].read_text(encoding="utf-8"),
        pdf_text(files[".pdf"]),
    ):
        assert "in negotiation" in text
        assert "Ring the mission" in text
        assert "not a normal meeting" in text
        assert "SAMPLE" in text

    # undo, leave, come back, redo
    window.commands.undo()
    window.commands.undo()
    back = window.desk.get(Issue, issue.id)
    assert (back.status, back.next_step) == (issue.status, issue.next_step)
    window.close()

    again = open_window(sample)
    assert again.actions_registry["redo"].text().startswith("&Redo: change status of “")
    again.commands.redo()
    again.commands.redo()
    redone = again.desk.get(Issue, issue.id)
    assert (redone.status, redone.next_step) == ("in negotiation", NEXT)
    assert not again.actions_registry["redo"].isEnabled()


def made_text(data: bytes, folder: Path) -> str:
    file = folder / "seen.pdf"
    file.write_bytes(data)
    return pdf_text(file)


def test_a_passage_is_captured_from_an_imported_file_and_undone(
    open_window: Callable[[Path], MainWindow], sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    from ui.pages.sources import SourcesPage

    text = "🙂 Note of the desk.\n\nThe mediator said: “We shall meet again on Monday.” Nobody asked why."
    file = tmp_path / "note.txt"
    file.write_text(text, encoding="utf-8")
    window = open_window(sample)
    window.show_place("sources")
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    with qtbot.waitSignal(window.background.ended, timeout=10_000):
        page.import_files([file])
    assert page.detail.title.text().strip("\u2068\u2069") == "note.txt"
    view = page.detail.view
    assert view.is_exact()
    cursor = view.textCursor()
    start = text.index("“We shall") + 1  # one more than in code points: the smiling face takes two units
    cursor.setPosition(start)
    cursor.setPosition(text.index("” Nobody") + 2, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    window.commands.capture()
    panel = page.detail.capture
    assert panel.isVisible()
    panel.issue.set_value(window.desk.ids("issue")[0])
    panel.said.set_value("2022-08-19")
    qtbot.keyClick(panel.speaker, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quotes = window.desk.quotes_in(window.desk.archived(page.detail._source.id).version.id)
    assert [quote.exact for quote in quotes] == ["We shall meet again on Monday."]
    assert window.desk.quote_state(quotes[0]) == "verified"
    assert quotes[0].date_edtf == "2022-08-19"
    window.commands.undo()
    assert window.desk.quotes_in(quotes[0].source_version) == []


def test_an_official_finds_a_quote_by_any_spelling_of_a_name(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    from ui.search import SearchBox

    window = open_window(sample)
    for spelling in ("vučić", "вучић", "VUCIC"):
        box = SearchBox(window.context, window)
        box.open_over()
        with qtbot.waitSignal(box.model.modelReset):
            box.field.insert(spelling)  # the test library cannot type beyond Latin
        kinds = {box._hits[one].kind for one in box.model.ids()}
        assert "actor" in kinds
        qtbot.keyClick(box.field, Qt.Key.Key_Down)
        qtbot.keyClick(box.field, Qt.Key.Key_Up)
        qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert window.current_page().current_record() is not None


def test_two_windows_on_one_store_see_each_others_changes(
    open_window: Callable[[Path], MainWindow], sample: Path
) -> None:
    first, second = open_window(sample), open_window(sample)
    issue = first.desk.ids("issue")[0]
    second.go("issue", issue)
    first.desk.edit("issue", issue, {"title": "Changed elsewhere"})
    second.bridge.look()
    page = second.current_page()
    assert isinstance(page, IssuesPage)
    assert page.detail.title._field.value() == "Changed elsewhere"


def test_the_desk_that_a_window_lets_go_keeps_a_backup(
    open_window: Callable[[Path], MainWindow], sample: Path, own_places: Path
) -> None:
    window = open_window(sample)
    window.desk.edit("issue", window.desk.ids("issue")[0], {"title": "New title"})
    window.close()
    kept = list((own_places / "backups").rglob("*.db"))
    assert len(kept) == 1
    copy = Desk.open(kept[0], "Anna", read_only=True)
    assert copy.every(Issue)[0].title == "New title"
    copy.close()
