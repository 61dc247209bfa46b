"""The colours of the window, named by what they are for, in a light, a dark and a sepia set.

Responsible for: the token sets and for the list of pairs that must stay readable (WCAG AA).
Refuses to: know about widgets, fonts or Qt. A colour that is not here is not used by the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Tone = Literal["red", "amber", "green", "grey", "blue"]
TONES: tuple[Tone, ...] = ("red", "amber", "green", "grey", "blue")


@dataclass(frozen=True)
class Pair:
    """Ink and ground that are only ever used together, as ``#rrggbb``."""

    fg: str
    bg: str


@dataclass(frozen=True)
class Tokens:
    """One colour scheme. Every value is ``#rrggbb``; surfaces go from ``side`` up to ``card``."""

    name: str
    dark: bool
    side: str  # sidebar, menu bar, status bar
    page: str  # the ground cards lie on
    card: str  # cards, lists, panes, fields
    line: str  # hairlines between surfaces: decoration, never the only sign of anything
    field_line: str  # the border that says "you can type here"
    hover: str
    text: str
    muted: str
    faint: str  # disabled text only: WCAG exempts it
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    red: Pair
    amber: Pair
    green: Pair
    grey: Pair
    blue: Pair
    highlight: Pair
    inverse: Pair  # toasts and tooltips
    inverse_accent: str
    paper: str  # white in every set: it shows what will print
    paper_text: str

    @property
    def glyphs(self) -> str:
        """Which of the glyph files go with it: `light` or `dark`."""
        return "dark" if self.dark else "light"

    def pill(self, tone: Tone) -> Pair:
        """The ink and ground of a pill of this tone."""
        return {"red": self.red, "amber": self.amber, "green": self.green, "grey": self.grey}.get(tone, self.blue)

    def colour(self, role: str) -> str:
        """The colour of an ink by its token name ('text', 'muted', 'on_accent') or by a pill tone."""
        value = getattr(self, role)
        if isinstance(value, Pair):
            return value.fg
        return str(value)

    def text_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield (name, ink, ground) of all text: each needs a contrast of 4.5:1."""
        for ground in ("side", "page", "card", "hover", "accent_soft"):
            for ink in ("text", "muted"):
                yield f"{ink} on {ground}", getattr(self, ink), getattr(self, ground)
        for ground in ("side", "page", "card", "accent_soft"):
            yield f"accent_text on {ground}", self.accent_text, getattr(self, ground)
        yield "on_accent on accent", self.on_accent, self.accent
        yield "on_accent on accent_hover", self.on_accent, self.accent_hover
        for tone in TONES:
            yield f"pill {tone}", self.pill(tone).fg, self.pill(tone).bg
            yield f"text on {tone}", self.text, self.pill(tone).bg
        yield "red on card", self.red.fg, self.card
        yield "red on page", self.red.fg, self.page
        yield "highlight", self.highlight.fg, self.highlight.bg
        yield "inverse", self.inverse.fg, self.inverse.bg
        yield "inverse_accent", self.inverse_accent, self.inverse.bg
        yield "paper", self.paper_text, self.paper

    def line_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield (name, line, ground) of lines that carry meaning: each needs a contrast of 3:1."""
        for ground in ("side", "page", "card", "accent_soft"):
            yield f"focus on {ground}", self.focus, getattr(self, ground)
        for ground in ("page", "card"):
            yield f"field_line on {ground}", self.field_line, getattr(self, ground)
        yield "accent on accent_soft", self.accent, self.accent_soft
        for tone in TONES:
            yield f"line {tone} on card", self.pill(tone).fg, self.card
        yield "red line on card", self.red.fg, self.card


LIGHT = Tokens(
    name="light",
    dark=False,
    side="#ebeef3",
    page="#f5f6f8",
    card="#ffffff",
    line="#dce0e7",
    field_line="#858d9b",
    hover="#e2e6ed",
    text="#171a21",
    muted="#535b69",
    faint="#9aa1ad",
    accent="#1c54a8",
    accent_hover="#17478f",
    on_accent="#ffffff",
    accent_soft="#e0eafa",
    accent_text="#1a4d9b",
    focus="#1c54a8",
    red=Pair("#a31a14", "#fde4e2"),
    amber=Pair("#784900", "#fdeecd"),
    green=Pair("#16603a", "#ddf2e4"),
    grey=Pair("#48505e", "#e8ebf0"),
    blue=Pair("#1a4d9b", "#dfe9fa"),
    highlight=Pair("#171a21", "#fdefb4"),
    inverse=Pair("#f4f5f8", "#23272f"),
    inverse_accent="#9cc0ff",
    paper="#ffffff",
    paper_text="#16181d",
)

DARK = Tokens(
    name="dark",
    dark=True,
    side="#101216",
    page="#15181d",
    card="#1b1e25",
    line="#2d313a",
    field_line="#717885",
    hover="#262a33",
    text="#e8eaef",
    muted="#a2a9b6",
    faint="#666d7a",
    accent="#86b1ff",
    accent_hover="#a3c4ff",
    on_accent="#0b1830",
    accent_soft="#20304d",
    accent_text="#9dc0ff",
    focus="#86b1ff",
    red=Pair("#ff9d94", "#441f1f"),
    amber=Pair("#f2bf5c", "#3c2c10"),
    green=Pair("#7ed3a0", "#173424"),
    grey=Pair("#b4bac6", "#2a2e37"),
    blue=Pair("#9dc0ff", "#1f3152"),
    highlight=Pair("#fbf3d6", "#5a4a12"),
    inverse=Pair("#171a21", "#e8eaef"),
    inverse_accent="#1a4d9b",
    paper="#ffffff",
    paper_text="#16181d",
)

SEPIA = Tokens(
    name="sepia",
    dark=False,
    side="#eadfc8",
    page="#f3ead6",
    card="#faf4e6",
    line="#ddd0b4",
    field_line="#867555",
    hover="#ebe0c8",
    text="#2f2618",
    muted="#625539",
    faint="#a99a7b",
    accent="#7d4a12",
    accent_hover="#693d0d",
    on_accent="#ffffff",
    accent_soft="#efdfbd",
    accent_text="#74430f",
    focus="#7d4a12",
    red=Pair("#97201a", "#f8dfd3"),
    amber=Pair("#734600", "#f8e3b6"),
    green=Pair("#1c5a36", "#dfecd2"),
    grey=Pair("#575039", "#e9dfc9"),
    blue=Pair("#274d86", "#e2e5e2"),
    highlight=Pair("#2f2618", "#f7de90"),
    inverse=Pair("#faf4e6", "#3a2f20"),
    inverse_accent="#f0c98a",
    paper="#ffffff",
    paper_text="#16181d",
)
