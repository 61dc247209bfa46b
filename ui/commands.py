"""What the commands of the window do. Verbs belong to the desk or to a page; a command asks for what they need."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from ui.theme import Mode
from ui.words import said, step_said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.store.history import Undone
    from ui.manual import Manual
    from ui.window import MainWindow


class Commands:
    """The commands of one window; `menus.py` gives them words, keys and a menu."""

    def __init__(self, window: MainWindow) -> None:
        """Commands of `window`."""
        self.window = window
        self._manual: Manual | None = None

    # stores

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
        path = self.window.alerts.open_file(_tr("Open store"), self.window.settings.data_folder())
        if path is not None:
            self.open_store(path)

    def open_store(self, path: Path) -> None:
        """Open a store in this window; the present one stays where it cannot be opened."""
        from briefing.desk import Desk

        self._take(lambda: Desk.open(path, self.window.settings.user()))

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
        path = self.window.alerts.save_file(
            _tr("Save a copy"), desk.store.path.with_name(f"{desk.store.path.stem}-copy.db")
        )
        if path is not None and self.window.context.attempt(lambda: desk.save_copy(path, overwrite=True)):
            self.window.toasts.show_toast(_tr("A copy was saved."))

    def save_working_copy(self) -> None:
        """Ask where, write a copy to work on there, and open it."""
        desk = self.window.desk
        folder = self.window.settings.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = self.window.alerts.save_file(_tr("Save a copy to work on"), folder / f"{desk.store.path.stem}-work.db")
        if path is None:
            return
        if self.window.context.attempt(lambda: desk.save_working_copy(path)):
            self.open_store(path)

    def backup(self) -> None:
        """Write a dated backup now, off the window's thread."""
        desk = self.window.desk
        self.window.background.run(
            _tr("Backing up"),
            lambda _handle: _backed_up(desk),
            lambda path: self.window.toasts.show_toast(_tr("Backed up as %1.").replace("%1", path.name)),
            lambda text: self.window.toasts.show_toast(text),
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
            lambda _handle: _prepared(path, target, window.settings.user()),
            lambda made: self._swap_in(made, target),
            lambda text: window.toasts.show_toast(text),
        )

    def _swap_in(self, made: tuple[Path | None, Path], target: Path) -> None:
        from briefing.desk import Desk
        from briefing.errors import BriefingError

        kept, prepared = made
        problem = ""
        self.window.let_go(backup=False)
        try:
            Desk.swap_in(prepared, target)
        except BriefingError as error:
            problem = said(error)
        self.open_store(target)
        if problem:
            self.window.alerts.problem(problem)
        elif kept is None:
            self.window.toasts.show_toast(_tr("The backup was restored."))
        else:
            words = _tr("The backup was restored. The store as it was is the newest backup.")
            self.window.toasts.show_toast(words, _tr("Undo"), lambda: self.restore_backup(kept))

    def check(self) -> None:
        """Check the file and every quote, off the window's thread, and say what was found."""
        desk = self.window.desk
        self.window.background.run(
            _tr("Checking the store"),
            lambda _handle: _checked(desk),
            self._tell_check,
            lambda text: self.window.toasts.show_toast(text),
        )

    def _tell_check(self, problems: tuple[str, ...]) -> None:
        if problems:
            self.window.alerts.problem(_tr("The check found problems."), "\n".join(said(one) for one in problems[:20]))
        else:
            self.window.toasts.show_toast(_tr("The store is sound, and every quote matches its source."))

    def use_today(self) -> None:
        """Show the store as at today from now on."""
        if self.window.may_edit():
            self.window.context.attempt(lambda: self.window.desk.set_setting("as_at", ""))

    # pages

    def undo(self) -> None:
        """Take back the last step; say so, with a way back."""
        self.window.current_page().flush()
        self._turn(self.window.desk.undo, _tr("Undone: %1"))

    def redo(self) -> None:
        """Bring back what was undone."""
        self.window.current_page().flush()
        self._turn(self.window.desk.redo, _tr("Redone: %1"))

    def _turn(self, verb: Callable[[], Undone | None], words: str) -> None:
        from briefing.errors import BriefingError

        try:
            done = verb()
        except BriefingError as error:
            self.window.toasts.show_toast(said(error))
            return
        if done is None:
            return
        text = words.replace("%1", step_said(done.label))
        if done.skipped:
            text += " " + _tr("Left alone, since it was changed again: %1.").replace("%1", ", ".join(done.skipped))
        self.window.toasts.show_toast(text)
        self.window.context.saved("")

    def new_record(self) -> None:
        """Make a new record of the present place."""
        if self.window.may_edit():
            self.window.current_page().new_record()

    def duplicate(self) -> None:
        """Make a record that says the same as the one shown."""
        self.window.current_page().duplicate_record()

    def link_issue(self) -> None:
        """Link the record shown to an issue."""
        self.window.current_page().link_to_issue()

    def copy_quote(self) -> None:
        """Put the quote shown and its source on the clipboard."""
        self.window.current_page().copy_with_source()

    def include_block(self) -> None:
        """Print the block of the brief that is shown, or leave it out."""
        self.window.current_page().include_block()

    def delete_record(self) -> None:
        """Move the record shown to the bin."""
        self.window.current_page().delete_record()

    def flip_view(self) -> None:
        """Show the present place in its other way: as a list, or as a picture."""
        self.window.current_page().flip_view()

    def find(self) -> None:
        """Put the focus into the filter of the present place."""
        self.window.current_page().focus_filter()

    def search(self) -> None:
        """Open the search over everything."""
        from ui.search import SearchBox

        SearchBox(self.window.context, self.window).open_over()

    def import_files(self) -> None:
        """Ask for files and archive them as sources."""
        kinds = _tr("Text and HTML (*.txt *.md *.html *.htm)")
        paths = self.window.alerts.open_files(_tr("Import sources"), Path.home(), kinds)
        if paths:
            self.import_paths(paths)

    def import_paths(self, paths: list[Path]) -> None:
        """Archive these files as sources."""
        from ui.pages.sources import SourcesPage

        self.window.show_place("sources")
        page = self.window.current_page()
        assert isinstance(page, SourcesPage)
        page.import_files(paths)

    def capture(self) -> None:
        """Capture the selected passage of the source that is read."""
        from ui.pages.sources import SourcesPage

        page = self.window.current_page()
        if isinstance(page, SourcesPage):
            page.capture_selection()
        else:
            self.window.toasts.show_toast(_tr("Open a source and select a passage first."))

    def export(self) -> None:
        """Export the brief that is shown."""
        from ui.pages.briefs import BriefsPage

        self.window.show_place("briefs")
        page = self.window.current_page()
        assert isinstance(page, BriefsPage)
        page.export_brief()

    def print_brief(self) -> None:
        """Print the brief that is shown."""
        from ui.pages.briefs import BriefsPage

        self.window.show_place("briefs")
        page = self.window.current_page()
        assert isinstance(page, BriefsPage)
        page.print_brief()

    # look, help

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or like the system."""
        self.window.settings.set_mode(mode)
        self.window.theme.set_mode(mode)

    def flip_light(self) -> None:
        """From light to dark and back."""
        self.set_mode(Mode.LIGHT if self.window.theme.is_dark else Mode.DARK)
        self.window.menus.refresh()

    def step_text(self, direction: int) -> None:
        """Larger (1), smaller (-1) or normal (0) text."""
        self.window.theme.step_text_scale(direction)
        self.window.settings.set_text_scale(self.window.theme.text_scale)

    def preferences(self) -> None:
        """Open the preferences."""
        from ui.forms.preferences import Preferences

        Preferences(self.window.context, self.window).open()

    def activity(self) -> None:
        """Show everything that was done in the store."""
        from ui.forms.activity import ActivityLog

        ActivityLog(self.window.context, self.window).open()

    def shortcuts(self) -> None:
        """Show every shortcut: a page of the manual."""
        from ui.manual import KEYS

        self.manual(KEYS)

    def manual(self, name: str = "") -> None:
        """Open the manual, at the page of the present place where no other is named."""
        from ui.manual import Manual

        dialog = self._manual
        if dialog is None or not shiboken6.isValid(dialog):
            dialog = self._manual = Manual(self.window.context, self.window)
        dialog.show_page(name or self.window.current_page().KEY)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def about(self) -> None:
        """Show the version, the engine and the licences."""
        from ui.forms.help import About

        About(self.window.context, self.window).open()

    def window_toast(self) -> None:
        """Move the focus to the newest message."""
        self.window.toasts.focus_latest()


def _backed_up(desk: Desk) -> Path:
    twin = desk.twin()
    try:
        return twin.keep_backup()
    finally:
        twin.close()


def _prepared(path: Path, target: Path, user: str) -> tuple[Path | None, Path]:
    """The backup that was made of the present store, where there is one, and the file that will take its place."""
    from briefing.desk import Desk

    kept = None
    if target.exists():
        with closing(Desk.open(target, user, read_only=True)) as present:
            kept = present.keep_backup()
    return kept, Desk.prepare_backup(path, target, user)


def _checked(desk: Desk) -> tuple[str, ...]:
    twin = desk.twin()
    try:
        return twin.check().problems
    finally:
        twin.close()
