"""What pages and scripts ask of a store: records, what belongs to them, lists, texts, history. Writes nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from briefing.clock import Clock
from briefing.errors import NotFoundError
from briefing.fieldspec import field_specs
from briefing.ids import short_reference
from briefing.model import (
    KINDS,
    MAIN_KINDS,
    Actor,
    ActorRelation,
    Alias,
    Brief,
    BriefBlock,
    Citation,
    Derivation,
    Event,
    Fact,
    Issue,
    Link,
    Membership,
    Participant,
    Position,
    Quote,
    Record,
    Source,
    SourceVersion,
)
from briefing.store import archive, history, links, lists, records, search
from briefing.store.store import Store
from briefing.terms import AnchorState

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Imported:
    """What an import gave: the source, its text's hash and length, and whether anything was added."""

    source: str
    sha256: str
    characters: int
    new: bool
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """The result of checking a store: quotes by state, and every problem as a sentence."""

    quotes: dict[str, int]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Reading:
    """The questions. `today` is the day on which everything is shown."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        """Ask `store`; without a clock, the store's setting `as_at` counts, or today."""
        self.store = store
        self._given = clock

    @property
    def clock(self) -> Clock:
        """The clock: the one given, else the store's `as_at`, else the machine's day."""
        if self._given is not None:
            return self._given
        try:
            return Clock(date.fromisoformat(self.setting("as_at")))
        except ValueError:  # never set, or something else than a day came in by another way
            return Clock()

    @property
    def today(self) -> date:
        """The day on which everything is shown."""
        return self.clock.today()

    @property
    def read_only(self) -> bool:
        """Whether verbs that write will be refused."""
        return self.store.read_only

    def setting(self, name: str) -> str:
        """A setting of the store; empty where it was never set."""
        return records.setting(self.store, name)

    # records

    def get(self, cls: type[R], record_id: str) -> R:
        """One record, also out of the bin. Raises NotFoundError."""
        return records.get(self.store, cls, record_id)

    def every(self, cls: type[R]) -> list[R]:
        """All records of a kind that are not in the bin."""
        return records.every(self.store, cls)

    def bin(self, cls: type[R]) -> list[R]:
        """The records of a kind that are in the bin."""
        return records.every(self.store, cls, deleted=True)

    def kind_of(self, record_id: str) -> str:
        """The kind of the record with this id. Raises NotFoundError."""
        return records.kind_of(self.store, record_id)

    def resolve(self, wanted: str) -> tuple[str, str]:
        """(kind, id) of a record given by id or by short reference such as `Q-7K3M9T`. Raises NotFoundError."""
        text = wanted.strip()
        if "-" in text and len(text) < 20:
            length = len(text.partition("-")[2])
            found = [
                (kind, one)
                for kind in MAIN_KINDS
                for one in records.ids(self.store, kind)
                if short_reference(kind, one, length) == text.upper()
            ]
            if not found:
                raise NotFoundError(f"There is no record with the reference {text}.")
            if len(found) > 1:
                longer = " or ".join(short_reference(kind, one, length + 2) for kind, one in found[:5])
                raise NotFoundError(f"More than one record has the reference {text}. Please say {longer}.")
            return found[0]
        return self.kind_of(text), text

    def title(self, kind: str, record_id: str) -> str:
        """The title of a record; empty where there is none."""
        return records.titles(self.store, [(kind, record_id)]).get(record_id, "") if record_id else ""

    def fields(self, record: Record) -> dict[str, Any]:
        """Every field of a record for JSON: references also by title, quotes with their state."""
        values: dict[str, Any] = {"kind_of_record": record.KIND, "reference": self.reference(record)}
        values |= asdict(record)
        for spec in field_specs(KINDS[record.KIND]):
            if spec.target:
                values[f"{spec.name}_title"] = self.title(spec.target, values[spec.name])
        if isinstance(record, Quote):
            values["state"] = lists.quote_state(self.store, record)
            archived = archive.version_text(self.store, record.source_version) if record.source_version else None
            values["source"] = archived.source.id if archived else ""
            values["source_title"] = archived.source.title if archived else ""
        if isinstance(record, Event):
            values["state"] = lists.event_state(record, self.today)
        return values

    def reference(self, record: Record) -> str:
        """The short reference that people read."""
        return short_reference(record.KIND, record.id)

    # lists

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind in their usual order."""
        return records.ids(self.store, kind)

    def rows(self, kind: str, ids: Sequence[str]) -> list[lists.ListRow]:
        """The list rows of these records, in the order given."""
        return lists.rows(self.store, kind, ids, self.today)

    def counts(self) -> dict[str, lists.Count]:
        """Totals and what needs work, by kind."""
        return lists.counts(self.store, self.today)

    def needs_attention(self) -> list[lists.Notice]:
        """What somebody should look at."""
        return lists.needs_attention(self.store, self.today)

    def next_days(self, days: int = 14) -> list[lists.Notice]:
        """What is due within `days` days."""
        return lists.next_days(self.store, self.today, self.clock.days(days))

    def data_version(self) -> int:
        """A number that moves when another window has written to the store."""
        return self.store.data_version()

    def filtered(self, kind: str, text: str = "", tags: Sequence[str] = ()) -> list[str]:
        """The ids of a kind that match a text (every word begins some word) and wear one of `tags`, if any."""
        found = self.ids(kind)
        if text.strip():
            hits = {hit.id for hit in self.search(text, (kind,), limit=len(found) or 1)}
            found = [one for one in found if one in hits]
        if tags:
            wanted = set(tags)
            found = [row.id for row in self.rows(kind, found) if wanted & set(row.tags)]
        return found

    def search(self, query: str, kinds: Sequence[str] = (), limit: int = 50) -> list[search.Hit]:
        """Records in which every word of `query` begins some word, in any script, best first."""
        return search.find(self.store.connection, query, tuple(kinds) or MAIN_KINDS, limit)

    def open_issues(self) -> list[Issue]:
        """The issues that are not closed, resolved or superseded, by priority and deadline."""
        return records.select(self.store, Issue, f"t.deleted = '' AND {lists.OPEN_ISSUE}")

    # what belongs to what

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
        rows = records.children(self.store, Participant, "event", event)
        return [(self.get(Actor, row.actor), row.role) for row in rows]

    def aliases(self, actor: str) -> list[Alias]:
        """Other names of an actor."""
        return records.children(self.store, Alias, "actor", actor)

    def memberships(self, actor: str) -> list[Membership]:
        """The roles an actor held."""
        return records.children(self.store, Membership, "person", actor)

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
        rows = records.children(self.store, Derivation, "fact", fact)
        return [self.get(Fact, row.basis) for row in rows]

    def quotes_by(self, actor: str) -> list[Quote]:
        """What an actor said."""
        return records.children(self.store, Quote, "speaker", actor)

    # archive

    def archived(self, source: str) -> archive.Archived | None:
        """The newest archived text of a source; None for one that is only referred to."""
        return archive.latest(self.store, source)

    def quote_source(self, quote: Quote) -> Source | None:
        """The source a quote was taken from."""
        if not quote.source_version:
            return None
        return self.get(Source, self.get(SourceVersion, quote.source_version).source)

    def quote_archive(self, quote: Quote) -> archive.Archived | None:
        """The archived text a quote was taken from: its own version, which need not be the newest."""
        return archive.version_text(self.store, quote.source_version) if quote.source_version else None

    def quotes_in(self, version: str) -> list[Quote]:
        """The quotes taken from one source version, in the order of the text."""
        found = records.children(self.store, Quote, "source_version", version)
        return sorted(found, key=lambda quote: (quote.start or 0, quote.end or 0))

    def quote_state(self, quote: Quote) -> str:
        """`paraphrase`, or the state of the quote's anchor, checked now."""
        return lists.quote_state(self.store, quote)

    def quote_states(self, quotes: Sequence[Quote]) -> Mapping[str, str]:
        """What `quote_state` says of each quote, by id; each archived text is read once."""
        return lists.quote_states(self.store, quotes)

    def check(self) -> Check:
        """Check the file and every quote against its archived text. Slow on large stores."""
        tally = {state.value: 0 for state in AnchorState}
        problems = [f"The file: {found}." for found in self.store.check_integrity()]
        for sha256 in archive.altered_texts(self.store, again=True):
            names = ", ".join(archive.sources_of(self.store, sha256)) or "no source"
            problems.append(f"The archived text {sha256[:12]} of “{names}” is not what was archived.")
        for quote, state in archive.check_quotes(self.store):
            tally[state.value] += 1
            if state is not AnchorState.VERIFIED:
                problems.append(f"Quote {self.reference(quote)} “{quote.exact[:60]}”: {state.replace('_', ' ')}.")
        return Check(tally, tuple(problems))

    # history

    def undo_label(self) -> str:
        """What undo would take back; empty where nothing."""
        return "" if self.read_only else history.undo_label(self.store)

    def redo_label(self) -> str:
        """What redo would bring back; empty where nothing."""
        return "" if self.read_only else history.redo_label(self.store)

    def field_history(self, kind: str, record_id: str, name: str) -> list[history.FieldEntry]:
        """The changes of one field, newest first."""
        return history.field_history(self.store, kind, record_id, name)

    def record_history(self, kind: str, record_id: str) -> list[history.LogEntry]:
        """The entries of the log that changed this record, newest first."""
        return history.record_history(self.store, kind, record_id)

    def log(self, limit: int = 200) -> list[history.LogEntry]:
        """The newest entries of the change log."""
        return history.log(self.store, limit)

    def step_number(self) -> int:
        """The number of the last step of the change log."""
        return history.step_number(self.store)

    def last_touched(self, ids: Sequence[str]) -> dict[str, records.Stamp]:
        """Who touched these records last, and when."""
        return records.last_touched(self.store, ids)

    # briefs

    def brief_blocks(self, brief: str) -> list[BriefBlock]:
        """The officer's own words in a brief."""
        return records.children(self.store, BriefBlock, "brief", brief)

    def brief_issues(self, brief: Brief) -> tuple[str, ...]:
        """The issues a brief is about; none means all that are not closed."""
        return tuple(json.loads(brief.issues))

    def briefs(self, template: str) -> list[Brief]:
        """The briefs of a template, newest first."""
        return [brief for brief in self.every(Brief) if brief.template == template]
