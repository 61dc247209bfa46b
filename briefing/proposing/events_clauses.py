"""Clauses of a sentence: where it ends, whose a verb is, and what is said of it, as a short title.

Responsible for: sentences, subjects, complements and titles of our making. Refuses to: parse; to say when.
"""

import re
from collections.abc import Sequence

from briefing.proposing.events_verbs import Group
from briefing.proposing.events_words import Cues
from briefing.proposing.words import Word

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "’s", "’re"})
_HAVE = frozenset({"has", "have", "had", "’ve", "having"})
_STOPS = frozenset({".", ":", ";", "p", "(", ")", "-"})
_SUBJECT = 12
_LONGEST = 160
_SAID, _CONTENT = 13, 16
_NEAR = 6
_LOOSE = frozenset({"prep", "det", "conj", "adv", "poss", "pron"})
_NAMING = frozenset({"word", "noun", "name", "role", ","})
_RELATIVES = frozenset({"who", "which"})


def sentences(words: Sequence[Word], known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Sentences as places of words, end exclusive; what goes on without end is cut.

    One that begins with Mr or Ms after a name (`known`: places) is cut where a full stop is missing.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for place, word in enumerate(words):
        missing = (
            word.tag == "title"
            and place > begin
            and words[place - 1].tag == "name"
            and words[place - 1].low in known
            and word.low in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.")
        )
        if missing:
            found.append((begin, place))
            begin = place
        elif word.tag == "p" or (word.tag == "." and not in_number(words, place)) or place - begin >= _LONGEST:
            if place > begin:
                found.append((begin, place))
            begin = place + 1
    if begin < len(words):
        found.append((begin, len(words)))
    return found


def subject(
    words: Sequence[Word], begin: int, group: Group, all_groups: Sequence[Group], table: Cues, skip: frozenset[int]
) -> list[int]:
    """The places of the words that a verb is said of; empty where there are none."""
    at = _before_plan(words, begin, group.first, table)
    if at > begin and words[at - 1].tag == ",":
        for place in range(at - 2, max(begin, at - _SUBJECT * 2), -1):
            if words[place].low in _RELATIVES and words[place - 1].tag == ",":  # X, who lives in Y, met
                at = place - 1
                break
    low = begin
    behind_another = False
    for other in all_groups:
        bare = other.first == other.last and words[other.last].low.endswith("ing")  # a union representing nurses
        if other.last < at and not bare and (other.finite or other.verb is None):
            low = max(low, other.last + 1)
            behind_another = not other.report
    place = at - 1
    while place >= low and not (
        words[place].tag in _STOPS
        or words[place].tag == '"'
        or words[place].low in table.opens
        or words[place].tag == "rel"
        or words[place].low in _RELATIVES
    ):
        place -= 1
    if (
        place > low
        and (words[place].low in _RELATIVES or (words[place].low == "that" and words[place - 1].tag in _NAMING))
        and all(one in skip or words[one].tag == "adv" for one in range(place + 1, at))
    ):
        end = place - 1 if words[place - 1].tag == "," else place
        inner = list(range(max(begin, end - _SUBJECT), end))
        kept = _trimmed(words, _last_chunk(words, inner), table, skip)
        return kept if words[place].low in _RELATIVES or len(kept) <= _NEAR else []
    chunk = _chunk(words, list(range(place + 1, at)))
    joined = next((one for one in reversed(chunk) if words[one].tag == "conj"), None)
    if behind_another and joined is not None:  # he will speak in A and B will go: only B goes
        chunk = [one for one in chunk if one > joined]
    return _trimmed(words, chunk, table, skip)


def _before_plan(words: Sequence[Word], begin: int, first: int, table: Cues) -> int:
    """Before “is due”, “agreed”, “are expected” in front of an infinitive."""
    at = first
    if at > begin and words[at].low == "to" and words[at - 1].low in table.planned:
        at -= 1
        while at > begin and (words[at - 1].low in _BE | _HAVE or words[at - 1].tag in ("aux", "adv")):
            at -= 1
    return at


def _split(words: Sequence[Word], places: Sequence[int]) -> list[list[int]]:
    chunks: list[list[int]] = [[]]
    for place in places:
        if words[place].tag == ",":
            chunks.append([])
        else:
            chunks[-1].append(place)
    return chunks


def _chunk(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    """The part of a region between commas that is the subject: an apposition between commas is passed over."""
    chunks = _split(words, places)
    if chunks[-1]:
        return chunks[-1]
    return chunks[-3] if len(chunks) > 2 else chunks[0]


def _last_chunk(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    return next((chunk for chunk in reversed(_split(words, places)) if chunk), [])


def _trimmed(words: Sequence[Word], places: Sequence[int], table: Cues, skip: frozenset[int]) -> list[int]:
    kept = [place for place in places if place not in skip and words[place].tag != '"']
    while kept and (words[kept[0]].low in table.lead or words[kept[0]].tag in ("adv", "conj", "sub", "prep", "'s")):
        del kept[0]
    while kept and (words[kept[-1]].tag in ("adv", "conj", "prep") or words[kept[-1]].low in table.adverbs):
        del kept[-1]
    if len(kept) > _SUBJECT:
        cut = next(
            (n for n, place in enumerate(kept) if n > 1 and words[place].tag == "prep" and words[place].low != "of"), 0
        )
        kept = kept[:cut] if cut else kept[-_SUBJECT:]
    return kept


def complement(words: Sequence[Word], end: int, group: Group, table: Cues, skip: frozenset[int]) -> list[int]:
    """The places of the words that a verb says, up to where its clause ends; dates are left out."""
    if group.verb and group.verb.base == "react" and (tail := _participles(words, group.last + 1, end)):
        return tail
    kept: list[int] = []
    content = False
    aside = 0
    for place in range(group.last + 1, min(end, group.last + 40)):
        word = words[place]
        if place in skip or word.tag == '"':
            continue
        if word.low == "that" and not kept and not content:
            content = True
            continue
        if content and word.tag == "," and (aside or len(kept) > 2):
            aside = 0 if aside else 1
            continue
        if aside:
            continue
        if word.tag in (",", ".") and in_number(words, place):
            kept.append(place)
            continue
        if word.tag in _STOPS or word.tag in (",", "rel") or (word.low in table.closes and not content):
            break
        if word.low == "to" and len(kept) > 1 and _verbal(words, place + 1, end, table):
            break
        verbal = word.tag in ("verb", "aux", "say", "judge") and word.low not in table.nouns
        if (
            not content
            and kept
            and words[kept[-1]].low != "to"
            and (verbal or (word.low not in table.nouns and _starts_a_clause(words, place)))
        ):
            break
        if word.tag == "conj" and (
            _verbal(words, place + 1, end, table) or (not content and _clause_follows(words, place + 1, end))
        ):
            break
        if word.low in table.report and "p" in table.report[word.low].form and not content:
            break
        kept.append(place)
        if len(kept) >= (_CONTENT if content else _SAID):
            break
    while kept and (words[kept[-1]].low in table.edges or words[kept[-1]].tag in _LOOSE):
        del kept[-1]
    return kept


def in_number(words: Sequence[Word], place: int) -> bool:
    """Whether a comma or full stop stands within a number: 1.8, 10,000."""
    if not 0 < place < len(words) - 1:
        return False
    around = words[place - 1 : place + 2]
    return (
        len(around) == 3
        and around[0].end == around[1].start
        and around[1].end == around[2].start
        and around[2].tag == "num"
    )


def _starts_a_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a form in -ing goes on behind a noun: `an ad showing the minister`."""
    word = words[place]
    return (
        len(word.low) > 5
        and word.low.endswith("ing")
        and words[place - 1].tag in ("word", "name", "noun")
        and (place + 1 < len(words) and words[place + 1].tag in ("det", "name", "prep", "poss", "title"))
    )


def _participles(words: Sequence[Word], begin: int, end: int) -> list[int]:
    """How somebody reacted: `, putting up roadblocks and firing guns`."""
    for place in range(begin, min(end - 1, begin + 6)):
        if words[place].tag == "," and words[place + 1].low.endswith("ing"):
            return list(range(place, min(end, place + 15)))
    return []


def _clause_follows(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether a short subject and its verb follow: `and leaders may return`."""
    for at in range(place, min(end, place + 4)):
        if words[at].tag == "aux" and words[at].low != "to":
            return at > place
        if words[at].tag in ("prep", ",", "conj", "."):
            return False
    return False


def _verbal(words: Sequence[Word], place: int, end: int, table: Cues) -> bool:
    if place >= end:
        return False
    word = words[place]
    return word.tag in ("verb", "aux", "pron", "say") or (word.low in table.verbs and word.low not in table.nouns)


def written(text: str, words: Sequence[Word], places: Sequence[int]) -> str:
    """The words at these places in one line, without quotation marks."""
    parts: list[str] = []
    for at, place in enumerate(places):
        word = words[place]
        glued = at > 0 and words[places[at - 1]].end == word.start and places[at - 1] == place - 1
        if at and word.low == "s" and text[word.start - 1 : word.start] in ("’", "'"):
            parts.append(text[word.start - 1 : word.end])  # behind an abbreviation: D.C.’s
            continue
        parts.append(word.text if glued or not parts or word.tag in (",", "'s") else f" {word.text}")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
