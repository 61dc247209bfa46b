"""On which side of today a date in prose lies, by the verb that it stands with.

Responsible for: future, past or not said, from the words beside a date in its sentence. Refuses to: look further than
its sentence, and to guess where no verb says it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefing.proposing.languages import load

_WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’][^\W\d_]\w*)*|[.!?;:,](?=\s|$)|\n")
_ARRANGED = frozenset({"expected", "planned", "scheduled", "slated"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "not", "also", "now", "still"})
_CONDITIONS = frozenset({"if", "unless"})
_CUT = 4
_REACH = 240
_FAR = 40


@dataclass(frozen=True)
class _Tense:
    future: frozenset[str]
    intend: frozenset[str]
    arranged: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    verbs: frozenset[str]
    determiners: frozenset[str]


@lru_cache(maxsize=64)
def _table(tag: str) -> _Tense:
    table: Mapping[str, Any] = load(tag, "dates")["tense"]
    return _Tense(**{key: frozenset(words) for key, words in table.items()})


def facing(text: str, start: int, end: int, tag: str, *, noun: bool = False) -> int:
    """-1 where what happens at `text[start:end]` lies behind, 1 where it is to come, 0 where no verb says it.

    `noun` is set where the date belongs to the noun after it ("Friday's talks"), whose verb comes later.
    """
    behind = text[end : end + _REACH]
    return _said(text[max(0, start - _REACH) : start], behind, tag, noun)


@lru_cache(maxsize=1024)
def _said(ahead: str, behind: str, tag: str, noun: bool) -> int:
    table = _table(tag)
    before = _before(ahead)
    opens = not before or before[-1].lower() in {",", "that", "and", "but", ":", "because", "while", "when"}
    if noun or opens:
        return _forward(behind, table, noun=noun) or _backward(before, table, noun=noun)
    return _backward(before, table) or _forward(behind, table)


def _before(text: str) -> list[str]:
    words = _WORD.findall(text)
    kept: list[str] = []
    chosen = words[-_FAR:]
    for place in range(len(chosen) - 1, -1, -1):
        word = chosen[place]
        if word == "." and place and _shortened(chosen[place - 1]):
            continue
        if word in ".!?;" or word == "\n":
            break
        kept.append(word)
    return kept[::-1]


def _shortened(word: str) -> bool:
    """Whether a full stop behind a word is that of a title or an abbreviation: Mr, Gov, Sept."""
    return word[:1].isupper() and (len(word) < _CUT or word == "Sept")


def _backward(words: list[str], table: _Tense, *, noun: bool = False) -> int:
    lower = [word.lower().replace("’", "'") for word in words]
    if lower and lower[-1] in ("to", "until", "till"):
        return 1
    for place in range(len(lower) - 1, -1, -1):
        if lower[place] in (",", ":"):
            continue
        if lower[place] in _CONDITIONS:
            return 1
        if side := _side(lower, place, table, noun=noun):
            return side
    return 0


def _side(words: list[str], place: int, table: _Tense, *, noun: bool = False) -> int:
    """What the word at `place` says by itself, with the words before it; the present says nothing of a noun’s date."""
    word = words[place]
    before = words[place - 1] if place else ""
    if before in table.determiners and word not in table.past:
        return 0
    if word in _ARRANGED:
        return 1 if before in _BE or before in ("", ",") or place >= len(words) - 2 else 0
    if word.endswith(("'ll", "'d")) or (word in table.future and word != "set"):
        return -1 if words[place + 1 : place + 2] == ["have"] else 1
    if word == "set" and (words[place + 1 : place + 2] in (["for"], ["to"]) or place == len(words) - 1):
        return 1
    if word == "to" and place + 1 < len(words) and words[place + 1] in table.verbs:
        if words[place + 1] == "be" or before in table.intend:
            return 1
        return 0
    if word.endswith("ing") and not noun and before in ("is", "are", "am", "'s", "'re"):
        return 1
    if word in table.past or _regular(word, table):
        if before in ("be", "being") or (place > 1 and words[place - 2] == "be"):
            return 0  # the modal before it decides
        return -1
    return 1 if not noun and word in table.arranged and before not in ("to", "did", "not") else 0


def _regular(word: str, table: _Tense) -> bool:
    return len(word) > 4 and word.endswith("ed") and "-" not in word and word not in table.not_past


def _forward(text: str, table: _Tense, *, noun: bool = False) -> int:
    lower: list[str] = []
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        if word == "." and lower and _shortened(text[max(0, match.start() - len(lower[-1])) : match.start()]):
            continue
        if word in ".!?;" or word == "\n" or len(lower) > _FAR:
            break
        lower.append(word)
    for place, word in enumerate(lower):
        if word not in ",:" and (side := _side(lower, place, table, noun=noun)):
            return side
    return 0
