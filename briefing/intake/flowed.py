"""The lines of a plain text e-mail, each with the number of `>` before it; lines that only the mail broke are whole.

Follows RFC 3676 for `format=flowed`, with `delsp`. Refuses to join lines of any other mail: there a line may be meant.
"""

import re
from dataclasses import dataclass

_MARKS = re.compile(r"(?:>[ \t]?)*>")
_SIGNATURE = "-- "


@dataclass(frozen=True)
class MailLine:
    """A line, how many answers deep it is, and whether it must stand apart from the one before it."""

    text: str
    depth: int = 0
    apart: bool = False


def plain_lines(text: str, *, flowed: bool = False, delsp: bool = False) -> list[MailLine]:
    """The lines of a text part."""
    lines: list[MailLine] = []
    open_ = False  # the line before goes on in this one
    for written in text.split("\n"):
        depth, rest = _unquoted(written, flowed=flowed)
        soft = flowed and rest.endswith(" ") and rest != _SIGNATURE
        kept = rest[:-1] if soft and delsp else rest
        if open_ and lines and lines[-1].depth == depth and rest != _SIGNATURE:
            lines[-1] = MailLine(lines[-1].text + kept, depth)
        else:
            lines.append(MailLine(kept, depth))
        open_ = soft
    return [MailLine(line.text.rstrip() if line.text != _SIGNATURE else _SIGNATURE, line.depth) for line in lines]


def _unquoted(line: str, *, flowed: bool) -> tuple[int, str]:
    """How many answers deep a line is, and the line without the marks."""
    if line.startswith(">From "):
        return 0, line[1:]  # what mail boxes write for a line that begins with "From "
    if flowed:
        rest = line.lstrip(">")
        return len(line) - len(rest), rest.removeprefix(" ")
    marks = _MARKS.match(line)
    if marks is None:
        return 0, line
    return marks[0].count(">"), line[marks.end() :].removeprefix(" ")
