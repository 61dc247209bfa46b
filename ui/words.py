"""Words of the window: how a text outside a class is translated, and how the words of the core are.

`dev.py words` collects both for Qt Linguist: what stands in `tr(…)`, and every label, status, kind and sentence of
the core.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from PySide6.QtCore import QCoreApplication

from briefing.rules.cutting import cut
from briefing.store.step_words import step_words
from briefing.wording import say_many, speaking, translated

__all__ = ["CORE", "counted", "cut", "marked", "opened", "said", "step_said", "tr", "window_language", "word"]

CORE = "Core"
"""The context of words that come from the core."""


def tr(text: str) -> str:
    """A text of a function that belongs to no class, in the language of the window."""
    return QCoreApplication.translate("", text)


def word(text: str) -> str:
    """A word of the core (a label, a kind, a status) in the language of the window."""
    return QCoreApplication.translate(CORE, text) if text else ""


def said(thing: object) -> str:
    """A sentence of the core in the language of the window: a text that `say` made, or an error with one."""
    return translated(str(thing), _translate)


def opened(thing: object) -> str:
    """Like `said`, with a capital at the beginning."""
    text = said(thing)
    return f"{text[:1].upper()}{text[1:]}"


def step_said(label: str) -> str:
    """The label of a step, which the store keeps in English, in the language of the window."""
    return said(step_words(label))


def counted(number: int, one: str, many: str, *values: object) -> str:
    """`counted(3, "%1 issue", "%1 issues")`: so many things in the language of the window, in its own plural."""
    return said(say_many(number, one, many, *values))


def window_language() -> AbstractContextManager[None]:
    """Inside, in this thread, the core says what it makes (a picture) in the language of the window at once."""
    return speaking(_translate)


def marked(text: str) -> str:
    """The text itself, marked for the translators; `tr` says it later in the language of the window."""
    return text


def _translate(text: str, number: int) -> str:
    return QCoreApplication.translate(CORE, text, None, number)
