"""What the commands of the window do. Verbs belong to the desk or to a page; a command asks for what they need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shiboken6

from ui.stores import on_twin, prepared
from ui.theme import Mode
from ui.words import said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.drafts import Drafts
    from briefing.store.history import Undone
    from ui.manual import Manual
    from ui.pages.sources import SourcesPage
    from ui.window import MainWindow

T = TypeVar("T")


class Commands:
    """The commands of one window; `menus.py` gives them words, keys and a menu."""

    def __init__(self, window: MainWindow) -> None:
        """Commands of `window`."""
        self.window = window
        self._manual: Manual | None = None

    # windows

    def new_window(self) -> None:
        """Open a second window on the same store."""
        self.window.another_wanted.emit()

    def quit(self) -> None:
        """Close every window of the program."""
        for window in [*self.window.neighbours(), self.window]:
            window.close()

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

        window = self.window
        if window.shows(path) and window.desk.gone():
            # SQLite knows a log by its name: two files of one name must never be open at once
            for one in (window, *(other for other in window.neighbours() if other.shows(path))):
                one.let_go()
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
        from ui.context import turned_words

        try:
            done = verb()
        except BriefingError as error:
            self.window.context.refused(error)
            return
        if done is None:
            return
        self.window.toasts.show_toast(turned_words(done, words))
        self.window.context.saved("")

    def new_record(self) -> None:
        """Make a new record of the present place."""
        if self.window.may_edit():
            self.window.current_page().new_record()

    def new_of(self, kind: str, place: str) -> None:
        """Go to the place of a kind, and make a record of it there."""
        if self.window.may_edit():
            self.window.show_place(place)
            self.window.current_page().new_of(kind)

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

    def restore_record(self) -> None:
        """Bring the record shown back out of the bin."""
        self.window.current_page().restore_record()

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
        self._sources().import_files(paths)

    def paste_source(self) -> None:
        """Archive a pasted text as a source."""
        self._sources().paste_source()

    def refer_source(self) -> None:
        """Make a source of which nothing is archived."""
        self._sources().refer_source()

    def _sources(self) -> SourcesPage:
        from ui.pages.sources import SourcesPage

        self.window.show_place("sources")
        page = self.window.current_page()
        assert isinstance(page, SourcesPage)
        return page

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

        dialog = Preferences(self.window.context, self.window)
        dialog.finished.connect(lambda _result: self.window.menus.refresh())
        dialog.open()

    def next_mistake(self) -> None:
        """Go to the next misspelt word of the page and offer what was meant."""
        from ui.spelling.verbs import next_mistake

        next_mistake(self.window.context, self.window.current_page())

    def switch_spelling(self) -> None:
        """Mark misspelt words, or do not, as the menu says."""
        on = self.window.actions_registry["spelling"].isChecked()
        if self.window.has_desk():
            self.window.context.spelling.set_on(on)
        else:
            self.window.settings.set_spelling(on)

    def store_words(self) -> None:
        """Show the words that were added to the store."""
        from ui.forms.store_words import StoreWords

        StoreWords(self.window.context, self.window).open()

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
