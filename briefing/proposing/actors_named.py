"""Persons, bodies and states with a name: which names are theirs, and how sure that is.

Responsible for: `persons`, `bodies`, `states`. Refuses to: take a word that only begins a sentence, half of a name,
or a state that is only a place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.proposing.actors_known import KnownActors
from briefing.proposing.actors_places import Places
from briefing.proposing.actors_roles import Roles, role_of
from briefing.proposing.names import Name, Names
from briefing.proposing.proposal import Span
from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import Word
from briefing.terms import ActorKind
from briefing.wording import say

_PLACED = frozenset(
    {"in", "at", "near", "from", "to", "into", "across", "of", "outside", "inside", "around", "through"}
)
_OFTEN = 2
_MOST_NAMES = 4
_ACTS = frozenset({"verb", "aux", "say", "judge", "title"})
_SURE, _LIKELY, _DOUBTFUL = 0.85, 0.6, 0.4


@dataclass(kw_only=True)
class Drawn:
    """Somebody on the way to a proposal."""

    name: str
    kind: ActorKind
    mentions: list[Span] = field(default_factory=list)
    role: str = ""
    affiliation: str = ""
    aliases: list[str] = field(default_factory=list)
    anonymous: bool = False
    confidence: float = _LIKELY
    reason: str = ""


def persons(
    text: str, words: Sequence[Word], names: Names, known: Lexicon, tables: Places, desk: KnownActors
) -> list[Drawn]:
    place_of = {word.start: place for place, word in enumerate(words)}
    roles = Roles(known, tables.nobody)
    actors: list[Drawn] = []
    for full, members in names.clusters.items():
        is_person = any(one.kind is ActorKind.PERSON for one in members)
        parts = full.split()
        open_kind = all(one.kind is None and not one.adjective for one in members) and 1 < len(parts) <= _MOST_NAMES
        if not (is_person or open_kind) or not _may_be_person(full, members, known, tables):
            continue
        role = next((role for one in members if (role := _role(text, words, place_of, one, roles))), "")
        if not is_person and not role and not desk.match([full], ActorKind.PERSON):
            continue
        actor = Drawn(name=full, kind=ActorKind.PERSON, role=role)
        actor.mentions = [with_courtesy(text, one) for one in members]
        actor.aliases = [one.text for one in members]
        actor.affiliation = affiliation(actor.role, tables)
        whole = len(parts) > 1
        often = len(members) > 1 or actor.role
        actor.confidence = _SURE if whole and often else _LIKELY if whole or actor.role else _DOUBTFUL
        actor.reason = say("named with a role") if actor.role else say("named")
        actors.append(actor)
    return actors


def _role(text: str, words: Sequence[Word], place_of: Mapping[int, int], name: Name, roles: Roles) -> str:
    first = place_of.get(name.start)
    if first is None:
        return ""
    last = first
    while last < len(words) and words[last].start < name.end:
        last += 1
    while first > 0 and words[first - 1].tag == "title" and roles.courtesy(words[first - 1]):
        first -= 1
    return role_of(text, words, first, last, roles)


def _may_be_person(full: str, members: Sequence[Name], known: Lexicon, tables: Places) -> bool:
    """Whether a name that stands where a person would is none: a state, a body, a word that only begins a sentence."""
    parts = full.split()
    last = parts[-1].lower()
    if full in tables.states or _body(full, tables) or any(_body(f"{one.title} {full}", tables) for one in members):
        return False
    if last in tables.things and not any(one.title for one in members):
        return False
    if len(parts) > 1 and parts[-2].lower() in tables.things:
        return False
    people = last in tables.peoples and (last.endswith("s") or len(parts) == 1)
    if (
        last in known.roles
        or people
        or full.lower() in tables.calendar
        or (len(parts) > 1 and len(last.rstrip(".")) == 1)
    ):
        return False
    courtesy = any(one.title for one in members)
    if len(parts) == 1 == len(members) and known.words.get(last, ("", ""))[0] in _ACTS:
        return False  # Former Doctor Says
    return len(parts) > 1 or courtesy or len(members) > 1 or not (last.endswith("s") or members[0].initial)


def _body(name: str, tables: Places) -> str:
    """The full name of a known body, also from `W.T.O.`; empty if it is none."""
    return tables.bodies.get(name) or tables.bodies.get(name.replace(".", ""), "")


def _is_office(name: Name) -> bool:
    return bool(name.title) and name.title.rstrip(".").lower() not in ("mr", "mrs", "ms", "miss", "sir", "dr", "prof")


def with_courtesy(text: str, name: Name) -> Span:
    """The place of a name with Mr or Ms before it."""
    if name.title and not _is_office(name):
        start = text.rfind(name.title, max(0, name.start - len(name.title) - 2), name.start)
        return (start if start >= 0 else name.start), name.end
    return name.start, name.end


def affiliation(role: str, tables: Places) -> str:
    """The state or body that the words of a role name; empty if none."""
    found_last = ""
    for match in re.finditer(r"[A-Z][\w.]*(?:\s(?:of\s)?[A-Z][\w.]*)*", role.partition(" to ")[0]):
        words = match[0].split()
        at = 0
        while at < len(words):
            for length in range(len(words) - at, 0, -1):
                part = " ".join(words[at : at + length]).rstrip(".") if length > 1 else words[at]
                known = tables.states.get(part) or tables.bodies.get(part) or tables.adjectives.get(part.lower())
                if known:
                    found_last = known
                    at += length - 1
                    break
            at += 1
    return found_last


def bodies(words: Sequence[Word], names: Names, known: Lexicon, tables: Places, desk: KnownActors) -> list[Drawn]:
    place_of = {word.start: place for place, word in enumerate(words)}
    surnames = {one.head.lower() for one in names.found if one.kind is ActorKind.PERSON}
    actors: dict[str, Drawn] = {}
    for full, members in names.clusters.items():
        short = full.removeprefix("The ").removeprefix("the ")
        name = _body(short, tables)
        wanted = all(one.kind is None for one in members) and bool(desk.match([full], ActorKind.ORGANISATION))
        if short in tables.states or any(one.kind is ActorKind.PERSON for one in members):
            continue
        if not name and not wanted:
            is_body = any(one.kind is ActorKind.ORGANISATION for one in members)
            if not is_body or short.lower() in surnames or not _may_be_body(short, members, words, place_of, known):
                continue
        actor = actors.setdefault(name or short, Drawn(name=name or short, kind=ActorKind.ORGANISATION))
        actor.mentions += [(one.start, one.end) for one in members]
        actor.aliases += [one.text for one in members]
        often = len(actor.mentions) > 1
        actor.confidence = _SURE if name and often else _LIKELY if name or often else _DOUBTFUL
        actor.reason = say("a known body") if name else say("a name of a body")
    for word in words:
        head, hyphen, _ = word.text.partition("-")
        body = _body(head, tables) if hyphen else ""
        if body in actors:  # EU-mediated
            actors[body].mentions.append((word.start, word.start + len(head)))
    return list(actors.values())


def _may_be_body(
    name: str, members: Sequence[Name], words: Sequence[Word], place_of: Mapping[int, int], known: Lexicon
) -> bool:
    """Whether a name of a body that nobody has listed is one: no abbreviation that stands once, no half of a name."""
    parts = name.split()
    tags = {known.words.get(part.lower(), ("", ""))[0] for part in parts[1:]}
    if (
        tags & {"say", "aux", "verb"}
        or "@" in name
        or any(part.lower() in known.roles for part in parts)
        or parts[0].lower() in ("former", "retired")
    ):
        return False
    if len(parts) == 1:
        return len(members) > 1 and "." not in name
    if name.isupper() and len(parts) > 1:
        return False
    place = place_of.get(members[0].start, 0)
    end = place + len(parts)
    if end < len(words) and words[end].tag in ("title", "role") and len(members) == 1:
        return False  # the beginning of an office: EU High Representative
    half = place > 1 and words[place - 1].low in ("and", "&", "for", "of") and words[place - 2].tag == "name"
    return not (half and len(members) == 1)


def states(words: Sequence[Word], names: Names, tables: Places) -> list[Drawn]:
    place_of = {word.start: place for place, word in enumerate(words)}
    actors: dict[str, Drawn] = {}
    acting: set[str] = set()
    seen = {one.start for one in names.found}
    opening = (  # a state that begins a sentence needs no other proof
        Name(start=word.start, end=word.end, text=word.text, kind=ActorKind.STATE_OR_TERRITORY, head=word.text)
        for word in words
        if word.tag == "name" and word.start not in seen and word.text in tables.states
    )
    covered = _covered(names)
    for one in sorted((*names.found, *(one for one in opening if one.start not in covered)), key=lambda one: one.start):
        name = tables.states.get(one.text) or tables.states.get(f"the {one.text}", "")
        if not name or one.adjective or one.kind is ActorKind.PERSON:
            continue
        place = place_of.get(one.start, 0)
        end = place + len(one.text.split())
        after = words[end].tag if end < len(words) else ""
        if after == "name":
            continue  # a part of another name
        actor = actors.setdefault(name, Drawn(name=name, kind=ActorKind.STATE_OR_TERRITORY))
        actor.mentions.append((one.start, one.end))
        actor.aliases.append(one.text)
        before = words[place - 1].low if place else ""
        acts = after in _ACTS or (after == "conj" and _pair_acts(words, end))
        if before in ("between", "by") or (before not in _PLACED and acts):
            acting.add(name)
    for name, actor in actors.items():
        actor.confidence = _LIKELY if name in acting and len(actor.mentions) > 1 else _DOUBTFUL
        actor.reason = say("a state or territory") if name in acting else say("a state or territory, named as a place")
    return [actor for name, actor in actors.items() if name in acting or len(actor.mentions) > _OFTEN]


def _pair_acts(words: Sequence[Word], place: int) -> bool:
    """Whether a verb follows behind `and` and another name."""
    behind = [word.tag for word in words[place + 1 : place + 4]]
    return behind[:1] == ["name"] and bool(_ACTS & set(behind[1:]))


def _covered(names: Names) -> frozenset[int]:
    """Where the second and later words of names begin."""
    starts: set[int] = set()
    for name in names.found:
        starts.update(name.start + match.start() + 1 for match in re.finditer(r"[\s-]", name.text))
    return frozenset(starts)
