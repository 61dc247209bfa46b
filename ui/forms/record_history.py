"""The history of a whole record: who changed what and when, newest first, closed until somebody asks.

Responsible for: narrowing it to a person or a field, and bringing back or taking off what was linked, named or cited.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing.model import KINDS
from briefing.store.history import LogEntry
from ui.context import Context
from ui.forms.change_label import change_label
from ui.forms.change_words import Told, told
from ui.forms.sections import Section
from ui.forms.words import moment_words
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField
from ui.words import step_said
from ui.words import tr as _tr

BLOCK = 50

Shown = tuple[str, str, tuple[tuple[Told, str], ...]]
"""An entry as it is shown: its group, its heading, its changes, each with what its button would do."""


class RecordHistory(Section):
    """Closed, it costs one query; `toggle` opens it."""

    AT_MOST: ClassVar[int] = 1_000_000  # it has a button of its own, which reads more from the store

    def __init__(self, context: Context) -> None:
        """A closed history."""
        super().__init__(context, _tr("History"))
        self._record = ("", "")
        self._open = False
        self._most = BLOCK
        self._button = self.add_action("history", "", self.toggle)
        self.person = ChoiceField(_tr("Show the changes of"))
        self.field = ChoiceField(_tr("Show the changes in"))
        self._more = push_button(context.icons, "", quiet=True, on_click=self._show_more)
        self._filters = QWidget()
        across = QHBoxLayout(self._filters)
        across.setContentsMargins(6, 0, 6, 4)
        across.setSpacing(8)
        across.addWidget(self.person)
        across.addWidget(self.field)
        across.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._filters)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for choice in (self.person, self.field):
            choice.committed.connect(lambda _value: self.show_record(*self._record))
        self._filters.hide()
        self._more.hide()

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the history of this record."""
        if (kind, record_id) != self._record:
            self._open, self._most = False, BLOCK
            self.person.set_value("")
            self.field.set_value("")
        self._record = (kind, record_id)
        entries = self.context.desk.record_history(kind, record_id)
        self.set_title(_tr("History (%1)").replace("%1", str(len(entries))))
        self._button.setText(_tr("Hide") if self._open else _tr("Show"))
        self._button.setAccessibleName(_tr("Hide the history") if self._open else _tr("Show the history"))
        shown = self._chosen(entries) if self._open else []
        self.fill(shown[: self._most], lambda one: one[0], self._entry)
        self._filters.setVisible(self._open and len(entries) > 1)
        rest = len(shown) - self._most
        self._more.setText(_tr("Show %1 more").replace("%1", str(min(rest, BLOCK))))
        self._more.setVisible(rest > 0)
        self.setVisible(bool(entries))

    def toggle(self) -> None:
        """Open or close."""
        self._open = not self._open
        self.show_record(*self._record)

    def is_open(self) -> bool:
        """Whether the entries are seen."""
        return self._open

    def _show_more(self) -> None:
        self._most += BLOCK
        self.show_record(*self._record)

    def _chosen(self, entries: list[LogEntry]) -> list[Shown]:
        """The entries of the person and the field that are wanted, in words."""
        words = [(entry, told(self.context.desk, entry, self._record)) for entry in entries]
        people = sorted({entry.user for entry in entries})
        fields = sorted({one.field for _entry, changes in words for one in changes if one.field})
        self.person.set_options([("", _tr("Everybody")), *((name, name) for name in people)])
        self.field.set_options([("", _tr("Every field")), *((name, name) for name in fields)])
        if not self.person.value():
            self.person.set_value("")
        if not self.field.value():
            self.field.set_value("")
        person, field = self.person.value(), self.field.value()
        latest: set[tuple[str, str]] = set()
        found: list[Shown] = []
        for entry, changes in words:
            kept = tuple((one, self._offer(one, latest)) for one in changes)
            kept = tuple(pair for pair in kept if not field or pair[0].field == field)
            if kept and (not person or entry.user == person):
                found.append((entry.group, _heading(entry), kept))
        return found

    def _offer(self, change: Told, latest: set[tuple[str, str]]) -> str:
        """What the button of a change does: `take off`, `bring back`, or nothing where something came after it."""
        if change.part is None or change.part in latest:
            return ""
        latest.add(change.part)
        kind, row = change.part
        return "bring back" if self.context.desk.get(KINDS[kind], row).deleted else "take off"

    def _entry(self, shown: Shown) -> QWidget:
        _group, heading, changes = shown
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(6, 2, 6, 4)
        column.setSpacing(1)
        column.addWidget(text_label(heading, "hint", wrap=True))
        for change, offer in changes:
            if change.texts is not None:
                column.addWidget(change_label(self.context.icons, change.words, *change.texts))
                continue
            across = QHBoxLayout()
            across.addWidget(text_label(change.words, wrap=True), 1)
            if offer and not self.context.desk.read_only:
                across.addWidget(self._back(change, offer), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(across)
        return widget

    def _back(self, change: Told, offer: str) -> QWidget:
        there = offer == "bring back"
        words = _tr("Put this back") if there else _tr("Take off")
        button = push_button(self.context.icons, words, quiet=True, on_click=self._turner(change, there))
        button.setProperty("small", True)
        name = _tr("Put back: %1") if there else _tr("Take off: %1")
        button.setAccessibleName(name.replace("%1", change.part_words))
        return button

    def _turner(self, change: Told, there: bool) -> Callable[[], object]:
        return lambda: self._turn(change, there)

    def _turn(self, change: Told, there: bool) -> None:
        context, part = self.context, change.part
        if part is None or not context.may_edit():
            return
        done: list[bool] = []
        if not context.attempt(lambda: done.append(context.desk.put_back_part(*part, there=there, origin="history"))):
            return
        if not any(done):
            context.toast(_tr("That is so already; nothing was changed."))
            return
        words = _tr("Put back: %1") if there else _tr("Taken off: %1")
        context.offer_undo(words.replace("%1", change.part_words), context.desk.latest)
        self.show_record(*self._record)


def _heading(entry: LogEntry) -> str:
    turned = _tr("undo: %1") if entry.kind == "undo" else _tr("redo: %1")
    label = step_said(entry.label)
    label = turned.replace("%1", label) if entry.kind in ("undo", "redo") else label
    return f"{moment_words(entry.at)} · {entry.user} · {label}"
