"""States, bodies, peoples and collective labels that are known by name: `places.toml` as tables.

Responsible for: which name, short form or adjective stands for which of them. Refuses to: look at a text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from briefing.proposing.languages import load

_SHORTEST = 4
_CALENDAR = ("months", "weekdays", "weekdays_before")


@dataclass(frozen=True, kw_only=True)
class Places:
    """The tables of a language. Keys are as they are written, but peoples and adjectives in small letters.

    `peoples` leads from a singular, plural or adjective to the plural of the people.
    """

    states: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    bodies: Mapping[str, str]
    peoples: Mapping[str, str]
    labels: re.Pattern[str]
    state_bodies: re.Pattern[str]
    groups: re.Pattern[str]
    offices: re.Pattern[str]
    members: re.Pattern[str]
    openers: frozenset[str]
    group_words: frozenset[str]
    nobody: frozenset[str]
    things: frozenset[str]
    calendar: frozenset[str]


@lru_cache(maxsize=16)
def places(tag: str) -> Places:
    """The tables of a language; English where nobody has described it."""
    table, calendar = load(tag, "places"), load(tag, "dates")
    states: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for name, adjective, people, capital, others in _lines(table["states"], 5):
        states.update(dict.fromkeys((name, *others.split(",")), name))
        adjectives.update({one.lower(): name for one in adjective.split(",") if one and one != name})
        capitals.update(dict.fromkeys((one for one in capital.split(",") if one), name))
        first = people.split(",")[0]
        if first:
            peoples.update(dict.fromkeys((one.lower() for one in f"{adjective},{people}".split(",") if one), first))
            peoples[first.removesuffix("s").lower()] = first
    for pair in table["peoples"]:
        singular, plural = pair.split()
        inside = [one for one in peoples if len(singular) >= _SHORTEST and one.startswith(singular.lower())]
        peoples.update(dict.fromkeys((singular.lower(), plural.lower(), *inside), plural))
    states.pop("", None)
    peoples.pop("", None)
    bodies: dict[str, str] = {}
    for name, short in _lines(table["bodies"], 2):
        bodies.update(dict.fromkeys((name, *(one for one in short.split(",") if one)), name))
    adjective = _any(one[:1].upper() + one[1:] for one in (*adjectives, *(name for name in states if " " not in name)))
    people = _any(one[:1].upper() + one[1:] for one in peoples)
    group_words, groups = _any(table["group_words"]), _any(table["groups"])
    where = r"(?:\s(?:in|of)\s(?:(?:the|northern|southern|eastern|western|central)\s)?[A-Z][\w-]+)?"
    return Places(
        states=MappingProxyType(states),
        adjectives=MappingProxyType(adjectives),
        capitals=MappingProxyType(capitals),
        bodies=MappingProxyType(bodies),
        peoples=MappingProxyType(peoples),
        labels=re.compile(
            rf"\b(?:{_any(_started(table['labels']))})\b(?!\s(?:Bank|Wing|Coast|End|Point|Indies|Virginia|Side))"
        ),
        state_bodies=re.compile(
            rf"(?P<of>{adjective})\s(?P<body>{_any(table['state_bodies'])})\b(?!\s[a-z]*(?:man|woman)\b)"
        ),
        groups=re.compile(
            rf"(?:(?:(?P<word>{group_words}|{_any(one.title() for one in table['group_words'])})\s)(?P<who>{people})"
            rf"(?:\s(?:{groups}){where})?|(?P<who2>{people})\s(?:{groups}){where}|(?P<who3>{people}))\b"
        ),
        offices=re.compile(rf"(?P<of>{adjective})\s(?P<office>{_any(table['offices'])})\b(?!\s[A-Z])"),
        members=re.compile(rf"\b(?:{_any(table['members'])})\sof\s(?:the\s)?\Z"),
        openers=frozenset(one.split()[0].lower() for one in (*adjectives, *peoples, *states)),
        group_words=frozenset(table["group_words"]),
        nobody=frozenset(table["nobody"]),
        things=frozenset(table["things"]),
        calendar=frozenset(form.lower() for key in _CALENDAR for forms in calendar[key] for form in forms.split()),
    )


def _lines(text: str, many: int) -> Iterable[list[str]]:
    for line in text.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        yield (parts + [""] * many)[:many]


def _started(words: Iterable[str]) -> list[str]:
    """Words as they stand in a sentence and at its beginning."""
    return [form for word in words for form in (word, word[:1].upper() + word[1:])]


def _any(words: Iterable[str]) -> str:
    chosen = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s") for word in chosen) or "(?!)"
