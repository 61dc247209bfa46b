"""Proposals reviewed in the real window: chosen, accepted, edited, rejected and taken back, by keys and pointer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.desk.review_items import State
from briefing.model import Actor, Citation, Event, Fact, Issue, Quote
from tests.ui.proposals.staging import TEXT, Reviewed, archived, offered, place
from tests.ui.walking import unnamed
from ui.forms.ref_field import RefField
from ui.manual import keys_page
from ui.pages.sources import SourcesPage
from ui.proposals.reader import LONGEST
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(reviewed: Reviewed) -> Reviewed:
    reviewed.window.actions_registry["review_proposals"].trigger()
    reviewed.settle()
    return reviewed


def test_the_button_tells_how_many_wait_and_opens_them_beside_the_text_with_keys_of_their_own(
    reviewed: Reviewed,
) -> None:
    page, button = reviewed.page, reviewed.proposing.button
    assert button.text() == "Proposals (11)" and "Ctrl+Shift+R" in button.toolTip()
    button.click()
    panel = reviewed.panel
    assert panel.isVisible() and reviewed.focus() is panel.list
    assert not page.sides.start.isVisible() and not page.detail._side.isVisible() and page.detail.view.isVisible()
    starts = [panel.items[one].start for one in panel.shown()]
    assert len(starts) == 11 and starts == sorted(starts)
    toast = reviewed.window.toasts.show_toast("A message")
    middle = toast.mapTo(reviewed.window, toast.rect().center()).x()
    text = page.detail.view
    assert abs(middle - text.mapTo(reviewed.window, text.rect().center()).x()) < 3  # not over the fields
    assert [chip.text() for chip in panel.chips._chips.values()] == [
        *("Quotes 4", "Actors 3", "Events 2", "Facts 1", "Issues 1")
    ]
    assert unnamed(reviewed.window, "review") == [] and page.manual_page() == "proposals"
    spans = page.detail.view.spans()
    directorate = reviewed.item("Directorate of Utilities")
    assert [(one.start, one.end) for one in spans if one.key == directorate.key] == [place("Directorate of Utilities")]
    lines = {panel.items[one.key].kind: one.line for one in spans}
    assert len(set(lines.values())) == len(lines) == 5  # kinds differ by their lines, not by their colours alone
    reviewed.press(K.Key_Escape)
    assert not panel.isVisible() and page.sides.start.isVisible() and page.detail._side.isVisible()
    assert reviewed.focus() is button and page.detail.view.spans() == ()
    assert reviewed.made(Quote) == [] and len(reviewed.made(Actor)) == 1
    told = keys_page(reviewed.window.context).partition("In the review of proposals")[2]
    for words, keys in (("Accept", "A"), ("Reject", "R"), ("Next proposal", "J"), ("Leave the review", "Esc")):
        assert f"| {words} | {keys} |" in told
    own = [keys for action in reviewed.proposing.verbs.values() for keys in action.shortcuts()]
    assert len(own) == len(set(own))
    others = [keys for one in reviewed.window.actions_registry.all() for keys in one.action.shortcuts()]
    assert not set(own) & set(others)
    for name in ("accept", "edit", "reject"):
        keys = reviewed.proposing.verbs[name].shortcuts()[0].toString()
        assert f"({keys})" in panel.verb_bar.__dict__[name].toolTip()


def test_a_whole_review_by_keyboard_is_one_step_each_and_undone_step_by_step(reviewed: Reviewed) -> None:
    desk, panel = reviewed.desk, opened(reviewed).panel
    before = desk.step_number()
    walked = []
    while reviewed.proposing.review is not None and reviewed.proposing.review.open:
        item = reviewed.here()
        walked.append(item.key)
        reviewed.press(K.Key_R if item.kind == "fact" else K.Key_A)
    assert walked == [one.key for one in panel.items.values()]
    assert desk.step_number() == before + 11
    quotes = reviewed.desk.every(Quote)
    assert sorted(TEXT[one.start : one.end] for one in quotes) == sorted(one.exact for one in quotes)
    assert {desk.title("actor", one.speaker) for one in quotes} == {"Mara Vale", "", "Brook & Sons"}
    assert {desk.quote_state(one) for one in quotes} == {"verified"}
    assert sorted(one.name for one in desk.every(Actor)) == ["Brook & Sons", "Directorate of Utilities", "Mara Vale"]
    assert {one.modality for one in desk.every(Event)} == {"occurred", "planned"}
    assert [one.date_conflict for one in desk.every(Event) if one.date_conflict] == ["2026-11-26"]
    assert desk.every(Fact) == [] and len(desk.every(Issue)) == 1
    assert panel.told.text() == "11 of 11 decided" and reviewed.proposing.button.text() == "Proposals"
    for _ in range(11):
        reviewed.press(K.Key_U)
    assert panel.told.text() == "0 of 11 decided"
    assert desk.every(Quote) == [] and len(desk.every(Actor)) == 1 and desk.every(Citation) == []


def test_what_is_typed_goes_with_the_acceptance_and_letters_are_letters_in_a_field(reviewed: Reviewed) -> None:
    panel = opened(reviewed).panel
    item = reviewed.item("not the end of the story")
    panel.choose(item.key)
    reviewed.press(K.Key_E)
    form = panel.card.form
    assert form is not None and reviewed.focus() is form.field("speaker")
    speaker = form.field("speaker")
    assert isinstance(speaker, RefField) and speaker.text() == "Mara Vale"
    QTest.keyClicks(speaker, "ar")
    assert reviewed.item("not the end of the story").state is State.OPEN
    reviewed.press(K.Key_Return, CTRL)  # words that name nobody are no speaker
    assert reviewed.made(Quote) == [] and "ar" in form.rows["speaker"].error() and reviewed.focus() is speaker
    reviewed.press(K.Key_Escape)
    assert reviewed.focus() is panel.list and panel.isVisible()
    key = form.field("is_key")
    key.setFocus()
    key.setChecked(True)  # type: ignore[attr-defined]
    said = form.field("date_edtf")
    said.setText("no such day")  # type: ignore[attr-defined]
    reviewed.press(K.Key_Return, CTRL)
    assert "no such day" in form.rows["date_edtf"].error() and reviewed.made(Quote) == []
    said.setText("19 Nov 2026")  # type: ignore[attr-defined]
    reviewed.press(K.Key_Return, CTRL)
    quote = reviewed.desk.every(Quote)[0]
    assert (quote.is_key, quote.date_edtf, reviewed.desk.title("actor", quote.speaker)) == (
        *(True, "2026-11-19"),
        "Mara Vale",
    )
    assert reviewed.focus() is panel.list and reviewed.here().state is State.OPEN


def test_a_proposal_stands_on_the_words_that_are_selected_instead(reviewed: Reviewed) -> None:
    panel, view = opened(reviewed).panel, reviewed.page.detail.view
    item = reviewed.item("a crisis management meeting that came too late")
    panel.choose(item.key)
    assert not panel.card.use_selection.isVisible()
    start, end = place("crisis management meeting")
    cursor = QTextCursor(view.document())
    cursor.setPosition(start + 1)  # the face at the beginning takes two units
    cursor.setPosition(end + 1, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    panel.card.use_selection.click()
    assert "crisis management meeting" in panel.card._reason.text() and not panel.card.use_selection.isVisible()
    reviewed.press(K.Key_A)
    quote = reviewed.desk.every(Quote)[0]
    assert (quote.exact, quote.start) == ("crisis management meeting", start)
    assert panel.items[item.key].state is State.ACCEPTED
    reviewed.press(K.Key_U)
    panel.choose(item.key)
    assert panel.card.values().get("start") is None  # forgotten with the step that was taken back


def test_a_speaker_who_is_new_is_made_and_a_known_actor_is_matched_each_by_a_click(reviewed: Reviewed) -> None:
    panel, desk = opened(reviewed).panel, reviewed.desk
    item = reviewed.item("for reasons beyond our control")
    panel.choose(item.key)
    form = panel.card.form
    assert form is not None and form.new_speaker.isVisible() and form.new_speaker.isChecked()
    reviewed.press(K.Key_A)
    brook = next(one for one in desk.every(Actor) if one.name == "Brook & Sons")
    assert (brook.kind, brook.role_as_stated, desk.every(Quote)[0].speaker) == ("organisation", "contractor", brook.id)
    assert {one.state for one in panel.items.values() if one.words == "Brook & Sons"} == {State.ACCEPTED}
    reviewed.press(K.Key_U)
    assert reviewed.here().key == item.key and desk.every(Quote) == []
    form.new_speaker.setChecked(False)
    reviewed.press(K.Key_A)
    assert desk.every(Quote)[0].speaker == "" and len(desk.every(Actor)) == 1
    aide = reviewed.item("a crisis management meeting that came too late")
    panel.choose(aide.key)
    assert form.new_speaker.isVisible() and not form.new_speaker.isChecked()  # nobody is named: say so, or nothing
    reviewed.press(K.Key_A)
    assert {one.speaker for one in desk.every(Quote)} == {""}
    item = reviewed.item("Mara Vale")
    panel.choose(item.key)
    known = desk.ids("actor")[0]
    assert panel.card.same.isVisible() and panel.card.same.keys() == (known,)
    fields = panel.card.form
    assert fields is not None and not fields.isVisible()
    reviewed.press(K.Key_A)
    assert [one.id for one in desk.every(Actor)] == [known]
    assert desk.get(Actor, known).role_as_stated == "Minister of Energy"
    reviewed.press(K.Key_U)
    panel.card.same._chips["new"].click()
    assert fields.isVisible()
    reviewed.press(K.Key_A)
    assert sorted(one.name for one in desk.every(Actor)) == ["Mara Vale", "Mara Vale"]


def test_rejected_ones_lie_under_a_fold_and_all_of_a_confidence_are_accepted_in_one_step(reviewed: Reviewed) -> None:
    panel = opened(reviewed).panel
    first = reviewed.here()
    reviewed.press(K.Key_R)
    assert first.key not in panel.shown() and reviewed.here().key != first.key
    assert panel.rejected.isVisible() and panel.rejected.text() == "Rejected (1)"
    assert not any(one.key == first.key for one in reviewed.page.detail.view.spans())
    reviewed.proposing.reader.read_now()
    reviewed.settle()
    assert panel.items[first.key].state is State.REJECTED
    panel.rejected.click()
    assert list(panel.shown())[-1] == first.key
    panel.choose(first.key)
    assert panel.verb_bar.take_back.isVisible() and not panel.verb_bar.accept.isVisible()
    panel.verb_bar.take_back.click()
    reviewed.settle()
    assert panel.items[first.key].state is State.OPEN and not panel.rejected.isVisible()
    desk = reviewed.desk
    certain = [one.key for one in panel.items.values() if one.confidence >= 0.85]
    assert panel.verb_bar.levels["certain"].text() == f"All that are certain ({len(certain)})"
    reviewed.press(K.Key_A, SHIFT)
    assert {one.key for one in panel.items.values() if one.state is State.ACCEPTED} == set(certain)
    assert reviewed.here().state is State.OPEN  # on to what is left
    toast = reviewed.window.toasts.toasts()[-1]
    assert toast.text == f"Accepted {len(certain)} proposals." and toast.action is not None
    toast.action.click()
    reviewed.settle()
    assert {one.state for one in panel.items.values()} == {State.OPEN} and desk.every(Quote) == []
    panel.chips._chips["quote"].click()
    panel.verb_bar.levels["possible"].trigger()
    reviewed.settle()
    assert len(desk.every(Quote)) == 4 and desk.every(Event) == []  # what the list does not show is left alone


def test_a_click_on_the_words_chooses_what_is_accepted_linked_and_opened(reviewed: Reviewed) -> None:
    panel, view = opened(reviewed).panel, reviewed.page.detail.view
    reviewed.press(K.Key_J)
    reviewed.press(K.Key_J)
    second = list(panel.shown())[2]
    assert panel.chosen_key() == second and [one.key for one in view.spans() if one.here] == [second]
    reviewed.press(K.Key_K)
    wanted = reviewed.item("for reasons beyond our control")
    cursor = QTextCursor(view.document())
    cursor.setPosition(wanted.start + 1 + 4)  # the face at the beginning takes two units
    view.setTextCursor(cursor)
    view.centerCursor()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert panel.chosen_key() == wanted.key
    reviewed.press(K.Key_Return)
    assert reviewed.focus() is view
    reviewed.press(K.Key_A)  # the keys work in the text too
    assert reviewed.item("for reasons beyond our control").state is State.ACCEPTED
    desk = reviewed.desk
    issue = desk.create("issue", {"title": "Water supply"})
    panel.choose(panel.shown()[0])
    panel.card.issues.choose(issue)
    for _ in range(2):
        reviewed.press(K.Key_A)
    assert len(desk.link_rows(issue)) == 2
    panel.card.issues.take_off(issue)
    assert panel.card.issues.issues() == ()
    item = reviewed.item("not the end of the story")
    panel.choose(item.key)
    reviewed.press(K.Key_A)
    panel.choose(item.key)
    item_record = reviewed.here().record
    panel.card.record.click()
    assert reviewed.window.current_page().current_record() == ("quote", item_record)


def test_a_text_that_offers_nothing_says_so_and_the_language_that_is_not_known_is_said(reviewed: Reviewed) -> None:
    made = reviewed.desk.archive_text("Another text", "Nothing to see here.")
    reviewed.window.go("source", made.source)
    reviewed.settle()
    opened(reviewed)
    assert reviewed.panel.stack.currentWidget() is reviewed.panel.empty
    assert reviewed.panel.empty.accessibleName() == "Nothing to propose"
    reviewed.window.go("source", reviewed.source)
    assert not reviewed.panel.isVisible()
    reviewed.desk.edit("source", reviewed.source, {"language": ""})
    opened(reviewed)
    assert "read as English" in reviewed.panel.note.text() and reviewed.panel.note.isVisible()


def test_who_leaves_comes_back_to_the_same_proposal_and_an_undone_step_offers_no_undo(reviewed: Reviewed) -> None:
    panel, window = opened(reviewed).panel, reviewed.window
    for _ in range(3):
        reviewed.press(K.Key_J)
    here = panel.chosen_key()
    reviewed.press(K.Key_Escape)
    assert not panel.isVisible()
    assert opened(reviewed).here().key == here
    reviewed.press(K.Key_R)
    assert [toast.action is not None for toast in window.toasts.toasts()] == [True]
    reviewed.press(K.Key_U)
    assert [toast.action is not None for toast in window.toasts.toasts()] == [False]
    assert reviewed.here().key == here


def test_what_is_accepted_as_another_desk_bins_the_source_is_kept_and_the_review_ends(reviewed: Reviewed) -> None:
    panel = opened(reviewed).panel
    item = reviewed.item("Mara Vale")
    panel.choose(item.key)
    other = Desk.open(reviewed.desk.store.path, "Bela")
    other.delete("source", reviewed.source)
    other.close()
    panel.take_focus()
    reviewed.press(K.Key_A)
    reviewed.qtbot.waitUntil(lambda: not panel.isVisible())
    assert reviewed.desk.every(Citation)[0].record_kind == "actor"


def test_a_text_that_would_take_minutes_is_not_read_and_that_is_said(reviewed: Reviewed) -> None:
    made = reviewed.desk.archive_text("A library", "All words of a long shelf.\n" * (LONGEST // 27 + 1))
    reviewed.window.go("source", made.source)
    reviewed.settle()
    opened(reviewed)
    assert reviewed.panel.stack.currentWidget() is reviewed.panel.empty
    assert "up to 2,000,000 characters" in reviewed.panel.empty.accessibleDescription()
    reviewed.press(K.Key_Escape)
    assert not reviewed.panel.isVisible()


def test_in_a_file_that_is_only_read_proposals_are_shown_and_nothing_can_be_accepted(
    open_window: Callable[[Desk | Path], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "crisis.db"
    desk = Desk.new(path, "Anna")
    source = archived(desk)
    desk.close()
    window = open_window(Desk.open(path, "Anna", read_only=True))
    window.resize(660, 760)
    window.go("source", source)
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    page.proposing.reader.give_up()
    page.proposing.reader.engine = offered
    reviewed = Reviewed(window, page, source, qtbot)
    window.actions_registry["review_proposals"].trigger()
    reviewed.settle()
    panel = reviewed.panel
    assert len(panel.shown()) == 11 and not panel.verb_bar.isVisible() and not panel.card.issues.isVisible()
    assert panel.y() >= page.detail.view.height()  # in a narrow window it stands below the text
    for key in (K.Key_A, K.Key_R):
        reviewed.press(key)
    assert {one.state for one in panel.items.values()} == {State.OPEN}
    form = panel.card.form
    assert form is not None and form.field("title").isReadOnly()  # type: ignore[attr-defined]
