"""Possible doubles: the same actor or source, made on two desks. They are proposed, never joined by themselves.

Actors are alike when their names are one after folding (Vučić, Vucic, Вучић) and they are of one kind; sources when
they have the same address, or hold the same archived text.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from briefing.store import joining, records
from briefing.store.folding import fold
from briefing.store.store import Store

_PLAIN = re.compile(r"[\x01-\x7f]*")
_AT_ADDRESS = (
    "SELECT id, url FROM source WHERE deleted = '' AND url <> ''"
    " AND (instr(lower(url), ?) > 0 OR length(url) < length(CAST(url AS BLOB))) ORDER BY n"
)
"""Sources that may have an address: SQLite folds plain letters alone, so all others are looked at."""


@dataclass(frozen=True)
class Double:
    """Two records that may be one. `why` is `name`, `address` or `text`; the first one is the older.

    `joined` says that they were joined on one desk while another still worked with the one that went, here the second.
    """

    kind: str
    first: str
    first_title: str
    second: str
    second_title: str
    why: str


def doubles(store: Store, only: Collection[str] | None = None) -> list[Double]:
    """Pairs of living records that may be one; on demand only those in which one of these ids is."""
    names = store.query("SELECT id, name, kind FROM actor WHERE deleted = '' AND anonymous = 0")
    found = _pairs("actor", "name", (((fold(row[1]).strip(), row[2]), row[0], row[1]) for row in names), only)
    links = store.query("SELECT id, url, title FROM source WHERE deleted = '' AND url <> ''")
    found += _pairs("source", "address", ((address_key(row[1]), row[0], row[2]) for row in links), only)
    texts = store.query(
        "SELECT DISTINCT s.id, v.text_sha256, s.title FROM source s JOIN source_version v ON v.source = s.n"
        " WHERE s.deleted = '' AND v.deleted = ''"
    )
    found += _pairs("source", "text", ((row[1], row[0], row[2]) for row in texts), only)
    seen: dict[tuple[str, str], Double] = {}
    for one in found:
        seen.setdefault((one.first, one.second), one)
    if only is None:
        found = [_left_over(store, *one) for one in joining.left_over(store)]
        return [*found, *seen.values()]
    return list(seen.values())


def at_address(store: Store, url: str) -> list[str]:
    """The ids of the living sources that have this address, the oldest first."""
    wanted = address_key(url)
    plain = _PLAIN.match(wanted)
    rows = store.query(_AT_ADDRESS, (plain[0],)) if wanted and plain else []
    return [str(row[0]) for row in rows if address_key(row[1]) == wanted]


def _left_over(store: Store, kind: str, keep: str, other: str) -> Double:
    titles = records.titles(store, [(kind, keep), (kind, other)])
    return Double(kind, keep, titles[keep], other, titles[other], "joined")


def _pairs(kind: str, why: str, rows: Iterable[tuple[object, str, str]], only: Collection[str] | None) -> list[Double]:
    groups: dict[object, dict[str, str]] = {}
    for alike, record_id, title in rows:
        groups.setdefault(alike, {})[record_id] = title
    return [
        Double(kind, first, group[first], second, group[second], why)
        for group in groups.values()
        if len(group) > 1
        for first, second in combinations(sorted(group), 2)
        if only is None or first in only or second in only
    ]


def address_key(url: str) -> str:
    """What addresses of one page have in common, however they are written."""
    without = url.strip().partition("#")[0].rstrip("/")
    return without.removeprefix("https://").removeprefix("http://").removeprefix("www.").casefold()
