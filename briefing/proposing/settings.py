"""What stands around each piece of marked words: its sentence, its paragraph, its neighbours.

Responsible for: cutting bounded stretches out of the text with the words of all pieces blotted out, so that nothing
said inside of marks is taken for the reporter's. Refuses to: judge.
"""

import re
from collections.abc import Sequence

from briefing.proposing.cue_words import WORD, CueWords
from briefing.proposing.pieces import Piece
from briefing.proposing.proposal import Span
from briefing.proposing.verdicts import Setting, length

_REACH = 280
_LONGEST_HEADING = 160
_BLOT = "\x01"
_BOUNDARY = re.compile(r"[.!?…。！？؟]+[)\]\"”’'»“]*\s+(?=[\"“„«‘'(\[]?[^\W\d_]|\Z)|\n\s*\n")
_ITEM = re.compile(r"[-*•·>]|\d{1,3}[.)]\s")
_FINAL = re.compile(r"[.!?…。！？؟:;,]\W*\Z")
_FRAMED = re.compile(r"[–—-]+\s.*\s[–—-]+\.?\Z")
_SIGNED = re.compile(r"\s*[–—―-]{1,2}\s*\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Around:
    """A text, the same with its pieces blotted out, and its paragraphs."""

    def __init__(self, text: str, places: Sequence[Span], found: Sequence[Piece], words: CueWords) -> None:
        """Blot out the pieces, all but a full stop at their end: it may end the sentence."""
        blotted = list(text)
        for piece in found:
            last = piece.end - (text[piece.end - 1] == ".")
            blotted[piece.start : last] = _BLOT * (last - piece.start)
        self.text = text
        self._masked = "".join(blotted)
        self._places = places
        self._words = words
        self._reference_from = self._references()
        self._headings: dict[int, bool] = {}

    def setting(self, piece: Piece, beside_speech: bool = False) -> Setting:
        """What stands around a piece."""
        start, end = self._places[piece.paragraph]
        end = max(end, piece.marks_end)
        before = self.before(piece)
        after = self.after(piece)
        outside = self._outside(piece, start)
        behind = self._masked[piece.marks_end : min(end, piece.marks_end + 60)].strip()
        return Setting(
            inside=self.text[piece.start : piece.end],
            before=before,
            after=after,
            comma=piece.comma,
            heading=self._is_heading(piece.paragraph),
            alone=not outside and (not behind or bool(_SIGNED.match(behind))),
            leads=not before.strip(" \t\n\r>*•-–—|_([\"“'‘"),
            listed=self._is_listed(piece, outside),
            beside_speech=beside_speech,
        )

    def inside(self, piece: Piece) -> str:
        """The words of a piece."""
        return self.text[piece.start : piece.end]

    def stands_apart(self, piece: Piece) -> bool:
        """Whether a piece stands outside of the article: a headline, a paragraph of its own, a line of a reply."""
        start, end = self._places[piece.paragraph]
        if self.text[start : start + 8].lstrip().startswith(">") or self._is_heading(piece.paragraph):
            return True
        return (
            not self._outside(piece, start)
            and not self._masked[piece.marks_end : min(end, piece.marks_end + 60)].strip()
        )

    def _outside(self, piece: Piece, start: int) -> str:
        return self._masked[max(start, piece.marks_start - _REACH) : piece.marks_start].strip(" \t\n\r>*•-–—|_")

    def between(self, first: Piece, second: Piece) -> str:
        """What stands between two pieces, at most a few hundred characters of it."""
        return self._masked[first.marks_end : min(second.marks_start, first.marks_end + _REACH)]

    def before(self, piece: Piece) -> str:
        """The sentence up to the marks."""
        start = max(self._places[piece.paragraph][0], piece.marks_start - _REACH)
        stretch = self._masked[start : piece.marks_start]
        cut = 0
        for match in _BOUNDARY.finditer(stretch):
            if not self._abbreviated(stretch, match.start()):
                cut = match.end()
        return stretch[cut:]

    def after(self, piece: Piece) -> str:
        """The sentence from the marks on."""
        end = min(max(self._places[piece.paragraph][1], piece.marks_end), piece.marks_end + _REACH)
        # the piece may have ended the sentence itself
        ended = self.text[piece.end - 1] == "."
        first = piece.end - 1 if ended else piece.marks_end
        stretch = self._masked[first:end]
        for match in _BOUNDARY.finditer(stretch):
            if (ended and match.start() == 0) or not self._abbreviated(stretch, match.start()):
                stretch = stretch[: match.start() + 1]
                break
        return stretch[piece.marks_end - first :]

    def _abbreviated(self, stretch: str, dot: int) -> bool:
        """Whether the full stop belongs to an abbreviation or an initial."""
        if stretch[dot] != ".":
            return False
        word = re.search(r"[^\W\d_]+(?:\.[^\W\d_]+)*\Z", stretch[max(0, dot - 16) : dot])
        return word is not None and (
            len(word[0]) == 1 or "." in word[0] or word[0].lower() in self._words.abbreviations
        )

    def _is_heading(self, number: int) -> bool:
        if number not in self._headings:
            self._headings[number] = self._looks_like_heading(number)
        return self._headings[number]

    def _looks_like_heading(self, number: int) -> bool:
        start, end = self._places[number]
        if end - start > _LONGEST_HEADING or number + 1 >= len(self._places):
            return False
        line = self.text[start:end].strip()
        if _ITEM.match(line):
            return False
        if not _FINAL.search(line) or _FRAMED.match(line) or (number == 1 and self._before_ends_in_semicolon()):
            return True
        names = [word for word in WORD.findall(line) if word.lower() not in self._words.small and not word[0].isdigit()]
        capitals = sum(word[0].isupper() for word in names)
        singles = not any(mark in line for mark in '"“”„«»')
        told = line.endswith(";") or (len(names) >= 4 and (capitals >= 0.75 * len(names) or singles))
        return number == 0 and told

    def _before_ends_in_semicolon(self) -> bool:
        """Whether the first line of the text is the first half of a headline, with the other half under it."""
        return self._is_heading(0) and self.text[slice(*self._places[0])].rstrip().endswith(";")

    def _references(self) -> int:
        """The number of the paragraph from which on sources are listed; past the end if none are."""
        for number in range(len(self._places) - 1, -1, -1):
            start, end = self._places[number]
            if end - start < 40 and self.text[start:end].strip(" :#*=\n\r\t").lower() in self._words.references:
                return number
        return len(self._places)

    def _is_listed(self, piece: Piece, outside: str) -> bool:
        """Whether a piece is a headline of a list of sources: nearly all of a paragraph that names where and when."""
        start, end = self._places[piece.paragraph]
        if end - start > 400 or length(outside) > 6:
            return False
        behind = self._masked[piece.marks_end : end]
        listed = piece.paragraph > self._reference_from
        dated = (
            bool(_SIGNED.match(behind) or behind.lstrip()[:1] in ",(")
            and bool(_YEAR.search(behind))
            and "@" not in behind
        )
        return (listed and length(behind) < 20) or (
            dated and self.text[piece.end - 1] not in ".!…" and not outside and length(behind) < 12
        )
