"""The detail side of a page: a scrolling column with pills and a reference, a title, a form, and sections."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import Record
from ui.context import Context
from ui.forms.record_form import RecordForm
from ui.forms.record_history import RecordHistory
from ui.forms.sections import AppearsIn
from ui.forms.words import moment_words
from ui.tones import pill
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel, isolate, text_label
from ui.widgets.pill import Pill

_WIDE = (
    "title", "name", "label", "summary", "date_basis", "role_as_stated", "formula", "speaker", "occasion", "actor",
    "issue", "subject", "possibly_same_as",
)  # fmt: skip
"""Short fields that hold a sentence, or the title of another record."""


class Detail(QScrollArea):
    """Shows one record: `show_head`, then whatever was added to `column`."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        """An empty column called `name` for those who listen."""
        super().__init__(parent)
        self.context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside = QWidget()
        inside.setProperty("surface", "card")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(28, 18, 28, 28)
        self.column.setSpacing(14)
        self.setWidget(inside)
        self._head = QWidget()
        self._pills = FlowLayout(self._head)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self._head.setSizePolicy(policy)
        self._reference = ElidedLabel(role="muted")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self._head, 1)
        self.column.addLayout(self.head)
        self.title = text_label(role="display", wrap=True, selectable=True)
        self.column.addWidget(self.title)
        self._shown = ""

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget under those that are there."""
        self.column.addWidget(widget)
        return widget

    def finish(self) -> None:
        """Push everything to the top; called after the last `add`."""
        self.column.addStretch(1)

    def show_head(self, record: Record, title: str, tags: Sequence[str], *, verbatim: bool = False) -> None:
        """Pills, reference, when last changed, and the title; a verbatim one between quotation marks."""
        self._pills.clear()
        for tag in tags:
            if tag:
                self._pills.addWidget(Pill(*pill(tag)))
        words = self.context.desk.reference(record)
        stamp = self.context.desk.last_touched([record.id]).get(record.id)
        if stamp is not None:
            words += f" · {moment_words(stamp.at)}, {stamp.user}"
        self._pills.addWidget(text_label(words, "muted"))
        self.title.setText(isolate(f"“{title}”") if verbatim else isolate(title))
        self.title.setAccessibleName(title)
        if record.id != self._shown:
            self.verticalScrollBar().setValue(0)
        self._shown = record.id


class RecordDetail(Detail):
    """A detail whose fields are a form, followed by sections that a subclass fills in `fill`."""

    def __init__(self, context: Context, kind: str, fields: Sequence[str], name: str) -> None:
        """The form of `fields` of `kind`, the sections of `build`, where the record appears, and its history."""
        super().__init__(context, name)
        self.kind = kind
        self.form = RecordForm(context, kind, fields, wide=[name for name in _WIDE if name in fields])
        self.build_above()
        self.add(self.form)
        self.build()
        self.appears = AppearsIn(context)
        self.add(self.appears)
        self.history = RecordHistory(context)
        self.add(self.history)
        self.finish()

    def build_above(self) -> None:
        """Add what stands between the title and the form."""

    def build(self) -> None:
        """Add the sections."""

    def show_fields(self, record: Record) -> None:
        """Show the form, where the record appears, and its history."""
        self.form.set_editable(not self.context.desk.read_only)
        self.form.show_record(record)
        self.appears.show_record(record.KIND, record.id)
        self.history.show_record(record.KIND, record.id)

    def flush(self) -> None:
        """Save what is half typed."""
        self.form.flush()
