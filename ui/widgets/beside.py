"""Two parts of a line: beside each other where there is room, one below the other where there is not.

Responsible for: nothing of the line being cut. Refuses to: know what the parts are.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.theme import Theme


class Beside(QWidget):
    """`first` takes the room that `second` leaves; with less than `least` (at 10 pt) of it `second` stands below."""

    def __init__(self, theme: Theme, first: QWidget | QLayout, second: QWidget | QLayout, least: int) -> None:
        """Put both into one line."""
        super().__init__()
        self._theme = theme
        self._second = second
        self._least = least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for part, stretch in ((first, 1), (second, 0)):
            if isinstance(part, QLayout):
                self._row.addLayout(part, stretch)
            else:
                self._row.addWidget(part, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._theme.px(self._least) + self._row.spacing() + self._second.sizeHint().width()
        below = needed > event.size().width()
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
