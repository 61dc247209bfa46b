"""The records that bear on an issue, kind by kind, with the buttons that link another one or take one off.

Refuses to: change the linked records themselves; a click opens them where they live.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from briefing.model import KINDS, Actor, Event, Quote, Source
from briefing.rules import dates
from briefing.store.lists import event_state
from ui.context import Context
from ui.forms.field_editor import ORIGIN
from ui.forms.link_picker import LinkPicker
from ui.forms.sections import Line, QuoteText, RecordLink, Section, WithButton, lead_width, quote_card, quote_text
from ui.words import cut, word


class LinkSection(Section):
    """A section of the records of one kind linked to an issue. `show_issue` it after every change."""

    def __init__(
        self, context: Context, kind: str, title: str, empty: str, *, may_create: bool = False, add: str = ""
    ) -> None:
        """Build the heading; `add` are the words of the button that links another record."""
        super().__init__(context, title, empty)
        self.kind = kind
        self._may_create = may_create
        self._issue = ""
        self._linked: Sequence[str] = ()
        if kind == Quote.KIND:
            self.body.setSpacing(8)
        label = self.tr("Add %1").replace("%1", word(KINDS[kind].LABEL))
        self.add = self.add_action("plus", add or self.tr("Add"), self.pick, add or label)
        self.add.setVisible(not context.desk.read_only)

    def show_issue(self, issue: str, *, editable: bool = True) -> None:
        """Show what is linked to this issue now."""
        self._issue = issue
        self.add.setVisible(editable and not self.context.desk.read_only)
        found = self.context.desk.linked(issue, KINDS[self.kind])
        self._linked = [record.id for record in found]
        if self.kind == Quote.KIND:
            texts = [quote_text(self.context, record) for record in found if isinstance(record, Quote)]
            self.fill([(text, editable) for text in texts], lambda pair: pair[0].id, lambda pair: self._card(*pair))
            return
        lines = [self._line(record) for record in found]
        width = lead_width(self.context, lines) if any(line.lead for line in lines) else 0
        self.fill(
            [(line, width, editable) for line in lines],
            lambda row: row[0].id,
            lambda row: self._row(*row),
        )

    def pick(self) -> LinkPicker:
        """Open the picker below the button."""
        picker = LinkPicker(self.context, self.kind, self.add, linked=self._linked, may_create=self._may_create)
        picker.chosen.connect(self._link)
        picker.wanted_new.connect(self._make)
        picker.open()
        return picker

    def _link(self, record_id: str) -> None:
        self._do(lambda: self.context.desk.link(self._issue, self.kind, record_id, origin=ORIGIN))

    def _make(self, title: str) -> None:
        values, desk = {KINDS[self.kind].TITLE: title}, self.context.desk
        if self._do(lambda: desk.create(self.kind, values, issue=self._issue, origin=ORIGIN)):
            words = self.tr("Made the %1 “%2” and linked it.").replace("%1", word(KINDS[self.kind].LABEL))
            self.context.offer_undo(words.replace("%2", cut(title)), desk.latest)

    def unlink(self, record_id: str) -> None:
        """Take a record off the issue, with a way back."""
        desk, issue = self.context.desk, self._issue
        if self._do(lambda: desk.unlink(issue, self.kind, record_id, origin=ORIGIN)):
            words = self.tr("The %1 was taken off the issue.").replace("%1", word(KINDS[self.kind].LABEL))
            self.context.offer_undo(words, desk.latest)

    def _do(self, verb: Callable[[], object]) -> bool:
        return self.context.may_edit() and self.context.attempt(verb)

    def _card(self, text: QuoteText, editable: bool) -> QWidget:
        return self._with_button(quote_card(self.context, text), text.id, text.words, editable)

    def _row(self, line: Line, width: int, editable: bool) -> QWidget:
        return self._with_button(RecordLink(self.context, line, lead_width=width), line.id, line.title, editable)

    def _with_button(self, inner: QWidget, record_id: str, title: str, editable: bool) -> QWidget:
        if not editable or self.context.desk.read_only:
            return inner
        label = self.tr("Take off the issue: %1").replace("%1", cut(title, 80))
        return WithButton(self.context, inner, "unlink", label, lambda: self.unlink(record_id))

    def _line(self, record: object) -> Line:
        match record:
            case Event():
                tags = [event_state(record, self.context.desk.today)]
                if record.date_conflict:
                    tags.append("date conflict")
                when = dates.describe(record.date_edtf, short=True) or self.tr("no date")
                return Line("event", record.id, record.title, when, tuple(tags))
            case Actor():
                return Line("actor", record.id, record.name, second=record.role_as_stated)
            case Source():
                when = dates.describe(record.issued_edtf, short=True)
                second = " · ".join(part for part in (record.container_title or record.publisher, when) if part)
                return Line("source", record.id, record.title, tags=(f"grade {record.reliability}",), second=second)
            case _:
                raise TypeError(f"no line for {type(record).__name__}")
