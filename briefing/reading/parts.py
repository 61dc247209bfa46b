"""What belongs to what: links, roles, relations, citations, appearances."""

from briefing.model import (
    Actor,
    ActorRelation,
    Alias,
    Citation,
    Derivation,
    Fact,
    Link,
    Membership,
    Participant,
    Position,
    Quote,
)
from briefing.reading.base import Asking, R
from briefing.store import archive, links, records
from briefing.store.derived import derived


class PartReading(Asking):
    """What a record is made of and where it appears."""

    def linked(self, issue: str, cls: type[R]) -> list[R]:
        """The records of a kind that bear on an issue."""
        return links.linked(self.store, issue, cls)

    def link_rows(self, issue: str) -> list[Link]:
        """The link rows of an issue."""
        return links.link_rows(self.store, issue)

    def appears_in(self, kind: str, record_id: str) -> list[links.Place]:
        """Every record in which this one appears."""
        return links.appears_in(self.store, kind, record_id)

    def issues_of(self, kind: str, record_id: str) -> list[links.Place]:
        """The issues to which a record is linked."""
        return links.issues_of(self.store, kind, record_id)

    def positions(self, *, issue: str = "", actor: str = "") -> list[Position]:
        """Positions on an issue, or of an actor."""
        field, parent = ("issue", issue) if issue else ("actor", actor)
        return records.children(self.store, Position, field, parent)

    def participants(self, event: str) -> list[tuple[Actor, str]]:
        """The actors in an event, with their roles in it."""
        return [(self.get(Actor, row.actor), row.role) for row in self.taking_part(event)]

    def taking_part(self, event: str) -> list[Participant]:
        """The rows that say who took part in an event."""
        return records.children(self.store, Participant, "event", event)

    def aliases(self, actor: str) -> list[Alias]:
        """Other names of an actor."""
        return records.children(self.store, Alias, "actor", actor)

    def memberships(self, actor: str) -> list[Membership]:
        """The roles an actor held."""
        return records.children(self.store, Membership, "person", actor)

    def members(self, body: str) -> list[Membership]:
        """Who held a role in a body."""
        return records.children(self.store, Membership, "organisation", body)

    def relations(self, actor: str) -> list[ActorRelation]:
        """How an actor stands to others, in both directions."""
        return [
            *records.children(self.store, ActorRelation, "from_actor", actor),
            *records.children(self.store, ActorRelation, "to_actor", actor),
        ]

    def citations(self, record_id: str) -> list[Citation]:
        """Where an event, fact or position is told."""
        return records.children(self.store, Citation, "record", record_id)

    def citation_state(self, citation: Citation) -> str:
        """`cited` where there is only a locator; else the state of the anchor, checked now."""
        return archive.state_of(self.store, citation).value if archive.anchor_of(citation) else "cited"

    def basis(self, fact: str) -> list[Fact]:
        """The facts from which a derived fact was computed."""
        return [self.get(Fact, row.basis) for row in self.derivations(fact)]

    def is_derived(self, fact: str) -> bool:
        """Whether somebody says how a fact was computed, or from which facts."""
        return bool(derived(self.store, [fact]))

    def derivations(self, fact: str) -> list[Derivation]:
        """The rows that say from which facts a derived fact was computed."""
        return records.children(self.store, Derivation, "fact", fact)

    def facts_about(self, actor: str) -> list[Fact]:
        """The facts whose subject is an actor."""
        return records.children(self.store, Fact, "subject", actor)

    def quotes_by(self, actor: str) -> list[Quote]:
        """What an actor said."""
        return records.children(self.store, Quote, "speaker", actor)
