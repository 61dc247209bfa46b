"""Lines of a detail that need a key of their own: two may lead to one record, and some lead nowhere.

Responsible for: roles, relations, other names, and where a thing is told, with how far that may be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing.model import Citation
from ui.context import Context
from ui.forms.sections import Line, RecordLink, Section, lead_width
from ui.widgets.labels import isolate, text_label

Row = tuple[str, Line]
"""A key, and the line it stands for; a line without an id leads nowhere."""


class StillLine(QWidget):
    """A line that is only read, in line with those that can be opened."""

    def __init__(self, line: Line, width: int) -> None:
        """Show `line`; its lead takes `width` pixels."""
        super().__init__()
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(10)
        if width:
            lead = text_label(line.lead, "muted", wrap=True)
            lead.setFixedWidth(width)
            row.addWidget(lead, 0, top)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(text_label(isolate(line.title), wrap=True, selectable=True))
        if line.second:
            texts.addWidget(text_label(line.second, "muted", wrap=True))
        row.addLayout(texts, 1)
        self.setAccessibleName(", ".join(word for word in (line.lead, line.title, line.second) if word))


def fill_rows(section: Section, rows: Sequence[Row]) -> None:
    """Show lines by their own keys."""
    lines = [line for _key, line in rows]
    width = lead_width(section.context, lines) if any(line.lead for line in lines) else 0
    section.fill(
        [(key, line, width) for key, line in rows],
        lambda row: row[0],
        lambda row: _made(section.context, row[1], row[2]),
    )


def _made(context: Context, line: Line, width: int) -> QWidget:
    return RecordLink(context, line, lead_width=width) if line.id else StillLine(line, width)


def fill_citations(section: Section, record_id: str) -> None:
    """Where a record is told: a place alone is cited, an anchored passage is checked now and opens at its words."""
    desk = section.context.desk
    fill_rows(section, [(one.id, _citation(section.context, one)) for one in desk.citations(record_id)])


def _citation(context: Context, one: Citation) -> Line:
    state = context.desk.citation_state(one)
    words = isolate(f"“{one.exact}”") if one.exact else ""
    title = context.desk.title("source", one.source)
    kind, target = ("source", one.source) if state == "cited" else ("citation", one.id)
    return Line(kind, target, title, one.locator, (state,), words)
