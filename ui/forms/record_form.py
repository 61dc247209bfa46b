"""A form made from the declarations of a record's fields: every field saves itself as it is edited.

Responsible for: rows, columns, the history button of each row, read-only stores.
Refuses to: know any kind by name; what a field is, `briefing.fieldspec` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import KINDS, Record
from briefing.rules.validation import spec_of
from ui.context import Context
from ui.forms.field_editor import FieldEditor
from ui.forms.fields import make_field, set_readable
from ui.forms.history_view import HistoryView
from ui.widgets.form_row import FormColumns, FormRow
from ui.widgets.labels import set_look
from ui.words import word

_WIDE = (FieldType.PROSE, FieldType.VERBATIM)


class RecordForm(QWidget):
    """The fields `fields` of a record of `kind`: short ones in columns, prose below one another at full width.

    `show_record` it, and again after every change of the store; `flush` it before leaving. `saved` is emitted
    after a field was written, with its name. `placeholders` are the gentle words in empty fields; short fields
    named in `wide` have a line of their own.
    """

    saved = Signal(str)

    def __init__(
        self,
        context: Context,
        kind: str,
        fields: Sequence[str],
        *,
        columns: int = 2,
        wide: Sequence[str] = (),
        quiet: bool = True,
        placeholders: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the rows; no record is shown yet."""
        super().__init__(parent)
        self.kind = kind
        self.editors: dict[str, FieldEditor] = {}
        self._context = context
        self._columns = columns
        self._quiet = quiet
        self._placeholders = placeholders or {}
        self._hints = hints or {}
        self._record: Record | None = None
        self._made: list[FormColumns] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        short: list[FieldSpec] = []
        for spec in (spec_of(kind, name) for name in fields):
            if spec.type in _WIDE:
                self._add_columns(short)
                short = []
                self._layout.addWidget(self._row(spec, beside=False))
            elif spec.name in wide:
                self._add_columns(short)
                short = []
                self._add_columns([spec])
            else:
                short.append(spec)
        self._add_columns(short)
        self.set_editable(not context.desk.read_only)
        context.theme.changed.connect(self._line_up)

    def show_record(self, record: Record) -> None:
        """Show a record, or the same one as it is now; words being typed are left alone."""
        self._record = record
        for editor in self.editors.values():
            editor.show_record(record)
        self.set_editable(not self._context.desk.read_only and not record.deleted)

    def record_id(self) -> str:
        """The id of the record shown; empty where none is."""
        return self._record.id if self._record is not None else ""

    def flush(self) -> None:
        """Save what is half typed, now."""
        for editor in self.editors.values():
            editor.flush()

    def dirty(self) -> bool:
        """Whether any field holds what the store does not."""
        return any(editor.dirty() for editor in self.editors.values())

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self.editors[name].widget

    def row(self, name: str) -> FormRow:
        """The row of a field."""
        return self.editors[name].row

    def focus_field(self, name: str, *, select: bool = False) -> None:
        """Put the focus into a field, and mark its text if wanted."""
        widget = self.field(name)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        select_all = getattr(widget, "selectAll", None)
        if select and select_all is not None:
            select_all()

    def set_editable(self, editable: bool) -> None:
        """Let the fields be edited, or only be read."""
        for editor in self.editors.values():
            set_readable(editor.widget, editable)

    def history_of(self, name: str) -> HistoryView | None:
        """Open the history of a field beside it."""
        if self._record is None:
            return None
        self.editors[name].flush()
        view = HistoryView(self._context, self.kind, self._record.id, self.editors[name].spec, self.row(name))
        view.put_back.connect(self._reload)
        view.open()
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line_up()

    def _line_up(self) -> None:
        # Labels of rows that have a line of their own stand in line with those of the columns above and below.
        widest = max((made.columns[0].align() for made in self._made), default=0)
        for made in self._made:
            made.columns[0].set_least(widest)

    def _reload(self) -> None:
        if self._record is not None:
            self.show_record(self._context.desk.get(KINDS[self.kind], self._record.id))

    def _row(self, spec: FieldSpec, *, beside: bool) -> FormRow:
        field = make_field(self._context, spec, self._placeholders.get(spec.name, ""))
        set_look(field, "quiet", self._quiet)
        row = FormRow(
            self._context.icons,
            word(spec.label),
            field,
            beside=beside,
            hint=self._hints.get(spec.name, ""),
            history=True,
        )
        editor = FieldEditor(self._context, self.kind, spec, row)
        row.history_requested.connect(lambda name=spec.name: self.history_of(name))
        editor.saved.connect(lambda name=spec.name: self.saved.emit(name))
        self.editors[spec.name] = editor
        return row

    def _add_columns(self, specs: Sequence[FieldSpec]) -> None:
        if not specs:
            return
        count = min(self._columns, len(specs))
        made = FormColumns(self._context.icons, count)
        height = -(-len(specs) // count)
        for place, spec in enumerate(specs):
            made.columns[place // height].add_row(self._row(spec, beside=True))
        self._made.append(made)
        self._layout.addWidget(made)
