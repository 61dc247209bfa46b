"""A long text taken in pieces, so that other threads get their turn between two of them.

Inside one call on megabytes of text the interpreter cannot change threads, and a window would stand still for it.
"""

import codecs
import re
from collections.abc import Callable, Iterator

PIECE = 32_768
"""Characters in a piece, at most; in `whole_words` somewhat more."""
_GAP = re.compile(r"\s")


def pieces(text: str) -> Iterator[str]:
    """`text` in pieces, cut anywhere between two code points; joined they are `text`."""
    for start in range(0, len(text), PIECE):
        yield text[start : start + PIECE]


def by_pieces(text: str, change: Callable[[str], str]) -> str:
    """`text` with every piece changed. For changes that look at one character at a time."""
    return change(text) if len(text) <= PIECE else "".join(change(piece) for piece in pieces(text))


def whole_words(text: str) -> Iterator[str]:
    """`text` in pieces cut before white space only, so that every word lies in one of them."""
    start = 0
    while start < len(text):
        gap = _GAP.search(text, start + PIECE) if start + PIECE < len(text) else None
        stop = gap.start() if gap else len(text)
        yield text[start:stop]
        start = stop


def in_utf8(text: str) -> bytes:
    """`text` in UTF-8."""
    return b"".join(piece.encode("utf-8") for piece in pieces(text))


def from_utf8(data: bytes) -> str:
    """The text that `data` holds in UTF-8; what is not UTF-8 becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = memoryview(data)
    parts = [decoder.decode(whole[start : start + PIECE]) for start in range(0, len(data), PIECE)]
    return "".join([*parts, decoder.decode(b"", final=True)])
