"""A window of things that wait for a decision: a list, the chosen one beside it, keys for each way, and Undo.

Responsible for: going on to the next, how far one is, and taking back what was decided here, step by step.
Refuses to: decide by itself, and to know what is decided: `read`, `row` and `show_one` say that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.store.steps import Change
from ui.context import Context, turned_words
from ui.exchange.pair_pane import PairPane
from ui.exchange.sides import SideBySide, framed, record_view
from ui.models.record_list import ID_ROLE, RecordList
from ui.widgets.buttons import push_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import text_label
from ui.widgets.rows import RowText
from ui.widgets.toast import Toasts
from ui.words import said

T = TypeVar("T")


class DecidingWindow(QWidget, Generic[T]):
    """A window of its own that blocks nothing. `pane.use(0…2)` decides; keys 1, 2, 3, J and K."""

    def __init__(self, context: Context, pane: PairPane, title: str, name: str, hint: str, parent: QWidget) -> None:
        """A window called `title` around a list called `name`."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(title)
        self.context = context
        self.items: dict[str, T] = {}
        self._decided: dict[str, str] = {}
        self._answers = pane
        self.toasts = Toasts(context.icons, self, bottom=60)
        self.list = record_view(context, self._rows, name)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.told = text_label(role="strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Done so far"))
        self.empty = EmptyState(context.icons, "circle-check", "")
        self.empty.add_action(self.tr("Back to the store"), self.close, primary=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(framed(SideBySide(context, self.list, pane)))
        self.stack.addWidget(self.empty)
        self._build(hint)
        self._keys()
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(980), context.theme.px(640))

    # what a subclass says

    def read(self) -> Mapping[str, T]:
        """What waits now, by a key that stays the same."""
        raise NotImplementedError

    def row(self, item: T) -> RowText:
        """One of them as a row."""
        raise NotImplementedError

    def show_one(self, item: T) -> None:
        """Show one of them beside the list."""
        raise NotImplementedError

    def use(self, number: int) -> None:
        """Decide for the first (0), the second (1) or the third way (2)."""
        raise NotImplementedError

    def progress_words(self, done: int, total: int) -> str:
        """How far one is."""
        raise NotImplementedError

    def empty_words(self, *, decided: bool) -> tuple[str, str]:
        """What is said when nothing waits (any more)."""
        raise NotImplementedError

    # the list

    def refresh(self) -> None:
        """Read again what waits; the chosen one stays chosen, or the one in its place is."""
        place, chosen = self.list.currentIndex().row(), self._chosen_id()
        self.items = dict(self.read())
        self._decided = {key: entry for key, entry in self._decided.items() if key not in self.items}
        model = self._model()
        if list(self.items) != list(model.ids()):
            model.set_ids(list(self.items))
            index = model.index_of(chosen)
            last = len(self.items) - 1
            self.list.setCurrentIndex(index if index.isValid() else model.index(max(0, min(place, last))))
        self.stack.setCurrentIndex(0 if self.items else 1)
        self._tell_progress()
        self._show_chosen()

    def chosen(self) -> T | None:
        """The one that is chosen."""
        return self.items.get(self._chosen_id())

    def decide(self, verb: Callable[[], object], words: str) -> None:
        """Do `verb` for the chosen one, in one step; say `words`, offer to take it back, and go on."""
        key, context = self._chosen_id(), self.context
        if key not in self.items or not context.may_edit():
            return
        try:
            verb()
        except BriefingError as error:
            context.told(error)
            self.say(said(error))
            self.refresh()
            return
        entry = context.desk.latest
        context.saved("")
        self._decided[key] = entry
        self.say(words, self.tr("Undo"), lambda: self._take_back(entry))
        self.refresh()
        (self.list if self.items else self.empty).setFocus()

    def undo(self) -> None:
        """Take back what was decided last in this window."""
        if self._decided:
            self._take_back(list(self._decided.values())[-1])

    def say(self, words: str, action: str = "", verb: Callable[[], object] | None = None) -> None:
        """Say this instead of what was said before: several messages would lie over what is chosen next."""
        for before in self.toasts.toasts():
            before.dismiss()
        self.toasts.show_toast(words, action, verb)

    def walk(self, step: int) -> None:
        """Go on (1) or back (-1)."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self.items):
            self.list.setCurrentIndex(self._model().index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self, hint: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.told)
        head.addWidget(self.bar, 1)
        self.close_button = push_button(self.context.icons, self.tr("Close"), on_click=self.close)
        foot = self.foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(text_label(hint, "hint", wrap=True), 1)
        foot.addSpacing(12)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _keys(self) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "1": lambda: self.use(0),
            "2": lambda: self.use(1),
            "3": lambda: self.use(2),
            "J": lambda: self.walk(1),
            "K": lambda: self.walk(-1),
        }
        for keys, verb in verbs.items():
            QShortcut(QKeySequence(keys), self, verb)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)

    def _model(self) -> RecordList:
        model = self.list.model()
        assert isinstance(model, RecordList)
        return model

    def _chosen_id(self) -> str:
        return str(self.list.currentIndex().data(ID_ROLE) or "")

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: self.row(self.items[one]) for one in ids}

    def _show_chosen(self) -> None:
        item = self.chosen()
        if item is not None:
            self.show_one(item)
            self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go from the list to the answers, which are made anew for each, and then to the foot."""
        items = (self.foot.itemAt(at) for at in range(self.foot.count()))
        foot = [one.widget() for one in items if one is not None]
        stops = [self.list, *self._answers.buttons, *(one for one in foot if isinstance(one, QPushButton))]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _tell_progress(self) -> None:
        done, total = len(self._decided), len(self._decided) + len(self.items)
        self.told.setText(self.progress_words(done, total) if total else "")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done if total else 1)
        self.bar.setVisible(bool(total))
        if not self.items:
            self.empty.set_text(*self.empty_words(decided=bool(done)))

    def _take_back(self, entry: str) -> None:
        back = [key for key, one in self._decided.items() if one == entry]
        found: list[Any] = []
        if self.context.attempt(lambda: found.append(self.context.desk.undo_entry(entry))) and found[0] is not None:
            self.say(turned_words(found[0], self.tr("Undone: %1")))
        self._decided = {key: one for key, one in self._decided.items() if one != entry}
        self.refresh()
        index = self._model().index_of(back[0]) if back else self.list.currentIndex()
        if index.isValid():
            self.list.setCurrentIndex(index)

    def _on_changed(self, _change: Change) -> None:
        if self.items.keys() != self.read().keys():
            self.refresh()
