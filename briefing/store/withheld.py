"""What lies above a ceiling: which records it takes away, and a store in which they are not there.

A record is withheld for its own marking, or because it cannot be told without one that is: a quote without its source
or speaker, a position without its actor, a derived fact without its basis. Other references to it read as empty. While
`hidden` lasts, every statement on the connection sees views that leave these rows out, so that nothing that reads the
store can print, count or number them. Refuses to: know schemes; the caller says which markings are allowed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import KINDS
from briefing.store import schema
from briefing.store.store import Store

_NEVER = frozenset(
    {"brief", "brief_block", "brief_version", "clearance", "waiver", "marking", "setting", "template", "profile"}
)
"""Kinds that are not content: the brief itself, and how it is made."""
_CARRIED = frozenset(
    {
        ("quote", "speaker"),
        ("quote", "source_version"),
        ("citation", "source_version"),
        ("fact", "subject"),
        ("membership", "organisation"),
    }
)
"""References that may be empty, but without which the record says something else than it did."""
_BY_ID: Mapping[str, str] = {"citation": "record", "link": "target", "comment": "record", "decision": "record"}
_UNTOLD = frozenset(
    {
        "marking", "deleted", "language", "original_language", "text_sha256", "archive_sha256", "media_type",
        "text_method", "iso3166", "place_iso", "script", "date_literal", "date_basis", "issued_basis", "record_kind",
        "target_kind", "proposed", "key", "prefix", "suffix", "author", "initials", "written_at", "record", "target",
        "parent",
    }
)  # fmt: skip
"""Fields whose values tell nothing of their record, such as the id of another one."""
_OF_THE_BRIEF = frozenset({("comment", "exact")})
"""Fields that hold words of the brief itself: where a remark stands, not what it says."""
_OFTEN_SAID = frozenset({("quote", "speaker_as_stated"), ("rejection", "words")})
"""Fields whose words are told only where they are many: "he said" tells nobody of whom."""
_SHORTEST = 3
_SHORTEST_LINE = 20


@dataclass(frozen=True)
class WithheldRecord:
    """A record above the ceiling: what it is called, its own marking, empty where another one takes it along."""

    kind: str
    id: str
    title: str
    marking: str


@dataclass(frozen=True)
class Withheld:
    """The records above a ceiling. `keys` are their local keys by kind, `strings` the words that only they hold."""

    records: tuple[WithheldRecord, ...] = ()
    keys: Mapping[str, frozenset[int]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    strings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is withheld."""
        return bool(self.ids)


def withheld(store: Store, allowed: Callable[[str], bool]) -> Withheld:
    """The records that may not be shown where only `allowed` markings may; `allowed` is asked once a marking."""
    keys = _directly(store, allowed)
    if not any(keys.values()):
        return Withheld()
    while _follow(store, keys):
        pass
    found: list[WithheldRecord] = []
    for kind, rows in keys.items():
        title = KINDS[kind].TITLE
        sql = f'SELECT id, "{title}", marking FROM {kind} WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n'
        found += [WithheldRecord(kind, r[0], str(r[1] or ""), r[2]) for r in store.query(sql, (_listed(rows),))]
    done = {kind: frozenset(rows) for kind, rows in keys.items() if rows}
    return Withheld(tuple(found), done, frozenset(one.id for one in found), tuple(_strings(store, done)))


@contextmanager
def hidden(store: Store, held: Withheld) -> Iterator[None]:
    """Within this the store has no withheld record, for every statement on its connection. Nothing may be written."""
    if not held:
        yield
        return
    run = store.connection.execute
    was = run("PRAGMA query_only").fetchone()[0]
    run("PRAGMA query_only = OFF")
    made: list[str] = []
    try:
        run("PRAGMA temp_store = MEMORY")
        run("CREATE TEMP TABLE withheld_row(kind TEXT, n INTEGER, id TEXT, PRIMARY KEY(kind, n)) WITHOUT ROWID")
        run("CREATE INDEX temp.withheld_id ON withheld_row(id)")
        for kind, rows in held.keys.items():
            run(
                f"INSERT INTO temp.withheld_row SELECT ?, n, id FROM main.{kind}"
                " WHERE n IN (SELECT value FROM json_each(?))",
                (kind, _listed(rows)),
            )
        for kind in KINDS:
            run(_view(store, kind))
            made.append(kind)
        run("CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE row NOT IN (SELECT id FROM temp.withheld_row)")
        made.append("change")
        run("PRAGMA query_only = ON")
        yield
    finally:
        run("PRAGMA query_only = OFF")
        for name in made:
            run(f"DROP VIEW temp.{name}")
        run("DROP TABLE IF EXISTS temp.withheld_row")
        run(f"PRAGMA query_only = {int(was)}")


def _view(store: Store, kind: str) -> str:
    refs = {spec.name: spec for spec in schema.specs(kind) if spec.type is FieldType.REF}
    columns = [
        _emptied(str(row[1]), refs[row[1]].target) if row[1] in refs else f'"{row[1]}"'
        for row in store.connection.execute(f"PRAGMA main.table_info({kind})").fetchall()
    ]
    return (
        f"CREATE TEMP VIEW {kind} AS SELECT {', '.join(columns)} FROM main.{kind}"
        f" WHERE n NOT IN (SELECT n FROM temp.withheld_row WHERE kind = '{kind}')"
    )


def _emptied(name: str, target: str) -> str:
    gone = f"SELECT n FROM temp.withheld_row WHERE kind = '{target}'"
    return f'CASE WHEN "{name}" IN ({gone}) THEN NULL ELSE "{name}" END AS "{name}"'


def _listed(rows: frozenset[int] | set[int]) -> str:
    return json.dumps(sorted(rows))


def _directly(store: Store, allowed: Callable[[str], bool]) -> dict[str, set[int]]:
    answers: dict[str, bool] = {}
    keys: dict[str, set[int]] = {}
    for kind in KINDS:
        if kind in _NEVER:
            continue
        keys[kind] = set()
        for marking in [str(row[0]) for row in store.query(f"SELECT DISTINCT marking FROM {kind} WHERE marking <> ''")]:
            if marking not in answers:
                answers[marking] = allowed(marking)
            if not answers[marking]:
                rows = store.query(f"SELECT n FROM {kind} WHERE marking = ?", (marking,))
                keys[kind] |= {int(row[0]) for row in rows}
    return keys


def _carries(kind: str, spec: FieldSpec) -> bool:
    return spec.type is FieldType.REF and (spec.required or (kind, spec.name) in _CARRIED)


def _follow(store: Store, keys: dict[str, set[int]]) -> bool:
    """Withhold what cannot be told without what is withheld; whether that was anything new."""
    grown = False
    gone = {
        str(row[0])
        for kind, rows in keys.items()
        if rows
        for row in store.query(f"SELECT id FROM {kind} WHERE n IN (SELECT value FROM json_each(?))", (_listed(rows),))
    }
    for kind, known in keys.items():
        more: set[int] = set()
        for spec in schema.specs(kind):
            if _carries(kind, spec) and keys.get(spec.target):
                sql = f'SELECT n FROM {kind} WHERE "{spec.name}" IN (SELECT value FROM json_each(?))'
                more |= {int(row[0]) for row in store.query(sql, (_listed(keys[spec.target]),))}
        if kind in _BY_ID:
            sql = f'SELECT n FROM {kind} WHERE "{_BY_ID[kind]}" IN (SELECT value FROM json_each(?))'
            more |= {int(row[0]) for row in store.query(sql, (json.dumps(sorted(gone)),))}
        grown = grown or not more <= known
        keys[kind] = known | more
    sql = "SELECT fact FROM derivation WHERE deleted = '' AND n IN (SELECT value FROM json_each(?))"
    computed = {int(row[0]) for row in store.query(sql, (_listed(keys["derivation"]),))}
    grown = grown or not computed <= keys["fact"]
    keys["fact"] |= computed
    return grown


def _strings(store: Store, keys: Mapping[str, frozenset[int]]) -> Iterator[str]:
    """The words that stand in fields of withheld records and as a whole in no field of the others."""
    told: dict[str, None] = {}
    for kind, rows in keys.items():
        for row in store.query(f"SELECT * FROM {kind} WHERE n IN (SELECT value FROM json_each(?))", (_listed(rows),)):
            told[str(row["id"])] = None
            for spec in _telling(kind):
                for piece in _pieces(kind, spec, str(row[spec.name] or "")):
                    told[piece] = None
    kept = set(told)
    for kind in keys:
        for spec in _telling(kind):
            sql = (
                f'SELECT DISTINCT "{spec.name}" FROM {kind} WHERE "{spec.name}" IN (SELECT value FROM json_each(?))'
                " AND n NOT IN (SELECT value FROM json_each(?))"
            )
            shared = store.query(sql, (json.dumps(list(kept)), _listed(keys[kind])))
            kept -= {str(row[0]) for row in shared}
    yield from (piece for piece in told if piece in kept)


def _telling(kind: str) -> list[FieldSpec]:
    types = (FieldType.LINE, FieldType.PROSE, FieldType.VERBATIM)
    told = [spec for spec in schema.specs(kind) if spec.type in types and spec.name not in _UNTOLD]
    return [spec for spec in told if (kind, spec.name) not in _OF_THE_BRIEF]


def _pieces(kind: str, spec: FieldSpec, text: str) -> list[str]:
    """A field as what would be printed of it: lines and quotes as a whole, prose line by line."""
    if spec.type is FieldType.PROSE:
        return [line.strip() for line in text.splitlines() if len(line.strip()) >= _SHORTEST_LINE]
    text = text.strip()
    if (kind, spec.name) in _OFTEN_SAID and len(text) < _SHORTEST_LINE:
        return []
    return [text] if len(text) >= _SHORTEST and not (text.isdigit() and len(text) < 5) else []
