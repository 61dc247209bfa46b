"""The blocks of the issue brief that are made from records."""

from briefing.brief import parts
from briefing.brief.material import Material
from briefing.brief.tree import Block, Blocks, Heading, Paragraph, Run, Runs, Table, Text, Verbatim
from briefing.model import Actor, Fact, Issue
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.store.lists import event_state
from briefing.terms import CREDIBILITY_WORDS, ActorKind, DeadlineKind, QuoteForm, in_words


def state_of_play(material: Material, _block: TemplateBlock) -> Blocks:
    """One part for each issue."""
    return tuple(block for issue in material.issues for block in _issue(material, issue))


def _issue(material: Material, issue: Issue) -> Blocks:
    today = material.reading.today
    owner = material.titled("actor", issue.owner_actor)
    by = f", {issue.deadline_kind}" if issue.deadline_kind is not DeadlineKind.NONE else ""
    status: list[Run] = [parts.strong("Status:"), *parts.text(f" {parts.status_words(issue)}")]
    status += parts.text(f" · priority {issue.priority}")
    if issue.deadline_edtf:
        status += parts.text(f" · deadline {parts.deadline_words(issue, today)}{by}")
    if owner:
        status += parts.text(f" · next move: {owner}")
    if issue.owner_desk:
        status += parts.text(f" · followed by: {issue.owner_desk}")
    blocks: list[Block] = [Heading(3, (*material.told(issue), *parts.text(issue.title))), Paragraph(tuple(status))]
    blocks += parts.own(material, issue.state_of_play)
    blocks += parts.own(material, issue.background)
    if issue.next_step:
        due = dates.describe(issue.next_step_due_edtf, weekday=True)
        words = parts.sentence(issue.next_step + (f" (by {due})" if due else ""))
        blocks.append(Paragraph((parts.strong("Next step:"), *parts.text(f" {words}"))))
    if issue.unknowns:
        blocks += _labelled("Not known:", parts.own(material, issue.unknowns))
    blocks += _positions(material, issue)
    return tuple(blocks)


def _labelled(label: str, blocks: Blocks) -> Blocks:
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph((parts.strong(label), Text(" "), *blocks[0].runs)), *blocks[1:])
    return (Paragraph((parts.strong(label),)), *blocks)


def _positions(material: Material, issue: Issue) -> Blocks:
    rows = tuple(
        (
            (*material.told(position), *parts.text(material.titled("actor", position.actor))),
            parts.text(position.stance),
            parts.text(position.summary),
            parts.how_known(material, position),
        )
        for position in material.positions_on(issue)
    )
    if not rows:
        return ()
    head = ("Actor", "Stance", "Position", "How known")
    return (Table(f"Positions on: {issue.title}", head, rows, (1.8, 1.2, 3.4, 3.0)),)


def actors(material: Material, _block: TemplateBlock) -> Blocks:
    """Every actor that the brief mentions, by kind."""
    found = sorted(material.actors(), key=lambda actor: list(ActorKind).index(actor.kind))
    rows = tuple(
        (
            (*material.told(actor), *parts.named(material, actor)),
            parts.text(in_words(actor.kind)),
            parts.text(_role(material, actor)),
        )
        for actor in found
    )
    return (Table("Actors in this brief", ("Name", "Kind", "Role"), rows, (3.0, 1.8, 4.2)),) if rows else ()


def _role(material: Material, actor: Actor) -> str:
    role = material.role_of(actor, material.reading.today.isoformat()) or actor.role_as_stated
    for held in material.reading.memberships(actor.id):
        if held.role == role and (held.start_edtf or held.end_edtf):
            start = dates.describe(held.start_edtf)
            end = dates.describe(held.end_edtf)
            span = f"{start} to {end}" if start and end else start or f"until {end}"
            return f"{role} ({span})"
    return role


def timeline(material: Material, _block: TemplateBlock) -> Blocks:
    """Every event in order of time."""
    today = material.reading.today
    rows: list[tuple[Runs, ...]] = []
    notes: list[Block] = []
    for event in material.events:
        rows.append(
            (
                (*material.told(event), *parts.text(parts.event_date(event, weekday=material.profile.weekdays))),
                parts.text(event.title),
                parts.text(event.place or "not stated"),
                (*parts.text(f"{event_state(event, today)}; "), *parts.told(material, event.id)),
            )
        )
        if event.date_conflict and event.editor_note:
            notes += _labelled(f"Editor's note on “{event.title}”:", parts.own(material, event.editor_note))
    if not rows:
        return ()
    head = ("Date", "Event", "Place", "State and source")
    return (Table("Events by date", head, tuple(rows), (2.3, 3.1, 1.3, 3.1)), *notes)


def facts(material: Material, _block: TemplateBlock) -> Blocks:
    """Facts with value, date and how far they may be trusted; derived ones say how."""
    rows = []
    for fact in material.facts:
        value = " ".join(part for part in (_value(fact.value, fact.unit), _unit(fact.unit)) if part) or "–"
        derived = material.reading.is_derived(fact.id)
        told = parts.told(material, fact.id) if material.reading.citations(fact.id) or not derived else ()
        known = _derivation(material, fact) if derived else CREDIBILITY_WORDS[fact.credibility]
        as_at = dates.describe(fact.as_at_edtf) or ("–" if derived else "not stated")
        how = (*parts.text(f"{known}; " if told else known), *told)
        rows.append(((*material.told(fact), *parts.text(fact.label)), parts.text(value), parts.text(as_at), how))
    head = ("Fact", "Value", "As at", "How known")
    return (Table("Facts with their sources", head, tuple(rows), (3.3, 1.7, 1.3, 3.5)),) if rows else ()


def _derivation(material: Material, fact: Fact) -> str:
    """How a derived fact was computed: as somebody says it, else from which facts."""
    if fact.formula:
        return f"derived: {fact.formula}"
    return f"derived from {'; '.join(material.titled('fact', basis.id) for basis in material.reading.basis(fact.id))}"


def _value(value: str, unit: str) -> str:
    return dates.describe(value, weekday=True) if unit == "date" else value


def _unit(unit: str) -> str:
    return "" if unit in ("date", "year") else unit


def key_quotes(material: Material, _block: TemplateBlock) -> Blocks:
    """Every linked quote, under the first issue it bears on; under others a reference to it."""
    blocks: list[Block] = []
    printed: dict[str, str] = {}
    for issue in material.issues:
        quotes = material.quotes_of[issue.id]
        if not quotes:
            continue
        blocks.append(Heading(3, parts.text(issue.title)))
        for quote in quotes:
            if quote.id not in printed:
                printed[quote.id] = issue.title
                blocks.append(parts.quote_in_full(material, quote))
                continue
            first = quote.exact.split(". ")[0]
            marks = ("", "") if quote.form is QuoteForm.PARAPHRASE else material.profile.marks
            before, after = parts.text(f"See also {marks[0]}"), parts.text(f"{marks[1]}, under {printed[quote.id]}.")
            blocks.append(Paragraph((*before, Verbatim(first), *after)))
    return tuple(blocks)


def conventions(_material: Material, _block: TemplateBlock) -> Blocks:
    """What the words of this brief mean."""
    return parts.bullets(
        parts.text(
            "Words in quotation marks are verbatim: a passage of the archived source, checked again when this brief "
            "was made. An … inside them stood in the source; what we leave out is marked […]."
        ),
        parts.text("Cited: the source tells it at the place given; the wording is ours, and nothing was compared."),
        parts.text("Verified: the source's own words for it stand in the archive, and were compared again."),
        parts.text("In part verified: that holds for some of the places named; the others are cited."),
        parts.text("Derived: computed by us from cited figures."),
        parts.text("Planned, not confirmed: the day has passed, and no source says yet that it took place."),
    )
