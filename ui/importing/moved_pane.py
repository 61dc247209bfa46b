"""One passage of an older version: as it stood there, and as it stands in the newest text, beside each other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from briefing.desk.versions import Relocation
from briefing.rules.moving import Move
from briefing.rules.passages import paragraph_number, surroundings
from ui.context import Context
from ui.exchange.pair_pane import PairPane
from ui.forms.change_label import change_label
from ui.reader.passage import Passage
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.labels import isolate, text_label
from ui.widgets.pill import Pill
from ui.words import cut
from ui.words import tr as _tr

_AT_MOST = 5
"""So many places of the same words are offered."""
_OPENING = " \u00a0\"'«»“”„‘’‹›("
_BEFORE, _WORDS = 60, 4
"""Characters before a place that are looked at, and words of them, without opening marks, that tell it from another."""


def move_words(move: Move) -> tuple[str, Tone]:
    """What became of a passage, in a word or two."""
    words: dict[Move, tuple[str, Tone]] = {
        Move.SAME: (_tr("same place"), "green"),
        Move.MOVED: (_tr("moved"), "green"),
        Move.CHANGED: (_tr("words changed"), "amber"),
        Move.SEVERAL: (_tr("several places"), "amber"),
        Move.GONE: (_tr("gone"), "red"),
    }
    return words[move]


class MovedPane(PairPane):
    """`wanted` carries the place where the passage is to stand now; -1 where it stays on its version."""

    wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__(context, self.tr("The chosen passage"))

    def show_relocation(self, one: Relocation, old: str, new: str) -> None:
        """Show a passage; `old` is the text that it was taken from, `new` the newest one."""
        self.clear()
        head = Pill(*move_words(one.moved.move))
        self._column.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(text_label(isolate(f"“{cut(one.was, 300)}”"), "quote", wrap=True, selectable=True))
        self._column.addWidget(text_label(self._sentence(one), "muted", wrap=True))
        self._column.addSpacing(4)
        before = self._side(self.tr("Version %1").replace("%1", str(one.number)), old, (one.start, one.end))
        place = self._shown_place(one)
        title = self.tr("Newest version")
        after = self._side(title, new, place) if place is not None else self._nothing(title)
        if one.moved.pieces:
            after.body.insertWidget(2, change_label(self._context.icons, "", one.was, one.now))
        self.add_pair((before, after))
        self._column.addSpacing(6)
        for number, (start, words) in enumerate(self._ways(one, new)):
            icon = "check" if start >= 0 else "history"
            button = self.add_button(words, icon, number, self._putter(start))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()

    def _putter(self, start: int) -> Callable[[int], object]:
        return lambda _number: self.wanted.emit(start)

    def _ways(self, one: Relocation, new: str) -> list[tuple[int, str]]:
        """Where it can be put, with the words of the buttons; -1 for its own version."""
        ways: list[tuple[int, str]] = []
        if one.moved.start is not None:
            words = self.tr("Re-anchor") if one.sure else self.tr("Re-anchor, with the words as they are now")
            ways.append((one.moved.start, words))
        ways += [(start, self._place_words(new, start)) for start in one.moved.places[:_AT_MOST]]
        stay = self.tr("Leave it on version %1").replace("%1", str(one.number))
        return [*ways, (-1, stay)]

    def _place_words(self, new: str, start: int) -> str:
        """One of several places, told by its paragraph and the words before it."""
        number = str(paragraph_number(new, start))
        before = new[max(0, start - _BEFORE) : start].rpartition("\n")[2].rstrip(_OPENING).split()[-_WORDS:]
        if not before:
            return self.tr("Re-anchor at the beginning of paragraph %1").replace("%1", number)
        words = self.tr("Re-anchor in paragraph %1, after “%2”").replace("%2", isolate(" ".join(before)))
        return words.replace("%1", number)

    def _sentence(self, one: Relocation) -> str:
        return {
            Move.SAME: self.tr("The same words stand in the same place of the newest text."),
            Move.MOVED: self.tr("The same words stand in another place of the newest text."),
            Move.CHANGED: self.tr("Other words stand in their place. A quote is always what the text says."),
            Move.SEVERAL: self.tr("The same words stand in more than one place. Which of them is meant?"),
            Move.GONE: self.tr("The newest text does not say this any more. The quote stays true of its own version."),
        }[one.moved.move]

    @staticmethod
    def _shown_place(one: Relocation) -> tuple[int, int] | None:
        if one.moved.start is not None and one.moved.end is not None:
            return one.moved.start, one.moved.end
        if one.moved.places:
            return one.moved.places[0], one.moved.places[0] + len(one.was)
        return None

    def _side(self, title: str, text: str, place: tuple[int, int]) -> Card:
        card = Card()
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        card.setAccessibleName(title)
        where = self.tr("%1 · paragraph %2").replace("%1", title)
        where = where.replace("%2", str(paragraph_number(text, place[0])))
        card.body.addWidget(text_label(where, "section"))
        passage = Passage(self._context.theme, where)
        first, last = surroundings(text, *place)
        passage.show_passage(text[first:last], place[0] - first, place[1] - first)
        card.body.addWidget(passage)
        card.body.addStretch(1)
        return card

    def _nothing(self, title: str) -> Card:
        card = Card()
        card.setAccessibleName(title)
        card.body.addWidget(text_label(title, "section"))
        card.body.addWidget(text_label(self.tr("Not there any more."), "muted", wrap=True))
        card.body.addStretch(1)
        return card
