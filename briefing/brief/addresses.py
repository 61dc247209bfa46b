"""Where in a brief a note stands: the address of a unit, and the words of it that were selected.

An address names one unit of one version exactly. A passage is kept verbatim with the words around it, as quotes are; it
is found again only where it stands exactly once. Refuses to: guess where words have gone (`placing.py` compares).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.brief.compare import everything
from briefing.brief.tree import Brief
from briefing.brief.units import Unit
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import Brief as BriefRecord
from briefing.model import Quote
from briefing.rules.anchors import CONTEXT, make_anchor
from briefing.wording import say

_NAMES = frozenset({"what", "section", "key", "sha256", "ordinal"})


@dataclass(frozen=True)
class Address:
    """One unit: what it is, the heading over it, which record (`Unit.key`, None for none) and the hash of its words.

    `ordinal` counts, from 0, those before it of which all this is true as well.
    """

    what: str
    section: str
    key: tuple[str, ...] | None
    sha256: str
    ordinal: int = 0

    @property
    def quote(self) -> str:
        """The id of the quote that the unit is; empty where it is none."""
        return self.key[1] if self.key is not None and len(self.key) == 2 and self.key[0] == Quote.KIND else ""


@dataclass(frozen=True)
class Spot:
    """What a note is written on: a brief, one unit of it (None: all of it), some characters of that unit.

    `version` is the number of the issued version, None for the draft; `start` and `end` are code points of the words
    of the unit, both 0 for all of them. `record_kind` and `record` bind the note to a record that the unit tells of.
    """

    brief: str
    version: int | None
    unit: Address | None = None
    start: int = 0
    end: int = 0
    record_kind: str = ""
    record: str = ""


def hash_of(unit: Unit) -> str:
    """The SHA-256 of the words of a unit."""
    return hashlib.sha256(unit.text.encode("utf-8", "surrogatepass")).hexdigest()


def addresses(units: Sequence[Unit]) -> list[Address]:
    """The address of each unit, in the order of the units; no two are alike."""
    seen: dict[Address, int] = {}
    found = []
    for unit in units:
        key = tuple(str(part) for part in unit.key) if isinstance(unit.key, tuple) else None
        first = Address(unit.what, unit.section, key, hash_of(unit))
        ordinal = seen.get(first, 0)
        seen[first] = ordinal + 1
        found.append(Address(first.what, first.section, first.key, first.sha256, ordinal))
    return found


def written(address: Address | None) -> str:
    """An address as a comment keeps it; an empty list for the whole brief."""
    if address is None:
        return "[]"
    value = {**vars(address), "key": list(address.key) if address.key is not None else None}
    return json.dumps([value], ensure_ascii=False, sort_keys=True)


def read(text: str) -> Address | None:
    """The address in what `written` made; None for the whole brief. Raises ValueError for anything else."""
    value = json.loads(text or "[]")
    if value == []:
        return None
    if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) and set(value[0]) == _NAMES):
        raise ValueError(say("this is no address of a place in a brief"))
    one: dict[str, Any] = value[0]
    key, ordinal = one["key"], one["ordinal"]
    texts = [one["what"], one["section"], one["sha256"], *(key if isinstance(key, list) else ())]
    if not all(isinstance(part, str) for part in texts) or not (key is None or isinstance(key, list)):
        raise ValueError(say("this is no address of a place in a brief"))
    if type(ordinal) is not int or ordinal < 0:
        raise ValueError(say("this is no address of a place in a brief"))
    return Address(one["what"], one["section"], tuple(key) if key is not None else None, one["sha256"], ordinal)


def passage_in(text: str, prefix: str, exact: str, suffix: str) -> tuple[int, int] | None:
    """Where the words stand in `text` with the same words around them; None unless that is exactly one place."""
    if not exact:
        return None
    around = prefix + exact + suffix
    at_start, at_end = len(prefix) < CONTEXT, len(suffix) < CONTEXT
    found: list[int] = []
    place = text.find(around)
    while place >= 0 and len(found) < 2:
        if (place == 0 or not at_start) and (place + len(around) == len(text) or not at_end):
            found.append(place + len(prefix))
        place = text.find(around, place + 1)
    return (found[0], found[0] + len(exact)) if len(found) == 1 else None


def fields_of(spot: Spot, tree: Brief) -> dict[str, Any]:
    """The fields by which a comment keeps `spot` of `tree`, which is the version it names.

    Raises NotFoundError where the version has no such unit, InvalidEntryError for a selection that cannot be kept.
    """
    record = (spot.record_kind, spot.record) if spot.record else (BriefRecord.KIND, spot.brief)
    values: dict[str, Any] = {"brief": spot.brief, "version": spot.version, "unit": written(spot.unit)}
    if spot.unit is not None:
        units = everything(tree)
        places: Mapping[Address, int] = {one: at for at, one in enumerate(addresses(units))}
        if spot.unit not in places:
            raise NotFoundError(say("The brief has no such place any more. Please show it anew and choose again."))
        if spot.unit.quote and not spot.record:
            record = (Quote.KIND, spot.unit.quote)
        if spot.end:
            values |= _selected(units[places[spot.unit]].text, spot.start, spot.end)
    elif spot.end:
        raise InvalidEntryError("exact", "Words", say("please select words of one paragraph, row or quote."))
    return {**values, "record_kind": record[0], "record": record[1]}


def _selected(text: str, start: int, end: int) -> dict[str, str]:
    try:
        anchor = make_anchor(text, start, end)
    except ValueError as error:
        raise InvalidEntryError("exact", "Words", say("%1.", error)) from None
    if passage_in(text, anchor.prefix, anchor.exact, anchor.suffix) is None:
        raise InvalidEntryError(
            "exact", "Words", say("these words stand there more than once. Please select more of them.")
        )
    return {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
