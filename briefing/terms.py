"""The closed lists of the field: every status, stance, grade and kind a record may carry.

The values are the words of the desk (and of CSL, Popolo and the Admiralty scale) and are stored as they stand. Some of
those are codes of a scheme: people read what `in_words` says of them. This module holds no other behaviour.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class IssueStatus(StrEnum):
    """Where an issue stands."""

    EMERGING = "emerging"
    OPEN = "open"
    IN_NEGOTIATION = "in negotiation"
    STALLED = "stalled"
    ON_HOLD = "on hold"
    PARTLY_RESOLVED = "partly resolved"
    RESOLVED = "resolved"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


CLOSED_STATUSES = frozenset({IssueStatus.RESOLVED, IssueStatus.SUPERSEDED, IssueStatus.CLOSED})


class Trend(StrEnum):
    """Which way an issue moves."""

    DETERIORATING = "deteriorating"
    UNCHANGED = "unchanged"
    IMPROVING = "improving"
    UNKNOWN = "unknown"


class Priority(StrEnum):
    """How much an issue matters to the desk, most first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DeadlineKind(StrEnum):
    """Who set a deadline."""

    NONE = "none"
    LEGAL = "legal"
    ANNOUNCED = "announced"
    SELF_IMPOSED = "self-imposed"
    OURS = "ours"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    STATE_OR_TERRITORY = "state_or_territory"
    OFFICE = "office"
    COLLECTIVE_LABEL = "collective_label"


class RelationKind(StrEnum):
    """How one actor stands to another."""

    AIDE_TO = "aide_to"
    MEMBER_OF = "member_of"
    MEDIATES = "mediates"
    REPRESENTS = "represents"
    OPPOSES = "opposes"


class Stance(StrEnum):
    """What an actor wants of an issue."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    CONDITIONAL = "conditional"
    NEUTRAL = "neutral"
    MEDIATES = "mediates"
    UNKNOWN = "unknown"


class Attribution(StrEnum):
    """How we know a position."""

    OWN_WORDS = "own words"
    REPORTED = "reported"
    INFERRED = "inferred by us"


class EventKind(StrEnum):
    """What sort of thing happened."""

    MEETING = "meeting"
    STATEMENT = "statement"
    DECISION = "decision"
    INCIDENT = "incident"
    DEADLINE = "deadline"
    PUBLICATION = "publication"
    LEGAL = "legal"


class Modality(StrEnum):
    """Whether an event took place."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    REPORTED_UNCONFIRMED = "reported_unconfirmed"


class QuoteForm(StrEnum):
    """Whole sentences, part of one, or our own words."""

    FULL = "full"
    FRAGMENT = "fragment"
    PARAPHRASE = "paraphrase"


class SpeakerCertainty(StrEnum):
    """How the source names the speaker."""

    NAMED = "named"
    BY_CONTINUATION = "by continuation"
    ANONYMOUS = "anonymous"
    COLLECTIVE = "collective"
    DISPUTED = "disputed"


class AnchorState(StrEnum):
    """What the last check of a quote against its archived text found."""

    VERIFIED = "verified"
    SOURCE_CHANGED = "source_changed"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


class Translator(StrEnum):
    """Who translated a quote."""

    NONE = "none"
    SOURCE = "source"
    OURS = "ours"
    MACHINE = "machine"
    UNKNOWN = "unknown"


class SourceType(StrEnum):
    """The CSL item types that a desk uses."""

    ARTICLE_NEWSPAPER = "article-newspaper"
    SPEECH = "speech"
    LEGISLATION = "legislation"
    REPORT = "report"
    WEBPAGE = "webpage"
    INTERVIEW = "interview"
    BROADCAST = "broadcast"
    PERSONAL_COMMUNICATION = "personal_communication"


class Held(StrEnum):
    """Whether the archive holds a whole source or passages of it."""

    FULL = "full"
    EXCERPTS = "excerpts"


class Reliability(StrEnum):
    """Admiralty grade of a source; F, cannot be judged, until somebody judges it."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty grade of an item; 6, cannot be judged, until somebody judges it."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class BriefStatus(StrEnum):
    """How far a brief has come."""

    DRAFT = "draft"
    IN_CLEARANCE = "in clearance"
    CLEARED = "cleared"
    ISSUED = "issued"
    RECALLED = "recalled"


class ClearanceResult(StrEnum):
    """What somebody answered to whom a brief was put."""

    CLEARED = "cleared"
    CLEARED_WITH_CONDITION = "cleared with condition"
    NOT_CLEARED = "not cleared"


class DecisionResult(StrEnum):
    """What a reader decided on a brief or a recommendation."""

    NOTED = "noted"
    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    DISCUSS = "discuss"


IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        SourceType.ARTICLE_NEWSPAPER: "newspaper article",
        SourceType.WEBPAGE: "web page",
        Modality.REPORTED_UNCONFIRMED: "reported, unconfirmed",
    }
)
"""The values that say something else than their own letters."""

RELIABILITY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    }
)
"""What the grades of a source mean."""

CREDIBILITY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "1": "confirmed",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "cannot be judged",
    }
)
"""What the grades of an item mean."""


def in_words(value: str) -> str:
    """A value of a closed list as people read it: `newspaper article`, `state or territory`, `C: fairly reliable`."""
    meaning = RELIABILITY_WORDS.get(value) or CREDIBILITY_WORDS.get(value)
    return f"{value}: {meaning}" if meaning else IN_WORDS.get(value) or value.replace("_", " ")
