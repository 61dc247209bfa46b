"""One field of one record while a person edits it: when to save, what to do where that is refused or contested.

Responsible for: one undo group a visit, words that were refused staying where they are, and showing both texts
where another window changed the same field. Refuses to: lay anything out, and to check a value itself.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing.errors import BriefingError, InvalidEntryError
from briefing.fieldspec import FieldSpec
from briefing.ids import new_id
from briefing.model import KINDS, Record
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.fields import FieldWidget, as_text
from ui.forms.ref_field import RefField
from ui.forms.words import value_words
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormRow
from ui.widgets.labels import set_look, text_label
from ui.words import opened, said, word

ORIGIN = "form"
_LONGEST = 400


class ConflictNote(QFrame):
    """ "Changed elsewhere to …", with the two ways out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A hidden note."""
        super().__init__(parent)
        self.setProperty("banner", True)
        self.setProperty("tone", "amber")
        self._words = text_label(wrap=True)
        self.theirs = push_button(context.icons, self.tr("Use theirs"))
        self.mine = push_button(context.icons, self.tr("Keep mine"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.theirs)
        buttons.addWidget(self.mine)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.hide()

    def say(self, words: str) -> None:
        """Show the other text."""
        text = self.tr("Changed elsewhere to: %1").replace("%1", words[:_LONGEST] or self.tr("nothing"))
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()

    def words(self) -> str:
        """What the note says."""
        return self._words.text()


class FieldEditor(QObject):
    """Binds a field widget in its row to a field of the record shown."""

    saved = Signal()

    def __init__(self, context: Context, kind: str, spec: FieldSpec, row: FormRow) -> None:
        """Edit `spec` of records of `kind` in the field of `row`."""
        super().__init__(row)
        self.spec = spec
        self.row = row
        self.widget = row.field
        self._field = cast("FieldWidget", row.field)
        self._context = context
        self._kind = kind
        self._id = ""
        self._group = ""
        self._stored = ""  # as the store has it
        self._base = ""  # the same as the widget shows it
        self._theirs: str | None = None
        self._refused = False
        self._committing = False
        self._drafts: dict[str, str] = {}  # by record: words that were refused and never mended
        self.note = ConflictNote(context, row)
        self._meaning = text_label(role="hint", wrap=True, parent=row)
        self._meaning.setObjectName("meaning")
        self._meaning.hide()
        grid = row.layout()
        assert isinstance(grid, QGridLayout)
        for extra in (self._meaning, self.note):
            grid.addWidget(extra, grid.rowCount(), 1)
        self.note.theirs.clicked.connect(lambda _on=False: self.use_theirs())
        self.note.mine.clicked.connect(lambda _on=False: self.keep_mine())
        self._field.committed.connect(lambda text: self._commit(text))
        self._field.session_started.connect(self._begin)
        self._field.session_ended.connect(self._end)
        if isinstance(row.field, DateField):
            row.field.meaning_changed.connect(self._on_meaning)

    def dirty(self) -> bool:
        """Whether the field holds something the store does not."""
        return self._field.value() != self._base

    def show_record(self, record: Record) -> None:
        """Show the field of `record`, unless words of the user's stand in the way."""
        stored = as_text(getattr(record, self.spec.name))
        if record.id != self._id:
            self.leave()
            self._id, self._group = record.id, ""
            if isinstance(self.widget, RefField) and self.spec.target == self._kind:
                self.widget.leave_out(record.id)
            self._settle(stored)
            if (draft := self._drafts.pop(record.id, None)) is not None:
                self._field.set_value(draft)
                self._commit(draft, sure=True)
            return
        if self._committing or not self.dirty() or stored == self._field.value():
            self._settle(stored)
        elif stored != self._stored:
            self._offer(stored)

    def leave(self) -> None:
        """Save what can be saved before another record is shown; keep what was refused for the next visit."""
        self.flush()
        if self._id and self.dirty():
            self._drafts[self._id] = self._field.value()

    def flush(self) -> None:
        """Save now. A text that another window contests is saved over theirs, which stays in the history."""
        self._field.flush()
        if not self.dirty():
            return
        if self._theirs is not None:
            self.keep_mine()
            words = self.tr("“%1” was changed elsewhere too; your words stand, theirs are in its history.")
            self._context.toast(words.replace("%1", word(self.spec.label)))
        else:
            self._commit(self._field.value(), sure=True)

    def use_theirs(self) -> None:
        """Give up the user's words for those of the other window."""
        if self._theirs is not None:
            self._settle(self._theirs)
            self.widget.setFocus()

    def keep_mine(self) -> None:
        """Save the user's words over those of the other window."""
        self._theirs, self._group = None, ""
        self.note.hide()
        self._commit(self._field.value(), sure=True, over=True)

    def _begin(self) -> None:
        self._group = new_id()

    def _end(self) -> None:
        if self.dirty() and not self._refused and self._theirs is None:
            self._commit(self._field.value(), sure=True)
        self._group = ""

    def _commit(self, text: str, *, sure: bool = False, over: bool = False) -> None:
        if not self._id or self._committing or self._theirs is not None:
            return
        if text == self._base and not over:
            self._settle(self._stored)
            return
        if not sure and isinstance(self.widget, DateField) and self.widget.half_typed():
            return
        self._committing = True
        try:
            self._save(text, over=over)
        except InvalidEntryError as error:
            self._refused = True
            self._context.saved(said(error))
            self.row.set_error(opened(error.reason))
            if self._meaning.property("tone") == "red":
                self._meaning.hide()
        except BriefingError as error:
            self._refused = True
            self._context.saved(said(error))
            self._context.toast(said(error))
        finally:
            self._committing = False

    def _save(self, text: str, *, over: bool) -> None:
        desk, cls, record_id = self._context.desk, KINDS[self._kind], self._id
        group = self._group or new_id()  # asking for a name takes the focus, and so ends the visit
        if not self._context.may_edit():
            self._settle(self._stored)
            return
        now = as_text(getattr(desk.get(cls, record_id), self.spec.name))
        if now not in (self._stored, text) and not over:
            self._offer(now)
            return
        written = self.widget.typed() if isinstance(self.widget, DateField) and self.widget.value() == text else text
        desk.edit(self._kind, record_id, {self.spec.name: written}, group=group, origin=ORIGIN)
        self._context.saved("")
        if self._id == record_id:
            self._settle(as_text(getattr(desk.get(cls, record_id), self.spec.name)))
        self.saved.emit()

    def _settle(self, stored: str) -> None:
        """Show what the store has; nothing is refused or contested any more."""
        self._stored, self._theirs = stored, None
        if self._refused or self.row.error():
            self.row.set_error("")
        self._refused = False
        self.note.hide()
        self._field.set_value(stored)
        self._base = self._field.value()

    def _offer(self, stored: str) -> None:
        self._stored = self._theirs = stored
        self.note.say(value_words(self._context.desk, self.spec, stored))

    def _on_meaning(self, words: str, tone: str) -> None:
        self._meaning.setText(words)
        set_look(self._meaning, "tone", tone)
        # Once the field is left, the row itself says what is wrong.
        self._meaning.setVisible(
            bool(words) and not (tone == "red" and (self.row.error() or not self.widget.hasFocus()))
        )
        if not self.row.error():
            self.widget.setAccessibleDescription(words)
