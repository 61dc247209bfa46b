"""A date as people type it: `1 Sept 2022`, `early Aug 2022`, `by Friday`; arrows and a calendar move it.

Responsible for: showing stored EDTF in words where the words can be read back, and saying how a text was understood
while it is typed. Refuses to: read a date itself. What cannot be read stays as typed, and the store says why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from briefing.rules import date_words, dates
from ui.context import Context
from ui.forms.calendar_panel import CalendarPanel
from ui.widgets.buttons import icon_button
from ui.widgets.labels import plain_tip, text_label
from ui.widgets.text_field import LineField
from ui.words import opened, said

_GAP = 8
_EDGE = 2  # what a line of text keeps free at its ends
_MOVABLE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)", re.ASCII)
_ANY_DAY = date(2000, 1, 1)  # words that say everything are read alike on every day

_read = lru_cache(maxsize=256)(date_words.read)


def shown_date(edtf: str) -> str:
    """The stored date as a field shows it: in words that are read back as the same date, else as EDTF."""
    words = dates.describe(edtf)
    try:
        return words if _read(words, _ANY_DAY).edtf == edtf else edtf
    except date_words.UnreadableDateError:
        return edtf


def understood(text: str, today: date, facing: int = 0) -> tuple[str, str]:
    """What a typed date means, or why it is refused, and its tone: empty, `amber` (assumed), `red`, `muted` (no date).

    Nothing is said of what is plain from the text itself.
    """
    try:
        found = _read(text, today, facing)
    except date_words.UnreadableDateError as error:
        unfinished = str(error).endswith(dates.EXAMPLES)
        return ("" if unfinished else f"{opened(error)}."), ("muted" if unfinished else "red")
    if found.plain and found.words == text.strip():
        return "", ""
    if not found.notes:
        return found.words, ""
    notes = "; ".join(said(note) for note in found.notes)
    return f"{found.words} – {notes}", "amber"


def moved(edtf: str, step: int) -> str:
    """The day, month or year before (-1) or after (1), with its mark; empty where there is none."""
    match = _MOVABLE.fullmatch(edtf)
    if not match or (match[2] or "01") > "12":
        return ""
    year, month, day, mark = int(match[1]), int(match[2] or 1), int(match[3] or 1), match[4]
    try:
        if match[3]:
            return (date(year, month, day) + timedelta(days=step)).isoformat() + mark
        months = year * 12 + month - 1 + step * (1 if match[2] else 12)
        return date(months // 12, months % 12 + 1, 1).isoformat()[: 7 if match[2] else 4] + mark
    except (ValueError, OverflowError):  # beyond what a calendar holds
        return ""


class DateField(LineField):
    """`value()` is EDTF where the text can be read, `typed()` the text. Up and Down move it, Alt+Down opens a calendar.

    `meaning_changed` says how a text was read, and in which tone (see `understood`).
    """

    meaning_changed = Signal(str, str)

    def __init__(self, context: Context, name: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        """An empty date."""
        self._stored = ""
        self._sure = False
        self._facing = 0
        self._wrong = False
        self._context = context
        super().__init__(name, placeholder or self.tr("such as 18 August 2022 or early Aug"), parent)
        self._weekday = text_label(role="hint", parent=self)
        self._weekday.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._open = icon_button(
            context.icons, "calendar", self.tr("Choose from a calendar (Alt+Down)"), on_click=self.open_calendar
        )
        self._open.setParent(self)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setCursor(Qt.CursorShape.ArrowCursor)
        self._open.setAccessibleName(self.tr("Calendar for %1").replace("%1", name))
        self.textChanged.connect(lambda _text: self._say())
        self._tell()

    def value(self) -> str:
        text = self.text()
        try:
            return _read(text, self._context.desk.today, self._facing).edtf
        except date_words.UnreadableDateError:
            return text

    def typed(self) -> str:
        """The words as they stand in the field."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        self._stored = text
        # While somebody types, 1 Sept stays as it is typed; leaving the field tidies it.
        super().set_value(self.text() if self.hasFocus() and self.value() == text else shown_date(text))
        self._autosave.set_baseline(text)

    def set_facing(self, facing: int) -> None:
        """Say on which side of today a weekday alone lies (see `Reading.facing`); what stands there is read anew."""
        if facing != self._facing:
            self._facing = facing
            self._say()

    def half_typed(self) -> bool:
        """Whether the user is still at it, and the text is no date yet or may go on: `19 Aug` before `2022`."""
        if self._sure or not self.hasFocus():
            return False
        try:
            return not _read(self.text(), self._context.desk.today, self._facing).plain
        except date_words.UnreadableDateError:
            return True

    def move(self, step: int) -> None:  # type: ignore[override]
        """Go a day (month, year) back or on; an empty field begins with today."""
        wanted = moved(self.value(), step) if self.text().strip() else self._context.desk.today.isoformat()
        if wanted:
            self.choose(wanted)

    def choose(self, edtf: str) -> None:
        """Put a date into the field, as if it had been typed."""
        self.setText(shown_date(edtf))

    def open_calendar(self) -> CalendarPanel:
        """Show a calendar below the field."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        panel = CalendarPanel(self._context, self.accessibleName(), self.value(), self)
        panel.chosen.connect(self._on_chosen)
        panel.open()
        return panel

    def set_error(self, text: str) -> None:
        super().set_error(text)
        self._wrong = bool(text)
        self._tell()

    def setReadOnly(self, read_only: bool) -> None:
        super().setReadOnly(read_only)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._sure = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            if alt and key == Qt.Key.Key_Down:
                self.open_calendar()
            elif not alt:
                self.move(1 if key == Qt.Key.Key_Up else -1)
            event.accept()
        else:
            super().keyPressEvent(event)
        self._sure = False

    def shown(self) -> str:
        """What is seen of the text: in a narrow field months by their first letters, then an ellipsis.

        While somebody types, the text is there as it is and moves with the caret.
        """
        text, room, measure = self.text(), self._words().width(), self.fontMetrics()
        if self.hasFocus() or measure.horizontalAdvance(text) <= room:
            return text
        short = dates.describe(self._stored, short=True) if text == shown_date(self._stored) else ""
        return measure.elidedText(short or text, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.shown()
        if words == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(self._words(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._place()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.value() == self._stored:
            self.set_value(self._stored)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _on_chosen(self, edtf: str) -> None:
        self.choose(edtf)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.flush()

    def _say(self) -> None:
        meaning, tone = understood(self.text(), self._context.desk.today, self._facing)
        value = self.value()
        plain = dates.describe(value)
        day = meaning.removesuffix(plain).strip()
        named = day in dates.WEEKDAYS and meaning.endswith(plain) and not tone
        self._weekday.setText(day[:3] if named else "")
        # What is plain from the words themselves is not said twice, nor what our own words say while nobody types.
        said = named or meaning == self.text().strip() or (not self.hasFocus() and plain == self.text())
        self.meaning_changed.emit("" if said else meaning, "" if said else tone)
        self._tell()
        self._place()

    def _tell(self) -> None:
        """Say the whole value, and how a date is written; what is wrong has been said already."""
        if not self._wrong:
            self.setToolTip(plain_tip("\n\n".join(part for part in (self.text(), date_help()) if part)))

    def _words(self) -> QRect:
        """Where the text stands."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.marginsRemoved(self.textMargins()).adjusted(_EDGE, 0, -_EDGE, 0)

    def _place(self) -> None:
        # Dates are written from left to right in a right-to-left window too, and stand at the left of the field.
        edge = self.height() - 4
        self.setTextMargins(0, 0, 0, 0)
        room = 0 if self.isReadOnly() else edge
        # The button gives its room to words that need it, until somebody comes.
        wide = self.fontMetrics().horizontalAdvance(self.text())
        if wide > self._words().width() - max(0, room - _GAP) and not (self.hasFocus() or self.underMouse()):
            room = 0
        self._open.setVisible(bool(room))
        self._open.setGeometry(self.width() - edge - 2, 2, edge, edge)
        self.setTextMargins(0, 0, max(0, room - _GAP), 0)
        size = self._weekday.sizeHint()
        fits = bool(self._weekday.text()) and (
            self.fontMetrics().horizontalAdvance(self.text()) + size.width() + room + 4 * _GAP < self.width()
        )
        self._weekday.setVisible(fits)
        self._weekday.setGeometry(
            self.width() - room - size.width() - _GAP, (self.height() - size.height()) // 2, size.width(), size.height()
        )


def date_help() -> str:
    """What can be written into a field of a date."""
    words = QCoreApplication.translate(
        "DateField",
        "Write a date as you would say it: %1.\n"
        "The day comes before the month. ↑ and ↓ move a day, Alt+↓ opens a calendar.",
    )
    return words.replace("%1", " · ".join(date_words.EXAMPLES))
