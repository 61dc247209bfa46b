"""Which colour a word wears: the window's reading of statuses, priorities, states and stances."""

from __future__ import annotations

from types import MappingProxyType

from ui.tokens import Tone
from ui.words import word as translated

_TONES: MappingProxyType[str, Tone] = MappingProxyType(
    {
        "open": "blue", "emerging": "blue", "in negotiation": "blue", "stalled": "amber", "on hold": "amber",
        "partly resolved": "green", "resolved": "green", "superseded": "grey", "closed": "grey",
        "critical": "red", "high": "red", "medium": "amber", "low": "grey", "overdue": "red",
        "deteriorating": "red", "unchanged": "grey", "improving": "green", "unknown": "grey",
        "verified": "green", "source_changed": "red", "ambiguous": "red", "missing": "red",
        "paraphrase": "grey", "cited": "grey", "key": "blue", "derived": "amber", "date conflict": "amber",
        "source in the bin": "amber",
        "no source": "amber",
        "occurred": "green", "ongoing": "blue", "planned": "blue", "planned, not confirmed": "amber",
        "cancelled": "grey", "in the bin": "grey", "reported, unconfirmed": "amber",
        "supports": "green", "opposes": "red", "conditional": "amber", "neutral": "grey", "mediates": "blue",
        "deadline has passed": "red", "no next step": "amber", "review is due": "amber",
        "two dates for one event": "amber", "deadline": "amber", "next step due": "grey", "review": "grey",
        "new": "green", "changed": "blue", "deleted": "red",
        "draft": "blue", "in clearance": "amber", "cleared": "green", "issued": "green", "recalled": "red",
    }
)  # fmt: skip

_WORDS = MappingProxyType({"verified": "verbatim ✓", "source_changed": "source changed", "missing": "not in source"})


def tone(word: str) -> Tone:
    """The tone of a tag; grey for words that carry no judgement."""
    return _TONES.get(word, "grey")


def shown(word: str) -> str:
    """A tag as it is shown: `On hold`, `verbatim ✓`."""
    return translated(spelled(word))


def known_tags() -> tuple[str, ...]:
    """Every tag that has a colour or words of its own."""
    return (*_TONES, *_WORDS)


def spelled(word: str) -> str:
    """A tag in English, as the translators see it."""
    if word in _WORDS:
        return _WORDS[word]
    return word[:1].upper() + word[1:] if word else ""


def pill(word: str) -> tuple[str, Tone]:
    """Words and tone of a pill for a tag."""
    return shown(word), tone(word)
