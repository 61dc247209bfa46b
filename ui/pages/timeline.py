"""The timeline: events by date, with how sure they are and where they are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from briefing.model import Event, Quote
from briefing.reading import Reading
from briefing.store.lists import event_state
from briefing.store.narrowed import tags
from ui.context import Context
from ui.forms.ref_field import RefField
from ui.forms.sections import Section, fill_quotes
from ui.forms.told_parts import CitationsSection, ParticipantsSection
from ui.pages.detail import RecordDetail
from ui.pages.listing import BIN
from ui.pages.pictured import PicturedPage
from ui.pages.records import FIELD
from ui.pages.sorting import USUAL
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
        "date_edtf", "date_literal", "kind", "modality", "place", "place_iso", "date_basis", "date_conflict",
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
    KINDS: ClassVar[tuple[str, ...]] = (Event.KIND, Event.KIND + FIELD)
    KIND: ClassVar[str] = Event.KIND
    TITLE: ClassVar[str] = marked("Timeline")
    NEW: ClassVar[str] = marked("New event")
    ICON: ClassVar[str] = "calendar-clock"
    BEGINS: ClassVar[bool] = True
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Event.KIND), BIN)
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No events yet"),
        marked("Add what happened and what is planned."),
    )

    def build(self) -> None:
        self.issue = RefField(self.context, "issue", self.tr("Only events of this issue"))
        self.issue.setPlaceholderText(self.tr("Events of all issues – type to narrow"))
        self.issue.committed.connect(lambda _id: self._refilter())
        self.filters.insertWidget(1, self.issue)
        self._rows = DatedRowDelegate(self.context.theme, self.list, self.tr("today"))
        self.list.setItemDelegate(self._rows)
        self.list.verticalScrollBar().valueChanged.connect(lambda _at: self.list.viewport().update())
        self.views = Views(self, self.picture_as_left, self.tr("Picture"), self.tr("List"))
        super().build()

    def make_picture(self) -> TimelinePicture:
        self.picture = TimelinePicture(self.context)
        return self.picture

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        days, today = self.desk.event_days(ids), self.desk.today.isoformat()
        undated = self.tr("No date")
        return {one: dated(row, *days.get(one, ("", "")), today, undated) for one, row in super()._fetch(ids).items()}

    def refresh(self) -> None:
        self._rows.set_way({USUAL: 1, "newest": -1}.get(self.sorting.order(), 0))
        super().refresh()

    def make_detail(self) -> EventDetail:
        return EventDetail(self.context)

    def new_values(self) -> dict[str, Any]:
        return {"title": self.tr("New event")}

    def narrowing(self) -> tuple[str, ...]:
        return (self.issue.value(),)

    def set_narrowing(self, narrowing: tuple[str, ...]) -> None:
        issue = narrowing[0] if narrowing else ""
        self.issue.set_value(issue if self.desk.is_there("issue", issue) else "")  # it may be one of another store

    def narrowing_words(self) -> tuple[str, ...]:
        return (self.issue.text(),) if self.issue.value() else ()

    def narrowed_ids(self, reading: Reading, ids: list[str], narrowing: tuple[str, ...]) -> list[str]:
        if not narrowing[0]:
            return ids
        linked = {event.id for event in reading.linked(narrowing[0], Event)}
        return [one for one in ids if one in linked]

    def subtitle(self, reading: Reading) -> str:
        count = reading.counts()["event"]
        events = counted(count.total, "%1 event", "%1 events")
        return " · ".join((events, self.tr("%1 to confirm").replace("%1", str(count.work))))
