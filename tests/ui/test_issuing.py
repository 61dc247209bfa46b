"""From "is it ready?" to "issued", as a person does it in the window."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.brief.finding import Finding, Preflight
from briefing.desk import Desk
from briefing.terms import BriefStatus
from ui.brief.comparison import DRAFT, ComparisonWindow
from ui.brief.version_verbs import WHOLE
from ui.context import Context
from ui.theme import Mode

from .conftest import Answers, Said
from .issue_staging import Counter

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def counter(
    qtbot: QtBot, make_context: Callable[[Desk], Context], sample: Path, said: Said, answers: Answers
) -> Iterator[Counter]:
    desk = Desk.open(sample, "Anna")
    made = Counter(qtbot, make_context(desk), said, answers)
    yield made
    made.panel.stop()
    made.context.background.close()
    desk.close()


def test_a_finding_leads_to_its_place_and_may_pass_for_a_reason(counter: Counter, qtbot: QtBot) -> None:
    counter.spoil()
    both = counter.panel.count()
    blocking, others = both.split(", ")
    assert blocking == "1 blocking"
    assert others.endswith("to look at")
    assert counter.counts[-1] == both
    assert "1 finding keeps it from being issued" in counter.panel.head.standing.text()
    blocks = counter.row("No source is named for the event")
    assert counter.panel.findings.groups["blocks"].accessibleName() == "Blocks issue (1)"
    qtbot.keyClick(blocks.line, Qt.Key.Key_Return)
    assert counter.said.went[-1] == ("event_field", f"{blocks.finding.record} citations")
    qtbot.mouseClick(counter.row("The deadline of").line, Qt.MouseButton.LeftButton)
    assert counter.said.went[-1] == ("issue_field", f"{counter.issue.id} deadline_edtf")

    qtbot.mouseClick(blocks.button, Qt.MouseButton.LeftButton)
    form = blocks.form
    assert form is not None
    assert form.field.hasFocus()
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert form.row.error() == "Please say why this may pass."
    assert not counter.desk.waivers(counter.brief)
    qtbot.keyClicks(form.field, "Agreed with the legal unit")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    counter.settle()
    assert counter.desk.waivers(counter.brief)[0].reason == "Agreed with the legal unit"
    waived = counter.row("No source is named")
    assert "Waived: Agreed with the legal unit" in waived.line.accessibleName()
    assert counter.panel.count() == others
    counter.undo()
    assert counter.panel.count() == both

    counter.panel.findings.waive(counter.row("No source").finding, "It is known")
    counter.settle()
    qtbot.mouseClick(counter.row("No source").button, Qt.MouseButton.LeftButton)
    counter.settle()
    assert not counter.desk.waivers(counter.brief)
    assert counter.said.texts()[-1].startswith("It stands again")


def test_escape_closes_the_reason_and_gives_the_focus_back(counter: Counter, qtbot: QtBot) -> None:
    counter.spoil()
    row = counter.row("No source")
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Space)
    assert row.form is not None
    qtbot.keyClick(row.form.field, Qt.Key.Key_Escape)
    assert row.form is None
    assert row.button.hasFocus()


def test_what_the_brief_itself_must_say_is_mended_in_its_own_block(counter: Counter, qtbot: QtBot) -> None:
    finding = replace(_any_finding(counter), kind="brief", record=counter.brief, field="bottom_line")
    counter.panel.findings.go_to(finding)
    counter.panel.findings.go_to(replace(finding, field="as_at_edtf"))
    assert counter.wanted == ["block bottom_line", "as_at_edtf"]
    assert counter.panel.findings.place_words(replace(finding, field="as_at_edtf")) == "This brief, As at"
    counter.panel.findings.go_to(replace(finding, field="status"))
    assert counter.panel.head.buttons["clear"].hasFocus()


def _any_finding(counter: Counter) -> Finding:
    counter.spoil()
    return counter.panel.findings.rows()[0].finding


def test_a_refusal_and_an_edit_make_it_a_draft_again(counter: Counter) -> None:
    counter.press("clear")
    counter.settle()
    assert counter.status() is BriefStatus.IN_CLEARANCE
    assert "Nobody has cleared it yet" in counter.panel.head.standing.text()
    counter.answer("Legal adviser", "not cleared")
    assert counter.status() is BriefStatus.DRAFT
    assert "Not cleared by Legal adviser" in counter.panel.head.standing.text()
    counter.undo()
    assert counter.status() is BriefStatus.IN_CLEARANCE
    counter.answer("Head of unit", "cleared with condition", "After the call")
    assert counter.status() is BriefStatus.CLEARED
    shown = counter.panel.answers.widgets()[0].accessibleName()
    assert "Head of unit, Cleared with condition" in shown
    assert "Condition: After the call" in shown
    counter.edit("One more word.")
    assert counter.status() is BriefStatus.DRAFT
    assert "must be cleared anew" in counter.panel.head.standing.text()
    assert not counter.panel.answers.isVisible()
    counter.press("clear")
    counter.settle()
    counter.undo()
    assert "It is a draft." in counter.panel.head.standing.text()
    counter.clear()
    counter.stack.hide()
    counter.edit("And another.")
    assert "must be cleared anew" in counter.said.texts()[-1], "whoever edits it elsewhere is told"


def test_an_answer_says_who_and_on_which_condition(counter: Counter, qtbot: QtBot) -> None:
    counter.press("clear")
    counter.settle()
    form = counter.panel.ask_answer()
    form.give()
    assert form.rows["person"].error() == "Please say who answered."
    form.person.setText("Head of unit")
    form.result.set_value("cleared with condition")
    assert not form.condition.isVisible()
    form.result.setCurrentIndex(0)
    form.result.setCurrentIndex(1)
    assert form.condition.isVisible()
    form.give()
    assert form.rows["condition"].error() == "Please say which."
    form.day.setText("no day at all")
    form.condition.setText("After the call")
    form.give()
    assert counter.panel.head.form is form, "what was typed stays where it was refused"
    assert not counter.desk.clearances(counter.brief)
    qtbot.keyClick(form.person, Qt.Key.Key_Escape)
    assert counter.panel.head.form is None


def test_a_brief_is_issued_amended_and_recalled(counter: Counter, tmp_path: Path) -> None:
    counter.clear()
    counter.issue_it()
    assert counter.status() is BriefStatus.ISSUED
    first = counter.desk.version(counter.brief)
    assert [one.format for one in counter.desk.kept_files(first)] == ["md", "html", "pdf", "docx"]
    receipt = counter.panel.versions.verbs.windows[-1]
    assert "Receipt" in receipt.windowTitle()
    assert "Version 1 went out on" in counter.panel.head.standing.text()
    assert counter.desk.in_progress() == [one for one in counter.desk.in_progress() if one != counter.brief]

    counter.edit("The talks go on.")
    assert "of version 2" in counter.panel.head.standing.text()
    counter.clear()
    counter.press("issue")
    counter.form().give()
    assert "the reason is printed" in counter.form().row.error()
    counter.form().field.setText("the talks go on")
    counter.form().give()
    counter.settle()
    rows = counter.panel.versions.rows()
    assert [row.version.number for row in rows] == [2, 1]
    assert "Why: the talks go on" in rows[0].accessibleName()

    verbs = counter.panel.versions.verbs
    folder = tmp_path / "out"
    folder.mkdir()
    counter.answers.files = [folder]
    verbs.save_files(first)
    counter.settle()
    assert {path.suffix for path in folder.iterdir()} == {".md", ".html", ".pdf", ".docx"}
    assert next(folder.glob("*.md")).read_bytes() == counter.desk.kept_file(counter.desk.kept_files(first)[0].sha256)
    before = counter.said.texts()
    verbs.save_files(first)  # "no" to replacing
    assert counter.said.texts() == before
    counter.answers.files = [tmp_path / "proof"]
    panel = verbs.ask_evidence(first, rows[1].buttons["evidence"])
    panel.buttons[WHOLE].click()
    counter.settle()
    assert "check.py" in {Path(name).name for name in zipfile.ZipFile(tmp_path / "proof.zip").namelist()}

    rows[0].buttons["compare"].click()
    counter.settle()
    window = verbs.windows[-1]
    assert isinstance(window, ComparisonWindow)
    assert "+The talks go on." in window.text.toPlainText()
    assert (window.old.value(), window.new.value()) == ("1", "2")
    counter.answers.files = [tmp_path / "differences"]
    tree = window.tree()
    assert tree is not None
    window.out.write(tree, "differences", "md")
    counter.settle()
    assert "[new: The talks go on.]" in (tmp_path / "differences.md").read_text("utf-8")
    window.old.setCurrentIndex(1)
    window.new.setCurrentIndex(window.new.findData(DRAFT))
    counter.settle()
    assert window.verdict.text() == "The two say the same."

    counter.press("recall")
    counter.form().give()
    assert "its readers will ask" in counter.form().row.error()
    counter.form().field.setText("the date was wrong")
    counter.form().give()
    counter.settle()
    assert counter.status() is BriefStatus.RECALLED
    assert counter.panel.head.standing.text().startswith("Recalled: the date was wrong.")
    assert "step 5 of 5" in counter.panel.head.state.accessibleName()
    counter.undo()
    assert counter.status() is BriefStatus.ISSUED


def test_issuing_can_be_stopped_and_says_why_it_is_refused(counter: Counter) -> None:
    counter.clear()
    counter.panel.issue()
    assert counter.panel.head.running.isVisible()
    assert not counter.panel.head.buttons["issue"].isEnabled()
    counter.panel.head.cancel.click()
    counter.settle()
    assert counter.status() is BriefStatus.CLEARED
    assert not counter.desk.versions(counter.brief)
    assert not counter.panel.head.running.isVisible()
    counter.spoil()
    assert not counter.panel.head.buttons["issue"].isEnabled()
    counter.panel.issue()
    counter.settle()
    assert "The preflight stops this brief" in counter.said.texts()[-1]
    assert not counter.desk.versions(counter.brief)


def test_it_looks_again_only_while_it_is_seen(counter: Counter) -> None:
    counter.stack.hide()
    counter.desk.edit("issue", counter.issue.id, {"deadline_edtf": "2022-08-01"})
    assert not counter.panel.busy()
    counter.stack.show()
    counter.settle()
    assert counter.row("The deadline of")


def test_nothing_found_says_what_was_compared(counter: Counter) -> None:
    findings = counter.panel.findings
    findings.show_found(Preflight((), 7))
    assert findings.nothing.isVisible()
    assert "7 quotes were compared" in findings.nothing.accessibleDescription()
    findings.show_found(Preflight(), "This form is gone.")
    assert not findings.nothing.isVisible()
    assert findings.problem.text() == "This form is gone."


@pytest.mark.parametrize("scale", [100, 140])
def test_the_way_of_a_brief_is_laid_out_in_any_width(counter: Counter, scale: int) -> None:
    theme, row = counter.context.theme, counter.panel.head.state
    theme.set_mode(Mode.DARK)
    theme.set_text_scale(scale)
    wide, narrow = row.heightForWidth(2_000), row.heightForWidth(150)
    assert narrow > 2 * wide
    counter.stack.resize(300, 700)
    QApplication.processEvents()
    assert row.height() >= row.heightForWidth(row.width())
