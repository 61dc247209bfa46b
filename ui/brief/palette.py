"""What can be put into a brief: the officer's own words, what its form offers, and everything made from records.

Responsible for: finding one by words, and telling which was chosen. Refuses to: add it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing.reading.definitions import FORMS, built_in_template
from briefing.rules.templates import MADE, TemplateBlock
from ui.brief.digest import Entry
from ui.brief.outline_lines import LinePainter, Lines, OutlineLine
from ui.context import Context
from ui.forms.panel import Panel
from ui.widgets.labels import text_label
from ui.words import cut, word

OF_THE_FORM = "form "
"""Before the name of a block that the form of the brief offers."""
OWN = "own"


def usual_block(made: str) -> TemplateBlock:
    """The block of a shipped form that is made of this, for its heading and its words."""
    for name in FORMS:
        for block in built_in_template(name).blocks:
            if block.made == made:
                return block
    return TemplateBlock(made, made.replace("_", " ").capitalize(), made)


class BlockPalette(Panel):
    """`chosen` carries a word of `MADE`, or `OF_THE_FORM` and the name of a block of the form."""

    chosen = Signal(str)

    def __init__(self, context: Context, anchor: QWidget, spare: Sequence[Entry]) -> None:
        """Offer `spare`, the blocks of the form that are not printed, and everything else below it."""
        super().__init__(anchor)
        self._context = context
        words = self.tr("Add a block")
        self.setAccessibleName(words)
        own = OutlineLine(OWN, "+", self.tr("Own words"), self.tr("A heading of yours and what you write under it."))
        offered = [
            OutlineLine(OF_THE_FORM + one.block.name, "+", word(one.block.heading), word(one.block.hint))
            for one in spare
        ]
        known = {one.block.made for one in spare}
        made = [self._made(one) for one in MADE if one != OWN and one not in known]
        self._all = [own, *offered, *sorted(made, key=lambda line: line.title.casefold())]
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What should it show?"))
        self.field.setAccessibleName(self.tr("Find a block"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(context.icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self.look())
        self._lines = Lines(self)
        self.list = QListView()
        self.list.setModel(self._lines)
        self.list.setItemDelegate(LinePainter(context.icons, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Blocks that can be added"))
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.activated.connect(lambda index: self._choose(index.row()))
        self._nothing = text_label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(text_label(words, "section"))
        for widget in (self.field, self._nothing, self.list):
            column.addWidget(widget)
        column.addStretch(0)
        column.setStretchFactor(self.list, 1)

    def open(self) -> None:
        """Show the panel with the focus in its filter."""
        theme = self._context.theme
        self.look()
        self.open_at(theme.px(380), theme.px(460), at_start=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Show what has all the words that are typed."""
        wanted = self.field.text().casefold().split()
        found = [one for one in self._all if all(w in f"{one.title} {one.note}".casefold() for w in wanted)]
        self._lines.set_lines(found)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self._lines.index(0))
        typed = cut(self.field.text().strip())
        self._nothing.setText(self.tr("No block is called “%1”.").replace("%1", typed))
        self._nothing.setVisible(not found)

    def keys(self) -> tuple[str, ...]:
        """What is offered now."""
        return tuple(line.key for line in self._lines.lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentIndex().row()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                row += 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentIndex(self._lines.index(max(0, min(row, len(self._lines.lines) - 1))))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(row)
                return True
        return super().eventFilter(watched, event)

    def _made(self, made: str) -> OutlineLine:
        block = usual_block(made)
        return OutlineLine(made, "+", word(block.heading), word(block.hint))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._lines.lines):
            key = self._lines.lines[row].key
            self.shut()
            self.chosen.emit(key)
