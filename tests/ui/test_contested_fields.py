"""One field changed in two real windows: both texts are shown, with who and when, and the user chooses, undoably."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from ui.forms.field_editor import FieldEditor
from ui.pages.issues import IssuesPage
from ui.widgets.text_field import ChoiceField
from ui.window import MainWindow

from .crisis import build_crisis

FIELDS = {
    "title": ("My title", "Their title", "Their title"),
    "owner_desk": ("My owner", "Their owner", "Their owner"),
    "state_of_play": ("My **state** of play", "Their state of play", "Their state of play"),
    "deadline_edtf": ("2026-12-01", "2026-12-24", "Thursday 24 December 2026"),
    "priority": ("low", "medium", "Medium"),
}


@dataclass
class Two:
    """The window of Anna, who types, and that of Bela, who writes first. Both look at the water issue."""

    anna: MainWindow
    bela: Desk
    water: str
    qtbot: QtBot

    def editor(self, name: str) -> FieldEditor:
        page = self.anna.current_page()
        assert isinstance(page, IssuesPage)
        detail = page.detail
        if name == "title":
            editor = detail.title
            assert isinstance(editor, FieldEditor)
            return editor
        found: FieldEditor = next(form.editors[name] for form in detail.forms if name in form.editors)
        return found

    def type(self, name: str, text: str) -> None:
        """Put the focus into a field of Anna's and type; a list is only opened at another line."""
        field: Any = self.editor(name).widget
        self.anna.activateWindow()
        self.qtbot.waitUntil(self.anna.isActiveWindow)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, ChoiceField):
            field.setCurrentIndex(field.findData(text))
            return
        field.selectAll()
        self.qtbot.keyClicks(_keys(field), text)

    def leave(self) -> None:
        self.anna.current_page().focus_filter()

    def stored(self, name: str) -> str:
        return str(getattr(self.anna.desk.get(Issue, self.water), name))


def _keys(field: QWidget) -> QWidget:
    return field if isinstance(field, QPlainTextEdit) or not hasattr(field, "editor") else field.editor


@pytest.fixture
def two(open_window: Callable[[Any], MainWindow], tmp_path: Path, qtbot: QtBot) -> Iterator[Two]:
    path = tmp_path / "crisis.db"
    desk = Desk.new(path, "Anna")
    made = build_crisis(desk)
    desk.close()
    anna = open_window(path)
    anna.bridge._timer.stop()  # each test says when the window hears of what another writes
    anna.go("issue", made["water"])
    with closing(Desk.open(path, "Bela Moor")) as bela:
        yield Two(anna, bela, made["water"], qtbot)


def contest(two: Two, name: str, *, heard: bool) -> FieldEditor:
    """Bela writes while Anna types; Anna's window hears of it, or finds out when it saves."""
    mine, theirs, _shown = FIELDS[name]
    two.type(name, mine)
    if not heard:
        two.anna.bridge.blockSignals(True)
    two.bela.edit("issue", two.water, {name: theirs})
    if heard:
        two.anna.bridge.look()
    two.leave()
    two.anna.bridge.blockSignals(False)
    return two.editor(name)


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("name", FIELDS)
def test_both_texts_are_shown_with_who_and_when_and_nothing_is_overwritten(two: Two, name: str, heard: bool) -> None:
    mine, theirs, shown = FIELDS[name]
    editor = contest(two, name, heard=heard)
    assert editor.note.isVisible()
    assert editor.note.words().startswith("Changed by Bela Moor, ") and editor.note.words().endswith(f"to: {shown}")
    assert editor._field.value() == mine and two.stored(name) == theirs
    assert editor.note.mine.accessibleName().startswith("Keep mine: ")


@pytest.mark.parametrize("name", FIELDS)
def test_keeping_mine_is_one_step_that_undo_takes_back(two: Two, name: str) -> None:
    mine, theirs, _shown = FIELDS[name]
    editor = contest(two, name, heard=True)
    two.qtbot.mouseClick(editor.note.mine, Qt.MouseButton.LeftButton)
    assert two.stored(name) == mine and not editor.note.isVisible() and not editor.dirty()
    two.anna.commands.undo()
    assert two.stored(name) == theirs and not editor.dirty()
    assert two.bela.get(Issue, two.water) == two.anna.desk.get(Issue, two.water)


@pytest.mark.parametrize("name", FIELDS)
def test_using_theirs_can_be_taken_back_with_the_message(two: Two, name: str) -> None:
    mine, theirs, _shown = FIELDS[name]
    editor = contest(two, name, heard=True)
    two.qtbot.mouseClick(editor.note.theirs, Qt.MouseButton.LeftButton)
    assert two.stored(name) == theirs and not editor.dirty() and not editor.note.isVisible()
    two.leave()
    toast = two.anna.toasts.toasts()[-1]
    assert "let go" in toast.accessibleName()
    toast._act()
    assert editor._field.value() == mine and editor.note.isVisible()
    two.qtbot.mouseClick(editor.note.mine, Qt.MouseButton.LeftButton)
    assert two.stored(name) == mine


def test_an_undecided_field_waits_over_closing_the_window(
    two: Two, open_window: Callable[[Any], MainWindow], qtbot: QtBot
) -> None:
    contest(two, "owner_desk", heard=True)
    path = two.anna.desk.store.path
    two.anna.close()
    assert two.bela.get(Issue, two.water).owner_desk == "Their owner"
    again = Two(open_window(path), two.bela, two.water, qtbot)
    again.anna.troubles.show_waiting()
    editor = again.editor("owner_desk")
    assert editor._field.value() == "My owner" and "Bela Moor" in editor.note.words()


def test_words_for_a_record_that_went_to_the_bin_are_kept_and_the_record_comes_back(two: Two) -> None:
    two.type("owner_desk", "My owner")
    two.bela.delete("issue", two.water)
    two.anna.bridge.look()
    binned = two.anna.desk.get(Issue, two.water)
    assert binned.deleted and binned.owner_desk == "Anna Lind"
    toast = two.anna.toasts.toasts()[-1]
    assert "was moved to the bin by Bela Moor" in toast.accessibleName()
    toast._act()
    assert two.anna.current_page().current_record() == ("issue", two.water)
    assert not two.anna.desk.get(Issue, two.water).deleted and two.stored("owner_desk") == "My owner"
    two.anna.commands.undo()
    assert two.stored("owner_desk") == "Anna Lind"


def test_a_contested_field_of_a_record_in_the_bin_loses_neither_text(two: Two) -> None:
    editor = contest(two, "owner_desk", heard=True)
    two.bela.delete("issue", two.water)
    two.anna.bridge.look()
    assert two.stored("owner_desk") == "Their owner"
    assert two.anna.current_page().current_record() != ("issue", two.water)
    two.anna.desk.restore("issue", two.water)
    two.anna.go("issue", two.water)
    assert editor._field.value() == "My owner" and editor.note.isVisible()
    assert two.stored("owner_desk") == "Their owner"
