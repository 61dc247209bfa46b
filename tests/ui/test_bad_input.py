"""What nobody should type and somebody will: endless titles, hundreds of links, markup for a name, far dates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import Qt as Rich
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Event, Issue
from ui.forms.date_field import DateField
from ui.forms.ref_field import RefField
from ui.pages.briefs import BriefsPage
from ui.pages.issues import IssuesPage
from ui.pages.timeline import TimelinePage
from ui.search import SearchBox
from ui.shell import PLACES
from ui.widgets.rows import ROW_ROLE, RowText
from ui.window import MainWindow

Open = Callable[[Any], MainWindow]
BOBBY = '<b onclick=x>"Bobby" & <script>'
ENDLESS = ("A title without end " * 500)[:10_000]


def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window, once it has the focus: only then fields hear that they are left."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def issues(window: MainWindow, issue: str) -> IssuesPage:
    window.go("issue", issue)
    page = window.current_page()
    assert isinstance(page, IssuesPage)
    return page


# an endless title


def test_an_endless_title_is_refused_beside_the_field_and_can_be_shortened(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = active(open_window(sample), qtbot)
    issue = window.desk.ids("issue")[0]
    page = issues(window, issue)
    title = page.detail.title.widget
    height = page.detail.title.row.height()
    title.setFocus()
    title.select_all()
    QApplication.clipboard().setText(ENDLESS)
    title.paste()
    page.focus_filter()
    assert page.detail.title.row.error() == "At most 1,000 characters fit; this text has 10,000."
    assert title.value() == ENDLESS.strip() or title.value() == ENDLESS
    QApplication.processEvents()
    assert page.detail.title.row.height() < height + 8 * title.fontMetrics().lineSpacing()
    assert window.desk.get(Issue, issue).title != title.value()
    title.setFocus()
    title.select_all()
    title.insertPlainText("Short again")
    page.focus_filter()
    assert window.desk.get(Issue, issue).title == "Short again" and not page.detail.title.row.error()


@pytest.mark.parametrize("word", ["W" * 1_000, ("Wasserversorgung im Bezirk " * 40)[:1_000].strip()])
def test_the_longest_title_moves_nothing_out_of_its_place(
    open_window: Open, sample: Path, qtbot: QtBot, word: str
) -> None:
    window = open_window(sample)
    desk = window.desk
    plain = issues(window, desk.ids("issue")[0])
    row_height = plain.list.sizeHintForRow(0)
    QApplication.processEvents()
    made = desk.create("issue", {"title": word, "status": "open", "priority": "high", "next_step": word})
    widths = {}
    for place in PLACES:
        window.show_place(place.key)
        widths[place.key] = window.current_page().minimumSizeHint().width()
    page = issues(window, made)
    assert {page.list.sizeHintForRow(row) for row in range(page.model.rowCount())} == {row_height}
    QApplication.processEvents()
    assert page.detail.widget().width() <= page.detail.viewport().width()  # nothing to scroll sideways
    assert window.width() == 1320 and max(widths.values()) < 1320
    box = SearchBox(window.context, window)
    box.open_over()
    with qtbot.waitSignal(box.model.modelReset):
        box.field.insert(word[:10])
    assert made in box.model.ids() and box.width() < window.width()
    box.close()
    brief = desk.new_brief("one-page", "Brief", [made])
    window.go("brief", brief)
    briefs = window.current_page()
    assert isinstance(briefs, BriefsPage)
    qtbot.waitUntil(lambda: not briefs.is_waiting(), timeout=30_000)
    assert window.width() == 1320


# hundreds of links


class Layouts(QObject):
    """Counts how often a part of a page got another size."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Resize
        return False


def test_hundreds_of_links_are_folded_and_unfolded_at_one_go(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    desk = window.desk
    many = desk.create("issue", {"title": "Five hundred links"})
    with desk.store.step("many", "Anna") as step:
        for number in range(500):
            event = step.insert("event", {"title": f"Event {number}", "date_edtf": f"2022-08-{number % 28 + 1:02}"})
            step.insert("link", {"issue": many, "target_kind": "event", "target": event})
    page = issues(window, many)
    section = next(section for section in page.detail.sections if getattr(section, "kind", "") == "event")
    assert len(section.widgets()) == section.AT_MOST and section.more.text() == "Show 50 more of 500"
    QApplication.processEvents()
    layouts = Layouts(section)
    section.show_more()
    QApplication.processEvents()
    assert len(section.widgets()) == 65 and all(widget.isVisible() for widget in section.widgets())
    assert layouts.count < 20, "each line laid the whole page out again"
    focus = QApplication.focusWidget()
    assert focus is not None and section.widgets()[section.AT_MOST].isAncestorOf(focus)
    before = section.widgets()
    desk.edit("issue", many, {"owner_desk": "Anna"})
    assert section.widgets() == before, "an edit built every line again"


# markup for a name


def literal(widget: QWidget) -> list[str]:
    """The texts of a widget that would not be shown as they are."""
    wrong = []
    if isinstance(widget, QLabel) and "Bobby" in widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
        wrong.append(f"label {widget.text()!r}")
    if (
        isinstance(widget, QAbstractButton)
        and "Bobby" in widget.text()
        and BOBBY.replace("&", "&&") not in widget.text()
    ):
        wrong.append(f"button {widget.text()!r}")
    if isinstance(widget, QComboBox):
        wrong += [
            f"list {widget.itemText(at)!r}"
            for at in range(widget.count())
            if "Bobby" in widget.itemText(at) and BOBBY not in widget.itemText(at)
        ]
    tip = widget.toolTip()
    if "Bobby" in tip:
        document = QTextDocument()
        if Rich.mightBeRichText(tip):
            document.setHtml(tip)
        else:
            document.setPlainText(tip)
        if BOBBY not in document.toPlainText():
            wrong.append(f"tool tip {tip!r}")
    return wrong


def everything(window: MainWindow) -> list[QWidget]:
    return [window, *window.findChildren(QWidget)]


def shown_texts(window: MainWindow) -> str:
    found = []
    for widget in everything(window):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        found.append(widget.accessibleName())
    return "\n".join(found)


def test_markup_in_a_name_is_shown_as_it_was_typed_everywhere(
    open_window: Open, sample: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(sample)
    desk = window.desk
    issue = desk.ids("issue")[0]
    bobby = desk.create("actor", {"name": BOBBY, "kind": "person", "role_as_stated": BOBBY})
    other = desk.create("actor", {"name": "Ordinary", "kind": "organisation"})
    desk.create("actor_relation", {"from_actor": bobby, "to_actor": other, "kind": "mediates"})
    desk.create("position", {"actor": bobby, "issue": issue, "stance": "supports", "summary": BOBBY})
    desk.edit("issue", issue, {"owner_actor": bobby, "title": BOBBY})
    desk.link(issue, "actor", bobby)
    brief = desk.new_brief("one-page", "Brief", [issue])
    window.desk.user = BOBBY
    desk.edit("actor", bobby, {"description": "changed by Bobby himself"})
    wrong: list[str] = []
    for kind, record in (("actor", bobby), ("issue", issue), ("actor", other), ("brief", brief)):
        window.go(kind, record)
        QApplication.processEvents()
        wrong += [one for widget in everything(window) for one in literal(widget)]
        assert BOBBY in shown_texts(window), kind
    for key in ("overview", "actors", "issues", "timeline"):
        window.show_place(key)
        window.commands.flip_view()
        qtbot.waitUntil(lambda: not window.current_page().is_waiting(), timeout=20_000)
        wrong += [one for widget in everything(window) for one in literal(widget)]
        window.commands.flip_view()
    window.toasts.show_toast(f"Deleted {BOBBY}", "Undo", lambda: None)
    wrong += [one for widget in everything(window) for one in literal(widget)]
    assert wrong == []
    window.go("actor", bobby)
    shown: Any = window.current_page()
    actors = shown.model
    assert actors.data(actors.index_of(bobby), ROW_ROLE).title == BOBBY
    box = SearchBox(window.context, window)
    box.open_over()
    with qtbot.waitSignal(box.model.modelReset):
        box.field.insert("Bobby")
    rows = [box.model.data(box.model.index(row), ROW_ROLE) for row in range(box.model.rowCount())]
    assert BOBBY in {row.title for row in rows if isinstance(row, RowText) and not row.heading}
    box.close()
    desk.export("one-page", ["html"], tmp_path, brief=brief)
    written = next(tmp_path.rglob("*.html")).read_text(encoding="utf-8")
    assert "<script>" not in written and 'onclick=x>"' not in written
    assert "&lt;b onclick=x&gt;" in written


def test_a_store_whose_name_holds_an_ampersand_is_named_in_the_menu(open_window: Open, tmp_path: Path) -> None:
    path = tmp_path / "Brook & Sons.db"
    Desk.new(path, "Anna").close()
    window = open_window(path)
    window.menus.fill_recent()
    menu: Any = window.menus._recent
    assert "Brook && Sons.db" in [action.text() for action in menu.actions()]


def test_a_reference_is_found_by_markup_and_kept(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = active(open_window(sample), qtbot)
    bobby = window.desk.create("actor", {"name": BOBBY, "kind": "person"})
    issue = window.desk.ids("issue")[0]
    page = issues(window, issue)
    field = next(form.field("owner_actor") for form in page.detail.forms if "owner_actor" in form.editors)
    assert isinstance(field, RefField)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, BOBBY)
    assert bobby in field.suggestions().ids()
    page.focus_filter()
    assert window.desk.get(Issue, issue).owner_actor == bobby and field.text() == BOBBY


# dates


def test_a_day_that_is_none_is_refused_beside_the_field_and_stays(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = active(open_window(sample), qtbot)
    issue = window.desk.ids("issue")[0]
    page = issues(window, issue)
    form = next(form for form in page.detail.forms if "deadline_edtf" in form.editors)
    field, before = form.field("deadline_edtf"), window.desk.get(Issue, issue).deadline_edtf
    assert isinstance(field, DateField)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2022-02-30")
    page.focus_filter()
    assert "February" in form.row("deadline_edtf").error()
    assert field.text() == "2022-02-30" and window.desk.get(Issue, issue).deadline_edtf == before
    window.show_place("actors")
    page = issues(window, window.desk.ids("issue")[1])
    page = issues(window, issue)
    assert field.text() == "2022-02-30" and "February" in form.row("deadline_edtf").error()


@pytest.mark.parametrize("alone", [True, False])
def test_events_at_both_ends_of_the_calendar_leave_the_timeline_useful(
    open_window: Open, sample: Path, tmp_path: Path, qtbot: QtBot, alone: bool
) -> None:
    path = sample
    if alone:
        path = tmp_path / "ends.db"
        Desk.new(path, "Anna").close()
    window = open_window(path)
    desk = window.desk
    first = desk.create("event", {"title": "The first day", "date_edtf": "0001-01-01"})
    last = desk.create("event", {"title": "The last day", "date_edtf": "9999-12-31", "modality": "planned"})
    window.show_place("timeline")
    page = window.current_page()
    assert isinstance(page, TimelinePage)
    assert (page.model.ids()[0], page.model.ids()[-1]) == (first, last)
    for event in (first, last):
        window.go("event", event)
        assert page.detail.title.widget.value() == desk.get(Event, event).title
        field = page.detail.form.field("date_edtf")
        field.open_calendar().close()
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            qtbot.keyClick(field, key)
        page.flush()
        desk.edit("event", event, {"date_edtf": "0001-01-01" if event == first else "9999-12-31"})
    window.commands.flip_view()
    view: Any = page.picture
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=20_000)
    span = view.span()
    assert span is not None
    if not alone:
        assert (span.last - span.first).days < 20_000, "two far days squash the others"
    for _ in range(30):
        view.zoom(4.0, 0.5)
    for _ in range(10):
        view.pan(2.0)
    for _ in range(10):
        view.pan(-3.0)
    for _ in range(40):
        view.zoom(0.25, 0.5)
    view.fit()
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=20_000)
