"""One issue in full: head, facts, prose, and everything that bears on it; edited in place.

Responsible for: the order of the parts, and showing the same issue again without moving the page or the focus.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from briefing.errors import NotFoundError
from briefing.model import Issue
from briefing.rules import dates
from ui.context import Context
from ui.forms.detail_head import DetailHead
from ui.forms.field_editor import ORIGIN
from ui.forms.issue_parts import FactsSection, PositionsSection
from ui.forms.link_sections import LinkSection
from ui.forms.record_form import RecordForm
from ui.forms.record_history import RecordHistory
from ui.forms.sections import AppearsIn
from ui.forms.title_field import TitleField, title_editor

_FACTS = (
    "status", "status_since_edtf", "trend", "priority", "owner_desk", "owner_actor",
    "deadline_edtf", "deadline_kind", "next_step_due_edtf", "review_by_edtf", "parent_issue",
    "next_step",
)  # fmt: skip
_PROSE = ("state_of_play", "background", "our_line", "sensitivities", "unknowns")


class IssueDetail(QScrollArea):
    """`show_issue` it, again after every change. `deleted` is emitted after the issue went to the bin or came back."""

    deleted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the parts; no issue is shown yet."""
        super().__init__(parent)
        self.context = context
        self._id = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Issue"))
        self.head = DetailHead(context, Issue.KIND)
        self.head.delete_wanted.connect(self.delete)
        self.head.restore_wanted.connect(self.restore)
        self.head.history_wanted.connect(self._open_history)
        self.title = title_editor(context, Issue.KIND, placeholder=self.tr("Title"))
        self.facts = RecordForm(
            context,
            Issue.KIND,
            _FACTS,
            wide=("next_step",),
            placeholders={
                "owner_desk": self.tr("Who of us looks after it?"),
                "owner_actor": self.tr("Nobody – type to find"),
                "status_since_edtf": self.tr("Since when?"),
                "deadline_edtf": self.tr("No deadline"),
                "next_step": self.tr("What happens next, and who does it?"),
                "next_step_due_edtf": self.tr("By when?"),
                "review_by_edtf": self.tr("When do we look again?"),
            },
        )
        self.prose = RecordForm(
            context,
            Issue.KIND,
            _PROSE,
            placeholders={
                "state_of_play": self.tr("Where does it stand today? Two or three sentences."),
                "background": self.tr("How did it come to this?"),
                "our_line": self.tr("What do we say when asked?"),
                "sensitivities": self.tr("What must not be said, or only with care?"),
                "unknowns": self.tr("What would we need to know?"),
            },
        )
        self.quotes = LinkSection(
            context,
            "quote",
            self.tr("Key quotes"),
            self.tr("No quotes yet. Capture a passage in a source, or add one that was captured."),
        )
        self.positions = PositionsSection(context)
        self.events = LinkSection(
            context,
            "event",
            self.tr("Events"),
            self.tr("No events yet. Add what happened and what is planned."),
            may_create=True,
        )
        self.figures = FactsSection(context)
        self.actors = LinkSection(
            context, "actor", self.tr("Actors"), self.tr("Nobody is linked yet. Add who is involved."), may_create=True
        )
        self.sources = LinkSection(
            context, "source", self.tr("Sources"), self.tr("No sources yet. Add what was read on this.")
        )
        self.appears = AppearsIn(context)
        self.history = RecordHistory(context)
        self._arrange()
        context.theme.changed.connect(self._on_theme)

    def show_issue(self, issue_id: str) -> None:
        """Show this issue as it is now."""
        try:
            issue = self.context.desk.get(Issue, issue_id)
        except NotFoundError:
            return
        if issue_id != self._id:
            self.verticalScrollBar().setValue(0)
        self._id = issue_id
        self.title.show_record(issue)
        editable = not issue.deleted
        self.facts.show_record(issue)
        self.prose.show_record(issue)
        self.head.show_record(issue, self._tags(issue))
        title = self.title.widget
        assert isinstance(title, TitleField)
        title.setReadOnly(not editable or self.context.desk.read_only)
        for section in (self.quotes, self.positions, self.events, self.figures, self.actors, self.sources):
            section.show_issue(issue_id, editable=editable)
        self.appears.show_record(Issue.KIND, issue_id)
        self.history.show_record(Issue.KIND, issue_id)

    def focus_title(self) -> None:
        """Put the focus on the title, marked, so that typing replaces it."""
        title = self.title.widget
        assert isinstance(title, TitleField)
        self.verticalScrollBar().setValue(0)
        title.setFocus(Qt.FocusReason.OtherFocusReason)
        title.select_all()

    def flush(self) -> None:
        """Save what is half typed, now."""
        for part in (self.title, self.facts, self.prose, self.positions, self.figures):
            part.flush()

    def delete(self) -> None:
        """Move the issue to the bin, with a way back."""
        desk, issue_id = self.context.desk, self._id
        self.flush()
        title = desk.title(Issue.KIND, issue_id)
        if self.context.may_edit() and self.context.attempt(lambda: desk.delete(Issue.KIND, issue_id, origin=ORIGIN)):
            words = self.tr("Deleted issue “%1”.").replace("%1", title[:60])
            self.deleted.emit()
            self.context.toast(words, self.tr("Undo"), lambda: self._bring_back(issue_id))

    def restore(self) -> None:
        """Bring the issue shown back out of the bin."""
        if self._bring_back(self._id):
            self.context.toast(
                self.tr("Restored issue “%1”.").replace("%1", self.context.desk.title("issue", self._id))
            )

    def _bring_back(self, issue_id: str) -> bool:
        desk = self.context.desk
        done = self.context.may_edit() and self.context.attempt(
            lambda: desk.restore(Issue.KIND, issue_id, origin=ORIGIN)
        )
        if done:
            self.context.go(Issue.KIND, issue_id)
            self.deleted.emit()
        return done

    def _tags(self, issue: Issue) -> tuple[str, ...]:
        rows = self.context.desk.rows(Issue.KIND, [issue.id])
        tags = rows[0].tags if rows else ()
        today = self.context.desk.today.isoformat()
        review = dates.bounds(issue.review_by_edtf)[1]
        return (*tags, "review is due") if review and review <= today else tags

    def _open_history(self) -> None:
        if not self.history.is_open():
            self.history.toggle()
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            layout.activate()  # the page must be as long as it will be before it can be scrolled there
        self.ensureWidgetVisible(self.history, 0, 40)

    def _on_theme(self) -> None:
        for section in (self.quotes, self.positions, self.events, self.figures, self.actors, self.sources):
            section.again()
        if self._id:
            self.show_issue(self._id)

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "card")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 28)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self.head)
        column.addLayout(head)
        column.addWidget(self.title.row)
        parts = (
            self.facts, self.prose, self.quotes, self.positions, self.events, self.figures, self.actors, self.sources,
            self.appears, self.history,
        )  # fmt: skip
        rest = QWidget()
        below = QVBoxLayout(rest)
        below.setContentsMargins(8, 6, 8, 0)
        below.setSpacing(20)
        for part in parts:
            below.addWidget(part)
        column.addWidget(rest)
        column.addStretch(1)
        self.setWidget(inside)
