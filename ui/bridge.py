"""Where the core's notices become Qt signals, and the only such place.

Also watches for writes of other windows on the same store.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.store.steps import Change
from ui.words import said

WATCH_MS = 2_000
EVERYTHING = Change(frozenset({"*"}), frozenset(), "other window")
"""The change that stands for "another window wrote something"."""


class Bridge(QObject):
    """`changed` carries a `Change` after every verb, and `EVERYTHING` when another window wrote.

    `lost` tells why the store cannot be read or is no longer where it was, `found` that it is there again.
    `closing` says that the store is about to be closed.
    """

    changed = Signal(object)
    lost = Signal(str)
    found = Signal()
    closing = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False) -> None:
        """Listen to `desk`. What others write while this window is `busy` is told when it has ended: it may be ours."""
        super().__init__(parent)
        self._busy = busy
        self._desk = desk
        self._stop = desk.listen(self.changed.emit)
        self._version = desk.data_version()
        self._lost = ""
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(lambda: self._compare(tell=not self._busy()))
        self._timer.start()

    def look(self) -> None:
        """Tell at once when another connection has written, or the file has gone or come back."""
        self._compare(tell=True)

    def _compare(self, *, tell: bool) -> None:
        try:
            version = self._desk.data_version()
            gone: BriefingError | None = self._desk.gone()
        except BriefingError as error:
            version, gone = self._version, error
        problem = said(gone) if gone else ""
        if problem != self._lost:
            self._lost = problem
            if problem:
                self.lost.emit(problem)
            else:
                self.found.emit()
        if tell and version != self._version:
            self._version = version
            self.changed.emit(EVERYTHING)

    def close(self) -> None:
        """Stop listening; what works on the store by itself must end with it."""
        self.closing.emit()
        self._timer.stop()
        self._stop()
