"""A text read once for happenings: its words, sentences, verbs, dates, quotations and actors.

Responsible for: `reading`. Refuses to: propose anything.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefing.proposing.dates import FoundDate, find_dates
from briefing.proposing.events_clauses import sentences
from briefing.proposing.events_verbs import Group, groups
from briefing.proposing.events_words import Cues, cues
from briefing.proposing.guessing import likeliest
from briefing.proposing.languages import ENGLISH, found
from briefing.proposing.proposal import About, ProposedActor, Span
from briefing.proposing.vocabulary import lexicon
from briefing.proposing.words import Word, read
from briefing.terms import ActorKind, EventKind, Modality

_LENDING = frozenset({ActorKind.STATE_OR_TERRITORY, ActorKind.ORGANISATION})
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside)\s((?:(?:northern|southern|eastern|western|central|downtown)\s)?[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,3})"
)
_TO = re.compile(r"\bto\s([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Words `begin` to `end` of a text, its verbs, its dates, and the places of words that are dates."""

    begin: int
    end: int
    groups: tuple[Group, ...]
    dates: tuple[FoundDate, ...]
    skip: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text and what was read in it. `told` says that the cue words of its language are known."""

    text: str
    about: About
    table: Cues
    words: Sequence[Word]
    starts: Sequence[int]
    quotes: Sequence[Span]
    actors: Sequence[tuple[int, int, str]]
    dates: Sequence[FoundDate]
    bodies: frozenset[str]
    places: frozenset[str]
    told: bool

    def at(self, offset: int) -> int:
        """The place of the first word that begins at or behind an offset."""
        return bisect_left(self.starts, offset)

    def inside_quote(self, start: int, end: int) -> bool:
        """Whether a slice lies within a quotation of more than two words."""
        return self.quote_at(start, end) is not None

    def quote_at(self, start: int, end: int) -> Span | None:
        """The quotation that a slice lies within."""
        at = bisect_right(self.quotes, (start, 1 << 60)) - 1
        return self.quotes[at] if at >= 0 and self.quotes[at][0] <= start and end <= self.quotes[at][1] else None

    def named(self, start: int, end: int) -> tuple[str, ...]:
        """The actors that are named in a slice, each once."""
        at = bisect_left(self.actors, (start, 0, ""))
        names: list[str] = []
        while at < len(self.actors) and self.actors[at][0] < end:
            if self.actors[at][1] <= end and self.actors[at][2] not in names:
                names.append(self.actors[at][2])
            at += 1
        return tuple(names)


@dataclass(kw_only=True)
class Draft:
    """A happening on its way to a proposal. `base` is the verb or noun that tells it, `content` the words of `what`."""

    base: str
    kind: EventKind
    modality: Modality
    what: str
    start: int
    end: int
    date: FoundDate | None = None
    edtf: str = ""
    basis: str = ""
    place: str = ""
    actors: tuple[str, ...] = ()
    content: frozenset[str] = frozenset()
    confidence: float = 0.5
    reason: str = ""
    conflict: str = ""
    also: list[Span] = field(default_factory=list)


def reading(
    text: str, about: About, *, quotes: Sequence[Span] = (), actors: Sequence[ProposedActor] = (),
    words: Sequence[Word] | None = None,
) -> Text:  # fmt: skip
    """Everything that finding happenings, figures and issues needs of a text, read once."""
    about = replace(about, language=about.language or likeliest(text))
    tag = found(about.language, "cues")
    known = lexicon(about.language)
    words = read(text, known) if words is None else words
    starts = [word.start for word in words]
    mentions = sorted(
        (start, end, actor.name)
        for actor in actors
        for start, end in actor.mentions
        if actor.kind not in _LENDING or not _lends(words, starts, end)
    )
    return Text(
        text=text,
        about=about,
        table=cues(tag or ENGLISH),
        told=bool(tag),
        words=words,
        starts=starts,
        quotes=sorted((start, end) for start, end in quotes if text.count(" ", start, end) > 1),
        actors=mentions,
        dates=find_dates(text, about),
        bodies=known.bodies,
        places=frozenset(one.lower() for state in known.states.values() for one in (state.name, *state.capitals)),
    )


def _lends(words: Sequence[Word], starts: Sequence[int], end: int) -> bool:
    """Whether a name only says of what somebody is the minister."""
    place = bisect_left(starts, end)
    return place < len(words) and words[place].tag in ("title", "role")


def sentences_of(whole: Text) -> Iterator[Sentence]:
    """The sentences of a text with their verbs and dates, in order; none where the cue words of its language fail."""
    if not whole.told:
        return
    at = 0
    for begin, end in sentences(whole.words, whole.places):
        start, stop = whole.words[begin].start, whole.words[end - 1].end
        inside: list[FoundDate] = []
        while at < len(whole.dates) and whole.dates[at].start < stop:
            if whole.dates[at].start >= start:
                inside.append(whole.dates[at])
            at += 1
        skip = frozenset(
            place for one in inside for place in range(whole.at(one.start), whole.at(one.end)) if begin <= place < end
        )
        yield Sentence(
            begin=begin,
            end=end,
            groups=tuple(groups(whole.words, begin, end, whole.table, skip)),
            dates=tuple(inside),
            skip=skip,
        )


def place_in(whole: Text, start: int, end: int, base: str, skip: Sequence[FoundDate]) -> str:
    """The place that a slice names behind “in” or “at”, or behind “to” where somebody travels; empty if none."""
    patterns = (_PLACE, _TO) if base in ("return", "travel", "visit", "arrive", "flee") else (_PLACE,)
    for pattern in patterns:
        for match in pattern.finditer(whole.text, start, end):
            if not any(one.start < match.end(1) and match.start() < one.end for one in skip):
                return re.sub(r"['’]s?$|\s+", lambda gap: " " if gap[0].isspace() else "", match[1])
    return ""
