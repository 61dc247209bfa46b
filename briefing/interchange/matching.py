"""Whether a work of a file is in the store already: by its id, its address, its DOI, or title, day and publisher.

An id that a program made up for itself counts only where something else agrees. Refuses to choose: where several
sources could be meant, all of them are named.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from briefing.interchange import csl, csl_kept
from briefing.model import Source

_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?\s*(10\.\d{4,9}/\S+)", re.I | re.ASCII)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)=", re.I | re.ASCII)
_SURE = ("http://", "https://", "urn:")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Marks:
    """What a work is known by. `record` is the id of the record in a store, `called` the id in another program."""

    record: str
    called: str
    address: str
    doi: str
    title: str
    issued: str
    publisher: str

    def contradicts(self, other: "Marks") -> bool:
        """Whether both have an address, or both a DOI, and not the same one."""
        pairs = ((self.address, other.address), (self.doi, other.doi))
        return any(ours and theirs and ours != theirs for ours, theirs in pairs)

    def supports(self, other: "Marks") -> bool:
        """Whether title, address or DOI is the same."""
        pairs = ((self.title, other.title), (self.address, other.address), (self.doi, other.doi))
        return any(ours and ours == theirs for ours, theirs in pairs)


def marks_of(values: Mapping[str, Any], record: str = "", called: str = "", doi: str = "") -> Marks:
    """The marks of a work with these fields of a source."""
    address = str(values.get("url") or "")
    return Marks(
        record,
        called,
        normalised(address),
        normalised_doi(doi) or normalised_doi(address),
        _folded(str(values.get("title") or "")),
        str(values.get("issued_edtf") or ""),
        _folded(str(values.get("publisher") or values.get("container_title") or "")),
    )


def marks_of_source(source: Source) -> Marks:
    """The marks of a source of the store, with what its notes keep of the file it came from."""
    kept = dict(reversed(csl_kept.split(source.notes)[1]))  # the first of two counts, as on the way out
    return marks_of(vars(source), source.id, kept.get("id", ""), kept.get("DOI", ""))


class Known:
    """The works of a store."""

    def __init__(self, works: Iterable[Marks]) -> None:
        """Nothing else counts as known."""
        self._by: dict[tuple[str, str], list[Marks]] = defaultdict(list)
        for one in works:
            self._by["own", f"{csl.URN}{one.record}"].append(one)
            for name in ("called", "address", "doi", "title"):
                if value := getattr(one, name):
                    self._by[name, value].append(one)

    def find(self, wanted: Marks) -> list[str]:
        """The ids of the records that may be this work: none, the one that is, or those between which to choose."""
        if own := self._by.get(("own", wanted.called)):
            return [own[0].record]
        called = [one for one in self._at("called", wanted) if wanted.called.startswith(_SURE) or one.supports(wanted)]
        for found in (called, self._at("address", wanted), self._at("doi", wanted), self._at_title(wanted)):
            if found:
                same = [one for one in found if one.title == wanted.title] if len(found) > 1 else []
                return [one.record for one in same or found]
        return []

    def _at(self, name: str, wanted: Marks) -> list[Marks]:
        value = getattr(wanted, name)
        return self._by.get((name, value), []) if value else []

    def _at_title(self, wanted: Marks) -> list[Marks]:
        return [
            one
            for one in self._at("title", wanted)
            if (one.issued, one.publisher) == (wanted.issued, wanted.publisher) and not one.contradicts(wanted)
        ]


def normalised(url: str) -> str:
    """An address without what does not change where it leads; empty for one that names a whole site, or is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    query = "&".join(one for one in parts.query.split("&") if one and not _TRACKING.match(one))
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not host or not (path or query):
        return ""
    place = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{place}{path}" + (f"?{query}" if query else "")


def normalised_doi(text: str) -> str:
    """A DOI in small letters, out of an address too; empty where there is none."""
    found = _DOI.match(text.strip())
    return found[1].rstrip(".,;").lower() if found else ""


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
