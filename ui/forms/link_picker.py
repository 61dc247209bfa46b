"""Find a record to link: type, choose with the arrows, Enter. What is not there yet can be made on the way.

What is linked already is shown as such, so that nobody makes it a second time. A new record is a line of the list
that must be chosen: Enter alone never makes one. Refuses to: link; `chosen` and `wanted_new` tell what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from briefing.model import KINDS
from ui.context import Context
from ui.forms.panel import Panel
from ui.forms.ref_field import NEW, Suggestions
from ui.widgets.labels import text_label
from ui.words import cut, word

KEY_MS = 60
_CHOOSING = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LinkPicker(Panel):
    """A search field over the records of one kind, but for those `without`; `linked` are those linked already."""

    chosen = Signal(str)
    wanted_new = Signal(str)

    def __init__(
        self,
        context: Context,
        kind: str,
        anchor: QWidget,
        without: Sequence[str] = (),
        *,
        linked: Sequence[str] = (),
        may_create: bool = False,
    ) -> None:
        """Build the panel; `open` shows it."""
        super().__init__(anchor)
        self._context = context
        self._kind = kind
        self._without = tuple(without)
        self._linked = tuple(linked)
        self._may_create = may_create
        words = self.tr("Find %1").replace("%1", self._noun())
        self.setAccessibleName(words)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(context.icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.list = Suggestions(context, kind, self)
        self.list.chosen.connect(self._choose)
        self._nothing = text_label(role="muted", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self._nothing, self.list):
            column.addWidget(widget)
        column.addStretch(0)
        column.setStretchFactor(self.list, 1)

    def open(self) -> None:
        """Show the panel with everything that can be linked."""
        theme = self._context.theme
        self.look()
        self.open_at(theme.px(420), theme.px(360))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Search for what is typed, now."""
        self._timer.stop()
        typed = self.field.text().strip()
        count = self.list.look(typed, self._without, linked=self._linked, may_create=self._may_create)
        nothing = list(self.list.ids()) in ([], [NEW])
        self.list.setVisible(count > 0)
        if nothing:
            self.list.unmark()
        words = self.tr("No other %1 matches “%2”.") if typed else self.tr("There is no other %1 yet.")
        if count and nothing:
            words += " " + self.tr("The arrow down goes to the new one.")
        self._nothing.setText(words.replace("%1", self._noun()).replace("%2", cut(typed)))
        self._nothing.setVisible(nothing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._timer.isActive() and event.key() in _CHOOSING:
                self.look()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.current())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, record_id: str) -> None:
        if record_id in self._linked:
            title = self._context.desk.title(self._kind, record_id)
            self._nothing.setText(self.tr("“%1” is linked already.").replace("%1", cut(title)))
            self._nothing.show()
        elif record_id == NEW:
            typed = self.field.text().strip()
            self.shut()
            self.wanted_new.emit(typed)
        elif record_id:
            self.shut()
            self.chosen.emit(record_id)

    def _noun(self) -> str:
        return word(KINDS[self._kind].LABEL)
