"""What a user can do, one method a verb, over one open store. Tells listeners what changed. No Qt, no SQL.

A `Desk` belongs to one thread; long work in another thread uses a desk of its own on the same file
(`Desk.twin`). Reading methods live in `briefing/reading`, which this class extends.
"""

from datetime import datetime
from pathlib import Path

from briefing import paths
from briefing.clock import Clock
from briefing.desk.base import Listener
from briefing.desk.checking import PreflightVerbs
from briefing.desk.defining import DefiningVerbs
from briefing.desk.interchange import InterchangeVerbs
from briefing.desk.parting import PartingVerbs
from briefing.desk.pouching import PouchVerbs
from briefing.desk.proposing import ProposingVerbs
from briefing.desk.sources import SourceVerbs
from briefing.desk.teaming import TeamVerbs
from briefing.desk.versions import VersionVerbs
from briefing.desk.words import WordVerbs
from briefing.errors import BriefingError
from briefing.store import backup
from briefing.store.backups import Backup, Counted, backups_of, counted, prepare, swap
from briefing.store.store import MEMORY, create_store, open_immutable, open_store

__all__ = ["Desk", "Listener"]


class Desk(
    SourceVerbs,
    ProposingVerbs,
    VersionVerbs,
    PreflightVerbs,
    PouchVerbs,
    DefiningVerbs,
    WordVerbs,
    PartingVerbs,
    TeamVerbs,
    InterchangeVerbs,
):
    """The verbs. Every verb is one step with a label for the Edit menu."""

    @classmethod
    def open(cls, path: Path, user: str, *, read_only: bool = False, clock: Clock | None = None) -> "Desk":
        """Open the store at `path`. The shipped sample is always opened read-only."""
        if path.exists() and path.resolve() == paths.sample_store().resolve():
            return cls(open_immutable(path), user, clock)
        return cls(open_store(path, read_only=read_only), user, clock)

    @classmethod
    def new(cls, path: Path, user: str) -> "Desk":
        """Make an empty store at `path` and open it. Raises StoreError where the file exists."""
        return cls(create_store(path), user)

    @classmethod
    def new_from_sample(cls, path: Path, user: str) -> "Desk":
        """Copy the sample to `path` and open the copy."""
        backup.copy_sample(paths.sample_store(), path, user)
        return cls.open(path, user)

    def twin(self) -> "Desk":
        """Another desk on the same file, for another thread; it tells no listeners. Close it when done."""
        self._refuse_twice()
        return Desk.open(self.store.path, self.user, read_only=True, clock=self._given)

    def writing_twin(self) -> "Desk":
        """Another desk on the same file that writes, for another thread; it tells no listeners. Close it when done."""
        self._refuse_twice()
        return Desk.open(self.store.path, self.user, clock=self._given)

    def again(self) -> "Desk":
        """Another desk on the same store for another window; it may do what this one may. Close it when done."""
        self._refuse_twice()
        return Desk.open(self.store.path, self.user, read_only=self.read_only, clock=self._given)

    def _refuse_twice(self) -> None:
        if self.store.path == MEMORY:
            raise BriefingError("A store in memory cannot be opened twice.")
        if gone := self.gone():
            raise gone  # another file of this name would get our write-ahead log

    def try_to_write(self) -> None:
        """Raise the StoreError that a change would meet now; nothing is changed."""
        with self.store.step("try to write", self.user):
            pass

    def gone(self) -> BriefingError | None:
        """Why the file that was opened is no longer where it was; None where it is."""
        return self.store.gone()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    # copies

    def save_copy(self, target: Path, *, overwrite: bool = False) -> Path:
        """Write the whole store to another file, as a copy for keeping."""
        return backup.save_copy(self.store, target, overwrite=overwrite)

    def save_working_copy(self, target: Path) -> Path:
        """Write the whole store to another file that will be worked on as a store of its own."""
        return backup.save_working_copy(self.store, target, self.user, "save a copy to work on")

    def keep_backup(self) -> Path:
        """Write a dated backup into the user's backup folder."""
        return backup.keep_backup(self.store, paths.backup_folder(), datetime.now().astimezone())

    def backups(self) -> list[Backup]:
        """The backups of this store, newest first."""
        return backups_of(self.store.path.stem, self.store.site, paths.backup_folder())

    @staticmethod
    def look_into(chosen: Path) -> Counted:
        """Open a backup, check it and count what is in it. Slow on large stores."""
        return counted(chosen)

    @classmethod
    def open_backup(cls, path: Path, user: str) -> "Desk":
        """Open a backup to look at it: nothing can be changed, and no file appears beside it."""
        return cls(open_immutable(path), user)

    @staticmethod
    def prepare_backup(chosen: Path, target: Path, user: str) -> Path:
        """Write a checked copy of a backup beside the store at `target`. Slow on large stores. Raises StoreError."""
        return prepare(chosen, target, user)

    @staticmethod
    def swap_in(prepared: Path, target: Path) -> Path:
        """Let a prepared backup take the place of a store that no desk has open. Raises StoreError."""
        return swap(prepared, target)
