"""Reading a brief in review mode: by keyboard, in order, with what changed first, and nothing that can be edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from briefing.brief.placing import Standing
from briefing.model import Comment, Decision
from ui.review.note_words import counts_line
from ui.review.remembering import stop_of
from ui.theme import Mode

from .conftest import Reader

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def text_of(reader: Reader) -> str:
    return reader.page.text.toPlainText()


def test_every_word_of_every_unit_stands_in_the_text_where_it_is_said_to_be(reader: Reader) -> None:
    for brief in ("", *(one.id for one in reader.desk.briefs("one-page"))):
        reader.open(brief)
        shown, places = reader.page.shown, reader.page.text.places
        assert shown is not None
        assert set(places.spans) == set(range(len(shown.units)))
        whole = reader.page.text.document().toRawText()
        for one in places.stretches:
            wanted = shown.units[one.unit].text[one.start : one.start + len(one.text)]
            assert wanted == one.text
            assert whole[one.at : one.at + len(one.text)].replace("\u2028", "\n") == wanted
        for number, unit in enumerate(shown.units):
            for start, end in places.shown(number, 0, len(unit.text)):
                assert places.selected(start, end) is not None


def test_what_changed_since_the_last_reading_stands_first_and_each_leads_to_its_place(reader: Reader) -> None:
    lines = text_of(reader).splitlines()
    assert next(line for line in lines if line.strip()).startswith("Since you last read version 1")
    assert any("Tell nobody before Monday" in line for line in lines[:8])
    assert any("Removed" in line and "Note the risk" in line for line in lines[:8])
    reader.press(Qt.Key.Key_N)
    assert "Agree to talks in spring" in reader.current()
    reader.press(Qt.Key.Key_N)
    assert "Tell nobody" in reader.current()
    unit = reader.page.text.current()
    assert reader.page.text.marks.changed >= {unit}
    reader.page.text.anchorClicked.emit(QUrl("seen:"))
    assert "Since you last read" not in text_of(reader)
    assert not reader.page.text.marks.changed
    reader.open()
    assert "Since you last read" not in text_of(reader)


def test_a_reader_who_never_leaves_the_keyboard_reads_the_whole_queue(reader: Reader) -> None:
    ids = reader.page.queue.ids()
    assert len(ids) == 2
    reader.page.show_brief(ids[0])
    seen = set()
    for brief in ids:
        assert reader.page.shown is not None and reader.page.shown.entry.brief == brief
        items = len(reader.page.text.places.items)
        for _ in range(items):
            reader.press(Qt.Key.Key_J)
            seen.add((brief, reader.page.text.current()))
        assert len({one for one in seen if one[0] == brief}) == items
        reader.press(Qt.Key.Key_J)
        assert "end of the brief" in reader.said.texts()[-1]
        reader.press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert "last brief" in reader.said.texts()[-1]
    reader.press(Qt.Key.Key_K)
    assert reader.page.text.current() == reader.page.text.places.items[-2]


def test_where_reading_stopped_is_found_again(reader: Reader) -> None:
    reader.page.resize(1320, 300)
    reader.walk_to("By Friday")
    reader.page.remember()
    stop = stop_of(reader.context.settings, reader.brief)
    assert stop is not None and stop.version == 2 and stop.before == 1
    other = next(one for one in reader.page.queue.ids() if one != reader.brief)
    reader.page.show_brief(other)
    reader.page.show_brief(reader.brief)
    assert "By Friday" in reader.current()


def test_selected_words_are_commented_and_the_note_stands_on_them(reader: Reader) -> None:
    reader.walk_to("Ask for a list")
    for _ in range(3):
        reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    reader.press(Qt.Key.Key_C)
    assert reader.page.notes.form.on.text() == "“Ask”"
    reader.type("Whom?")
    reader.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = next(one for one in reader.desk.comments_on(reader.brief) if one.text == "Whom?")
    assert (made.exact, made.version, made.initials) == ("Ask", 2, "A")
    assert reader.page.notes.cards[made.id].placed.standing is Standing.PLACED
    assert QApplication.focusWidget() is reader.page.text
    reader.press(Qt.Key.Key_C)  # the selection is gone with the focus of a reader who went on
    assert reader.page.notes.form.isVisible()


def test_a_comment_without_words_is_refused_beside_the_field(reader: Reader) -> None:
    reader.press(Qt.Key.Key_C)
    reader.page.notes.form.save.click()
    assert reader.page.notes.form.problem.text() == "Please write something."
    assert "whole brief" in reader.page.notes.form.heading.text()
    before = len(reader.desk.comments_on(reader.brief))
    reader.press(Qt.Key.Key_Escape)
    assert reader.page.notes.form.isHidden()
    assert len(reader.desk.comments_on(reader.brief)) == before


def test_recommendations_and_the_brief_are_decided(reader: Reader) -> None:
    reader.walk_to("Tell nobody")
    unit = reader.page.text.current()
    reader.press(Qt.Key.Key_D)
    form = reader.page.notes.form
    form.answers.set_keys(("not agreed",))
    reader.type("They know.")
    form.initials.setText("HD")
    form.save.click()
    made = next(one for one in reader.desk.decisions_on(reader.brief) if one.text == "They know.")
    assert (made.result, made.version, made.initials) == ("not agreed", 2, "HD")
    assert "HD: Not agreed" in text_of(reader)
    assert reader.context.settings.text("initials") == "HD"
    assert any(mark.note == made.id and mark.unit == unit for mark in reader.page.text.marks.notes)
    reader.page.text.anchorClicked.emit(QUrl("decide::agreed"))
    assert form.heading.text() == "Decide on the whole brief"
    assert form.result() == "agreed"
    form.save.click()
    assert {one.unit for one in reader.desk.decisions_on(reader.brief) if one.initials == "HD"} >= {"[]"}


def test_a_draft_is_read_and_commented_but_not_decided(reader: Reader) -> None:
    reader.open(reader.desk.briefs("one-page")[0].id)
    assert "Draft" in reader.page.bar.facts.text()
    assert not reader.page.verbs["decide"].isEnabled()
    assert "Your decision" not in text_of(reader)
    reader.press(Qt.Key.Key_C)
    reader.type("Short.")
    reader.page.notes.form.save.click()
    assert [one.version for one in reader.desk.comments_on(reader.desk.briefs("one-page")[0].id)] == [None]


def test_a_thread_is_answered_resolved_and_reopened(reader: Reader) -> None:
    head = next(one for one in reader.desk.comments_on(reader.brief) if one.text == "Early autumn?")
    reader.page.notes.reply_wanted.emit(head.id)
    reader.type("Spring, then.")
    reader.page.notes.form.save.click()
    answers = [one.text for one in reader.desk.comments_on(reader.brief) if one.parent == head.id]
    assert answers == ["Late.", "Spring, then."]
    reader.page.notes.resolve_wanted.emit(head.id, True)
    assert reader.desk.get(Comment, head.id).resolved
    reader.page.notes.resolve_wanted.emit(head.id, False)
    assert not reader.desk.get(Comment, head.id).resolved


def test_no_note_is_left_out_and_the_counts_add_up(reader: Reader) -> None:
    shown = reader.page.shown
    assert shown is not None
    notes = shown.reviewed.placed.notes
    assert len(notes) == len(reader.desk.comments_on(reader.brief)) + len(reader.desk.decisions_on(reader.brief)) == 5
    assert reader.page.notes.counts.text() == "5 notes: 1 in place, 3 on changed text, 1 without a place"
    assert counts_line(shown.reviewed) == reader.page.notes.counts.text()
    replies = {reply.id for thread in shown.reviewed.threads for reply in thread.replies}
    assert {*reader.page.notes.cards, *replies} == {one.note.id for one in notes}
    gone = next(one for one in notes if one.standing is Standing.UNPLACED)
    assert reader.page.notes.cards[gone.note.id].findChildren(QWidget)
    words = [
        label.text() for label in reader.page.notes.cards[gone.note.id].findChildren(QWidget) if hasattr(label, "text")
    ]
    assert "Note the risk of delay." in words
    decided = next(one for one in notes if isinstance(one.note, Decision))
    assert decided.standing is Standing.CHANGED
    assert "JK: Agreed, on earlier words" in text_of(reader)


def test_a_quote_opens_its_sentence_and_its_source(reader: Reader) -> None:
    reader.open(reader.desk.briefs("one-page")[0].id)
    reader.walk_to("not the end of the story")
    reader.press(Qt.Key.Key_Return)
    proof = reader.page.proof
    assert proof.isVisible()
    assert proof.sentence.marked() == proof.passage.marked() == "not the end of the story"
    assert len(proof.passage.text()) > len(proof.sentence.text()) > len(proof.sentence.marked())
    assert proof.state.text() == "verified"
    assert "Press conference" in proof.source.text() and "paragraph 2" in proof.facts.text()
    reader.press(Qt.Key.Key_Escape)
    assert proof.isHidden()
    assert QApplication.focusWidget() is reader.page.text


def test_a_note_of_the_brief_opens(reader: Reader) -> None:
    reader.open(reader.desk.briefs("one-page")[0].id)
    reader.page.text.anchorClicked.emit(QUrl("note:1"))
    assert reader.page.proof.heading.text() == "Note 1"
    assert reader.page.proof.note.text()


def test_nothing_in_it_can_be_edited_but_the_note_that_is_written(reader: Reader) -> None:
    form = reader.page.notes.form
    assert not [one for one in reader.page.findChildren(QTextEdit) if not one.isReadOnly()]
    assert [one for one in reader.page.findChildren(QPlainTextEdit) if not one.isReadOnly()] == [form.words]
    lines = [one for one in reader.page.findChildren(QLineEdit) if not one.isReadOnly()]
    assert lines == [form.initials]
    assert [one.text() for one in reader.page.text.actions()] == ["Copy", "Comment", "Decide"]
    before = reader.desk.tree_of(reader.brief, 2), text_of(reader)
    reader.page.text.setFocus()
    for key in (Qt.Key.Key_X, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        reader.press(key)
    assert (reader.desk.tree_of(reader.brief, 2), text_of(reader)) == before


def test_every_control_has_a_name_of_its_own(reader: Reader) -> None:
    reader.press(Qt.Key.Key_C)
    seen: dict[str, QWidget] = {}
    for one in reader.page.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusPolicy():
            name = one.accessibleName() or getattr(one, "text", str)()
            assert name, one
            assert name not in seen, name
            seen[name] = one


def test_size_and_ground_are_chosen_and_kept(reader: Reader) -> None:
    before = reader.page.text.document().defaultFont().pointSizeF()
    reader.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert reader.page.text.document().defaultFont().pointSizeF() > before
    assert reader.context.settings.word("review_size") == "115"
    reader.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert reader.page.text.document().defaultFont().pointSizeF() == before
    reader.page.verbs["sepia"].trigger()
    assert reader.context.theme.mode is Mode.SEPIA and reader.context.settings.mode() is Mode.SEPIA


def test_a_narrow_window_hides_the_queue_and_shows_text_or_notes(reader: Reader) -> None:
    reader.page.resize(700, 800)
    assert not reader.page.queue.isVisible() and not reader.page.notes.isVisible() and reader.page.text.isVisible()
    reader.qtbot.waitUntil(lambda: reader.page.text.viewport().width() > 600)
    left, width = reader.page.text._column()
    assert left > 0 and left + width < reader.page.text.viewport().width()
    reader.press(Qt.Key.Key_M)
    assert reader.page.notes.isVisible() and not reader.page.text.isVisible()


def test_a_copy_with_the_notes_in_the_margin_is_printed(reader: Reader) -> None:
    reader.press(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    reader.qtbot.waitUntil(lambda: reader.page.paper.print_window is not None, timeout=20_000)
    window = reader.page.paper.print_window
    assert window is not None and window.isVisible()
    window.close()


def test_a_half_typed_note_waits_and_is_gone_on_with(reader: Reader) -> None:
    reader.walk_to("Tell nobody")
    reader.press(Qt.Key.Key_C)
    reader.type("They know al")
    other = next(one for one in reader.page.queue.ids() if one != reader.brief)
    reader.page.show_brief(other)
    assert reader.page.notes.form.isHidden() and reader.page.notes.go_on.isHidden()
    reader.page.show_brief(reader.brief)
    assert reader.page.notes.go_on.text() == "Go on with a half-typed note"
    reader.page.notes.go_on.click()
    assert reader.page.notes.form.words.value() == "They know al"
    assert "Tell nobody" in reader.page.notes.form.on.text()
    reader.page.notes.form.words.setFocus()
    reader.type("ready.")
    reader.page.notes.form.save.click()
    assert "They know already." in [one.text for one in reader.desk.comments_on(reader.brief)]
    assert reader.page.noting.waiting() == 0 and reader.page.notes.go_on.isHidden()


def test_the_desk_puts_the_queue_in_order(reader: Reader) -> None:
    first, second = reader.page.queue.ids()
    reader.page.show_brief(second)
    reader.page.open(second)
    reader.page.queue.earlier.click()
    assert reader.page.queue.ids() == [second, first]
    assert [one.brief for one in reader.page.source.queue()] == [second, first]
    reader.page.queue.list.setFocus()
    reader.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert reader.page.queue.ids() == [first, second]


def test_an_earlier_version_is_looked_up_and_does_not_count_as_the_last_one_read(reader: Reader) -> None:
    assert reader.page.bar.versions.isVisible()
    reader.page.bar.version_menu.actions()[-1].trigger()
    assert reader.page.shown is not None and reader.page.shown.reviewed.number == 1
    assert "Note the risk" in text_of(reader)
    assert "5 in place" in reader.page.notes.counts.text()
    reader.page.show_brief(reader.brief)
    stop = stop_of(reader.context.settings, reader.brief)
    assert stop is not None and (stop.version, stop.before) == (2, 1)
