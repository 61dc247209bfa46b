"""Who acts in a text: persons with their roles, bodies, states, peoples, offices and unnamed sources, each once.

Responsible for: `find_actors`, and which of the desk's actors each of them seems to be.
Refuses to: merge anybody with anybody by itself, and to name an unnamed source.
"""

from collections.abc import Iterable, Mapping, Sequence

from briefing.proposing.actors_groups import Nameless, groups, labels, openers, state_bodies, unnamed
from briefing.proposing.actors_known import KnownActors
from briefing.proposing.actors_named import Drawn, bodies, persons, states, with_courtesy
from briefing.proposing.actors_places import Places, places
from briefing.proposing.guessing import likeliest
from briefing.proposing.languages import ENGLISH, found
from briefing.proposing.names import Names, names_in
from briefing.proposing.proposal import About, ProposedActor, ProposedQuote
from briefing.proposing.vocabulary import Lexicon, lexicon
from briefing.proposing.words import Word, read
from briefing.terms import ActorKind
from briefing.wording import say

_MOST_HOLDERS = 50
_LIKELY, _DOUBTFUL = 0.6, 0.4
_OFFICE_WORDS = frozenset({"former", "ex", "then", "late", "acting"})


def find_actors(
    text: str,
    about: About,
    *,
    words: Sequence[Word] | None = None,
    names: Names | None = None,
    quotes: Sequence[ProposedQuote] = (),
) -> tuple[ProposedActor, ...]:
    """Everybody who acts in `text`, in the order in which they are first named.

    Whoever a quotation of `quotes` is resolved to is among them, by name or alias.
    """
    language = about.language or likeliest(text)
    known = lexicon(language)
    tables = places(found(language, "places") or ENGLISH)
    words = read(text, known) if words is None else words
    names = names_in(text, language, words) if names is None else names
    desk = KnownActors(about.known, (*known.titles, *known.roles), {**tables.bodies, **tables.states})
    actors = persons(text, words, names, known, tables, desk)
    actors += bodies(words, names, known, tables, desk)
    actors += states(words, names, tables)
    opened = openers(words, tables)
    nameless = groups(text, words, opened, tables) + labels(text, tables) + state_bodies(text, words, opened, tables)
    nameless += unnamed(text, words, known, tables)
    by_text = {name.text: name.full for name in names.found}
    actors += [_from(one, by_text) for one in nameless]
    _offices(text, words, opened, tables, actors)
    actors += _speakers(text, quotes, names, known, actors)
    actors += _of_the_desk(text, words, desk, actors)
    whole = [_proposed(actor, desk) for actor in actors if actor.mentions and not _folded(actor, about)]
    return tuple(sorted(_once(whole), key=lambda actor: (actor.mentions[0], actor.name)))


def _folded(actor: Drawn, about: About) -> bool:
    return bool(about.folded) and all(
        any(low <= start < high for low, high in about.folded) for start, _ in actor.mentions
    )


def _proposed(actor: Drawn, desk: KnownActors) -> ProposedActor:
    spellings = [actor.name, *actor.aliases]
    return ProposedActor(
        name=actor.name,
        kind=actor.kind,
        role=actor.role,
        mentions=tuple(sorted(set(actor.mentions))),
        known=_known(actor, spellings, desk),
        anonymous=actor.anonymous,
        affiliation=actor.affiliation,
        aliases=tuple(one for one in dict.fromkeys(actor.aliases) if one != actor.name),
        confidence=actor.confidence,
        reason=actor.reason,
    )


def _known(actor: Drawn, spellings: Sequence[str], desk: KnownActors) -> str:
    """The id of the desk's actor that this one seems to be."""
    named = "" if actor.anonymous else desk.match(spellings, actor.kind)
    described = actor.anonymous or actor.kind is not ActorKind.PERSON
    return named or (desk.match_described(actor.name, actor.kind) if described else "")


def _once(actors: Iterable[ProposedActor]) -> list[ProposedActor]:
    """Two proposals of one name and kind are one, and so are two that seem to be one actor of the desk."""
    kept: dict[tuple[str, ActorKind], ProposedActor] = {}
    ours: dict[str, tuple[str, ActorKind]] = {}
    for actor in sorted(actors, key=lambda one: -one.confidence):
        key = (actor.name.lower(), actor.kind)
        key = ours.setdefault(actor.known, key) if actor.known else key
        first = kept.get(key)
        if first is None:
            kept[key] = actor
        else:
            mentions = tuple(sorted({*first.mentions, *actor.mentions}))
            kept[key] = ProposedActor(
                **{**{name: getattr(first, name) for name in first.__dataclass_fields__}, "mentions": mentions}
            )
    return list(kept.values())


def _speakers(
    text: str, quotes: Sequence[ProposedQuote], names: Names, known: Lexicon, actors: Sequence[Drawn]
) -> list[Drawn]:
    """Those to whom a quotation is resolved and who are nobody yet."""
    spellings = {spelling for actor in actors for spelling in (actor.name, *actor.aliases)}
    surnames: dict[str, list[Drawn]] = {}
    for actor in actors:
        if actor.kind is ActorKind.PERSON and not actor.anonymous:
            surnames.setdefault(actor.name.split()[-1].lower(), []).append(actor)
    added: list[Drawn] = []
    for quote in quotes:
        name = quote.resolved
        if not name or name in spellings or not name[:1].isupper() or name.lower() in known.roles:
            continue
        spellings.add(name)
        members = names.clusters.get(name, ())
        spans = [with_courtesy(text, one) for one in members]
        if quote.speaker is not None and not members and name.split()[-1] in quote.speaker.name:
            spans = [(quote.speaker.start, quote.speaker.end)]
        same = surnames.get(name.lower(), []) if name.isupper() else []
        if len(same) == 1:  # PENCE: in a transcript
            same[0].aliases.append(name)
            same[0].mentions += spans
        elif spans:
            kind = next((one.kind for one in members if one.kind is not None), ActorKind.PERSON)
            bare = name.split()
            while len(bare) > 1 and bare[0].lower() in known.titles:
                bare.pop(0)
            aliases = [name, *(one.text for one in members)]
            actor = Drawn(name=" ".join(bare), kind=kind, mentions=spans, aliases=aliases)
            actor.confidence = _LIKELY if len(name.split()) > 1 else _DOUBTFUL
            actor.reason = say("named as the speaker of a quotation")
            added.append(actor)
    return added


def _of_the_desk(text: str, words: Sequence[Word], desk: KnownActors, actors: Sequence[Drawn]) -> list[Drawn]:
    """The desk's own actors where nothing but their names tells of them."""
    spans = sorted(span for actor in actors for span in actor.mentions)
    there = {desk.match([actor.name, *actor.aliases], actor.kind): actor for actor in actors if not actor.anonymous}
    added: dict[str, Drawn] = {}
    at = 0
    for first, last, known in desk.named_in(words):
        start, end = words[first].start, words[last - 1].end
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            continue
        name = " ".join(text[start:end].split())
        actor = there.get(known.id) or added.get(known.id)
        if actor is None:
            actor = added[known.id] = Drawn(name=known.name, kind=known.kind, confidence=_LIKELY)
            actor.reason = say("named as the desk names somebody")
        actor.mentions.append((start, end))
        actor.aliases.append(name)
    return list(added.values())


def _from(one: Nameless, by_text: Mapping[str, str]) -> Drawn:
    reasons = {
        ActorKind.GROUP: say("a group without a name"),
        ActorKind.COLLECTIVE_LABEL: say("a label for many"),
        ActorKind.PERSON: say("a source without a name; it stays without one"),
    }
    full = by_text.get(one.affiliation, one.affiliation)
    return Drawn(
        name=one.name,
        kind=one.kind,
        mentions=one.mentions,
        role=one.role,
        affiliation=full,
        anonymous=one.anonymous,
        confidence=_LIKELY,
        reason=reasons.get(one.kind, say("a body of a state")),
    )


def _offices(text: str, words: Sequence[Word], opened: Sequence[int], tables: Places, actors: list[Drawn]) -> None:
    """`the Serbian president`: a further mention of whoever the text calls so, else an office of its own."""
    of_state: dict[str, list[Drawn]] = {}
    for actor in actors:
        if actor.kind is ActorKind.PERSON and actor.affiliation and not actor.anonymous:
            of_state.setdefault(actor.affiliation, []).append(actor)
    offices: dict[str, Drawn] = {}
    for place in opened:
        match = tables.offices.match(text, words[place].start) if place and words[place - 1].low == "the" else None
        if match is None:
            continue
        span = (words[place - 1].start, match.end())
        state = tables.adjectives.get(match["of"].lower(), tables.states.get(match["of"], ""))
        holders = [one for one in of_state.get(state, [])[:_MOST_HOLDERS] if _holds(one, match["office"].lower())]
        if len(holders) == 1:
            holders[0].mentions.append(span)
        elif not holders:
            name = " ".join(match[0].split())
            same = offices.get(name.lower())
            if same is None:
                same = Drawn(name=name, kind=ActorKind.OFFICE, affiliation=state, confidence=_DOUBTFUL)
                same.reason = say("an office, without the name of its holder")
                offices[name.lower()] = same
                actors.append(same)
            same.mentions.append(span)


def _holds(actor: Drawn, office: str) -> bool:
    """Whether the text says that somebody holds an office now."""
    role = actor.role.lower()
    return f" {office} " in f" {role} " and not set(role.split()) & _OFFICE_WORDS
