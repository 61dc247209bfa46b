"""What stands in a scroll area: as high as its words need at the width they have."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Column(QWidget):
    """The content of a scroll area that wraps its words; its layout says how high it is.

    A scroll area takes the height of a widget at its narrowest, and would scroll over thousands of empty pixels.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint
