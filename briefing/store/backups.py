"""The backups that are kept of a store: which there are, what each really holds, and how one comes back."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import BriefingError, StoreError
from briefing.ids import new_id
from briefing.model import MAIN_KINDS
from briefing.store import backup, engine, records
from briefing.store.integrity import check_integrity
from briefing.store.store import open_immutable
from briefing.wording import say

_NAME = re.compile(r"(?P<stem>.+)-(?P<site>[0-9a-f]{8})-(?P<at>\d{8}T\d{6})\.db")
RESTORED = "restore a backup"


@dataclass(frozen=True)
class Backup:
    """A backup file: when it was written (the time of this machine), and its size in bytes."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class Counted:
    """What a backup was found to hold when it was opened: records by kind; or why it cannot be used."""

    records: Mapping[str, int]
    problem: str = ""


def backups_of(stem: str, site: str, folder: Path) -> list[Backup]:
    """The backups of a store in `folder`, newest first: those of its name, and those of its site under another name.

    A store that was restored has a site of its own; its earlier backups still bear its name.
    """
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        name = _NAME.fullmatch(path.name)
        if name is None or (name["stem"] != stem and name["site"] != site[-8:]):
            continue
        try:
            at = datetime.strptime(name["at"], "%Y%m%dT%H%M%S").astimezone()
            found.append(Backup(path, at, path.stat().st_size))
        except (ValueError, OSError):  # no time of day, or gone since
            continue
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def counted(path: Path) -> Counted:
    """Open a backup, check the whole file and count what is in it. Slow on large stores; writes nothing."""
    try:
        with open_immutable(path) as store:
            problems = check_integrity(store)
            if problems:
                return Counted({}, say("The file is damaged: %1.", problems[0]))
            with engine.translated(path):
                return Counted({kind: records.count(store, kind) for kind in MAIN_KINDS})
    except BriefingError as error:
        return Counted({}, str(error))


def restore(chosen: Path, target: Path, user: str) -> Path:
    """Put a backup in the place of the store at `target`, which must be closed: `prepare` and `swap` in one."""
    return swap(prepare(chosen, target, user), target)


def prepare(chosen: Path, target: Path, user: str) -> Path:
    """Check a backup and write it beside `target`, ready to take its place. Slow on large stores.

    The store that comes back is a site of its own from then on, for its history parts from that of the store it
    replaces. Raises StoreError where the backup is damaged or the disk is full.
    """
    found = counted(chosen)
    if found.problem:
        raise StoreError(say("This backup cannot be restored. %1 Nothing was changed.", found.problem))
    with open_immutable(chosen) as store:
        return backup.save_working_copy(store, target.with_name(f".{new_id()}.restored"), user, RESTORED)


def swap(prepared: Path, target: Path) -> Path:
    """Let a prepared file take the place of the store at `target`, at once. Raises StoreError where it is open."""
    try:
        if any(target.with_name(target.name + ending).exists() for ending in ("-wal", "-journal")):
            raise StoreError(
                say("“%1” is in use elsewhere, so nothing was changed. Close it there first.", target.name)
            )
        os.replace(prepared, target)
    except OSError as error:
        raise StoreError(
            say("“%1” could not be replaced: %2. Nothing was changed.", target.name, error.strerror)
        ) from error
    finally:
        with suppress(OSError):
            prepared.unlink(missing_ok=True)
    return target
