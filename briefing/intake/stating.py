"""Dates, languages and addresses as files state them → the form we keep. Strict: what is not well formed is not stated.

The day is that of the clock the file used; nothing is converted between time zones, and nothing is guessed.
"""

import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from briefing.intake.readfile import Stated
from briefing.rules.validation import without_controls

_ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), *)?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" \d{1,2}:\d{2}(?::\d{2})? *(?:[+-]\d{4}|[A-Z]{1,5})?(?: *\([^()]{0,60}\))?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(?:\d{2,6})?(?:Z|[+-]\d{2}'?\d{0,2}'?)?(?:00'00'?)?", re.ASCII)
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE | re.ASCII)
_BLANKS = re.compile(r"\s+")
_LONGEST = 1000
MOST_VALUES = 50
"""Values of a field that are kept: a file may state any number."""


def iso_day(text: str) -> str:
    """EDTF for an ISO 8601 date or date and time; empty where it is none, or no such day."""
    text = text.strip()
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match else ""


def mail_day(text: str) -> str:
    """EDTF for a date of RFC 5322 ("Thu, 18 Aug 2022 21:05:00 +0200"); empty where it is none."""
    match = _MAIL.fullmatch(_BLANKS.sub(" ", text.strip()))
    return _day(match[3], f"{_MONTHS.index(match[2].lower()) + 1:02d}", f"{int(match[1]):02d}") if match else ""


def pdf_day(text: str) -> str:
    """EDTF for a date of a PDF ("D:20220818210500+02'00'"); empty where it is none."""
    match = _PDF.fullmatch(text.strip())
    return _day(match[1], match[2], match[3]) if match else ""


def language(text: str) -> str:
    """A language tag as BCP 47 writes it ("en_GB" → "en-GB"); empty where it is none."""
    tag = text.strip().replace("_", "-").split(".")[0]
    if not _TAG.fullmatch(tag) or tag.lower() in ("und", "mul", "zxx", "x-none"):
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_subtag(one) for one in rest)])


def address(text: str) -> str:
    """A web address; empty for anything else, such as a script or a file of somebody's computer."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    good = parts.scheme.lower() in ("http", "https") and parts.netloc and len(text) <= 2000
    return text if good and not re.search(r"[\s\x00-\x20<>\"]", text) else ""


def stated(field: str, value: str, where: str) -> list[Stated]:
    """What is stated for `field`, in the form we keep; nothing where the value is empty or malformed."""
    literal = _BLANKS.sub(" ", in_characters(value)).strip()[:_LONGEST]
    kept = {"published": iso_day, "created": iso_day, "language": language, "address": address}.get(field, str)(literal)
    if not kept:
        return []
    return [Stated(field=field, value=kept, where=where, literal=literal if literal != kept else "")]


def in_characters(text: str) -> str:
    """`text` as a field may hold it: no controls, and a question mark for half a character."""
    return without_controls(text.encode("utf-8", "replace").decode("utf-8"))


def each_once(found: list[Stated]) -> tuple[Stated, ...]:
    """The same, each value of a field once, at its most trusted place; of each field no more than are kept."""
    kept: dict[tuple[str, str], Stated] = {}
    counted: Counter[str] = Counter()
    for one in found:
        name = one.field, one.value.casefold()
        if name not in kept and counted[one.field] < MOST_VALUES:
            counted[one.field] += 1
            kept[name] = one
    return tuple(kept.values())


def _subtag(text: str) -> str:
    if len(text) == 2:
        return text.upper()
    return text.title() if len(text) == 4 else text.lower()


def _day(year: str, month: str | None, day: str | None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)
