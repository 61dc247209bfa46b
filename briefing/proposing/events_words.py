"""The words by which happenings are found: verbs in all their forms, nouns, and what turns a clause into a plan.

Responsible for: one table a language, made of `cues.toml`. Refuses to: look at a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from briefing.proposing.languages import load
from briefing.terms import EventKind

_LISTS = frozenset({"strong", "light", "alone", "phases", "once", "report", "objects", "single"})
_VOWELS = frozenset("aeiou")
_DOUBLING = frozenset({"ban", "veto", "expel", "step", "rebel", "quit"}) - {"veto"}


@dataclass(frozen=True)
class Verb:
    """One form of a verb, and its past: `form` holds b(ase), s (“meets”), p(ast), n (participle), g (“meeting”)."""

    base: str
    kind: EventKind | None
    form: str
    past: str = ""


@dataclass(frozen=True, kw_only=True)
class Cues:
    """The words of one language, in small letters."""

    verbs: Mapping[str, Verb]
    report: Mapping[str, Verb]
    nouns: Mapping[str, EventKind]
    strong: frozenset[str]
    light: frozenset[str]
    alone: frozenset[str]
    phases: frozenset[str]
    once: frozenset[str]
    objects: frozenset[str]
    single: frozenset[str]
    planned: frozenset[str]
    doubtful: frozenset[str]
    skipped: frozenset[str]
    conditions: frozenset[str]
    cancelled: frozenset[str]
    put_off: frozenset[str]
    held: frozenset[str]
    opens: frozenset[str]
    closes: frozenset[str]
    edges: frozenset[str]
    lead: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]
    casualties: frozenset[str]
    measures: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]


@lru_cache(maxsize=32)
def cues(tag: str) -> Cues:
    """The table of a language; English where nobody has described it."""
    table, tense = load(tag, "cues"), load(tag, "dates")["tense"]
    verbs: dict[str, Verb] = {}
    for kind, lines in table["verbs"].items():
        if kind not in _LISTS:
            for line in lines:
                for form, letters in forms_of(line).items():
                    if form not in verbs:
                        verbs[form] = Verb(line.split()[0], EventKind(kind), letters, _past_of(line))
    report = {
        form: Verb(line.split()[0], None, letters)
        for line in table["verbs"]["report"]
        for form, letters in forms_of(line).items()
    }
    nouns = {noun: EventKind(kind) for kind, names in table["nouns"].items() if kind not in _LISTS for noun in names}
    sets = {key: frozenset(table["modality"][key]) for key in ("planned", "doubtful", "skipped", "conditions")}
    clauses = {key: frozenset(words) for key, words in table["clauses"].items()}
    return Cues(
        verbs=MappingProxyType(verbs),
        report=MappingProxyType(report),
        nouns=MappingProxyType(nouns),
        strong=frozenset(table["verbs"]["strong"]),
        light=frozenset(table["verbs"]["light"]),
        alone=frozenset(table["verbs"]["alone"]),
        phases=frozenset(table["verbs"]["phases"]),
        once=frozenset(table["verbs"]["once"]),
        objects=frozenset(table["nouns"]["objects"]),
        single=frozenset(table["nouns"]["single"]),
        cancelled=frozenset(table["modality"]["cancelled"]),
        put_off=frozenset(table["modality"]["put_off"]),
        held=frozenset(table["modality"]["held"]),
        casualties=frozenset(table["facts"]["casualties"]),
        measures=frozenset(table["facts"]["measures"]),
        past=frozenset(tense["past"]),
        not_past=frozenset(tense["not_past"]),
        **sets,
        **clauses,
    )


def _past_of(line: str) -> str:
    base, *irregular = line.split()
    return irregular[0] if irregular else _past(base)


def forms_of(line: str) -> dict[str, str]:
    """All forms of a verb, each with the letters of what it can be: `sign` → signs, signed, signing."""
    base, *irregular = line.split()
    past, participle = irregular if irregular else (_past(base), _past(base))
    forms: dict[str, str] = {}
    for form, letter in ((base, "b"), (_third(base), "s"), (past, "p"), (participle, "n"), (_ing(base), "g")):
        forms[form] = forms.get(form, "") + letter
    return forms


def _stem(base: str) -> str:
    short = len(base) <= 4 and len(base) > 2 and base[-1] not in _VOWELS | frozenset("wxy") and base[-2] in _VOWELS
    doubled = base in _DOUBLING or (short and base[-3] not in _VOWELS and len(base) == 3)
    return base + base[-1] if doubled or base in ("expel", "begin", "step") else base


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{_stem(base)}ed"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"


def _ing(base: str) -> str:
    if base == "die":
        return "dying"
    return f"{base[:-1]}ing" if base.endswith("e") and not base.endswith("ee") else f"{_stem(base)}ing"
