"""Exchange with another copy: a store file or a shared folder is chosen, read, looked at, and taken or left.

Refuses to: take anything that was not shown before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.exchange import core
from ui.exchange.core import Arrival, Exchanged, Stranger, mixing_words, nothing_in_common
from ui.exchange.preview import PreviewPanel
from ui.exchange.server_stage import ServerStage
from ui.exchange.stages import Stages
from ui.widgets.empty import EmptyState
from ui.words import said


class ExchangeWindow(Stages):
    """The dialog; `open()` it. `taken` carries what was taken and where from, after the store has it."""

    taken = Signal(object, object)
    copy_wanted = Signal()
    server_done = Signal(object, object)
    """What an exchange with a server did, and what was looked at before."""
    forgotten = Signal(str)
    """The address of a server that is no longer to be known."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Ask for a file."""
        super().__init__(context, self.tr("Exchange with another copy"), self.tr("Take"), "download", parent)
        self.preview: PreviewPanel | None = None
        self.server = ServerStage(self)
        self.start = EmptyState(
            context.icons,
            "refresh-cw",
            self.tr("What did another desk do?"),
            self.tr(
                "Choose a copy of this store that somebody else has worked on, or the folder or server through which "
                "you exchange. You see every change before anything is taken, and can take all of it back afterwards."
            ),
        )
        self.file_button = self.start.add_action(
            self.tr("Choose a store file…"), self.choose_file, icon="database", primary=True
        )
        self.folder_button = self.start.add_action(
            self.tr("Choose a shared folder…"), self.choose_folder, icon="folder-open"
        )
        self.server_button = self.start.add_action(self.tr("A team's server…"), self.server.ask, icon="users")
        self.copy_button = self.start.add_action(self.tr("Save a copy for another desk…"), self._save_copy, icon="save")
        self.again = self.problem.add_action(self.tr("Choose another file…"), self.choose_file, primary=True)
        self.grow(680, 420)
        self.show_page(self.start)
        self.file_button.setFocus()

    def choose_file(self) -> None:
        """Ask for the store of another desk, and read it."""
        path = self.context.alerts.open_file(self.tr("Copy of another desk"), self.context.settings.data_folder())
        if path is not None:
            self.read(path)

    def choose_folder(self) -> None:
        """Ask for the folder that is shared with other desks, and read it."""
        context = self.context
        start = context.settings.exchange_folder(context.desk.store.site) or context.settings.data_folder()
        folder = context.alerts.choose_folder(self.tr("Folder shared with other desks"), start)
        if folder is not None:
            self.read(folder)

    def _save_copy(self) -> None:
        self.reject()
        self.copy_wanted.emit()

    def read(self, path: Path, *, join: bool = False) -> None:
        """Read in the background what the store file or shared folder at `path` has, and show it.

        Where it has nothing in common with the store, that is asked about, unless the two are to `join`.
        """
        self.context.flush()
        words = self.tr("Reading “%1”").replace("%1", path.name)
        self.work(words, lambda desk, handle: core.look(desk, path, handle, join=join), self._found, writes=True)

    def take(self) -> None:
        """Take what is shown."""
        if self.preview is None or self.busy() or not self.context.may_edit():
            return
        self._exchange(self.preview.arrival)

    def _exchange(self, arrival: Arrival) -> None:
        where = arrival.where
        if not isinstance(where, Path):
            self.server.take(arrival)
            return
        self.work(
            self.tr("Taking the changes in"),
            lambda desk, handle: core.take(desk, where, handle, join=arrival.join),
            partial(self._taken, arrival),
            writes=True,
        )

    def main_verb(self) -> None:
        if not self.server.main_verb():
            self.take()

    def refused(self, sentence: str) -> None:
        if self.server.working:
            self.server.refused(sentence)
            return
        self.say_problem(self.tr("Nothing was taken in"), sentence)
        self.again.setFocus()

    def _found(self, found: Arrival | Stranger) -> None:
        if isinstance(found, Arrival):
            self._show_arrival(found)
            return
        self.show_page(self.start)
        if self.context.alerts.confirm(nothing_in_common(found.where.name), self.tr("Join"), mixing_words()):
            self.read(found.where, join=True)

    def _show_arrival(self, arrival: Arrival) -> None:
        if isinstance(arrival.where, Path) and arrival.both_ways:
            self.context.settings.set_exchange_folder(self.context.desk.store.site, arrival.where)
        nothing = not arrival.preview.records and not arrival.preview.conflicts
        if nothing and arrival.both_ways:
            self._exchange(arrival)  # there is nothing to look at, and what is ours goes out
            return
        if nothing:
            words = self.tr("This store has everything that “%1” has.").replace("%1", arrival.where.name)
            notices = [said(one) for one in arrival.preview.notices]
            self.say_problem(self.tr("There is nothing new"), "\n".join([words, *notices]), "circle-check")
            return
        self.show_arrival(arrival)

    def show_arrival(self, arrival: Arrival) -> None:
        """Show what would be taken."""
        self.main_button.setText(self.tr("Exchange") if arrival.both_ways else self.tr("Take"))
        if self.preview is not None:
            self.stack.removeWidget(self.preview)
            self.preview.deleteLater()
        self.preview = PreviewPanel(self.context, arrival)
        self.grow(900, 640)
        self.show_page(self.preview, verb=True)
        self.preview.take_focus()

    def _taken(self, arrival: Arrival, found: Exchanged) -> None:
        self.accept()
        self.context.bridge.look()  # the window hears at once of what the worker wrote
        self.taken.emit(found, arrival)
