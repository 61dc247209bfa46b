"""Words that were typed and could not be saved, kept beside the user's settings until they can.

Responsible for: one small file a store, written whole or not at all, shared by all windows on that store.
Refuses to: decide what becomes of the words; whoever typed them does.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from briefing.ids import new_id

Place = tuple[str, str, str]
"""Kind and id of a record, and the name of its field."""


@dataclass(frozen=True)
class Draft:
    """The words for one field. `base` is what the store held when they were typed, `at` when that was (UTC)."""

    kind: str
    record: str
    field: str
    text: str
    base: str
    at: str

    @property
    def place(self) -> Place:
        """Where the words belong."""
        return self.kind, self.record, self.field


class Drafts:
    """The drafts of one store. What cannot be written is held in memory, and `held` tells of it.

    `fresh` says that words were typed since this object was made; the others are from an earlier start.
    """

    def __init__(self, folder: Path | None, site: str) -> None:
        """The drafts of the store with this site id, kept in `folder`; without one, in memory alone."""
        self._file = folder / f"{site}.json" if folder is not None else None
        self._read: tuple[int, int] | None = None
        self._known: dict[Place, Draft] = {}
        self._unwritten: dict[Place, Draft | None] = {}
        self._fresh: set[Place] = set()

    def all(self) -> list[Draft]:
        """Every draft, the oldest first."""
        self._look()
        return sorted(self._known.values(), key=lambda draft: draft.at)

    def find(self, kind: str, record: str, field: str) -> Draft | None:
        """The words for a field, if any wait."""
        self._look()
        return self._known.get((kind, record, field))

    def fresh(self, draft: Draft) -> bool:
        """Whether these words were typed since this object was made."""
        return draft.place in self._fresh

    def keep(self, draft: Draft) -> None:
        """Keep words, in the place of those that were kept for this field before."""
        self._fresh.add(draft.place)
        if self.find(*draft.place) != draft:
            self._write({draft.place: draft})

    def drop(self, kind: str, record: str, field: str) -> None:
        """The words were saved, or given up."""
        self._fresh.discard((kind, record, field))
        if self.find(kind, record, field) is not None:
            self._write({(kind, record, field): None})

    def held(self) -> bool:
        """Whether there are words that could be kept in memory only."""
        if self._unwritten and self._file is not None:
            self._write({})
        return any(draft is not None for draft in self._unwritten.values())

    def hand_over(self, other: "Drafts") -> None:
        """Give every draft to another store, into which this one was copied."""
        for draft in self.all():
            other.keep(draft)

    def _look(self) -> None:
        """Read the file again where another window has written it."""
        if self._file is None:
            return
        try:
            found = self._file.stat()
            state = (found.st_mtime_ns, found.st_size)
        except OSError:
            state = None
        if state == self._read:
            return
        self._read, self._known = state, _from_file(self._file)
        self._lay_over()

    def _lay_over(self) -> None:
        for place, draft in self._unwritten.items():
            if draft is None:
                self._known.pop(place, None)
            else:
                self._known[place] = draft

    def _write(self, changes: dict[Place, Draft | None]) -> None:
        self._look()
        self._unwritten |= changes
        self._lay_over()
        if self._file is None:
            self._unwritten.clear()
            return
        partial = self._file.with_name(f".{new_id()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._known:
                handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump([asdict(draft) for draft in self._known.values()], file, ensure_ascii=False, indent=1)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(partial, self._file)
            else:
                self._file.unlink(missing_ok=True)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            return
        self._unwritten.clear()


def _from_file(file: Path) -> dict[Place, Draft]:
    """What is kept in a file; what somebody else made of it is passed over."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        names = {one.name for one in fields(Draft)}
        found = [Draft(**row) for row in rows if isinstance(row, dict) and set(row) == names]
    except (OSError, ValueError, TypeError):
        return {}
    return {draft.place: draft for draft in found if all(isinstance(value, str) for value in asdict(draft).values())}
