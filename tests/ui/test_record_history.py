"""The history of a record: in words, narrowed by person and field, with what was linked brought back from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Citation, Issue
from briefing.rules.word_changes import word_changes
from ui.context import Context
from ui.forms.change_label import change_label, spoken
from ui.forms.history_view import HistoryView
from ui.forms.record_history import BLOCK, RecordHistory
from ui.widgets.text_field import ChoiceField
from ui.window import MainWindow

from .conftest import Said
from .staging import Stage


@pytest.fixture
def history(context: Context, crisis: dict[str, str], qtbot: QtBot) -> RecordHistory:
    made = RecordHistory(context)
    qtbot.addWidget(made)
    made.show_record("issue", crisis["water"])
    made.toggle()
    return made


def words(history: RecordHistory) -> list[str]:
    return [
        label.accessibleName() or label.text().replace("\u2068", "").replace("\u2069", "")
        for widget in history.widgets()
        for label in widget.findChildren(QLabel)
    ]


def button(history: RecordHistory, name: str) -> QPushButton:
    return next(b for b in buttons(history) if b.accessibleName().replace("\u2068", "").startswith(name))


def buttons(history: RecordHistory) -> list[QPushButton]:
    return [button for widget in history.widgets() for button in widget.findChildren(QPushButton)]


def test_what_was_linked_is_told_and_put_back_as_a_new_step(
    history: RecordHistory, context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot
) -> None:
    desk = context.desk
    desk.unlink(crisis["water"], "actor", crisis["vale"])
    history.show_record("issue", crisis["water"])
    assert "Link taken off: actor “Mara Vale”" in words(history) and "Link added: actor “Mara Vale”" in words(history)
    assert not any(row.target == crisis["vale"] for row in desk.link_rows(crisis["water"]))
    steps = desk.step_number()
    qtbot.mouseClick(button(history, "Put back: actor “Mara Vale”"), Qt.MouseButton.LeftButton)
    assert any(row.target == crisis["vale"] for row in desk.link_rows(crisis["water"]))
    assert desk.step_number() == steps + 1 and desk.undo_label().startswith("bring back link of “")
    assert "Link brought back: actor “Mara Vale”" in words(history)
    text, action, undo = said.toasts[-1]
    assert "Mara Vale" in text and action == "Undo" and undo is not None
    undo()
    assert not any(row.target == crisis["vale"] for row in desk.link_rows(crisis["water"]))


def test_a_link_is_taken_off_from_the_history(
    history: RecordHistory, context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(history, "Take off: actor “Brook & Sons”"), Qt.MouseButton.LeftButton)
    assert not any(row.target == crisis["contractor"] for row in context.desk.link_rows(crisis["water"]))
    names = [b.accessibleName() for b in buttons(history) if "Brook" in b.accessibleName()]
    assert len(names) == 1 and names[0].startswith("Put back")


def test_an_actor_tells_its_links_names_and_roles_from_its_own_side(
    context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    desk = context.desk
    desk.create("alias", {"actor": crisis["vale"], "text": "M. Vale"})
    desk.create("membership", {"person": crisis["vale"], "organisation": crisis["directorate"], "role": "Chair"})
    history = RecordHistory(context)
    qtbot.addWidget(history)
    history.show_record("actor", crisis["vale"])
    history.toggle()
    assert {
        "Other name added: M. Vale",
        "Role added: Directorate of Utilities, Chair",
        "Link added: Water supply interruption in the northern district",
    } <= set(words(history))


def test_a_citation_of_a_position_is_part_of_its_history(
    context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    history = RecordHistory(context)
    qtbot.addWidget(history)
    history.show_record("position", crisis["position"])
    history.toggle()
    assert "Citation added: Utilities daily report, paragraph 2" in words(history)
    qtbot.mouseClick(button(history, "Take off: Utilities"), Qt.MouseButton.LeftButton)
    assert context.desk.citations(crisis["position"]) == [] and len(context.desk.bin(Citation)) == 1


def test_it_is_narrowed_to_a_person_and_a_field(
    history: RecordHistory, context: Context, crisis: dict[str, str]
) -> None:
    context.desk.edit("issue", crisis["water"], {"priority": "critical"})
    context.desk.user = "Bela"
    context.desk.edit("issue", crisis["water"], {"priority": "low", "status": "stalled"})
    history.show_record("issue", crisis["water"])
    everything = len(history.widgets())
    choose(history.person, "Bela")
    assert len(history.widgets()) == 1 and "Priority: Critical → Low" in words(history)
    choose(history.field, "Status")
    assert "Status: Open → Stalled" in words(history) and "Priority: Critical → Low" not in words(history)
    choose(history.person, "")
    choose(history.field, "Priority")
    assert len(history.widgets()) == 2
    choose(history.field, "")
    assert len(history.widgets()) == everything


def choose(field: ChoiceField, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_a_long_history_is_shown_in_pages(history: RecordHistory, context: Context, crisis: dict[str, str]) -> None:
    for number in range(BLOCK + 5):
        context.desk.edit("issue", crisis["water"], {"owner_desk": f"Officer {number}"})
    history.show_record("issue", crisis["water"])
    assert len(history.widgets()) == BLOCK
    more = next(b for b in history.findChildren(QPushButton) if b.text().startswith("Show ") and "more" in b.text())
    more.click()
    assert len(history.widgets()) > BLOCK + 5 and more.isHidden()


def test_long_texts_are_told_word_by_word_without_colour_and_aloud(
    history: RecordHistory, context: Context, crisis: dict[str, str]
) -> None:
    old = context.desk.get(Issue, crisis["water"]).state_of_play
    context.desk.edit("issue", crisis["water"], {"state_of_play": old.replace("60 %", "<b>70</b> %")})
    history.show_record("issue", crisis["water"])
    assert any(text.startswith("State of play: removed “60”, added “<b>70</b>”") for text in words(history))
    label = next(one for one in history.findChildren(QLabel) if "line-through" in one.text())
    assert "underline" in label.text() and "&lt;b&gt;70&lt;/b&gt;" in label.text() and "<b>" not in label.text()


def test_the_history_of_a_long_field_is_told_word_by_word_too(
    context: Context, crisis: dict[str, str], qtbot: QtBot
) -> None:
    stage = Stage(context, crisis, qtbot)
    old = stage.record().state_of_play
    stage.desk.edit("issue", crisis["water"], {"state_of_play": f"{old} Today."})
    view = stage.form.history_of("state_of_play")
    assert isinstance(view, HistoryView)
    assert any("added “Today.”" in label.accessibleName() for label in view.findChildren(QLabel))
    view.shut()


def test_a_change_follows_the_theme(context: Context, qtbot: QtBot) -> None:
    label = change_label(context.icons, "Line:", "one two", "one three")
    qtbot.addWidget(label)
    light = label.text()
    context.theme.set_mode(type(context.theme.mode).DARK)
    assert label.text() != light and label.accessibleName() == "Line: removed “two”, added “three”"
    assert spoken("Line:", word_changes("a b", "a  b")) == "Line:"


@pytest.mark.parametrize(
    ("kind", "name"), [("actor", "vale"), ("event", "tankers"), ("quote", "story"), ("fact", "demand")]
)
def test_every_record_page_ends_with_its_history(
    kind: str, name: str, desk: Desk, crisis: dict[str, str], open_window: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(desk)
    window.go(kind, crisis[name])
    history = next(one for one in window.findChildren(RecordHistory) if one.isVisible())
    assert history.title == "History"
    history.toggle()
    assert "Created" in words(history)
    if kind != "actor":
        assert "Link added: Water supply interruption in the northern district" in words(history)


def test_a_store_that_can_only_be_read_offers_nothing(
    context: Context, crisis: dict[str, str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.desk.store, "read_only", True)
    history = RecordHistory(context)
    qtbot.addWidget(history)
    history.show_record("issue", crisis["water"])
    history.toggle()
    assert not any("Take off" in b.text() for b in history.findChildren(QPushButton))
