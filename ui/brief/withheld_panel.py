"""The records that a ceiling leaves out of a brief, each leading to its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.model import KINDS
from ui.context import Context
from ui.forms.lines import Line, RecordLink
from ui.forms.panel import Panel
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import text_label
from ui.words import word

if TYPE_CHECKING:
    from briefing.store.withheld import WithheldRecord

AT_MOST = 100


class WithheldPanel(Panel):
    """Titles, kinds and markings; a record that goes with another has no marking of its own."""

    def __init__(self, context: Context, anchor: QWidget, words: str, records: Sequence[WithheldRecord]) -> None:
        """List these records under `words`."""
        super().__init__(anchor)
        self._context = context
        self.setAccessibleName(words)
        inside = Column()
        inside.setObjectName("bare")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self.links: list[RecordLink] = []
        for one in records[:AT_MOST]:
            why = one.marking or self.tr("goes with another record")
            line = Line(one.kind, one.id, one.title, second=f"{word(KINDS[one.kind].LABEL).capitalize()} · {why}")
            link = RecordLink(context, line)
            link.clicked.connect(self.shut)
            self.links.append(link)
            lines.addWidget(link)
        if len(records) > AT_MOST:
            more = self.tr("and %1 more").replace("%1", str(len(records) - AT_MOST))
            lines.addWidget(text_label(more, "muted"))
        lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(text_label(words, "section", wrap=True))
        column.addWidget(scrolled(inside), 1)
        close = push_button(context.icons, self.tr("Close"), on_click=self.shut)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def open(self) -> None:
        """Show the panel."""
        theme = self._context.theme
        rows = theme.px(44) * min(len(self.links), 7) + theme.px(100)
        self.open_at(theme.px(420), rows)
