"""Runs of a brief → characters of the document, noting which of them belong to which unit."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption

from briefing.brief.tree import Code, Emph, LineBreak, Link, NoteRef, Runs, Strong, Text, Verbatim
from ui.review.faces import Faces
from ui.review.laying import Places, Stretch

LINE_SEPARATOR = "\u2028"
_SHOWN = str.maketrans(
    {"\n": LINE_SEPARATOR, "\r": LINE_SEPARATOR, "\u2029": LINE_SEPARATOR, "\v": LINE_SEPARATOR, "\0": "\ufffd"}
    | dict.fromkeys(("\ufdd0", "\ufdd1", "\ufffc"), "\ufffd")
)
"""Characters that would end a paragraph or mean a table to Qt; each becomes one of the same length."""


def shown(text: str) -> str:
    """`text` as it stands in the document, character for character."""
    return text.translate(_SHOWN)


class Pen:
    """Writes at a cursor. `quotes` are the ids of quotes by their words, `notes` the marks of notes by number."""

    def __init__(self, cursor: QTextCursor, faces: Faces, places: Places) -> None:
        """Nothing written yet."""
        self._cursor = cursor
        self._faces = faces
        self._places = places
        self.quotes: dict[str, str] = {}
        self.notes: dict[int, str] = {}

    def chrome(self, text: str, look: QTextCharFormat) -> None:
        """Words about the brief, which belong to no unit."""
        self._cursor.insertText(shown(text), look)

    def link(self, text: str, href: str, look: QTextCharFormat) -> None:
        """Words that lead somewhere; an empty address leads nowhere."""
        if href:
            look = QTextCharFormat(look)
            look.setAnchor(True)
            look.setAnchorHref(href)
        self.chrome(text, look)

    def hanging(self, mark: str, room: float, factor: float = 1.0) -> None:
        """A bullet or number that stands before its paragraph."""
        made = self._cursor.blockFormat()
        made.setTabPositions([QTextOption.Tab(room, QTextOption.TabType.LeftTab)])
        self._cursor.setBlockFormat(made)
        self.chrome(f"{mark}\t", self._faces.look(factor, ink="muted"))

    def unit(self, unit: int | None, text: str, look: QTextCharFormat, start: int = 0) -> None:
        """Words of a unit: its characters from `start` on."""
        at = self._cursor.position()
        self._cursor.insertText(shown(text), look)
        if unit is None or not text:
            return
        self._places.stretches.append(Stretch(unit, start, text, at))
        first, _ = self._places.spans.get(unit, (at, at))
        self._places.spans[unit] = (first, self._cursor.position())

    def quote(self, unit: int | None, text: str, quote: str, look: QTextCharFormat, start: int = 0) -> None:
        """The words of a verified quote, which lead to where they come from."""
        look = QTextCharFormat(look)
        look.setAnchor(True)
        look.setAnchorHref(f"quote:{quote}")
        self.unit(unit, text, look, start)

    def note(self, number: int, look: QTextCharFormat) -> None:
        """The number of a note, which leads to it."""
        made = QTextCharFormat(look)
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        made.setForeground(self._faces.colour("accent_text"))
        made.setFontItalic(False)
        self.link(self.notes.get(number) or str(number), f"note:{number}", made)

    def runs(self, runs: Runs, unit: int | None, look: QTextCharFormat, start: int = 0) -> int:
        """All of `runs`, as the words of a unit from `start` on; returns where they end."""
        for run in runs:
            match run:
                case Verbatim(text=text) if text in self.quotes:
                    self.quote(unit, text, self.quotes[text], look, start)
                    start += len(text)
                case Text(text=text):
                    self.unit(unit, text, look, start)
                    start += len(text)
                case Code(text=text):
                    made = QTextCharFormat(look)
                    made.setFontFixedPitch(True)
                    self.unit(unit, text, made, start)
                    start += len(text)
                case Strong(runs=inner):
                    made = QTextCharFormat(look)
                    made.setFontWeight(600)
                    start = self.runs(inner, unit, made, start)
                case Emph(runs=inner):
                    made = QTextCharFormat(look)
                    made.setFontItalic(True)
                    start = self.runs(inner, unit, made, start)
                case Link(url=url, runs=inner):
                    made = QTextCharFormat(look)
                    made.setToolTip(url)
                    made.setForeground(self._faces.colour("accent_text"))
                    start = self.runs(inner, unit, made, start)
                case LineBreak():
                    self.unit(unit, "\n", look, start)
                    start += 1
                case NoteRef(number=number):
                    self.note(number, look)
        return start
