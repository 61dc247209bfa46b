"""What a list is asked for, and what it shows: plain values that go to a worker and come back, and words for them."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import cut
from ui.words import tr as _tr

BIN = "in the bin"
"""The chip of a page that shows its deleted records; it is seen while there are any."""


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to, and its order; true where it is narrowed at all."""

    text: str
    tags: tuple[str, ...]
    in_bin: bool
    narrowing: tuple[str, ...]
    order: str = ""

    def __bool__(self) -> bool:
        """Whether any filter is on."""
        return bool(self.text.strip() or self.tags or any(self.narrowing))


@dataclass(frozen=True)
class Listing:
    """What a list shows: ids in order, of how many, how many lie in the bin, the grey line under the title.

    `worn` are the tags that some record wears.
    """

    ids: list[str]
    total: int
    deleted: int
    subtitle: str
    worn: frozenset[str]


def head_words(wanted: Wanted, found: Listing, listed: int) -> str:
    """The grey line under the title: what there is, or how much of it is shown."""
    if not wanted:
        return found.subtitle
    words = _tr("%1 of %2 shown")
    if wanted.in_bin and found.deleted:
        words = _tr("%1 of %2 in the bin shown") if wanted.text.strip() else _tr("%2 in the bin")
    return words.replace("%1", str(listed)).replace("%2", str(found.total))


def no_hit_words(wanted: Wanted, title: str) -> str:
    """Why a list is empty although there are records."""
    text = wanted.text.strip()
    if not text:
        return _tr("Nothing here wears these marks")
    return _tr("No %1 match “%2”").replace("%1", title.lower()).replace("%2", cut(text))
