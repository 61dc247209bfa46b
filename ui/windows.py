"""The windows of one run of the program: they share theme, icons and settings, and nothing else.

Responsible for: opening another window on the same store, letting it hear at once what its neighbours wrote, and
letting a closed one go. Refuses to: know what a window shows. Who starts the program owns this object.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ui.alerts import Alerts
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow
from ui.words import said

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.errors import BriefingError

_STEP = 28  # how far a new window stands below and beside the one it was opened from


class Windows(QObject):
    """Makes windows with `add`; each has its own desk, pages, trail and alerts, and is closed by itself."""

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        icons: Icons,
        make_alerts: Callable[[], Alerts] = Alerts,
        parent: QObject | None = None,
    ) -> None:
        """No window yet."""
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._icons = icons
        self._make_alerts = make_alerts
        self._open: list[MainWindow] = []

    def all(self) -> list[MainWindow]:
        """The windows that are open, in the order in which they were opened."""
        return list(self._open)

    def add(self, desk: Desk | None) -> MainWindow:
        """Make a window that is not shown yet."""
        taken = {window.slot for window in self._open}
        slot = next(number for number in range(1, len(taken) + 2) if number not in taken)
        window = MainWindow(desk, self._settings, self._theme, self._icons, self._make_alerts(), slot)
        window.neighbours = lambda: [other for other in self._open if other is not window]
        window.another_wanted.connect(lambda: self.add_beside(window))
        # Queued: a neighbour reads the store again once the verb that wrote has come to its end.
        window.wrote.connect(lambda: self._tell(window), Qt.ConnectionType.QueuedConnection)
        window.closed.connect(lambda: self._forget(window))
        self._open.append(window)
        return window

    def add_beside(self, window: MainWindow) -> MainWindow | None:
        """Show another window on the store of `window`; where that cannot be opened again, say why and return None."""
        from briefing.desk import Desk
        from briefing.errors import BriefingError

        desk = window.desk
        try:
            again = Desk.open_backup(desk.store.path, desk.user) if window.looking_from is not None else desk.again()
        except BriefingError as error:
            window.toasts.show_toast(said(error))
            return None
        made = self.add(None)
        if not made.was_placed:
            made.resize(window.size())
            made.move(window.pos().x() + _STEP, window.pos().y() + _STEP)
        made.take_desk(again, window.looking_from)
        made.show()
        return made

    def refused(self, error: BriefingError) -> None:
        """Say in the window in front what no part of it has caught: a store that cannot be read any more, mostly."""
        found = [window for window in self._open if window.has_desk()]
        front = next((window for window in found if window.isActiveWindow()), found[0] if found else None)
        if front is not None:
            front.context.refused(error)

    def _tell(self, writer: MainWindow) -> None:
        if not writer.has_desk():
            return
        for window in self.all():
            if window is not writer and window.shows(writer.desk.store.path):
                window.bridge.look()

    def _forget(self, window: MainWindow) -> None:
        if window in self._open:
            self._open.remove(window)
            window.deleteLater()
