"""Capture: a selected passage becomes a quote, exact by construction; the panel asks only for what is around it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from briefing.errors import BriefingError, InvalidEntryError
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.ref_field import RefField
from ui.widgets.buttons import push_button
from ui.widgets.card import QuoteCard
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.words import said


class CapturePanel(QWidget):
    """The panel beside the text. `saved` carries the id of the new quote; `closed` is emitted either way."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A panel that is not shown yet."""
        super().__init__(parent)
        self.context = context
        self._source = ""
        self._span = (0, 0)
        self.card = QuoteCard("", "", "", "green")
        self.card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.speaker = RefField(context, "actor", self.tr("Speaker"), may_create=True)
        self.speaker.setPlaceholderText(self.tr("Type a name"))
        self.said = DateField(context, self.tr("Said on"))
        self.issue = RefField(context, "issue", self.tr("Issue"), may_create=True)
        self.issue.setPlaceholderText(self.tr("Link to an issue"))
        self.key = QCheckBox(self.tr("Key quote"))
        self.rows = {
            "speaker": FormRow(context.icons, self.tr("Speaker"), self.speaker),
            "date_edtf": FormRow(context.icons, self.tr("Said on"), self.said),
            "issue": FormRow(context.icons, self.tr("Issue"), self.issue),
        }
        self.save = push_button(context.icons, self.tr("Save quote"), primary=True, on_click=self.save_quote)
        self.cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.close_panel)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label(self.tr("Capture quote"), "title"))
        column.addWidget(self.card)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self.key)
        column.addLayout(buttons)
        self.hide()

    def capture(self, source: str, text: str, start: int, end: int, said: str) -> None:
        """Offer `text[start:end]` of a source; `said` is the day the source was published, as a suggestion."""
        self._source = source
        self._span = (start, end)
        where = self.tr("characters %1 to %2").replace("%1", str(start)).replace("%2", str(end))
        self.card.set_quote(text[start:end], where, self.tr("exact ✓"), "green")
        if not self.said.value():
            self.said.set_value(said)
        for row in self.rows.values():
            row.set_error("")
        self.show()
        self.speaker.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_quote(self) -> None:
        """Capture the passage; what is wrong is said beside its field."""
        if not self.context.may_edit():
            return
        values: dict[str, Any] = {"speaker": self.speaker.value(), "date_edtf": self.said.typed()}
        values["is_key"] = self.key.isChecked()
        try:
            made = self.context.desk.capture_quote(self._source, *self._span, values, issue=self.issue.value())
        except InvalidEntryError as error:
            row = self.rows.get(error.field)
            if row is None:
                self.context.toast(said(error))
            else:
                row.set_error(said(error.reason))
            return
        except BriefingError as error:
            self.context.refused(error)
            return
        self.context.saved("")
        self.context.offer_undo(self.tr("Quote captured."), self.context.desk.latest)
        self.close_panel()
        self.saved.emit(made)

    def close_panel(self) -> None:
        """Put the panel away and forget what was typed."""
        self.speaker.set_value("")
        self.said.set_value("")
        self.issue.set_value("")
        self.key.setChecked(False)
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save_quote()
        else:
            super().keyPressEvent(event)
