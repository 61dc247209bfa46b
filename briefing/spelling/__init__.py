"""Spelling: which words of a text are looked at, which of them are right, and what was probably meant. No Qt, no SQL.

Loaded where it is used: `Dictionary` reads its files when it is made, which takes a worker's time.
"""

from briefing.spelling.dictionary import Dictionary
from briefing.spelling.speller import Speller
from briefing.spelling.words import Span, stem_of

__all__ = ["Dictionary", "Span", "Speller", "stem_of"]
