"""A form and the issues page as the window shows them, for the tests of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.model import Issue
from ui.context import Context
from ui.forms.record_form import RecordForm
from ui.forms.title_field import TitleField
from ui.pages.base import Page
from ui.pages.issues import IssuesPage
from ui.widgets.text_field import LineField

from .conftest import Said

FIELDS = (
    "title", "status", "priority", "owner_desk", "owner_actor", "deadline_edtf", "parent_issue", "next_step",
    "state_of_play",
)  # fmt: skip


class Stage:
    """A shown form on the water issue that follows the desk, and another field to move the focus to."""

    def __init__(self, context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
        self.context, self.desk, self.ids, self.qtbot = context, context.desk, crisis, qtbot
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.other = QLineEdit()
        self.form = RecordForm(context, "issue", FIELDS, wide=("next_step",))
        column = QVBoxLayout(self.page)
        column.addWidget(self.other)
        column.addWidget(self.form)
        self.page.resize(700, 620)
        self.page.show()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.show("water")
        context.bridge.changed.connect(lambda _change: self.refresh())

    def show(self, name: str) -> None:
        self.form.show_record(self.record(name))

    def refresh(self) -> None:
        self.form.show_record(self.desk.get(Issue, self.form.record_id()))

    def record(self, name: str = "water") -> Issue:
        return self.desk.get(Issue, self.ids[name])

    def line(self, name: str) -> LineField:
        field = self.form.field(name)
        assert isinstance(field, LineField)
        return field

    def type(self, name: str, text: str) -> None:
        field = self.line(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def leave(self) -> None:
        self.other.setFocus()

    def elsewhere(self, **values: str) -> None:
        """Another window writes, and this one does not hear of it yet."""
        self.context.bridge.blockSignals(True)
        self.desk.edit("issue", self.ids["water"], values)
        self.context.bridge.blockSignals(False)


class Desktop:
    """The page as the window shows it: refreshed after every change, and opened by `go`."""

    def __init__(
        self, context: Context, ids: dict[str, str], said: Said, qtbot: QtBot, page: type[Page] = IssuesPage
    ) -> None:
        self.ids, self.said, self.qtbot, self.desk = ids, said, qtbot, context.desk
        self.context = replace(context, go=self._go)
        self.page: Any = page(self.context)
        qtbot.addWidget(self.page)
        context.bridge.changed.connect(lambda _change: self.page.refresh())
        self.page.resize(1100, 800)
        self.page.show()
        qtbot.waitUntil(self.page.isActiveWindow)
        if "water" in ids and page is IssuesPage:
            self.page.show_record("issue", ids["water"])

    def _go(self, kind: str, record_id: str) -> None:
        self.said.go(kind, record_id)
        self.page.show_record(kind, record_id)

    def issue(self, name: str = "water") -> Issue:
        return self.desk.get(Issue, self.ids[name])

    def title(self) -> TitleField:
        field = self.page.detail.title.widget
        assert isinstance(field, TitleField)
        return field

    def shown(self) -> str:
        current = self.page.current_record()
        return current[1] if current else ""

    def listed(self) -> list[str]:
        return list(self.page.model.ids())
