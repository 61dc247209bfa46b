"""Files brought in through the real window: many at once, what became of each, and what is asked about one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import SourceVersion
from tests.ui.conftest import Answers
from ui.background import Handle
from ui.importing.reading_choice import ReadingChoice
from ui.importing.results import ImportResults
from ui.importing.taking import take_in
from ui.pages.sources import SourcesPage
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PAGE = """<!doctype html><html lang="en"><head><title>Water in Vensholm</title>
<link rel="canonical" href="https://courier.example/water"></head>
<body><nav><a href="/">Home</a> <a href="/all">All news</a></nav>
<article><h1>Water in Vensholm</h1><p>{0} The crisis cell met on Monday and spoke for two hours about the pumps, the
tankers and the money that both will need before the winter comes to the northern district.</p>
<p>The governor said that a second meeting would follow, and that every household would be told in time what to
expect, who would pay, and when the stations would run again.</p></article>
<footer>Imprint and contact of the courier</footer></body></html>"""


@pytest.fixture
def sources(open_window: Callable[[Desk | Path], MainWindow], tmp_path: Path) -> SourcesPage:
    window = open_window(Desk.new(tmp_path / "crisis.db", "Anna"))
    window.show_place("sources")
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    return page


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def brought(sources: SourcesPage, qtbot: QtBot, *paths: Path) -> ImportResults | None:
    """Bring files in; the window that tells of them, where one opened."""
    before = set(sources.window().findChildren(ImportResults))
    with qtbot.waitSignal(sources.context.background.ended, timeout=30_000):
        sources.import_files(list(paths))
    qtbot.waitUntil(lambda: not sources.context.background.busy())
    opened = [one for one in sources.window().findChildren(ImportResults) if one not in before]
    return opened[0] if opened else None


def pills(results: ImportResults) -> dict[str, str]:
    """The last pill of each file."""
    rows = results._rows([str(at) for at in range(len(results.batch.taken))])
    return {row.title: row.pills[-1][0] for row in rows.values()}


def test_many_files_come_in_as_one_step_and_each_is_told(
    sources: SourcesPage, tmp_path: Path, qtbot: QtBot, answers: Answers
) -> None:
    desk = sources.desk
    files = [
        written(tmp_path, "page.html", PAGE.format("")),
        written(tmp_path, "note.txt", "A note\u200b with a hidden character."),
        written(tmp_path, "same.txt", "A note\u200b with a hidden character."),
        written(tmp_path, "empty.txt", b""),
        written(tmp_path, "table.xlsx", b"PK"),
        written(tmp_path, "there.url", "[InternetShortcut]\nURL=https://other.example/page\n"),
        tmp_path / "gone.txt",
    ]
    answers.files = files
    with qtbot.waitSignal(sources.context.background.ended, timeout=30_000):
        sources.context.actions["import"].trigger()
    results = sources.window().findChildren(ImportResults)[0]
    assert pills(results) == {
        "page.html": "imported",
        "note.txt": "imported",
        "same.txt": "already there",
        "empty.txt": "not taken in",
        "table.xlsx": "not taken in",
        "there.url": "referred to",
        "gone.txt": "not taken in",
    }
    assert results.summary.text() == "3 imported · 1 already there · 3 not taken in"
    assert len(desk.ids("source")) == 3
    results.list.setCurrentIndex(results.list.model().index(1, 0))
    assert [button.text() for button in results.pane.buttons[:2]] == ["Open", "Review proposals"]
    results.copy.click()
    copied = QApplication.clipboard().text()
    assert "hidden" in copied and "gone.txt: not taken in. There is no file" in copied
    results.undo.click()
    assert desk.ids("source") == [] and not results.isVisible()


def test_one_file_is_told_in_a_message_that_leads_to_its_proposals_or_takes_it_back(
    sources: SourcesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = written(tmp_path, "note.txt", "The mediator said: “We shall meet again on Monday.”")
    assert brought(sources, qtbot, file) is None
    window = sources.window()
    assert isinstance(window, MainWindow)
    toast = window.toasts.toasts()[-1]
    assert toast.text == "It is archived as “\u2068note.txt\u2069”." and toast.action is not None
    toast.action.click()
    assert sources.proposing.on and not sources.header.isVisible()
    window.commands.undo()
    assert sources.desk.ids("source") == [] and not sources.proposing.on and sources.header.isVisible()
    window.commands.redo()
    assert brought(sources, qtbot, file) is None and "already" in window.toasts.toasts()[-1].text
    assert brought(sources, qtbot, written(tmp_path, "two.txt", "Another note.")) is None
    toast = window.toasts.toasts()[-1]
    assert toast.more is not None
    toast.more.click()
    assert len(sources.desk.ids("source")) == 1


def test_a_page_of_the_same_address_waits_until_it_is_said_what_it_is(
    sources: SourcesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = sources.desk
    brought(sources, qtbot, written(tmp_path, "first.html", PAGE.format("")))
    results = brought(sources, qtbot, written(tmp_path, "second.html", PAGE.format("Corrected.")))
    assert results is not None and pills(results) == {"second.html": "needs an answer"}
    assert "same address" in results._rows(["0"])["0"].subtitle
    assert [button.text() for button in results.pane.buttons] == [
        "A new version",
        "A source of its own",
        "Leave it out",
    ]
    results.activateWindow()
    results.list.setFocus()
    qtbot.waitUntil(lambda: results.pane.buttons[0].isVisible())
    QTest.keyClick(results.list, Qt.Key.Key_Tab)
    assert results.pane.buttons[0].hasFocus()  # the answers come before what can be done with the list
    source = desk.ids("source")[0]
    results.pane.buttons[0].click()
    assert len(desk.ids("source")) == 1 and pills(results) == {"second.html": "new version"}
    archived = desk.archived(source)
    assert archived is not None and archived.version.number == 2 and "Corrected." in archived.text
    undo = results.toasts.toasts()[-1].action
    assert undo is not None
    undo.click()
    assert pills(results) == {"second.html": "needs an answer"} and desk.archived(source).version.number == 1
    results.pane.buttons[1].click()
    assert len(desk.ids("source")) == 2
    results.undo.click()
    assert len(desk.ids("source")) == 1 and not results.isVisible()  # what was answered in it too
    third = brought(sources, qtbot, written(tmp_path, "third.html", PAGE.format("").replace("Home", "Start")))
    assert third is not None
    assert "The words are the same." in [one.text() for one in third.pane.findChildren(QLabel)]
    third.pane.buttons[2].click()
    assert not third.isVisible() and len(desk.ids("source")) == 1


def test_a_file_is_read_otherwise_after_a_look_at_both_and_damaged_letters_are_asked_about_first(
    sources: SourcesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    results = brought(
        sources, qtbot, written(tmp_path, "page.html", PAGE.format("")), written(tmp_path, "note.txt", "A note.")
    )
    assert results is not None
    desk, taken = sources.desk, results.batch.taken[0]
    assert "All news" not in desk.archived(taken.source).text
    results.list.setCurrentIndex(results.list.model().index(0, 0))
    assert results.pane.buttons[-1].text() == "Read it otherwise…"
    results.pane.buttons[-1].click()
    dialog = results.findChildren(ReadingChoice)[0]
    assert dialog.preview.toPlainText() == desk.archived(taken.source).text
    dialog.ways._chips["page"].click()
    assert "All news" in dialog.preview.toPlainText()
    dialog.use.click()
    versions = [one for one in desk.every(SourceVersion) if one.source == taken.source]
    assert len(versions) == 2 and "All news" in desk.archived(taken.source).text
    text = "Präsident Vučić sprach von „einem schwierigen Weg“ für Österreich und Südtirol."
    twice = text.encode("utf-8").decode("cp1252", "replace").replace("\ufffd", "").encode("utf-8")
    results = brought(sources, qtbot, written(tmp_path, "mail.txt", twice))
    assert results is not None and pills(results) == {"mail.txt": "needs an answer"}
    assert len(desk.ids("source")) == 2
    results.pane.buttons[0].click()
    dialog = results.findChildren(ReadingChoice)[0]
    assert dialog.way() == "mended" and "Präsident" in dialog.preview.toPlainText()
    dialog.use.click()
    assert "Präsident" in desk.archived(results.batch.taken[0].source).text


def test_what_is_not_read_any_more_or_cannot_be_written_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{number}.txt", f"Note number {number}.") for number in range(3)]
    store = tmp_path / "crisis.db"
    desk = Desk.new(store, "Anna")
    handle = Handle(lambda _name, _part: handle.cancel())
    batch = take_in(desk, paths, handle)
    assert (len(batch.taken), batch.left, len(desk.ids("source"))) == (1, 2, 1)
    desk.close()
    closed = Desk.open(store, "Anna", read_only=True)
    batch = take_in(closed, paths[1:], Handle())
    closed.close()
    assert batch.taken[0].refused and batch.left == 1 and not batch.entry


def test_a_name_that_is_no_text_is_told_as_far_as_it_can_be_shown(tmp_path: Path) -> None:
    desk = Desk.new(tmp_path / "crisis.db", "Anna")
    told: list[str] = []
    handle = Handle(lambda name, _part: told.append(name))
    batch = take_in(desk, [tmp_path / "caf\udce9\n.txt"], handle)  # there is no such file
    desk.close()
    assert told == ["caf\ufffd .txt"]
    assert [one.name for one in batch.taken] == told and batch.taken[0].refused
