"""The verbs of writing with their words, icons and shortcuts: the menu, the bar and the tips are made from them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from ui.words import marked
from ui.words import tr as _tr

PROSE = "prose"
"""The property of widgets in which the verbs write; it is known without importing them."""


@dataclass(frozen=True)
class Verb:
    """Something that is done to the words being written. One without an icon stands in the menu only."""

    key: str
    text: str
    shortcut: str
    icon: str = ""

    def words(self) -> str:
        """What the verb is called in the menu, with its mnemonic."""
        return _tr(self.text)

    def tip(self) -> str:
        """What a button of the verb says."""
        keys = QKeySequence(self.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        return f"{self.words().replace('&', '').rstrip('…')} ({keys})"


VERBS = (
    Verb("bold", marked("&Bold"), "Ctrl+B", "bold"),
    Verb("italic", marked("&Italic"), "Ctrl+I", "italic"),
    Verb("bulleted", marked("Bulleted &list"), "Ctrl+Shift+8", "list"),
    Verb("numbered", marked("&Numbered list"), "Ctrl+Shift+7", "list-ordered"),
    Verb("web_link", marked("Lin&k"), "Ctrl+Shift+L", "link"),
    Verb("quote_reference", marked("&Quote reference…"), "Ctrl+Shift+U", "text-quote"),
    Verb("paste_plain", marked("&Paste without formatting"), "Ctrl+Shift+V"),
)
