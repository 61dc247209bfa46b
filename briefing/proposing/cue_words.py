"""The words of one language by which speech is told from everything else in marks, ready to be asked.

Responsible for: turning a table `marks.toml` into sets and patterns, once a language. Refuses to: judge.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefing.proposing import languages

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
"""A word, with hyphens and apostrophes inside."""

_INVERTED = re.compile(r"-(?:t-)?(?=(?:il|elle|on|ils|elles|je|nous|vous|tu)\b)")
_NOTHING = re.compile(r"(?!)")


def plain_words(stretch: str) -> list[str]:
    """The words of a stretch in lower case, with straight apostrophes; French "dit-il" is two."""
    return WORD.findall(_INVERTED.sub(" ", stretch.lower().replace("’", "'")))


class Words:
    """A list of words; one that ends in * stands for all that begin so."""

    def __init__(self, listed: Iterable[str]) -> None:
        """Take the words as the table writes them."""
        entries = list(listed)
        self._whole = frozenset(one for one in entries if not one.endswith("*"))
        self._stems: dict[int, set[str]] = {}
        for one in entries:
            if one.endswith("*"):
                self._stems.setdefault(len(one) - 1, set()).add(one[:-1])

    def __contains__(self, word: str) -> bool:
        """Whether a word in lower case is meant by the list."""
        return word in self._whole or any(word[:length] in stems for length, stems in self._stems.items())


@dataclass(frozen=True)
class CueWords:
    """What is known of a language, as its table writes it (`resources/languages/en/marks.toml` says what each list is).

    `known` is false where English stands in for it.
    """

    known: bool
    title_case: bool
    noun_capitals: bool
    as_word: str
    reporting: Words
    speech_nouns: Words
    works: Words
    titled: Words
    uttered: Words
    describing: Words
    articles: Words
    before_names: Words
    after_name: Words
    clause: Words
    joining: Words
    called: Words
    small: frozenset[str]
    abbreviations: frozenset[str]
    references: frozenset[str]
    phrases: re.Pattern[str]
    naming: re.Pattern[str]
    naming_short: re.Pattern[str]
    naming_after: re.Pattern[str]
    authored: re.Pattern[str]
    programme: re.Pattern[str]
    labels: frozenset[str]
    questioners: frozenset[str]
    subjects: frozenset[str]
    glued: re.Pattern[str]

    def reports(self, words: Iterable[str]) -> bool:
        """Whether one of the words, in lower case, reports speech."""
        return any(word in self.reporting or word in self.speech_nouns for word in words)


def cue_words(language: str) -> CueWords:
    """The lexicon of a language tag."""
    folder = languages.found(language, "marks")
    return _made(folder or languages.ENGLISH, bool(folder))


@lru_cache(maxsize=64)
def _made(folder: str, known: bool) -> CueWords:
    table = _with_others(languages.load(folder, "marks"))
    return CueWords(
        known=known,
        title_case=bool(table.get("title_case", False)),
        as_word=str(table.get("as_word", "")),
        noun_capitals=bool(table.get("noun_capitals", False)),
        reporting=Words(table.get("reporting", ())),
        speech_nouns=Words(table.get("speech_nouns", ())),
        works=Words(table.get("works", ())),
        titled=Words(table.get("titled", ())),
        describing=Words(table.get("describing", ())),
        uttered=Words(table.get("uttered", ())),
        articles=Words(table.get("articles", ())),
        before_names=Words(table.get("before_names", ())),
        after_name=Words(table.get("after_name", ())),
        clause=Words(table.get("clause", ())),
        called=Words(table.get("called", ())),
        joining=Words(table.get("joining", ())),
        small=frozenset(table.get("small", ())),
        abbreviations=frozenset(table.get("abbreviations", ())),
        references=frozenset(table.get("references", ())),
        phrases=_anywhere(table, "phrases"),
        naming=_at_end(table, "naming"),
        naming_after=_at_start(table, "naming_after"),
        authored=_authored(table),
        programme=re.compile(str(table.get("programme", "(?!)"))),
        naming_short=_at_end(table, "naming_short"),
        questioners=frozenset(table.get("questioners", ())),
        subjects=frozenset(table.get("subjects", ())),
        labels=frozenset(table.get("labels", ())),
        glued=re.compile(_alternatives(table, "glued")) if table.get("glued") else _NOTHING,
    )


def _with_others(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table with the lists of the tables it names in `also`, such as the other script of the language."""
    merged = dict(table)
    for other in table.get("also", ()):
        for key, value in languages.load(other, "marks").items():
            if isinstance(value, list) and key not in ("pairs", "also"):
                merged[key] = [*merged.get(key, ()), *value]
    return merged


def _alternatives(table: Mapping[str, Any], key: str) -> str:
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(table.get(key, ()), key=len, reverse=True))


def _anywhere(table: Mapping[str, Any], key: str) -> re.Pattern[str]:
    listed = _alternatives(table, key)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if listed else _NOTHING


def _at_start(table: Mapping[str, Any], key: str) -> re.Pattern[str]:
    """A phrase that the words after the marks begin with."""
    listed = _alternatives(table, key)
    return re.compile(rf"[\s,–—(-]*(?:{listed})(?!\w)", re.IGNORECASE) if listed else _NOTHING


def _authored(table: Mapping[str, Any]) -> re.Pattern[str]:
    """The word that stands between a work and who made it, and the blank after it."""
    listed = _alternatives(table, "authored")
    return re.compile(rf"[\s,]*(?:{listed})\s+") if listed else _NOTHING


def _at_end(table: Mapping[str, Any], key: str) -> re.Pattern[str]:
    """A phrase that ends the words before the marks; an article, a colon or a comma may stand between."""
    listed = _alternatives(table, key)
    articles = r"(?:\s+(?:simply|also|locally|the|a|an))?"
    return re.compile(rf"(?<!\w)(?:{listed}){articles}[\s,:]*\Z", re.IGNORECASE) if listed else _NOTHING
