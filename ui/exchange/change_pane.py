"""One record of a preview: what happens to it, field by field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing.model import KINDS
from briefing.store.exchange import RecordChange
from ui.context import Context
from ui.exchange.told import FieldTold, Words, what_pill
from ui.forms.change_label import change_label
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, set_look, text_label
from ui.widgets.pill import Pill
from ui.words import opened, word

_LONGEST = 2_000
"""So much of one value is shown of a record that is new."""


class ChangePane(QWidget):
    """A scrolled column; `show_change` fills it anew."""

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.setObjectName("surface_card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(4)
        self.area = scrolled(self._inside, self.tr("What changes in the chosen record"))
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def clear(self) -> None:
        """Show nothing."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def show_change(self, words: Words, change: RecordChange) -> None:
        """Show what happens to a record."""
        self.clear()
        self._column.addWidget(self._head(change))
        self._column.addWidget(text_label(isolate(words.title(change)), "title", wrap=True))
        told = words.fields(change)
        if change.what == "deleted":
            note = self.tr("It goes to the bin here too. It can be brought back from there at any time.")
            self._add(text_label(note, "muted", wrap=True))
        elif change.what == "restored":
            self._add(text_label(self.tr("It comes back from the bin."), "muted", wrap=True))
        elif not told:
            self._add(text_label(self.tr("It has no fields to show."), "muted", wrap=True))
        for one in told:
            self._column.addSpacing(6)
            self._add(text_label(one.label, "section"))
            self._add(self._value(one))
            if one.both:
                newer = self.tr("Both desks changed this. The newer words stand until you settle it.")
                ours = self.tr("Both desks changed this. Yours is the newer one and stands until you settle it.")
                note_label = text_label(ours if one.stays else newer, "hint", wrap=True)
                set_look(note_label, "tone", "amber")
                self._add(note_label)
        self._column.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _head(self, change: RecordChange) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Pill(*what_pill(change.what), parent=head))
        row.addWidget(text_label(opened(word(KINDS[change.kind].LABEL)), "muted"))
        row.addStretch(1)
        return head

    def _value(self, one: FieldTold) -> QWidget:
        if one.stays:
            ours, _, rest = self.tr("%1 – the other desk wrote: %2").partition("%2")
            words = f"{ours.replace('%1', isolate(_cut(one.old)))}{isolate(_cut(one.new))}{rest}"
            return text_label(words, wrap=True)
        if one.texts is not None:
            return change_label(self._context.icons, "", *one.texts)
        new = isolate(_cut(one.new)) if one.new else self.tr("empty")
        if not one.old:
            return text_label(new, wrap=True, selectable=True)
        arrow = "←" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "→"
        return text_label(f"{isolate(_cut(one.old))} {arrow} {new}", wrap=True)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
