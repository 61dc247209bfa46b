"""The history of a whole record: who changed what and when, newest first, closed until somebody asks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing.errors import InvalidEntryError
from briefing.rules.validation import spec_of
from briefing.store.history import LogEntry
from ui.context import Context
from ui.forms.sections import Section
from ui.forms.words import moment_words, value_words
from ui.widgets.labels import isolate, text_label

AT_MOST = 50
_LONGEST = 120


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordHistory", text)


class RecordHistory(Section):
    """Closed, it costs one query; `toggle` opens it."""

    def __init__(self, context: Context) -> None:
        """A closed history."""
        super().__init__(context, _tr("History"))
        self._record = ("", "")
        self._open = False
        self._button = self.add_action("history", "", self.toggle)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the history of this record."""
        if (kind, record_id) != self._record:
            self._open = False
        self._record = (kind, record_id)
        entries = self.context.desk.record_history(kind, record_id)
        self.set_title(_tr("History (%1)").replace("%1", str(len(entries))))
        self._button.setText(_tr("Hide") if self._open else _tr("Show"))
        self._button.setAccessibleName(_tr("Hide the history") if self._open else _tr("Show the history"))
        shown = entries[:AT_MOST] if self._open else []
        self.fill([self._words(entry) for entry in shown], lambda pair: pair[0], lambda pair: self._entry(pair[1]))
        self.setVisible(bool(entries))

    def toggle(self) -> None:
        """Open or close."""
        self._open = not self._open
        self.show_record(*self._record)

    def is_open(self) -> bool:
        """Whether the entries are seen."""
        return self._open

    def _words(self, entry: LogEntry) -> tuple[str, tuple[str, str]]:
        head = f"{moment_words(entry.at)} · {entry.user} · {entry.label}"
        if entry.kind in ("undo", "redo"):
            head = f"{moment_words(entry.at)} · {entry.user} · {entry.kind}: {entry.label}"
        return entry.group, (head, "\n".join(self._change(change) for change in entry.changes))

    def _change(self, change: tuple[str, str, str, object, object]) -> str:
        table, _row, name, old, new = change
        if name == "*":
            return _tr("Created")
        if name == "deleted":
            return _tr("Moved to the bin") if new else _tr("Restored from the bin")
        try:
            spec = spec_of(table, name)
        except InvalidEntryError:
            return name
        before, after = (value_words(self.context.desk, spec, value) or _tr("empty") for value in (old, new))
        return f"{spec.label}: {isolate(_short(before))} → {isolate(_short(after))}"

    def _entry(self, words: tuple[str, str]) -> QWidget:
        label = text_label(f"{words[0]}\n{words[1]}".strip(), "muted", wrap=True)
        label.setContentsMargins(6, 0, 6, 0)
        return label


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
