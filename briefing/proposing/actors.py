"""Who acts in a text: persons with their roles, bodies, states, peoples, offices and unnamed sources, each once.

Responsible for: `find_actors`, and which of the desk's actors each of them seems to be.
Refuses to: merge anybody with anybody by itself, and to name an unnamed source.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.proposing.actors_groups import Nameless, groups, labels, state_bodies, unnamed
from briefing.proposing.actors_known import KnownActors
from briefing.proposing.actors_places import Places, places
from briefing.proposing.actors_roles import role_of
from briefing.proposing.languages import found
from briefing.proposing.names import Name, Names, names_in
from briefing.proposing.proposal import About, ProposedActor, Span
from briefing.proposing.vocabulary import Lexicon, lexicon
from briefing.proposing.words import Word, read
from briefing.terms import ActorKind
from briefing.wording import say

_PLACED = frozenset({"in", "at", "near", "from", "to", "into", "across", "of", "outside", "inside", "around", "through"})
_SURE, _LIKELY, _DOUBTFUL = 0.85, 0.6, 0.4
_OFFICE_WORDS = frozenset({"former", "ex", "then", "late", "acting"})


@dataclass(kw_only=True)
class _Actor:
    name: str
    kind: ActorKind
    mentions: list[Span] = field(default_factory=list)
    role: str = ""
    affiliation: str = ""
    aliases: list[str] = field(default_factory=list)
    anonymous: bool = False
    confidence: float = _LIKELY
    reason: str = ""


def find_actors(
    text: str,
    about: About,
    *,
    words: Sequence[Word] | None = None,
    names: Names | None = None,
) -> tuple[ProposedActor, ...]:
    """Everybody who acts in `text`, in the order in which they are first named."""
    known = lexicon(about.language)
    tables = places(found(about.language, "places") or "en")
    words = read(text, known) if words is None else words
    names = names_in(text, about.language, words) if names is None else names
    desk = KnownActors(about.known, (*known.titles, *known.roles), {**tables.bodies, **tables.states})
    actors = _persons(text, words, names, known, tables, desk)
    actors += _bodies(names, tables, desk)
    actors += _states(text, words, names, tables)
    nameless = [*groups(text, tables), *labels(text, tables), *state_bodies(text, tables), *unnamed(text, words, known)]
    actors += [_from(one, names) for one in nameless]
    _offices(text, tables, actors)
    whole = [_proposed(actor, desk) for actor in actors if actor.mentions and not _folded(actor, about)]
    return tuple(sorted(_once(whole), key=lambda actor: (actor.mentions[0], actor.name)))


def _folded(actor: _Actor, about: About) -> bool:
    return bool(about.folded) and all(any(low <= start < high for low, high in about.folded) for start, _ in actor.mentions)


def _proposed(actor: _Actor, desk: KnownActors) -> ProposedActor:
    spellings = [actor.name, *actor.aliases]
    return ProposedActor(
        name=actor.name,
        kind=actor.kind,
        role=actor.role,
        mentions=tuple(sorted(set(actor.mentions))),
        known="" if actor.anonymous else desk.match(spellings, actor.kind),
        anonymous=actor.anonymous,
        affiliation=actor.affiliation,
        aliases=tuple(one for one in dict.fromkeys(actor.aliases) if one != actor.name),
        confidence=actor.confidence,
        reason=actor.reason,
    )


def _once(actors: Iterable[ProposedActor]) -> list[ProposedActor]:
    """Two proposals of one name and kind are one."""
    kept: dict[tuple[str, ActorKind], ProposedActor] = {}
    for actor in actors:
        key = (actor.name.lower(), actor.kind)
        first = kept.get(key)
        if first is None:
            kept[key] = actor
        else:
            mentions = tuple(sorted({*first.mentions, *actor.mentions}))
            kept[key] = ProposedActor(
                **{**{name: getattr(first, name) for name in first.__dataclass_fields__}, "mentions": mentions}
            )
    return list(kept.values())


def _persons(
    text: str, words: Sequence[Word], names: Names, known: Lexicon, tables: Places, desk: KnownActors
) -> list[_Actor]:
    place_of = {word.start: place for place, word in enumerate(words)}
    actors: list[_Actor] = []
    for full, members in names.clusters.items():
        is_person = any(one.kind is ActorKind.PERSON for one in members)
        unsure = not is_person and all(one.kind is None for one in members)
        if unsure and desk.match([full], ActorKind.PERSON) and len(full.split()) > 1:
            is_person = True
        if not is_person or full in tables.states or full in tables.bodies:
            continue
        actor = _Actor(name=full, kind=ActorKind.PERSON)
        for one in members:
            actor.mentions.append(_with_courtesy(text, one))
            actor.aliases.append(one.text)
            first = place_of.get(one.start)
            last = place_of.get(one.end, first + len(one.text.split()) if first is not None else 0)
            if first is not None and not actor.role:
                last = next((place for place in range(first, min(len(words), first + 9)) if words[place].start >= one.end), len(words))
                begin = first - _titles(words, first)
                actor.role = role_of(text, words, first, last, known) or (one.title if begin < first and _is_office(one) else "")
        actor.affiliation = affiliation(actor.role, tables)
        whole = len(full.split()) > 1
        actor.confidence = _SURE if whole and (actor.role or len(members) > 1) else _LIKELY if whole or actor.role else _DOUBTFUL
        actor.reason = say("named with a role") if actor.role else say("named")
        actors.append(actor)
    return actors


def _titles(words: Sequence[Word], first: int) -> int:
    count = 0
    while first - count > 0 and words[first - count - 1].tag == "title":
        count += 1
    return count


def _is_office(name: Name) -> bool:
    return bool(name.title) and name.title.rstrip(".").lower() not in ("mr", "mrs", "ms", "miss", "sir", "dr", "prof")


def _with_courtesy(text: str, name: Name) -> Span:
    """The place of a name with Mr or Ms before it."""
    if name.title and not _is_office(name):
        start = text.rfind(name.title, max(0, name.start - len(name.title) - 2), name.start)
        return (start if start >= 0 else name.start), name.end
    return name.start, name.end


def affiliation(role: str, tables: Places) -> str:
    """The state or body that the words of a role name; empty if none."""
    for match in re.finditer(r"[A-Z][\w.]*(?:\s(?:of\s)?[A-Z][\w.]*)*", role):
        words = match[0].split()
        for length in range(len(words), 0, -1):
            part = " ".join(words[:length]).rstrip(".") if length > 1 else words[0]
            known = tables.states.get(part) or tables.bodies.get(part) or tables.adjectives.get(part.lower())
            if known:
                return known
    return ""


def _bodies(names: Names, tables: Places, desk: KnownActors) -> list[_Actor]:
    actors: dict[str, _Actor] = {}
    for full, members in names.clusters.items():
        short = full.removeprefix("The ").removeprefix("the ")
        name = tables.bodies.get(short, "")
        sure = bool(name) or any(one.kind is ActorKind.ORGANISATION for one in members)
        if not sure and not (all(one.kind is None for one in members) and desk.match([full], ActorKind.ORGANISATION)):
            continue
        if short in tables.states or any(one.kind is ActorKind.PERSON for one in members):
            continue
        actor = actors.setdefault(name or short, _Actor(name=name or short, kind=ActorKind.ORGANISATION))
        actor.mentions += [(one.start, one.end) for one in members]
        actor.aliases += [one.text for one in members]
        actor.confidence = _SURE if name and len(actor.mentions) > 1 else _LIKELY if name or len(members) > 1 else _DOUBTFUL
        actor.reason = say("a known body") if name else say("a name of a body")
    return list(actors.values())


def _states(text: str, words: Sequence[Word], names: Names, tables: Places) -> list[_Actor]:
    place_of = {word.start: place for place, word in enumerate(words)}
    actors: dict[str, _Actor] = {}
    acting: set[str] = set()
    for one in names.found:
        name = tables.states.get(one.text) or tables.states.get(f"the {one.text}", "")
        if not name or one.adjective or one.kind is ActorKind.PERSON:
            continue
        actor = actors.setdefault(name, _Actor(name=name, kind=ActorKind.STATE_OR_TERRITORY))
        actor.mentions.append((one.start, one.end))
        actor.aliases.append(one.text)
        place = place_of.get(one.start, 0)
        if place == 0 or words[place - 1].low not in _PLACED:
            acting.add(name)
    for name, actor in actors.items():
        actor.confidence = _LIKELY if name in acting and len(actor.mentions) > 1 else _DOUBTFUL
        actor.reason = say("a state or territory") if name in acting else say("a state or territory, named as a place")
    return [actor for name, actor in actors.items() if name in acting or len(actor.mentions) > 2]


def _from(one: Nameless, names: Names) -> _Actor:
    reasons = {
        ActorKind.GROUP: say("a group without a name"),
        ActorKind.COLLECTIVE_LABEL: say("a label for many"),
        ActorKind.PERSON: say("a source without a name; it stays without one"),
    }
    full = next((name.full for name in names.found if one.affiliation and name.text == one.affiliation), one.affiliation)
    return _Actor(
        name=one.name,
        kind=one.kind,
        mentions=one.mentions,
        role=one.role,
        affiliation=full,
        anonymous=one.anonymous,
        confidence=_LIKELY,
        reason=reasons.get(one.kind, say("a body of a state")),
    )


def _offices(text: str, tables: Places, actors: list[_Actor]) -> None:
    """`the Serbian president`: a further mention of whoever the text calls so, else an office of its own."""
    for match in tables.offices.finditer(text):
        state = tables.adjectives.get(match["of"].lower(), tables.states.get(match["of"], ""))
        office = match["office"].lower()
        holders = [
            actor
            for actor in actors
            if actor.kind is ActorKind.PERSON
            and actor.affiliation == state
            and not actor.anonymous
            and re.search(rf"\b{re.escape(office)}\b", actor.role.lower())
            and not set(actor.role.lower().split()) & _OFFICE_WORDS
        ]
        if len(holders) == 1:
            holders[0].mentions.append(match.span())
        elif not holders:
            name = " ".join(match[0].split()[1:])
            same = next((one for one in actors if one.kind is ActorKind.OFFICE and one.name.lower() == name.lower()), None)
            if same is None:
                same = _Actor(name=name, kind=ActorKind.OFFICE, affiliation=state, confidence=_DOUBTFUL)
                same.reason = say("an office, without the name of its holder")
                actors.append(same)
            same.mentions.append(match.span())
