"""The story of an article: dropped, reviewed by keyboard, briefed with its quotes, and taken back to nothing.

The article lies beside the project (`BRIEFING_SHARED`, else `../shared`); without it the story is skipped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.desk.review_items import State
from briefing.model import Actor, Event, Quote
from briefing.store.folding import fold
from briefing.terms import Modality
from tests.ui.proposals.staging import Reviewed
from ui.pages.briefs import BriefsPage
from ui.pages.sources import SourcesPage
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

K = Qt.Key
QUOTES = 7
SPEAKERS = {"Josep Borrell": 5, "Unnamed aide to Mr Vucic": 1, "Serbian state media": 1}


def dropped(window: MainWindow, path: Path, qtbot: QtBot) -> SourcesPage:
    """Drop a file on the window; the page that shows what came of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), *how))
    with qtbot.waitSignal(window.background.ended, timeout=30_000):
        QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *how))
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    return page


def the_one_meant(desk: Desk, name: str) -> str:
    """The actor of the store that shares most beginnings of words with a name, as a person would find it."""

    def beginnings(text: str) -> set[str]:
        return {word[:4] for word in fold(text).split() if len(word) > 3}

    return max(desk.every(Actor), key=lambda one: len(beginnings(one.name) & beginnings(name))).id


def test_an_article_becomes_verified_entries_and_a_brief_and_all_of_it_is_undone(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    desk = window.desk
    before = {kind: set(desk.ids(kind)) for kind in ("source", "quote", "actor", "event", "link")}
    first = desk.undo_label()
    page = dropped(window, shared / "seed" / "article.html", qtbot)
    published = page.detail.form.field("issued_edtf")
    published.setText("18 Aug 2022")
    page.detail.form.flush()
    review = Reviewed(window, page, page.detail.shown(), qtbot)
    toast = window.toasts.toasts()[-1]
    assert toast.action is not None
    toast.action.click()
    qtbot.waitUntil(lambda: bool(review.panel.items), timeout=30_000)
    review.settle()

    # actors and quotes one by one, by keys; whoever is not known by the name is found by a search
    issue = desk.ids("issue")[0]
    panel = review.panel
    panel.card.issues.choose(issue)
    for kind in ("actor", "quote"):
        panel.chips.set_keys((kind,))
        panel.chips.changed.emit((kind,))
        panel.take_focus()
        panel.go_on("")
        while review.here().state is State.OPEN:
            item = review.here()
            if kind == "actor" and not panel.card.same_as:
                picker = panel.card.ask_same()
                assert picker is not None
                picker.field.setText(desk.title("actor", the_one_meant(desk, item.proposal.name)))
                picker.look()
                qtbot.keyClick(picker.field, K.Key_Return)
            review.press(K.Key_A)
            assert panel.items[item.key].state is State.ACCEPTED
    panel.chips.set_keys(("event",))
    panel.chips.changed.emit(("event",))
    panel.verb_bar.level = "possible"
    review.press(K.Key_A, Qt.KeyboardModifier.ShiftModifier)
    while review.here().state is State.OPEN:  # what may be an event of the sample is left for a person to say
        assert panel.card.same.isVisible()
        review.press(K.Key_A)

    made = [one for one in desk.every(Quote) if one.id not in before["quote"]]
    archived = desk.archived(review.source)
    assert archived is not None and len(made) == QUOTES
    assert all(one.exact == archived.text[one.start : one.end] for one in made)
    assert {desk.quote_state(one) for one in made} == {"verified"}
    names = [desk.title("actor", one.speaker) for one in made]
    assert {name: names.count(name) for name in names} == SPEAKERS
    assert set(desk.ids("actor")) == before["actor"] and len(before["actor"]) == 12
    events = [one for one in desk.every(Event) if one.id not in before["event"]]
    assert {Modality.OCCURRED, Modality.PLANNED} <= {one.modality for one in events}
    assert len([one for one in events if one.date_conflict]) == 1

    # a brief with what was accepted
    brief = desk.new_brief("quote-sheet", "What was said", [issue])
    window.go("brief", brief)
    briefs = window.current_page()
    assert isinstance(briefs, BriefsPage)
    out = tmp_path / "out"
    out.mkdir()
    with qtbot.waitSignal(window.background.ended, timeout=30_000):
        briefs.export_to(("md",), out, "said")
    written = (out / "said.md").read_text(encoding="utf-8")
    assert all(one.exact in written for one in made)

    # and everything taken back, step by step
    for _ in range(80):
        if desk.undo_label() == first:
            break
        window.commands.undo()
    assert {kind: set(desk.ids(kind)) for kind in before} == before
