"""What a reader cannot see in a text: hidden characters, controls of direction, letters that were encoded twice.

Responsible for finding and telling them. Refuses to change the text: a mended one is another reading, to be chosen.
"""

import re

from briefing.rules.pieces import pieces
from briefing.wording import say_many

_HIDDEN = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]|(?<=[\u0000-\u058f])[\u200c\u200d](?=[\u0000-\u058f])")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")

_HIGH = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_LEAD = "".join(chr(byte) for byte in range(0xC2, 0xF5))
_CLOSING = re.compile("â€")
"""What is left of a closing quotation mark: cp1252 has no sign for its last byte, so many programs drop it."""
_TWICE = re.compile(rf"[{_LEAD}][{re.escape(_HIGH)}]{{1,3}}")


def notices_on(text: str) -> list[str]:
    """A sentence for each kind of character that cannot be seen."""
    found: list[str] = []
    if count := _count(_HIDDEN, text):
        found.append(
            say_many(
                count,
                "%1 hidden character (of no width, or a soft hyphen) stands in the text and was kept.",
                "%1 hidden characters (of no width, or soft hyphens) stand in the text and were kept.",
            )
        )
    if count := _count(_BIDI, text):
        found.append(
            say_many(
                count,
                "%1 control of the direction of writing stands in the text, which may show other than what is kept.",
                "%1 controls of the direction of writing stand in the text, which may show other than what is kept.",
            )
        )
    if count := _count(_PRIVATE, text):
        found.append(
            say_many(
                count,
                "%1 character has no meaning outside of its own font. Please check the words around it.",
                "%1 characters have no meaning outside of their own font. Please check the words around them.",
            )
        )
    return found


def mended(text: str) -> tuple[str, int]:
    """The text with letters that were encoded twice (“â€œ” for “) put right, and how many."""
    count = 0

    def again(found: re.Match[str]) -> str:
        nonlocal count
        raw = b"".join(_byte(letter) for letter in found[0])
        for length in range(len(raw), 1, -1):
            try:
                letter = raw[:length].decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(letter) == 1:
                count += 1
                return letter + found[0][length:]
        return found[0]

    better = _TWICE.sub(again, text)
    better, closing = _CLOSING.subn("”", better)
    return better, count + closing


def mojibake_notice(count: int) -> str:
    """What is said where `mended` found something."""
    return say_many(
        count,
        "%1 letter seems to have been encoded twice (such as “â€œ” for a quotation mark). A mended reading is offered.",
        "%1 letters seem to have been encoded twice (such as “â€œ” for a quotation mark). A mended reading is offered.",
    )


def looks_twice_encoded(count: int, text: str) -> bool:
    """Whether so many finds are no accident: one long sequence such as “â€œ”, or two short ones."""
    return count > 1 or (count == 1 and re.search(rf"[\u00e2\u00ef\u00f0][{re.escape(_HIGH)}]{{2}}", text) is not None)


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(letter)])  # the five that cp1252 does not define, kept as controls


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(sum(1 for _ in pattern.finditer(piece)) for piece in pieces(text))
