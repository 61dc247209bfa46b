"""Ask for one of a few choices beside the button that wants it: arrows and Enter, or a click. Escape closes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.forms.panel import Panel
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label


class ChoicePanel(Panel):
    """`chosen` carries the value that was chosen; nothing is chosen beforehand."""

    chosen = Signal(str)

    def __init__(self, context: Context, anchor: QWidget, question: str, options: Sequence[tuple[str, str]]) -> None:
        """Build a button for each (value, words)."""
        super().__init__(anchor)
        self._context = context
        self.setAccessibleName(question)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        asked = text_label(question, "muted")
        asked.setIndent(context.theme.px(10))  # as far in as the words of the buttons
        column.addWidget(asked)
        self.buttons = {
            value: push_button(context.icons, words, quiet=True, on_click=partial(self._choose, value))
            for value, words in options
        }
        for button in self.buttons.values():
            button.setProperty("choice", True)
            column.addWidget(button)

    def open(self) -> None:
        """Show the panel with the focus on its first choice."""
        self.ensurePolished()
        self.open_at(max(self.sizeHint().width(), self._context.theme.px(220)), self.sizeHint().height())

    def _choose(self, value: str) -> None:
        self.shut()
        self.chosen.emit(value)
