"""Forms and profiles in the window: shipped ones are copied, own ones edited, and a fault never breaks a brief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.desk.definition_files import read_definition, write_definition
from briefing.errors import DefinitionError, ExportError
from briefing.model import Template
from briefing.reading.definitions import FORMS, HOUSES, built_in_template
from ui.brief.definitions import Definitions
from ui.context import Context
from ui.pages.briefs import BriefsPage

from .brief_staging import opened, ready
from .conftest import Answers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> Iterator[Definitions]:
    parent = QWidget()
    parent.resize(1200, 800)
    qtbot.addWidget(parent)
    made = Definitions(context, parent)
    made.show()
    yield made
    parent.close()


def copied(dialog: Definitions, name: str = "one-page") -> str:
    dialog.choose(name)
    dialog.copy.click()
    one = dialog.shown()
    assert one is not None and one.id
    return one.id


def test_what_ships_is_listed_and_stays_as_it_is(dialog: Definitions) -> None:
    keys = [line.key for line in dialog._lines.lines if not line.heading]
    assert keys == [f"template {name}" for name in FORMS] + [f"profile {name}" for name in HOUSES]
    assert dialog.field.isReadOnly() and dialog.save.isHidden() and dialog.delete.isHidden()
    assert not dialog._lines.index(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert dialog.fault.isHidden()


def test_a_copy_is_edited_checked_while_typing_and_saved(dialog: Definitions, qtbot: QtBot) -> None:
    record, desk = copied(dialog), dialog.context.desk
    assert not dialog.field.isReadOnly() and not dialog.save.isEnabled()
    text = dialog.field.value()
    dialog.field.setPlainText(text.replace("heading = ", "headng = ", 1))
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "there is no field “headng” here" in dialog.fault.text()
    dialog.jump.click()
    line = dialog.field.textCursor().block()
    assert line.text().startswith("headng")
    assert dialog.fault.text().startswith(f"Line {line.blockNumber() + 1}: ")
    dialog.save.click()
    assert desk.get(Template, record).text == text
    assert [draft.record for draft in dialog.context.drafts.all()] == [record]
    dialog.field.setPlainText(text.replace("Bottom line", "The gist"))
    dialog.save.click()
    assert desk.template("one-page-2").blocks[0].heading == "The gist"
    assert dialog.fault.isHidden() and not dialog.context.drafts.all() and not dialog.dirty()
    desk.undo()
    assert dialog.field.value() == text


def test_words_that_are_not_saved_wait_when_another_is_shown(dialog: Definitions) -> None:
    record = copied(dialog)
    text = dialog.field.value()
    dialog.field.setPlainText("half a form")
    dialog.choose("uk")
    assert dialog.fault.isHidden()
    dialog.choose(record)
    assert dialog.field.value() == "half a form" and dialog.fault.isVisible()
    assert "not saved" in next(line for line in dialog._lines.lines if line.key == record).note or dialog.dirty()
    dialog.revert.click()
    assert dialog.field.value() == text and not dialog.context.drafts.all()
    dialog.field.setPlainText("again")
    dialog.accept()
    assert [draft.text for draft in dialog.context.drafts.all()] == ["again"]


def test_a_deleted_one_comes_back(dialog: Definitions) -> None:
    record = copied(dialog)
    dialog.delete.click()
    assert record not in [line.key for line in dialog._lines.lines]
    assert dialog.notice.accessibleName().startswith("Deleted “")
    dialog.undo.click()
    assert record in [line.key for line in dialog._lines.lines]
    assert dialog.notice.isHidden()


def test_one_goes_out_to_a_file_and_another_comes_in(dialog: Definitions, answers: Answers, tmp_path: Path) -> None:
    answers.files = [tmp_path / "form.toml"]
    dialog.choose("issue-brief")
    dialog.export.click()
    assert answers.files[0].read_text("utf-8") == built_in_template("issue-brief").text
    dialog.take_in.click()
    one = dialog.shown()
    assert one is not None and one.name == "issue-brief-2" and not one.ours
    answers.files[0].write_text('name = "mine"\ncolour = 1\n', "utf-8")
    dialog.take_in.click()
    assert dialog.notice.accessibleName().startswith("“form.toml” was not taken in. Line 2: there is no field “colour”")
    answers.files = [tmp_path]
    dialog.export.click()
    assert "cannot be written" in dialog.notice.accessibleName()
    answers.files = []
    dialog.take_in.click()
    dialog.export.click()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00n", b"x" * 100_001])
def test_a_file_that_is_no_definition_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(data)
    with pytest.raises(DefinitionError, match=r"“odd\.toml” is"):
        read_definition(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        read_definition(tmp_path / "none.toml")
    with pytest.raises(ExportError, match="cannot be written"):
        write_definition(tmp_path / "no folder" / "x.toml", "")


def test_a_form_of_ones_own_is_offered_and_a_broken_one_breaks_nothing(
    qtbot: QtBot, context: Context, crisis: dict[str, str]
) -> None:
    desk = context.desk
    page = opened(qtbot, context)
    page.new_record()
    assert tuple(page.new_pane.cards) == FORMS
    page.new_pane.own.click()
    assert isinstance(page.definitions, Definitions)
    page.definitions.copy.click()
    page.definitions.accept()
    assert tuple(page.new_pane.cards) == (*FORMS, "one-page-2")
    page.new_pane.cards["one-page-2"].click()
    ready(qtbot, page)
    assert page.preview.latest is not None and page.preview.latest.pdf is not None
    own = desk.every(Template)[0]
    desk.edit("template", own.id, {"text": "name = ["})
    ready(qtbot, page)
    assert "the template “" in page.preview.trouble.accessibleDescription()
    assert "one-page-2" not in page.new_pane.cards
    page.brief_details.definitions.click()
    page.definitions.choose(own.id)
    assert "Line 1: this is not TOML" in page.definitions.fault.text()
    page.definitions.accept()


def test_cards_wrap_in_a_narrow_window(qtbot: QtBot, context: Context) -> None:
    page: BriefsPage = opened(qtbot, context)
    page.new_record()
    assert page.new_pane.columns() == 3
    page.resize(700, 700)
    qtbot.waitUntil(lambda: page.new_pane.columns() < 3)
    cards = list(page.new_pane.cards.values())
    qtbot.waitUntil(lambda: cards[page.new_pane.columns()].y() > cards[0].y())
    QTest.keyClick(page.new_pane, Qt.Key.Key_Escape)
