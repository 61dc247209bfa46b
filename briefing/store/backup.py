"""Copies of a store: always whole, checked before they get their name, never by copying the live file."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from briefing.errors import StoreError
from briefing.ids import new_id
from briefing.store import engine, opening
from briefing.store.store import Store, open_immutable, open_store
from briefing.wording import say

KEEP_RECENT = 10
KEEP_DAYS = 30


def save_copy(store: Store, target: Path, *, overwrite: bool = False) -> Path:
    """Write the whole store to `target` as one self-contained file (no write-ahead log beside it).

    It is marked as a copy: whoever opens it to work on it works as a desk of their own from then on.
    Raises StoreError where the file exists, is open or cannot be written; nothing half-written is left behind.
    """
    return _write(store, Path(target), overwrite=overwrite, prepare=_mark)


def save_working_copy(store: Store, target: Path, user: str, label: str) -> Path:
    """A copy to work on: like `save_copy`, but with a site id of its own, set before it gets its name."""

    def renew(path: Path) -> None:
        with open_store(path) as copy:
            copy.connection.execute("UPDATE meta SET v = ? WHERE k = 'site'", (new_id(),))
            with copy.step(label, user, kind="system"):
                pass

    return _write(store, Path(target), overwrite=False, prepare=renew)


def _mark(path: Path) -> None:
    connection = engine.connect(path)
    try:
        with engine.translated(path):
            connection.execute("INSERT OR REPLACE INTO meta VALUES(?, 'yes')", (opening.COPY,))
    finally:
        connection.close()


def _write(store: Store, target: Path, *, overwrite: bool, prepare: Callable[[Path], None]) -> Path:
    _refuse_target(store, target, overwrite=overwrite)
    partial = target.with_name(f".{new_id()}.part")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _vacuum_into(store, partial, target)
        prepare(partial)
        _seal(partial)
        _make_lasting(partial)
        if not overwrite and target.exists():
            raise _exists(target)
        os.replace(partial, target)
    except OSError as error:
        raise StoreError(
            say("“%1” could not be written: %2. Nothing was changed.", target.name, error.strerror)
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target


def _vacuum_into(store: Store, partial: Path, target: Path) -> None:
    store.go_on()
    with engine.translated(target):
        try:
            store.connection.execute("PRAGMA query_only = OFF")  # a copy changes nothing, but is refused under it
            store.connection.execute("VACUUM INTO ?", (str(partial),))
        finally:
            if store.read_only:
                store.connection.execute("PRAGMA query_only = ON")


def _refuse_target(store: Store, target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise StoreError(say("There is no folder %1. Please choose another place.", target.parent))
    if not target.exists():
        if _has_log(target):
            raise _in_use(target)
        return
    if engine.identity_of(target) == engine.identity_of(store.path):
        raise StoreError("A store cannot be copied onto itself. Please choose another name.")
    if not overwrite:
        raise _exists(target)
    if target.is_dir() or _has_log(target):
        raise _in_use(target)


def _has_log(target: Path) -> bool:
    """Whether a log lies there; left beside a new file, it would be played into it."""
    return any(target.with_name(target.name + ending).exists() for ending in ("-wal", "-journal"))


def _in_use(target: Path) -> StoreError:
    return StoreError(say("“%1” is in use and cannot be replaced. Please choose another name.", target.name))


def _exists(target: Path) -> StoreError:
    return StoreError(say("“%1” exists already. Please choose another name; nothing was changed.", target.name))


def _seal(path: Path) -> None:
    connection = engine.connect(path, mode="rw")
    try:
        with engine.translated(path):
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise StoreError(say("The copy did not pass its check (%1) and was thrown away. Please try again.", found))


def _make_lasting(path: Path) -> None:
    """Have the disk keep the file before it gets its name; no connection is open to it."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_sample(sample: Path, target: Path, user: str) -> Path:
    """Copy the shipped sample, which is never written to, to a file of the user's."""
    _make_folder(target.parent)
    with open_immutable(sample) as store:
        return save_working_copy(store, target, user, "copy the sample")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say("The folder %1 could not be made: %2. Please choose another place.", folder, error.strerror)
        ) from error


def keep_backup(store: Store, folder: Path, now: datetime) -> Path:
    """Write a dated backup into `folder` and drop old ones: the newest 10 stay, and one a day for 30 days.

    The name holds the end of the site id, so that stores of the same name do not push out each other's backups.
    """
    _make_folder(folder)
    stem = f"{store.path.stem}-{store.site[-8:]}"
    while (target := folder / f"{stem}-{now:%Y%m%dT%H%M%S}.db").exists():
        now += timedelta(seconds=1)  # two within a second: neither may push out the other
    save_copy(store, target)
    ours = re.compile(re.escape(stem) + r"-\d{8}T\d{6}\.db")
    for old in expired([path for path in folder.iterdir() if ours.fullmatch(path.name)]):
        with suppress(OSError):  # a backup too many does no harm
            old.unlink()
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
