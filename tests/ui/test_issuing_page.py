"""The Briefs page with the way out, and what the overview says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Issue
from ui.brief.finding_row import FindingRow
from ui.pages.issuing import ISSUE, IssuingPage
from ui.pages.overview import OverviewPage
from ui.window import MainWindow

from .issue_staging import WAIT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_page_leads_to_it_and_back_to_the_words(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.context.actions["check_brief"].trigger()
    page = window.current_page()
    assert isinstance(page, IssuingPage)
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=WAIT)
    assert page.middle.currentWidget() is page.issue
    assert page.outline.current() == ISSUE
    assert page.outline.lines()[-1].spoken().startswith("Check and issue, ")
    issue = window.desk.open_issues()[0]
    window.desk.edit("issue", issue.id, {"deadline_edtf": "2022-08-01"})
    qtbot.waitUntil(lambda: bool(_about(page, "The deadline of")), timeout=WAIT)
    assert "to look at" in page.outline.lines()[-1].note
    _about(page, "The deadline of")[0].line.click()
    assert window.current_page().current_record() == (Issue.KIND, issue.id)
    window.context.actions["check_brief"].trigger()
    page.issue.field_wanted.emit("reference")
    assert page.brief_details.form.row("reference").field.hasFocus()
    window.context.actions["compare_versions"].trigger()
    assert "Nothing was issued yet" in window.toasts.toasts()[-1].accessibleName()


def _about(page: IssuingPage, words: str) -> list[FindingRow]:
    return [row for row in page.issue.findings.rows() if words in row.line.accessibleName()]


def test_the_overview_says_how_far_a_brief_is_and_since_when(
    open_window: Callable[[Desk | Path], MainWindow], sample: Path
) -> None:
    window = open_window(sample)
    brief = window.desk.briefs("one-page")[0]
    window.desk.put_to_clearance(brief.id)
    window.show_place("overview")
    page = window.current_page()
    assert isinstance(page, OverviewPage)
    names = [row.line.accessibleName() for row in page.briefs.rows]
    assert any(name.startswith(f"{brief.title}, In clearance, since ") for name in names)
