"""What a page does with the record it shows: to the bin and back, a copy, a link to an issue. Each with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefing.model import KINDS, Issue
from ui.context import Context
from ui.forms.field_editor import ORIGIN
from ui.forms.link_picker import LinkPicker
from ui.words import counted, cut, word

LINKED_KINDS = frozenset({"quote", "event", "fact", "source", "actor"})
"""The kinds of records that can bear on an issue."""


class RecordVerbs(QObject):
    """The verbs for records of one kind. `moved` is emitted after one went to the bin or came back."""

    moved = Signal()

    def __init__(self, context: Context, kind: str, flush: Callable[[], object], parent: QObject | None = None) -> None:
        """`flush` saves what is half typed, which every verb does first."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._flush = flush

    def delete(self, record_id: str) -> None:
        """Move a record to the bin; the message says where it still appears, and brings it back."""
        desk, kind = self._context.desk, self._kind
        if not record_id:
            return
        self._flush()
        title, places = desk.title(kind, record_id), len(desk.appears_in(kind, record_id))
        if not self._do(lambda: desk.delete(kind, record_id, origin=ORIGIN)):
            return
        words = self._words(self.tr("Deleted %1 “%2”."), title)
        entry = desk.latest
        if places and kind != Issue.KIND:
            words += " " + counted(places, "It still appears in one place.", "It still appears in %1 places.")
        self.moved.emit()
        self._context.offer_undo(words, entry, lambda: self._show_again(record_id))

    def restore(self, record_id: str) -> None:
        """Bring a record back out of the bin."""
        if self._bring_back(record_id):
            title = self._context.desk.title(self._kind, record_id)
            self._context.toast(self._words(self.tr("Restored %1 “%2”."), title))

    def duplicate(self, record_id: str) -> None:
        """Make a record that says the same, and open it."""
        desk, kind, made = self._context.desk, self._kind, list[str]()
        if not record_id:
            return
        self._flush()
        if self._do(lambda: made.append(desk.duplicate(kind, record_id, origin=ORIGIN))):
            entry = desk.latest
            self.moved.emit()
            self._context.go(kind, made[0])
            words = self._words(self.tr("This is a copy of the %1 “%2”."), desk.title(kind, record_id))
            self._context.offer_undo(words, entry, self.moved.emit)

    def link_to_issue(self, record_id: str, anchor: QWidget) -> LinkPicker | None:
        """Ask beside `anchor` on which issue a record bears, and link it."""
        if not record_id or self._kind not in LINKED_KINDS or self._context.desk.read_only:
            return None
        linked = [place.id for place in self._context.desk.issues_of(self._kind, record_id)]
        picker = LinkPicker(self._context, Issue.KIND, anchor, linked=linked, may_create=True)
        picker.chosen.connect(lambda issue: self.link(issue, record_id))
        picker.wanted_new.connect(lambda title: self._link_new(title, record_id))
        picker.open()
        return picker

    def link(self, issue: str, record_id: str) -> None:
        """Link a record to an issue, with a way back."""
        desk, kind = self._context.desk, self._kind
        if any(place.id == issue for place in desk.issues_of(kind, record_id)):
            self._context.toast(self.tr("It is linked to this issue already."))
            return
        if self._do(lambda: desk.link(issue, kind, record_id, origin=ORIGIN)):
            words = self.tr("Linked to “%1”.").replace("%1", cut(desk.title(Issue.KIND, issue)))
            self._context.offer_undo(words, desk.latest, self.moved.emit)
            self.moved.emit()

    def unlink(self, issue: str, record_id: str) -> None:
        """Take a record off an issue, with a way back."""
        desk, kind = self._context.desk, self._kind
        if self._do(lambda: desk.unlink(issue, kind, record_id, origin=ORIGIN)):
            words = self.tr("The %1 was taken off the issue.").replace("%1", word(KINDS[kind].LABEL))
            self._context.offer_undo(words, desk.latest, self.moved.emit)
            self.moved.emit()

    def _link_new(self, title: str, record_id: str) -> None:
        desk, kind = self._context.desk, self._kind
        if self._do(lambda: desk.create(Issue.KIND, {"title": title}, bearing=(kind, record_id), origin=ORIGIN)):
            words = self.tr("Made the issue “%1” and linked the %2 to it.").replace("%1", cut(title))
            self._context.offer_undo(words.replace("%2", word(KINDS[kind].LABEL)), desk.latest, self.moved.emit)
            self.moved.emit()

    def _bring_back(self, record_id: str) -> bool:
        desk, kind = self._context.desk, self._kind
        done = self._do(lambda: desk.restore(kind, record_id, origin=ORIGIN))
        if done:
            self._show_again(record_id)
        return done

    def _show_again(self, record_id: str) -> None:
        self._context.go(self._kind, record_id)
        self.moved.emit()

    def _do(self, verb: Callable[[], object]) -> bool:
        return self._context.may_edit() and self._context.attempt(verb)

    def _words(self, words: str, title: str) -> str:
        return words.replace("%1", word(KINDS[self._kind].LABEL)).replace("%2", cut(title))
