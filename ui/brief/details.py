"""What a brief is: title, reader, reference, days, form, and the issues it is about.

Responsible for: these fields and the checklist. Refuses to: hold the officer's text; that is in the blocks.
"""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.model import Brief, Issue
from briefing.rules.validation import spec_of
from ui.brief.checklist import Checklist
from ui.context import Context
from ui.forms.field_editor import FieldEditor
from ui.forms.fields import set_readable
from ui.forms.history_view import HistoryView
from ui.forms.record_form import RecordForm
from ui.tones import shown
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.form_row import FormColumn, FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField
from ui.words import counted, word

FIELDS = ("title", "audience", "reference", "as_at_edtf", "needed_by_edtf")


class BriefDetails(QWidget):
    """The fields of the brief shown. `delete_wanted` when the user asks for the bin."""

    delete_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the rows."""
        super().__init__(parent)
        self.context = context
        self._record: Brief | None = None
        self.form = RecordForm(
            context,
            Brief.KIND,
            FIELDS,
            columns=1,
            placeholders={
                "audience": self.tr("Who reads it"),
                "reference": self.tr("Our file reference"),
                "as_at_edtf": self.tr("The day of the store"),
                "needed_by_edtf": self.tr("When it must be there"),
            },
        )
        options = [(one.name, word(one.title)) for one in context.desk.templates().values()]
        self.template = ChoiceField(self.tr("Form"), options)
        self.template.setProperty("quiet", True)
        row = FormRow(context.icons, self.tr("Form"), self.template, beside=True, history=True)
        self.template_editor = FieldEditor(context, Brief.KIND, spec_of(Brief.KIND, "template"), row)
        row.history_requested.connect(self._show_history)
        self._column = FormColumn()
        self._column.add_row(row)
        self.issues_words = text_label(role="hint", wrap=True)
        self.issues = Checklist(self.tr("Issues in this brief"))
        self.issues.changed.connect(self._on_issues)
        self._delete = push_button(
            context.icons, self.tr("Delete brief"), "trash-2", danger=True, on_click=self.delete_wanted.emit
        )
        inside = Column()
        inside.setProperty("bare", True)
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 14, 16, 16)
        body.setSpacing(8)
        body.addWidget(text_label(self.tr("Details"), "title"))
        body.addSpacing(4)
        body.addWidget(self.form)
        body.addWidget(self._column)
        body.addSpacing(6)
        label = text_label(self.tr("Issues in this brief"), "section")
        label.setBuddy(self.issues)
        body.addWidget(label)
        body.addWidget(self.issues)
        body.addWidget(self.issues_words)
        body.addSpacing(10)
        body.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        area = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_record(self, record: Brief) -> None:
        """Show a brief, or the same one as it is now."""
        self._record = record
        desk = self.context.desk
        editable = not desk.read_only and not record.deleted
        self.form.show_record(record)
        self._column.set_least(self.form.row("title").label.minimumWidth())
        self.template_editor.show_record(record)
        set_readable(self.template, editable)
        self._delete.setEnabled(editable)
        ticked = desk.brief_issues(record)
        open_ones = desk.open_issues()
        known = {issue.id for issue in open_ones}
        closed: list[tuple[str, str]] = []
        for one in ticked:
            if one in known:
                continue
            try:
                issue = desk.get(Issue, one)
            except BriefingError:
                continue
            state = self.tr("in the bin") if issue.deleted else shown(issue.status)
            closed.append((one, f"{issue.title} ({state})"))
        offered = [(issue.id, issue.title) for issue in open_ones]
        self.issues.set_records(offered + closed, ticked, editable=editable)
        self._say(len(ticked), len(open_ones))

    def flush(self) -> None:
        """Save what is half typed, now."""
        self.form.flush()
        if self._record is not None:
            self.template_editor.flush()

    def focus_title(self) -> None:
        """Put the focus into the title and mark it, for a brief that was just made."""
        self.form.focus_field("title", select=True)

    def _show_history(self) -> None:
        if self._record is not None:
            editor = self.template_editor
            view = HistoryView(self.context, Brief.KIND, self._record.id, editor.spec, editor.row)
            view.put_back.connect(self._reload)
            view.open()

    def _reload(self) -> None:
        if self._record is not None:
            self.show_record(self.context.desk.get(Brief, self._record.id))

    def _say(self, ticked: int, offered: int) -> None:
        if ticked:
            words = self.tr("%1 chosen. Untick all to take every open issue.").replace("%1", str(ticked))
        elif offered:
            one = "None is ticked, so the %1 open issue is in."
            words = counted(offered, one, "None is ticked, so all %1 open issues are in.")
        else:
            words = self.tr("There is no open issue.")
        self.issues_words.setText(words)

    def _on_issues(self, ids: tuple[str, ...]) -> None:
        record = self._record
        if record is None:
            return
        desk = self.context.desk
        done = self.context.may_edit() and self.context.attempt(
            lambda: desk.edit(Brief.KIND, record.id, {"issues": json.dumps(list(ids))}, origin="brief")
        )
        if not done:  # the ticks go back to what is stored
            self._reload()
