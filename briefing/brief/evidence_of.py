"""Takes what proves the quotes of a brief from the store: places, passages and texts, each quote checked once more.

Refuses a quote that is not what it was, as every export does. Writes nothing; `export/evidence.py` packs it.
"""

from briefing.brief.evidence import CitedQuote, Evidence
from briefing.brief.material import check
from briefing.brief.tree import Brief, QuoteBlock, walk_blocks
from briefing.errors import UnverifiedQuoteError
from briefing.model import Quote
from briefing.reading import Reading
from briefing.rules.anchors import CONTEXT
from briefing.wording import say

AROUND = 500
"""Code points of a passage on each side of its quote, where no other number is asked for; never below `CONTEXT`."""


def evidence_of(reading: Reading, brief: Brief, *, around: int = AROUND, whole_texts: bool = False) -> Evidence:
    """The evidence for the verbatim quotes of `brief`, in reading order, each once.

    `whole_texts` adds the archived texts themselves; ask for them only where the rights of the sources allow it.
    Raises UnverifiedQuoteError, naming the quote, where one no longer matches its archive or the brief says other
    words than the store; NotFoundError where the store does not have it.
    """
    blocks = {block.id: block for block in walk_blocks(brief.blocks) if isinstance(block, QuoteBlock)}
    texts: dict[str, str] = {}
    quotes = []
    for block in blocks.values():
        quote, text = _cited(reading, block, around)
        quotes.append(quote)
        if whole_texts:
            texts[quote.text_sha256] = text
    return Evidence(tuple(quotes), texts)


def _cited(reading: Reading, block: QuoteBlock, around: int) -> tuple[CitedQuote, str]:
    quote = reading.get(Quote, block.id)
    check(reading, quote)
    archived = reading.quote_archive(quote)
    if archived is None or quote.start is None or quote.end is None or quote.exact != block.exact:
        raise UnverifiedQuoteError(
            say(
                "The quote %1 “%2” is not in the store as the brief has it, so nothing can prove it. Compose the brief "
                "again.",
                reading.reference(quote),
                block.exact[:60],
            )
        )
    around = max(around, CONTEXT)  # what a quote keeps of its surroundings can be held against the passage
    first = max(0, quote.start - around)
    source = archived.source
    cited = CitedQuote(
        id=quote.id,
        exact=quote.exact,
        speaker=block.speaker,
        start=quote.start,
        end=quote.end,
        prefix=quote.prefix,
        suffix=quote.suffix,
        text_sha256=quote.text_sha256,
        source_title=source.title,
        publication=source.container_title or source.publisher,
        issued=source.issued_edtf,
        passage=archived.text[first : quote.end + around],
        passage_start=first,
    )
    return cited, archived.text
