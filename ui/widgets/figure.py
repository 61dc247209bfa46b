"""A large number with two lines of words that leads to what it counts.

Responsible for: wrapping its words instead of cutting them.
Refuses to: count.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.labels import paint_frame, text_label

_WIDE = 10_000


class Figure(QAbstractButton):
    """A click, Enter or Space leads to its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty figure."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._number = text_label(role="display")
        self._words = text_label(wrap=True)
        self._more = text_label(role="muted", wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(0)
        for label in (self._number, self._words, self._more):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)

    def set_figure(self, number: int, words: str, more: str) -> None:
        """Show a number and what it counts."""
        self._number.setText(f"{number:,}")
        self._words.setText(words)
        self._more.setText(more)
        self.setAccessibleName(", ".join(part for part in (f"{number:,} {words}", more) if part))

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        # the least height is that of the greatest width: narrower, the words wrap and heightForWidth asks for more
        return QSize(self._column.totalMinimumSize().width(), self.heightForWidth(_WIDE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
