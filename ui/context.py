"""What every page is given: the desk, the look, and the ways to speak to the user. Built once by the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from briefing.desk import Desk
from briefing.errors import BriefingError
from ui.actions import Actions
from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.speller import Spelling


class ShowToast(Protocol):
    """Say that something happened; with an action, offer it for ten seconds."""

    def __call__(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> object:
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

    @cached_property
    def spelling(self) -> Spelling:
        """The spelling of this store's words; it loads nothing before a field wants it."""
        from ui.speller import Spelling

        return Spelling(self.desk, self.bridge, self.settings)

    def attempt(self, verb: Callable[[], object]) -> bool:
        """Do `verb`; a refusal becomes a toast with its sentence. Returns whether it was done."""
        try:
            verb()
        except BriefingError as error:
            self.saved(str(error))
            self.toast(str(error))
            return False
        self.saved("")
        return True
