"""From an open store: what goes into a pouch beside a brief's words. Reads only; what is hidden from it is not there.

Records are told as they were when the brief was issued, by a short list of fields that readers may see. Refuses to take
along: internal notes, lines to take, what is in the bin, and remarks on drafts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from briefing.brief.material import check, speaker_of
from briefing.brief.quote_sheet import shows_surroundings
from briefing.brief.tree import Brief
from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS, Comment, Quote, Record
from briefing.pouch.contents import Passage, PouchedRecord
from briefing.reading import Reading
from briefing.review_model import Remark
from briefing.rules import dates
from briefing.rules.passages import surroundings
from briefing.store import since
from briefing.terms import QuoteForm, in_words

_TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "source": ("container_title", "publisher", "issued_edtf", "language", "url"),
        "actor": ("kind", "name_native", "role_as_stated", "pronunciation"),
        "issue": ("status", "status_since_edtf", "trend", "priority", "deadline_edtf", "next_step"),
        "event": ("kind", "date_edtf", "modality", "place"),
        "quote": ("speaker", "date_edtf", "place", "locator"),
        "fact": ("value", "unit", "as_at_edtf", "credibility"),
        "position": ("actor", "issue", "stance", "valid_from_edtf", "valid_to_edtf", "attribution"),
    }
)
"""What a reader may see of a record behind a brief, beside its title."""


def records_of(reading: Reading, ids: Collection[str], step: str) -> tuple[PouchedRecord, ...]:
    """The records of these ids as they were at a step, by kind; those in the bin and those made since are left out."""
    number = since.step_named(reading.store, step)
    watched = {kind: (KINDS[kind].TITLE, *names) for kind, names in _TOLD.items()}
    then = since.past(reading.store, number, watched)
    found = []
    for kind, names in _TOLD.items():
        specs = {spec.name: spec for spec in field_specs(KINDS[kind])}
        for record in reading.among(KINDS[kind], ids):
            if not then.lived(record):
                continue
            told = [(specs[name].label, _value(reading, then, record, specs[name])) for name in names]
            title = str(then.held(record, record.TITLE))
            found.append(PouchedRecord(record.id, kind, title, tuple(pair for pair in told if pair[1])))
    return tuple(found)


def _value(reading: Reading, then: since.Past, record: Record, spec: FieldSpec) -> str:
    value: Any = then.held(record, spec.name)
    if not value:
        return ""
    if spec.type is FieldType.DATE:
        return dates.describe(str(value))
    if spec.type is FieldType.REF:
        return reading.title(spec.target, str(value))
    return in_words(str(value)) if spec.type is FieldType.CHOICE else str(value)


def passages_of(reading: Reading, tree: Brief) -> tuple[Passage, ...]:
    """The verbatim quotes of a brief, each with the sentences around it where the rights of the source allow it.

    Each is checked once more: raises UnverifiedQuoteError, naming the quote, where one is not what it was.
    """
    order = {one: place for place, one in enumerate(tree.quotes)}
    found = []
    for quote in sorted(reading.among(Quote, tree.quotes), key=lambda one: order[one.id]):
        if quote.form is QuoteForm.PARAPHRASE or quote.start is None or quote.end is None:
            continue
        check(reading, quote)
        archived = reading.quote_archive(quote)
        assert archived is not None  # or the check would have said so
        around = (quote.start, quote.end)
        if shows_surroundings(archived.source):
            around = surroundings(archived.text, quote.start, quote.end)
        source = archived.source
        found.append(
            Passage(
                quote=quote.id,
                passage=archived.text[around[0] : around[1]],
                start=quote.start - around[0],
                end=quote.end - around[0],
                at=around[0],
                text_sha256=quote.text_sha256,
                speaker=speaker_of(reading, quote),
                source_title=source.title,
                publication=source.container_title or source.publisher,
                issued=dates.describe(source.issued_edtf),
                locator=quote.locator,
            )
        )
    return tuple(found)


def notes_for(reading: Reading, brief: str, versions: Sequence[int | None]) -> tuple[Remark, ...]:
    """The comments and decisions on these issued versions of a brief; what was said of a draft stays at the desk."""
    notes: list[Remark] = [*reading.comments_on(brief), *reading.decisions_on(brief)]
    chosen = [note for note in notes if note.version is not None and note.version in versions]
    there = {note.id for note in chosen}
    return tuple(_alone(note) if isinstance(note, Comment) and note.parent not in there else note for note in chosen)


def _alone(note: Comment) -> Comment:
    """A reply to something that stays at the desk, as a comment of its own."""
    return replace(note, parent="") if note.parent else note


def told_in(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the records that an issued version tells of, from what is kept of it."""
    records = content.get("records")
    return tuple(records) if isinstance(records, dict) else ()


def list_of(text: str) -> list[str]:
    """The readers that a brief names, one a line or between semicolons."""
    return [one.strip() for one in text.replace("\n", ";").split(";") if one.strip()]
