"""What changed in a text, word by word: what went is struck through, what came is underlined, and both are spoken.

Responsible for: one label that shows such pieces in the colours of the theme. Every character is escaped: what a
user typed is shown, never interpreted.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from briefing.rules.word_changes import Fate, Piece, shortened, word_changes
from ui.icons import Icons
from ui.widgets.labels import text_label


def change_label(icons: Icons, lead: str, old: str, new: str) -> QLabel:
    """A wrapped label that says `lead`, then both texts in one, with the words marked that differ."""
    pieces = shortened(word_changes(old, new))
    label = text_label("", wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAccessibleName(spoken(lead, pieces))

    def dress(thing: object) -> None:
        assert isinstance(thing, QLabel)
        tokens = icons.theme.tokens
        looks = {
            Fate.REMOVED: f"color:{tokens.red.fg}; background-color:{tokens.red.bg}; text-decoration:line-through",
            Fate.ADDED: f"color:{tokens.green.fg}; background-color:{tokens.green.bg}; text-decoration:underline",
        }
        thing.setText(marked(lead, pieces, looks))

    icons.follow(label, dress)
    return label


def marked(lead: str, pieces: Sequence[Piece], looks: dict[Fate, str]) -> str:
    """The pieces as rich text."""
    parts = [
        f'<span style="{looks[piece.fate]}">{_safe(piece.text)}</span>' if piece.fate in looks else _safe(piece.text)
        for piece in pieces
    ]
    return f"{_safe(lead)} {''.join(parts)}".strip()


def spoken(lead: str, pieces: Sequence[Piece]) -> str:
    """What a screen reader says: the changes in words, without what stayed."""
    removed = QCoreApplication.translate("Changes", "removed “%1”")
    added = QCoreApplication.translate("Changes", "added “%1”")
    words = [
        (removed if piece.fate is Fate.REMOVED else added).replace("%1", piece.text.strip())
        for piece in pieces
        if piece.fate is not Fate.SAME and piece.text.strip()
    ]
    return f"{lead} {', '.join(words)}".strip()


def _safe(text: str) -> str:
    return escape(text).replace("\n", "<br>")
