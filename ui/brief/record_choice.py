"""Which records a block is confined to: a checklist with a filter. None ticked means all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.brief.checklist import Checklist
from ui.context import Context
from ui.forms.panel import Panel
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.words import counted

CONFINED: Mapping[str, str] = MappingProxyType(
    {
        "what_happened": "event",
        "next_days": "event",
        "timeline": "event",
        "timeline_picture": "issue",
        "open_issues": "issue",
        "state_of_play": "issue",
        "stance_matrix": "issue",
        "actor_map": "issue",
        "trend": "issue",
        "lines_to_take": "issue",
        "sensitivities": "issue",
        "positions": "position",
        "quotes_in_short": "quote",
        "key_quotes": "quote",
        "quote_cards": "quote",
        "facts": "fact",
    }
)
"""What a block is made of → the kind of the records by which it can be confined."""


class RecordChoice(Panel):
    """`changed` carries the ids that are ticked, after every click; none means all."""

    changed = Signal(tuple)

    def __init__(
        self, context: Context, anchor: QWidget, heading: str, records: Sequence[tuple[str, str]], ticked: Sequence[str]
    ) -> None:
        """Offer these (id, title)."""
        super().__init__(anchor)
        self._context = context
        words = self.tr("Records in “%1”").replace("%1", heading)
        self.setAccessibleName(words)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter"))
        self.field.setAccessibleName(self.tr("Filter the records"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(context.icons.icon("list-filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = Checklist(words)
        self.field.textChanged.connect(self.list.narrow)
        self.list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.list.set_records(records, ticked, editable=True)
        self.list.setMinimumHeight(0)
        self.list.setMaximumHeight(16_777_215)
        self.list.changed.connect(self._on_changed)
        self._words = text_label(role="hint", wrap=True)
        self.all = push_button(context.icons, self.tr("All records"), on_click=self._take_all)
        self.done = push_button(context.icons, self.tr("Done"), primary=True, on_click=self.shut)
        foot = QHBoxLayout()
        foot.addWidget(self.all)
        foot.addStretch(1)
        foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(text_label(words, "section", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._words)
        column.addLayout(foot)
        self._count = len(records)
        self._say(len(ticked))

    def open(self) -> None:
        """Show the panel with the focus in its filter."""
        theme = self._context.theme
        self.open_at(theme.px(400), theme.px(380), at_start=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_all(self) -> None:
        for one in self.list.ticked():
            self.list.set_ticked(one, on=False)

    def _on_changed(self, ids: tuple[str, ...]) -> None:
        self._say(len(ids))
        self.changed.emit(ids)

    def _say(self, ticked: int) -> None:
        if ticked:
            words = counted(ticked, "%1 chosen; the others are left out.", "%1 chosen; the others are left out.")
        elif self._count:
            words = counted(self._count, "None is ticked, so it is in.", "None is ticked, so all %1 are in.")
        else:
            words = self.tr("The issues of this brief have no such record yet.")
        self._words.setText(words)
        self.all.setEnabled(bool(ticked))
