"""Who takes part in a meeting, half a page each: office, relations, positions, last words, earlier events.

Made of declared fields alone. Refuses to print what an official must not hold on people: health, family, ethnicity;
so the free description of an actor stays out.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefing.brief import parts
from briefing.brief.material import Material, check, role_at
from briefing.brief.meeting import before, day_of, meeting_of, participants
from briefing.brief.tree import Block, Blocks, Heading, ListBlock, Paragraph, Runs, Text
from briefing.model import Actor, ActorRelation, Event, Membership, Position, Quote
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.store.lists import event_state
from briefing.terms import ActorKind, QuoteForm, RelationKind, in_words

_USUAL_MOST = 12
_MOST_LINES = 5
_FORTH: Mapping[RelationKind, str] = MappingProxyType(
    {
        RelationKind.AIDE_TO: "aide to %1",
        RelationKind.MEMBER_OF: "member of %1",
        RelationKind.MEDIATES: "mediates with %1",
        RelationKind.REPRESENTS: "represents %1",
        RelationKind.OPPOSES: "opposes %1",
    }
)
_BACK: Mapping[RelationKind, str] = MappingProxyType(
    {
        RelationKind.AIDE_TO: "has as aide: %1",
        RelationKind.MEMBER_OF: "has as member: %1",
        RelationKind.MEDIATES: "mediator: %1",
        RelationKind.REPRESENTS: "represented by %1",
        RelationKind.OPPOSES: "opposed by %1",
    }
)


def bios(material: Material, block: TemplateBlock) -> Blocks:
    """One part for each participant, and for those who hold an office in a body that takes part."""
    meeting = meeting_of(material)
    wanted = _wanted(material, meeting)
    most = block.option("most", _USUAL_MOST)
    blocks = [line for actor, why in wanted[:most] for line in _bio(material, actor, why, meeting)]
    rest = ", ".join(material.titled("actor", actor.id) for actor, _ in wanted[most:])
    if rest:
        blocks.append(Paragraph((parts.strong("Not shown:"), *parts.text(f" {parts.sentence(rest)}"))))
    return tuple(blocks)


def _wanted(material: Material, meeting: Event | None) -> list[tuple[Actor, str]]:
    """The actors with the words that say why they are here; without participants those of the issues."""
    reading = material.reading
    found: dict[str, tuple[Actor, str]] = {}
    taking_part = participants(material, meeting) if meeting is not None else []
    for actor, role in taking_part:
        if actor.kind is not ActorKind.COLLECTIVE_LABEL:
            found[actor.id] = (actor, role or "participant")
    for body, _ in taking_part:
        for member in reading.members(body.id):
            person = reading.get(Actor, member.person)
            if not person.deleted and role_at(reading, person, day_of(material, meeting)) == member.role:
                found.setdefault(person.id, (person, f"not named as a participant; office-holder: {body.name}"))
    if found:
        return list(found.values())
    kinds = (ActorKind.GROUP, ActorKind.COLLECTIVE_LABEL)
    return [(actor, "") for actor in material.actors() if actor.kind not in kinds]


def _bio(material: Material, actor: Actor, why: str, meeting: Event | None) -> Blocks:
    reading = material.reading
    offices = [_office(material, held) for held in reading.memberships(actor.id)]
    if not offices and actor.role_as_stated:
        offices = [parts.text(f"{actor.role_as_stated} (as stated)")]
    relations = [_relation(material, actor, one) for one in reading.relations(actor.id)]
    lines: list[tuple[Block, ...]] = [
        _line("In the meeting", parts.text(why)),
        _line("Kind", parts.text("" if actor.kind is ActorKind.PERSON else in_words(actor.kind))),
        _line("Native spelling", parts.native(material, actor)),
        _line("Say", parts.text(actor.pronunciation)),
        _line("Office" if actor.kind is ActorKind.PERSON else "Role", parts.joined(offices, parts.text("; "))),
        _line("Relations", parts.joined(_some(relations), parts.text("; "))),
        _group("On our issues", [_position(material, one) for one in _positions(material, actor)]),
        _group("Earlier", _took_part(material, actor, meeting)),
    ]
    whole: list[Block] = [Heading(3, (*material.told(actor), *parts.text(actor.name)))]
    whole.append(ListBlock(tuple(line for line in lines if line) or ((Paragraph(parts.text("Nothing recorded.")),),)))
    last = _last_words(material, actor)
    if last is not None:
        whole += [Heading(4, parts.text("Last words on record")), material.quote_block(last)]
    return tuple(whole)


def _line(label: str, runs: Runs) -> tuple[Block, ...]:
    return (Paragraph((parts.strong(f"{label}:"), Text(" "), *runs)),) if runs else ()


def _group(label: str, lines: Sequence[Runs]) -> tuple[Block, ...]:
    return (Paragraph((parts.strong(f"{label}:"),)), *parts.bullets(*_some(lines))) if lines else ()


def _some(lines: Sequence[Runs]) -> list[Runs]:
    """The first few lines, and how many there are beside."""
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([parts.text(f"and {rest} more")] if rest > 0 else [])]


def _office(material: Material, held: Membership) -> Runs:
    body = material.titled("actor", held.organisation)
    behalf = material.titled("actor", held.on_behalf_of)
    said = [held.role, "" if _names(material, held.organisation, body) & set(_words(held.role)) else body]
    said.append(f"on behalf of {behalf}" if behalf else "")
    span = _span(held.start_edtf, held.end_edtf)
    words = ", ".join(part for part in said if part) + (f" ({span})" if span else "")
    return (*material.told(held), *parts.text(words), *material.notes.cited(material.reading.citations(held.id)))


def _names(material: Material, body_id: str, body: str) -> set[str]:
    """The ways in which a role may already name its body: by its name, another name, or the letters in brackets."""
    names = [body, body.partition(" (")[0], *re.findall(r"\((\w+)\)", body)]
    names += [alias.text for alias in material.reading.aliases(body_id)] if body_id else []
    return {name.casefold() for name in names if name}


def _words(role: str) -> list[str]:
    """Every stretch of whole words of a role."""
    words = re.findall(r"[\w'’-]+", role.casefold())[:30]
    return [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]


def _span(start: str, end: str) -> str:
    """From when to when, as far as it is known: `held by 18 August 2022`, `from 2019, until 2021`."""
    since, until = dates.describe(start), dates.describe(end)
    since = f"held {since}" if start.startswith("../") else f"from {since}" if since else ""
    return ", ".join(part for part in (since, f"until {until}" if until else "") if part)


def _relation(material: Material, actor: Actor, one: ActorRelation) -> Runs:
    forth = one.from_actor == actor.id
    other = material.titled("actor", one.to_actor if forth else one.from_actor)
    words = (_FORTH if forth else _BACK)[one.kind].replace("%1", other or "not stated")
    more = ", ".join(part for part in (one.note, _span(one.start_edtf, one.end_edtf)) if part)
    told = material.notes.cited(material.reading.citations(one.id))
    more = f", {more}" if more and words.endswith(")") else f" ({more})" if more else ""
    return (*material.told(one), *parts.text(words + more), *told)


def _positions(material: Material, actor: Actor) -> list[Position]:
    return [one for issue in material.issues for one in material.positions_on(issue) if one.actor == actor.id]


def _position(material: Material, one: Position) -> Runs:
    issue = material.titled("issue", one.issue)
    red = ", red line" if one.red_line else ""
    words = f"{issue} – {one.stance}{red}: {parts.sentence(one.summary)} ("
    return (*material.told(one), *parts.text(words), *parts.how_known(material, one), *parts.text(")"))


def _took_part(material: Material, actor: Actor, meeting: Event | None) -> list[Runs]:
    """The events that an actor took part in before the meeting, newest first."""
    reading = material.reading
    ids = [place.id for place in reading.appears_in("actor", actor.id) if place.kind == "event"]
    lines: list[Runs] = []
    for event in before(material, meeting, ids):
        said = f"{parts.event_date(event, weekday=False)}: {event.title} ({event_state(event, reading.today)})"
        lines.append((*material.told(event), *parts.text(said), *material.notes.cited(reading.citations(event.id))))
    return lines


def _last_words(material: Material, actor: Actor) -> Quote | None:
    """The latest verbatim quote, a key quote before others of its day. Raises UnverifiedQuoteError as all quotes do."""
    said = [one for one in material.reading.quotes_by(actor.id) if one.form is not QuoteForm.PARAPHRASE]
    if not said:
        return None
    last = max(
        said,
        key=lambda q: (dates.bounds(q.date_edtf)[1] or "", q.is_key, q.form is QuoteForm.FULL, q.start or 0),
    )
    check(material.reading, last)
    return last
