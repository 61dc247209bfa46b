"""Where a page meets the comments on the record it shows: they cost nothing while there are none.

Responsible for: making what shows them when it is first needed. Refuses to: load any of it before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefing.drafts import Drafts
from briefing.paths import drafts_folder
from briefing.store.store import MEMORY
from ui.context import Context

if TYPE_CHECKING:
    from ui.review.record_comments import Detail, RecordComments

COMMENTS = "comments"
"""The name by which the comments of a record are asked for where a field could be."""


class Remarks(QObject):
    """The comments of whatever record `detail` shows. `show_record` after it, `comment` asks for a new one."""

    def __init__(self, context: Context, kind: str, detail: Detail, parent: QObject) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._detail = detail
        self._id = ""
        self.shown: RecordComments | None = None
        store = context.desk.store
        self._drafts = Drafts(None if store.path == MEMORY else drafts_folder(), f"review-{store.site}")

    def show_record(self, record_id: str) -> None:
        """Show the comments on this record; half-typed words for it stand in the form again."""
        self._id = record_id
        if self.shown is not None or self._any():
            self._made().show_record(record_id)

    def comment(self) -> None:
        """Ask for a comment on the record."""
        if self._id:
            made = self._made()
            made.show_record(self._id)
            made.comment()

    def bring(self) -> None:
        """Bring the comments into view, where there are any."""
        if self.shown is not None:
            self.shown.bring()

    def flush(self) -> None:
        """Keep what is half typed."""
        if self.shown is not None:
            self.shown.flush()

    def _any(self) -> bool:
        if self._context.desk.threads_on(self._kind, self._id):
            return True
        return any(draft.record == self._id for draft in self._drafts.all())

    def _made(self) -> RecordComments:
        if self.shown is None:
            from ui.review.record_comments import RecordComments

            self.shown = RecordComments(self._context, self._kind, self._detail, self._drafts, self)
        return self.shown
