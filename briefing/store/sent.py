"""A step as it travels from one copy of a store to another: one line of JSON, which proves its own shape.

Refuses what is no step, what a later version wrote, and what could not stand in a log. It does not know whether the
step fits this store: `taking.py` decides that.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NoReturn

from briefing.errors import ExchangeError, NewerExchangeError
from briefing.store import schema
from briefing.wording import say

FORMAT = "briefing-desk-step/1"
KINDS_OF_STEP = frozenset({"edit", "undo", "redo", "resolve", "system"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_FORMATS = "briefing-desk-step/"
_SITE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BLOB = re.compile(r"[tf]:[0-9a-f]{64}")
_HASH = re.compile(r"[0-9a-f]{64}")
_UNKEPT = re.compile("[\0\ud800-\udfff]")
_FARTHEST = 1 << 62  # of a clock; the log keeps 64 bits with a sign, and must be able to count on
_MOST = 1 << 53  # of a number of a step: what every reader of JSON keeps exactly
_LONGEST = 10_000  # characters of names and labels
_MOST_SITES = 10_000
_FIELDS = ("id", "site", "sn", "hlc", "at", "user", "label", "kind", "grp", "target", "seen", "changes", "blobs")

Sent = tuple[str, str, str, Any, Any]
"""(table, id of the row, field or `*` for a new row, old, new) of one change."""


@dataclass(frozen=True)
class SentStep:
    """One step of a log with its changes. `blobs` names the texts (`t:` and SHA-256) and files (`f:`) it stands on."""

    id: str
    site: str
    sn: int
    hlc: int
    at: str
    user: str
    label: str
    kind: str
    grp: str
    target: str | None
    seen: Mapping[str, int]
    changes: tuple[Sent, ...]
    blobs: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The step as canonical JSON in UTF-8: one line without a line feed, the same bytes for the same step."""
        values = {name: getattr(self, name) for name in _FIELDS}
        values |= {"seen": dict(self.seen), "format": FORMAT, "schema": schema.newest()}
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> "SentStep":
        """The step that `to_bytes` wrote. Raises ExchangeError, and NewerExchangeError for a later format."""
        values = _read(data)
        _refuse_newer(values)
        if set(values) != {*_FIELDS, "format", "schema"}:
            raise _broken(say("it has not the fields of a step"))
        step = cls(
            id=_text(values, "id"),
            site=_text(values, "site"),
            sn=_number(values, "sn", _MOST),
            hlc=_number(values, "hlc", _FARTHEST),
            at=_text(values, "at"),
            user=_text(values, "user"),
            label=_text(values, "label"),
            kind=_text(values, "kind"),
            grp=_text(values, "grp"),
            target=None if values["target"] is None else _text(values, "target"),
            seen=MappingProxyType(_seen(values["seen"])),
            changes=tuple(_change(one) for one in _list(values, "changes")),
            blobs=tuple(_blob(one) for one in _list(values, "blobs")),
        )
        step.check()
        return step

    def check(self) -> None:
        """Raise ExchangeError where the step contradicts itself."""
        if not _SITE.fullmatch(self.site):
            raise _broken(say("the name of its desk is none"))
        if self.id != f"{self.hlc:016x}-{self.site}":
            raise _broken(say("its name is not made of its time and its desk"))
        if self.kind not in KINDS_OF_STEP:
            raise _broken(say("“%1” is no kind of step", self.kind[:40]))
        if self.seen.get(self.site, 0) >= self.sn:
            raise _broken(say("it says that it has seen itself"))
        if not _is_time(self.at):
            raise _broken(say("“%1” is no time", self.at[:40]))

    def proved(self) -> "SentStep":
        """The step as it would arrive by any other way: one read from a foreign file may hold anything.

        Raises ExchangeError.
        """
        try:
            return SentStep.from_bytes(self.to_bytes())
        except (TypeError, ValueError):
            raise _broken(say("it holds what is neither text nor number")) from None


def blobs_of(changes: Iterable[Sent]) -> tuple[str, ...]:
    """The archived texts and files that changes name: `t:` or `f:` and a SHA-256, each once, in order."""
    found: dict[str, None] = {}
    for table, _row, field, _old, new in changes:
        names = _NAMING.get(table)
        if names is None:
            continue
        values = _object(new) if field == "*" else {field: new}
        for name, read in names.items():
            found |= dict.fromkeys(read(values.get(name)))
    return tuple(sorted(found))


def stands_on(step: SentStep) -> list[str]:
    """The names of the texts and files that a step needs, texts first."""
    return sorted({*step.blobs, *blobs_of(step.changes)}, reverse=True)


def is_text(data: bytes) -> bool:
    """Whether these bytes can be an archived text."""
    try:
        return "\0" not in data.decode("utf-8")
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _one(letter: str) -> Callable[[Any], list[str]]:
    def named(value: Any) -> list[str]:
        return [f"{letter}:{value}"] if isinstance(value, str) and _HASH.fullmatch(value) else []

    return named


def _kept_files(value: Any) -> list[str]:
    try:
        listed = json.loads(value) if isinstance(value, str) else []
    except (ValueError, RecursionError):
        return []
    rows = listed if isinstance(listed, list) else []
    return [name for row in rows if isinstance(row, dict) for name in _one("f")(row.get("sha256"))]


_NAMING: Mapping[str, Mapping[str, Callable[[Any], list[str]]]] = MappingProxyType(
    {
        "source_version": {"text_sha256": _one("t"), "archive_sha256": _one("f")},
        "quote": {"text_sha256": _one("t")},
        "citation": {"text_sha256": _one("t")},
        "brief_version": {"content_sha256": _one("f"), "files": _kept_files},
    }
)
"""The fields that name archived texts and files, by table."""


def _object(text: Any) -> Mapping[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise _broken(say("it is not JSON")) from None
    if not isinstance(found, dict):
        raise _broken(say("it is not a step"))
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_newer(values: Mapping[str, Any]) -> None:
    form, number = values.get("format"), values.get("schema")
    if not isinstance(form, str) or not form.startswith(_FORMATS) or type(number) is not int:
        raise _broken(say("it does not say that it is one"))
    if number > schema.newest() or form != FORMAT:
        raise NewerExchangeError(
            say(
                "These changes were written by a newer version of Briefing Desk (format %1; this version reads up to "
                "%2). Nothing was taken in. Please update Briefing Desk on this computer first.",
                number,
                schema.newest(),
            )
        )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values[name]
    if not isinstance(value, str) or len(value) > _LONGEST or not _writable(value):
        raise _broken(say("its field “%1” is no text that can be kept", name))
    return value


def _writable(value: str) -> bool:
    """Whether SQLite can keep a text and give it back: no half characters, no zero byte."""
    return _UNKEPT.search(value) is None


def _number(values: Mapping[str, Any], name: str, most: int) -> int:
    value = values[name]
    if type(value) is not int or not 0 < value < most:
        raise _broken(say("its field “%1” is no number that can be", name))
    return value


def _list(values: Mapping[str, Any], name: str) -> list[Any]:
    value = values[name]
    if not isinstance(value, list):
        raise _broken(say("its field “%1” is no list", name))
    return value


def _seen(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > _MOST_SITES:
        raise _broken(say("it does not say what it had seen"))
    for site, number in value.items():
        if not _SITE.fullmatch(site) or type(number) is not int or not 0 < number < _MOST:
            raise _broken(say("it does not say what it had seen"))
    return value


def _change(value: Any) -> Sent:
    if not isinstance(value, list) or len(value) != 5 or not all(isinstance(one, str) for one in value[:3]):
        raise _broken(say("one of its changes is none"))
    table, row, field, old, new = value
    for one in (old, new):
        if one is not None and type(one) not in (str, int, float):
            raise _broken(say("one of its changes is none"))
        if type(one) is int and not -(2**63) <= one < 2**63:
            raise _broken(say("one of its numbers is too large"))
    if not all(_writable(one) for one in value if isinstance(one, str)):
        raise _broken(say("one of its texts holds a character that cannot be kept"))
    return table, row, field, old, new


def _blob(value: Any) -> str:
    if not isinstance(value, str) or not _BLOB.fullmatch(value):
        raise _broken(say("it names a text or a file that cannot be"))
    return value


def _broken(reason: str) -> ExchangeError:
    return ExchangeError(
        say(
            "What should be a change made on another desk cannot be read: %1. Nothing was taken in. Please have it "
            "sent again.",
            reason,
        )
    )
