"""What the preflight asks of many records at once: which have no source, what texts stand behind them, what bears.

Refuses to: decide what is wrong with any of that.
"""

import json
from collections.abc import Collection

from briefing.model import KINDS
from briefing.store import joining
from briefing.store.store import Store


def untold(store: Store, kind: str, ids: Collection[str], without: Collection[str] = ()) -> frozenset[str]:
    """Those of `ids` (records of one kind) for which no living citation names a source that is not in the bin.

    Citations whose ids are in `without` do not count.
    """
    sql = (
        f"SELECT t.id FROM {KINDS[kind].KIND} t WHERE t.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
        " (SELECT 1 FROM citation c JOIN source s ON s.n = c.source WHERE c.record = t.id AND c.deleted = ''"
        " AND s.deleted = '' AND c.id NOT IN (SELECT value FROM json_each(?)))"
    )
    rows = store.query(sql, (json.dumps(list(ids)), json.dumps(list(without))))
    return frozenset(str(row[0]) for row in rows)


def texts_behind(store: Store, ids: Collection[str]) -> list[tuple[str, str]]:
    """(hash of an archived text, id of its source) for every text that quotes or citations of `ids` were taken from."""
    sql = (
        "WITH told(id) AS (SELECT value FROM json_each(?)), behind(version, source) AS ("
        "SELECT q.source_version, NULL FROM quote q JOIN told ON told.id = q.id"
        " UNION SELECT c.source_version, c.source FROM citation c JOIN told ON told.id = c.record WHERE c.deleted = '')"
        " SELECT DISTINCT v.text_sha256, s.id FROM behind b JOIN source_version v"
        " ON v.n = b.version OR (b.version IS NULL AND v.source = b.source)"
        " JOIN source s ON s.n = v.source ORDER BY v.n"
    )
    return [(str(row[0]), str(row[1])) for row in store.query(sql, (json.dumps(list(ids)),))]


def living(store: Store, wanted: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those (kind, id) pairs that are records and not in the bin, or were joined to one that is; no kind: none."""
    found: set[tuple[str, str]] = set()
    then = {(kind, one): (kind, joining.now(store, kind, one)) for kind, one in wanted}
    for kind in {kind for kind, _ in then} & set(KINDS):
        ids = json.dumps([one for name, one in then.values() if name == kind])
        sql = f"SELECT id FROM {kind} WHERE deleted = '' AND id IN (SELECT value FROM json_each(?))"
        found |= {(kind, str(row[0])) for row in store.query(sql, (ids,))}
    return frozenset(pair for pair, now in then.items() if now in found)


def bearing(store: Store, issues: Collection[str], ids: Collection[str]) -> frozenset[str]:
    """Those of `ids` that are one of these issues, are linked to one, or are a position on one."""
    sql = (
        "WITH chosen(id) AS (SELECT value FROM json_each(:issues)), asked(id) AS (SELECT value FROM json_each(:ids)),"
        " numbers(n) AS (SELECT i.n FROM issue i JOIN chosen ON chosen.id = i.id)"
        " SELECT id FROM asked WHERE id IN (SELECT id FROM chosen)"
        " OR id IN (SELECT l.target FROM link l JOIN numbers ON numbers.n = l.issue WHERE l.deleted = '')"
        " OR id IN (SELECT p.id FROM position p JOIN numbers ON numbers.n = p.issue WHERE p.deleted = '')"
    )
    rows = store.query(sql, {"issues": json.dumps(list(issues)), "ids": json.dumps(list(ids))})
    return frozenset(str(row[0]) for row in rows)


def carriers(store: Store, ids: Collection[str]) -> frozenset[str]:
    """The sources, archived texts and actors without which records of these ids cannot be told."""
    sql = (
        "WITH asked(id) AS (SELECT value FROM json_each(?)),"
        " texts(n) AS (SELECT q.source_version FROM quote q JOIN asked ON asked.id = q.id)"
        " SELECT v.id FROM source_version v JOIN texts ON texts.n = v.n"
        " UNION SELECT s.id FROM source s JOIN source_version v ON v.source = s.n JOIN texts ON texts.n = v.n"
        " UNION SELECT a.id FROM actor a JOIN quote r ON r.speaker = a.n JOIN asked ON asked.id = r.id"
        " UNION SELECT a.id FROM actor a JOIN position r ON r.actor = a.n JOIN asked ON asked.id = r.id"
        " UNION SELECT a.id FROM actor a JOIN fact r ON r.subject = a.n JOIN asked ON asked.id = r.id"
    )
    return frozenset(str(row[0]) for row in store.query(sql, (json.dumps(list(ids)),)))
