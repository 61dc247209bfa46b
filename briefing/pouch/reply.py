"""The reply: a reader's comments and decisions as one small file of canonical JSON, with a hash of its own.

JSON and not a database: it holds nothing but notes, a person can read it, and its hash covers every byte. Reading is
strict and refuses as a whole what was altered, cut short or made by a newer version. Refuses to: hold anything of the
briefs but the words that a note was written on.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.brief.frozen import canonical
from briefing.clock import utc_now
from briefing.errors import PouchError
from briefing.fieldspec import LINE_LIMIT
from briefing.pouch import sealing
from briefing.pouch.notebook import Notebook
from briefing.pouch.notes import is_id, note_of, values_of
from briefing.pouch.reading import Pouch
from briefing.review_model import Remark
from briefing.store.pouch_file import APPLICATION_ID, application_of
from briefing.wording import say

ENDING = ".reply"
FORMAT = "briefing-desk-reply/1"
_FORMAT_NAME = "briefing-desk-reply/"
_MOST = 256 * 2**20
"""Bytes of a reply that are read."""
_NAMES = frozenset({"format", "pouch", "store", "reader", "made_at", "briefs", "notes", "sha256"})


@dataclass(frozen=True)
class RepliedBrief:
    """A brief that was answered: its title as it was read, and the ids of its versions by their numbers."""

    title: str
    versions: Mapping[int, str]


@dataclass(frozen=True)
class Reply:
    """What a reader answered. `pouch` is the id of the pouch, `store` that of the store it came from."""

    pouch: str
    store: str
    reader: str
    made_at: str
    briefs: Mapping[str, RepliedBrief]
    notes: tuple[Remark, ...]


def make_reply(pouch: Pouch, notebook: Notebook, *, made_at: str = "") -> bytes:
    """All notes of the reader on the briefs of a pouch, those that were sent before among them: taking adds no doubles.

    Raises PouchError where the notes cannot be read, and where there are none.
    """
    briefs: dict[str, Any] = {}
    notes: list[Any] = []
    for one in pouch.briefs:
        versions = {str(version.number): version.id for version in one.versions}
        mine = [note for note in notebook.notes(one.id) if str(note.version) in versions]
        if mine:
            briefs[one.id] = {"title": one.title, "versions": versions}
            notes += [[note.id, note.KIND, values_of(note)] for note in mine]
    if not notes:
        raise PouchError(say("There is nothing to reply yet: write a comment or decide on a brief first."))
    value = {
        "format": FORMAT,
        "pouch": pouch.cover.id,
        "store": pouch.cover.store,
        "reader": notebook.reader,
        "made_at": made_at or utc_now(),
        "briefs": briefs,
        "notes": notes,
    }
    return canonical({**value, "sha256": hashlib.sha256(canonical(value)).hexdigest()})


def read_reply(path: Path, *, keys: str = "", passphrase: str = "") -> Reply:
    """The reply in a file, which may be sealed. Raises SealedPouchError, or PouchError, saying what is wrong."""
    name = path.name
    application = application_of(path)
    if application == APPLICATION_ID:
        raise PouchError(
            say("“%1” is a pouch, which goes out. Please choose the file that the reader sent back.", name)
        )
    if application is not None:
        raise PouchError(say("“%1” is a database, not a reply. Please choose the file that the reader sent.", name))
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST else b""
    except OSError as error:
        raise PouchError(say("“%1” cannot be read: %2.", name, error.strerror or error)) from error
    if sealing.is_sealed(data):
        data = sealing.unseal(data, name, keys, passphrase)
    try:
        return _reply(data, name)
    except PouchError as error:
        raise PouchError(say("“%1” cannot be taken. %2 Nothing was taken.", name, error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise PouchError(
            say("“%1” is no reply of Briefing Desk, or only a part of one. Nothing was taken.", name)
        ) from error


def _reply(data: bytes, name: str) -> Reply:
    value: dict[str, Any] = json.loads(data.decode("utf-8"))
    known = value["format"]
    if known != FORMAT and str(known).startswith(_FORMAT_NAME):
        raise PouchError(say("It was made by a newer version of Briefing Desk. Please update to take it."))
    if known != FORMAT or set(value) != _NAMES:
        raise ValueError(name)
    plain = {key: one for key, one in value.items() if key != "sha256"}
    if canonical({**plain, "sha256": hashlib.sha256(canonical(plain)).hexdigest()}) != data:
        raise PouchError(say("It was altered on its way: its notes are not those that the reader wrote."))
    briefs = {one: _brief(one, told) for one, told in value["briefs"].items()}
    notes = [note_of(kind, one, values) for one, kind, values in value["notes"]]
    if len({note.id for note in notes}) != len(notes):
        raise PouchError(say("It holds a note twice."))
    for note in notes:
        if note.brief not in briefs or note.version not in briefs[note.brief].versions:
            raise PouchError(say("It holds a note on a brief that it does not name."))
    for told in ("pouch", "store", "reader", "made_at"):
        if not isinstance(value[told], str) or len(value[told]) > LINE_LIMIT:
            raise ValueError(told)
    for time in (value["made_at"], *(note.written_at for note in notes)):
        datetime.fromisoformat(time)
    return Reply(
        pouch=value["pouch"],
        store=value["store"],
        reader=value["reader"],
        made_at=value["made_at"],
        briefs=briefs,
        notes=tuple(notes),
    )


def _brief(one: Any, told: Any) -> RepliedBrief:
    versions = {int(number): str(version) for number, version in told["versions"].items()}
    if not is_id(one):
        raise ValueError(one)
    return RepliedBrief(str(told["title"]), versions)
