"""The story of a brief that travels: issued, read elsewhere, answered, taken in, issued again, read again.

Two real windows and the files between them: the desk's, and an official's, who has no store.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing.brief.placing import Standing
from briefing.desk import Desk
from briefing.pouch.reply import ENDING
from briefing.terms import DecisionResult
from tests.ui.conftest import Answers
from tests.ui.crisis import build_crisis
from ui.exchange.hand_over import HandOver
from ui.exchange.reply import ReplyWindow
from ui.review.note_cards import NoteCard
from ui.review.review_page import ReviewPage
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

QUOTE = "not the end of the story"
ARGUED, REWRITTEN = "The repair may take until Friday.", "The repair will take until Sunday."


class Story:
    """What the people at both ends do."""

    def __init__(self, desk: MainWindow, official: MainWindow, answers: Answers, qtbot: QtBot, folder: Path) -> None:
        self.desk, self.official, self.answers, self.qtbot, self.folder = desk, official, answers, qtbot, folder

    def issue(self, brief: str, reason: str = "") -> None:
        self.desk.desk.add_clearance(brief, "Head of unit", put=True)
        self.desk.desk.issue(brief, formats=("md", "html"), reason=reason)

    def hand_over(self, brief: str, name: str) -> Path:
        """The brief that is shown goes into a pouch."""
        self.desk.go("brief", brief)
        self.desk.actions_registry["hand_over"].trigger()
        dialog = self.desk.findChildren(HandOver)[-1]
        assert [one.brief.id for one in dialog.briefs.chosen()] == [brief]
        self.answers.files = [self.folder / name]
        dialog.main_button.click()
        self.qtbot.waitUntil(lambda: not dialog.busy(), timeout=30_000)
        assert dialog.receipt is not None
        dialog.receipt.close()
        dialog.close()
        return self.folder / f"{name}.pouch"

    def read(self, pouch: Path) -> ReviewPage:
        """The official opens what was handed over."""
        self.official.commands.open_store(pouch)
        mode = self.official.commands.review_mode
        assert mode is not None and mode.page is not None and mode.page.isVisible()
        self.official.activateWindow()
        self.qtbot.waitUntil(self.official.isActiveWindow)
        mode.page.text.setFocus()
        return mode.page

    def go_to(self, page: ReviewPage, words: str) -> None:
        """By keyboard, from the first item on."""
        page.text.to_top()
        for _ in range(100):
            unit = page.text.current()
            assert page.shown is not None
            if unit is not None and words in page.shown.units[unit].text:
                return
            self.qtbot.keyClick(page.text, Qt.Key.Key_J)
        raise AssertionError(f"no item says “{words}”")

    def comment(self, page: ReviewPage, words: str, text: str) -> None:
        self.go_to(page, words)
        self.qtbot.keyClick(page.text, Qt.Key.Key_C)
        self.qtbot.keyClicks(page.notes.form.words, text)
        page.notes.form.save.click()
        page.text.setFocus()

    def decide(self, page: ReviewPage, words: str, result: DecisionResult) -> None:
        self.go_to(page, words)
        self.qtbot.keyClick(page.text, Qt.Key.Key_D)
        page.notes.form.answers.set_keys((result.value,))
        page.notes.form.save.click()
        page.text.setFocus()

    def reply(self, page: ReviewPage) -> Path:
        self.answers.files = [self.folder / "answer"]
        page.notes.hand_back.click()
        self.qtbot.keyClick(page.text, Qt.Key.Key_Escape)
        self.qtbot.waitUntil(lambda: not self.official.has_desk())
        return self.folder / f"answer{ENDING}"

    def take(self, reply: Path) -> None:
        self.desk.commands.exchange.take_reply_from(reply)
        dialog = self.desk.findChildren(ReplyWindow)[-1]
        self.qtbot.waitUntil(lambda: not dialog.busy())
        dialog.main_button.click()


@pytest.fixture
def story(
    open_window: Callable[[Desk | Path], MainWindow], tmp_path: Path, sample: Path, answers: Answers, qtbot: QtBot
) -> Story:
    path = tmp_path / "crisis.db"
    Desk.new(path, "Anna").close()
    return Story(open_window(path), open_window(sample), answers, qtbot, tmp_path)


def card(page: ReviewPage, text: str) -> NoteCard:
    return next(one for one in page.notes.cards.values() if one.placed.note.text == text)


def test_a_brief_travels_to_an_official_and_back_and_the_next_version_keeps_every_note(story: Story) -> None:
    desk = story.desk.desk
    made = build_crisis(desk)
    brief = desk.new_brief("submission", "Water until Sunday", [made["water"]])
    for block, words in (
        ("issue", "Whether tankers go on."),
        ("recommendation", "- Keep the tankers until Sunday.\n- Tell the district."),
        ("timing", "By Friday."),
        ("argument", f"{ARGUED}\n\n{{{{quote:{made['story']}}}}}"),
    ):
        desk.write_block(brief, block, words)
    cited = {"record_kind": "fact", "record": made["demand"], "source": made["report"], "locator": "paragraph 2"}
    desk.create("citation", cited)
    story.issue(brief)

    page = story.read(story.hand_over(brief, "monday"))
    assert page.since is None
    story.comment(page, QUOTE, "Who said this first?")
    story.comment(page, ARGUED, "Why Friday?")
    story.decide(page, "Keep the tankers", DecisionResult.AGREED)
    assert {one.placed.standing for one in page.notes.cards.values()} == {Standing.PLACED}
    story.take(story.reply(page))

    assert {one.text for one in desk.comments_on(brief)} == {"Who said this first?", "Why Friday?"}
    assert [one.result for one in desk.decisions_on(brief)] == [DecisionResult.AGREED]
    desk.write_block(brief, "argument", f"{REWRITTEN}\n\n{{{{quote:{made['story']}}}}}")
    story.issue(brief, "the repair takes longer")

    page = story.read(story.hand_over(brief, "tuesday"))
    assert page.shown is not None and page.shown.reviewed.number == 2
    assert page.since is not None and page.since.number == 1
    told = [one.new for one, _unit in page.since.differences if one.what == "paragraph"]
    assert REWRITTEN in told
    assert "Since you last read version 1" in page.text.toPlainText()[:400]
    assert card(page, "Who said this first?").placed.standing is Standing.PLACED
    assert card(page, "Why Friday?").placed.standing is Standing.CHANGED
    counts = page.shown.reviewed.counts()
    assert counts["placed"] + counts["changed"] + counts["unplaced"] == len(page.notes.cards) == 3
    assert "changed" in page.notes.counts.text()
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Resolve"], "the desk resolves"
