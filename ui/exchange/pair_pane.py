"""What the panes share that show two versions or two records: a column that scrolls, and a pair in it.

The pair stands side by side where there is room, one under the other where there is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled

_NARROW = 520


class PairPane(QWidget):
    """An empty pane; `buttons` are those that decide, each with its number from 1 as its key."""

    def __init__(self, context: Context, name: str) -> None:
        """`name` is for those who listen."""
        super().__init__()
        self._context = context
        self.buttons: list[QPushButton] = []
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(6)
        self._pair: QBoxLayout | None = None
        self.area = scrolled(self._inside, name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def add_pair(self, sides: Iterable[QWidget]) -> None:
        """Add two sides at the end of the column."""
        pair = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, pair)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(12)
        for side in sides:
            self._pair.addWidget(side, 1)
        self._column.addWidget(pair)

    def add_button(self, words: str, icon: str, number: int, decide: Callable[[int], object]) -> QPushButton:
        """A button that decides; it is not in a layout yet."""
        button = push_button(self._context.icons, words, icon, on_click=lambda: decide(number))
        button.setToolTip(f"{words} ({number + 1})")
        self.buttons.append(button)
        return button

    def finish(self) -> None:
        """Close the column and show it from its top."""
        self._column.addStretch(1)
        self._fit(self.width())
        self.area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        self.buttons, self._pair = [], None
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._context.theme.px(220), self._context.theme.px(160))

    def _fit(self, width: int) -> None:
        if self._pair is not None:
            narrow = width < self._context.theme.px(_NARROW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._pair.setDirection(way)
