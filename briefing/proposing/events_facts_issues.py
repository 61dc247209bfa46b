"""Events, facts and issues of a text that is read once for all three.

Responsible for: `found_in`, which gives the same as `find_events`, `find_facts` and `find_issues`, sooner.
Refuses to: find anything by itself.
"""

from collections.abc import Sequence

from briefing.proposing.events import events_of
from briefing.proposing.events_reading import reading, sentences_of
from briefing.proposing.facts import facts_of
from briefing.proposing.issues import issues_of
from briefing.proposing.proposal import (
    About,
    ProposedActor,
    ProposedEvent,
    ProposedFact,
    ProposedIssue,
    ProposedQuote,
)
from briefing.proposing.words import Word


def found_in(
    text: str,
    about: About,
    *,
    quotes: Sequence[ProposedQuote] = (),
    actors: Sequence[ProposedActor] = (),
    words: Sequence[Word] | None = None,
) -> tuple[tuple[ProposedEvent, ...], tuple[ProposedFact, ...], tuple[ProposedIssue, ...]]:
    """The events, the facts and the issues of `text`, each in order. `words` are those of `words.read`."""
    whole = reading(text, about, quotes=[(one.start, one.end) for one in quotes], actors=actors, words=words)
    sentences = tuple(sentences_of(whole))
    events = events_of(whole, sentences, actors)
    return events, facts_of(whole, sentences, quotes), issues_of(whole, sentences, events)
