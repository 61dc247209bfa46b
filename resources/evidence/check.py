"""Checks an evidence pack of Briefing Desk by itself. Needs nothing but Python 3.9 or later.

    python3 check.py [PACK]

PACK is the zip, or the folder it was unpacked to; without it, the folder of this file. Ends with 0 where everything is
proved and with 1 where anything is not. A quote is proved where it stands, character for character, at its place in the
archived passage or text and in every exported file. Places are counted in Unicode code points from 0. Whether a text is
the one that was archived can only be told where the pack holds the whole of it, by its SHA-256.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = "briefing-desk-evidence/1"
LARGEST = 256 * 1024 * 1024


class BrokenError(Exception):
    """A part of the pack cannot be used. The text says which, and why."""


class Pack:
    """The members of a zip or of a folder, by name."""

    def __init__(self, place: Path) -> None:
        """Open the pack at `place`."""
        self.folder = place if place.is_dir() else None
        self.parts = None
        if self.folder is None:
            try:
                self.parts = zipfile.ZipFile(place)
            except (OSError, zipfile.BadZipFile) as error:
                raise BrokenError(f"{place.name} cannot be opened as a zip or a folder.") from error

    def names(self) -> list[str]:
        """The names of all members, in order; of a folder, what lies in the folders of a pack."""
        if self.parts is not None:
            return sorted(one.filename for one in self.parts.infolist() if not one.is_dir())
        assert self.folder is not None
        inside = [one for part in ("files", "passages", "texts") for one in (self.folder / part).rglob("*")]
        return sorted(one.relative_to(self.folder).as_posix() for one in inside if one.is_file())

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise BrokenError(f"{name}: this name leads out of the pack.")
        try:
            if self.parts is not None:
                if self.parts.getinfo(name).file_size > LARGEST:
                    raise BrokenError(f"{name}: larger than {LARGEST} bytes.")
                return self.parts.read(name)
            assert self.folder is not None
            return (self.folder / path).read_bytes()
        except (KeyError, FileNotFoundError) as error:
            raise BrokenError(f"{name}: not in the pack.") from error
        except (OSError, RuntimeError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise BrokenError(f"{name}: cannot be read ({error}).") from error

    def text(self, name: str) -> str:
        """The characters of a member in UTF-8."""
        try:
            return self.read(name).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise BrokenError(f"{name}: not text in UTF-8.") from error

    def json(self, name: str) -> dict[str, Any]:
        """The object in a member."""
        try:
            value = json.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise BrokenError(f"{name}: not JSON.") from error
        if not isinstance(value, dict):
            raise BrokenError(f"{name}: not an object.")
        return value


def check_manifest(pack: Pack) -> list[str]:
    """Every member is there, with its size and hash, and no other."""
    manifest = pack.json("manifest.json")
    if manifest.get("format") != FORMAT:
        return [f"manifest.json: not of the format {FORMAT}."]
    members = manifest["members"]
    problems = []
    for name, listed in sorted(members.items()):
        try:
            data = pack.read(name)
        except BrokenError as error:
            problems.append(str(error))
            continue
        if hashlib.sha256(data).hexdigest() != listed["sha256"] or len(data) != listed["bytes"]:
            problems.append(f"{name}: altered; its SHA-256 is not that of the manifest.")
    problems += [
        f"{name}: not in the manifest." for name in pack.names() if name not in members and name != "manifest.json"
    ]
    return problems


def check_receipt(pack: Pack, quotes: list[Any]) -> list[str]:
    """The receipt names the same files and the same archived texts."""
    receipt = pack.json("receipt.json")
    problems = []
    for file in receipt["files"]:
        name = f"files/{file['name']}"
        if name in pack.names() and hashlib.sha256(pack.read(name)).hexdigest() != file["sha256"]:
            problems.append(f"{name}: not the file that the receipt names.")
    known = {one["id"]: one["source"] for one in receipt["quotes"]}
    for number, quote in enumerate(quotes, 1):
        if known.get(quote["id"], "") not in ("", quote["text_sha256"][:12]):
            problems.append(f"{named(number, quote)}: the receipt names another archived text.")
    return problems


def check_quote(pack: Pack, number: int, quote: dict[str, Any]) -> list[str]:
    """The quote stands at its place in its passage, and in the whole text where that is in the pack."""
    name, exact, start, end = named(number, quote), quote["exact"], quote["start"], quote["end"]
    passage = pack.text(quote["passage"])
    first = start - quote["passage_start"]
    last = first + len(exact)
    problems = []
    if not exact or start < 0 or first < 0 or end - start != len(exact) or passage[first:last] != exact:
        problems.append(f"{name}: its words do not stand at their place in {quote['passage']}.")
    elif not passage[:first].endswith(quote["prefix"]) or not passage[last:].startswith(quote["suffix"]):
        problems.append(f"{name}: other words stand around it in {quote['passage']}.")
    if not quote["text"]:
        return problems
    text = pack.text(quote["text"])
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != quote["text_sha256"]:
        problems.append(f"{name}: {quote['text']} is not the text that was archived; its SHA-256 differs.")
    if text[start:end] != exact:
        problems.append(f"{name}: its words do not stand at their place in {quote['text']}.")
    if text[quote["passage_start"] :][: len(passage)] != passage:
        problems.append(f"{name}: {quote['passage']} is not a part of {quote['text']}.")
    return problems


def check_files(pack: Pack, quotes: list[Any]) -> tuple[list[str], list[str]]:
    """Each exported file shows each quote. Gives problems, and the files that are not read."""
    problems, unread = [], []
    for name in pack.names():
        if not name.startswith("files/"):
            continue
        if name.lower().endswith(".pdf"):
            unread.append(name)
            continue
        try:
            shows = reader(pack, name)
        except BrokenError as error:
            problems.append(str(error))
            continue
        problems += [
            f"{named(number, quote)}: {name} does not show its words."
            for number, quote in enumerate(quotes, 1)
            if not shows(quote["exact"])
        ]
    return problems, unread


def reader(pack: Pack, name: str) -> Callable[[str], bool]:
    """What tells whether the file shows certain words as they are."""
    end = name.rpartition(".")[2].lower()
    if end == "docx":
        return folded_in(docx_words(pack, name))
    text = pack.text(name)
    if end == "json":
        return set(quotes_in(pack.json(name))).__contains__
    if end == "csv":
        return {recovered(cell) for row in csv.reader(io.StringIO(text, newline="")) for cell in row}.__contains__
    if end in ("html", "htm"):
        return folded_in(html_words(text))
    if end == "md":
        return folded_in(markdown_words(text))
    raise BrokenError(f"{name}: of a format that is not known here.")


def folded_in(text: str) -> Callable[[str], bool]:
    """A test for words, with each run of white space as one blank on both sides."""
    words = " ".join(text.split())
    return lambda exact: " ".join(exact.split()) in words


def quotes_in(value: object) -> list[str]:
    """The words of each verbatim quote in a brief as JSON."""
    if isinstance(value, list):
        return [exact for part in value for exact in quotes_in(part)]
    if not isinstance(value, dict):
        return []
    own = [value["exact"]] if value.get("kind") == "quote" and isinstance(value.get("exact"), str) else []
    return own + [exact for part in value.values() for exact in quotes_in(part)]


def recovered(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def markdown_words(source: str) -> str:
    """Markdown without quote marks at line starts, escapes and entities."""
    text = re.sub(r"(?m)^(?:[ ]*> ?)+", "", source)
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def html_words(page: str) -> str:
    """The words that a page shows."""
    parser = Words()
    parser.feed(page)
    parser.close()
    return "".join(parser.words)


class Words(HTMLParser):
    """Collects what stands outside of elements that are never shown."""

    hidden = ("style", "script", "title", "head")

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        """Enter an element."""
        self.depth += tag in self.hidden

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.depth -= tag in self.hidden

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self.depth:
            self.words.append(data)


def docx_words(pack: Pack, name: str) -> str:
    """The words of a document, paragraph by paragraph."""
    try:
        with zipfile.ZipFile(io.BytesIO(pack.read(name))) as parts:
            part = parts.getinfo("word/document.xml")
            if part.file_size > LARGEST:
                raise BrokenError(f"{name}: larger than {LARGEST} bytes.")
            xml = parts.read(part).decode("utf-8")
    except (KeyError, OSError, RuntimeError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise BrokenError(f"{name}: not a document that can be read.") from error
    found = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>|<w:(?:br|tab|cr)\b[^>]*>)", xml)
    return "".join("\n" if gap else html.unescape(words) for words, gap in found)


def named(number: int, quote: dict[str, Any]) -> str:
    """How a quote is named in the report."""
    return f"Quote {number} ({quote['speaker']}, “{quote['exact'][:40]}”)"


def report(pack: Pack) -> int:
    """Check everything and print what was found."""
    problems = check_manifest(pack)
    quotes = pack.json("quotes.json")["quotes"]
    problems += check_receipt(pack, quotes)
    for number, quote in enumerate(quotes, 1):
        try:
            found = check_quote(pack, number, quote)
        except BrokenError as error:
            found = [f"{named(number, quote)}: {error}"]
        problems += found
        whole = "in the whole text" if quote["text"] else "in its passage; the whole text is not in the pack"
        verdict, place = "FAIL" if found else "ok  ", f"characters {quote['start']} to {quote['end']}"
        print(f"{verdict} {named(number, quote)}: {place}, {whole}.")
    lacking, unread = check_files(pack, quotes)
    problems += lacking
    for name in unread:
        print(f"note {name}: its hash was checked; the words of a PDF are not read here.")
    for problem in problems:
        print(f"FAIL {problem}")
    print(
        f"{len(quotes)} quotes, {len(problems)} problems. " + ("NOT proved." if problems else "Everything is proved.")
    )
    return 1 if problems else 0


def main(words: list[str]) -> int:
    """Check the pack that is named; 0 where it is proved, 1 where it is not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    place = Path(words[0]) if words else Path(__file__).resolve().parent
    try:
        return report(Pack(place))
    except BrokenError as error:
        print(f"FAIL {error}\nNOT proved.")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        print(f"FAIL The pack is not in the form of an evidence pack ({type(error).__name__}: {error}).\nNOT proved.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
