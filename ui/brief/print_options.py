"""What a print is asked to be: which pages, how many copies, with which numbers, on what.

Responsible for: the order of the sides that go to the printer, and what is left when it stopped. Refuses to: know a
printer or a widget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

PRINT_DPI = 300
QUALITIES = (150, PRINT_DPI, 600)
MOST_COPIES = 99


class Sides(StrEnum):
    """Which sides of the paper are printed on, and over which edge it is turned."""

    ONE = "one"
    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True)
class Side:
    """One side of paper: a page (from 1; 0 leaves it empty) of a copy (from 1)."""

    page: int
    copy: int


@dataclass(frozen=True)
class PrintOptions:
    """`pages` ascend from 1. Copies carry their number where `numbered`, up to `numbered_to` (0: the last of these)."""

    pages: tuple[int, ...]
    copies: int = 1
    collate: bool = True
    sides: Sides = Sides.ONE
    paper: str = "A4"
    dpi: int = PRINT_DPI
    colour: bool = True
    numbered: bool = False
    first_number: int = 1
    numbered_to: int = 0
    backwards: bool = False

    def place(self, copy: int) -> tuple[int, int]:
        """Which copy this is, of how many: as it is numbered, else as it is counted."""
        if not self.numbered:
            return copy, self.copies
        return self.first_number + copy - 1, self.numbered_to or self.first_number + self.copies - 1

    def number_words(self, copy: int) -> str:
        """What a copy carries on each page; empty where copies are not numbered. Briefs are in English, so is this."""
        number, last = self.place(copy)
        return f"Copy {number} of {last}" if self.numbered else ""

    def in_order(self) -> tuple[int, ...]:
        """The pages as they are printed."""
        return self.pages[::-1] if self.backwards else self.pages

    def by_printer(self, *, able: bool) -> bool:
        """Whether the printer makes the copies, where it is able to: never where each carries a number."""
        return able and not self.numbered and self.copies > 1


def sides_of(options: PrintOptions, *, able: bool) -> tuple[Side, ...]:
    """Every side in the order of printing. `able` says that the printer makes copies where they are all alike.

    A copy that is printed on both sides begins on a sheet of its own.
    """
    pages = options.in_order()
    if options.by_printer(able=able) or options.copies == 1:
        return tuple(Side(page, 1) for page in pages)
    copies = range(1, options.copies + 1)
    two_sided = options.sides is not Sides.ONE
    if not options.collate and not two_sided:
        return tuple(Side(page, copy) for page in pages for copy in copies)
    blank = two_sided and len(pages) % 2 == 1
    made: list[Side] = []
    for copy in copies:
        made += [Side(page, copy) for page in pages]
        if blank and copy < options.copies:
            made.append(Side(0, copy))
    return tuple(made)


def rest_of(options: PrintOptions, done: int, *, able: bool) -> tuple[PrintOptions, ...]:
    """What is left after `done` pages of all copies: at most the rest of a copy, and the copies after it.

    Both keep the numbers that the copies would have had. On paper with two sides it begins with a whole sheet.
    """
    pages, last = options.in_order(), options.place(1)[1] if options.numbered else 0
    two_sided = options.sides is not Sides.ONE
    if options.by_printer(able=able) or options.copies == 1:
        return _parts(options, last, (pages[done - done % 2 if two_sided else done :], 0, options.copies))
    if options.collate or two_sided:
        whole, begun = divmod(done, len(pages))
        started = 1 if begun else 0
        begun -= begun % 2 if two_sided else 0
        rest = (pages[begun:], whole, started)
        return _parts(options, last, rest, (pages, whole + started, options.copies - whole - started))
    at, made = divmod(done, options.copies)
    rest = (pages[at : at + 1], made, options.copies - made if made else 0)
    return _parts(options, last, rest, (pages[at + (1 if made else 0) :], 0, options.copies))


def _parts(options: PrintOptions, last: int, *wanted: tuple[tuple[int, ...], int, int]) -> tuple[PrintOptions, ...]:
    """For each (pages, copies that are made, copies to make) the options that make them."""
    return tuple(
        replace(
            options,
            pages=tuple(sorted(pages)),
            copies=copies,
            first_number=options.first_number + made if options.numbered else options.first_number,
            numbered_to=last,
        )
        for pages, made, copies in wanted
        if pages and copies > 0
    )
