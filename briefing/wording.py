"""Sentences that remember what they were made of, so that the window can say them in another language.

A sentence of the core is English text: the log, the command line and the briefs print it as it stands. `say` keeps its
template and its values beside the text. Words that are laid out (those of pictures) are said in the language of the
window while they are made, inside `speaking`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self

Translate = Callable[[str, int], str]
"""(text in English, the number it counts or -1) → the text in another language; the same text where there is none."""

_TONGUE: ContextVar[Translate | None] = ContextVar("tongue", default=None)
_PLACE = re.compile(r"%([1-9])")


class Said(str):
    """A text with its template (`%1` stands for the first value) and its values. `one` is the form for a single thing.

    A value that is `Said` itself is translated too, any other is left as it is: a name, a number, a date.
    """

    __slots__ = ("number", "one", "template", "values")

    template: str
    values: tuple[str, ...]
    one: str
    number: int

    def __new__(cls, text: str, template: str, values: tuple[str, ...] = (), one: str = "", number: int = -1) -> Self:
        """`text` is what is said; the rest is how it was made."""
        made = super().__new__(cls, text)
        made.template, made.values, made.one, made.number = template, values, one, number
        return made

    def __str__(self) -> str:
        """Itself, so that `str(error)` keeps what the sentence was made of."""
        return self

    def __reduce__(self) -> tuple[type["Said"], tuple[str, str, tuple[str, ...], str, int]]:
        """What a copy in another process is made of."""
        return Said, ("".join(self), self.template, self.values, self.one, self.number)


def say(template: str, *values: object) -> Said:
    """`say("“%1” is a folder.", name)`. The template is a literal, from which the translators get it."""
    return _said(template, tuple(str(value) for value in values))


def say_many(number: int, one: str, many: str, *values: object) -> Said:
    """`say_many(3, "%1 event", "%1 events")`: a sentence about so many things. `%1` is the number, values follow."""
    return _said(many, (f"{number:,}", *(str(value) for value in values)), one, number)


def named(word: str) -> Said:
    """A word that the translators get from elsewhere: the label of a kind or a field, a status."""
    return _said(word, ())


def translated(text: str, translate: Translate) -> str:
    """A text in another language, with those of its values that are words; English where there is no translation."""
    if not isinstance(text, Said):
        return translate(text, -1) if text else ""
    template = translate(text.template, text.number) if text.template else ""
    if template == text.template and text.number == 1:
        template = text.one
    values = tuple(translated(value, translate) if isinstance(value, Said) else value for value in text.values)
    return _filled(template, values)


@contextmanager
def speaking(translate: Translate | None) -> Iterator[None]:
    """Whatever is said inside, in this thread, is said in that language at once."""
    before = _TONGUE.set(translate)
    try:
        yield
    finally:
        _TONGUE.reset(before)


def _said(template: str, values: tuple[str, ...], one: str = "", number: int = -1) -> Said:
    english = _filled(one if number == 1 else template, values)
    translate = _TONGUE.get()
    made = Said(english, template, values, one, number)
    return made if translate is None else Said(translated(made, translate), template, values, one, number)


def _filled(template: str, values: tuple[str, ...]) -> str:
    def value(place: re.Match[str]) -> str:
        number = int(place[1])
        return values[number - 1] if number <= len(values) else place[0]

    return _PLACE.sub(value, template) if values else template
