"""The blocks of the situation update that are made from records: what moved since the earlier version, what did not."""

from collections.abc import Sequence
from typing import TypeVar

from briefing.brief import parts
from briefing.brief.differences import Difference, differences, touched
from briefing.brief.material import Material
from briefing.brief.naming import figure, named
from briefing.brief.since import Since, since_of
from briefing.brief.tree import Block, Blocks, Heading, Paragraph, Run, Runs, Table
from briefing.model import Fact, Issue, Position, Record
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.terms import CREDIBILITY_WORDS, DeadlineKind, Trend, in_words

R = TypeVar("R", bound=Record)
MADE = frozenset({"trend", "news", "changes", "unchanged", "corrections"})
"""The blocks that tell of a period."""
_WORST_FIRST = (Trend.DETERIORATING, Trend.IMPROVING, Trend.UNCHANGED, Trend.UNKNOWN)
_OVERALL = {
    Trend.DETERIORATING: "↓ deteriorated",
    Trend.IMPROVING: "↑ improved",
    Trend.UNCHANGED: "→ unchanged",
    Trend.UNKNOWN: "not known",
}


def trend(material: Material, _block: TemplateBlock) -> Blocks:
    """The worst movement, then one line an issue, those that deteriorate first."""
    if not material.issues:
        return ()
    since = since_of(material)
    ordered = sorted(material.issues, key=lambda issue: _WORST_FIRST.index(issue.trend))
    count = {one: sum(issue.trend is one for issue in ordered) for one in _WORST_FIRST}
    tally = ", ".join(f"{count[one]} {_tally(one)}" for one in _WORST_FIRST if count[one])
    overall = (parts.strong(f"Overall: {_OVERALL[ordered[0].trend]}"), *parts.text(f" ({tally})."))
    return (Paragraph(overall), *parts.bullets(*(_moved(since, issue) for issue in ordered)))


def _tally(one: Trend) -> str:
    return "with no trend known" if one is Trend.UNKNOWN else one.value


def _moved(since: Since, issue: Issue) -> Runs:
    tells = "trend" in since.changed(issue) and since.tellable(issue)
    before = f", before: {parts.trend_words(str(since.past.held(issue, 'trend')))}" if tells else ""
    head = (*since.material.told(issue), parts.strong(f"{issue.title}:"))
    return (*head, *parts.text(f" {parts.trend_words(issue.trend)} ({issue.status}){before}"))


def news(material: Material, _block: TemplateBlock) -> Blocks:
    """What was not there before: issues, events by day, quotes, facts, positions, each with its source."""
    since = since_of(material)
    blocks: list[Block] = []
    blocks += _part("Issues", parts.bullets(*(_issue(since, one) for one in _new(since, material.issues))))
    blocks += _part("Events", parts.bullets(*(parts.event_runs(material, one) for one in _new(since, material.events))))
    blocks += _part("Quotes", tuple(parts.quote_or_paraphrase(material, one) for one in _new(since, material.quotes)))
    blocks += _part("Facts", parts.bullets(*(_fact(material, one) for one in _new(since, material.facts))))
    blocks += _part("Positions", parts.bullets(*(_position(material, one) for one in _new(since, material.positions))))
    return tuple(blocks) or (Paragraph(parts.text(f"Nothing new was recorded since {since.earlier.words}.")),)


def _new(since: Since, group: Sequence[R]) -> list[R]:
    return [record for record in group if not since.bore(record)]


def _part(heading: str, blocks: Blocks) -> Blocks:
    return (Heading(3, parts.text(heading)), *blocks) if blocks else ()


def _issue(since: Since, issue: Issue) -> Runs:
    by = f", {issue.deadline_kind}" if issue.deadline_kind is not DeadlineKind.NONE else ""
    day = parts.deadline_words(issue, since.material.reading.today, weekday=since.material.profile.weekdays)
    told = [
        f"{issue.status}, priority {issue.priority}",
        f"deadline {day}{by}" if issue.deadline_edtf else "",
        f"next step: {issue.next_step}" if issue.next_step else "",
    ]
    words = parts.sentence("; ".join(part for part in told if part))
    return (*since.material.told(issue), parts.strong(f"{issue.title}:"), *parts.text(f" {words}"))


def _fact(material: Material, fact: Fact) -> Runs:
    value = figure(fact.value, fact.unit)
    day = dates.describe(fact.as_at_edtf)
    derived = material.reading.is_derived(fact.id)
    told = parts.told(material, fact.id) if material.reading.citations(fact.id) or not derived else ()
    known = "derived by us" if derived else CREDIBILITY_WORDS[fact.credibility]
    said = ", ".join(part for part in (f"as at {day}" if day else "", known) if part)
    runs: list[Run] = [*material.told(fact), parts.strong(f"{fact.label}:" if value else fact.label)]
    runs += parts.text((f" {value}" if value else "") + f" ({said}" + ("; " if told else ""))
    return (*runs, *told, *parts.text(")."))


def _position(material: Material, position: Position) -> Runs:
    actor = material.reading.title("actor", position.actor)
    words = f" {'red line: ' if position.red_line else ''}{position.summary.rstrip('.')} ("
    name = parts.strong(f"{actor} ({in_words(position.stance)}):")
    return (*material.told(position), name, *parts.text(words), *parts.how_known(material, position), *parts.text(")."))


def changes(material: Material, _block: TemplateBlock) -> Blocks:
    """Every change with the value before and now, and plans and deadlines whose day passed."""
    since = since_of(material)
    found = differences(since)
    if not found:
        return (Paragraph(parts.text(f"Nothing changed since {since.earlier.words}.")),)
    rows = tuple(_row(since, one) for one in found)
    head = ("Record", "Field", "Before", "Now")
    return (Table(f"Changes since {since.earlier.words}", head, rows, (3.2, 1.5, 2.6, 2.8)),)


def _row(since: Since, one: Difference) -> tuple[Runs, ...]:
    name = (*since.material.told(one.record), *parts.text(named(since, one.record)))
    return (name, parts.text(one.label), one.before, one.now)


def unchanged(material: Material, _block: TemplateBlock) -> Blocks:
    """The issues of which nothing is new and nothing changed, in one line."""
    since = since_of(material)
    moved = touched(since, differences(since))
    still = [issue for issue in material.issues if issue.id not in moved]
    if not material.issues:
        return ()
    if not still:
        known = any(since.bore(issue) for issue in material.issues)
        return (Paragraph(parts.text("None: every issue moved." if known else "Every issue is new in this period.")),)
    runs: list[Run] = []
    for issue in still:
        runs += parts.text("; ") if runs else ()
        runs += (*material.told(issue), *parts.text(issue.title))
    return (Paragraph((*runs, *parts.text("."))),)
