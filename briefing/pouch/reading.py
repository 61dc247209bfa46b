"""An open pouch: its briefs in the desk's order, what is known about them, and what changed since they were read.

Works on a disk that can only be read; writes nothing, anywhere. What the reader writes goes into a `notebook`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from briefing.brief.compare import Comparison, compare
from briefing.brief.frozen import FrozenBriefError, thaw_bytes
from briefing.brief.reviewed import Reviewed, reviewed
from briefing.brief.tree import Brief
from briefing.errors import NotFoundError, PouchError
from briefing.export.naming import is_plain_name
from briefing.pouch import sealing
from briefing.pouch.contents import (
    FORMAT,
    Cover,
    Passage,
    PouchedBrief,
    PouchedFile,
    PouchedRecord,
    PouchedVersion,
)
from briefing.pouch.notes import is_id, note_of
from briefing.review_model import Remark
from briefing.store.pouch_file import APPLICATION_ID, PouchFile, application_of
from briefing.wording import say

_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, RecursionError)
_MOST = 2**31
"""Bytes of a sealed pouch that are opened: it has to fit into memory."""


def is_pouch(path: Path) -> bool:
    """Whether a file is a pouch, or a sealed one, by what it begins with."""
    try:
        if (application := application_of(path)) is not None:
            return application == APPLICATION_ID
        with path.open("rb") as file:
            return sealing.is_sealed(file.read(200))
    except (PouchError, OSError):
        return False


def open_pouch(path: Path, *, keys: str = "", passphrase: str = "") -> "Pouch":
    """Open the pouch at `path`; `keys` is the text of a key file.

    Raises SealedPouchError where it is sealed and what opens it is missing or another one, PouchError for everything
    else that is wrong with it.
    """
    if application_of(path) is not None:
        return Pouch(PouchFile(path), path)
    try:
        data = path.read_bytes() if path.stat().st_size < _MOST else b""
    except OSError as error:
        raise PouchError(say("“%1” cannot be read: %2.", path.name, error.strerror or error)) from error
    if not sealing.is_sealed(data):
        raise PouchError(say("“%1” is not a pouch of Briefing Desk.", path.name))
    private = sealing.private_file(sealing.unseal(data, path.name, keys, passphrase))
    try:
        return Pouch(PouchFile(private, path.name), path, private)
    except BaseException:
        sealing.remove(private)
        raise


class Pouch:
    """A pouch that is open. Close it when done."""

    def __init__(self, file: PouchFile, path: Path, private: Path | None = None) -> None:
        """Read the small parts of `file`; `private` is a plain copy of a sealed pouch, removed as soon as it can be."""
        self.path = path
        self.sealed = private is not None
        self._file = file
        self._private = private
        if private is not None:
            sealing.remove(private)  # where the system allows it, an open file needs no name
        self._trees: dict[tuple[str, int], Brief] = {}
        self._notes: dict[str, tuple[Remark, ...]] = {}
        self._records: dict[str, dict[str, PouchedRecord]] = {}
        self._passages: dict[str, dict[str, Passage]] = {}
        try:
            self._content = {(row[0], row[1]): str(row[7]) for row in file.rows("version")}
            self.cover = self._cover()
            self.briefs = self._briefs()
        except _UNREADABLE as error:
            self.close()
            raise self._unreadable() from error
        except BaseException:
            self.close()
            raise

    def brief(self, brief: str) -> PouchedBrief:
        """A brief by its id. Raises NotFoundError."""
        for one in self.briefs:
            if one.id == brief:
                return one
        raise NotFoundError(say("This brief is not in the pouch “%1”.", self.path.name))

    def tree(self, brief: str, number: int = 0) -> Brief:
        """A version exactly as it was issued, the newest without a number. Raises NotFoundError, PouchError."""
        number = number or self.brief(brief).newest.number
        if (brief, number) not in self._content:
            raise NotFoundError(say("Version %1 of this brief is not in the pouch.", number))
        if (brief, number) not in self._trees:
            called = say("version %1 of “%2”", number, self.brief(brief).title)
            try:
                self._trees[brief, number] = thaw_bytes(self._file.blob(self._content[brief, number], called))
            except FrozenBriefError as error:
                raise self._unreadable() from error
        return self._trees[brief, number]

    def file(self, brief: str, format_: str) -> bytes:
        """A file of the newest version in one format (`pdf`, `docx` …). Raises NotFoundError, PouchError."""
        for one in self.brief(brief).newest.files:
            if one.format == format_:
                return self._file.blob(one.sha256, one.name)
        raise NotFoundError(say("The pouch holds no %1 of this brief.", format_.upper()))

    def notes(self, brief: str) -> tuple[Remark, ...]:
        """The comments and decisions that the desk knew of when it made the pouch."""
        if brief not in self._notes:
            with self._understanding():
                rows = self._file.rows("note", self.brief(brief).id)
                self._notes[brief] = tuple(note_of(kind, one, json.loads(values)) for _, one, kind, values in rows)
        return self._notes[brief]

    def record(self, brief: str, record: str) -> PouchedRecord | None:
        """A record that a brief tells of; None for one that did not travel."""
        return self.records(brief).get(record)

    def records(self, brief: str) -> Mapping[str, PouchedRecord]:
        """Every record that a brief tells of and that travelled with it, by its id."""
        if brief not in self._records:
            with self._understanding():
                rows = self._file.rows("record", self.brief(brief).id)
                self._records[brief] = {
                    one: PouchedRecord(one, kind, title, _pairs(told)) for _, one, kind, title, told in rows
                }
        return self._records[brief]

    def passage(self, brief: str, quote: str) -> Passage | None:
        """A quote of a brief in its surroundings; None for one that is not printed in it."""
        return self.passages(brief).get(quote)

    def passages(self, brief: str) -> Mapping[str, Passage]:
        """The quotes of a brief in their surroundings, in reading order, by the id of the quote."""
        if brief not in self._passages:
            with self._understanding():
                rows = self._file.rows("passage", self.brief(brief).id)
                self._passages[brief] = {quote: _passage(json.loads(told)) for _, quote, told in rows}
        return self._passages[brief]

    def reviewed(self, brief: str, number: int = 0, own: Sequence[Remark] = ()) -> Reviewed:
        """A version, the newest without a number, with its notes: the desk's, and the reader's `own` in their place."""
        known = self.brief(brief)
        number = number or known.newest.number
        tree = self.tree(brief, number)
        notes: dict[str, Remark] = {note.id: note for note in (*self.notes(brief), *own)}
        version = known.version(number)
        return reviewed(
            brief,
            number,
            tree,
            list(notes.values()),
            tree_of=lambda one: self.tree(brief, one) if (brief, one) in self._content else None,
            deciding=version.deciding if version is not None else (),
            titles={one: record.title for one, record in self.records(brief).items()},
        )

    def since(self, brief: str, number: int) -> Comparison | None:
        """What changed since version `number` was read; None where that is the newest, or not in the pouch."""
        if number == self.brief(brief).newest.number or (brief, number) not in self._content:
            return None
        return compare(self.tree(brief, number), self.tree(brief))

    def hashes(self, brief: str) -> dict[int, str]:
        """The hash of the content of each version of a brief, by its number."""
        return {number: sha256 for (one, number), sha256 in self._content.items() if one == brief}

    def check(self) -> None:
        """Look at everything in the pouch once. Raises PouchError, naming the part that was altered."""
        called = {file.sha256: file.name for one in self.briefs for version in one.versions for file in version.files}
        for one in self.briefs:
            words = {sha: say("version %1 of “%2”", number, one.title) for number, sha in self.hashes(one.id).items()}
            called |= words
        self._file.check(called)

    def close(self) -> None:
        """Close the pouch; nothing of a sealed one is left."""
        self._file.close()
        if self._private is not None:
            sealing.remove(self._private)

    def _cover(self) -> Cover:
        told: Mapping[str, str] = dict(self._file.rows("meta"))
        if told["format"] != FORMAT:
            raise self._unreadable()
        values: dict[str, Any] = {one.name: told[one.name] for one in fields(Cover)}
        return Cover(**{**values, "readers": tuple(str(one) for one in json.loads(told["readers"]))})

    def _briefs(self) -> tuple[PouchedBrief, ...]:
        files: dict[tuple[str, int], list[PouchedFile]] = {}
        for row in self._file.rows("file"):
            if not is_plain_name(row[3]):
                raise self._unreadable()
            files.setdefault((row[0], row[1]), []).append(PouchedFile(*row[2:]))
        versions: dict[str, list[PouchedVersion]] = {}
        for brief, number, one, as_at, marking, reason, deciding, _content in self._file.rows("version"):
            headings = tuple(str(heading) for heading in json.loads(deciding))
            made = PouchedVersion(one, number, as_at, marking, reason, headings, tuple(files.get((brief, number), ())))
            versions.setdefault(brief, []).append(made)
        found = []
        for _place, one, title, recalled in self._file.rows("brief"):
            if not is_id(one):
                raise self._unreadable()
            ordered = tuple(sorted(versions[one], key=lambda version: version.number))
            found.append(PouchedBrief(one, title, ordered, recalled))
        return tuple(found)

    @contextmanager
    def _understanding(self) -> Iterator[None]:
        try:
            yield
        except _UNREADABLE as error:
            raise self._unreadable() from error

    def _unreadable(self) -> PouchError:
        return PouchError(
            say("“%1” holds something that this version cannot read. Please ask the desk for it again.", self.path.name)
        )


def _passage(values: Mapping[str, Any]) -> Passage:
    whole = {"start", "end", "at"}
    for name, value in values.items():
        if type(value) is not (int if name in whole else str):
            raise ValueError(name)
    return Passage(**values)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), str(value)) for label, value in json.loads(text))
