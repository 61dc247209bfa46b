"""What the menus and drops do about exchange: the windows, and what is said after something was taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QWidget

from briefing.clock import utc_now
from briefing.errors import BriefingError
from ui.brief.desk_work import work_on
from ui.exchange import core
from ui.exchange.server_verbs import ServerVerbs
from ui.forms.words import moment_words
from ui.widgets.labels import isolate
from ui.words import counted, cut, said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk.replying import ReplyPreview
    from ui.background import Handle
    from ui.context import Context
    from ui.exchange.reply import ReplyWindow
    from ui.exchange.window import ExchangeWindow
    from ui.window import MainWindow


_LONGEST = 200
"""So much of a notice is shown in a message."""


class ExchangeVerbs:
    """The exchange of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Verbs for `window`."""
        self.window = window
        self.server = ServerVerbs(self)
        self._told = 0
        self._windows: dict[str, QWidget] = {}

    def exchange(self) -> None:
        """Ask for another copy, and show what it has."""
        self.dialog()

    def exchange_with(self, path: Path) -> None:
        """Show what the store at `path` has that this one has not."""
        dialog = self.dialog()
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
        if not self.may_take():
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
            window.commands.all_notes(notes[0].brief)

    def settle(self) -> None:
        """Show the conflicts that wait to be settled; the same window again where it is open."""
        from ui.exchange.conflicts import ConflictsWindow

        self._show("conflicts", ConflictsWindow)

    def doubles(self) -> None:
        """Show the records that may be one; the same window again where it is open."""
        from ui.exchange.doubles import DoublesWindow

        self._show("doubles", DoublesWindow)

    def _show(self, key: str, made: Callable[[Context, QWidget], QWidget]) -> None:
        found = self._windows.get(key)
        if found is None or not shiboken6.isValid(found):
            found = self._windows[key] = made(self.window.context, self.window)
        found.show()
        found.raise_()
        found.activateWindow()

    def waiting(self) -> int:
        """How many conflicts wait; what `news` compares with."""
        self.show_last()
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

    def may_take(self) -> bool:
        if self.window.may_edit():
            return True
        self.window.toasts.show_toast(_tr("This store is open for reading only, so nothing can be taken in."))
        return False

    def dialog(self) -> ExchangeWindow | None:
        from ui.exchange.window import ExchangeWindow

        window = self.window
        if not self.may_take():
            return None
        dialog = ExchangeWindow(window.context, window)
        dialog.taken.connect(self.tell)
        dialog.copy_wanted.connect(window.commands.save_copy)
        dialog.server_done.connect(self.server.tell)
        dialog.forgotten.connect(self.server.forget)
        dialog.finished.connect(lambda _how: self.server.follow())
        dialog.open()
        return dialog

    def exchange_now(self) -> None:
        """Exchange through the remembered folder or server at once; without one, ask for a folder and show it."""
        window = self.window
        if self.server.address():
            self.server.exchange_now()
            return
        folder = window.settings.exchange_folder(window.desk.store.site)
        if folder is None:
            dialog = self.dialog()
            if dialog is not None:
                dialog.choose_folder()
            return
        if not self.may_take():
            return
        window.flush()
        desk, before = window.desk, window.desk.step_number()
        handle: Handle | None = None

        def failed(sentence: str) -> None:
            if not window.has_desk() or window.desk is not desk:
                return  # another store was opened while the answer was on its way
            if handle is not None and handle.cancelled():
                window.context.bridge.look()
                window.toasts.show_toast(core.stopped_words(desk, before))
            else:
                window.toasts.show_toast(sentence, _tr("Choose a folder…"), self.exchange)

        def done(found: core.Exchanged) -> None:
            if not window.has_desk() or window.desk is not desk:
                return
            window.context.bridge.look()
            self.tell(found, core.Arrival(folder, core.EMPTY))

        words = _tr("Exchanging with other desks")
        handle = work_on(
            window,
            window.context,
            words,
            lambda desk, handle: core.take(desk, folder, handle),
            done,
            failed,
            writes=True,
        )

    def show_last(self) -> None:
        """Say in the status line when the store was exchanged last."""
        window = self.window
        site = window.desk.store.site
        at, name = window.settings.exchanged_at(site), window.settings.exchanged_with(site)
        words = _tr("exchanged %1 with %2") if name else _tr("exchanged %1")
        window.status.set_exchanged(words.replace("%1", _moment(at)).replace("%2", isolate(name)) if at else "")
        self.server.follow()

    def tell(self, found: core.Exchanged, arrival: core.Arrival, sent: str = "") -> None:
        """Say what an exchange did; `sent` in place of how many steps of ours went out."""
        window, taken = self.window, found.taken
        if arrival.both_ways:
            window.settings.set_exchanged(window.desk.store.site, utc_now(), arrival.where.name)
            self.show_last()
        if doubles := len(arrival.preview.doubles):
            came = counted(doubles, "%1 possible double came along.", "%1 possible doubles came along.")
            window.toasts.show_toast(came, _tr("Look…"), self.doubles)
        notices = [said(one) for one in (*taken.notices, *found.notices)]
        if notices:
            window.toasts.show_toast(
                cut(notices[0], _LONGEST),
                _tr("Read all"),
                lambda: window.alerts.problem(_tr("What the exchange has to say"), "\n\n".join(notices)),
            )
        number = taken.new + taken.changed
        words = counted(number, "Taken from %2: %1 record.", "Taken from %2: %1 records.", arrival.name)
        if arrival.both_ways:
            sent = sent or counted(found.sent, "%1 step of ours went out.", "%1 steps of ours went out.")
            words = f"{words} {sent}" if number else _tr("Exchanged: nothing new for us. %1").replace("%1", sent)
        if taken.name:
            window.context.offer_undo(words, taken.name)
        else:
            window.toasts.show_toast(words)


def _moment(at: str) -> str:
    """A moment as day and time; the time alone where it is of today."""
    day, _, time = moment_words(at).rpartition(", ")
    return time if day == moment_words(utc_now()).rpartition(", ")[0] else moment_words(at)
