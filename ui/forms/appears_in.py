"""Where a record appears: the issues it bears on, which can be linked and taken off here, and what refers to it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from briefing.model import KINDS, Issue
from ui.context import Context
from ui.forms.link_picker import LinkPicker
from ui.forms.record_verbs import LINKED_KINDS, RecordVerbs
from ui.forms.sections import Line, RecordLink, Section, WithButton, lead_width
from ui.words import cut, word
from ui.words import tr as _tr


class AppearsIn(Section):
    """A section that hides while there is nothing to show and nothing to link."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        """An empty section for records of `kind`."""
        links = kind in LINKED_KINDS
        super().__init__(context, _tr("Appears in"), _tr("Not linked to any issue yet.") if links else "", parent)
        self._kind = kind
        self._id = ""
        self._links = links
        self.verbs = RecordVerbs(context, kind, lambda: None, self)
        self.verbs.moved.connect(lambda: self.show_record(self._kind, self._id))
        self.link = self.add_action("link", _tr("Link to issue…"), self.pick)
        self.link.setVisible(False)

    def pick(self) -> LinkPicker | None:
        """Ask on which issue the record bears."""
        return self.verbs.link_to_issue(self._id, self.link)

    def show_record(self, kind: str, record_id: str, *, editable: bool = True) -> None:
        """Show where this record appears."""
        self._id = record_id
        may = editable and not self.context.desk.read_only
        self.link.setVisible(self._links and may)
        linked = {place.id for place in self.context.desk.issues_of(kind, record_id)} if self._links and may else set()
        places = self.context.desk.appears_in(kind, record_id)
        lines = [Line(p.kind, p.id, p.title, word(KINDS[p.kind].LABEL).capitalize()) for p in places]
        width = lead_width(self.context, lines) if lines else 0
        self.fill(
            [(line, width, line.id in linked) for line in lines],
            lambda row: (row[0].kind, row[0].id),
            lambda row: self._row(*row),
        )

    def _row(self, line: Line, width: int, linked: bool) -> QWidget:
        row = RecordLink(self.context, line, lead_width=width)
        if not linked or line.kind != Issue.KIND:
            return row
        label = _tr("Take off the issue: %1").replace("%1", cut(line.title, 80))
        return WithButton(self.context, row, "unlink", label, lambda: self.verbs.unlink(line.id, self._id))
