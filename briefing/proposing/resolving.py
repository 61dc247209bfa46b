"""Who is meant by the words that name a speaker: “he”, “Mr Borrell”, “Vučić”.

Responsible for: surnames, pronouns and the desk's own actors. Refuses to: take an aide for the person aided.
"""

from collections.abc import Sequence

from briefing.proposing.clauses import antecedent, subjects
from briefing.proposing.cues import Found
from briefing.proposing.names import Name, Names
from briefing.proposing.proposal import KnownActor
from briefing.proposing.sentences import Page
from briefing.store.folding import fold
from briefing.terms import ActorKind, SpeakerCertainty

_LOOK_BACK = 8


class Resolver:
    """Knows who was the subject when, so that a pronoun can be traced to a name."""

    def __init__(self, page: Page, names: Names, known: Sequence[KnownActor], found: Sequence[Found | None]) -> None:
        self._page = page
        self._at: dict[int, Name] = {}
        for name in names.found:
            self._at[name.start] = name
        self._ends = {name.end: name for name in names.found}
        self._known = {fold(spelling): one.name for one in known for spelling in (one.name, *one.aliases)}
        self._speakers: dict[int, list[Found]] = {}
        for one in found:
            if one is not None:
                self._speakers.setdefault(page.sentence_of(one.head), []).append(one)
        self._traced: dict[int, Name | None] = {}

    def who(self, found: Found) -> tuple[str, SpeakerCertainty, float]:
        """The name meant, how the text names the speaker, and how much surer or less sure that makes it."""
        word = self._page.words[found.head]
        certainty = SpeakerCertainty.BY_CONTINUATION if found.continued else SpeakerCertainty.NAMED
        if word.tag == "rel":
            floor = self._page.sentences[self._page.sentence_of(found.head)].first
            meant = antecedent(self._page, found.head, floor)
            name = self.named(meant.head) if meant is not None else None
            return self._spelt(name.full) if name is not None else "", certainty, 1.0
        if word.tag in ("pron", "poss"):
            name = self.trace(found.head)
            return self._spelt(name.full) if name is not None else "", certainty, 1.0
        name = self.named(found.head)
        if name is not None:
            return self._spelt(name.full), certainty, 1.0
        return "", SpeakerCertainty.ANONYMOUS, 1.0

    def _spelt(self, full: str) -> str:
        return self._known.get(fold(full), full)

    def named(self, head: int) -> Name | None:
        """The name that a word belongs to as its last."""
        word = self._page.words[head]
        return self._ends.get(word.end)

    def trace(self, place: int) -> Name | None:
        """The person that a pronoun stands for."""
        if place in self._traced:
            return self._traced[place]
        self._traced[place] = None
        word = self._page.words[place]
        low = {"his": "he", "her": "she"}.get(word.low, word.low)
        gender = self._page.lexicon.pronouns.get(low, "")
        number = self._page.sentence_of(place)
        for back in range(number, max(-1, number - _LOOK_BACK), -1):
            found = self._subject(back, place, gender)
            if found is not None:
                self._traced[place] = found
                return found
        return None

    def _subject(self, number: int, before: int, gender: str) -> Name | None:
        page = self._page
        sentence = page.sentences[number]
        end = min(sentence.last, before)
        heads = [one.head for one in self._speakers.get(number, ()) if one.head < end]
        heads += [phrase.head for phrase, _ in subjects(page, sentence.first, end)]
        for head in heads:
            word = page.words[head]
            name = self.named(head)
            if word.tag == "pron" and head != before:
                mine = page.lexicon.pronouns.get(word.low, "")
                name = self.trace(head) if mine == gender else None
            if name is not None and _fits(name, gender):
                return name
        return None


def _fits(name: Name, gender: str) -> bool:
    if gender in ("male", "female"):
        return name.kind is ActorKind.PERSON and name.gender in ("", gender)
    if gender in ("many", "thing"):
        return name.kind in (ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.STATE_OR_TERRITORY)
    return False
