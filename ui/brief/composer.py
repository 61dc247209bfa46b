"""Words and pages of a brief: side by side where there is room, one above the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ui.context import Context

NARROW = 780
"""Below this width of the page (at 10 pt) words and pages stand one above the other."""


class Composer(QSplitter):
    """`fold` it with the width of its page; `turned` is emitted when it lies the other way."""

    turned = Signal()

    def __init__(self, context: Context, words: QWidget, pages: QWidget) -> None:
        """Put both side by side."""
        super().__init__(Qt.Orientation.Horizontal)
        self._context = context
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(words)
        self.addWidget(pages)
        self.setStretchFactor(0, 4)
        self.setStretchFactor(1, 5)

    def fold(self, width: int) -> None:
        """Lie as it fits into a page of this width."""
        narrow = width < self._context.theme.px(NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way != self.orientation():
            self.setOrientation(way)
            self.turned.emit()

    def share(self, room: int) -> None:
        """Give both their shares of `room` pixels, or of the height where they stand one above the other."""
        whole = room if self.orientation() == Qt.Orientation.Horizontal else max(2, self.height())
        self.setSizes([whole * 45 // 100, whole * 55 // 100])
