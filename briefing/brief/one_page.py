"""The blocks of the one-page brief that are made from records."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefing.brief import parts
from briefing.brief.material import Material, translation
from briefing.brief.tree import Block, Blocks, NoteRef, QuoteBlock, Run, Runs, Table, Text
from briefing.model import Event, Issue, Position, Quote
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.terms import EventKind, Modality, QuoteForm, SpeakerCertainty

_WEIGHT: Mapping[EventKind, int] = MappingProxyType(
    {EventKind.DECISION: 0, EventKind.MEETING: 1, EventKind.STATEMENT: 1, EventKind.LEGAL: 1}
)
_KNOWN: Mapping[SpeakerCertainty, str] = MappingProxyType(
    {
        SpeakerCertainty.BY_CONTINUATION: "by continuation",
        SpeakerCertainty.ANONYMOUS: "source not named",
        SpeakerCertainty.COLLECTIVE: "collective",
        SpeakerCertainty.DISPUTED: "attribution disputed",
    }
)

_PAST, _AFTER = "was due ", "after that, "
"""What stands before a day that does not lie within the days of the heading."""


def what_happened(material: Material, block: TemplateBlock) -> Blocks:
    """The latest events that took place, in order of time."""
    took_place = [
        event
        for event in material.events
        if event.modality in (Modality.OCCURRED, Modality.ONGOING) and event.kind is not EventKind.PUBLICATION
    ]
    latest_first = sorted(took_place, key=lambda event: _WEIGHT.get(event.kind, 2))
    latest_first.sort(key=lambda event: dates.bounds(event.date_edtf)[1] or "", reverse=True)
    chosen = {event.id for event in latest_first[: block.option("most", 4)]}
    return parts.bullets(*(parts.event_runs(material, event) for event in took_place if event.id in chosen))


def open_issues(material: Material, block: TemplateBlock) -> Blocks:
    """The issues that matter most, by priority and deadline."""
    today = material.reading.today
    rows = tuple(
        (
            (*material.told(issue), *parts.text(issue.title)),
            parts.text(parts.status_words(issue, brief=True)),
            parts.text(parts.deadline_words(issue, today, weekday=False)),
            parts.text(issue.next_step or "No next step yet"),
        )
        for issue in material.issues[: block.option("most", 4)]
    )
    if not rows:
        return ()
    rest = len(material.issues) - len(rows)
    caption = f"Status of issues (the first {len(rows)} of {len(material.issues)})" if rest > 0 else "Status of issues"
    return (Table(caption, ("Issue", "Status", "Deadline", "Next step"), rows, (4.6, 2.4, 2.0, 2.9)),)


def positions(material: Material, block: TemplateBlock) -> Blocks:
    """One line for each actor with a position, in the order of the issues."""
    by_actor: dict[str, list[Position]] = {}
    for issue in material.issues:
        for position in material.positions_on(issue):
            by_actor.setdefault(position.actor, []).append(position)
    items: list[Runs] = []
    for actor, held in list(by_actor.items())[: block.option("most", 6)]:
        words = " ".join(parts.sentence(position.summary) for position in held)
        told = [citation for position in held for citation in material.reading.citations(position.id)]
        name = parts.strong(f"{material.titled('actor', actor)}:")
        portions = dict.fromkeys(run for position in held for run in material.told(position))
        items.append((*portions, name, *parts.text(f" {words}"), *material.notes.cited(told)))
    return parts.bullets(*items)


def key_quotes(material: Material, block: TemplateBlock) -> Blocks:
    """Key quotes as blocks; every other linked quote in one line each, so that none is left out."""
    verbatim = [quote for quote in material.quotes if quote.form is not QuoteForm.PARAPHRASE]
    keys = [quote for quote in verbatim if quote.is_key] or [q for q in verbatim if q.form is QuoteForm.FULL]
    chosen = keys[: block.option("most", 2)]
    blocks: list[Block] = [material.quote_block(quote) for quote in chosen]
    rest = [quote for quote in material.quotes if quote not in chosen]
    return (*blocks, *parts.bullets(*_in_short(material, rest)))


def _in_short(material: Material, quotes: Sequence[Quote]) -> list[Runs]:
    """One line a speaker: the words, each with how the attribution is known, and the day."""
    by_speaker: dict[tuple[str, str], list[tuple[Quote, QuoteBlock]]] = {}
    for quote in quotes:
        block = material.quote_block(quote)
        by_speaker.setdefault((block.speaker, block.occasion), []).append((quote, block))
    lines: list[Runs] = []
    for (speaker, occasion), group in by_speaker.items():
        said = ", ".join(part for part in (speaker, occasion) if part)
        runs: list[Run] = [parts.strong(f"{said}:"), Text(" ")]
        for place, (quote, block) in enumerate(group):
            words = parts.text(block.exact) if quote.form is QuoteForm.PARAPHRASE else parts.in_marks(block)
            known = _KNOWN.get(quote.speaker_certainty, "")
            known = "paraphrase" if quote.form is QuoteForm.PARAPHRASE else known
            remark = "; ".join(part for part in (known, translation(quote)) if part)
            runs += (*parts.text("; " if place else ""), *words, *parts.text(f" ({remark})" if remark else ""))
        numbers = dict.fromkeys(block.note for _, block in group if block.note is not None)
        lines.append((*runs, *(NoteRef(number) for number in numbers)))
    return lines


def next_days(material: Material, block: TemplateBlock) -> Blocks:
    """Planned events to be confirmed, then what is due within the days asked for, then the next date beyond.

    What does not fall within the days is told as such: "was due" and "after that".
    """
    today = material.reading.today
    first, last = today.isoformat(), material.reading.clock.days(block.option("days", 7)).isoformat()
    dated: list[tuple[str, Runs]] = []
    unconfirmed: list[Runs] = []
    for event in material.events:
        earliest, latest = dates.bounds(event.date_edtf)
        if event.modality is not Modality.PLANNED:
            continue
        if latest is not None and latest < first:
            unconfirmed.append(parts.event_runs(material, event, before=_PAST))
        elif earliest or latest:  # "by" a day counts on that day
            day = max(earliest or latest or first, first)
            dated.append((day, _planned(material, event, _AFTER if day > last else "")))
    for issue in material.issues:
        due = dates.bounds(issue.deadline_edtf)[1]
        if due is not None and due >= first and not _told(material, issue, due):
            dated.append((due, _deadline(material, issue, _AFTER if due > last else "")))
    dated.sort(key=lambda pair: pair[0])
    soon = [runs for day, runs in dated if day <= last]
    beyond = [runs for day, runs in dated if day > last][:1]
    return parts.bullets(*unconfirmed, *soon, *beyond)


def _planned(material: Material, event: Event, before: str) -> Runs:
    left = parts.days_left(event.date_edtf, material.reading.today)
    due = f"; due {left}" if left and event.kind is EventKind.DEADLINE else ""
    notes = material.notes.cited(material.reading.citations(event.id))
    day = parts.event_date(event, weekday=material.profile.weekdays, before=before)
    return (*material.told(event), parts.strong(f"{day}:"), *parts.text(f" {event.title} (planned{due})."), *notes)


def _deadline(material: Material, issue: Issue, before: str) -> Runs:
    left = parts.days_left(issue.deadline_edtf, material.reading.today)
    when = before + dates.describe(issue.deadline_edtf, weekday=material.profile.weekdays)
    when = when[:1].upper() + when[1:]
    return (*material.told(issue), parts.strong(f"{when}:"), *parts.text(f" deadline, {issue.title} (due {left})."))


def _told(material: Material, issue: Issue, day: str) -> bool:
    """Whether an event of kind deadline already stands for the deadline of an issue."""
    linked = {event.id for event in material.reading.linked(issue.id, Event)}
    return any(
        event.kind is EventKind.DEADLINE and event.id in linked and dates.bounds(event.date_edtf)[1] == day
        for event in material.events
    )
