"""The strip in the status bar that shows long work and lets the user cancel it.

Responsible for: appearing only when work takes longer than a blink, and saying so to assistive tools.
Refuses to: block, and to run the work.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.icons import Icons
from ui.widgets.labels import ElidedLabel

APPEARS_MS = 300


class ProgressStrip(QWidget):
    """Label, bar, Cancel. ``start`` arms it, ``finish`` ends it; quick work never shows it."""

    cancel_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = icons.theme
        self._label = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(lambda _checked=False: self._on_cancel())
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APPEARS_MS)
        self._timer.timeout.connect(self.show)
        self._theme.changed.connect(self._size)
        self._size()
        self.hide()

    def start(self, label: str, total: int = 0) -> None:
        """Begin work of ``total`` steps; 0 means nobody knows how many."""
        self._label.setText(label)
        self._label.updateGeometry()
        self._bar.setAccessibleName(label)
        self._cancel.setAccessibleName(f"{self._cancel.text()}: {label}")
        self._cancel.setEnabled(True)
        self.set_progress(0, total)
        self._timer.start()

    def set_progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps are done."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def set_label(self, label: str) -> None:
        """Change the words, for example to the file being read."""
        self._label.setText(label)
        self._bar.setAccessibleName(label)

    def finish(self) -> None:
        """The work ended, well or not."""
        self._timer.stop()
        self.hide()

    def _on_cancel(self) -> None:
        # One click is enough; the strip stays until the work has really stopped.
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()

    def _size(self) -> None:
        self._bar.setFixedWidth(self._theme.px(140))
