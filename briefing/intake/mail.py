"""An e-mail (EML), or a page that a browser saved as one file (MHTML) → its text and what its headers state.

Responsible for text and HTML parts in any encoding, and for naming the attachments. Refuses to open attachments, to
load pictures, and to decrypt.
"""

import email.errors
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import cast

from briefing.errors import IntakeError
from briefing.intake import page
from briefing.intake.decoding import Decoded, decode, in_lines, usable
from briefing.intake.finishing import finished
from briefing.intake.flowed import MailLine, plain_lines
from briefing.intake.page_text import PageText
from briefing.intake.readfile import Part, ReadFile, Reading, Stated, reading
from briefing.intake.replies import told_apart
from briefing.intake.stating import address, each_once, in_characters, mail_day, stated
from briefing.wording import say, say_many

MOST_PARTS = 1000
_NAMED = 8
_LONGEST_HEADER = 50_000
_KNOWN = ("from", "to", "subject", "date", "received", "mime-version", "content-type", "message-id", "return-path")
_SECRET = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_HOSTILE = (ValueError, TypeError, IndexError, AttributeError, LookupError, RecursionError, email.errors.MessageError)
"""What the standard library raises over headers and parts that follow no rule."""


@dataclass
class _Body:
    """The text parts of a message, decoded, and the names of what else it carries."""

    plain: list[list[MailLine]] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)
    secret: bool = False


def read_mail(data: bytes, name: str) -> ReadFile:
    """The text of an e-mail. Raises IntakeError where it is none, is encrypted, or holds no text."""
    message = _parsed(data, name)
    body = _body(message, name)
    if body.secret and not (body.plain or body.html):
        raise IntakeError(
            say("“%1” is encrypted. Please open it in your mail program and save its text. Nothing was changed.", name)
        )
    encoding = " ".join(dict.fromkeys(body.encodings)) or "utf-8"
    both: dict[str, tuple[str, tuple[Part, ...]]] = {}
    if body.plain:
        both["plain"] = told_apart([line for lines in body.plain for line in (*lines, MailLine(""))])
    if body.html:
        both["html"] = told_apart([line for written in body.html for line in _page_lines(written)])
    both = {key: one for key, one in both.items() if one[0].strip()}
    key = _better(both)
    methods = {one: f"mail/1 {one} {encoding}" for one in both}
    text, parts = both.get(key, ("", ()))
    others: list[Reading] = [reading(one, both[one][0], methods[one], both[one][1]) for one in both if one != key]
    facts = _facts(message)
    return finished(
        text,
        data=data,
        name=name,
        media_type="message/rfc822",
        method=methods.get(key, "mail/1"),
        key=key,
        title=next((one.value for one in facts if one.field == "title"), ""),
        notices=[*body.notices, *_attached(body.attached)],
        stated=facts,
        parts=parts,
        readings=[one for one in others if one.text != text],
    )


def read_saved_page(data: bytes, name: str, *, choose: bool) -> ReadFile:
    """The page of a file that a browser saved as one (MHTML). Raises IntakeError as `read_mail` does.

    `choose` means what it does for a page.
    """
    message = _parsed(data, name)
    body = _body(message, name)
    if not body.html:
        raise IntakeError(say("“%1” holds no page. Nothing was changed.", name))
    encoding = body.encodings[0] if body.encodings else "utf-8"
    read = page.read_page(data, name, Decoded(body.html[0], encoding, tuple(body.notices)), choose=choose)
    saved = [
        *stated("address", _header(message, "Snapshot-Content-Location"), "the Snapshot-Content-Location header"),
        *stated("created", mail_day(_header(message, "Date")), "the Date header, when it was saved"),
    ]
    return replace(read, media_type="multipart/related", stated=each_once([*read.stated, *saved]))


def _parsed(data: bytes, name: str) -> EmailMessage:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        if any(one in message for one in _KNOWN):
            return message
    except RecursionError:
        raise IntakeError(say("“%1” is nested too deeply to be read. Nothing was changed.", name)) from None
    except _HOSTILE:
        pass
    raise IntakeError(say("“%1” is no e-mail. Please check its ending. Nothing was changed.", name))


def _body(message: EmailMessage, name: str) -> _Body:
    body = _Body()
    waiting: list[EmailMessage] = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop(0)
        try:
            kind = part.get_content_type()
            if kind in _SECRET:
                body.secret = True
            elif part.is_multipart() and not kind.startswith("message/"):
                waiting[:0] = cast("Sequence[EmailMessage]", part.get_payload())
            elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
                _take(body, part, kind, name)
            else:
                body.attached.append(_named(part, kind))
        except (IntakeError, *_HOSTILE):
            body.notices.append(say("A part of the e-mail is damaged and was left out."))
    if waiting:
        body.notices.append(
            say("The e-mail has more than %1 parts; those after them were left out.", f"{MOST_PARTS:,}")
        )
    return body


def _named(part: EmailMessage, kind: str) -> str:
    """What an attachment is called: its file, the subject of an e-mail, or its kind."""
    subject = ""
    if kind == "message/rfc822" and part.is_multipart():
        subject = _header(cast("Sequence[EmailMessage]", part.get_payload())[0], "Subject")
    return in_characters(" ".join((part.get_filename() or subject or kind).split()))[:80]


def _take(body: _Body, part: EmailMessage, kind: str, name: str) -> None:
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    found = _decoded(raw, str(part.get_content_charset() or ""), name)
    body.encodings.append(found.encoding)
    body.notices += [one for one in found.notices if one not in body.notices]
    if kind == "text/html":
        body.html.append(found.text)
        return
    given = {key.lower(): str(value).lower() for key, value in (part.get_params() or [])[1:]}
    flowed = given.get("format") == "flowed"
    body.plain.append(plain_lines(found.text, flowed=flowed, delsp=flowed and given.get("delsp") == "yes"))


def _decoded(data: bytes, charset: str, name: str) -> Decoded:
    """The text of a part: as it declares where that works, for a mail that declares nothing is the exception."""
    charset = charset.lower()
    declared = charset if charset.startswith(("utf-16", "utf-32")) else usable(charset)
    if declared.startswith(("iso2022", "utf-16", "utf-32")) or not _is_utf8(data):
        try:
            if declared:
                return Decoded(in_lines(data, declared), declared)
        except (UnicodeError, LookupError):
            pass
    return decode(data, name, declared="" if declared.startswith("utf-") else declared)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _page_lines(written: str) -> list[MailLine]:
    """The lines of an HTML part: each block stands apart from the one before it."""
    shown = PageText(written)
    lines: list[MailLine] = []
    for block, depth in zip(shown.blocks, shown.cited, strict=True):
        lines += [MailLine(text, depth, apart=at == 0) for at, text in enumerate(block.split("\n"))]
    return lines


def _better(both: dict[str, tuple[str, tuple[Part, ...]]]) -> str:
    """The HTML part, whose lines no program has cut, unless the plain one says far more."""
    if "plain" in both and "html" in both:
        return "html" if 2 * len(both["html"][0]) >= len(both["plain"][0]) else "plain"
    return next(iter(both), "plain")


def _attached(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return [say_many(len(names), "%1 attachment was not read: %2", "%1 attachments were not read: %2", shown)]


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; empty where there is none, or nothing that can be read."""
    try:
        return " ".join(str(message.get(name, "")).split()) if _is_short(message, name) else ""
    except _HOSTILE:
        return ""


def _is_short(message: EmailMessage, name: str) -> bool:
    """Whether a header can be taken apart in reasonable time: the standard library's grows with its square."""
    return sum(len(value) for key, value in message.raw_items() if key.lower() == name.lower()) <= _LONGEST_HEADER


def _people(message: EmailMessage, name: str) -> list[str]:
    """The names in a header of addresses, or the addresses of those without a name."""
    try:
        header = message.get(name) if _is_short(message, name) else None
        found = getattr(header, "addresses", ())
        return [str(one.display_name or one.addr_spec) for one in found[:50]]
    except _HOSTILE:
        return []


def _facts(message: EmailMessage) -> tuple[Stated, ...]:
    found = stated("title", _header(message, "Subject"), "the Subject header")
    for person in _people(message, "From"):
        found += stated("author", person, "the From header")
    day = mail_day(written := _header(message, "Date"))
    found += [replace(one, literal=written[:100]) for one in stated("published", day, "the Date header")]
    for name in ("To", "Cc"):
        for person in _people(message, name):
            found += stated("recipient", person, f"the {name} header")
    found += stated("language", _header(message, "Content-Language").split(",")[0], "the Content-Language header")
    found += stated("address", address(_header(message, "Archived-At").strip("<> ")), "the Archived-At header")
    return each_once(found)
