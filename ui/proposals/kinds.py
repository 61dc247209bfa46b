"""How each kind of proposal is told apart: words, icon, tone and the line under its words. Never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ui.theme import Tone
from ui.widgets.spans import Underline
from ui.words import marked
from ui.words import tr as _tr

QUOTE, ACTOR, EVENT, FACT, ISSUE = "quote", "actor", "event", "fact", "issue"
KINDS = (QUOTE, ACTOR, EVENT, FACT, ISSUE)
"""The kinds in the order of their chips."""


@dataclass(frozen=True)
class Face:
    """What a kind is called (one of them), its icon, tone and underline; `whole` sentences get no ground."""

    title: str
    icon: str
    tone: Tone
    line: Underline
    whole: bool = False


FACES: Mapping[str, Face] = MappingProxyType(
    {
        QUOTE: Face(marked("Quote"), "quote", "blue", "solid"),
        ACTOR: Face(marked("Actor"), "users", "green", "dotted"),
        EVENT: Face(marked("Event"), "calendar-clock", "amber", "dashed", whole=True),
        FACT: Face(marked("Fact"), "info", "grey", "dash-dot", whole=True),
        ISSUE: Face(marked("Issue"), "circle-alert", "red", "wave", whole=True),
    }
)


def title(kind: str) -> str:
    """One of a kind, in the language of the window."""
    return _tr(FACES[kind].title)


def plural(kind: str) -> str:
    """Several of a kind, for its chip."""
    return {
        QUOTE: _tr("Quotes"),
        ACTOR: _tr("Actors"),
        EVENT: _tr("Events"),
        FACT: _tr("Facts"),
        ISSUE: _tr("Issues"),
    }[kind]


def chip_words(kind: str, open_ones: int, total: int) -> str:
    """A chip: how many still wait, of how many."""
    words = _tr("%1 %2 of %3") if open_ones != total else _tr("%1 %3")
    return words.replace("%1", plural(kind)).replace("%2", str(open_ones)).replace("%3", str(total))
