"""Which language a text is written in, where nothing says so: by its commonest words.

Responsible for: a tag out of those that `resources/languages/common.toml` knows, or nothing. Refuses to: decide where
too few words of a text are common ones.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from tomllib import loads

_READ = 20_000
"""So many characters from the beginning are enough."""
_LEAST = 0.12
"""So large a share of all words must be common words of the language."""
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _common() -> dict[str, frozenset[str]]:
    page = files("resources").joinpath("languages", "common.toml").read_text(encoding="utf-8")
    return {tag: frozenset(str(words).split()) for tag, words in loads(page).items()}


def language_of(text: str) -> str:
    """The language tag of `text`; empty where it is none of those known, or too short to tell."""
    words = [word.lower() for word in _WORD.findall(text[:_READ])]
    counts = Counter({tag: sum(word in common for word in words) for tag, common in _common().items()})
    ranked = counts.most_common(2)
    (tag, most), (_, second) = ranked
    return tag if most > second and most >= max(3, _LEAST * len(words)) else ""
