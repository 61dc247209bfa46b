"""The detail beside a list follows the row: at once, but behind a key that is held down only when it is let go.

Building a page for every row that goes by would leave the list far behind the key.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

RESTS_MS = 150
"""A held key comes again about every 30 ms; when it has not for so long, the list rests."""


class Following(QObject):
    """Calls `follow` when the current row of a list has changed; `catch_up` is for whoever needs the detail at once."""

    def __init__(self, view: QListView, follow: Callable[[], None]) -> None:
        """Watch a list that has its model."""
        super().__init__(view)
        self._follow = follow
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RESTS_MS)
        self._timer.timeout.connect(self._follow)
        view.installEventFilter(self)
        view.selectionModel().currentChanged.connect(lambda _new, _old: self._on_current())

    def catch_up(self) -> None:
        """Show what the list stands on, where the detail has not followed yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._follow()

    def is_behind(self) -> bool:
        """Whether the detail has still to follow."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):  # a press, a release, or a key that a menu may take before the list has it
            self._held = event.isAutoRepeat()
            if not self._held:
                self.catch_up()  # also before another key does something to the record
        return super().eventFilter(watched, event)

    def _on_current(self) -> None:
        if self._held:
            self._timer.start()
        else:
            self._timer.stop()
            self._follow()
