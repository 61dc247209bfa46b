"""What the menus and drops do about exchange: the windows, and what is said after something was taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from briefing.errors import BriefingError
from ui.exchange import core
from ui.words import counted
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk.replying import ReplyPreview
    from briefing.store.exchange import Taken
    from ui.exchange.conflicts import ConflictsWindow
    from ui.exchange.reply import ReplyWindow
    from ui.exchange.window import ExchangeWindow
    from ui.window import MainWindow


class ExchangeVerbs:
    """The exchange of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Verbs for `window`."""
        self.window = window
        self._told = 0
        self._conflicts: ConflictsWindow | None = None

    def exchange(self) -> None:
        """Ask for another copy, and show what it has."""
        self._dialog()

    def exchange_with(self, path: Path) -> None:
        """Show what the store at `path` has that this one has not."""
        dialog = self._dialog()
        if dialog is not None:
            dialog.read(path)

    def hand_over(self) -> None:
        """Ask which issued briefs go into a pouch; the one that is shown is suggested."""
        from ui.exchange.hand_over import HandOver

        self.window.flush()
        seen = self.window.current_page().seen()
        HandOver(self.window.context, self.window, seen[1] if seen and seen[0] == "brief" else "").open()

    def take_reply(self) -> None:
        """Ask for a reader's reply, and show what it holds."""
        self._reply()

    def take_reply_from(self, path: Path) -> None:
        """Show what the reply at `path` holds."""
        dialog = self._reply()
        if dialog is not None:
            dialog.read(path)

    def _reply(self) -> ReplyWindow | None:
        from ui.exchange.reply import ReplyWindow

        window = self.window
        if not window.may_edit():
            window.toasts.show_toast(_tr("This store is open for reading only, so nothing can be taken in."))
            return None
        dialog = ReplyWindow(window.context, window)
        dialog.taken.connect(self._tell_reply)
        dialog.open()
        return dialog

    def _tell_reply(self, taken: ReplyPreview) -> None:
        window, notes = self.window, [*taken.new, *(after for _before, after in taken.changed)]
        words = counted(len(notes), "Taken from %2: %1 note.", "Taken from %2: %1 notes.", taken.reader)
        window.context.offer_undo(words, window.desk.latest)
        if notes:
            window.go("brief", notes[0].brief)

    def settle(self) -> None:
        """Show the conflicts that wait to be settled; the same window again where it is open."""
        from ui.exchange.conflicts import ConflictsWindow

        found = self._conflicts
        if found is None or not shiboken6.isValid(found):
            found = self._conflicts = ConflictsWindow(self.window.context, self.window)
        found.show()
        found.raise_()
        found.activateWindow()

    def waiting(self) -> int:
        """How many conflicts wait; what `news` compares with."""
        self._told = self._count()
        return self._told

    def news(self) -> bool:
        """Whether another number of conflicts waits than was told."""
        return self._count() != self._told

    def _count(self) -> int:
        try:
            return self.window.desk.conflict_count()
        except BriefingError:  # a store in trouble may not be read either
            return 0

    def related(self, path: Path) -> bool:
        """Whether a file is another copy of the store that is open here and can be written to."""
        window = self.window
        if not window.has_desk() or window.desk.read_only:
            return False
        try:
            return core.related(window.desk, path)
        except BriefingError:
            return False  # opening it says why

    def _dialog(self) -> ExchangeWindow | None:
        from ui.exchange.window import ExchangeWindow

        window = self.window
        if not window.may_edit():
            window.toasts.show_toast(_tr("This store is open for reading only, so nothing can be taken in."))
            return None
        dialog = ExchangeWindow(window.context, window)
        dialog.taken.connect(self._tell)
        dialog.open()
        return dialog

    def _tell(self, taken: Taken, name: str) -> None:
        number = taken.new + taken.changed
        words = counted(number, "Taken from %2: %1 record.", "Taken from %2: %1 records.", name)
        if taken.name:
            self.window.context.offer_undo(words, taken.name)
        else:
            self.window.toasts.show_toast(words)
