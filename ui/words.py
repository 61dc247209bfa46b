"""Words of the window: how a text outside a class is translated, and how the words of the core are.

`dev.py words` collects both for Qt Linguist: what stands in `tr(…)`, and every label, status and kind of the core.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from briefing.rules.cutting import cut

__all__ = ["CORE", "counted", "cut", "marked", "tr", "word"]

CORE = "Core"
"""The context of words that come from the core."""


def tr(text: str) -> str:
    """A text of a function that belongs to no class, in the language of the window."""
    return QCoreApplication.translate("", text)


def word(text: str) -> str:
    """A word of the core (a label, a kind, a status) in the language of the window."""
    return QCoreApplication.translate(CORE, text) if text else ""


def marked(text: str) -> str:
    """The text itself, marked for the translators; `tr` says it later in the language of the window."""
    return text


def counted(number: int, one: str, many: str) -> str:
    """The words for one thing, or those for any other number of them with %1 for it; both translated already."""
    return one if number == 1 else many.replace("%1", f"{number:,}")
