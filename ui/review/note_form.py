"""The form in which a note is written: a comment, an answer, or a decision with its words.

Responsible for: the words, the initials, what it is written on, and what is wrong with it. Refuses to: write it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing.brief.addresses import Spot
from briefing.model import Comment
from ui.context import Context
from ui.review.note_words import results
from ui.widgets.buttons import push_button
from ui.widgets.chips import ChipRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField, TextField

_SHOWN = 240


@dataclass(frozen=True)
class Wish:
    """What is to be written: on a place of the brief, or an answer to the comment `answers`; `result` decides.

    Without any of these it is on a record, and `edits` is a comment that gets other words.
    `on` are the words it stands on, `words` those that were typed before and wait.
    """

    spot: Spot | None = None
    answers: Comment | None = None
    decides: bool = False
    result: str = ""
    on: str = ""
    words: str = ""
    edits: Comment | None = None


class NoteForm(QFrame):
    """`given` asks for the note to be written; `closed` says that it was given up."""

    given = Signal()
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A form that asks nothing yet."""
        super().__init__(parent)
        self.context = context
        self.wish = Wish()
        self.setObjectName("card")
        self.heading = text_label(role="strong", wrap=True)
        self.on = text_label(role="quote_small", wrap=True)
        self.answers = ChipRow(context.icons, self.tr("Your decision"), exclusive=True)
        for result, words in results():
            self.answers.add_chip(result, words)
        self.words = TextField(self.tr("Your words"), min_lines=3, max_lines=12)
        self.initials = LineField(self.tr("Your initials"))
        self.initials.setMaximumWidth(context.theme.px(90))
        self.problem = text_label(role="error", wrap=True)
        self.problem.hide()
        self.save = push_button(context.icons, "", primary=True, on_click=self.given.emit)
        self.cancel = push_button(context.icons, self.tr("Cancel"), quiet=True, on_click=self.close_form)
        label = text_label(self.tr("Initials"), "muted")
        label.setBuddy(self.initials)
        self.signed = QWidget()
        self.signed.setObjectName("bare")
        signed = QHBoxLayout(self.signed)
        signed.setContentsMargins(0, 0, 0, 0)
        signed.setSpacing(8)
        signed.addWidget(label)
        signed.addWidget(self.initials)
        signed.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part in (self.heading, self.on, self.answers, self.words):
            column.addWidget(part)
        column.addWidget(self.signed)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.hide()

    def ask(self, wish: Wish, initials: str, *, focus: bool = True) -> None:
        """Ask for a note; the words that wait for it stand in it already. It takes the focus where it may."""
        self.words.flush()
        self.wish = wish
        self.words.set_value(wish.words)
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        heading, save = self._title(wish)
        self.heading.setText(heading)
        self.save.setText(save)
        self.setAccessibleName(heading)
        self.on.setText(f"“{wish.on[:_SHOWN]}{'…' if len(wish.on) > _SHOWN else ''}”")
        self.on.setVisible(bool(wish.on))
        self.answers.setVisible(wish.decides)
        if wish.decides:
            self.answers.set_keys((wish.result or "noted",))
        optional = self.tr("Words to go with it, if you like") if wish.decides else ""
        self.words.setPlaceholderText(optional)
        self.initials.setText(initials)
        self.signed.setVisible(wish.edits is None)  # they stay as they were
        self.say("")
        self.show()
        if focus:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Say beside the field why the note was not written."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def result(self) -> str:
        """The answer that is chosen."""
        return next(iter(self.answers.keys()), "")

    def done(self) -> None:
        """The note is written."""
        self.wish = Wish()
        self.words.flush()
        self.words.set_value("")
        self.hide()

    def close_form(self) -> None:
        """Close without writing; the words wait for the next time the same is asked."""
        self.words.flush()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.given.emit()
        else:
            super().keyPressEvent(event)

    def _title(self, wish: Wish) -> tuple[str, str]:
        if wish.answers is not None:
            return self.tr("Reply"), self.tr("Save reply")
        if wish.edits is not None:
            return self.tr("Edit comment"), self.tr("Save comment")
        if wish.spot is None:
            return self.tr("Comment on this record"), self.tr("Save comment")
        if wish.decides:
            whole = wish.spot is not None and wish.spot.unit is None
            return (self.tr("Decide on the whole brief") if whole else self.tr("Decide")), self.tr("Save decision")
        return (self.tr("Comment") if wish.on else self.tr("Comment on the whole brief")), self.tr("Save comment")
