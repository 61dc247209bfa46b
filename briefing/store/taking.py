"""Taking in the steps of other copies: all in one transaction, and whatever their order, the same result everywhere.

First the steps go into the log as they are, with their own names and numbers. Then every register that they touched
gets the value that the whole log gives it, the conflicts are told anew, and the search table follows.

A step is taken once everything that its author had seen is here, with the texts and files that it stands on. What
comes before a gap is taken; what comes after it waits, and is said. Settings travel like any record: they belong to the
crisis (the day it is shown as at, its marking), and one brief must not come out differently on two desks. What belongs
to a copy alone (its site) stands in no log.

A step from a clock that is far ahead is taken with a warning; `Store` does not let it drag our clock along.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from briefing.errors import ExchangeError
from briefing.model import KINDS
from briefing.store import checking_in, conflicting, intakes, schema, search, stories, twins
from briefing.store.merging import Story, register_of
from briefing.store.rows import Rows
from briefing.store.sent import SentStep, is_text, stands_on
from briefing.store.store import FAR_AHEAD, Store
from briefing.store.stories import Key
from briefing.wording import say, say_many

Blobs = Callable[[str], bytes | None]
"""The bytes of an archived text or file by its name; None where they have not come."""
_DAY = 86_400_000
_MOST_TOLD = 20
_PLACE = {kind: place for place, kind in enumerate(KINDS)}
_STEP = "INSERT INTO step(id, site, sn, hlc, at, user, label, kind, grp, target, seen) VALUES(?,?,?,?,?,?,?,?,?,?,?)"
_CHANGE = "INSERT INTO change(step, tbl, row, field, old, new) VALUES(?, ?, ?, ?, ?, ?)"
_KEEP = {
    "t": ("SELECT 1 FROM source_text WHERE sha256 = ?", "INSERT INTO source_text VALUES(?, CAST(? AS TEXT))"),
    "f": ("SELECT 1 FROM source_file WHERE sha256 = ?", "INSERT INTO source_file VALUES(?, ?)"),
}
_OF_OTHERS = (
    "SELECT 1 FROM step WHERE id = :group AND site <> :site"
    " UNION ALL SELECT 1 FROM step WHERE grp = :group AND grp <> id AND site <> :site LIMIT 1"
)
_MADE_TWICE = frozenset({"setting", "brief_block", "comment", "decision", "rejection"})
"""Kinds whose records two desks may make under one id: that of a name, or the one that a reader's reply brought."""
_NAMED = "coalesce(q.mention_start, q.mention_end) IS NOT NULL"
_UNPROVED = {
    "quote": (
        ("q.form <> 'paraphrase'", "exact", "start", "end"),
        (f"q.form <> 'paraphrase' AND {_NAMED}", "speaker_as_stated", "mention_start", "mention_end"),
    ),
    "citation": (("q.start IS NOT NULL", "exact", "start", "end"),),
}
"""Which rows claim to hold words of a source: in which field, from where to where."""


@dataclass
class Arrived:
    """What was taken in: how many steps, what they changed of each record, and what had to be said."""

    steps: int = 0
    made: dict[tuple[str, str], None] = field(default_factory=dict)
    changed: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    touched: set[tuple[str, str]] = field(default_factory=set)
    open: set[Key] = field(default_factory=set)
    merged: int = 0
    waiting: int = 0
    notices: list[str] = field(default_factory=list)
    first: int = 0
    last: int = 0
    own: int = 0


class Taking:
    """One intake, inside `Store.writing`: `offer` every step, then `finish`."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        """Take into `store` what stands on `blobs`."""
        self._store = store
        self._connection = store.connection
        self._blobs = blobs
        rows = store.query("SELECT site, max(sn), hlc FROM step GROUP BY site")  # the time is that of the same row
        self._seen: dict[str, int] = {row[0]: row[1] for row in rows}
        self._times: dict[str, int] = {row[0]: row[2] for row in rows}
        self._ours = frozenset(self._seen)
        self._related = not self._ours
        self._waiting: dict[str, dict[int, SentStep]] = {}
        self._passed: list[int] = []
        self._kept: set[str] = set()
        self._lacking: dict[str, str] = {}
        self._registers: dict[Key, None] = {}
        self._made: dict[tuple[str, str], dict[str, Any]] = {}
        self._kinds: dict[str, str] = {}
        self._makers: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self._ahead: dict[str, int] = {}
        self._now = store.stamps.milliseconds()
        self.arrived = Arrived(first=1 + int(store.query("SELECT coalesce(max(n), 0) FROM step")[0][0]))

    def offer(self, step: SentStep) -> None:
        """Take a step, let it wait, or pass it by where it is here. Raises ExchangeError for one that cannot be."""
        step.check()
        if step.sn <= self._seen.get(step.site, 0):
            here = self._store.query("SELECT n FROM step WHERE id = ?", (step.id,))
            if not here:
                raise twins.two_of_one(step.label, step.user, step.at)
            self._passed.append(int(here[0][0]))
            return
        if step.site == self._store.site:
            raise twins.left_behind(step.label, step.user, step.at)
        if self._ready(step):
            self._keep(step)
            return
        waiting = self._waiting.setdefault(step.site, {}).setdefault(step.sn, step)
        if waiting.id != step.id:
            raise twins.two_of_one(step.label, step.user, step.at)

    def finish(self, user: str, name: str) -> Arrived:
        """Bring records, conflicts and search up to date; `name` is that of the intake. Raises ExchangeError."""
        self._take_those_that_waited()
        arrived = self.arrived
        self._tell_what_waits()
        self._tell_clocks()
        if arrived.steps:
            if not self._related:
                arrived.notices.append(
                    say("What came has nothing in common with this store. All of it is added: is it the right one?")
                )
            self._store.recount()
            stands = stories.standing(self._store)
            found = stories.read(self._store, list(self._registers))
            with Rows(self._store) as rows:
                self._bring_up_to_date(rows, found)
                rows.close()
            self._refuse_unproved(rows.touched)
            arrived.open = conflicting.refresh(self._store, found, stands)
            self._merge_texts(user, name, {key: found[key] for key in arrived.open})
            self._tell_binned()
            arrived.touched |= rows.touched
            search.follow(self._connection, rows.touched, -1)
        elif intakes.is_undone(self._store, self._passed):
            arrived.notices.append(
                say(
                    "Nothing new came: these changes were taken in before, and that was undone here. Redo brings them "
                    "back; what was changed since then stays."
                )
            )
        arrived.last = int(self._store.query("SELECT max(n) FROM step")[0][0] or 0)
        arrived.own = max(
            (
                int(row[0] or 0)
                for row in self._store.query("SELECT max(sn) FROM step WHERE site = ?", (self._store.site,))
            ),
            default=0,
        )
        return arrived

    # the log

    def _ready(self, step: SentStep) -> bool:
        return (
            step.sn == self._seen.get(step.site, 0) + 1
            and all(self._seen.get(site, 0) >= number for site, number in step.seen.items())
            and all(self._have(name) for name in stands_on(step))
        )

    def _have(self, name: str) -> bool:
        if name in self._kept:
            return True
        letter, _, sha256 = name.partition(":")
        look, keep = _KEEP[letter]
        if not self._connection.execute(look, (sha256,)).fetchone():
            data = None if name in self._lacking else self._blobs(name)
            if data is None:
                self._lacking.setdefault(name, say("has not come yet"))
                return False
            if hashlib.sha256(data).hexdigest() != sha256 or (letter == "t" and not is_text(data)):
                self._lacking[name] = say("is not what was archived")
                return False
            self._connection.execute(keep, (sha256, data))
        self._kept.add(name)
        return True

    def _keep(self, step: SentStep) -> None:
        made = checking_in.check(step)
        self._refuse_wrong_turn(step)
        if step.hlc <= self._times.get(step.site, 0):
            raise checking_in.refused(step, say("its time lies before that of the step before it"))
        cursor = self._connection.execute(
            _STEP,
            (
                step.id, step.site, step.sn, step.hlc, step.at, step.user, step.label, step.kind, step.grp, step.target,
                json.dumps(dict(step.seen)),
            ),
        )  # fmt: skip
        number = cursor.lastrowid
        self._connection.executemany(_CHANGE, [(number, *change) for change in step.changes])
        for place, values in made.items():
            self._makers.pop(place, None)
            self._refuse_two_kinds(step, *place)
            if place in self._made or self._is_there(*place):
                self._made_again(step, place)
            else:
                self._made[place] = values
        for kind, row, name, _old, _new in step.changes:
            if name != "*":
                if not self._knew(step, kind, row):
                    raise checking_in.refused(step, say("it changes a record that there is not"))
                self._registers[kind, row, register_of(kind, name)[0]] = None
        if step.kind in ("undo", "redo") and step.target:
            self._registers |= dict.fromkeys(stories.settled_by_turn(self._store, step.target))
        self._seen[step.site], self._times[step.site] = step.sn, step.hlc
        self.arrived.steps += 1
        self._related = self._related or not self._ours.isdisjoint((step.site, *step.seen))
        ahead = (step.hlc >> 16) - self._now
        if ahead > FAR_AHEAD:
            self._ahead[step.user] = max(ahead // _DAY, self._ahead.get(step.user, 0))

    def _knew(self, step: SentStep, kind: str, row: str) -> bool:
        """Whether a step made a record or had seen it made; without that it could not have changed it."""
        place = kind, row
        if place not in self._makers:
            sql = (
                "SELECT s.site, s.sn FROM change c JOIN step s ON s.n = c.step"
                " WHERE c.tbl = ? AND c.row = ? AND c.field = '*'"
            )
            self._makers[place] = [(made[0], made[1]) for made in self._connection.execute(sql, place).fetchall()]
        newest = {**step.seen, step.site: step.sn}
        return any(newest.get(site, 0) >= number for site, number in self._makers[place])

    def _is_there(self, kind: str, row: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (row,)).fetchone() is not None

    def _made_again(self, step: SentStep, place: tuple[str, str]) -> None:
        """A record that two desks made under one id. Of other kinds that cannot be."""
        kind, row = place
        if kind not in _MADE_TWICE:
            raise checking_in.refused(step, say("it makes a record that there is already"))
        self._registers |= dict.fromkeys((kind, row, spec.name) for spec in schema.specs(kind))

    def _refuse_two_kinds(self, step: SentStep, kind: str, row: str) -> None:
        """Refuse a record under the id of one of another kind: search and references could not tell them apart."""
        known = self._store.query("SELECT kind FROM doc WHERE ref = ?", (row,))
        if self._kinds.setdefault(row, known[0][0] if known else kind) != kind:
            raise checking_in.refused(step, say("it makes a record that there is already"))

    def _refuse_wrong_turn(self, step: SentStep) -> None:
        """Refuse an undo of what nobody did, and a step that counts itself to what others did."""
        if step.grp != step.id and self._store.query(_OF_OTHERS, {"group": step.grp, "site": step.site}):
            raise checking_in.refused(step, say("it counts itself to what another desk did"))
        if step.kind not in ("undo", "redo") and step.target and not intakes.is_one(step.target):
            raise checking_in.refused(step, say("it takes back what nobody did"))
        if step.kind in ("undo", "redo") and not intakes.is_one(step.target or ""):
            sql = "SELECT 1 FROM step WHERE id = :g UNION ALL SELECT 1 FROM step WHERE grp = :g AND grp <> id LIMIT 1"
            if not self._store.query(sql, {"g": step.target}):
                raise checking_in.refused(step, say("it takes back what nobody did"))

    def _take_those_that_waited(self) -> None:
        moved = True
        while moved:
            moved = False
            for site, steps in self._waiting.items():
                while (step := steps.get(self._seen.get(site, 0) + 1)) and self._ready(step):
                    self._keep(steps.pop(step.sn))
                    moved = True

    # what is said

    def _tell_what_waits(self) -> None:
        for site, steps in self._waiting.items():
            if not steps:
                continue
            self.arrived.waiting += len(steps)
            first = steps[min(steps)]
            self.arrived.notices.append(
                say_many(
                    len(steps),
                    "%1 change by %2 waits, from %3 on: %4. It is taken in as soon as that is here.",
                    "%1 changes by %2 wait, from %3 on: %4. They are taken in as soon as that is here.",
                    first.user[:80],
                    first.at,
                    self._lacks(site, first),
                )
            )

    def _lacks(self, site: str, step: SentStep) -> str:
        next_one = self._seen.get(site, 0) + 1
        if step.sn != next_one:
            return _gap(site, next_one, step.sn - 1)
        for other, number in step.seen.items():
            if self._seen.get(other, 0) < number:
                return _gap(other, self._seen.get(other, 0) + 1, number)
        name = next(one for one in stands_on(step) if one in self._lacking)
        if name.startswith("t:"):
            return say("the archived text %1 %2", name[2:14], self._lacking[name])
        return say("the archived file %1 %2", name[2:14], self._lacking[name])

    def _tell_binned(self) -> None:
        found = conflicting.binned_unseen(self._store, self.arrived.changed)
        for title, labels in found[:_MOST_TOLD]:
            self.arrived.notices.append(
                say(
                    "“%1” was deleted on one desk while another one changed it (%2), and is deleted now. If those "
                    "words are still wanted, please restore it.",
                    title[:80],
                    ", ".join(labels),
                )
            )
        if (more := len(found) - _MOST_TOLD) > 0:
            self.arrived.notices.append(
                say_many(
                    more,
                    "%1 more record was deleted on one desk and changed on another one.",
                    "%1 more records were deleted on one desk and changed on another one.",
                )
            )

    def _tell_clocks(self) -> None:
        for user, days in self._ahead.items():
            self.arrived.notices.append(
                say_many(
                    days,
                    "The clock of %2 is %1 day ahead of ours. The changes were taken in; where both sides changed a "
                    "field, theirs count as the newer ones. Please have the clock that is wrong set right.",
                    "The clock of %2 is %1 days ahead of ours. The changes were taken in; where both sides changed a "
                    "field, theirs count as the newer ones. Please have the clock that is wrong set right.",
                    user[:80],
                )
            )

    # the records

    def _bring_up_to_date(self, rows: Rows, found: dict[Key, Story]) -> None:
        values: dict[tuple[str, str], dict[str, Any]] = {}
        for (kind, row, _), story in found.items():
            values.setdefault((kind, row), {}).update(story.value)
        for kind, row in sorted(self._made, key=lambda place: _PLACE[place[0]]):  # parents first
            first = {name: value for name, value in self._made[kind, row].items() if value is not None}
            rows.make(kind, row, {**first, **values.pop((kind, row), {})})
            self.arrived.made[kind, row] = None
        for (kind, row), wanted in values.items():
            held = rows.held(kind, row, wanted)
            new = {name: value for name, value in wanted.items() if held[name] != value}
            if new:
                rows.change(kind, row, new)
                self.arrived.changed[kind, row] = {name: (held[name], value) for name, value in new.items()}

    def _refuse_unproved(self, touched: Iterable[tuple[str, str]]) -> None:
        """Words between quotation marks must be a slice of a text that is here, whoever says so."""
        for kind, row in touched:
            for claims, words, start, end in _UNPROVED.get(kind, ()):
                sql = (
                    f'SELECT q."{words}" FROM {kind} q LEFT JOIN source_version v ON v.n = q.source_version'
                    " LEFT JOIN source_text x ON x.sha256 = v.text_sha256"
                    f" WHERE q.id = ? AND {claims} AND (v.text_sha256 IS NOT q.text_sha256 OR q.{start} < 0"
                    f' OR q."{end}" <= q.{start}'
                    f' OR substr(x.text, q.{start} + 1, q."{end}" - q.{start}) IS NOT q."{words}")'
                )
                for found in self._store.query(sql, (row,)):
                    raise ExchangeError(
                        say(
                            "“%1” is no passage of the archived text that it is said to be taken from. Nothing was "
                            "taken in. Please ask for a copy of the store that it came from.",
                            found[0][:80],
                        )
                    )

    def _merge_texts(self, user: str, name: str, found: dict[Key, Story]) -> None:
        """Where two desks changed different sentences of a text, write one with both, in a step of ours."""
        texts = {key: text for key, story in found.items() if (text := stories.merged_text(key, story)) is not None}
        if not texts:
            return
        step = self._store.begin("merge texts", user, "resolve", target=name)
        for (kind, row, field_name), text in texts.items():
            before = found[kind, row, field_name].value[field_name]
            conflicting.write(self._store, step, kind, row, {field_name: text})
            if (kind, row) not in self.arrived.made:
                was = self.arrived.changed.setdefault((kind, row), {}).get(field_name, (before, text))[0]
                self.arrived.changed[kind, row][field_name] = (was, text)
        self._store.end(step)
        conflicting.refresh(self._store, stories.read(self._store, list(texts)), stories.standing(self._store))
        self.arrived.open -= texts.keys()
        self.arrived.merged = len(texts)
        self.arrived.touched |= step.touched


def _gap(site: str, first: int, last: int) -> str:
    if first == last:
        return say("step %1 of the desk %2 is missing", first, site[-8:])
    return say("steps %1 to %2 of the desk %3 are missing", first, last, site[-8:])
