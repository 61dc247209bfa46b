"""Where the words of one quote come from, as fully as a reader needs to find them: the parts of its citation."""

from dataclasses import dataclass

from briefing.brief.material import speaker_of
from briefing.model import Quote
from briefing.reading import Reading
from briefing.rules import dates
from briefing.terms import QuoteForm


@dataclass(frozen=True)
class Cited:
    """The parts of a citation; empty where something is not known. `state` is that of the quote, checked now."""

    words: str
    paraphrase: bool
    state: str
    speaker: str
    day: str
    title: str
    published_in: str
    issued: str
    locator: str
    url: str


def cited(reading: Reading, quote: Quote) -> Cited:
    """The citation of a quote: who said it in which role and when, and the source with its place and day."""
    source = reading.quote_source(quote)
    return Cited(
        words=quote.exact,
        paraphrase=quote.form is QuoteForm.PARAPHRASE,
        state=reading.quote_state(quote),
        speaker=speaker_of(reading, quote),
        day=dates.describe(quote.date_edtf),
        title=source.title if source else "",
        published_in=(source.container_title or source.publisher) if source else "",
        issued=dates.describe(source.issued_edtf) if source else "",
        locator=quote.locator,
        url=source.url if source else "",
    )
