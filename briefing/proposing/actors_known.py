"""Whether somebody in a text seems to be an actor that the desk has: across spelling, accents and script.

Responsible for: `KnownActors`. Refuses to: choose between two that fit alike, and to take a surname for anybody where
the desk has two of it, or the text calls by it nobody whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.proposing.proposal import KnownActor
from briefing.proposing.words import Word
from briefing.store.folding import fold
from briefing.terms import ActorKind

_WORD = re.compile(r"\w+")
_LEAST = 2
_SMALL = frozenset("a an the of to in for from and mr mrs ms unnamed anonymous".split())
_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:ians?|ans?|s)\Z")
"""What makes a people of a country, and many of one: Serb, Serbs and Serbian are one word in the name of a group."""


class KnownActors:
    """The desk's actors by all spellings that it knows."""

    def __init__(self, known: Sequence[KnownActor], titles: Iterable[str], same: Mapping[str, str]) -> None:
        """`titles` are words before a name that are no part of it; `same` leads from short forms to full names."""
        self._titles = frozenset(fold(title.strip(".")) for title in titles)
        self._same = {fold(short): fold(full) for short, full in same.items()}
        self._whole: dict[tuple[str, ...], list[KnownActor]] = {}
        self._parts: dict[str, list[tuple[frozenset[str], KnownActor]]] = {}
        self._described: list[tuple[frozenset[str], KnownActor]] = []
        self._surnames: dict[str, list[KnownActor]] = {}
        self._lengths: dict[str, list[int]] = {}
        for actor in known:
            for spelling in (actor.name, *actor.aliases):
                self._add(actor, spelling)

    def _add(self, actor: KnownActor, spelling: str) -> None:
        words = self._words(spelling)
        if not words:
            return
        _once(self._whole.setdefault(words, []), actor)
        lengths = self._lengths.setdefault(words[0], [])
        if len(words) not in lengths:
            lengths.append(len(words))
            lengths.sort(reverse=True)
        _once(self._whole.setdefault(tuple(sorted(words)), []), actor)
        self._described.append((_description(spelling), actor))
        if actor.kind is ActorKind.PERSON:
            _once(self._surnames.setdefault(words[-1], []), actor)
            for word in words:
                self._parts.setdefault(word, []).append((frozenset(words), actor))

    def _words(self, name: str) -> tuple[str, ...]:
        folded = fold(name)
        folded = self._same.get(folded, folded)
        words = [word.replace("dj", "d") for word in _WORD.findall(folded)]
        bare = [word for word in words if word not in self._titles and word != "the"]
        return tuple(bare or words)

    def named_in(self, words: Sequence[Word]) -> Iterator[tuple[int, int, KnownActor]]:
        """Where a text writes a whole spelling of one actor, or a surname that only one has: first word, end, actor."""
        folded = [self._folded(word.text) if word.text[:1].isupper() else "" for word in words]
        until = 0
        for place, first in enumerate(folded):
            if place < until or not first:
                continue
            for length in self._lengths.get(first, ()):
                end = place + length
                spelling = tuple(self._folded(word.text) for word in words[place:end])
                known = _only(self._whole.get(spelling, ()))
                if known is not None and not (length == 1 and _common(words[place], known)):
                    until = end
                    yield place, end, known
                    break
            else:
                known = _only(self._surnames.get(first, ()))
                if known is not None and words[place].tag == "name" and len(first) > _LEAST:
                    yield place, place + 1, known

    def _folded(self, word: str) -> str:
        return fold(word).replace("dj", "d")

    def match(self, names: Iterable[str], kind: ActorKind) -> str:
        """The id of the one actor that somebody with these names seems to be; empty for none, or for several."""
        spelt = [words for name in dict.fromkeys(names) if (words := self._words(name))]
        for words in spelt:
            for form in (words, tuple(sorted(words))):
                if found := _one(self._whole.get(form, ()), kind):
                    return found.id
        if kind is not ActorKind.PERSON:
            return ""
        for words in spelt:
            if len(words) >= _LEAST:
                inside = frozenset(words)
                fitting = [
                    actor
                    for parts, actor in self._parts.get(words[-1], ())
                    if len(parts) >= _LEAST and (inside <= parts or parts <= inside)
                ]
                if found := _one(fitting, kind):
                    return found.id
        if all(len(words) == 1 for words in spelt):
            for words in spelt:
                if found := _one(self._surnames.get(words[0], ()), kind):
                    return found.id
        return ""

    def match_described(self, name: str, kind: ActorKind) -> str:
        """The id of the one actor that a description without a name fits: a group, or somebody who is not named."""
        wanted = _description(name)
        if len(wanted) < _LEAST:
            return ""
        same = [actor for words, actor in self._described if words == wanted]
        wider = [
            actor for words, actor in self._described if len(words) >= _LEAST and (words < wanted or wanted < words)
        ]
        exact = bool(same) or kind is ActorKind.PERSON
        found = _one(same if exact else wider, kind)
        return found.id if found else ""


def _description(name: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in _WORD.findall(fold(name)) if word not in _SMALL)


def _only(actors: Sequence[KnownActor]) -> KnownActor | None:
    return actors[0] if len({actor.id for actor in actors}) == 1 else None


def _common(word: Word, known: KnownActor) -> bool:
    """Whether a spelling of one word may be another word: a first name alone, or the beginning of a sentence."""
    return known.kind is ActorKind.PERSON or word.tag != "name"


def _once(actors: list[KnownActor], actor: KnownActor) -> None:
    if all(one.id != actor.id for one in actors):
        actors.append(actor)


def _one(actors: Sequence[KnownActor], kind: ActorKind) -> KnownActor | None:
    """The only one of them; of several, the only one of that kind."""
    unique = list({actor.id: actor for actor in actors}.values())
    if len(unique) > 1:
        unique = [actor for actor in unique if actor.kind is kind]
    if len(unique) != 1:
        return None
    person = (unique[0].kind is ActorKind.PERSON) is (kind is ActorKind.PERSON)
    return unique[0] if person else None
