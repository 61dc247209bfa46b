"""One note as a card: who, when, on which words, what was said, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.brief.placing import PlacedNote, Standing
from briefing.model import Comment, Decision
from briefing.review_model import Remark
from ui.context import Context
from ui.forms.words import moment_words
from ui.review.note_words import initials_on, result_tone, result_words, standing_words
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel, set_look, text_label
from ui.widgets.pill import Pill
from ui.words import cut
from ui.words import tr as _tr

_WORDS = 160


@dataclass(frozen=True)
class Told:
    """What a card tells: a note in its place, the words it stands on, the answers to it, and what can be done with it.

    A `replaced` decision no longer counts. `own` are the ids of those whose words may be changed and binned here;
    `where` says in which brief the note was written, and leads there.
    """

    placed: PlacedNote
    on: str
    replies: tuple[Comment, ...] = ()
    writable: bool = True
    resolvable: bool = True
    replaced: bool = False
    own: frozenset[str] = frozenset()
    where: str = ""


class NoteCard(QFrame):
    """A comment with its answers, or a decision. `place_wanted` asks for its place, the others for verbs.

    `edit_wanted` and `bin_wanted` may mean an answer on the card.
    """

    place_wanted = Signal(str)
    reply_wanted = Signal(str)
    resolve_wanted = Signal(str, bool)
    edit_wanted = Signal(str)
    bin_wanted = Signal(str)

    def __init__(self, context: Context, told: Told, parent: QWidget | None = None) -> None:
        """A card of one note."""
        super().__init__(parent)
        self.told = told
        self.placed = placed = told.placed
        on, replies, writable = told.on, told.replies, told.writable
        note = placed.note
        self.setObjectName("note_card")
        name = _tr("Note of %1: %2").replace("%1", initials_on(note)).replace("%2", cut(note.text or on))
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(5)
        column.addLayout(_head(context, note))
        pills = _pills(placed, replaced=told.replaced)
        if pills is not None:
            column.addWidget(pills)
        if told.where:
            column.addWidget(text_label(told.where, "hint", wrap=True))
        if on:
            column.addWidget(text_label(cut(on, _WORDS), "quote_small", wrap=True))
        if note.text:
            column.addWidget(text_label(note.text, wrap=True, selectable=True))
        for reply in replies:
            column.addWidget(self._reply(context, reply))
        verbs, self.buttons = _row()
        if told.where:
            self._add(context, _tr("Open the brief"), lambda: self.place_wanted.emit(note.id))
        if placed.standing is not Standing.UNPLACED and placed.unit is not None:
            self._add(context, _tr("Show"), lambda: self.place_wanted.emit(note.id))
        if isinstance(note, Comment) and writable:
            self._add(context, _tr("Reply"), lambda: self.reply_wanted.emit(note.id))
            if told.resolvable:
                words = _tr("Reopen") if note.resolved else _tr("Resolve")
                self._add(context, words, lambda: self.resolve_wanted.emit(note.id, not note.resolved))
        self._add_own(context, note, self.buttons)
        if self.buttons.count():
            column.addWidget(verbs)

    def set_here(self, *, here: bool) -> None:
        """Stand out while the item is read on which it stands."""
        set_look(self, "here", here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.placed.unit is not None:
            self.place_wanted.emit(self.placed.note.id)

    def _add(self, context: Context, words: str, verb: Callable[[], object]) -> None:
        self.buttons.addWidget(_button(context, words, self.placed.note, verb))

    def _add_own(self, context: Context, note: Remark, row: FlowLayout) -> None:
        if note.id in self.told.own:
            row.addWidget(_button(context, _tr("Edit"), note, lambda: self.edit_wanted.emit(note.id)))
            row.addWidget(_button(context, _tr("Delete"), note, lambda: self.bin_wanted.emit(note.id)))

    def _reply(self, context: Context, reply: Comment) -> QWidget:
        holder = QFrame()
        holder.setObjectName("note_reply")
        column = QVBoxLayout(holder)
        turned = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft  # a layout does not turn its margins
        column.setContentsMargins(0 if turned else 10, 4, 10 if turned else 0, 4)
        column.setSpacing(3)
        column.addLayout(_head(context, reply))
        column.addWidget(text_label(reply.text, wrap=True, selectable=True))
        if reply.id in self.told.own:
            verbs, row = _row()
            self._add_own(context, reply, row)
            column.addWidget(verbs)
        return holder


def _row() -> tuple[QWidget, FlowLayout]:
    holder = QWidget()
    holder.setObjectName("bare")
    return holder, FlowLayout(holder, gap=2)


def _button(context: Context, words: str, note: Remark, verb: Callable[[], object]) -> QPushButton:
    button = push_button(context.icons, words, quiet=True, on_click=verb)
    button.setProperty("small", True)
    button.setAccessibleName(f"{words}: {initials_on(note)}, {moment_words(note.written_at)}, {note.id[-6:]}")
    return button


def _head(context: Context, note: Remark) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Pill(initials_on(note) or "–", "blue"))
    row.addWidget(ElidedLabel(note.author, "strong"), 1)
    row.addWidget(text_label(moment_words(note.written_at), "hint"))
    return row


def _pills(placed: PlacedNote, *, replaced: bool) -> QWidget | None:
    note = placed.note
    found: list[Pill] = []
    if isinstance(note, Decision):
        found.append(Pill(result_words(note.result), "grey" if replaced else result_tone(note.result)))
        if replaced:
            found.append(Pill(_tr("replaced by a later one"), "grey"))
    elif note.resolved:
        found.append(Pill(_tr("resolved"), "green"))
    if words := standing_words(placed):
        found.append(Pill(words, "amber"))
    if not found:
        return None
    holder = QWidget()
    holder.setObjectName("bare")
    row = FlowLayout(holder)
    for one in found:
        row.addWidget(one)
    return holder
