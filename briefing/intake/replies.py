"""Which lines of an e-mail are its own, and which are those of the messages it answers or passes on.

Knows the conventions of the usual programs: `>` and quoted blocks, "On … wrote:", "-----Original Message-----",
Outlook's block of From, Sent, To and Subject, the line of two hyphens above a signature. Refuses to drop a word: the
marks go, the parts tell what they told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.intake.flowed import MailLine
from briefing.intake.readfile import MESSAGE, REPLY, SIGNATURE, Part

_INTRO = re.compile(
    r"(?:On\b.{6,240}\bwrote|Am\b.{6,240}\bschrieb(?:en)?\b.{0,120}|Le\b.{6,240}\ba écrit|El\b.{6,240}\bescribió"
    r"|Il\b.{6,240}\bha scritto|Op\b.{6,240}\bschreef.{0,120}|Em\b.{6,240}\bescreveu|Dana\b.{6,240}\bnapisa[ol]\w*"
    r"|Дана\b.{6,240}\bнаписа\w*|.{3,160}<[^<>\s]{3,120}@[^<>\s]{3,120}> ?(?:wrote|schrieb|napisa[ol]|написа\w*)"
    r"|.{3,160}\bwrote on \d.{4,60})\s?:",
)
_BEGINS = re.compile(r"(?:On|Am|Le|El|Il|Op|Em|Dana|Дана)\b")
_SEPARATOR = re.compile(
    r"-{2,}\s?(?:Original Message|Forwarded [Mm]essage|Original-Nachricht|Ursprüngliche Nachricht"
    r"|Weitergeleitete Nachricht|Message d'origine|Message transféré|Mensaje original|Originalna poruka"
    r"|Prosleđena poruka|Оригинална порука|Прослеђена порука|Oorspronkelijk bericht|Messaggio originale)\s?-{2,}"
    r"|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:|Début du message réexpédié :",
)
_LABEL = re.compile(
    r"\*?(From|Von|De|Od|Од|Da|Van|Sent|Date|Gesendet|Datum|Envoyé|Enviado|Poslato|Послато|Inviato|Verzonden"
    r"|To|An|À|A|Para|Za|За|Aan|Cc|Kopie|Subject|Betreff|Objet|Asunto|Predmet|Предмет|Oggetto|Onderwerp)\*?\s?:\*?\s",
)
_SENDER = re.compile(r"\*?(?:From|Von|De|Od|Од|Da|Van)\*?\s?:\*?\s")
_RULE = re.compile(r"[_-]{10,}")
_DIGIT = re.compile(r"\d")
_SIGNATURE = ("-- ", "--")


@dataclass(frozen=True)
class _Row:
    """A line with its final depth, and whether it belongs to a signature, or to the lines that begin a message."""

    line: MailLine
    depth: int
    signature: bool = False
    begins: bool = False
    head: bool = False


def told_apart(lines: Sequence[MailLine]) -> tuple[str, tuple[Part, ...]]:
    """The text of these lines, a blank line between paragraphs, and the part of each message in it."""
    return _written(_deepened(lines))


def _deepened(lines: Sequence[MailLine]) -> list[_Row]:
    rows: list[_Row] = []
    bump = 0  # answers that began without marks; they last to the end
    signature = False
    number = 0
    while number < len(lines):
        line = lines[number]
        length = _beginning(lines, number)
        if length:
            signature = False
            following = next((lines[at] for at in range(number + length, len(lines)) if lines[at].text.strip()), None)
            marked = following is not None and following.depth > line.depth
            before = next((row.line.depth for row in reversed(rows) if row.line.text.strip()), 0)
            bump += not marked and before >= line.depth  # else the introduction stands inside of what it introduces
            depth = line.depth + bump + marked
            rows += [
                _Row(one, depth, begins=at == 0, head=True) for at, one in enumerate(lines[number : number + length])
            ]
            number += length
            continue
        if rows and line.text.strip() and rows[-1].line.depth != line.depth:
            signature = False
        if line.text in _SIGNATURE and any(one.text.strip() for one in lines[number + 1 : number + 4]):
            signature = True
        rows.append(_Row(line, line.depth + bump, signature))
        number += 1
    return rows


def _beginning(lines: Sequence[MailLine], number: int) -> int:
    """How many lines from `number` on introduce another message; 0 where none is introduced."""
    text = lines[number].text.strip()
    if not text:
        return 0
    if _SEPARATOR.fullmatch(text):
        return 1 + _block(lines, number + 1)
    if _RULE.fullmatch(text):
        headed = _block(lines, number + 1)
        return 1 + headed if headed else 0
    if _SENDER.match(text):
        return _block(lines, number)
    joined = ""
    for length in range(1, 4):
        if number + length > len(lines):
            break
        one = lines[number + length - 1]
        if one.depth != lines[number].depth or not one.text.strip():
            break
        joined = f"{joined} {one.text.strip()}".strip()
        if _INTRO.fullmatch(joined) and (_DIGIT.search(joined) or "@" in joined):
            return length
        if length == 1 and not (_BEGINS.match(joined) or "@" in joined):
            break
    return 0


def _block(lines: Sequence[MailLine], number: int) -> int:
    """Lines of a block of headers from `number` on, with blank lines before and between; 0 where there is none."""
    at, labels, last = number, 0, number
    while at < min(len(lines), number + 16):
        text = lines[at].text.strip()
        if _LABEL.match(f"{text} "):
            labels += 1
            last = at + 1
        elif text and (labels == 0 or not lines[at].text.startswith((" ", "\t"))):
            break
        at += 1
    return last - number if labels >= 3 else 0


def _written(rows: Sequence[_Row]) -> tuple[str, tuple[Part, ...]]:
    texts: list[str] = []
    parts: list[Part] = []
    place = 0
    gap = True
    head = False
    for row in rows:
        text = row.line.text.rstrip() if row.line.text != "-- " else "--"
        if not text.strip():
            gap = True
            continue
        kind = REPLY if row.depth else MESSAGE
        kind = SIGNATURE if row.signature else kind
        new = not parts or row.begins or (parts[-1].kind, parts[-1].depth) != (kind, row.depth)
        between = "" if not texts else "\n\n" if gap or new or row.line.apart or head > row.head else "\n"
        place += len(between)
        texts += [between, text]
        if row.head and not new and _RULE.fullmatch(parts[-1].title or "-"):
            parts[-1] = replace(parts[-1], title=text[:200])
        if new:
            parts.append(
                Part(kind=kind, start=place, end=place, title=text[:200] if row.begins else "", depth=row.depth)
            )
        place += len(text)
        parts[-1] = replace(parts[-1], end=place)
        gap, head = False, row.head
    if not any(part.kind == MESSAGE for part in parts):
        parts = [replace(part, kind=MESSAGE) if part.kind == REPLY and part.depth == 1 else part for part in parts]
    return "".join(texts), tuple(parts)
