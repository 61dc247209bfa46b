"""What comes in, what it offers and what moved, all said in an invented language: no word of ours stays English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.intake.readers import read_bytes, read_text
from tests.ui.proposals.staging import TEXT, archived, offered
from ui.importing.moved import MovedWindow
from ui.importing.reading_choice import ReadingChoice
from ui.pages.sources import SourcesPage
from ui.window import MainWindow

from .english import English, collected, data_of, speaking

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[Desk | Path], MainWindow]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collected(tmp_path_factory.mktemp("words"))


@pytest.fixture
def spoken(invented: Path, qapp: QApplication) -> Iterator[None]:
    yield from speaking(qapp, invented)


def shown(window: MainWindow, source: str) -> SourcesPage:
    window.go("source", source)
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    return page


def test_what_is_offered_and_what_moved_is_said_in_another_language(
    spoken: None, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = Desk.new(tmp_path / "crisis.db", "Anna")
    desk.create("actor", {"name": "Mara Vale", "kind": "person"})
    window = open_window(desk)
    page = shown(window, archived(desk))
    page.proposing.reader.engine = offered
    page.proposing.reader.give_up()
    page.proposing.open()
    qtbot.waitUntil(lambda: page.proposing.review is not None and not page.proposing.reader.busy())
    assert page.proposing.review is not None
    items = page.proposing.review.items
    texts = {getattr(one.proposal, name, "") for one in items for name in ("what", "title", "label", "name", "unit")}
    texts |= {one.reason for one in items} | {getattr(one.proposal, "basis", "") for one in items}
    texts |= {one.words for one in items} | {"about 60", "on Monday", "Friday", *TEXT.split("\n")}
    texts |= {"Minister of Energy", "contractor", "An aide to the governor", "she"}
    english = English(data_of(desk) | {one for one in texts if one})
    panel = page.proposing.panel
    assert len(panel.shown()) == 11
    for key in panel.shown():
        panel.choose(key)
        english.look(f"proposal {key}", panel, 12)
    for verb in ("accept", "reject"):
        getattr(page.proposing, verb)()
        english.look(f"toast of {verb}", window.toasts.toasts()[-1], 1)
    panel.rejected.click()
    english.look("rejected", panel, 12)
    for action in (*page.proposing.verbs.values(), *panel.verb_bar.levels.values()):
        english.hear("verb", action.text())
    page.proposing.close()
    notes = [
        "One two three four said: “Not a word.” Five six seven eight. Nine ten eleven twelve thirteen. Not any more.",
        "New. One two three four said: “Not a word.” Five six seven nine. Nine ten eleven twelve thirteen. New. New.",
    ]
    source = desk.archive_text("A note", notes[0]).source
    for words in ("Not a word.", "Five six seven eight", "Not any more."):
        desk.capture_quote(source, notes[0].index(words), notes[0].index(words) + len(words))
    desk.new_version(source, read_text(notes[1], "A note"))
    page = shown(window, source)
    english = English(data_of(desk) | {*notes, "pasted text.txt"})
    english.look("source", page, 20)
    page.show_moved()
    moved = window.findChildren(MovedWindow)[0]
    qtbot.waitUntil(lambda: moved.asked and not window.background.busy())
    assert len(moved.items) == 3
    for row in range(3):
        moved.list.setCurrentIndex(moved.list.model().index(row, 0))
        english.look(f"moved {row}", moved, 6)
    moved.close()
    twice = "Präsident Vučić sprach für Österreich.".encode().decode("cp1252", "replace").replace("\ufffd", "")
    choice = ReadingChoice(window.context, read_bytes(twice.encode(), "mail.txt"), window)
    choice.open()
    english.data |= {"mail.txt", choice.preview.toPlainText()}
    english.look("reading", choice, 5)
    choice.reject()
    english.none()
