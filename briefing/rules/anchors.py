"""Is it verbatim? Anchors are slices of archived text, in Unicode code points, start inclusive, end exclusive.

The shape is that of the W3C TextQuoteSelector and TextPositionSelector together. A position that no longer
matches never moves by itself: other places where the words occur are offered, a person decides.
"""

import hashlib
from dataclasses import dataclass

from briefing.rules.pieces import pieces
from briefing.terms import AnchorState
from briefing.wording import say

CONTEXT = 32


def sha256_text(text: str) -> str:
    """SHA-256 of `text` in UTF-8, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces(text):
        digest.update(piece.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@dataclass(frozen=True)
class Anchor:
    """`exact` = `text[start:end]` with up to 32 characters around it and the hash of the whole text."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    text_sha256: str


def make_anchor(text: str, start: int, end: int, sha256: str = "") -> Anchor:
    """Anchor the slice `text[start:end]`. Raises ValueError where it is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(say("characters %1 to %2 do not lie in a text of %3 characters", start, end, len(text)))
    return Anchor(
        exact=text[start:end],
        start=start,
        end=end,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        text_sha256=sha256 or sha256_text(text),
    )


def check_anchor(text: str, actual_sha256: str, anchor: Anchor) -> AnchorState:
    """Compare `anchor` with the archived `text`, whose hash is really `actual_sha256`.

    VERIFIED: the slice is exact and the text is the one it was taken from. Otherwise, by how often the words
    still occur: MISSING never, SOURCE_CHANGED once (or the slice stands but the text around it was altered),
    AMBIGUOUS more often.
    """
    if not 0 <= anchor.start < anchor.end:
        return AnchorState.MISSING
    in_place = text[anchor.start : anchor.end] == anchor.exact
    if in_place and actual_sha256 == anchor.text_sha256:
        return AnchorState.VERIFIED
    if in_place:
        return AnchorState.SOURCE_CHANGED
    found = occurrences(text, anchor)
    if not found:
        return AnchorState.MISSING
    return AnchorState.SOURCE_CHANGED if len(found) == 1 else AnchorState.AMBIGUOUS


def occurrences(text: str, anchor: Anchor, limit: int = 50) -> list[int]:
    """Starts of the words in `text`: the places with the same context where there are any, else all."""
    if not anchor.exact:
        return []
    with_context = _places(text, anchor.prefix + anchor.exact + anchor.suffix, limit)
    return [at + len(anchor.prefix) for at in with_context] or _places(text, anchor.exact, limit)


def _places(text: str, words: str, limit: int) -> list[int]:
    found: list[int] = []
    place = text.find(words)
    while place >= 0 and len(found) < limit:
        found.append(place)
        place = text.find(words, place + 1)
    return found
