"""What a web page states about itself: its meta tags, its JSON-LD, its language and its addresses.

Responsible for naming the place of each. Refuses to read the words of the page for it, and to believe a malformed date.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.intake.readfile import Stated
from briefing.intake.stating import address, each_once, stated
from briefing.intake.tags import attributes, characters, tokens

_METAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "headline")),
    ("publisher", ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "article:publisher")),
    ("author", ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author")),
    (
        "published",
        (
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "citation_publication_date",
            "dc.date.issued",
            "dcterms.issued",
            "parsely-pub-date",
            "dc.date",
            "date",
        ),
    ),
    ("language", ("og:locale", "content-language", "dc.language", "inlanguage")),
    ("address", ("og:url", "citation_public_url")),
)
_KNOWN = {name: field for field, names in _METAS for name in names}
_LD_FIELDS = (
    ("headline", "title"),
    ("publisher", "publisher"),
    ("author", "author"),
    ("datePublished", "published"),
    ("inLanguage", "language"),
    ("url", "address"),
    ("mainEntityOfPage", "address"),
)
_LD_TYPES = ("article", "posting", "report", "speakable", "statement")
_SAVED = re.compile(r"<!--\s{0,3}saved from url=\(\d{1,5}\)(\S{1,2000})\s{0,3}-->")
_LARGEST_LD = 500_000
_MOST = 400
"""Meta tags, and objects of JSON-LD, that are looked at."""


def page_states(page: str) -> tuple[Stated, ...]:
    """All that `page`, the decoded HTML, states about itself, the most trusted place of each field first."""
    metas: list[tuple[str, str]] = []
    data: list[str] = []
    rest: list[Stated] = []
    for kind, content, written in tokens(page):
        if kind == "raw:script" and attributes(written).get("type", "").strip().lower() == "application/ld+json":
            data.append(content)
        elif kind in ("open", "empty") and content in ("meta", "html", "link", "time"):
            given = attributes(written)
            if content == "meta" and len(metas) < _MOST:
                name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv")
                metas.append(((name or "").strip(), given.get("content", "")))
            else:
                rest += _of_tag(content, given)
    found = [one for text in data for one in _of_json(text)]
    for field, names in _METAS:
        for wanted in names:
            for name, value in metas:
                if name.lower() == wanted and _fits(field, value):
                    found += stated(field, value, _place(name))
    if saved := _SAVED.search(page[:4096]):
        found += stated("address", saved[1], "the note of the browser that saved the page")
    return each_once(_in_order(found + rest))


def _of_tag(tag: str, given: dict[str, str]) -> list[Stated]:
    if tag == "html":
        return stated("language", given.get("lang") or given.get("xml:lang") or "", "<html lang>")
    if tag == "link" and "canonical" in given.get("rel", "").lower().split():
        return stated("address", given.get("href", ""), "<link rel=canonical>")
    if tag == "time" and ("datepublished" in given.get("itemprop", "").lower().split() or "pubdate" in given):
        return stated("published", given.get("datetime", ""), "<time> marked as the date of publication")
    return []


def _place(name: str) -> str:
    return f"meta property {name}" if ":" in name else f"meta name {name}"


def _fits(field: str, value: str) -> bool:
    """An author or a publisher who is only an address of a profile is none."""
    return field not in ("author", "publisher") or not address(value)


def _in_order(found: list[Stated]) -> list[Stated]:
    """The language of the page itself comes before that of its cards; an address before the one it was saved from."""
    first = {"<html lang>": -2, "<link rel=canonical>": -2}
    return sorted(found, key=lambda one: first.get(one.where, 0))


def _of_json(text: str) -> Iterator[Stated]:
    if len(text) > _LARGEST_LD:
        return
    try:
        whole = json.loads(text.strip().removeprefix("<![CDATA[").removesuffix("]]>"))
    except (ValueError, RecursionError):
        return
    for thing in _things(whole):
        if any(kind in one.lower() for one in _words(thing.get("@type")) for kind in _LD_TYPES):
            for name, field in _LD_FIELDS:
                for value in map(characters, _words(thing.get(name))):
                    if _fits(field, value):
                        yield from stated(field, value, f"JSON-LD {name}")


def _things(whole: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of a piece of JSON-LD, in order."""
    waiting = [whole]
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST]
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _words(value: Any) -> list[str]:
    """The words of a value: a text, the name or address of an object, or those of several."""
    several = value[:20] if isinstance(value, list) else [value]
    words = []
    for one in several:
        given = (one.get("name") or one.get("@id") or "") if isinstance(one, dict) else one
        if isinstance(given, str) and given.strip():
            words.append(given)
    return words
