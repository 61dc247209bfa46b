"""Copies of a store: always whole, checked before they get their name, never by copying the live file."""

import os
from datetime import datetime
from pathlib import Path

from briefing.errors import StoreError
from briefing.ids import new_id
from briefing.store import engine
from briefing.store.store import Store, open_immutable, open_store

KEEP_RECENT = 10
KEEP_DAYS = 30


def save_copy(store: Store, target: Path, *, overwrite: bool = False) -> Path:
    """Write the whole store to `target` as one self-contained file (no write-ahead log beside it).

    Raises StoreError where the file exists or cannot be written; nothing half-written is left behind.
    """
    target = Path(target)
    if target.exists() and not overwrite:
        raise StoreError(f"“{target.name}” exists already. Please choose another name; nothing was changed.")
    if not target.parent.is_dir():
        raise StoreError(f"There is no folder {target.parent}. Please choose another place.")
    if target.absolute() == store.path.absolute():
        raise StoreError("A store cannot be copied onto itself. Please choose another name.")
    partial = target.with_name(f".{target.name}.{new_id()[:8]}.part")
    try:
        with engine.translated(target):
            store.connection.execute("VACUUM INTO ?", (str(partial),))
        _seal(partial)
        os.replace(partial, target)
    except OSError as error:
        raise StoreError(
            f"“{target.name}” could not be written: {error.strerror}. Nothing was changed."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def _seal(path: Path) -> None:
    connection = engine.connect(path, mode="rw")
    try:
        with engine.translated(path):
            connection.execute("PRAGMA journal_mode = DELETE")
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise StoreError(f"The copy did not pass its check ({found}) and was thrown away. Please try again.")


def save_working_copy(store: Store, target: Path, user: str, label: str) -> Path:
    """A copy to work on: like `save_copy`, but with a site id of its own, set in its first step."""
    save_copy(store, target)
    with open_store(target) as copy:
        copy.connection.execute("UPDATE meta SET v = ? WHERE k = 'site'", (new_id(),))
        with copy.step(label, user, kind="system"):
            pass
    return target


def copy_sample(sample: Path, target: Path, user: str) -> Path:
    """Copy the shipped sample, which is never written to, to a file of the user's."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_immutable(sample) as store:
        return save_working_copy(store, target, user, "copy the sample")


def keep_backup(store: Store, folder: Path, now: datetime) -> Path:
    """Write a dated backup into `folder` and drop old ones: the newest 10 stay, and one a day for 30 days."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{store.path.stem}-{now:%Y%m%dT%H%M%S}.db"
    save_copy(store, target, overwrite=True)
    for old in expired(sorted(folder.glob(f"{store.path.stem}-*.db"))):
        old.unlink(missing_ok=True)
    return target


def expired(backups: list[Path]) -> list[Path]:
    """Those of `backups` (names ending in a time stamp) that need not be kept."""
    newest_first = sorted(backups, key=lambda p: p.name, reverse=True)
    keep = set(newest_first[:KEEP_RECENT])
    days: dict[str, Path] = {}
    for path in newest_first:
        days.setdefault(path.stem.rpartition("-")[2][:8], path)
    keep |= set(list(days.values())[:KEEP_DAYS])
    return [path for path in newest_first if path not in keep]
