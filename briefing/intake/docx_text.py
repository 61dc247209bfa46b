"""One XML part of a Word file → its paragraphs, with tracked insertions in and tracked deletions out.

A handler for the standard library's expat, which holds no tree: memory grows with the text, not with the nesting.
Refuses: declarations of entities (Word writes none), and more nested elements than any real file has.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

_W = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SKIPPED = frozenset(
    "del moveFrom delText instrText delInstrText rt fldData sectPr pPrChange rPrChange tblPrChange".split()
)
"""Elements whose words are no words of the text: what was deleted, codes of fields, how a word is pronounced."""
_NOTE_MARKS = frozenset({"footnoteReference", "endnoteReference"})
_COUNTED = {
    "ins": "inserted",
    "moveTo": "inserted",
    "del": "deleted",
    "moveFrom": "deleted",
    "object": "objects",
    "altChunk": "objects",
    "subDoc": "objects",
    "commentReference": "comments",
}
_WALLS = frozenset({"tc", "tbl", "txbxContent", "body"})
"""Elements behind whose end no paragraph of theirs goes on."""
_DEEPEST = 20_000
_ON = frozenset({"1", "true", "on"})


class ForbiddenXmlError(Exception):
    """The part declares entities; nothing of it is taken."""


class TooDeepError(Exception):
    """The part nests without end; nothing of it is taken."""


@dataclass
class Words:
    """What a part says: its paragraphs, the notes in it by number, and what was met on the way."""

    paragraphs: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    referred: list[tuple[str, str]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


def words_of(pieces: Iterable[bytes]) -> Words:
    """The words of a part that comes in pieces.

    Raises ForbiddenXmlError, TooDeepError, or `expat.ExpatError` where it breaks off.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.buffer_text = True
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    reader.finish()
    return reader.words


class _Reader:
    """Follows the elements of a part as they open and close."""

    def __init__(self) -> None:
        self.words = Words()
        self._path: list[str] = []
        self._open: list[list[str]] = []  # paragraphs inside of paragraphs: text boxes
        self._ended: list[bool] = []  # for each of them, whether its end is still there: a deleted one joins the next
        self._begun = ""  # what came before an end that was deleted
        self._skip = 0  # depth at which skipping began; 0 where nothing is skipped
        self._hidden = False  # the run that is open is hidden text
        self._in_text = False
        self._note = ""

    def doctype(self, *_: object) -> None:
        """Word writes none; here entities would be declared."""
        raise ForbiddenXmlError

    def start(self, written: str, given: dict[str, str]) -> None:
        """An element opens."""
        space, _, name = written.rpartition(" ")
        ours = space in _W
        self._path.append(name if ours else "")
        if len(self._path) > _DEEPEST:
            raise TooDeepError
        if self._skip:
            return
        if ours:
            self._opened(name, {key.rpartition(" ")[2]: value for key, value in given.items()})
        elif name == "Fallback" or (name == "t" and space == _M):
            self._in_text = name == "t"
            self._skip = len(self._path) if name == "Fallback" else 0

    def _opened(self, name: str, given: dict[str, str]) -> None:
        inside_mark = len(self._path) > 2 and self._path[-2] in ("rPr", "trPr", "tcPr")
        if (counted := _COUNTED.get(name)) and not (inside_mark and counted in ("inserted", "deleted")):
            self.words.counted[counted] += 1
        if name in _SKIPPED:
            if not inside_mark:
                self._skip = len(self._path)
            elif self._path[-4:-1] == ["p", "pPr", "rPr"]:
                self._ended[-1] = False
        elif name == "tbl":
            self.finish()
        elif name == "p":
            self._open.append([])
            self._ended.append(True)
        elif name == "r":
            self._hidden = False
        elif name in ("vanish", "webHidden"):
            self._hidden = self._hidden or (self._path[-3:-1] == ["r", "rPr"] and given.get("val", "1") in _ON)
        elif name == "t":
            self._in_text = True
        elif name in ("footnote", "endnote"):
            self._note = "" if given.get("type", "normal") != "normal" else given.get("id", "")
            self._skip = 0 if self._note else len(self._path)
        elif name in _NOTE_MARKS:
            self.words.referred.append((name.removesuffix("Reference"), given.get("id", "")))
        elif self._path[-2:-1] == ["r"]:
            self._mark(name, given)

    def _mark(self, name: str, given: dict[str, str]) -> None:
        """A character that is written as an element."""
        if name == "br":
            self._add("\n" if given.get("type", "textWrapping") == "textWrapping" else " ")
        elif name == "cr":
            self._add("\n")
        elif name in ("tab", "ptab"):
            self._add("\t")
        elif name == "noBreakHyphen":
            self._add("\u2011")
        elif name == "softHyphen":
            self._add("\u00ad")
        elif name == "sym":
            self.words.counted["symbols"] += 1

    def end(self, written: str) -> None:
        """An element closes."""
        name = self._path.pop()
        if self._skip:
            if len(self._path) < self._skip:
                self._skip = 0
            return
        self._in_text = False
        if name == "r":
            self._hidden = False
        elif name == "p" and self._open:
            text = self._begun + "".join(self._open.pop())
            self._begun = "" if self._ended.pop() else text
            if not self._begun:
                self._keep(text)
        elif name in ("footnote", "endnote"):
            self.finish()
            self._note = ""
        elif name in _WALLS:
            self.finish()

    def finish(self) -> None:
        """Keep a paragraph whose end was deleted where nothing follows that it could be joined to."""
        text, self._begun = self._begun, ""
        self._keep(text)

    def data(self, text: str) -> None:
        """Words, where a `t` is open."""
        if self._in_text and not self._skip:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._hidden:
            self.words.counted["hidden"] += len(text.strip()) > 0
        elif self._open:
            self._open[-1].append(text)

    def _keep(self, paragraph: str) -> None:
        text = "\n".join(line.strip(" \t") for line in paragraph.split("\n")).strip("\n")
        if text.strip():
            kept = self.words.notes.setdefault(self._note, []) if self._note else self.words.paragraphs
            kept.append(text)
