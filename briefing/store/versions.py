"""What an issued version is made of: kept files by their hashes, and how far each record had come. Reads only."""

import hashlib
import json
from collections.abc import Sequence

from briefing.errors import DamagedStoreError, NotFoundError
from briefing.store.store import Store
from briefing.wording import say


def kept_file(store: Store, sha256: str) -> bytes:
    """The bytes of an archived file. Raises NotFoundError, or DamagedStoreError where they were altered."""
    rows = store.query("SELECT data FROM source_file WHERE sha256 = ?", (sha256,))
    if not rows:
        raise NotFoundError(say("The archive holds no file with the SHA-256 %1.", sha256[:12]))
    data = bytes(rows[0][0])
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedStoreError(
            say("The file %1 of the archive is not what was kept. Please restore a backup.", sha256[:12])
        )
    return data


def record_versions(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """The id of the newest step that changed each of these records."""
    rows = store.query(
        "SELECT c.row, max(s.id) FROM change c JOIN step s ON s.n = c.step"
        " WHERE c.row IN (SELECT value FROM json_each(?)) GROUP BY c.row ORDER BY c.row",
        (json.dumps(list(ids)),),
    )
    return {str(row[0]): str(row[1]) for row in rows}


def next_number(store: Store, series: str) -> int:
    """The next number in a series: one more than the highest that was issued."""
    rows = store.query(
        "SELECT max(v.series_no) FROM brief_version v JOIN brief b ON b.n = v.brief WHERE b.series = ?", (series,)
    )
    return int(rows[0][0] or 0) + 1
