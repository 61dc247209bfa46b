"""The file of a pouch: one SQLite file with a manifest of what is in it, opened for reading only, wherever it lies.

Responsible for its tables, for the hash of every set of rows, and for saying which part is not what was put in. A pouch
is opened as immutable, so that it works on a CD or in a locked folder and no file appears beside it. Refuses to: know
what a brief or a note is.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefing.errors import PouchError, StoreError
from briefing.store import engine
from briefing.wording import Said, say

APPLICATION_ID = 0x42504F55  # "BPOU"
FORMAT = 1
_SHORT = 522  # SQLITE_IOERR_SHORT_READ: the file ends too soon
_SMALLEST = 512
"""Bytes of the smallest database; SQLite takes anything shorter for an empty one."""
Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""The rows of each part, in the order of `PARTS`; a row has the columns of its table."""

_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "meta": "k TEXT PRIMARY KEY, v TEXT NOT NULL",
        "brief": "place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, recalled TEXT NOT NULL",
        "version": (
            "brief TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, as_at TEXT NOT NULL,"
            " marking TEXT NOT NULL, reason TEXT NOT NULL, deciding TEXT NOT NULL, content TEXT NOT NULL,"
            " PRIMARY KEY(brief, number)"
        ),
        "file": (
            "brief TEXT NOT NULL, number INTEGER NOT NULL, format TEXT NOT NULL, name TEXT NOT NULL,"
            " sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, pages INTEGER, PRIMARY KEY(brief, number, format)"
        ),
        "note": (
            "brief TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY(brief, id)"
        ),
        "record": (
            "brief TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, fields TEXT NOT NULL,"
            " PRIMARY KEY(brief, id)"
        ),
        "passage": ("brief TEXT NOT NULL, quote TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY(brief, quote)"),
        "blob": "sha256 TEXT PRIMARY KEY, data BLOB NOT NULL",
    }
)
PARTS = tuple(_TABLES)
BY_BRIEF = ("note", "record", "passage")
"""The parts of which only the rows of one brief are read at a time; their first column is its id."""
_MANIFEST = "CREATE TABLE manifest(part TEXT PRIMARY KEY, rows INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT"
_WHOLE = "all"
_LATER = (*BY_BRIEF, "blob")
PART_WORDS: Mapping[str, Said] = MappingProxyType(
    {
        "meta": say("its cover"),
        "brief": say("the list of its briefs"),
        "version": say("the list of versions"),
        "file": say("the list of files"),
        "note": say("the comments and decisions"),
        "record": say("the records"),
        "passage": say("the passages of sources"),
        "blob": say("the contents of its briefs"),
        "structure": say("its structure"),
        _WHOLE: say("its manifest"),
    }
)
"""What each part is called in a sentence."""


def _sql(part: str) -> str:
    return f"CREATE TABLE {part}({_TABLES[part]}) STRICT"


def hash_of(part: str, rows: Sequence[tuple[Any, ...]]) -> str:
    """The SHA-256 of the rows of a part; contents count by their own hash, which is their name, and their length."""
    text = json.dumps([part, [list(row) for row in rows]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def manifest_of(rows: Rows) -> list[tuple[str, int, str]]:
    """(part, number of rows, SHA-256) of every part, of some for each brief, and of all of these under `all`."""
    told = {**rows, "blob": [(name, len(data)) for name, data in rows["blob"]]}
    sets = [(part, told[part]) for part in PARTS if part not in BY_BRIEF]
    for part in BY_BRIEF:
        group: dict[str, list[tuple[Any, ...]]] = {str(row[1]): [] for row in rows["brief"]}
        for row in told[part]:
            group[row[0]].append(row)
        sets += [(_name(part, brief), own) for brief, own in group.items()]
    found = [(name, len(own), hash_of(name, own)) for name, own in sets]
    return [*found, (_WHOLE, len(found), hash_of(_WHOLE, found))]


def _name(part: str, brief: str) -> str:
    return f"{part}:{brief}"


def write(path: Path, rows: Rows) -> None:
    """Make the file of a pouch at `path`, which may not exist: the same rows give the same bytes."""
    connection = engine.connect(":memory:")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        for part in PARTS:
            connection.execute(_sql(part))
        connection.execute(_MANIFEST)
        connection.execute("BEGIN")
        for part in PARTS:
            for row in rows[part]:
                connection.execute(f"INSERT INTO {part} VALUES({', '.join('?' * len(row))})", row)
        connection.executemany("INSERT INTO manifest VALUES(?, ?, ?)", manifest_of(rows))
        connection.execute("COMMIT")
        with engine.translated(path):
            connection.execute("VACUUM INTO ?", (str(path),))
    finally:
        connection.close()


def application_of(path: Path) -> int | None:
    """The application id of a database file; None for a file that is none. Never touches the locks of an open store.

    Raises PouchError for a file that cannot be read.
    """
    _look_at(path, path.name)
    if path.stat().st_size < _SMALLEST:
        return None
    try:
        connection = engine.connect(path, mode="immutable")
        try:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
        finally:
            connection.close()
    except engine.sqlite3.DatabaseError:
        return None
    except StoreError as error:
        raise PouchError(str(error)) from error


def _look_at(path: Path, name: str) -> None:
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError) as error:
        raise PouchError(say("“%1” cannot be reached: %2.", name, getattr(error, "strerror", "") or error)) from error
    if size is None:
        raise PouchError(say("There is no file “%1” here. It may have been moved.", name))
    if size == 0:
        raise PouchError(say("“%1” is empty, perhaps a copy that was interrupted. Please copy it again.", name))


class PouchFile:
    """An open pouch. What every reader needs is checked when it is opened, the rest when it is read, all by `check`."""

    def __init__(self, path: Path, name: str = "") -> None:
        """Open the pouch at `path`, which people know as `name`. Raises PouchError, saying what is wrong with it."""
        self.name = name or path.name
        _look_at(path, self.name)
        try:
            self._connection = engine.connect(path, mode="immutable")
        except StoreError as error:
            raise PouchError(say("“%1” cannot be opened. %2", self.name, error)) from error
        try:
            self._check_identity()
            listed = self._all("manifest")
            self._manifest = {part: (count, sha) for part, count, sha in listed}
            self._checked(_WHOLE, _WHOLE, listed[:-1])
            self._rows = {part: self._checked(part, part, self._all(part)) for part in PARTS if part not in _LATER}
            with self._reading():
                sizes = self._connection.execute("SELECT sha256, length(data) FROM blob ORDER BY rowid").fetchall()
            self._sizes = [(str(row[0]), int(row[1] or 0)) for row in sizes]
            self._checked("blob", "blob", self._sizes)
        except BaseException:
            self._connection.close()
            raise

    def rows(self, part: str, brief: str = "") -> list[tuple[Any, ...]]:
        """The rows of a part in the desk's order; those of one `brief` for the parts `BY_BRIEF`. Raises PouchError."""
        if part not in BY_BRIEF:
            return self._rows[part]
        return self._checked(part, _name(part, brief), self._all(part, "WHERE brief = ?", (brief,)))

    def blob(self, sha256: str, called: str) -> bytes:
        """Bytes by their hash. Raises PouchError, naming what they are `called`, where they are not what was put in."""
        with self._reading():
            row = self._connection.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
        data = bytes(row[0]) if row is not None and isinstance(row[0], bytes) else b""
        if row is None or hashlib.sha256(data).hexdigest() != sha256:
            raise self._altered(say("“%1”", called))
        return data

    def check(self, called: Mapping[str, str]) -> None:
        """Look at every byte that counts. Raises PouchError, naming the part; contents as they are `called` by hash."""
        for part in BY_BRIEF:
            found = sum(len(self.rows(part, str(row[1]))) for row in self._rows["brief"])
            with self._reading(PART_WORDS[part]):
                there = self._connection.execute(f"SELECT count(*) FROM {part}").fetchone()[0]
            if there != found:
                raise self._altered(PART_WORDS[part])
        for sha256, _ in self._sizes:
            self.blob(sha256, called.get(sha256, sha256[:12]))
        with self._reading():
            state = self._connection.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            raise self._altered(PART_WORDS["structure"])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _check_identity(self) -> None:
        with self._reading(first=True):
            application = self._connection.execute("PRAGMA application_id").fetchone()[0]
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            made = {
                str(row[0]): str(row[1])
                for row in self._connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
            }
        if application == engine.APPLICATION_ID:
            raise PouchError(say("“%1” is a store, not a pouch. Please open it as a store.", self.name))
        if application != APPLICATION_ID:
            raise PouchError(say("“%1” is a database, but not a pouch of Briefing Desk.", self.name))
        if version > FORMAT:
            raise PouchError(
                say(
                    "“%1” was made by a newer version of Briefing Desk (format %2; this version reads up to %3). "
                    "Please update Briefing Desk to open it.",
                    self.name,
                    version,
                    FORMAT,
                )
            )
        if version < 1 or made != {"manifest": _MANIFEST} | {part: _sql(part) for part in PARTS}:
            raise self._altered(PART_WORDS["structure"])

    def _checked(self, part: str, name: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        try:
            same = self._manifest.get(name) == (len(rows), hash_of(name, rows))
        except TypeError:  # bytes where a text should be
            same = False
        if not same:
            raise self._altered(PART_WORDS[part])
        return rows

    def _all(self, table: str, where: str = "", values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        words = PART_WORDS.get(table, PART_WORDS[_WHOLE])
        with self._reading(words):
            found = self._connection.execute(f"SELECT * FROM {table} {where} ORDER BY rowid", values).fetchall()
        return [tuple(row) for row in found]

    @contextmanager
    def _reading(self, part: Said | None = None, *, first: bool = False) -> Iterator[None]:
        try:
            yield
        except engine.sqlite3.Error as error:
            extended = getattr(error, "sqlite_errorcode", 0)
            code = extended & 0xFF
            gone = code in (engine.sqlite3.SQLITE_IOERR, engine.sqlite3.SQLITE_CANTOPEN) and extended != _SHORT
            if gone:
                words = say(
                    "“%1” cannot be read just now; the disk or folder may be gone. Please open it again.", self.name
                )
                raise PouchError(words) from error
            if first and code == engine.sqlite3.SQLITE_NOTADB:
                raise PouchError(say("“%1” is not a pouch of Briefing Desk.", self.name)) from error
            raise self._altered(part or PART_WORDS["structure"]) from error

    def _altered(self, part: str) -> PouchError:
        return PouchError(
            say(
                "“%1” was altered or damaged on its way. What is not as the desk put it in: %2. Nothing of it was "
                "used. Please ask the desk for it again.",
                self.name,
                part,
            )
        )
