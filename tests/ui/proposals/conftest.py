"""A window on a store with one text that can be reviewed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from tests.ui.proposals.staging import Reviewed, archived, offered
from ui.pages.sources import SourcesPage
from ui.window import MainWindow


@pytest.fixture
def reviewed(open_window: Callable[[Desk | Path], MainWindow], tmp_path: Path, qtbot: QtBot) -> Reviewed:
    """The text is shown, and what it offers is read."""
    desk = Desk.new(tmp_path / "crisis.db", "Anna")
    desk.create("actor", {"name": "Mara Vale", "kind": "person"})
    source = archived(desk)
    window = open_window(desk)
    window.show_place("sources")
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    page.proposing.reader.engine = offered
    window.go("source", source)
    made = Reviewed(window, page, source, qtbot)
    page.proposing.reader.read(source)
    made.settle()
    return made
