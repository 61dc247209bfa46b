"""CSL-JSON → the fields of sources. Whatever is wrong with a file is told; the items that are sound come in.

A file is untrusted: it may be no JSON, no list, far too large, or hold anything in any place. Nothing is fetched, and
nothing is invented: what an item does not say stays empty, and what no field is for goes into the notes.
"""

import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import IntakeError, InvalidEntryError
from briefing.fieldspec import LINE_LIMIT, PROSE_LIMIT
from briefing.interchange import csl_dates, csl_kept, csl_text
from briefing.interchange.csl import OURS, form, shortened
from briefing.interchange.csl_kept import Kept
from briefing.interchange.csl_variables import DATES, FURTHER_DATES, FURTHER_NAMES, FURTHER_TEXTS, OWN, TEXTS, TYPES
from briefing.rules.validation import clean, spec_of
from briefing.terms import SourceType, in_words
from briefing.wording import named, say, say_many

LARGEST = 50_000_000
"""Bytes of a file."""
MOST = 10_000
"""Items of a file."""
_AUTHORS = 500
_KNOWN = frozenset({"id", "type", "author", "note", "custom", "categories", *TEXTS, *DATES})
_FURTHER = FURTHER_DATES | FURTHER_NAMES | FURTHER_TEXTS
_LISTS = ("items", "references")
"""Under these names some programs put the list into an object."""
_TITLES = ("title-short", "shortTitle", "container-title", "URL")
"""What is taken for a title where an item has none; the notes say so."""


@dataclass(frozen=True)
class ReadItem:
    """One item as the fields of a source; `id` is what the file calls it."""

    number: int
    id: str
    doi: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ReadSources:
    """What a file holds; `left_out` are the items that cannot come in, `notices` what is said about the others."""

    items: tuple[ReadItem, ...]
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


def read_file(path: Path) -> ReadSources:
    """What the file at `path` holds. Raises IntakeError where it cannot be read or is no CSL-JSON."""
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):  # a pipe would be waited for for ever
            raise IntakeError(say("“%1” is a device, not a file. Nothing was taken in.", path.name))
        size, data = found.st_size, b""
        if size <= LARGEST:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a name may hold a character that no file system takes
        reason = getattr(error, "strerror", None) or say("no such file")
        raise IntakeError(say("“%1” cannot be read: %2.", path.name, reason)) from None
    if max(size, len(data)) > LARGEST:
        raise IntakeError(
            say(
                "“%1” has %2 MB; at most %3 MB are read at once. Please export it in parts.",
                path.name,
                max(size, len(data)) // 1_000_000,
                LARGEST // 1_000_000,
            )
        )
    return read(data, path.name)


def read(data: bytes, name: str) -> ReadSources:
    """What `data`, the file called `name`, holds. Raises IntakeError where it is no CSL-JSON."""
    listed = _listed(data, name)
    if len(listed) > MOST:
        raise IntakeError(
            say(
                "“%1” holds %2 items; at most %3 come in at once. Please export it in parts. Nothing was taken in.",
                name,
                f"{len(listed):,}",
                f"{MOST:,}",
            )
        )
    reader = _Reader()
    items = [one for number, given in enumerate(listed, start=1) if (one := reader.item(number, given)) is not None]
    return ReadSources(tuple(items), tuple(reader.left_out), reader.notices())


def _listed(data: bytes, name: str) -> list[Any]:
    if data.lstrip()[:1] == b"@":
        raise IntakeError(say("“%1” is BibTeX. Please export it as CSL-JSON.", name))
    try:
        found = csl_text.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise IntakeError(say("“%1” is not JSON, or not whole. Please export it again as CSL-JSON.", name)) from None
    if isinstance(found, dict):
        inner = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), None)
        found = inner if inner is not None else [found] if "type" in found or "title" in found else found
    if not isinstance(found, list):
        raise IntakeError(say("“%1” holds no list of sources. Please export it again as CSL-JSON.", name))
    return found


class _Reader:
    """Reads items one after the other and gathers what is to be said of them."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._types: dict[str, int] = {}
        self._odd: dict[str, None] = {}
        self._told: list[str] = []

    def item(self, number: int, given: object) -> ReadItem | None:
        """One item; None where it cannot come in."""
        if not isinstance(given, Mapping):
            self.left_out.append(say("Item %1 is no object with the fields of a source.", number))
            return None
        custom = given.get("custom")
        own = custom.get(OURS) if isinstance(custom, Mapping) else None
        own = own if isinstance(own, Mapping) else {}
        kept: Kept = []
        values = self._lines(given, own, kept)
        notes, earlier = csl_kept.split(self._note(given, own))
        kept += earlier
        if not values.get("title"):
            values["title"] = self._title(given)
            why = "The file states no title; this is what it is called by there."
            notes = f"{notes}\n\n{why}" if notes else why
        if not values["title"]:
            self.left_out.append(say("Item %1 has no title, publication or address.", number))
            return None
        values |= self._dates(number, given, own, kept)
        values |= {"type": self._type(given, kept), "author": self._author(given, kept)}
        values |= {name: beside for name in OWN if (beside := _beside(own, name))}
        self._rest(given, kept)
        called = csl_text.plain_line(given.get("id"))[:LINE_LIMIT]
        if called:
            kept.append(("id", called))
        values["notes"] = self._joined(number, notes, kept)
        doi = csl_text.plain_line(given.get("DOI"))
        return ReadItem(number, called, doi, {name: value for name, value in values.items() if value})

    def _lines(self, given: Mapping[Any, Any], own: Mapping[Any, Any], kept: Kept) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in TEXTS.items():
            text = csl_text.plain_line(given.get(name))
            if not text and given.get(name) not in (None, "", [], {}):
                kept += csl_kept.entries(name, given.get(name))
            beside = _beside(own, field)
            if beside and form(field, beside) == text:
                values[field] = beside
                continue
            values[field] = shortened(text)
            if values[field] != text:
                kept.append((name, text))
        return values

    def _note(self, given: Mapping[Any, Any], own: Mapping[Any, Any]) -> str:
        note, beside = csl_text.plain_text(given.get("note")), _beside(own, "notes")
        return beside if beside and csl_text.plain_text(beside) == note else note

    def _title(self, given: Mapping[Any, Any]) -> str:
        found = (csl_text.plain_line(given.get(name)) for name in _TITLES)
        return shortened(next((one for one in found if one), ""))

    def _dates(self, number: int, given: Mapping[Any, Any], own: Mapping[Any, Any], kept: Kept) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in DATES.items():
            date, beside = given.get(name), _beside(own, field)
            if beside and form(field, beside) == (date or {}):
                values[field] = beside
                continue
            try:
                values[field] = csl_dates.from_csl(date)
            except ValueError:
                values[field] = ""
                said = csl_kept.date_said(date)
                self._told.append(
                    say("Item %1: “%2” could not be read as a date (%3); the notes keep it.", number, said[:60], name)
                )
            if date and (not values[field] or _says_more(date)):
                kept += csl_kept.entries(name, date)
        return values

    def _type(self, given: Mapping[Any, Any], kept: Kept) -> SourceType:
        said = csl_text.plain_line(given.get("type"))[:LINE_LIMIT]
        nearest = TYPES.get(said, SourceType.REPORT)
        if said != nearest.value:
            self._types[said] = self._types.get(said, 0) + 1
            kept += [("type", said)] if said else []
        return nearest

    def _author(self, given: Mapping[Any, Any], kept: Kept) -> str:
        value = given.get("author")
        try:
            found, odd = csl_text.names(value if value else [])
        except ValueError:
            kept += csl_kept.entries("author", value)
            return ""
        self._odd |= {f"author.{name}": None for name in odd}
        if len(found) > _AUTHORS:
            self._told.append(say("Of %1 authors the first %2 came in.", f"{len(found):,}", _AUTHORS))
        return json.dumps(found[:_AUTHORS], ensure_ascii=False) if found else ""

    def _rest(self, given: Mapping[Any, Any], kept: Kept) -> None:
        for name, value in given.items():
            if name == "custom" and isinstance(value, Mapping):
                kept += csl_kept.entries("custom", {key: one for key, one in value.items() if key != OURS})
            elif name == "categories" or name in _FURTHER or name not in _KNOWN:
                called = csl_text.plain_line(name).replace(":", " ").strip()[:60].strip()
                found = csl_kept.entries(called, value) if called else []
                if found and name not in _FURTHER and name != "categories":
                    self._odd[called] = None
                kept += found

    def _joined(self, number: int, notes: str, kept: Kept) -> str:
        """The notes with the list behind them, without its longest entries where they are too long."""
        notes = notes if len(notes) <= PROSE_LIMIT else f"{notes[: PROSE_LIMIT - 1]}…"
        room = PROSE_LIMIT - len(csl_kept.join(notes, [("", "")]))
        fits: Kept = []
        for entry in sorted(dict.fromkeys(kept), key=lambda one: (one[0] != "id", len(one[1]))):
            room -= csl_kept.size(entry)
            if room < 0:
                break
            fits.append(entry)
        if left := sorted({name for name, _ in kept} - {name for name, _ in fits}):
            which = ", ".join(left[:5]) + (" …" if len(left) > 5 else "")
            self._told.append(say("Item %1: there was no room in the notes for %2.", number, which))
        return csl_kept.join(notes, fits)

    def notices(self) -> tuple[str, ...]:
        """What is to be said of the file: types and fields together, single items by their number."""
        types = [self._type_said(said, number) for said, number in self._types.items()]
        odd = [say("Fields that CSL-JSON does not have are kept in the notes: %1.", ", ".join(list(self._odd)[:20]))]
        return (*types, *(odd if self._odd else ()), *self._told)

    def _type_said(self, said: str, number: int) -> str:
        if not said:
            return say_many(
                number,
                "%1 item does not say its type; it came in as a report.",
                "%1 items do not say their type; they came in as reports.",
            )
        nearest = named(in_words(TYPES.get(said, SourceType.REPORT).value))
        return say_many(
            number,
            "%1 item of type “%2” came in as %3, the nearest type; its notes keep the other.",
            "%1 items of type “%2” came in as %3, the nearest type; their notes keep the other.",
            said[:60],
            nearest,
        )


def _says_more(date: object) -> bool:
    """Whether a date has words beside its numbers, or something that its EDTF leaves out."""
    if not isinstance(date, Mapping) or not date.get("date-parts"):
        return False
    return any(date.get(name) for name in ("literal", "raw", "edtf")) or bool(date.get("season") and date.get("circa"))


def _beside(own: Mapping[Any, Any], field: str) -> str:
    """A value that travelled under `custom`; empty where its field cannot hold it as it is."""
    value = own.get(field)
    try:
        return value if isinstance(value, str) and clean(spec_of("source", field), value) == value else ""
    except InvalidEntryError:
        return ""
