"""A passage of an archived text as the fields of a quote or citation hold it, and the words that name its speaker.

Everything that quotes goes through here, so that words are slices of one text that is what was archived.
"""

from typing import Any

from briefing.errors import InvalidEntryError
from briefing.rules.anchors import make_anchor
from briefing.store.archive import Archived
from briefing.wording import say

NOT_NAMED = {"speaker_as_stated": "", "mention_start": None, "mention_end": None}
"""What a quote holds whose source names no speaker."""


def anchored(archived: Archived, start: Any, end: Any) -> dict[str, Any]:
    """The fields of an anchor at `text[start:end]`. Raises InvalidEntryError for a passage without words."""
    if not isinstance(start, int) or not isinstance(end, int):
        raise InvalidEntryError("start", "Passage", say("please enter a whole number."))
    try:
        anchor = make_anchor(archived.text, start, end, archived.version.text_sha256)
    except ValueError as error:
        raise InvalidEntryError("start", "Passage", say("%1.", error)) from None
    if not anchor.exact.strip():
        raise InvalidEntryError("start", "Passage", "the selection holds no words.")
    return {
        "exact": anchor.exact,
        "source_version": archived.version.id,
        "start": anchor.start,
        "end": anchor.end,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "text_sha256": anchor.text_sha256,
    }


def mention(text: str, start: Any, end: Any) -> dict[str, Any]:
    """The words by which a speaker is named, as a slice of the text; nothing for no place.

    Raises InvalidEntryError for a place that is not in the text.
    """
    if start is None and end is None:
        return dict(NOT_NAMED)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise not_there()
    return {"speaker_as_stated": text[start:end], "mention_start": start, "mention_end": end}


def not_there() -> InvalidEntryError:
    """What is said where words that name a speaker do not stand where they are said to."""
    reason = say("these words do not stand at this place of the source. Mark them there.")
    return InvalidEntryError("speaker_as_stated", "Speaker as stated", reason)
