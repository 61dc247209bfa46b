"""The notes on a brief beside it: how many and where, the form for a new one, and every note there is.

Responsible for: showing all of them, in reading order, and saying what is wanted with one. Refuses to: leave one out.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.brief.placing import PlacedNote, Standing
from briefing.model import Comment, Decision
from ui.context import Context
from ui.review.note_cards import NoteCard, Told
from ui.review.note_form import NoteForm
from ui.review.note_words import counts_line
from ui.review.source import Reviewing, Shown
from ui.widgets.buttons import ActionButton, push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import text_label
from ui.words import counted


class NotesPanel(QFrame):
    """`show_notes` shows those of a version; the signals carry the id of the note that is meant."""

    place_wanted = Signal(str)
    reply_wanted = Signal(str)
    resolve_wanted = Signal(str, bool)
    hand_back_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """No notes yet."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("review_notes")
        self.cards: dict[str, NoteCard] = {}
        self.heading = text_label(self.tr("Notes"), "title")
        self.counts = text_label(role="muted", wrap=True)
        self.refusal = text_label(role="hint", wrap=True)
        self.form = NoteForm(context)
        self.hand_back = push_button(
            context.icons, self.tr("Save reply for the desk…"), "send", on_click=self.hand_back_wanted.emit
        )
        self.hand_back.hide()
        self.go_on = push_button(context.icons, "", "pencil", quiet=True, on_click=self.go_on_wanted.emit)
        self.go_on.hide()
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(16, 4, 16, 24)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        self.area = scrolled(self._inside, self.tr("All notes"))
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 6)
        head.setSpacing(4)
        self._title = QHBoxLayout()
        self._title.addWidget(self.heading, 1)
        head.addLayout(self._title)
        head.addWidget(self.counts)
        head.addWidget(self.refusal)
        head.addWidget(self.hand_back)
        head.addWidget(self.go_on)
        head.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def show_notes(self, shown: Shown, source: Reviewing) -> None:
        """Show every note on a version, and what `source` lets be done with them."""
        reviewed, refusal = shown.reviewed, source.refusal
        self.counts.setText(counts_line(reviewed))
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self.hand_back.setVisible(source.hands_back)
        counting = {one.note.id for one in reviewed.decisions}
        replies = {thread.head.note.id: thread.replies for thread in reviewed.threads}
        answers = {reply.id for thread in reviewed.threads for reply in thread.replies}
        groups: dict[int, list[PlacedNote]] = {0: [], 1: [], 2: []}
        for one in reviewed.placed.notes:
            if one.note.id not in answers:
                group = 2 if one.standing is Standing.UNPLACED else 0 if one.unit is None else 1
                groups[group].append(one)
        titles = (self.tr("On the whole brief"), self.tr("In the text"), self.tr("Without a place in this version"))
        wanted: list[QWidget] = []
        before, self.cards = self.cards, {}
        for group, title in enumerate(titles):
            notes = sorted(groups[group], key=_order)
            wanted += [text_label(title, "section")] if notes else []
            for one in notes:
                gone = isinstance(one.note, Decision) and one.note.id not in counting
                told = Told(
                    one,
                    self._words_on(shown, one),
                    replies.get(one.note.id, ()),
                    writable=not refusal,
                    resolvable=source.may_resolve,
                    replaced=gone,
                )
                known = before.pop(one.note.id, None)
                card = known if known is not None and known.told == told else self._card(told)
                self.cards[one.note.id] = card
                wanted.append(card)
        self._lay(wanted)

    def _card(self, told: Told) -> NoteCard:
        card = NoteCard(self.context, told)
        card.place_wanted.connect(self.place_wanted)
        card.reply_wanted.connect(self.reply_wanted)
        card.resolve_wanted.connect(self.resolve_wanted)
        return card

    def _lay(self, wanted: list[QWidget]) -> None:
        """Put these one under the other; those that stand where they should are not touched."""
        kept = set(wanted)
        for at in reversed(range(self._list.count() - 1)):  # the last one is the stretch
            item = self._list.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in kept:
                self._list.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for at, widget in enumerate(wanted):
            item = self._list.itemAt(at)
            if item is None or item.widget() is not widget:
                self._list.insertWidget(at, widget)

    def show_here(self, unit: int | None) -> None:
        """Let the notes stand out that stand on a unit, and show the first of them."""
        first: NoteCard | None = None
        for card in self.cards.values():
            here = unit is not None and card.placed.unit == unit
            card.set_here(here=here)
            first = first or (card if here else None)
        if first is not None:
            self._reveal(first)

    def show_note(self, note: str) -> None:
        """Show one note."""
        if note in self.cards:
            for one, card in self.cards.items():
                card.set_here(here=one == note)
            self._reveal(self.cards[note])

    def say_waiting(self, number: int) -> None:
        """Say how many half-typed notes wait, and offer to go on with them."""
        self.go_on.setText(counted(number, "Go on with a half-typed note", "Go on with %1 half-typed notes"))
        self.go_on.setVisible(number > 0 and self.form.isHidden())

    def add_verb(self, action: QAction) -> None:
        """Offer an action beside the heading."""
        button = ActionButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._title.addWidget(button)

    def first_control(self) -> QWidget | None:
        """What the keyboard reaches first in it."""
        buttons = [one for one in self.findChildren(QPushButton) if one.isVisible()]
        return self.form.words if self.form.isVisible() else buttons[0] if buttons else None

    def _reveal(self, card: NoteCard) -> None:
        self._list.activate()
        self.area.ensureWidgetVisible(card, 0, self.context.theme.px(16))

    @staticmethod
    def _words_on(shown: Shown, one: PlacedNote) -> str:
        """The words a note stands on; where they are gone, those it was written on."""
        if isinstance(one.note, Comment) and one.note.exact:
            return one.note.exact
        if one.note.id in shown.then:
            return shown.then[one.note.id]
        return shown.units[one.unit].text if one.unit is not None else ""


def _order(one: PlacedNote) -> tuple[int, int, str, str]:
    return one.unit or 0, one.start, one.note.written_at, one.note.id
