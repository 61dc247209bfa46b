"""Clauses of a sentence: its verbs with their modality, whose they are, and what is said of it, as a short title.

Responsible for: verb groups, subjects, complements and titles of our making. Refuses to: parse; to say when.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.events_words import Cues, Verb
from briefing.proposing.words import Word
from briefing.terms import Modality

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "’s", "’re"})
_WAS = frozenset({"was", "were", "been", "got"})
_HAVE = frozenset({"has", "have", "had", "’ve", "having"})
_WILL = frozenset({"will", "would", "shall", "’ll", "won’t", "wouldn’t"})
_DO = frozenset({"do", "does", "did", "don’t", "doesn’t", "didn’t"})
_NOT = frozenset({"not", "never", "didn’t", "won’t", "wouldn’t", "doesn’t", "don’t", "hasn’t", "haven’t", "hadn’t",
                  "isn’t", "wasn’t", "weren’t", "no", "neither"})  # fmt: skip
_AUX = _BE | _HAVE | _WILL | _DO | _NOT | frozenset(
    {"to", "may", "might", "could", "can", "must", "should", "cannot", "couldn’t", "ought"}
)  # fmt: skip
_STOPS = frozenset({".", ":", ";", "p", "(", ")", "-"})
_NOMINAL = frozenset({"name", "title", "role", "word", "noun", "num", "adj"})
_PLACED = frozenset({"det", "poss", "'s", "prep", "adj", "num"})
_ABOUT = frozenset({"over", "about", "around", "nearly", "almost", "under", "up"})
_OBJECT = frozenset({"det", "name", "num", "pron", "poss", "adj", "word", "title", "role", "noun", "sub", "adv", '"'})
_SUBJECT = 12
_RELATIVES = frozenset({"who", "which"})


@dataclass(frozen=True, kw_only=True)
class Group:
    """A verb with its auxiliaries: words `first` to `last` of a text.

    `verb` is None for one that is no happening; `modality` None where it did not and will not happen, or is unsure.
    """

    first: int
    last: int
    verb: Verb | None
    modality: Modality | None
    passive: bool = False
    finite: bool = True
    report: bool = False
    dated_only: bool = False


def sentences(words: Sequence[Word], known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Sentences as places of words, end exclusive.

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
        elif word.tag == "p" or (word.tag == "." and not in_number(words, place)):
            if place > begin:
                found.append((begin, place))
            begin = place + 1
    if begin < len(words):
        found.append((begin, len(words)))
    return found


def groups(words: Sequence[Word], begin: int, end: int, table: Cues, skip: frozenset[int]) -> list[Group]:
    """The verbs of a sentence in order; `skip` holds the places of words that are dates."""
    found: list[Group] = []
    for place in range(begin, end):
        if place in skip:
            continue
        word = words[place]
        verb = table.verbs.get(word.low) if word.text[:1].islower() or place == begin else None
        report = table.report.get(word.low) if word.text[:1].islower() else None
        if verb or report:
            group = _group(words, begin, place, verb, report, table, skip)
        else:
            group = _other(words, begin, place, table, skip)
        if group is not None:
            found.append(group)
    return found


def _chain(words: Sequence[Word], begin: int, place: int, table: Cues, skip: frozenset[int]) -> tuple[int, list[str]]:
    """(where the auxiliaries of a verb begin, those auxiliaries)."""
    first = place
    chain: list[str] = []
    at = place - 1
    while at >= begin and place - at < 10:
        word = words[at]
        if word.low in _AUX or (word.tag == "aux"):
            first = at
            chain.insert(0, word.low)
        elif not (at in skip or word.low in table.adverbs or word.tag == "adv" or (word.low.endswith("ly"))):
            break
        at -= 1
    return first, chain


def _other(words: Sequence[Word], begin: int, place: int, table: Cues, skip: frozenset[int]) -> Group | None:
    """A verb that tells no happening by itself: the date beside it may be its own."""
    word = words[place]
    regular = word.low.endswith("ed") and len(word.low) > 4 and "-" not in word.text and word.low not in table.not_past
    if word.tag not in ("verb", "judge", "say") and not (regular and word.text[:1].islower()):
        return None
    before = words[place - 1] if place > begin else None
    if before is None or before.tag in _PLACED:
        return None
    first, chain = _chain(words, begin, place, table, skip)
    return Group(first=first, last=place, verb=None, modality=None, finite=not chain or chain[0] != "to")


def _group(
    words: Sequence[Word], begin: int, place: int, verb: Verb | None, report: Verb | None, table: Cues,
    skip: frozenset[int],
) -> Group | None:  # fmt: skip
    first, chain = _chain(words, begin, place, table, skip)
    form = (verb or report).form  # type: ignore[union-attr]
    before = words[place - 1] if place > begin else None
    if not _is_verb(words, place, form, chain, before, table, skip):
        return None
    is_report = report is not None and bool(set(form) & {"p", "s"})
    base = (verb or report).base  # type: ignore[union-attr]
    modality, passive, finite, dated = _read(words, begin, first, form, chain, base, table)
    if finite and any(word.low in table.conditions for word in words[max(begin, first - 8) : first]):
        modality = None
    return Group(
        first=first, last=place, verb=verb, modality=modality, passive=passive, finite=finite, report=is_report,
        dated_only=dated,
    )  # fmt: skip


def _is_verb(
    words: Sequence[Word],
    place: int,
    form: str,
    chain: Sequence[str],
    before: Word | None,
    table: Cues,
    skip: frozenset[int],
) -> bool:
    word = words[place]
    if chain:
        return True
    if before is None:
        return False
    if before.tag in _PLACED or before.low in ("of", "and/or"):
        return False
    if "p" in form:
        verb = table.verbs.get(word.low)
        after = words[place + 1] if place + 1 < len(words) else None
        complete = verb is None or verb.base in table.alone or "n" not in form
        counted = (
            place + 2 < len(words) and words[place + 2].tag == "num" and (after is not None and after.low in _ABOUT)
        )
        return complete or counted or (after is not None and after.tag in _OBJECT and place + 1 not in skip)
    if "g" in form:
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    if form == "b":
        plural = before.low.endswith("s") and before.tag in ("word", "role", "noun", "name")
        return plural and before.low not in table.verbs and (after is None or after.tag not in ("aux", "say"))
    if after is None or after.tag not in ("det", "name", "poss", "title", "num", "pron", "time", "sub"):
        return False
    return before.tag in ("name", "role", "pron") or (before.tag in ("word", "noun") and before.low not in table.edges)


def _read(
    words: Sequence[Word], begin: int, first: int, form: str, chain: Sequence[str], base: str, table: Cues
) -> tuple[Modality | None, bool, bool, bool]:
    """(modality, passive, finite, counts only with a date) of a verb form behind its auxiliaries."""
    links = set(chain)
    nots, bes, haves = links & _NOT, links & _BE, links & _HAVE
    participle = "n" in form
    passive = participle and bool(bes)
    if nots:
        held = base in table.held and (base != "hold" or passive)
        return (Modality.CANCELLED if held and not links & _WILL else None), passive, True, True
    if haves and links & (_WILL | table.skipped | {"to"}):
        return (Modality.REPORTED_UNCONFIRMED if links & {"may", "might", "to"} else None), passive, True, True
    if links & table.skipped:
        return None, passive, True, True
    if links & _WILL:
        return Modality.PLANNED, passive, True, True
    if "to" in links:
        return _infinitive(words, begin, first, chain, table, passive=passive)
    if "g" in form:
        return (
            (Modality.ONGOING, False, True, True)
            if (bes and not haves) or "been" in links
            else (None, False, False, True)
        )
    if participle and bes:
        if links & _WAS:
            return Modality.OCCURRED, True, True, False
        return (Modality.ONGOING if "being" in links else None), True, True, True
    if haves and participle:
        return Modality.OCCURRED, False, True, False
    if links & _DO:
        return (Modality.OCCURRED if "did" in links else None), False, True, False
    if "p" in form and not chain:
        return Modality.OCCURRED, False, True, False
    return (Modality.PLANNED if form in ("b", "s") else None), False, form in ("b", "s"), True


def _infinitive(
    words: Sequence[Word], begin: int, first: int, chain: Sequence[str], table: Cues, *, passive: bool
) -> tuple[Modality | None, bool, bool, bool]:
    """A verb behind “to”: planned behind is, due, agreed; else the aim of another verb."""
    ahead = chain[: chain.index("to")]
    before = words[first - 1].low if first > begin else ""
    if set(ahead) & (_BE | _WILL) or before in table.planned:
        return Modality.PLANNED, passive, True, True
    if passive and first > begin and words[first - 1].tag in _NOMINAL:
        return Modality.PLANNED, True, True, True
    return None, passive, False, True


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
    for other in all_groups:
        if other.last < at and (other.finite or other.verb is None):
            low = max(low, other.last + 1)
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
        place >= low
        and words[place].low in _RELATIVES
        and all(one in skip or words[one].tag == "adv" for one in range(place + 1, at))
    ):
        end = place - 1 if words[place - 1].tag == "," else place
        inner = list(range(max(begin, end - _SUBJECT), end))
        return _trimmed(words, _last_chunk(words, inner), table, skip)
    return _trimmed(words, _chunk(words, list(range(place + 1, at))), table, skip)


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
    while kept and (words[kept[0]].low in table.lead or words[kept[0]].tag in ("adv", "conj", "sub", "prep")):
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
        if not content and kept and (verbal or _starts_a_clause(words, place)):
            break
        if word.tag == "conj" and (place in skip or _verbal(words, place + 1, end, table)):
            break
        if word.low in table.report and "p" in table.report[word.low].form and not content:
            break
        kept.append(place)
        if len(kept) >= (16 if content else 11):
            break
    while kept and (
        words[kept[-1]].low in table.edges or words[kept[-1]].tag in ("prep", "det", "conj", "adv", "poss")
    ):
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
        parts.append(word.text if glued or not parts or word.tag in (",", "'s") else f" {word.text}")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
