"""The variables of CSL-JSON that a source has no field for: a list at the end of its notes, for people and for us.

The list is plain Markdown, one variable a line, so that nothing of what a file said is lost and everybody can read it.
Lines that somebody changed are read as they stand now; what stands behind the list belongs to the notes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.interchange import csl_dates, csl_text
from briefing.interchange.csl_variables import DATES, FURTHER_DATES, FURTHER_NAMES, FURTHER_TEXTS

HEAD = "Further fields (CSL-JSON):"
_ENTRY = re.compile(r"- ([^\s:][^:]{0,59}): ?(.*)")
_BETWEEN = " || "

Kept = list[tuple[str, str]]
"""Names of variables with their values as text; a name may stand more than once."""


def join(notes: str, kept: Iterable[tuple[str, str]]) -> str:
    """Notes with the list behind them."""
    entries = sorted(dict.fromkeys(kept), key=lambda one: one[0])
    if not entries:
        return notes
    listed = "\n".join(map(_line, entries))
    return f"{notes}\n\n{HEAD}\n\n{listed}" if notes else f"{HEAD}\n\n{listed}"


def size(entry: tuple[str, str]) -> int:
    """How many characters an entry takes in the list."""
    return len(_line(entry)) + 1


def _line(entry: tuple[str, str]) -> str:
    return f"- {entry[0]}: {entry[1].replace(chr(10), chr(10) + '  ')}"


def split(notes: str) -> tuple[str, Kept]:
    """The notes without the list, and the list."""
    before, head, after = notes.rpartition(f"{HEAD}\n\n")
    if not head or (before and not before.endswith("\n\n")):
        return notes, []
    kept: Kept = []
    lines = after.split("\n")
    read = 0
    for line in lines:
        if entry := _ENTRY.fullmatch(line):
            kept.append((entry[1], entry[2]))
        elif kept and line.startswith("  ") and line.strip():
            kept[-1] = kept[-1][0], f"{kept[-1][1]}\n{line[2:]}"
        else:
            break
        read += 1
    rest = "\n".join(lines[read:]).strip("\n")
    return "\n\n".join(part for part in (before.removesuffix("\n\n"), rest) if part), kept


def entries(name: str, value: object) -> Kept:
    """A variable of a file as entries of the list; none where it says nothing."""
    if value in (None, "", [], {}):
        return []
    if name in FURTHER_NAMES:
        return [(name, one) for one in _names_said(value)]
    if name in FURTHER_DATES or name in DATES:
        return [(name, date_said(value))]
    text = csl_text.plain_text(value) if isinstance(value, str | int | float) else _json(value)
    lines = [line.strip() for line in text.split("\n")]
    return [(name, text)] if (text := "\n".join(line for line in lines if line)) else []


def _names_said(value: object) -> list[str]:
    try:
        found, odd = csl_text.names(value)
    except ValueError:
        return [_json(value)]
    said = [_name_said(one) for one in found]
    return [_json(value)] if odd or not all(said) else said


def _name_said(name: Mapping[str, Any]) -> str:
    """`Family || Given`, or a name as it is written; empty for one that holds more than that."""
    if "||" in "".join(str(part) for part in name.values()):
        return ""
    if set(name) == {"literal"} and name["literal"][0] not in "[{":
        return str(name["literal"])
    return f"{name['family']}{_BETWEEN}{name['given']}" if set(name) == {"family", "given"} else ""


def date_said(value: object) -> str:
    """A date as EDTF where that says all of it, as its own words where it has nothing else, else as JSON."""
    try:
        edtf = csl_dates.from_csl(value)
    except ValueError:
        edtf = ""
    if edtf and csl_dates.to_csl(edtf) == value:
        return edtf
    literal = value.get("literal") if isinstance(value, Mapping) and len(value) == 1 else value
    text = csl_text.plain_line(literal) if isinstance(literal, str) else ""
    return text if text and text[0] not in "[{" else _json(value)


def _json(value: object) -> str:
    try:
        return csl_text.plain_line(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "(nested too deeply to be kept)"


def variables(kept: Kept) -> tuple[dict[str, Any], Kept]:
    """The list as variables of CSL-JSON, and what of it is none and has to stay in the notes."""
    made: dict[str, Any] = {}
    stay: Kept = []
    for name, text in kept:
        value = _value(name, text)
        if value is None or (name in made and name not in FURTHER_NAMES):
            stay.append((name, text))
        elif name in made:
            made[name] = [*made[name], *value]
        else:
            made[name] = value
    return made, stay


def _value(name: str, text: str) -> Any:
    """One entry as the value of its variable; None where the variable is unknown or cannot hold it."""
    if name in FURTHER_TEXTS:
        return text
    if name in FURTHER_NAMES:
        return _names(text)
    if name in FURTHER_DATES or name in DATES:
        return date(text)
    if name == "categories":
        read = _read(text)
        return read if isinstance(read, list) and read and all(isinstance(one, str) for one in read) else None
    if name == "custom":
        read = _read(text)
        return read if isinstance(read, dict) else None
    return None


def _names(text: str) -> list[dict[str, Any]] | None:
    family, between, given = text.partition(_BETWEEN)
    told = _read(text) if text[:1] in ("[", "{") else [{"family": family, "given": given} if between else text]
    found, odd = csl_text.names(told) if isinstance(told, list) else ([], [text])
    return found if found and not odd else None


def date(text: str) -> dict[str, Any] | None:
    """A date of the list as a date of CSL-JSON; None where it is JSON that no date can hold."""
    if not text.startswith("{"):
        try:
            return csl_dates.to_csl(csl_dates.from_csl(text))
        except ValueError:
            return {"literal": text}
    read = _read(text)
    return clean_date(read) if isinstance(read, dict) else None


def clean_date(read: Mapping[str, Any]) -> dict[str, Any] | None:
    """The parts of a date that CSL-JSON allows; None where nothing is left."""
    made: dict[str, Any] = {}
    parts = read.get("date-parts")
    if isinstance(parts, list) and 1 <= len(parts) <= 2 and all(_is_part(part) for part in parts):
        made["date-parts"] = parts
    for name in ("season", "circa", "literal", "raw"):
        value = read.get(name)
        if isinstance(value, str) or (isinstance(value, bool | int) and name in ("season", "circa")):
            made[name] = value
    if isinstance(made.get("season"), bool):
        del made["season"]
    return made or None


def _is_part(part: object) -> bool:
    if not isinstance(part, list) or not 1 <= len(part) <= 3:
        return False
    return all(isinstance(one, str | int) and not isinstance(one, bool) for one in part)


def _read(text: str) -> Any:
    try:
        return csl_text.loads(text)
    except (ValueError, RecursionError):
        return None
