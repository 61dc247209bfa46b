"""Exchange between copies of one store: the steps that another copy has not seen, and what they stand on.

The log of all copies is one set of steps; who has them all has the same records. Who carries them (a folder, a file,
a server) is decided elsewhere. Taking steps in: `taking.py`; which value stands, and what is a conflict: `merging.py`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

from briefing.errors import DamagedStoreError, ExchangeError, NewerExchangeError, NotFoundError
from briefing.store import intakes, previewing
from briefing.store.previewing import Preview, RecordChange, Taken
from briefing.store.sent import SentStep, blobs_of
from briefing.store.store import Store
from briefing.store.taking import Taking
from briefing.wording import say

__all__ = [
    "ExchangeError", "NewerExchangeError", "Preview", "RecordChange", "SentStep", "Taken", "blob", "blob_names",
    "offered", "preview", "seen_by", "steps_after", "take",
]  # fmt: skip

_COLUMNS = ("id", "site", "sn", "hlc", "at", "user", "label", "kind", "grp", "target")
_CHANGES = "SELECT tbl, row, field, old, new FROM change WHERE step = ? ORDER BY n"
_BLOBS = {
    "t": "SELECT CAST(text AS BLOB) FROM source_text WHERE sha256 = ?",
    "f": "SELECT data FROM source_file WHERE sha256 = ?",
}


def seen_by(store: Store) -> dict[str, int]:
    """The number of the newest step of each site that this store has; it has all before that, too."""
    return {str(row[0]): int(row[1]) for row in store.query("SELECT site, max(sn) FROM step GROUP BY site")}


def steps_after(store: Store, seen: Mapping[str, int]) -> Iterator[SentStep]:
    """The steps that who has `seen` has not, in order of time and site; one by one, so a long log is not kept.

    Read them to the end before the store is written to.
    """
    rows = store.query(
        "SELECT n FROM step s WHERE sn > coalesce((SELECT value FROM json_each(:seen) WHERE key = s.site), 0)"
        " ORDER BY id",
        {"seen": json.dumps(dict(seen))},
    )
    for row in rows:
        yield _sent(store, int(row[0]))


def offered(store: Store, seen: Mapping[str, int]) -> Iterator[SentStep]:
    """What a file that came from elsewhere offers to who has `seen`, read as strictly as if it had travelled.

    First the newest step of each site that both have: where they differ, one history was parted from the other. Then
    as `steps_after`. Raises ExchangeError for what is no step.
    """
    for step in chain(_shared(store, seen), steps_after(store, seen)):
        try:
            yield SentStep.from_bytes(step.to_bytes())
        except (TypeError, ValueError) as error:  # the file was made, or altered, by another program
            raise _unreadable() from error


def _shared(store: Store, seen: Mapping[str, int]) -> Iterator[SentStep]:
    rows = store.query(
        "SELECT s.n FROM json_each(:seen) j JOIN step s ON s.site = j.key"
        " AND s.sn = min(j.value, (SELECT max(sn) FROM step WHERE site = j.key)) ORDER BY s.id",
        {"seen": json.dumps(dict(seen))},
    )
    for row in rows:
        yield _sent(store, int(row[0]))


def _sent(store: Store, number: int) -> SentStep:
    row = store.query(f"SELECT {', '.join(_COLUMNS)}, seen FROM step WHERE n = ?", (number,))[0]
    changes: tuple[Any, ...] = tuple(tuple(row) for row in store.query(_CHANGES, (number,)))
    values = {name: row[name] for name in _COLUMNS}
    try:
        seen = MappingProxyType(dict(json.loads(row["seen"])))
    except (TypeError, ValueError, RecursionError):
        raise _unreadable() from None
    return SentStep(**values, seen=seen, changes=changes, blobs=blobs_of(changes))


def _unreadable() -> DamagedStoreError:
    return DamagedStoreError(
        say("The history of a store was altered and cannot be read. Nothing was taken in. Please ask for another copy.")
    )


def blob_names(store: Store) -> list[str]:
    """The names of all archived texts and files, as `blob` takes them."""
    sql = "SELECT 't:' || sha256 FROM source_text UNION ALL SELECT 'f:' || sha256 FROM source_file ORDER BY 1"
    return [str(row[0]) for row in store.query(sql)]


def blob(store: Store, name: str) -> bytes:
    """The archived text (`t:` and its SHA-256) or file (`f:`) of this name.

    Raises NotFoundError where this store has none, and DamagedStoreError where it is not what was archived.
    """
    letter, _, sha256 = name.partition(":")
    rows = store.query(_BLOBS[letter], (sha256,)) if letter in _BLOBS else []
    if not rows:
        raise NotFoundError(say("The archive holds nothing with the SHA-256 %1.", sha256[:12]))
    data = bytes(rows[0][0])
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedStoreError(
            say("What the archive holds as %1 is not what was kept. Please restore a backup.", sha256[:12])
        )
    return data


class _NothingIsKeptError(Exception):
    """Ends the transaction of a preview."""


def preview(store: Store, steps: Iterable[SentStep], blobs: Callable[[str], bytes | None], user: str = "") -> Preview:
    """What taking these steps in would change, record by record; raises what `take` would raise.

    It is taken in and thrown away again, so that nothing can be otherwise than it was shown. Other windows wait for it.
    """
    found: list[Preview] = []
    try:
        with store.writing("preview"):
            taking = Taking(store, blobs)
            for step in steps:
                taking.offer(step)
            name = intakes.name_of(store, taking.arrived.first)
            found.append(previewing.told(store, taking.finish(user, name)))
            raise _NothingIsKeptError
    except _NothingIsKeptError:
        return found[0]


def take(
    store: Store,
    steps: Iterable[SentStep],
    blobs: Callable[[str], bytes | None],
    user: str,
    *,
    undoable: bool = True,
) -> Taken:
    """Take in the steps that this store has not, in whatever order they come, in one transaction.

    `blobs` gives an archived text or file by its name, None where it has not come; it is asked only for what is not
    here. Steps before which one is missing wait: they are counted, said, and not taken. With `undoable` the whole
    intake is what undo takes back next; a carrier that runs by itself leaves that to what the user did. Raises
    ExchangeError with a sentence where anything is wrong with what came; then nothing was changed.
    """
    with store.writing("take in changes"):
        taking = Taking(store, blobs)
        for step in steps:
            taking.offer(step)
        name = intakes.name_of(store, taking.arrived.first)
        arrived = taking.finish(user, name)
        undoable = undoable and bool(arrived.made or arrived.changed)
        if undoable:
            intakes.remember(store, name, arrived.last, arrived.own)
    return previewing.counted(arrived, name if undoable else "")
