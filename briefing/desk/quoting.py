"""Which words may stand in quotation marks: only those that are an exact slice of an archived text.

Whatever way the form of a quote is changed, it passes here: to a paraphrase it loses its place in the source, back
to a quotation it must be that slice again.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from briefing.desk.anchoring import anchored, not_there
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import Quote
from briefing.rules.anchors import Anchor, occurrences
from briefing.rules.validation import clean, spec_of
from briefing.store import archive, history
from briefing.store.store import Store
from briefing.terms import AnchorState, QuoteForm
from briefing.wording import say

WITHOUT_PLACE: Mapping[str, Any] = MappingProxyType(
    {
        "start": None,
        "end": None,
        "prefix": "",
        "suffix": "",
        "text_sha256": "",
        "mention_start": None,
        "mention_end": None,
    }
)
"""What a paraphrase holds instead of a place in its source."""
_WORDS = frozenset({"exact", "source_version", "speaker_as_stated", *WITHOUT_PLACE})
_OURS = frozenset({"exact", "source_version", "speaker_as_stated"})
"""What can be written where the words are our own."""


def form_of(value: Any) -> QuoteForm:
    """A form as somebody wrote it. Raises InvalidEntryError where there is none of that name."""
    return QuoteForm(clean(spec_of(Quote.KIND, "form"), value))


def edited(store: Store, quote: Quote, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` for a quote, with what a change of its form brings along. Raises InvalidEntryError with a sentence."""
    form = form_of(values.get("form", quote.form))
    given = sorted(_WORDS & set(values))
    ours = form is QuoteForm.PARAPHRASE
    allowed = _OURS if quote.form is QuoteForm.PARAPHRASE else {"exact"} if ours else set[str]()
    if not set(given) <= allowed:
        raise InvalidEntryError(
            given[0],
            "Words",
            "a verbatim quote is a slice of its source and cannot be edited. "
            "Capture the right passage in the source, or record a paraphrase.",
        )
    if ours and quote.form is not QuoteForm.PARAPHRASE:
        return {**values, **WITHOUT_PLACE}
    if not ours and quote.form is QuoteForm.PARAPHRASE:
        version = str(values.get("source_version", quote.source_version))
        return {**values, **_placed(store, quote.id, version, str(values.get("exact", quote.exact)))}
    return dict(values)


def refuse_unproved(store: Store, values: Mapping[str, Any]) -> None:
    """Raise InvalidEntryError for the fields of a new quote that claims to be verbatim and is no slice of a source."""
    if form_of(values.get("form", QuoteForm.FULL)) is QuoteForm.PARAPHRASE:
        return
    if any(values.get(name) not in ("", None) for name in ("speaker_as_stated", "mention_start", "mention_end")):
        _refuse_unstated(store, values)
    names = ("source_version", "start", "end", "prefix", "suffix", "text_sha256", "exact")
    quote = Quote(id="", **{name: values[name] for name in names if name in values})
    if archive.state_of(store, quote) is not AnchorState.VERIFIED:
        reason = say("only a passage captured in its source stands in quotation marks. Or say that it is a paraphrase.")
        raise InvalidEntryError("form", "Form", reason)


def _refuse_unstated(store: Store, values: Mapping[str, Any]) -> None:
    """Refuse words by which a source would name a speaker, and does not."""
    version = str(values.get("source_version") or "")
    text = archive.version_text(store, version).text if version else ""
    start, end = values.get("mention_start"), values.get("mention_end")
    whole = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    if not whole or text[start:end] != values.get("speaker_as_stated"):
        raise not_there()


def _placed(store: Store, quote: str, version: str, words: str) -> dict[str, Any]:
    """The place of the words of a paraphrase in the text it was once taken from."""
    try:
        archived = archive.version_text(store, version) if version else None
    except NotFoundError:
        archived = None
    if archived is None or not archived.intact:
        raise _refused(say("these are our own words. To quote, capture the passage in its source."))
    places = occurrences(archived.text, Anchor(words, 0, 0, "", "", ""))
    if not places:
        reason = say(
            "these are our own words, not those of the source. Undo the change of the words, or put them back from "
            "their history; or capture the passage in its source."
        )
        raise _refused(reason)
    if len(places) > 1:  # then the place where they were captured counts
        starts = [
            one for entry in history.field_history(store, Quote.KIND, quote, "start") for one in (entry.new, entry.old)
        ]
        places = [one for one in starts if one in places][:1]
    if not places:
        reason = say("these words stand in the source more than once. Undo, or capture the passage in its source.")
        raise _refused(reason)
    place = anchored(archived, places[0], places[0] + len(words))
    return {name: place[name] for name in ("start", "end", "prefix", "suffix", "text_sha256")}


def _refused(reason: str) -> InvalidEntryError:
    return InvalidEntryError("form", "Form", reason)
