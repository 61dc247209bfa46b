"""The verbs of a sentence with their auxiliaries: what took place, what is planned, what might be.

Responsible for: `groups`, and the modality of each. Refuses to: say whose they are, and when.
"""

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
_NOMINAL = frozenset({"name", "title", "role", "word", "noun", "num", "adj"})
_PLACED = frozenset({"det", "poss", "'s", "prep", "adj", "num"})
_AFTER_S = frozenset({"det", "name", "poss", "title", "num", "pron", "time", "sub"})
_AFTER_NOUN = frozenset({"det", "name", "poss", "title"})
_FIXED = frozenset({"place", "into"})
_ABOUT = frozenset({"over", "about", "around", "nearly", "almost", "under", "up"})
_OBJECT = frozenset({"det", "name", "num", "pron", "poss", "adj", "word", "title", "role", "noun", "sub", "adv", '"'})


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
            group = _group(words, begin, end, place, verb, report, table, skip)
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
        name = word.text[:1].isupper() and at > begin  # Theresa May
        if (word.low in _AUX or word.tag == "aux") and not name:
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
    if word.low.endswith("ing") and (word.text[:1].isupper() or word.low in table.nouns):
        return None
    first, chain = _chain(words, begin, place, table, skip)
    return Group(first=first, last=place, verb=None, modality=None, finite=not chain or chain[0] != "to")


def _group(
    words: Sequence[Word], begin: int, end: int, place: int, verb: Verb | None, report: Verb | None, table: Cues,
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
    if "would" in chain and any(word.low in table.conditions for word in words[begin:end]):
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
        return not set(form) <= {"b", "s"} or bool(set(chain) & (_WILL | _DO | table.skipped | {"to"}))
    if before is None:
        return False
    if before.tag in _PLACED or before.low in ("of", "and/or"):
        return False
    if "p" in form:
        verb = table.verbs.get(word.low)
        behind = place + 1
        while behind in skip:
            behind += 1
        after = words[behind] if behind < len(words) else None
        complete = verb is None or verb.base in table.alone or "n" not in form
        counted = (
            place + 2 < len(words) and words[place + 2].tag == "num" and (after is not None and after.low in _ABOUT)
        )
        return (
            complete
            or counted
            or (
                after is not None
                and after.tag in _OBJECT
                and (behind == place + 1 or after.tag in ("det", "poss", "num", "sub"))
            )
        )
    if "g" in form:
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    if form == "b" and before.low in ("who", "which"):
        return True
    if form == "b":
        plural = before.low.endswith("s") and before.tag in ("word", "role", "noun", "name")
        return plural and before.low not in table.verbs and (after is None or after.tag not in ("aux", "say"))
    if word.low in table.nouns and (after is None or after.tag not in _AFTER_NOUN):
        return False
    object_of_it = after is not None and (after.low in table.nouns or after.low in _FIXED)
    if not object_of_it and (after is None or after.tag not in _AFTER_S):
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
