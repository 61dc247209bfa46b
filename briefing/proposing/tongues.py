"""Which described language a text seems to be in, by its small words.

Responsible for: a guess where nobody has said, so that its verbs of saying are known. Refuses to: be sure.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.proposing import languages
from briefing.proposing.proposal import Span
from briefing.proposing.vocabulary import VERBAL_TAGS, lexicon

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f’'])+")
_LOOKED_AT = 6000
_SMALL = VERBAL_TAGS | {"det", "poss", "prep", "conj", "sub", "rel", "aux", "pron"}


def guessed(text: str, without: Sequence[Span] = ()) -> str:
    """The tag of the language with the most small words in the beginning of a text; English if nothing speaks for one.

    What stands in the spans `without` is not looked at: a quotation may be in another language.
    """
    counts: dict[str, int] = {}
    outside, at = [], 0
    for start, end in without:
        if start > _LOOKED_AT:
            break
        outside.append(text[at:start])
        at = max(at, end)
    outside.append(text[at : max(at, _LOOKED_AT)])
    for found in _WORD.findall(" ".join(outside).lower()):
        for tag in _tags().get(found, ()):
            counts[tag] = counts.get(tag, 0) + 1
    if not counts and without:
        return guessed(text)
    best = max(counts, key=lambda tag: (counts[tag], tag == languages.ENGLISH, tag), default=languages.ENGLISH)
    return best if counts.get(best, 0) > counts.get(languages.ENGLISH, 0) else languages.ENGLISH


@lru_cache(maxsize=1)
def _tags() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    tags: dict[str, tuple[str, ...]] = {}
    for tag in languages.described("speech"):
        for word, (kind, _) in lexicon(tag).words.items():
            if kind in _SMALL:
                tags[word] = (*tags.get(word, ()), tag)
    return tags
