"""The commands about stores as files: open, copy, back up, restore, check.

Responsible for: asking where, the worker, and saying what came of it. Refuses to: know how a store is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ui.stores import on_twin, prepared
from ui.words import said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.drafts import Drafts
    from ui.review.over_window import ReviewMode
    from ui.window import MainWindow

T = TypeVar("T")


class StoreCommands:
    """The commands of one window that are about its store as a file."""

    def __init__(self, window: MainWindow) -> None:
        """Commands of `window`."""
        self.window = window
        self.review_mode: ReviewMode | None = None

    def new_store(self) -> None:
        """Ask where, and start an empty store."""
        folder = self.window.settings.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = self.window.alerts.save_file(_tr("New store"), folder / "crisis.db")
        if path is None:
            return
        if not path.suffix:
            path = path.with_suffix(".db")
        from briefing.desk import Desk

        self._take(lambda: Desk.new(path, self.window.settings.user()))

    def choose_store(self) -> None:
        """Ask which store, and open it."""
        kinds = _tr("Stores and pouches (*.db *.pouch);;All files (*)")
        path = self.window.alerts.open_file(_tr("Open store"), self.window.settings.data_folder(), kinds)
        if path is not None:
            self.open_store(path)

    def open_store(self, path: Path) -> None:
        """Open a store or a pouch in this window; the present one stays where it cannot be opened."""
        from briefing.desk import Desk
        from briefing.pouch.reading import is_pouch

        if is_pouch(path):
            self.open_pouch(path)
            return

        window = self.window
        if window.shows(path) and window.desk.gone():
            # SQLite knows a log by its name: two files of one name must never be open at once
            for one in (window, *(other for other in window.neighbours() if other.shows(path))):
                one.let_go()
        self._take(lambda: Desk.open(path, self.window.settings.user()))
        if window.has_desk() and window.shows(path):
            self.read_at_once()

    def read_at_once(self) -> None:
        """A file that can only be read and in which briefs were issued is an official's: it opens in review mode."""
        desk = self.window.desk
        if desk.read_only and desk.ids("brief_version"):
            self.window.commands.review()

    def open_pouch(self, path: Path) -> bool:
        """Open a pouch and read it in review mode; returns whether that was done."""
        from ui.review.pouches import read_pouch

        mode = read_pouch(self.window, path)
        self.review_mode = mode or self.review_mode
        return mode is not None

    def open_sample(self) -> None:
        """Open the user's copy of the sample, made if need be."""
        from ui.stores import open_sample

        self._take(lambda: open_sample(self.window.settings))

    def _take(self, opening: Callable[[], Desk], looking_from: Path | None = None) -> None:
        from briefing.errors import BriefingError

        try:
            desk = opening()
        except BriefingError as error:
            if self.window.has_desk():
                self.window.alerts.problem(said(error))
            else:
                self.window.show_problem(said(error))
            return
        self.window.take_desk(desk, looking_from)

    def save_copy(self) -> None:
        """Ask where, and write the whole store there."""
        desk = self.window.desk
        self.window.flush()
        path = self.window.alerts.save_file(
            _tr("Save a copy"), desk.store.path.with_name(f"{desk.store.path.stem}-copy.db")
        )
        if path is not None:
            self._on_twin(
                _tr("Saving a copy"),
                lambda twin: twin.save_copy(path, overwrite=True),
                lambda _path: self.window.toasts.show_toast(
                    _tr("A copy was saved."), _tr("Show"), lambda: self.window.alerts.show_folder(path.parent)
                ),
                (_tr("Choose another place…"), self.save_copy),
            )

    def save_working_copy(self) -> None:
        """Ask where, write a copy to work on there, and open it. Words that could not be saved go with it."""
        window, desk, drafts = self.window, self.window.desk, self.window.context.drafts
        window.flush()
        folder = window.settings.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = window.alerts.save_file(_tr("Save a copy to work on"), folder / f"{desk.store.path.stem}-work.db")
        if path is None or not self._written(lambda: desk.save_working_copy(path)):
            return
        self._take(lambda: self._with_drafts(path, drafts))

    def _with_drafts(self, path: Path, drafts: Drafts) -> Desk:
        from briefing.desk import Desk
        from ui.stores import drafts_of

        desk = Desk.open(path, self.window.settings.user())
        drafts.hand_over(drafts_of(desk))
        return desk

    def _written(self, verb: Callable[[], object]) -> bool:
        """Write another file; where that fails, the store itself is not in trouble."""
        from briefing.errors import BriefingError

        try:
            verb()
        except BriefingError as error:
            self.window.toasts.show_toast(said(error))
            return False
        return True

    def backup(self) -> None:
        """Write a dated backup now, off the window's thread."""
        self._on_twin(
            _tr("Backing up"),
            lambda twin: twin.keep_backup(),
            lambda path: self.window.toasts.show_toast(_tr("Backed up as %1.").replace("%1", path.name)),
        )

    def backups(self) -> None:
        """Show the backups of this store."""
        from ui.forms.backups import Backups

        dialog = Backups(self.window.context, self.window)
        dialog.look_wanted.connect(self.look_inside)
        dialog.restore_wanted.connect(self.restore_backup)
        dialog.open()

    def look_inside(self, path: Path) -> None:
        """Open a backup for reading only; a banner leads back to the store."""
        from briefing.desk import Desk

        before = self.window.looking_from or self.window.desk.store.path
        self._take(lambda: Desk.open_backup(path, self.window.settings.user()), before)

    def restore_backup(self, path: Path) -> None:
        """Put a backup in the place of the store, which is backed up first; the message can take it back."""
        window = self.window
        target = window.looking_from or window.desk.store.path
        window.current_page().flush()
        window.background.run(
            _tr("Restoring"),
            lambda _handle: prepared(path, target, window.settings.user()),
            lambda made: self._swap_in(made, target),
            lambda text: window.toasts.show_toast(text),
        )

    def _swap_in(self, made: tuple[Path | None, Path], target: Path) -> None:
        from briefing.desk import Desk
        from briefing.errors import BriefingError

        kept, ready = made
        problem = ""
        others = [other for other in self.window.neighbours() if other.shows(target)]
        for window in (self.window, *others):  # a file that somebody has open is not replaced
            window.let_go(backup=False)
        try:
            Desk.swap_in(ready, target)
        except BriefingError as error:
            problem = said(error)
        for window in (self.window, *others):
            window.commands.open_store(target)
        if problem:
            self.window.alerts.problem(problem)
        elif kept is None:
            self.window.toasts.show_toast(_tr("The backup was restored."))
        else:
            words = _tr("The backup was restored. The store as it was is the newest backup.")
            self.window.toasts.show_toast(words, _tr("Undo"), lambda: self.restore_backup(kept))

    def check(self) -> None:
        """Check the file and every quote, off the window's thread, and say what was found."""
        self._on_twin(_tr("Checking the store"), lambda twin: twin.check().problems, self._tell_check)

    def _on_twin(
        self,
        label: str,
        verb: Callable[[Desk], T],
        done: Callable[[T], object],
        again: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Do what reads the whole store off the window's thread; `again` names a way forward where it fails."""
        desk, toasts = self.window.desk, self.window.toasts

        def failed(text: str) -> None:
            if handle.cancelled():
                toasts.show_toast(_tr("Stopped. Nothing was changed."))
            else:
                toasts.show_toast(text, *(again or ()))

        handle = self.window.background.run(label, lambda handle: on_twin(desk, handle, verb), done, failed)

    def _tell_check(self, problems: tuple[str, ...]) -> None:
        if problems:
            self.window.alerts.problem(_tr("The check found problems."), "\n".join(said(one) for one in problems[:20]))
        else:
            self.window.toasts.show_toast(_tr("The store is sound, and every quote matches its source."))

    def use_today(self) -> None:
        """Show the store as at today from now on."""
        if self.window.may_edit():
            self.window.context.attempt(lambda: self.window.desk.set_setting("as_at", ""))
