"""Where the notes on one version of a brief stand in another: in place, on words that changed since, or nowhere.

Nothing re-anchors silently: a note is *placed* only where its unit says the same and its passage stands there exactly
once. Every note that was stored comes back in one of the three states. Refuses to: drop a note, or move its words.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.brief.addresses import Address, addresses, hash_of, passage_in, read
from briefing.brief.compare import HEADER, aligned, everything
from briefing.brief.tree import Brief
from briefing.brief.units import Unit
from briefing.model import Brief as BriefRecord
from briefing.model import Comment, Decision
from briefing.review_model import Remark


class Standing(StrEnum):
    """What became of the place of a note; the value is what scripts read."""

    PLACED = "placed"
    CHANGED = "changed"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class PlacedNote:
    """A note and its place in the version that is shown.

    `unit` is the number of its unit in `Placed.units`, None for the whole brief and where there is none any more;
    `start` and `end` are the selected words in that unit, both 0 for all of them or where they cannot be told.
    """

    note: Remark
    standing: Standing
    unit: int | None = None
    start: int = 0
    end: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is about the brief as a whole."""
        return self.unit is None and self.standing is not Standing.UNPLACED


@dataclass(frozen=True)
class Placed:
    """The units of a version, and every note in the order in which it came in."""

    units: tuple[Unit, ...]
    notes: tuple[PlacedNote, ...]

    def standing(self, wanted: Standing) -> tuple[PlacedNote, ...]:
        """The notes in one of the three states."""
        return tuple(one for one in self.notes if one.standing is wanted)

    @property
    def placed(self) -> tuple[PlacedNote, ...]:
        """The notes whose words are there, unchanged."""
        return self.standing(Standing.PLACED)

    @property
    def changed(self) -> tuple[PlacedNote, ...]:
        """The notes whose text changed since they were written."""
        return self.standing(Standing.CHANGED)

    @property
    def unplaced(self) -> tuple[PlacedNote, ...]:
        """The notes whose place is gone."""
        return self.standing(Standing.UNPLACED)


def place(old: Brief | None, new: Brief, notes: Sequence[Remark], titles: Mapping[str, str] | None = None) -> Placed:
    """Place `notes`, which were written on `old` (None: no longer known), in `new`.

    `titles` are the present titles of records by id: a note that is bound to a record follows it to the one row or
    heading that has this title.
    """
    return place_all(lambda _version: old, new, notes, titles)


def place_all(
    tree_of: Callable[[int | None], Brief | None],
    new: Brief,
    notes: Sequence[Remark],
    titles: Mapping[str, str] | None = None,
) -> Placed:
    """Place notes that were written on several versions; `tree_of` gives each by its number. See `place`."""
    after = _Side(everything(new))
    ways: dict[int | None, _Way] = {}
    placed = []
    for note in notes:
        if note.version not in ways:
            ways[note.version] = _Way(tree_of(note.version), new, after)
        placed.append(_placed(note, ways[note.version], titles or {}))
    found = Placed(tuple(after.units), tuple(placed))
    assert len(notes) == len(found.placed) + len(found.changed) + len(found.unplaced)
    return found


class _Side:
    """One version as units, and where to find each."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.addresses = addresses(units)
        self.places = {one: at for at, one in enumerate(self.addresses)}
        self._known: dict[Hashable, list[int]] = defaultdict(list)
        for at, (unit, address) in enumerate(zip(units, self.addresses, strict=True)):
            for name in {("words", _bare(address)), ("key", address.key), ("title", _names(unit))}:
                self._known[name].append(at)

    def record(self, kind: str, record: str) -> int | None:
        """The unit that is a record by its key; None where there is none."""
        return next(iter(self._known.get(("key", (kind, record)), ())), None)

    def titled(self, title: str) -> int | None:
        """The one row or heading that begins with `title`."""
        return self._only("title", title) if title else None

    def alike(self, address: Address) -> int | None:
        """The unit of this address, else the only one that says the same, else the only one of its record."""
        if address in self.places:
            return self.places[address]
        same = self._only("words", _bare(address))
        return same if same is not None or address.key is None else self._only("key", address.key)

    def _only(self, how: str, what: Hashable) -> int | None:
        found = self._known.get((how, what), [])
        return found[0] if len(found) == 1 else None


class _Way:
    """From one version to another: which unit stands for which."""

    def __init__(self, old: Brief | None, new: Brief, after: _Side) -> None:
        self.after = after
        self.before = None if old is None else after if old is new else _Side(everything(old))
        self.partner: dict[int, int] = {}
        self.alike = True
        before = self.before
        if before is None:
            return
        if before is after:
            self.partner = {at: at for at in range(len(after.units))}
            return
        pairs = aligned(before.units, after.units)
        self.partner = {a: b for a, b in pairs if a is not None and b is not None}
        self._moved([a for a, b in pairs if a is not None and b is None], [b for a, b in pairs if a is None])
        self.alike = all(_says_same(before, after, a, b) for a, b in pairs)

    def _moved(self, gone: Iterable[int], made: Iterable[int | None]) -> None:
        """Pair what says the same in another order, where that is one unit on each side."""
        assert self.before is not None
        left: dict[Hashable, list[int]] = defaultdict(list)
        right: dict[Hashable, list[int]] = defaultdict(list)
        for at in gone:
            left[self.before.units[at].what, self.before.units[at].text].append(at)
        for new in made:
            if new is not None:
                right[self.after.units[new].what, self.after.units[new].text].append(new)
        self.partner |= {a[0]: right[what][0] for what, a in left.items() if len(a) == len(right.get(what, ())) == 1}


def _bare(address: Address) -> Hashable:
    return address.what, address.key, address.sha256


def _names(unit: Unit) -> str:
    """What a row or heading is about: its first cell, its words."""
    if unit.what == "row":
        return unit.text.partition(" · ")[0]
    return unit.text if unit.what == "heading" else ""


def _says_same(before: _Side, after: _Side, a: int | None, b: int | None) -> bool:
    """Whether a pair is no difference to somebody who read the brief; the lines of its header are none."""
    told = [side.units[at] for side, at in ((before, a), (after, b)) if at is not None]
    if all(one.section == HEADER and one.key != ("header", "Title") for one in told):
        return True
    return len(told) == 2 and told[0].text == told[1].text


def _placed(note: Remark, way: _Way, titles: Mapping[str, str]) -> PlacedNote:
    try:
        address = read(note.unit)
    except (ValueError, RecursionError):  # from elsewhere, and no address: it is kept and shown, but nowhere
        return PlacedNote(note, Standing.UNPLACED)
    bound = bool(note.record) and note.record_kind != BriefRecord.KIND
    if address is None and not bound:
        return PlacedNote(note, Standing.PLACED if way.alike else Standing.CHANGED)
    before, after = way.before, way.after
    source = before.places.get(address) if before is not None and address is not None else None
    if source is None and before is not None and bound:
        source = before.record(note.record_kind, note.record)
    at = way.partner.get(source) if source is not None else None
    if source is None and address is not None:
        at = after.alike(address)
    if at is not None and address is not None and address.quote and after.units[at].key != address.key:
        at = None  # the same words, said by another record
    if at is None and bound:
        at = after.record(note.record_kind, note.record)
        at = after.titled(titles.get(note.record, "")) if at is None else at
    if at is None:
        return PlacedNote(note, Standing.UNPLACED)
    was = address.sha256 if address is not None else hash_of(before.units[source]) if before and source else ""
    if was and was != after.addresses[at].sha256:
        return PlacedNote(note, Standing.CHANGED, at)
    if isinstance(note, Decision) or not note.exact:
        return PlacedNote(note, Standing.PLACED, at)
    passage = passage_in(after.units[at].text, note.prefix, note.exact, note.suffix)
    if passage is None:
        return PlacedNote(note, Standing.CHANGED, at)
    return PlacedNote(note, Standing.PLACED, at, *passage)


@dataclass(frozen=True)
class Thread:
    """A comment with its place, and the replies to it, the oldest first."""

    head: PlacedNote
    replies: tuple[Comment, ...]


def threads(placed: Placed) -> tuple[Thread, ...]:
    """The comments in reading order: those on the whole brief, then by place, then those without one.

    A reply whose first comment is not there, or that leads back to itself, heads a thread of its own.
    """
    comments = {one.note.id: one for one in placed.notes if isinstance(one.note, Comment)}
    heads: dict[str, list[Comment]] = {}
    for name, one in comments.items():
        root = _root(name, comments)
        heads.setdefault(root, [])
        if root != name and isinstance(one.note, Comment):
            heads[root].append(one.note)
    made = [Thread(comments[name], tuple(sorted(group, key=_when))) for name, group in heads.items()]
    return tuple(sorted(made, key=lambda thread: _reading_order(thread.head)))


def _root(name: str, comments: Mapping[str, PlacedNote]) -> str:
    passed: set[str] = set()
    at = name
    while at not in passed:
        passed.add(at)
        note = comments[at].note
        parent = note.parent if isinstance(note, Comment) else ""
        if parent not in comments:
            return at
        at = parent
    return name


def _when(note: Remark) -> tuple[str, str]:
    return note.written_at, note.id


def _reading_order(one: PlacedNote) -> tuple[int, int, int, tuple[str, str]]:
    group = 2 if one.standing is Standing.UNPLACED else 0 if one.unit is None else 1
    return group, one.unit or 0, one.start, _when(one.note)


def decisions(placed: Placed) -> tuple[PlacedNote, ...]:
    """The decisions that count: the latest of each author on each target, in reading order. Earlier ones stay kept."""
    latest: dict[Hashable, PlacedNote] = {}
    for one in placed.notes:
        if isinstance(one.note, Decision):
            there = one.note.unit if one.standing is Standing.UNPLACED else one.unit
            target = (one.note.author, there)
            if target not in latest or _when(one.note) >= _when(latest[target].note):
                latest[target] = one
    return tuple(sorted(latest.values(), key=_reading_order))


def decidable(new: Brief, headings: Iterable[str]) -> tuple[int, ...]:
    """The numbers of the units that may be decided one by one: the items under these headings of recommendations.

    Where such a block has no items, its paragraphs. The brief as a whole may always be decided.
    """
    under: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
    wanted = tuple(headings)
    if not wanted:
        return ()
    for number, unit in enumerate(everything(new)):
        for heading in wanted:
            if _stands_under(unit.section, heading) and unit.what in ("item", "paragraph", "row"):
                under[heading].append((number, unit))
    found: set[int] = set()
    for group in under.values():
        items = [number for number, unit in group if unit.what != "paragraph"]
        found |= set(items or [number for number, _ in group])
    return tuple(sorted(found))


def _stands_under(section: str, heading: str) -> bool:
    plain = section.partition(": ")[2] if section.startswith("Annex ") else section
    return plain == heading or plain.startswith(f"{heading} – ")
