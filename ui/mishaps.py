"""What is said when the program itself has a fault: a banner with a way to pass on the details, never silence.

Responsible for: telling it once, and writing the trace to standard error as before. Refuses to: send anything anywhere.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtGui import QGuiApplication

from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.widgets.banner import Banner
    from ui.window import MainWindow


class Mishaps:
    """Takes faults that nobody caught and shows them in a window; `watch` puts it in the place of Python's own hook."""

    def __init__(self, windows: Callable[[], Sequence[MainWindow]]) -> None:
        """Nothing has happened yet. `windows` gives those that are open."""
        self._windows = windows
        self._banner: Banner | None = None
        self._details: list[str] = []

    def watch(self) -> None:
        """Hear of every fault from now on."""
        sys.excepthook = self.happened

    def happened(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Say that something went wrong; a user who ends the program with a key of the terminal is no fault."""
        sys.__excepthook__(kind, fault, trace)
        open_ones = [window for window in self._windows() if shiboken6.isValid(window)]
        if issubclass(kind, KeyboardInterrupt) or not open_ones:
            return
        self._details.append("".join(traceback.format_exception(kind, fault, trace)))
        if self._banner is None or not shiboken6.isValid(self._banner):
            window = next((one for one in open_ones if one.isActiveWindow()), open_ones[-1])
            self._banner = window.body.add_banner(self._made(window))

    def _made(self, window: MainWindow) -> Banner:
        from ui.widgets.banner import Banner  # seldom needed, and the frame is painted without it

        words = _tr(
            "Something went wrong in the program itself. What was saved is safe. "
            "If a page looks odd, close the window and open it again."
        )
        banner = Banner(window.icons, words, "red")
        banner.add_action(_tr("Copy the details"), lambda: self.copy(window))
        banner.closed.connect(self._forget)
        return banner

    def _forget(self) -> None:
        self._banner = None

    def copy(self, window: MainWindow) -> None:
        """Put what happened on the clipboard, for whoever looks after the program."""
        QGuiApplication.clipboard().setText("\n".join(self._details))
        window.toasts.show_toast(_tr("The details were copied. They name files and lines, no entries."))
