"""Spelling: which words of a text are looked at, which of them are right, and what was probably meant. No Qt, no SQL.

Loaded where it is used: `Dictionary` reads its files when it is made, which takes a worker's time.
"""

from briefing.spelling.dictionary import Dictionary
from briefing.spelling.speller import Known, Speller
from briefing.spelling.words import Span, fenced, stem_of

__all__ = ["Dictionary", "Known", "Span", "Speller", "fenced", "stem_of"]
