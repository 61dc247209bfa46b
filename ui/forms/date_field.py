"""A date as people type it: `1 Sept 2022`, `2022-09`, `2022-07-18~/2022-08-18`.

Responsible for: showing stored EDTF in words where the words can be read back, and saying how a text was understood.
Refuses to: guess. What cannot be read stays as typed, and the store says why.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing.rules import dates
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField

_GAP = 8


def date_words(edtf: str) -> str:
    """The stored date as a field shows it: in words that are read back as the same date, else as EDTF."""
    words = dates.describe(edtf)
    return words if dates.from_words(words) == edtf else edtf


def understood(text: str) -> str:
    """What a typed date means, with the weekday as check digit; empty where it is no date."""
    edtf = dates.from_words(text)
    try:
        dates.bounds(edtf)
    except ValueError:
        return ""
    return dates.describe(edtf, weekday=True)


class DateField(LineField):
    """`value()` is EDTF where the text can be read. `meaning_changed` says how a text that is not plain was read."""

    meaning_changed = Signal(str)

    def __init__(self, name: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        """An empty date."""
        self._stored = ""
        self._sure = False
        super().__init__(name, placeholder, parent)
        self._weekday = text_label(role="hint", parent=self)
        self._weekday.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda _text: self._say())

    def value(self) -> str:
        return dates.from_words(self.text())

    def set_value(self, text: str) -> None:
        self._stored = text
        # While somebody types, 1 Sept stays as it is typed; leaving the field tidies it.
        super().set_value(self.text() if self.hasFocus() and self.value() == text else date_words(text))
        self._autosave.set_baseline(text)

    def half_typed(self) -> bool:
        """Whether the text is no date yet and the user is still at it."""
        if self._sure or not self.hasFocus():
            return False
        try:
            dates.bounds(self.value())
        except ValueError:
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._sure = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        super().keyPressEvent(event)
        self._sure = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.value() == self._stored:
            self.set_value(self._stored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _say(self) -> None:
        meaning = understood(self.text())
        plain = dates.describe(self.value())
        day = meaning.removesuffix(plain).strip()
        named = day in dates.WEEKDAYS and meaning.endswith(plain)
        self._weekday.setText(day[:3] if named else "")
        # What is plain from the words themselves is not said twice.
        self.meaning_changed.emit("" if named or meaning == self.text().strip() else meaning)
        self._place()

    def _place(self) -> None:
        size = self._weekday.sizeHint()
        fits = bool(self._weekday.text()) and (
            self.fontMetrics().horizontalAdvance(self.text()) + size.width() + 4 * _GAP < self.width()
        )
        self._weekday.setVisible(fits)
        # Dates are written from left to right in a right-to-left window too, and stand at the left of the field.
        self._weekday.move(self.width() - size.width() - _GAP, (self.height() - size.height()) // 2)
        self._weekday.resize(size)
