"""One file of an import: what became of it, what was noticed, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.forms.change_label import change_label
from ui.importing import told
from ui.importing.taking import Taken
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import isolate, set_look, text_label
from ui.widgets.pill import Pill

Verb = tuple[str, str, Callable[[], object]]
"""Words and icon of a button, and what it does."""

_COMPARED = 20_000
"""Characters of two texts that are compared."""


class FilePane(QWidget):
    """`show_file` fills it anew; `buttons` are those it shows."""

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self._context = context
        self.buttons: list[QPushButton] = []
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._inside, self.tr("The chosen file")))

    def show_file(self, taken: Taken | None, verbs: Sequence[Verb]) -> None:
        """Show one file, and the buttons for what can be done."""
        self._clear()
        if taken is None:
            return
        head = QHBoxLayout()
        head.addWidget(Pill(*told.pill(taken), parent=self._inside))
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addWidget(text_label(isolate(taken.name), "title", wrap=True, selectable=True))
        self._column.addWidget(text_label(told.sentence(self._context.desk, taken), wrap=True, selectable=True))
        noticed = told.notices(taken)
        if noticed:
            self._column.addSpacing(4)
            self._column.addWidget(text_label(self.tr("Noticed"), "section"))
        for one in noticed:
            label = text_label(one, "hint", wrap=True, selectable=True)
            set_look(label, "tone", "amber")
            self._column.addWidget(label)
        self._show_difference(taken)
        row = QWidget()
        flow = FlowLayout(row, 8)
        for place, (words, icon, verb) in enumerate(verbs):
            button = push_button(self._context.icons, words, icon, primary=place == 0, on_click=verb)
            button.setToolTip(f"{words} ({place + 1})")
            self.buttons.append(button)
            flow.addWidget(button)
        self._column.addSpacing(4)
        self._column.addWidget(row)
        self._column.addStretch(1)

    def _show_difference(self, taken: Taken) -> None:
        """Beside the question whether it is a new version: what would change, word by word."""
        other = self._context.desk.archived(taken.other) if taken.done is None and taken.other else None
        if other is not None and taken.file is not None:
            self._column.addSpacing(4)
            self._column.addWidget(text_label(self.tr("What is different"), "section"))
            texts = other.text[:_COMPARED], taken.file.text[:_COMPARED]
            if texts[0].split() == texts[1].split():
                self._column.addWidget(text_label(self._same_words(max(map(len, texts))), wrap=True))
            else:
                self._column.addWidget(change_label(self._context.icons, "", *texts))

    def _same_words(self, compared: int) -> str:
        same, begin = self.tr("The words are the same."), self.tr("They begin with the same words.")
        return same if compared < _COMPARED else begin

    def _clear(self) -> None:
        self.buttons = []
        while (item := self._column.takeAt(0)) is not None:
            if (layout := item.layout()) is not None:
                while (inner := layout.takeAt(0)) is not None:
                    if (widget := inner.widget()) is not None:
                        widget.hide()
                        widget.deleteLater()
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
