"""The detail side of a page: one record with its head, title, form and sections, edited in place.

Responsible for: the order of the parts, and showing the same record again without moving the page or the focus.
Refuses to: know what a kind means; a subclass names its fields, its tags and its sections.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from briefing.errors import NotFoundError
from briefing.model import KINDS, Issue
from ui.context import Context
from ui.forms.appears_in import AppearsIn
from ui.forms.detail_head import DetailHead
from ui.forms.field_editor import FieldEditor
from ui.forms.record_form import RecordForm
from ui.forms.record_history import RecordHistory
from ui.forms.record_verbs import LINKED_KINDS, RecordVerbs
from ui.forms.sections import Section
from ui.forms.title_field import TitleField, title_editor
from ui.widgets.column import Column, reveal
from ui.widgets.dragging import DropTarget

_WIDE = (
    "title", "name", "label", "summary", "date_basis", "role_as_stated", "formula", "speaker", "occasion", "actor",
    "issue", "subject", "possibly_same_as", "next_step", "date_edtf", "date_literal",
)  # fmt: skip
"""Short fields that hold a sentence, a date as people tell it, or the title of another record."""


class _Flushed(Protocol):
    """What may hold half-typed words."""

    def flush(self) -> None: ...


class RecordDetail(QScrollArea):
    """`show_record` it, again after every change. `moved` is emitted after the record went to the bin or came back."""

    moved = Signal()

    KIND: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        """Build the parts; no record is shown yet. `name` is for those who listen."""
        super().__init__(parent)
        self.context = context
        self._id = ""
        self._editors: list[_Flushed] = []
        self.forms: list[RecordForm] = []
        self.sections: list[Section] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.verbs = RecordVerbs(context, self.KIND, self.flush)
        self.verbs.moved.connect(self.moved)
        self.head = DetailHead(context, self.KIND)
        self.head.delete_wanted.connect(self.delete)
        self.head.restore_wanted.connect(lambda: self.verbs.restore(self._id))
        self.head.duplicate_wanted.connect(self.duplicate)
        self.head.history_wanted.connect(self._open_history)
        self._arrange()
        target = DropTarget(self.viewport(), self._may_drop)
        target.dropped.connect(self._on_dropped)
        self.build_title()
        self.build_above()
        self.build_forms()
        self.build()
        self.appears = AppearsIn(context, self.KIND)
        self.history = RecordHistory(context)
        for part in (self.appears, self.history):
            self.add(part)
        self.column.addStretch(1)
        context.theme.changed.connect(self._on_theme)

    # what a subclass says

    def build_title(self) -> None:
        """Make the heading: the field that is the title of the kind, edited in place."""
        self.title: Any = title_editor(
            self.context, self.KIND, KINDS[self.KIND].TITLE, placeholder=self.tr("Give it a title")
        )
        self.keep(self.title)
        self.top.addWidget(self.title.row)

    def build_above(self) -> None:
        """Add what stands between the title and the form."""

    def build_forms(self) -> None:
        """Make the form of `FIELDS`."""
        self.form = self.add_form(
            RecordForm(self.context, self.KIND, self.FIELDS, wide=[name for name in _WIDE if name in self.FIELDS])
        )

    def build(self) -> None:
        """Add the sections below the form."""

    def tags(self, record: Any) -> Sequence[str]:
        """The words for the pills in the head."""
        return ()

    def fill(self, record: Any, *, editable: bool) -> None:
        """Show what belongs to `record` in the sections."""

    def show_title(self, record: Any, *, editable: bool) -> None:
        """Show the heading."""
        self.title.show_record(record)
        field = self.title.widget
        assert isinstance(field, TitleField)
        field.setReadOnly(not editable)

    # behaviour

    def add(self, widget: QWidget) -> None:
        """Put a widget under those that are there."""
        self.column.addWidget(widget)

    def add_form(self, form: RecordForm) -> RecordForm:
        """Put a form under what is there."""
        self.forms.append(form)
        self.keep(form)
        self.add(form)
        return form

    def add_section(self, section: Section) -> None:
        """Put a section under what is there."""
        self.sections.append(section)
        if hasattr(section, "flush"):
            self.keep(section)
        self.add(section)

    def add_below(self, part: QWidget) -> None:
        """Put a section under what says where the record appears, above its history."""
        self.column.insertWidget(self.column.indexOf(self.history), part)

    def keep(self, editor: FieldEditor | _Flushed) -> None:
        """Remember what may hold half-typed words."""
        self._editors.append(editor)

    def show_record(self, record_id: str) -> None:
        """Show this record as it is now."""
        try:
            record = self.context.desk.get(KINDS[self.KIND], record_id)
        except NotFoundError:
            return
        if record_id != self._id:
            self.verticalScrollBar().setValue(0)
            for section in (*self.sections, self.appears):
                section.fold()
        self._id = record_id
        editable = not record.deleted and not self.context.desk.read_only
        self.show_title(record, editable=editable)
        for form in self.forms:
            form.show_record(record)
        self.head.show_record(record, self.tags(record))
        self.fill(record, editable=editable)
        self.appears.show_record(self.KIND, record_id, editable=editable)
        self.history.show_record(self.KIND, record_id)

    def shown(self) -> str:
        """The id of the record shown; empty where none is."""
        return self._id

    def focus_title(self) -> None:
        """Put the focus on the title, marked, so that typing replaces it."""
        field = self.title.widget
        assert isinstance(field, TitleField)
        self.verticalScrollBar().setValue(0)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.select_all()

    def focus_field(self, name: str) -> None:
        """Put the focus into a field, and bring it into view."""
        if name == KINDS[self.KIND].TITLE:
            self.focus_title()
        for form in (form for form in self.forms if name in form.editors):
            self.column.activate()
            form.focus_field(name, select=True)
            self.ensureWidgetVisible(form.row(name), 0, 60)

    def flush(self) -> None:
        """Save what is half typed, now."""
        for editor in self._editors:
            editor.flush()

    def delete(self) -> None:
        """Move the record to the bin, with a way back."""
        self.verbs.delete(self._id)

    def duplicate(self) -> None:
        """Make a record that says the same, and show it."""
        self.verbs.duplicate(self._id)

    def _may_drop(self, kind: str) -> bool:
        if not self._id or self.context.desk.read_only:
            return False
        return kind in LINKED_KINDS if self.KIND == Issue.KIND else kind == Issue.KIND and self.KIND in LINKED_KINDS

    def _on_dropped(self, kind: str, record_id: str) -> None:
        if self.KIND == Issue.KIND:
            RecordVerbs(self.context, kind, self.flush, self).link(self._id, record_id)
        else:
            self.verbs.link(record_id, self._id)

    def _open_history(self) -> None:
        if not self.history.is_open():
            self.history.toggle()
        self.bring(self.history)

    def bring(self, part: QWidget) -> None:
        """Bring a part into view."""
        self.column.activate()
        reveal(self, part)

    def _on_theme(self) -> None:
        for section in self.sections:
            section.again()
        if self._id:
            self.show_record(self._id)

    def _arrange(self) -> None:
        inside = Column()
        inside.setObjectName("surface_card")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(20, 16, 20, 28)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self.head)
        whole.addLayout(head)
        self.top = QVBoxLayout()
        whole.addLayout(self.top)
        rest = QWidget()
        self.column = QVBoxLayout(rest)
        self.column.setContentsMargins(8, 6, 8, 0)
        self.column.setSpacing(20)
        whole.addWidget(rest, 1)
        self.setWidget(inside)
