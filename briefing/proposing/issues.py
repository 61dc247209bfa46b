"""What a text seems to leave unsettled: an impasse, a deadline, something not recognised; and its own contradictions.

Responsible for: `find_issues`. Refuses to: be sure. Every proposal is of low confidence; one topic is proposed once.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.proposing.events_clauses import written
from briefing.proposing.events_merging import days_of
from briefing.proposing.events_reading import Sentence, Text, reading, sentences_of
from briefing.proposing.languages import ENGLISH, found, load
from briefing.proposing.proposal import About, ProposedActor, ProposedEvent, ProposedIssue, Span
from briefing.proposing.words import Word
from briefing.terms import EventKind, Modality
from briefing.wording import say

_FAR = 9
_LONG = 18
_STOPS = frozenset({".", "p", ",", ";", ":", "(", ")", "-", '"'})
_SAID = frozenset({"verb", "say"})
_ASKS = frozenset({"what", "when", "whether", "how", "why", "where", "which"})
_FULL = frozenset({"name", "word", "noun", "role", "title", "adj"})
_LEAST, _MOST, _MORE = 0.25, 0.45, 0.05


@dataclass(kw_only=True)
class _Candidate:
    family: str
    kind: str
    phrase: str
    topic: str
    start: int
    end: int
    deadline: str
    actors: tuple[str, ...]
    content: frozenset[str]
    stands_in: bool
    times: int = 1
    phrases: list[str] = field(default_factory=list)


@lru_cache(maxsize=16)
def _cues(tag: str) -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, Sequence[str]]]:
    """(a pattern of all phrases, phrase → kind, kind → family and title) of a language."""
    table = load(tag, "cues")
    kinds = {phrase: kind for kind, phrases in table["issues"].items() for phrase in phrases}
    longest = sorted(kinds, key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(re.escape(phrase).replace("\\ ", r"\s") for phrase in longest)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE), kinds, table["issue_kinds"]


def find_issues(
    text: str,
    about: About,
    *,
    events: Sequence[ProposedEvent] = (),
    actors: Sequence[ProposedActor] = (),
    words: Sequence[Word] | None = None,
) -> tuple[ProposedIssue, ...]:
    """The issue candidates of `text` in order, and a question for each event with two days."""
    whole = reading(text, about, actors=actors, words=words)
    return issues_of(whole, tuple(sentences_of(whole)), events)


def issues_of(whole: Text, sentences: Sequence[Sentence], events: Sequence[ProposedEvent]) -> tuple[ProposedIssue, ...]:
    """The issue candidates of a text that was read already."""
    tag = found(whole.about.language, "cues") or ENGLISH
    dues = [
        (one.start, one.edtf) for one in events if one.kind is EventKind.DEADLINE and one.modality is Modality.PLANNED
    ]
    merged: list[_Candidate] = []
    for candidate in _candidates(whole, sentences, tag, dues):
        _merge(merged, candidate)
    issues = [_proposed(one, tag) for one in merged] + list(questions(events))
    return tuple(sorted(issues, key=lambda one: (one.start, one.end)))


def questions(events: Sequence[ProposedEvent]) -> Iterator[ProposedIssue]:
    """A question for each event for which the text gives two days."""
    for event in events:
        if event.conflict and event.edtf:
            start, end = event.also[-1] if event.also else (event.start, event.end)
            yield ProposedIssue(
                title=say("Which day: %1? %2", days_of(event.edtf, event.conflict), event.what),
                start=start,
                end=end,
                actors=event.actors,
                confidence=0.5,
                reason=say("the text gives two days for one event"),
            )


def _candidates(
    whole: Text, sentences: Sequence[Sentence], tag: str, dues: Sequence[tuple[int, str]]
) -> Iterator[_Candidate]:
    pattern, kinds, about_kinds = _cues(tag)
    hits = [(match.start(), match.end()) for match in pattern.finditer(whole.text)]
    words = load(tag, "cues")["issue_words"]
    at = 0
    for sentence in sentences:
        if at == len(hits):
            return
        start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
        while at < len(hits) and hits[at][0] < end:
            first, last = hits[at]
            at += 1
            if first < start or any(low <= first < high for low, high in whole.about.folded):
                continue
            phrase = " ".join(whole.text[first:last].lower().split())
            kind = kinds.get(phrase, "")
            if not kind:
                continue
            places = _topic(whole, sentence, kind, (first, last), words["before_topic"])
            topic = written(whole.text, whole.words, places)
            if kind == "recognition":
                topic = " – ".join(written(whole.text, whole.words, run) for run in _names(whole, sentence))
            content = frozenset(whole.words[place].low for place in places if whole.words[place].tag in _FULL)
            if not topic or not content:
                continue
            family = about_kinds[kind][0]
            if family == "open" and any(whole.table.nouns.get(word) is EventKind.MEETING for word in content):
                family = "talks"
            yield _Candidate(
                family=family,
                kind=kind,
                phrase=phrase,
                topic=topic,
                start=start,
                end=end,
                deadline=_deadline(whole, sentence, kind, dues),
                actors=whole.named(start, end),
                content=content,
                stands_in=bool(content & set(words["stand_ins"])) and len(content) < 4,
            )


def _deadline(whole: Text, sentence: Sentence, kind: str, dues: Sequence[tuple[int, str]]) -> str:
    start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
    at = bisect_left(dues, (start, ""))
    due = dues[at][1] if at < len(dues) and dues[at][0] < end else ""
    if due or kind not in ("postponed", "deadline", "demand", "validity"):
        return due
    return next((one.edtf for one in sentence.dates if one.facing > 0 and one.edtf), "")


def _topic(whole: Text, sentence: Sentence, kind: str, hit: Span, before_topic: Sequence[str]) -> list[int]:
    """The words that say what is unsettled."""
    first, last = whole.at(hit[0]), whole.at(hit[1])
    if kind == "recognition":
        return [place for run in _names(whole, sentence) for place in run]
    if kind in ("deadlock", "failed"):
        return _talks(whole, sentence) or _before(whole, sentence, first)
    if kind == "tension":
        return _where(whole, sentence, first, last)
    if kind == "validity":
        return _before(whole, sentence, first)
    if kind == "postponed":
        behind = _behind(whole, sentence, last)
        return behind if behind and whole.words[behind[0]].tag not in ("prep",) else _before(whole, sentence, first)
    word = whole.words[last].low if last < sentence.end else ""
    opened = whole.words[last - 1].low in before_topic or word in before_topic
    behind = _behind(whole, sentence, last) if opened else []
    if kind == "undisclosed":
        behind = list(range(last - 1, behind[-1] + 1)) if behind and whole.words[last - 1].low in _ASKS else behind
    elif kind != "deadline":
        behind = _phrase(whole, behind)
    return behind or _before(whole, sentence, first)


def _names(whole: Text, sentence: Sentence) -> list[list[int]]:
    """The first two names of a sentence, each as the places of its words; states before others."""
    runs: list[list[int]] = []
    for place in range(sentence.begin, sentence.end):
        if whole.words[place].tag != "name" or place in sentence.skip:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        elif place > sentence.begin or _known(whole, place):
            runs.append([place])
    chosen: dict[str, list[int]] = {}
    for run in runs:
        chosen.setdefault(written(whole.text, whole.words, run).lower(), run)
    states = [run for name, run in chosen.items() if name in whole.places]
    pair = states if len(states) > 1 else list(chosen.values())
    return pair[:2] if len(pair) > 1 else []


def _known(whole: Text, place: int) -> bool:
    """Whether a word that begins a sentence is a name: of a state, of an actor, or no plural."""
    word = whole.words[place]
    return word.low in whole.places or not word.low.endswith("s") or bool(whole.named(word.start, word.end))


def _talks(whole: Text, sentence: Sentence) -> list[int]:
    """The talks of a sentence with what is said of them."""
    words = whole.words
    for place in range(sentence.begin, sentence.end):
        if whole.table.nouns.get(words[place].low) is not EventKind.MEETING or words[place].low == "part":
            continue
        first = last = place
        while first > sentence.begin and words[first - 1].tag in ("word", "name", "adj", "noun") and place - first < 4:
            first -= 1
        while last + 1 < sentence.end and last - first < _LONG and not _ends_phrase(words[last + 1]):
            last += 1
        return _bare(whole, range(first, last + 1))
    return []


def _ends_phrase(word: Word) -> bool:
    return word.tag in _STOPS or (_says(word) and (word.tag == "aux" or not word.low.endswith("s")))


def _where(whole: Text, sentence: Sentence, first: int, last: int) -> list[int]:
    """Where tension is, or between whom; nothing where the sentence does not say it."""
    behind = _behind(whole, sentence, last)
    behind = _phrase(whole, behind)
    if behind and any(whole.words[place].tag == "name" for place in behind):
        return [*range(first, last), *behind]
    for place in range(sentence.begin, sentence.end - 1):
        if whole.words[place].low in ("in", "between") and place not in sentence.skip:
            near = [
                one
                for one in range(place + 1, min(sentence.end, place + 4))
                if whole.words[one].tag in _FULL | {"conj"}
            ]
            if any(whole.words[one].tag == "name" for one in near):
                return _bare(whole, [*range(first, last), place, *near])
    return []


def _before(whole: Text, sentence: Sentence, place: int) -> list[int]:
    """What stands before a phrase in its clause, without an aside between commas."""
    kept: list[int] = []
    aside = False
    at = place - 1
    while at >= sentence.begin and len(kept) < _FAR + 3:
        word = whole.words[at]
        if word.tag == "," and (aside or kept or at > place - 3):
            aside = not aside
        elif word.tag in _STOPS or word.tag in ("sub", "rel") or word.low == "that":
            break
        elif not aside and at not in sentence.skip:
            kept.insert(0, at)
        at -= 1
    while kept and _trails(whole, whole.words[kept[-1]]):
        kept.pop()
    return _bare(whole, kept)


def _trails(whole: Text, word: Word) -> bool:
    """Whether a word before a phrase is only its auxiliary."""
    return word.low == "not" or (
        word.tag in ("aux", "adv", "verb", "prep", "det") and word.low not in whole.table.nouns
    )


def _behind(whole: Text, sentence: Sentence, place: int) -> list[int]:
    kept: list[int] = []
    while place < sentence.end and len(kept) < _FAR and whole.words[place].tag not in _STOPS:
        if place in sentence.skip:
            break
        kept.append(place)
        place += 1
    return _bare(whole, kept)


def _says(word: Word) -> bool:
    return word.tag == "aux" or (word.tag in _SAID and not word.low.endswith("ing"))


def _phrase(whole: Text, places: Sequence[int]) -> list[int]:
    """What comes before the first verb."""
    verb = next((n for n, place in enumerate(places) if _ends_phrase(whole.words[place])), len(places))
    return _bare(whole, places[:verb])


def _bare(whole: Text, places: Sequence[int]) -> list[int]:
    kept = list(places)
    while (
        kept
        and whole.words[kept[0]].low not in _ASKS
        and (whole.words[kept[0]].tag in ("det", "conj", "adv") or whole.words[kept[0]].low in ("on", "for", "to"))
    ):
        kept.pop(0)
    while kept and (
        whole.words[kept[-1]].low in whole.table.edges or whole.words[kept[-1]].tag in ("prep", "det", "conj", "rel")
    ):
        kept.pop()
    return kept


def _merge(merged: list[_Candidate], new: _Candidate) -> None:
    for old in merged[-_FAR:]:
        if old.family == new.family and _one(old, new):
            old.times += 1
            old.deadline = old.deadline or new.deadline
            old.actors = tuple(dict.fromkeys((*old.actors, *new.actors)))
            if old.stands_in and not new.stands_in:
                old.topic, old.kind = new.topic, new.kind
            old.content |= new.content
            old.phrases.append(new.phrase)
            return
    new.phrases.append(new.phrase)
    merged.append(new)


def _one(old: _Candidate, new: _Candidate) -> bool:
    if new.family in ("talks", "tension") or (new.start, new.end) == (old.start, old.end):
        return True
    return old.stands_in or new.stands_in or len(old.content & new.content) > 1


def _proposed(one: _Candidate, tag: str) -> ProposedIssue:
    title = _cues(tag)[2][one.kind][1]
    topic = one.topic
    whole = f"{title}: {topic}" if title else f"{topic[:1].upper()}{topic[1:]}"
    confidence = min(
        _MOST, _LEAST + _MORE * (one.times - 1) + _MORE * bool(one.deadline) + _MORE * (len(one.actors) > 1)
    )
    return ProposedIssue(
        title=whole,
        start=one.start,
        end=one.end,
        actors=one.actors,
        deadline=one.deadline,
        confidence=round(confidence, 2),
        reason=say("the text says: %1", ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(one.phrases))),
    )
