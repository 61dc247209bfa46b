"""Do two facts contradict each other? Only where they name the same thing in the same unit at overlapping dates.

Refuses to guess: two figures about one subject in one unit are mostly two things (prices and wages in per cent), so
their labels must say the same, whatever the order of their words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from briefing.model import Fact
from briefing.rules import dates
from briefing.rules.date_names import normal

_SMALL = frozenset({"a", "an", "the", "of", "in", "on", "at", "for", "to", "by", "and", "about"})
_TIMES = MappingProxyType({"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9})
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"([-+−]?\d[\d.,'’\s]*)(?:\s*(thousand|million|billion|m|bn))?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[,'’\s]\d{3})+(?:\.\d+)?")


def contradict(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The pairs of facts with the same label, unit and subject, other values, and dates that overlap."""
    groups: dict[tuple[frozenset[str], str], list[Fact]] = {}
    for fact in facts:
        named = frozenset(_WORD.findall(normal(fact.label))) - _SMALL
        groups.setdefault((named, normal(fact.unit)), []).append(fact)
    for group in groups.values():
        for place, second in enumerate(group):
            for first in group[:place]:
                if (
                    _same_subject(first, second)
                    and not same_value(first.value, second.value)
                    and _overlap(first, second)
                ):
                    yield first, second
                    break


def same_value(first: str, second: str) -> bool:
    """Whether two values say the same: `90 000`, `90,000`; `1.8 million`, `1,800,000`; else word for word."""
    one, two = amount(first), amount(second)
    if one is not None and two is not None:
        return one == two
    return normal(first) == normal(second)


def amount(value: str) -> Decimal | None:
    """The number that a value is; None where it is none, or is written in a way that can be read in two ways."""
    match = _NUMBER.fullmatch(value.strip())
    if match is None:
        return None
    digits = match[1].strip().replace("−", "-")
    bare = digits.lstrip("+-")
    if _GROUPED.fullmatch(bare):
        digits = re.sub(r"[,'’\s]", "", digits)
    try:
        return Decimal(digits) * _TIMES.get((match[2] or "").lower(), 1)
    except InvalidOperation:
        return None


def _same_subject(first: Fact, second: Fact) -> bool:
    return not first.subject or not second.subject or first.subject == second.subject


def _overlap(first: Fact, second: Fact) -> bool:
    """Whether both may speak of one day; without a date a fact may speak of any."""
    start, end = dates.bounds(first.as_at_edtf)
    other_start, other_end = dates.bounds(second.as_at_edtf)
    return (start or "") <= (other_end or "9999") and (other_start or "") <= (end or "9999")
