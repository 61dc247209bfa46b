"""What CSL-JSON knows by name: types and variables of CSL 1.0.2, and the type of source that is nearest to each."""

from collections.abc import Mapping
from types import MappingProxyType

from briefing.fieldspec import field_specs
from briefing.model import Source
from briefing.terms import SourceType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "container-title": "container_title",
        "publisher": "publisher",
        "language": "language",
        "URL": "url",
    }
)
"""Variables that are a line of a source, and the field that holds them."""
DATES: Mapping[str, str] = MappingProxyType({"issued": "issued_edtf", "accessed": "accessed_edtf"})
"""Variables that are a date of a source, and the field that holds them."""
_SAID = frozenset({"type", "author", "notes", "deleted", *TEXTS.values(), *DATES.values()})
OWN = tuple(spec.name for spec in field_specs(Source) if spec.name not in _SAID)
"""Fields of a source that CSL has no variable for; they travel under `custom`."""

_NEAREST: Mapping[SourceType, str] = MappingProxyType(
    {
        SourceType.ARTICLE_NEWSPAPER: "article-newspaper article-magazine article-journal review review-book "
        "periodical",
        SourceType.SPEECH: "speech event hearing performance paper-conference",
        SourceType.LEGISLATION: "legislation bill regulation treaty legal_case",
        SourceType.REPORT: "report article book chapter classic collection dataset document entry entry-dictionary "
        "entry-encyclopedia figure graphic manuscript map musical_score pamphlet patent standard thesis",
        SourceType.WEBPAGE: "webpage post post-weblog software",
        SourceType.INTERVIEW: "interview",
        SourceType.BROADCAST: "broadcast motion_picture song",
        SourceType.PERSONAL_COMMUNICATION: "personal_communication",
    }
)
TYPES: Mapping[str, SourceType] = MappingProxyType(
    {name: ours for ours, listed in _NEAREST.items() for name in listed.split()}
)
"""Every type of CSL, and the type of source that comes nearest."""

FURTHER_DATES = frozenset({"available-date", "event-date", "original-date", "submitted"})
FURTHER_NAMES = frozenset(
    {
        "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator", "director",
        "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator",
        "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer",
        "series-creator", "translator",
    }
)  # fmt: skip
FURTHER_TEXTS = frozenset(
    {
        "DOI", "ISBN", "ISSN", "PMCID", "PMID", "abstract", "annote", "archive", "archive-place", "archive_collection",
        "archive_location", "authority", "call-number", "chapter-number", "citation-key", "citation-label",
        "citation-number", "collection-number", "collection-title", "container-title-short", "dimensions", "division",
        "edition", "event", "event-place", "event-title", "first-reference-note-number", "genre", "issue",
        "journalAbbreviation", "jurisdiction", "keyword", "locator", "medium", "number", "number-of-pages",
        "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page", "page-first",
        "part", "part-title", "printing", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale",
        "section", "shortTitle", "source", "status", "supplement", "title-short", "version", "volume", "volume-title",
        "volume-title-short", "year-suffix",
    }
)  # fmt: skip
"""Variables that no field of a source is for; they stand in its notes, and go out again as what they were."""
