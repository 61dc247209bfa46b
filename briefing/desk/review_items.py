"""What was proposed from a source beside what the desk holds of it: items in text order, open, accepted or rejected.

Pure: everything comes in, nothing is asked of a store. Refuses to store, and to guess: two actors of one name are both
told as known.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from briefing.model import Citation, Quote
from briefing.proposing.proposal import (
    KnownActor,
    Proposals,
    ProposedActor,
    ProposedEvent,
    ProposedFact,
    ProposedIssue,
    ProposedQuote,
    Span,
)
from briefing.store.folding import fold

_Placed = ProposedQuote | ProposedEvent | ProposedFact | ProposedIssue
Proposed = ProposedActor | _Placed
KIND_OF: Mapping[type, str] = MappingProxyType(
    {
        ProposedActor: "actor",
        ProposedQuote: "quote",
        ProposedEvent: "event",
        ProposedFact: "fact",
        ProposedIssue: "issue",
    }
)
"""The kind of record that a proposal becomes."""

_ORDER = tuple(KIND_OF.values())
_WORD = re.compile(r"\w+")
_FEW_LETTERS = 25  # words so short are told from others alike by their neighbours
_NEIGHBOURS = 24
_LONG_WORD = 4


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One proposal, with its state. `words` is `text[start:end]` of `version`, in code points.

    `key` names it on every run, on every desk and in later versions of the source. `record` is the record that it
    became. `known` are the records of the desk that it seems to be (of a quote: its speaker), the likeliest first.
    """

    key: str
    kind: str
    start: int
    end: int
    words: str
    proposal: Proposed
    confidence: float
    reason: str
    version: str
    state: State = State.OPEN
    record: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review:
    """Every proposal from an archived text of a source, in the order of the text, and what they were made of."""

    source: str
    version: str
    language: str
    items: tuple[Item, ...]
    proposals: Proposals

    @property
    def open(self) -> tuple[Item, ...]:
        """The items about which nothing was decided yet."""
        return tuple(item for item in self.items if item.state is State.OPEN)

    def counts(self) -> Mapping[State, int]:
        """How many items there are in each state."""
        found = Counter(item.state for item in self.items)
        return {state: found[state] for state in State}


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a desk holds that bears on one source; living records alone.

    `quotes` and `citations` are those of any version of the source, `rejected` the keys of what was rejected. `alike`
    has by kind what may be the same as something proposed: id → (its date or value, its words).
    """

    quotes: Sequence[Quote] = ()
    citations: Sequence[Citation] = ()
    rejected: frozenset[str] = frozenset()
    actors: Sequence[KnownActor] = ()
    alike: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)


def name_key(name: str) -> str:
    """What names have in common that are one in whatever spelling or script."""
    return " ".join(_WORD.findall(fold(name))) or name.strip()


def review_of(proposals: Proposals, text: str, held: Held, *, source: str, version: str) -> Review:
    """The items of `proposals`, made of `text`, beside what is `held`."""
    actors = [*_settled(_numbered(sorted(_actors(proposals, text, held, version), key=_place)), held)]
    whom = _Whom(actors, held)
    others: list[_Placed] = [*proposals.quotes, *proposals.events, *proposals.facts, *proposals.issues]
    found = [_item(one, text, (one.start, one.end), version, _known(one, whom, held)) for one in others]
    items = sorted([*actors, *_settled(_numbered(sorted(found, key=_place)), held)], key=_place)
    return Review(source=source, version=version, language=proposals.language, items=tuple(items), proposals=proposals)


def _place(item: Item) -> tuple[int, int, int, str]:
    return item.start, item.end, _ORDER.index(item.kind), item.key


def _actors(proposals: Proposals, text: str, held: Held, version: str) -> Iterable[Item]:
    named = _named(held.actors)
    living = {actor.id for actor in held.actors}
    for one in proposals.actors:
        spans = [span for span in one.mentions if 0 <= span[0] < span[1] <= len(text)]
        if not spans:
            continue
        first = (one.known,) if one.known in living else ()
        known = (*first, *(other for name in (one.name, *one.aliases) for other in named.get(name_key(name), ())))
        yield _item(one, text, min(spans), version, tuple(dict.fromkeys(known)))


def _named(actors: Sequence[KnownActor]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for actor in actors:
        for key in {name_key(name) for name in (actor.name, *actor.aliases) if name}:
            found[key] = (*found.get(key, ()), actor.id)
    return found


class _Whom:
    """Whom a name, or the words at a place, mean: the actors that a proposed one became or seems to be."""

    def __init__(self, actors: Sequence[Item], held: Held) -> None:
        """`actors` are the proposed ones; whom none of them is, the desk may know."""
        self._named = dict(_named(held.actors))
        self._at: dict[Span, tuple[str, ...]] = {}
        for item in actors:
            if isinstance(item.proposal, ProposedActor) and item.known:
                self._named[name_key(item.proposal.name)] = item.known
                self._at |= dict.fromkeys(item.proposal.mentions, item.known)

    def said(self, one: ProposedQuote) -> tuple[str, ...]:
        """The actors who may have said a quote: whom the name means, else who is named by the very words."""
        if one.resolved:
            return self._named.get(name_key(one.resolved), ())
        return self._at.get((one.speaker.start, one.speaker.end), ()) if one.speaker is not None else ()


def _known(one: Proposed, whom: _Whom, held: Held) -> tuple[str, ...]:
    match one:
        case ProposedQuote():
            return whom.said(one)
        case ProposedEvent(what=words, edtf=value):
            return _alike(held.alike.get("event", {}), value, words)
        case ProposedFact(label=words, value=value):
            return _alike(held.alike.get("fact", {}), value, words)
        case ProposedIssue(title=words):
            return _alike(held.alike.get("issue", {}), "", words)
        case _:
            return ()


def _alike(others: Mapping[str, tuple[str, str]], value: str, words: str) -> tuple[str, ...]:
    """The records of the same date or value that share at least two long words, those that share most first."""
    mine = _long_words(words)
    shared = {one: len(mine & _long_words(title)) for one, (held, title) in others.items() if held == value}
    return tuple(sorted((one for one, count in shared.items() if count > 1), key=lambda one: (-shared[one], one)))


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) >= _LONG_WORD or word.isdigit()}


def _item(one: Proposed, text: str, span: Span, version: str, known: tuple[str, ...]) -> Item:
    kind = KIND_OF[type(one)]
    return Item(
        key=_key(kind, one, text, span),
        kind=kind,
        start=span[0],
        end=span[1],
        words=text[slice(*span)],
        proposal=one,
        confidence=one.confidence,
        reason=one.reason,
        version=version,
        known=known,
    )


def _key(kind: str, one: Proposed, text: str, span: Span) -> str:
    match one:
        case ProposedActor(name=name):
            parts = [name_key(name)]
        case ProposedEvent(date_literal=literal):
            parts = [name_key(text[slice(*span)]), name_key(literal)]
        case ProposedFact(value=value):
            parts = [name_key(text[slice(*span)]), name_key(value)]
        case _:
            parts = [name_key(text[slice(*span)])]
    if kind != "actor" and len(parts[0]) < _FEW_LETTERS:
        before = _WORD.findall(fold(text[max(0, span[0] - _NEIGHBOURS) : span[0]]))
        after = _WORD.findall(fold(text[span[1] : span[1] + _NEIGHBOURS]))
        parts += [*before[-1:], "–", *after[:1]]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace"))
    return f"{kind}:{digest.hexdigest()[:24]}"


def _numbered(items: Sequence[Item]) -> list[Item]:
    """The items, those with the same key as one before told apart by their number."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        seen[item.key] += 1
        found.append(item if seen[item.key] == 1 else replace(item, key=f"{item.key}.{seen[item.key]}"))
    return found


# what became of them


def decided(items: Sequence[Item], held: Held) -> list[Item]:
    """Items as they stand now: what was made of them is looked for anew, whatever was known when they were shown."""
    there: dict[str, list[Quote | Citation]] = {}
    for kind, version in dict.fromkeys((item.kind, item.version) for item in items):
        row = _Row([item for item in items if (item.kind, item.version) == (kind, version)])
        rows = held.quotes if kind == "quote" else [one for one in held.citations if one.record_kind == kind]
        for one in rows:
            for item in row.under(one):
                there.setdefault(item.key, []).append(one)
    return [_decided(item, there.get(item.key, ()), held) for item in items]


def _decided(item: Item, rows: Sequence[Quote | Citation], held: Held) -> Item:
    """One item beside the quotes, or the citations, that stand where it was proposed."""
    if item.kind == "quote":
        same = (one for one in rows if one.source_version == item.version or one.id == item.record)
        record = next((one.id for one in same), "")
    else:
        told = [one.record for one in rows if isinstance(one, Citation)]
        record = next((one for one in told if one == item.record or _is_it(item, one, held)), "")
    if record:
        return replace(item, state=State.ACCEPTED, record=record)
    return replace(item, state=State.REJECTED if item.key in held.rejected else State.OPEN, record="")


def _is_it(item: Item, record: str, held: Held) -> bool:
    """Whether a record that the same words tell is what was proposed: one sentence may tell of two events."""
    if item.kind == "actor":
        return True
    alike, shared = _suits(item, *held.alike.get(item.kind, {}).get(record, ("", "")))
    return alike and shared > 0


def _settled(items: Sequence[Item], held: Held) -> Iterable[Item]:
    told = _told(items, held)
    for item in items:
        if record := told.get(item.key, ""):
            known = (record,) if item.kind == "actor" else item.known
            yield replace(item, state=State.ACCEPTED, record=record, known=known)
        else:
            yield replace(item, state=State.REJECTED) if item.key in held.rejected else item


def _told(items: Sequence[Item], held: Held) -> Mapping[str, str]:
    """Records by the keys of the items that became them: of each row the item that it suits best.

    A quote settles all items that it covers; one of another version, and a citation, one.
    """
    found: dict[str, str] = {}
    there = {kind: _Row([item for item in items if item.kind == kind]) for kind in KIND_OF.values()}
    for quote in held.quotes:
        covered = there["quote"].under(quote)
        here = quote.start is not None and bool(covered) and quote.source_version == covered[0].version
        for item in covered if here else [one for one in covered if one.key not in found][:1]:
            found.setdefault(item.key, quote.id)
    for citation in held.citations:
        row = there.get(citation.record_kind)
        cited = row.under(citation) if row is not None else []
        if free := [item for item in cited if item.key not in found] or cited:
            value, words = held.alike.get(citation.record_kind, {}).get(citation.record, ("", ""))
            best = max(free, key=lambda item: _suits(item, value, words))
            found.setdefault(best.key, citation.record)
    return found


def places(item: Item) -> tuple[Span, ...]:
    """Every place of the text that tells of an item: the mentions of an actor, an event that is told again."""
    match item.proposal:
        case ProposedActor(mentions=mentions):
            return mentions
        case ProposedEvent(also=also):
            return (item.start, item.end), *also
        case _:
            return ((item.start, item.end),)


class _Row:
    """The items of one kind, found by a passage or by words without looking at all of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        """`items` in the order of the text."""
        self._version = items[0].version if items else ""
        spans: list[tuple[int, int, Item]] = []
        self._words: dict[str, list[Item]] = {}
        for item in items:
            spans += [(*span, item) for span in places(item)]
            names = (item.proposal.name, *item.proposal.aliases) if isinstance(item.proposal, ProposedActor) else ()
            for key in {name_key(words) for words in names or (item.words,)}:
                self._words.setdefault(key, []).append(item)
        spans.sort(key=lambda span: span[:2])
        self._spans = spans
        self._starts = [start for start, _, _ in spans]
        self._longest = max((end - start for start, end, _ in spans), default=0)

    def under(self, row: Quote | Citation) -> list[Item]:
        """The items that were proposed where a quote or a citation stands."""
        if row.start is None or row.end is None:  # a paraphrase is known by its words alone
            return self._words.get(name_key(row.exact), []) if isinstance(row, Quote) else []
        if row.source_version != self._version:
            return self._words.get(name_key(row.exact), [])
        near = self._spans[bisect_left(self._starts, row.start - self._longest) : bisect_left(self._starts, row.end)]
        found = {item.key: item for start, end, item in near if _stands(row.start, row.end, start, end, item)}
        return list(found.values())


def _stands(start: int, end: int, first: int, last: int, item: Item) -> bool:
    """Whether a passage is that of an item, or holds half of it; names are one or are not."""
    if item.kind == "actor":
        return (start, end) == (first, last)
    return 2 * (min(end, last) - max(start, first)) >= last - first


def _suits(item: Item, value: str, words: str) -> tuple[bool, int]:
    match item.proposal:
        case ProposedEvent(what=title, edtf=own) | ProposedFact(label=title, value=own):
            return own == value, len(_long_words(title) & _long_words(words))
        case ProposedIssue(title=title):
            return True, len(_long_words(title) & _long_words(words))
        case _:
            return True, 0
