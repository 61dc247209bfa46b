"""All proposals of one text: each part reads it once, and hands on what the next one needs.

Responsible for: the order of the parts, and what they share. Refuses to: store, or to know a store.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.proposing.actors import find_actors
from briefing.proposing.events import events_of
from briefing.proposing.events_reading import reading, sentences_of
from briefing.proposing.facts import facts_of
from briefing.proposing.guessing import guess
from briefing.proposing.issues import issues_of
from briefing.proposing.names import names_in
from briefing.proposing.proposal import About, Proposals, ProposedActor, ProposedQuote
from briefing.proposing.quotes import Quoted, find
from briefing.proposing.speakers import Attribution, attribute
from briefing.proposing.vocabulary import lexicon
from briefing.proposing.words import read
from briefing.terms import ActorKind
from briefing.wording import say

_ARTICLE = len("the ")
"""So many characters the words for a body may begin earlier than its name."""


def propose(text: str, about: About | None = None) -> Proposals:
    """Everything that `text` offers, in its order. Takes time in proportion to its length, whatever it holds."""
    about = about or About()
    about = about if about.language else replace(about, language=guess(text))
    words = read(text, lexicon(about.language))
    names = names_in(text, about.language, words)
    quoted = find(text, about.language, about.folded)
    attributed = attribute(text, quoted, about, names, words)
    quotes = tuple(_quote(text, one, by, about.language) for one, by in zip(quoted, attributed, strict=True))
    actors = find_actors(text, about, words=words, names=names, quotes=quotes)
    whole = reading(text, about, quotes=[(one.start, one.end) for one in quotes], actors=actors, words=words)
    sentences = tuple(sentences_of(whole))
    events = events_of(whole, sentences, actors)
    return Proposals(
        language=about.language,
        quotes=_with_bodies(quotes, actors),
        actors=actors,
        events=events,
        facts=facts_of(whole, sentences, quotes),
        issues=issues_of(whole, sentences, events),
    )


def _with_bodies(quotes: Sequence[ProposedQuote], actors: Sequence[ProposedActor]) -> tuple[ProposedQuote, ...]:
    """The quotes whose speaker is a body or a group that is proposed as an actor, with its name as whom is meant.

    A person is meant only where the speakers' own rules say so: an aide to somebody is never that somebody.
    """
    named = {
        end: (start, actor.name)
        for actor in actors
        if actor.kind is not ActorKind.PERSON and not actor.anonymous
        for start, end in actor.mentions
    }
    answers = []
    for quote in quotes:
        start, name = named.get(quote.speaker.end, (-1, "")) if quote.speaker else (-1, "")
        whole = quote.speaker is not None and start >= 0 and abs(start - quote.speaker.start) <= _ARTICLE
        answers.append(replace(quote, resolved=name) if whole and not quote.resolved else quote)
    return tuple(answers)


def _quote(text: str, quoted: Quoted, by: Attribution, language: str) -> ProposedQuote:
    """A quotation with its speaker; as sure as the less sure of both."""
    return ProposedQuote(
        start=quoted.start,
        end=quoted.end,
        exact=text[quoted.start : quoted.end],
        form=quoted.form,
        speaker=by.speaker,
        resolved=by.resolved,
        certainty=by.certainty,
        confidence=min(quoted.confidence, by.confidence) if by.speaker else round(quoted.confidence / 2, 2),
        reason=by.reason if quoted.confidence >= by.confidence else say("%1 %2", by.reason, quoted.reason),
        language=language,
    )
