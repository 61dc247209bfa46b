"""What is proposed from one text, before anybody has accepted anything.

All places are offsets into the canonical text in Unicode code points, start inclusive, end exclusive. A proposal says
how sure it is (0 to 1) and why, in words for people; what the text does not say is empty, never guessed.
"""

from dataclasses import dataclass, field

from briefing.terms import ActorKind, EventKind, Modality, QuoteForm, SpeakerCertainty

Span = tuple[int, int]
"""Start and end of a slice of the text."""

WRITTEN_BY_THEIR_AUTHOR = frozenset(("message/rfc822", "text/html"))
"""Media types whose author is whoever says “I” in them; that of an office document is whoever typed it."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Words of the text that name somebody: `name` is `text[start:end]`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class KnownActor:
    """An actor that the desk has already, in all the spellings it knows. `id` is the desk's, for whoever asked."""

    id: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    aliases: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedQuote:
    """Words between marks: `exact` is `text[start:end]`, without the marks and a comma of the reporter.

    `speaker` is who the text says is speaking, as it says so ("he", "an aide to Mr X"); `resolved` is the name of the
    actor meant (of a `ProposedActor`, or of a `KnownActor`), empty where it is not certain enough. They may differ,
    and either may be missing.
    """

    start: int
    end: int
    exact: str
    form: QuoteForm
    speaker: Mention | None
    resolved: str
    certainty: SpeakerCertainty
    confidence: float
    reason: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedActor:
    """Somebody or something that acts, with every place where the text names it.

    `known` is the id of the `KnownActor` it seems to be; empty for a new one. Nothing is merged without a click.
    """

    name: str
    kind: ActorKind
    role: str
    mentions: tuple[Span, ...]
    known: str = ""
    anonymous: bool = False
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    confidence: float = 0.5
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedEvent:
    """Something that happened or is planned.

    `date_literal` are the words of the text; `edtf` is empty where they cannot be resolved; `basis` says how they were.
    `conflict` is another date that the text gives for the same event; `also` are further places that tell it.
    """

    what: str
    start: int
    end: int
    date_literal: str
    edtf: str
    basis: str
    modality: Modality
    kind: EventKind = EventKind.MEETING
    place: str = ""
    actors: tuple[str, ...] = ()
    conflict: str = ""
    also: tuple[Span, ...] = ()
    confidence: float = 0.5
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedFact:
    """A figure or a statement of fact: `text[start:end]` is its sentence. `value` is as the text writes it."""

    label: str
    value: str
    unit: str
    subject: str
    start: int
    end: int
    edtf: str = ""
    confidence: float = 0.5
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedIssue:
    """Something that seems unsettled: `text[start:end]` is the sentence that says so. Low confidence by nature."""

    title: str
    start: int
    end: int
    actors: tuple[str, ...] = ()
    deadline: str = ""
    confidence: float = 0.3
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known of the text before it is read.

    Day of publication (EDTF) and language tag, each empty if unknown; the desk's own actors; and the parts that are an
    earlier message (a reply chain), as spans; and the author or sender, who says “I”.
    """

    published: str = ""
    language: str = ""
    known: tuple[KnownActor, ...] = ()
    folded: tuple[Span, ...] = ()
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """Everything proposed from one text, each kind in the order of the text."""

    language: str = ""
    quotes: tuple[ProposedQuote, ...] = field(default=())
    actors: tuple[ProposedActor, ...] = field(default=())
    events: tuple[ProposedEvent, ...] = field(default=())
    facts: tuple[ProposedFact, ...] = field(default=())
    issues: tuple[ProposedIssue, ...] = field(default=())
