"""The chosen proposal: its words, who is meant and why, how sure that is, its fields, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.desk.review_items import Item, State
from briefing.proposing.proposal import ProposedActor, ProposedEvent, ProposedFact, ProposedIssue, ProposedQuote
from briefing.rules import dates
from ui.context import Context
from ui.forms.link_picker import LinkPicker
from ui.proposals import kinds, told
from ui.proposals.form import ProposalForm, offered_speaker, proposed
from ui.proposals.issues import IssueChips
from ui.proposals.sureness import Sureness
from ui.widgets.buttons import push_button
from ui.widgets.chips import ChipRow
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, set_look, text_label
from ui.widgets.pill import Pill
from ui.words import cut, said
from ui.words import tr as _tr

NEW = "new"
"""In the place of a record: it is none that is there already."""
_MOST_SAME = 4


class ProposalCard(QWidget):
    """`show_item` fills it. `left` asks to go back to the list, `sure` to accept, `opened` to open the record."""

    left = Signal()
    sure = Signal()
    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self._context = context
        self._forms: dict[str, ProposalForm] = {}
        self.item: Item | None = None
        self._editable = False
        self.same_as: str | None = None
        """The record of the store that this was said to be; empty for a new one, None while nobody has said."""
        self._kind = Pill(parent=self)
        self._state = Pill(parent=self)
        self._sureness = Sureness(context.theme, self)
        self._place = text_label(role="muted")
        self._words = text_label(role="quote", wrap=True, selectable=True)
        self._title = text_label(role="title", wrap=True, selectable=True)
        self._who = text_label(wrap=True, selectable=True)
        self._reason = text_label(role="muted", wrap=True, selectable=True)
        self.use_selection = push_button(
            context.icons, self.tr("Use the selected words"), "text-quote", on_click=self.take_selection
        )
        self.use_selection.setProperty("small", True)
        self.use_selection.hide()
        self._selected: tuple[int, int, str] | None = None
        self._passage: tuple[int, int] | None = None
        self._clash = text_label(role="hint", wrap=True)
        set_look(self._clash, "tone", "amber")
        self.same = ChipRow(context.icons, self.tr("Which record is it?"), exclusive=True)
        self.same.changed.connect(lambda keys: self.say_same(keys[0]))
        self.other = push_button(
            context.icons, self.tr("Same as another one…"), "search", quiet=True, on_click=self.ask_same
        )
        self.other.setProperty("small", True)
        self.record = push_button(context.icons, self.tr("Open"), "arrow-right", quiet=True, on_click=self.opened.emit)
        self.issues = IssueChips(context)
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addLayout(self._head())
        for widget in (self._words, self._title, self._who, self.same, self._clash, self._reason):
            self._column.addWidget(widget)
        for after, button in ((self._title, self.use_selection), (self.same, self.other)):
            place = self._column.indexOf(after) + 1
            self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self._form_at = self._column.count()
        self._column.addWidget(self.issues)
        self._column.addStretch(1)
        self.area = scrolled(self._inside, self.tr("The chosen proposal"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    @property
    def form(self) -> ProposalForm | None:
        """The fields that are shown."""
        return self._forms.get(self.item.kind) if self.item is not None else None

    def show_item(self, item: Item, place: str, suggested: Mapping[str, Any], *, editable: bool) -> None:
        """Show a proposal; `place` says which of how many it is, `suggested` what its fields suggest."""
        self._editable = editable
        same = self.item is not None and self.item.key == item.key and self.item.state == item.state
        self.item = item
        if not same:
            self._passage = None
            self.offer_selection(None)
            self.same_as = _first_guess(item)
            self.area.verticalScrollBar().setValue(0)
        face = kinds.FACES[item.kind]
        self._kind.set_pill(kinds.title(item.kind), face.tone)
        self._state.set_pill(self._state_words(item), "green" if item.state == State.ACCEPTED else "grey")
        self._sureness.show_confidence(item.confidence)
        self._place.setText(place)
        quote = isinstance(item.proposal, ProposedQuote)
        self._words.setVisible(quote)
        self._title.setVisible(not quote)
        if self._passage is None:
            (self._words if quote else self._title).setText(isolate(told.heading(item)))
        self._show_meaning(item)
        self._show_same(item, editable=editable and item.state == State.OPEN)
        accepted = item.state == State.ACCEPTED
        self.record.setVisible(accepted)
        self.record.setText(self.tr("Open the %1").replace("%1", kinds.title(item.kind).lower()))
        open_one = item.state == State.OPEN
        self.issues.set_editable(editable and open_one and item.kind != kinds.ISSUE)
        self._show_form(item, suggested, editable=editable and open_one, again=same)

    def values(self) -> dict[str, Any]:
        """What goes with the acceptance: the fields that were changed, and which record it is."""
        form, item = self.form, self.item
        if form is None or item is None:
            return {}
        found = {} if self.same_as else form.values()
        if self._passage is not None:
            found = {**found, "start": self._passage[0], "end": self._passage[1]}
        if item.kind == kinds.QUOTE:
            return {**found, "new_speaker": {}} if form.makes_speaker() else found
        said_so = self.same_as is not None and self.same_as != _first_guess(item)
        return {**found, "same_as": self.same_as} if said_so else found

    def offer_selection(self, selected: tuple[int, int, str] | None) -> None:
        """Offer the words that are selected in the text (start, end, words) instead of those that were found."""
        item = self.item
        may = item is not None and item.state is State.OPEN and item.kind != kinds.ACTOR and self._editable
        self._selected = selected if may else None
        self.use_selection.setVisible(self._selected is not None)

    def take_selection(self) -> None:
        """Let the proposal stand on the selected words; a quote has them as its own."""
        if self._selected is None or self.item is None:
            return
        start, end, words = self._selected
        self._passage = (start, end)
        if self.item.kind == kinds.QUOTE:
            self._words.setText(isolate(f"“{words}”"))
        self._reason.setText(self.tr("The passage as you selected it: “%1”").replace("%1", isolate(cut(words, 120))))
        self._reason.show()
        self.offer_selection(None)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        fields = self.form.stops() if self.form is not None else []
        chips: list[QWidget] = [*self.same.findChildren(QPushButton)]
        return [self.use_selection, *chips, self.other, self.record, *fields, *self.issues.findChildren(QPushButton)]

    def edit(self) -> None:
        """Put the focus into the first field."""
        if self.form is not None and self.form.isVisible():
            self.form.take_focus()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._kind, self._state, self._sureness):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self._place)
        return row

    def _state_words(self, item: Item) -> str:
        return {State.ACCEPTED: _tr("accepted ✓"), State.REJECTED: _tr("rejected")}.get(item.state, "")

    def _show_meaning(self, item: Item) -> None:
        who, clash = "", ""
        match item.proposal:
            case ProposedQuote() as quote:
                who = told.speaker_words(quote)
            case ProposedActor() as actor:
                who = " · ".join(part for part in (actor.role, actor.affiliation) if part)
            case ProposedEvent() as event:
                who = "\n".join(part for part in (self._date_words(event), self._with(event.actors)) if part)
                if event.conflict:
                    clash = self.tr("The text gives another date for it: %1. Both are kept, as a question to settle.")
                    clash = clash.replace("%1", dates.describe(event.conflict, weekday=True))
            case ProposedFact() as fact:
                who = fact.subject
            case ProposedIssue() as issue:
                who = self._with(issue.actors)
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self._clash.setText(clash)
        self._clash.setVisible(bool(clash))
        if self._passage is None:
            self._reason.setText(self.tr("Why: %1").replace("%1", said(item.reason)))
            self._reason.setVisible(bool(item.reason))

    def _with(self, actors: Sequence[str]) -> str:
        return self.tr("With %1").replace("%1", ", ".join(map(isolate, actors))) if actors else ""

    def _date_words(self, event: ProposedEvent) -> str:
        if not event.date_literal:
            return self.tr("The text gives no date.")
        words = isolate(f"“{event.date_literal}”")
        if not event.edtf:
            return self.tr("It is not clear which date is meant by %1.").replace("%1", words)
        told_as = self.tr("%1 is read as %2") if event.basis == "" else self.tr("%1 is read as %2 (%3)")
        told_as = told_as.replace("%1", words).replace("%2", dates.describe(event.edtf, weekday=True))
        return told_as.replace("%3", said(event.basis))

    def _show_same(self, item: Item, *, editable: bool) -> None:
        asked = item.kind != kinds.QUOTE and editable
        self.other.setVisible(asked)
        offered = list(item.known[:_MOST_SAME]) if asked else []
        if self.same_as and asked and self.same_as not in offered:
            offered.append(self.same_as)
        self._show_chips(item, offered)

    def _show_chips(self, item: Item, offered: Sequence[str]) -> None:
        self.same.clear()
        self.same.setVisible(bool(offered))
        for one in offered:
            name = isolate(cut(self._context.desk.title(item.kind, one), 60))
            self.same.add_chip(one, self.tr("Same as %1").replace("%1", name))
        if offered:
            new = self.tr("Somebody new") if item.kind == kinds.ACTOR else self.tr("Something new")
            self.same.add_chip(NEW, new)
            self.same.set_keys(() if self.same_as is None else (self.same_as or NEW,))

    def ask_same(self) -> LinkPicker | None:
        """Ask which record of the store the proposal is."""
        if self.item is None:
            return None
        picker = LinkPicker(self._context, self.item.kind, self.other)
        picker.chosen.connect(self._say_other)
        picker.open()
        return picker

    def _say_other(self, record: str) -> None:
        if self.item is not None:
            self.say_same(record)
            self._show_same(self.item, editable=True)

    def say_same(self, record: str) -> None:
        """Say which record of the store the proposal is; `NEW` for none."""
        self.same_as = "" if record == NEW else record
        if self.form is not None:
            self.form.setVisible(not self.same_as)

    def _show_form(self, item: Item, suggested: Mapping[str, Any], *, editable: bool, again: bool) -> None:
        for kind, form in self._forms.items():
            form.setVisible(kind == item.kind and item.state == State.OPEN)
        if item.state != State.OPEN:
            return
        shown = self._forms.get(item.kind)
        if shown is None:
            shown = self._forms[item.kind] = ProposalForm(self._context, item.kind)
            shown.done.connect(self.left)
            shown.sure.connect(self.sure)
            self._column.insertWidget(self._form_at, shown)
        if not again:
            shown.show_item(proposed(item), editable=editable)
            shown.suggest(suggested)
            if item.kind == kinds.QUOTE:
                name, wanted = offered_speaker(item)
                shown.offer_speaker(name if editable else "", wanted=wanted)
        shown.setVisible(not self.same_as or item.kind == kinds.QUOTE)


def _first_guess(item: Item) -> str | None:
    """Which record it is unless somebody says otherwise; None where that must be said."""
    if item.kind == kinds.ACTOR:
        return item.known[0] if len(item.known) == 1 else None if item.known else ""
    return ""
