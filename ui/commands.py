"""What the commands of the window do. Verbs belong to the desk or to a page; a command asks for what they need."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from ui.store_commands import StoreCommands
from ui.theme import Mode
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.review_model import Remark
    from briefing.store.history import Undone
    from ui.exchange.formats import FormatVerbs
    from ui.exchange.verbs import ExchangeVerbs
    from ui.manual import Manual
    from ui.pages.issuing import IssuingPage
    from ui.pages.sources import SourcesPage
    from ui.window import MainWindow


class Commands(StoreCommands):
    """The commands of one window; `menus.py` gives them words, keys and a menu."""

    def __init__(self, window: MainWindow) -> None:
        """Commands of `window`."""
        super().__init__(window)
        self._manual: Manual | None = None

    @cached_property
    def exchange(self) -> ExchangeVerbs:
        """What is done with other desks and with readers; loaded when first asked for, after the first paint."""
        from ui.exchange.verbs import ExchangeVerbs

        return ExchangeVerbs(self.window)

    @cached_property
    def formats(self) -> FormatVerbs:
        """What goes to other programs and comes from them; loaded when first asked for."""
        from ui.exchange.formats import FormatVerbs

        return FormatVerbs(self.window)

    # windows

    def new_window(self) -> None:
        """Open a second window on the same store."""
        self.window.another_wanted.emit()

    def quit(self) -> None:
        """Close every window of the program."""
        for window in [*self.window.neighbours(), self.window]:
            window.close()

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

    def comment_record(self) -> None:
        """Comment on the record shown."""
        self.window.current_page().comment_on_record()

    def copy_quote(self) -> None:
        """Put the quote shown and its source on the clipboard."""
        self.window.current_page().copy_with_source()

    def show_in_source(self) -> None:
        """Open the source of the quote shown at its words."""
        self.window.current_page().show_in_source()

    def verify_quote(self) -> None:
        """Compare the quote shown with its archived text once more."""
        self.window.current_page().verify_quote()

    def include_block(self) -> None:
        """Print the block of the brief that is shown, or leave it out."""
        self.window.current_page().include_block()

    def add_block(self) -> None:
        """Ask which block to add to the brief that is shown."""
        self.window.current_page().add_block()

    def move_block(self, direction: int) -> None:
        """Move the block of the brief that is shown one place up (-1) or down (1)."""
        self.window.current_page().move_block(direction)

    def definitions(self) -> None:
        """Show the forms and profiles of briefs, and edit the desk's own."""
        from ui.brief.definitions import Definitions

        Definitions(self.window.context, self.window).open()

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
        from ui.importing.taking import kinds_of_files

        paths = self.window.alerts.open_files(_tr("Import sources"), Path.home(), kinds_of_files())
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

    def new_version(self) -> None:
        """Archive a file as the newest version of the source that is shown."""
        self._sources().new_version()

    def review_proposals(self) -> None:
        """Review what the source that is shown offers."""
        self._sources().review_proposals()

    def export(self) -> None:
        """Export the brief that is shown."""
        self._briefs().export_brief()

    def print_brief(self) -> None:
        """Print the brief that is shown."""
        self._briefs().print_brief()

    def check_brief(self) -> None:
        """Show what keeps the brief from being issued, and what comes next."""
        self._briefs().check_and_issue()

    def compare_versions(self) -> None:
        """Compare two versions of the brief that is shown."""
        self._briefs().compare_versions()

    def evidence_pack(self) -> None:
        """Write the evidence pack of the newest version of the brief that is shown."""
        self._briefs().evidence_pack()

    def _briefs(self) -> IssuingPage:
        from ui.pages.issuing import IssuingPage

        self.window.show_place("briefs")
        page = self.window.current_page()
        assert isinstance(page, IssuingPage)
        return page

    def review(self) -> None:
        """Read the briefs of the store, beginning with the one that is shown."""
        kind, record = self.window.current_page().seen() or ("", "")
        self._review(record if kind == "brief" else "")

    def all_notes(self, brief: str = "") -> None:
        """Show every comment and decision of the store, or those on a brief."""
        from ui.review.all_notes import AllNotes

        shown = AllNotes(self.window.context, self.window)
        shown.wanted.connect(self.show_note)
        if brief:
            shown.show_brief(brief)
        shown.show()

    def show_note(self, note: Remark) -> None:
        """Show a note on a brief in its place, in the newest version; one on a record with the record."""
        if not note.brief:
            from ui.pages.records import FIELD
            from ui.pages.remarks import COMMENTS

            if self.review_mode is not None:
                self.review_mode.leave()
            self.window.go(f"{note.record_kind}{FIELD}", f"{note.record} {COMMENTS}")
            self.window.raise_()
            self.window.activateWindow()
            return
        self._review(note.brief)
        if self.review_mode is not None and self.review_mode.page is not None:
            self.review_mode.page.show_brief(note.brief)
            self.review_mode.page.show_place_of(note.id)
        self.window.raise_()
        self.window.activateWindow()

    def _review(self, brief: str) -> None:
        from ui.review.desk_source import DeskReviewing
        from ui.review.over_window import ReviewMode

        window = self.window
        window.flush()
        if self.review_mode is None:
            self.review_mode = ReviewMode(window)
        self.review_mode.enter(DeskReviewing(window.desk, window.bridge), brief)

    def reviewing(self) -> bool:
        """Whether somebody reads in review mode now."""
        return self.review_mode is not None and self.review_mode.on

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
        dialog.show_page(name or ("reading" if self.reviewing() else self.window.current_page().manual_page()))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def quick_guide(self) -> None:
        """Set the one page that an official needs, and show it in the print window."""
        from briefing import paths
        from briefing.brief.guide import guide
        from ui.brief.paper_out import PaperOut

        paper = self.window.settings.text("paper") or "a4"
        words = (paths.manual() / "quick-guide.md").read_text(encoding="utf-8")
        self.guide_out = PaperOut(self.window.context, self.window)
        self.guide_out.print_tree(guide(words, paper))

    def about(self) -> None:
        """Show the version, the engine and the licences."""
        from ui.forms.help import About

        About(self.window.context, self.window).open()

    def window_toast(self) -> None:
        """Move the focus to the newest message."""
        self.window.toasts.focus_latest()
