"""A brief of the store → its tree and its pages: what the composer asks a worker to make, and how it is made.

Works in any thread on plain data: for a store in a file it opens a desk of its own. It knows no widget, and
it words no fault itself: what cannot be made keeps the sentence of whoever refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import BriefingError, UnverifiedQuoteError
from briefing.model import Brief as BriefRecord
from briefing.model import BriefBlock, Quote
from briefing.reading import Reading
from briefing.rules import markings
from briefing.store.store import MEMORY
from ui.settings import Settings
from ui.words import said

if TYPE_CHECKING:
    from briefing.brief.compose import Composed, Order
    from briefing.brief.tree import Blocks, Brief
    from briefing.export.pdf import PdfResult
    from briefing.export.typesetter import Typesetter
    from briefing.store.withheld import WithheldRecord

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Wish:
    """What is to be made: a brief of the store at `path`, with words that are not saved yet.

    `path` is None for a store in memory, which only the thread of its desk can read. `clock` counts where the brief
    names no single day; without it, the store's day does. `drafts` are texts by block that take the place of the saved
    ones. `marking`, `contact` and `unit` stand where the store is silent, `paper` where neither the brief nor its
    profile names one. Nothing of it is read from the store, so that it costs the window's thread nothing.
    """

    brief: str
    path: Path | None
    user: str
    clock: Clock | None = None
    marking: str = ""
    contact: str = ""
    unit: str = ""
    paper: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A tree and its pages, or the sentence that says why not; `quote` is the id of the one that stands in the way.

    `parts` are the blocks that each part of the outline gave, by name; `withheld` are the records above the ceiling,
    and `ceiling` is its name, empty where the profile has no levels.
    """

    tree: Brief | None = None
    pdf: PdfResult | None = None
    problem: str = ""
    quote: str = ""
    parts: Mapping[str, Blocks] = field(default_factory=dict)
    withheld: tuple[WithheldRecord, ...] = ()
    ceiling: str = ""


class _Draft(Reading):
    """A store in which some words of one brief read as if they were saved already."""

    def __init__(self, desk: Desk, wish: Wish) -> None:
        super().__init__(desk.store, _clock(desk, wish.brief))
        self._wish = wish

    def brief_blocks(self, brief: str) -> list[BriefBlock]:
        rows = super().brief_blocks(brief)
        if brief != self._wish.brief:
            return rows
        drafts = dict(self._wish.drafts)
        rows = [replace(row, text=drafts.pop(row.block, row.text)) for row in rows]
        return rows + [BriefBlock(id="", brief=brief, block=name, text=text) for name, text in drafts.items()]


def wish_for(desk: Desk, settings: Settings, brief: str, drafts: Mapping[str, str] | None = None) -> Wish:
    """What the window asks for: the brief with this id, with the user's preferences."""
    return Wish(
        brief=brief,
        path=None if desk.store.path == MEMORY else desk.store.path,
        user=desk.user,
        clock=desk.given_clock,
        marking=settings.text("default_marking"),
        contact=settings.text("contact"),
        unit=settings.text("unit"),
        paper=settings.text("paper"),
        drafts=dict(drafts or {}),
    )


def _clock(desk: Desk, brief: str) -> Clock:
    """That of the day which the brief names, else the desk's. Raises NotFoundError where there is no such brief."""
    try:
        return Clock(date.fromisoformat(desk.get(BriefRecord, brief).as_at_edtf))
    except ValueError:  # none, or no single day
        return desk.clock


@contextmanager
def desk_of(wish: Wish) -> Iterator[Desk]:
    """A desk of the worker's own on the store of `wish`, closed in the end."""
    assert wish.path is not None
    desk = Desk.open(wish.path, wish.user, read_only=True, clock=wish.clock)
    try:
        yield desk
    finally:
        desk.close()


def order_of(wish: Wish) -> Order:
    """What the core is asked for."""
    from briefing.brief.compose import Order

    return Order(
        template="",
        brief=wish.brief,
        marking=wish.marking,
        contact=wish.contact,
        unit=wish.unit,
        usual_paper=wish.paper,
    )


def whole_of(desk: Desk, wish: Wish, order: Order | None = None) -> Composed:
    """The brief as a tree with its parts and what the ceiling took away, as `order` wants it.

    Raises BriefingError with a sentence, UnverifiedQuoteError where a quote does not hold.
    """
    from briefing.brief import compose

    return compose.composed(_Draft(desk, wish), order or order_of(wish))


def composed(desk: Desk, wish: Wish) -> Made:
    """The tree without pages."""
    try:
        whole = whole_of(desk, wish)
        level = markings.ceiling_of(whole.profile, desk.get(BriefRecord, wish.brief).ceiling)
        ceiling = level.name if level is not None else ""
        return Made(whole.tree, parts=whole.parts, withheld=whole.withheld.records, ceiling=ceiling)
    except UnverifiedQuoteError as error:
        return Made(problem=said(error), quote=named_quote(desk, str(error)))
    except BriefingError as error:
        return Made(problem=said(error))


def typeset(made: Made, cancelled: Cancelled, typesetter: Typesetter | None = None) -> Made:
    """`made` with its pages, by the process of a `typesetter` where one is given. Raises CancelledExportError."""
    from briefing.export import pdf

    if made.tree is None:
        return made
    try:
        return replace(made, pdf=pdf.render(made.tree, cancelled=cancelled, typesetter=typesetter))
    except pdf.CancelledExportError:
        raise
    except BriefingError as error:
        return replace(made, problem=said(error))


def make(wish: Wish, cancelled: Cancelled, typesetter: Typesetter | None = None) -> Made:
    """Tree and pages, read through a desk of the worker's own."""
    with desk_of(wish) as desk:
        made = composed(desk, wish)
    return typeset(made, cancelled, typesetter)


def named_quote(desk: Desk, sentence: str) -> str:
    """The id of the quote that a refusal names by its short reference."""
    return next((quote.id for quote in desk.every(Quote) if desk.reference(quote) in sentence), "")
