"""The history of one field: who changed it, when, from what to what; any earlier value can be put back.

Opens beside its field and closes with Escape or a click elsewhere. Refuses to: change anything by itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing.fieldspec import FieldSpec, FieldType
from briefing.store.history import FieldEntry
from ui.context import Context
from ui.forms.change_label import change_label
from ui.forms.field_editor import ORIGIN
from ui.forms.panel import Panel
from ui.forms.words import moment_words, value_words
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, text_label
from ui.words import cut, word

_LONGEST = 300
_WORD_BY_WORD = 60  # longer texts are told word by word


class HistoryView(Panel):
    """A panel below its field. `put_back` is emitted after an earlier value was put back."""

    put_back = Signal()

    def __init__(self, context: Context, kind: str, record_id: str, spec: FieldSpec, anchor: QWidget) -> None:
        """Read the history of field `spec` of a record."""
        super().__init__(anchor)
        self._context = context
        self._where = (kind, record_id)
        self._spec = spec
        title = self.tr("History of %1").replace("%1", word(spec.label))
        self.setAccessibleName(title)
        self.entries = context.desk.field_history(kind, record_id, spec.name)
        inside = Column()
        inside.setObjectName("bare")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(14, 4, 14, 12)
        self._list.setSpacing(10)
        for place, entry in enumerate(self.entries):
            self._list.addWidget(self._entry(entry, current=place == 0))
        if not self.entries:
            self._list.addWidget(text_label(self.tr("Nothing was changed yet."), "muted"))
        self._list.addStretch(1)
        area = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 1)
        heading = QHBoxLayout()
        heading.setContentsMargins(14, 0, 8, 0)
        heading.addWidget(text_label(title, "strong"), 1)
        heading.addWidget(icon_button(context.icons, "x", self.tr("Close"), on_click=self.shut))
        column.addLayout(heading)
        column.addWidget(area, 1)
        self._inside = inside

    def open(self) -> None:
        """Open below the field, as high as its entries need."""
        theme = self._context.theme
        width = theme.px(400)
        self._inside.setFixedWidth(width - theme.px(12))
        self._inside.ensurePolished()
        height = self._list.totalHeightForWidth(width - theme.px(12)) + theme.px(64)
        self.open_at(width, min(height, theme.px(420)))

    def _entry(self, entry: FieldEntry, *, current: bool) -> QWidget:
        row = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(text_label(f"{entry.user} · {moment_words(entry.at)}", "hint", wrap=True))
        texts.addWidget(self._change(entry))
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addLayout(texts, 1)
        if current:
            across.addWidget(text_label(self.tr("Now"), "muted"), 0, Qt.AlignmentFlag.AlignTop)
        elif not self._context.desk.read_only:
            back = push_button(self._context.icons, self.tr("Put this back"), on_click=lambda: self._put_back(entry))
            back.setAccessibleName(self.tr("Put back “%1”").replace("%1", cut(self._words(entry.new), 80)))
            across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, value: object) -> str:
        words = value_words(self._context.desk, self._spec, value)
        return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"

    def _change(self, entry: FieldEntry) -> QWidget:
        if self._spec.type in (FieldType.PROSE, FieldType.LINE) and entry.old and entry.new:
            old, new = str(entry.old), str(entry.new)
            if max(len(old), len(new)) > _WORD_BY_WORD:
                return change_label(self._context.icons, "", old, new)
        return text_label(self._change_words(entry), wrap=True, selectable=False)

    def _change_words(self, entry: FieldEntry) -> str:
        nothing = self.tr("empty")
        new = isolate(self._words(entry.new) or nothing)
        if entry.old is None:
            return self.tr("Entered: %1").replace("%1", new)
        arrow = "←" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "→"
        return f"{isolate(self._words(entry.old) or nothing)} {arrow} {new}"

    def _put_back(self, entry: FieldEntry) -> None:
        context, (kind, record_id) = self._context, self._where
        value = "" if entry.new is None else entry.new
        self.shut()
        if context.may_edit() and context.attempt(
            lambda: context.desk.put_back(kind, record_id, self._spec.name, value, origin=ORIGIN)
        ):
            entry_made = context.desk.latest
            self.put_back.emit()
            words = self.tr("Put back: %1").replace("%1", word(self._spec.label))
            context.offer_undo(words, entry_made)
