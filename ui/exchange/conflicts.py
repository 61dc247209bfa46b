"""The conflicts that wait to be settled: a list, both versions of the chosen one, and three ways out of each.

Responsible for: one step for each choice, going on to the next, and taking back what was settled here.
Refuses to: choose by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.model import KINDS
from briefing.store.conflicting import Conflict
from ui.context import Context, turned_words
from ui.exchange.conflict_pane import ConflictPane
from ui.exchange.conflict_words import Key, field_words, key_of
from ui.exchange.sides import SideBySide, framed, record_view
from ui.exchange.told import KIND_ICONS
from ui.models.record_list import ID_ROLE, RecordList
from ui.widgets.buttons import push_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import isolate, text_label
from ui.widgets.rows import RowText
from ui.widgets.toast import Toasts
from ui.words import opened, said, word


class ConflictsWindow(QWidget):
    """A window of its own that blocks nothing."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Show what waits now."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(self.tr("Changed on both desks"))
        self.context = context
        self._conflicts: dict[str, Conflict] = {}
        self._settled: dict[Key, str] = {}
        self.toasts = Toasts(context.icons, self, bottom=60)
        self.list = record_view(context, self._rows, self.tr("Fields that were changed on both desks"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.pane = ConflictPane(context)
        self.pane.chosen.connect(self.settle)
        self.told = text_label(role="strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Settled so far"))
        self.empty = EmptyState(context.icons, "circle-check", self.tr("Everything is settled"))
        self.empty.add_action(self.tr("Back to the store"), self.close, primary=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(framed(SideBySide(context, self.list, self.pane)))
        self.stack.addWidget(self.empty)
        self._build()
        for keys, verb in (
            ("1", lambda: self.pane.use(0)),
            ("2", lambda: self.pane.use(1)),
            ("3", lambda: self.pane.use(2)),
            ("J", lambda: self._walk(1)),
            ("K", lambda: self._walk(-1)),
        ):
            QShortcut(QKeySequence(keys), self, verb)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(980), context.theme.px(640))
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read again what waits; the chosen one stays chosen, or the one in its place is."""
        place, chosen = self.list.currentIndex().row(), self._chosen_id()
        found = self.context.desk.conflicts()
        self._conflicts = {"\n".join(key_of(one)): one for one in found}
        still = {key_of(one) for one in found}
        self._settled = {key: entry for key, entry in self._settled.items() if key not in still}
        model = self._model()
        same = list(self._conflicts) == list(model.ids())
        if not same:
            model.set_ids(list(self._conflicts))
            index = model.index_of(chosen)
            self.list.setCurrentIndex(index if index.isValid() else model.index(max(0, min(place, len(found) - 1))))
        self.stack.setCurrentIndex(0 if found else 1)
        self._tell_progress()
        self._show_chosen()
        if not found:
            self.empty.set_text(self.tr("Everything is settled"), self._what_now())

    def settle(self, value: Any) -> None:
        """Let this value stand in the chosen field, in one step, and go on."""
        conflict = self.chosen()
        context = self.context
        if conflict is None or not context.may_edit():
            return
        try:
            context.desk.settle(conflict, value)
        except BriefingError as error:
            context.told(error)
            self._say(said(error))
            self.refresh()
            return
        entry = context.desk.latest
        context.saved("")
        self._settled[key_of(conflict)] = entry
        words = self.tr("Settled: %1").replace("%1", field_words(conflict))
        self._say(words, self.tr("Undo"), lambda: self._take_back(entry))
        self.refresh()
        (self.list if self._conflicts else self.empty).setFocus()

    def undo(self) -> None:
        """Take back what was settled last in this window."""
        if self._settled:
            self._take_back(list(self._settled.values())[-1])

    def chosen(self) -> Conflict | None:
        """The conflict that is chosen."""
        return self._conflicts.get(self._chosen_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.told)
        head.addWidget(self.bar, 1)
        hint = self.tr(
            "Nothing is lost: the newer words stand until you choose. 1, 2 and 3 choose, J and K go on and back. Each "
            "choice is one step and reaches the other desks with the next exchange."
        )
        self.close_button = push_button(self.context.icons, self.tr("Close"), on_click=self.close)
        foot = QHBoxLayout()
        foot.addWidget(text_label(hint, "hint", wrap=True), 1)
        foot.addSpacing(12)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _model(self) -> RecordList:
        model = self.list.model()
        assert isinstance(model, RecordList)
        return model

    def _chosen_id(self) -> str:
        return str(self.list.currentIndex().data(ID_ROLE) or "")

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: self._row(self._conflicts[one]) for one in ids}

    def _row(self, conflict: Conflict) -> RowText:
        noun = opened(word(KINDS[conflict.kind].LABEL))
        people = " · ".join(dict.fromkeys(isolate(side.user) for side in (conflict.a, conflict.b)))
        return RowText(
            field_words(conflict),
            f"{noun} {isolate(conflict.title)}",
            date=people,
            icon=KIND_ICONS.get(conflict.kind, "circle"),
        )

    def _show_chosen(self) -> None:
        conflict = self.chosen()
        if conflict is not None:
            self.pane.show_conflict(conflict)

    def _tell_progress(self) -> None:
        done, total = len(self._settled), len(self._settled) + len(self._conflicts)
        words = self.tr("%1 of %2 settled").replace("%1", str(done)).replace("%2", str(total))
        self.told.setText(words if total else "")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done if total else 1)
        self.bar.setVisible(bool(total))

    def _what_now(self) -> str:
        if self._settled:
            return self.tr("The other desks get your choices with the next exchange.")
        return self.tr("No field was changed on two desks at once.")

    def _walk(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self._conflicts):
            self.list.setCurrentIndex(self._model().index(row))

    def _say(self, words: str, action: str = "", verb: Callable[[], object] | None = None) -> None:
        for before in self.toasts.toasts():
            before.dismiss()  # several would lie over what is chosen next
        self.toasts.show_toast(words, action, verb)

    def _take_back(self, entry: str) -> None:
        found: list[Any] = []
        if self.context.attempt(lambda: found.append(self.context.desk.undo_entry(entry))) and found[0] is not None:
            self._say(turned_words(found[0], self.tr("Undone: %1")))
        self._settled = {key: one for key, one in self._settled.items() if one != entry}
        self.refresh()

    def _on_changed(self, _change: object) -> None:
        if self._conflicts.keys() != {"\n".join(key_of(one)) for one in self.context.desk.conflicts()}:
            self.refresh()
