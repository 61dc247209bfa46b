"""The issues: what is unsettled, where it stands and what comes next. Everything is edited where it is read."""

from __future__ import annotations

from typing import Any, ClassVar

from briefing.model import Issue
from briefing.reading import Reading
from briefing.store.narrowed import tags
from ui.forms.record_verbs import LINKED_KINDS, RecordVerbs
from ui.pages.issue_detail import IssueDetail
from ui.pages.listing import BIN
from ui.pages.pictured import PicturedPage
from ui.pages.records import FIELD
from ui.pages.views import Views
from ui.pictures.matrix import MatrixPicture
from ui.words import marked


class IssuesPage(PicturedPage):
    """The list of issues beside the one that is edited."""

    KEY: ClassVar[str] = "issues"
    KIND: ClassVar[str] = Issue.KIND
    KINDS: ClassVar[tuple[str, ...]] = (Issue.KIND, Issue.KIND + FIELD)
    TITLE: ClassVar[str] = marked("Issues")
    NEW: ClassVar[str] = marked("New issue")
    ICON: ClassVar[str] = "circle-alert"
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Issue.KIND), BIN)
    VERBS: ClassVar[frozenset[str]] = frozenset({"duplicate", "delete_record"})
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No issues yet"),
        marked("An issue is something unsettled: who must do what, and by when. Add the first one as you read."),
    )

    def build(self) -> None:
        self.views = Views(self, self.picture_as_left, self.tr("Stances"), self.tr("List"))
        super().build()
        self.list.dropped.connect(self._on_dropped)

    def make_picture(self) -> MatrixPicture:
        self.stances = MatrixPicture(self.context)
        return self.stances

    def may_drop(self, kind: str) -> bool:
        return kind in LINKED_KINDS and not self.desk.read_only

    def _on_dropped(self, row: int, kind: str, record_id: str) -> None:
        RecordVerbs(self.context, kind, self.flush, self).link(self.model.ids()[row], record_id)

    def make_detail(self) -> IssueDetail:
        return IssueDetail(self.context)

    def new_values(self) -> dict[str, Any]:
        return {"title": self.tr("New issue"), "owner_desk": self.context.settings.user()}

    def subtitle(self, reading: Reading) -> str:
        found = reading.open_issues()
        rows = reading.rows(Issue.KIND, [issue.id for issue in found])
        counts = {tag: sum(tag in row.tags for row in rows) for tag in ("critical", "high", "overdue")}
        words = self.tr("%1 open · %2 high · %3 overdue")
        if counts["critical"]:
            words = self.tr("%1 open · %4 critical · %2 high · %3 overdue")
        numbers = (len(found), counts["high"], counts["overdue"], counts["critical"])
        for place, number in enumerate(numbers, start=1):
            words = words.replace(f"%{place}", str(number))
        return words
