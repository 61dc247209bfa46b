"""What a name seems to name, by its own words and by those beside it.

Responsible for: persons, bodies, states and peoples told apart, as far as the text or the language data say.
Refuses to: decide where nothing speaks for a kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import VERBAL, Word
from briefing.terms import ActorKind

_OPENS = frozenset((".", "p", '"', ":", "-", "(", "q"))
_TITLE_CASE = 0.6
_ALL_CAPITALS = 0.85
_SHORTEST_HEADLINE = 5
_LONGEST_HEADLINE = 30
_LONGEST_ACRONYM = 6
_LONGEST_ASIDE = 10


@dataclass(frozen=True)
class Surroundings:
    """Which words the text writes with a capital inside of sentences, which small, and which lines are headlines."""

    inner: frozenset[str]
    small: frozenset[str]
    headlines: tuple[tuple[int, int], ...]
    in_headline: frozenset[int]

    def begins(self, words: Sequence[Word], place: int) -> bool:
        """Whether the capital of a word may be that of a sentence."""
        return place == 0 or words[place - 1].tag in _OPENS

    def believes(self, words: Sequence[Word], begin: int, end: int) -> bool:
        """Whether the words from `begin` are a name, not only the beginning of a sentence or of a headline."""
        word = words[begin]
        if begin in self.in_headline:
            return all(one.low in self.inner for one in words[begin:end])
        if not self.begins(words, begin) or word.low in self.inner:
            return True
        if word.low in self.small:
            return False
        if end - begin > 1:
            return True
        after = words[end].tag if end < len(words) else ""
        if after == "," and end + 1 < len(words):
            then = words[end + 1]
            return then.tag in ("num", "rel") or (then.tag in VERBAL and then.form in "pg")
        return after in VERBAL or after in ("aux", "'s", "-", ":") or word.text[1:] != word.text[1:].lower()


def surroundings(words: Sequence[Word], known: Lexicon) -> Surroundings:
    """What the whole text says of its capitals, in one pass."""
    inner: set[str] = set()
    small: set[str] = set()
    headlines: list[tuple[int, int]] = []
    begin = 0
    for end in [place for place, word in enumerate(words) if word.tag == "p"] + [len(words)]:
        line = words[begin:end]
        letters = [word for word in line if word.text[0].isalpha() and word.tag not in ("prep", "det", "conj", "'s")]
        capitals = sum(word.text[0].isupper() for word in letters)
        share = capitals / max(1, len(letters))
        ends = bool(line) and line[-1].tag == "."
        headline = (
            _SHORTEST_HEADLINE <= len(letters) <= _LONGEST_HEADLINE
            and share >= (_ALL_CAPITALS if ends else _TITLE_CASE)
            and not any(word.tag == "." for word in line[:-1])
        )
        if headline:
            headlines.append((begin, end))
        else:
            opens = True
            for word in line:
                if word.tag == "name" and not opens:
                    inner.add(word.low)
                elif word.text[0].islower():
                    small.add(word.low)
                opens = word.tag in _OPENS
        begin = end + 1
    places = frozenset(place for first, last in headlines for place in range(first, last))
    return Surroundings(frozenset(inner), frozenset(small), tuple(headlines), places)


def _by_ending(lows: Sequence[str], known: Lexicon) -> str:
    """What a given name’s ending says, in a language where it does: Jovana, Jovan."""
    if not known.feminine or len(lows) < 2:
        return ""
    return "female" if lows[0].endswith(known.feminine) else "male" if lows[0][-1:] not in "eoiеои" else ""


def kind_of(words: Sequence[Word], run: tuple[int, int, int], known: Lexicon) -> tuple[ActorKind | None, str, bool]:
    """The kind of a name, its gender, and whether it is an adjective such as “Serbian”."""
    first, begin, end = run
    lows = [word.low for word in words[begin:end]]
    whole = " ".join(lows)
    titles = [known.titles[word.low] for word in words[first:begin] if word.low in known.titles]
    if titles:
        gender = next((one for one in titles if one), "") or known.given.get(lows[0], "") or _by_ending(lows, known)
        return ActorKind.PERSON, gender, False
    if whole in known.states or whole in known.capitals:
        return ActorKind.STATE_OR_TERRITORY, "", False
    if whole in known.demonyms:
        return ActorKind.STATE_OR_TERRITORY, "", True
    if whole in known.places or whole in known.not_names:
        return None, "", False
    if whole.endswith("s") and (whole in known.roles or whole[:-1] in known.demonyms or whole[:-1] in known.not_names):
        return ActorKind.GROUP, "", False
    if _is_body(words[begin:end], lows, known):
        return ActorKind.ORGANISATION, "", False
    if lows[0] in known.given and (len(lows) > 1 or _acts(words, end)):
        return ActorKind.PERSON, known.given[lows[0]], False
    if len(lows) == 3 and len(lows[1]) == 2 and lows[1].endswith("."):
        return ActorKind.PERSON, "", False  # Warren E. Holm
    before = words[begin - 1] if begin else None
    introduced = before is not None and before.tag == "role" and before.low not in known.bodies
    described = _described(words, begin, end, known)
    aged = end + 1 < len(words) and words[end].tag == "," and words[end + 1].tag == "num"
    if (introduced or described or aged or any(low in known.suffixes for low in lows[1:])) and len(lows) < 5:
        return ActorKind.PERSON, _by_ending(lows, known), False
    return None, _by_ending(lows, known), False


def _described(words: Sequence[Word], begin: int, end: int, known: Lexicon) -> bool:
    """Whether what follows a name can only follow a person: “, who”, “later said”, “, the chief of police,”."""
    place = end
    while place < len(words) and words[place].tag == "adv" and place - end < 3:
        place += 1
    if place >= len(words):
        return False
    if words[place].tag in ("say", "judge") or words[end].low.startswith("who"):
        return True
    if words[end].tag == "," and end + 1 < len(words):
        if words[end + 1].low.startswith("who"):
            return True
        aside = words[end + 1 : end + _LONGEST_ASIDE]
        stop = next((number for number, word in enumerate(aside) if word.tag in (",", ".", "p")), len(aside))
        explains = bool(aside) and aside[0].tag in ("det", "poss", "role", "title") and stop < len(aside)
        return explains and any(word.tag == "role" and word.low not in known.bodies for word in aside[:stop])
    dashed = begin > 0 and words[begin - 1].tag == "-" and end - begin > 1
    return dashed and words[end].tag in ("p", ".", '"')


def is_role(low: str, known: Lexicon) -> bool:
    """Whether a word with a capital is what somebody is: “Sprecher”, “SPD-Vorsitzende”."""
    if low in known.roles:
        return True
    tail = low.rpartition("-")[2]
    if tail != low and (tail in known.roles or tail in known.titles):
        return True
    return known.noun_capitals and any(low.endswith(role) for role in known.long_roles)


def _acts(words: Sequence[Word], end: int) -> bool:
    return end < len(words) and (words[end].tag in VERBAL or words[end].tag in ("aux", "'s"))


def _is_body(words: Sequence[Word], lows: Sequence[str], known: Lexicon) -> bool:
    if any(low in known.known_bodies for low in lows[:1]) or any(low in known.bodies for low in lows):
        return True
    letters = words[0].text.replace(".", "")
    return len(words) == 1 and 1 < len(letters) <= _LONGEST_ACRONYM and letters.isupper() and letters.isalpha()
