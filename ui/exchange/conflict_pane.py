"""One conflict: what both desks had seen, what each wrote, and a text that keeps both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import KINDS
from briefing.store.conflicting import Conflict
from ui.context import Context
from ui.exchange.conflict_words import SideTold, base_words, field_words, proposal, sides
from ui.forms.change_label import change_label
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, text_label
from ui.widgets.pill import Pill
from ui.words import opened, word

_NARROW = 520
_LINES = 5


class ConflictPane(QWidget):
    """`chosen` carries the value that is to stand."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self._context = context
        self._sides: tuple[SideTold, SideTold] | None = None
        self.buttons: list[QPushButton] = []
        self.merged: QPlainTextEdit | None = None
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(6)
        self.area = scrolled(self._inside, self.tr("The chosen conflict"))
        self._pair: QBoxLayout | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show a conflict."""
        self._clear()
        desk = self._context.desk
        self._sides = sides(desk, conflict)
        noun = opened(word(KINDS[conflict.kind].LABEL))
        self._column.addWidget(text_label(f"{noun} · {isolate(conflict.title)}", "muted", wrap=True))
        self._column.addWidget(text_label(field_words(conflict), "title", wrap=True))
        self._column.addWidget(text_label(self.tr("Both had seen"), "section"))
        self._column.addWidget(text_label(base_words(desk, conflict), wrap=True, selectable=True))
        self._column.addSpacing(6)
        pair = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, pair)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(12)
        for number, told in enumerate(self._sides):
            self._pair.addWidget(self._side(told, number), 1)
        self._column.addWidget(pair)
        text = proposal(conflict)
        if text is not None:
            self._column.addSpacing(6)
            self._column.addWidget(self._both(text))
        self._column.addStretch(1)
        self._fit(self.width())
        self.area.verticalScrollBar().setValue(0)

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
        card.body.addWidget(self._button(words, number), 0, Qt.AlignmentFlag.AlignLeft)
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
        card.body.addWidget(self._button(self.tr("Use both"), 2), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _button(self, words: str, number: int) -> QPushButton:
        button = push_button(self._context.icons, words, "check", on_click=lambda: self.use(number))
        button.setToolTip(f"{words} ({number + 1})")
        self.buttons.append(button)
        return button

    def _clear(self) -> None:
        self.buttons, self.merged, self._sides, self._pair = [], None, None, None
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._context.theme.px(220), self._context.theme.px(160))

    def _fit(self, width: int) -> None:
        if self._pair is not None:
            narrow = width < self._context.theme.px(_NARROW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._pair.setDirection(way)
