"""Happenings in a text, each with its day, whether it took place, who and where, and why it was proposed.

Responsible for: `find_events`. A happening is a verb or a noun of `cues.toml` with a date, or a strong verb of somebody
named. Refuses to: take what might happen, what somebody denies, and what a pronoun that nobody can resolve does.
"""

from collections.abc import Sequence

from briefing.proposing.events_found import dated, undated
from briefing.proposing.events_merging import merged
from briefing.proposing.events_nouns import of_nouns
from briefing.proposing.events_reading import Draft, Sentence, Text, reading, sentences_of
from briefing.proposing.proposal import About, ProposedActor, ProposedEvent, Span
from briefing.proposing.words import Word
from briefing.rules import dates
from briefing.terms import ActorKind

_LEAST = 0.2


def find_events(
    text: str,
    about: About,
    *,
    quotes: Sequence[Span] = (),
    actors: Sequence[ProposedActor] = (),
    words: Sequence[Word] | None = None,
) -> tuple[ProposedEvent, ...]:
    """The happenings of `text` in order. `quotes` are the slices in quotation marks, `words` those of `words.read`."""
    whole = reading(text, about, quotes=quotes, actors=actors, words=words)
    return events_of(whole, tuple(sentences_of(whole)), actors)


def events_of(whole: Text, found: Sequence[Sentence], actors: Sequence[ProposedActor]) -> tuple[ProposedEvent, ...]:
    """The happenings of a text that was read already."""
    persons = {actor.name for actor in actors if actor.kind is ActorKind.PERSON and not actor.anonymous}
    drafts: list[Draft] = []
    last = ""
    for sentence in found:
        if _folded(whole, sentence):
            continue
        start, end = whole.words[sentence.begin].start, whole.words[sentence.end - 1].end
        told = list(dated(whole, sentence, last)) if sentence.dates else []
        told += of_nouns(whole, sentence) if sentence.dates else ()
        taken = frozenset(
            group.last
            for group in sentence.groups
            for one in told
            if one.start <= whole.words[group.last].start < one.end
        )
        drafts += told
        drafts += undated(whole, sentence, taken)
        named = [name for name in whole.named(start, end) if name in persons]
        last = named[0] if len(named) == 1 else "" if named else last
    return tuple(
        _proposed(draft)
        for draft in merged(drafts, whole.about.published, whole.table.once)
        if draft.confidence >= _LEAST
    )


def _folded(whole: Text, sentence: Sentence) -> bool:
    start = whole.words[sentence.begin].start
    return any(first <= start < last for first, last in whole.about.folded)


def _proposed(draft: Draft) -> ProposedEvent:
    dates.bounds(draft.edtf)
    return ProposedEvent(
        what=draft.what,
        start=draft.start,
        end=draft.end,
        date_literal=draft.date.words if draft.date else "",
        edtf=draft.edtf,
        basis=draft.basis,
        modality=draft.modality,
        kind=draft.kind,
        place=draft.place,
        actors=draft.actors,
        conflict=draft.conflict,
        also=tuple(sorted(set(draft.also) - {(draft.start, draft.end)})),
        confidence=round(max(draft.confidence, 0.05), 2),
        reason=draft.reason,
    )
