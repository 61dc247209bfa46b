"""Raised and lowered letters of a pasted page as letters of their own: m², CO₂, 10⁻³.

Responsible for: what has no such letter (`x^ab`), endings of numbers (1st), and marks of notes ([1]), which stay.
"""

import re
from types import MappingProxyType
from typing import Any

_RAISED = MappingProxyType(str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"))
_LOWERED = MappingProxyType(str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"))
_ENDING = re.compile(r"st|nd|rd|th|er|re|e|ème")
_MARKS = MappingProxyType({"TM": "™", "SM": "℠"})
_AS_IT_IS = re.compile(r"\s*\[[^\[\]]{1,12}\]\s*|[*†‡§ºª°™®]+")


def write_small(soup: Any) -> None:
    """Put plain letters in the place of each raised or lowered part."""
    found = soup.find_all(("sup", "sub"))
    for part in found:
        for link in part.find_all("a"):
            if _AS_IT_IS.fullmatch(link.get_text()) or link.get_text().strip().isdecimal():
                link.unwrap()
        words = part.get_text()
        if part.find("a") is not None or _AS_IT_IS.fullmatch(words) or not words.strip():
            part.unwrap()
        else:
            part.replace_with(_written(words, _before(part), raised=part.name == "sup"))
    if found:
        soup.smooth()


def _before(part: Any) -> str:
    """The letter in front of `part`; empty where it opens its line."""
    before = part.previous_sibling
    words = (before.get_text() if before.name is not None else str(before)) if before is not None else ""
    return words[-1:]


def _written(words: str, before: str, *, raised: bool) -> str:
    bare = words.strip()
    if raised and bare in _MARKS:
        return _MARKS[bare]
    if raised and before.isdecimal() and _ENDING.fullmatch(bare.lower()):
        return words
    letters = _RAISED if raised else _LOWERED
    if all(ord(letter) in letters for letter in bare):
        return words.translate(letters)
    return f"{'^' if raised else '_'}{words}" if before.strip() else words
