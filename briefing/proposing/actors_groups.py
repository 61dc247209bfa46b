"""Those who act without a name: peoples and minorities, the West, an aide to somebody, the army of a state.

Responsible for: `groups`, `labels`, `state_bodies`, `unnamed`. Refuses to: say who an unnamed source is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.proposing.actors_places import Places
from briefing.proposing.proposal import Span
from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import Word
from briefing.terms import ActorKind

_REACH = 60
_LINKS = frozenset(
    {"to", "for", "of", "at", "in", "from", "with", "close", "the", "on", "inside", "within", "near", "familiar"}
)
_DETERMINERS = frozenset({"a", "an", "one", "two", "three", "several", "some", "another", "senior", "unnamed"})
_INNER = frozenset({"word", "adj", "noun", "name", "title", "role", "'s"})
_SAYS = frozenset({"say", "judge"})


@dataclass(kw_only=True)
class Nameless:
    """Somebody without a name of their own, with all places in the text."""

    name: str
    kind: ActorKind
    mentions: list[Span] = field(default_factory=list)
    role: str = ""
    affiliation: str = ""
    anonymous: bool = False


def openers(words: Sequence[Word], tables: Places) -> list[int]:
    """The places of words that open the name of a state or people."""
    return [place for place, word in enumerate(words) if word.low in tables.openers and word.text[:1].isupper()]


def groups(text: str, words: Sequence[Word], opened: Sequence[int], tables: Places) -> list[Nameless]:
    """Peoples as groups: minorities and ethnic groups, and those who speak for them."""
    of_people: dict[str, list[tuple[Span, bool]]] = {}
    spoken: dict[str, Nameless] = {}
    for place in opened:
        before_it = words[place - 1] if place else None
        first = words[place - 1 if before_it and before_it.low in tables.group_words else place].start
        match = tables.groups.match(text, first)
        if match is None:
            continue
        who = match["who"] or match["who2"] or match["who3"]
        people = tables.peoples[who.lower()]
        marked = match["who3"] is None
        if not marked and (who.lower() != people.lower() or not who.endswith("s")):
            continue
        of_people.setdefault(people, []).append((match.span(), marked))
        before = tables.members.search(text, max(0, match.start() - 40), match.start())
        if before is not None and marked:
            start = before.start()
            name = " ".join(text[start : match.end()].split())
            spoken.setdefault(name, Nameless(name=name, kind=ActorKind.GROUP)).mentions.append((start, match.end()))
    found = [_people(text, people, spans) for people, spans in of_people.items() if any(marked for _, marked in spans)]
    return found + list(spoken.values())


def _people(text: str, people: str, spans: Sequence[tuple[Span, bool]]) -> Nameless:
    written = [" ".join(text[start:end].split()) for (start, end), marked in spans if marked]
    named = [
        one for one in written if re.search(r"minority|community|majority", one) and not one.startswith("Minority")
    ]
    name = max(named, key=len) if named else f"ethnic {people}" if any("thnic" in one for one in written) else people
    return Nameless(name=name, kind=ActorKind.GROUP, mentions=[span for span, _ in spans])


def labels(text: str, tables: Places) -> list[Nameless]:
    """Collective labels, which name nobody."""
    found: dict[str, Nameless] = {}
    for match in tables.labels.finditer(text):
        words = " ".join(match[0].split())
        if "west" in words.lower() and "West" not in words:
            continue
        name = words[:1].lower() + words[1:] if words.lower().startswith("the ") else words
        found.setdefault(name, Nameless(name=name, kind=ActorKind.COLLECTIVE_LABEL)).mentions.append(match.span())
    return list(found.values())


def state_bodies(text: str, words: Sequence[Word], opened: Sequence[int], tables: Places) -> list[Nameless]:
    """`Serbian state media`, `Turkish police`: what belongs to a state and acts."""
    found: dict[str, Nameless] = {}
    for place in opened:
        match = tables.state_bodies.match(text, words[place].start)
        if match is None:
            continue
        state = tables.adjectives.get(match["of"].lower(), tables.states.get(match["of"], ""))
        name = " ".join(match[0].split())
        one = found.setdefault(name.lower(), Nameless(name=name, kind=ActorKind.ORGANISATION, affiliation=state))
        one.mentions.append(match.span())
    return list(found.values())


def unnamed(text: str, words: Sequence[Word], known: Lexicon, tables: Places) -> Iterator[Nameless]:
    """`an aide to Mr X`, `a senior EU official`, where they say something."""
    for place, word in enumerate(words):
        if word.low not in known.anonymous or word.low in tables.nobody or word.tag not in ("role", "word", "noun"):
            continue
        begin = place
        while begin > 0 and place - begin < 4 and words[begin - 1].tag in ("adj", "word", "noun", "name", "role"):
            begin -= 1
        if begin == 0 or words[begin - 1].low not in _DETERMINERS:
            continue
        end, name = _linked(words, place + 1)
        after = words[end] if end < len(words) else None
        before = words[begin - 2].low if begin > 1 else ""
        if after is None or after.tag == "name" or (after.tag == "," and _is_name(words, end + 1)):
            continue
        says = after.tag in _SAYS or (before in ("to", "by") and begin > 2 and words[begin - 3].low == "according")
        if not says and not (after.tag == "," and _tells(words, end + 1)):
            continue
        phrase = " ".join(text[words[begin].start : words[end - 1].end].split())
        if " " not in phrase:
            continue
        yield Nameless(
            name=phrase,
            kind=ActorKind.PERSON,
            mentions=[(words[begin - 1].start, words[end - 1].end)],
            role=phrase,
            affiliation=name,
            anonymous=True,
        )


def _linked(words: Sequence[Word], place: int) -> tuple[int, str]:
    """(where the words behind a role end, the name in them): `to Mr X`, `of the EU’s foreign service`."""
    end, name = place, ""
    while end < len(words) and end - place < 7:
        word = words[end]
        if word.low in _LINKS or (end > place and word.tag in _INNER and word.tag not in _SAYS):
            if word.tag == "name":
                name = f"{name} {word.text}".strip()
            end += 1
        else:
            break
    while end > place and words[end - 1].low in _LINKS:
        end -= 1
    return end, name


def _is_name(words: Sequence[Word], place: int) -> bool:
    return place < len(words) and words[place].tag in ("name", "title")


def _tells(words: Sequence[Word], place: int) -> bool:
    """Whether what stands between commas behind a source is followed by a verb of saying."""
    for at in range(place, min(len(words), place + 12)):
        if words[at].tag == ",":
            return at + 1 < len(words) and words[at + 1].tag in _SAYS
        if words[at].tag in (".", "p"):
            return False
    return False
