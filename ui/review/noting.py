"""Writing notes in review mode: on the selected words, on the item that is read, on the whole brief.

Responsible for: what a note is written on, the initials, asking once for the name. Refuses to: keep anything itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefing.brief.addresses import Spot
from briefing.errors import BriefingError
from briefing.export.files import write_all
from briefing.model import Comment
from briefing.pouch.reply import ENDING
from briefing.rules.initials import initials_of
from ui.brief.paper_out import folder_of, say_written, with_ending
from ui.review.note_form import Wish
from ui.review.waiting import WaitingNotes
from ui.widgets.offsets import trimmed
from ui.words import cut, said

if TYPE_CHECKING:
    from ui.review.review_page import ReviewPage


class Noting(QObject):
    """The verbs that write; each opens the form in the notes, which asks for the words."""

    def __init__(self, page: ReviewPage) -> None:
        """Write for `page`."""
        super().__init__(page)
        self._page = page
        self._form = page.notes.form
        self._form.given.connect(self.write)
        self._form.closed.connect(self._back)
        self._form.words.committed.connect(self._keep)
        self._waiting = WaitingNotes(page.source.name)
        page.notes.go_on_wanted.connect(self.go_on)
        page.notes.reply_wanted.connect(self.reply)
        page.notes.resolve_wanted.connect(self.resolve)

    def comment(self) -> None:
        """Comment on the selected words, else on the item that is read, else on the whole brief."""
        page, shown = self._page, self._page.shown
        if shown is None:
            return
        selected = page.text.selection()
        if selected is not None:
            unit, start, end = selected
            text = shown.units[unit].text
            start, end = trimmed(text, start, end)
            spot = Spot(shown.entry.brief, shown.reviewed.number, shown.addresses()[unit], start, end)
            self._ask(Wish(spot, on=text[start:end]))
            return
        unit_now = page.text.current()
        if unit_now is None:
            self._ask(Wish(Spot(shown.entry.brief, shown.reviewed.number)))
            return
        spot = Spot(shown.entry.brief, shown.reviewed.number, shown.addresses()[unit_now])
        self._ask(Wish(spot, on=shown.units[unit_now].text))

    def decide_here(self) -> None:
        """Decide on the item that is read where it can be decided, else on the whole brief."""
        shown, unit = self._page.shown, self._page.text.current()
        if shown is not None:
            self.decide(unit if unit in shown.reviewed.decidable else None, "")

    def decide(self, unit: int | None, result: str) -> None:
        """Decide on one recommendation, or on the whole brief."""
        shown = self._page.shown
        if shown is None:
            return
        if shown.reviewed.number is None:
            self._page.context.toast(self.tr("A draft cannot be decided. It can be commented."))
            return
        address = shown.addresses()[unit] if unit is not None else None
        spot = Spot(shown.entry.brief, shown.reviewed.number, address)
        on = shown.units[unit].text if unit is not None else ""
        self._ask(Wish(spot, decides=True, result=result, on=on))

    def reply(self, comment: str) -> None:
        """Answer a comment."""
        shown = self._page.shown
        heads = {one.note.id: one.note for one in shown.reviewed.placed.notes} if shown is not None else {}
        note = heads.get(comment)
        if isinstance(note, Comment):
            self._ask(Wish(answers=note, on=cut(note.text, 200)))

    def resolve(self, comment: str, done: bool) -> None:
        """Say that a comment is dealt with, or is not after all."""
        if self._page.context.may_edit():
            self._page.context.attempt(lambda: self._page.source.resolve(comment, done=done))
            self._page.reload()

    def waiting(self) -> int:
        """How many half-typed notes wait on the brief that is read."""
        shown = self._page.shown
        return len(self._waiting.all(shown)) if shown is not None else 0

    def go_on(self) -> None:
        """Go on with the half-typed note that waits longest."""
        shown = self._page.shown
        for wish in self._waiting.all(shown)[:1] if shown is not None else ():
            self._ask(wish)

    def hand_back(self) -> None:
        """Write what was written on a pouch into a file for the desk."""
        context, source = self._page.context, self._page.source
        key = ""
        if source.sealed:
            question = self.tr(
                "The pouch came sealed. To which key of the desk (age1…) shall your reply be sealed? "
                "Without one it is plain text."
            )
            answer = context.alerts.ask_text(self.tr("Save reply for the desk"), question)
            if answer is None:
                return
            key = answer
        try:
            name, data = source.answer_file(key)
        except BriefingError as error:
            context.refused(error)
            return
        kinds = self.tr("Replies (*%1)").replace("%1", ENDING)
        chosen = context.alerts.save_file(self.tr("Save reply for the desk"), folder_of(context) / name, kinds)
        if chosen is None:
            return
        target = with_ending(chosen, ENDING)
        if context.attempt(lambda: write_all([data], [target], overwrite=True)):
            say_written(context, target)

    def write(self) -> None:
        """Write what the form holds; what is refused is said in it, and its words stay."""
        page, form, shown = self._page, self._form, self._page.shown
        words, initials, wish = form.words.value().strip(), form.initials.text().strip(), form.wish
        if shown is None:
            return
        if not words and not wish.decides:
            form.say(self.tr("Please write something."))
            return
        try:
            if wish.answers is not None:
                page.source.reply(wish.answers, words, initials)
            elif wish.decides and wish.spot is not None:
                page.source.decide(wish.spot, form.result(), words, initials, shown)
            elif wish.spot is not None:
                page.source.comment(wish.spot, words, initials, shown)
        except BriefingError as error:
            form.say(said(error))
            page.context.told(error)
            return
        page.context.settings.set_text("initials", initials)
        page.context.saved("")
        self._waiting.drop(shown.entry.brief, wish)
        form.done()
        page.reload()
        self._back()

    def _ask(self, wish: Wish) -> None:
        page = self._page
        if page.source.refusal:
            page.context.toast(page.source.refusal)
            return
        if not page.context.may_edit():
            return
        page.show_notes_panel(on=True)
        shown = page.shown
        if shown is not None:
            wish = replace(wish, words=self._waiting.words(shown.entry.brief, wish))
        self._form.ask(wish, page.context.settings.text("initials") or initials_of(page.source.author))

    def _keep(self, words: str) -> None:
        """Keep words that are half typed: they are not lost when the window closes or the program ends."""
        shown, wish = self._page.shown, self._form.wish
        if shown is not None and wish != Wish():
            self._waiting.keep(shown.entry.brief, wish, words)

    def _back(self) -> None:
        """Give the focus back to the text, where there is room for both."""
        self._page.notes.say_waiting(self.waiting())
        if self._page.text.isVisible():
            self._page.text.setFocus(Qt.FocusReason.OtherFocusReason)
