"""Which pages "1-3, 5, 8-" means, and how a list of pages is written.

Responsible for: reading what a person types into a print dialog. Refuses to: guess; what cannot be read, or names a
page that is not there, is an error with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from briefing.errors import PageRangeError
from briefing.rules.cutting import cut
from briefing.wording import say, say_many

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_COMMAS = re.compile("[;\u060c\u061b\u3001\uff0c\uff1b]")
_SHOWN = 24
"""So many characters of what was typed are said again."""


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """The pages of a document of `count` (from 1) that a text names, ascending, each once; all where it is empty.

    Parts stand between commas: a page (`5`), from one to another (`1-3`), from one to the end (`8-`), up to one (`-4`).
    Raises `PageRangeError` where a part cannot be read or names a page outside 1 to `count`.
    """
    assert count >= 0, count
    if not text.strip():
        return tuple(range(1, count + 1))
    wanted: set[int] = set()
    for part in _COMMAS.sub(",", _DASHES.sub("-", text)).split(","):
        if part.strip():
            first, last = _bounds(part.strip(), count)
            wanted.update(range(first, last + 1))
    if not wanted:
        raise PageRangeError(say("“%1” names no pages. Write them like 1-3, 5, 8-.", cut(text.strip(), _SHOWN)))
    return tuple(sorted(wanted))


def written_pages(pages: Iterable[int]) -> str:
    """Pages as a person would type them: `1-3, 5`. Empty for none."""
    parts: list[list[int]] = []
    for page in sorted(set(pages)):
        if parts and page == parts[-1][1] + 1:
            parts[-1][1] = page
        else:
            parts.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def _bounds(part: str, count: int) -> tuple[int, int]:
    low, dash, high = (piece.strip() for piece in part.partition("-"))
    numbers = [piece for piece in (low, high) if piece]
    if not numbers or not all(piece.isdecimal() for piece in numbers):
        raise PageRangeError(say("“%1” cannot be read as pages. Write them like 1-3, 5, 8-.", cut(part, _SHOWN)))
    first = _page(low, count) if low else 1
    last = _page(high, count) if high else count if dash else first
    if first > last:
        raise PageRangeError(say("“%1” runs backwards. Put the lower page first: %2-%3.", part, last, first))
    return first, last


def _page(digits: str, count: int) -> int:
    plain = "".join(str(unicodedata.digit(one)) for one in digits).lstrip("0")
    if not plain:
        raise PageRangeError(say("There is no page 0. Pages are counted from 1."))
    # Not even read as a number where it is far too long to be a page.
    if len(plain) > len(str(count)) or int(plain) > count:
        page = cut(plain, _SHOWN)
        raise PageRangeError(
            say_many(
                count, "There is no page %2. There is only 1 page.", "There is no page %2. There are %1 pages.", page
            )
        )
    return int(plain)
