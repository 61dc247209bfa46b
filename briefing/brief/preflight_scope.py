"""What the checks of a preflight look at: a composed brief, what it printed, and the words of the desk in it.

Refuses to: judge any of it, or to hand out a tree that was composed in spite of a quote that does not verify.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from briefing.brief.compose import Composed
from briefing.brief.markdown_source import is_pathological
from briefing.brief.tree import (
    Blocks,
    Callout,
    CodeBlock,
    Heading,
    Paragraph,
    QuoteBlock,
    Table,
    plain,
    walk_blocks,
)
from briefing.clock import Clock
from briefing.fieldspec import FieldType, field_specs
from briefing.model import Actor, Brief, Event, Fact, Issue, Membership, Position, Quote, Record
from briefing.reading import Reading
from briefing.store.archive import Checker
from briefing.store.told import untold
from briefing.terms import QuoteForm
from briefing.wording import Said, named, say

R = TypeVar("R", bound=Record)
_WRITTEN: tuple[type[Record], ...] = (Issue, Event, Fact, Position, Quote, Actor)
"""The kinds whose fields hold the desk's own words that a brief prints."""


class Watching(Reading):
    """A reading under which composing goes on past a quote that does not verify, and which remembers the quote.

    `states` are the states of the quotes that were asked for, by id. What is composed of it may not be printed.
    """

    def __init__(self, reading: Reading) -> None:
        """Ask the store of `reading`, as at its day."""
        super().__init__(reading.store, Clock(reading.today))
        self.states: dict[str, str] = {}
        self.quotes: dict[str, Quote] = {}
        self._checker = Checker(reading.store)
        self._known: dict[tuple[str, str], Any] = {}
        self._roles: dict[str, list[Membership]] = {}

    def quote_state(self, quote: Quote) -> str:
        """`paraphrase`, else `verified` whatever was found."""
        if quote.form is QuoteForm.PARAPHRASE:
            return super().quote_state(quote)
        if quote.id not in self.states:
            self.quotes[quote.id] = quote
            self.states[quote.id] = self._checker.state(quote).value
        return "verified"

    def get(self, cls: type[R], record_id: str) -> R:
        """One record; each is read once while a brief is composed."""
        key = cls.KIND, record_id
        if key not in self._known:
            self._known[key] = super().get(cls, record_id)
        found: R = self._known[key]
        return found

    def memberships(self, actor: str) -> list[Membership]:
        """The roles an actor held, read once."""
        if actor not in self._roles:
            self._roles[actor] = super().memberships(actor)
        return self._roles[actor]


@dataclass(frozen=True)
class OwnText:
    """A text of the desk's own that is printed: where it stands (`kind`, `record`, `field`), and that in words.

    `prose` says that it is Markdown; else it is a line such as a title.
    """

    kind: str
    record: str
    field: str
    text: str
    where: Said
    prose: bool


@dataclass(frozen=True)
class Scope:
    """One preflight: what was composed, as at `day`, compared with `now`, the day of the machine or of the sample.

    `pages` is how many pages the PDF has; None where nobody made one.
    """

    reading: Reading
    composed: Composed
    watched: Watching
    now: date
    pages: int | None = None
    issues: tuple[str, ...] = ()
    _told: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day of the brief, in ISO form."""
        return self.composed.tree.as_at

    @property
    def brief(self) -> Brief | None:
        """The record of the brief; None where there is none for this form."""
        return self.composed.record

    @property
    def brief_id(self) -> str:
        """The id of the brief, empty where there is none."""
        return self.brief.id if self.brief is not None else ""

    def told(self, cls: type[R]) -> list[R]:
        """The records of a kind that the brief prints, in their usual order."""
        if cls.KIND not in self._told:
            self._told[cls.KIND] = self.reading.among(cls, self.composed.told)
        found: list[R] = self._told[cls.KIND]
        return found

    def without_source(self, cls: type[Record], *, shown: bool = True) -> frozenset[str]:
        """The printed records of a kind that have no source; `shown` counts only those that may be in the brief."""
        key = f"{cls.KIND} {shown}"
        if key not in self._told:
            hidden = self.composed.withheld.ids if shown else frozenset()
            self._told[key] = untold(self.reading.store, cls.KIND, [one.id for one in self.told(cls)], hidden)
        found: frozenset[str] = self._told[key]
        return found

    @cached_property
    def visible(self) -> str:
        """Every word that a reader of the brief sees, save for its notes."""
        return "\n".join([self.composed.tree.title, *_words(self.composed.tree.blocks)])

    @cached_property
    def texts(self) -> tuple[OwnText, ...]:
        """The desk's own words that are printed, first those of the brief."""
        return (*self._of_the_brief(), *self._of_records())

    @property
    def written(self) -> tuple[OwnText, ...]:
        """Those of them that are prose."""
        return tuple(one for one in self.texts if one.prose)

    def _of_the_brief(self) -> Iterator[OwnText]:
        if self.brief is not None:
            yield _line("brief", self.brief_id, "title", self.brief.title, say("the title of the brief"))
        for one in self.composed.outline:
            if one.block.name not in self.composed.parts:
                continue
            where = say("the block “%1”", one.block.heading)
            yield _line("brief", self.brief_id, one.block.name, one.block.heading, where)
            if one.block.own and one.text.strip():
                yield _prose("brief", self.brief_id, one.block.name, one.text, where)

    def _of_records(self) -> Iterator[OwnText]:
        for cls in _WRITTEN:
            specs = [spec for spec in field_specs(cls) if spec.own_words]
            for record in self.told(cls):
                title = str(getattr(record, cls.TITLE))
                for spec in specs:
                    text = str(getattr(record, spec.name))
                    prose = spec.type is FieldType.PROSE
                    if text.strip() and ((prose and text in self.composed.prose) or text in self.visible):
                        where = say("“%1”, %2", title[:60], named(spec.label))
                        made = _prose if prose else _line
                        yield made(cls.KIND, record.id, spec.name, text, where)


def _line(kind: str, record: str, field: str, text: str, where: Said) -> OwnText:
    return OwnText(kind, record, field, text, where, prose=False)


def _prose(kind: str, record: str, field: str, text: str, where: Said) -> OwnText:
    """Markdown; what was built to exhaust a parser is printed as it stands, and so is no prose."""
    return OwnText(kind, record, field, text, where, prose=not is_pathological(text))


def _words(blocks: Blocks) -> Iterator[str]:
    for block in walk_blocks(blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield plain(runs)
            case Table(caption=caption, head=head, rows=rows):
                yield from (caption, *head, *(plain(cell) for row in rows for cell in row))
            case QuoteBlock(exact=exact, speaker=speaker, occasion=occasion, remark=remark):
                yield from (exact, speaker, occasion, remark)
            case Callout(label=label):
                yield label
            case CodeBlock(text=text):
                yield text
            case _:
                pass


def words_in(blocks: Blocks) -> int:
    """How many words blocks show."""
    return len(" ".join(_words(blocks)).split())
