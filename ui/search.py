"""Search over everything, as a box over the window: type, choose with the arrows, open with Enter.

Commands of the menus are found as well; after “>” nothing else is.

The query runs in a worker with its own connection; the next key interrupts it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing.store import folding
from briefing.store.search import Hit
from briefing.store.store import MEMORY
from ui.background import Background
from ui.context import Context
from ui.models.record_list import RecordList
from ui.tones import shown
from ui.widgets.labels import text_label
from ui.widgets.rows import RowDelegate, RowShape, RowText

KEY_MS = 40
COMMAND = "command"
ONLY_COMMANDS = ">"
_MOST_COMMANDS = 5
_NOT_OFFERED = "search"
_NATIVE = QKeySequence.SequenceFormat.NativeText
_ICONS = {
    "issue": "circle-alert",
    "actor": "users",
    "quote": "quote",
    "event": "calendar-clock",
    "source": "library",
    "fact": "info",
    "position": "flag",
    "brief": "file-text",
    COMMAND: "chevron-right",
}


class SearchBox(QDialog):
    """The box. `open_over` shows it; Escape closes it and gives the focus back."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """An empty box over `parent`."""
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("search")
        self.setWindowTitle(self.tr("Search"))
        self.context = context
        self._hits: dict[str, Hit] = {}
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search records, archived texts and commands; > for commands only"))
        self.field.setAccessibleName(self.tr("Search everything"))
        self.field.installEventFilter(self)
        self.model = RecordList(lambda ids: {one: self._row(self._hits[one]) for one in ids}, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setItemDelegate(RowDelegate(context.theme, self.list, shape=RowShape.PLAIN, icons=context.icons))
        self.list.activated.connect(lambda _index: self.open_chosen())
        self.list.clicked.connect(lambda _index: self.open_chosen())
        self.words = text_label(self.tr("Any spelling finds it: Vučić, Vucic or Вучић."), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)
        # a desk of its own for the worker; a store in memory can only be read by its own thread
        self._twin = None if context.desk.store.path == MEMORY else context.desk.twin()
        self._worker = Background(self)
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(self._on_typed)
        self.finished.connect(lambda _result: self._close_worker())

    def open_over(self) -> None:
        """Show the box in the upper middle of the window."""
        window = self.parentWidget()
        assert window is not None
        width = min(self.context.theme.px(660), window.width() - 40)
        self.resize(width, min(self.context.theme.px(420), window.height() - 80))
        self.move(window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - width) // 2, window.y() + 80)
        self.open()
        self.field.setFocus()

    def _on_typed(self, _text: str) -> None:
        self._give_up()
        self._timer.start()

    def _ask(self) -> None:
        query, number, twin = self.field.text().strip(), self._number, self._twin
        if query.startswith(ONLY_COMMANDS):
            self._show(number, self._commands(query.removeprefix(ONLY_COMMANDS)))
            return
        if not query or twin is None:
            self._show(number, self.context.desk.search(query) if query else [])
            return
        self._worker.run(
            self.tr("Searching"),
            lambda handle: [] if handle.cancelled() else twin.search(query),
            lambda hits: self._show(number, hits),
            lambda _why: None,  # given up for the next key, or the store is gone, which the window says
        )

    def _give_up(self) -> None:
        """Interrupt the query that runs, and let its answer fall."""
        self._number += 1
        self._worker.cancel()
        if self._twin is not None:
            self._twin.store.connection.interrupt()

    def _commands(self, query: str) -> list[Hit]:
        """The commands that can be given now in which every word of `query` begins some word."""
        hits = []
        for one in self.context.actions.all():
            title = one.action.text().replace("&", "")
            found = all(folding.marked_spans(title, word) for word in query.split())
            if found and one.key != _NOT_OFFERED and one.action.isEnabled() and one.action.isVisible():
                hits.append(Hit(COMMAND, one.key, title, one.action.shortcut().toString(_NATIVE)))
        return hits

    def _show(self, number: int, found: Sequence[Hit]) -> None:
        if number != self._number:
            return
        text = self.field.text().strip()
        hits = list(found)
        if text and not text.startswith(ONLY_COMMANDS):
            hits += self._commands(text)[:_MOST_COMMANDS]
        self._hits = {hit.id: hit for hit in hits}
        self.model.set_ids(list(self._hits))
        if hits:
            self.list.setCurrentIndex(self.model.index(0))
        if text and not hits:
            self.words.setText(self.tr("Nothing found for “%1”.").replace("%1", text[:60]))
        elif text:
            self.words.setText(self.tr("%1 found · Enter opens").replace("%1", str(len(hits))))
        else:
            self.words.setText(self.tr("Any spelling finds it: Vučić, Vucic or Вучић."))

    def _row(self, hit: Hit) -> RowText:
        title = f"“{hit.title}”" if hit.kind == "quote" else hit.title
        kind = self.tr("Command") if hit.kind == COMMAND else shown(hit.kind)
        second = " · ".join(part for part in (kind, hit.snippet) if part)
        return RowText(title, second, icon=_ICONS.get(hit.kind, "circle"))

    def open_chosen(self) -> None:
        """Close the box and open the chosen record, or give the chosen command."""
        hit = self._hits.get(self.model.id_at(self.list.currentIndex()))
        if hit is not None:
            self.accept()
            if hit.kind == COMMAND:
                self.context.actions[hit.id].trigger()
            else:
                self.context.go(hit.kind, hit.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = self.list.currentIndex().row() + step
                if 0 <= row < self.model.rowCount():
                    self.list.setCurrentIndex(self.model.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_chosen()
                return True
        return super().eventFilter(watched, event)

    def _close_worker(self) -> None:
        self._timer.stop()
        self._give_up()
        self._worker.close()
        if self._twin is not None:
            self._twin.close()
