"""Actors: who they are, in which roles, what they want and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from briefing.model import Actor, Event
from briefing.reading import Reading
from briefing.rules import dates
from briefing.store.lists import event_state
from briefing.store.narrowed import tags
from briefing.terms import ActorKind, in_words
from ui.context import Context
from ui.forms.actor_parts import ActorPositions, MembersSection, NamesSection, RelationsSection, RolesSection
from ui.forms.sections import Line, Section, fill_links, fill_quotes
from ui.pages.detail import RecordDetail
from ui.pages.listing import BIN
from ui.pages.pictured import PicturedPage
from ui.pages.records import FIELD
from ui.pages.views import Views
from ui.pictures.actor_map import ActorMapPicture
from ui.words import counted, marked
from ui.words import tr as _tr


class ActorDetail(RecordDetail):
    """One actor, complete."""

    KIND: ClassVar[str] = Actor.KIND
    FIELDS: ClassVar[tuple[str, ...]] = (
        "role_as_stated", "kind", "name_native", "sort_name", "pronunciation", "iso3166", "anonymous", "marking",
        "description",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, _tr("Actor"))

    def build(self) -> None:
        context = self.context
        self.names = NamesSection(context)
        self.roles = RolesSection(context)
        self.members = MembersSection(context)
        self.relations = RelationsSection(context)
        self.positions = ActorPositions(context)
        self.quotes = Section(context, self.tr("Quotes"), self.tr("No words of this actor are in the store."))
        self.events = Section(context, self.tr("Events"))
        self.facts = Section(context, self.tr("Facts"))
        self.parts = (self.names, self.roles, self.members, self.relations, self.positions)
        for section in (*self.parts, self.quotes, self.events, self.facts):
            self.add_section(section)

    def tags(self, record: Actor) -> Sequence[str]:
        return (in_words(record.kind), *(("anonymous",) if record.anonymous else ()))

    def fill(self, record: Actor, *, editable: bool) -> None:
        desk = self.context.desk
        for section in self.parts:
            section.show_owner(record.id, editable=editable)
        body = record.kind is not ActorKind.PERSON
        self.members.setVisible(bool(self.members.widgets()) or (body and editable))
        fill_quotes(self.quotes, desk.quotes_by(record.id))
        places = desk.appears_in(Actor.KIND, record.id)
        events = [desk.get(Event, place.id) for place in places if place.kind == Event.KIND]
        fill_links(
            self.events,
            [
                Line(Event.KIND, e.id, e.title, dates.describe(e.date_edtf, short=True), (event_state(e, desk.today),))
                for e in events
            ],
        )
        facts = desk.facts_about(record.id)
        fill_links(self.facts, [Line("fact", f.id, f.label, f"{f.value} {f.unit}".strip()) for f in facts])


class ActorsPage(PicturedPage):
    """All actors by name, and a map of how they stand to each other."""

    KEY: ClassVar[str] = "actors"
    KINDS: ClassVar[tuple[str, ...]] = (Actor.KIND, Actor.KIND + FIELD)
    KIND: ClassVar[str] = Actor.KIND
    TITLE: ClassVar[str] = marked("Actors")
    NEW: ClassVar[str] = marked("New actor")
    ICON: ClassVar[str] = "users"
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Actor.KIND), BIN)
    EMPTY: ClassVar[tuple[str, str]] = (marked("No actors yet"), marked("Add people and bodies as you read."))

    def build(self) -> None:
        self.views = Views(self, self.picture_as_left, self.tr("Map"), self.tr("List"))
        super().build()

    def make_picture(self) -> ActorMapPicture:
        self.map = ActorMapPicture(self.context)
        return self.map

    def make_detail(self) -> ActorDetail:
        return ActorDetail(self.context)

    def new_values(self) -> dict[str, Any]:
        return {"name": self.tr("New actor")}

    def subtitle(self, reading: Reading) -> str:
        return counted(reading.count(Actor.KIND), "%1 person, body or group", "%1 people, bodies and groups")
