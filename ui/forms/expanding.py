"""Records that live inside another (positions, roles, where it is told): a line that opens into a form, in place.

Responsible for: the line, the form below it and its buttons. Refuses to: know what the fields mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import Record
from ui.context import Context
from ui.forms.record_form import RecordForm
from ui.forms.sections import Line, RecordLink
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import plain_tip, set_look

Verb = Callable[[], object]


@dataclass(frozen=True)
class FormShape:
    """Which fields of which kind the form shows."""

    kind: str
    fields: tuple[str, ...]
    wide: tuple[str, ...] = ()


class ExpandingRow(QWidget):
    """A line; a click, Enter or Space opens the form of its record below it, and closes it again."""

    def __init__(
        self, context: Context, shape: FormShape, buttons: Sequence[tuple[str, str, Verb]], *, leads: bool = False
    ) -> None:
        """A closed row; `buttons` are (icon, words, what it does) below the form.

        A row that `leads` has an arrow at its end, which opens the record of its line.
        """
        super().__init__()
        self._context = context
        self._shape = shape
        self._buttons = buttons
        self._record: Record | None = None
        self.form: RecordForm | None = None
        self._card: QFrame | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = RecordLink(context, Line(shape.kind, "", ""), on_click=self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._arrow = icon_button(context.icons, "arrow-right", "", on_click=self._go)
        set_look(self._arrow, "small", True)
        self._leads = leads
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.line, 1)
        head.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    def show_line(self, line: Line, width: int, record: Record) -> None:
        """Show a record, or the same one as it is now."""
        self._record = record
        self.line.set_line(line, width)
        self._arrow.setVisible(self._leads and bool(line.id))
        words = self.tr("Open: %1").replace("%1", self.line.accessibleName()[:200])
        self._arrow.setAccessibleName(words)
        self._arrow.setToolTip(plain_tip(words))
        self._say()
        if self.form is not None:
            self.form.show_record(record)

    def record_id(self) -> str:
        """The id of the record whose form this is."""
        return self._record.id if self._record is not None else ""

    def is_open(self) -> bool:
        """Whether the form is seen."""
        return self._card is not None and not self._card.isHidden()

    def toggle(self) -> None:
        """Open or close the form."""
        if self.is_open():
            self.close_form()
        else:
            self.open_form()

    def open_form(self, focus: str = "") -> None:
        """Open the form, with the focus in field `focus` if given."""
        if self.form is None:
            self._build()
        assert self.form is not None
        assert self._card is not None
        assert self._record is not None
        self.form.show_record(self._record)
        self._card.show()
        self._say()
        if focus:
            self.form.focus_field(focus, select=True)

    def close_form(self) -> None:
        """Save what is half typed and close the form."""
        self.flush()
        if self._card is not None:
            self._card.hide()
        self._say()

    def flush(self) -> None:
        """Save what is half typed, now."""
        if self.form is not None:
            self.form.flush()

    def _go(self) -> None:
        self._context.go(self.line.line.kind, self.line.line.id)

    def _say(self) -> None:
        self.line.setAccessibleDescription(
            self.tr("Opened for editing") if self.is_open() else self.tr("Press to edit")
        )

    def _build(self) -> None:
        self._card = QFrame()
        self._card.setObjectName("card")
        self.form = RecordForm(self._context, self._shape.kind, self._shape.fields, wide=self._shape.wide)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        editable = not self._context.desk.read_only
        for icon, words, verb in self._buttons if editable else ():
            row.addWidget(push_button(self._context.icons, words, icon, on_click=verb))
        row.addStretch(1)
        row.addWidget(push_button(self._context.icons, self.tr("Done"), "check", on_click=self._done))
        column.addLayout(row)
        self._column.addWidget(self._card)

    def _done(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_form()
