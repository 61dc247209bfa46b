"""Happenings that a noun tells: Friday’s talks, the 26 September debate, the results of the election on 8 November.

Responsible for: `of_nouns`. Refuses to: tell what the noun's sentence says of it.
"""

from collections.abc import Iterator

from briefing.proposing.dates import FoundDate
from briefing.proposing.events_clauses import written
from briefing.proposing.events_dates import governed, when
from briefing.proposing.events_merging import TALKS as _TALKS
from briefing.proposing.events_reading import Draft, Sentence, Text, place_in
from briefing.terms import EventKind, Modality
from briefing.wording import say

_DAY = 10
_REACH = 5
_NOT = frozenset({"no", "not", "never", "without", "didn’t", "won’t", "if", "could", "might"})
_INSIDE = frozenset({"name", "word", "adj", "noun", "num", "role"})


def of_nouns(whole: Text, sentence: Sentence) -> Iterator[Draft]:
    """The happenings of a sentence that are nouns with a date."""
    for date in sentence.dates:
        places = _behind(whole, sentence, date) if date.noun else _before(whole, sentence, date)
        if not places:
            continue
        noun = whole.words[places[-1]].low
        if noun in whole.table.objects:
            continue
        places += _tail(whole, sentence, places[-1] + 1) if date.noun else []
        enough = noun in whole.table.single or noun in _TALKS or date.words.startswith("for ")
        if len(places) < 2 and not (enough and len(date.edtf.strip("./")) == _DAY):
            continue
        what = written(whole.text, whole.words, places)
        end = max(date.end, whole.words[places[-1]].end)
        draft = Draft(
            base=noun,
            kind=whole.table.nouns[noun],
            modality=Modality.PLANNED if date.facing > 0 else Modality.OCCURRED,
            what=what[:1].upper() + what[1:],
            start=min(date.start, whole.words[places[0]].start),
            end=end,
            date=date,
            content=frozenset(whole.words[place].low for place in places),
            confidence=0.45 if date.edtf else 0.25,
            reason=say("“%1” with a date", noun),
        )
        draft.edtf, draft.basis = when(date, whole.about.published)
        draft.place = (
            place_in(whole, draft.start, min(len(whole.text), end + 40), noun, [date]) if not date.noun else ""
        )
        draft.actors = whole.named(draft.start, draft.end)
        if whole.inside_quote(draft.start, draft.end):
            draft.confidence -= 0.15
        yield draft


def _behind(whole: Text, sentence: Sentence, date: FoundDate) -> list[int]:
    """The words up to the noun behind a date: `Friday’s crisis talks`."""
    place = whole.at(date.end)
    if place < sentence.end and whole.words[place].tag == "'s":
        place += 1
    places: list[int] = []
    while (
        place < sentence.end
        and len(places) < _REACH
        and whole.words[place].tag in _INSIDE
        and place not in sentence.skip
    ):
        places.append(place)
        if whole.words[place].low in whole.table.nouns:
            return places
        place += 1
    return []


def _tail(whole: Text, sentence: Sentence, place: int) -> list[int]:
    """What names the happening behind its noun: `talks between A and B`, `election in A`, `debate at A`."""
    places: list[int] = []
    while place < sentence.end and len(places) < _REACH:
        word = whole.words[place]
        joins = (
            word.low in ("in", "at", "between", "of", "on", "with") if not places else word.low in ("and", "the", "of")
        )
        if place in sentence.skip or not (joins or (places and word.tag in ("name", "title"))):
            break
        places.append(place)
        place += 1
    while places and whole.words[places[-1]].tag not in ("name", "title"):
        places.pop()
    return places


def _before(whole: Text, sentence: Sentence, date: FoundDate) -> list[int]:
    """The words up to the noun right before a date that no verb claims: `the results of the election on 3 May`."""
    place = whole.at(date.start) - 1
    if place <= sentence.begin or whole.words[place].low not in whole.table.nouns:
        return []
    group = governed(whole, sentence, date)
    free = any(group is not None and group.last < whole.at(other.start) < place for other in sentence.dates)
    if group is not None and group.last < place and not free and not date.words.startswith("for "):
        own = group.verb is not None and (
            group.verb.base in whole.table.light or group.verb.kind is EventKind.MEETING or place - group.last < 3
        )
        if own:
            return []
    if any(word.low in _NOT for word in whole.words[max(sentence.begin, place - 8) : place]):
        return []
    places = [place]
    while place > sentence.begin and len(places) < _REACH and whole.words[place - 1].tag in _INSIDE:
        place -= 1
        if place in sentence.skip or whole.words[place].low in whole.table.verbs:
            break
        places.insert(0, place)
    return places
