"""Comments on records, on their pages: written, answered, resolved, changed, binned; nothing while there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing.brief.addresses import Spot, addresses
from briefing.brief.compare import everything
from briefing.desk import Desk
from briefing.model import Brief
from ui.context import Context
from ui.pages.actors import ActorsPage
from ui.pages.quotes import QuotesPage
from ui.review.all_notes import AllNotes
from ui.review.record_comments import CommentsSection
from ui.window import MainWindow

from .conftest import Said
from .staging import Desktop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Make = Callable[..., Desktop]


@pytest.fixture
def staged(context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot) -> Make:
    return lambda page: Desktop(context, crisis, said, qtbot, page)


def section_of(page: QWidget) -> CommentsSection:
    found = page.findChild(CommentsSection)
    assert isinstance(found, CommentsSection)
    return found


def texts(section: CommentsSection) -> list[str]:
    QApplication.processEvents()  # a card that was added is shown with the next event
    return [label.text() for label in section.findChildren(QLabel) if label.text() and label.isVisible()]


def buttons(section: CommentsSection) -> list[QPushButton]:
    QApplication.processEvents()
    return [one for one in section.findChildren(QPushButton) if one.isVisible()]


def press(section: CommentsSection, words: str, at: int = 0, of: int = 1) -> None:
    found = [one for one in buttons(section) if one.text() == words]
    assert len(found) == of, words
    found[at].click()


def test_a_record_is_commented_answered_resolved_changed_and_binned(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page, desk, vale = desktop.page, desktop.desk, desktop.ids["vale"]
    page.show_record("actor", vale)
    assert page.findChild(CommentsSection) is None  # nothing is made while there is nothing
    page.comment_on_record()
    section = section_of(page)
    assert section.isVisible() and section.form.words.hasFocus()
    desktop.qtbot.keyClick(section.form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert section.form.problem.text() == "Please write something."
    desktop.qtbot.keyClicks(section.form.words, "Is she still the minister?")
    desktop.qtbot.keyClick(section.form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (thread,) = desk.threads_on("actor", vale)
    assert (thread.head.text, thread.head.initials) == ("Is she still the minister?", "A")
    assert {"Comments (1)", "A", "Is she still the minister?"} <= set(texts(section))
    assert section.form.isHidden() and section.new.hasFocus()

    press(section, "Reply")
    desktop.qtbot.keyClicks(section.form.words, "Since May.")
    section.form.save.click()
    assert desk.threads_on("actor", vale)[0].replies[0].text == "Since May."
    assert "Comments (2)" in texts(section)
    press(section, "Resolve")
    assert "resolved" in texts(section) and desk.threads_on("actor", vale)[0].head.resolved
    press(section, "Reopen")
    assert not desk.threads_on("actor", vale)[0].head.resolved
    press(section, "Edit", of=2)
    assert section.form.words.value() in ("Since May.", thread.head.text)
    section.form.words.selectAll()
    desktop.qtbot.keyClicks(section.form.words, "Changed.")
    section.form.save.click()
    assert "Changed." in texts(section)
    desk.undo()
    assert "Changed." not in texts(section)
    press(section, "Delete", at=1, of=2)
    assert "Comments (1)" in texts(section)
    undo = desktop.said.toasts[-1][2]
    assert undo is not None
    undo()
    assert "Comments (2)" in texts(section)


def test_half_typed_words_wait_and_stand_in_the_form_again(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page, vale = desktop.page, desktop.ids["vale"]
    page.show_record("actor", vale)
    page.comment_on_record()
    form = section_of(page).form
    desktop.qtbot.keyClicks(form.words, "Who told")
    desktop.desk.edit("actor", vale, {"role_as_stated": "Minister"})  # a refresh leaves focus and words alone
    assert form.words.hasFocus() and form.words.value() == "Who told"
    page.show_record("actor", desktop.ids["governor"])
    assert not section_of(page).isVisible()
    page.show_record("actor", vale)
    assert form.isVisible() and form.words.value() == "Who told" and not form.words.hasFocus()
    form.cancel.click()
    assert not section_of(page).isVisible()
    page.comment_on_record()
    assert form.words.value() == "Who told"
    form.save.click()
    assert [one.head.text for one in desktop.desk.threads_on("actor", vale)] == ["Who told"]
    page.show_record("actor", desktop.ids["governor"])
    page.comment_on_record()
    assert form.words.value() == ""


def test_what_others_wrote_and_what_is_in_the_bin_is_only_shown(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page, desk, vale = desktop.page, desktop.desk, desktop.ids["vale"]
    hostile = "<b>Bold</b> {{quote:x}} \u202e"
    desk.comment_on("actor", vale, hostile, author="Bo Lind")
    page.show_record("actor", vale)
    section = section_of(page)
    assert [one.text() for one in buttons(section)] == ["Comment", "Reply", "Resolve"]
    assert hostile in texts(section)
    page.comment_on_record()
    desk.delete("actor", vale)
    page.show_record("actor", vale)
    assert section.isVisible() and section.form.isHidden()
    assert buttons(section) == []


def test_a_store_open_for_reading_shows_comments_and_takes_none(
    make_context: Callable[[Desk], Context], sample: Path, qtbot: QtBot
) -> None:
    desk = Desk.open(sample, "Anna")
    actor = desk.ids("actor")[0]
    desk.comment_on("actor", actor, "Since when?")
    desk.close()
    reading = Desk.open(sample, "Anna", read_only=True)
    page = ActorsPage(make_context(reading))
    qtbot.addWidget(page)
    page.show()
    page.show_record("actor", actor)
    section = section_of(page)
    assert "Since when?" in texts(section) and buttons(section) == []
    page.comment_on_record()
    assert section.form.isHidden()
    page.stop()
    reading.close()


def test_what_was_written_in_a_brief_is_told_with_the_quote_and_leads_there(
    context: Context, said: Said, qtbot: QtBot
) -> None:
    desk, page = context.desk, QuotesPage(context)
    qtbot.addWidget(page)
    page.show()
    brief = desk.new_brief("quote-sheet", "Who said what")
    tree = desk.tree_of(brief, None)
    place = next(one for one in addresses(everything(tree)) if one.quote)
    desk.add_comment(Spot(brief, None, place), "In public?")
    page.show_record("quote", place.quote)
    section = section_of(page)
    assert {"In the draft of the brief “Who said what”", "In public?"} <= set(texts(section))
    press(section, "Open the brief")
    assert said.went == [(Brief.KIND, brief)]


def test_the_list_of_all_comments_leads_to_the_record(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    desk = Desk.open(sample, "Anna")
    source, issue = desk.ids("source")[0], desk.ids("issue")[0]
    desk.comment_on("source", source, "Is there a later edition?")
    desk.comment_on("issue", issue, "Whose deadline?")
    window = open_window(desk)
    window.actions_registry["review"].trigger()
    window.commands.all_notes()
    listed = next(one for one in window.findChildren(QWidget) if isinstance(one, AllNotes))
    lines = [one.subtitle for one in listed._rows(listed.model.ids()).values()]
    assert lines == [f"Issue · {desk.title('issue', issue)}", f"Source · {desk.title('source', source)}"]
    for kind, record in (("issue", issue), ("source", source)):
        at = [one.record for one in listed.shown()].index(record)
        listed.list.activated.emit(listed.model.index(at))
        assert not window.commands.reviewing()
        page = window.current_page()
        assert page.current_record() == (kind, record)
        section = section_of(page)
        assert not section.visibleRegion().isEmpty()
    listed.close()
