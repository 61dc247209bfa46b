"""Actors: who they are, in which roles, what they want and what they said."""

from __future__ import annotations

from typing import ClassVar

from briefing.model import Actor, ActorRelation, Event, Fact, Membership, Position
from briefing.rules import dates
from briefing.store.lists import event_state
from ui.context import Context
from ui.forms.sections import Line, Section, fill_links, fill_quotes
from ui.pages.detail import RecordDetail
from ui.pages.master import MasterPage
from ui.pages.told import fill_rows
from ui.widgets.rows import RowShape
from ui.words import marked
from ui.words import tr as _tr

_FIELDS = (
    "name", "kind", "role_as_stated", "name_native", "sort_name", "pronunciation", "iso3166", "anonymous", "marking",
    "description",
)  # fmt: skip


class ActorDetail(RecordDetail):
    """One actor, complete."""

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, "actor", _FIELDS, _tr("Actor"))

    def build(self) -> None:
        self.aliases = Section(self.context, self.tr("Also known as"))
        self.roles = Section(self.context, self.tr("Roles"))
        self.relations = Section(self.context, self.tr("Relations"))
        self.positions = Section(self.context, self.tr("Positions"), self.tr("No position on any issue yet."))
        self.quotes = Section(self.context, self.tr("Quotes"), self.tr("No words of this actor are in the store."))
        self.events = Section(self.context, self.tr("Events"))
        self.facts = Section(self.context, self.tr("Facts"))
        sections = (self.aliases, self.roles, self.relations, self.positions, self.quotes, self.events, self.facts)
        for section in sections:
            self.add(section)

    def show_actor(self, actor: Actor) -> None:
        """Show everything the store holds of an actor."""
        desk = self.context.desk
        tags = [actor.kind.replace("_", " "), *(["anonymous"] if actor.anonymous else [])]
        self.show_head(actor, actor.name, tags)
        self.show_fields(actor)
        fill_rows(
            self.aliases,
            [
                (alias.id, Line("", "", alias.text, second=" · ".join(w for w in (alias.language, alias.script) if w)))
                for alias in desk.aliases(actor.id)
            ],
        )
        fill_rows(self.roles, [(held.id, self._role(held)) for held in desk.memberships(actor.id)])
        fill_rows(self.relations, [(one.id, self._relation(actor, one)) for one in desk.relations(actor.id)])
        fill_links(self.positions, [self._position(one) for one in desk.positions(actor=actor.id)])
        fill_quotes(self.quotes, desk.quotes_by(actor.id))
        places = desk.appears_in("actor", actor.id)
        events = [desk.get(Event, place.id) for place in places if place.kind == "event"]
        fill_links(
            self.events,
            [
                Line("event", e.id, e.title, dates.describe(e.date_edtf, short=True), (event_state(e, desk.today),))
                for e in events
            ],
        )
        facts = [fact for fact in desk.every(Fact) if fact.subject == actor.id]
        fill_links(self.facts, [Line("fact", f.id, f.label, f"{f.value} {f.unit}".strip()) for f in facts])

    def _role(self, held: Membership) -> Line:
        desk = self.context.desk
        body = desk.title("actor", held.organisation)
        behalf = desk.title("actor", held.on_behalf_of)
        if behalf:
            behalf = self.tr("on behalf of %1").replace("%1", behalf)
        when = _span(held.start_edtf, held.end_edtf)
        return Line("actor", held.organisation, held.role, when, second=" · ".join(w for w in (body, behalf) if w))

    def _relation(self, actor: Actor, one: ActorRelation) -> Line:
        ours = one.from_actor == actor.id
        other = one.to_actor if ours else one.from_actor
        way = one.kind.replace("_", " ")
        title = self.context.desk.title("actor", other)
        back = "" if ours else f"{way} {actor.name}"
        second = " · ".join(word for word in (back, _span(one.start_edtf, one.end_edtf), one.note) if word)
        return Line("actor", other, title, way if ours else "", second=second)

    def _position(self, one: Position) -> Line:
        issue = self.context.desk.title("issue", one.issue)
        return Line("position", one.id, one.summary, "", (one.stance,), f"{issue} · {one.attribution}")


def _span(start: str, end: str) -> str:
    first, last = dates.describe(start, short=True), dates.describe(end, short=True)
    return f"{first} – {last}" if first and last else first or last


class ActorsPage(MasterPage):
    """All actors by name."""

    KEY: ClassVar[str] = "actors"
    KINDS: ClassVar[tuple[str, ...]] = ("actor",)
    KIND: ClassVar[str] = "actor"
    TITLE: ClassVar[str] = marked("Actors")
    ICON: ClassVar[str] = "users"
    CHIPS: ClassVar[tuple[str, ...]] = ("person", "organisation", "group", "state or territory")
    SHAPE: ClassVar[RowShape] = RowShape.FULL
    EMPTY: ClassVar[tuple[str, str]] = (marked("No actors yet"), marked("Add people and bodies as you read."))

    def build(self) -> None:
        self.detail = ActorDetail(self.context)
        self.details.addWidget(self.detail)
        if not self.desk.read_only:
            new = self.tr("New actor")
            self.header.add_button(new, self._new, icon="plus", primary=True)
            self.no_records.add_action(new, self._new, icon="plus", primary=True)

    def show_detail(self, record_id: str) -> None:
        self.detail.show_actor(self.desk.get(Actor, record_id))
        self.details.setCurrentWidget(self.detail)

    def subtitle(self) -> str:
        return self.tr("%1 people, bodies and groups").replace("%1", str(len(self.desk.ids("actor"))))

    def _new(self) -> None:
        if self.context.may_edit():
            self.new_record()

    def new_record(self) -> None:
        made: list[str] = []
        name = self.tr("New actor")
        if self.context.attempt(lambda: made.append(self.desk.create("actor", {"name": name}))):
            self.show_record("actor", made[0])
            self.detail.form.focus_field("name", select=True)

    def flush(self) -> None:
        self.detail.flush()
