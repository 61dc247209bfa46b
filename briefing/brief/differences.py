"""What changed, record by record: each field that a reader should know, with its value then and now.

What an earlier version said wrongly is told by `corrections.py`, and is left out here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.brief import parts
from briefing.brief.corrections import corrects
from briefing.brief.naming import named, shown, shown_now
from briefing.brief.since import Since
from briefing.brief.tree import Runs
from briefing.model import Actor, Event, Fact, Issue, Membership, Record
from briefing.rules import dates
from briefing.rules.validation import spec_of
from briefing.store.lists import event_state
from briefing.terms import Modality

_LABELS = {"modality": "State", "exact": "Words", "role_as_stated": "Role", "unit": "Value"}
NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One field of a record, then and now. Runs hold no portion mark."""

    record: Record
    label: str
    before: Runs
    now: Runs


def differences(since: Since) -> list[Difference]:
    """Every difference, issues first, in the order in which lists show the records."""
    material = since.material
    found: list[Difference] = []
    for issue in (*material.issues, *since.closed):
        found += [*_fields(since, issue), *_passed(since, issue)]
    for event in material.events:
        found += [*_fields(since, event), *_day_passed(since, event)]
    for group in (material.quotes, material.facts, material.positions):
        for record in group:
            found += _fields(since, record)
    found += [one for record in since.gone for one in _left(since, record)]
    for actor in material.actors():
        found += [*_fields(since, actor), *_offices(since, actor)]
    return found


def _fields(since: Since, record: Record) -> Iterator[Difference]:
    if not isinstance(record, Actor) and not since.bore(record):
        return
    changed = since.changed(record)
    if isinstance(record, Fact) and {"value", "unit"} <= set(changed):
        changed = tuple(name for name in changed if name != "unit")
    for name in changed:
        if not corrects(since, record, name):
            before = shown(since, record, name) if since.tellable(record) else ()
            yield Difference(record, _label(record, name), before or parts.text(NOTHING), _now(since, record, name))
    if isinstance(record, Issue) and record.deleted:
        yield Difference(record, "Status", parts.text(record.status), parts.text("taken out"))


def _now(since: Since, record: Record, name: str) -> Runs:
    runs = shown_now(since, record, name) or parts.text(NOTHING)
    if not isinstance(record, Issue) or name != "status" or not since.past.differs(record, "status_since_edtf"):
        return runs
    day = dates.describe(record.status_since_edtf)
    return (*runs, *parts.text(f" (since {day})" if day[:1].isdigit() else f" ({day})" if day else ""))


def _label(record: Record, name: str) -> str:
    return _LABELS.get(name) or spec_of(record.KIND, name).label


def _passed(since: Since, issue: Issue) -> Iterator[Difference]:
    """Deadlines that passed in the period."""
    if not since.bore(issue) or issue in since.closed:
        return
    for name in ("deadline_edtf", "next_step_due_edtf"):
        day = str(getattr(issue, name))
        if _in_the_period(since, day):
            left = parts.days_left(day, since.material.reading.today)
            now = parts.text(f"passed {left}")
            yield Difference(issue, _label(issue, name), shown_now(since, issue, name), now)


def _day_passed(since: Since, event: Event) -> Iterator[Difference]:
    """Plans whose day passed in the period without word of them."""
    if event.modality is Modality.PLANNED and since.bore(event) and _in_the_period(since, event.date_edtf):
        state = event_state(event, since.material.reading.today)
        words = f"planned for {dates.describe(event.date_edtf, weekday=since.material.profile.weekdays)}"
        yield Difference(event, "State", parts.text(words), parts.text(state))


def _in_the_period(since: Since, edtf: str) -> bool:
    latest = dates.bounds(edtf)[1] if edtf else None
    first = dates.bounds(since.earlier.day)[0] or ""
    return latest is not None and first <= latest < since.material.reading.today.isoformat()


def _left(since: Since, record: Record) -> Iterator[Difference]:
    """A record that bore on the issues and does not any more; one that was told and taken back is a correction."""
    if corrects(since, record, "deleted"):
        return
    if not since.earlier.said(named(since, record, plainly=True)):
        return  # nobody was told of it
    titles = [since.material.reading.title("issue", one) for one in sorted(since.issues_of(record))]
    before = parts.text("; ".join(title for title in titles if title) or NOTHING)
    yield Difference(record, "Bears on", before, parts.text("taken back" if record.deleted else NOTHING))


def _offices(since: Since, actor: Actor) -> Iterator[Difference]:
    if not since.was_there(actor):
        return
    for held in since.memberships:
        if held.person != actor.id:
            continue
        there, lives = since.was_there(held), not held.deleted
        if (there, lives) == (False, False) or (there and lives and not since.changed(held)):
            continue
        before = _office(since, held, then=True) if there and since.tellable(held) else NOTHING
        now = _office(since, held, then=False) if lives else NOTHING
        if before != now:
            yield Difference(actor, "Office", parts.text(before), parts.text(now))


def _office(since: Since, held: Membership, *, then: bool) -> str:
    def value(name: str) -> str:
        return str(since.past.held(held, name) if then else getattr(held, name))

    body = since.material.reading.title("actor", value("organisation"))
    start, end = dates.describe(value("start_edtf")), dates.describe(value("end_edtf"))
    since_when = f"since {start}" if start[:1].isdigit() else start
    until = f"until {end}" if end[:1].isdigit() else end
    span = f"{start} to {end}" if start[:1].isdigit() and end[:1].isdigit() else until or since_when
    words = value("role") + (f", {body}" if body and body not in value("role") else "")
    return f"{words} ({span})" if span else words


def touched(since: Since, found: Sequence[Difference]) -> frozenset[str]:
    """The ids of the issues that moved: changed themselves, or by what bears on them."""
    material = since.material
    moved = {one for difference in found for one in since.issues_of(difference.record)}
    told: list[Record] = [*material.issues, *material.events, *material.quotes, *material.facts, *material.positions]
    new = [record for record in told if not since.bore(record)]
    for record in (*new, *since.gone):
        moved |= since.issues_of(record)
    return frozenset(moved)
