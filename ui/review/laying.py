"""Where the words of a brief stand in the document that shows them: the way from units to places and back.

Positions of the document are UTF-16 units, those of a unit code points. Refuses to: know how anything looks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ui.widgets.offsets import Offsets


@dataclass(frozen=True)
class Stretch:
    """Characters of one unit: `text` is its slice from `start` on, shown in the document from `at` on."""

    unit: int
    start: int
    text: str
    at: int

    @property
    def end_at(self) -> int:
        """The place of the document after it."""
        return self.at + Offsets(self.text).length()


@dataclass
class Places:
    """What the writer notes while it writes. `spans` are the places from which to which each unit is shown.

    `items` are the units that are read one after another; `notes` the places of the sources by number, `decisions`
    the places of the lines on which a unit (None: the whole brief) is decided.
    """

    stretches: list[Stretch] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    items: list[int] = field(default_factory=list)
    notes: dict[int, int] = field(default_factory=dict)
    decisions: dict[int | None, int] = field(default_factory=dict)

    def unit_at(self, place: int) -> int | None:
        """The unit that is shown at a place of the document, else the last one before it."""
        before = [(start, -end, unit) for unit, (start, end) in self.spans.items() if start <= place]
        return max(before)[2] if before else None

    def selected(self, start: int, end: int) -> tuple[int, int, int] | None:
        """The selection as characters of the first unit in it: the unit, its start and end; None where it has none."""
        inside = [one for one in self._near(start) if one.at < end and one.end_at > start]
        if not inside:
            return None
        unit = inside[0].unit
        found = []
        for one in inside:
            if one.unit == unit:
                first, last = Offsets(one.text).span(max(0, start - one.at), min(end, one.end_at) - one.at)
                found += [one.start + first, one.start + last]
        return unit, min(found), max(found)

    def shown(self, unit: int, start: int, end: int) -> list[tuple[int, int]]:
        """The places of the document at which the characters of a unit from `start` to `end` are shown."""
        found = []
        for one in self.stretches:
            last = one.start + len(one.text)
            if one.unit == unit and one.start < end and last > start:
                offsets = Offsets(one.text)
                found.append(
                    (
                        one.at + offsets.units(max(0, start - one.start)),
                        one.at + offsets.units(min(end, last) - one.start),
                    )
                )
        return found

    def _near(self, place: int) -> list[Stretch]:
        """The stretches from the one before a place on."""
        at = bisect_right(self.stretches, place, key=lambda one: one.at)
        return self.stretches[max(0, at - 1) :]
