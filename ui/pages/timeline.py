"""The timeline: events by date, with how sure they are and where they are told."""

from __future__ import annotations

from typing import ClassVar

from briefing.model import Event, Quote
from briefing.store.lists import event_state
from ui.context import Context
from ui.forms.ref_field import RefField
from ui.forms.sections import Line, Section, fill_quotes
from ui.pages.detail import RecordDetail
from ui.pages.master import MasterPage
from ui.pages.told import fill_citations, fill_rows
from ui.pages.views import LIST, Views
from ui.pictures.timeline import TimelinePicture
from ui.words import marked
from ui.words import tr as _tr

_FIELDS = (
    "title", "date_edtf", "kind", "modality", "place", "place_iso", "date_literal", "date_basis", "date_conflict",
    "possibly_same_as", "marking", "summary", "editor_note",
)  # fmt: skip


class EventDetail(RecordDetail):
    """One event, complete."""

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, "event", _FIELDS, _tr("Event"))

    def build(self) -> None:
        self.participants = Section(self.context, self.tr("Participants"))
        self.citations = Section(self.context, self.tr("Told in"), self.tr("No source is cited for this event."))
        self.quotes = Section(self.context, self.tr("Quotes of this occasion"))
        for section in (self.participants, self.citations, self.quotes):
            self.add(section)

    def show_event(self, event: Event) -> None:
        """Show everything the store holds of an event."""
        desk = self.context.desk
        tags = [event_state(event, desk.today), event.kind.value, *(["date conflict"] if event.date_conflict else [])]
        self.show_head(event, event.title, tags)
        self.show_fields(event)
        taking_part = enumerate(desk.participants(event.id))
        fill_rows(
            self.participants,
            [
                (f"{place} {actor.id}", Line("actor", actor.id, actor.name, second=role or actor.role_as_stated))
                for place, (actor, role) in taking_part
            ],
        )
        fill_citations(self.citations, event.id)
        places = desk.appears_in("event", event.id)
        fill_quotes(self.quotes, [desk.get(Quote, place.id) for place in places if place.kind == "quote"])


class TimelinePage(MasterPage):
    """All events by date."""

    KEY: ClassVar[str] = "timeline"
    KINDS: ClassVar[tuple[str, ...]] = ("event",)
    KIND: ClassVar[str] = "event"
    TITLE: ClassVar[str] = marked("Timeline")
    ICON: ClassVar[str] = "calendar-clock"
    CHIPS: ClassVar[tuple[str, ...]] = ("occurred", "planned", "planned, not confirmed", "date conflict")
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No events yet"),
        marked("Add what happened and what is planned."),
    )

    def build(self) -> None:
        self.detail = EventDetail(self.context)
        self.details.addWidget(self.detail)
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
        self.views = Views(self, self.picture, self.tr("Picture"), self.tr("List"))
        if not self.desk.read_only:
            new = self.tr("New event")
            self.header.add_button(new, self._new, icon="plus", primary=True)
            self.no_records.add_action(new, self._new, icon="plus", primary=True)

    def _narrow_picture(self) -> None:
        issue, actor = self.only_issue.value(), self.only_actor.value()
        self.picture.narrow((issue,) if issue else (), (actor,) if actor else ())

    def refresh(self) -> None:
        super().refresh()
        self.picture.refresh()

    def is_waiting(self) -> bool:
        return super().is_waiting() or (self.picture.isVisible() and self.picture.busy())

    def stop(self) -> None:
        super().stop()
        self.picture.stop()

    def show_record(self, kind: str, record_id: str) -> None:
        self.views.show(LIST)
        super().show_record(kind, record_id)

    def take_focus(self) -> None:
        if self.views.current() == LIST:
            super().take_focus()
        else:
            self.views.take_focus()

    def flip_view(self) -> None:
        self.views.flip()

    def narrowed_ids(self, ids: list[str]) -> list[str]:
        issue = self.issue.value()
        if not issue:
            return ids
        linked = {event.id for event in self.desk.linked(issue, Event)}
        return [one for one in ids if one in linked]

    def is_narrowed(self) -> bool:
        return bool(self.issue.value())

    def clear_filter(self) -> None:
        self.issue.set_value("")
        super().clear_filter()

    def show_detail(self, record_id: str) -> None:
        self.detail.show_event(self.desk.get(Event, record_id))
        self.details.setCurrentWidget(self.detail)

    def subtitle(self) -> str:
        count = self.desk.counts()["event"]
        words = self.tr("%1 events · %2 to confirm").replace("%1", str(count.total))
        return words.replace("%2", str(count.work))

    def _new(self) -> None:
        if self.context.may_edit():
            self.new_record()

    def new_record(self) -> None:
        made: list[str] = []
        title = self.tr("New event")
        if self.context.attempt(lambda: made.append(self.desk.create("event", {"title": title}))):
            self.show_record("event", made[0])
            self.detail.form.focus_field("title", select=True)

    def flush(self) -> None:
        self.detail.flush()
