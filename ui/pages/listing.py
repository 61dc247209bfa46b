"""What a list is asked for, and what it shows: plain values that go to a worker and come back."""

from __future__ import annotations

from dataclasses import dataclass

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
