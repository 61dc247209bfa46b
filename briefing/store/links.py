"""What belongs to what: the records that bear on an issue, and the places where a record appears."""

from dataclasses import dataclass
from typing import TypeVar

from briefing.model import Link, Record
from briefing.store import records
from briefing.store.lists import OPEN_ISSUE
from briefing.store.store import Store

R = TypeVar("R", bound=Record)

_APPEARS = {
    "actor": (
        ("quote", "SELECT x.id FROM quote x WHERE x.deleted = '' AND x.speaker = :n"),
        (
            "event",
            "SELECT x.id FROM participant p JOIN event x ON x.n = p.event"
            " WHERE x.deleted = '' AND p.deleted = '' AND p.actor = :n",
        ),
        (
            "issue",
            "SELECT x.id FROM issue x WHERE x.deleted = '' AND (x.owner_actor = :n"
            " OR x.n IN (SELECT p.issue FROM position p WHERE p.deleted = '' AND p.actor = :n))",
        ),
        ("fact", "SELECT x.id FROM fact x WHERE x.deleted = '' AND x.subject = :n"),
    ),
    "source": (
        (
            "quote",
            "SELECT x.id FROM quote x JOIN source_version v ON v.n = x.source_version"
            " WHERE x.deleted = '' AND v.source = :n",
        ),
        (
            "event",
            "SELECT c.record FROM citation c WHERE c.deleted = '' AND c.record_kind = 'event' AND c.source = :n",
        ),
        (
            "fact",
            "SELECT c.record FROM citation c WHERE c.deleted = '' AND c.record_kind = 'fact' AND c.source = :n",
        ),
        (
            "position",
            "SELECT c.record FROM citation c WHERE c.deleted = '' AND c.record_kind = 'position' AND c.source = :n",
        ),
    ),
    "quote": (
        (
            "brief",
            "SELECT b.id FROM brief b WHERE b.deleted = '' AND (b.n IN (SELECT k.brief FROM brief_block k"
            " WHERE k.deleted = '' AND instr(k.text, :id) > 0) OR EXISTS (SELECT 1 FROM link l JOIN issue t"
            " ON t.n = l.issue WHERE l.deleted = '' AND t.deleted = '' AND l.target_kind = 'quote' AND l.target = :id"
            f" AND (instr(b.issues, t.id) > 0 OR (b.issues = '[]' AND {OPEN_ISSUE})))) ORDER BY b.n",
        ),
    ),
    "event": (("quote", "SELECT x.id FROM quote x WHERE x.deleted = '' AND x.occasion = :n"),),
    "fact": (
        (
            "fact",
            "SELECT x.id FROM derivation d JOIN fact x ON x.n = d.fact"
            " WHERE x.deleted = '' AND d.deleted = '' AND d.basis = :n",
        ),
    ),
    "issue": (
        (
            "issue",
            "SELECT x.id FROM issue x WHERE x.deleted = '' AND x.parent_issue = :n",
        ),
        (
            "brief",
            "SELECT x.id FROM brief x WHERE x.deleted = '' AND x.issues LIKE '%' || :id || '%'",
        ),
    ),
}


@dataclass(frozen=True)
class Place:
    """A record in which another one appears."""

    kind: str
    id: str
    title: str


def linked(store: Store, issue_id: str, cls: type[R]) -> list[R]:
    """The living records of kind `cls` that are linked to an issue, in the usual order of the kind."""
    return records.select(
        store,
        cls,
        "t.deleted = '' AND t.id IN (SELECT l.target FROM link l JOIN issue i ON i.n = l.issue"
        " WHERE i.id = ? AND l.target_kind = ? AND l.deleted = '')",
        (issue_id, cls.KIND),
    )


def link_rows(store: Store, issue_id: str) -> list[Link]:
    """The link rows of an issue."""
    return records.children(store, Link, "issue", issue_id)


def issues_of(store: Store, kind: str, record_id: str) -> list[Place]:
    """The living issues to which a record is linked, each once, though two desks may have made the same link."""
    rows = store.query(
        "SELECT DISTINCT i.id, i.title, i.n FROM link l JOIN issue i ON i.n = l.issue"
        " WHERE l.deleted = '' AND i.deleted = '' AND l.target_kind = ? AND l.target = ? ORDER BY i.n",
        (kind, record_id),
    )
    return [Place("issue", row[0], row[1]) for row in rows]


def appears_in(store: Store, kind: str, record_id: str) -> list[Place]:
    """Every record in which this one appears: linked issues first, then what refers to it."""
    found = {place.id: place for place in issues_of(store, kind, record_id)}
    key = next(
        (row[0] for row in store.query(f"SELECT n FROM {kind} WHERE id = ?", (record_id,))),
        None,
    )
    for other, sql in _APPEARS.get(kind, ()):
        ids = [row[0] for row in store.query(sql, {"n": key, "id": record_id})]
        names = records.titles(store, [(other, one) for one in ids], living=True)
        found |= {one: Place(other, one, names[one]) for one in ids if one in names and one not in found}
    return list(found.values())
