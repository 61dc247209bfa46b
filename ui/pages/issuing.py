"""The Briefs page with the way out: a last row of the outline leads to "Check and issue"."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.brief.issue_panel import IssuePanel
from ui.brief.making import Made
from ui.brief.outline_lines import OutlineLine
from ui.pages.briefs import BriefsPage

ISSUE = "check and issue"
"""The row of the outline; no block of a form can have this name."""


class IssuingPage(BriefsPage):
    """Composing and issuing in one place."""

    def build(self) -> None:
        super().build()
        self.issue = IssuePanel(self.context)
        self.issue.field_wanted.connect(self.show_field)
        self.issue.count_changed.connect(self._on_count)
        self.issue.setObjectName("surface_card")
        self.issue.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.middle.addWidget(self.issue)

    def show_detail(self, record_id: str) -> None:
        super().show_detail(record_id)
        if self._record is not None:
            self.issue.show_record(self._record)
            self._show_outline()  # how the brief stands is said in its last row

    def last_lines(self) -> list[OutlineLine]:
        words = self.tr("Check and issue")
        return [OutlineLine(ISSUE, "", words, self.issue.note(), self.issue.tone())]

    def show_field(self, name: str) -> None:
        super().show_field(name)
        if name in self.brief_details.form.editors:
            self.brief_details.form.focus_field(name, select=True)

    def is_waiting(self) -> bool:
        return super().is_waiting() or self.issue.busy()

    def stop(self) -> None:
        super().stop()
        self.issue.stop()

    # verbs

    def check_and_issue(self) -> None:
        """Show what keeps the brief from being issued, and what comes next."""
        if self._record is None:
            self.context.toast(self.tr("There is no brief to check yet."))
            return
        self.outline.choose(ISSUE)
        self._enter_block(ISSUE)

    def compare_versions(self) -> None:
        """Compare the newest version of the brief shown with the one before it, or with the draft."""
        if self._record is None:
            self.context.toast(self.tr("There is no brief to compare yet."))
            return
        self.flush()
        self.issue.compare_versions()

    def evidence_pack(self) -> None:
        """Show the versions of the brief, and ask for the evidence pack of the newest."""
        self.check_and_issue()
        self.issue.evidence_pack()

    # the frame

    def _show_block(self) -> None:
        if self._block == ISSUE:
            self.middle.setCurrentWidget(self.issue)
        else:
            super()._show_block()

    def _enter_block(self, key: str) -> None:
        if key == ISSUE:
            self._on_block(key)
            self.issue.take_focus()
        else:
            super()._enter_block(key)

    def _on_made(self, made: Made) -> None:
        if self._record is not None:
            self.issue.set_pages(made.pdf.pages if made.pdf is not None else None)
        super()._on_made(made)

    def _on_count(self, _words: str) -> None:
        if self._record is not None:
            self._show_outline()
