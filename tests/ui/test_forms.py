"""Forms: what is typed is saved, refused beside its field, or shown against what another window wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.errors import BriefingError, StoreError
from briefing.model import Issue, Position, Record
from ui.context import Context
from ui.forms.date_field import DateField, date_words, understood
from ui.forms.fields import FlagField
from ui.forms.record_form import RecordForm
from ui.forms.ref_field import RefField
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField, LineField, TextField

from .conftest import Said

FIELDS = (
    "title", "status", "priority", "owner_desk", "owner_actor", "deadline_edtf", "parent_issue", "next_step",
    "state_of_play",
)  # fmt: skip


class Stage:
    """A shown form on the water issue that follows the desk, and another field to move the focus to."""

    def __init__(self, context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
        self.context, self.desk, self.ids, self.qtbot = context, context.desk, crisis, qtbot
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.other = QLineEdit()
        self.form = RecordForm(context, "issue", FIELDS, wide=("next_step",))
        column = QVBoxLayout(self.page)
        column.addWidget(self.other)
        column.addWidget(self.form)
        self.page.resize(700, 620)
        self.page.show()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.show("water")
        context.bridge.changed.connect(lambda _change: self.refresh())

    def show(self, name: str) -> None:
        self.form.show_record(self.record(name))

    def refresh(self) -> None:
        self.form.show_record(self.desk.get(Issue, self.form.record_id()))

    def record(self, name: str = "water") -> Issue:
        return self.desk.get(Issue, self.ids[name])

    def line(self, name: str) -> LineField:
        field = self.form.field(name)
        assert isinstance(field, LineField)
        return field

    def type(self, name: str, text: str) -> None:
        field = self.line(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def leave(self) -> None:
        self.other.setFocus()

    def elsewhere(self, **values: str) -> None:
        """Another window writes, and this one does not hear of it yet."""
        self.context.bridge.blockSignals(True)
        self.desk.edit("issue", self.ids["water"], values)
        self.context.bridge.blockSignals(False)


@pytest.fixture
def stage(context: Context, crisis: dict[str, str], qtbot: QtBot) -> Stage:
    return Stage(context, crisis, qtbot)


def test_a_form_has_the_fitting_widget_for_each_field(stage: Stage) -> None:
    kinds = {name: type(stage.form.field(name)) for name in FIELDS}
    assert kinds["title"] is LineField and kinds["status"] is ChoiceField and kinds["deadline_edtf"] is DateField
    assert kinds["owner_actor"] is RefField and kinds["state_of_play"] is TextField
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


def test_a_store_that_cannot_be_written_is_a_toast_and_the_words_stay(
    stage: Stage, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(stage.desk.store, "step", full)
        stage.type("owner_desk", "Bela")
        stage.leave()
    assert said.texts() == ["The disk is full."] and said.saved[-1] == "The disk is full."
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
    assert not note.isHidden() and note.words() == "Changed elsewhere to: theirs"
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


def test_leaving_the_page_in_a_conflict_loses_neither_text(stage: Stage, said: Said) -> None:
    stage.type("owner_desk", "mine")
    stage.elsewhere(owner_desk="theirs")
    stage.refresh()
    stage.form.flush()
    assert stage.record().owner_desk == "mine" and "in its history" in said.texts()[-1]


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


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2022-09-01", "1 September 2022"),
        ("2022-09", "September 2022"),
        ("2022", "2022"),
        ("2022-07-18~/2022-08-18", "2022-07-18~/2022-08-18"),
        ("", ""),
    ],
)
def test_a_date_is_shown_so_that_it_reads_back_the_same(edtf: str, shown: str) -> None:
    assert date_words(edtf) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 sept 2022", "Thursday 1 September 2022"),
        ("2022-09", "September 2022"),
        ("2022-07-18~/..", "from about 18 July 2022"),
        ("soon", ""),
        ("2022-13-01", ""),
    ],
)
def test_a_typed_date_says_how_it_was_understood(typed: str, meant: str) -> None:
    assert understood(typed) == meant


def test_a_date_is_kept_as_edtf_and_tidied_on_leaving(stage: Stage) -> None:
    field = stage.line("deadline_edtf")
    stage.type("deadline_edtf", "1 sept 2022")
    field.flush()
    assert stage.record().deadline_edtf == "2022-09-01" and field.text() == "1 sept 2022"
    stage.leave()
    assert field.text() == "1 September 2022"


def test_a_date_half_typed_is_not_called_wrong_before_the_field_is_left(stage: Stage) -> None:
    stage.type("deadline_edtf", "1 sep")
    stage.line("deadline_edtf").flush()
    assert stage.form.row("deadline_edtf").error() == ""
    stage.qtbot.keyClicks(stage.line("deadline_edtf"), "t 2022")
    stage.leave()
    assert stage.record().deadline_edtf == "2022-09-01"


def test_enter_on_a_wrong_date_says_so_at_once(stage: Stage) -> None:
    stage.type("deadline_edtf", "1 sep")
    stage.qtbot.keyClick(stage.line("deadline_edtf"), Qt.Key.Key_Return)
    assert "is not a date" in stage.form.row("deadline_edtf").error()


def ref(stage: Stage, name: str = "owner_actor") -> RefField:
    field = stage.form.field(name)
    assert isinstance(field, RefField)
    return field


def test_a_reference_is_found_by_typing_and_chosen_with_enter(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "bro")
    assert field.suggestions().isVisible() and list(field.suggestions().ids()) == [stage.ids["contractor"]]
    stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stage.record().owner_actor == stage.ids["contractor"]
    assert field.text() == "Brook & Sons" and not field.suggestions().isVisible()


def test_a_reference_is_chosen_with_the_arrows_or_by_a_click(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    ids = list(field.suggestions().ids())
    assert len(ids) == 4
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    stage.qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert stage.record().owner_actor == ids[-1]
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    listed = field.suggestions()
    spot = listed.visualRect(listed.model().index(0, 0)).center()
    stage.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert stage.record().owner_actor == ids[0]


def test_a_reference_is_cleared_by_deleting_its_words(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert stage.record().owner_actor == "" and not stage.form.row("owner_actor").error()


def test_words_that_name_no_record_change_nothing_and_say_so(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "nobody at all")
    stage.leave()
    assert stage.record().owner_actor == stage.ids["directorate"] and field.text() == "Directorate of Utilities"
    assert stage.form.row("owner_actor").error() == "There is no actor called “nobody at all”; nothing was changed."


def test_a_whole_name_typed_is_taken_without_choosing(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "mara vale")
    stage.leave()
    assert stage.record().owner_actor == stage.ids["vale"]


def test_escape_gives_the_reference_back(stage: Stage) -> None:
    field = ref(stage)
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, "bro")
    stage.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Directorate of Utilities" and not field.suggestions().isVisible()


def test_a_reference_opens_its_record(stage: Stage, said: Said) -> None:
    stage.qtbot.keyClick(ref(stage), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert said.went == [("actor", stage.ids["directorate"])]


def test_a_record_is_never_offered_to_itself(stage: Stage) -> None:
    field = ref(stage, "parent_issue")
    field.setFocus()
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert stage.ids["water"] not in field.suggestions().ids() and len(field.suggestions().ids()) == 2


def test_a_choice_and_a_flag_save_at_once(stage: Stage, context: Context, crisis: dict[str, str]) -> None:
    choice = stage.form.field("status")
    assert isinstance(choice, ChoiceField)
    choice.setFocus()
    stage.qtbot.keyClicks(choice, "Stalled")
    choice.activated.emit(choice.currentIndex())
    assert stage.record().status == "stalled"
    form = RecordForm(context, "position", ("red_line",))
    stage.qtbot.addWidget(form)
    form.show_record(stage.desk.get(Position, crisis["position"]))
    flag = form.field("red_line")
    assert isinstance(flag, FlagField)
    form.show()
    stage.qtbot.keyClick(flag, Qt.Key.Key_Space)
    assert stage.desk.get(Position, crisis["position"]).red_line is True


def test_the_history_of_a_field_names_who_and_puts_a_value_back(stage: Stage, said: Said) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"priority": "critical"})
    view = stage.form.history_of("priority")
    assert view is not None and view.isVisible()
    assert [(entry.user, entry.old, entry.new) for entry in view.entries] == [
        ("Anna", "high", "critical"),
        ("Anna", None, "high"),
    ]
    backs = [button for button in view.findChildren(QPushButton) if button.text() == "Put this back"]
    assert [button.accessibleName() for button in backs] == ["Put back “High”"]
    stage.qtbot.mouseClick(backs[0], Qt.MouseButton.LeftButton)
    assert stage.record().priority == "high"
    text, action, undo = said.toasts[-1]
    assert (text, action) == ("Put back: Priority", "Undo") and undo is not None
    undo()
    assert stage.record().priority == "critical"


def test_the_history_of_a_reference_and_a_date_is_told_in_words(stage: Stage) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"owner_actor": stage.ids["vale"], "deadline_edtf": "2026-11-28"})
    for name, words in (("owner_actor", "Mara Vale"), ("deadline_edtf", "Saturday 28 November 2026")):
        view = stage.form.history_of(name)
        assert view is not None
        assert any(words in label.text() for label in view.findChildren(type(text_label())))
        view.shut()


def holds_focus(panel: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and panel.isAncestorOf(focus)


def test_a_panel_closes_with_escape_and_gives_the_focus_back(stage: Stage) -> None:
    stage.line("owner_desk").setFocus()
    view = stage.form.history_of("owner_desk")
    assert view is not None and holds_focus(view)
    stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert view.isHidden() and stage.line("owner_desk").hasFocus()


def test_a_panel_closes_with_a_click_elsewhere_and_keeps_tab_inside(stage: Stage) -> None:
    stage.desk.edit("issue", stage.ids["water"], {"priority": "critical"})
    view = stage.form.history_of("priority")
    assert view is not None
    for _ in range(5):
        stage.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert holds_focus(view)
    stage.qtbot.mouseClick(stage.other, Qt.MouseButton.LeftButton)
    assert view.isHidden()


def test_hostile_words_are_shown_and_kept_as_they_are(stage: Stage) -> None:
    hostile = '<script>alert(1)</script> *b* | #read("/etc/passwd") & \u202e\U0001f600'
    stage.desk.edit("issue", stage.ids["water"], {"next_step": hostile})
    assert stage.line("next_step").value() == hostile
    view = stage.form.history_of("next_step")
    assert view is not None
    labels = [label.text() for label in view.findChildren(type(text_label()))]
    assert any(hostile in text for text in labels)
    view.shut()


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
