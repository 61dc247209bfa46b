"""Verified quotes → W3C Web Annotations (JSON-LD), as the Recommendation of 23 February 2017 has them.

One collection with one page. Each quote is a highlight of its source: a text quote selector with what stands around
the words, and a text position selector in Unicode code points, as the model demands. The positions hold in the archived
text, so the state of the target names that copy and its SHA-256. Who said the words is told in a body: the speaker did
not make the annotation, and who did is nobody's business, so no creator is named.

Refuses to: know a store, and to say of its own accord what is verified; the caller gives verified quotes alone.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from briefing.model import Quote, Source, SourceVersion
from briefing.rules import dates
from briefing.terms import SpeakerCertainty

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_TERMS = "urn:briefing-desk:"
_MEDIA_TYPE = re.compile(r"[a-z]+/[^\s/]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_SHOWN = {
    SpeakerCertainty.NAMED: "",
    SpeakerCertainty.BY_CONTINUATION: "named in the sentence before",
    SpeakerCertainty.ANONYMOUS: "not named in the source",
    SpeakerCertainty.COLLECTIVE: "a collective speaker",
    SpeakerCertainty.DISPUTED: "disputed",
}


@dataclass(frozen=True)
class Annotated:
    """A verified quote with its source and the archived text it is a slice of.

    `name` is the speaker's, `speaker` the name with the role at the time; both empty where nobody is stated.
    """

    quote: Quote
    source: Source
    version: SourceVersion
    name: str
    speaker: str


def written(quotes: Iterable[Annotated], label: str) -> bytes:
    """The file, called `label` for people. The same quotes give the same bytes; there must be one at least."""
    items = [_annotation(one) for one in sorted(quotes, key=_place)]
    text = json.dumps(items, ensure_ascii=False, sort_keys=True)
    collection, page = (_urn(_made_from(f"{part}\n{label}\n{text}")) for part in ("collection", "page"))
    first = {"id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items}
    whole = {
        "@context": [CONTEXT, {"briefing": _TERMS}],
        "id": collection,
        "type": "AnnotationCollection",
        "label": label,
        "generator": {"type": "Software", "name": "Briefing Desk"},
        "total": len(items),
        "first": first,
        "last": page,
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


def _place(one: Annotated) -> tuple[str, str, int, str]:
    return one.source.id, one.version.id, one.quote.start or 0, one.quote.id


def _annotation(one: Annotated) -> dict[str, Any]:
    quote = one.quote
    made: dict[str, Any] = {"id": _urn(quote.id), "type": "Annotation", "motivation": "highlighting"}
    if bodies := _bodies(one):
        made["body"] = bodies
    made["target"] = {
        "type": "SpecificResource",
        "source": _source(one),
        "state": _state(one),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        ],
    }
    return made


def _state(one: Annotated) -> dict[str, str]:
    """The archived text in which the positions hold, its hash, and how it was taken from the file."""
    made = {"type": "TimeState", "cached": _urn(one.version.id), "briefing:textSha256": one.quote.text_sha256}
    return {**made, "briefing:textMethod": one.version.text_method} if one.version.text_method else made


def _bodies(one: Annotated) -> list[dict[str, str]]:
    """The speaker in words and as a tag, and the marking of the quote, each as far as there is one."""
    bodies = []
    if one.speaker:
        day = dates.describe(one.quote.date_edtf)
        how = _SHOWN[one.quote.speaker_certainty]
        said = ", ".join(part for part in (one.speaker, day) if part)
        bodies.append(_body("describing", f"Speaker: {said} ({how})" if how else f"Speaker: {said}", "en"))
        bodies.append(_body("tagging", one.name, ""))
    if one.quote.marking:
        bodies.append(_body("classifying", one.quote.marking, ""))
    return bodies


def _body(purpose: str, value: str, language: str) -> dict[str, str]:
    made = {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
    return {**made, "language": language} if language else made


def _source(one: Annotated) -> dict[str, str]:
    """The source by its address, or by the id of its record; with title, form and language as far as they are known."""
    source = one.source
    made = {"id": source.url if _is_address(source.url) else _urn(source.id), "type": "Text"}
    made["dcterms:title"] = source.title
    if _MEDIA_TYPE.fullmatch(one.version.media_type):
        made["format"] = one.version.media_type
    language = source.language.rstrip("?")
    if _LANGUAGE.fullmatch(language):
        made["language"] = language
    return made


def _is_address(url: str) -> bool:
    """Whether this can stand as an IRI: other programs take whatever stands there for one."""
    return url.lower().startswith(("http://", "https://")) and not any(
        one.isspace() or one in '<>"{}|\\^`' for one in url
    )


def _made_from(text: str) -> str:
    """An id that follows from a text alone (UUID, version 8)."""
    value = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16])
    return str(uuid.UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62))


def _urn(name: str) -> str:
    return f"urn:uuid:{name}"
