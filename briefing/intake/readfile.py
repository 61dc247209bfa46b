"""The nouns of intake: what was read from a file, what the file says about itself, and how else it could be read.

Places are offsets into the canonical text in Unicode code points, start inclusive, end exclusive. What a file does not
say is absent, never guessed. Nothing here reads anything.
"""

import hashlib
from dataclasses import dataclass, replace

from briefing.rules.anchors import sha256_text

MESSAGE, REPLY, SIGNATURE, NOTE, PAGE = "message", "reply", "signature", "note", "page"
"""Kinds of parts. Replies and signatures are folded: they are other people's words, or nobody's."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One thing that a file says about itself.

    `field` is `title`, `publisher`, `author`, `published` (EDTF), `created` (EDTF, when the file was made), `language`
    (BCP 47), `address` or `recipient`. `where` names in words the place that says so ("the Date header"); `literal`
    are its words where `value` was made of them.
    """

    field: str
    value: str
    where: str
    literal: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of the text with a role of its own: `text[start:end]`. `title` is the line that begins it, or a number.

    `depth` counts the answers of an e-mail: 1 is the message that was answered, 2 the one before it.
    """

    kind: str
    start: int
    end: int
    title: str = ""
    depth: int = 0

    @property
    def folded(self) -> bool:
        """Whether a reader shows it closed at first."""
        return self.kind in (REPLY, SIGNATURE)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Another text of the same bytes, which a user may choose instead (`ReadFile.chosen`).

    `key` is `page` (all words of a page), `article`, `html` or `plain` (the other part of an e-mail), `joined` (no
    hyphens at the ends of a PDF's lines), `mended` (letters that were encoded twice, put right). `suggested` says that
    the text in use looks damaged and this one does not.
    """

    key: str
    text: str
    text_sha256: str
    method: str
    parts: tuple[Part, ...] = ()
    suggested: bool = False


@dataclass(frozen=True)
class ReadFile:
    """What was read: the canonical text and its hash, the original bytes and theirs, and what was noticed.

    `key` names the reading in use, `readings` the others. A `reference` has an address and no text.
    """

    text: str
    text_sha256: str
    data: bytes
    archive_sha256: str
    media_type: str
    method: str
    title: str
    file_name: str
    notices: tuple[str, ...]
    stated: tuple[Stated, ...] = ()
    parts: tuple[Part, ...] = ()
    readings: tuple[Reading, ...] = ()
    key: str = "text"

    @property
    def reference(self) -> bool:
        """Whether the file only says where something is: there is no text to quote from."""
        return self.media_type == LINK

    def says(self, field: str) -> str:
        """The first value stated for `field`; empty where the file states none."""
        return next((one.value for one in self.stated if one.field == field), "")

    def all_said(self, field: str) -> tuple[Stated, ...]:
        """Everything stated for `field`, the most trusted first; different values are all kept."""
        return tuple(one for one in self.stated if one.field == field)

    def chosen(self, key: str) -> "ReadFile":
        """The same file with the reading `key` in use; the one used before becomes a reading. Raises KeyError."""
        if key == self.key:
            return self
        taken = next((one for one in self.readings if one.key == key), None)
        if taken is None:
            raise KeyError(key)
        left = Reading(key=self.key, text=self.text, text_sha256=self.text_sha256, method=self.method, parts=self.parts)
        others = tuple(one for one in self.readings if one.key != key)
        return replace(
            self,
            text=taken.text,
            text_sha256=taken.text_sha256,
            method=taken.method,
            parts=taken.parts,
            key=key,
            readings=(left, *others),
        )


LINK = "application/internet-shortcut"
"""Media type of a file that holds an address and no text, whatever system made it."""


def reading(key: str, text: str, method: str, parts: tuple[Part, ...] = (), *, suggested: bool = False) -> Reading:
    """A reading with the hash of its text."""
    return Reading(key=key, text=text, text_sha256=sha256_text(text), method=method, parts=parts, suggested=suggested)


def file_hash(data: bytes) -> str:
    """SHA-256 of the original bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
