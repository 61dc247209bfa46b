"""A file, bytes or a clipboard → one canonical text with stable offsets. Foreign bytes are never executed or fetched.

Responsible for opening files, and for refusing with a sentence what cannot be read. Plain small texts are read here,
all else by a process of its own (`worker.py`); whoever reads several files opens one `Reader` for all of them.
"""

import re
import stat
from dataclasses import replace
from pathlib import Path

from briefing.errors import IntakeError, NotFoundError
from briefing.intake.finishing import printable
from briefing.intake.formats import TEXT_LIMIT, format_by_name, limit_of
from briefing.intake.readfile import Part, ReadFile, Reading, Stated
from briefing.intake.reading_here import is_light, read_safely
from briefing.intake.stating import each_once, stated
from briefing.wording import say

__all__ = [
    "SIZE_LIMIT",
    "Part",
    "ReadFile",
    "Reading",
    "Stated",
    "read_bytes",
    "read_clipboard",
    "read_file",
    "read_text",
]

SIZE_LIMIT = TEXT_LIMIT
_STARTS = re.compile(r"<!--\s{0,9}StartFragment\s{0,9}-->")
_ENDS = re.compile(r"<!--\s{0,9}EndFragment\s{0,9}-->")
_COPIED_FROM = re.compile(r"^(?:[A-Za-z]+:[^\r\n<]*\r?\n){0,8}?SourceURL:(\S{1,2000})\r?\n")


def read_file(path: Path) -> ReadFile:
    """Read a file of any format that is taken in. Raises IntakeError or NotFoundError with a sentence."""
    return read_bytes(bytes_of(path), printable(Path(path).name))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file that may be taken in. Raises IntakeError or NotFoundError with a sentence."""
    path = Path(path)
    name = printable(path.name)
    limit = limit_of(format_by_name(name))  # before it is opened: closing it would drop the locks of an open store
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IntakeError(say("“%1” is a folder. Please choose the files in it.", name))
        if not stat.S_ISREG(found.st_mode):
            raise IntakeError(say("“%1” is a device, not a file. Nothing was changed.", name))
        size = found.st_size
        data = b""
        if size <= limit:
            with path.open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError:
        raise NotFoundError(say("There is no file “%1” in %2.", name, printable(str(path.parent)))) from None
    except PermissionError:
        raise IntakeError(say("“%1” may not be read by you. Nothing was changed.", name)) from None
    except OSError as error:
        raise IntakeError(say("“%1” could not be read: %2. Nothing was changed.", name, error.strerror)) from error
    if max(size, len(data)) > limit:
        raise IntakeError(
            say(
                "“%1” has %2 MB; at most %3 MB can be taken in. Please split it, or save only its text. "
                "Nothing was changed.",
                name,
                f"{max(size, len(data)) / 1000000.0:.0f}",
                f"{limit / 1000000.0:.0f}",
            )
        )
    if not data:
        raise IntakeError(say("“%1” is empty. Nothing was changed.", name))
    return data


def read_text(text: str, title: str) -> ReadFile:
    """Take in a text that was pasted. Raises IntakeError where it holds no words or is too long."""
    data = text.encode("utf-8", "replace")
    if len(data) > SIZE_LIMIT:
        sizes = (f"{size / 1e6:.0f}" for size in (len(data), SIZE_LIMIT))
        raise IntakeError(say("The text has %1 MB; at most %2 MB can be taken in.", *sizes))
    return replace(read_bytes(data, "pasted text.txt"), title=" ".join(title.split()), method="text/1 pasted")


def read_clipboard(html: str, title: str = "", address: str = "") -> ReadFile:
    """Take in a piece of a page that was copied, as HTML; `address` is where it was copied from, if that is known.

    Raises IntakeError where it holds no words or is too long.
    """
    source = _COPIED_FROM.match(html)
    start = _STARTS.search(html)
    end = _ENDS.search(html, start.end()) if start else None
    written = html[start.end() : end.start()] if start and end else html
    data = written.encode("utf-8", "replace")
    if len(data) > SIZE_LIMIT:
        sizes = (f"{size / 1e6:.0f}" for size in (len(data), SIZE_LIMIT))
        raise IntakeError(say("The text has %1 MB; at most %2 MB can be taken in.", *sizes))
    read = read_safely(data, "pasted page.html", choose=False)
    facts = stated("address", address or (source[1] if source else ""), "the clipboard")
    return replace(
        read,
        title=" ".join(title.split()) or read.title,
        method="html/1 pasted",
        stated=each_once([*facts, *read.stated]),
    )


def read_bytes(data: bytes, name: str) -> ReadFile:
    """Read the bytes of a file called `name`; its ending names the format. Raises IntakeError with a sentence."""
    if is_light(data, name):
        return read_safely(data, name)
    from briefing.intake.worker import Reader

    with Reader() as reader:
        return reader.read_bytes(data, name)
