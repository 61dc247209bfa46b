"""A field that refers to another record: type a few letters, choose, done; clear it, or open what it refers to.

Responsible for: finding records by what is typed, showing the chosen one by its title, and making on the way
what is not there yet.
Refuses to: store, and to keep words that name no record: leaving the field says so and shows the record again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from briefing.model import KINDS
from ui.context import Context
from ui.forms.panel import place_over
from ui.models.record_list import RecordList
from ui.theme import Tone
from ui.tones import pill
from ui.widgets.autosave import Autosave
from ui.widgets.dragging import TakesNoFiles
from ui.widgets.labels import plain_tip, set_look
from ui.widgets.rows import RowDelegate, RowShape, RowText
from ui.words import cut, window_language, word

AT_MOST = 100
NEW = "+"
"""The place in the suggestions of a record that is not there yet."""
MADE_KINDS = frozenset({"actor", "issue", "event"})
"""The kinds that need no more than a title."""
_ROWS_SEEN = 8


class Suggestions(QListView):
    """The records that match, as a list below a field that keeps the focus."""

    chosen = Signal(str)

    def __init__(self, context: Context, kind: str, parent: QWidget) -> None:
        """No suggestions yet."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._typed = ""
        self._linked: frozenset[str] = frozenset()
        self._records = RecordList(self._fetch, self)
        self.setModel(self._records)
        self.setItemDelegate(RowDelegate(context.theme, self, shape=RowShape.PLAIN, icons=context.icons))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("framed", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Suggestions"))
        self.clicked.connect(lambda index: self.chosen.emit(self._records.id_at(index)))

    def look(
        self, text: str, without: Sequence[str] = (), *, linked: Sequence[str] = (), may_create: bool = False
    ) -> int:
        """Fill the list with what matches; returns how many lines there are (at most 101).

        With `may_create` the last line makes a record of this name, where none has it. Records in `linked` are
        shown as linked already, once something is typed.
        """
        self._linked = frozenset(linked)
        left_out = {*without, *(() if text.strip() else linked)}
        most = AT_MOST + len(left_out)
        found = [one for one in self._context.desk.suggested(self._kind, text, most) if one not in left_out][:AT_MOST]
        self._typed = text.strip()
        if may_create and self._typed and not any(self._named(one) for one in found[:_ROWS_SEEN]):
            found.append(NEW)
        self._records.set_ids(found)
        if found:
            self.setCurrentIndex(self._records.index(0))
        return len(found)

    def _named(self, record_id: str) -> bool:
        return self._context.desk.title(self._kind, record_id).casefold() == self._typed.casefold()

    def ids(self) -> Sequence[str]:
        """The records listed."""
        return self._records.ids()

    def unmark(self) -> None:
        """Mark no line, so that Enter chooses none."""
        self.setCurrentIndex(QModelIndex())

    def current(self) -> str:
        """The marked record; empty where none is."""
        return self._records.id_at(self.currentIndex())

    def step(self, by: int) -> None:
        """Mark the next or the one before."""
        if count := self._records.rowCount():
            row = self.currentIndex().row()
            self.setCurrentIndex(self._records.index((row + by) % count if row >= 0 else 0))

    def open_below(self, field: QWidget) -> None:
        """Open below a field, as wide as it or wider."""
        rows = min(self._records.rowCount(), _ROWS_SEEN)
        height = rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + 4
        if self.parentWidget() is not field.window():
            self.setParent(field.window())  # a child of the window, so that it is not cut off by its page
        self.resize(max(field.width(), self._context.theme.px(320)), height)
        place_over(self, field, at_start=True)
        self.show()

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        with window_language():
            rows = self._context.desk.rows(self._kind, [one for one in ids if one != NEW])
        quote = self._kind == "quote"
        noun = word(KINDS[self._kind].LABEL)
        words = self.tr("New %1 “%2”").replace("%1", noun).replace("%2", cut(self._typed))
        new = {NEW: RowText(words, icon="plus")} if NEW in ids else {}
        there: tuple[tuple[str, Tone], ...] = ((self.tr("already linked"), "grey"),)
        return new | {
            r.id: RowText(
                r.title,
                r.subtitle,
                there if r.id in self._linked else tuple(pill(tag) for tag in r.tags[:1]),
                r.date,
                quote,
            )
            for r in rows
        }


class RefField(TakesNoFiles, QLineEdit):
    """`value()` is the id of the chosen record, or empty."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()
    error_changed = Signal(str)

    def __init__(
        self, context: Context, kind: str, name: str = "", parent: QWidget | None = None, *, may_create: bool = False
    ) -> None:
        """A reference to a record of `kind`, to none yet; with `may_create` one can be made on the way."""
        super().__init__(parent)
        self._may_create = may_create and kind in MADE_KINDS and not context.desk.read_only
        self._context = context
        self._kind = kind
        self._chosen = ""
        self._title = ""
        self._without: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("None – type to find"))
        self._made: Suggestions | None = None
        self._open = self.addAction(context.icons.icon("arrow-right", "muted"), self.ActionPosition.TrailingPosition)
        self._open.setVisible(False)  # there is nothing to open yet
        self._open.setToolTip(self.tr("Open (Alt+Enter)"))
        self._open.triggered.connect(lambda _on=False: self.go())
        context.icons.bind(self._open, "arrow-right", "muted")
        self._autosave = Autosave(self, self.value)
        self._autosave.committed.connect(self.committed)
        self._autosave.session_started.connect(self.session_started)
        self._autosave.session_ended.connect(self.session_ended)
        self.textEdited.connect(self._on_edited)
        self.installEventFilter(self)

    def value(self) -> str:
        """The id of the record referred to."""
        return self._chosen

    def set_value(self, record_id: str) -> None:
        """Show a stored reference, unless the user is choosing another."""
        if self.hasFocus() and self.text() != self._title:
            self._autosave.set_baseline(record_id)
            return
        self._chosen = record_id
        self._title = self._context.desk.title(self._kind, record_id)
        if self.text() != self._title:
            self.setText(self._title)
            self.setCursorPosition(0)
        self._open.setVisible(bool(record_id))
        self.setToolTip(plain_tip(self._title))
        self._autosave.set_baseline(record_id)

    def leave_out(self, *ids: str) -> None:
        """Never suggest these."""
        self._without = ids

    def flush(self) -> None:
        """Commit now, if another record was chosen."""
        self._autosave.flush()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong and say why; an empty text takes the mark away."""
        set_look(self, "invalid", bool(text))
        self.setAccessibleDescription(text)
        self.error_changed.emit(text)

    def go(self) -> None:
        """Open the record referred to."""
        if self._chosen:
            self._context.go(self._kind, self._chosen)

    def suggestions(self) -> Suggestions:
        """The list below the field, made when it is first asked for."""
        if self._made is None:
            self._made = Suggestions(self._context, self._kind, self)
            self._made.hide()
            self._made.chosen.connect(self._choose)
            self.destroyed.connect(self._made.deleteLater)  # once it was opened it belongs to the window
        return self._made

    def _put_away(self) -> None:
        if self._made is not None:
            self._made.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, listed = event.key(), self._made is not None and self._made.isVisible()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.go()
            elif listed:
                self._choose(self.suggestions().current())
            elif (typed := self.text().strip()) and typed != self._title.strip():
                self._say_unknown(typed)
        elif key == Qt.Key.Key_Escape and (listed or self.text() != self._title):
            self._give_up()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.isReadOnly():
            if listed:
                self.suggestions().step(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self._suggest("" if self.text() == self._title else self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._put_away()
        typed = self.text().strip()
        if typed == self._title.strip() or event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        same = [one for one in self.suggestions().ids() if one != NEW and self._named(one, typed)]
        if len(same) == 1:
            self._choose(same[0])
            return
        self._give_up()
        self._say_unknown(typed)

    def _say_unknown(self, typed: str) -> None:
        words = self.tr("There is no %1 called “%2”; nothing was changed.")
        self.set_error(words.replace("%1", word(KINDS[self._kind].LABEL)).replace("%2", cut(typed)))

    def _named(self, record_id: str, typed: str) -> bool:
        return self._context.desk.title(self._kind, record_id).casefold() == typed.casefold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Hide):
            self._put_away()
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        self.set_error("")
        if text.strip():
            self._suggest(text)
        else:
            self._put_away()
            self._choose("")

    def _suggest(self, text: str) -> None:
        if self.suggestions().look(text, self._without, may_create=self._may_create):
            self.suggestions().open_below(self)
        else:
            self._put_away()

    def _choose(self, record_id: str) -> None:
        self._put_away()
        if record_id == NEW:
            record_id = self._make(self.text().strip())
            if not record_id:
                self._give_up()
                return
        self._chosen = record_id
        self._title = self._context.desk.title(self._kind, record_id)
        self.setText(self._title)
        self.setCursorPosition(0)
        self._open.setVisible(bool(record_id))
        self.set_error("")
        self._autosave.flush()

    def _make(self, title: str) -> str:
        desk, made = self._context.desk, list[str]()
        values = {KINDS[self._kind].TITLE: title}
        if self._context.may_edit() and self._context.attempt(
            lambda: made.append(desk.create(self._kind, values, origin="form"))
        ):
            words = self.tr("Made the %1 “%2”.").replace("%1", word(KINDS[self._kind].LABEL)).replace("%2", cut(title))
            self._context.toast(words, self.tr("Open"), lambda: self._context.go(self._kind, made[0]))
        return made[0] if made else ""

    def _give_up(self) -> None:
        self._put_away()
        self.setText(self._title)
