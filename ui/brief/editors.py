"""The middle of the composer, where it is not the officer's own words: what the records put into a block.

Refuses to: compose, and to lay out what will be printed; that is the preview's.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from briefing.model import Quote
from ui.brief.digest import Entry, Piece, pieces
from ui.brief.own_words import more_button
from ui.brief.palette import usual_block
from ui.brief.record_choice import CONFINED
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.card import QuoteCard
from ui.widgets.column import Column
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import text_label
from ui.words import counted, word

_PIECES_AT_MOST = 200


class RecordsView(QWidget):
    """What the records put into a block, and whether it is printed. Quotes lead to their records.

    `toggle_wanted` and `records_wanted` come from its buttons, `menu_wanted` with a point of the screen.
    """

    toggle_wanted = Signal()
    records_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """An empty view."""
        super().__init__(parent)
        self.context = context
        self._shown: tuple[Piece, ...] | None = None
        self._entry: Entry | None = None
        self.heading = text_label(role="title", wrap=True)
        self.hint = text_label(role="muted", wrap=True)
        self.include = push_button(context.icons, "", "eye", on_click=self.toggle_wanted.emit)
        self.choose = push_button(context.icons, "", "list-filter", on_click=self.records_wanted.emit)
        self.more = more_button(context.icons, self.menu_wanted)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.include)
        flow.addWidget(self.choose)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        inside = Column()
        inside.setObjectName("bare")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addWidget(buttons)
        column.addSpacing(6)
        column.addLayout(self.body)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def can_toggle(self) -> bool:
        """Whether the block shown may be printed or left out."""
        return self._entry is not None and not self._entry.block.mandatory and not self.context.desk.read_only

    def show_entry(self, entry: Entry, toggle_words: str) -> None:
        """Show a block; what is there already stays as it is. `toggle_words` say what the first button does."""
        self._entry = entry
        self.include.setText(toggle_words)
        self.include.setEnabled(self.can_toggle())
        count = len(entry.records)
        self.choose.setText(counted(count, "%1 record chosen…", "%1 records chosen…") if count else self._all_words())
        self.choose.setVisible(entry.block.made in CONFINED)
        self.choose.setEnabled(not self.context.desk.read_only)
        self.heading.setText(word(entry.block.heading))
        hint = word(entry.block.hint or usual_block(entry.block.made).hint)
        self.hint.setText(self.tr("%1 Made from the records; it changes as they do.").replace("%1", hint))
        self.area.setAccessibleName(word(entry.block.heading))
        found = pieces(entry.blocks)
        if found == self._shown:
            return
        self._shown = found
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for piece in found[:_PIECES_AT_MOST]:
            self.body.addWidget(self._widget(piece))
        rest = len(found) - _PIECES_AT_MOST
        if rest > 0:
            self.body.addWidget(text_label(self.tr("and %1 more").replace("%1", str(rest)), "muted"))
        if not found:
            words = self.tr("Nothing to show, so the block is left out.") if entry.known and entry.included else ""
            self.body.addWidget(text_label(words, "muted", wrap=True))

    def _all_words(self) -> str:
        return self.tr("Choose records…")

    def _widget(self, piece: Piece) -> QWidget:
        if piece.kind == "quote":
            card = QuoteCard(piece.text, piece.more, self.tr("verbatim ✓"), "green")
            card.activated.connect(lambda: self.context.go(Quote.KIND, piece.id))
            return card
        if piece.kind == "row":
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 2, 0, 2)
            column.setSpacing(0)
            column.addWidget(text_label(piece.text, "strong", wrap=True))
            column.addWidget(text_label(piece.more, "muted", wrap=True))
            return line
        words = f"•  {piece.text}" if piece.kind == "item" else piece.text
        return text_label(words, "section" if piece.kind == "heading" else "body", wrap=True, selectable=True)
