"""Search over everything, as a box over the window: type, choose with the arrows, open with Enter.

What is found stands in groups with their counts, the best group first. “#” looks through issues only, “@” through
actors, “>” through the commands of the menus. A source opens at the place of the words; Ctrl+Enter opens a quote there.

The query runs in a worker with its own connection; the next key interrupts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from briefing import ids
from briefing.model import Actor, Issue, Quote, Source
from briefing.reading import Reading
from briefing.store import folding
from briefing.store.search import Hit
from briefing.store.store import MEMORY
from ui.background import Background
from ui.context import Context
from ui.forms.copying import KEYS, copy_quote
from ui.icons import KIND_ICONS
from ui.models.grouped_list import GroupedList, GroupedRow
from ui.widgets.dragging import PlainLine
from ui.widgets.labels import one_line, text_label
from ui.widgets.rows import RowDelegate, RowShape, RowText
from ui.words import cut, marked, window_language
from ui.words import tr as _tr

KEY_MS = 5
COUNT_MS = 30
COMMAND = "command"
ONLY_COMMANDS = ">"
ONLY_KINDS = {"#": Issue.KIND, "@": Actor.KIND}
"""What a sign before the query narrows it to."""
AT_MOST = 50
_IN_A_TURN = 2
"""Rows that are laid out between two turns of the window, so that nothing else waits for all of them."""
_MOST_COMMANDS = 5
_NOT_OFFERED = "search"
Found = tuple[Hit, RowText]
_NATIVE = QKeySequence.SequenceFormat.NativeText
_GROUPS = {
    "issue": marked("Issues"),
    "actor": marked("Actors"),
    "quote": marked("Quotes"),
    "event": marked("Events"),
    "source": marked("Sources"),
    "fact": marked("Facts"),
    "position": marked("Positions"),
    "brief": marked("Briefs"),
    COMMAND: marked("Commands"),
}


class _Hits(QListView):
    """A list whose rows stay as high as they are when their words change: only those that changed are painted again."""

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,  # noqa: N803 (Qt's own names)
        bottomRight: QModelIndex | QPersistentModelIndex,  # noqa: N803
        roles: Sequence[int] = (),
    ) -> None:
        if QAccessible.isActive():  # Qt tells assistive programs, and lays out everything anew
            super().dataChanged(topLeft, bottomRight, roles)
            return
        for place in range(topLeft.row(), bottomRight.row() + 1):
            self.update(self.model().index(place, 0))


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
        self._listed: dict[str, int] = {}
        self._headed: dict[int, str] = {}
        self._offered, self._words = self._offer()
        self.field = PlainLine()
        self.field.setPlaceholderText(self.tr("Search records, archived texts and commands"))
        self.field.setAccessibleName(self.tr("Search everything"))
        self.field.installEventFilter(self)
        self.model = GroupedList(self)
        self.list = _Hits()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Results"))
        self._painter = RowDelegate(context.theme, self.list, shape=RowShape.PLAIN, icons=context.icons, headed=True)
        self.list.setItemDelegate(self._painter)
        self.list.activated.connect(lambda _index: self.open_chosen())
        self.list.clicked.connect(lambda _index: self.open_chosen())
        self.words = text_label("", "muted", wrap=True)
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
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._count)
        self.field.textChanged.connect(self._on_typed)
        self.finished.connect(lambda _result: self._close_worker())
        self._say_how()

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

    def _query(self) -> tuple[str, tuple[str, ...]]:
        """What is looked for, and the kinds to which a sign before it narrows the search."""
        typed = self.field.text().strip()
        only = ONLY_KINDS.get(typed[:1])
        return (typed[1:].strip(), (only,)) if only else (typed, ())

    def _ask(self) -> None:
        number, twin = self._number, self._twin
        query, kinds = self._query()
        if query.startswith(ONLY_COMMANDS):
            self._show(number, self._commands(query.removeprefix(ONLY_COMMANDS)))
            return
        if not query or twin is None:
            self._show(number, _looked_up(self.context.desk, query, kinds))
            return
        self._worker.run(
            self.tr("Searching"),
            lambda handle: [] if handle.cancelled() else _looked_up(twin, query, kinds),
            lambda found: self._show(number, found),
            lambda _why: None,  # given up for the next key, or the store is gone, which the window says
        )

    def _count(self) -> None:
        """Count what the list had no room for, after it is painted."""
        twin, number = self._twin, self._number
        query, kinds = self._query()
        if twin is not None:
            self._worker.run(
                self.tr("Counting"),
                lambda handle: {} if handle.cancelled() else twin.found_counts(query, kinds),
                lambda counts: self._show_counts(number, counts),
                lambda _why: None,
            )

    def _show_counts(self, number: int, counts: dict[str, int]) -> None:
        if number != self._number:
            return
        for place, row in enumerate(self.model.rows()):
            kind = self._headed.get(place, "")
            if not row.key and counts.get(kind, 0) > self._listed[kind]:
                self.model.set_text(place, self._heading(kind, self._listed[kind], counts[kind]))

    def _give_up(self) -> None:
        """Interrupt the query that runs, and let its answer fall."""
        self._number += 1
        self._counting.stop()
        self._worker.cancel()
        if self._twin is not None:
            self._twin.store.connection.interrupt()

    def _commands(self, query: str, most: int | None = None) -> list[Found]:
        """The commands that can be given now in which every word of `query` begins some word.

        Those of just that name come first, then those found by what is shown.
        """
        wanted = folding.query_words(query)
        same = {key: words for key, words in self._offered.items() if folding.query_words(words) == wanted}
        ways = [same, self._offered, {key: f"{words} {self._words[key]}" for key, words in self._offered.items()}]
        found = dict.fromkeys(
            key
            for way in ways
            for key, words in way.items()
            if all(folding.first_span(words, word) is not None for word in wanted)
        )
        return [(hit, _row(hit, hit.snippet, query)) for hit in islice(map(self._command, found), most)]

    def _command(self, key: str) -> Hit:
        return Hit(COMMAND, key, self._offered[key], self.context.actions[key].shortcut().toString(_NATIVE))

    def _offer(self) -> tuple[dict[str, str], dict[str, str]]:
        """The commands that can be given now, and other words for them; both stay while the box is open."""
        offered = [
            one
            for one in self.context.actions.all()
            if one.key != _NOT_OFFERED and one.action.isEnabled() and one.action.isVisible()
        ]
        return {one.key: one.action.text().replace("&", "") for one in offered}, {one.key: one.words for one in offered}

    def _show(self, number: int, found: Sequence[Found]) -> None:
        if number != self._number:
            return
        query, kinds = self._query()
        hits = list(found)
        if query and not kinds and not query.startswith(ONLY_COMMANDS) and not _is_reference(query):
            hits += self._commands(query, _MOST_COMMANDS)
        self._hits = {hit.id: hit for hit, _text in hits}
        groups: dict[str, list[Found]] = {}
        for hit, text in hits:
            groups.setdefault(hit.kind, []).append((hit, text))
        self._listed = {kind: len(group) for kind, group in groups.items()}
        self._headed = {}
        rows: list[GroupedRow] = []
        for kind, group in groups.items():
            self._headed[len(rows)] = kind
            rows.append(GroupedRow("", self._heading(kind, len(group), len(group))))
            rows += [GroupedRow(hit.id, text) for hit, text in group]
        QTimer.singleShot(0, self, lambda: self._foresee(number, rows, 0, len(found) >= AT_MOST))

    def _foresee(self, number: int, rows: list[GroupedRow], at: int, more: bool) -> None:
        """Lay out what will be seen, some rows in each turn of the window, and then show it."""
        if number != self._number:
            return
        if at >= min(len(rows), self._painter.seen_in(self.list)):
            QTimer.singleShot(0, self, lambda: self._fill(number, rows, more))
            return
        for row in rows[at : at + _IN_A_TURN]:
            self._painter.foresee(row.text, self.list)
        QTimer.singleShot(0, self, lambda: self._foresee(number, rows, at + _IN_A_TURN, more))

    def _fill(self, number: int, rows: list[GroupedRow], more: bool) -> None:
        if number != self._number:
            return
        query = self._query()[0]
        self.list.setUpdatesEnabled(False)  # they are painted in a turn of their own
        QTimer.singleShot(1, self, lambda: self.list.setUpdatesEnabled(True))
        self.model.set_rows(rows)
        self._choose(self.model.step(-1, 1))
        if query and not rows:
            self.words.setText(self.tr("Nothing found for “%1”.").replace("%1", cut(query)))
        else:
            self._say_how()
        if more:
            self._counting.start()

    def _heading(self, kind: str, listed: int, total: int) -> RowText:
        words = str(listed)
        if total > listed:
            words = self.tr("%1 of %2").replace("%1", str(listed)).replace("%2", f"{total:,}")
        return RowText(_tr(_GROUPS[kind]), date=words, heading=True)

    def _say_how(self) -> None:
        hit = self._chosen()
        if hit is None:
            self.words.setText(
                self.tr("Any spelling finds it: Vučić, Vucic or Вучић. # issues, @ actors, > commands only.")
            )
        elif hit.kind == Quote.KIND:
            words = self.tr("Enter opens the quote, Ctrl+Enter shows it in its source, %1 copies it with its source.")
            self.words.setText(words.replace("%1", QKeySequence(KEYS).toString(_NATIVE)))
        elif hit.kind == Source.KIND:
            self.words.setText(self.tr("Enter opens the source at the words."))
        elif hit.kind == COMMAND:
            self.words.setText(self.tr("Enter gives the command."))
        else:
            self.words.setText(self.tr("Enter opens it."))

    def _choose(self, place: int) -> None:
        if place >= 0 and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place))
            if self.model.step(place, -1) == place:
                self.list.scrollToTop()  # the heading over the first row is seen as well
        self._say_how()

    def _chosen(self) -> Hit | None:
        return self._hits.get(self.model.key_at(self.list.currentIndex()))

    def open_chosen(self, *, in_source: bool = False) -> None:
        """Close the box and open the chosen record, or give the chosen command."""
        hit = self._chosen()
        if hit is None:
            return
        query = self._query()[0]
        self.accept()
        if hit.kind == COMMAND:
            self.context.actions[hit.id].trigger()
        elif hit.kind == Quote.KIND and in_source and self.context.desk.quote_archive(self._quote(hit)) is not None:
            self.context.go("quote_in_source", hit.id)
        else:
            self.context.go(*self._place(hit, query))

    def copy_chosen(self) -> None:
        """Close the box and copy the chosen quote with its source; another hit stays."""
        hit = self._chosen()
        if hit is not None and hit.kind == Quote.KIND:
            self.accept()
            copy_quote(self.context, hit.id)

    def _quote(self, hit: Hit) -> Quote:
        return self.context.desk.get(Quote, hit.id)

    def _place(self, hit: Hit, query: str) -> tuple[str, str]:
        place = self.context.desk.place_in(hit.id, query) if hit.kind == Source.KIND and hit.snippet else None
        return ("passage", f"{hit.id} {place[0]} {place[1]}") if place is not None else (hit.kind, hit.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._choose(self.model.step(self.list.currentIndex().row(), step))
                return True
            if QKeySequence(event.keyCombination()) == QKeySequence(KEYS):
                self.copy_chosen()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_chosen(in_source=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)

    def _close_worker(self) -> None:
        self._timer.stop()
        self._give_up()
        self._worker.close()
        if self._twin is not None:
            self._twin.close()


def _is_reference(query: str) -> bool:
    """Whether this can only be a reference; without its hyphen it may be a word as well."""
    return not query.isalnum() and ids.read_reference(query) is not None


def _looked_up(desk: Reading, query: str, kinds: Sequence[str]) -> list[Found]:
    """What is found, with its rows. Asked in a worker."""
    with window_language():
        hits = desk.search(query, kinds, AT_MOST) if query else []
        briefly = desk.told_briefly(hits)
    if _is_reference(query):
        query = ""  # its first letter is no word to mark
    return [(hit, _row(hit, hit.snippet or briefly.get(hit.id, ""), query)) for hit in hits]


def _row(hit: Hit, second: str, query: str) -> RowText:
    title, second = one_line(f"“{hit.title}”" if hit.kind == Quote.KIND else hit.title), one_line(second)
    return RowText(
        title,
        second,
        icon="chevron-right" if hit.kind == COMMAND else KIND_ICONS.get(hit.kind, "circle"),
        marks=tuple(folding.marked_spans(title, query)),
        second_marks=tuple(folding.marked_spans(second, query)) if hit.kind != COMMAND else (),
    )
