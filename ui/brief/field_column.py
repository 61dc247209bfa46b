"""Fields of one record under one another, under headings, that save themselves: what `RecordForm` is without columns.

Responsible for: rows, their history, rows that are shown only sometimes. Refuses to: know the record by name.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from briefing.model import KINDS, Record
from briefing.rules.validation import spec_of
from ui.context import Context
from ui.forms.field_editor import FieldEditor
from ui.forms.fields import make_field, set_readable
from ui.forms.history_view import HistoryView
from ui.widgets.form_row import FormColumn, FormRow
from ui.widgets.labels import set_look, text_label
from ui.widgets.text_field import ChoiceField
from ui.words import word


class FieldColumn(FormColumn):
    """`add` fields, then `show_record`, and again after every change of the store; `flush` it before leaving."""

    def __init__(self, context: Context, kind: str, *, after_put_back: Callable[[Record], object]) -> None:
        """No fields yet. `after_put_back` is called with the record once an earlier value was put back."""
        super().__init__()
        self._context = context
        self._kind = kind
        self._after = after_put_back
        self._record: Record | None = None
        self.editors: dict[str, FieldEditor] = {}

    def add_heading(self, text: str) -> QLabel:
        """Put a heading over the fields that follow."""
        label = text_label(text, "section")
        label.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(label)
        return label

    def add_words(self) -> QLabel:
        """Put a line of small words below the fields so far; it is not seen before it has some."""
        label = text_label(role="hint", wrap=True)
        label.hide()
        self._column.addWidget(label)
        return label

    def add_widget(self, widget: QWidget) -> None:
        """Put something else below the fields so far, at the start; it is not seen before it is shown."""
        widget.hide()
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self, name: str, placeholder: str = "") -> QWidget:
        """Add the field of this name as its type is edited."""
        return self._put(name, make_field(self._context, spec_of(self._kind, name), placeholder))

    def add_choice(self, name: str, label: str = "", hint: str = "") -> ChoiceField:
        """Add the field of this name as a choice; what it offers is set later. `hint` stands below it."""
        words = label or word(spec_of(self._kind, name).label)
        field = ChoiceField(words)
        self._put(name, field, words, hint)
        return field

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self.editors[name].widget

    def row(self, name: str) -> FormRow:
        """The row of a field."""
        return self.editors[name].row

    def show_record(self, record: Record) -> None:
        """Show a record, or the same one as it is now; words being typed are left alone."""
        self._record = record
        for editor in self.editors.values():
            editor.show_record(record)
            set_readable(editor.widget, not self._context.desk.read_only and not record.deleted)

    def flush(self) -> None:
        """Save what is half typed, now."""
        if self._record is not None:
            for editor in self.editors.values():
                editor.flush()

    def focus_field(self, name: str, *, select: bool = False) -> None:
        """Put the focus into a field, and mark its text if wanted."""
        widget = self.field(name)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        select_all = getattr(widget, "selectAll", None)
        if select and select_all is not None:
            select_all()

    def _put(self, name: str, field: QWidget, label: str = "", hint: str = "") -> QWidget:
        spec = spec_of(self._kind, name)
        set_look(field, "quiet", True)
        row = self.add_row(
            FormRow(self._context.icons, label or word(spec.label), field, beside=True, hint=hint, history=True)
        )
        self.editors[name] = FieldEditor(self._context, self._kind, spec, row)
        row.history_requested.connect(lambda: self._show_history(name))
        return field

    def _show_history(self, name: str) -> None:
        if self._record is None:
            return
        editor = self.editors[name]
        editor.flush()
        view = HistoryView(self._context, self._kind, self._record.id, editor.spec, editor.row)
        view.put_back.connect(self._reload)
        view.open()

    def _reload(self) -> None:
        if self._record is not None:
            self._after(self._context.desk.get(KINDS[self._kind], self._record.id))
