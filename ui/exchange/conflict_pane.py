"""One conflict: what both desks had seen, what each wrote, and a text that keeps both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from briefing.model import KINDS
from briefing.store.conflicting import Conflict
from ui.context import Context
from ui.exchange.conflict_words import SideTold, base_words, field_words, proposal, sides
from ui.exchange.pair_pane import PairPane
from ui.forms.change_label import change_label
from ui.widgets.card import Card
from ui.widgets.labels import isolate, text_label
from ui.widgets.pill import Pill
from ui.words import opened, word

_LINES = 5


class ConflictPane(PairPane):
    """`chosen` carries the value that is to stand."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__(context, self.tr("The chosen conflict"))
        self._sides: tuple[SideTold, SideTold] | None = None
        self.merged: QPlainTextEdit | None = None

    def show_conflict(self, conflict: Conflict) -> None:
        """Show a conflict."""
        self.clear()
        desk = self._context.desk
        self._sides = sides(desk, conflict)
        noun = opened(word(KINDS[conflict.kind].LABEL))
        self._column.addWidget(text_label(f"{noun} · {isolate(conflict.title)}", "muted", wrap=True))
        self._column.addWidget(text_label(field_words(conflict), "title", wrap=True))
        self._column.addWidget(text_label(self.tr("Both had seen"), "section"))
        self._column.addWidget(text_label(base_words(desk, conflict), wrap=True, selectable=True))
        self._column.addSpacing(6)
        self.add_pair(self._side(told, number) for number, told in enumerate(self._sides))
        text = proposal(conflict)
        if text is not None:
            self._column.addSpacing(6)
            self._column.addWidget(self._both(text))
        self.finish()

    def use(self, number: int) -> None:
        """Use what this desk wrote (0), the other one (1), or both (2)."""
        if self._sides is not None and number < len(self._sides):
            self.chosen.emit(self._sides[number].value)
        elif number == 2 and self.merged is not None:
            self.chosen.emit(self.merged.toPlainText())

    def _side(self, told: SideTold, number: int) -> Card:
        card = Card()
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        card.setAccessibleName(told.heading)
        head = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text_label(told.heading, "strong"))
        if told.stands:
            row.addWidget(Pill(self.tr("stands now"), "blue", parent=head))
        row.addStretch(1)
        card.body.addWidget(head)
        card.body.addWidget(text_label(told.by, "hint", wrap=True))
        if told.texts is not None:
            card.body.addWidget(change_label(self._context.icons, "", *told.texts))
        else:
            card.body.addWidget(text_label(isolate(told.words), wrap=True, selectable=True))
        card.body.addStretch(1)
        words = (self.tr("Use this"), self.tr("Use that"))[number]
        card.body.addWidget(self.add_button(words, "check", number, self.use), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _both(self, text: str) -> Card:
        card = Card()
        card.setAccessibleName(self.tr("Both"))
        card.body.addWidget(text_label(self.tr("Both"), "strong"))
        hint = self.tr("What both wrote in one text. Change it as it should read.")
        card.body.addWidget(text_label(hint, "hint", wrap=True))
        self.merged = QPlainTextEdit(text)
        self.merged.setTabChangesFocus(True)
        self.merged.setAccessibleName(self.tr("Both texts in one"))
        self.merged.setFixedHeight(self.merged.fontMetrics().lineSpacing() * _LINES + self._context.theme.px(16))
        card.body.addWidget(self.merged)
        card.body.addWidget(self.add_button(self.tr("Use both"), "check", 2, self.use), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def clear(self) -> None:
        super().clear()
        self.merged, self._sides = None, None
