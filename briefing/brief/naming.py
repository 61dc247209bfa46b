"""How an update names a record and shows the value of one of its fields, then and now."""

from briefing.brief import parts
from briefing.brief.material import speaker_of
from briefing.brief.since import Since
from briefing.brief.tree import Runs, Verbatim
from briefing.fieldspec import FieldType
from briefing.model import Fact, Position, Quote, Record
from briefing.rules import dates
from briefing.rules.validation import spec_of
from briefing.terms import CREDIBILITY_WORDS, QuoteForm, in_words


def named(since: Since, record: Record, *, then: bool = False, plainly: bool = False) -> str:
    """What a record is called; `then`: what it was called at the step; `plainly`: by its own words alone."""
    reading = since.material.reading
    if isinstance(record, Quote):
        if plainly:
            return str(since.past.held(record, "exact"))
        day = dates.describe(record.date_edtf)
        return ", ".join(
            part for part in (f"Quote of {speaker_of(reading, record) or 'an unknown speaker'}", day) if part
        )
    if isinstance(record, Position):
        if plainly:
            return str(since.past.held(record, "summary"))
        return f"{reading.title('actor', record.actor)} on “{reading.title('issue', record.issue)}”"
    name = type(record).TITLE
    return str(since.past.held(record, name) if then or plainly else getattr(record, name))


def shown(since: Since, record: Record, name: str) -> Runs:
    """The value of a field at the step; nothing where it was empty, or may not be told."""
    value = since.past.held(record, name)
    if isinstance(record, Fact) and name in ("value", "unit"):
        return parts.text(figure(str(since.past.held(record, "value")), str(since.past.held(record, "unit"))))
    return _shown(since, record, name, value)


def shown_now(since: Since, record: Record, name: str) -> Runs:
    """The value of a field now; the words of a verbatim quote stand between its marks, after a check."""
    if isinstance(record, Fact) and name in ("value", "unit"):
        return parts.text(figure(record.value, record.unit))
    if isinstance(record, Quote) and name == "exact" and record.form is not QuoteForm.PARAPHRASE:
        return parts.in_marks(since.material.quote_block(record))
    return _shown(since, record, name, getattr(record, name))


def _shown(since: Since, record: Record, name: str, value: object) -> Runs:
    spec = spec_of(record.KIND, name)
    if spec.type is FieldType.FLAG:
        return parts.text("yes" if value else "no")
    words = str(value or "")
    if not words:
        return ()
    match spec.type:
        case FieldType.DATE:
            return parts.text(dates.describe(words, weekday=since.material.profile.weekdays))
        case FieldType.REF:
            title = since.material.reading.title(spec.target, words)
            return parts.text(title) if title else ()
        case FieldType.VERBATIM:
            return (Verbatim(words),)
        case FieldType.CHOICE if name == "credibility":
            return parts.text(CREDIBILITY_WORDS[words])
        case FieldType.CHOICE if name == "trend":
            return parts.text(parts.trend_words(words))
        case FieldType.CHOICE:
            return parts.text(in_words(words))
        case _:
            return parts.text(words)


def figure(value: str, unit: str) -> str:
    """A fact's value with its unit; a day in words."""
    if unit == "date":
        return dates.describe(value, weekday=True)
    return " ".join(part for part in (value, "" if unit == "year" else unit) if part)
