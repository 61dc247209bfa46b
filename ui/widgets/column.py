"""What stands in a scroll area: as high as its words need at the width they have."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Column(QWidget):
    """The content of a scroll area that wraps its words; its layout says how high it is.

    A scroll area takes the height of a widget at its narrowest, and would scroll over thousands of empty pixels.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint


_SETTLES_MS = 250
"""So long a page may still be laid out after a part was added to it."""


class _Revealing(QObject):
    """Keeps a part in view while what stands around it finds its height."""

    def __init__(self, area: QScrollArea, part: QWidget, margin: int) -> None:
        super().__init__(part)
        self._area, self._part, self._margin = area, part, margin
        area.verticalScrollBar().rangeChanged.connect(self._show)
        QTimer.singleShot(0, self, self._show)
        QTimer.singleShot(_SETTLES_MS, self, self._end)
        self._show()

    def _show(self) -> None:
        inside = self._area.widget()
        if inside is None or not inside.isAncestorOf(self._part):
            return
        if self._part.height() + 2 * self._margin > self._area.viewport().height():  # its beginning is read first
            top = self._part.mapTo(inside, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(top - self._margin // 2)
        else:
            self._area.ensureWidgetVisible(self._part, 0, self._margin)

    def _end(self) -> None:
        self._show()
        self._area.verticalScrollBar().rangeChanged.disconnect(self._show)
        self.deleteLater()


def reveal(area: QScrollArea, part: QWidget, margin: int = 40) -> None:
    """Bring a part of a scroll area into view, also where the page is still being laid out."""
    inside = area.widget()
    layout = inside.layout() if inside is not None else None
    if layout is not None:
        layout.activate()  # the page must be as long as it will be before it can be scrolled there
    _Revealing(area, part, margin)


def scrolled(inside: QWidget, name: str = "") -> QScrollArea:
    """A scroll area around `inside`, up and down only; the focus goes to what stands in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
