"""What stands in a scroll area: as high as its words need at the width they have."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Column(QWidget):
    """The content of a scroll area that wraps its words; its layout says how high it is.

    A scroll area takes the height of a widget at its narrowest, and would scroll over thousands of empty pixels.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint


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
