"""The timeline: events by date, with how sure they are and where they are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from briefing.model import Event, Quote
from briefing.reading import Reading
from briefing.store.lists import event_state
from ui.context import Context
from ui.forms.ref_field import RefField
from ui.forms.sections import Section, fill_quotes
from ui.forms.told_parts import CitationsSection, ParticipantsSection
from ui.pages.detail import RecordDetail
from ui.pages.master import BIN
from ui.pages.pictured import PicturedPage
from ui.pages.views import Views
from ui.pictures.timeline import TimelinePicture
from ui.widgets.dated_rows import DatedRowDelegate, dated
from ui.widgets.rows import RowText
from ui.words import counted, marked
from ui.words import tr as _tr


class EventDetail(RecordDetail):
    """One event, complete."""

    KIND: ClassVar[str] = Event.KIND
    FIELDS: ClassVar[tuple[str, ...]] = (
        "date_edtf", "kind", "modality", "place", "place_iso", "date_literal", "date_basis", "date_conflict",
        "possibly_same_as", "marking", "summary", "editor_note",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, _tr("Event"))

    def build(self) -> None:
        self.participants = ParticipantsSection(self.context)
        self.citations = CitationsSection(self.context, Event.KIND)
        self.quotes = Section(self.context, self.tr("Quotes of this occasion"))
        for section in (self.participants, self.citations, self.quotes):
            self.add_section(section)

    def tags(self, record: Event) -> Sequence[str]:
        conflict = ("date conflict",) if record.date_conflict else ()
        return (event_state(record, self.context.desk.today), record.kind.value, *conflict)

    def fill(self, record: Event, *, editable: bool) -> None:
        desk = self.context.desk
        self.participants.show_owner(record.id, editable=editable)
        self.citations.show_owner(record.id, editable=editable)
        places = desk.appears_in(Event.KIND, record.id)
        fill_quotes(self.quotes, [desk.get(Quote, place.id) for place in places if place.kind == Quote.KIND])


class TimelinePage(PicturedPage):
    """All events by date."""

    KEY: ClassVar[str] = "timeline"
    KINDS: ClassVar[tuple[str, ...]] = (Event.KIND,)
    KIND: ClassVar[str] = Event.KIND
    TITLE: ClassVar[str] = marked("Timeline")
    NEW: ClassVar[str] = marked("New event")
    ICON: ClassVar[str] = "calendar-clock"
    CHIPS: ClassVar[tuple[str, ...]] = ("occurred", "planned", "planned, not confirmed", "date conflict", BIN)
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No events yet"),
        marked("Add what happened and what is planned."),
    )

    def build(self) -> None:
        self.issue = RefField(self.context, "issue", self.tr("Only events of this issue"))
        self.issue.setPlaceholderText(self.tr("Events of all issues – type to narrow"))
        self.issue.committed.connect(lambda _id: self._refilter())
        self.filters.insertWidget(1, self.issue)
        self.picture = TimelinePicture(self.context)
        self.only_issue = RefField(self.context, "issue", self.tr("Draw only events of this issue"))
        self.only_issue.setPlaceholderText(self.tr("All issues"))
        self.only_actor = RefField(self.context, "actor", self.tr("Draw only events with this actor"))
        self.only_actor.setPlaceholderText(self.tr("All actors"))
        for place, field in enumerate((self.only_issue, self.only_actor)):
            field.committed.connect(lambda _id: self._narrow_picture())
            field.set_value("")
            field.setMaximumWidth(self.context.theme.px(220))
            self.picture.head.insertWidget(1 + place, field)
        self.list.setItemDelegate(DatedRowDelegate(self.context.theme, self.list, self.tr("today")))
        self.list.verticalScrollBar().valueChanged.connect(lambda _at: self.list.viewport().update())
        self.views = Views(self, self.picture, self.tr("Picture"), self.tr("List"))
        super().build()

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        days, today = self.desk.event_days(ids), self.desk.today.isoformat()
        undated = self.tr("No date")
        return {one: dated(row, *days.get(one, ("", "")), today, undated) for one, row in super()._fetch(ids).items()}

    def make_detail(self) -> EventDetail:
        return EventDetail(self.context)

    def new_values(self) -> dict[str, Any]:
        return {"title": self.tr("New event")}

    def _narrow_picture(self) -> None:
        issue, actor = self.only_issue.value(), self.only_actor.value()
        self.picture.narrow((issue,) if issue else (), (actor,) if actor else ())

    def narrowing(self) -> tuple[str, ...]:
        return (self.issue.value(),)

    def narrowed_ids(self, reading: Reading, ids: list[str], narrowing: tuple[str, ...]) -> list[str]:
        if not narrowing[0]:
            return ids
        linked = {event.id for event in reading.linked(narrowing[0], Event)}
        return [one for one in ids if one in linked]

    def clear_filter(self) -> None:
        self.issue.set_value("")
        super().clear_filter()

    def subtitle(self, reading: Reading) -> str:
        count = reading.counts()["event"]
        words = self.tr("%1 · %2 to confirm").replace("%1", counted(count.total, "%1 event", "%1 events"))
        return words.replace("%2", str(count.work))
