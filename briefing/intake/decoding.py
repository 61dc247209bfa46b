"""Bytes → text: what is certain first, then what is declared, then what is likely, with a notice.

Responsible for the encoding and for line ends. Refuses to change a single letter beyond that, and to call binary data
a text.
"""

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType

from briefing.errors import IntakeError
from briefing.rules.pieces import PIECE
from briefing.wording import say, say_many

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})|^\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w-]{2,30})""",
    re.IGNORECASE,
)
_DECLARABLE = re.compile(
    r"iso8859-\d+|cp125\d|cp866|cp874|koi8-[rut]|mac-[a-z]+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|cp932|cp949|iso2022_\w+"
    r"|tis-620|latin_1|ascii"
)
_HEAD = 8192
_ENOUGH = 12
"""Letters beyond ASCII that make a guess of the encoding worth more than none."""
_NOT_LATIN = re.compile(
    r"cp125[1356]|cp866|cp874|koi8-\w|iso8859-[5678]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|cp9\d\d|iso2022_\w+|mac-cyrillic"
)
_BY_LANGUAGE = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "Polish",
                "Czech",
                "Slovak",
                "Croatian",
                "Slovene",
                "Slovenian",
                "Hungarian",
                "Romanian",
                "Serbian",
                "Bosnian",
            ),
            "cp1250",
        ),
        **dict.fromkeys(("Latvian", "Lithuanian"), "cp1257"),
        "Turkish": "cp1254",
    }
)
"""The encoding of Windows for the languages that cp1252 cannot write."""
_ISO = re.compile(rb"[a-z][\xb1\xb6\xbc]|[\xb1\xb6\xbc\xa6\xac][a-z]")
"""ISO 8859-2 where cp1250 has signs inside of words."""


@dataclass(frozen=True)
class Decoded:
    """A text with line feeds, the name of its encoding, and what had to be assumed."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str = "") -> Decoded:
    """The text of `data`. `declared` is the encoding that the file itself names, already known to be usable.

    Raises IntakeError where it is no text. `name` is the file's, for the sentence.
    """
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    nuls = data.count(b"\0", 0, _HEAD)
    for encoding in (marked, "utf-8"):
        if not encoding or (encoding != marked and nuls):
            continue
        try:
            return Decoded(in_lines(data, encoding), encoding)
        except UnicodeDecodeError:
            pass
    if nuls:
        return _breaking_off(data, marked) or _with_nuls(data, name, nuls)
    if declared:
        notice = say("Read as %1, as it declares: please check accented letters.", declared)
        return Decoded(in_lines(data, declared, "replace"), declared, (notice,))
    text = in_lines(data, "utf-8", "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if marked or broken <= sum(not letter.isascii() for letter in text) - broken:
        return Decoded(text, "utf-8", (_unread(broken),))
    likely = _likely(data)
    notice = say("Read as %1, by assumption: please check accented letters.", likely)
    return Decoded(_windows(data) if likely == "cp1252" else in_lines(data, likely, "replace"), likely, (notice,))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page declares, as browsers take it; empty where it is none of the usual ones."""
    match = _DECLARED.search(data[:4096])
    return "" if match is None else usable((match[1] or match[2]).decode("ascii"))


def usable(encoding: str) -> str:
    """Python's name of an encoding of text that somebody may declare; empty for any other."""
    try:
        name = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        return ""
    if name in ("iso8859-1", "latin_1", "ascii"):
        return "cp1252"  # what such pages really are
    return name if _DECLARABLE.fullmatch(name) else ""


def in_lines(data: bytes, encoding: str, errors: str = "strict") -> str:
    """The text of `data`, with a line feed at the end of each line however it was ended. Raises UnicodeDecodeError."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    starts = range(0, len(data), PIECE)
    return "".join(decoder.decode(data[at : at + PIECE], final=at == starts[-1]) for at in starts)


def _unread(count: int) -> str:
    one = "%1 character could not be read and is shown as \ufffd."
    return say_many(count, one, "%1 characters could not be read and are shown as \ufffd.")


def _breaking_off(data: bytes, marked: str) -> Decoded | None:
    """UTF-16 or UTF-32 by its mark, with a few bytes that are none, such as at its end; None for anything else."""
    if marked in ("", "utf-8-sig"):
        return None
    text = in_lines(data, marked, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, marked, (_unread(broken),)) if broken * 10 <= len(text) and _reads_like_text(text) else None


def _with_nuls(data: bytes, name: str, nuls: int) -> Decoded:
    """UTF-16 without a mark, or a text with a few stray NUL bytes. Raises IntakeError for anything else."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = in_lines(data, encoding, "replace")
        if "\ufffd" not in text[:-1] and _reads_like_text(text):  # one at the end, where it breaks off
            notice = say("Read as %1, which it does not declare: please check that it reads well.", encoding)
            return Decoded(text, encoding, (notice,))
    if nuls * 50 <= min(len(data), _HEAD):
        try:
            return Decoded(in_lines(data, "utf-8"), "utf-8")  # the caller leaves them out, and tells how many
        except UnicodeDecodeError:
            pass
    raise IntakeError(say("“%1” is not a text file. Please check its ending. Nothing was changed.", name))


def _reads_like_text(text: str) -> bool:
    """Whether nearly all of it are letters, digits, blanks and marks of few scripts."""
    head = text[:2048]
    good = sum(unicodedata.category(letter)[0] in "LMNPZS" or letter in "\n\t" for letter in head)
    blocks = {ord(letter) >> 8 for letter in head if letter.isalpha()}
    cjk = sum(block >= 0x2E for block in blocks)
    return good >= 0.98 * len(head) and len(blocks) - cjk <= 6 and (cjk < 4 or any(c in head for c in "。，、의다"))


def _likely(data: bytes) -> str:
    """The encoding that charset-normalizer finds most likely; cp1252 where the bytes say too little to tell."""
    sample = data[: 1 << 16]
    if sum(byte > 0x7F for byte in sample) < _ENOUGH:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    found = usable(best.encoding) if best is not None else ""
    if _NOT_LATIN.fullmatch(found):
        return found
    # letters alone do not tell the Latin encodings apart, the language that comes out of them does
    several = from_bytes(sample, cp_isolation=["cp1250", "cp1252", "cp1254", "cp1257"])
    clearest = max(several, key=lambda one: one.coherence, default=None)
    likely = _BY_LANGUAGE.get(clearest.language, "cp1252") if clearest is not None else "cp1252"
    return "iso8859-2" if likely == "cp1250" and _ISO.search(sample) else likely


def _windows(data: bytes) -> str:
    """`data` as cp1252; the five bytes it does not define become control characters, as in browsers."""
    try:
        return in_lines(data, "cp1252")
    except UnicodeDecodeError:
        text = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in data)
        return text.replace("\r\n", "\n").replace("\r", "\n")
