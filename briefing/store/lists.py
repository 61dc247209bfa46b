"""The rows that lists show, and the counts of what needs work. Words only: colours are the window's business."""

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
from briefing.store.store import Store
from briefing.terms import CLOSED_STATUSES, Modality, QuoteForm
from briefing.wording import named, say, say_many

OPEN_ISSUE = "t.status NOT IN ({})".format(", ".join(f"'{s.value}'" for s in sorted(CLOSED_STATUSES)))
_PAST_PLAN = "t.modality = 'planned' AND t.date_latest IS NOT NULL AND t.date_latest < ?"


@dataclass(frozen=True)
class ListRow:
    """One row of a list: title, a second line, words for the pills, and a date in words."""

    kind: str
    id: str
    title: str
    subtitle: str
    tags: tuple[str, ...]
    date: str


def event_state(event: Event, today: date) -> str:
    """`planned, not confirmed` for a planned event whose day has passed; else the modality in words."""
    latest = dates.bounds(event.date_edtf)[1]
    if event.modality is Modality.PLANNED and latest is not None and latest < today.isoformat():
        return "planned, not confirmed"
    return event.modality.replace("_", ", ")


def quote_state(store: Store, quote: Quote) -> str:
    """`paraphrase`, or what a check against the archived text finds, now."""
    if quote.form is QuoteForm.PARAPHRASE:
        return QuoteForm.PARAPHRASE.value
    return archive.state_of(store, quote).value


@dataclass(frozen=True)
class _Known:
    """What the rows of one block share: titles of other records, states of quotes, the day."""

    store: Store
    names: Mapping[str, str]
    states: Mapping[str, str]
    today: date


def rows(store: Store, kind: str, ids: Sequence[str], today: date) -> list[ListRow]:
    """The list rows of these records, in the order given. Meant for blocks of up to a few hundred."""
    found = records.several(store, KINDS[kind], ids)
    known = _Known(store, _names(store, found), quote_states(store, found), today)
    return [_ROWS[kind](known, record) for record in found]


def quote_states(store: Store, found: Sequence[Record]) -> Mapping[str, str]:
    """What `quote_state` says of each quote among `found`, by id; each archived text is read once."""
    quotes = [record for record in found if isinstance(record, Quote)]
    checked = zip(quotes, archive.states(store, quotes), strict=True)
    return {quote.id: (quote.form if quote.form is QuoteForm.PARAPHRASE else state).value for quote, state in checked}


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
        (r.kind.replace("_", " "),),
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
    size = say("reference only")
    if versions and versions[-1].characters:
        size = say_many(versions[-1].characters, "%1 character", "%1 characters")
    second = " · ".join(part for part in (r.container_title or r.publisher, named(r.held), size) if part)
    return ListRow(
        "source",
        r.id,
        r.title,
        second,
        (f"grade {r.reliability}",),
        dates.describe(r.issued_edtf, short=True),
    )


def _fact(known: _Known, r: Any) -> ListRow:
    value = " ".join(part for part in (r.value, r.unit) if part)
    tags = ("derived",) if r.formula else ()
    return ListRow("fact", r.id, r.label, value, tags, dates.describe(r.as_at_edtf, short=True))


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
    past = records.count(store, "event", _PAST_PLAN, (today.isoformat(),))
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


@dataclass(frozen=True)
class Notice:
    """A line of the overview: a record, what about it, and a date in words where one matters."""

    kind: str
    id: str
    title: str
    words: str
    date: str = ""


def needs_attention(store: Store, today: date) -> list[Notice]:
    """Overdue issues, issues without a next step or past their review, unconfirmed plans, unproved quotes."""
    day = today.isoformat()
    found: list[Notice] = []
    for issue in records.select(store, Issue, f"t.deleted = '' AND {OPEN_ISSUE}"):
        deadline = dates.bounds(issue.deadline_edtf)[1]
        review = dates.bounds(issue.review_by_edtf)[1]
        if deadline and deadline < day:
            found.append(_notice(issue, "deadline has passed", issue.deadline_edtf))
        elif not issue.next_step:
            found.append(_notice(issue, "no next step"))
        elif review and review <= day:
            found.append(_notice(issue, "review is due", issue.review_by_edtf))
    past = records.select(store, Event, f"t.deleted = '' AND {_PAST_PLAN}", (day,))
    found += [_notice(event, "planned, not confirmed", event.date_edtf) for event in past]
    torn = records.select(store, Event, "t.deleted = '' AND t.date_conflict <> ''")
    found += [_notice(event, "two dates for one event", event.date_edtf) for event in torn]
    quotes = records.several(store, Quote, archive.unproved(store))
    states = archive.states(store, quotes)
    return found + [_notice(q, state.replace("_", " ")) for q, state in zip(quotes, states, strict=True)]


def next_days(store: Store, today: date, until: date) -> list[Notice]:
    """Deadlines, next steps, reviews and planned events from today to `until`, by date.

    An event planned for a stretch of time is among them on each day of it.
    """
    first, last = today.isoformat(), until.isoformat()
    found: list[tuple[str, Notice]] = []
    for event in records.select(
        store,
        Event,
        "t.deleted = '' AND t.modality = 'planned' AND t.date_edtf <> ''"
        " AND coalesce(t.date_earliest, '') <= ? AND coalesce(t.date_latest, '9999') >= ?",
        (last, first),
    ):
        shown = max(dates.bounds(event.date_edtf)[0] or "", first)
        found.append((shown, _notice(event, "planned", event.date_edtf)))
    for issue in records.select(store, Issue, f"t.deleted = '' AND {OPEN_ISSUE}"):
        for field, words in (
            ("deadline_edtf", "deadline"),
            ("next_step_due_edtf", "next step due"),
            ("review_by_edtf", "review"),
        ):
            edtf = getattr(issue, field)
            day = dates.bounds(edtf)[1]
            if day and first <= day <= last:
                found.append((day, _notice(issue, words, edtf)))
    return [notice for _, notice in sorted(found, key=lambda pair: pair[0])]


def _notice(record: Issue | Event | Quote, words: str, edtf: str = "") -> Notice:
    title = record.exact if isinstance(record, Quote) else record.title
    return Notice(record.KIND, record.id, title, words, dates.describe(edtf, short=True))
