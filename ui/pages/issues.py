"""The issues: what is unsettled, where it stands and what comes next. Everything is edited where it is read."""

from __future__ import annotations

from typing import ClassVar

from briefing.model import Issue
from briefing.terms import Priority
from ui.pages.issue_detail import IssueDetail
from ui.pages.master import BIN, MasterPage
from ui.pages.views import LIST, Views
from ui.pictures.matrix import MatrixPicture
from ui.words import marked


class IssuesPage(MasterPage):
    """The list of issues beside the one that is edited."""

    KEY: ClassVar[str] = "issues"
    KIND: ClassVar[str] = "issue"
    KINDS: ClassVar[tuple[str, ...]] = ("issue",)
    TITLE: ClassVar[str] = marked("Issues")
    ICON: ClassVar[str] = "circle-alert"
    CHIPS: ClassVar[tuple[str, ...]] = ("open", "stalled", "on hold", "high", "overdue", BIN)
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No issues yet"),
        marked("An issue is something unsettled: who must do what, and by when. Add the first one as you read."),
    )

    def build(self) -> None:
        self.detail = IssueDetail(self.context)
        self.detail.deleted.connect(self.refresh)
        self.details.addWidget(self.detail)
        self.stances = MatrixPicture(self.context)
        self.views = Views(self, self.stances, self.tr("Stances"), self.tr("List"))
        self.no_records.add_action(self.tr("New issue"), self.new_record, icon="plus", primary=True)
        self.new_button = self.header.add_button(self.tr("New issue"), self.new_record, icon="plus", primary=True)
        for button in (self.new_button,):
            button.setEnabled(not self.desk.read_only)
        self.no_records.setEnabled(not self.desk.read_only)

    def subtitle(self) -> str:
        found = self.desk.open_issues()
        high = sum(issue.priority in (Priority.HIGH, Priority.CRITICAL) for issue in found)
        rows = self.desk.rows(Issue.KIND, [issue.id for issue in found])
        overdue = sum("overdue" in row.tags for row in rows)
        words = self.tr("%1 open · %2 high · %3 overdue")
        for mark, number in (("%1", len(found)), ("%2", high), ("%3", overdue)):
            words = words.replace(mark, str(number))
        return words

    def show_detail(self, record_id: str) -> None:
        self.detail.show_issue(record_id)
        self.details.setCurrentWidget(self.detail)

    def refresh(self) -> None:
        super().refresh()
        self.stances.refresh()

    def is_waiting(self) -> bool:
        return super().is_waiting() or (self.stances.isVisible() and self.stances.busy())

    def stop(self) -> None:
        super().stop()
        self.stances.stop()

    def show_record(self, kind: str, record_id: str) -> None:
        self.views.show(LIST)
        super().show_record(kind, record_id)

    def take_focus(self) -> None:
        if self.views.current() == LIST:
            super().take_focus()
        else:
            self.views.take_focus()

    def flip_view(self) -> None:
        self.views.flip()

    def new_record(self) -> None:
        """Make an issue and put the focus on its title, ready to be typed over."""
        if not self.context.may_edit():
            return
        self.flush()
        made: list[str] = []
        values = {"title": self.tr("New issue"), "owner_desk": self.context.settings.user()}
        if self.context.attempt(lambda: made.append(self.desk.create(Issue.KIND, values, origin=self.KEY))):
            self.refresh()
            self.show_record(Issue.KIND, made[0])
            self.detail.focus_title()

    def flush(self) -> None:
        self.detail.flush()
