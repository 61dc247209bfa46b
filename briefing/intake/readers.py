"""Plain text and HTML files → one canonical text with stable offsets. Foreign bytes are never executed or fetched.

What is removed (control characters) is reported; what cannot be read is refused with a sentence.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from briefing.errors import IntakeError, NotFoundError
from briefing.rules.anchors import sha256_text

SIZE_LIMIT = 25_000_000
_HTML = (".html", ".htm", ".xhtml")
_TEXT = (".txt", ".text", ".md", "")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead"
    " tr ul".split()
)
_HIDDEN = frozenset("title script style template noscript svg math iframe object select textarea".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


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
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise IntakeError(
                f"“{path.name}” has {size / 1e6:.0f} MB; at most {SIZE_LIMIT / 1e6:.0f} MB can be taken in. "
                "Please split it, or save only its text. Nothing was changed."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"There is no file “{path.name}” in {path.parent}.") from None
    except IsADirectoryError:
        raise IntakeError(f"“{path.name}” is a folder. Please choose the files in it.") from None
    except PermissionError:
        raise IntakeError(f"“{path.name}” may not be read by you. Nothing was changed.") from None
    except OSError as error:
        raise IntakeError(
            f"“{path.name}” could not be read: {error.strerror}. Nothing was changed."
        ) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> ReadFile:
    """Read the bytes of a file called `name`; its ending decides between text and HTML."""
    suffix = Path(name).suffix.lower()
    if suffix not in _HTML + _TEXT:
        raise IntakeError(
            f"“{name}” cannot be taken in: plain text (.txt, .md) and HTML (.html) files can. "
            "Please save it as text first. Nothing was changed."
        )
    html = suffix in _HTML or (suffix == "" and data.lstrip()[:9].lower() in (b"<!doctype", b"<html>"))
    decoded, encoding, notices = _decode(data, name)
    if html:
        parser = _TextOfPage()
        parser.feed(decoded)
        parser.close()
        text, title = parser.text(), parser.title()
    else:
        text, title = decoded.replace("\r\n", "\n").replace("\r", "\n"), ""
    cleaned = _CONTROL.sub("", text)
    if cleaned != text:
        notices.append(f"{len(text) - len(cleaned)} control characters were left out.")
    if not cleaned.strip():
        raise IntakeError(f"“{name}” holds no text. Nothing was changed.")
    return ReadFile(
        text=cleaned,
        text_sha256=sha256_text(cleaned),
        data=data,
        archive_sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/html" if html else "text/plain",
        method=f"{'html' if html else 'text'}/1 {encoding}",
        title=title,
        file_name=name,
        notices=tuple(notices),
    )


def _decode(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """The text of `data`, its encoding, and a notice where the encoding had to be assumed."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding, []
            except UnicodeDecodeError:
                break
    if b"\0" in data[:8192]:
        raise IntakeError(f"“{name}” is not a text file. Nothing was changed.")
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    for encoding in ([declared[1].decode("ascii")] if declared else []) + ["cp1252", "latin-1"]:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        said = "as it declares" if declared and encoding == declared[1].decode("ascii") else "by assumption"
        return text, encoding, [f"Read as {encoding}, {said}: please check accented letters."]
    raise IntakeError(f"“{name}” is in an unknown encoding. Please save it as UTF-8.")  # pragma: no cover


class _TextOfPage(HTMLParser):
    """Visible text of a page: white space as a browser folds it, a blank line between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._current: list[str] = []
        self._hidden = 0
        self._pre = 0
        self._in_title = False
        self._title: list[str] = []
        self._heading: list[str] | None = None
        self._first_heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or enter a part that is not shown."""
        if tag == "title" and not self._title:
            self._in_title = True
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._current.append("\n" if self._pre else "\u2028")
        elif tag in _BLOCKS:
            self._end_block()
        if tag == "pre":
            self._pre += 1
        if tag == "h1" and not self._first_heading:
            self._heading = []

    def handle_endtag(self, tag: str) -> None:
        """Close what `handle_starttag` opened; stray end tags do nothing."""
        if tag == "title":
            self._in_title = False
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._end_block()
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag == "h1" and self._heading is not None:
            self._first_heading = " ".join("".join(self._heading).split())
            self._heading = None

    def handle_data(self, data: str) -> None:
        """Keep visible characters."""
        if self._in_title:
            self._title.append(data)
        if self._hidden:
            return
        if self._heading is not None:
            self._heading.append(data)
        self._current.append(data if self._pre else re.sub(r"[ \t\n\r\f]+", " ", data))

    def _end_block(self) -> None:
        joined = "".join(self._current)
        self._current.clear()
        if self._pre:
            block = joined.strip("\n")
        else:
            block = re.sub(r" *\u2028 *", "\n", re.sub(r" {2,}", " ", joined)).strip(" \n")
        if block.strip():
            self._blocks.append(block)

    def text(self) -> str:
        """All blocks, a blank line between them."""
        self._end_block()
        return "\n\n".join(self._blocks)

    def title(self) -> str:
        """The page's title, else its first main heading; empty where it states neither."""
        return " ".join("".join(self._title).split()) or self._first_heading
