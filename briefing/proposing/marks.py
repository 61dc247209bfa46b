"""Quotation marks in a text: which characters are marks, and whether each opens or closes by what stands around it.

Responsible for: marks of every kind, however they are spelt (two apostrophes, entities, wrongly decoded bytes), and for
telling them from apostrophes, elisions, feet and inches. Refuses to: pair them, or to say what is quoted.
Every step looks at a bounded number of characters, so the work grows with the text alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_LONGEST_RUN = 6  # more marks in a row are a ruled line or rubbish


class Side(Enum):
    """What a mark does by the characters around it."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


class Hold(Enum):
    """How sure it is that a single closing mark is no apostrophe."""

    WEAK = "weak"
    FAIR = "fair"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark: its place, the character it stands for, and what it seems to do."""

    start: int
    end: int
    glyph: str
    side: Side
    hold: Hold = Hold.FIRM

    @property
    def family(self) -> str:
        """Marks of one family close each other, whatever way they are turned."""
        return FAMILIES[self.glyph]


FAMILIES = {
    **dict.fromkeys('“”„"', "double"),
    **dict.fromkeys("‘’‚'", "single"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("‹›", "small angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "hollow corner"),
}

_SPELLINGS = {
    **{one: one for one in FAMILIES},
    "``": "“",
    "‘‘": "“",
    "’’": "”",
    "''": '"',
    "‚‚": "„",
    "´´": "”",
    "`": "‘",
    "´": "’",
    "‛": "‘",
    "‟": "“",
    "〝": "“",
    "〞": "”",
    "〟": "”",
    "❝": "“",
    "❞": "”",
    "＂": '"',
    "＇": "'",
    '\\"': '"',
    "\\'": "'",
    # entities that nobody undid
    **{
        f"&{amp}{name};": glyph
        for amp in ("", "amp;")
        for glyph, names in {
            "“": "ldquo #8220 #x201c #x201C #147",
            "”": "rdquo #8221 #x201d #x201D #148",
            "„": "bdquo #8222 #x201e #x201E",
            "‘": "lsquo #8216 #x2018 #145",
            "’": "rsquo #8217 #x2019 #146",
            "‚": "sbquo #8218 #x201a #x201A",
            '"': "quot #34 #x22",
            "'": "apos #39 #x27 #039",
            "«": "laquo #171 #xab #xAB",
            "»": "raquo #187 #xbb #xBB",
            "‹": "lsaquo #8249",
            "›": "rsaquo #8250",
        }.items()
        for name in names.split()
    },
    # UTF-8 that was read as Windows-1252, Latin-1, Mac Roman or Windows-1251, and Windows-1252 read as Latin-1
    **dict(zip("â€œ â€\x9d â€ž â€˜ â€™ â€š Â« Â»".split(" "), "“”„‘’‚«»", strict=True)),
    **dict(zip("â\x80\x9c â\x80\x9d â\x80\x9e â\x80\x98 â\x80\x99 â\x80\x9a".split(" "), "“”„‘’‚", strict=True)),
    **dict(zip("‚Äú ‚Äù ‚Äû ‚Äò ‚Äô".split(" "), "“”„‘’", strict=True)),
    **dict(zip("вЂњ вЂќ вЂћ вЂ˜ вЂ™ В« В»".split(" "), "“”„‘’«»", strict=True)),
    **dict(zip("\x93 \x94 \x84 \x91 \x92".split(" "), "“”„‘’", strict=True)),
}

_ONE = "|".join(re.escape(each) for each in sorted(_SPELLINGS, key=len, reverse=True))
# a wrongly decoded closing mark often lost its last byte; dashes that were wrongly decoded hold characters like marks
_MARK = re.compile(rf"(?P<dash>â€[“”¦])|(?P<mark>{_ONE}|â€(?![\w¢¹º]))")
_RUN = re.compile(rf"(?:â€[“”¦]|{_ONE}|â€(?![\w¢¹º]))+")
_FIRST = re.compile(f"[{re.escape(''.join(sorted({one[0] for one in _SPELLINGS})))}]")

# never marks: fences of Markdown, feet and inches, and the n between two words
_MEASURE = re.compile(
    r"```+|(?<![\w'’])\d{1,3}\s?['’′]\s?\d{1,2}(?:[.½¼¾]\d*)?\s?(?:[\"”″]|''|’’)|(?<=\s)['’‘]n['’](?=\s)"
)

_SHORT_WORD = re.compile(r"\w{1,12}")
_SHORT_WORD_END = re.compile(r"(?<!\w)\w{1,12}\Z")

_BLANK = " \t\n\r\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u202f\u2009\u2007\u200a\u2002\u2003\u200e\u200f\u3000"
_OPENING = "([{<¿¡/|*_=+~>•·"
_CLOSING = ")]},.;:!?/|*_<>。、，．：；！？،؛؟%"
_DASHES = "-–—―‒‐−"


def marks(
    text: str,
    start: int,
    end: int,
    elisions: frozenset[str],
    both_ways: bool = False,
    elided: frozenset[str] = frozenset(),
) -> Iterator[Mark]:
    """The marks of a paragraph `text[start:end]`, in order.

    `elisions` are words that an apostrophe begins ("em", "Twas"), as they are written. `both_ways` is for languages
    that use ’ on both sides. `elided` are words that an apostrophe ends, as in: d’« … ».
    """
    barred: set[int] | None = None
    for run in _runs(text, start, end):
        if barred is None:
            barred = {place for match in _MEASURE.finditer(text, start, end) for place in range(*match.span())}
        found = [one for one in _MARK.finditer(text, run.start(), run.end()) if one["mark"]]
        if not found or len(found) > _LONGEST_RUN:
            continue
        left = _before(text, run.start(), start)
        if elided and len(found) > 1 and found[0]["mark"] in "'’" and _word_before(text, run.start(), start) in elided:
            found, left = found[1:], " "
        right = _after(text, run.end(), end)
        side = _side(text, left, right, run.end(), end)
        for first, last, glyph in _pieces(found, side):
            if first in barred:
                continue
            mark = _judged(text, (start, end), Mark(first, last, glyph, side), left, right, elisions, both_ways)
            if mark is not None:
                yield mark


def _runs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Marks without anything between them. Most characters begin no mark, and are passed over in one search."""
    while first := _FIRST.search(text, start, end):
        run = _RUN.match(text, first.start(), end)
        if run:
            yield run
        start = run.end() if run else first.end()


def _pieces(found: list[re.Match[str]], side: Side) -> Iterator[tuple[int, int, str]]:
    """Places and glyphs of a run. Three apostrophes that close are one and two; a mark twice beside a word is one."""
    spelt = [one["mark"] for one in found]
    places = [(one.start(), one.end()) for one in found]
    if side is Side.CLOSES and spelt == ["''", "'"]:
        first = places[0][0]
        yield first, first + 1, "'"
        yield first + 1, first + 3, '"'
        return
    if len(spelt) == 2 and spelt[0] == spelt[1] and spelt[0] in '"“”' and side is not Side.EITHER:
        yield places[0][0], places[1][1], spelt[0]
        return
    for (first, last), one in zip(places, spelt, strict=True):
        yield first, last, _SPELLINGS.get(one, "”")


def _before(text: str, place: int, start: int) -> str:
    return text[place - 1] if place > start else " "


def _after(text: str, place: int, end: int) -> str:
    return text[place] if place < end else " "


def _side(text: str, left: str, right: str, after: int, end: int) -> Side:
    """What a run of marks does, by the characters on its two sides."""
    if left in _BLANK and right in _BLANK:
        return Side.EITHER
    if right in _BLANK:
        return Side.EITHER if left in _OPENING and left not in _CLOSING else Side.CLOSES
    if left in _BLANK:
        ellipsis = right == "." and after + 1 < end and text[after + 1] in ".…"
        return Side.EITHER if right in _CLOSING and right not in _OPENING and not ellipsis else Side.OPENS
    if left in ":：" and right.isalnum():
        return Side.OPENS
    opens = (left in _OPENING and left not in _CLOSING) or left in _DASHES or (left in _OPENING and right.isalnum())
    closes = (right in _CLOSING and right not in _OPENING) or right in _DASHES or (right in _CLOSING and left.isalnum())
    if opens == closes:
        return Side.EITHER
    return Side.OPENS if opens else Side.CLOSES


def _judged(
    text: str, within: tuple[int, int], mark: Mark, left: str, right: str, elisions: frozenset[str], both_ways: bool
) -> Mark | None:
    """A mark with its side settled, or nothing where it is an apostrophe."""
    if mark.family != "single":
        if mark.glyph == '"' and all("\u0590" <= one <= "\u05ff" for one in (left, right)):
            return None  # part of an abbreviation in Hebrew
        return Mark(mark.start, mark.end, mark.glyph, _turned(mark))
    spelt = text[mark.start : mark.end]
    if left.isalnum() and right.isalnum() and mark.glyph != "‚":
        return None
    if mark.glyph == "‚":
        return Mark(mark.start, mark.end, mark.glyph, Side.OPENS) if mark.side is not Side.CLOSES else None
    side = _turned(mark)
    if side is Side.OPENS:
        word = _word_after(text, mark.end, within[1])
        is_elision = word in elisions or bool(re.match(r"\d\ds?\Z", word))
        if is_elision or (mark.glyph == "’" and not both_ways) or spelt == "´":
            return None
    elif spelt == "`":
        return None
    elif side is Side.CLOSES:
        return Mark(mark.start, mark.end, mark.glyph, side, _hold(text, mark, left, right, within))
    return Mark(mark.start, mark.end, mark.glyph, side)


def _turned(mark: Mark) -> Side:
    """The side of a mark: what stands around it first, then the way its character is turned."""
    if mark.glyph in "„‚「『":
        return Side.OPENS
    if mark.glyph in "」』":
        return Side.CLOSES
    return mark.side


def _hold(text: str, mark: Mark, left: str, right: str, within: tuple[int, int]) -> Hold:
    """How sure it is that a closing single mark is no possessive ("the ministers’ car") and no dropped letter."""
    following = text[mark.end : min(within[1], mark.end + 4)].strip()
    if not left.isalnum() or right not in _BLANK or not following:
        return Hold.FIRM
    before = text[max(within[0], mark.start - 3) : mark.start].lower()
    if before.endswith(("s", "x", "z", "in")) and following[:1].isalnum():
        return Hold.WEAK
    return Hold.FAIR


def _word_before(text: str, place: int, start: int) -> str:
    found = _SHORT_WORD_END.search(text, max(start, place - 12), place)
    return found[0].lower() if found else ""


def _word_after(text: str, place: int, end: int) -> str:
    found = _SHORT_WORD.match(text, place, min(end, place + 12))
    return found[0] if found else ""
