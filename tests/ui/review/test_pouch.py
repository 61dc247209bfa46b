"""A pouch in the window: read at once, answered in the reader's notebook, handed back, and closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.pouch.reply import read_reply
from briefing.pouch.sealing import is_sealed, unseal, write_key
from tests.ui.conftest import Answers
from ui.app import open_first
from ui.review.review_page import ReviewPage
from ui.window import MainWindow

from .conftest import a_submission

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def page_of(window: MainWindow) -> ReviewPage:
    mode = window.commands.review_mode
    assert mode is not None and mode.page is not None
    return mode.page


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    """A public key, and the file of the private one."""
    file = tmp_path / "key.txt"
    return write_key(file), file


@pytest.fixture
def pouch(sample: Path, tmp_path: Path, key: tuple[str, Path]) -> Path:
    desk = Desk.open(sample, "Anna Berg")
    brief = a_submission(desk, desk.open_issues()[0].id)
    made = tmp_path / "handed over.pouch"
    desk.make_pouch([brief], made, keys=[key[0]], readers=["Head of department"])
    desk.close()
    return made


def test_a_sealed_pouch_is_opened_read_answered_handed_back_and_closed(
    open_window: Callable[[Desk | Path], MainWindow],
    sample: Path,
    pouch: Path,
    key: tuple[str, Path],
    tmp_path: Path,
    answers: Answers,
    qtbot: QtBot,
) -> None:
    window = open_window(sample)
    before = pouch.read_bytes()
    answers.files = [key[1]]
    window.commands.open_store(pouch)
    page = page_of(window)
    assert [kind for kind, _ in answers.asked] == ["file"]
    assert page.isVisible() and page.shown is not None and page.shown.reviewed.number == 2
    assert len(page.notes.cards) == 4 and page.notes.hand_back.isVisible()
    item = next(one for one in page.text.places.items if "Tell nobody" in page.shown.units[one].text)
    page.text.go_to(item)
    page.noting.decide_here()
    page.notes.form.answers.set_keys(("discuss",))
    page.notes.form.words.setPlainText("Let us talk.")
    page.notes.form.save.click()
    assert "Discuss" in page.text.toPlainText()
    assert len(page.notes.cards) == 5
    answers.files = [tmp_path / "answer"]
    page.notes.hand_back.click()
    assert not (tmp_path / "answer.reply").exists()  # it came sealed: whoever does not answer to what, saves nothing
    answers.text = "no key of anybody"
    page.notes.hand_back.click()
    assert not (tmp_path / "answer.reply").exists()
    answers.text = key[0]
    page.notes.hand_back.click()
    sealed = (tmp_path / "answer.reply").read_bytes()
    assert is_sealed(sealed)
    plain = tmp_path / "plain.json"
    plain.write_bytes(unseal(sealed, "answer.reply", key[1].read_text(encoding="utf-8")))
    told = read_reply(plain)
    assert [note.text for note in told.notes] == ["Let us talk."]
    assert pouch.read_bytes() == before
    qtbot.keyClick(page.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.has_desk())
    assert any("What you wrote is kept" in one.text() for one in window.body.findChildren(QLabel))
    answers.files = [key[1]]
    window.commands.open_store(pouch)
    assert len(page_of(window).notes.cards) == 5


def test_a_reader_without_the_passphrase_stays_where_they_are(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, tmp_path: Path, answers: Answers
) -> None:
    pouch = tmp_path / "sealed.pouch"
    pouch.write_bytes(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n")
    window = open_window(sample)
    window.commands.open_store(pouch)
    assert [kind for kind, _ in answers.asked] == ["secret"]
    assert window.shows(sample) and not window.commands.reviewing()


def test_a_pouch_named_on_the_command_line_is_read_at_once(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, tmp_path: Path
) -> None:
    window = open_window(sample)
    brief = a_submission(window.desk, window.desk.open_issues()[0].id)
    made = tmp_path / "plain.pouch"
    window.desk.make_pouch([brief], made)
    assert open_first(window, made, read_only=False)
    page = page_of(window)
    assert window.commands.reviewing() and page.shown is not None
    assert [one.brief for one in page.source.queue()] == [brief]
    assert not page.queue.earlier.isVisible()
    damaged = tmp_path / "damaged.pouch"
    damaged.write_bytes(made.read_bytes()[:2000])
    assert not open_first(window, damaged, read_only=False)
    assert window.commands.reviewing()  # what was read stays
