"""Ask for one line of text beside the button that wants it: type, Enter. Escape closes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from briefing.fieldspec import LINE_LIMIT
from ui.context import Context
from ui.forms.panel import Panel
from ui.widgets.buttons import push_button


class EntryPanel(Panel):
    """`entered` carries what was typed, without white space around it; an empty line only closes."""

    entered = Signal(str)

    def __init__(self, context: Context, anchor: QWidget, words: str, *, text: str = "", button: str = "") -> None:
        """Build the panel; `words` say what is asked for, `text` stands there, `button` says what Enter does."""
        super().__init__(anchor)
        self._context = context
        self.setAccessibleName(words)
        self.field = QLineEdit(text)
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.setMaxLength(LINE_LIMIT)
        self.field.returnPressed.connect(self._enter)
        words, icon = (button, "check") if button else (self.tr("Add"), "plus")
        self.add = push_button(context.icons, words, icon, primary=True, on_click=self._enter)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.add)

    def open(self, *, at_start: bool = False) -> None:
        """Show the panel with the focus in its field, in line with the end of what asked for it, or its start."""
        self.open_at(self._context.theme.px(360), self.sizeHint().height(), at_start=at_start)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _enter(self) -> None:
        typed = self.field.text().strip()
        self.shut()
        if typed:
            self.entered.emit(typed)
