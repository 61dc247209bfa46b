"""What a brief is made of: the chosen issues and everything linked to them, every quote checked, notes numbered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar

from briefing.brief.tree import Note, NoteRef, QuoteBlock, Run, Runs, Text, plain
from briefing.errors import NotFoundError, UnverifiedQuoteError
from briefing.model import (
    KINDS,
    Actor,
    Brief,
    BriefVersion,
    Citation,
    Event,
    Fact,
    Issue,
    Position,
    Quote,
    Record,
    Source,
)
from briefing.reading import Reading
from briefing.rules import dates, languages, markings
from briefing.rules.profiles import Level, Profile
from briefing.terms import RELIABILITY_WORDS, QuoteForm, SpeakerCertainty, Translator, in_words
from briefing.wording import say

R = TypeVar("R", bound=Record)

_STATES = {
    "source_changed": say("the archived text was altered after the quote was captured"),
    "ambiguous": say("the words no longer stand where they were captured and occur more than once"),
    "missing": say("the words are not in the archived text"),
}
_TRANSLATIONS = {
    Translator.NONE: "translation",
    Translator.SOURCE: "translation as published",
    Translator.OURS: "our translation",
    Translator.MACHINE: "machine translation, unchecked",
    Translator.UNKNOWN: "translation, translator not known",
}
_CERTAINTY = {
    SpeakerCertainty.BY_CONTINUATION: "attributed by continuation",
    SpeakerCertainty.ANONYMOUS: "source not named",
    SpeakerCertainty.COLLECTIVE: "collective speaker",
    SpeakerCertainty.DISPUTED: "attribution disputed",
}


@dataclass
class Notes:
    """Numbers sources in the order in which they are first cited; a source keeps its number."""

    reading: Reading
    numbers: dict[str, int] = field(default_factory=dict)

    def ref(self, source: Source) -> NoteRef:
        """A reference to the note of `source`."""
        number = self.numbers.setdefault(source.id, len(self.numbers) + 1)
        return NoteRef(number)

    def cited(self, citations: Sequence[Citation]) -> tuple[Run, ...]:
        """References to the sources of `citations`, each source once."""
        sources = dict.fromkeys(citation.source for citation in citations)
        return tuple(self.ref(self.reading.get(Source, one)) for one in sources)

    def sources(self) -> list[Source]:
        """The sources that have a note."""
        return [self.reading.get(Source, one) for one in self.numbers]

    def all(self) -> tuple[Note, ...]:
        """The notes in order."""
        by_number = sorted(self.numbers.items(), key=lambda pair: pair[1])
        return tuple(Note(n, (Text(describe_source(self.reading.get(Source, one))),)) for one, n in by_number)


def describe_source(source: Source) -> str:
    """A source in one line: publication, title, date, type, how it is held, its grade."""
    issued = dates.describe(source.issued_edtf, weekday=True)
    parts = [
        source.container_title or source.publisher,
        source.title,
        issued or "date not stated",
        in_words(source.type),
        "held in full" if source.held == "full" else "held as excerpts",
        f"grade {source.reliability} ({RELIABILITY_WORDS[source.reliability]})",
        source.url,
    ]
    return ", ".join(part for part in parts if part) + "."


@dataclass
class Material:
    """The records of one brief, in the order in which lists show them, and the house it is made for.

    `brief` is the record of the brief, `event` its meeting, `speaker` the one whose quotes are wanted, `since` the
    version of an earlier brief; `asked` names those of event and speaker that were asked for, also where the ceiling
    hides them. `withheld` are ids that lie above the ceiling. `markings` collects the markings of the records that
    were told (`told`), by id; `own_words` the words of the officer; `prose` is all Markdown that was
    printed. `allowed` says which markings lie below the ceiling; `all_open`, that the issues are all that are not
    closed; `kept` is what builders found out once.
    """

    reading: Reading
    issues: list[Issue]
    profile: Profile = field(default_factory=lambda: Profile("plain", "Plain"))
    brief: Brief | None = None
    event: Event | None = None
    speaker: Actor | None = None
    since: BriefVersion | None = None
    asked: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    markings: dict[str, str] = field(default_factory=dict)
    own_words: Mapping[str, str] = field(default_factory=dict)
    prose: set[str] = field(default_factory=set)
    allowed: Callable[[str], bool] = bool
    all_open: bool = False
    kept: dict[str, object] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    quotes_of: dict[str, list[Quote]] = field(default_factory=dict)
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        """Start counting notes."""
        self.notes = Notes(self.reading)

    def only(self, ids: Sequence[str]) -> "Material":
        """The same material with these records alone; notes and markings are counted on."""
        wanted = set(ids)
        part = copy(self)
        for name in ("issues", "quotes", "events", "facts", "positions"):
            of_kind = getattr(self, name)
            # Ids of one kind say nothing of the others: those stay whole.
            setattr(part, name, [one for one in of_kind if one.id in wanted] or of_kind)
        part.all_open = self.all_open and part.issues == self.issues
        part.quotes_of = {
            issue: [one for one in quotes if one in part.quotes] for issue, quotes in self.quotes_of.items()
        }
        return part

    def said_by(self, speaker: str) -> None:
        """Keep the quotes of one speaker alone."""
        self.quotes = [one for one in self.quotes if one.speaker == speaker]
        self.quotes_of = {
            issue: [one for one in quotes if one.speaker == speaker] for issue, quotes in self.quotes_of.items()
        }

    def told(self, record: Record) -> Runs:
        """Note that a record is printed; its portion mark where the house has them, to stand before its words."""
        self.markings[record.id] = record.marking
        if not self.profile.portion_marks:
            return ()
        level = self.profile.level(record.marking) if record.marking else self.profile.lowest
        return (Text(f"({level.short or level.name}) "),) if level is not None else ()

    def titled(self, kind: str, record_id: str) -> str:
        """The title of a record that is named in passing, which then counts for the marking; empty for none."""
        title = self.reading.title(kind, record_id)
        if title:
            self.told(self.reading.get(KINDS[kind], record_id))
        return title

    def role_of(self, actor: Actor, day: str | None) -> str:
        """The role of an actor on `day` (`role_at`), which then counts for the marking."""
        role = role_at(self.reading, actor, day)
        for held in self.reading.memberships(actor.id):
            if held.role == role:
                self.told(held)
        return role

    def level(self) -> Level | None:
        """The highest marking of what was told and of the sources that were cited."""
        cited = [source.marking for source in self.notes.sources()]
        return markings.highest(self.profile, [*self.markings.values(), *cited])

    def positions_on(self, issue: Issue) -> list[Position]:
        """The positions on one of the issues."""
        return [one for one in self.positions if one.issue == issue.id]

    def actors(self) -> list[Actor]:
        """Every actor that the brief mentions, by name."""
        wanted = {quote.speaker for quote in self.quotes} | {one.actor for one in self.positions}
        wanted |= {issue.owner_actor for issue in self.issues} | {fact.subject for fact in self.facts}
        for event in self.events:
            wanted |= {actor.id for actor, _ in self.reading.participants(event.id)}
        for issue in self.issues:
            wanted |= {actor.id for actor in self.reading.linked(issue.id, Actor)}
        return self.reading.among(Actor, wanted)

    def quote_block(self, quote: Quote) -> QuoteBlock:
        """A checked quote as it is printed, with its source noted."""
        source = self.reading.quote_source(quote)
        portion = plain(self.told(quote))
        if self.titled("actor", quote.speaker):
            self.role_of(self.reading.get(Actor, quote.speaker), dates.bounds(quote.date_edtf)[1])
        remarks = [_CERTAINTY.get(quote.speaker_certainty, "")]
        if "…" in quote.exact:
            remarks.append("the … stands in the source")
        remarks += [original(quote), translation(quote)]
        return QuoteBlock(
            id=quote.id,
            exact=quote.exact,
            speaker=f"{portion}{speaker_of(self.reading, quote) or 'Speaker not stated'}",
            occasion=", ".join(part for part in (dates.describe(quote.date_edtf), quote.place) if part),
            note=self.notes.ref(source).number if source else None,
            remark="; ".join(remark for remark in remarks if remark),
            language=quote.language.rstrip("?"),
            marks=self.profile.marks,
        )


def speaker_of(reading: Reading, quote: Quote) -> str:
    """Name and role at the time of the quote; empty where the speaker is not stated."""
    if not quote.speaker:
        return ""
    actor = reading.get(Actor, quote.speaker)
    role = role_at(reading, actor, dates.bounds(quote.date_edtf)[1])
    return actor.name if actor.anonymous or not role or role == actor.name else f"{actor.name}, {role}"


def original(quote: Quote) -> str:
    """What is known of the language in which the words fell, where it is not that of the quote."""
    if quote.original_language.endswith("?"):
        return "original language not stated; possibly a translation"
    same = quote.original_language in ("", quote.language.rstrip("?"))
    return "" if same else f"original language: {languages.named(quote.original_language)}"


def translation(quote: Quote) -> str:
    """The translation with the words that say whose it is, without quotation marks: it is no slice."""
    words = " ".join(quote.translation_text.split())
    return f"{_TRANSLATIONS[quote.translator]}: {words}" if words else ""


def role_at(reading: Reading, actor: Actor, day: str | None) -> str:
    """The role an actor held on `day` (ISO; None: not known), else the role as the source states it.

    A role that began "by" some day is certain only from that day on, one that ended "from" some day only until it.
    """
    held = reading.memberships(actor.id)
    if day is None:
        certain = held if len(held) == 1 else []
    else:
        certain = [one for one in held if _since(one.start_edtf) <= day <= _until(one.end_edtf)]
    if certain:
        return certain[0].role
    return actor.role_as_stated if actor.kind == "person" else ""


def _since(edtf: str) -> str:
    earliest, latest = dates.bounds(edtf)
    return earliest or latest or ""


def _until(edtf: str) -> str:
    earliest, latest = dates.bounds(edtf)
    return latest or earliest or "9999-12-31"


def gather(reading: Reading, issue_ids: Iterable[str], withheld: frozenset[str] = frozenset()) -> Material:
    """Collect what is linked to the issues; none given: all that are not closed. Checks every quote.

    Raises UnverifiedQuoteError naming the first quote that no longer matches its archived text.
    """
    wanted = list(dict.fromkeys(issue_ids))
    there = [one for one in wanted if one not in withheld]
    issues = [reading.get(Issue, one) for one in there] if wanted else reading.open_issues()
    for issue in issues:
        if issue.deleted:
            raise NotFoundError(say("The issue “%1” is in the bin. Restore it or leave it out.", issue.title))
    material = Material(reading, issues, withheld=withheld, all_open=not wanted)
    for issue in issues:
        quotes = reading.linked(issue.id, Quote)
        material.quotes_of[issue.id] = sorted(quotes, key=lambda q: (q.source_version, q.start or 0))
        _add(material.quotes, quotes)
        _add(material.events, reading.linked(issue.id, Event))
        _add(material.facts, reading.linked(issue.id, Fact))
        _add(material.positions, reading.positions(issue=issue.id))
    order = {one: place for place, one in enumerate(reading.ids("event"))}
    material.events.sort(key=lambda event: order[event.id])
    material.quotes.sort(key=lambda quote: (quote.source_version, quote.start or 0))
    for quote in material.quotes:
        check(reading, quote)
    return material


def _add(group: list[R], found: Iterable[R]) -> None:
    """Add the records that are not there yet."""
    known = {record.id for record in group}
    group += [record for record in found if record.id not in known]


def check(reading: Reading, quote: Quote) -> None:
    """Raise UnverifiedQuoteError where a quote that claims to be verbatim is not."""
    if quote.form is QuoteForm.PARAPHRASE:
        return
    state = reading.quote_state(quote)
    if state != "verified":
        words = quote.exact if len(quote.exact) <= 60 else f"{quote.exact[:60]}…"
        raise UnverifiedQuoteError(
            say(
                "The quote %1 “%2” cannot be exported as verbatim: %3. Check the source, capture the quote "
                "again, or unlink it from the issue.",
                reading.reference(quote),
                words,
                _STATES[state],
            )
        )
