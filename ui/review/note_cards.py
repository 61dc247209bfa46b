"""One note as a card: who, when, on which words, what was said, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

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

    A `replaced` decision no longer counts.
    """

    placed: PlacedNote
    on: str
    replies: tuple[Comment, ...] = ()
    writable: bool = True
    resolvable: bool = True
    replaced: bool = False


class NoteCard(QFrame):
    """A comment with its answers, or a decision. `place_wanted` asks for its place, the others for verbs."""

    place_wanted = Signal(str)
    reply_wanted = Signal(str)
    resolve_wanted = Signal(str, bool)

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
        if on:
            column.addWidget(text_label(cut(on, _WORDS), "quote_small", wrap=True))
        if note.text:
            column.addWidget(text_label(note.text, wrap=True, selectable=True))
        for reply in replies:
            column.addWidget(_reply(context, reply))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2)
        if placed.standing is not Standing.UNPLACED and placed.unit is not None:
            self._add(context, _tr("Show"), lambda: self.place_wanted.emit(note.id))
        if isinstance(note, Comment) and writable:
            self._add(context, _tr("Reply"), lambda: self.reply_wanted.emit(note.id))
            if told.resolvable:
                words = _tr("Reopen") if note.resolved else _tr("Resolve")
                self._add(context, words, lambda: self.resolve_wanted.emit(note.id, not note.resolved))
        self.buttons.addStretch(1)
        if self.buttons.count() > 1:
            column.addLayout(self.buttons)

    def set_here(self, *, here: bool) -> None:
        """Stand out while the item is read on which it stands."""
        set_look(self, "here", here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.placed.unit is not None:
            self.place_wanted.emit(self.placed.note.id)

    def _add(self, context: Context, words: str, verb: object) -> None:
        button = push_button(context.icons, words, quiet=True, on_click=verb)  # type: ignore[arg-type]
        button.setProperty("small", True)
        note = self.placed.note
        button.setAccessibleName(f"{words}: {initials_on(note)}, {moment_words(note.written_at)}, {note.id[-6:]}")
        self.buttons.addWidget(button)


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


def _reply(context: Context, reply: Comment) -> QWidget:
    holder = QFrame()
    holder.setObjectName("note_reply")
    column = QVBoxLayout(holder)
    turned = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft  # a layout does not turn its margins
    column.setContentsMargins(0 if turned else 10, 4, 10 if turned else 0, 4)
    column.setSpacing(3)
    column.addLayout(_head(context, reply))
    column.addWidget(text_label(reply.text, wrap=True, selectable=True))
    return holder
