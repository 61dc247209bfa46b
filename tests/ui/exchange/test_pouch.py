"""Handing over in the window, and what comes back: chosen, refused with a reason, made, read again, taken, undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.pouch.reading import open_pouch
from briefing.pouch.sealing import new_key, seal
from tests.pouch.staging import a_submission, issue
from tests.ui.conftest import Answers, Said
from tests.ui.crisis import build_crisis
from tests.ui.exchange.answers import issued_briefs, replied
from tests.ui.walking import spoken
from ui.context import Context
from ui.exchange.hand_over import HandOver
from ui.exchange.protection import KEYS, PASSPHRASE
from ui.exchange.reply import ReplyWindow
from ui.review.all_notes import AllNotes
from ui.widgets.rows import ROW_ROLE
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WORDS = "correct horse battery staple"


@pytest.fixture(scope="module")
def first_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    path = tmp_path_factory.mktemp("issued") / "crisis.db"
    desk = Desk.new(path, "Anna")
    build_crisis(desk)
    briefs = issued_briefs(desk)
    desk.save_copy(path.with_name("whole.db"))
    desk.close()
    return path.with_name("whole.db"), briefs


@pytest.fixture
def store(first_store: tuple[Path, list[str]], tmp_path: Path) -> Path:
    path = tmp_path / "crisis.db"
    path.write_bytes(first_store[0].read_bytes())
    return path


@pytest.fixture
def context(store: Path, make_context: Callable[[Desk], Context]) -> Iterator[Context]:
    desk = Desk.open(store, "Anna")
    made = make_context(desk)
    yield made
    made.background.close()
    desk.close()


@pytest.fixture
def briefs(first_store: tuple[Path, list[str]]) -> list[str]:
    return first_store[1]


@pytest.fixture
def dialog(context: Context, briefs: list[str], qtbot: QtBot) -> Iterator[HandOver]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HandOver(context, parent, briefs[0])
    made.open()
    yield made
    parent.close()


def titles(dialog: HandOver) -> list[str]:
    return [one.brief.title for one in dialog.briefs.chosen()]


def test_briefs_are_ticked_and_ordered_by_key_and_made_into_a_pouch_with_a_receipt(
    dialog: HandOver, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    assert titles(dialog) == ["Submission on tankers"], "the brief that was shown is suggested"
    dialog.briefs.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.briefs.setCurrentRow(1)
    QTest.keyClick(dialog.briefs, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(dialog) == ["Submission on the fuel reserve", "Submission on tankers"]
    dialog.readers.setPlainText("Minister Vale\n\nHead of the cell")
    answers.files = [tmp_path / "monday"]
    dialog.main_button.click()
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.receipt is not None
    pouch = open_pouch(tmp_path / "monday.pouch")
    assert [one.title for one in pouch.briefs] == titles(dialog)
    assert pouch.cover.readers == ("Minister Vale", "Head of the cell")
    text = dialog.receipt.text()
    for one in pouch.briefs:
        file = one.newest.files[0]
        assert one.title in text and f"{file.name}  {file.sha256}" in text
    assert "Opened once more and checked" in text and dialog.receipt.handed.made.sha256 in text
    pouch.close()
    dialog.receipt.folder_button.click()
    assert answers.asked[-1] == ("show", str(tmp_path))


def test_what_keeps_a_pouch_from_being_made_is_said_beside_the_button(dialog: HandOver, tmp_path: Path) -> None:
    def wrong() -> str:
        assert dialog.main_button.isEnabled() is not bool(dialog.fault.text())
        return dialog.fault.text()

    guard = dialog.protection
    assert wrong() == ""
    dialog.briefs.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert wrong() == "Tick at least one brief."
    dialog.briefs.item(0).setCheckState(Qt.CheckState.Checked)
    guard.ways[PASSPHRASE].setChecked(True)
    assert wrong() == "Enter a passphrase, twice."
    guard.first.setText("short")
    assert "at least 12 characters" in wrong()
    guard.first.setText(WORDS)
    assert wrong() == "The two passphrases differ."
    guard.ways[KEYS].setChecked(True)
    assert wrong() == "Enter the key of at least one recipient."
    guard.keys.setPlainText("not a key")
    assert "is no public key" in wrong()
    guard.ways[PASSPHRASE].setChecked(True)
    guard.second.setText(WORDS)
    assert wrong() == "" and dialog.order(tmp_path).passphrase == WORDS and not dialog.order(tmp_path).keys


def test_a_pouch_sealed_to_keys_says_that_it_was_not_opened_again(
    dialog: HandOver, tmp_path: Path, qtbot: QtBot
) -> None:
    public, secret = new_key()
    dialog.protection.ways[KEYS].setChecked(True)
    dialog.protection.keys.setPlainText(f"{public}\n")
    dialog.make(tmp_path / "sealed.pouch")
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.receipt is not None and "it cannot be opened here" in dialog.receipt.text()
    open_pouch(tmp_path / "sealed.pouch", keys=secret).close()


def test_a_pouch_that_cannot_be_written_says_why_and_the_choices_stay(
    dialog: HandOver, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "nowhere").write_bytes(b"a file where a folder should be")
    dialog.make(tmp_path / "nowhere" / "x.pouch")
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.problem.isVisible() and dialog.problem.accessibleDescription()
    dialog.again.click()
    assert dialog.form.isVisible() and titles(dialog) == ["Submission on tankers"]


def test_every_stop_has_a_name_of_its_own(dialog: HandOver) -> None:
    dialog.protection.ways[PASSPHRASE].setChecked(True)
    stops = [
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]
    names = Counter(spoken(one) for one in stops)
    assert len(stops) > 8 and "" not in names and max(names.values()) == 1, names


def test_without_an_issued_brief_it_says_what_to_do_first(
    desk: Desk, crisis: dict[str, str], make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HandOver(make_context(desk), parent)
    made.open()
    page = made.stack.currentWidget()
    assert page is not None and "issued" in spoken(page) and not made.main_button.isVisible()
    made.close()


def test_a_brief_above_the_ceiling_is_named_and_what_stays_out_is_counted(
    desk: Desk, crisis: dict[str, str], make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    desk.set_setting("profile", "tlp")
    desk.edit("issue", crisis["fuel"], {"marking": "TLP:AMBER"})
    brief = a_submission(desk, "Submission on the reserve")
    issue(desk, brief)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HandOver(make_context(desk), parent)
    made.open()
    made.ceiling.setCurrentIndex(made.ceiling.findData("TLP:GREEN"))
    assert "lies above the ceiling (TLP:AMBER)" in made.fault.text() and not made.main_button.isEnabled()
    assert "above the ceiling" in made.briefs.item(0).text()
    assert made.left_out.words.text() == "1 record of this store lies above the ceiling and is left out."
    made.ceiling.setCurrentIndex(made.ceiling.findData("TLP:AMBER"))
    assert made.main_button.isEnabled() and "above" not in made.briefs.item(0).text()
    made.close()


def test_a_reply_is_seen_taken_undone_and_leads_to_its_brief(
    store: Path, briefs: list[str], tmp_path: Path, open_window: Callable[[Desk | Path], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(store)
    reply = replied(window.desk, briefs[0], tmp_path)
    window.commands.exchange.take_reply_from(reply)
    dialog = window.findChildren(ReplyWindow)[-1]
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None and not window.desk.comments_on(briefs[0])
    dialog.main_button.click()
    assert [one.text for one in window.desk.comments_on(briefs[0])] == ["Why only by Friday?"]
    assert window.current_page().seen() == ("brief", briefs[0])
    assert len(window.findChildren(AllNotes)[-1].shown()) == 2
    toast = window.toasts.toasts()[-1]
    assert toast.text == "Taken from The Minister: 2 notes." and toast.action is not None
    toast.action.click()
    assert not window.desk.comments_on(briefs[0])


def test_a_reply_tells_what_is_new_and_what_is_there_and_refuses_what_is_none(
    context: Context, briefs: list[str], tmp_path: Path, said: Said, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReplyWindow(context, parent)
    dialog.open()
    reply = replied(context.desk, briefs[0], tmp_path)

    def read(path: Path) -> list[str]:
        dialog.read(path)
        qtbot.waitUntil(lambda: not dialog.busy())
        assert dialog.preview is not None
        model = dialog.preview.list.model()
        return [model.index(row, 0).data(ROW_ROLE).spoken() for row in range(model.rowCount())]

    assert read(reply) == [
        "Why only by Friday?, Comment · \u2068Submission on tankers\u2069, new",
        "Agreed, Decision · \u2068Submission on tankers\u2069, new",
    ]
    context.desk.take_reply(reply)
    assert [row.rpartition(", ")[2] for row in read(reply)] == ["already there"] * 2
    assert not dialog.main_button.isVisible(), "there is nothing to take"
    reply.write_bytes(reply.read_bytes().replace(b"Friday", b"Monday"))
    dialog.read(reply)
    qtbot.waitUntil(lambda: not dialog.busy())
    assert "altered on its way" in dialog.problem.accessibleDescription() and dialog.problem.isVisible()
    dialog.close()


def test_a_sealed_reply_asks_for_the_key_and_opens_with_it(
    context: Context, briefs: list[str], tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    public, secret = new_key()
    reply = replied(context.desk, briefs[0], tmp_path)
    reply.write_bytes(seal(reply.read_bytes(), [public]))
    (tmp_path / "desk.key").write_text(secret, "utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReplyWindow(context, parent)
    dialog.open()
    dialog.read(reply)
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.seal.isVisible() and dialog.unseal.text() == "Choose the key file…"
    answers.files = [tmp_path / "desk.key"]
    dialog.unseal.click()
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None and dialog.preview.list.model().rowCount() == 2
    dialog.main_button.click()
    assert [one.text for one in context.desk.comments_on(briefs[0])] == ["Why only by Friday?"]
