"""A long text taken in pieces, so that other threads get their turn between two of them.

Inside one call on megabytes of text the interpreter cannot change threads, and a window would stand still for it.
"""

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
