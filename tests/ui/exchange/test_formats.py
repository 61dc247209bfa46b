"""Sources and quotes to other programs and from them, through the menus of the real window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from tests.ui.conftest import Answers
from tests.ui.crisis import build_crisis
from ui.exchange.ceiling import CeilingDialog
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WORKS = [
    {"id": "Lind2026", "type": "book", "title": "Water and the law", "publisher": "Courier Press", "volume": "2"},
    {"id": "x", "type": "webpage"},
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk.new(tmp_path / "crisis.db", "Anna")) as desk:
        build_crisis(desk)
        yield desk


@pytest.fixture
def window(open_window: Callable[[Desk | Path], MainWindow], desk: Desk) -> MainWindow:
    return open_window(desk.store.path)


def toasts(window: MainWindow) -> str:
    return "\n".join(toast.text for toast in window.toasts.toasts())


def act(window: MainWindow, words: str) -> None:
    """Click the button with these words in the newest message that has it."""
    buttons = [toast.action for toast in window.toasts.toasts() if toast.action is not None]
    [button for button in buttons if button.text() == words][-1].click()


def trigger(window: MainWindow, key: str, answers: Answers, path: Path, qtbot: QtBot) -> None:
    answers.files = [path]
    window.actions_registry[key].trigger()
    qtbot.waitUntil(lambda: not window.background.busy())


def test_a_list_comes_in_is_undone_and_goes_out_with_the_quotes(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    works = tmp_path / "works.json"
    works.write_text(json.dumps(WORKS))
    trigger(window, "sources_in", answers, works, qtbot)
    made = next(one for one in window.desk.ids("source") if window.desk.title("source", one) == "Water and the law")
    assert "Imported 1 source." in toasts(window)
    assert "1 item was left out." in toasts(window)
    assert window.current_page().seen() == ("source", made)

    act(window, "Read all")
    assert answers.asked[-1] == ("problem", "What was left out or changed, and why")
    trigger(window, "sources_in", answers, works, qtbot)
    assert "Nothing new: 1 was here already." in toasts(window)
    act(window, "Undo")
    assert made not in window.desk.ids("source")
    assert "Undone: import sources" in toasts(window)

    trigger(window, "sources_in", answers, works, qtbot)
    out = tmp_path / "out"
    trigger(window, "sources_out", answers, out, qtbot)
    written = json.loads((tmp_path / "out.json").read_text())
    assert {work["title"] for work in written} >= {"Water and the law", "Utilities daily report"}
    assert "Wrote 3 sources." in toasts(window)
    trigger(window, "quotes_out", answers, tmp_path / "q.jsonld", qtbot)
    assert json.loads((tmp_path / "q.jsonld").read_text())["total"] == 3


def test_a_ceiling_is_asked_for_where_something_is_marked_and_keeps_it_out(
    window: MainWindow, answers: Answers, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.create("source", {"title": "Cable", "marking": "TLP:RED"})
    window.bridge.look()
    answers.files = [tmp_path / "out.json"]
    window.actions_registry["sources_out"].trigger()
    dialog = window.findChild(CeilingDialog)
    assert dialog is not None
    assert dialog.ceiling.value() == "TLP:CLEAR"
    dialog.ceiling.set_value("TLP:AMBER")
    dialog.save.click()
    qtbot.waitUntil(lambda: not window.background.busy())
    assert "Cable" not in (tmp_path / "out.json").read_text()
    assert "1 lies above TLP:AMBER." in toasts(window)


def test_what_cannot_be_read_or_written_is_said_and_nothing_is_changed(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[{]")
    before = window.desk.step_number()
    trigger(window, "sources_in", answers, bad, qtbot)
    assert "“bad.json” is not JSON" in toasts(window)
    trigger(window, "sources_out", answers, bad / "out.json", qtbot)
    assert "Nothing was written." in toasts(window)
    (tmp_path / "there.json").write_text("[]")
    trigger(window, "sources_out", answers, tmp_path / "there", qtbot)
    assert "already" in toasts(window)
    assert (tmp_path / "there.json").read_text() == "[]"
    answers.files = []
    for key in ("sources_in", "sources_out", "quotes_out"):
        window.actions_registry[key].trigger()
    assert window.desk.step_number() == before
