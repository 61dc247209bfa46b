"""What stands between a window and its store: nothing can be saved now, or words of an earlier start still wait.

Responsible for: saying it as long as it lasts, and trying again. Refuses to: give up anybody's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.drafts import Draft
    from ui.window import MainWindow


class Troubles:
    """The troubles of one window. `text` says why nothing can be saved now; empty where all is well."""

    def __init__(self, window: MainWindow) -> None:
        """All is well."""
        self._window = window
        self.text = ""

    def tell(self, text: str) -> None:
        """Something could not be saved: say why over the page, until something can."""
        if text != self.text:
            self.text = text
            self._window.show_banners()

    def saved(self, problem: str) -> None:
        """Something was saved, or was not for the reason `problem`."""
        self._window.status.say_saved(problem)
        if not problem:
            self.end()

    def end(self) -> None:
        """Something was saved, or the store is there again."""
        self.tell("")

    def found(self) -> None:
        """The store is there again: save what waited."""
        self.end()
        self._window.flush()

    def try_again(self) -> None:
        """Try to write; where that goes, save what waited."""
        from briefing.errors import BriefingError

        try:
            self._window.desk.try_to_write()
        except BriefingError as error:
            self._window.context.refused(error)
        else:
            self.end()
            self._window.flush()
        if self.text:
            self._window.toasts.show_toast(_tr("It still cannot be saved."))
        else:
            self.saved("")

    def waiting(self) -> list[Draft]:
        """The words of an earlier start that could not be saved then."""
        drafts = self._window.context.drafts
        return [draft for draft in drafts.all() if not drafts.fresh(draft)]

    def show_waiting(self) -> None:
        """Go to the first record whose words wait, and put the words on the clipboard where it is gone."""
        from PySide6.QtGui import QGuiApplication

        from briefing.model import Profile, Template  # the frame is painted before the core is read

        for draft in self.waiting():
            if draft.kind in (Template.KIND, Profile.KIND) and self._window.desk.is_there(draft.kind, draft.record):
                from ui.brief.definitions import Definitions

                Definitions(self._window.context, self._window, draft.record).open()
                return
            place = self._window.desk.page_of(draft.kind, draft.record)
            if place is not None:
                self._window.go(*place)
                if place == (draft.kind, draft.record):
                    self._window.current_page().show_field(draft.field)
                return
            QGuiApplication.clipboard().setText(draft.text)
            self._window.context.drafts.drop(*draft.place)
            self._window.toasts.show_toast(_tr("The record is gone; the words are on the clipboard."))
        self._window.show_banners()

    def may_close(self) -> bool:
        """Save what can be saved; ask before words are lost that could neither be saved nor kept."""
        self._window.flush()
        if not self._window.context.drafts.held():
            return True
        return self._window.alerts.confirm(
            _tr("What you typed could not be saved, nor kept for the next start. Close and lose it?"),
            _tr("Close and lose it"),
            self.text,
        )
