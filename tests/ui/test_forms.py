"""Forms: what is typed is saved, refused beside its field, or shown against what another window wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.errors import BriefingError, StoreError
from briefing.model import Issue, Record
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.fields import FlagField
from ui.forms.record_form import RecordForm
from ui.forms.ref_field import RefField
from ui.prose.field import ProseField
from ui.widgets.text_field import ChoiceField, LineField, TextField

from .conftest import Said
from .staging import FIELDS, Stage


@pytest.fixture
def stage(context: Context, crisis: dict[str, str], qtbot: QtBot) -> Stage:
    return Stage(context, crisis, qtbot)


def test_a_form_has_the_fitting_widget_for_each_field(stage: Stage) -> None:
    kinds = {name: type(stage.form.field(name)) for name in FIELDS}
    assert kinds["title"] is LineField and kinds["status"] is ChoiceField and kinds["deadline_edtf"] is DateField
    assert kinds["owner_actor"] is RefField and kinds["state_of_play"] is ProseField
    flags = RecordForm(stage.context, "position", ("red_line",))
    assert isinstance(flags.field("red_line"), FlagField)
    flags.deleteLater()


def test_every_field_has_a_name_and_a_label_that_leads_to_it(stage: Stage) -> None:
    for editor in stage.form.editors.values():
        assert editor.widget.accessibleName() == editor.spec.label
        assert editor.row.label.buddy() is editor.widget


def test_typed_words_are_saved_on_leaving_the_field(stage: Stage, said: Said) -> None:
    stage.type("owner_desk", "Bela Moor")
    stage.leave()
    assert stage.record().owner_desk == "Bela Moor"
    assert said.saved[-1] == "" and not stage.form.dirty()


def test_typed_words_are_saved_after_a_pause(stage: Stage) -> None:
    stage.type("owner_desk", "Bela")
    stage.qtbot.waitUntil(lambda: stage.record().owner_desk == "Bela", timeout=3000)


def test_all_saves_of_one_visit_are_undone_at_once(stage: Stage) -> None:
    stage.type("owner_desk", "B")
    stage.line("owner_desk").flush()
    stage.qtbot.keyClicks(stage.line("owner_desk"), "ela")
    stage.line("owner_desk").flush()
    assert stage.record().owner_desk == "Bela"
    stage.leave()
    stage.desk.undo()
    assert stage.record().owner_desk == "Anna Lind" and stage.line("owner_desk").value() == "Anna Lind"


def test_two_visits_are_undone_one_by_one(stage: Stage) -> None:
    for text in ("first", "second"):
        stage.type("owner_desk", text)
        stage.leave()
    stage.desk.undo()
    assert stage.record().owner_desk == "first"


def test_what_is_refused_is_said_beside_the_field_and_the_words_stay(stage: Stage, said: Said) -> None:
    field = stage.line("title")
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClick(field, Qt.Key.Key_Delete)
    stage.leave()
    assert stage.form.row("title").error() == "Please enter something; this field cannot be empty."
    assert field.accessibleDescription() == stage.form.row("title").error()
    assert field.value() == "" and stage.form.dirty() and not said.toasts
    assert stage.record().title.startswith("Water supply")
    stage.refresh()
    assert field.value() == ""
    stage.type("title", "Water")
    stage.leave()
    assert stage.form.row("title").error() == "" and stage.record().title == "Water"


def test_taking_back_what_was_refused_takes_the_error_away(stage: Stage) -> None:
    stage.type("deadline_edtf", "soon")
    stage.leave()
    assert "is not a date" in stage.form.row("deadline_edtf").error()
    stage.type("deadline_edtf", "2026-11-20")
    stage.leave()
    assert stage.form.row("deadline_edtf").error() == ""


def test_refused_words_wait_for_the_return_to_their_record(stage: Stage) -> None:
    stage.type("deadline_edtf", "soon")
    stage.show("fuel")
    assert stage.line("deadline_edtf").text() == "December 2026" and stage.form.row("deadline_edtf").error() == ""
    stage.show("water")
    assert stage.line("deadline_edtf").text() == "soon" and "not a date" in stage.form.row("deadline_edtf").error()


def test_showing_another_record_saves_the_first(stage: Stage) -> None:
    stage.type("owner_desk", "Bela")
    stage.show("fuel")
    assert stage.record("water").owner_desk == "Bela" and stage.record("fuel").owner_desk == ""
    assert stage.line("owner_desk").value() == ""


def test_a_store_that_cannot_be_written_is_said_as_long_as_it_lasts_and_the_words_stay(
    stage: Stage, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(stage.desk.store, "step", full)
        stage.type("owner_desk", "Bela")
        stage.leave()
    assert said.troubles == ["The disk is full."] and not said.toasts and said.saved[-1] == "The disk is full."
    assert stage.line("owner_desk").value() == "Bela" and stage.form.dirty()
    stage.form.flush()
    assert stage.record().owner_desk == "Bela"


def test_a_refresh_leaves_alone_what_is_being_typed(stage: Stage) -> None:
    stage.type("owner_desk", "Bel")
    stage.desk.edit("issue", stage.ids["water"], {"next_step": "Something else"})
    assert stage.line("owner_desk").value() == "Bel" and stage.line("next_step").value() == "Something else"


def test_a_field_changed_in_another_window_shows_both_texts(stage: Stage) -> None:
    note = stage.form.editors["owner_desk"].note
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.refresh()
    assert (
        not note.isHidden() and note.words().startswith("Changed by Anna, ") and note.words().endswith(", to: theirs")
    )
    assert stage.line("owner_desk").value() == "mine"
    stage.leave()
    assert stage.record().owner_desk == "theirs"
    stage.qtbot.mouseClick(note.theirs, Qt.MouseButton.LeftButton)
    assert note.isHidden() and stage.line("owner_desk").value() == "theirs" and not stage.form.dirty()


def test_keeping_mine_saves_it_and_keeps_theirs_in_the_history(stage: Stage) -> None:
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.leave()  # nobody told the form: it looks before it writes
    note = stage.form.editors["owner_desk"].note
    assert not note.isHidden() and stage.record().owner_desk == "theirs"
    stage.qtbot.mouseClick(note.mine, Qt.MouseButton.LeftButton)
    assert stage.record().owner_desk == "mine" and note.isHidden()
    news = [entry.new for entry in stage.desk.field_history("issue", stage.ids["water"], "owner_desk")]
    assert news[:2] == ["mine", "theirs"]


def test_leaving_the_page_in_a_conflict_decides_nothing_and_loses_neither_text(stage: Stage, said: Said) -> None:
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.refresh()
    stage.show("fuel")
    assert stage.record().owner_desk == "theirs" and "wait there until you choose" in said.texts()[-1]
    assert stage.line("owner_desk").value() == "" and stage.form.editors["owner_desk"].note.isHidden()
    stage.show("water")
    note = stage.form.editors["owner_desk"].note
    assert stage.line("owner_desk").value() == "mine" and note.words().endswith("to: theirs")
    stage.qtbot.mouseClick(note.mine, Qt.MouseButton.LeftButton)
    assert stage.record().owner_desk == "mine" and not stage.context.drafts.all()


def test_words_given_up_for_theirs_can_be_brought_back(stage: Stage, said: Said) -> None:
    note = stage.form.editors["owner_desk"].note
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.leave()
    stage.qtbot.mouseClick(note.theirs, Qt.MouseButton.LeftButton)
    assert not stage.context.drafts.all()
    text, _action, undo = said.toasts[-1]
    assert "let go" in text and undo is not None
    undo()
    assert stage.line("owner_desk").value() == "mine" and not note.isHidden()
    assert stage.record().owner_desk == "theirs"


def test_a_change_that_is_taken_back_elsewhere_is_no_conflict_any_more(stage: Stage) -> None:
    note = stage.form.editors["owner_desk"].note
    before = stage.record().owner_desk
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.refresh()
    assert not note.isHidden()
    stage.elsewhere(owner_desk=before)
    stage.refresh()
    assert note.isHidden() and stage.record().owner_desk == "mine"


def test_the_same_change_in_another_window_is_no_conflict(stage: Stage) -> None:
    stage.type("owner_desk", "same")
    stage.elsewhere(owner_desk="same")
    stage.leave()
    assert stage.form.editors["owner_desk"].note.isHidden() and not stage.form.dirty()


def test_nobody_may_edit_without_leave(crisis: dict[str, str], context: Context, qtbot: QtBot) -> None:
    from dataclasses import replace

    asked: list[int] = []

    def no() -> bool:
        asked.append(1)
        return False

    stage = Stage(replace(context, may_edit=no), crisis, qtbot)
    stage.type("owner_desk", "Bela")
    stage.leave()
    assert asked and stage.record().owner_desk == "Anna Lind" and stage.line("owner_desk").value() == "Anna Lind"


def test_a_record_in_the_bin_can_only_be_read(stage: Stage) -> None:
    stage.desk.delete("issue", stage.ids["water"])
    stage.refresh()
    assert stage.line("owner_desk").isReadOnly() and not stage.form.field("status").isEnabled()
    stage.desk.restore("issue", stage.ids["water"])
    assert not stage.line("owner_desk").isReadOnly()


@pytest.mark.parametrize("scale", [80, 200])
@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_form_fits_at_any_size_in_both_directions(stage: Stage, scale: int, way: Qt.LayoutDirection) -> None:
    stage.context.theme.set_text_scale(scale)
    stage.page.setLayoutDirection(way)
    stage.page.resize(560 * scale // 100, 900)
    QApplication.processEvents()
    for editor in stage.form.editors.values():
        row, field = editor.row, editor.widget
        assert field.width() >= 60 and row.rect().contains(field.geometry())
        assert row.label.width() >= row.label.sizeHint().width()


@pytest.fixture
def read_only(desk: Desk, crisis: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(desk.store, "read_only", True)
    yield desk
    monkeypatch.undo()


def test_a_store_for_reading_shows_fields_that_cannot_be_changed(
    read_only: Desk, crisis: dict[str, str], make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    form = RecordForm(make_context(read_only), "issue", FIELDS)
    qtbot.addWidget(form)
    record: Record = read_only.get(Issue, crisis["water"])
    form.show_record(record)
    owner, text = form.field("owner_desk"), form.field("state_of_play")
    assert isinstance(owner, LineField) and owner.isReadOnly() and owner.isEnabled()
    assert isinstance(text, TextField) and text.isReadOnly()
    view = form.history_of("priority")
    assert view is not None and not [b for b in view.findChildren(QPushButton) if b.text() == "Put this back"]


def test_a_record_that_is_gone_is_a_sentence_and_no_crash(
    stage: Stage, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_arguments: object) -> Record:
        raise BriefingError("There is no such issue.")

    monkeypatch.setattr(stage.desk, "get", gone)
    stage.type("owner_desk", "Bela")
    stage.leave()
    assert said.texts() == ["There is no such issue."] and stage.line("owner_desk").value() == "Bela"
