"""Archived texts: by hash, immutable, and the check of every anchor against them."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefing.errors import DamagedStoreError, NotFoundError
from briefing.model import Citation, Quote, Source, SourceVersion
from briefing.rules.anchors import Anchor, check_anchor
from briefing.rules.pieces import from_utf8
from briefing.store import records
from briefing.store.store import Store
from briefing.terms import AnchorState, QuoteForm
from briefing.wording import say

T = TypeVar("T")


@dataclass(frozen=True)
class Archived:
    """One archived text with the source it belongs to. `actual_sha256` is computed from the text as it is."""

    source: Source
    version: SourceVersion
    text: str
    actual_sha256: str

    @property
    def intact(self) -> bool:
        """Whether the text is still what was archived."""
        return self.actual_sha256 == self.version.text_sha256


def _read(store: Store, sha256: str) -> tuple[str, str]:
    """The archived text with this hash, and the hash it really has. Raises NotFoundError."""
    data = _bytes(store, sha256)
    return from_utf8(data), hashlib.sha256(data).hexdigest()


def _bytes(store: Store, sha256: str) -> bytes:
    """Read as bytes, because a text that was altered on the disk may not even be UTF-8 any more."""
    rows = store.query("SELECT CAST(text AS BLOB) FROM source_text WHERE sha256 = ?", (sha256,))
    if not rows:
        raise NotFoundError("The archived text of this source is missing from the store.")
    return bytes(rows[0][0])


def text_of(store: Store, sha256: str) -> str:
    """The archived text with this hash. Raises NotFoundError."""
    return from_utf8(_bytes(store, sha256))


def version_text(store: Store, version_id: str) -> Archived:
    """The archived text of a source version. Raises NotFoundError."""
    version = records.get(store, SourceVersion, version_id)
    text, actual = _read(store, version.text_sha256)
    return Archived(records.get(store, Source, version.source), version, text, actual)


def latest(store: Store, source_id: str) -> Archived | None:
    """The newest archived text of a source; None for a source that is only referred to."""
    newest = newest_version(store, source_id)
    return version_text(store, newest.id) if newest is not None else None


def newest_version(store: Store, source_id: str) -> SourceVersion | None:
    """The newest version of a source; None for a source that is only referred to."""
    versions = records.children(store, SourceVersion, "source", source_id)
    return max(versions, key=place_of, default=None)


def place_of(version: SourceVersion) -> tuple[int, str]:
    """By what versions of a source follow each other, on every desk: two desks may give one number."""
    return version.number or 0, version.id


def intact(archived: Archived) -> Archived:
    """The same archived text. Raises DamagedStoreError where it was altered, so that nothing is quoted from it."""
    if not archived.intact:
        raise DamagedStoreError(
            say(
                "The archived text of “%1” was altered on the disk, so nothing can be quoted from it. "
                "Please restore a backup, or import the file again.",
                archived.source.title,
            )
        )
    return archived


def made_from(store: Store, archive_sha256: str) -> list[SourceVersion]:
    """The living versions of living sources that were made from the bytes of one file, whatever was read in it."""
    found = records.select(store, SourceVersion, "t.deleted = '' AND t.archive_sha256 = ?", (archive_sha256,))
    return [one for one in found if not records.get(store, Source, one.source).deleted]


def anchor_of(quote: Quote | Citation) -> Anchor | None:
    """The anchor of a quote or citation; None for a paraphrase, and for a locator alone."""
    if quote.start is None or quote.end is None or not quote.source_version:
        return None
    return Anchor(
        quote.exact,
        quote.start,
        quote.end,
        quote.prefix,
        quote.suffix,
        quote.text_sha256,
    )


def state_of(store: Store, quote: Quote | Citation) -> AnchorState:
    """Compare a quote with its archived text, now. A quote without an anchor is MISSING."""
    return states(store, [quote])[0]


def states(store: Store, quotes: Sequence[Quote | Citation]) -> list[AnchorState]:
    """Compare quotes with their archived texts, now, reading each text once. In the order given."""
    return _by_text(quotes, Checker(store).state)


def state_reason(store: Store, quote: Quote | Citation) -> str:
    """Why a quote is in the state that `state_of` says, as a sentence. Checked now."""
    return state_reasons(store, [quote])[0]


def state_reasons(store: Store, quotes: Sequence[Quote | Citation]) -> list[str]:
    """What `state_reason` says of each, reading each text once. In the order given."""
    return _by_text(quotes, Checker(store).reason)


def _by_text(quotes: Sequence[Quote | Citation], told: Callable[[Quote | Citation], T]) -> list[T]:
    """What is told of each quote, in the order given, asked text by text."""
    places = sorted(range(len(quotes)), key=lambda place: quotes[place].source_version)
    found = {place: told(quotes[place]) for place in places}
    return [found[place] for place in range(len(quotes))]


class Checker:
    """Compares quotes with their archived texts one after the other; keeps the text of the last one alone."""

    def __init__(self, store: Store) -> None:
        """Check quotes of `store`."""
        self._store = store
        self._version = self._text = self._actual = ""

    def state(self, quote: Quote | Citation) -> AnchorState:
        """What `state_of` says; the text is read anew where the quote before was taken from another one."""
        anchor = anchor_of(quote)
        if anchor is None:
            return AnchorState.MISSING
        self._read(quote.source_version)
        return check_anchor(self._text, self._actual, anchor)

    def reason(self, quote: Quote | Citation) -> str:
        """Why a quote is in its state, as a sentence."""
        anchor = anchor_of(quote)
        if isinstance(quote, Quote) and quote.form is QuoteForm.PARAPHRASE:
            return say("These are our own words, and stand without quotation marks.")
        if anchor is None:
            return say("It has no place in an archived text.")
        self._read(quote.source_version)
        if not self._text:
            return say("The archived text it was taken from is missing from the store.")
        match check_anchor(self._text, self._actual, anchor):
            case AnchorState.VERIFIED:
                return say("The words stand in the archived text, letter for letter, where they were captured.")
            case AnchorState.AMBIGUOUS:
                return say("The words do not stand where they were captured, but in more than one other place.")
            case AnchorState.MISSING:
                return say("The words do not stand in the archived text any more.")
            case _ if self._text[anchor.start : anchor.end] != anchor.exact:
                return say("The words do not stand where they were captured, but in one other place.")
            case _:
                return say("The words stand where they were captured, but the text around them was altered.")

    def _read(self, version: str) -> None:
        if version != self._version:
            self._version = version
            self._text, self._actual = _text_of_version(self._store, version)


def _text_of_version(store: Store, version_id: str) -> tuple[str, str]:
    rows = store.query("SELECT text_sha256 FROM source_version WHERE id = ?", (version_id,))
    try:
        return _read(store, rows[0][0] if rows else "")
    except NotFoundError:
        return "", ""


def _text_or_nothing(store: Store, sha256: str) -> str:
    try:
        return text_of(store, sha256)
    except NotFoundError:
        return ""


_CLAIMED = ("t.deleted = '' AND t.form <> ?", (QuoteForm.PARAPHRASE.value,))


def check_quotes(store: Store) -> list[tuple[Quote, AnchorState]]:
    """Every living quote that claims to be verbatim, with its state."""
    claimed = records.select(store, Quote, *_CLAIMED)
    return list(zip(claimed, states(store, claimed), strict=True))


def unproved(store: Store) -> list[str]:
    """The ids of the living quotes that claim to be verbatim and are not VERIFIED, in the order they were made.

    Until something is written to the file, by whom ever, the same answer is given again.

    Gives the same answer as `check_quotes` in a fraction of the time, but computes the hash of an archived text
    only the first time that this store is asked.
    """
    state = store.data_version(), store.connection.total_changes
    if store.unproved[0] == state:
        return list(store.unproved[1])
    altered = set(altered_texts(store))
    rows = store.each(
        "SELECT q.n, q.id, q.exact, q.start, q.end, q.text_sha256, v.text_sha256 FROM quote q"
        " LEFT JOIN source_version v ON v.n = q.source_version"
        " WHERE q.deleted = '' AND q.form <> ? ORDER BY q.source_version",
        (QuoteForm.PARAPHRASE.value,),
    )
    found: list[tuple[int, str]] = []
    read, text = "", ""
    for number, record_id, exact, start, end, claimed, sha256 in rows:
        if sha256 != claimed or sha256 in altered or start is None or end is None or not 0 <= start < end:
            found.append((number, record_id))
            continue
        if sha256 != read:
            read, text = sha256, _text_or_nothing(store, sha256)
        if text[start:end] != exact:
            found.append((number, record_id))
    store.unproved = state, [record_id for _, record_id in sorted(found)]
    return list(store.unproved[1])


_OLDER = (
    "SELECT q.id FROM quote q JOIN source_version v ON v.n = q.source_version JOIN source s ON s.n = v.source"
    " WHERE q.deleted = '' AND s.deleted = '' AND q.form <> ? AND (? = '' OR s.id = ?) AND EXISTS ("
    "SELECT 1 FROM source_version w WHERE w.source = v.source AND w.deleted = ''"
    " AND (coalesce(w.number, 0), w.id) > (coalesce(v.number, 0), v.id)) ORDER BY q.source_version, q.start, q.n"
)


def on_older(store: Store, source: str = "") -> list[str]:
    """The ids of the living verbatim quotes whose version is not the newest of its source; of one source or of all."""
    return [str(row[0]) for row in store.query(_OLDER, (QuoteForm.PARAPHRASE.value, source, source))]


def altered_texts(store: Store, *, again: bool = False) -> list[str]:
    """The hashes of archived texts that are no longer what was archived. `again` checks all of them anew."""
    if again:
        store.sound_texts.clear()
    new = {row[0] for row in store.query("SELECT sha256 FROM source_text")} - store.sound_texts
    altered = []
    for sha256 in sorted(new):
        if _read(store, sha256)[1] == sha256:
            store.sound_texts.add(sha256)
        else:
            altered.append(sha256)
    return altered


def sources_of(store: Store, sha256: str) -> list[str]:
    """The titles of the living sources that hold the archived text with this hash."""
    rows = store.query(
        "SELECT DISTINCT s.title FROM source s JOIN source_version v ON v.source = s.n"
        " WHERE v.text_sha256 = ? AND s.deleted = '' AND v.deleted = ''",
        (sha256,),
    )
    return [row[0] for row in rows]


def altered_among(store: Store, hashes: Collection[str]) -> frozenset[str]:
    """Those of these archived texts that are not what was archived, or are gone. Reads each of them now."""
    altered = set()
    for sha256 in hashes:
        try:
            if _read(store, sha256)[1] != sha256:
                altered.add(sha256)
        except NotFoundError:
            altered.add(sha256)
    return frozenset(altered)
