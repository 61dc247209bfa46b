"""A brief that was issued twice, with notes on its first version, and review mode on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.brief.addresses import Address, Spot, addresses
from briefing.brief.compare import everything
from briefing.brief.tree import Brief as Tree
from briefing.desk import Desk
from tests.ui.conftest import Said
from tests.ui.crisis import build_crisis
from ui.context import Context
from ui.review.desk_source import DeskReviewing
from ui.review.remembering import Stop, keep_stop
from ui.review.review_page import ReviewPage


def at(tree: Tree, words: str) -> Address:
    units = everything(tree)
    return addresses(units)[next(n for n, unit in enumerate(units) if words in unit.text and unit.what != "heading")]


def issue(desk: Desk, brief: str, reason: str = "") -> None:
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",), reason=reason)


def a_submission(desk: Desk, issue_: str) -> str:
    """Issued twice: what it recommends was changed, one recommendation was taken out, one put in."""
    brief = desk.new_brief("submission", "Talks in autumn", [issue_])
    desk.write_block(brief, "issue", "Whether to agree to talks.")
    desk.write_block(
        brief, "recommendation", "- Agree to talks in autumn.\n- Note the risk of delay.\n- Ask for a list."
    )
    desk.write_block(brief, "timing", "By Friday.")
    issue(desk, brief)
    tree = desk.tree_of(brief, 1)
    agree = at(tree, "Agree to talks")
    place = everything(tree)[addresses(everything(tree)).index(agree)].text.index("autumn")
    first = desk.add_comment(Spot(brief, 1, agree, place, place + 6), "Early autumn?", author="Jo Kern", initials="JK")
    desk.reply(first, "Late.", author="Anna", initials="AN")
    desk.add_comment(Spot(brief, 1, at(tree, "Note the risk")), "What risk?", author="Jo Kern", initials="JK")
    desk.add_comment(Spot(brief, 1, at(tree, "Ask for a list")), "Of whom?", author="Jo Kern", initials="JK")
    desk.decide(Spot(brief, 1, agree), "agreed", author="Jo Kern", initials="JK")
    desk.write_block(
        brief, "recommendation", "- Agree to talks in spring.\n- Ask for a list.\n- Tell nobody before Monday."
    )
    issue(desk, brief, "the date moved")
    return brief


@dataclass
class Reader:
    """Review mode on a store in memory, and what a person does in it."""

    qtbot: QtBot
    desk: Desk
    context: Context
    said: Said
    page: ReviewPage
    brief: str

    def open(self, brief: str = "") -> None:
        self.page.open(brief or self.brief)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier)

    def type(self, words: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.qtbot.keyClicks(target, words)

    def current(self) -> str:
        unit = self.page.text.current()
        assert self.page.shown is not None
        return self.page.shown.units[unit].text if unit is not None else ""

    def walk_to(self, words: str) -> None:
        for _ in range(200):
            if words in self.current():
                return
            self.press(Qt.Key.Key_J)
        raise AssertionError(f"no item with {words}")


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with the submission, made once, and the id of it."""
    path = tmp_path_factory.mktemp("issued") / "crisis.db"
    desk = Desk.new(path, "Anna")
    brief = a_submission(desk, build_crisis(desk)["schools"])
    desk.close()
    return path, brief


@pytest.fixture
def reader(
    issued: tuple[Path, str], make_context: Callable[[Desk], Context], said: Said, qtbot: QtBot, tmp_path: Path
) -> Iterator[Reader]:
    path, brief = issued
    desk = Desk.open(Path(shutil.copy(path, tmp_path)), "Anna")
    context = make_context(desk)
    keep_stop(context.settings, brief, Stop(1, "", 0, 0.5))
    page = ReviewPage(context, DeskReviewing(desk, context.bridge))
    qtbot.addWidget(page)
    page.resize(1320, 860)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    made = Reader(qtbot, desk, context, said, page, brief)
    made.open()
    yield made
    page.hide()
    context.background.close()
    desk.close()
