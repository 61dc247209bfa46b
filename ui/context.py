"""What every page is given: the desk, the look, and the ways to speak to the user. Built once by the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from briefing.desk import Desk
from briefing.errors import BriefingError
from ui.actions import Actions
from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Theme
from ui.words import said


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

    def attempt(self, verb: Callable[[], object]) -> bool:
        """Do `verb`; a refusal becomes a toast with its sentence. Returns whether it was done."""
        try:
            verb()
        except BriefingError as error:
            self.saved(said(error))
            self.toast(said(error))
            return False
        self.saved("")
        return True
