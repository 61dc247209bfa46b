"""Every text of the window can be translated: shown by a language that nobody speaks, made from its texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.export.counting import Count
from briefing.export.receipt import FileLine, Receipt
from briefing.pictures.printed import with_legend
from briefing.pictures.shapes import Words
from briefing.pictures.svg import measure
from briefing.rules.validation import spec_of
from briefing.store.step_words import PATTERNS
from briefing.wording import say
from resources.translations import collect
from ui.brief.receipt_window import ReceiptWindow
from ui.context import Context
from ui.forms.backups import Backups
from ui.forms.date_field import DateField, understood
from ui.forms.history_view import HistoryView
from ui.forms.preferences import Preferences
from ui.forms.record_history import RecordHistory
from ui.importing.results import ImportResults
from ui.languages import released, speak, wanted
from ui.pages.briefs import BriefsPage
from ui.pages.pictured import PicturedPage
from ui.pages.views import PICTURE
from ui.pictures.view import PictureView
from ui.review.all_notes import AllNotes
from ui.shell import PLACES
from ui.window import MainWindow
from ui.words import CORE, counted

from .conftest import Answers, Said
from .english import English, data_of
from .review.conftest import a_submission
from .walking import visit

Open = Callable[[Desk | Path], MainWindow]


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the pictures of the page are drawn."""
    pictures = window.current_page().findChildren(PictureView)
    seen = [one for one in pictures if one.isVisible()]
    qtbot.waitUntil(lambda: all(not one.busy() and one.canvas.picture().marks for one in seen), timeout=20_000)
    for _ in range(5):
        QApplication.processEvents()


def dialog(window: MainWindow, qtbot: QtBot) -> QDialog:
    """The dialog that stands over the window."""

    def shown() -> list[QDialog]:
        return [one for one in window.findChildren(QDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1, timeout=10_000)
    return shown()[0]


def test_every_text_of_every_page_is_said_in_another_language(
    spoken: None, open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    english = English(data_of(window.desk))
    for place in PLACES:
        visit(window, place.key, qtbot)
        english.look(place.key, window, 20)
    for entry in window.actions_registry.all():
        english.hear(f"action {entry.key}", entry.action.text())
    english.none()


def test_every_picture_is_said_in_another_language(spoken: None, open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    english = English(data_of(window.desk))
    for place in ("timeline", "actors", "issues"):
        page = visit(window, place, qtbot)
        assert isinstance(page, PicturedPage)
        page.views.show(PICTURE)
        settled(window, qtbot)
        picture = page.views.picture
        assert picture.canvas.picture().marks, place
        english.look(f"picture of {place}", page, 20)
        saved = with_legend(picture.canvas.picture(), measure)
        assert saved.ground, place
        for entry in (one for one in saved.ground if isinstance(one, Words)):
            english.hear(f"saved picture of {place}", entry.text)
        picture.as_table.setChecked(True)
        english.look(f"table of {place}", picture, 5)
    english.none()


def test_steps_are_said_in_another_language_in_the_menu_in_toasts_and_in_the_log(
    spoken: None, open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    desk, registry = window.desk, window.actions_registry
    issue, quote = desk.ids("issue")[0], desk.ids("quote")[0]
    desk.edit("issue", issue, {"next_step": "", "priority": "low"})
    desk.set_setting("marking", "")
    desk.unlink(issue, "quote", quote)
    desk.link(issue, "quote", quote)
    english = English(data_of(desk))
    window.show_place("issues")
    window.context.go("issue", issue)
    page = visit(window, "issues", qtbot)
    window.menus.refresh()
    english.hear("undo", registry["undo"].text())
    for key in ("undo", "redo"):
        getattr(window.commands, key)()
        english.look(f"toast of {key}", window.toasts.toasts()[-1], 1)
        window.menus.refresh()
        english.hear("menu", registry["undo"].text())
        english.hear("menu", registry["redo"].text())
    window.commands.delete_record()
    english.look("toast of a deletion", window.toasts.toasts()[-1], 1)
    window.commands.undo()
    window.commands.activity()
    log = dialog(window, qtbot)
    english.look("activity", log, 10)
    log.reject()
    history = next(one for one in page.findChildren(RecordHistory) if one.isVisible())
    history.toggle()
    english.look("history of the record", page, 20)
    spec = spec_of("issue", "priority")
    view = HistoryView(window.context, "issue", issue, spec, page)
    view.show()
    english.look("history of a field", view, 2)
    view.close()
    english.none()


@pytest.mark.parametrize("command", ["preferences", "backups", "about", "search", "export", "definitions"])
def test_dialogs_are_said_in_another_language(
    spoken: None, open_window: Open, sample: Path, qtbot: QtBot, command: str
) -> None:
    window = open_window(sample)
    settings = window.settings
    english = English(data_of(window.desk) | {settings.suggested_name(), str(settings.data_folder())})
    if command == "backups":
        window.commands.backup()
    visit(window, "briefs", qtbot)
    getattr(window.commands, command)()
    shown = dialog(window, qtbot)
    if isinstance(shown, Backups):
        qtbot.waitUntil(lambda: shown.model.counted(shown.model.backup(shown.model.index(0)).path) is not None)
    english.look(command, shown, 3)
    shown.reject()
    english.none()


def test_a_receipt_is_said_in_another_language(spoken: None, open_window: Open, sample: Path, tmp_path: Path) -> None:
    window = open_window(sample)
    problem = say("“%1” shows %2 of %3 notes.", "daily.pdf", 1, 2)
    pdf = FileLine("daily.pdf", "pdf", "ab" * 32, 900, 2, True, Count(1, 1), Count(1, 2))
    unread = FileLine("other.pdf", "pdf", "cd" * 32, 900, None, False)
    made = Receipt("Daily", "NK 7", "2026-11-23", "INTERNAL", "", "plain", (), (), (pdf, unread), (problem,))
    english = English({"Daily", "NK 7", "INTERNAL", "plain", "ab" * 6, "cd" * 6})
    for receipts in ((made,), (replace(made, problems=()),), (made, made)):
        view = ReceiptWindow(window.context, receipts, tmp_path, window)
        view.show()
        english.look("receipt", view, 5)
        view.close()
    english.none()


def test_review_mode_is_said_in_another_language(spoken: None, open_window: Open, sample: Path) -> None:
    desk = Desk.open(sample, "Anna")
    a_submission(desk, desk.open_issues()[0].id)
    window = open_window(desk)
    window.commands.review()
    mode = window.commands.review_mode
    assert mode is not None and mode.page is not None
    page = mode.page
    english = English(data_of(desk) | {"AN", "JK", "SAMPLE – NOT AN OFFICIAL DOCUMENT"})
    assert page.text.toPlainText().count("⟦") > 8
    for ask in (page.noting.comment, page.noting.decide_here):
        ask()
        english.look("review", page, 30)
    window.commands.all_notes()
    english.look("all notes", next(one for one in window.findChildren(AllNotes)), 12)
    english.none()


def test_a_new_brief_is_offered_in_another_language(
    spoken: None, open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    page = visit(window, "briefs", qtbot)
    page.new_record()
    english = English(data_of(window.desk))
    english.look("new brief", page, 10)
    english.none()


def test_the_composer_is_said_in_another_language(spoken: None, open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    page = cast("BriefsPage", visit(window, "briefs", qtbot))
    record = page.current_record()
    assert record is not None
    issue = window.desk.ids("issue")[0]
    window.desk.edit("brief", record[1], {"profile": "uk", "ceiling": "OFFICIAL"})
    window.desk.edit("issue", issue, {"marking": "OFFICIAL-SENSITIVE"})
    visit(window, "briefs", qtbot)
    english = English(data_of(window.desk) | {one.name for _, one in window.desk.levels().values()})
    page.show_field("title")
    english.look("details", page, 40)
    page.add_block()
    palette = page.blocks.panel
    assert palette is not None
    english.look("palette", palette, 20)
    palette.shut()
    page.show_field("block state_of_play")
    page.blocks.choose_records("state_of_play", page.records.choose)
    records = page.blocks.panel
    assert records is not None
    english.look("records", records, 5)
    records.shut()
    for action in page.blocks.menu_of("state_of_play").actions():
        english.hear("menu of a block", action.text().partition("\t")[0])
    page.preview.show_withheld(page.preview.held)
    english.look("left out", page.preview.panel, 3)
    page.preview.panel.shut()
    english.none()


def test_what_is_refused_is_said_in_another_language(
    spoken: None, open_window: Open, sample: Path, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    english = English(data_of(window.desk) | {"no such day", "note.db", "note.bin", "gone.db", str(tmp_path)})
    issue = window.desk.ids("issue")[0]
    window.context.go("issue", issue)
    page = visit(window, "issues", qtbot)
    field = next(one for one in page.findChildren(DateField) if one.isVisible())
    for typed in ("no such day", "31 June 2022", "1/2/2022"):
        field.setFocus()
        field.setText(typed)
        english.look(f"date {typed}", page, 20)
        field.editingFinished.emit()
        field.clearFocus()
        english.look(f"refused date {typed}", page, 20)
    for typed in ("31 June 2022", "3 June"):  # refused, and read with a note
        assert "⟦" in understood(typed, window.desk.today)[0]
    wrong = tmp_path / "note.bin"
    wrong.write_bytes(b"\0\1\2" * 500)
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"caf\xe9 na\xefve \x81" * 3)
    english.data.add("broken.txt")
    window.commands.import_paths([wrong, broken])
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportResults)), timeout=20_000)
    results = window.findChildren(ImportResults)[0]
    english.data |= {"note.bin", "broken.txt"}
    english.look("import", results, 5)
    results.close()
    store = tmp_path / "note.db"
    store.write_text("no store " * 200, encoding="utf-8")
    for path in (store, tmp_path / "gone.db"):
        window.commands.open_store(path)
        assert answers.asked[-1][0] == "problem"
        assert "⟦" in answers.asked[-1][1]
        english.hear("open", answers.asked[-1][1])
    english.none()


@pytest.mark.parametrize(("number", "words"), [(1, "1"), (1234, "1,234")])
def test_a_count_is_said_in_the_plural_of_the_language(spoken: None, number: int, words: str) -> None:
    assert counted(number, "%1 issue", "%1 issues").startswith(f"⟦{words} ïššüéš")


def test_one_thing_is_never_said_in_the_plural_in_english() -> None:
    assert counted(1, "%1 issue", "%1 issues") == "1 issue"
    assert counted(0, "%1 issue", "%1 issues") == "0 issues"


def test_no_text_of_the_window_counts_without_a_form_for_one() -> None:
    several = re.compile(r"^%1 (?!of |is )[a-z ,]*[a-z]s\b")
    faults = []
    for path in sorted((collect.ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("tr", "_tr"):
                text = ast.unparse(node.args[0])[1:-1]
                if several.search(text):
                    faults.append(f"{path.name}:{node.lineno}: {text}")
    assert not faults, "\n".join(faults)


def test_every_sentence_of_the_core_and_every_step_is_collected(invented: Path) -> None:
    tree = ET.parse(invented / "briefing_xx.ts")
    core = next(one for one in tree.getroot().findall("context") if one.findtext("name") == CORE)
    known = {message.findtext("source") for message in core.findall("message")}
    said = {sentence.text for sentence in collect.sentences()}
    assert len(said) > 150
    assert said | set(PATTERNS) <= known


@pytest.mark.parametrize(
    ("chosen", "system", "spoken_language"),
    [
        ("", ["de-AT", "en"], "de"),
        ("", ["sr-Latn-RS", "pt-BR"], "pt_BR"),
        ("", ["en-GB", "de"], "en"),
        ("", ["fr-FR"], "en"),
        ("de", ["en"], "de"),
        ("en", ["de"], "en"),
        ("yy", ["de"], "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_that_of_the_system(
    tmp_path: Path, chosen: str, system: list[str], spoken_language: str
) -> None:
    for name in ("de", "pt_BR"):
        (tmp_path / f"briefing_{name}.qm").touch()
    assert released(tmp_path) == ["de", "pt_BR"]
    assert wanted(chosen, system, tmp_path) == spoken_language


def test_a_language_that_is_chosen_is_remembered_and_it_is_said_when_it_is_spoken(
    context: Context, said: Said, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = Preferences(context, parent)
    assert [shown.language.itemText(at) for at in range(2)] == ["Like the system", "English"]
    shown.language.setCurrentIndex(1)
    shown.language.activated.emit(1)
    shown.done(0)
    assert context.settings.text("language") == "en"
    assert said.texts()[-1] == "The language changes when Briefing Desk is started again."


def test_the_invented_language_keeps_places_and_mnemonics_and_is_longer() -> None:
    assert collect.pseudo_words("&Open %1 of %2") == "⟦&Öpéñ %1 öf %2~~~~~~⟧"
    assert len(collect.pseudo_words("x" * 100)) == 142


def test_an_update_keeps_what_was_translated(tmp_path: Path) -> None:
    path = tmp_path / "briefing_xx.ts"
    collect.collect(path, "xx")
    collect.pseudo(path)
    before = path.read_text(encoding="utf-8").count("⟦")
    collect.collect(path, "xx")
    text = path.read_text(encoding="utf-8")
    assert text.count("⟦") == before > 500
    assert 'type="unfinished"' not in text
    assert 'type="vanished"' not in text


def test_a_language_without_a_translation_leaves_english(qapp: QApplication, tmp_path: Path) -> None:
    assert not speak(qapp, "yy", tmp_path)
