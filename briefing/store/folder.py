"""A shared folder as the carrier: every desk adds files to a subfolder of its own and reads those of all others.

    <desk>/<first>-<last>-<SHA-256>.steps            steps of that desk, one a line
    <desk>/from-<other desk>/<first>-<last>-….steps  steps of a desk that nobody had put here
    <desk>/blobs/<SHA-256>                           archived texts (UTF-8) and files

No two desks write to one place, so locks of the share do not matter: a share, a USB stick or Syncthing will do. A file
gets its name when it is whole, and is never written again. Its name holds the hash of its bytes: what is half copied or
was altered is left alone and said; the next time it may be whole.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.errors import DamagedStoreError, ExchangeError, NotFoundError
from briefing.ids import new_id
from briefing.store import exchange
from briefing.store.exchange import Preview, SentStep, Taken
from briefing.store.store import Store
from briefing.wording import say

_FILE = re.compile(r"(\d{1,16})-(\d{1,16})-([0-9a-f]{64})\.steps")
_DESK = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OF_OTHERS = "from-"
_BLOBS = "blobs"
_MOST_STEPS = 1_000
_MOST_BYTES = 4_000_000
_LARGEST = 1 << 30  # bytes of a file that is read


@dataclass(frozen=True)
class Synced:
    """What an exchange through a folder did: what was taken in, how many steps were added, and what had to be said."""

    taken: Taken
    sent: int
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _StepsFile:
    """A file of steps by what its name says: the desk whose steps they are, their numbers, the hash of its bytes."""

    path: Path
    site: str
    first: int
    last: int
    sha256: str


@dataclass
class _Batch:
    """Lines that go into one file: the number of the first step, and how many bytes they are."""

    first: int
    lines: list[bytes] = field(default_factory=list)
    bytes: int = 0


def sites(folder: Path) -> frozenset[str]:
    """The desks whose steps are in the folder, by the names of its files; none where there is no such folder."""
    try:
        return frozenset(file.site for file in _step_files(folder))
    except OSError:
        return frozenset()


def preview(store: Store, folder: Path, user: str) -> Preview:
    """What `sync` would take in. Nothing is written, here or in the folder. Raises as `sync` does."""
    notices: list[str] = []
    steps = _offered(store, folder, notices)
    found = exchange.preview(store, steps, lambda name: _blob(folder, name, notices), user)
    return replace(found, notices=(*found.notices, *notices))


def sync(store: Store, folder: Path, user: str, *, undoable: bool = True) -> Synced:
    """Take in what others put into `folder`, and add what is not there yet.

    Raises ExchangeError where there is no such folder, or something in it cannot be taken in; then nothing was changed.
    Where the folder cannot be written to, what others made is taken in all the same, and that is said.
    """
    notices: list[str] = []
    steps = _offered(store, folder, notices)
    taken = exchange.take(store, steps, lambda name: _blob(folder, name, notices), user, undoable=undoable)
    sent = 0
    try:
        sent = _add(store, folder)
    except OSError as error:
        notices.append(
            say(
                "Our own changes could not be written to %1: %2. They are kept here and go out with the next exchange.",
                folder,
                error.strerror or error,
            )
        )
    return Synced(taken, sent, (*taken.notices, *notices))


def _offered(store: Store, folder: Path, notices: list[str]) -> list[SentStep]:
    """All steps in the folder that the store has not, read before the store is locked."""
    if not folder.is_dir():
        raise ExchangeError(say("There is no folder %1. It may have been moved, or the share is not reached.", folder))
    with _nothing_changed(folder):
        return list(_new_steps(folder, exchange.seen_by(store), notices))


@contextmanager
def _nothing_changed(folder: Path) -> Iterator[None]:
    """For what is read before anything is kept: a folder that is gone or closed ends the exchange."""
    try:
        yield
    except OSError as error:
        raise ExchangeError(
            say(
                "The folder %1 cannot be read: %2. Nothing was changed. Please try again when it is there.",
                folder,
                error.strerror or error,
            )
        ) from error


def _desks(folder: Path) -> list[Path]:
    """The subfolders of desks, in order; everything else in the folder is somebody else's. Raises OSError."""
    return sorted(path for path in folder.iterdir() if _DESK.fullmatch(path.name) and path.is_dir())


def _step_files(folder: Path) -> list[_StepsFile]:
    found: list[_StepsFile] = []
    for desk in _desks(folder):
        found += _files_of(desk, desk.name)
        for path in _entries(desk):
            site = path.name.removeprefix(_OF_OTHERS)
            if path.name.startswith(_OF_OTHERS) and _DESK.fullmatch(site) and path.is_dir():
                found += _files_of(path, site)
    return sorted(found, key=lambda file: (file.site, file.first, file.path))


def _files_of(place: Path, site: str) -> Iterator[_StepsFile]:
    for path in _entries(place):
        if (name := _FILE.fullmatch(path.name)) and 0 < int(name[1]) <= int(name[2]):
            yield _StepsFile(path, site, int(name[1]), int(name[2]), name[3])


def _entries(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError:  # gone meanwhile, or closed to us: the next time
        return []


# in


def _new_steps(folder: Path, seen: dict[str, int], notices: list[str]) -> Iterator[SentStep]:
    """The steps of all files that hold any we have not seen, and those that tell whether the histories are one so far.

    What cannot be read is left alone and said.
    """
    files = _step_files(folder)
    telling = _telling(files, seen)
    for file in files:
        known = file.last <= seen.get(file.site, 0)
        if known and file not in telling:
            continue
        data = _whole(file, notices)
        if data is None:
            continue
        try:
            steps = [SentStep.from_bytes(line) for line in data.splitlines()]
        except ExchangeError as error:
            notices.append(say("“%1” in the folder of the desk %2 was left. %3", file.path.name, _short(file), error))
            continue
        if [(step.site, step.sn) for step in steps] != [(file.site, n) for n in range(file.first, file.last + 1)]:
            notices.append(
                say(
                    "“%1” in the folder of the desk %2 holds other steps than its name says, and was left. Please have "
                    "it removed by whoever put it there.",
                    file.path.name,
                    _short(file),
                )
            )
            continue
        yield from steps[-1:] if known else steps


def _telling(files: Sequence[_StepsFile], seen: Mapping[str, int]) -> set[_StepsFile]:
    """Of files that hold nothing new, those that tell whether the history of a desk is still one.

    The newest of each desk, and those that tell steps which another file tells, too: an old copy of a store that was
    put back, or a copied one, writes what was written already.
    """
    found: dict[str, _StepsFile] = {}
    twice: set[_StepsFile] = set()
    for file in files:
        if file.last > seen.get(file.site, 0):
            continue
        before = found.get(file.site)
        if before and file.first <= before.last and file.path.parent == before.path.parent:
            twice |= {before, file}
        if before is None or before.last <= file.last:
            found[file.site] = file
    return twice | set(found.values())


def _whole(file: _StepsFile, notices: list[str]) -> bytes | None:
    try:
        data = _read(file.path)
        if hashlib.sha256(data).hexdigest() == file.sha256:
            return data
        reason = say("it is not whole yet, or was altered")
    except OSError as error:
        reason = say("it cannot be read (%1)", error.strerror or error)
    notices.append(_left(file.path, _short(file), reason))
    return None


def _left(path: Path, desk: str, reason: str) -> str:
    return say(
        "“%1” of the desk %2 was left for later: %3. If that stays so, please delete the file; the next exchange of a "
        "desk that has it puts it there again.",
        path.name[:40],
        desk,
        reason,
    )


def _read(path: Path) -> bytes:
    """The bytes of a plain file. Raises OSError, also for a pipe or a device, which might never end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, say("it is no plain file"))
    if found.st_size > _LARGEST:
        raise OSError(errno.EFBIG, say("it is too large"))
    return path.read_bytes()


def _short(file: _StepsFile) -> str:
    return file.site[-8:]


def _blob(folder: Path, name: str, notices: list[str]) -> bytes | None:
    """The bytes of a text or file out of any subfolder, whole ones first; None where nobody has put it here yet."""
    sha256 = name.partition(":")[2]
    found: bytes | None = None
    left: list[str] = []
    with _nothing_changed(folder):
        desks = _desks(folder)
    for desk in desks:
        try:
            data = _read(desk / _BLOBS / sha256)
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        found = data
        left.append(_left(desk / _BLOBS / sha256, desk.name[-8:], say("it is not whole yet, or was altered")))
    notices += left
    return found


# out


def _add(store: Store, folder: Path) -> int:
    """Add the steps that nobody has put into the folder, and before them what they stand on. Raises OSError."""
    own = folder / store.site
    own.mkdir(exist_ok=True)
    seen = exchange.seen_by(store)
    # a name that promises more than is known here was left, or waits: it stands for nothing
    files = [file for file in _step_files(folder) if file.last <= seen.get(file.site, 0)]
    there = {site: _covered([file for file in files if file.site == site]) for site in {file.site for file in files}}
    there[store.site] = _covered([file for file in files if file.path.parent == own])
    batches: dict[str, _Batch] = {}
    sent = 0
    kept = {path.name for desk in _desks(folder) for path in _entries(desk / _BLOBS)}
    for name in exchange.blob_names(store):
        _add_blob(store, own / _BLOBS, name, kept)
    for step in exchange.steps_after(store, there):
        batch = batches.setdefault(step.site, _Batch(step.sn))
        batch.lines.append(step.to_bytes() + b"\n")
        batch.bytes += len(batch.lines[-1])
        sent += 1
        if len(batch.lines) >= _MOST_STEPS or batch.bytes >= _MOST_BYTES:
            _add_file(own, store.site, step.site, batches.pop(step.site))
    for site, rest in batches.items():
        _add_file(own, store.site, site, rest)
    return sent


def _covered(files: Sequence[_StepsFile]) -> int:
    """Up to which number the files hold every step, by their names; they are in order."""
    last = 0
    for file in files:
        if file.first <= last + 1:
            last = max(last, file.last)
    return last


def _add_file(own: Path, us: str, site: str, batch: _Batch) -> None:
    place = own if site == us else own / f"{_OF_OTHERS}{site}"
    place.mkdir(exist_ok=True)
    data = b"".join(batch.lines)
    name = f"{batch.first}-{batch.first + len(batch.lines) - 1}-{hashlib.sha256(data).hexdigest()}.steps"
    _write(place / name, data)


def _add_blob(store: Store, place: Path, name: str, kept: set[str]) -> None:
    sha256 = name.partition(":")[2]
    if sha256 in kept:
        return
    with suppress(NotFoundError, DamagedStoreError):  # whoever lacks it says so, and another desk may have it
        place.mkdir(exist_ok=True)
        _write(place / sha256, exchange.blob(store, name))
        kept.add(sha256)


def _write(path: Path, data: bytes) -> None:
    """Write a file that has its name only when it is whole and on the disk."""
    partial = path.with_name(f".{new_id()}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
