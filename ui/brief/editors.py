"""The middle of the composer: the officer's own words in one block, or what the records put into it.

Responsible for: one undo group a visit, the count of words, inserting quotes. Refuses to: compose, and to lay out
what will be printed; that is the preview's.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.ids import new_id
from briefing.model import Issue, Quote
from ui.brief.digest import Entry, Piece, pieces, words_in, words_of
from ui.context import Context
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.card import QuoteCard
from ui.widgets.labels import set_look, text_label
from ui.widgets.text_field import TextField
from ui.words import said, word

ORIGIN = "brief"
_PIECES_AT_MOST = 200
_QUOTES_AT_MOST = 40


class BlockField(TextField):
    """A text field that takes all the room it is given, and scrolls."""

    def __init__(self, name: str = "") -> None:
        """An empty field."""
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QPlainTextEdit.wheelEvent(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QPlainTextEdit.resizeEvent(self, event)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().lineSpacing() * 12)

    def wrap(self, before: str, after: str) -> None:
        """Put marks around the selected words, or around the cursor."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        for at, text in ((end, after), (start, before)):
            cursor.setPosition(at)
            cursor.insertText(text)
        cursor.endEditBlock()
        cursor.setPosition(start + len(before))
        cursor.setPosition(end + len(before), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_paragraph(self, text: str) -> None:
        """Put a paragraph of its own after the one with the cursor."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        here = cursor.block().text().strip()
        cursor.insertText(f"\n\n{text}\n" if here else f"{text}\n")
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_list(self) -> None:
        """Make the line with the cursor an item of a list."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        # Our Markdown wants an empty line before a list.
        previous = cursor.block().previous()
        gap = "\n" if previous.isValid() and previous.text().strip() and previous.text()[:2] != "- " else ""
        cursor.insertText(f"{gap}- ")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Keep the height the layout gives; the base class grows with its text."""


class BlockEditor(QWidget):
    """Own words. `drafted` carries (block, text) as it is typed, `written` the block once it is saved."""

    drafted = Signal(str, str)
    written = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """An editor of nothing."""
        super().__init__(parent)
        self.context = context
        self._brief = ""
        self._block = ""
        self._stored = ""
        self._limit = 0
        self._group = ""
        self._committing = False
        self.heading = text_label(role="title", wrap=True)
        self.hint = text_label(role="muted", wrap=True)
        self.count = text_label(role="hint")
        self.problem = text_label(role="error", wrap=True)
        self.problem.hide()
        self.field = BlockField()
        self.field.setProperty("quiet", True)
        self.field.committed.connect(lambda text: self._commit(text))
        self.field.session_started.connect(self._begin)
        self.field.session_ended.connect(self._end)
        self.field.textChanged.connect(self._on_text)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self.fill_quotes)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(2)
        icons, field = context.icons, self.field
        tools.addWidget(icon_button(icons, "bold", self.tr("Bold"), on_click=lambda: field.wrap("**", "**")))
        tools.addWidget(icon_button(icons, "italic", self.tr("Italic"), on_click=lambda: field.wrap("*", "*")))
        tools.addWidget(icon_button(icons, "list", self.tr("List"), on_click=field.start_list))
        tools.addSpacing(6)
        tools.addWidget(push_button(icons, self.tr("Quote"), "text-quote", menu=self._menu))
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.hint, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.heading)
        column.addLayout(head)
        column.addSpacing(2)
        column.addWidget(self.field, 1)
        column.addWidget(self.problem)
        column.addWidget(self.tools)

    def show_entry(self, brief: str, entry: Entry) -> None:
        """Show the words of a block, or the same ones as they are now; words being typed are left alone."""
        if (brief, entry.block.name) != (self._brief, self._block):
            self.flush()
            self._set_problem("")
            self._brief, self._block, self._group = brief, entry.block.name, ""
            self.field.setAccessibleName(word(entry.block.heading))
            self.field.document().clearUndoRedoStacks()
        self._limit = entry.block.words
        self.heading.setText(word(entry.block.heading))
        hint = word(entry.block.hint)
        if not entry.text.strip() and entry.blocks and not entry.block.mandatory:
            hint = self.tr("%1 While it is empty, the lines of the issues are printed.").replace("%1", hint)
        self.hint.setText(hint)
        self._stored = entry.text
        self.field.set_value(entry.text)
        self._show_count()
        self.set_editable(not self.context.desk.read_only)

    def set_editable(self, editable: bool) -> None:
        """Let the words be edited, or only be read."""
        self.field.setReadOnly(not editable)
        self.tools.setEnabled(editable)

    def flush(self) -> None:
        """Save what is half typed, now."""
        self.field.flush()
        if self._brief and self.field.value() != self._stored and not self.field.isReadOnly():
            self._commit(self.field.value())

    def dirty(self) -> bool:
        """Whether there are words that the store does not have."""
        return bool(self._brief) and self.field.value() != self._stored

    def fill_quotes(self) -> None:
        """Offer every quote that is linked to an issue, the key quotes first."""
        self._menu.clear()
        desk = self.context.desk
        found = {quote.id: quote for issue in desk.every(Issue) for quote in desk.linked(issue.id, Quote)}
        quotes = sorted(found.values(), key=lambda quote: not quote.is_key)[:_QUOTES_AT_MOST]
        for quote in quotes:
            words = quote.exact if len(quote.exact) <= 60 else f"{quote.exact[:60]}…"
            action = QAction(f"“{words}”".replace("&", "&&").replace("\n", " "), self._menu)
            reference = f"{{{{quote:{quote.id}}}}}"
            action.triggered.connect(lambda _on=False, text=reference: self.field.insert_paragraph(text))
            self._menu.addAction(action)
        if not quotes:
            self._menu.addAction(self.tr("No quote is linked to an issue yet")).setEnabled(False)

    def _begin(self) -> None:
        self._group = new_id()

    def _end(self) -> None:
        self._group = ""

    def _on_text(self) -> None:
        self._show_count()
        if self._brief:
            self.drafted.emit(self._block, self.field.value())

    def _show_count(self) -> None:
        count = words_in(self.field.value())
        text = words_of(count, self._limit)
        over = 0 < self._limit < count
        self.count.setText(self.tr("%1, too long").replace("%1", text) if over else text)
        set_look(self.count, "role", "error" if over else "hint")

    def _commit(self, text: str) -> None:
        if not self._brief or self._committing:
            return
        self._committing = True
        try:
            self._save(self._brief, self._block, text)
        except BriefingError as error:
            self.context.saved(said(error))
            self._set_problem(said(error))
        finally:
            self._committing = False

    def _save(self, brief: str, block: str, text: str) -> None:
        desk = self.context.desk
        group = self._group or new_id()  # asking for a name takes the focus, and so ends the visit
        if not self.context.may_edit():
            self.field.set_value(self._stored)
            return
        now = next((row.text for row in desk.brief_blocks(brief) if row.block == block), "")
        contested = now not in (self._stored, text)
        desk.write_block(brief, block, text, group=group, origin=ORIGIN)
        self._stored = text
        self.context.saved("")
        self._set_problem("")
        if contested:
            words = self.tr("“%1” was changed elsewhere too; your words stand, theirs are in its history.")
            self.context.toast(words.replace("%1", self.heading.text()))
        self.written.emit(block)

    def _set_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        set_look(self.field, "invalid", bool(text))
        self.field.setAccessibleDescription(text)


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
        inside = QWidget()
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
