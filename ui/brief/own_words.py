"""The officer's own words in one block of a brief.

Responsible for: one undo group a visit, the count of words, inserting quotes, and words that were refused or that
somebody else contests. Refuses to: compose, and to lay out what will be printed; that is the preview's.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from briefing.clock import utc_now
from briefing.drafts import Draft
from briefing.errors import BriefingError
from briefing.ids import new_id
from briefing.model import Brief, BriefBlock, Issue, Quote
from ui.brief.digest import Entry, words_in, words_of
from ui.context import Context
from ui.forms.conflict_note import ConflictNote
from ui.forms.words import moment_words
from ui.icons import Icons
from ui.spelling.help import helped
from ui.widgets.beside import Beside
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import set_look, text_label
from ui.widgets.text_field import TextField
from ui.words import cut, said, word
from ui.words import tr as _tr

ORIGIN = "brief"
_QUOTES_AT_MOST = 40
_HINT = 130
"""With less room (at 10 pt) beside the count the hint stands over it."""


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


def more_button(icons: Icons, wanted: SignalInstance) -> QToolButton:
    """The button beside a heading that asks for the menu of its block, below it."""
    button = icon_button(icons, "ellipsis", _tr("More about this block"))
    button.clicked.connect(lambda _on=False: wanted.emit(button.mapToGlobal(button.rect().bottomLeft())))
    return button


class BlockEditor(QWidget):
    """Own words. `drafted` carries (block, text) as it is typed, `written` the block once it is saved.

    `menu_wanted` carries the point of the screen where what else can be done with the block is asked for.
    """

    drafted = Signal(str, str)
    written = Signal(str)
    menu_wanted = Signal(QPoint)

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
        self._theirs: str | None = None
        self._before = ""  # what the store had when the words now contested were typed
        self._waiting = False  # the words are of an earlier start: nobody else changed them
        self.note = ConflictNote(context, self.tr("these words"), self)
        self.note.theirs_wanted.connect(lambda: self.use_theirs())
        self.note.mine_wanted.connect(lambda: self.keep_mine())
        self.heading = text_label(role="title", wrap=True)
        self.hint = text_label(role="muted", wrap=True)
        self.count = text_label(role="hint")
        self.problem = text_label(role="error", wrap=True)
        self.problem.hide()
        self.field = helped(BlockField(), context)
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
        self.more = more_button(icons, self.menu_wanted)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Beside(context.theme, self.hint, self.count, _HINT))
        column.addSpacing(2)
        column.addWidget(self.field, 1)
        column.addWidget(self.problem)
        column.addWidget(self.note)
        column.addWidget(self.tools)

    def show_entry(self, brief: str, entry: Entry) -> None:
        """Show the words of a block, or the same ones as they are now; words being typed are left alone."""
        another = (brief, entry.block.name) != (self._brief, self._block)
        if another:
            self.flush()
            self._brief, self._block, self._group = brief, entry.block.name, ""
            self.field.setAccessibleName(word(entry.block.heading))
            self.field.document().clearUndoRedoStacks()
        self._limit = entry.block.words
        self.heading.setText(word(entry.block.heading))
        hint = self.tr("A block of this brief alone.") if entry.extra else word(entry.block.hint)
        if not entry.text.strip() and entry.blocks and not entry.block.mandatory:
            hint = self.tr("%1 While it is empty, the lines of the issues are printed.").replace("%1", hint)
        self.hint.setText(hint)
        self.set_editable(not self.context.desk.read_only)
        if another:
            self._set_problem("")
            self._settle(entry.text)
            self._bring_draft()
        elif self._committing or not self.dirty() or entry.text == self.field.value():
            self._settle(entry.text, done=self.dirty())
        elif entry.text != self._stored:
            self._offer(entry.text)
        self._show_count()

    def set_editable(self, editable: bool) -> None:
        """Let the words be edited, or only be read."""
        self.field.setReadOnly(not editable)
        self.tools.setEnabled(editable)

    def flush(self) -> None:
        """Save what is half typed, now. Words that somebody else contests are kept until the user has chosen."""
        self.field.flush()
        if not self.dirty() or self.field.isReadOnly():
            return
        if self._theirs is None:
            self._commit(self.field.value())
        else:
            self._keep_draft(self._before)

    def use_theirs(self) -> None:
        """Give up the user's words for those that the store has; the message can bring them back."""
        if self._theirs is None:
            return
        self.field.flush()  # while a field is typed in, it keeps its words
        mine = Draft(Brief.KIND, self._brief, self._name(), self.field.value(), self._before, utc_now())
        self._settle(self._theirs, done=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        words = self.tr("Your words for “%1” were let go.").replace("%1", self.heading.text())
        self.context.toast(words, self.tr("Undo"), lambda: self._take_back(mine))

    def keep_mine(self) -> None:
        """Save the user's words over those of the store, which stay in the history."""
        self._theirs, self._waiting, self._group = None, False, ""
        self.note.hide()
        self._commit(self.field.value(), over=True)

    def _take_back(self, mine: Draft) -> None:
        self.context.drafts.keep(mine)
        if (self._brief, self._name()) == (mine.record, mine.field):
            self._show_draft(mine)
        else:
            self.context.go(mine.kind, mine.record)

    def _name(self) -> str:
        return f"block {self._block}"

    def _settle(self, stored: str, *, done: bool = False) -> None:
        """Show what the store has; nothing is contested any more. `done` ends what was kept as a draft."""
        self._stored, self._theirs, self._waiting = stored, None, False
        self.note.hide()
        self.field.set_value(stored)
        if done:
            self._set_problem("")
            self.context.drafts.drop(Brief.KIND, self._brief, self._name())

    def _offer(self, stored: str) -> None:
        """Show both texts: the user's in the field, the store's below it."""
        if self._theirs is None:
            self._before = self._stored
        self._stored = self._theirs = stored
        self._waiting = False
        self._keep_draft(self._before)
        desk = self.context.desk
        row = next((row for row in desk.brief_blocks(self._brief) if row.block == self._block), None)
        newest = desk.field_history(BriefBlock.KIND, row.id, "text")[:1] if row is not None else []
        who, when = (newest[0].user, moment_words(newest[0].at)) if newest else ("", "")
        self.note.say_contested(stored, who, when)

    def _keep_draft(self, base: str) -> None:
        draft = Draft(Brief.KIND, self._brief, self._name(), self.field.value(), base, utc_now())
        kept = self.context.drafts.find(*draft.place)
        if kept is None or (kept.text, kept.base) != (draft.text, draft.base):
            self.context.drafts.keep(draft)

    def _bring_draft(self) -> None:
        """Show words that wait for this block. What was typed since the start is saved, where that goes now."""
        drafts = self.context.drafts
        draft = drafts.find(Brief.KIND, self._brief, self._name())
        if draft is None or self.context.desk.read_only:
            return
        if draft.text == self._stored:
            drafts.drop(*draft.place)
        elif draft.base == self._stored and drafts.fresh(draft):
            self.field.set_value(draft.text)
            self._commit(draft.text)
        else:
            self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        """Show words that wait and what the store has, and let the user choose."""
        self.field.set_value(draft.text)
        self._before, self._theirs = draft.base, self._stored
        if self._stored != draft.base:
            self._offer(self._stored)
        else:
            self._waiting = True
            self.note.say_waiting(self._stored, moment_words(draft.at))

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
            words = cut(quote.exact)
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

    def _commit(self, text: str, *, over: bool = False) -> None:
        if not self._brief or self._committing or self._theirs is not None:
            return
        self._committing = True
        try:
            self._save(self._brief, self._block, text, over=over)
        except BriefingError as error:
            self._keep_draft(self._stored)
            self._set_problem(said(error))
            self.context.told(error)
        finally:
            self._committing = False

    def _save(self, brief: str, block: str, text: str, *, over: bool) -> None:
        desk = self.context.desk
        group = self._group or new_id()  # asking for a name takes the focus, and so ends the visit
        if not self.context.may_edit():
            self.field.set_value(self._stored)
            return
        now = next((row.text for row in desk.brief_blocks(brief) if row.block == block), "")
        if now not in (self._stored, text) and not over:
            self._offer(now)
            return
        desk.write_block(brief, block, text, group=group, origin=ORIGIN)
        self._stored = text
        self.context.drafts.drop(Brief.KIND, brief, f"block {block}")
        self.context.saved("")
        self._set_problem("")
        self.written.emit(block)

    def _set_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        set_look(self.field, "invalid", bool(text))
        self.field.setAccessibleDescription(text)
