"""The middle of the composer, where it is not the officer's own words: what the records put into a block.

Refuses to: compose, and to lay out what will be printed; that is the preview's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from briefing.model import Quote
from ui.brief.digest import Entry, Piece, pieces
from ui.brief.own_words import ORIGIN
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.card import QuoteCard
from ui.widgets.column import Column
from ui.widgets.labels import text_label
from ui.words import word

_PIECES_AT_MOST = 200


class RecordsView(QWidget):
    """What the records put into a block, and whether it is printed. Quotes lead to their records."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """An empty view."""
        super().__init__(parent)
        self.context = context
        self._shown: tuple[Piece, ...] | None = None
        self._brief = ""
        self._entry: Entry | None = None
        self.heading = text_label(role="title", wrap=True)
        self.hint = text_label(role="muted", wrap=True)
        self.include = push_button(context.icons, "", "eye", on_click=self.toggle)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        inside = Column()
        inside.setProperty("bare", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.hint)
        column.addWidget(self.include, 0, Qt.AlignmentFlag.AlignLeft)
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

    def toggle(self) -> None:
        """Print the block in its brief, or leave it out."""
        entry, desk = self._entry, self.context.desk
        if entry is None or not self.can_toggle() or not self.context.may_edit():
            return
        self.context.attempt(
            lambda: desk.include_block(self._brief, entry.block.name, not entry.included, origin=ORIGIN)
        )

    def show_entry(self, brief: str, entry: Entry) -> None:
        """Show a block of a brief; what is there already stays as it is."""
        self._brief, self._entry = brief, entry
        self.include.setText(self.tr("Leave out of this brief") if entry.included else self.tr("Print in this brief"))
        self.include.setEnabled(self.can_toggle())
        self.heading.setText(word(entry.block.heading))
        made = self.tr("%1 Made from the records; it changes as they do.").replace("%1", word(entry.block.hint))
        self.hint.setText(made)
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
