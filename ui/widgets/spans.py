"""Stretches of a text that stand for something: what they look like, so that none is told apart by its colour alone.

Responsible for: ground, line and ink of a stretch. Refuses to: know what it stands for, and where it is painted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtGui import QColor, QTextCharFormat

from ui.tokens import Tokens, Tone

Underline = Literal["solid", "dotted", "dashed", "dash-dot", "wave"]
_STYLES: Mapping[Underline, QTextCharFormat.UnderlineStyle] = MappingProxyType(
    {
        "solid": QTextCharFormat.UnderlineStyle.SingleUnderline,
        "dotted": QTextCharFormat.UnderlineStyle.DotLine,
        "dashed": QTextCharFormat.UnderlineStyle.DashUnderline,
        "dash-dot": QTextCharFormat.UnderlineStyle.DashDotLine,
        "wave": QTextCharFormat.UnderlineStyle.WaveUnderline,
    }
)


@dataclass(frozen=True)
class Span:
    """The characters `start` to `end` (code points) stand for `key`.

    `ground` says whether they have a coloured ground too; `here` marks what is chosen, `done` what is decided.
    """

    key: str
    start: int
    end: int
    tone: Tone
    line: Underline
    ground: bool = True
    here: bool = False
    done: bool = False


def look(tokens: Tokens, span: Span) -> QTextCharFormat:
    """How a stretch is painted."""
    made, pair = QTextCharFormat(), tokens.pill(span.tone)
    made.setUnderlineStyle(_STYLES[span.line])
    made.setUnderlineColor(QColor(pair.fg))
    if span.here:
        made.setBackground(QColor(tokens.highlight.bg))
        made.setForeground(QColor(tokens.highlight.fg))
    elif span.ground and not span.done:
        made.setBackground(QColor(pair.bg))
        made.setForeground(QColor(tokens.text))
    return made


def at(spans: Sequence[Span], point: int) -> str:
    """What the shortest stretch over a place stands for; empty where there is none."""
    over = [one for one in spans if one.start <= point < one.end]
    return min(over, key=lambda one: one.end - one.start).key if over else ""


def in_painting_order(spans: Sequence[Span]) -> list[Span]:
    """Long ones first, so that the short ones in them are seen; what is chosen lies on top."""
    return sorted(spans, key=lambda one: (one.here, one.start - one.end, one.start))
