"""Who has the floor at a place of a text: in a transcript by the tags of the turns, in a letter its author.

Responsible for: whom a tag means (“MINISTER KRAUSE”, “Ruth Adeyemi (Labour)”, “The Secretary of State (Sir Graham
Pell)”), and whom “I” and “you” mean. Refuses to: choose where more than one may be addressed.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from briefing.proposing.kinds import is_role
from briefing.proposing.names import Names
from briefing.proposing.proposal import About, Span
from briefing.proposing.turns import Turn
from briefing.proposing.vocabulary import Lexicon
from briefing.store.folding import fold
from briefing.terms import ActorKind

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_ADDRESS = re.compile(r"\s*[<(\[]?[^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]]?")
_HEADER = re.compile(r"^[>\s*]*(?:from|von|de|od|од)\s*:\**[ \t]*(?P<name>[^\n]{2,80})", re.IGNORECASE | re.MULTILINE)
_WROTE = re.compile(
    r"(?P<name>[^\n<>,:;\d]{2,60}?)[ \t]*<[^<>\s]{1,80}@[^<>\s]{1,80}>[^\n:]{0,30}:[ \t]*$", re.MULTILINE
)
_INTRODUCTION = 400
_LEAD = 2_000
_LONGEST_NAME = 6


class Floor:
    """The turns of a text and the names of those who have them."""

    def __init__(
        self, text: str, turns: Sequence[Turn], names: Names, about: About, known: Lexicon, asking: frozenset[str]
    ) -> None:
        """Take the turns in order, the names to which a tag may belong, and what those are called who only ask."""
        self._asking = asking
        self._text = text
        self._turns = turns
        self._starts = [turn.tag[0] for turn in turns]
        self._known = known
        self._folded = sorted(about.folded)
        self._author = _person(about.author)
        self._writers: list[tuple[int, str]] | None = None
        self._meant: dict[str, str] = {}
        self._senders: dict[int, str] = {}
        self._full = _surnames(names)
        self._asked = _introduced(names, turns[0].tag[0]) if turns else ""

    def __bool__(self) -> bool:
        """Whether the text is a transcript."""
        return bool(self._turns)

    def turn_at(self, place: int) -> int:
        """The number of the turn that a place stands in, -1 for none."""
        at = bisect_right(self._starts, place) - 1
        return at if at >= 0 and place < self._turns[at].words[1] else -1

    def speaker(self, place: int) -> str:
        """Who says “I” at a place: the name of whoever has the turn or wrote the message; empty if nobody says."""
        turn = self.turn_at(place)
        if turn >= 0 or self._turns:
            return self.name(self._tag(turn)) if turn >= 0 else ""
        return self._sender(place)

    def tag_at(self, place: int) -> Span | None:
        """Where the tag of the turn at a place stands."""
        turn = self.turn_at(place)
        return self._turns[turn].tag if turn >= 0 else None

    def addressed(self, place: int) -> str:
        """Whom “you” means at a place: the only other one who speaks, or who speaks both before and after."""
        turn = self.turn_at(place)
        if turn < 0:
            return ""
        own = self._tag(turn)
        others = {self._tag(at) for at in range(max(0, turn - 2), min(turn + 3, len(self._turns)))} - {own}
        if turn + 1 < len(self._turns) and (len(others) == 1 or (turn and self._tag(turn - 1) == self._tag(turn + 1))):
            return self.name(self._tag(turn + 1))
        return ""

    def _tag(self, turn: int) -> str:
        return self._text[slice(*self._turns[turn].tag)]

    def name(self, tag: str) -> str:
        """The name that a tag means, in its fullest form; empty for one that is only a role."""
        if tag not in self._meant:
            self._meant[tag] = self._named(tag)
        return self._meant[tag]

    def _named(self, tag: str) -> str:
        if tag.strip(".") == "A":
            return self._asked
        outside = self._without_roles(_BRACKETS.sub(" ", tag))
        inside = [self._without_roles(found) for found in _BRACKETS.findall(tag)]
        for words in (outside, *(words for words in inside if len(words) > 1)):
            if words:
                return self._fullest(words)
        return ""

    def _without_roles(self, part: str) -> list[str]:
        """The words of a name without the titles and roles before it."""
        words = [word.rstrip(",") for word in _WORD.findall(part)][-_LONGEST_NAME * 2 :]
        first = 0
        for place, word in enumerate(words):
            low = word.lower()
            kind = self._known.words.get(low, ("", ""))[0]
            known = self._known
            office = low in known.titles or low.rstrip(".") in known.titles or is_role(low, known)
            small = kind in ("det", "prep") and low not in known.particles
            if office or small or low in known.bodies or low in known.portfolios or low in self._asking:
                first = place + 1
        return words[first:]

    def _fullest(self, words: list[str]) -> str:
        written = " ".join(words[-_LONGEST_NAME:])
        full = self._full.get(fold(words[-1]), "")
        if full:
            return full
        return " ".join(_capitalised(word) for word in written.split()) if written.isupper() else written

    def _sender(self, place: int) -> str:
        line = self._text.rfind("\n", max(0, place - _LEAD), place) + 1
        if not self._folded and self._text[line : line + 1] == ">":
            return self._above(line)
        number = bisect_right(self._folded, (place, len(self._text))) - 1
        inside = number >= 0 and place < self._folded[number][1]
        part = self._folded[number] if inside else (-1, 0)
        if part[0] not in self._senders:
            self._senders[part[0]] = self._written_by(part) if inside else self._author or self._letterhead()
        return self._senders[part[0]]

    def _above(self, place: int) -> str:
        """Who wrote the lines that a reply repeats, by the last line before them that says so."""
        if self._writers is None:
            self._writers = [(one.end(), one["name"]) for one in _WROTE.finditer(self._text)]
        at = bisect_right(self._writers, (place, "")) - 1
        return _last_words(self._writers[at][1]) if at >= 0 else ""

    def _letterhead(self) -> str:
        """“From: …” at the head of a message, with “To:” or a subject beside it."""
        head = self._text[:_INTRODUCTION]
        found = _HEADER.search(head)
        beside = re.search(r"^(?:to|subject|date|sent|an|betreff|za)\s*:", head, re.IGNORECASE | re.MULTILINE)
        return _person(found["name"]) if found and beside else ""

    def _written_by(self, part: Span) -> str:
        """Who wrote an earlier message, as the line above it or its own head says."""
        start = part[0]
        head = self._text[max(0, start - _INTRODUCTION // 2) : min(part[1], start + _INTRODUCTION)]
        found = [*_WROTE.finditer(head)] or [*_HEADER.finditer(head)]
        return _last_words(found[-1]["name"]) if found else ""


def _last_words(written: str) -> str:
    """The name at the end of “On Monday at 9 Anna Beck”."""
    return _person(" ".join(written.split()[-3:]))


def _person(written: str) -> str:
    """A name without the address behind it; empty if it is none."""
    name = _ADDRESS.sub("", written).strip(" \t\"'<>,;|*")
    return name if name and "@" not in name and len(name.split()) <= _LONGEST_NAME and name[0].isalpha() else ""


def _surnames(names: Names) -> dict[str, str]:
    """For each surname of a person, folded, the one full name in the text that has it; those in capitals are tags."""
    owners: dict[str, set[str]] = {}
    for full, members in names.clusters.items():
        for one in members:
            if one.kind in (ActorKind.PERSON, None) and not one.text.isupper() and not one.adjective:
                written = full if not full.isupper() else one.text
                owners.setdefault(fold(one.head), set()).add(written)
    found: dict[str, str] = {}
    for head, fulls in owners.items():
        longest = [full for full in fulls if " " in full] or list(fulls)
        if len(longest) == 1:
            found[head] = longest[0]
    return found


def _introduced(names: Names, before: int) -> str:
    """The only person who is named before the first turn."""
    persons = {one.full for one in names.found if one.start < min(before, _LEAD) and one.kind is ActorKind.PERSON}
    return persons.pop() if len(persons) == 1 else ""


def _capitalised(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))
