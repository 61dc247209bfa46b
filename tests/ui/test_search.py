"""The search box finds and gives commands, beside records."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue, Quote
from ui.search import COMMAND, SearchBox
from ui.window import MainWindow


def _ask(window: MainWindow, query: str, qtbot: QtBot) -> SearchBox:
    box = SearchBox(window.context, window)
    box.open_over()
    with qtbot.waitSignal(box.model.modelReset):
        box.field.insert(query)
    return box


def _kinds(box: SearchBox) -> list[str]:
    return [box._hits[one].kind for one in box.model.ids()]


def test_a_command_is_given_by_its_name(open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    action = window.context.actions["go_quotes"]
    given: list[bool] = []
    action.triggered.connect(lambda: given.append(True))
    box = _ask(window, f"> {action.text().replace('&', '')}", qtbot)
    assert set(_kinds(box)) == {COMMAND}
    assert box.model.ids()[0] == "go_quotes"
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert given


def test_commands_stand_below_the_records_that_are_found(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    box = _ask(open_window(sample), "quotes", qtbot)
    kinds = _kinds(box)
    assert COMMAND in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == COMMAND)
    box.reject()


def test_a_command_that_cannot_be_given_now_is_not_offered(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.context.actions["go_quotes"].setEnabled(False)
    box = _ask(window, ">", qtbot)
    assert box.model.rowCount() > 10
    assert "go_quotes" not in box.model.ids()
    assert "search" not in box.model.ids()
    box.reject()


def test_a_reference_opens_its_record_and_gives_no_command(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    issue = window.desk.ids("issue")[-1]
    reference = window.desk.reference(window.desk.get(Issue, issue))
    for typed in (reference, reference.lower(), reference.replace("-", "")):
        box = _ask(window, typed, qtbot)
        assert box.model.ids()[0] == issue and COMMAND not in _kinds(box)
        assert not any(row.text.marks for row in box.model.rows()) or typed.isalnum()
        qtbot.keyClick(box.field, Qt.Key.Key_Return)
        assert window.current_page().current_record() == ("issue", issue)
    box = _ask(window, "I-000000", qtbot)  # nobody's, and the I of Import is no answer to it
    assert box.model.ids() == [] and "Nothing found" in box.words.text()
    box.reject()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("new fact", "new_fact"), ("new actor", "new_actor"), ("new quote", "capture"), ("add document", "import"),
        ("delete", "delete_record"), ("settings", "preferences"), ("fact", "new_fact"),
    ],
)  # fmt: skip
def test_a_command_is_found_by_other_words_after_its_own(
    typed: str, key: str, open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.show_place("sources")
    box = _ask(window, f">{typed}", qtbot)
    assert box.model.ids()[0] == key
    assert box.model.rows()[1].text.title == window.context.actions[key].text().replace("&", "")
    box.reject()


@pytest.mark.parametrize("kind", ["issue", "actor", "event", "fact"])
def test_a_record_is_made_from_any_place(
    kind: str, open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.show_place("sources")
    before = window.desk.ids(kind)
    window.actions_registry[f"new_{kind}"].trigger()
    (made,) = set(window.desk.ids(kind)) - set(before)
    assert window.current_page().current_record() == (kind, made)


def test_no_other_word_repeats_the_name_of_its_action(open_window: Callable[[Path], MainWindow], sample: Path) -> None:
    repeated = []
    for one in open_window(sample).actions_registry.all():
        own = one.action.text().replace("&", "").rstrip("…").lower().split()
        repeated += [(one.key, word) for word in one.words.split() if word in own]
    assert repeated == []


def test_what_is_found_stands_in_groups_with_counts_and_marks(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    box = _ask(open_window(sample), "meeting", qtbot)
    headings = {row.text.title: row.text.date for row in box.model.rows() if not row.key}
    kinds = _kinds(box)
    assert headings["Quotes"] == str(kinds.count("quote"))
    assert list(dict.fromkeys(kinds)) == [box._headed[place] for place in sorted(box._headed)]
    marked = [row.text for row in box.model.rows() if row.key and row.text.marks]
    assert marked and all(
        row.title[start:end].lower().startswith("meeting") for row in marked for start, end in row.marks
    )
    first = box.list.currentIndex().row()
    assert first == 1  # never a heading
    for _ in range(len(kinds) + 3):
        qtbot.keyClick(box.field, Qt.Key.Key_Down)
        assert box.model.key_at(box.list.currentIndex())
    box.reject()


def test_signs_before_the_query_narrow_it(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    for query, kind in (("#kosovo", "issue"), ("@ kosovo", "actor")):
        box = _ask(window, query, qtbot)
        assert set(_kinds(box)) == {kind}
        box.reject()


def test_a_quote_is_opened_in_its_source_with_ctrl_enter(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    box = _ask(window, "crisis management", qtbot)
    place = next(n for n, row in enumerate(box.model.rows()) if row.key and box._hits[row.key].kind == "quote")
    box._choose(place)
    assert "Ctrl+Enter" in box.words.text()
    quote = box.model.rows()[place].key
    qtbot.keyClick(box.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().KEY == "sources"
    found = window.desk.get(Quote, quote)
    page: Any = window.current_page()
    assert page.detail.view.selection()[0] == found.start


def test_a_source_opens_at_the_words_that_were_searched_for(
    open_window: Callable[[Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    box = _ask(window, "emergency", qtbot)
    box._choose(next(n for n, row in enumerate(box.model.rows()) if row.key and box._hits[row.key].kind == "source"))
    box.open_chosen()
    page: Any = window.current_page()
    source = window.desk.ids("source")[0]
    place = window.desk.place_in(source, "emergency")
    assert place is not None and page.KEY == "sources" and page.detail.view.selection()[0] == place[0]


def test_groups_say_how_many_there_are_beyond_those_listed(
    tmp_path: Path, open_window: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    path = tmp_path / "many.db"
    desk = Desk.new(path, "Anna")
    with desk.store.step("many", "Anna") as step:
        for number in range(90):
            step.insert("fact", {"label": f"Harbour dues {number}"})
    desk.close()
    box = _ask(open_window(path), "harbour", qtbot)
    qtbot.waitUntil(lambda: any(row.text.date == "50 of 90" for row in box.model.rows()))
    box.reject()
