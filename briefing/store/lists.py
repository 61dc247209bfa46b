"""The rows that lists show, and the counts of what needs work. Words only: colours are the window's business."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing.model import (
    KINDS,
    Actor,
    Brief,
    Event,
    Fact,
    Issue,
    Position,
    Quote,
    Record,
    Source,
    SourceVersion,
)
from briefing.rules import dates
from briefing.store import archive, records
from briefing.store.derived import IS_DERIVED, derived
from briefing.store.store import Store
from briefing.terms import CLOSED_STATUSES, Held, Modality, QuoteForm, in_words
from briefing.wording import named, say, say_many

OPEN_ISSUE = "t.status NOT IN ({})".format(", ".join(f"'{s.value}'" for s in sorted(CLOSED_STATUSES)))
PAST_PLAN = "t.modality = 'planned' AND t.date_latest IS NOT NULL AND t.date_latest < ?"
NO_SOURCE = "no source"
UNTOLD_FACT = f"NOT {IS_DERIVED} AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.record = t.id AND c.deleted = '')"
"""A fact for which no source is named and that was not computed from others."""


@dataclass(frozen=True)
class ListRow:
    """One row of a list: title, a second line, words for the pills, and a date in words.

    `marks` are tags by which the row is found too, though it shows no pill for them.
    """

    kind: str
    id: str
    title: str
    subtitle: str
    tags: tuple[str, ...]
    date: str
    marks: tuple[str, ...] = ()


def event_state(event: Event, today: date) -> str:
    """`planned, not confirmed` for a planned event whose day has passed; else the modality in words."""
    latest = dates.bounds(event.date_edtf)[1]
    if event.modality is Modality.PLANNED and latest is not None and latest < today.isoformat():
        return "planned, not confirmed"
    return in_words(event.modality)


def quote_state(store: Store, quote: Quote) -> str:
    """`paraphrase`, or what a check against the archived text finds, now."""
    if quote.form is QuoteForm.PARAPHRASE:
        return QuoteForm.PARAPHRASE.value
    return archive.state_of(store, quote).value


@dataclass(frozen=True)
class _Known:
    """What the rows of one block share: titles of other records, states of quotes, derived facts, the day."""

    store: Store
    names: Mapping[str, str]
    states: Mapping[str, str]
    derived: frozenset[str]
    untold: frozenset[str]
    today: date


def rows(store: Store, kind: str, ids: Sequence[str], today: date) -> list[ListRow]:
    """The list rows of these records, in the order given. Meant for blocks of up to a few hundred."""
    found = records.several(store, KINDS[kind], ids)
    computed = derived(store, [record.id for record in found]) if kind == Fact.KIND else frozenset[str]()
    known = _Known(store, _names(store, found), quote_states(store, found), computed, _untold(store, found), today)
    return [_ROWS[kind](known, record) for record in found]


def quote_states(store: Store, found: Sequence[Record]) -> Mapping[str, str]:
    """What `quote_state` says of each quote among `found`, by id; each archived text is read once."""
    quotes = [record for record in found if isinstance(record, Quote)]
    checked = zip(quotes, archive.states(store, quotes), strict=True)
    return {quote.id: (quote.form if quote.form is QuoteForm.PARAPHRASE else state).value for quote, state in checked}


def _untold(store: Store, found: Sequence[Record]) -> frozenset[str]:
    facts = [record.id for record in found if isinstance(record, Fact)]
    if not facts:
        return frozenset()
    sql = f"SELECT t.id FROM fact t WHERE t.id IN (SELECT value FROM json_each(?)) AND {UNTOLD_FACT}"
    return frozenset(str(row[0]) for row in store.query(sql, (json.dumps(facts),)))


def _names(store: Store, found: Sequence[Record]) -> Mapping[str, str]:
    wanted: set[tuple[str, str]] = set()
    for record in found:
        match record:
            case Issue(owner_actor=actor) | Quote(speaker=actor) | Position(actor=actor) | Fact(subject=actor):
                wanted.add(("actor", actor))
            case _:
                pass
        if isinstance(record, Position):
            wanted.add(("issue", record.issue))
    return records.titles(store, wanted)


def _issue(known: _Known, r: Any) -> ListRow:
    latest = dates.bounds(r.deadline_edtf)[1]
    overdue = ("overdue",) if latest and latest < known.today.isoformat() and r.status not in CLOSED_STATUSES else ()
    second = r.next_step or say("No next step yet")
    return ListRow(
        "issue",
        r.id,
        r.title,
        second,
        (r.status, r.priority, *overdue),
        dates.describe(r.deadline_edtf, short=True),
    )


def _actor(known: _Known, r: Any) -> ListRow:
    return ListRow(
        "actor",
        r.id,
        r.name,
        r.role_as_stated or r.description,
        (in_words(r.kind),),
        "",
    )


def _event(known: _Known, r: Any) -> ListRow:
    when = dates.describe(r.date_edtf, short=True)
    tags = (
        event_state(r, known.today),
        *(("date conflict",) if r.date_conflict else ()),
    )
    return ListRow("event", r.id, r.title, r.place or named(r.kind), tags, when)


def _quote(known: _Known, r: Any) -> ListRow:
    speaker = known.names.get(r.speaker, say("Speaker not stated"))
    tags = (known.states[r.id], *(("key",) if r.is_key else ()))
    return ListRow("quote", r.id, r.exact, speaker, tags, dates.describe(r.date_edtf, short=True))


def _source(known: _Known, r: Any) -> ListRow:
    versions = records.children(known.store, SourceVersion, "source", r.id)
    held = [say("reference only")]
    if versions and (length := versions[-1].characters):
        full = say("in full") if r.held is Held.FULL else named(r.held)
        held = [full, say_many(length, "%1 character", "%1 characters")]
    second = " · ".join(part for part in (r.container_title or r.publisher, *held) if part)
    return ListRow(
        "source",
        r.id,
        r.title,
        second,
        (f"grade {r.reliability}",),
        dates.describe(r.issued_edtf, short=True),
        (in_words(r.type.value),),
    )


def _fact(known: _Known, r: Any) -> ListRow:
    value = " ".join(part for part in (r.value, r.unit) if part)
    tags = ("derived",) if r.id in known.derived else ()
    marks = (NO_SOURCE,) if r.id in known.untold else ()
    return ListRow("fact", r.id, r.label, value, tags, dates.describe(r.as_at_edtf, short=True), marks)


def _position(known: _Known, r: Any) -> ListRow:
    return ListRow(
        "position",
        r.id,
        known.names.get(r.actor, ""),
        r.summary,
        (r.stance,),
        dates.describe(r.valid_from_edtf, short=True),
    )


def _brief(known: _Known, r: Any) -> ListRow:
    return ListRow(
        "brief",
        r.id,
        r.title,
        r.template,
        (r.status,),
        dates.describe(r.as_at_edtf or known.today.isoformat(), short=True),
    )


_ROWS: Mapping[str, Callable[[_Known, Any], ListRow]] = {
    Issue.KIND: _issue,
    Actor.KIND: _actor,
    Event.KIND: _event,
    Quote.KIND: _quote,
    Source.KIND: _source,
    Fact.KIND: _fact,
    Position.KIND: _position,
    Brief.KIND: _brief,
}


@dataclass(frozen=True)
class Count:
    """How many records of a kind there are, and how many of them need work."""

    total: int
    work: int
    words: str


def counts(store: Store, today: date) -> dict[str, Count]:
    """For each place of the sidebar the records that need work: open issues, unproved quotes, drafts."""
    total = {kind: records.count(store, kind) for kind in _ROWS}
    unproved = len(archive.unproved(store))
    past = records.count(store, "event", PAST_PLAN, (today.isoformat(),))
    drafts = records.count(store, "brief", "t.status IN ('draft', 'in clearance', 'cleared')")
    opened = records.count(store, "issue", OPEN_ISSUE)
    return {
        "issue": Count(total["issue"], opened, "open"),
        "actor": Count(total["actor"], 0, ""),
        "quote": Count(total["quote"], unproved, "to verify"),
        "event": Count(total["event"], past, "to confirm"),
        "source": Count(total["source"], 0, ""),
        "brief": Count(total["brief"], drafts, "in progress"),
    }
