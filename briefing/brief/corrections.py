"""What earlier versions said wrongly: of what was printed then, the values that somebody put right since.

A plan that was moved, a figure of a later day, a date that became more precise are changes, not corrections.
"""

from briefing.brief import parts
from briefing.brief.material import Material
from briefing.brief.naming import figure, named, shown, shown_now
from briefing.brief.since import Since, since_of
from briefing.brief.tree import Blocks, Emph, Paragraph, Runs
from briefing.model import Event, Fact, Quote, Record
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock
from briefing.terms import Modality, QuoteForm

_TOOK_PLACE = frozenset({Modality.OCCURRED, Modality.ONGOING})


def corrections(material: Material, block: TemplateBlock) -> Blocks:
    """A sentence for each correction, then the officer's own words; “None.” where there is neither."""
    since = since_of(material)
    items = []
    for group in (material.events, material.quotes, material.facts, since.gone):
        for record in group:
            items += [_line(since, record, name) for name in _names(since, record) if corrects(since, record, name)]
    own = parts.own(material, material.own_words.get(block.name, ""))
    return (*parts.bullets(*items), *own) or (Paragraph(parts.text("None.")),)


def _names(since: Since, record: Record) -> tuple[str, ...]:
    if record in since.gone:
        return ("deleted",)
    changed = since.changed(record)
    both = isinstance(record, Fact) and {"value", "unit"} <= set(changed)
    return tuple(name for name in changed if not (both and name == "unit"))


def corrects(since: Since, record: Record, name: str) -> bool:
    """Whether the present value of a field puts right what the earlier version said."""
    if not since.earlier.issued or not since.tellable(record) or not since.bore(record):
        return False
    if name == "deleted":
        return bool(record.deleted) and since.earlier.said(named(since, record, plainly=True))
    if isinstance(record, Event):
        return _event(since, record, name)
    if isinstance(record, Fact):
        return _fact(since, record, name)
    return isinstance(record, Quote) and _quote(since, record, name)


def _event(since: Since, event: Event, name: str) -> bool:
    title, old = named(since, event, then=True), str(since.past.held(event, name))
    state = since.past.held(event, "modality")
    if not old or state == Modality.PLANNED:
        return False
    match name:
        case "date_edtf":
            return not _narrower(event.date_edtf, old) and since.earlier.said(title, dates.describe(old))
        case "place":
            return since.earlier.said(title, old)
        case "modality":
            return old in _TOOK_PLACE and event.modality not in _TOOK_PLACE and since.earlier.said(title)
        case _:
            return False


def _narrower(new: str, old: str) -> bool:
    """Whether a date says the same, only closer."""
    first, last = dates.bounds(new)
    earliest, latest = dates.bounds(old)
    return bool(first and last) and (earliest or "") <= str(first) and str(last) <= (latest or "9999")


def _fact(since: Since, fact: Fact, name: str) -> bool:
    if name not in ("value", "unit") or since.past.differs(fact, "as_at_edtf"):
        return False
    old = figure(str(since.past.held(fact, "value")), str(since.past.held(fact, "unit")))
    return bool(old) and since.earlier.said(named(since, fact, then=True), old)


def _quote(since: Since, quote: Quote, name: str) -> bool:
    words, old = str(since.past.held(quote, "exact")), str(since.past.held(quote, name))
    match name:
        case "exact":
            return since.earlier.said(words)
        case "speaker":
            before = since.material.reading.title("actor", old)
            return bool(before) and since.earlier.said(words, before)
        case "date_edtf":
            return bool(old) and since.earlier.said(words, dates.describe(old))
        case "form":
            return quote.form is QuoteForm.PARAPHRASE and since.earlier.said(words)
        case _:
            return False


def _line(since: Since, record: Record, name: str) -> Runs:
    material = since.material
    before, now = shown(since, record, name), shown_now(since, record, name) or parts.text("not stated")
    told: tuple[str | Runs, ...]
    match name:
        case "deleted" if isinstance(record, Quote):
            told = ("printed the words ", (Emph(shown(since, record, "exact")),), "; they have been taken back.")
        case "deleted":
            told = ("reported it; it has been taken back.",)
        case "speaker":
            told = ("named ", before, " as the speaker; it is ", now, ".")
        case "exact":
            told = ("gave the words ", (Emph(before),), "; they are ", now, ".")
        case "form":
            told = ("printed it as verbatim; it is a paraphrase.",)
        case "modality":
            told = ("reported it as ", before, "; it is ", now, ".")
        case _:
            told = ("said ", before, "; it is ", now, ".")
    runs = [run for part in told for run in (parts.text(part) if isinstance(part, str) else part)]
    head = (*material.told(record), parts.strong(f"{named(since, record)}:"), *parts.text(f" {since.earlier.name} "))
    source = material.reading.quote_source(record) if isinstance(record, Quote) and not record.deleted else None
    notes = (material.notes.ref(source),) if source else material.notes.cited(material.reading.citations(record.id))
    return (*head, *runs, *notes)
