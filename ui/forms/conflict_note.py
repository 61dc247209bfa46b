"""The note below a field that says what the store has where the field holds other words, with the two ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import stand_on, text_label

_LONGEST = 2_000


class ConflictNote(QFrame):
    """ "Changed by Bela to: …", with *Use theirs* and *Keep mine*."""

    theirs_wanted = Signal()
    mine_wanted = Signal()

    def __init__(self, context: Context, label: str, parent: QWidget | None = None) -> None:
        """A hidden note for the field called `label`."""
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", "amber")
        self._icons = context.icons
        self._label = label
        self._made = False  # its parts, for few notes ever say anything
        self.hide()

    def _make(self) -> None:
        self._made = True
        self._words = text_label(wrap=True, selectable=True)
        self._words.setProperty("tone", "amber")
        self._words.setAccessibleName(self.tr("What the store has for %1").replace("%1", self._label))
        self.theirs = push_button(self._icons, "", on_click=self.theirs_wanted.emit)
        self.mine = push_button(self._icons, "", on_click=self.mine_wanted.emit)
        stand_on("banner", self._words, self.theirs, self.mine)
        buttons = FlowLayout()  # one under the other in a narrow column
        buttons.addWidget(self.theirs)
        buttons.addWidget(self.mine)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(buttons)

    def say_contested(self, theirs: str, who: str, when: str) -> None:
        """Somebody else changed the field to `theirs` while words were typed into it."""
        words = self.tr("Changed by %1, %2, to: %3") if who else self.tr("Changed elsewhere to: %3")
        self._say(words, (("%1", who), ("%2", when)), theirs, self.tr("Use theirs"), self.tr("Keep mine"))

    def say_waiting(self, stored: str, when: str) -> None:
        """The words in the field were typed at an earlier time and could not be saved then."""
        words = self.tr("Typed %2 and not saved. The store has: %3")
        self._say(words, (("%2", when),), stored, self.tr("Let mine go"), self.tr("Save mine"))

    def _say(self, words: str, parts: tuple[tuple[str, str], ...], text: str, theirs: str, mine: str) -> None:
        if not self._made:
            self._make()
        for mark, part in parts:
            words = words.replace(mark, part)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self._words.setText(words.replace("%3", shown or self.tr("nothing")))
        self.setAccessibleName(self._words.text())
        for button, verb in ((self.theirs, theirs), (self.mine, mine)):
            button.setText(verb)
            button.setAccessibleName(f"{verb}: {self._label}")
        self.show()

    def words(self) -> str:
        """What the note says."""
        return self._words.text() if self._made else ""
