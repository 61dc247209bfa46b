"""A store that turns read-only, vanishes, is replaced or full while it is open: said, survived, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.drafts import Drafts
from briefing.errors import StoreError
from briefing.model import Issue
from briefing.paths import drafts_folder
from briefing.store import engine
from ui.app import _catching
from ui.brief.definitions import Definitions
from ui.forms.field_editor import FieldEditor
from ui.icons import Icons
from ui.pages.issues import IssuesPage
from ui.settings import Settings
from ui.shell import PLACES
from ui.widgets.banner import Banner
from ui.widgets.text_field import LineField
from ui.window import MainWindow
from ui.windows import Windows

Open = Callable[[Any], MainWindow]
TYPED = "Typed while nothing could be saved"


class Working:
    """A window on a store of its own, at the first issue, and what breaks under it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.path = window.desk.store.path
        self.issue = window.desk.ids("issue")[0]
        window.go("issue", self.issue)

    def editor(self, name: str = "owner_desk") -> FieldEditor:
        page = self.window.current_page()
        assert isinstance(page, IssuesPage)
        found: FieldEditor = next(form.editors[name] for form in page.detail.forms if name in form.editors)
        return found

    def type(self, text: str = TYPED) -> None:
        field = self.editor().widget
        assert isinstance(field, LineField)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        self.qtbot.keyClicks(field, text)
        self.window.current_page().focus_filter()

    def banners(self) -> list[Banner]:
        found = [self.window.body._banners.itemAt(at).widget() for at in range(self.window.body._banners.count())]
        return [banner for banner in found if isinstance(banner, Banner)]

    def banner(self) -> Banner:
        """The red one."""
        return next(banner for banner in self.banners() if banner.property("tone") == "red")

    def press(self, words: str) -> None:
        button = next(b for banner in self.banners() for b in banner.findChildren(QPushButton) if b.text() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def break_read_only(self) -> None:
        """As on a disk that was remounted: SQLite itself refuses to write."""
        store = self.window.desk.store
        store.connection.close()
        store.connection = engine.connect(store.path, mode="ro")

    def mend_read_only(self) -> None:
        store = self.window.desk.store
        store.connection.close()
        store.connection = engine.connect(store.path)

    def break_full(self) -> None:
        connection = self.window.desk.store.connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        # what is left free inside the file is filled, so that the next step needs a page more
        with suppress(engine.sqlite3.OperationalError):
            connection.execute("CREATE TABLE filler(x)")
        for size in (100_000, 10_000, 1_000, 100):
            with suppress(engine.sqlite3.OperationalError):
                for _ in range(10_000):
                    connection.execute("INSERT INTO filler VALUES(zeroblob(?))", (size,))

    def mend_full(self) -> None:
        connection = self.window.desk.store.connection
        connection.execute("PRAGMA max_page_count = 1000000").fetchall()

    def break_gone(self) -> None:
        self.path.rename(self.path.with_name("elsewhere.db"))

    def mend_gone(self) -> None:
        self.path.with_name("elsewhere.db").rename(self.path)

    def break_replaced(self) -> None:
        other = self.path.with_name("other.db")
        Desk.new(other, "Bela").close()
        self.break_gone()
        other.rename(self.path)

    def mend_replaced(self) -> None:
        self.path.unlink()
        self.mend_gone()


SAYS = {
    "read_only": "can only be read here",
    "full": "is full",
    "gone": "was moved, renamed or deleted while it was open",
    "replaced": "Another file has taken the place",
}


@pytest.fixture
def working(open_window: Open, tmp_path: Path, sample: Path, qtbot: QtBot) -> Working:
    return Working(open_window(sample), qtbot)


@pytest.mark.parametrize("how", SAYS)
def test_the_trouble_is_said_with_ways_forward_and_the_words_stay(working: Working, how: str) -> None:
    getattr(working, f"break_{how}")()
    working.type()
    assert SAYS[how] in working.banner().accessibleName()
    assert "What you typed stays in its field" in working.banner().accessibleName()
    words = [button.text() for button in working.banner().findChildren(QPushButton) if button.text()]
    assert words[:2] == ["Try again", "Save a copy to work on…"]
    assert working.editor().widget.text() == TYPED  # type: ignore[attr-defined]
    assert working.window.desk.get(Issue, working.issue).owner_desk != TYPED
    for place in PLACES:  # everything can still be looked at
        working.window.show_place(place.key)
    working.window.go("issue", working.issue)
    assert working.editor().widget.text() == TYPED  # type: ignore[attr-defined]
    assert len([one for one in working.banners() if one.property("tone") == "red"]) == 1


@pytest.mark.parametrize("how", SAYS)
def test_trying_again_saves_the_words_once_the_cause_is_gone(working: Working, how: str) -> None:
    getattr(working, f"break_{how}")()
    working.type()
    working.press("Try again")
    assert working.window.troubles.text and "still cannot" in working.window.toasts.toasts()[-1].accessibleName()
    getattr(working, f"mend_{how}")()
    working.press("Try again")
    assert working.window.desk.get(Issue, working.issue).owner_desk == TYPED
    assert not [one for one in working.banners() if one.property("tone") == "red"]
    assert not working.window.context.drafts.all()
    working.window.commands.undo()
    assert working.window.desk.get(Issue, working.issue).owner_desk != TYPED


@pytest.mark.parametrize("how", SAYS)
def test_a_copy_to_work_on_takes_the_words_along(working: Working, how: str, answers: Any, tmp_path: Path) -> None:
    getattr(working, f"break_{how}")()
    working.type()
    answers.files = [tmp_path / "rescued.db"]
    working.press("Save a copy to work on…")
    window = working.window
    assert window.desk.store.path == tmp_path / "rescued.db" and len(window.desk.ids("issue")) == 6
    assert not window.troubles.text
    working.press("Show")
    assert window.current_page().current_record() == ("issue", working.issue)
    editor = working.editor()
    assert editor.note.isVisible() and editor.note.words().startswith("Typed ")
    working.qtbot.mouseClick(editor.note.mine, Qt.MouseButton.LeftButton)
    assert window.desk.get(Issue, working.issue).owner_desk == TYPED


@pytest.mark.parametrize("how", SAYS)
def test_the_words_are_offered_at_the_next_start(working: Working, how: str, open_window: Open) -> None:
    getattr(working, f"break_{how}")()
    working.type()
    site = working.window.desk.store.site
    working.window.close()
    assert not working.window.isVisible()
    assert [draft.text for draft in Drafts(drafts_folder(), site).all()] == [TYPED]
    if how in ("gone", "replaced"):
        getattr(working, f"mend_{how}")()
    again = Working(open_window(working.path), working.qtbot)
    assert any("was not saved and waits" in banner.accessibleName() for banner in again.banners())
    editor = again.editor()
    assert editor.widget.text() == TYPED and editor.note.words().startswith("Typed ")  # type: ignore[attr-defined]
    again.qtbot.mouseClick(editor.note.mine, Qt.MouseButton.LeftButton)
    assert again.window.desk.get(Issue, again.issue).owner_desk == TYPED
    assert not again.window.context.drafts.all()


def test_words_wait_while_the_store_is_opened_for_reading_only_and_go_with_a_copy(
    working: Working, open_window: Open, answers: Any, tmp_path: Path
) -> None:
    working.break_read_only()
    working.type()
    working.window.close()
    again = Working(open_window(Desk.open(working.path, "Anna", read_only=True)), working.qtbot)
    assert any("not saved: 1." in banner.accessibleName() for banner in again.banners())
    assert again.editor().widget.text() != TYPED  # type: ignore[attr-defined]
    again.window.commands.choose_store()  # cancelled
    answers.files = [tmp_path / "work.db"]
    again.press("Save a copy to work on…")
    again.window.go("issue", again.issue)
    assert again.editor().widget.text() == TYPED and again.editor().note.isVisible()  # type: ignore[attr-defined]


def test_words_that_are_let_go_at_the_next_start_can_be_brought_back(working: Working, open_window: Open) -> None:
    working.break_read_only()
    working.type()
    working.window.close()
    again = Working(open_window(working.path), working.qtbot)
    editor = again.editor()
    again.qtbot.mouseClick(editor.note.theirs, Qt.MouseButton.LeftButton)
    assert not editor.dirty() and not again.window.context.drafts.all()
    again.window.toasts.toasts()[-1]._act()
    assert editor.widget.text() == TYPED and editor.note.isVisible()  # type: ignore[attr-defined]


def test_a_date_that_is_refused_waits_for_the_next_start(working: Working, open_window: Open) -> None:
    field: Any = working.editor("deadline_edtf").widget
    field.setFocus()
    field.selectAll()
    working.qtbot.keyClicks(field, "2022-02-30")
    working.window.close()
    again = Working(open_window(working.path), working.qtbot)
    found: Any = again.editor("deadline_edtf").widget
    assert found.text() == "2022-02-30"


def test_words_of_a_brief_wait_in_their_block(working: Working, open_window: Open) -> None:
    brief = working.window.desk.new_brief("one-page", "A brief", [working.issue])
    working.window.go("brief", brief)
    working.window.current_page().show_field("block unknowns")
    page: Any = working.window.current_page()
    working.break_read_only()
    page.editor.field.setPlainText(TYPED)
    page.flush()
    assert SAYS["read_only"] in working.banner().accessibleName()
    working.window.close()
    again = open_window(working.path)
    again.show_place("overview")
    again.troubles.show_waiting()
    page = again.current_page()
    assert page.current_record() == ("brief", brief) and page.editor.field.value() == TYPED
    assert page.editor.note.isVisible() and page.editor.note.words().startswith("Typed ")
    page.editor.note.mine.click()
    texts = {row.block: row.text for row in again.desk.brief_blocks(brief)}
    assert texts["unknowns"] == TYPED


def test_a_half_typed_form_waits_in_its_dialog(working: Working, open_window: Open, qtbot: QtBot) -> None:
    record = working.window.desk.copy_template("one-page")
    dialog = Definitions(working.window.context, working.window, record)
    dialog.open()
    dialog.field.setPlainText(TYPED)
    dialog.accept()
    working.window.close()
    again = open_window(working.path)
    again.troubles.show_waiting()
    shown = next(one for one in again.findChildren(Definitions) if one.isVisible())
    assert shown.field.value() == TYPED and shown.fault.isVisible()
    shown.revert.click()
    assert not again.context.drafts.all() and shown.fault.isHidden()
    shown.accept()


def test_a_file_that_goes_is_noticed_and_one_that_comes_back_too(working: Working) -> None:
    working.break_gone()
    working.window.bridge.look()
    assert SAYS["gone"] in working.banner().accessibleName()
    working.type()
    working.mend_gone()
    working.window.bridge.look()
    assert not working.window.troubles.text
    assert working.window.desk.get(Issue, working.issue).owner_desk == TYPED


def test_the_file_that_took_the_place_can_be_opened(working: Working) -> None:
    working.break_replaced()
    working.type()
    working.press("Open the file that is there")
    assert working.window.desk.ids("issue") == [] and not working.window.troubles.text
    assert not working.window.context.drafts.all()  # they belong to the other store


def test_a_file_that_is_damaged_under_the_window_is_said_and_survived(working: Working, qtbot: QtBot) -> None:
    store = working.window.desk.store
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    store.connection.execute("PRAGMA cache_size = 0")
    size = working.path.stat().st_size
    with working.path.open("r+b") as file:  # somebody copies nonsense over it
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    from ui.bridge import EVERYTHING

    working.window.bridge.changed.emit(EVERYTHING)
    assert "is damaged" in working.banner().accessibleName()
    working.type()
    working.window.close()
    assert not working.window.isVisible()


def test_closing_asks_before_words_are_lost_that_could_not_be_kept_either(
    working: Working, own_places: Path, answers: Any
) -> None:
    (own_places / "drafts").write_text("no folder", encoding="utf-8")
    working.break_read_only()
    working.type()
    assert not working.window.close()
    assert answers.asked[-1][0] == "confirm" and working.window.has_desk()
    assert working.editor().widget.text() == TYPED  # type: ignore[attr-defined]
    (own_places / "drafts").unlink()
    assert working.window.close()


def test_what_no_part_of_the_window_caught_is_said_over_the_page(
    look: Icons, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    windows = Windows(Settings(tmp_path / "s.ini"), look.theme, look)
    window = windows.add(Desk.open(sample, "Anna"))
    passed: list[BaseException] = []
    hook = _catching(windows, lambda _kind, error, _trace: passed.append(error))
    error = StoreError("The disk has gone.")
    hook(StoreError, error, None)
    assert window.troubles.text == "The disk has gone." and not passed
    hook(ValueError, ValueError("a bug"), None)
    assert [str(one) for one in passed] == ["a bug"]
    window.close()
    hook(StoreError, error, None)  # nobody is left to tell


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes; only root may mount one."""
    point = tmp_path / "disk"
    point.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(point)], check=False)
    if made.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(
    small_disk: Path, open_window: Open, sample: Path, qtbot: QtBot, own_places: Path
) -> None:
    path = small_disk / "crisis.db"
    with Desk.open(sample, "Anna").store as store:
        from briefing.store import backup

        backup.save_copy(store, path)
    working = Working(open_window(path), qtbot)
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(b"x" * 4096)
            file.flush()
    working.type(TYPED * 20)
    assert "is full" in working.banner().accessibleName()
    filler.unlink()
    working.press("Try again")
    assert working.window.desk.get(Issue, working.issue).owner_desk == TYPED * 20
