"""One field of one record while a person edits it: when to save, what to do where that is refused or contested.

Responsible for: one undo group a visit, words that were refused staying where they are (and being kept as a draft until
they are saved or given up), and showing both texts where somebody else changed the same field.
Refuses to: lay anything out, and to check a value itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal

from briefing.clock import utc_now
from briefing.drafts import Draft
from briefing.errors import BriefingError, InvalidEntryError
from briefing.fieldspec import FieldSpec
from briefing.ids import new_id
from briefing.model import KINDS, Record
from ui.context import Context
from ui.forms.conflict_note import ConflictNote
from ui.forms.date_field import DateField
from ui.forms.fields import FieldWidget, as_text
from ui.forms.ref_field import RefField
from ui.forms.words import moment_words, value_words
from ui.widgets.form_row import FormRow
from ui.widgets.labels import set_look, text_label
from ui.words import opened, said, word

ORIGIN = "form"


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
        self._before = ""  # what the store had when the words now contested were typed
        self._theirs: str | None = None
        self._waiting = False  # the words are of an earlier start: nobody else changed the field
        self._binned = False
        self._told = False
        self._refused = False
        self._committing = False
        self.guard: Callable[[str], bool] | None = None
        """Asked before a value is saved; where it says no, the field shows again what is stored."""
        self.note = ConflictNote(context, word(spec.label), row)
        self._meaning = text_label(role="hint", wrap=True, parent=row)
        self._meaning.setObjectName("meaning")
        self._meaning.hide()
        for note in (self._meaning, self.note):
            row.add_below(note)
        self.note.theirs_wanted.connect(lambda: self.use_theirs())
        self.note.mine_wanted.connect(lambda: self.keep_mine())
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
            self._leave()
        if isinstance(self.widget, DateField):
            self.widget.set_facing(self._context.desk.facing(record))
        if record.id != self._id:
            self._id, self._group = record.id, ""
            if isinstance(self.widget, RefField) and self.spec.target == self._kind:
                self.widget.leave_out(record.id)
            self._settle(stored)
            self._bring_draft()
            return
        if self._committing or not self.dirty() or stored == self._field.value():
            self._settle(stored, done=self.dirty())
        elif self._theirs is not None and stored == self._before and not self._waiting:
            self._theirs, self._stored = None, stored  # the other change was taken back
            self.note.hide()
            self._commit(self._field.value(), sure=True)
        elif stored != self._stored:
            self._offer(stored)
        elif self._binned and not record.deleted:
            self._binned = self._told = False
            self._commit(self._field.value(), sure=True)

    def flush(self) -> None:
        """Save now. A text that somebody else contests is kept until the user has chosen."""
        self._field.flush()
        if not self.dirty():
            return
        if self._theirs is None:
            self._commit(self._field.value(), sure=True)
            return
        self._keep_draft(self._before)

    def _leave(self) -> None:
        """Save, or keep, what stands in the field before another record is shown in it."""
        self.flush()
        if self._theirs is not None and self.dirty() and not self._waiting:
            words = self.tr("“%1” was changed elsewhere too. Your words wait there until you choose.")
            self._context.toast(words.replace("%1", word(self.spec.label)))

    def use_theirs(self) -> None:
        """Give up the user's words for those that the store has; the message can bring them back."""
        if self._theirs is None:
            return
        self._field.flush()  # while a field is typed in, it keeps its words
        mine = Draft(self._kind, self._id, self.spec.name, self._field.value(), self._before, utc_now())
        self._settle(self._theirs, done=True)
        self.widget.setFocus()
        words = self.tr("Your words for “%1” were let go.").replace("%1", word(self.spec.label))
        self._context.toast(words, self.tr("Undo"), lambda: self._take_back(mine))

    def keep_mine(self) -> None:
        """Save the user's words over those of the store, which stay in the history."""
        self._theirs, self._group, self._waiting = None, "", False
        self.note.hide()
        self._commit(self._field.value(), sure=True, over=True)

    def _take_back(self, mine: Draft) -> None:
        self._context.drafts.keep(mine)
        if self._id != mine.record:
            self._context.go(mine.kind, mine.record)  # where the draft is shown
            return
        self._show_draft(mine)

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
            self._settle(self._stored, done=True)
            return
        if not sure and isinstance(self.widget, DateField) and self.widget.half_typed():
            return
        if self.guard is not None and not self.guard(text):
            self._settle(self._stored)
            return
        self._committing = True
        try:
            self._save(text, over=over)
        except InvalidEntryError as error:
            self._refused = True
            self._keep_draft(self._stored)
            self._context.saved(said(error))
            self.row.set_error(opened(error.reason))
            if self._meaning.property("tone") == "red":
                self._meaning.hide()
        except BriefingError as error:
            self._refused = True
            self._keep_draft(self._stored)
            self._context.refused(error)
        finally:
            self._committing = False

    def _save(self, text: str, *, over: bool) -> None:
        desk, cls, record_id = self._context.desk, KINDS[self._kind], self._id
        group = self._group or new_id()  # asking for a name takes the focus, and so ends the visit
        if not self._context.may_edit():
            self._settle(self._stored)
            return
        record = desk.get(cls, record_id)
        now = as_text(getattr(record, self.spec.name))
        if record.deleted:
            self._keep_draft(self._stored)
            self._tell_binned(record)
            return
        if now not in (self._stored, text) and not over:
            self._offer(now)
            return
        written = self.widget.typed() if isinstance(self.widget, DateField) and self.widget.value() == text else text
        desk.edit(self._kind, record_id, {self.spec.name: written}, group=group, origin=ORIGIN)
        self._context.saved("")
        if self._id == record_id:
            self._settle(as_text(getattr(desk.get(cls, record_id), self.spec.name)), done=True)
        self.saved.emit()

    def _settle(self, stored: str, *, done: bool = False) -> None:
        """Show what the store has; nothing is refused or contested any more. `done` ends what was kept as a draft."""
        self._stored, self._theirs = stored, None
        if self._refused or self.row.error():
            self.row.set_error("")
        self._refused = self._binned = self._told = self._waiting = False
        self.note.hide()
        self._field.set_value(stored)
        self._base = self._field.value()
        if done:
            self._context.drafts.drop(self._kind, self._id, self.spec.name)

    def _offer(self, stored: str) -> None:
        """Show both texts: the user's in the field, the store's below it."""
        if self._theirs is None:
            self._before = self._stored
        self._stored = self._theirs = stored
        self._waiting = False
        self._keep_draft(self._before)
        desk = self._context.desk
        newest = desk.field_history(self._kind, self._id, self.spec.name)[:1]
        who, when = (newest[0].user, moment_words(newest[0].at)) if newest else ("", "")
        self.note.say_contested(value_words(desk, self.spec, stored), who, when)

    def _keep_draft(self, base: str) -> None:
        draft = Draft(self._kind, self._id, self.spec.name, self._field.value(), base, utc_now())
        kept = self._context.drafts.find(*draft.place)
        if kept is None or (kept.text, kept.base) != (draft.text, draft.base):
            self._context.drafts.keep(draft)

    def _bring_draft(self) -> None:
        """Show words that wait for this field. What was typed since the start is saved, where that goes now."""
        drafts = self._context.drafts
        draft = drafts.find(self._kind, self._id, self.spec.name)
        if draft is None or self._context.desk.read_only:
            return
        if draft.text == self._base:
            drafts.drop(*draft.place)
        elif draft.base == self._stored and drafts.fresh(draft):
            self._field.set_value(draft.text)
            self._commit(draft.text, sure=True)
        else:
            self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        """Show words that wait and what the store has, and let the user choose."""
        self._field.set_value(draft.text)
        self._before, self._theirs = draft.base, self._stored
        if self._stored != draft.base:
            self._offer(self._stored)
        else:
            self._waiting = True
            has = value_words(self._context.desk, self.spec, self._stored)
            self.note.say_waiting(has, moment_words(draft.at))

    def _tell_binned(self, record: Record) -> None:
        self._refused = self._binned = True
        desk, kind = self._context.desk, self._kind
        stamp = desk.last_touched([record.id]).get(record.id)
        words = self.tr("The %1 “%2” was moved to the bin by %3. Your words are kept.")
        title = desk.title(kind, record.id)[:60]
        for mark, text in (("%1", word(KINDS[kind].LABEL)), ("%2", title), ("%3", stamp.user if stamp else "")):
            words = words.replace(mark, text)
        self._context.saved(words)
        if not self._told:
            self._told = True
            self._context.toast(words, self.tr("Restore"), lambda: self._bring_back(record.id))

    def _bring_back(self, record_id: str) -> None:
        desk, kind = self._context.desk, self._kind
        if self._context.attempt(lambda: desk.restore(kind, record_id, origin="restore")):
            self._context.go(kind, record_id)

    def _on_meaning(self, words: str, tone: str) -> None:
        self._meaning.setText(words)
        set_look(self._meaning, "tone", tone)
        # Once the field is left, the row itself says what is wrong.
        self._meaning.setVisible(
            bool(words) and not (tone == "red" and (self.row.error() or not self.widget.hasFocus()))
        )
        if not self.row.error():
            self.widget.setAccessibleDescription(words)
