"""A link file of Windows (.url), macOS (.webloc) or Linux (.desktop) → an address and a title, and no text.

Refuses to fetch what the address names, and every address that is no web address.
"""

import plistlib
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from briefing.errors import IntakeError
from briefing.intake.decoding import decode
from briefing.intake.finishing import printable
from briefing.intake.readfile import LINK, ReadFile, file_hash
from briefing.intake.stating import address, stated
from briefing.rules.anchors import sha256_text
from briefing.wording import say

LARGEST = 100_000
_LONGEST = 4000
"""Characters of an address or a title in such a file."""


def read_link(data: bytes, name: str) -> ReadFile:
    """What a link file refers to. Raises IntakeError where it names no web address."""
    kind = PurePath(name).suffix.lower()
    given = {} if len(data) > LARGEST else _webloc(data) if kind == ".webloc" else _lines(data, name)
    where = "the link file"
    facts = stated("address", given.get("url", ""), where)
    if not facts:
        raise IntakeError(say("“%1” holds no web address. Nothing was changed.", name))
    title = given.get("name", "").strip()
    facts += stated("title", title, where)
    return ReadFile(
        text="",
        text_sha256=sha256_text(""),
        data=data,
        archive_sha256=file_hash(data),
        media_type=LINK,
        method="link/1",
        title=printable(title or PurePath(name).stem),
        file_name=printable(name),
        notices=(
            say("This file only refers to a page: its address is kept, nothing is fetched, and it holds no text."),
        ),
        stated=tuple(facts),
        key="link",
    )


def _lines(data: bytes, name: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for line in decode(data, name).text.split("\n"):
        key, _, value = line.partition("=")
        key, value = key.strip(" \t").lower(), value.strip(" \t")
        if key in ("url", "name") and 0 < len(value) <= _LONGEST:
            given.setdefault(key, value)
    return given


def _webloc(data: bytes) -> dict[str, str]:
    try:
        found = plistlib.loads(data)
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        TypeError,
        LookupError,
        OverflowError,
        RecursionError,
    ):
        return {}
    url = found.get("URL") if isinstance(found, dict) else None
    return {"url": url} if isinstance(url, str) and address(url) else {}
