"""What every page is given: the desk, the look, and the ways to speak to the user. Built once by the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from briefing.desk import Desk
from briefing.drafts import Drafts
from briefing.errors import BriefingError, StoreError
from ui.actions import Actions
from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Theme
from ui.words import said, step_said, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.store.history import Undone

if TYPE_CHECKING:
    from ui.speller import Spelling


class ShowToast(Protocol):
    """Say that something happened; with an action, offer it for ten seconds; `more` is a second one, with its words."""

    def __call__(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        more: tuple[str, Callable[[], object]] | None = None,
    ) -> object:
        """Show the toast."""
        ...


@dataclass(frozen=True)
class Context:
    """`go` opens a record in its page; `may_edit` asks for the user's name before the first edit of all."""

    desk: Desk
    theme: Theme
    icons: Icons
    bridge: Bridge
    background: Background
    alerts: Alerts
    settings: Settings
    actions: Actions
    go: Callable[[str, str], None]
    toast: ShowToast
    may_edit: Callable[[], bool]
    saved: Callable[[str], None]
    """Tell the status bar: "Saved", or the sentence that says why not."""
    flush: Callable[[], object]
    """Save what is half typed in the page that is shown."""
    trouble: Callable[[str], None]
    """Say over the page why nothing can be saved in the store, with the ways forward."""
    drafts: Drafts

    @cached_property
    def spelling(self) -> Spelling:
        """The spelling of this store's words; it loads nothing before a field wants it."""
        from ui.speller import Spelling

        return Spelling(self.desk, self.bridge, self.settings)

    def attempt(self, verb: Callable[[], object]) -> bool:
        """Do `verb`; a refusal is said with its sentence. Returns whether it was done."""
        try:
            verb()
        except BriefingError as error:
            self.refused(error)
            return False
        self.saved("")
        return True

    def refused(self, error: BriefingError) -> None:
        """Say why something was not done: for a while, or as long as it lasts where the store itself is in trouble."""
        if not self.told(error):
            self.toast(said(error))

    def told(self, error: BriefingError) -> bool:
        """Say in the status bar why something was not done; over the page too, where the store itself is in trouble.

        Returns whether it stands over the page.
        """
        self.saved(said(error))
        if isinstance(error, StoreError):
            self.trouble(said(error))
        return isinstance(error, StoreError)

    def offer_undo(self, text: str, entry: str, after: Callable[[], object] | None = None) -> object:
        """Say what was done, and offer to take back exactly that: the `entry` that the verb left in `desk.latest`.

        `after` is called once it was taken back. Returns the toast.
        """
        return self.toast(text, _tr("Undo"), lambda: self.take_back(entry, after))

    def take_back(self, entry: str, after: Callable[[], object] | None = None) -> None:
        """Take back exactly one entry of the log, and say so; `after` is called once that was done."""
        self.flush()
        done: list[Undone | None] = []
        if not self.attempt(lambda: done.append(self.desk.undo_entry(entry))):
            return
        undone = done[0]
        if undone is None:
            self.toast(_tr("This was undone already."))
            return
        self.toast(turned_words(undone, _tr("Undone: %1")))
        if undone.done and after is not None:
            after()


def turned_words(undone: Undone, words: str) -> str:
    """What an undo or redo did, as `words` (with %1 for its name), and what it left alone."""
    skipped = ", ".join(word(label) for label in undone.skipped)
    if not undone.done:
        text = _tr(
            "Not undone, since something was changed again: %1. The history of the record has every earlier value."
        )
        return text.replace("%1", skipped)
    text = words.replace("%1", step_said(undone.label))
    left_alone = _tr("Left alone, since it was changed again: %1.").replace("%1", skipped)
    return f"{text} {left_alone}" if skipped else text
