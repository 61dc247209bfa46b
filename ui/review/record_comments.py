"""The comments on a record, on its own page: each thread with what can be done with it, and a form for a new one.

Responsible for: the section, its verbs, and half-typed words, which wait on this computer. Refuses to: show anything
while there is nothing, and to change what somebody else wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing.brief.placing import PlacedNote, Standing
from briefing.clock import utc_now
from briefing.drafts import Draft, Drafts
from briefing.errors import BriefingError
from briefing.model import Brief, Comment
from briefing.reading import RecordThread
from briefing.rules.initials import initials_of
from ui.context import Context
from ui.forms.sections import Section
from ui.review.note_cards import NoteCard, Told
from ui.review.note_form import NoteForm, Wish
from ui.words import cut, said
from ui.words import tr as _tr

_DRAFT = "note"
_NEW = "comment"


class Detail(Protocol):
    """What shows one record, and has room for a section below it."""

    def add_below(self, part: QWidget) -> None:
        """Put a section under what says where the record appears."""
        ...

    def bring(self, part: QWidget) -> None:
        """Bring a part into view."""
        ...


class CommentsSection(Section):
    """The threads of a record, and the form below them."""

    def __init__(self, context: Context, ask: Callable[[], object]) -> None:
        """No threads yet; `ask` asks for a new comment."""
        super().__init__(context, _tr("Comments"))
        self._has_empty = True  # an empty one is not hidden while it is filled: the form in it would lose the focus
        self.body.setSpacing(8)
        self.new = self.add_action("message-square", _tr("Comment"), ask, _tr("Comment on this record"))
        self.form = NoteForm(context)
        self.form.cancel.setAccessibleName(_tr("Cancel the comment"))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.form)

    def show_threads(self, threads: list[Told], build: Callable[[Told], QWidget], *, writable: bool) -> None:
        """Show these; without any and without the form, nothing is seen."""
        number = sum(1 + len(one.replies) for one in threads)
        self.set_title(_tr("Comments (%1)").replace("%1", str(number)) if number else _tr("Comments"))
        self.fill(threads, lambda told: told.placed.note.id, build)
        self.new.setVisible(writable and self.form.isHidden())
        self._empty.hide()
        self.setVisible(bool(threads) or not self.form.isHidden())


class RecordComments(QObject):
    """The comments of whatever record `detail` shows. `show_record` after it, `comment` asks for a new one."""

    def __init__(self, context: Context, kind: str, detail: Detail, drafts: Drafts, parent: QObject) -> None:
        """No section yet; `drafts` are where half-typed words wait."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._detail = detail
        self._id = ""
        self._threads: list[RecordThread] = []
        self.section: CommentsSection | None = None
        self._drafts = drafts

    def show_record(self, record_id: str) -> None:
        """Show the comments on this record; half-typed words for it stand in the form again."""
        arrived = record_id != self._id
        if arrived and self.section is not None:
            self.section.fold()
            self._close()
        self._id = record_id
        self._threads = self._context.desk.threads_on(self._kind, record_id)
        waiting = self._waiting() if arrived else None
        if self.section is None and not self._threads and waiting is None:
            return
        if waiting is not None and self._writable():
            self._ask(waiting, focus=False)
        self._fill()

    def comment(self) -> None:
        """Ask for a comment on the record."""
        self._begin(Wish())

    def bring(self) -> None:
        """Bring the comments into view, where there are any."""
        if self.section is not None and not self.section.isHidden():
            self._detail.bring(self.section)

    def flush(self) -> None:
        """Keep what is half typed."""
        if self.section is not None:
            self.section.form.words.flush()

    def _fill(self) -> None:
        writable, user = self._writable(), self._context.desk.user
        if not writable:
            self._close()
        every = [one for thread in self._threads for one in (thread.head, *thread.replies)]
        own = frozenset(one.id for one in every if writable and one.author == user)
        told = [_told(thread, own, writable=writable) for thread in self._threads]
        self._made().show_threads(told, self._card, writable=writable)

    def _writable(self) -> bool:
        desk = self._context.desk
        return not desk.read_only and desk.is_there(self._kind, self._id)

    def _card(self, told: Told) -> NoteCard:
        card = NoteCard(self._context, told)
        note = told.placed.note
        card.place_wanted.connect(lambda _id: self._context.go(Brief.KIND, note.brief))
        card.reply_wanted.connect(self._reply)
        card.resolve_wanted.connect(self._resolve)
        card.edit_wanted.connect(self._edit)
        card.bin_wanted.connect(self._bin)
        return card

    def _made(self) -> CommentsSection:
        if self.section is None:
            self.section = CommentsSection(self._context, self.comment)
            self.section.form.given.connect(self._write)
            self.section.form.closed.connect(self._given_up)
            self.section.form.words.committed.connect(self._keep)
            self._detail.add_below(self.section)
        return self.section

    # verbs

    def _reply(self, comment: str) -> None:
        found = self._find(comment)
        if found is not None:
            self._begin(Wish(answers=found, on=cut(found.text, 200)))

    def _edit(self, comment: str) -> None:
        found = self._find(comment)
        if found is not None:
            self._begin(Wish(edits=found))

    def _resolve(self, comment: str, done: bool) -> None:
        desk = self._context.desk
        if self._context.may_edit():
            verb = desk.resolve_comment if done else desk.reopen_comment
            self._context.attempt(lambda: verb(comment))
            self.show_record(self._id)

    def _bin(self, comment: str) -> None:
        desk, record_id = self._context.desk, self._id
        if self._context.may_edit() and self._context.attempt(lambda: desk.delete_comment(comment)):
            entry = desk.latest
            self.show_record(self._id)
            self._context.offer_undo(_tr("Deleted the comment."), entry, lambda: self._again(record_id))

    def _again(self, record_id: str) -> None:
        if record_id == self._id:
            self.show_record(record_id)

    def _write(self) -> None:
        section = self._made()
        form, desk = section.form, self._context.desk
        form.words.flush()
        words, initials, wish = form.words.value().strip(), form.initials.text().strip(), form.wish
        if not words:
            form.say(_tr("Please write something."))
            return
        try:
            if wish.edits is not None:
                desk.edit_comment(wish.edits.id, words)
            elif wish.answers is not None:
                desk.reply(wish.answers.id, words, initials=initials)
            else:
                desk.comment_on(self._kind, self._id, words, initials=initials)
        except BriefingError as error:
            form.say(said(error))
            self._context.told(error)
            return
        if wish.edits is None:
            self._context.settings.set_text("initials", initials)
        self._context.saved("")
        self._drafts.drop(_DRAFT, self._id, _place_of(wish))
        form.done()
        self._given_up()

    def _begin(self, wish: Wish) -> None:
        if not self._id or not self._writable() or not self._context.may_edit():
            return
        self.flush()
        kept = self._drafts.find(_DRAFT, self._id, _place_of(wish))
        words = kept.text if kept is not None else wish.edits.text if wish.edits is not None else ""
        self._ask(replace(wish, words=words))
        self._fill()
        self._detail.bring(self._made().form)

    def _ask(self, wish: Wish, *, focus: bool = True) -> None:
        section = self._made()
        if not focus:
            section.show()
        user = self._context.desk.user
        section.form.ask(wish, self._context.settings.text("initials") or initials_of(user), focus=focus)
        section.show()

    def _given_up(self) -> None:
        self.show_record(self._id)
        section = self._made()
        target: QPushButton | None = section.new if section.isVisible() else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        """Let the form go: it was for another record. Its words wait."""
        if self.section is not None:
            self.section.form.words.flush()
            self.section.form.hide()

    # words that wait

    def _keep(self, words: str) -> None:
        form = self._made().form
        place = _place_of(form.wish)
        unchanged = form.wish.edits is not None and words == form.wish.edits.text
        if words.strip() and not unchanged:
            self._drafts.keep(Draft(_DRAFT, self._id, place, words, "", utc_now()))
        else:
            self._drafts.drop(_DRAFT, self._id, place)

    def _waiting(self) -> Wish | None:
        """The note that waits longest on this record, if one does."""
        for draft in self._drafts.all():
            if (draft.kind, draft.record) == (_DRAFT, self._id):
                verb, _space, comment = draft.field.partition(" ")
                found = self._find(comment)
                if draft.field == _NEW:
                    return Wish(words=draft.text)
                if verb == "reply" and found is not None:
                    return Wish(answers=found, on=cut(found.text, 200), words=draft.text)
                if verb == "edit" and found is not None:
                    return Wish(edits=found, words=draft.text)
        return None

    def _find(self, comment: str) -> Comment | None:
        every = (one for thread in self._threads for one in (thread.head, *thread.replies))
        return next((one for one in every if one.id == comment), None)


def _place_of(wish: Wish) -> str:
    if wish.edits is not None:
        return f"edit {wish.edits.id}"
    return f"reply {wish.answers.id}" if wish.answers is not None else _NEW


def _told(thread: RecordThread, own: frozenset[str], *, writable: bool) -> Told:
    note = thread.head
    where = ""
    if note.brief:
        words = _tr("In the brief “%1”, version %2") if note.version else _tr("In the draft of the brief “%1”")
        where = words.replace("%2", str(note.version)).replace("%1", cut(thread.brief, 120))
    mine = own & {note.id, *(reply.id for reply in thread.replies)}
    placed = PlacedNote(note, Standing.PLACED)
    return Told(placed, note.exact, thread.replies, writable=writable, own=mine, where=where)
