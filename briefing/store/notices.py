"""What somebody should look at, and what comes next: lines about records, each with what is the matter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.model import Event, Issue, Quote
from briefing.rules import dates
from briefing.store import archive, records
from briefing.store.lists import OPEN_ISSUE, PAST_PLAN
from briefing.store.store import Store
from briefing.terms import BriefStatus


class Matter(StrEnum):
    """What is the matter with a record; the value is what people read."""

    OVERDUE = "deadline has passed"
    NO_STEP = "no next step"
    REVIEW = "review is due"
    UNCONFIRMED = "planned, not confirmed"
    TWO_DATES = "two dates for one event"
    UNPROVED = "quote does not verify"


@dataclass(frozen=True)
class Notice:
    """A line of the overview: a record, what about it, and a date in words where one matters.

    `matter` is what can be mended; what is only due has none.
    """

    kind: str
    id: str
    title: str
    words: str
    date: str = ""
    matter: Matter | None = None


_OF_ISSUES: tuple[tuple[Matter, Callable[[Issue, str], bool], str], ...] = (
    (Matter.OVERDUE, lambda issue, day: _end(issue.deadline_edtf, day) < day, "deadline_edtf"),
    (Matter.NO_STEP, lambda issue, _day: not issue.next_step, ""),
    (Matter.REVIEW, lambda issue, day: _end(issue.review_by_edtf, "9999") <= day, "review_by_edtf"),
)
"""What can be the matter with an open issue, and the date that says so."""


def _end(edtf: str, without: str) -> str:
    return dates.bounds(edtf)[1] or without


def needs_attention(store: Store, today: date) -> list[Notice]:
    """Overdue issues, issues without a next step or past their review, unconfirmed plans, unproved quotes."""
    day = today.isoformat()
    found = [
        _notice(issue, matter, getattr(issue, field) if field else "", matter)
        for issue in records.select(store, Issue, f"t.deleted = '' AND {OPEN_ISSUE}")
        for matter, is_so, field in _OF_ISSUES
        if is_so(issue, day)
    ]
    past = records.select(store, Event, f"t.deleted = '' AND {PAST_PLAN}", (day,))
    found += [_notice(event, Matter.UNCONFIRMED, event.date_edtf, Matter.UNCONFIRMED) for event in past]
    torn = records.select(store, Event, "t.deleted = '' AND t.date_conflict <> ''")
    found += [_notice(event, Matter.TWO_DATES, event.date_edtf, Matter.TWO_DATES) for event in torn]
    quotes = records.several(store, Quote, archive.unproved(store))
    states = archive.states(store, quotes)
    return found + [_notice(q, state, q.date_edtf, Matter.UNPROVED) for q, state in zip(quotes, states, strict=True)]


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


_WORKED_ON = "b.deleted = '' AND b.status IN ({})".format(
    ", ".join(f"'{status.value}'" for status in BriefStatus if status not in (BriefStatus.ISSUED, BriefStatus.RECALLED))
)


def in_progress(store: Store) -> list[str]:
    """The ids of the briefs that are not issued yet, first the one in which something was edited last."""
    rows = store.query(
        f"WITH part (id, tbl, row) AS (SELECT b.id, 'brief', b.id FROM brief b WHERE {_WORKED_ON} UNION ALL"
        f" SELECT b.id, 'brief_block', k.id FROM brief_block k JOIN brief b ON b.n = k.brief WHERE {_WORKED_ON})"
        " SELECT part.id FROM part LEFT JOIN change c ON c.tbl = part.tbl AND c.row = part.row"
        " GROUP BY part.id ORDER BY max(c.step) DESC, part.id DESC"
    )
    return [str(row[0]) for row in rows]


def _notice(record: Issue | Event | Quote, words: str, edtf: str = "", matter: Matter | None = None) -> Notice:
    title = record.exact if isinstance(record, Quote) else record.title
    return Notice(record.KIND, record.id, title, words, dates.describe(edtf, short=True), matter)
