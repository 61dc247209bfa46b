"""Archived texts: by hash, immutable, and the check of every anchor against them."""

from dataclasses import dataclass
from functools import lru_cache

from briefing.errors import NotFoundError
from briefing.model import Quote, Source, SourceVersion
from briefing.rules.anchors import Anchor, check_anchor, sha256_text
from briefing.store import records
from briefing.store.store import Store
from briefing.terms import AnchorState, QuoteForm


@dataclass(frozen=True)
class Archived:
    """One archived text with the source it belongs to. `actual_sha256` is computed from the text as it is."""

    source: Source
    version: SourceVersion
    text: str
    actual_sha256: str


@lru_cache(maxsize=64)
def _hash(text: str) -> str:
    return sha256_text(text)


def text_of(store: Store, sha256: str) -> str:
    """The archived text with this hash. Raises NotFoundError."""
    row = store.connection.execute("SELECT text FROM source_text WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise NotFoundError("The archived text of this source is missing from the store.")
    return str(row[0])


def version_text(store: Store, version_id: str) -> Archived:
    """The archived text of a source version. Raises NotFoundError."""
    version = records.get(store, SourceVersion, version_id)
    text = text_of(store, version.text_sha256)
    return Archived(records.get(store, Source, version.source), version, text, _hash(text))


def latest(store: Store, source_id: str) -> Archived | None:
    """The newest archived text of a source; None for a source that is only referred to."""
    versions = records.children(store, SourceVersion, "source", source_id)
    if not versions:
        return None
    return version_text(store, max(versions, key=lambda v: v.number or 0).id)


def find_file(store: Store, archive_sha256: str, text_sha256: str) -> SourceVersion | None:
    """The living version made from the same file; None where the file is new."""
    found = records.select(
        store,
        SourceVersion,
        "t.deleted = '' AND t.archive_sha256 = ? AND t.text_sha256 = ?",
        (archive_sha256, text_sha256),
    )
    return next((v for v in found if not records.get(store, Source, v.source).deleted), None)


def anchor_of(quote: Quote) -> Anchor | None:
    """The anchor of a quote; None for a paraphrase."""
    if quote.start is None or quote.end is None or not quote.source_version:
        return None
    return Anchor(quote.exact, quote.start, quote.end, quote.prefix, quote.suffix, quote.text_sha256)


def state_of(store: Store, quote: Quote) -> AnchorState:
    """Compare a quote with its archived text, now. A quote without an anchor is MISSING."""
    anchor = anchor_of(quote)
    if anchor is None:
        return AnchorState.MISSING
    row = store.connection.execute(
        "SELECT x.text FROM source_version v JOIN source_text x ON x.sha256 = v.text_sha256 WHERE v.id = ?",
        (quote.source_version,),
    ).fetchone()
    if row is None:
        return AnchorState.MISSING
    return check_anchor(str(row[0]), _hash(str(row[0])), anchor)


def check_quotes(store: Store) -> list[tuple[Quote, AnchorState]]:
    """Every living quote that claims to be verbatim, with its state."""
    claimed = records.select(store, Quote, "t.deleted = '' AND t.form <> ?", (QuoteForm.PARAPHRASE.value,))
    return [(quote, state_of(store, quote)) for quote in claimed]
