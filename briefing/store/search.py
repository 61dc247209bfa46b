"""Search: one table `doc` over all kinds, kept in step with the records, and queries on it.

One table gives one scale of relevance. Queries of one or two letters show the newest hits unranked (scoring
all hits costs more than finding them); longer ones are ranked, title before body.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.errors import BriefingError
from briefing.model import KINDS, MAIN_KINDS
from briefing.store import folding
from briefing.store.engine import Connection, sqlite3

RANKED_CANDIDATES = 3_000
_RANK_FROM = 3  # letters
_SNIPPET = 60  # characters on each side of the first word found

_TEXTS = {
    "source": (
        "t.title || ' ' || t.title_translated",
        "t.container_title || ' ' || t.publisher || ' ' || t.notes || char(10) || coalesce((SELECT x.text"
        " FROM source_version v JOIN source_text x ON x.sha256 = v.text_sha256"
        " WHERE v.source = t.n AND v.deleted = '' ORDER BY v.number DESC LIMIT 1), '')",
    ),
    "actor": (
        "t.name",
        "t.name_native || ' ' || t.role_as_stated || ' ' || t.description || ' ' || coalesce((SELECT"
        " group_concat(a.text, ' ') FROM alias a WHERE a.actor = t.n AND a.deleted = ''), '')"
        " || ' ' || coalesce((SELECT group_concat(m.role, ' ') FROM membership m"
        " WHERE m.person = t.n AND m.deleted = ''), '')",
    ),
    "issue": (
        "t.title",
        "t.status || ' ' || t.next_step || ' ' || t.state_of_play || ' ' || t.background || ' ' || t.our_line"
        " || ' ' || t.sensitivities || ' ' || t.unknowns || ' ' || t.owner_desk",
    ),
    "event": ("t.title", "t.summary || ' ' || t.place || ' ' || t.date_literal || ' ' || t.editor_note"),
    "quote": (
        "t.exact",
        "coalesce((SELECT a.name || ' ' || a.name_native || ' ' || coalesce((SELECT group_concat(l.text, ' ')"
        " FROM alias l WHERE l.actor = a.n AND l.deleted = ''), '') FROM actor a WHERE a.n = t.speaker), '')"
        " || ' ' || t.translation_text || ' ' || t.editor_note",
    ),
    "fact": ("t.label", "t.value || ' ' || t.unit || ' ' || t.note"),
    "position": (
        "t.summary",
        "t.stance || ' ' || coalesce((SELECT a.name || ' ' || a.name_native FROM actor a WHERE a.n = t.actor), '')",
    ),
    "brief": (
        "t.title",
        "t.reference || ' ' || coalesce((SELECT group_concat(b.text, ' ') FROM brief_block b"
        " WHERE b.brief = t.n AND b.deleted = ''), '')",
    ),
}

_FOLLOWERS = {
    "source_version": "SELECT 'source', s.id FROM source_version c JOIN source s ON s.n = c.source",
    "alias": "SELECT 'actor', a.id FROM alias c JOIN actor a ON a.n = c.actor",
    "membership": "SELECT 'actor', a.id FROM membership c JOIN actor a ON a.n = c.person",
    "brief_block": "SELECT 'brief', b.id FROM brief_block c JOIN brief b ON b.n = c.brief",
}
_SPOKEN = (
    "SELECT 'quote', q.id FROM quote q JOIN actor a ON a.n = q.speaker WHERE a.id = :id"
    " UNION ALL SELECT 'position', p.id FROM position p JOIN actor a ON a.n = p.actor WHERE a.id = :id"
)


@dataclass(frozen=True)
class Hit:
    """A record that was found. `snippet` is the passage around the first word found in the body."""

    kind: str
    id: str
    title: str
    snippet: str


class SearchInterrupted(BriefingError):  # noqa: N818 (not a failure: the next key was pressed)
    """The query was given up because another one is waiting."""


def follow(connection: Connection, touched: Iterable[tuple[str, str]]) -> None:
    """Bring `doc` up to date with the records that a step touched, and with those that show their names."""
    pending = dict.fromkeys(sorted(touched))
    for kind, record_id in list(pending):
        if kind in _FOLLOWERS:
            rows = connection.execute(f"{_FOLLOWERS[kind]} WHERE c.id = ?", (record_id,))
            pending |= dict.fromkeys((row[0], row[1]) for row in rows.fetchall())
    for kind, record_id in list(pending):
        if kind == "actor":
            rows = connection.execute(_SPOKEN, {"id": record_id})
            pending |= dict.fromkeys((row[0], row[1]) for row in rows.fetchall())
    for kind, record_id in pending:
        if kind in _TEXTS:
            _index(connection, kind, record_id)


def _index(connection: Connection, kind: str, record_id: str) -> None:
    title_sql, body_sql = _TEXTS[kind]
    row = connection.execute(
        f"SELECT {title_sql}, {body_sql} FROM {kind} t WHERE t.id = ? AND t.deleted = ''", (record_id,)
    ).fetchone()
    if row is None:
        connection.execute("DELETE FROM doc WHERE ref = ?", (record_id,))
        return
    title, body = str(row[0]), str(row[1])
    extra = folding.extra_words(f"{title} {body}")
    connection.execute(
        "INSERT INTO doc(kind, ref, title, body, extra) VALUES(?, ?, ?, ?, ?) ON CONFLICT(ref) DO UPDATE"
        " SET title = excluded.title, body = excluded.body, extra = excluded.extra"
        " WHERE title IS NOT excluded.title OR body IS NOT excluded.body",
        (kind, record_id, title, body, extra),
    )


def rebuild(connection: Connection) -> None:
    """Index every record anew; the caller holds a transaction."""
    connection.execute("DELETE FROM doc")
    for kind in _TEXTS:
        for row in connection.execute(f"SELECT id FROM {kind} WHERE deleted = ''").fetchall():
            _index(connection, kind, row[0])


def find(connection: Connection, query: str, kinds: Sequence[str] = MAIN_KINDS, limit: int = 50) -> list[Hit]:
    """The records in which every word of `query` begins some word, best first. Empty for an empty query.

    Raises SearchInterrupted when `connection.interrupt()` was called from another thread.
    """
    try:
        rows = [row for row in _rows(connection, query, kinds, limit)]
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise SearchInterrupted("The search was given up.") from error
        raise
    return [Hit(row["kind"], row["ref"], row["title"], _snippet(row["body"], query)) for row in rows]


def statement(query: str, kinds: Sequence[str] = MAIN_KINDS, limit: int = 50) -> tuple[str, dict[str, Any]]:
    """The SQL for `query` and its parameters."""
    words = folding.query_words(query)
    values = {
        "match": folding.match_expression(query),
        "kinds": json.dumps([kind for kind in kinds if kind in KINDS]),
        "limit": limit,
        "candidates": RANKED_CANDIDATES,
    }
    only = "" if set(kinds) >= set(MAIN_KINDS) else " WHERE d.kind IN (SELECT value FROM json_each(:kinds))"
    newest = "SELECT rowid AS n FROM doc_ft WHERE doc_ft MATCH :match ORDER BY rowid DESC"
    if max((len(word) for word in words), default=0) < _RANK_FROM:
        sql = f"SELECT d.kind, d.ref, d.title, d.body FROM ({newest}) f JOIN doc d ON d.n = f.n{only} LIMIT :limit"
        return sql, values
    ranked = (
        "SELECT rowid AS n, bm25(doc_ft, 8.0, 1.0, 4.0) AS score FROM doc_ft WHERE doc_ft MATCH :match"
        f" AND rowid >= coalesce((SELECT min(n) FROM ({newest} LIMIT :candidates)), 0)"
    )
    sql = (
        f"SELECT d.kind, d.ref, d.title, d.body FROM ({ranked} ORDER BY score LIMIT :wide) f"
        f" JOIN doc d ON d.n = f.n{only} ORDER BY f.score LIMIT :limit"
    )
    values["wide"] = limit if not only else RANKED_CANDIDATES
    return sql, values


def _rows(connection: Connection, query: str, kinds: Sequence[str], limit: int) -> list[Any]:
    if not folding.query_words(query):
        return []
    sql, values = statement(query, kinds, limit)
    return list(connection.execute(sql, values).fetchall())


def _snippet(body: str, query: str) -> str:
    spans = folding.marked_spans(body[:200_000], query)
    if not spans:
        return ""
    start, end = spans[0]
    first, last = max(0, start - _SNIPPET), min(len(body), end + _SNIPPET)
    text = " ".join(body[first:last].split())
    return f"{'… ' if first else ''}{text}{' …' if last < len(body) else ''}"
