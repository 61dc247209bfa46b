"""Which language a text is in, where nobody says: by its small words and its script.

Responsible for: the languages whose words are described. Refuses to: answer where it is not plain (`guess`); to leave
the rules without any language (`likeliest`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from briefing.proposing import languages
from briefing.proposing.proposal import Span
from briefing.proposing.vocabulary import VERBAL_TAGS, lexicon

_SAMPLE = 6000
_FEWEST = 4
_LEAD = 1.4
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f’'])+")
_SMALL_WORDS = ("clause", "joining", "articles", "small")
_SMALL_TAGS = VERBAL_TAGS | {"det", "poss", "prep", "conj", "sub", "rel", "aux", "pron"}
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")


def guess(text: str) -> str:
    """The tag of the language, or nothing. Only the first thousand words or so are looked at."""
    sample = text[:_SAMPLE]
    if len(_KANA.findall(sample)) > _FEWEST:
        return "ja"
    if len(_HAN.findall(sample)) > 2 * _FEWEST:
        return "zh"
    ranked = _counts(sample).most_common(2)
    if not ranked or ranked[0][1] < _FEWEST:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= _LEAD * second else ""


def likeliest(text: str, without: Sequence[Span] = ()) -> str:
    """The tag of the language with the most small words; English if nothing speaks for another.

    What stands in the spans `without` is not looked at: a quotation may be in another language.
    """
    outside, at = [], 0
    for start, end in without:
        if start > _SAMPLE:
            break
        outside.append(text[at:start])
        at = max(at, end)
    outside.append(text[at : max(at, _SAMPLE)])
    counts = _counts(" ".join(outside))
    if not counts and without:
        return likeliest(text)
    best = max(counts, key=lambda tag: (counts[tag], tag == languages.ENGLISH, tag), default=languages.ENGLISH)
    return best if counts[best] > counts[languages.ENGLISH] else languages.ENGLISH


def _counts(sample: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(sample.lower())).items():
        for tag in _languages_of().get(word.replace("’", "'"), ()):
            counts[tag] += times
    return counts


@cache
def _languages_of() -> dict[str, frozenset[str]]:
    """For each small word the languages that have it."""
    found: dict[str, set[str]] = {}
    for tag in languages.described("marks"):
        table = languages.load(tag, "marks")
        for word in {word for key in _SMALL_WORDS for word in table.get(key, ())}:
            found.setdefault(word, set()).add(tag)
    for tag in languages.described("speech"):
        for word, (kind, _) in lexicon(tag).words.items():
            if kind in _SMALL_TAGS:
                found.setdefault(word.replace("’", "'"), set()).add(tag)
    return {word: frozenset(tags) for word, tags in found.items()}
