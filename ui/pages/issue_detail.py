"""One issue in full: head, facts, prose, and everything that bears on it; edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from briefing.model import Issue
from briefing.rules import dates
from ui.context import Context
from ui.forms.issue_parts import FactsSection, PositionsSection
from ui.forms.link_sections import LinkSection
from ui.forms.record_form import RecordForm
from ui.pages.detail import RecordDetail
from ui.words import tr as _tr

_FACTS = (
    "status", "status_since_edtf", "trend", "priority", "owner_desk", "owner_actor",
    "deadline_edtf", "deadline_kind", "next_step_due_edtf", "review_by_edtf", "parent_issue", "marking",
    "next_step",
)  # fmt: skip
_PROSE = ("state_of_play", "background", "our_line", "sensitivities", "unknowns")


class IssueDetail(RecordDetail):
    """One issue, complete."""

    KIND: ClassVar[str] = Issue.KIND

    def __init__(self, context: Context) -> None:
        """Build the parts; no issue is shown yet."""
        super().__init__(context, _tr("Issue"))

    def build_forms(self) -> None:
        self.facts = self.add_form(
            RecordForm(
                self.context,
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
        )
        self.prose = self.add_form(
            RecordForm(
                self.context,
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
        )

    def build(self) -> None:
        context = self.context
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
        for section in (self.quotes, self.positions, self.events, self.figures, self.actors, self.sources):
            self.add_section(section)

    def fill(self, record: Issue, *, editable: bool) -> None:
        for section in (self.quotes, self.events, self.figures, self.actors, self.sources):
            section.show_issue(record.id, editable=editable)
        self.positions.show_owner(record.id, editable=editable)

    def tags(self, record: Issue) -> Sequence[str]:
        rows = self.context.desk.rows(Issue.KIND, [record.id])
        tags = rows[0].tags if rows else ()
        today = self.context.desk.today.isoformat()
        review = dates.bounds(record.review_by_edtf)[1]
        return (*tags, "review is due") if review and review <= today else tags
