"""The review of proposals on the Sources page: opened over what is known of a source, beside its text.

Responsible for: bringing text and panel together, one step of the store for each decision, and the way back.
Refuses to: find proposals (the desk does, in a worker), and to keep any: what is not accepted is not stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from briefing.desk.proposing import Accepted
from briefing.desk.review_items import Item, Review, State, name_key
from briefing.errors import BriefingError, InvalidEntryError
from briefing.proposing.proposal import ProposedActor, ProposedQuote
from briefing.store.steps import Change
from ui.context import Context
from ui.forms.field_editor import ORIGIN
from ui.pages.sides import Sides
from ui.proposals import kinds, told
from ui.proposals.reader import Found, ProposalReader
from ui.proposals.verbs import actions_of, hear
from ui.reader.source_detail import SourceDetail
from ui.widgets.buttons import push_button
from ui.widgets.spans import Span
from ui.widgets.toast import Toast, Toasts
from ui.words import counted, cut, said

if TYPE_CHECKING:
    from ui.proposals.panel import ProposalsPanel

CONCERNED = frozenset({"source", "quote", "actor", "alias", "event", "fact", "issue", "citation", "rejection", "*"})
"""After a change of these other proposals may be open."""


class Proposing(QObject):
    """`open` and `close` the review of the source that `detail` shows; `show_source` follows what is shown."""

    def __init__(self, context: Context, detail: SourceDetail, sides: Sides, header: QWidget) -> None:
        """The button beside the text; nothing is read yet."""
        super().__init__(detail)
        self._context = context
        self._detail = detail
        self._sides = sides
        self._header = header
        self._toast: Toast | None = None
        self._panel: ProposalsPanel | None = None
        self._decided: list[str] = []
        self._coloured: dict[str, tuple[Item, list[Span]]] = {}
        self._stale = False
        self._opened = ""
        self._was = ""
        self._all = False
        self.review: Review | None = None
        self.reader = ProposalReader(context, self)
        self.reader.found.connect(self._on_found)
        self.button = push_button(context.icons, "", "highlighter", on_click=self.open)
        detail.add_verb(self.button)
        slots: dict[str, Callable[[], object]] = {
            "next": lambda: self.panel.walk(1),
            "previous": lambda: self.panel.walk(-1),
            "accept": self.accept,
            "edit": lambda: self.panel.card.edit(),
            "reject": self.reject,
            "jump": self.jump,
            "accept_all": self.accept_all,
            "undo": self.undo,
            "leave": self.close,
        }
        self.verbs = actions_of(detail, context.icons, slots)
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.stop)
        self._say()

    @property
    def panel(self) -> ProposalsPanel:
        """The panel, made when it is first wanted."""
        if self._panel is None:
            from ui.proposals.panel import ProposalsPanel

            made = self._panel = ProposalsPanel(self._context, self._detail)
            made.hide()
            made.verb_bar.use(self.verbs)
            made.verb_bar.all_wanted.connect(self.accept_all)
            made.close_wanted.connect(self.close)
            made.chosen_changed.connect(self._on_chosen)
            made.narrowed.connect(self._paint)
            made.card.left.connect(made.take_focus)
            made.card.sure.connect(self.accept)
            made.card.opened.connect(self._open_record)
        return self._panel

    @property
    def on(self) -> bool:
        """Whether somebody reviews now."""
        return self._panel is not None and not self._panel.isHidden()

    def show_source(self) -> None:
        """Another source is shown, or the same one once more."""
        source = self._detail.shown()
        if self.on and self._opened != source:
            self.close()
        if not self._detail.has_text():
            self.reader.give_up()
        elif self._stale or self.reader.latest is None or self.reader.latest.source != source:
            self._stale = False
            self.reader.read(source)
        self._say()

    def open(self) -> None:
        """Open the review of the source that is shown."""
        if self.on or not self._detail.has_text():
            return
        self._detail.show_version("")
        panel, source = self.panel, self._detail.shown()
        self._was = panel.chosen_key() if source == self._opened else ""
        self._opened = source
        panel.show_busy()
        hear(self._detail.view, self.verbs, on=True)
        hear(panel, self.verbs, on=True)
        self._detail.view.span_clicked.connect(panel.choose)
        self._detail.view.selectionChanged.connect(self._on_selection)
        self._detail.put_beside(panel)
        self._sides.show_end_alone(alone=True)
        self._header.hide()
        self._toasts_over(view=True)
        found = self.reader.latest
        if found is not None and found.source == self._detail.shown():
            self._show(found)
        else:
            self.reader.read(self._detail.shown(), soon=True)
        panel.take_focus()

    def close(self) -> None:
        """Leave the review; what was not decided waits for the next time."""
        if not self.on:
            return
        view = self._detail.view
        hear(view, self.verbs, on=False)
        hear(self.panel, self.verbs, on=False)
        view.span_clicked.disconnect(self.panel.choose)
        view.selectionChanged.disconnect(self._on_selection)
        view.show_spans(())
        self.review = None
        self._detail.take_away()
        self._sides.show_end_alone(alone=False)
        self._header.show()
        self._toasts_over(view=False)
        self._say()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """The store is about to be closed."""
        self.reader.stop()

    # verbs

    def accept(self) -> None:
        """Store the chosen proposal as its fields say, and go on to the next one."""
        item = self._chosen(State.OPEN)
        if item is None:
            return
        card, desk = self.panel.card, self._context.desk
        wrong = card.form.settle(self.panel.list) if card.form is not None else None
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        source, values, issues = self._detail.shown(), card.values(), card.issues.issues()
        speaker = self._speaker_of(item) if "new_speaker" in values else None
        try:
            if speaker is not None:  # with all that is known of them, in the same step
                del values["new_speaker"]
                made = desk.accept_all(source, (speaker, item), {item.key: values}, issues=issues, origin=ORIGIN)
                record = made.records[item.key]
            else:
                record = desk.accept(source, item, values, issues=issues, origin=ORIGIN)
        except InvalidEntryError as error:
            row = card.form.rows.get(error.field) if card.form is not None else None
            if row is None:
                self._context.refused(error)
            else:
                row.set_error(said(error.reason))
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        except BriefingError as error:
            self._context.refused(error)
            return
        self._done(item, State.ACCEPTED, record, self.tr("Accepted the %1 “%2”."))

    def reject(self) -> None:
        """Reject the chosen proposal, for this and every later reading; of a rejected one, take that back."""
        item = self._chosen(State.OPEN, State.REJECTED)
        if item is None:
            return
        desk, source = self._context.desk, self._detail.shown()
        if item.state == State.REJECTED:
            if self._context.attempt(lambda: desk.take_back_rejection(source, item, origin=ORIGIN)):
                self._done(item, State.OPEN, "", self.tr("Took back the rejection of the %1 “%2”."))
        elif self._context.attempt(lambda: desk.reject(source, item, origin=ORIGIN)):
            self._done(item, State.REJECTED, "", self.tr("Rejected the %1 “%2”."))

    def accept_all(self) -> None:
        """Store every open proposal in the list that is at least as sure as chosen, as they were understood."""
        found = self.panel.above(self.panel.verb_bar.least())
        context = self._context
        if not found or not context.may_edit():
            return
        source, issues, done = self._detail.shown(), self.panel.card.issues.issues(), list[Accepted]()
        values = {one.key: self.panel.suggested(one) for one in found}
        if not context.attempt(
            lambda: done.append(context.desk.accept_all(source, found, values, issues=issues, origin=ORIGIN))
        ):
            return
        left = done[0].left
        words = counted(len(found) - len(left), "Accepted one proposal.", "Accepted %1 proposals.")
        if left:
            asked = counted(
                len(left), "One waits for your answer: is it new?", "%1 wait for your answer: are they new?"
            )
            words = f"{words} {asked}"
            self.panel.choose(left[0][0].key)
        self._tell(words)
        self._all = True  # once they are shown as accepted, it goes on to what is left
        self.reader.read_now()

    def undo(self) -> None:
        """Take back the last step; the message that offered to is gone with it."""
        self._hush()
        self._context.actions["undo"].trigger()

    def jump(self) -> None:
        """Bring the words of the chosen proposal into view, and put the focus into the text."""
        item = self.panel.chosen()
        if item is not None:
            self._detail.view.bring(item.start, item.end)
            self._detail.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # what happens

    def _speaker_of(self, item: Item) -> Item | None:
        """The open proposal of the actor who speaks, where it is not decided yet."""
        quote = item.proposal
        if self.review is None or not isinstance(quote, ProposedQuote) or not quote.resolved:
            return None
        name = name_key(quote.resolved)
        return next(
            (
                one
                for one in self.review.open
                if isinstance(one.proposal, ProposedActor) and name_key(one.proposal.name) == name and not one.known
            ),
            None,
        )

    def _chosen(self, *states: State) -> Item | None:
        item = self.panel.chosen()
        if item is None or item.state not in states or not self._context.may_edit():
            return None
        return item

    def _done(self, item: Item, state: State, record: str, words: str) -> None:
        noun = kinds.title(item.kind).lower()
        self._tell(words.replace("%1", noun).replace("%2", cut(told.heading(item).strip("“”"))))
        if self.review is None:
            return  # the source went meanwhile, and the review with it
        self._decided.append(item.key)
        now = replace(item, state=state, record=record)
        items = tuple(now if one.key == item.key else one for one in self.review.items)
        self.review = replace(self.review, items=items)
        self.panel.take_focus()
        self._fill()
        if state != State.OPEN:
            self.panel.go_on(item.key)

    def _tell(self, words: str) -> None:
        self._hush()  # many decisions follow one another; only the last one is said
        self._context.saved("")
        toast = self._context.offer_undo(words, self._context.desk.latest)
        self._toast = toast if isinstance(toast, Toast) else None

    def _hush(self) -> None:
        if self._toast is not None and shiboken6.isValid(self._toast):
            self._toast.dismiss()

    def _toasts_over(self, *, view: bool) -> None:
        """Let messages stand over the text, not over the fields, while somebody reviews."""
        toasts = self._detail.window().findChild(Toasts)
        if toasts is not None:
            toasts.stand_over(self._detail.view if view else None)

    def _on_found(self, found: Found) -> None:
        if found.source == self._detail.shown():
            if self.on:
                self._show(found)
            self._say()

    def _show(self, found: Found) -> None:
        if found.review is None:
            self.panel.show_nothing(self.tr("The text could not be read"), found.problem)
            return
        before, self.review = self.review, found.review
        if not found.review.items:
            words = self.tr(
                "No quotes, names, dates or figures were found in this text. Select a passage to capture it."
            )
            self.panel.show_nothing(self.tr("Nothing to propose"), words)
            return
        self._fill()
        panel, was, self._was = self.panel, self._was, ""
        if was in panel.shown():
            panel.choose(was)
        if before is not None and (back := self._reopened(before, found.review)):
            panel.choose(back)
        elif self._all and panel.chosen_key() and panel.items[panel.chosen_key()].state is not State.OPEN:
            panel.go_on(panel.chosen_key())
        self._all = False

    def _reopened(self, before: Review, now: Review) -> str:
        """Of the proposals that are open again since somebody took a step back, the one decided last."""
        decided = {one.key for one in before.items if one.state is not State.OPEN}
        back = [one.key for one in now.open if one.key in decided]
        return next((key for key in reversed(self._decided) if key in back), back[0] if back else "")

    def _fill(self) -> None:
        source = self._detail.source()
        if self.review is not None and source is not None:
            editable = not self._context.desk.read_only and not source.deleted
            stated = bool(source.language)
            self.panel.show_review(self.review, source.issued_edtf, editable=editable, stated=stated)
            self._say()

    def _on_chosen(self, item: Item | None) -> None:
        self._paint()
        if item is not None:
            self._detail.view.bring(item.start, item.end)

    def _on_selection(self) -> None:
        self.panel.card.offer_selection(self._detail.selected())

    def _paint(self) -> None:
        here, before, self._coloured = self.panel.chosen_key(), self._coloured, {}
        spans: list[Span] = []
        for one in self.panel.seen():
            if one.key == here:
                spans += told.spans(one, here=True)
                continue
            known = before.get(one.key)
            same = known is not None and (known[0].state, known[0].start) == (one.state, one.start)
            kept = known if known is not None and same else (one, told.spans(one, here=False))
            self._coloured[one.key] = kept
            spans += kept[1]
        self._detail.view.show_spans(spans)

    def _open_record(self) -> None:
        item = self.panel.chosen()
        if item is not None and item.record:
            self._context.go(item.kind, item.record)

    def _on_changed(self, change: Change) -> None:
        if not change.kinds & CONCERNED or not self._detail.has_text():
            return
        self._stale = not self._detail.isVisible()  # then it is read when somebody comes back
        if not self._stale:
            self.reader.read(self._detail.shown(), soon=self.on)

    def _say(self) -> None:
        found = self.reader.latest
        waiting = 0
        if found is not None and found.source == self._detail.shown() and found.review is not None:
            waiting = sum(one.state == State.OPEN for one in found.review.items)
        number = f" ({waiting})" if waiting else ""
        self.button.setText(self.tr("Proposals") + number)
        self.button.setAccessibleName(self.tr("Review proposals") + number)
        tips = (one.action.toolTip() for one in self._context.actions.all() if one.key == "review_proposals")
        self.button.setToolTip(next(tips, ""))
        self.button.setVisible(self._detail.has_text())
        self.button.setEnabled(self._detail.has_text() and not self.on)
