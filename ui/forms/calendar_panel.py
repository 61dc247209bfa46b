"""A month to choose a day from, below the field that asked for it.

Responsible for: showing the day of the field, or today's month, and giving back the day chosen by click or Enter.
Refuses to: change anything by itself.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QSpinBox, QTableView, QToolButton, QVBoxLayout, QWidget

from briefing.rules import dates
from ui.context import Context
from ui.forms.panel import Panel


class CalendarPanel(Panel):
    """Arrows move the day, Page Up and Page Down the month, Enter chooses, Escape closes."""

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, edtf: str, anchor: QWidget) -> None:
        """A calendar on the day that `edtf` begins with."""
        super().__init__(anchor)
        self._context = context
        title = self.tr("Calendar for %1").replace("%1", name)
        self.setAccessibleName(title)
        self.month = month = QCalendarWidget()
        month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))  # as dates are printed
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setAccessibleName(title)
        month.setSelectedDate(_begin(edtf, context.desk.today))
        self._name_parts(title)
        self._tint()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(month)
        month.clicked.connect(self._choose)
        month.activated.connect(self._choose)

    def open(self) -> None:
        """Show it below its field."""
        theme = self._context.theme
        self.open_at(theme.px(290), theme.px(270), at_start=True)

    def take_focus(self) -> None:
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _name_parts(self, title: str) -> None:
        names = {
            "qt_calendar_prevmonth": self.tr("Previous month"),
            "qt_calendar_nextmonth": self.tr("Next month"),
            "qt_calendar_monthbutton": self.tr("Month"),
            "qt_calendar_yearbutton": self.tr("Year"),
        }
        for button in self.month.findChildren(QToolButton):
            name = names.get(button.objectName(), "")
            button.setAccessibleName(name)
            button.setToolTip(name)
        for view in self.month.findChildren(QTableView):
            view.setAccessibleName(title)
        for year in self.month.findChildren(QSpinBox):
            year.setAccessibleName(self.tr("Year"))

    def _tint(self) -> None:
        tokens = self._context.theme.tokens
        plain, today = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(tokens.text))
        for day in Qt.DayOfWeek:
            self.month.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(QColor(tokens.muted))
        head.setBackground(QColor(tokens.card))
        self.month.setHeaderTextFormat(head)
        today.setFontUnderline(True)
        today.setFontWeight(600)
        here = self._context.desk.today
        self.month.setDateTextFormat(QDate(here.year, here.month, here.day), today)

    def _choose(self, day: QDate) -> None:
        if not self._open:
            return
        self.shut()
        self.chosen.emit(f"{day.year():04d}-{day.month():02d}-{day.day():02d}")


def _begin(edtf: str, today: date) -> QDate:
    try:
        earliest, latest = dates.bounds(edtf)
    except ValueError:
        earliest = latest = None
    day = date.fromisoformat(earliest or latest or today.isoformat())
    return QDate(day.year, day.month, day.day)
