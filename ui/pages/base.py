"""What every page is: a title, a way to show a record, and a way to refresh. A page writes no SQL."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from briefing.store.steps import Change
from ui.asking import Asker
from ui.context import Context


class Page(QWidget):
    """Base of the seven places. A page is built on its first visit and lives as long as the window."""

    KEY: ClassVar[str] = ""
    KINDS: ClassVar[tuple[str, ...]] = ()
    """The record kinds whose records `show_record` can show."""
    VERBS: ClassVar[frozenset[str]] = frozenset()
    """The actions of the window that this page can do to the record it shows."""

    verbs_changed = Signal()
    """`verbs` gives another answer than before, though no other place was opened."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the page and fill it."""
        super().__init__(parent)
        if parent is not None:
            self.resize(parent.size())  # a page that is laid out anew for its true size takes longer to open
        self.context = context
        self.desk = context.desk
        self._asker = Asker(context, self)

    def concerns(self, change: Change) -> bool:
        """Whether this page shows anything of the kinds that changed."""
        return True

    def refresh(self) -> None:
        """Show the store as it is now; selection, scroll position and half-typed text stay."""

    def show_record(self, kind: str, record_id: str) -> None:
        """Select and show a record of one of `KINDS`."""

    def current_record(self) -> tuple[str, str] | None:
        """The record shown, as (kind, id); None where none is."""
        return None

    def manual_page(self) -> str:
        """The page of the manual about what is shown here now."""
        return self.KEY

    def seen(self) -> tuple[str, str] | None:
        """What Back comes back to: what `show_record` is given to show the same again."""
        return self.current_record()

    def take_focus(self) -> None:
        """Put the focus where a person would begin, when the place is opened."""

    def focus_filter(self) -> None:
        """Put the focus into the filter (or find) field."""

    def flip_view(self) -> None:
        """Show the records of this page in its other way, where it has one."""

    def new_record(self) -> None:
        """Make a new record of this page's kind and open it for editing."""

    def new_of(self, kind: str) -> None:
        """Make a new record of one of the kinds of this page."""
        self.new_record()

    def verbs(self) -> frozenset[str]:
        """The actions of the window that can be done here now."""
        return self.VERBS

    def duplicate_record(self) -> None:
        """Make a record that says the same as the one shown, and open it."""

    def delete_record(self) -> None:
        """Move the record shown to the bin, with a way back."""

    def restore_record(self) -> None:
        """Bring the record shown back out of the bin."""

    def link_to_issue(self) -> None:
        """Ask on which issue the record shown bears, and link it."""

    def comment_on_record(self) -> None:
        """Ask for a comment on the record shown."""

    def copy_with_source(self) -> None:
        """Put the words shown and their citation on the clipboard."""

    def show_in_source(self) -> None:
        """Open the source of the words shown, at their place."""

    def verify_quote(self) -> None:
        """Compare the words shown with the archived text once more, and say what was found."""

    def include_block(self) -> None:
        """Print the block shown in its brief, or leave it out."""

    def add_block(self) -> None:
        """Ask which block to add to the brief shown."""

    def move_block(self, direction: int) -> None:
        """Move the block shown one place up (-1) or down (1)."""

    def show_field(self, name: str) -> None:
        """Bring a field of the record shown into view, with the focus in it."""

    def flush(self) -> None:
        """Save what is half typed, now."""

    def is_waiting(self) -> bool:
        """Whether something that the page shows is still being read or made in the background."""
        return self.context.spelling.is_loading() or self._asker.busy()

    def stop(self) -> None:
        """The store is about to be closed: end what still works on it."""
        self._asker.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asker.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page is shown, not the window made an icon
            self._asker.rest()
