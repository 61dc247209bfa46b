"""Search: one table `doc` over all kinds, kept in step with the records, and queries on it.

One table gives one scale of relevance. Queries of one or two letters show the newest hits unranked (scoring
all hits costs more than finding them); longer ones are ranked, title before body.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import ids
from briefing.model import MAIN_KINDS
from briefing.rules.pieces import from_utf8
from briefing.store import folding, schema
from briefing.store.engine import Connection, translated
from briefing.store.turns import Turns

RANKED_CANDIDATES = 3_000
_RANK_FROM = 3  # letters
_SNIPPET = 60  # characters on each side of the first word found
_LOOKED_AT = 200_000  # characters of a body that are searched for its snippet

_TEXTS = {
    "source": (
        "t.title",
        "t.title_translated || ' ' || t.container_title || ' ' || t.publisher || ' ' || t.notes || char(10)"
        " || coalesce((SELECT x.text FROM source_version v JOIN source_text x ON x.sha256 = v.text_sha256"
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
    "event": (
        "t.title",
        "t.summary || ' ' || t.place || ' ' || t.date_literal || ' ' || t.editor_note",
    ),
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

_PARENTS = {
    "source_version": "source",
    "alias": "actor",
    "membership": "person",
    "brief_block": "brief",
}
"""Kinds whose texts are found under another record, by the field that refers to it."""

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


def follow(connection: Connection, touched: Iterable[tuple[str, str]], step: int) -> None:
    """Bring `doc` up to date with the records that `step` touched, and with those that show their names."""
    pending = dict.fromkeys(sorted(touched, key=lambda pair: pair[1]))  # ids sort in the order they were made
    for kind, record_id in list(pending):
        if kind in _PARENTS:
            pending |= dict.fromkeys(_parents(connection, kind, record_id, step))
    for kind, record_id in list(pending):
        if kind == "actor":
            rows = connection.execute(_SPOKEN, {"id": record_id}).fetchall()
            pending |= dict.fromkeys((row[0], row[1]) for row in rows)
    for kind, record_id in pending:
        if kind in _TEXTS:
            _index(connection, kind, record_id)


def parents(connection: Connection, kind: str, record_id: str) -> set[tuple[str, str]]:
    """The record under which the texts of this one are found now; nothing for kinds that are found by themselves."""
    return set(_parents(connection, kind, record_id, -1)) if kind in _PARENTS else set()


def _parents(connection: Connection, kind: str, record_id: str, step: int) -> list[tuple[str, str]]:
    """The record that a child belongs to, and the one it belonged to before this step."""
    field = _PARENTS[kind]
    parent = next(spec.target for spec in schema.specs(kind) if spec.name == field)
    rows = connection.execute(
        f'SELECT p.id FROM {kind} c JOIN {parent} p ON p.n = c."{field}" WHERE c.id = :id'
        " UNION SELECT old FROM change WHERE step = :step AND tbl = :kind AND row = :id AND field = :field",
        {"id": record_id, "step": step, "kind": kind, "field": field},
    ).fetchall()
    return [(parent, row[0]) for row in rows if row[0]]


def _index(connection: Connection, kind: str, record_id: str) -> None:
    title_sql, body_sql = _TEXTS[kind]
    row = connection.execute(
        f"SELECT CAST({title_sql} || ' ' || {body_sql} AS BLOB) FROM {kind} t WHERE t.id = ? AND t.deleted = ''",
        (record_id,),
    ).fetchone()
    if row is None:
        connection.execute("DELETE FROM doc WHERE ref = ?", (record_id,))
        return
    extra = folding.extra_words(from_utf8(row[0]))
    # copied inside SQLite: a text of megabytes that came from here would keep the interpreter while it is handed over
    connection.execute(
        "INSERT INTO doc(kind, ref, title, body, extra)"
        f" SELECT ?, t.id, {title_sql}, {body_sql}, ? FROM {kind} t WHERE t.id = ?"
        " ON CONFLICT(ref) DO UPDATE SET title = excluded.title, body = excluded.body, extra = excluded.extra"
        " WHERE title IS NOT excluded.title OR body IS NOT excluded.body",
        (kind, extra, record_id),
    )


def rebuild(connection: Connection) -> None:
    """Index every record anew, in the order in which they were made; the caller holds a transaction."""
    connection.execute("DELETE FROM doc")
    every = " UNION ALL ".join(f"SELECT '{kind}', id FROM {kind} WHERE deleted = ''" for kind in _TEXTS)
    for row in connection.execute(f"{every} ORDER BY 2").fetchall():
        _index(connection, row[0], row[1])


def find(
    connection: Connection,
    query: str,
    kinds: Sequence[str] = MAIN_KINDS,
    limit: int = 50,
) -> list[Hit]:
    """The records in which every word of `query` begins some word, best first; before them those it is a reference to.

    Empty for an empty query.

    Raises GivenUpError when `connection.interrupt()` was called from another thread, and StoreError where
    the file is damaged.
    """
    wanted = folding.spellings(query)
    if not wanted:
        return []
    sql, values = statement(query, kinds, limit)
    rows = _rows(connection, sql, values)
    named = _named(connection, query, kinds)
    known = {hit.id for hit in named}
    rows = [row for row in rows if row["ref"] not in known]
    hits = [Hit(row["kind"], row["ref"], row["title"], _snippet(row["body"], wanted)) for row in rows]
    return [*named, *hits][:limit]


def referred(connection: Connection, query: str, kinds: Sequence[str] = MAIN_KINDS) -> list[str]:
    """The ids of the living records of these kinds to which `query` is a reference such as `I-JW890R`."""
    read = ids.read_reference(query)
    if read is None or read[0] not in kinds or read[0] not in _TEXTS:
        return []
    end = ids.ending(read[1])
    ending = f"SELECT id FROM {read[0]} WHERE substr(id, ?) = ?"  # alone it reads the index of ids, not the records
    sql = f"SELECT id FROM {read[0]} WHERE id IN ({ending}) AND deleted = ''"
    found = [str(row[0]) for row in _rows(connection, sql, (-len(end), end))]
    return [one for one in found if ids.is_called(read[0], one, query)]


def _named(connection: Connection, query: str, kinds: Sequence[str]) -> list[Hit]:
    wanted = json.dumps(referred(connection, query, kinds))
    sql = "SELECT kind, ref, title FROM doc WHERE ref IN (SELECT value FROM json_each(?))"
    return [Hit(row["kind"], row["ref"], row["title"], "") for row in _rows(connection, sql, (wanted,))]


def matching(connection: Connection, query: str, kind: str) -> set[str]:
    """The ids of all records of a kind that `find` could show. Raises as `find` does."""
    match = folding.match_expression(query)
    if not match:
        return set()
    return {
        row[0]
        for row in _rows(
            connection,
            "SELECT d.ref FROM doc_ft f JOIN doc d ON d.n = f.rowid WHERE doc_ft MATCH :match AND d.kind = :kind",
            {"match": match, "kind": kind},
        )
    }


def _rows(connection: Connection, sql: str, values: Any) -> list[Any]:
    with translated(Path("store")):
        return Turns().all_of(connection.execute(sql, values))


def counts(connection: Connection, query: str, kinds: Sequence[str] = MAIN_KINDS) -> dict[str, int]:
    """How many records of each kind `find` could show. Raises as `find` does."""
    match = folding.match_expression(query)
    if not match:
        return {}
    rows = _rows(
        connection,
        "SELECT d.kind, count(*) FROM doc_ft f JOIN doc d ON d.n = f.rowid WHERE doc_ft MATCH ? GROUP BY 1",
        (match,),
    )
    return {row[0]: row[1] for row in rows if row[0] in kinds}


def statement(query: str, kinds: Sequence[str] = MAIN_KINDS, limit: int = 50) -> tuple[str, dict[str, Any]]:
    """The SQL for `query` and its parameters."""
    longest = max((len(spellings[0]) for spellings in folding.query_words(query)), default=0)
    values: dict[str, Any] = {"match": folding.match_expression(query), "limit": limit}
    only = ""
    if not set(kinds) >= set(MAIN_KINDS):
        only = " WHERE d.kind IN (SELECT value FROM json_each(:kinds))"
        values["kinds"] = json.dumps(list(kinds))
    newest = "SELECT rowid AS n FROM doc_ft WHERE doc_ft MATCH :match ORDER BY rowid DESC"
    columns = f"d.kind, d.ref, d.title, substr(d.body, 1, {_LOOKED_AT}) AS body"
    if longest < _RANK_FROM:
        first = f"{newest} LIMIT :limit" if not only else newest
        sql = f"SELECT {columns} FROM ({first}) f JOIN doc d ON d.n = f.n{only} ORDER BY f.n DESC LIMIT :limit"
        return sql, values
    values["candidates"] = RANKED_CANDIDATES
    values["wide"] = limit if not only else RANKED_CANDIDATES
    ranked = (
        "SELECT rowid AS n, bm25(doc_ft, 8.0, 1.0, 4.0) AS score FROM doc_ft WHERE doc_ft MATCH :match"
        f" AND rowid >= coalesce((SELECT min(n) FROM ({newest} LIMIT :candidates)), 0)"
    )
    sql = (
        f"SELECT {columns} FROM ({ranked} ORDER BY score LIMIT :wide) f"
        f" JOIN doc d ON d.n = f.n{only} ORDER BY f.score LIMIT :limit"
    )
    return sql, values


def _snippet(body: str, wanted: Sequence[str]) -> str:
    span = folding.first_span(body, wanted)
    if span is None:
        return ""
    first, last = max(0, span[0] - _SNIPPET), min(len(body), span[1] + _SNIPPET)
    text = " ".join(body[first:last].split())
    return f"{'… ' if first else ''}{text}{' …' if last < len(body) else ''}"
