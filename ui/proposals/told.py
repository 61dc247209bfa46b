"""A proposal in words: its row in the list, who is meant, how it was understood, how sure that is.

Responsible for: one wording in list, card and tool tips. Refuses to: read the store more than for names of actors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefing.desk import Desk
from briefing.desk.review_items import Item, State
from briefing.model import Actor
from briefing.proposing.proposal import (
    ProposedActor,
    ProposedEvent,
    ProposedFact,
    ProposedIssue,
    ProposedQuote,
)
from briefing.rules import dates
from ui.forms.fields import choice_words
from ui.proposals import kinds
from ui.theme import Tone
from ui.widgets.labels import isolate, one_line
from ui.widgets.rows import RowText
from ui.widgets.spans import Span
from ui.words import cut
from ui.words import tr as _tr

CERTAIN, LIKELY = 0.85, 0.6
"""From so much confidence on a proposal is called so."""
LEVELS: Mapping[str, float] = {"certain": CERTAIN, "likely": LIKELY, "possible": 0.0}
_TONES: Mapping[str, Tone] = {"certain": "green", "likely": "blue", "possible": "amber"}


def level(confidence: float) -> str:
    """`certain`, `likely` or `possible`."""
    return next(name for name, least in LEVELS.items() if confidence >= least)


def level_words(name: str) -> str:
    """A level in the language of the window."""
    return {"certain": _tr("certain"), "likely": _tr("likely"), "possible": _tr("possible")}[name]


def level_pill(confidence: float) -> tuple[str, Tone]:
    """The pill of a confidence."""
    name = level(confidence)
    return level_words(name), _TONES[name]


def heading(item: Item) -> str:
    """What is proposed, in as few words as its record will have."""
    match item.proposal:
        case ProposedQuote(exact=exact):
            return f"“{exact}”"
        case ProposedActor(name=name):
            return name
        case ProposedEvent(what=what):
            return what
        case ProposedFact(label=label, value=value, unit=unit):
            figure = " ".join(part for part in (value, unit) if part)
            return f"{label}: {figure}" if figure and label else label or figure
        case ProposedIssue(title=title):
            return title


def second(desk: Desk, item: Item) -> str:
    """The line below it: who, when, where."""
    match item.proposal:
        case ProposedQuote():
            return speaker_words(item.proposal)
        case ProposedActor() as actor:
            known = known_name(desk, item)
            same = _tr("same as %1?").replace("%1", isolate(known)) if known else _tr("new")
            return _joined(choice_words(actor.kind), actor.role or actor.affiliation, same)
        case ProposedEvent() as event:
            when = dates.describe(event.edtf, short=True) if event.edtf else event.date_literal
            clash = _tr("two dates") if event.conflict else ""
            return _joined(choice_words(event.modality), when, event.place, clash)
        case ProposedFact() as fact:
            return _joined(fact.subject, dates.describe(fact.edtf, short=True) if fact.edtf else "")
        case ProposedIssue() as issue:
            return _joined(", ".join(issue.actors), dates.describe(issue.deadline, short=True))


def speaker_words(quote: ProposedQuote) -> str:
    """Who speaks: as the text names them, and who is meant where that is somebody else."""
    mention = quote.speaker.name if quote.speaker is not None else ""
    if not mention and not quote.resolved:
        return _tr("Speaker unknown")
    if mention and quote.resolved and mention != quote.resolved:
        words = _tr("%1, that is %2").replace("%2", isolate(quote.resolved))
        return words.replace("%1", isolate(f"“{one_line(mention)}”"))
    return quote.resolved or mention


def known_name(desk: Desk, item: Item) -> str:
    """The actor of the store that a proposed actor seems to be; empty for none."""
    return desk.title(Actor.KIND, item.known[0]) if item.known else ""


def actor_of(item: Item, items: Iterable[Item]) -> Item | None:
    """The proposed actor whom the words that name the speaker of a quote stand for; None for a pronoun or nobody."""
    quote = item.proposal
    if not isinstance(quote, ProposedQuote) or quote.speaker is None:
        return None
    start, end = quote.speaker.start, quote.speaker.end
    named = [
        (last - first, one)
        for one in items
        if isinstance(one.proposal, ProposedActor) and one.state is not State.REJECTED
        for first, last in one.proposal.mentions
        if start <= first and last <= end
    ]
    whole = [one for length, one in named if length == end - start]
    return whole[0] if whole else None


def suggested(item: Item, items: Iterable[Item], said_on: str) -> dict[str, Any]:
    """What the desk cannot know of a quote and the fields suggest: the day, and who is named by the same words."""
    if item.kind != kinds.QUOTE:
        return {}
    found: dict[str, Any] = {"date_edtf": said_on} if said_on else {}
    actor = actor_of(item, items) if not item.known else None
    speaker = actor.record or (actor.known[0] if len(actor.known) == 1 else "") if actor is not None else ""
    return {**found, "speaker": speaker} if speaker else found


def row(desk: Desk, item: Item) -> RowText:
    """A proposal as a row of the list."""
    rejected = item.state == State.REJECTED
    if item.state == State.ACCEPTED:
        pill: tuple[str, Tone] = (_tr("accepted ✓"), "green")
    elif rejected:
        pill = (_tr("rejected"), "grey")
    else:
        pill = level_pill(item.confidence)
    face = kinds.FACES[item.kind]
    line = _joined(kinds.title(item.kind), second(desk, item))
    quote = item.kind == kinds.QUOTE
    return RowText(cut(one_line(heading(item)), 200), line, (pill,), quote=quote, icon=face.icon, quiet=rejected)


def places(item: Item) -> tuple[tuple[int, int], ...]:
    """Every place of the text that stands for a proposal: an actor has one for each mention."""
    if isinstance(item.proposal, ProposedActor) and item.proposal.mentions:
        return item.proposal.mentions
    return ((item.start, item.end),)


def spans(item: Item, *, here: bool) -> list[Span]:
    """The stretches of the text that stand for a proposal."""
    face, done = kinds.FACES[item.kind], item.state != State.OPEN
    found = [
        Span(item.key, start, end, face.tone, face.line, ground=not face.whole, here=here, done=done)
        for start, end in places(item)
    ]
    if here and isinstance(item.proposal, ProposedQuote) and (speaker := item.proposal.speaker) is not None:
        found.append(Span(item.key, speaker.start, speaker.end, "amber", "solid"))
    return found


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
