"""The blocks of the meeting brief about the meeting itself: what, with whom, and what came before it."""

from collections.abc import Sequence

from briefing.brief import parts
from briefing.brief.material import Material
from briefing.brief.tree import Block, Blocks, Heading, LineBreak, Paragraph, Runs, Table
from briefing.model import Actor, Event
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.store.lists import event_state
from briefing.terms import ActorKind, EventKind, Modality

_USUAL_MOST = 10
_OUTCOMES = (Modality.OCCURRED, Modality.ONGOING, Modality.CANCELLED, Modality.REPORTED_UNCONFIRMED)


def meeting_of(material: Material) -> Event | None:
    """The meeting that the brief is about; none where it lies above the ceiling, or where there is no meeting.

    Where none was asked for, the next one that is planned for the issues, else the latest one.
    """
    if material.event is not None or "event" in material.asked:
        return material.event
    today = material.reading.today.isoformat()
    meetings = [event for event in material.events if event.kind is EventKind.MEETING]
    ahead = [
        (max(earliest or today, today), event)
        for event in meetings
        for earliest, latest in [dates.bounds(event.date_edtf)]
        if event.modality is Modality.PLANNED and (earliest or latest) and (latest or today) >= today
    ]
    if ahead:
        return min(ahead, key=lambda pair: pair[0])[1]
    past = [event for event in meetings if event.modality is not Modality.CANCELLED]
    return max(past, key=lambda event: dates.bounds(event.date_edtf)[1] or "", default=None)


def day_of(material: Material, event: Event | None) -> str:
    """The first day (ISO) on which a meeting can fall; today where it is not dated."""
    earliest, latest = dates.bounds(event.date_edtf) if event is not None else (None, None)
    return earliest or latest or material.reading.today.isoformat()


def event_box(material: Material, _block: TemplateBlock) -> Blocks:
    """The meeting as a table; nothing where there is none."""
    event = meeting_of(material)
    if event is None:
        return ()
    day = day_of(material, event)
    people = [_participant(material, actor, role, day) for actor, role in participants(material, event)]
    summary = parts.in_line(parts.own(material, event.summary))
    note = parts.in_line(parts.own(material, event.editor_note)) if event.date_conflict else ()
    state = event_state(event, material.reading.today)
    rows = (
        ("What", (*material.told(event), *parts.text(event.title))),
        ("With", parts.joined(people) or parts.text("no participants recorded")),
        ("Where", parts.text(event.place or "not stated")),
        ("When", parts.text(parts.event_date(event, weekday=material.profile.weekdays))),
        ("State", parts.text("planned" if state == Modality.PLANNED else state)),
        ("Summary", summary),
        ("Note on the date", note),
        ("Source", parts.told(material, event.id)),
    )
    filled = tuple((parts.text(label), runs) for label, runs in rows if runs)
    return (Table("The meeting at a glance", ("Point", "What the records say"), filled, (1.6, 7.4)),)


def participants(material: Material, event: Event) -> list[tuple[Actor, str]]:
    """Who takes part, with the part that each has; what is in the bin does not."""
    return [(actor, role) for actor, role in material.reading.participants(event.id) if not actor.deleted]


def _participant(material: Material, actor: Actor, role: str, day: str) -> Runs:
    """Name with native spelling, the role on that day, the part in the meeting."""
    held = "" if actor.anonymous else material.role_of(actor, day)
    more = (f", {held}" if held and held != actor.name else "") + (f" – {role}" if role else "")
    return (*material.told(actor), *parts.named(material, actor), *parts.text(more))


def since_last_met(material: Material, block: TemplateBlock) -> Blocks:
    """Earlier events with one of the same participants, newest first, and what was planned and is not confirmed."""
    event = meeting_of(material)
    if event is None:
        return ()
    shared = _shared(material, event)
    earlier = before(material, event, list(shared))
    shown = earlier[: block.option("most", _USUAL_MOST)]
    blocks: list[Block] = []
    if shown:
        rows = tuple(_row(material, one, shared[one.id]) for one in shown)
        head = ("Date", "Event", "Outcome", "State and source")
        blocks.append(Table("Earlier events with the same participants", head, rows, (1.9, 3.3, 2.2, 2.4)))
    if len(earlier) > len(shown):
        count = len(earlier) - len(shown)
        blocks.append(Paragraph(parts.text(f"{count} earlier event{'' if count == 1 else 's'} not shown.")))
    open_ = [one for one in _planned(material, shared) if one.id != event.id]
    if open_:
        blocks.append(Heading(3, parts.text("Planned, not confirmed")))
        blocks += parts.bullets(*(parts.event_runs(material, one) for one in open_))
    return tuple(blocks)


def _shared(material: Material, meeting: Event) -> dict[str, list[Actor]]:
    """For every event the participants that it has in common with the meeting; a label for many is none."""
    reading = material.reading
    found: dict[str, list[Actor]] = {}
    for actor, _ in participants(material, meeting):
        if actor.kind is not ActorKind.COLLECTIVE_LABEL:
            for place in reading.appears_in("actor", actor.id):
                if place.kind == "event":
                    found.setdefault(place.id, []).append(actor)
    return found


def before(material: Material, meeting: Event | None, ids: Sequence[str]) -> list[Event]:
    """Those of the events that took place or were called off before the meeting (or today), newest first."""
    day = day_of(material, meeting)
    found: list[tuple[str, Event]] = []
    for event in material.reading.among(Event, ids):
        earliest, latest = dates.bounds(event.date_edtf)
        over = latest is not None and (latest < day or (latest == day and (meeting is None or earliest != day)))
        itself = meeting is not None and event.id == meeting.id
        if over and not itself and event.modality in _OUTCOMES and event.kind is not EventKind.PUBLICATION:
            found.append((latest or "", event))
    return [event for _, event in sorted(found, key=lambda pair: pair[0])[::-1]]


def _planned(material: Material, shared: dict[str, list[Actor]]) -> list[Event]:
    today = material.reading.today.isoformat()
    return [
        event
        for event in material.reading.among(Event, list(shared))
        if event.modality is Modality.PLANNED and (dates.bounds(event.date_edtf)[1] or today) < today
    ]


def _row(material: Material, event: Event, shared: list[Actor]) -> tuple[Runs, ...]:
    told = material.told(event)
    names = ", ".join(material.titled("actor", actor.id) for actor in shared)
    outcome = parts.in_line(parts.own(material, event.summary)) or parts.text("not recorded")
    state = parts.text(f"{event_state(event, material.reading.today)}; ")
    return (
        (*told, *parts.text(parts.event_date(event, weekday=material.profile.weekdays))),
        (*parts.text(event.title), LineBreak(), *parts.text(f"with {names}")),
        outcome,
        (*state, *parts.told(material, event.id)),
    )
