"""What became of the files that were brought in: a window of its own that blocks nothing.

Responsible for: the list, the answers to what was asked about a file, taking the import back, and copying the list.
Refuses to: read files; what became of them was found out in the background.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.reading import Imported, Outcome
from briefing.store.history import Undone
from ui.context import Context, turned_words
from ui.exchange.sides import SideBySide, framed, record_view
from ui.importing import told
from ui.importing.pane import FilePane, Verb
from ui.importing.reading_choice import ReadingChoice
from ui.importing.taking import Batch, Question, Taken
from ui.models.record_list import ID_ROLE, RecordList
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.widgets.rows import RowText
from ui.widgets.toast import Toasts
from ui.words import said


class ImportResults(QWidget):
    """`opened` carries a source to show, `review_wanted` one whose proposals are to be reviewed."""

    opened = Signal(str)
    review_wanted = Signal(str)

    def __init__(self, context: Context, batch: Batch, parent: QWidget) -> None:
        """Show what became of the files of `batch`."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(self.tr("What was brought in"))
        self.context = context
        self.batch = batch
        self._entries = [batch.entry] if batch.entry else []
        self.toasts = Toasts(context.icons, self, bottom=60)
        self.summary = text_label(role="strong", wrap=True)
        self.list = self._view()
        self.pane = FilePane(context)
        self.undo = push_button(context.icons, self.tr("Undo the import"), "undo-2", on_click=self.take_back)
        self.copy = push_button(context.icons, self.tr("Copy list"), "copy", on_click=self.copy_list)
        self.close_button = push_button(context.icons, self.tr("Close"), on_click=self.close)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.undo, self.copy):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.summary)
        column.addWidget(framed(SideBySide(context, self.list, self.pane)), 1)
        column.addLayout(foot)
        for number in range(3):
            QShortcut(QKeySequence(str(number + 1)), self, partial(self._press, number))
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(860), context.theme.px(520))
        self._fill(next((at for at, one in enumerate(batch.taken) if one.done is None), 0))
        self.list.setFocus()

    def chosen(self) -> int:
        """The place of the file that is chosen; -1 where none is."""
        key = self.list.currentIndex().data(ID_ROLE)
        return int(key) if key else -1

    def verbs(self, taken: Taken) -> list[Verb]:
        """What can be done about a file."""
        at = self.chosen()
        if taken.question in (Question.ADDRESS, Question.TITLE) and taken.done is None:
            return [
                (self.tr("A new version"), "history", lambda: self.answer(at, as_version=True)),
                (self.tr("A source of its own"), "plus", lambda: self.answer(at, as_version=False)),
                (self.tr("Leave it out"), "x", lambda: self.leave_out(at)),
            ]
        if taken.done is None:
            return [
                (self.tr("Choose how…"), "eye", lambda: self.choose_reading(at)),
                (self.tr("Leave it out"), "x", lambda: self.leave_out(at)),
            ]
        if not taken.source:
            return []
        found: list[Verb] = [
            (self.tr("Open"), "arrow-right", lambda: self.opened.emit(taken.source)),
            (self.tr("Review proposals"), "highlighter", lambda: self.review_wanted.emit(taken.source)),
        ]
        if taken.done.outcome is Outcome.REFERRED:
            found.pop()
        if taken.file is not None:
            found.append((self.tr("Read it otherwise…"), "eye", lambda: self.choose_reading(at)))
        return found

    def answer(self, at: int, *, as_version: bool) -> None:
        """Archive a file that waits: as a new version of the source it resembles, or as one of its own."""
        taken = self.batch.taken[at]
        file, of = taken.file, taken.other if as_version else ""
        if file is not None:
            self._archive(at, lambda: self.context.desk.archive_file(file, as_version_of=of))

    def leave_out(self, at: int) -> None:
        """Do not archive a file that waits."""
        self._replace(at, None)

    def choose_reading(self, at: int) -> ReadingChoice | None:
        """Ask how a file is to be read, and archive it so."""
        taken = self.batch.taken[at]
        if taken.file is None or not self.context.may_edit():
            return None
        dialog = ReadingChoice(self.context, taken.file, self)
        of = taken.source
        dialog.chosen.connect(
            lambda file: self._archive(at, lambda: self.context.desk.archive_file(file, as_version_of=of))
        )
        dialog.open()
        return dialog

    def take_back(self) -> None:
        """Undo the whole import, with what was answered in this window."""
        found: list[Undone | None] = []
        while self._entries:
            entry = self._entries[-1]
            if not self.context.attempt(partial(self._undo_into, found, entry)):
                return
            self._entries.pop()
        undone = [one for one in found if one is not None]
        told_of = next((one for one in undone if not one.done), undone[-1] if undone else None)
        already = self.tr("This was undone already.")
        self.context.toast(turned_words(told_of, self.tr("Undone: %1")) if told_of is not None else already)
        self.close()

    def _undo_into(self, found: list[Undone | None], entry: str) -> None:
        found.append(self.context.desk.undo_entry(entry))

    def copy_list(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(told.as_list(self.context.desk, self.batch))
        self._say(self.tr("The list is on the clipboard."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _press(self, number: int) -> None:
        if number < len(self.pane.buttons):
            self.pane.buttons[number].click()

    def _archive(self, at: int, verb: Callable[[], Imported]) -> None:
        context = self.context
        if not context.may_edit():
            return
        try:
            done = verb()
        except BriefingError as error:
            context.told(error)
            self._say(said(error))
            return
        context.saved("")
        entry, before = context.desk.latest, self.batch.taken[at]
        if entry:
            self._entries.append(entry)
        self._replace(at, replace(before, done=done, file=None if done.new else before.file))
        self._say(told.sentence(context.desk, self.batch.taken[at]), entry, at, before)

    def _replace(self, at: int, taken: Taken | None) -> None:
        listed = list(self.batch.taken)
        if taken is None:
            del listed[at]
        else:
            listed[at] = taken
        self.batch = replace(self.batch, taken=tuple(listed))
        if not listed:
            self.close()
            return
        waiting = next((n for n, one in enumerate(listed) if one.done is None), min(at, len(listed) - 1))
        self._fill(waiting)

    def _say(self, words: str, entry: str = "", at: int = 0, before: Taken | None = None) -> None:
        for one in self.toasts.toasts():
            one.dismiss()
        if not entry or before is None:
            self.toasts.show_toast(words)
            return

        def back() -> None:
            if self.context.attempt(lambda: self.context.desk.undo_entry(entry)):
                self._entries = [one for one in self._entries if one != entry]
                self._replace(at, before)

        self.toasts.show_toast(words, self.tr("Undo"), back)

    def _fill(self, place: int) -> None:
        model = self.list.model()
        assert isinstance(model, RecordList)
        model.reload([str(at) for at in range(len(self.batch.taken))])
        self.summary.setText(told.summary(self.batch))
        self.undo.setVisible(bool(self._entries))
        self.list.setCurrentIndex(model.index(place))
        self._show()

    def _show(self) -> None:
        at = self.chosen()
        taken = self.batch.taken[at] if 0 <= at < len(self.batch.taken) else None
        self.pane.show_file(taken, self.verbs(taken) if taken is not None else ())
        for one, other in pairwise([self.list, *self.pane.buttons, self.undo, self.copy, self.close_button]):
            QWidget.setTabOrder(one, other)

    def _view(self) -> QListView:
        view = record_view(self.context, self._rows, self.tr("Files"))
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        return view

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: told.row(self.context.desk, self.batch.taken[int(one)]) for one in ids}
