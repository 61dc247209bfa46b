"""The words of a language that tell who speaks: `speech.toml` and `names.toml`, turned into one table of words.

Responsible for: one look-up a word, the same for every language. Refuses to: look at a text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefing.proposing import languages

Entry = tuple[str, str]
"""What a word is (a tag of `words.py`) and, of a verb, its form: b(ase), s (“says”), p(ast), g (“saying”)."""

_CLASSES = (  # later ones win
    ("nouns", "noun"),
    ("times", "time"),
    ("adverbs", "adv"),
    ("prepositions", "prep"),
    ("conjunctions", "conj"),
    ("subordinators", "sub"),
    ("relatives", "rel"),
    ("determiners", "det"),
    ("possessives", "poss"),
    ("auxiliaries", "aux"),
)
_VERBS = ("verbs", "judge", "say")
VERBAL_TAGS = frozenset(("say", "judge"))
"""Tags of verbs that lead to somebody’s words."""


_SHORT = 5


@dataclass(frozen=True)
class State:
    """A state, what belongs to it, and the capitals that may stand for it."""

    name: str
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything that the engine knows of the words of one language. All words are in small letters.

    `turned` says that a subject may follow its verb wherever the verb stands, `noun_capitals` that every noun has a
    capital, as in German. `clitics` stand between a subject and its verb (“il lui dit”), `reported` are the verbs
    of reported speech (“sei”), `datives` are endings of those spoken to, `feminine` that of women's given names,
    `definite` the articles of what is known already. `enclitics` are the pronouns that hang on their verb, as in
    “dit-il”.
    """

    tag: str
    turned: bool
    elided: bool
    noun_capitals: bool
    complements: frozenset[str]
    clitics: frozenset[str]
    datives: tuple[str, ...]
    feminine: str
    reported: frozenset[str]
    definite: frozenset[str]
    articles: frozenset[str]
    enclitics: frozenset[str]
    words: Mapping[str, Entry]
    inverted: frozenset[str]
    pronouns: Mapping[str, str]
    titles: Mapping[str, str]
    abbreviations: frozenset[str]
    roles: frozenset[str]
    long_roles: tuple[str, ...]
    anonymous: frozenset[str]
    bodies: frozenset[str]
    known_bodies: frozenset[str]
    joining_bodies: frozenset[str]
    nouns: frozenset[str]
    writings: frozenset[str]
    indefinite: frozenset[str]
    never_nouns: frozenset[str]
    plain: frozenset[str]
    steered: frozenset[str]
    attitudes: frozenset[str]
    places: frozenset[str]
    portfolios: frozenset[str]
    not_names: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    given: Mapping[str, str]
    shortened: Mapping[str, str]
    states: Mapping[str, State]
    demonyms: Mapping[str, State]
    capitals: Mapping[str, State]
    according: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=32)
def lexicon(tag: str) -> Lexicon:
    """The table for a language tag; English where nobody has described that language."""
    speech, names = languages.load(tag, "speech"), languages.load(tag, "names")
    states = {name.lower(): _state(name, about) for name, about in names.get("states", {}).items()}
    titles = dict.fromkeys(names.get("titles", ()), "")
    titles |= dict.fromkeys(names.get("male", ()), "male") | dict.fromkeys(names.get("female", ()), "female")
    given = dict.fromkeys(names.get("given_male", ()), "male")
    for name in names.get("given_female", ()):
        given[name] = "female" if name not in given else ""

    def words(table: Mapping[str, Any], *keys: str) -> frozenset[str]:
        return frozenset(word for key in keys for word in table.get(key, ()))

    return Lexicon(
        tag=languages.found(tag, "speech") or languages.ENGLISH,
        turned=bool(speech.get("turned", False)),
        elided=bool(speech.get("elided", False)),
        noun_capitals=bool(speech.get("noun_capitals", False)),
        complements=words(speech, "complements"),
        clitics=words(speech, "clitics"),
        datives=tuple(speech.get("datives", ())),
        feminine=str(names.get("feminine", "")),
        reported=words(speech, "reported"),
        definite=words(speech, "definite"),
        articles=words(speech, "determiners"),
        enclitics=words(speech, "enclitics"),
        words=_entries(speech, words(names, "roles", "anonymous")),
        inverted=frozenset(form for line in speech.get("say", ()) for form in line.split()),
        pronouns=dict(speech.get("pronouns", {})),
        titles=titles,
        abbreviations=words(names, "abbreviations"),
        roles=words(names, "roles", "anonymous"),
        long_roles=tuple(sorted(one for one in words(names, "roles", "titles") if len(one) > _SHORT)),
        anonymous=words(names, "anonymous"),
        bodies=words(names, "bodies"),
        known_bodies=words(names, "known_bodies"),
        joining_bodies=words(names, "joining_bodies"),
        nouns=words(speech, "nouns"),
        writings=words(speech, "writings"),
        indefinite=words(speech, "indefinite"),
        never_nouns=words(speech, "never_nouns"),
        plain=words(speech, "plain"),
        steered=words(speech, "steered"),
        attitudes=frozenset(form for line in speech.get("attitudes", ()) for form in line.split()),
        places=words(names, "places"),
        portfolios=words(names, "portfolios"),
        not_names=words(names, "not_names"),
        suffixes=words(names, "suffixes"),
        particles=words(names, "particles"),
        given=given,
        shortened=dict(names.get("shortened", {})),
        states=states,
        demonyms={word.lower(): one for one in states.values() for word in one.demonyms},
        capitals={word.lower(): one for one in states.values() for word in one.capitals},
        according=tuple(tuple(phrase.split()) for phrase in speech.get("according", ())),
    )


def _state(name: str, about: Mapping[str, Any]) -> State:
    return State(name, tuple(about.get("demonyms", ())), tuple(about.get("capitals", ())))


def _entries(speech: Mapping[str, Any], roles: Iterable[str]) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = dict.fromkeys(roles, ("role", ""))
    entries |= dict.fromkeys((*speech.get("writings", ()), *speech.get("nouns", ())), ("noun", ""))
    for kind in _VERBS:
        for line in speech.get(kind, ()):
            for place, form in enumerate(line.split()):
                entries[form] = (kind if kind != "verbs" else "verb", _form(place, form, line))
    for key, tag in _CLASSES[1:]:
        for word in speech.get(key, ()):
            entries[word] = (tag, "")
    for word in speech.get("indefinite", ()):
        entries.setdefault(word, ("pron", ""))
    for word in speech.get("pronouns", {}):
        entries.setdefault(word, ("pron", ""))
        if entries[word][0] not in ("rel", "det"):
            entries[word] = ("pron", "")
    return entries


def _form(place: int, form: str, line: str) -> str:
    if form.endswith("ing") and place > 1:
        return "g"
    forms = line.split()
    if place == 0:
        return "b" if len(forms) > 1 and _past(forms) != form else "p"
    return "s" if place == 1 and len(forms) > 2 else "p"


def _past(forms: list[str]) -> str:
    past = [form for form in forms[2:] if not form.endswith("ing")]
    return past[0] if past else forms[0]
