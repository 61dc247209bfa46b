"""Names that are the same within one text: “Borrell” is the Josep Borrell it names elsewhere.

Responsible for: the fullest form of each name, and the kind and gender that all its forms have in common.
Refuses to: join two full names that differ in more than an initial, a middle name or accents.
"""

from collections.abc import Sequence

from briefing.store.folding import fold
from briefing.terms import ActorKind

Bare = tuple[str, ActorKind | None, str, bool]
"""The words of a name, its kind, its gender, and whether it is known to name nobody."""
Tied = tuple[str, ActorKind | None, str]
"""The fullest form of a name, its kind, its gender."""


class _Person:
    """One person of the text while names are being tied."""

    def __init__(self, full: str, gender: str) -> None:
        self.full = full
        self.gender = gender
        self.places: list[int] = []


def tied(names: Sequence[Bare]) -> list[Tied]:
    """For each name in the order of the text, what it is the same as."""
    folded = [tuple(part for part in _parts(text) if part) for text, *_ in names]
    kinds = _kinds(names, folded)
    kinds = _surnamed(names, folded, kinds)
    persons, of_name = _persons(names, folded, kinds)
    by_last: dict[str, list[_Person]] = {}
    by_first: dict[str, list[_Person]] = {}
    for person in persons:
        parts = _parts(person.full)
        by_last.setdefault(parts[-1], []).append(person)
        by_first.setdefault(parts[0], []).append(person)
    for place, (text, _, gender, nobody) in enumerate(names):
        if nobody or place in of_name or kinds[place] not in (None, ActorKind.PERSON) or not folded[place]:
            continue
        last = folded[place][-1]
        found = _best(by_last.get(last, []), gender, place)
        if found is None and len(folded[place]) == 1:
            found = _best(by_first.get(last, []), gender, place)
        if found is None and kinds[place] is ActorKind.PERSON:
            found = _Person(text, gender)
            by_last.setdefault(last, []).append(found)
        if found is not None and (len(folded[place]) == 1 or kinds[place] is ActorKind.PERSON):
            of_name[place] = found
            found.places.append(place)
            found.gender = found.gender or gender
    return [
        (of_name[place].full, ActorKind.PERSON, of_name[place].gender)
        if place in of_name
        else (text, kinds[place], gender)
        for place, (text, _, gender, _) in enumerate(names)
    ]


def _parts(text: str) -> list[str]:
    parts = [fold(part.strip(".,")) for part in text.split()]
    return [part for part in parts if part not in ("jr", "sr", "ii", "iii")] or parts


def _kinds(names: Sequence[Bare], folded: Sequence[tuple[str, ...]]) -> list[ActorKind | None]:
    """One kind for all that are written alike."""
    known: dict[tuple[str, ...], ActorKind] = {}
    for (_, kind, _, _), parts in zip(names, folded, strict=True):
        if kind is not None:
            known.setdefault(parts, kind)
    return [kind or known.get(parts) for (_, kind, _, _), parts in zip(names, folded, strict=True)]


def _surnamed(
    names: Sequence[Bare], folded: Sequence[tuple[str, ...]], kinds: Sequence[ActorKind | None]
) -> list[ActorKind | None]:
    """A name of several words that nothing tells the kind of is a person’s where its last word alone is one’s."""
    alone = {
        parts[0] for parts, kind in zip(folded, kinds, strict=True) if len(parts) == 1 and kind is ActorKind.PERSON
    }
    return [
        ActorKind.PERSON if kind is None and len(parts) in (2, 3) and parts[-1] in alone and not name[3] else kind
        for name, parts, kind in zip(names, folded, kinds, strict=True)
    ]


def _persons(
    names: Sequence[Bare], folded: Sequence[tuple[str, ...]], kinds: Sequence[ActorKind | None]
) -> tuple[list[_Person], dict[int, _Person]]:
    persons: list[_Person] = []
    of_name: dict[int, _Person] = {}
    by_ends: dict[tuple[str, str], _Person] = {}
    for place, (text, _, gender, _) in enumerate(names):
        parts = folded[place]
        if len(parts) < 2 or kinds[place] is not ActorKind.PERSON:
            continue
        person = by_ends.get((parts[0], parts[-1]))
        if person is None:
            person = _Person(text, gender)
            by_ends[parts[0], parts[-1]] = person
            persons.append(person)
        elif len(text) > len(person.full) and not text.isupper():
            person.full = text
        person.gender = person.gender or gender
        person.places.append(place)
        of_name[place] = person
    return persons, of_name


def _best(persons: Sequence[_Person], gender: str, place: int) -> _Person | None:
    """Of several persons with one surname, the one named most until here; else the first to be named."""
    fitting = [one for one in persons if not gender or not one.gender or one.gender == gender]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=lambda one: (_until(one.places, place), -(one.places[0] if one.places else 0)))


def _until(places: Sequence[int], place: int) -> int:
    """How many of the places are before one; only the last few are looked at."""
    return min(len(places), 50) if places and places[-1] < place else sum(one < place for one in places[:50])
