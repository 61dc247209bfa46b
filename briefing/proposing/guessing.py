"""Which language a text is in, where nobody says: by its small words and its script.

Responsible for: the languages whose marks are described. Refuses to: answer where it is not plain.
"""

import re
from collections import Counter
from functools import cache

from briefing.proposing import languages
from briefing.proposing.lexicon import WORD

_SAMPLE = 6000
_FEWEST = 4
_LEAD = 1.4
_SMALL_WORDS = ("clause", "joining", "articles", "small")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")


def guess(text: str) -> str:
    """The tag of the language, or nothing. Only the first thousand words or so are looked at."""
    sample = text[:_SAMPLE].lower()
    if len(_KANA.findall(sample)) > _FEWEST:
        return "ja"
    if len(_HAN.findall(sample)) > 2 * _FEWEST:
        return "zh"
    counts: Counter[str] = Counter()
    for word, times in Counter(WORD.findall(sample)).items():
        for tag in _languages_of().get(word.replace("’", "'"), ()):
            counts[tag] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= _LEAD * second else ""


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    found: dict[str, list[str]] = {}
    for tag in languages.described("marks"):
        table = languages.load(tag, "marks")
        for word in {word for key in _SMALL_WORDS for word in table.get(key, ())}:
            found.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in found.items()}
