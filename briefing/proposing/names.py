"""The names in a text, found once a document: persons, bodies, states, and which of them are the same.

Responsible for: where each name stands, what it seems to name, and the fullest form of it in this text.
Refuses to: name anybody by guess where a capital is all there is (`kind` is then empty), and to know the desk's actors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.proposing.clusters import tied
from briefing.proposing.guessing import likeliest
from briefing.proposing.kinds import Surroundings, is_role, kind_of, surroundings
from briefing.proposing.vocabulary import Lexicon, lexicon
from briefing.proposing.words import Word, read
from briefing.terms import ActorKind

_MOST_WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name as the text writes it: `text` is the slice, without the title before it.

    `head` is the surname or the last word; `gender` is "male", "female" or empty; `full` the fullest form in this text;
    `title` the title before it; `initial` says that only a capital at the beginning of a sentence speaks for it.
    """

    start: int
    end: int
    text: str
    kind: ActorKind | None
    head: str
    gender: str = ""
    full: str = ""
    title: str = ""
    adjective: bool = False
    initial: bool = False


@dataclass(frozen=True, kw_only=True)
class Names:
    """All names of a text in order, and those that are the same by their fullest form."""

    found: tuple[Name, ...]
    clusters: Mapping[str, tuple[Name, ...]]


def names_in(text: str, language: str = "", words: Sequence[Word] | None = None) -> Names:
    """The names of a text; `words` are those of `words.read`, if they have been read already."""
    known = lexicon(language or likeliest(text))
    words = read(text, known) if words is None else words
    around = surroundings(words, known)
    found = [name for run in _runs(words, known) for name in _named(text, run, words, known, around)]
    return _joined(found, known)


def _joined(found: Sequence[Name], known: Lexicon) -> Names:
    unnamed = known.places | known.not_names
    fulls = tied([(one.text, one.kind, one.gender, one.text.lower() in unnamed) for one in found])
    names = tuple(
        replace(one, kind=kind, gender=gender, full=full)
        for one, (full, kind, gender) in zip(found, fulls, strict=True)
    )
    if known.noun_capitals:
        names = tuple(one for one in names if one.kind is not None or " " in one.text)
    clusters: dict[str, list[Name]] = {}
    for name in names:
        clusters.setdefault(name.full, []).append(name)
    return Names(found=names, clusters={full: tuple(members) for full, members in clusters.items()})


Run = tuple[int, int, int]
"""First word of the titles, first word of the name, and the word after it."""


def _runs(words: Sequence[Word], known: Lexicon) -> list[Run]:
    """Stretches of words with capitals, cut where a title or a state begins another one."""
    runs: list[Run] = []
    place, many = 0, len(words)
    while place < many:
        if words[place].tag not in ("name", "title"):
            place += 1
            continue
        first = place
        while place < many and words[place].tag == "title":
            place += 1
            place = _past_portfolio(words, place, known)
        begin = place
        while place < many and place - begin < _MOST_WORDS and words[place].tag == "name":
            place += 1
            place = _past_joint(words, begin, place, known)
        runs += _cut(words, first, begin, place, known) if place > begin else [(first, first, place)]
    return runs


def _past_portfolio(words: Sequence[Word], place: int, known: Lexicon) -> int:
    """Behind “of State”, “of Foreign Affairs”: what a title is of."""
    if place < len(words) and words[place].low in ("of", "for"):
        after = place + 1
        while after < len(words) and words[after].low in known.portfolios:
            after += 1
        if after > place + 1:
            return after
    return place


def _past_joint(words: Sequence[Word], begin: int, place: int, known: Lexicon) -> int:
    """Behind “von der” or, in the name of a body, “of the”, where a name goes on."""
    after = place
    if words[begin].low in known.not_names:
        return place
    if place < len(words) and words[place].low in known.particles and words[place].text.islower():
        while after < len(words) and words[after].low in known.particles and after - place < 3:
            after += 1
        if after == place + 1 and words[place].tag == "det":
            return place
    elif (
        place < len(words)
        and words[place].low == "of"
        and any(word.low in known.bodies or word.low == "bank" for word in words[begin:place])
    ):
        after += 1 + (place + 1 < len(words) and words[place + 1].low == "the")
    elif place < len(words) and words[place].low in ("for", "on") and words[place - 1].low in known.joining_bodies:
        after += 1
    return after if after < len(words) and after > place and words[after].tag == "name" else place


def _cut(words: Sequence[Word], first: int, begin: int, end: int, known: Lexicon) -> list[Run]:
    """A run without the state, demonym or party before a person: “Serbian Aleksandar Vucic” is two."""
    runs: list[Run] = []
    for length in (3, 2, 1):
        head = " ".join(word.low for word in words[begin : begin + length])
        stands = head in known.states or head in known.demonyms or (length == 1 and head in known.not_names)
        stands = stands or (length == 1 and head in known.known_bodies and end - begin > 2)
        if stands and begin + length < end and words[end - 1].low not in known.bodies:
            runs.append((first, begin, begin + length))
            first = begin = begin + length
            break
    of_what = begin > 1 and words[begin - 1].low in ("of", "the") and not runs
    office = of_what and any(is_role(word.low, known) for word in words[max(0, begin - 3) : begin - 1])
    for place in range(begin + 1, end - 1):
        if office and words[place].low in known.given:  # the mayor of Vensholm Peter Lund
            return [(first, begin, place), (place, place, end)]
        if words[place - 1].low in known.bodies and words[place].low in known.given:
            return [*runs, (first, begin, place), (place, place, end)]
    runs.append((first, begin, end))
    return runs


def _is_title(words: Sequence[Word], begin: int, end: int, known: Lexicon) -> bool:
    """Whether the first word of a run is only what somebody is: “Sprecher”, not the “Ministry” of a name."""
    if not is_role(words[begin].low, known):
        return False
    return begin + 1 == end or (words[begin].low not in known.bodies and words[begin + 1].tag == "name")


def _named(text: str, run: Run, words: Sequence[Word], known: Lexicon, around: Surroundings) -> list[Name]:
    first, begin, end = run
    while begin < end and _is_title(words, begin, end, known):
        first, begin = (first, begin + 1) if first < begin else (begin, begin + 1)
    if begin == end:
        return []
    if begin == first and not around.believes(words, begin, end):
        first = begin = begin + 1
        if begin == end or not around.believes(words, begin, end):
            return []
    kind, gender, adjective = kind_of(words, (first, begin, end), known)
    start, stop = words[begin].start, words[end - 1].end
    last = end - 1
    while last > begin and words[last].low in known.suffixes:
        last -= 1
    title = text[words[first].start : words[begin].start].strip() if first < begin else ""
    return [
        Name(
            start=start,
            end=stop,
            text=text[start:stop],
            kind=kind,
            head=words[last].text,
            gender=gender,
            title=title,
            adjective=adjective,
            initial=first == begin and around.begins(words, begin),
        )
    ]
