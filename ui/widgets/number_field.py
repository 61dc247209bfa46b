"""A spin box that a passing wheel does not change.

Responsible for: the manners of a number in a form or in preferences.
Refuses to: save itself; ``valueChanged`` is the caller's to handle.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget


class NumberField(QSpinBox):
    """A whole number from ``low`` to ``high``."""

    def __init__(self, name: str = "", low: int = 0, high: int = 99, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Qt ignores a style sheet's padding at the start of a spin box.
        self.lineEdit().setTextMargins(8, 0, 8, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
