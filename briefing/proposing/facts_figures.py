"""Figures as they stand in prose: shares, money, counts, each with its unit. Numbers of dates, lists and laws are none.

Responsible for: `figures`. Refuses to: say what a figure is of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from briefing.proposing.actors_places import places
from briefing.proposing.languages import load
from briefing.proposing.proposal import Span

_SPACE = r"[^\S\n]"
_NUMBER = rf"(?:\d{{1,3}}(?:(?:,|{_SPACE})\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_SIGNS = MappingProxyType(
    {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "roubles", "₺": "lira"}
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:article|articles|resolution|section|chapter|page|pages|no|nos|number|room|flight|act|clause|paragraph|"
    r"rule|part|title|figure|table|aged|age|route|highway|channel|phase|tel|phone|block|grade|group|type|model|item)"
    r"\.?\s?|[\w.]|\d[:–-]|[#/])\Z",
    re.IGNORECASE,
)
_SHORT = 2


@dataclass(frozen=True)
class Figure:
    """A number with its unit: `value` is as the text writes it; `start` and `end` hold both.

    `kind` is share, money or count; `spelt` says that the number is a word.
    """

    start: int
    end: int
    value: str
    unit: str
    kind: str
    spelt: bool = False


@lru_cache(maxsize=16)
def _pattern(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(where a figure may begin, the figure, the words before it) of a language."""
    table = load(tag, "cues")["facts"]

    def either(words: Sequence[str]) -> str:
        chosen = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(re.escape(word).replace("\\ ", r"\s") for word in chosen)

    signs = re.escape(table["money_signs"])
    scale = rf"(?:{_SPACE}?(?:{either(table['scales'])})(?!\w))"
    words = rf"(?:{either(table['words'])})(?:-(?:{either(table['words'])}|one))?"
    peoples = {one for one in places(tag).peoples.values() if one.endswith("s")}
    counted = rf"(?:\s[A-Za-z][a-z-]+){{0,2}}?\s(?:{either([*table['counted'], *peoples])})\b"
    figure = rf"""
 (?:[{signs}]\s?|(?P<code>{either(table["money_codes"])})\s?)(?P<money>{_NUMBER}{scale}?)
|(?P<num>{_NUMBER}(?:\s?[–-]\s?\d+)?)(?:
   \s?(?P<share>{either(table["per_cent"])})(?!\w)
  |(?P<scale>{scale})?\s(?P<currency>{either(table["money_words"])})\b
  |(?P<scale2>{scale})?(?P<noun>{counted})
  |(?P<scale3>{scale})(?P<any>\s[a-z][a-z-]+)?)
|(?P<word>(?i:{words}))(?:(?P<noun2>{counted})|\s(?P<share2>per\scent|percent)\b)
"""
    codes = rf"\b(?:{either(table['money_codes'])})(?=\s?\d)"
    opens = rf"(?<![\w.,/:$€£-])\d|[{signs}]|{codes}|(?<!-)\b(?i:{either(table['words'])})\b"
    return (
        re.compile(opens),
        re.compile(figure, re.VERBOSE),
        re.compile(rf"\b(?:{either(table['before'])})\s\Z", re.IGNORECASE),
    )


def figures(text: str, tag: str, dates: Sequence[Span]) -> Iterator[Figure]:
    """The figures of a text in order; `dates` are the slices that are dates."""
    opens, pattern, lead = _pattern(tag)
    at = last = 0
    for trigger in opens.finditer(text):
        first = trigger.start()
        if first < last or (match := pattern.match(text, first)) is None:
            continue
        while at < len(dates) and dates[at][1] <= first:
            at += 1
        if at < len(dates) and dates[at][0] < match.end():
            continue
        words = lead.search(text, max(last, first - 14), first)
        before = text[max(0, first - 14) : first]
        if _NOT_BEFORE.search(before):
            continue
        if figure := _figure(match, words):
            last = match.end()
            yield replace(figure, unit=re.sub(r"^of (?:the )?", "", figure.unit))


def _figure(match: re.Match[str], words: re.Match[str] | None) -> Figure | None:
    group = match.groupdict()
    start = words.start() if words else match.start()
    sign = match[0][0]

    def figure(unit: str, kind: str, *parts: str | None, spelt: bool = False) -> Figure:
        value = " ".join("".join(part or "" for part in (words[0] if words else "", *parts)).split())
        return Figure(start, match.end(), value, " ".join(unit.split()), kind, spelt)

    if group["money"]:
        return figure(group["code"] or _SIGNS.get(sign, sign), "money", _spaced(group["money"]))
    if group["share"]:
        return figure("percentage points" if "point" in group["share"] else "per cent", "share", group["num"])
    if group["currency"]:
        return figure(group["currency"], "money", group["num"], group["scale"])
    if group["noun"]:
        return figure(group["noun"], "count", group["num"], group["scale2"])
    if group["scale3"]:
        known = bool(group["any"]) and len(group["scale3"].strip()) > _SHORT
        return figure(group["any"], "count", group["num"], group["scale3"]) if known else None
    if group["noun2"]:
        return figure(group["noun2"], "count", group["word"], spelt=True)
    return figure("per cent", "share", group["word"], spelt=True)


def _spaced(number: str) -> str:
    """`26million` with its blank."""
    return re.sub(r"(?<=\d)(?=[a-z]{3})", " ", number)
