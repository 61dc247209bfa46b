"""What the shapes of a picture mean, in one line under it that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from briefing.pictures.shapes import LegendEntry, Shape
from ui.pictures.painting import extent, factor, paint
from ui.theme import Theme
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import text_label
from ui.words import said


class _Sample(QWidget):
    """One shape, as large as it is in the picture."""

    def __init__(self, theme: Theme, shape: Shape) -> None:
        super().__init__()
        self._theme = theme
        self._shape = shape

    def sizeHint(self) -> QSize:
        room = extent(self._shape)
        scale = factor(self._theme)
        return QSize(round((room.right() + 1) * scale), round((room.bottom() + 1) * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(factor(self._theme), factor(self._theme))
        paint(painter, [self._shape], self._theme)


class Legend(QWidget):
    """`show_entries` fills it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty legend."""
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[LegendEntry, ...] = ()
        inside = QWidget()
        self._flow = FlowLayout(inside, gap=18)
        around = QHBoxLayout(self)
        around.setContentsMargins(16, 8, 16, 10)
        around.addWidget(inside)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Explain these."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self._flow.clear()
        for entry in entries:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(_Sample(self._theme, entry.shape), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(text_label(said(entry.words), "muted"))
            self._flow.addWidget(pair)
