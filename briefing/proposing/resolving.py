"""Who is meant by the words that name a speaker: “he”, “Mr Borrell”, “the Serbian president”, “Vučić”.

Responsible for: surnames, pronouns, titles without a name, and the desk’s own actors.
Refuses to: take an aide for the person aided; to choose between two who fit alike.
"""

from bisect import bisect_left
from collections.abc import Sequence

from briefing.proposing.behind import according
from briefing.proposing.clauses import antecedent, subjects
from briefing.proposing.floor import Floor
from briefing.proposing.found import Found
from briefing.proposing.kinds import is_role
from briefing.proposing.names import Name, Names
from briefing.proposing.phrases import Phrase, text_span
from briefing.proposing.proposal import About, KnownActor
from briefing.proposing.sentences import Page
from briefing.proposing.titled import Titled
from briefing.store.folding import fold
from briefing.terms import ActorKind, SpeakerCertainty

_LOOK_BACK = 8
_MOST = 6
_FAR = 120
_CALL = 2
_DEEPEST = 40
_NOBODY = "\0"
_BODIES = (ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.STATE_OR_TERRITORY)
_OWN = {"his": "he", "her": "she", "its": "it", "their": "they"}


class Resolver:
    """Knows who was the subject when, so that a pronoun can be traced to a name."""

    def __init__(self, page: Page, names: Names, about: About, found: Sequence[Found | None], floor: Floor) -> None:
        """Take the names of the text, what is known about it, all speakers found, and who has the floor."""
        self._floor = floor
        self._page = page
        self._persons = [name for name in names.found if name.kind is ActorKind.PERSON]
        self._alone = _first_alone(self._persons, len(page.text))
        self._ends = {name.end: name for name in names.found}
        self._titled = Titled(names, page.lexicon)
        self._known = _spellings(about.known)
        self._heads: dict[int, list[int]] = {}
        for one in found:
            if one is not None and one.head >= 0:
                self._heads.setdefault(page.sentence_of(one.head), []).append(one.head)
        for heads in self._heads.values():
            heads.sort()
        self._subjects: dict[int, list[Phrase]] = {}
        self._traced: dict[int, str] = {}
        self._depth = 0

    def who(self, found: Found) -> tuple[str, SpeakerCertainty, float]:
        """The name meant, how the text names the speaker, and how much surer or less sure that makes it."""
        full, certainty, sure = self._who(found)
        if found.continued and certainty is SpeakerCertainty.NAMED:
            certainty = SpeakerCertainty.BY_CONTINUATION
        return self._known.get(fold(full), full), certainty, sure

    def _who(self, found: Found) -> tuple[str, SpeakerCertainty, float]:
        if found.head < 0:
            tag = self._floor.tag_at(found.start)
            if tag is not None and tag[0] == found.start:
                return self._floor.name(self._page.text[found.start : found.end]), SpeakerCertainty.NAMED, 1.0
            name = self._ends.get(found.end)
            written = self._page.text[found.start : found.end]
            caseless = written if written.lower() == written.upper() else ""
            return (name.full if name is not None else caseless), SpeakerCertainty.NAMED, 1.0
        word = self._page.words[found.head]
        if word.tag in ("pron", "poss", "rel"):
            full = self.trace(found.head)
            return full, SpeakerCertainty.NAMED if full else SpeakerCertainty.ANONYMOUS, 1.0
        name = self._named(found.head)
        if name is not None:
            kind = SpeakerCertainty.COLLECTIVE if name.kind is ActorKind.GROUP else SpeakerCertainty.NAMED
            return ("" if self._joint(found) else name.full), kind, 1.0
        if word.tag == "name" and not self._is_noun(found.head):
            return self._written(found.head), SpeakerCertainty.NAMED, 1.0
        if (name := self._in_apposition(found)) is not None:
            return name.full, SpeakerCertainty.NAMED, 1.0
        full = self._titled.who(self._page.text[found.start : found.end], found.start)
        if full:
            return full, SpeakerCertainty.NAMED, 0.95
        plural = word.low.endswith("s") or word.low in self._page.lexicon.bodies
        return "", SpeakerCertainty.COLLECTIVE if plural else SpeakerCertainty.ANONYMOUS, 1.0

    def _in_apposition(self, found: Found) -> Name | None:
        """The person whose name ends the words for an office: “Minister of Energy Mara Vale”, not “aide to Mr Osk”."""
        name, words = self._ends.get(found.end), self._page.words
        if name is None or name.kind is not ActorKind.PERSON or not is_role(words[found.head].low, self._page.lexicon):
            return None
        at = found.head + 1
        while at < len(words) and words[at].start < name.start:
            at += 1
        while words[at - 1].tag == "title" and at - 1 > found.head:
            at -= 1
        before = words[at - 1]
        return name if at - 1 > found.head and before.tag not in ("prep", "det", "poss", ",", "conj") else None

    def _is_noun(self, head: int) -> bool:
        """Whether a capital is only that of a noun."""
        words, known = self._page.words, self._page.lexicon
        if is_role(words[head].low, known) or words[head].low in known.writings:
            return True
        return known.noun_capitals and head > 0 and words[head - 1].tag in ("det", "poss", "word")

    def _written(self, head: int) -> str:
        """A name that only the verb of saying tells from the first word of a sentence."""
        words, first = self._page.words, head
        while first > 0 and words[first - 1].tag == "name":
            first -= 1
        return self._page.text[words[first].start : words[head].end]

    def _joint(self, found: Found) -> bool:
        """Whether two are named together: “Kurti and Vucic”."""
        words, at = self._page.words, found.head
        while at > 0 and words[at].start > found.start:
            if words[at].tag == "conj" and words[at - 1].tag == "name":
                return True
            at -= 1
        return False

    def _named(self, head: int) -> Name | None:
        """The name that a word is the last of."""
        return self._ends.get(self._page.words[head].end)

    def _definite(self, phrase: Phrase | None) -> str:
        """“the Speaker of the parliament” before “, who”, without its article; nothing for “an official”."""
        words = self._page.words
        if phrase is None or words[phrase.first].low not in self._page.lexicon.definite:
            return ""
        _, end = text_span(words, phrase)
        return self._page.text[words[phrase.first + 1].start : end] if phrase.first + 1 < phrase.last else ""

    def trace(self, place: int) -> str:
        """The name that a pronoun stands for, empty if none is found nearby."""
        if place not in self._traced:
            if self._depth > _DEEPEST:
                return ""
            self._traced[place] = ""
            self._depth += 1
            self._traced[place] = self._trace(place)
            self._depth -= 1
        return self._traced[place]

    def _trace(self, place: int) -> str:
        page = self._page
        word = page.words[place]
        number = page.sentence_of(place)
        if word.tag == "rel" or word.low == "which":
            meant = antecedent(page, place, page.sentences[number].first)
            name = self._named(meant.head) if meant is not None else None
            return name.full if name is not None else self._definite(meant)
        gender = page.lexicon.pronouns.get(_OWN.get(word.low, word.low), "")
        if gender == "self":
            return self._floor.speaker(word.start)
        if gender == "addressed":
            return self._called(place, number) or self._floor.addressed(word.start)
        if gender not in ("male", "female", "many", "thing"):
            return ""
        part = page.part_of(place)
        for back in range(number, max(-1, number - _LOOK_BACK), -1):
            if page.part_of(page.sentences[back].first) != part:
                continue
            full = self._subject(back, place, gender)
            if full:
                return "" if full == _NOBODY else full
        return self._only_one(word.start, gender) if part < 0 and not self._floor else ""

    def _only_one(self, before: int, gender: str) -> str:
        """The person whom the text names before a place, where it names no other."""
        if gender not in ("male", "female"):
            return ""
        first, until, genders = self._alone
        named = bool(first) and self._persons[0].start < before <= until
        return first if named and genders <= {"", gender} else ""

    def _subject(self, number: int, before: int, gender: str) -> str:
        """Of the speakers and the subjects of a sentence, the first whom a pronoun fits."""
        page = self._page
        for phrase in [*self._according(number, before), *self._actors(number, before)]:
            word = page.words[phrase.head]
            if self._floor and self._is_called(phrase, number):
                continue
            if word.tag == "pron":
                mine = page.lexicon.pronouns.get(word.low, "")
                full = self.trace(phrase.head) if mine == gender and phrase.head != before else ""
            else:
                full = self._fitting(phrase, gender)
            if full:
                return full
            if self._is_somebody_else(phrase, gender):
                return _NOBODY
        return self._mentioned(number, before, gender)

    def _is_somebody_else(self, phrase: Phrase, gender: str) -> bool:
        """Whether “the envoy”, whom nobody names, is the one that a “he” may mean."""
        words, known = self._page.words, self._page.lexicon
        head = words[phrase.head]
        one = words[phrase.first].low in known.definite and is_role(head.low, known) and head.low not in known.bodies
        return one and gender in ("male", "female") and not head.low.endswith("s") and head.low != "police"

    def _called(self, place: int, number: int) -> str:
        """Whom a turn calls by name before a “you”: “Mr Kral, in May you said”."""
        words = self._page.words
        for back in range(number, max(-1, number - _MOST), -1):
            if self._floor.turn_at(words[self._page.sentences[back].first].start) != self._floor.turn_at(
                words[place].start
            ):
                break
            first = self._page.sentences[back].first
            for at in range(first, min(first + _CALL + 2, place)):
                name = self._named(at) if words[at + 1].tag == "," else None
                if name is not None and name.kind in (ActorKind.PERSON, None):
                    return self._floor.name(name.text)
        return ""

    def _is_called(self, phrase: Phrase, number: int) -> bool:
        """Whether somebody is spoken to: “Mr Dunn, what did he say?”."""
        words, sentence = self._page.words, self._page.sentences[number]
        if phrase.first > sentence.first + _CALL or phrase.last >= sentence.last or words[phrase.last].tag != ",":
            return False
        rest = words[phrase.last : min(sentence.last, phrase.last + _FAR)]
        return rest[-1].low == "?" or any(self._page.lexicon.pronouns.get(word.low) == "addressed" for word in rest)

    def _mentioned(self, number: int, before: int, gender: str) -> str:
        """Of all who are named in a sentence, the first whose gender is known to be that of a pronoun."""
        sentence = self._page.sentences[number]
        for place in range(sentence.first, min(sentence.last, before, sentence.first + _FAR)):
            name = self._named(place) if self._page.words[place].tag == "name" else None
            if self._floor and self._is_called(Phrase(place, place + 1, place), number):
                continue
            if name is not None and name.kind is ActorKind.PERSON and name.gender == gender:
                return name.full
        return ""

    def _according(self, number: int, before: int) -> list[Phrase]:
        """Whom a sentence goes by: “according to X”."""
        page = self._page
        sentence = page.sentences[number]
        end = min(sentence.last, before)
        places = range(sentence.first, min(end, sentence.first + _FAR))
        found = [according(page, place, end) for place in places if page.words[place].tag == "prep"]
        return [Phrase(one.head, one.head + 1, one.head) for one in found if one is not None]

    def _actors(self, number: int, before: int) -> list[Phrase]:
        """Who speaks or acts in a sentence, up to a word."""
        sentence = self._page.sentences[number]
        end = min(sentence.last, before)
        heads = self._heads.get(number, [])
        until = bisect_left(heads, end)
        spoke = [Phrase(head, head + 1, head) for head in heads[max(0, until - _MOST) : until]]
        if end < sentence.last:
            return [*spoke, *(phrase for phrase, _ in subjects(self._page, sentence.first, end))]
        if number not in self._subjects:
            self._subjects[number] = [phrase for phrase, _ in subjects(self._page, sentence.first, end)]
        return [*spoke, *self._subjects[number]]

    def _may_be(self, name: Name, gender: str) -> bool:
        """Whether a name can be that of a man or a woman."""
        if name.kind is None:
            known = self._page.lexicon
            return (
                not name.adjective
                and name.gender in ("", gender)
                and name.text.lower() not in known.places
                and name.text.lower() not in known.not_names
            )
        return name.kind is ActorKind.PERSON and name.gender in ("", gender)

    def _fitting(self, phrase: Phrase, gender: str) -> str:
        page = self._page
        name = self._named(phrase.head)
        if gender in ("male", "female"):
            if name is not None and self._may_be(name, gender):
                return name.full
            return self._titled.who(page.text[slice(*text_span(page.words, phrase))], page.words[phrase.first].start)
        if name is not None:
            return name.full if name.kind in _BODIES else ""
        head = page.words[phrase.head].low
        body = head in page.lexicon.bodies
        if not body and (gender == "thing" or not head.endswith("s")):
            return ""
        first = phrase.first
        while first < phrase.head and page.words[first].tag in ("det", "poss"):
            first += 1
        return page.text[page.words[first].start : page.words[phrase.last - 1].end]


def _first_alone(persons: Sequence[Name], end: int) -> tuple[str, int, frozenset[str]]:
    """The first person of a text, up to where a second one is named, and what is known of the gender."""
    first = persons[0].full if persons else ""
    until = next((one.start for one in persons if one.full != first), end)
    return first, until, frozenset(one.gender for one in persons if one.start < until)


def _spellings(known: Sequence[KnownActor]) -> dict[str, str]:
    """The desk’s name for every spelling it knows, folded; a surname too, where one actor alone has it."""
    spellings: dict[str, str] = {}
    surnames: dict[str, set[str]] = {}
    for actor in known:
        for spelling in (actor.name, *actor.aliases):
            folded = fold(spelling)
            spellings.setdefault(folded, actor.name)
            if actor.kind is ActorKind.PERSON and " " in folded:
                surnames.setdefault(folded.rpartition(" ")[2], set()).add(actor.name)
    for surname, owners in surnames.items():
        if len(owners) == 1:
            spellings.setdefault(surname, next(iter(owners)))
    return spellings
