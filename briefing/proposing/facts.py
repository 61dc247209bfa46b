"""Figures in a text, each with its unit, what it is of, its sentence and, where the sentence gives one, its date.

Responsible for: `find_facts`. Refuses to: calculate, to take the numbers of dates, lists and laws, and to take a figure
out of a quotation of nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.proposing.events_clauses import in_number, written
from briefing.proposing.events_reading import Sentence, Text, reading, sentences_of
from briefing.proposing.facts_figures import Figure, figures
from briefing.proposing.languages import ENGLISH, found, load
from briefing.proposing.proposal import About, ProposedActor, ProposedFact, ProposedQuote
from briefing.proposing.words import Word
from briefing.wording import say

_FAR = 8
_BEFORE = 10
_RELATIVES = frozenset({"which", "who"})
_LEAST = 1
_STOPS = frozenset({".", "p", ",", ";", ":", "(", ")", "-", '"', "rel", "sub"})


@dataclass(frozen=True)
class _Phrases:
    """The phrases of a language that make a statement of fact, or make a number none."""

    independence: re.Pattern[str]
    shares: re.Pattern[str]
    limits: re.Pattern[str]
    rates: frozenset[str]


@lru_cache(maxsize=16)
def _phrases(tag: str) -> _Phrases:
    table = load(tag, "cues")["facts"]

    def either(key: str) -> str:
        words = sorted(
            {form for one in table[key] for form in (one, one[:1].upper() + one[1:])}, key=lambda one: (-len(one), one)
        )
        return "|".join(re.escape(one).replace("\\ ", r"\s") for one in words)

    return _Phrases(
        independence=re.compile(rf"\b(?:{either('independence')})\b"),
        shares=re.compile(
            rf"\b(?P<share>(?:(?:{either('before_shares')})\s)?(?:{either('shares')}))\s(?:{either('share_of')})\s"
            rf"(?=the\s[A-Z]|[A-Z])"
        ),
        limits=re.compile(rf"\s(?:{either('limits')})\b"),
        rates=frozenset(table["rates"]),
    )


def find_facts(
    text: str,
    about: About,
    *,
    quotes: Sequence[ProposedQuote] = (),
    actors: Sequence[ProposedActor] = (),
    words: Sequence[Word] | None = None,
) -> tuple[ProposedFact, ...]:
    """The figures of `text` in order."""
    whole = reading(text, about, quotes=[(one.start, one.end) for one in quotes], actors=actors, words=words)
    return facts_of(whole, tuple(sentences_of(whole)), quotes)


def facts_of(whole: Text, sentences: Sequence[Sentence], quotes: Sequence[ProposedQuote]) -> tuple[ProposedFact, ...]:
    """The figures of a text that was read already."""
    tag = found(whole.about.language, "cues") or ENGLISH
    speakers = {(one.start, one.end): one.resolved or (one.speaker.name if one.speaker else "") for one in quotes}
    all_figures = list(figures(whole.text, tag, [(one.start, one.end) for one in whole.dates]))
    told: list[ProposedFact] = []
    at = 0
    for sentence in sentences:
        start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
        while at < len(all_figures) and all_figures[at].start < start:
            at += 1
        while at < len(all_figures) and all_figures[at].end <= end + 1:
            fact = _fact(whole, sentence, all_figures[at], speakers)
            if fact is not None:
                told.append(fact)
            at += 1
        told += _others(whole, sentence)
    seen: set[tuple[str, str, str]] = set()
    once = []
    for fact in told:
        key = (fact.value.lower(), fact.unit, fact.label.lower())
        if key not in seen and not any(first <= fact.start < last for first, last in whole.about.folded):
            seen.add(key)
            once.append(fact)
    return tuple(once)


def _fact(whole: Text, sentence: Sentence, figure: Figure, speakers: dict[tuple[int, int], str]) -> ProposedFact | None:
    quote = whole.quote_at(figure.start, figure.end)
    speaker = speakers.get(quote, "") if quote is not None else ""
    if quote is not None and not speaker:
        return None
    if whole.text.startswith("?", whole.words[sentence.end - 1].end):
        return None
    phrases = _phrases(found(whole.about.language, "cues") or ENGLISH)
    first = whole.at(figure.start)
    before = whole.words[first - 1] if first > sentence.begin else None
    if before is not None and before.low in phrases.rates:
        return None
    if phrases.limits.match(whole.text, figure.end):
        return None  # a limit, not a figure
    if before is not None and before.tag == "name" and figure.kind == "count" and before.end + 1 == figure.start:
        return None  # the Fortune 500 companies
    if figure.spelt and figure.kind == "count" and not _struck(whole, sentence):
        return None
    of, label = _labelled(whole, sentence, figure)
    if len(re.findall(r"[^\W\d]+", label)) < (1 if "’s …" in label or "'s …" in label else _LEAST) + len(
        figure.unit.split()
    ) * (figure.kind != "money"):
        return None
    start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
    confidence = 0.4 if figure.spelt or not of else 0.6
    reason = say("a figure with its unit")
    if speaker:
        reason = say("a figure with its unit; said by %1", speaker)
        confidence -= 0.1
    return ProposedFact(
        label=label, value=figure.value, unit=figure.unit, subject=of, start=start, end=end,
        edtf=_as_at(sentence), confidence=confidence, reason=reason,
    )  # fmt: skip


def _struck(whole: Text, sentence: Sentence) -> bool:
    """Whether a sentence tells of dead, hurt, held: there a number in words counts too."""
    return any(word.low in whole.table.casualties for word in whole.words[sentence.begin : sentence.end])


def _as_at(sentence: Sentence) -> str:
    """The one date of a sentence; empty where it has several, or one that is a bound."""
    known = [one.edtf for one in sentence.dates if one.edtf and ".." not in one.edtf]
    return known[0] if len(known) == 1 else ""


def _labelled(whole: Text, sentence: Sentence, figure: Figure) -> tuple[str, str]:
    """(whose figure, the words around it with “…” for the figure itself)."""
    words = whole.words
    first, last = whole.at(figure.start), whole.at(figure.end)
    if first - 1 > sentence.begin and words[first - 1].tag == "'s":
        owner = _phrase_before(words, sentence.begin, first - 1)
        subject = _called(whole, owner)
    else:
        owner = []
        subject = _subject(whole, sentence, first)
    before = [*owner, first - 1] if owner else _before(whole, sentence, first)
    behind = _behind(whole, sentence, last)
    head = written(whole.text, words, before)
    unit = figure.unit if figure.kind != "money" else ""
    label = " ".join(part for part in (head, "…", unit, behind) if part)
    return subject, label[:1].upper() + label[1:]


def _before(whole: Text, sentence: Sentence, place: int) -> list[int]:
    """Up to ten words before a figure, from where their clause begins."""
    kept: list[int] = []
    place -= 1
    while (
        place >= sentence.begin
        and len(kept) < _BEFORE
        and not (whole.words[place].tag in _STOPS and not in_number(whole.words, place))
    ):
        if place not in sentence.skip:
            kept.insert(0, place)
        place -= 1
    if kept and whole.words[kept[0]].low in _RELATIVES:
        place, kept = kept[0], kept[1:]
    if place > sentence.begin and whole.words[place].low in _RELATIVES:
        comma = whole.words[place - 1].tag == ","
        kept = [*_phrase_before(whole.words, sentence.begin, place - comma), *kept]
    while kept and (
        whole.words[kept[0]].tag in ("adv", "conj", "det") or whole.words[kept[0]].low in ("that", "however")
    ):
        kept.pop(0)
    return kept


def _behind(whole: Text, sentence: Sentence, place: int) -> str:
    """Up to eight words behind a figure, to the end of their phrase."""
    kept: list[int] = []
    while place < sentence.end and len(kept) < _FAR:
        if whole.words[place].tag in _STOPS and not in_number(whole.words, place):
            break
        if place not in sentence.skip:
            kept.append(place)
        place += 1
    while kept and (
        whole.words[kept[-1]].low in whole.table.edges or whole.words[kept[-1]].tag in ("prep", "det", "conj")
    ):
        kept.pop()
    return written(whole.text, whole.words, kept)


def _phrase_before(words: Sequence[Word], begin: int, place: int) -> list[int]:
    """The noun phrase that ends before `place`."""
    kept: list[int] = []
    place -= 1
    while (
        place >= begin
        and len(kept) < _FAR
        and (words[place].tag in ("name", "word", "adj", "noun", "role", "num", "'s") or in_number(words, place))
    ):
        kept.insert(0, place)
        place -= 1
    return kept


def _subject(whole: Text, sentence: Sentence, first: int) -> str:
    """The words before the first verb of the clause in which a figure stands; empty if the figure stands there."""
    words, table = whole.words, whole.table
    begin = first
    while begin > sentence.begin and first - begin < 24 and words[begin - 1].tag not in ("sub", ";", ":", '"'):
        if words[begin - 1].tag == "conj" and begin - 1 > sentence.begin and words[begin - 2].tag == ",":
            break
        begin -= 1
        if words[begin].low in _RELATIVES:
            break
    if words[begin].low in _RELATIVES:
        return _called(whole, _phrase_before(words, sentence.begin, begin - (words[begin - 1].tag == ",")))
    verb = next((at for at in range(begin, first) if _is_verb(whole, at)), None)
    if verb is None:
        return ""
    kept = [at for at in range(begin, verb) if at not in sentence.skip]
    commas = [at for at in kept if words[at].tag == ","]
    if commas and commas[-1] != kept[-1]:
        kept = [at for at in kept if at > commas[-1]]
    while kept and (
        words[kept[0]].low in table.lead or words[kept[0]].tag in ("adv", "conj", "det", "prep", ",", "(", ")", "-")
    ):
        kept.pop(0)
    while kept and words[kept[-1]].tag in (",", "adv", "conj", "prep", "(", ")", "-"):
        kept.pop()
    if not kept or len(kept) > _FAR or words[kept[0]].tag == "pron" or words[kept[0]].low in table.pronouns:
        return ""
    name = _called(whole, kept)
    return name[:1].upper() + name[1:]


def _called(whole: Text, places: Sequence[int]) -> str:
    """The actor that these words name, as it is proposed; the words themselves if they name none, or several."""
    if not places:
        return ""
    first, last = whole.words[places[0]], whole.words[places[-1]]
    names = whole.named(first.start, last.end)
    return names[0] if len(names) == 1 else written(whole.text, whole.words, places)


def _is_verb(whole: Text, place: int) -> bool:
    word = whole.words[place]
    before = whole.words[place - 1].tag if place else ""
    if word.tag == "aux":
        return True
    if before in ("det", "prep", "poss", "'s"):
        return False
    verb = whole.table.verbs.get(word.low)
    known = word.low in whole.table.past or word.low in whole.table.measures or (verb is not None and "p" in verb.form)
    return known or word.tag in ("verb", "say", "judge")


def _others(whole: Text, sentence: Sentence) -> list[ProposedFact]:
    """Years of independence, and what most of a people do."""
    start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
    if whole.inside_quote(start, start + 1):
        return []
    facts: list[ProposedFact] = []
    phrases = _phrases(found(whole.about.language, "cues") or ENGLISH)
    if (won := phrases.independence.search(whole.text, start, end)) is not None:
        date = next((one for one in sentence.dates if one.start >= won.end() and one.written and one.edtf), None)
        owner = _subject(whole, sentence, whole.at(won.start()) + 1)
        if date is not None and owner:
            label = say("%1: independence", owner)
            facts.append(_stated(label, date.edtf, say("year") if len(date.edtf) == 4 else "", owner, (start, end)))
    if (most := phrases.shares.search(whole.text, start, end)) is not None:
        words = [at for at in range(whole.at(most.end()), sentence.end) if at not in sentence.skip][:10]
        owner_words = words[:6]
        verb = next((n for n, at in enumerate(owner_words) if whole.words[at].tag in ("aux", "verb")), 0)
        owner = _called(whole, owner_words[:verb])
        rest = written(whole.text, whole.words, words)
        if owner:
            facts.append(_stated(rest[:1].upper() + rest[1:], most["share"].lower(), "", owner, (start, end)))
    return facts


def _stated(label: str, value: str, unit: str, subject: str, span: tuple[int, int]) -> ProposedFact:
    return ProposedFact(
        label=label, value=value, unit=unit, subject=subject, start=span[0], end=span[1], confidence=0.4,
        reason=say("a statement of fact"),
    )  # fmt: skip
