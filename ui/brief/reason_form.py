"""A small form that opens in place and asks one thing before something is done: why.

Responsible for: the sentence, the field, the buttons, and refusing an empty reason beside the field.
Refuses to: know what is done with the reason.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField


class InPlace(QFrame):
    """A card in the page that asks something: Escape and Cancel close it. `closed` is emitted then."""

    closed = Signal()

    def __init__(self, context: Context, hint: str = "", parent: QWidget | None = None) -> None:
        """A card with a sentence and no field yet; `body` takes fields, `foot` buttons."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("card")
        self.hint = text_label(hint, "muted", wrap=True)
        self.hint.setVisible(bool(hint))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(8)
        self.body.addWidget(self.hint)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.cancel = push_button(context.icons, self.tr("Cancel"), quiet=True, on_click=self.close_form)

    def add_foot(self) -> None:
        """Put the buttons under the fields, Cancel last."""
        self.foot.addWidget(self.cancel)
        self.foot.addStretch(1)
        self.body.addLayout(self.foot)

    def close_form(self) -> None:
        """Close without doing anything."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)


class ReasonForm(InPlace):
    """`given` carries the reason, without white space around it; without `label` nothing is asked but to confirm."""

    given = Signal(str)

    def __init__(
        self,
        context: Context,
        verb: str,
        *,
        label: str = "",
        hint: str = "",
        placeholder: str = "",
        refusal: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`verb` are the words of the button, `refusal` what is said of an empty reason."""
        super().__init__(context, hint, parent)
        self._refusal = refusal
        self.setAccessibleName(label or verb)
        self.field: LineField | None = None
        if label:
            self.field = LineField(label, placeholder)
            self.field.returnPressed.connect(self.give)
            self.row = FormRow(context.icons, label, self.field)
            self.body.addWidget(self.row)
        self.go = push_button(context.icons, verb, primary=not danger, danger=danger, on_click=self.give)
        self.foot.addWidget(self.go)
        self.add_foot()

    def take_focus(self) -> None:
        """Put the focus where the form begins."""
        (self.field or self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand the reason on; an empty one is refused beside the field."""
        reason = self.field.text().strip() if self.field is not None else ""
        if self.field is not None and not reason:
            self.row.set_error(self._refusal)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(reason)
