"""Where the core's notices become Qt signals, and the only such place.

Also watches for writes of other windows on the same store.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.store.steps import Change
from ui.words import said

WATCH_MS = 2_000
EVERYTHING = Change(frozenset({"*"}), frozenset(), "other window")
"""The change that stands for "another window wrote something"."""


class Bridge(QObject):
    """`changed` carries a `Change` after every verb, and `EVERYTHING` when another window wrote."""

    changed = Signal(object)
    lost = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Listen to `desk`."""
        super().__init__(parent)
        self._desk = desk
        self._stop = desk.listen(self.changed.emit)
        self._version = desk.data_version()
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Tell at once when another connection has written."""
        try:
            version = self._desk.data_version()
        except BriefingError as error:
            self._timer.stop()
            self.lost.emit(said(error))
            return
        if version != self._version:
            self._version = version
            self.changed.emit(EVERYTHING)

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._stop()
