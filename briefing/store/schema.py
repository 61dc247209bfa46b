"""Tables, triggers and migrations, all derived from the declarations in `model.py`.

Every table: `n` (local key, foreign keys and search use it), `id` (UUIDv7, what log and exports speak), the
declared columns, and for each date two derived day columns for sorting. Triggers write the change log; a
write outside a step and every DELETE abort.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS
from briefing.store.engine import APPLICATION_ID, Connection, connect

if TYPE_CHECKING:
    from sqlite_utils import Database

_BASE = """
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE ctx(one INTEGER PRIMARY KEY CHECK(one = 1), step INTEGER) STRICT;
INSERT INTO ctx VALUES(1, NULL);
CREATE TABLE step(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site TEXT NOT NULL, sn INTEGER NOT NULL,
  hlc INTEGER NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('edit', 'undo', 'redo', 'resolve', 'system')),
  grp TEXT NOT NULL, target TEXT, seen TEXT NOT NULL, UNIQUE(site, sn),
  CHECK(substr(id, 1, 17) = printf('%016x-', hlc))) STRICT;
CREATE INDEX step_grp ON step(grp) WHERE grp <> id;
CREATE INDEX step_target ON step(target) WHERE target IS NOT NULL;
CREATE TABLE change(
  n INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES step(n), tbl TEXT NOT NULL,
  row TEXT NOT NULL, field TEXT NOT NULL, old ANY, new ANY) STRICT;
CREATE INDEX change_where ON change(tbl, row, field);
CREATE INDEX change_step ON change(step);
CREATE TABLE conflict(
  tbl TEXT NOT NULL, row TEXT NOT NULL, field TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
  resolved TEXT, PRIMARY KEY(tbl, row, field, a, b)) STRICT;
CREATE TABLE source_text(sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE source_file(sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE doc(
  n INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  body TEXT NOT NULL, extra TEXT NOT NULL) STRICT;
CREATE INDEX doc_kind ON doc(kind);
CREATE VIRTUAL TABLE doc_ft USING fts5(
  title, body, extra, content='doc', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER doc_ft_i AFTER INSERT ON doc BEGIN
  INSERT INTO doc_ft(rowid, title, body, extra) VALUES(new.n, new.title, new.body, new.extra); END;
CREATE TRIGGER doc_ft_u AFTER UPDATE ON doc BEGIN
  INSERT INTO doc_ft(doc_ft, rowid, title, body, extra)
    VALUES('delete', old.n, old.title, old.body, old.extra);
  INSERT INTO doc_ft(rowid, title, body, extra) VALUES(new.n, new.title, new.body, new.extra); END;
CREATE TRIGGER doc_ft_d AFTER DELETE ON doc BEGIN
  INSERT INTO doc_ft(doc_ft, rowid, title, body, extra)
    VALUES('delete', old.n, old.title, old.body, old.extra); END;
"""

TAKING = 0
"""The step in the context while records are brought up to date with steps of others, which are in the log already."""
_APPEND_ONLY = ("step", "change", "source_text", "source_file")

_MANY = ("source", "actor", "issue", "event", "quote", "fact", "position", "citation", "link")
"""Kinds of which a store has many records: what is marked among them is found without reading all."""
_INDEXES = (
    "CREATE INDEX alias_actor ON alias(actor)",
    "CREATE INDEX membership_person ON membership(person)",
    "CREATE INDEX position_issue ON position(issue)",
    "CREATE INDEX position_actor ON position(actor)",
    "CREATE INDEX participant_event ON participant(event)",
    "CREATE INDEX participant_actor ON participant(actor)",
    "CREATE INDEX event_date ON event(date_latest)",
    "CREATE INDEX quote_speaker ON quote(speaker)",
    "CREATE INDEX quote_version ON quote(source_version)",
    "CREATE INDEX version_source ON source_version(source)",
    "CREATE INDEX version_file ON source_version(archive_sha256)",
    "CREATE INDEX citation_record ON citation(record)",
    "CREATE INDEX citation_source ON citation(source)",
    "CREATE INDEX link_issue ON link(issue)",
    "CREATE INDEX link_target ON link(target)",
    "CREATE INDEX block_brief ON brief_block(brief)",
    "CREATE INDEX comment_record ON comment(record)",
    "CREATE INDEX setting_name ON setting(name)",
    "CREATE INDEX version_brief ON brief_version(brief)",
    "CREATE INDEX clearance_brief ON clearance(brief)",
    "CREATE INDEX waiver_brief ON waiver(brief)",
    "CREATE INDEX comment_brief ON comment(brief)",
    "CREATE INDEX decision_brief ON decision(brief)",
    "CREATE INDEX rejection_source ON rejection(source)",
    "CREATE INDEX quote_variant ON quote(variant_of) WHERE variant_of IS NOT NULL",
    *(f"CREATE INDEX {kind}_marking ON {kind}(marking) WHERE marking <> ''" for kind in _MANY),
)


def day_columns(spec: FieldSpec) -> tuple[str, str]:
    """The two derived columns of a date field: `deadline_edtf` → `deadline_earliest`, `deadline_latest`."""
    stem = spec.name.removesuffix("_edtf")
    return f"{stem}_earliest", f"{stem}_latest"


@cache
def specs(kind: str) -> tuple[FieldSpec, ...]:
    """The declared fields of `kind`."""
    return field_specs(KINDS[kind])


@cache
def select_list(kind: str) -> str:
    """The columns of `kind` as a SELECT list from table `t`: references as ids, booleans as 0 and 1."""
    columns = ["t.id AS id"]
    for spec in specs(kind):
        if spec.type is FieldType.REF:
            columns.append(f'coalesce((SELECT id FROM {spec.target} WHERE n = t."{spec.name}"), \'\') AS "{spec.name}"')
        else:
            columns.append(f't."{spec.name}" AS "{spec.name}"')
    return ", ".join(columns)


@cache
def logged_list(kind: str, fields: tuple[str, ...]) -> str:
    """The columns `fields` of `kind` as a SELECT list from table `t`, with the values that the log has of them."""
    by_name = {spec.name: spec for spec in specs(kind)}
    return ", ".join(f'{_logged(by_name[name], "t")} AS "{name}"' for name in fields)


def _column(spec: FieldSpec) -> list[str]:
    name = f'"{spec.name}"'
    match spec.type:
        case FieldType.WHOLE:
            return [f"{name} INTEGER"]
        case FieldType.FLAG:
            return [f"{name} INTEGER NOT NULL DEFAULT {int(spec.default)} CHECK({name} IN (0, 1))"]
        case FieldType.REF:
            return [f"{name} INTEGER REFERENCES {spec.target}(n)"]
        case FieldType.CHOICE:
            assert spec.choices is not None
            allowed = ", ".join(f"'{option.value}'" for option in spec.choices)
            return [f"{name} TEXT NOT NULL DEFAULT '{spec.default}' CHECK({name} IN ({allowed}))"]
        case FieldType.DATE:
            earliest, latest = day_columns(spec)
            return [
                f"{name} TEXT NOT NULL DEFAULT ''",
                f'"{earliest}" TEXT',
                f'"{latest}" TEXT',
            ]
        case _:
            return [f"{name} TEXT NOT NULL DEFAULT '{spec.default}'"]


def table_sql(kind: str) -> str:
    """The CREATE TABLE statement of `kind`."""
    columns = ["n INTEGER PRIMARY KEY", "id TEXT NOT NULL UNIQUE"]
    for spec in specs(kind):
        columns += _column(spec)
    return f"CREATE TABLE {kind}({', '.join(columns)}) STRICT"


def _logged(spec: FieldSpec, row: str) -> str:
    if spec.type is FieldType.REF:
        return f'(SELECT id FROM {spec.target} WHERE n = {row}."{spec.name}")'
    return f'{row}."{spec.name}"'


def trigger_sql(kind: str) -> list[str]:
    """The triggers that write the change log of `kind` and keep its rows from being deleted.

    One trigger for each field, because SQLite then runs those of the fields that an UPDATE names and no others.
    While the context names step 0 (`TAKING`), nothing is logged: the log of others is being taken in as it is.
    """
    pairs = ", ".join(f"'{spec.name}', {_logged(spec, 'new')}" for spec in specs(kind))
    ours = f"(SELECT step FROM ctx) IS NOT {TAKING}"
    inside = "SELECT RAISE(ABORT, 'write outside a step') WHERE (SELECT step FROM ctx) IS NULL;"
    insert = "INSERT INTO change(step, tbl, row, field, old, new) VALUES((SELECT step FROM ctx), "
    return [
        f"CREATE TRIGGER {kind}_log_i AFTER INSERT ON {kind} WHEN {ours} BEGIN {inside} "
        f"{insert}'{kind}', new.id, '*', NULL, json_object({pairs})); END",
        f"CREATE TRIGGER {kind}_log_u BEFORE UPDATE ON {kind} BEGIN {inside} END",
        *(
            f'CREATE TRIGGER {kind}_log_u_{spec.name} AFTER UPDATE OF "{spec.name}" ON {kind} '
            f'WHEN old."{spec.name}" IS NOT new."{spec.name}" AND {ours} BEGIN '
            f"{insert}'{kind}', new.id, '{spec.name}', {_logged(spec, 'old')}, {_logged(spec, 'new')}); END"
            for spec in specs(kind)
        ),
        f"CREATE TRIGGER {kind}_log_d BEFORE DELETE ON {kind} BEGIN "
        "SELECT RAISE(ABORT, 'rows are never deleted: set deleted'); END",
    ]


def _keep_sql(table: str) -> list[str]:
    message = f"SELECT RAISE(ABORT, '{table} is append-only');"
    return [
        f"CREATE TRIGGER {table}_keep_u BEFORE UPDATE ON {table} BEGIN {message} END",
        f"CREATE TRIGGER {table}_keep_d BEFORE DELETE ON {table} BEGIN {message} END",
    ]


def _first(db: "Database") -> None:
    """Make every table of format 1."""
    for statement in statements():
        db.execute(statement)


def statements() -> list[str]:
    """Every statement that makes an empty store, in order."""
    made = [part.strip() for part in _split(_BASE)]
    for kind in KINDS:
        made.append(table_sql(kind))
        made += trigger_sql(kind)
    for table in _APPEND_ONLY:
        made += _keep_sql(table)
    return [*made, *_INDEXES]


def _as_declared(db: "Database") -> None:
    """Make the tables and columns that are declared and not there, and drop columns that no longer are.

    The triggers of a table that changes go first; `complete` makes them again.
    """
    for kind in KINDS:
        there = {row[1] for row in db.execute(f"PRAGMA table_info({kind})").fetchall()}
        if not there:
            for statement in (table_sql(kind), *trigger_sql(kind)):
                db.execute(statement)
            continue
        declared = {"n", "id"} | {part.split('"')[1] for spec in specs(kind) for part in _column(spec)}
        wanted = [part for spec in specs(kind) for part in _column(spec) if part.split('"')[1] not in there]
        if not wanted and there == declared:
            continue
        for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (kind,)):
            db.execute(f'DROP TRIGGER "{row[0]}"')
        for part in wanted:
            db.execute(f"ALTER TABLE {kind} ADD COLUMN {part}")
        for name in there - declared:
            db.execute(f'ALTER TABLE {kind} DROP COLUMN "{name}"')
        for statement in trigger_sql(kind):
            db.execute(statement)


def _split(script: str) -> list[str]:
    parts: list[str] = []
    current = ""
    for line in script.strip().splitlines():
        current += line + "\n"
        ends_trigger = line.rstrip().endswith("END;")
        if ends_trigger or (line.rstrip().endswith(";") and "BEGIN" not in current):
            parts.append(current.strip().removesuffix(";"))
            current = ""
    return parts


@cache
def _named() -> Mapping[str, tuple[str, str]]:
    """What each statement makes, by name: (TABLE, INDEX or TRIGGER, statement)."""
    made = ((re.match(r"CREATE (?:VIRTUAL )?(TABLE|INDEX|TRIGGER) (\w+)", part), part) for part in statements())
    return MappingProxyType({match[2]: (match[1], part) for match, part in made if match})


def names(what: str) -> frozenset[str]:
    """The names of every TABLE, INDEX or TRIGGER of a store."""
    return frozenset(name for name, (kind, _) in _named().items() if kind == what)


def complete(connection: Connection) -> None:
    """Make the indexes and triggers what they are declared to be, in one transaction.

    Those that somebody took away are made again, those of another wording replaced, and triggers that we do not
    know taken away: one left over from an earlier wording would log every change twice.
    """
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    there = {row["name"]: row["sql"] for row in rows}
    declared = {name: sql for name, (kind, sql) in _named().items() if kind != "TABLE"}
    wrong = [name for name, sql in declared.items() if there.get(name) != sql]
    unknown = [row["name"] for row in rows if row["type"] == "trigger" and row["name"] not in declared]
    if not wrong and not unknown:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in [*unknown, *(name for name in wrong if name in there)]:
            kind = _named()[name][0] if name in declared else "TRIGGER"
            connection.execute(f'DROP {kind} "{name}"')
        for name in wrong:
            connection.execute(declared[name])
        if any(name.startswith("doc_ft") for name in wrong):
            connection.execute("INSERT INTO doc_ft(doc_ft) VALUES('rebuild')")  # it may have missed changes
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


Migration = Callable[["Database"], None]
MIGRATIONS: tuple[tuple[str, Migration], ...] = (
    ("001_first", _first),
    ("002_signed_briefs", _as_declared),
    ("003_reviewed", _as_declared),
    ("004_proposed", _as_declared),
)
"""Schema steps in order; step number N brings a store to format N."""


def newest() -> int:
    """The number of the format that this version writes."""
    return len(MIGRATIONS)


def migrate(connection: Connection) -> None:
    """Bring the store behind `connection` to the newest format; each step is one transaction, kept on record."""
    from sqlite_utils import Database, Migrations

    ladder = Migrations("briefing")
    for name, step in MIGRATIONS:
        ladder(name=name)(step)
    database = Database(connection)
    ladder.apply(database)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {newest()}")


_COPYING = Lock()


@cache
def _empty() -> Connection:
    """An empty store in memory, made once in a run by climbing the whole ladder."""
    connection = connect(":memory:")
    migrate(connection)
    return connection


def make_in_memory(connection: Connection) -> None:
    """Make an empty store in memory: a copy of one, which takes a twentieth of the time of climbing the ladder.

    SQLite gives no code with an error of a copy, so a file, whose disk may be full, goes through `migrate`.
    """
    with _COPYING:
        _empty().backup(connection)
