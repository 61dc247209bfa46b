"""What is different from the earlier version of a brief: the records then and now, as far as a reader may know it.

Fields that a reader should know are declared here; notes, sensitivities and lines of our own are not among them.
Refuses to: show a value that was marked higher than what is printed now. What lay above the ceiling then is new now.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from briefing.brief.frozen import FrozenBriefError, thaw
from briefing.brief.material import Material
from briefing.brief.tree import Blocks, Heading, Paragraph, QuoteBlock, Table, plain, walk_blocks
from briefing.brief.tree import Brief as Tree
from briefing.clock import Clock
from briefing.model import (
    Brief,
    BriefVersion,
    Event,
    Fact,
    Issue,
    Link,
    Membership,
    Position,
    Quote,
    Record,
    SourceVersion,
)
from briefing.rules import dates
from briefing.store import records
from briefing.store.since import (
    Past,
    belonging,
    day_of,
    earlier_version,
    kept_bytes,
    last_step_before,
    past,
    step_named,
)
from briefing.terms import CLOSED_STATUSES

WATCHED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "issue": (
            "title", "status", "trend", "priority", "deadline_edtf", "owner_actor", "owner_desk", "next_step",
            "next_step_due_edtf",
        ),
        "event": ("title", "date_edtf", "modality", "place"),
        "quote": ("exact", "speaker", "speaker_certainty", "date_edtf", "form", "translation_text"),
        "fact": ("label", "value", "unit", "as_at_edtf", "credibility"),
        "position": ("stance", "summary", "red_line", "valid_to_edtf"),
        "actor": ("name", "role_as_stated"),
        "membership": ("role", "organisation", "start_edtf", "end_edtf"),
    }
)  # fmt: skip
"""The fields whose change a reader should know, in the order in which they are told."""
_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"issue": (*WATCHED["issue"], "status_since_edtf"), "link": (), "source": (), "source_version": ()}
)
_CARRIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quote": ("speaker", "source_version"),
        "fact": ("subject",),
        "position": ("actor", "issue"),
        "membership": ("person", "organisation"),
    }
)
"""References without which a record was not told either (`store/withheld.py`)."""
USUAL_DAYS = 7
"""How far back is told where nothing went out before."""


@dataclass(frozen=True)
class Earlier:
    """The version since which things are told: its step, day (EDTF), number, and what it said, where that is kept.

    `issued` is False where nothing went out before, and the last days are told.
    """

    step: int
    day: str
    issued: bool
    number: int | None = None
    tree: Tree | None = None

    @property
    def name(self) -> str:
        """What a sentence calls it: `No. 3`."""
        return f"No. {self.number}" if self.number is not None else "The earlier issue"

    @property
    def words(self) -> str:
        """`No. 3 of Friday 12 August 2022`, or the day alone, said to be so."""
        day = dates.describe(self.day, weekday=True)
        if not self.issued:
            return f"{day} (no earlier issue)"
        return f"{self.name if self.number is not None else 'the issue'} of {day}"

    @cached_property
    def _units(self) -> tuple[str, ...]:
        return tuple(unit.casefold() for unit in _units(self.tree.blocks)) if self.tree is not None else ()

    def said(self, *words: str) -> bool:
        """Whether one line of it holds all of `words`; True where what it said is not kept."""
        if self.tree is None:
            return self.issued
        wanted = [one.casefold() for one in words]
        return any(all(one in unit for one in wanted) for unit in self._units)


def _units(blocks: Blocks) -> Iterator[str]:
    """What is read as one line: a paragraph, a row, a quote with its speaker and day."""
    for block in walk_blocks(blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield plain(runs)
            case Table(rows=rows):
                yield from (" · ".join(plain(cell) for cell in row) for row in rows)
            case QuoteBlock(exact=exact, speaker=speaker, occasion=occasion):
                yield f"{exact} · {speaker} · {occasion}"
            case _:
                pass


@dataclass
class Since:
    """The records of one brief beside what they were. `closed` are issues that left the list of open ones since.

    `new` holds by kind what was not told then; `gone` what bore on the issues then and does not now; `links` every
    row that joins an issue with a record, then or now.
    """

    material: Material
    earlier: Earlier
    past: Past
    hidden: frozenset[str]
    closed: list[Issue] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)

    def was_there(self, record: Record) -> bool:
        """Whether a record was there at the step, and below the ceiling."""
        carried = (str(self.past.held(record, name)) for name in _CARRIED.get(record.KIND, ()))
        return self.past.lived(record) and record.id not in self.hidden and not self.hidden.intersection(carried)

    def bore(self, record: Record) -> bool:
        """Whether a record was there and bore on one of the issues at the step."""
        if not self.was_there(record):
            return False
        return isinstance(record, Issue | Position) or record.id in self._bore

    @cached_property
    def _bore(self) -> frozenset[str]:
        return frozenset(link.target for link in self.links if self.past.lived(link))

    def changed(self, record: Record) -> tuple[str, ...]:
        """The fields of a record that was told then which hold something else now."""
        if not self.was_there(record):
            return ()
        return tuple(name for name in WATCHED[record.KIND] if self.past.differs(record, name))

    def tellable(self, record: Record) -> bool:
        """Whether the old values of a record may be printed beside its present marking."""
        then = str(self.past.held(record, "marking"))
        return then == record.marking or self._rank(then) <= self._rank(record.marking)

    def _rank(self, marking: str) -> int:
        profile = self.material.profile
        level = profile.level(marking) if marking else profile.lowest
        return level.rank if level is not None else -1

    def issues_of(self, record: Record) -> frozenset[str]:
        """The ids of the issues on which a record bears, or bore."""
        if isinstance(record, Issue):
            return frozenset({record.id})
        if isinstance(record, Position):
            return frozenset({record.issue})
        return self._issues.get(record.id, frozenset())

    @cached_property
    def _issues(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for link in self.links:
            found.setdefault(link.target, set()).add(link.issue)
        return {target: frozenset(issues) for target, issues in found.items()}


def since_of(material: Material) -> Since:
    """What is different for this material; asked once for the same issues."""
    key = ",".join(issue.id for issue in material.issues)
    if key not in material.kept:
        material.kept[key] = _since(material)
    found = material.kept[key]
    assert isinstance(found, Since)
    return found


def earlier_of(material: Material) -> Earlier:
    """The version since which things are told: the one asked for, else the newest of the series or the audience."""
    if "earlier" not in material.kept:
        material.kept["earlier"] = _earlier(material)
    found = material.kept["earlier"]
    assert isinstance(found, Earlier)
    return found


def period(material: Material) -> str:
    """The period that is covered: `Friday 12 August 2022 to Friday 19 August 2022 (since No. 3)`."""
    earlier = earlier_of(material)
    last = dates.describe(material.reading.today.isoformat(), weekday=True)
    note = "no earlier issue" if not earlier.issued else f"since {earlier.name}" if earlier.number is not None else ""
    return f"{dates.describe(earlier.day, weekday=True)} to {last}" + (f" ({note})" if note else "")


def _earlier(material: Material) -> Earlier:
    reading, store = material.reading, material.reading.store
    version = material.since
    if version is None and material.brief is not None:
        found = earlier_version(store, material.brief)
        version = reading.get(BriefVersion, found) if found else None
    if version is None:
        first = reading.clock.days(-USUAL_DAYS).isoformat()
        return Earlier(last_step_before(store, first), first, issued=False)
    step = step_named(store, version.step) or last_step_before(store, _day_after(version.as_at_edtf))
    number = version.series_no if version.series_no is not None else reading.get(Brief, version.brief).series_no
    day = version.as_at_edtf or day_of(store, step) or reading.today.isoformat()
    return Earlier(step, day, issued=True, number=number, tree=_tree(material, version))


def _day_after(edtf: str) -> str:
    last = dates.bounds(edtf)[1]
    return Clock(date.fromisoformat(last)).days(1).isoformat() if last else ""


def _tree(material: Material, version: BriefVersion) -> Tree | None:
    data = kept_bytes(material.reading.store, version.content_sha256) if version.content_sha256 else None
    try:
        value = json.loads(data or b"")
        return thaw(value.get("brief") if isinstance(value, dict) else value)
    except (ValueError, RecursionError, FrozenBriefError):  # of a later release, or damaged: it says nothing
        return None


def _since(material: Material) -> Since:
    store = material.reading.store
    earlier = earlier_of(material)
    then = past(store, earlier.step, {**WATCHED, **_BESIDE})
    found = Since(material, earlier, then, _hidden(material, then))
    found.closed = _closed(found) if material.all_open else []
    about = [issue.id for issue in (*material.issues, *found.closed)]
    found.links = belonging(store, Link, "issue", about)
    found.positions = belonging(store, Position, "issue", [issue.id for issue in material.issues])
    found.memberships = belonging(store, Membership, "person", [actor.id for actor in material.actors()])
    now = {record.id for group in (material.events, material.quotes, material.facts) for record in group}
    for cls in (Event, Quote, Fact):
        bore = dict.fromkeys(link.target for link in found.links if link.target_kind == cls.KIND and then.lived(link))
        missing = [one for one in bore if one not in now]
        found.gone += [record for record in records.several(store, cls, missing) if found.was_there(record)]
    found.gone += [position for position in found.positions if position.deleted and found.was_there(position)]
    return found


def _hidden(material: Material, then: Past) -> frozenset[str]:
    """The ids of the records that lay above the ceiling at the step, and their archived texts."""
    found = {
        record_id
        for record_id, values in then.before.items()
        if values.get("marking") and not material.allowed(str(values["marking"]))
    }
    versions = belonging(material.reading.store, SourceVersion, "source", sorted(found))
    return frozenset(found | {version.id for version in versions})


def _closed(found: Since) -> list[Issue]:
    """The issues that were open at the step and are closed or in the bin now."""
    touched = [one for one, values in found.past.before.items() if {"status", "deleted"} & set(values)]
    return [
        issue
        for issue in records.several(found.material.reading.store, Issue, touched)
        if found.was_there(issue)
        and found.past.held(issue, "status") not in CLOSED_STATUSES
        and (issue.deleted or issue.status in CLOSED_STATUSES)
    ]
