"""What a reader of pouches writes and has read: one small file a brief, in the user's own folder.

The pouch itself may lie on a disk that can only be read. Each note is on the disk before the call returns (written to a
neighbour, flushed, renamed), so a crash loses none. A file that cannot be read is left as it is, and nothing is written
over it. The notes are plain text for their owner alone, also those on a sealed pouch. Refuses to: send anything.
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefing.brief.addresses import Spot, addresses, fields_of
from briefing.brief.compare import everything
from briefing.brief.placing import decidable
from briefing.brief.tree import Brief
from briefing.clock import utc_now
from briefing.errors import InvalidEntryError, NotFoundError, PouchError
from briefing.ids import new_id
from briefing.model import Comment, Decision
from briefing.pouch.notes import is_id, note_of, values_of
from briefing.pouch.reading import Pouch
from briefing.review_model import Remark
from briefing.rules.initials import initials_of
from briefing.wording import say

FORMAT = "briefing-desk-notebook/1"
_FORMAT_NAME = "briefing-desk-notebook/"


@dataclass(frozen=True)
class Place:
    """Where a reader stopped: a version, and the number of a unit in it."""

    version: int
    unit: int


@dataclass(frozen=True)
class _Pages:
    """What is kept of one brief: the reader's notes, when each version was read (UTC), where the reader stopped."""

    notes: tuple[Remark, ...] = ()
    read: dict[int, str] = field(default_factory=dict)
    place: Place | None = None


class Notebook:
    """The notes of one reader on all pouches. Any number of windows may use the same folder."""

    def __init__(self, folder: Path, reader: str, initials: str = "") -> None:
        """The notes in `folder`, which is made when something is written; `reader` signs new ones."""
        self.folder = folder
        self.reader = reader
        self.initials = initials or initials_of(reader)

    def notes(self, brief: str) -> tuple[Remark, ...]:
        """The reader's notes on a brief, the oldest first. Raises PouchError where they cannot be read."""
        return self._load(brief).notes

    def comment(self, pouch: Pouch, spot: Spot, text: str) -> Comment:
        """Write a comment on a place of a brief of a pouch. Raises as `ReviewVerbs.add_comment`, and PouchError."""
        self._refuse_empty(text)
        place = fields_of(spot, pouch.tree(spot.brief, self._number(spot)))
        made = note_of(
            Comment.KIND, new_id(), {**self._blank(Comment), **place, **self._signed(), "text": text.strip()}
        )
        self._add(spot.brief, made)
        assert isinstance(made, Comment)
        return made

    def answer(self, comment: Comment, text: str) -> Comment:
        """Reply to a comment of the desk or one's own, at the same place."""
        self._refuse_empty(text)
        values = {**values_of(comment), "parent": comment.parent or comment.id, "resolved": False}
        made = note_of(Comment.KIND, new_id(), {**values, **self._signed(), "text": text.strip()})
        self._add(comment.brief, made)
        assert isinstance(made, Comment)
        return made

    def decide(self, pouch: Pouch, spot: Spot, result: str, text: str = "") -> Decision:
        """Keep a decision on an issued version or on one recommendation of it. Raises as `ReviewVerbs.decide`."""
        number = self._number(spot)
        tree = pouch.tree(spot.brief, number)
        place = fields_of(spot, tree)
        version = pouch.brief(spot.brief).version(number)
        if spot.unit is not None and spot.unit not in _may_be_decided(tree, version.deciding if version else ()):
            reason = say("only recommendations and the brief as a whole can be decided.")
            raise InvalidEntryError("unit", "Place in the brief", reason)
        values = {**self._blank(Decision), **{name: place[name] for name in ("brief", "version", "unit")}}
        if spot.record:
            values |= {"record_kind": spot.record_kind, "record": spot.record}
        made = note_of(Decision.KIND, new_id(), {**values, **self._signed(), "result": result, "text": text.strip()})
        self._add(spot.brief, made)
        assert isinstance(made, Decision)
        return made

    def edit(self, brief: str, note: str, text: str) -> Remark:
        """Give one of the notes other words. Raises NotFoundError for one that is not the reader's own."""
        self._refuse_empty(text)
        found: list[Remark] = []

        def changed(pages: _Pages) -> _Pages:
            found[:] = [replace(one, text=text.strip()) for one in pages.notes if one.id == note]
            return replace(pages, notes=tuple(found[0] if one.id == note else one for one in pages.notes))

        self._change(brief, note, changed)
        return found[0]

    def take_back(self, brief: str, note: str) -> None:
        """Take a note out, so that the next reply does not hold it; what the desk took already it keeps."""
        self._change(
            brief, note, lambda pages: replace(pages, notes=tuple(one for one in pages.notes if one.id != note))
        )

    def mark_read(self, brief: str, version: int, unit: int = 0) -> None:
        """Keep that the reader had this version before them, and how far they came (the number of a unit)."""
        pages = self._load(brief)
        read = {**pages.read, version: pages.read.get(version) or utc_now()}
        self._save(brief, replace(pages, read=read, place=Place(version, unit)))

    def last_read(self, brief: str, before: int) -> int:
        """The newest version below number `before` that was read; 0 for none. What changed since is told from it."""
        return max((number for number in self._load(brief).read if number < before), default=0)

    def was_read(self, brief: str, version: int) -> str:
        """When a version was first read (UTC); empty where it was not yet."""
        return self._load(brief).read.get(version, "")

    def place(self, brief: str) -> Place | None:
        """Where the reader stopped; None where the brief was not opened yet."""
        return self._load(brief).place

    def _blank(self, kind: type[Comment] | type[Decision]) -> dict[str, Any]:
        if kind is Comment:
            return values_of(Comment(id="", record_kind="", record=""))
        return values_of(Decision(id="", brief=""))

    def _signed(self) -> dict[str, str]:
        return {"author": self.reader, "initials": self.initials, "written_at": utc_now()}

    @staticmethod
    def _number(spot: Spot) -> int:
        if spot.version is None:
            raise InvalidEntryError("version", "Version", say("a pouch holds no drafts."))
        return spot.version

    @staticmethod
    def _refuse_empty(text: str) -> None:
        if not text.strip():
            raise InvalidEntryError("text", "Comment", say("please write something."))

    def _add(self, brief: str, note: Remark) -> None:
        pages = self._load(brief)
        self._save(brief, replace(pages, notes=(*pages.notes, note)))

    def _change(self, brief: str, note: str, change: Callable[[_Pages], _Pages]) -> None:
        pages = self._load(brief)
        if note not in {one.id for one in pages.notes}:
            raise NotFoundError(say("This is not a note of yours, so it stays as it is. Reply to it instead."))
        self._save(brief, change(pages))

    def _file(self, brief: str) -> Path:
        if not is_id(brief):
            raise NotFoundError(say("There is no brief with the id %1.", brief[:60]))
        return self.folder / f"{brief}.json"

    def _load(self, brief: str) -> _Pages:
        """What is kept now: another window may have written since."""
        file = self._file(brief)
        try:
            data = json.loads(file.read_bytes().decode("utf-8"))
            known = data["format"]
            if known != FORMAT and str(known).startswith(_FORMAT_NAME):
                raise PouchError(
                    say("Your notes in “%1” were written by a newer version. Please update Briefing Desk.", file)
                )
            if known != FORMAT or data["brief"] != brief:
                raise ValueError(known)
            notes = tuple(note_of(kind, one, values) for one, kind, values in data["notes"])
            read = {int(number): str(at) for number, at in data["read"].items()}
            place = Place(int(data["place"][0]), int(data["place"][1])) if data["place"] else None
        except FileNotFoundError:
            return _Pages()
        except OSError as error:
            raise PouchError(say("Your notes in “%1” cannot be read: %2.", file, error.strerror or error)) from error
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
            raise PouchError(
                say("Your notes in “%1” are damaged. The file was left as it is; move it away to begin anew.", file)
            ) from error
        return _Pages(notes, read, place)

    def _save(self, brief: str, pages: _Pages) -> None:
        file = self._file(brief)
        value = {
            "format": FORMAT,
            "brief": brief,
            "read": {str(number): at for number, at in sorted(pages.read.items())},
            "place": [pages.place.version, pages.place.unit] if pages.place is not None else None,
            "notes": [[one.id, one.KIND, values_of(one)] for one in pages.notes],
        }
        partial = file.with_name(f".{new_id()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(value, out, ensure_ascii=False, indent=1)
                out.flush()
                os.fsync(out.fileno())
            os.replace(partial, file)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise PouchError(
                say(
                    "Your note could not be kept in %1: %2. Please keep its words.",
                    self.folder,
                    error.strerror or error,
                )
            ) from error


def _may_be_decided(tree: Brief, headings: Sequence[str]) -> set[Any]:
    known = addresses(everything(tree))
    return {known[at] for at in decidable(tree, headings)}
