"""Which records of a kind a list shows: narrowed by words, by the tags that its rows wear, and by the bin, in SQL.

The tags are those of `lists.rows`; a test holds both to the same answer.
"""

import json
from collections.abc import Sequence
from datetime import date

from briefing.model import KINDS
from briefing.store import archive, lists, records, search
from briefing.store.derived import IS_DERIVED
from briefing.store.store import Store
from briefing.terms import AnchorState, QuoteForm

_OVERDUE = "t.deadline_latest <> '' AND t.deadline_latest < :day AND " + lists.OPEN_ISSUE
_PAST = "t.modality = 'planned' AND t.date_latest <> '' AND t.date_latest < :day"
_MODALITY = "replace(t.modality, '_', ', ')"
_TAGS = {
    "issue": f"t.status IN :tags OR t.priority IN :tags OR ('overdue' IN :tags AND {_OVERDUE})",
    "actor": "replace(t.kind, '_', ' ') IN :tags",
    "event": f"('planned, not confirmed' IN :tags AND {_PAST}) OR ({_MODALITY} IN :tags AND NOT coalesce({_PAST}, 0))"
    " OR ('date conflict' IN :tags AND t.date_conflict <> '')",
    "quote": "('key' IN :tags AND t.is_key = 1) OR ('paraphrase' IN :tags AND t.form = 'paraphrase')",
    "source": "'grade ' || t.reliability IN :tags",
    "fact": f"'derived' IN :tags AND {IS_DERIVED}",
    "position": "t.stance IN :tags",
    "brief": "t.status IN :tags",
}
_STATES = frozenset(state.value for state in AnchorState)


def narrowed(store: Store, kind: str, text: str, tags: Sequence[str], today: date) -> list[str]:
    """The ids of the living records of a kind that match a text and wear one of `tags`, if any, in their usual order.

    Every word of `text` begins some word of the record, in any script.
    """
    found = records.ids(store, kind)
    if text.strip():
        hits = search.matching(store.connection, text, kind)
        found = [one for one in found if one in hits]
    if tags and found:
        wearing = _wearing(store, kind, tags, today)
        found = [one for one in found if one in wearing]
    return found


def _wearing(store: Store, kind: str, tags: Sequence[str], today: date) -> set[str]:
    test = _TAGS[kind].replace(":tags", "(SELECT value FROM json_each(:tags))")
    values = {"tags": json.dumps(list(tags)), "day": today.isoformat()}
    rows = store.query(f"SELECT t.id FROM {kind} t WHERE t.deleted = '' AND ({test})", values)
    wearing = {str(row[0]) for row in rows}
    return wearing | _in_state(store, set(tags) & _STATES) if kind == "quote" else wearing


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


def in_bin(store: Store, kind: str, text: str, today: date) -> list[str]:
    """The ids of the deleted records of a kind whose rows hold every word of `text`."""
    deleted = [record.id for record in records.every(store, KINDS[kind], deleted=True)]
    words = text.casefold().split()  # the search table knows only the living
    if not words:
        return deleted
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
