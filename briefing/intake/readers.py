"""Plain text and HTML files → one canonical text with stable offsets. Foreign bytes are never executed or fetched.

What is removed (control characters) is reported; what cannot be read is refused with a sentence.
"""

import codecs
import hashlib
import io
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import IntakeError, NotFoundError
from briefing.intake.page_text import PageText
from briefing.rules.anchors import sha256_text
from briefing.rules.pieces import PIECE
from briefing.rules.validation import without_controls
from briefing.wording import say, say_many

SIZE_LIMIT = 25_000_000
_HTML = (".html", ".htm", ".xhtml")
_TEXT = (".txt", ".text", ".md", "")
_NAME_LIMIT = 200
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})|^\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w-]{2,30})""",
    re.IGNORECASE,
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARABLE = re.compile(
    r"iso8859-\d+|cp125\d|cp866|koi8-[ru]|mac-[a-z]+|gb\w+|big5\w*|euc_\w+|shift_jis|latin_1|ascii"
)


@dataclass(frozen=True)
class ReadFile:
    """What was read: the canonical text and its hash, the original bytes and theirs, and what was noticed."""

    text: str
    text_sha256: str
    data: bytes
    archive_sha256: str
    media_type: str
    method: str
    title: str
    file_name: str
    notices: tuple[str, ...]


def read_file(path: Path) -> ReadFile:
    """Read a plain text or HTML file. Raises IntakeError or NotFoundError with a sentence."""
    path = Path(path)
    _refuse_ending(path.name)  # before the file is opened: closing it would drop the locks of an open store
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IntakeError(say("“%1” is a folder. Please choose the files in it.", path.name))
        if not stat.S_ISREG(found.st_mode):
            raise IntakeError(say("“%1” is a device, not a file. Nothing was changed.", path.name))
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise NotFoundError(say("There is no file “%1” in %2.", path.name, path.parent)) from None
    except PermissionError:
        raise IntakeError(say("“%1” may not be read by you. Nothing was changed.", path.name)) from None
    except OSError as error:
        raise IntakeError(say("“%1” could not be read: %2. Nothing was changed.", path.name, error.strerror)) from error
    if len(data) > SIZE_LIMIT:
        raise IntakeError(
            say(
                "“%1” has %2 MB; at most %3 MB can be taken in. Please split it, or save only its text. "
                "Nothing was changed.",
                path.name,
                f"{found.st_size / 1000000.0:.0f}",
                f"{SIZE_LIMIT / 1000000.0:.0f}",
            )
        )
    return read_bytes(data, path.name)


def read_text(text: str, title: str) -> ReadFile:
    """Take in a text that was pasted. Raises IntakeError where it holds no words or is too long."""
    data = text.encode("utf-8", "replace")
    if len(data) > SIZE_LIMIT:
        sizes = (f"{size / 1e6:.0f}" for size in (len(data), SIZE_LIMIT))
        raise IntakeError(say("The text has %1 MB; at most %2 MB can be taken in.", *sizes))
    return replace(read_bytes(data, "pasted text.txt"), title=" ".join(title.split()), method="text/1 pasted")


def _refuse_ending(name: str) -> None:
    if Path(name).suffix.lower() not in _HTML + _TEXT:
        raise IntakeError(
            say(
                "“%1” cannot be taken in: plain text (.txt, .md) and HTML (.html) files can. Please save it "
                "as text first. Nothing was changed.",
                name,
            )
        )


def read_bytes(data: bytes, name: str) -> ReadFile:
    """Read the bytes of a file called `name`; its ending decides between text and HTML."""
    _refuse_ending(name)
    suffix = Path(name).suffix.lower()
    html = suffix in _HTML or (suffix == "" and data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")))
    decoded, encoding, notices = _decode(data, name, html=html)
    title = ""
    if html:
        page = PageText(decoded)
        decoded, title = page.text, page.title
        if page.unclosed:
            notices.append(say("The page never closes its <%1> part; what follows it was left out.", page.unclosed))
    text = without_controls(decoded)
    if left_out := len(decoded) - len(text):
        notices.append(say_many(left_out, "%1 control character was left out.", "%1 control characters were left out."))
    if not text or text.isspace():
        raise IntakeError(say("“%1” holds no text. Nothing was changed.", name))
    return ReadFile(
        text=text,
        text_sha256=sha256_text(text),
        data=data,
        archive_sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/html" if html else "text/plain",
        method=f"{'html' if html else 'text'}/1 {encoding}",
        title=without_controls(title),
        file_name=_printable(name),
        notices=tuple(notices),
    )


def _printable(name: str) -> str:
    """A file name as it may stand in a field: a name that is no text on this system shows � in its place."""
    name = name.encode("utf-8", "replace").decode("utf-8")
    return without_controls(name).replace("\n", " ").replace("\t", " ")[:_NAME_LIMIT]


def _decode(data: bytes, name: str, *, html: bool) -> tuple[str, str, list[str]]:
    """The text of `data`, its encoding, and a notice where the encoding had to be assumed."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    for encoding in (marked, "utf-8"):
        if not encoding or (encoding != marked and b"\0" in data[:8192]):
            continue
        try:
            return _decoded(data, encoding), encoding, []
        except UnicodeDecodeError:
            pass
    if b"\0" in data[:8192]:
        raise IntakeError(say("“%1” is not a text file. Nothing was changed.", name))
    if declared := _declared(data) if html else "":
        text = _decoded(data, declared, "replace")
        return text, declared, [say("Read as %1, as it declares: please check accented letters.", declared)]
    text = _decoded(data, "utf-8", "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if marked or broken <= sum(not letter.isascii() for letter in text) - broken:
        one = "%1 character could not be read and is shown as \ufffd."
        notice = say_many(broken, one, "%1 characters could not be read and are shown as \ufffd.")
        return text, "utf-8", [notice]
    notice = say("Read as cp1252, by assumption: please check accented letters.")
    return _windows(data), "cp1252", [notice]


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str:
    """The text of `data`, with a line feed at the end of each line however it was ended. Raises UnicodeDecodeError."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    starts = range(0, len(data), PIECE)
    return "".join(decoder.decode(data[at : at + PIECE], final=at == starts[-1]) for at in starts)


def _declared(data: bytes) -> str:
    """The encoding that a page declares, as browsers take it; empty where it is none of the usual ones."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return ""
    if name in ("iso8859-1", "latin_1", "ascii"):
        return "cp1252"  # what such pages really are
    return name if _DECLARABLE.fullmatch(name) else ""


def _windows(data: bytes) -> str:
    """`data` as cp1252; the five bytes it does not define become control characters, as in browsers."""
    try:
        return _decoded(data, "cp1252")
    except UnicodeDecodeError:
        text = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in data)
        return text.replace("\r\n", "\n").replace("\r", "\n")
