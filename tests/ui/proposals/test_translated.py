"""What the review of proposals and the window of what moved say can be translated; the text itself stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from tests.ui.conftest import Answers
from tests.ui.english import English, data_of
from ui.importing.moved import MovedWindow
from ui.pages.sources import SourcesPage
from ui.proposals.told import heading
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[Desk | Path], MainWindow]

ARTICLE = """Vensholm, 20 November 2026

Energy Minister Mara Vale said on Thursday that the outage was “not the end of the story”. “We will not leave a single \
household without water,” she told reporters after the meeting.

An aide to the governor, who asked not to be named, spoke of “a crisis management meeting that came too late”.

Two pumping stations have been out of service since 18 November. Tankers cover about 60 percent of demand. The \
contractor, Brook & Sons, moved the repair date to 27 November, “for reasons beyond our control”, its director Peter \
Lund said. It remains unclear who will pay.

The European Commission will discuss the matter on 3 December 2026 in Brussels.
"""


CHANGE = ("not the end", "hardly the end")


def words_of(values: Mapping[str, object]) -> Iterator[str]:
    """Every word that a proposal holds of its text."""
    for value in values.values():
        if isinstance(value, Mapping):
            yield from words_of(value)
        elif isinstance(value, str):
            yield value


def test_proposals_and_what_moved_are_said_in_another_language(
    spoken: None, open_window: Open, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(Desk.new(tmp_path / "crisis.db", "Anna"))
    desk = window.desk
    desk.create("actor", {"name": "Mara Vale", "kind": "person"})
    source = desk.archive_text("What the cell said", ARTICLE).source
    window.go("source", source)
    page = cast("SourcesPage", window.current_page())
    page.review_proposals()
    qtbot.waitUntil(lambda: not page.proposing.reader.busy(), timeout=20_000)
    panel = page.proposing.panel
    english = English(data_of(desk) | set(ARTICLE.replace(*CHANGE).split("\n")) | set(ARTICLE.split("\n")))
    for one in panel.items.values():
        english.data |= {*words_of(asdict(one.proposal)), heading(one)}
    english.look("review", page, 20)
    kinds = set()
    for key in list(panel.shown()):
        panel.choose(key)
        kinds.add(panel.items[key].kind)
        english.look(f"review of {panel.items[key].kind}", panel, 10)
    assert {"quote", "actor", "event", "fact"} <= kinds
    for verb in ("reject", "accept"):
        getattr(page.proposing, verb)()
        english.look(f"toast of {verb}", window.toasts.toasts()[-1], 1)
    panel.verb_bar.level = "possible"
    page.proposing.accept_all()
    qtbot.waitUntil(lambda: not page.proposing.reader.busy(), timeout=20_000)
    english.look("toast of all", window.toasts.toasts()[-1], 1)
    english.look("review, decided", page, 20)
    page.proposing.close()
    second = tmp_path / "second.txt"
    second.write_text(ARTICLE.replace(*CHANGE).replace("An aide", "“Not now.”\n\nAn aide"))
    answers.files = [second]
    with qtbot.waitSignal(window.background.ended, timeout=20_000):
        window.commands.new_version()
    english.data |= {"second.txt", "second"} | data_of(desk)
    english.look("toast of a version", window.toasts.toasts()[-1], 1)
    moved = window.findChildren(MovedWindow)[0]
    qtbot.waitUntil(lambda: moved.asked and not window.background.busy(), timeout=20_000)
    for at in range(len(moved.items)):
        moved.list.setCurrentIndex(moved.list.model().index(at, 0))
        english.look(f"what moved {at}", moved, 8)
    moved.close()
    english.none()
