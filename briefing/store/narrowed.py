"""Which records of a kind a list shows: narrowed by words, by the tags that its rows wear, and by the bin, in SQL.

The tags are the tags and marks of `lists.rows`; a test holds both to the same answer.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.ids import is_called
from briefing.model import KINDS
from briefing.store import archive, lists, records, search
from briefing.store.derived import IS_DERIVED
from briefing.store.store import Store
from briefing.terms import (
    ActorKind,
    AnchorState,
    BriefStatus,
    IssueStatus,
    Modality,
    Priority,
    QuoteForm,
    Reliability,
    SourceType,
    Stance,
    in_words,
)


@dataclass(frozen=True)
class Group:
    """Tags of one kind: a record wears at most one of them, the value of an SQL expression over table `t`."""

    tags: tuple[str, ...]
    value: str


def _flag(tag: str, test: str) -> Group:
    return Group((tag,), f"CASE WHEN {test} THEN '{tag}' END")


def _worded(choices: type[StrEnum], column: str) -> Group:
    """The choices of a closed list, as they are read."""
    cases = " ".join(f"WHEN '{choice.value}' THEN '{in_words(choice.value)}'" for choice in choices)
    return Group(tuple(in_words(choice.value) for choice in choices), f"CASE {column} {cases} END")


_OVERDUE = "t.deadline_latest <> '' AND t.deadline_latest < :day AND " + lists.OPEN_ISSUE
_PAST = "t.modality = 'planned' AND t.date_latest <> '' AND t.date_latest < :day"
_CHECKED = tuple(state.value for state in AnchorState)
"""Tags that a check finds; they stand in no column."""
_GROUPS: Mapping[str, tuple[Group, ...]] = {
    "issue": (
        Group(tuple(IssueStatus), "t.status"),
        Group(tuple(Priority), "t.priority"),
        _flag("overdue", _OVERDUE),
    ),
    "actor": (_worded(ActorKind, "t.kind"),),
    "event": (
        Group(
            (*(one.value.replace("_", ", ") for one in Modality), "planned, not confirmed"),
            f"CASE WHEN {_PAST} THEN 'planned, not confirmed' ELSE replace(t.modality, '_', ', ') END",
        ),
        _flag("date conflict", "t.date_conflict <> ''"),
    ),
    "quote": (
        _flag("key", "t.is_key = 1"),
        Group((*_CHECKED, QuoteForm.PARAPHRASE.value), "CASE t.form WHEN 'paraphrase' THEN 'paraphrase' END"),
    ),
    "source": (
        Group(tuple(f"grade {grade.value}" for grade in Reliability), "'grade ' || t.reliability"),
        _worded(SourceType, "t.type"),
    ),
    "fact": (_flag("derived", IS_DERIVED), _flag(lists.NO_SOURCE, lists.UNTOLD_FACT)),
    "position": (Group(tuple(Stance), "t.stance"),),
    "brief": (Group(tuple(BriefStatus), "t.status"),),
}


def tags(kind: str) -> tuple[str, ...]:
    """Every tag by which a kind can be narrowed, group by group."""
    return tuple(str(tag) for group in _GROUPS[kind] for tag in group.tags)


def narrowed(store: Store, kind: str, text: str, wanted: Sequence[str], today: date, order: str = "") -> list[str]:
    """The ids of the living records of a kind that match a text and wear the `wanted` tags, in an order of `SORTS`.

    Every word of `text` begins some word of the record, in any script, or `text` is its reference. Of the tags of one
    group one is enough; a record must wear one of each group of which there are some.
    """
    found = records.ids(store, kind, order)
    if text.strip():
        named = search.referred(store.connection, text, (kind,))
        hits = set(named) or search.matching(store.connection, text, kind)
        found = [one for one in found if one in hits]
    if wanted and found:
        wearing = _wearing(store, kind, wanted, today)
        found = [one for one in found if one in wearing]
    return found


def worn(store: Store, kind: str, today: date) -> set[str]:
    """The tags of a kind that some living record wears."""
    day = {"day": today.isoformat()}
    found: set[str] = set()
    for group in _GROUPS[kind]:
        if len(group.tags) == 1:
            sql = f"SELECT {group.value} FROM {kind} t WHERE t.deleted = '' AND {group.value} <> '' LIMIT 1"
        else:
            sql = f"SELECT DISTINCT {group.value} FROM {kind} t WHERE t.deleted = ''"
        found |= {str(row[0]) for row in store.query(sql, day) if row[0]}
    if kind == "quote":
        found |= _worn_states(store)
    return found


def _worn_states(store: Store) -> set[str]:
    unproved = archive.unproved(store)
    found = set(lists.quote_states(store, records.several(store, KINDS["quote"], unproved)).values())
    verbatim = records.count(store, "quote", "t.form <> ?", (QuoteForm.PARAPHRASE.value,))
    return found | ({AnchorState.VERIFIED.value} if verbatim > len(unproved) else set())


def _wearing(store: Store, kind: str, wanted: Sequence[str], today: date) -> set[str]:
    chosen = [(group, [tag for tag in wanted if tag in group.tags]) for group in _GROUPS[kind]]
    if sum(len(some) for _group, some in chosen) < len(set(wanted)):
        return set()  # a tag that no record of this kind can wear
    values: dict[str, str] = {"day": today.isoformat()}
    tests = ["t.deleted = ''"]
    checked: set[str] | None = None
    for number, (group, some) in enumerate(chosen):
        if states := set(some) & set(_CHECKED):
            checked = _in_state(store, states)
            if "paraphrase" in some:
                checked |= _wearing(store, kind, ["paraphrase"], today)
        elif some:
            tests.append(f"{group.value} IN (SELECT value FROM json_each(:tags{number}))")
            values[f"tags{number}"] = json.dumps(some)
    rows = store.query(f"SELECT t.id FROM {kind} t WHERE {' AND '.join(tests)}", values)
    wearing = {str(row[0]) for row in rows}
    return wearing if checked is None else wearing & checked


def _in_state(store: Store, states: set[str]) -> set[str]:
    """The quotes in one of these states, checked now."""
    if not states:
        return set()
    unproved = archive.unproved(store)
    found: set[str] = set()
    if AnchorState.VERIFIED in states:
        rows = store.query("SELECT id FROM quote WHERE deleted = '' AND form <> ?", (QuoteForm.PARAPHRASE.value,))
        found = {str(row[0]) for row in rows} - set(unproved)
    if states - {AnchorState.VERIFIED}:
        quotes = records.several(store, KINDS["quote"], unproved)
        found |= {one for one, state in lists.quote_states(store, quotes).items() if state in states}
    return found


def in_bin(store: Store, kind: str, text: str, today: date, order: str = "") -> list[str]:
    """The ids of the deleted records of a kind whose rows hold every word of `text`."""
    deleted = records.ids(store, kind, order, deleted=True)
    words = text.casefold().split()  # the search table knows only the living
    if not words:
        return deleted
    if named := [one for one in deleted if is_called(kind, one, text)]:
        return named
    rows = lists.rows(store, kind, deleted, today)
    return [row.id for row in rows if all(word in f"{row.title} {row.subtitle}".casefold() for word in words)]


def count_deleted(store: Store, kind: str) -> int:
    """How many records of a kind lie in the bin."""
    return int(store.query(f"SELECT count(*) FROM {kind} WHERE deleted NOT IN ('', 'undone')")[0][0])


def suggested(store: Store, kind: str, text: str, limit: int) -> list[str]:
    """The first `limit` records of a kind, or the best that match a text."""
    if text.strip():
        return [hit.id for hit in search.find(store.connection, text, (kind,), limit)]
    order = records.ORDERS.get(kind, "t.n")
    rows = store.query(f"SELECT t.id FROM {kind} t WHERE t.deleted = '' ORDER BY {order} LIMIT ?", (limit,))
    return [row[0] for row in rows]


def size(store: Store) -> int:
    """About how many records there are, a thousand characters of archived text counted as one. Costs two looks."""
    newest = "SELECT coalesce(max(n), 0) FROM doc"  # the number of the newest record that search knows
    archived = "SELECT coalesce(sum(characters), 0) / 1000 FROM source_version"
    return int(store.query(f"SELECT ({newest}) + ({archived})")[0][0])
