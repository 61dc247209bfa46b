"""The panel "Check and issue" as the window shows it, for its tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from briefing.model import Brief
from briefing.terms import BriefStatus
from ui.brief.finding_row import FindingRow
from ui.brief.issue_panel import IssuePanel
from ui.brief.reason_form import ReasonForm
from ui.context import Context

from .conftest import Answers, Said

WAIT = 20_000


class Counter:
    """The panel of the sample's one-page brief, as the window shows it, on a store in a file."""

    def __init__(self, qtbot: QtBot, context: Context, said: Said, answers: Answers) -> None:
        self.qtbot, self.context, self.desk, self.said, self.answers = qtbot, context, context.desk, said, answers
        self.brief = self.desk.briefs("one-page")[0].id
        self.issue = self.desk.open_issues()[0]
        self.wanted: list[str] = []
        self.counts: list[str] = []
        self.stack = QStackedWidget()
        qtbot.addWidget(self.stack)
        self.panel = IssuePanel(context)
        self.panel.field_wanted.connect(self.wanted.append)
        self.panel.count_changed.connect(self.counts.append)
        self.stack.addWidget(self.panel)
        self.stack.resize(480, 900)
        self.stack.show()
        qtbot.waitUntil(self.stack.isActiveWindow)
        self.show()

    def show(self) -> None:
        self.panel.show_record(self.record())
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.panel.busy() and not self.context.background.busy(), timeout=WAIT)

    def record(self) -> Brief:
        return self.desk.get(Brief, self.brief)

    def status(self) -> BriefStatus:
        return self.record().status

    def spoil(self) -> None:
        """Give the brief something that blocks its issue, and something to look at."""
        values = {"title": "The talks resume", "date_edtf": "2022-08-10", "modality": "planned"}
        self.desk.create("event", values, issue=self.issue.id)
        self.desk.edit("issue", self.issue.id, {"deadline_edtf": "2022-08-01"})
        self.settle()

    def row(self, part: str) -> FindingRow:
        return next(one for one in self.panel.findings.rows() if part in one.line.accessibleName())

    def form(self) -> ReasonForm:
        form = self.panel.head.form
        assert isinstance(form, ReasonForm)
        return form

    def press(self, key: str) -> None:
        button = self.panel.head.buttons[key]
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer(self, person: str, result: str = "cleared", condition: str = "") -> None:
        self.press("answer")
        form = self.panel.ask_answer()
        self.qtbot.keyClicks(form.person, person)
        form.result.set_value(result)
        form.condition.setText(condition)
        self.qtbot.keyClick(form.person, Qt.Key.Key_Return)
        self.settle()

    def clear(self) -> None:
        self.press("clear")
        self.settle()
        self.answer("Head of unit")

    def issue_it(self, reason: str = "") -> None:
        self.press("issue")
        if reason:
            self.qtbot.keyClicks(self.form().field, reason)
        self.form().go.click()
        self.settle()

    def edit(self, words: str) -> None:
        block = self.desk.brief_blocks(self.brief)[0]
        self.desk.write_block(self.brief, block.block, f"{block.text} {words}")
        self.settle()

    def undo(self) -> None:
        do = self.said.toasts[-1][2]
        assert do is not None
        do()
        self.settle()
